"""Values: what stands in the cell of a record's value, and how a text that XML cannot hold stands there all the same.

A text is a text cell whatever it looks like, never a formula. A number that a spreadsheet would round, and a day before
its calendar begins, are written out as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeAlias, assert_never

from openpyxl.cell import Cell, MergedCell

from minzheng_domain.errors import WriteError
from minzheng_domain.model.columns import Column, ColumnKind, Record
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.quantities import plain
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.labels import YES_OR_NO, LabelTexts, ReferenceTexts

CellValue: TypeAlias = str | int | Decimal | date | None
"""What stands in a cell: a text (``str``), a number, a day; ``None`` if it is empty."""

LONGEST_TEXT = 32_767
"""How many UTF-16 units a cell holds."""

MOST_DIGITS = 15
"""How many significant digits of a number a spreadsheet keeps."""

FIRST_DAY = date(1900, 3, 1)
"""The first day that every spreadsheet program numbers alike: Excel counts a 29 February 1900 that never was."""

_FURTHEST = 300
"""How far from the point the first digit of a number may stand for a spreadsheet to hold it."""

_LONGEST_NUMBER = 64
"""How many characters a number may take that is written out."""

_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4})")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_HALVES = re.compile("[\ud800-\udfff]")

CellTexts: TypeAlias = LabelTexts | ReferenceTexts


class UnwritableError(ValueError):
    """No cell can hold a value, or it is not one that its column holds."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.zh, reason.en)
        self.reason = reason


