"""Mapping (映射文件): what a user settles that cannot be guessed in a file, read strictly from TOML.

::

    [header]                      # title, district, division, bureau, synthetic, note; [header.schemes]
    [[tables]]
    sheet = "名单"
    header_row = 3                # the last row of the header
    header_rows = 2               # of how many rows the header is; also first_row and last_row of the records
    kind = "organizations"
    columns = { "单位" = "name", "C" = "uscc", "备注" = "" }   # header, or letter of the column → field; "" = leave out
    units = { registered_funds = "万元" }
    constants = { type = "SERVICE_AGENCY" }                   # for fields that no column holds
    labels = { type = { "民非" = "SERVICE_AGENCY" } }
    [[ignore]]
    sheet = "填表说明"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs

from minzheng_domain.errors import Problem, ReadError
from minzheng_domain.model.columns import Column, RecordKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.plugin.files import require_file, unreadable
from minzheng_domain.text import Text
from minzheng_domain_excel.mapping_fields import Fields
from minzheng_domain_excel.mapping_keys import ROW, TEXT, Keys, flag, one_of, row, shown, text
from minzheng_domain_excel.repairs import FieldValue
from minzheng_domain_excel.schemes import scheme_choices

_HEADER_TEXTS = ("title", "district", "division", "bureau", "note")
_HEADER = (*_HEADER_TEXTS, "synthetic", "schemes")
_TABLE = (
    "sheet",
    "header_row",
    "header_rows",
    "first_row",
    "last_row",
    "kind",
    "columns",
    "units",
    "constants",
    "labels",
)
_LETTER = re.compile(r"[A-Z]{1,3}")
_FLAG = Text("true 或 false", "true or false")
_NOT_IGNORED = Text("没有写在 [[ignore]] 中的工作表", "a sheet that is not among those of [[ignore]]")
_ONLY_TABLE = Text("每个表头行只写一张表", "a row that is the header of one table only")


@attrs.frozen(kw_only=True)
class TableMapping:
    """What a mapping file says of one table.

    Attributes:
        path: where it stands in the mapping file: ``tables[0]``.
        sheet: the name of its sheet.
        header_row: the last row of its header; ``None`` if it is to be found.
        header_rows: of how many rows the header is; ``None`` if that is to be found.
        first_row: the first row of its records; ``None`` for the one below the header.
        last_row: the last row of its records; ``None`` if it is to be found.
        kind: the kind of its records; ``None`` if it is to be guessed.
        columns: header, or letter of a column → the column that it is, or ``None`` to leave it out.
        scales: for each field of money the power of ten of its unit.
        constants: for each field that no column holds, its value.
        labels: for each field, word → code.
    """

    path: str
    sheet: str
    header_row: int | None = None
    header_rows: int | None = None
    first_row: int | None = None
    last_row: int | None = None
    kind: RecordKind | None = None
    columns: Mapping[str, Column | None] = attrs.field(factory=dict)
    scales: Mapping[str, int] = attrs.field(factory=dict)
    constants: Mapping[str, FieldValue] = attrs.field(factory=dict)
    labels: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Settled:
    """What a mapping file settles.

    Attributes:
        file: the file; empty without one.
        header: fields of the ledger's header.
        tables: what it says of tables.
        ignored: for the name of each sheet that is left out, where it stands in the mapping file.
    """

    file: str = ""
    header: Mapping[str, Any] = attrs.field(factory=dict)
    tables: tuple[TableMapping, ...] = ()
    ignored: Mapping[str, str] = attrs.field(factory=dict)

    def of_sheet(self, name: str) -> tuple[TableMapping, ...]:
        """Return what is said of the tables of a sheet."""
        return tuple(table for table in self.tables if table.sheet == name)

    def error(self, mapping: TableMapping, key: str, found: object, wanted: Text) -> ReadError:
        """Return the error of a file to which what is said of a table does not fit."""
        return ReadError(self.file, [Problem(f"{mapping.path}.{key}", shown(found), wanted)])


def is_letter(column: str) -> bool:
    """Tell whether a name of a column may be its letter: ``C``."""
    return _LETTER.fullmatch(column) is not None


def read_mapping(path: Path) -> Settled:
    """Read a mapping file.

    Raises:
        ReadError: the file is missing, no TOML in UTF-8, or says what no mapping can; with every fault's key and what
            is wanted there.
    """
    require_file(path)
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        wanted = Text("UTF-8 编码的 TOML 文件", "a TOML file in UTF-8")
        raise ReadError(str(path), [Problem("$", str(error), wanted)]) from error
    except OSError as error:
        raise unreadable(path, error) from error
    problems: list[Problem] = []
    keys = Keys("", content, problems)
    header = _read_header(keys.table("header"))
    tables = tuple(_read_table(table) for table in keys.tables("tables"))
    ignored = {name: entry.path for entry in keys.tables("ignore") if (name := _read_ignored(entry))}
    keys.done(("header", "tables", "ignore"))
    problems += _contradictions(tables, ignored)
    if problems:
        raise ReadError(str(path), problems)
    return Settled(file=str(path), header=header, tables=tables, ignored=ignored)


def _contradictions(tables: Sequence[TableMapping], ignored: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is said twice, or said and left out."""
    said: set[tuple[str, int | None]] = set()
    for table in tables:
        if table.sheet in ignored:
            yield Problem(f"{table.path}.sheet", table.sheet, _NOT_IGNORED)
        place = (table.sheet, table.header_row)
        if place in said and table.header_row is not None:
            yield Problem(f"{table.path}.header_row", str(table.header_row), _ONLY_TABLE)
        said.add(place)


