"""Strict: JSON values → records by cattrs, without any coercion, every fault with its path and what is wanted there."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import attrs
from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)

from minzheng_domain.formats.json.parsing import Repeated
from minzheng_domain.formats.json.problems import MISSING, Collector, child, known, shown
from minzheng_domain.model.columns import PYTHON_TYPES, Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.text import Text

T = TypeVar("T")

SMALLEST, LARGEST = -(2**63), 2**63 - 1
"""The whole numbers that every reader of the file can hold."""

LONGEST_DECIMAL = 64
"""How many characters a decimal number may have in plain notation."""

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WANTED: dict[object, Text] = {
    str: Text("文字（JSON 字符串）", "text (a JSON string)"),
    int: Text("64 位以内的整数", "a whole number within 64 bits"),
    bool: Text("true 或 false", "true or false"),
    date: Text("日期，写成 2019-12-18 的形式", "a day, written like 2019-12-18"),
    Decimal: Text(
        f"数，写成 765.67 的形式，不超过 {LONGEST_DECIMAL} 个字符",
        f"a number, written like 765.67, of at most {LONGEST_DECIMAL} characters",
    ),
    dict: Text("JSON 对象 {…}", "a JSON object {...}"),
    list: Text("JSON 数组 […]", "a JSON array [...]"),
}
_ONCE = Text("只出现一次的字段", "a key that comes once")
_NO_SURROGATE = Text("完整的 Unicode 字符", "whole Unicode characters")
_NOT_EMPTY = Text("非空的编号", "an id that is not empty")
_FIELD = Text("字段", "field")


class MismatchError(ValueError):
    """A value is not of the type that is wanted."""

    def __init__(self, value: object, wanted: Text) -> None:
        super().__init__(value, wanted)
        self.value, self.wanted = value, wanted


def _text(value: object, _: object) -> str:
    if type(value) is not str:
        raise MismatchError(value, _WANTED[str])
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise MismatchError(value, _NO_SURROGATE)
    return value


def _integer(value: object, _: object) -> int:
    if type(value) is not int or not SMALLEST <= value <= LARGEST:
        raise MismatchError(value, _WANTED[int])
    return value


def _flag(value: object, _: object) -> bool:
    if type(value) is not bool:
        raise MismatchError(value, _WANTED[bool])
    return value


def _day(value: object, _: object) -> date:
    if type(value) is not str or not _DAY.fullmatch(value):
        raise MismatchError(value, _WANTED[date])
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise MismatchError(value, _WANTED[date]) from None


def _decimal(value: object, _: object) -> Decimal:
    match value:
        case bool():
            raise MismatchError(value, _WANTED[Decimal])
        case int():
            text = str(value)
        case str():
            text = value if _DECIMAL.fullmatch(value) else ""
        case Decimal():
            text = plain_decimal(value)
        case _:
            text = ""
    if not 0 < len(text) <= LONGEST_DECIMAL:
        raise MismatchError(value, _WANTED[Decimal])
    return Decimal(text)


def plain_decimal(number: Decimal) -> str:
    """Return a decimal number in plain notation, with the places that it has; empty if it is none, or too long."""
    digits = number.as_tuple()
    if isinstance(digits.exponent, str) or abs(digits.exponent) > LONGEST_DECIMAL:
        return ""
    text = format(number, "f")
    return text if len(text) <= LONGEST_DECIMAL else ""


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MismatchError(value, _WANTED[dict])
    return value


@functools.cache
def _converter() -> Converter:
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    for type_, hook in ((str, _text), (int, _integer), (bool, _flag), (date, _day), (Decimal, _decimal)):
        made.register_structure_hook(type_, hook)
    texts = made.get_structure_hook(dict[str, str])
    made.register_structure_hook_func(lambda type_: type_ == dict[str, str], lambda value, t: texts(_object(value), t))
    return made


def read_record(value: object, kind: RecordKind, path: str, problems: Collector) -> Record | None:
    """Make a record of a JSON object; note what is wrong with it, and give none, if anything is."""
    made = _read(value, kind.record_class, path, problems)
    if isinstance(value, dict) and value.get("id") == "":
        problems.add(child(path, "id"), shown(""), _NOT_EMPTY)
        return None
    return made


def read_header(value: object, path: str, problems: Collector) -> Header | None:
    """Make a header of a JSON object; note what is wrong with it, and give none, if anything is."""
    if isinstance(value, dict) and isinstance(value.get("schemes"), Repeated):
        repeated(value["schemes"], child(path, "schemes"), problems)
    return _read(value, Header, path, problems)


def read_object(value: object, path: str, problems: Collector) -> dict[str, Any] | None:
    """Make sure that a value is a JSON object whose keys come once."""
    if not isinstance(value, dict):
        problems.add(path, shown(value), _WANTED[dict])
        return None
    repeated(value, path, problems)
    return value


def read_list(value: object, path: str, problems: Collector) -> list[Any]:
    """Make sure that a value is a JSON array; an empty one stands for what is none."""
    if isinstance(value, list):
        return value
    problems.add(path, shown(value), _WANTED[list])
    return []


def repeated(value: dict[str, Any], path: str, problems: Collector) -> None:
    """Note keys of an object that come more than once."""
    if isinstance(value, Repeated):
        for key in value.keys_repeated:
            problems.add(child(path, key), "重复出现 (comes more than once)", _ONCE)


def _read(value: object, class_: type[T], path: str, problems: Collector) -> T | None:
    if isinstance(value, Repeated):
        repeated(value, path, problems)
    try:
        made = _converter().structure(_object(value), class_)
    except MismatchError as mismatch:
        problems.add(path, shown(mismatch.value), mismatch.wanted)
        return None
    except BaseValidationError as error:
        for where, found, wanted in _faults(error, path, value, class_):
            problems.add(where, found, wanted)
        return None
    return None if isinstance(value, Repeated) else made


def _faults(error: Exception, path: str, value: object, class_: type) -> Iterator[tuple[str, str, Text]]:
    """Take a tree of faults apart: where, what was found, what is wanted."""
    match error:
        case BaseValidationError():
            for fault in error.exceptions:
                yield from _faults(fault, path + _step(fault), value, class_)
        case ForbiddenExtraKeysError(extra_fields=extra) if isinstance(value, dict):
            fields = [field.name for field in attrs.fields(class_)]
            for key in value:
                if key in extra:
                    yield child(path, key), shown(value[key]), known(_FIELD, key, fields)
        case MismatchError():
            yield path, shown(error.value), error.wanted
        case KeyError():
            yield path, MISSING, _wanted(class_, error.args[0])
        case _:
            raise error


def _step(fault: Exception) -> str:
    """Return the part of the path that a fault adds, from the note that cattrs has left on it."""
    for note in getattr(fault, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return child("", note.name)
        if isinstance(note, IterableValidationNote):
            return child("", str(note.index))
    return ""


def _wanted(class_: type, name: str) -> Text:
    """Say what a required field that is missing should hold."""
    if issubclass(class_, Record):
        return _WANTED[PYTHON_TYPES[class_.__kind__.column(name).kind]]
    return _WANTED[str]