def xstring(text: str) -> str:
    r"""Return a text as it stands in a workbook's XML, before ``&`` and ``<`` are escaped (ISO/IEC 29500-1 ST_Xstring).

    What XML cannot hold is written as ``_xHHHH_``, and so is the underscore of what would be read as that.

    >>> xstring("a\x0bb"), xstring("_x0041_"), from_xstring(xstring("_x0041_"))
    ('a_x000B_b', '_x005F_x0041_', '_x0041_')
    """
    return _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def from_xstring(text: str) -> str:
    """Return the text that stands in a workbook's XML as :func:`xstring` writes it."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def cell_texts(column: Column, ledger: Ledger, language: Language) -> CellTexts | None:
    """Return the texts of a label or reference column in the cells of a ledger; ``None`` for any other column."""
    if column.kind is ColumnKind.LABEL:
        return LabelTexts(ledger.code_list(column), language)
    if column.kind is ColumnKind.REFERENCE:
        return ReferenceTexts(ledger.index(column.declaration.refers_to or ""))
    return None


def cell_value(column: Column, texts: CellTexts | None, language: Language) -> Callable[[Any], CellValue]:
    """Return the function that tells what stands in the cell of a value of a column.

    Missing values and empty texts are empty cells. The function raises :class:`UnwritableError` for a value of another
    type than the column's, half a character, a text that is too long, and a number that is none.

    Args:
        column: the column.
        texts: those of a label or reference, as :func:`cell_texts` gives them; without, codes stand for themselves.
        language: in which yes and no are written.
    """
    match column.kind:
        case ColumnKind.IDENTIFIER | ColumnKind.NAME | ColumnKind.TEXT:
            return _text
        case ColumnKind.LABEL | ColumnKind.REFERENCE:
            return _text if texts is None else lambda value: _text(texts.shown(value)) if _text(value) else None
        case ColumnKind.NUMBER:
            return _whole_number
        case ColumnKind.DECIMAL | ColumnKind.MONEY:
            return _decimal
        case ColumnKind.DATE:
            return _day
        case ColumnKind.FLAG:
            labels = [entry.label.of(language) for entry in YES_OR_NO.codes]
            return lambda value: None if value is None else labels[not _typed(value, bool)]
        case _:
            assert_never(column.kind)


def row_writer(columns: Sequence[Column], ledger: Ledger, language: Language) -> Callable[[Record], list[CellValue]]:
    """Return the function that tells what stands in the cells of a record of a ledger, column by column.

    The function raises :class:`~minzheng_domain.errors.WriteError` for a value that no cell can hold; it names the
    record and the column.
    """
    values_of: Callable[[Record], Any] = attrgetter(*(column.name for column in columns))
    tells = [cell_value(column, cell_texts(column, ledger, language), language) for column in columns]
    is_alone = len(columns) == 1  # then the getter returns no tuple

    def write(record: Record) -> list[CellValue]:
        values = (values_of(record),) if is_alone else values_of(record)
        try:
            return [None if value is None else tell(value) for tell, value in zip(tells, values, strict=True)]
        except UnwritableError:
            raise next(_errors(record, columns, tells)) from None

    return write


def _errors(
    record: Record, columns: Sequence[Column], tells: Sequence[Callable[[Any], CellValue]]
) -> Iterator[WriteError]:
    """Yield an error for each column of a record that cannot be written."""
    said = Text("{kind}“{id}”的{header}（{column}）{reason}", "{header} ({column}) of '{id}' among the {kind}: {reason}")
    of_record = {"kind": record.__kind__.title, "id": f"{record.id!s:.60}".encode("utf-8", "backslashreplace").decode()}
    for column, tell in zip(columns, tells, strict=True):
        try:
            tell(getattr(record, column.name))
        except UnwritableError as error:
            reason = said.format(header=column.header, column=str(column), reason=error.reason, **of_record)
            yield WriteError("excel", reason)


def put(cell: Cell | MergedCell, value: CellValue, style: str | None = None) -> None:
    """Put a value into a cell of openpyxl as it is: a text is never taken for a formula, an error or a number.

    Raises:
        UnwritableError: no cell can hold the value.
        TypeError: the cell lies in a merged area and is not its first.
    """
    if isinstance(cell, MergedCell):
        raise TypeError(cell.coordinate)
    if isinstance(value, str):
        cell.value = xstring(_text(value) or "")
        cell.data_type = "s"
    else:
        cell.value = value
    if style is not None:
        cell.style = style


def _typed(value: Any, wanted: type) -> Any:
    if type(value) is not wanted:
        found = f"{value!r:.60} ({type(value).__name__})".encode("utf-8", "backslashreplace").decode()
        raise UnwritableError(
            Text(f"应为 {wanted.__name__}，实为 {found}", f"wanted {wanted.__name__}, found {found}")
        )
    return value


def _text(value: Any) -> str | None:
    if value is None or not _typed(value, str):
        return None
    text: str = value
    if _HALVES.search(text):
        raise UnwritableError(Text("含有半个字符，不能写入文件", "it holds half a character, which no file can"))
    if len(text) > LONGEST_TEXT // 2 and (units := len(text.encode("utf-16-le")) // 2) > LONGEST_TEXT:
        raise UnwritableError(
            Text(
                f"有 {units} 个字符，一个单元格至多 {LONGEST_TEXT} 个",
                f"it has {units} characters, a cell holds {LONGEST_TEXT} at most",
            )
        )
    return text


def _whole_number(value: Any) -> int | str | None:
    if value is None:
        return None
    number: int = _typed(value, int)
    return number if abs(number) < 10**MOST_DIGITS else str(number)


def _decimal(value: Any) -> Decimal | str | None:
    if value is None:
        return None
    number: Decimal = _typed(value, Decimal)
    if not number.is_finite():
        raise UnwritableError(Text(f"不是数：{number}", f"it is no number: {number}"))
    digits = len(number.as_tuple().digits)
    place = number.adjusted()
    if digits <= MOST_DIGITS and -_FURTHEST < place < _FURTHEST:
        return number
    if max(abs(place), digits) > _LONGEST_NUMBER:
        shown = f"{number:.3E}"
        raise UnwritableError(
            Text(f"数过大或位数过多：{shown}", f"the number is too large, or has too many digits: {shown}")
        )
    return plain(number)


def _day(value: Any) -> date | str | None:
    if value is None:
        return None
    day: date = _typed(value, date)
    return day if day >= FIRST_DAY else day.isoformat()
