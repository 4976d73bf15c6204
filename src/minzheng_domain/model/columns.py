"""How a field of a record is declared: header, kind, requirement, sensitivity, note, aliases.

A record class is the only place that knows its columns. Whatever needs them (JSON Schema, templates, importers,
queries, the data dictionary, redaction) reads them here::

    @record("service_centres", Text("社会组织服务中心", "service centres"))
    class ServiceCentre(Record):
        id: str = column.identifier(Text("编号", "id"))
        name: str = column.name(Text("名称", "name"))
        opened_on: date | None = column.day(Text("启用日期", "opened on"), default=None)

This module is imported there as ``column``, since a field may be called like one of these functions. A field without
``default`` is required. The annotation must be the one of its kind (``| None`` where optional).
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypedDict, TypeVar, Unpack, dataclass_transform, get_args

import attrs

from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.text import Text


class ColumnKind(enum.Enum):
    """What a column holds; it decides type, form in a file, and the tests that a query may make."""

    IDENTIFIER = "identifier"
    """A code that names a thing (``str``); compared whole, never a number."""
    NAME = "name"
    """A proper name (``str``)."""
    LABEL = "label"
    """A code out of a code list (``str``)."""
    DATE = "date"
    """A day (:class:`datetime.date`)."""
    NUMBER = "number"
    """A whole number of things (``int``)."""
    DECIMAL = "decimal"
    """A measured number that is no money: a score, a ratio in per cent, an area (:class:`decimal.Decimal`)."""
    MONEY = "money"
    """An amount in 元 (:class:`decimal.Decimal`), never a float."""
    TEXT = "text"
    """Free words (``str``)."""
    REFERENCE = "reference"
    """The id of another record (``str``)."""
    FLAG = "flag"
    """Yes or no (``bool``)."""


class Sensitivity(enum.Enum):
    """Who may see a column; an exporter for an audience leaves out what is above it."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"


PYTHON_TYPES: dict[ColumnKind, type] = {
    ColumnKind.IDENTIFIER: str,
    ColumnKind.NAME: str,
    ColumnKind.LABEL: str,
    ColumnKind.DATE: date,
    ColumnKind.NUMBER: int,
    ColumnKind.DECIMAL: Decimal,
    ColumnKind.MONEY: Decimal,
    ColumnKind.TEXT: str,
    ColumnKind.REFERENCE: str,
    ColumnKind.FLAG: bool,
}
"""The Python type of each kind of column."""

KIND_TITLES: dict[ColumnKind, Text] = {
    ColumnKind.IDENTIFIER: Text("代码", "identifier"),
    ColumnKind.NAME: Text("名称", "name"),
    ColumnKind.LABEL: Text("代码表选项", "label of a code list"),
    ColumnKind.DATE: Text("日期", "date"),
    ColumnKind.NUMBER: Text("整数", "whole number"),
    ColumnKind.DECIMAL: Text("数值", "decimal number"),
    ColumnKind.MONEY: Text("金额（元）", "amount in yuan"),
    ColumnKind.TEXT: Text("文字", "text"),
    ColumnKind.REFERENCE: Text("引用", "reference"),
    ColumnKind.FLAG: Text("是或否", "yes or no"),
}
"""What a reader calls each kind of column."""

_MISSING: Any = object()
_KEY = "minzheng"


class _Common(TypedDict, total=False):
    """What may be said of a column of any kind."""

    sensitivity: Sensitivity
    note: Text | None
    aliases: tuple[str, ...]


@attrs.frozen
class Declaration:
    """What a field says of itself; it lies in the attrs metadata of the field."""

    header: Text
    kind: ColumnKind
    required: bool
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    note: Text | None = None
    aliases: tuple[str, ...] = ()
    """Other headers under which this column is found in practice."""
    codes: str | None = None
    """The id of the code list, for a label."""
    refers_to: str | None = None
    """The kind of record, for a reference."""


def _field(kind: ColumnKind, header: Text, default: Any, **parts: Any) -> Any:
    declaration = Declaration(header=header, kind=kind, required=default is _MISSING, **parts)
    if default is not _MISSING and default is not None:
        msg = Text("可空字段的默认值只能是 None", "the default of an optional field can only be None")
        raise DeclarationError(msg)
    return attrs.field(**({} if default is _MISSING else {"default": default}), metadata={_KEY: declaration})


