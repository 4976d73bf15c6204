"""Workbooks of Excel 2007 and later (.xlsx, .xlsm): their parts, sheets and formats."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from urllib.parse import unquote

import attrs
from lxml import etree

from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Book, Sheet
from minzheng_domain_excel.reading.numbers import Reading, reading_of
from minzheng_domain_excel.reading.parts import drop, elements, open_part, tree
from minzheng_domain_excel.reading.refusals import damaged, refusal
from minzheng_domain_excel.reading.strings import shared_strings, text_of
from minzheng_domain_excel.reading.xlsx_sheet import Context, scan, sheet_rows

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


@attrs.frozen
class _Relation:
    kind: str
    target: str


def open_xlsx(path: Path, package: zipfile.ZipFile) -> Book:
    """Open a workbook.

    Raises:
        ReadError: it is damaged, or no workbook.
    """
    main = next((one.target for one in _relations(path, package, "").values() if one.kind == "officeDocument"), None)
    if main is None:
        raise damaged(path, Text("缺少工作簿", "the workbook is missing"), where="_rels/.rels")
    relations = _relations(path, package, main)
    with open_part(path, package, main) as part:
        root = tree(part)
    if not root.tag.endswith("}workbook"):
        raise refusal(path, Text("不是 Excel 工作簿（.xlsx）", "no workbook of Excel (.xlsx)"))
    properties = root.find("{*}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    strings = [relation.target for relation in relations.values() if relation.kind == "sharedStrings"]
    styles = [relation.target for relation in relations.values() if relation.kind == "styles"]
    context = Context(
        path=path,
        package=package,
        strings=shared_strings(path, package, strings[0]) if strings else [],
        readings=_readings(path, package, styles[0], is_1904=is_1904) if styles else {},
        is_1904=is_1904,
    )
    sheets = []
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        relation = relations.get(_identifier(entry))
        if relation is None:
            name = entry.get("name", "")
            raise damaged(path, Text(f"缺少工作表“{name}”", f"the sheet '{name}' is missing"), where=main)
        if relation.kind == "worksheet":
            sheets.append(_sheet(context, entry, relation.target))
    return Book(path=path, form="xlsx", sheets=tuple(sheets))


def _sheet(context: Context, entry: etree._Element, part: str) -> Sheet:
    name = text_of(entry.get("name", ""))
    merged, hidden_rows = scan(context, part)
    return Sheet(
        name=name,
        rows=lambda: sheet_rows(context, name, part),
        is_hidden=entry.get("state", "visible") != "visible",
        merged=merged,
        hidden_rows=hidden_rows,
    )


def _identifier(entry: etree._Element) -> str:
    return next((str(value) for key, value in entry.items() if str(key).endswith("/relationships}id")), "")


def _relations(path: Path, package: zipfile.ZipFile, source: str) -> dict[str, _Relation]:
    """Return the parts that a part refers to, by the identifier it does so with."""
    folder, name = posixpath.split(source)
    with open_part(path, package, posixpath.join(folder, "_rels", f"{name}.rels")) as part:
        root = tree(part)
    found = {}
    for entry in root.iterfind(f"{_PACKAGE}Relationship"):
        if entry.get("TargetMode") == "External":
            continue
        target = unquote(entry.get("Target", "")).replace("\\", "/")
        inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[entry.get("Id", "")] = _Relation(entry.get("Type", "").rpartition("/")[2], _as_stored(package, inside))
    return found


def _as_stored(package: zipfile.ZipFile, name: str) -> str:
    """Return the name of a part as the package spells it: names are compared without case."""
    if name in package.NameToInfo:
        return name
    lower = name.lower()
    return next((known for known in package.NameToInfo if known.lower() == lower), name)


def _readings(path: Path, package: zipfile.ZipFile, name: str, *, is_1904: bool) -> dict[str, Reading]:
    """Return, by the number of a cell's style, how a number reads that is not just itself."""
    codes: dict[str, str] = {}
    styles: list[str] = []
    with open_part(path, package, name) as part:
        # A workbook that was copied together for years has styles by the ten thousand: none is kept.
        for _, element in elements(part, "*"):
            if element.tag.endswith("}numFmt"):
                codes[element.get("numFmtId", "")] = text_of(element.get("formatCode", ""))
            elif element.tag.endswith("}xf") and _is_of_cells(element):
                styles.append(element.get("numFmtId", "0"))
            drop(element)
            part.forget()
    readings = {
        identifier: reading_of(int(identifier), codes.get(identifier), is_1904=is_1904) for identifier in set(styles)
    }
    return {
        str(number): reading
        for number, identifier in enumerate(styles)
        if (reading := readings[identifier]) is not None
    }


def _is_of_cells(style: etree._Element) -> bool:
    parent = style.getparent()
    return parent is not None and parent.tag.endswith("}cellXfs")
