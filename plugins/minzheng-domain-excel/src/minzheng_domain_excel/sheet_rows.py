"""Rows of a sheet as XML: those that openpyxl made, with shared strings and results, and those streamed behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

import attrs
from lxml import etree
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from minzheng_domain_excel.shared_strings import SharedStrings, xml_text
from minzheng_domain_excel.values import from_xstring, xstring

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DATA, _ROW, _CELL, _FORMULA, _VALUE, _INLINE, _TEXT, _SIZE = (
    f"{{{MAIN}}}{name}" for name in ("sheetData", "row", "c", "f", "v", "is", "t", "dimension")
)
_DAY_ZERO = date(1899, 12, 30).toordinal()
_PARTS_IN_A_PIECE = 4000

Result: TypeAlias = str | bool | int | Decimal | date | None
"""What a formula comes to; ``None`` where that is not known."""


@attrs.frozen
class Formula:
    """A formula in a cell.

    Attributes:
        text: the formula without ``=``.
        result: what it comes to, for a reader that does not calculate.
    """

    text: str
    result: Result = None


CellValue: TypeAlias = Result | Formula
"""What a cell holds; a ``str`` is a text whatever it looks like, ``None`` an empty cell with its style."""


@attrs.frozen
class Stream:
    """The rows of a sheet that are written one by one.

    Attributes:
        row: where they begin; the row that openpyxl made there, the sheet's last, gives each column its style.
        values: the values of each row, from column A on.
        count: how many rows there are.
        height: tells how high a row of some values is, in points; as high as the row of the styles, if not given.
    """

    row: int
    values: Iterable[Sequence[CellValue]] = attrs.field(repr=False)
    count: int
    height: Callable[[Sequence[CellValue]], float] | None = None


class SheetXml:
    """A sheet as openpyxl wrote it, taken apart: what stands before the streamed rows and what after.

    Args:
        content: the part of the package.
        strings: where its texts go.
        results: for the address of a formula's cell, what it comes to.
        stream: the rows that are to be streamed.
    """

    def __init__(
        self,
        content: bytes,
        strings: SharedStrings,
        results: Mapping[str, Result],
        stream: Stream | None = None,
    ) -> None:
        self._strings = strings
        self._stream = stream
        strings.begin_sheet()
        root: Any = etree.fromstring(content)
        self._pattern: list[str] = []
        self._row_form = ""
        data = root.find(_DATA)
        if stream is not None:
            self._take_pattern(data, stream)
            self._widen(root.find(_SIZE), stream)
        for cell in data.iter(_CELL):
            self._share(cell)
            if cell.find(_FORMULA) is not None:
                _put_result(cell, results.get(cell.get("r")))
        data.text = data.text or ""  # never <sheetData/>
        whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        self._before, end, after = whole.partition(b"</sheetData>")
        self._after = end + after

    def _take_pattern(self, data: Any, stream: Stream) -> None:
        rows = data.findall(_ROW)
        if not rows or rows[-1].get("r") != str(stream.row):
            msg = f"row {stream.row} is not the sheet's last"
            raise ValueError(msg)
        row = rows[-1]
        for position, cell in enumerate(row.iterfind(_CELL), start=1):
            if cell.get("r") != f"{get_column_letter(position)}{stream.row}":
                msg = f"column {get_column_letter(position)} has no style in row {stream.row}"
                raise ValueError(msg)
            self._pattern.append(cell.get("s", "0"))
        self._row_form = "".join(f' {name}="{value}"' for name, value in row.items() if name not in ("r", "spans"))
        data.remove(row)

    def _widen(self, size: Any, stream: Stream) -> None:
        if size is not None:
            first, _, last = size.get("ref").partition(":")
            _, columns = coordinate_to_tuple(last or first)
            corner = f"{get_column_letter(max(columns, len(self._pattern)))}{stream.row + max(stream.count, 1) - 1}"
            size.set("ref", f"A1:{corner}")

    def _share(self, cell: Any) -> None:
        inline = cell.find(_INLINE)
        if inline is None:
            return
        if len(inline) == 1 and inline[0].tag == _TEXT:
            place = self._strings.place(from_xstring(inline[0].text or ""))
        else:
            place = self._strings.add_rich("".join(_content(part) for part in inline))
        cell.remove(inline)
        cell.set("t", "s")
        etree.SubElement(cell, _VALUE).text = str(place)

    @property
    def width(self) -> int:
        """How many columns the streamed rows have."""
        return len(self._pattern)

    def pieces(self) -> Iterator[bytes]:
        """Yield the part of the package, row by row."""
        yield self._before
        if self._stream is not None:
            yield from self._rows(self._stream)
        yield self._after

    def _rows(self, stream: Stream) -> Iterator[bytes]:
        # One loop and few calls: here most of the time of a large workbook is spent.
        form, height = self._row_form, stream.height
        styles = enumerate(self._pattern, start=1)
        columns = [(f'<c r="{get_column_letter(place)}', f'" s="{style}"') for place, style in styles]
        strings, known = self._strings, self._strings.places.get
        parts: list[str] = []
        for number, values in enumerate(stream.values, start=stream.row):
            if height is not None:
                form = f' ht="{height(values):g}" customHeight="1"'
            row = str(number)
            parts.append(f'<row r="{row}"{form}>')
            for (start, style), value in zip(columns, values, strict=True):
                if value is None:
                    parts.append(f"{start}{row}{style}/>")
                elif type(value) is str:
                    place = known(value)
                    if place is None:
                        place = strings.add(value)
                    parts.append(f'{start}{row}{style} t="s"><v>{place}</v></c>')
                else:
                    parts.append(f"{start}{row}{style}{_FORMS[type(value)](value)}")
            parts.append("</row>")
            if len(parts) > _PARTS_IN_A_PIECE:
                yield "".join(parts).encode("utf-8")
                parts.clear()
        yield "".join(parts).encode("utf-8")


def _content(part: Any) -> str:
    text: str = etree.tostring(part, encoding="unicode", with_tail=False)
    return text


def _result(value: Result) -> tuple[str | None, str]:
    """Return the type of a formula's cell and how its result stands there."""
    match value:
        case None:
            return None, ""
        case bool():
            return "b", f"{value:d}"
        case str():
            return "str", xstring(value)
        case date():
            return None, str(value.toordinal() - _DAY_ZERO)
        case Decimal():
            return None, f"{value:f}"
        case int():
            return None, str(value)


def _formula(value: Formula) -> str:
    kind, shown = _result(value.result)
    form = f' t="{kind}"' if kind else ""
    return f"{form}><f>{xml_text(value.text)}</f><v>{escape(shown)}</v></c>"


_FORMS: dict[type, Callable[..., str]] = {
    bool: lambda value: f' t="b"><v>{value:d}</v></c>',
    int: lambda value: f"><v>{value}</v></c>",
    Decimal: lambda value: f"><v>{value:f}</v></c>",
    date: lambda value: f"><v>{value.toordinal() - _DAY_ZERO}</v></c>",
    Formula: _formula,
}
"""For each type of value but texts, what writes the rest of its cell."""


def _put_result(cell: Any, value: Result) -> None:
    """Write beside the formula of a cell what it comes to."""
    kind, shown = _result(value)
    for old in cell.findall(_VALUE):
        cell.remove(old)
    cell.attrib.pop("t", None)
    if value is not None:
        if kind:
            cell.set("t", kind)
        etree.SubElement(cell, _VALUE).text = shown
