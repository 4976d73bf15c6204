"""Reading: opens a spreadsheet file of any kind, by what it holds and not by its suffix, as sheets of values."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, assert_never

from minzheng_domain_excel.grids import Book
from minzheng_domain_excel.reading.csv import open_csv
from minzheng_domain_excel.reading.detection import form_of, package_form
from minzheng_domain_excel.reading.guard import require_package, require_size
from minzheng_domain_excel.reading.ods import open_ods
from minzheng_domain_excel.reading.parts import words_for_damage
from minzheng_domain_excel.reading.xls import open_xls
from minzheng_domain_excel.reading.xlsx import open_xlsx

__all__ = ["open_book"]


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """Open a spreadsheet file; its sheets are read while the block lasts, and only as far as they are asked for.

    Raises:
        ReadError: the file is no spreadsheet, damaged, encrypted, of a form that is not read, or larger than is read.
            The rows of a sheet raise it too, when they come to the damaged place.
        OSError: the system does not let it be read.
    """
    require_size(path)
    form = form_of(path)
    match form:
        case "csv":
            yield open_csv(path)
        case "xls":
            yield open_xls(path)
        case "package":
            # A package that is closed keeps its file open for as long as a part of it is: close the file itself.
            with path.open("rb") as file:
                yield _open_package(path, file)
        case _:
            assert_never(form)


def _open_package(path: Path, file: BinaryIO) -> Book:
    with words_for_damage(path, "$"):
        package = zipfile.ZipFile(file)
        require_package(path, package)
        return open_xlsx(path, package) if package_form(path, package) == "xlsx" else open_ods(path, package)
