"""Mapping fields: what a mapping file says of the fields of one kind of record: columns, units, constants, labels."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from minzheng_domain.codes import CodeList, code_list, code_list_ids
from minzheng_domain.model.columns import KIND_TITLES, Column, ColumnKind, RecordKind
from minzheng_domain.text import Text
from minzheng_domain_excel.labels import LabelTexts
from minzheng_domain_excel.mapping_keys import Keys, one_of
from minzheng_domain_excel.repairs import MONEY_SCALES, FieldValue, Manner, Repaired, Unreadable, repair_for
from minzheng_domain_excel.schemes import scheme_choices


class Fields:
    """Reads what a mapping says of the fields of one kind of record."""

    def __init__(self, kind: RecordKind | None) -> None:
        self._kind = kind
        self._columns = {column.name: column for column in kind.columns} if kind else {}

    def columns(self, keys: Keys) -> dict[str, Column | None]:
        """Read header, or letter of a column → field; ``None`` for one that is left out."""
        found: dict[str, Column | None] = {}
        for header, field in keys.rest().items():
            column = self._columns.get(field) if isinstance(field, str) else None
            if field != "" and column is None:
                keys.problem(header, field, self._wanted(field))
            elif column is not None and column in found.values():
                keys.problem(header, field, Text("每个字段只对应一列", "a field that no other column has"))
            else:
                found[header] = column
        return found

    def scales(self, keys: Keys) -> dict[str, int]:
        """Read field → unit of money, as powers of ten."""
        found = {}
        for field, unit in keys.rest().items():
            if (column := self._known(keys, field, unit)) is None:
                continue
            if column.kind is not ColumnKind.MONEY:
                keys.problem(field, unit, Text("金额字段", "a field of money"))
            elif unit not in MONEY_SCALES:
                keys.problem(field, unit, one_of(MONEY_SCALES, unit))
            else:
                found[field] = MONEY_SCALES[unit]
        return found

    def constants(self, keys: Keys) -> dict[str, FieldValue]:
        """Read field → value."""
        found = {}
        for field, given in keys.rest().items():
            if (column := self._known(keys, field, given)) is None:
                continue
            value = _constant(column, given)
            if value is None:
                keys.problem(field, given, _value_of(column))
            else:
                found[field] = value
        return found

    def labels(self, keys: Keys) -> dict[str, dict[str, str]]:
        """Read field → word → code."""
        found = {}
        for field, given in keys.rest().items():
            if (column := self._known(keys, field, given)) is None:
                continue
            if column.kind is not ColumnKind.LABEL or not isinstance(given, dict):
                keys.problem(field, given, Text("代码表字段，写成 { 原词 = 代码 }", "a label: { word = code }"))
                continue
            found[field] = self._codes(column, Keys(keys.at(field), given, keys.problems))
        return found

    def _codes(self, column: Column, words: Keys) -> dict[str, str]:
        found = {}
        for word, given in words.rest().items():
            code = _code(column, given)
            if code is None:
                words.problem(word, given, _value_of(column))
            else:
                found[word] = code
        return found

    def _known(self, keys: Keys, field: str, given: object) -> Column | None:
        column = self._columns.get(field)
        if column is None:
            keys.problem(field, given, self._wanted(field))
        return column

    def _wanted(self, field: object) -> Text:
        if self._kind is None:
            return Text("先以 kind 写明记录种类", "kind first: the kind of record that the field belongs to")
        return one_of(self._columns, field)


def _lists(column: Column) -> list[CodeList]:
    """Return the code lists that a label may be taken from: one, or those among which a district chooses."""
    name = column.declaration.codes or ""
    if name in scheme_choices():
        return [code_list(entry.code) for entry in scheme_choices()[name].codes]
    return [code_list(name)] if name in code_list_ids() else []


def _code(column: Column, given: object) -> str | None:
    """Return the code that a code or label names on a list of the column."""
    if not isinstance(given, str):
        return None
    found = (LabelTexts(codes, "zh").read(given) for codes in _lists(column))
    return next((code for code in found if code is not None), None)


def _constant(column: Column, given: object) -> FieldValue | None:
    if column.kind is ColumnKind.LABEL:
        return _code(column, given)
    if not isinstance(given, str | bool | int | float | date):
        return None
    value = Decimal(repr(given)) if isinstance(given, float) else given
    found = repair_for(column, Manner(exact=True, untyped=True))(value)
    return None if isinstance(found, Repaired | Unreadable) else found


def _value_of(column: Column) -> Text:
    """Say what a value of a column is."""
    if column.kind is ColumnKind.LABEL:
        return one_of(entry.code for codes in _lists(column) for entry in codes.codes)
    return KIND_TITLES[column.kind]
