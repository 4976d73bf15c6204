"""The query language: closed and small, exactly what every backend can say.

A query counts records of one kind, counts the distinct values of a field, or adds a number, over the records that
pass all of its tests. A field is a column of the kind itself, or of one record that it refers to. **A test on a
missing value is false**, in every backend; so is a test on a field of a record that a reference does not reach.

The nodes are frozen values with structural ``==``, a closed union to be taken apart with ``match``. What a query
cannot mean is refused where it is written, with a :class:`~minzheng_domain.errors.DeclarationError`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

import attrs

from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.columns import Column, ColumnKind, Columns
from minzheng_domain.text import Text


class Parameter(enum.Enum):
    """A day that the period of an evaluation supplies."""

    PERIOD_START = "period_start"
    PERIOD_END = "period_end"
    CUTOFF = "cutoff"


PERIOD_START = Parameter.PERIOD_START
PERIOD_END = Parameter.PERIOD_END
CUTOFF = Parameter.CUTOFF

Day: TypeAlias = date | Parameter


@attrs.frozen
class Via:
    """A field of the record that a reference leads to."""

    reference: Column
    column: Column

    def __attrs_post_init__(self) -> None:
        _demand(self.reference, {ColumnKind.REFERENCE}, Text("引用", "a reference"))
        target = self.reference.declaration.refers_to
        if self.column.record != target:
            msg = Text(
                f"{self.reference} 引用的是 {target}，不能取 {self.column}",
                f"{self.reference} leads to {target}, not to {self.column}",
            )
            raise DeclarationError(msg)

    def __str__(self) -> str:
        return f"{self.reference}→{self.column.name}"


Field: TypeAlias = Column | Via


def own_column(field: Field) -> Column:
    """Return the column that a field reads in the records of the query's own kind."""
    return field.reference if isinstance(field, Via) else field


def value_column(field: Field) -> Column:
    """Return the column whose values a field yields."""
    return field.column if isinstance(field, Via) else field


def require_groupable(by: Field) -> None:
    """Refuse a field that results cannot be grouped by: only labels and references can.

    Raises:
        DeclarationError: it holds something else.
    """
    _demand(by, {ColumnKind.LABEL, ColumnKind.REFERENCE}, Text("代码表选项或引用", "a label or a reference"))


def _demand(field: Field, kinds: set[ColumnKind], wanted: Text) -> None:
    column = value_column(field)
    if column.kind not in kinds:
        msg = Text(
            f"{field}（{column.header.zh}）的类型是 {column.kind.value}，此处应为{wanted.zh}",
            f"{field} is a {column.kind.value}, wanted {wanted.en}",
        )
        raise DeclarationError(msg)


_DATE = ({ColumnKind.DATE}, Text("日期", "a date"))
_AMOUNT = ({ColumnKind.NUMBER, ColumnKind.DECIMAL, ColumnKind.MONEY}, Text("数", "a number"))


def _codes(codes: Iterable[str]) -> frozenset[str]:
    if isinstance(codes, str):
        msg = Text(f"代码应为一组，得到文字“{codes}”", f"codes are a set, got the text {codes!r}")
        raise DeclarationError(msg)
    return frozenset(codes)


def _bound(bound: Decimal | int | str) -> Decimal:
    try:
        number = None if isinstance(bound, float) else Decimal(bound)
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        msg = Text(f"界限应为 Decimal、整数或文字写的数，得到 {bound!r}", f"a bound is a number and no float, got {bound!r}")
        raise DeclarationError(msg)
    return number


@attrs.frozen
class OneOf:
    """The label is one of these codes."""

    field: Field
    codes: frozenset[str] = attrs.field(converter=_codes)

    def __attrs_post_init__(self) -> None:
        _demand(self.field, {ColumnKind.LABEL}, Text("代码表选项", "a label"))
        if not self.codes or "" in self.codes:
            msg = Text(f"{self.field} 的可选代码为空", f"no codes given for {self.field}, or an empty one")
            raise DeclarationError(msg)


@attrs.frozen
class Is:
    """The flag is yes, or is no; an empty one is neither."""

    field: Field
    value: bool

    def __attrs_post_init__(self) -> None:
        _demand(self.field, {ColumnKind.FLAG}, Text("是或否", "a flag"))


@attrs.frozen
class OnOrAfter:
    """The date is this day or a later one."""

    field: Field
    day: Day

    def __attrs_post_init__(self) -> None:
        _demand(self.field, *_DATE)


@attrs.frozen
class OnOrBefore:
    """The date is this day or an earlier one."""

    field: Field
    day: Day

    def __attrs_post_init__(self) -> None:
        _demand(self.field, *_DATE)