def _read_header(keys: Keys) -> dict[str, Any]:
    found: dict[str, Any] = {name: keys.take(name, text, TEXT) for name in _HEADER_TEXTS}
    found["synthetic"] = keys.take("synthetic", flag, _FLAG)
    schemes = keys.table("schemes")
    lists = {scheme: [entry.code for entry in choices.codes] for scheme, choices in scheme_choices().items()}
    chosen = {}
    for scheme, name in schemes.rest().items():
        if scheme not in lists:
            schemes.problem(scheme, name, one_of(lists, scheme))
        elif name not in lists[scheme]:
            schemes.problem(scheme, name, one_of(lists[scheme], name))
        else:
            chosen[scheme] = name
    keys.done(_HEADER)
    return {name: value for name, value in {**found, "schemes": chosen or None}.items() if value is not None}


def _read_ignored(keys: Keys) -> str | None:
    name = keys.require("sheet", text, TEXT)
    keys.done(("sheet",))
    return name


def _read_table(keys: Keys) -> TableMapping:
    sheet = keys.require("sheet", text, TEXT)
    rows = {name: keys.take(name, row, ROW) for name in ("header_row", "first_row", "last_row")}
    _check_order(keys, rows)
    kinds = record_kinds()
    kind = keys.take("kind", lambda value: kinds.get(value) if isinstance(value, str) else None, one_of(kinds))
    fields = Fields(kind)
    made = TableMapping(
        path=keys.path,
        sheet=sheet or "",
        kind=kind,
        header_rows=_header_rows(keys, rows["header_row"]),
        columns=fields.columns(keys.table("columns")),
        scales=fields.scales(keys.table("units")),
        constants=fields.constants(keys.table("constants")),
        labels=fields.labels(keys.table("labels")),
        **rows,
    )
    keys.done(_TABLE)
    return made


def _header_rows(keys: Keys, header_row: int | None) -> int | None:
    """Take the number of rows of the header, which must be there."""
    return keys.take(
        "header_rows",
        lambda value: found if (found := row(value)) and header_row and found <= header_row else None,
        Text("表头行数（从 header_row 往上数）", "how many rows the header has, counted from header_row up"),
    )


def _check_order(keys: Keys, rows: Mapping[str, int | None]) -> None:
    """Note rows that do not follow each other: header, first record, last record."""
    names = [name for name, number in rows.items() if number is not None]
    for before, after in pairwise(names):
        first, second = rows[before] or 0, rows[after] or 0
        if second < first or (before == "header_row" and second == first):
            keys.problem(after, second, Text(f"大于 {before}（{first}）的行号", f"a row below {before} ({first})"))
