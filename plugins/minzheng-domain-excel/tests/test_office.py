"""LibreOffice as the tests use it: it calculates what a file says, not what it remembers."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook.defined_name import DefinedName


def a_workbook(path: Path, formula: str) -> Path:
    """Write a workbook with the numbers 1, 2, 3 and a formula that is remembered as 999."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "数"
    for number in (1, 2, 3):
        sheet.append([number])
    book.defined_names["三个数"] = DefinedName("三个数", attr_text="数!$A$1:$A$3")
    sheet["C1"] = formula
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    place = "xl/worksheets/sheet1.xml"
    parts[place] = parts[place].replace(b"</f><v />", b"</f><v>999</v>").replace(b"</f><v></v>", b"</f><v>999</v>")
    assert b"999" in parts[place]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_formulas_are_calculated_anew(office: Any, tmp_path: Path) -> None:
    """A wrong value that a workbook remembers is not believed; several workbooks are calculated in one call."""
    paths = [a_workbook(tmp_path / "一.xlsx", "=SUM(三个数)"), a_workbook(tmp_path / "二.xlsx", "=MAX(三个数)*10")]

    books = office.recalculate(paths)

    assert [book["数"]["C1"].value for book in books] == [6, 30]


def test_workbooks_are_saved_in_other_forms(office: Any, tmp_path: Path) -> None:
    """What LibreOffice saves as ods and csv is there, under the name of the workbook."""
    path = a_workbook(tmp_path / "一.xlsx", "=SUM(三个数)")

    (ods,) = office.convert([path], ".ods")
    (csv,) = office.convert([path], ".csv")

    assert zipfile.is_zipfile(ods)
    assert csv.read_text(encoding="utf-8").splitlines()[0] == "1,,6"
