#!/usr/bin/env python3
"""Writes a document with all that a report may hold beside paragraphs and plain tables.

    doc.py OUT.docx

Hidden and deleted words, a text box with the title, notes, a field, a table within a table, numbers that the
program counts in the cells of a table, cells merged over rows whose edges do not quite align. A number that
must not be read begins with 99, in all of them. Needs python-docx; LibreOffice turns it into other formats.
"""

import sys

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

W = nsdecls("w")
V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def run(words, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def deleted(words):
    return (f'<w:del w:id="1" w:author="审核" w:date="2017-01-01T00:00:00Z"><w:r><w:delText xml:space="preserve">'
            f"{words}</w:delText></w:r></w:del>")


def inserted(words):
    return f'<w:ins w:id="2" w:author="审核" w:date="2017-01-01T00:00:00Z">{run(words)}</w:ins>'


def text_box(words):
    return ('<w:r><w:pict><v:shape id="box1" style="position:absolute;width:400pt;height:40pt" '
            f'type="#_x0000_t202"><v:textbox><w:txbxContent>{paragraph(run(words))}</w:txbxContent></v:textbox>'
            "</v:shape></w:pict></w:r>")


def field(instruction, result):
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def cell(content, width, properties=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths, *rows):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="91"/></w:numPr>'
HIDDEN = "<w:vanish/>"
RESTART = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"


def plain(*words):
    return [cell(paragraph(run(text)), 2000) for text in words]


def body():
    yield paragraph(text_box("云岭县2016年政府信息公开工作年度报告"))
    yield paragraph(run("概述"), properties=NUMBERED.format(0))
    yield paragraph(
        run("全县主动公开政府信息"), run("9901条，", HIDDEN), run("1"), deleted("99"), inserted("2"), run("0条。"))
    yield paragraph(run("公开渠道"), properties=NUMBERED.format(1))
    yield paragraph(run("网站公开"), field('HYPERLINK "http://yunling.example/9902"', "80"), run("条，公报公开４０条。"))
    yield paragraph(run("依申请公开"), properties=NUMBERED.format(0))
    yield paragraph(run("收到申请"), run("13件[note]"), run("，均已答复。"))
    number = paragraph("", properties=NUMBERED.format(2))
    yield table(
        [2000] * 4,
        row(*plain("序号", "指标", "单位", "统计数")),
        row(cell(number, 2000), *plain("收到申请数", "件", "13")),
        row(cell(number, 2000), *plain("其中：当面申请数", "件", "3")),
        row(*[cell(paragraph(run(text, HIDDEN), properties=f"<w:rPr>{HIDDEN}</w:rPr>"), 2000)
              for text in ("9", "隐藏行", "件", "9903")]),
        row(cell(number, 2000), *plain("网络申请数", "件", "10")),
    )
    yield paragraph(run("说明"))
    yield table(
        [2000, 2060, 2000],
        row(cell(paragraph(run("公开")), 2000, RESTART), cell(paragraph(run("网站")), 2060),
            cell(paragraph(run("80")), 2000)),
        row(cell(paragraph(), 1940, GOES_ON), cell(paragraph(run("公报")), 2120), cell(paragraph(run("40")), 2000)),
        row(cell(paragraph(run("合计")), 4060, '<w:gridSpan w:val="2"/>'), cell(paragraph(run("120")), 2000)),
    )
    inner = table([1500, 1500], row(*plain("复议", "2件")), row(*plain("诉讼", "1件")))
    yield paragraph(run("救济情况"))
    yield table([3000, 4000], row(cell(paragraph(run("情况")), 3000), cell(inner + paragraph(), 4000)))
    yield paragraph(run("联系电话见网站。"))


LEVELS = [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3")]


def main():
    report = docx.Document()
    root = report.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>' for at, (form, text) in enumerate(LEVELS))
    root.find(qn("w:num")).addprevious(parse_xml(f'<w:abstractNum {W} w:abstractNumId="91">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    last = report.element.body.find(qn("w:sectPr"))
    for part in body():
        first, rest = part.split(">", 1) if not part.split(">", 1)[0].endswith("/") else (part[:-2], "")
        last.addprevious(parse_xml(f"{first} {W} {V}>{rest}"))
    report.sections[0].header.paragraphs[0].text = "页眉 9904 件"
    report.save(sys.argv[1])


if __name__ == "__main__":
    main()
