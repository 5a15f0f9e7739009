#!/usr/bin/env python3
"""Turns a report of ours (lines and rows of `|`) into a document or a page, as office programs make them.

    build.py REPORT.txt OUT.docx [--numbered]
    build.py REPORT.txt OUT.html

Rows are merged as people merge them: blank cells of a header with the words before them, a group's name with
the rows beside it. Runs are cut in the middle of figures, headers repeat on the next page. With --numbered the
numbers of headings are no text: the program counts them.

Needs python-docx for documents. Other formats are made from these, see make.sh.
"""

import html
import re
import sys


def parts(text):
    """Lines as strings, tables as lists of rows."""
    out = []
    for line in text.splitlines():
        if not line.strip():
            continue
        bare = line.strip()
        if not (bare.count("|") >= 1 and bare.endswith("|")):
            out.append(line)
            continue
        row = [cell.strip() for cell in bare.removeprefix("|").removesuffix("|").split("|")]
        if all(cell and set(cell) <= set("-:") for cell in row):
            continue
        if out and isinstance(out[-1], list):
            out[-1].append(row)
        else:
            out.append([row])
    return [squared(part) if isinstance(part, list) else part for part in out]


def is_figure(cell):
    return cell[:1].isdigit() and not any(c.isalpha() for c in cell)


def squared(rows):
    """Rows of one length; those of the forms of 2019 and 2021 may come without their merged cells."""
    if len({len(row) for row in rows}) == 1:
        return rows
    words = [cell for row in rows for cell in row]
    if any("勾稽关系" in cell for cell in words):
        return [applicants(row) for row in rows]
    if "复议后起诉" in words:
        return [outcomes(row) for row in rows]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def applicants(row):
    """A row of the table of requests: three columns of labels, then seven of figures."""
    if "申请人情况" in row:
        return [row[0], "", "", "申请人情况"] + [""] * 6
    if "自然人" in row:
        return ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"]
    if "商业企业" in row:
        return [""] * 4 + row + [""]
    labels, figures = row[:-7], row[-7:]
    if len(labels) == 1:
        is_first = labels[0].startswith(("一、", "二、", "四、"))
        is_group = labels[0].startswith("（")
        labels = [labels[0], "", ""] if is_first else ["", labels[0], ""] if is_group else ["", "", labels[0]]
    elif len(labels) == 2:
        is_whole = labels[0].startswith("三、")
        labels = [labels[0], labels[1], ""] if is_whole else ["", labels[0], labels[1]]
    return labels + figures


def outcomes(row):
    """A row of the table of reviews and lawsuits: three times five columns."""
    if "行政诉讼" in row:
        return ["行政复议"] + [""] * 4 + ["行政诉讼"] + [""] * 9
    if "复议后起诉" in row:
        return [""] * 5 + ["未经复议直接起诉"] + [""] * 4 + ["复议后起诉"] + [""] * 4
    return row


def merged(rows):
    """Cells as (row, column, rows covered, columns covered, words)."""
    width = len(rows[0])
    n_labels = 3 if width == 10 else 1
    n_header = next((at for at, row in enumerate(rows) if any(map(is_figure, row))), len(rows))
    grid = [[[cell, 1, 1] for cell in row] for row in rows]
    for at, row in enumerate(rows):
        n = width if at < n_header else n_labels
        column = 0
        while column < n:
            n_blank = 0
            while column + n_blank + 1 < n and not row[column + n_blank + 1]:
                n_blank += 1
            if row[column]:
                grid[at][column][2] = 1 + n_blank
                for covered in range(column + 1, column + n_blank + 1):
                    grid[at][covered] = None
            column += 1 + n_blank
        for column in range(n_labels if at >= n_header and n_labels > 1 else 0):
            if any(row[: column + 1]):
                continue
            above = next((a for a in range(at - 1, -1, -1) if rows[a][column]), None)
            cell = grid[above][column] if above is not None else None
            if cell and cell[2] == 1 and cell[1] == at - above:
                cell[1] += 1
                grid[at][column] = None
    return [
        (at, column, cell[1], cell[2], cell[0])
        for at, row in enumerate(grid)
        for column, cell in enumerate(row)
        if cell
    ]


# ---- pages


