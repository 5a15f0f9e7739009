#!/bin/sh
# Makes the files that tests/formats.rs reads, by real office programs. The tests never run this.
#
# Needs python-docx, openpyxl, xlwt and LibreOffice (Debian: libreoffice-writer, libreoffice-calc). Each format has a part of its own below;
# `make.sh docx` runs one, `make.sh` all.
set -eu
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The reports: the forms of 2014, 2019 and 2021, each clean or faulty, and a year before there was a form.
reports="yunzhou-city-2012 luoqiao-district-2017 wangshan-district-2018 heshan-county-2019 baiyan-district-2021 hulan-town-2023"

# office FORMAT FILE: has LibreOffice write FILE as FORMAT into the working folder.
office() {
    soffice -env:UserInstallation="file://$work/profile" --headless --convert-to "$1" --outdir "$work" "$2" >/dev/null
}

make_docx() {
    for report in $reports; do
        python3 build.py "../reports/$report.txt" "$report.docx"
    done
    # The same with numbers that the program counts, and as LibreOffice writes it.
    python3 build.py ../reports/hulan-town-2023.txt hulan-town-2023.numbered.docx --numbered
    python3 build.py ../reports/hulan-town-2023.txt "$work/hulan-town-2023.odt.html"
    office odt:writer8 "$work/hulan-town-2023.odt.html"
    office "docx:MS Word 2007 XML" "$work/hulan-town-2023.odt.odt"
    mv "$work/hulan-town-2023.odt.docx" hulan-town-2023.office.docx
}

make_doc() {
    # Documents of Word 97-2003, from python-docx and from pages: the two routes write tables differently.
    for report in yunzhou-city-2012 luoqiao-district-2017 wangshan-district-2018; do
        python3 build.py "../reports/$report.txt" "$work/$report.docx"
        office "doc:MS Word 97" "$work/$report.docx"
    done
    for report in heshan-county-2019 baiyan-district-2021 hulan-town-2023; do
        python3 build.py "../reports/$report.txt" "$work/$report.html"
        office odt:writer8 "$work/$report.html"
        office "doc:MS Word 97" "$work/$report.odt"
    done
    # All that may stand beside plain paragraphs and tables.
    python3 doc.py "$work/parts.docx"
    office "doc:MS Word 97" "$work/parts.docx"
    mv "$work"/*.doc .
}

make_sheets() {
    for report in $reports; do
        python3 sheets.py "../reports/$report.txt" "$report.xlsx"
    done
    # The same as LibreOffice writes them.
    office "xls:MS Excel 97" luoqiao-district-2017.xlsx
    office "xls:MS Excel 97" hulan-town-2023.xlsx
    office ods:calc8 wangshan-district-2018.xlsx
    office ods:calc8 baiyan-district-2021.xlsx
    mv "$work"/*.xls "$work"/*.ods .
    office "xlsx:Calc MS Excel 2007 XML" hulan-town-2023.xlsx
    mv "$work/hulan-town-2023.xlsx" hulan-town-2023.office.xlsx
    # What readers stumble over.
    python3 sheets.py --trial trial.xlsx
    python3 sheets.py --trial trial.xls
    office ods:calc8 trial.xlsx
    mv "$work/trial.ods" .
}

make_html() {
    # Pages as LibreOffice saves them: fonts around every run, lines broken where they are long.
    for report in yunzhou-city-2012 luoqiao-district-2017 hulan-town-2023; do
        office "html:HTML (StarWriter)" "$report.docx"
    done
    mv "$work"/*.html .
}

make_pdf() {
    # Also needs Chromium, qpdf, a Chinese font and reportlab; see there.
    python3 pdf.py
}

for format in ${*:-docx doc sheets html pdf}; do
    "make_$format"
done
