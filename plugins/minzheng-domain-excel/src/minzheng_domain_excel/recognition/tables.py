"""Tables: what was recognised of one: its kind of record, what each column of the sheet is, and the units of money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import attrs
from openpyxl.utils import column_index_from_string, get_column_letter

from minzheng_domain.model.columns import Column, ColumnKind, RecordKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.remarks import Treatment
from minzheng_domain.text import Text
from minzheng_domain_excel.mapping import Settled, TableMapping, is_letter
from minzheng_domain_excel.recognition.heads import Head, Line, heads_of, text_of
from minzheng_domain_excel.recognition.kinds import Fit
from minzheng_domain_excel.recognition.words import compared, contradicting_unit, is_serial
from minzheng_domain_excel.repairs import MONEY_SCALES, normal

SERIAL = Text("序号列，不读入", "running numbers, not read")
BY_MAPPING = Text("映射文件说明不读入", "left out, as the mapping file says")
BY_CONSTANT = Text("映射文件给出了固定值，不读这一列", "not read: the mapping file gives a constant value")
NOT_RECOGNISED = Text(
    "未能识别这一列是什么，没有读入；需要读入的，改用模板的表头，或用映射文件说明（--draft-mapping）",
    "it is not recognised what this column is, and it was not read; use the template's header for it, or settle it by "
    "a mapping (--draft-mapping)",
)
TWICE = Text(
    "与另一列同为“{header}”，没有读入；请只留一列，或用映射文件说明（--draft-mapping）",
    "another column is '{header}' already, and this was not read; keep one, or settle it by a mapping "
    "(--draft-mapping)",
)
OTHER_UNIT = Text(
    "单位“{unit}”与“{header}”的单位不同，没有读入；请换算后填写",
    "the unit '{unit}' is not that of '{header}', and the column was not read; convert it",
)
NOT_OURS = Text(
    "本程序不认识的字段标识，没有读入；请用新版模板",
    "a field that this program does not know, not read; use a new template",
)

_KEY = re.compile(r"(?P<kind>[a-z][a-z0-9_]*)\.(?P<field>[a-z][a-z0-9_]*)")
_MARK = re.compile(r"#[a-z]\S*")
KEY_ROWS = 10
"""Among how many rows at the top of a sheet the machine keys are looked for."""

_UNIT_LINE = re.compile(r"(?<!填报)(?<!主管)单位[:：][^:：]{0,10}?(百万元|千万元|亿元|万元|千元|元)")


@attrs.frozen
class Omitted:
    """Why a column of the sheet is in no record."""

    treatment: Treatment
    reason: Text


@attrs.frozen(kw_only=True)
class Table:
    """A table of records on a sheet.

    Attributes:
        sheet: the name of the sheet.
        kind: the kind of its records.
        header_row: the last row of its header.
        header_rows: of how many rows the header is.
        heads: what the header says of each column of the sheet, by its index from 0.
        columns: the field that each column of the sheet holds.
        omitted: the columns with a header that hold none, and why.
        scales: for each column of money with another unit than 元, its power of ten.
        is_own: whether it is a sheet of ours, known by its machine keys.
        helpers: of a sheet of ours, the columns that its formulas need and no record.
        settled: what the mapping file says of it.
        fit: how well it fits its kind; ``None`` where that was not guessed.
    """

    sheet: str
    kind: RecordKind
    header_row: int
    header_rows: int = 1
    heads: Mapping[int, Head]
    columns: Mapping[int, Column]
    omitted: Mapping[int, Omitted]
    scales: Mapping[int, int] = attrs.field(factory=dict)
    is_own: bool = False
    helpers: frozenset[int] = frozenset()
    settled: TableMapping | None = None
    fit: Fit | None = None

    def is_helper(self, index: int) -> bool:
        """Tell whether a column is one of those that our own formulas need."""
        return index in self.helpers

    def repeats_header(self, values: Sequence[object]) -> bool:
        """Tell whether a row is the header once more."""
        texts = {index: text_of(value) if isinstance(value, str) else value for index, value in enumerate(values)}
        filled = {index: text for index, text in texts.items() if text not in (None, "")}
        return bool(filled) and all(
            isinstance(text, str) and index in self.heads and compared(text) == compared(self.heads[index].text)
            for index, text in filled.items()
        )


@attrs.frozen(kw_only=True)
class Heading:
    """A header that was found on a sheet.

    Attributes:
        sheet: the name of the sheet.
        rows: its first and its last row.
        heads: what it says of each column of the sheet, by its index from 0.
        scale: the power of ten of the unit of money that stands above; ``None`` if none does.
    """

    sheet: str
    rows: tuple[int, int]
    heads: Mapping[int, Head]
    scale: int | None = None


def foreign_table(heading: Heading, fit: Fit) -> Table:
    """Make the table of a header that was recognised."""
    return _table(heading, fit.columns, fit)


def mapped_table(heading: Heading, fit: Fit, settled: Settled, mapping: TableMapping) -> Table:
    """Make a table of which the mapping file says something.

    Raises:
        ReadError: a column that the mapping file names is not in the header.
    """
    mapped = dict(_mapped_columns(settled, mapping, heading.heads))
    named = {column: index for index, column in mapped.items() if column is not None}
    columns = {
        index: column
        for index, column in fit.columns.items()
        if index not in mapped and column not in named and column.name not in mapping.constants
    }
    made = _table(heading, columns, fit, mapping, {index: column for column, index in named.items()})
    constant = {
        i: BY_CONSTANT for i, column in fit.columns.items() if column.name in mapping.constants and i not in mapped
    }
    reasons = constant | {index: BY_MAPPING for index, column in mapped.items() if column is None}
    omitted = {index: Omitted(Treatment.PASSED_OVER, reason) for index, reason in reasons.items()}
    return attrs.evolve(made, omitted={**made.omitted, **omitted})


def _table(
    heading: Heading,
    guessed: Mapping[int, Column],
    fit: Fit,
    mapping: TableMapping | None = None,
    mapped: Mapping[int, Column] = MappingProxyType({}),
) -> Table:
    columns = {**guessed, **mapped}
    omitted = {}
    for index, head in heading.heads.items():
        column = columns.get(index)
        if column is None:
            omitted[index] = _why_omitted(head, fit.twice.get(index))
        elif index not in mapped and (unit := contradicting_unit(column, head.levels)) is not None:
            omitted[index] = Omitted(Treatment.LEFT_OUT, OTHER_UNIT.format(unit=unit, header=column.header))
            del columns[index]
    return Table(
        sheet=heading.sheet,
        kind=fit.kind,
        header_row=heading.rows[-1],
        header_rows=heading.rows[-1] - heading.rows[0] + 1,
        heads=heading.heads,
        columns=dict(sorted(columns.items())),
        omitted=omitted,
        scales=_scales(columns, heading, mapping.scales if mapping else {}),
        settled=mapping,
        fit=fit,
    )


def _why_omitted(head: Head, twice: Column | None) -> Omitted:
    if is_serial(head.text):
        return Omitted(Treatment.PASSED_OVER, SERIAL)
    if twice is not None:
        return Omitted(Treatment.LEFT_OUT, TWICE.format(header=twice.header))
    return Omitted(Treatment.LEFT_OUT, NOT_RECOGNISED)


def _scales(columns: Mapping[int, Column], heading: Heading, said: Mapping[str, int]) -> dict[int, int]:
    """Return the power of ten of each column of money: from the mapping, its header, or the line above the table."""
    found = {}
    for index, column in columns.items():
        if column.kind is ColumnKind.MONEY:
            own = heading.heads[index].scale if index in heading.heads else None
            if scale := said.get(column.name, heading.scale if own is None else own):
                found[index] = scale
    return found


def unit_line(text: str) -> int | None:
    """Return the power of ten of the unit that a line above a table names: ``单位：万元``; ``None`` if it names none."""
    found = _UNIT_LINE.search(normal(text))
    return MONEY_SCALES[found[1]] if found else None


def _mapped_columns(
    settled: Settled, mapping: TableMapping, heads: Mapping[int, Head]
) -> Iterator[tuple[int, Column | None]]:
    for written, column in mapping.columns.items():
        wanted = compared(written)
        key = f'columns."{written}"'
        found = [i for i, head in heads.items() if wanted in {compared("".join(head.levels)), compared(head.text)}]
        if len(found) > 1:
            letters = "、".join(get_column_letter(index + 1) for index in found)
            raise settled.error(
                mapping, key, letters, Text("一列；同名的请写列字母", "one column; of several write the letter")
            )
        if not found and is_letter(written):
            found = [column_index_from_string(written) - 1]
        if not found:
            headers = "、".join(head.text for head in heads.values())
            raise settled.error(
                mapping, key, headers, Text("表头中有的列名，或列字母", "a header of the table, or a letter")
            )
        yield found[0], column


def is_mark(values: Sequence[object]) -> bool:
    """Tell whether a row says that its sheet is one of ours without records."""
    filled = [value for value in values if value is not None and value != ""]
    return bool(filled) and all(isinstance(value, str) and _MARK.fullmatch(value) for value in filled)


def is_key_row(values: Sequence[object]) -> bool:
    """Tell whether a row holds the machine keys of one of our own sheets."""
    filled = [value for value in values if value is not None and value != ""]
    keys = [value for value in filled if isinstance(value, str) and _KEY.fullmatch(value)]
    others = len(filled) - len(keys)
    marks = sum(isinstance(value, str) and _MARK.fullmatch(value) is not None for value in filled)
    return others == marks and _kind_of(keys) is not None


def _kind_of(keys: Sequence[str]) -> RecordKind | None:
    named = [record_kinds().get(key.partition(".")[0]) for key in keys]
    return next((kind for kind in named if kind is not None), None)


def own_table(sheet: str, keys: Line, header: Line | None) -> Table:
    """Make the table of one of our own sheets from its machine keys and the header below them."""
    number, values = keys
    texts = {index: text for index, value in enumerate(values) if (text := text_of(value))}
    kind = _kind_of(list(texts.values()))
    assert kind is not None  # noqa: S101 - is_key_row has seen to it
    fields = {str(column): column for column in kind.columns}
    known = {index: fields[key] for index, key in texts.items() if key in fields}
    heads = heads_of([header], ()) if header else {}
    if not _is_header(heads, known):  # it was deleted, and the first record stands there
        header, heads = None, {}
    columns: dict[int, Column] = {}
    omitted: dict[int, Omitted] = {}
    for index in sorted({*texts, *heads}):
        key = texts.get(index, "")
        column = fields.get(key)
        if column is not None and column not in columns.values():
            columns[index] = column
        elif column is not None:
            omitted[index] = Omitted(Treatment.LEFT_OUT, TWICE.format(header=column.header))
        elif not key.startswith("#"):
            omitted[index] = Omitted(Treatment.LEFT_OUT, NOT_OURS if key else NOT_RECOGNISED)
    header_row = header[0] if header else number
    return Table(
        sheet=sheet,
        kind=kind,
        header_row=header_row,
        heads=heads,
        columns=columns,
        omitted=omitted,
        scales=_scales(columns, Heading(sheet=sheet, rows=(header_row, header_row), heads=heads), {}),
        is_own=True,
        helpers=frozenset(index for index, key in texts.items() if key.startswith("#")),
    )


def _is_header(heads: Mapping[int, Head], columns: Mapping[int, Column]) -> bool:
    """Tell whether at least one column is called what it is declared to be called."""
    return any(
        not {compared(name) for name in (column.header.zh, column.header.en, *column.declaration.aliases)}.isdisjoint(
            heads[index].words
        )
        for index, column in columns.items()
        if index in heads
    )
