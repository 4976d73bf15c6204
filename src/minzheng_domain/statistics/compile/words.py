"""Query → words: the definition of a figure (统计口径) in Chinese and English, from the query that computes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import assert_never

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import plain
from minzheng_domain.statistics.measure import Change, Difference, Growth, Measure, Ratio, Total
from minzheng_domain.statistics.query import (
    Absent,
    AbsentOrAfter,
    AtLeast,
    AtMost,
    Count,
    CountDistinct,
    Day,
    Field,
    Is,
    OneOf,
    OnOrAfter,
    OnOrBefore,
    Parameter,
    Present,
    Query,
    Sum,
    Test,
    Via,
)
from minzheng_domain.text import Text

LabelOf = Callable[[Column, str], Text]
"""The label of a code in a column; a district's scheme decides it where the column leaves the scheme open."""

_PARAMETERS = {
    Parameter.PERIOD_START: Text("报告期起始日", "the first day of the period"),
    Parameter.PERIOD_END: Text("报告期终止日", "the last day of the period"),
    Parameter.CUTOFF: Text("数据截止日", "the cut-off day"),
}


def declared_label(column: Column, code: str) -> Text:
    """Return a code's label in the list that the column itself names; the code where a district chooses the list."""
    name = column.declaration.codes or ""
    known = code_list(name).get(code) if name in code_list_ids() else None
    return known.label if known else Text(code, code)


def define(
    measure: Measure,
    *,
    period: Period | None = None,
    label_of: LabelOf = declared_label,
    title_of: Callable[[str], Text] = lambda id: Text(id, id),  # noqa: A006 - it is the measure's id
) -> Text:
    """Return the definition of a measure in words.

    Args:
        measure: the measure.
        period: where given, the days that it supplies are named.
        label_of: the label of a code in a column.
        title_of: the title of a measure by its id, for figures that follow from others.
    """
    match measure.query:
        case Count() | CountDistinct() | Sum():
            return _Speaker(period, label_of).query(measure.query, measure.by)
        case Total(measures=measures):
            titles = [title_of(name) for name in measures]
            return Text(
                "、".join(f"“{title.zh}”" for title in titles) + "之和",
                "the sum of " + ", ".join(f"'{title.en}'" for title in titles),
            )
        case Difference(minuend=first, subtrahend=second):
            return Text("“{a}”减去“{b}”", "'{a}' less '{b}'").format(a=title_of(first), b=title_of(second))
        case Ratio(numerator=first, denominator=second):
            return Text("“{a}”除以“{b}”", "'{a}' divided by '{b}'").format(a=title_of(first), b=title_of(second))
        case Change(measure=name):
            return Text(
                "“{a}”与上年同期相比的增减", "the change of '{a}' against the same days of the year before"
            ).format(a=title_of(name))
        case Growth(measure=name):
            return Text(
                "“{a}”与上年同期相比的增长率", "the growth of '{a}' against the same days of the year before"
            ).format(a=title_of(name))
        case _:
            assert_never(measure.query)


class _Speaker:
    """Puts queries into words, with one period and one way to label codes."""

    def __init__(self, period: Period | None, label_of: LabelOf) -> None:
        self.period = period
        self.label_of = label_of

    def query(self, query: Query, by: Field | None) -> Text:
        kind = record_kind(query.record).title
        match query:
            case Count():
                head = Text("{kind}的条数", "the number of {kind}").format(kind=kind)
            case CountDistinct(field=field):
                head = Text("{kind}中不同“{field}”的个数", "the number of different '{field}' among {kind}").format(
                    kind=kind, field=self.field(field)
                )
            case Sum(field=field):
                head = Text("{kind}的“{field}”之和", "the sum of '{field}' over {kind}").format(
                    kind=kind, field=self.field(field)
                )
            case _:
                assert_never(query)
        tests = [self.test(test) for test in query.where]
        zh = head.zh + ("，须同时满足：" + "；".join(test.zh for test in tests) if tests else "")
        en = head.en + (" for which " + "; and ".join(test.en for test in tests) if tests else "")
        if by is not None:
            group = self.field(by)
            zh, en = f"{zh}。按“{group.zh}”分组", f"{en}; grouped by '{group.en}'"
        return Text(f"{zh}。", f"{en[0].upper()}{en[1:]}.")

    def field(self, field: Field) -> Text:
        if isinstance(field, Via):
            return Text("{reference}的{column}", "{column} of the {reference}").format(
                reference=field.reference.header, column=field.column.header
            )
        return field.header

    def day(self, day: Day) -> Text:
        if isinstance(day, Parameter):
            named = _PARAMETERS[day]
            if self.period is None:
                return named
            meant = self.days_of(self.period)[day]
            return Text(f"{named.zh}（{meant.year}年{meant.month}月{meant.day}日）", f"{named.en} ({meant.isoformat()})")
        return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())

    @staticmethod
    def days_of(period: Period) -> dict[Parameter, date]:
        return {
            Parameter.PERIOD_START: period.start,
            Parameter.PERIOD_END: period.end,
            Parameter.CUTOFF: period.cutoff,
        }

    def test(self, test: Test) -> Text:
        field = self.field(test.field)
        match test:
            case OneOf(field=tested, codes=codes):
                column = tested.column if isinstance(tested, Via) else tested
                labels = [self.label_of(column, code) for code in sorted(codes)]
                return Text(
                    f"{field.zh}为" + "或".join(f"“{label.zh}”" for label in labels),
                    f"{field.en} is " + " or ".join(f"'{label.en}'" for label in labels),
                )
            case Is(value=wanted):
                return Text(f"{field.zh}为“{'是' if wanted else '否'}”", f"{field.en} is {'yes' if wanted else 'no'}")
            case OnOrAfter(day=day):
                return Text("{field}不早于{day}", "{field} is not before {day}").format(field=field, day=self.day(day))
            case OnOrBefore(day=day):
                return Text("{field}不晚于{day}", "{field} is not after {day}").format(field=field, day=self.day(day))
            case AbsentOrAfter(day=day):
                return Text("{field}为空或晚于{day}", "{field} is empty or after {day}").format(
                    field=field, day=self.day(day)
                )
            case AtLeast(bound=bound):
                return Text("{field}不少于{bound}", "{field} is at least {bound}").format(
                    field=field, bound=_amount(test.field, bound)
                )
            case AtMost(bound=bound):
                return Text("{field}不多于{bound}", "{field} is at most {bound}").format(
                    field=field, bound=_amount(test.field, bound)
                )
            case Present():
                return Text("{field}已填写", "{field} is filled in").format(field=field)
            case Absent():
                return Text("{field}为空", "{field} is empty").format(field=field)
            case _:
                assert_never(test)


def _amount(field: Field, bound: Decimal) -> Text:
    column = field.column if isinstance(field, Via) else field
    is_money = column.kind is ColumnKind.MONEY
    return Text(plain(bound) + ("元" if is_money else ""), plain(bound) + (" yuan" if is_money else ""))