def page(report):
    out = ['<!DOCTYPE html><html><head><meta charset="utf-8"><style>table{border-collapse:collapse}'
           "td{border:1px solid}</style></head><body>"]
    for part in report:
        if isinstance(part, str):
            out.append(f"<p>{html.escape(part)}</p>")
            continue
        out.append('<table border="1">')
        cells = merged(part)
        for at in range(len(part)):
            row = "".join(
                f'<td rowspan="{rows}" colspan="{columns}">{html.escape(words)}</td>'
                for row, _, rows, columns, words in cells
                if row == at
            )
            out.append(f"<tr>{row}</tr>")
        out.append("</table>")
    return "\n".join(out) + "</body></html>\n"


# ---- documents

LEVELS = [
    (re.compile(r"^[一二三四五六七八九十]+、"), "chineseCountingThousand", "%1、"),
    (re.compile(r"^（[一二三四五六七八九十]+）"), "chineseCountingThousand", "（%2）"),
    (re.compile(r"^\d+[.、](?=\D)"), "decimal", "%3."),
]


def document(report, numbered):
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Pt

    doc = docx.Document()
    doc.styles["Normal"].font.name = "仿宋_GB2312"
    doc.styles["Normal"].font.size = Pt(12)

    def xml(text):
        return parse_xml(re.sub(r"^<[\w:]+", lambda tag: f"{tag.group()} {nsdecls('w')}", text))

    def runs(paragraph, words):
        """Words as the runs that editing leaves: cut wherever a 2 stands."""
        for piece in re.split("(2)", words):
            if piece:
                paragraph.add_run(piece)

    def numbering():
        """An abstract list of three levels; the numbers of its lists are returned one by one."""
        root = doc.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for at, (_, form, text) in enumerate(LEVELS)
        )
        first = root.find(qn("w:num"))
        first.addprevious(xml(f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>'))
        root.append(xml('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))

    def number(paragraph, words):
        """Takes the mark off a heading and lets the program count it, where it would count the same."""
        for at, (mark, _, _) in enumerate(LEVELS):
            if not mark.match(words):
                continue
            counted[at] += 1
            counted[at + 1 :] = [0] * (len(counted) - at - 1)
            shown = mark.match(words).group()
            if counted[at] != ordinal(shown):
                raise SystemExit(f"{shown} would be counted as {counted[at]}")
            paragraph._p.get_or_add_pPr().append(
                xml(f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="90"/></w:numPr>')
            )
            return words[len(shown) :]
        return words

    counted = [0] * len(LEVELS)
    if numbered:
        numbering()
    n_lines = 0
    for part in report:
        if isinstance(part, str):
            n_lines += 1
            paragraph = doc.add_paragraph()
            words = part
            if numbered and len(part) < 40 and "。" not in part:
                words = number(paragraph, part)
            elif words.startswith("\u3000\u3000"):
                words = words.strip()
                paragraph.paragraph_format.first_line_indent = Pt(24)
            runs(paragraph, words)
            continue
        table = doc.add_table(rows=len(part), cols=len(part[0]))
        table.style = "Table Grid"
        for row, column, n_rows, n_columns, words in merged(part):
            cell = table.cell(row, column)
            if n_rows > 1 or n_columns > 1:
                cell = cell.merge(table.cell(row + n_rows - 1, column + n_columns - 1))
            # Merging joins the paragraphs of the cells.
            for extra in cell.paragraphs[1:]:
                extra._p.getparent().remove(extra._p)
            runs(cell.paragraphs[0], words)
        header = table.rows[0]._tr.get_or_add_trPr()
        header.append(xml("<w:tblHeader/>"))
    return doc


def ordinal(mark):
    """The number of a list mark."""
    inner = mark.strip("（）、.")
    if inner.isdigit():
        return int(inner)
    digits = "零一二三四五六七八九"
    tens, _, units = inner.rpartition("十")
    if "十" not in inner:
        return digits.index(inner)
    return (digits.index(tens) if tens else 1) * 10 + (digits.index(units) if units else 0)


def main():
    source, target, *flags = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        report = parts(file.read())
    if target.endswith(".docx"):
        document(report, "--numbered" in flags).save(target)
    else:
        with open(target, "w", encoding="utf-8") as file:
            file.write(page(report))


if __name__ == "__main__":
    main()
