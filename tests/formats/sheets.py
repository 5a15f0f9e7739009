#!/usr/bin/env python3
"""Turns a report of ours into a workbook, as people type it; and makes the workbooks that try a reader.

    sheets.py REPORT.txt OUT.xlsx
    sheets.py --trial OUT.xlsx
    sheets.py --trial OUT.xls

A report takes one sheet: lines in the first column or merged across, tables with merged labels below them, figures
typed as numbers and shares in percent. The trial has all that readers stumble over: a hidden sheet, hidden rows and
columns, formulas without values, errors, dates, formats.

Needs openpyxl and xlwt. LibreOffice makes other formats from these, see make.sh.
"""

import datetime
import re
import sys

from build import merged, parts

SHARE = re.compile(r"^(\d+)(?:\.(\d+))?%$")


def typed(words):
    """A figure as a number with its format, anything else as it is."""
    if re.fullmatch(r"0|[1-9]\d*", words):
        return int(words), "General"
    if re.fullmatch(r"\d+\.\d+", words):
        return float(words), "0." + "0" * len(words.partition(".")[2])
    if share := SHARE.match(words):
        places = share[2] or ""
        return round(float(words[:-1]) / 100, 8), "0" + ("." + "0" * len(places) if places else "") + "%"
    return words, "General"


def workbook(report):
    import openpyxl
    from openpyxl.styles import Alignment

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "年度报告"
    width = max([len(part[0]) for part in report if isinstance(part, list)] or [1])
    at = 1
    for part in report:
        if isinstance(part, str):
            cell = sheet.cell(at, 1, part)
            cell.alignment = Alignment(wrap_text=True)
            if width > 1 and at % 2:
                sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=width)
            at += 1
            continue
        for row, column, n_rows, n_columns, words in merged(part):
            value, number_format = typed(words)
            cell = sheet.cell(at + row, 1 + column, value)
            cell.number_format = number_format
            if n_rows > 1 or n_columns > 1:
                sheet.merge_cells(
                    start_row=at + row,
                    end_row=at + row + n_rows - 1,
                    start_column=1 + column,
                    end_column=column + n_columns,
                )
        # A blank row behind a table, as most leave one.
        at += len(part) + 1
    return book


ROWS = [
    ("云河市2016年政府信息公开情况统计表", None, None, None),
    ("填报单位：云河市政务公开办", None, "填报日期：2017年1月20日", None),
    ("指标", "单位", "统计数", "占比"),
    ("收到申请数", "件", 13, 1),
    ("1.当面申请数", "件", 3, 0.2307692307692308),
    ("2.网络申请数", "件", 10, 0.7692307692307693),
]


def trial_xlsx(path):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "统计表"
    for at, row in enumerate(ROWS, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column, value)
        if at > 3:
            sheet.cell(at, 4).number_format = "0.0%"
    sheet.merge_cells("A1:D1")
    # Rows and columns that nobody sees.
    sheet.insert_rows(5)
    sheet["A5"], sheet["B5"], sheet["C5"] = "隐藏的行", "件", 777
    sheet.row_dimensions[5].hidden = True
    sheet["F3"], sheet["F4"] = "隐藏的列", 888
    sheet.column_dimensions["F"].hidden = True
    sheet["A9"] = "注：占比按收到申请数计算。"
    kinds = book.create_sheet("各种值")
    for at, (words, value, number_format) in enumerate(
        [
            ("项目", "数值", None),
            ("未算", "=SUM(统计表!C6:C7)", None),
            ("错误", "#REF!", None),
            ("日期", datetime.date(2017, 1, 20), 'yyyy"年"m"月"d"日"'),
            ("金额", 1234567.891, "#,##0.00"),
            ("小数", 74.1, None),
            ("噪声", 0.1 + 0.2, None),
            ("真假", True, None),
            ("空零", 0, '0;-0;""'),
            ("件数", 12, '0"件"'),
            ("会计", 5, '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)'),
            ("负数", -2.5, "0.0_);(0.0)"),
        ],
        1,
    ):
        kinds.cell(at, 1, words)
        cell = kinds.cell(at, 2, value)
        if number_format:
            cell.number_format = number_format
    hidden = book.create_sheet("底稿")
    hidden["A1"], hidden["B1"] = "收到申请数", 999
    hidden.sheet_state = "hidden"
    book.create_sheet("深藏").sheet_state = "veryHidden"
    book.create_sheet("空表")
    chart = book.create_chartsheet("图")
    from openpyxl.chart import BarChart, Reference

    bars = BarChart()
    bars.add_data(Reference(sheet, min_col=3, min_row=3, max_row=7), titles_from_data=True)
    chart.add_chart(bars)
    book.save(path)


def trial_xls(path):
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("统计表")
    percent = xlwt.easyxf(num_format_str="0.0%")
    for at, row in enumerate(ROWS):
        at += at > 3
        for column, value in enumerate(row):
            if value is not None and at > 0:
                sheet.write(at, column, value, percent if column == 3 and at > 2 else xlwt.easyxf())
    sheet.write_merge(0, 0, 0, 3, ROWS[0][0])
    for column, value in enumerate(["隐藏的行", "件", 777]):
        sheet.write(4, column, value)
    sheet.row(4).hidden = True
    sheet.write(2, 5, "隐藏的列")
    sheet.write(3, 5, 888)
    sheet.col(5).hidden = True
    sheet.write(8, 0, "注：占比按收到申请数计算。")
    kinds = book.add_sheet("各种值")
    for at, (words, value, number_format) in enumerate(
        [
            ("项目", "数值", None),
            ("未算", xlwt.Formula("SUM(A1:A2)"), None),
            ("日期", datetime.date(2017, 1, 20), 'yyyy"年"m"月"d"日"'),
            ("金额", 1234567.891, "#,##0.00"),
            ("小数", 74.1, None),
            ("噪声", 0.1 + 0.2, None),
            ("真假", True, None),
        ]
    ):
        kinds.write(at, 0, words)
        kinds.write(at, 1, value, xlwt.easyxf(num_format_str=number_format or "General"))
    hidden = book.add_sheet("底稿")
    hidden.write(0, 0, "收到申请数")
    hidden.write(0, 1, 999)
    hidden.visibility = 1
    book.add_sheet("空表")
    book.save(path)


def main():
    source, target = sys.argv[1:]
    if source == "--trial":
        (trial_xlsx if target.endswith(".xlsx") else trial_xls)(target)
        return
    with open(source, encoding="utf-8") as file:
        workbook(parts(file.read())).save(target)


if __name__ == "__main__":
    main()