def identifier(header: Text, *, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare a code that names a thing (``str``)."""
    return _field(ColumnKind.IDENTIFIER, header, default, **more)


def name(header: Text, *, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare a proper name (``str``)."""
    return _field(ColumnKind.NAME, header, default, **more)


def label(header: Text, *, codes: str, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare a code (``str``) out of the code list with the id ``codes``."""
    return _field(ColumnKind.LABEL, header, default, codes=codes, **more)


def day(header: Text, *, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare a day (:class:`datetime.date`)."""
    return _field(ColumnKind.DATE, header, default, **more)


def number(header: Text, *, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare a whole number (``int``)."""
    return _field(ColumnKind.NUMBER, header, default, **more)


def decimal(header: Text, *, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare a measured number that is no money (:class:`decimal.Decimal`)."""
    return _field(ColumnKind.DECIMAL, header, default, **more)


def money(header: Text, *, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare an amount in 元 (:class:`decimal.Decimal`)."""
    return _field(ColumnKind.MONEY, header, default, **more)


def text(header: Text, *, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare free words (``str``)."""
    return _field(ColumnKind.TEXT, header, default, **more)


def reference(header: Text, *, to: str, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare the id (``str``) of a record of the kind ``to``."""
    return _field(ColumnKind.REFERENCE, header, default, refers_to=to, **more)


def flag(header: Text, *, default: Any = _MISSING, **more: Unpack[_Common]) -> Any:
    """Declare a yes or no (``bool``)."""
    return _field(ColumnKind.FLAG, header, default, **more)


@attrs.frozen
class Column:
    """A field of a kind of record, as queries, importers and exporters see it.

    Attributes:
        record: the kind of record, e.g. ``"organizations"``.
        name: the attribute, e.g. ``"founded_on"``.
        declaration: what the field says of itself.
    """

    record: str
    name: str
    declaration: Declaration

    @property
    def kind(self) -> ColumnKind:
        """What the column holds."""
        return self.declaration.kind

    @property
    def header(self) -> Text:
        """What a reader calls the column."""
        return self.declaration.header

    @property
    def python_type(self) -> type:
        """The type of its values; ``None`` besides, where it is not required."""
        return PYTHON_TYPES[self.kind]

    def __str__(self) -> str:
        return f"{self.record}.{self.name}"


@attrs.frozen(slots=False)
class RecordKind:
    """A kind of record: its name, titles, class and columns in the order of their declaration."""

    name: str
    title: Text
    record_class: type[Record] = attrs.field(repr=False)
    columns: tuple[Column, ...] = attrs.field(repr=False)

    def column(self, name: str) -> Column:
        """Return a column by the name of its attribute.

        Raises:
            UnknownNameError: the record has no such field.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownNameError(
            Text(f"“{self.title.zh}”字段", f"field of '{self.name}'"), name, (c.name for c in self.columns)
        )

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that name another record."""
        return tuple(column for column in self.columns if column.kind is ColumnKind.REFERENCE)


class Record:
    """The base of every record: an immutable value with an ``id`` that is unique among its kind."""

    __slots__ = ()

    __kind__: ClassVar[RecordKind]

    if TYPE_CHECKING:

        @property
        def id(self) -> str:
            """The id, unique among the records of the kind."""

    def evolve(self, **changes: Any) -> Self:
        """Return a copy with some fields changed."""
        return attrs.evolve(self, **changes)  # type: ignore[misc]  # attrs classes all, made by @record


R = TypeVar("R", bound=Record)


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(identifier, name, label, day, number, decimal, money, text, reference, flag),
)
def record(kind: str, title: Text) -> Callable[[type[R]], type[R]]:
    """Make a record class: frozen, with slots, keyword-only, and known under the name ``kind``.

    Args:
        kind: the name of the kind, plural and lower case; it is the key in JSON and the table in SQL.
        title: what a reader calls records of this kind.

    Raises:
        DeclarationError: a field has no declaration, or its annotation is not that of its kind; the first field
            is not the required identifier ``id``.
    """

    def make(cls: type[R]) -> type[R]:
        made = attrs.frozen(kw_only=True, weakref_slot=False)(cls)
        columns = tuple(_columns(kind, made))
        first = columns[0] if columns else None
        if first is None or (first.name, first.kind, first.declaration.required) != ("id", ColumnKind.IDENTIFIER, True):
            msg = Text(
                f"记录 {kind} 的第一个字段应为必填的 id 代码", f"the first field of record {kind} must be the required identifier id"
            )
            raise DeclarationError(msg)
        made.__kind__ = RecordKind(name=kind, title=title, record_class=made, columns=columns)
        return made

    return make


def _columns(kind: str, cls: type) -> Iterator[Column]:
    for field in attrs.fields(cls):
        declaration = field.metadata.get(_KEY)
        if declaration is None:
            msg = Text(f"字段 {kind}.{field.name} 没有声明", f"field {kind}.{field.name} has no declaration")
            raise DeclarationError(msg)
        expected = PYTHON_TYPES[declaration.kind].__name__ + ("" if declaration.required else " | None")
        found = _annotation(field.type)
        if found != expected:
            msg = Text(
                f"字段 {kind}.{field.name} 的注解应为 {expected}，实为 {found}",
                f"field {kind}.{field.name} must be annotated {expected}, found {found}",
            )
            raise DeclarationError(msg)
        yield Column(record=kind, name=field.name, declaration=declaration)


def _annotation(given: object) -> str:
    """Return an annotation as it is written, be it text or a type."""
    members = () if isinstance(given, str) else get_args(given) or (given,)
    names = ["None" if member is NoneType else getattr(member, "__name__", str(member)) for member in members]
    return " | ".join(names) if members else str(given)


class Columns:
    """The columns of a record class as attributes, for use in queries: ``columns(Organization).registered_on``.

    Only columns are found so; the kind of record is ``__kind__``, since a field may have any other name.
    """

    __slots__ = ("__kind__",)

    def __init__(self, kind: RecordKind) -> None:
        self.__kind__ = kind

    def __getattr__(self, name: str) -> Column:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.__kind__.column(name)


def columns(record_class: type[Record]) -> Columns:
    """Return the columns of a record class; a misspelt one raises :class:`~minzheng_domain.errors.UnknownNameError`."""
    return Columns(record_class.__kind__)
