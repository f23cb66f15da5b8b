"""What is printed can be read: the type of every sheet of a workbook, the marks in every text."""

from __future__ import annotations

import io
import re
import zipfile
from string import ascii_uppercase

import pytest
from helpers import DAY
from lxml import etree

from generator.outputs.prints.consultation import asking_workbook
from generator.outputs.prints.hotline import hotline_workbook
from generator.outputs.prints.print_jobs import prints
from generator.outputs.prints.verifying import FORMS, text_of
from generator.views.consultation import asked_departments
from generator.views.hotline import hotline_answers

NAMES = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
A4_ACROSS, A4_UPRIGHT = 297 / 25.4, 210 / 25.4
READABLE = 9
"""Points."""
PIXELS_OF_AN_INCH, PIXELS_OF_A_CHARACTER = 96, 7
USUAL_WIDTH = 9.14
MEASURE = "Arial"
"""What columns are measured in. Its figures are 7 pixels wide, and so are those of what stands in for it."""


def sheets(content):
    """Yield name, layout, printed area and sizes of type of every sheet that is shown."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        book = etree.fromstring(packed.read("xl/workbook.xml"))
        styles = etree.fromstring(packed.read("xl/styles.xml"))
        usual = styles.find("m:fonts/m:font", NAMES)
        assert usual.find("m:name", NAMES).get("val") == MEASURE
        assert usual.find("m:scheme", NAMES) is None  # or a theme would choose another font
        fonts = [float(size.get("val")) for size in styles.iterfind("m:fonts/m:font/m:sz", NAMES)]
        assert "shrinkToFit" not in packed.read("xl/styles.xml").decode()
        forms = [int(form.get("fontId")) for form in styles.iterfind("m:cellXfs/m:xf", NAMES)]
        areas = {
            int(name.get("localSheetId")): name.text
            for name in book.iterfind("m:definedNames/m:definedName", NAMES)
            if name.get("name") == "_xlnm.Print_Area"
        }
        for number, sheet in enumerate(book.iterfind("m:sheets/m:sheet", NAMES), 1):
            if sheet.get("state") != "hidden":
                area = areas.get(number - 1, "")
                layout = packed.read(f"xl/worksheets/sheet{number}.xml").decode()
                used = {int(style) for style in re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"', layout)}
                yield sheet.get("name"), layout, area, [fonts[forms[style]] for style in used]


def attributes(layout, tag):
    found = re.search(rf"<{tag} ([^>]*?)/?>", layout)
    return dict(re.findall(r'(\w+)="([^"]*)"', found[1])) if found else {}


def scale_of(layout, area):
    """Return by how much a sheet is made smaller to go on A4, as Excel reckons it."""
    paper, margins = attributes(layout, "pageSetup"), attributes(layout, "pageMargins")
    assert paper["paperSize"] == "9"
    assert 'fitToPage="1"' in layout
    across = A4_ACROSS if paper.get("orientation") == "landscape" else A4_UPRIGHT
    room = across - float(margins["left"]) - float(margins["right"])
    widths = {}
    for column in re.findall(r"<col [^>]*>", layout):
        told = dict(re.findall(r'(\w+)="([^"]*)"', column))
        for place in range(int(told["min"]), min(int(told["max"]), 50) + 1):
            widths[place] = 0 if told.get("hidden") else float(told["width"])
    printed = re.findall(r"\$([A-Z])\b", area) or re.findall(r'<c r="([A-Z])\d+"', layout)
    last = max(map(ascii_uppercase.index, printed)) + 1
    wide = sum(
        round(widths.get(place, USUAL_WIDTH) * PIXELS_OF_A_CHARACTER)
        for place in range(1, last + 1)
    )
    return min(1.0, room / (wide / PIXELS_OF_AN_INCH))


def workbooks(catalogue):
    """Yield every workbook there is, by name: prints, tables for departments, answers for a hotline."""
    for job in prints(catalogue, DAY):
        if job.path.endswith(".xlsx"):
            yield job.path, job.render()
    for department in asked_departments(catalogue, DAY):
        yield department.title, asking_workbook(department)
    yield "hotline", hotline_workbook("答复", str(DAY), tuple(hotline_answers(catalogue, DAY)))


def test_every_sheet_of_every_workbook_is_printed_in_type_that_can_be_read(shipped_catalogue):
    seen = 0
    for path, content in workbooks(shipped_catalogue):
        for name, layout, area, sizes in sheets(content):
            assert min(sizes) * scale_of(layout, area) >= READABLE, (path, name)
            seen += 1
    assert seen > 300


DOUBLED = re.compile(
    r"[。；，：、？][。；，：、]|〔〔|〕〕|（（|））|““|””|（）|“”|《》|〔〕"
    r"|“[^”]{0,300}“|《[^》]{0,80}《|清单清单|关于关于|[{}]{2}|\[\[|\]\]|None"
)
"""Marks that stand twice, within their like or around nothing; words said twice; what templates leave."""


def test_no_print_has_doubled_marks_or_words(shipped_site):
    folder = shipped_site / "prints"
    files = [file for file in sorted(folder.glob("*/*")) if file.suffix.lstrip(".") in FORMS]
    files.remove(folder / "books/handbook-a5.pdf")  # says what the larger one says

    found = [
        (file.name, text[max(0, hit.start() - 20) : hit.end() + 20])
        for file in files
        for text in (text_of(file, file.suffix.lstrip(".")),)
        for hit in DOUBLED.finditer(text)
    ]

    assert len(files) > 70
    assert found == []


@pytest.mark.parametrize(
    ("page", "print_"),
    [("money", "prints/forms/money.xlsx"), ("burden", "prints/books/leaders-page.pdf")],
)
def test_a_page_about_the_work_leads_to_its_print(shipped_site, page, print_):
    text = (shipped_site / page / "index.html").read_text(encoding="utf-8")

    assert f'href="../{print_}"' in text
    assert (shipped_site / print_).is_file()
