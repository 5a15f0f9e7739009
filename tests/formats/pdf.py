#!/usr/bin/env python3
"""Makes the PDF files beside it from reports of ours, by programs that offices use.

    pdf.py [FILE.pdf]...

Needs LibreOffice, Chromium, qpdf, the font WenQuanYi Zen Hei, and reportlab and python-docx from PyPI.
"""

import html
import pathlib
import subprocess
import sys
import tempfile

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
from reportlab.lib.styles import ParagraphStyle

import build

FONT = "WenQuanYi Zen Hei"
HERE = pathlib.Path(__file__).parent
REPORTS = HERE.parent / "reports"


def report(name):
    """A report in parts."""
    return build.parts((REPORTS / f"{name}.txt").read_text("utf-8"))


def page(report, size):
    """The report as a page to be printed."""
    out = [
        "<!DOCTYPE html><meta charset=utf-8><style>@page{size:%s;margin:25mm 22mm}"
        "body{font:14px/1.8 '%s'}h1{font-size:20px;text-align:center}"
        "table{border-collapse:collapse;width:100%%;font-size:12px;line-height:1.3}"
        "td{border:1px solid #000;padding:2px 4px}p{margin:0;text-indent:2em}</style>" % (size, FONT)
    ]
    for at, part in enumerate(report):
        if isinstance(part, str):
            tag = "h1" if at == 0 else "p"
            out.append(f"<{tag}>{html.escape(part.strip())}</{tag}>")
            continue
        cells = build.merged(part)
        n_head = heads(part)
        out.append("<table><thead>")
        for at_row in range(len(part)):
            if at_row == n_head:
                out.append("</thead><tbody>")
            out.append("<tr>")
            for row, _, rows, columns, words in cells:
                if row == at_row:
                    out.append(f"<td rowspan={rows} colspan={columns}>{html.escape(words)}")
        out.append("</table>")
    return "\n".join(out)


def heads(rows):
    """How many rows of a table are its header."""
    return next((at for at, row in enumerate(rows) if any(map(build.is_figure, row))), 1)


def chromium(report, target, size="A4"):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "report.html")
        printed = pathlib.Path(folder, "report.pdf")
        source.write_text(page(report, size), "utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu",
             f"--print-to-pdf={printed}", source.as_uri()],
            check=True, capture_output=True,
        )
        # As it is printed, its tags alone take more than its words.
        qpdf(printed, target, "--object-streams=generate", "--recompress-flate", "--compression-level=9")


def field(paragraph, code):
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def word(report, is_landscape):
    """The report as a Word document with a running head and page numbers."""
    document = build.document(report, False)
    style = document.styles["Normal"]
    style.font.name = FONT
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if is_landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.header.paragraphs[0].text = "政府信息公开工作年度报告"
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    field(footer, "PAGE")
    footer.add_run(" —")
    return document


def libreoffice(report, target, is_landscape=False):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, pathlib.Path(target).stem + ".docx")
        word(report, is_landscape).save(source)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(HERE), str(source)],
            check=True, capture_output=True,
        )


def founder(report, target, grid=True, size=A4):
    """As old layout programs wrote: a Chinese font that is named, but not in the file."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    line = ParagraphStyle("line", fontName="STSong-Light", fontSize=11, leading=18, wordWrap="CJK")
    wide = ParagraphStyle("cell", parent=line, fontSize=9, leading=12)
    narrow = ParagraphStyle("cell", parent=line, fontSize=7, leading=8)
    story = []
    for part in report:
        if isinstance(part, str):
            story.append(Paragraph(html.escape(part).replace("\u3000", "&#12288;"), line))
            continue
        style = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("TOPPADDING", (0, 0), (-1, -1), 1)]
        if grid:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
        rows = [[""] * len(row) for row in part]
        for y, x, n_rows, n_columns, words in build.merged(part):
            rows[y][x] = Paragraph(html.escape(words), wide if len(part[0]) < 10 else narrow)
            if n_rows > 1 or n_columns > 1:
                style.append(("SPAN", (x, y), (x + n_columns - 1, y + n_rows - 1)))
        widths = {3: [320, 50, 80], 10: [80] * 3 + [29] * 7}.get(len(part[0]), [450 / len(part[0])] * len(part[0]))
        table = Table(rows, colWidths=widths, style=TableStyle(style), repeatRows=heads(part) if grid else 0)
        story.append(table)
    number = lambda pages, _: pages.drawCentredString(size[0] / 2, 30, f"- {pages.getPageNumber()} -")
    SimpleDocTemplate(str(HERE / target), pagesize=size).build(
        story, onFirstPage=number, onLaterPages=number
    )


def qpdf(source, target, *how):
    subprocess.run(["qpdf", *how, HERE / source, HERE / target], check=True)


def main(names):
    makers = {
        "chromium.luoqiao-district-2017.pdf": lambda to: chromium(report("luoqiao-district-2017"), to),
        "chromium.hulan-town-2023.pdf": lambda to: chromium(report("hulan-town-2023"), to, "A5 landscape"),
        "libreoffice.hulan-town-2023.pdf": lambda to: libreoffice(report("hulan-town-2023"), to),
        "libreoffice.baiyan-district-2021.pdf": lambda to: libreoffice(report("baiyan-district-2021"), to, True),
        "libreoffice.wangshan-district-2018.pdf": lambda to: libreoffice(report("wangshan-district-2018"), to),
        "founder.baiyan-district-2021.pdf": lambda to: founder(report("baiyan-district-2021"), to),
        "founder.heshan-county-2019.pdf": lambda to: founder(report("heshan-county-2019"), to),
        "founder.luoqiao-district-2017.pdf": lambda to: founder(report("luoqiao-district-2017"), to),
        "founder.bare.luoqiao-district-2017.pdf": lambda to: founder(report("luoqiao-district-2017"), to, grid=False),
        "founder.yunzhou-city-2012.pdf": lambda to: founder(report("yunzhou-city-2012"), to),
        "locked.pdf": lambda to: qpdf("founder.luoqiao-district-2017.pdf", to, "--encrypt", "open", "own", "256", "--"),
        "unlocked.pdf": lambda to: qpdf("founder.luoqiao-district-2017.pdf", to, "--encrypt", "", "own", "256", "--"),
        "turned.pdf": lambda to: qpdf("founder.luoqiao-district-2017.pdf", to, "--rotate=+90"),
        "packed.pdf": lambda to: qpdf("founder.luoqiao-district-2017.pdf", to, "--object-streams=generate"),
    }
    for name, make in makers.items():
        if not names or name in names:
            make(name)


if __name__ == "__main__":
    main(sys.argv[1:])
