"""Cells of an .ods: the value of one, by its type; its text, with the blanks that the format writes as elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from lxml import etree

from minzheng_domain_excel.grids import CellError, Percent, Uncalculated, Value
from minzheng_domain_excel.reading.extent import LONGEST_TEXT, require_length, too_long
from minzheng_domain_excel.reading.numbers import moment_of, number_of, time_of

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_PARAGRAPH, _HEADING, _SPACES = f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}s"
_BREAKS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_ASIDE = frozenset((f"{OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}ruby-text"))
"""What stands in a paragraph without being of its text."""

_BLANKS = re.compile("[ \t\r\n]+")
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]|#N/A|(?:Err|错误)[:：][0-9]{3}")
_SPAN = re.compile(
    r"(?P<minus>-?)P(?:(?P<days>[0-9]{1,7})D)?"
    r"(?:T(?:(?P<hours>[0-9]{1,9})H)?(?:(?P<minutes>[0-9]{1,9})M)?(?:(?P<seconds>[0-9]{1,9}(?:[.,][0-9]{1,12})?)S)?)?"
)
_PREFIX = re.compile(r"[A-Za-z]\w*:(?==)")
_DAY = timedelta(days=1)


def cell_value(path: Path, cell: etree._Element, sheet: str) -> Value:
    """Return what a cell holds.

    Raises:
        ReadError: its text is longer than a cell holds.
    """
    kind = cell.get(f"{OFFICE}value-type")
    formula = cell.get(f"{TABLE}formula")
    if kind is None and formula is None and not len(cell):
        return None
    match kind:
        case "float" | "currency":
            return number_of(cell.get(f"{OFFICE}value", ""))
        case "percentage":
            number = number_of(cell.get(f"{OFFICE}value", ""))
            return number if isinstance(number, str) else Percent(float(number))
        case "date":
            written = cell.get(f"{OFFICE}date-value", "")
            return moment_of(written) or written
        case "time":
            return _span(cell.get(f"{OFFICE}time-value", ""))
        case "boolean":
            return cell.get(f"{OFFICE}boolean-value") == "true"
    paragraphs = [child for child in cell if child.tag in {_PARAGRAPH, _HEADING}]
    if formula is not None and kind is None and not paragraphs:
        return Uncalculated(_PREFIX.sub("", formula, count=1))
    text = "\n".join(_paragraph(path, paragraph, sheet) for paragraph in paragraphs)
    if cell.get(f"{_EXTENDED}value-type") == "error" or (formula is not None and _ERROR.fullmatch(text)):
        return CellError(text)
    if not paragraphs:
        text = cell.get(f"{OFFICE}string-value", "")
    return require_length(path, text, sheet) or None


def _paragraph(path: Path, element: etree._Element, sheet: str) -> str:
    """Return the text of a paragraph: blanks in a row are one, and none come first, but for those of ``text:s``."""
    if not len(element):
        return _BLANKS.sub(" ", element.text or "").lstrip(" ")
    pieces: list[str] = []
    length = 0
    for piece in _pieces(element):
        # What is written as one element may stand for a thousand million blanks: count before making them.
        length += piece if isinstance(piece, int) else len(piece)
        if length > LONGEST_TEXT:
            raise too_long(path, length, sheet)
        if isinstance(piece, int):
            pieces.append(" " * piece)
        else:
            pieces.append(piece if pieces else piece.lstrip(" "))
    return "".join(pieces)


def _pieces(element: etree._Element) -> Iterator[str | int]:
    """Yield the texts of a paragraph, and the numbers of blanks that stand between them."""
    if element.text:
        yield _BLANKS.sub(" ", element.text)
    for child in element:
        tag = child.tag
        if tag == _SPACES:
            yield max(int(child.get(f"{_TEXT}c", "1")), 0)
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag not in _ASIDE:
            yield from _pieces(child)
        if child.tail:
            yield _BLANKS.sub(" ", child.tail)


def _span(written: str) -> Value:
    """Return the time of day, or from a day on the span of time, that is written by ISO 8601 as ``PT14H30M00S``."""
    found = _SPAN.fullmatch(written)
    if found is None:
        return written or None
    parts = {name: float((found[name] or "0").replace(",", ".")) for name in ("days", "hours", "minutes", "seconds")}
    span = timedelta(**parts)
    if found["minus"]:
        return -span
    return time_of(span) if span < _DAY else span
