"""All kinds of record, found by looking through the modules of this package: there is no list to keep."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from minzheng_domain import model
from minzheng_domain.discovery import modules_of
from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.model.columns import Record, RecordKind
from minzheng_domain.text import Text


@functools.cache
def record_kinds() -> Mapping[str, RecordKind]:
    """Return every kind of record by name, a kind that others refer to before those that refer to it.

    Raises:
        DeclarationError: two record classes bear one name, or a reference leads to no kind.
    """
    found: dict[str, RecordKind] = {}
    for module in modules_of(model):
        for value in vars(module).values():
            if not (isinstance(value, type) and issubclass(value, Record) and "__kind__" in vars(value)):
                continue
            kind = value.__kind__
            if found.setdefault(kind.name, kind) is not kind:
                msg = Text(f"两个记录类同名：{kind.name}", f"two record classes are called {kind.name}")
                raise DeclarationError(msg)
    return MappingProxyType({name: found[name] for name in _referred_first(found)})


def record_kind(name: str) -> RecordKind:
    """Return one kind of record.

    Raises:
        UnknownNameError: there is no such kind.
    """
    kinds = record_kinds()
    if name not in kinds:
        raise UnknownNameError(Text("记录种类", "kind of record"), name, kinds)
    return kinds[name]


def _referred_first(kinds: Mapping[str, RecordKind]) -> list[str]:
    """Order the names so that a kind follows all others that it refers to."""
    ordered: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in ordered or name in path:
            return
        for column in kinds[name].references:
            target = column.declaration.refers_to or ""
            if target not in kinds:
                msg = Text(f"字段 {column} 引用了不存在的记录种类 {target}", f"field {column} refers to no kind: {target}")
                raise DeclarationError(msg)
            visit(target, (*path, name))
        ordered.append(name)

    for name in kinds:
        visit(name, ())
    return ordered