@attrs.frozen
class AbsentOrAfter:
    """There is no date, or it is later than this day: what has begun has not ended by then.

    The only test that holds for a missing value, since that is its meaning; where a reference does not reach a
    record, it is false like every other.
    """

    field: Field
    day: Day

    def __attrs_post_init__(self) -> None:
        _demand(self.field, *_DATE)


@attrs.frozen
class AtLeast:
    """The number is this or more; money in 元."""

    field: Field
    bound: Decimal = attrs.field(converter=_bound)

    def __attrs_post_init__(self) -> None:
        _demand(self.field, *_AMOUNT)


@attrs.frozen
class AtMost:
    """The number is this or less; money in 元."""

    field: Field
    bound: Decimal = attrs.field(converter=_bound)

    def __attrs_post_init__(self) -> None:
        _demand(self.field, *_AMOUNT)


@attrs.frozen
class Present:
    """The field is filled in."""

    field: Field


@attrs.frozen
class Absent:
    """The field is empty; where a reference does not reach a record, the test is false."""

    field: Field


Test: TypeAlias = OneOf | Is | OnOrAfter | OnOrBefore | AbsentOrAfter | AtLeast | AtMost | Present | Absent


def one_of(field: Field, *codes: str) -> OneOf:
    """The label is one of these codes."""
    return OneOf(field, codes)


def yes(field: Field) -> Is:
    """The flag is yes."""
    return Is(field, value=True)


def during_period(field: Field) -> tuple[Test, ...]:
    """The date lies in the period, up to the cut-off day: what a flow (年内) counts."""
    return (OnOrAfter(field, PERIOD_START), OnOrBefore(field, CUTOFF))


def stands(since: Field, until: Field, day: Day = CUTOFF) -> tuple[Test, ...]:
    """Begun by the day and not ended by it: what a stock (累计、在册) counts."""
    return (OnOrBefore(since, day), AbsentOrAfter(until, day))


def _record_name(record: Columns | str) -> str:
    return record if isinstance(record, str) else record.__kind__.name


def _flatten(where: Iterable[Test | Iterable[Test]], /) -> tuple[Test, ...]:
    tests: list[Test] = []
    for item in where:
        tests.extend([item] if isinstance(item, Test) else item)
    return tuple(dict.fromkeys(tests))


def _check_where(query: Count | CountDistinct | Sum) -> None:
    for test in query.where:
        if own_column(test.field).record != query.record:
            msg = Text(
                f"查询 {query.record}，条件却是 {test.field} 的",
                f"the query is on {query.record}, but a test is on {test.field}",
            )
            raise DeclarationError(msg)


@attrs.frozen
class Count:
    """How many records of a kind pass all tests.

    Attributes:
        record: the kind of record; given as :func:`~minzheng_domain.model.columns.columns` of its class.
        where: the tests; a group of tests, like :func:`during_period`, may stand among them.
    """

    record: str = attrs.field(converter=_record_name)
    where: tuple[Test, ...] = attrs.field(default=(), converter=_flatten)

    def __attrs_post_init__(self) -> None:
        _check_where(self)


@attrs.frozen
class CountDistinct:
    """How many different values a field has among the records that pass all tests; empty ones do not count."""

    field: Field
    where: tuple[Test, ...] = attrs.field(default=(), converter=_flatten)

    def __attrs_post_init__(self) -> None:
        _demand(
            self.field,
            {ColumnKind.REFERENCE, ColumnKind.IDENTIFIER, ColumnKind.LABEL, ColumnKind.NAME},
            Text("引用、代码或名称", "a reference, identifier, label or name"),
        )
        _check_where(self)

    @property
    def record(self) -> str:
        """The kind of record that is looked at."""
        return own_column(self.field).record


@attrs.frozen
class Sum:
    """The sum of a number over the records that pass all tests; empty ones add nothing. Money is in 元.

    Attributes:
        field: the number that is added.
        where: the tests.
        exactness: the label column (code list ``approximation``) that says how exact each record's number is.
    """

    field: Field
    where: tuple[Test, ...] = attrs.field(default=(), converter=_flatten)
    exactness: Column | None = None

    def __attrs_post_init__(self) -> None:
        _demand(self.field, *_AMOUNT)
        _check_where(self)
        if self.exactness is not None:
            _demand(self.exactness, {ColumnKind.LABEL}, Text("代码表选项", "a label"))
            if self.exactness.record != self.record:
                msg = Text(f"{self.exactness} 不属于 {self.record}", f"{self.exactness} is not of {self.record}")
                raise DeclarationError(msg)

    @property
    def record(self) -> str:
        """The kind of record that is looked at."""
        return own_column(self.field).record


Query: TypeAlias = Count | CountDistinct | Sum
