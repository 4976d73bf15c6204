"""Rule: the declaration of a check, and what its function gets and gives.

A rule is a frozen value made from a function::

    @each(
        Organization,
        id="REG006",
        title=Text("…", "…"),
        why=Text("…", "…"),
        remedy=Text("…", "…"),
        severity=Severity.ERROR,
        basis=[Citation("social-group-regulation", "第十条")],
        since="0.1",
    )
    def members_too_few(organization: Organization, look: Look) -> Verdict:
        if organization.type != "SOCIAL_GROUP":
            return NOT_APPLICABLE
        ...
        return Fault("unit_members", found="12", expected=Text("…", "…"))

The function's name is that of the fault; with dashes it is the rule's name. It returns ``None`` for what passes.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias, TypeVar

import attrs

from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.columns import Record
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.remarks import Remark
from minzheng_domain.rules.law import Citation
from minzheng_domain.text import Text

R = TypeVar("R", bound=Record)


class Severity(enum.Enum):
    """How much a finding weighs."""

    ERROR = Text("错误", "error")
    WARNING = Text("警告", "warning")
    NOTICE = Text("提示", "notice")


class Scope(enum.Enum):
    """What a rule has to look at to judge one thing."""

    FIELD = Text("单个字段", "a field")
    RECORD = Text("一条记录", "a record")
    RECORDS = Text("多条记录之间", "records against each other")
    LEDGER = Text("整个台账", "the ledger as a whole")


class ParameterKind(enum.Enum):
    """What a parameter holds."""

    NUMBER = "number"
    """A whole number."""
    DECIMAL = "decimal"
    """A decimal number; money in 元, shares in per cent."""
    DATE = "date"
    """A day."""
    NAMES = "names"
    """A list of words."""


@attrs.frozen
class Parameter:
    """Something that the district sets itself (地方参数): it has no default, and its rule does not run without it.

    Attributes:
        name: its key in a profile.
        kind: what it holds.
        title: what a reader calls it, with its unit.
    """

    name: str
    kind: ParameterKind
    title: Text


ParameterValue: TypeAlias = int | Decimal | date | tuple[str, ...]


class NotApplicable(enum.Enum):
    """That a rule does not concern a record."""

    NOT_APPLICABLE = "not applicable"


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE
"""What the function of a rule returns for a record that the rule does not concern; it is not counted."""


@attrs.frozen
class Fault:
    """What a rule found wrong with one record, or with the ledger as a whole.

    Attributes:
        field: the field that is wrong; ``None`` where it is not one alone.
        found: what stands there; in both languages where it is put into words, as a number with its unit is.
        expected: what is wanted there.
        difference: by how much it is off, where that is a number or a span of days.
        suggestion: what it may have been meant to be.
        related: ids of other records that the fault concerns.
        record: the record that is wrong; the checker knows it where a rule looks at each record by itself.
        remark: the remark of an importer that this is about; it says which place and which field are meant.
    """

    field: str | None = None
    found: str | Text = attrs.field(kw_only=True)
    expected: Text = attrs.field(kw_only=True)
    difference: str | Text | None = attrs.field(default=None, kw_only=True)
    suggestion: Text | None = attrs.field(default=None, kw_only=True)
    related: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    record: Record | None = attrs.field(default=None, kw_only=True, repr=False)
    remark: Remark | None = attrs.field(default=None, kw_only=True, repr=False)


Verdict: TypeAlias = Fault | Literal[NotApplicable.NOT_APPLICABLE] | None
"""What a rule says of one record: a fault, that it does not concern it, or ``None`` for what passes."""


class Look:
    """What the function of a rule looks at beside the record: the ledger, the day of the check, the parameters.

    Attributes:
        ledger: the records.
        waivers: the waivers of the check, with whether each was used; complete when rules on the check itself run.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        day: date | None = None,
        parameters: Mapping[str, ParameterValue] | None = None,
        waivers: Mapping[Any, bool] | None = None,
    ) -> None:
        self.ledger = ledger
        self.waivers: Mapping[Any, bool] = {} if waivers is None else waivers
        self._day = day
        self._parameters = parameters or {}
        self._related: dict[tuple[str, str], dict[object, list[Record]]] = {}

    @property
    def day(self) -> date:
        """The day of the check; only a rule that says ``needs_day`` may ask for it."""
        if self._day is None:
            msg = Text("没有给出检查日期", "no day was given to the check")
            raise DeclarationError(msg)
        return self._day

    def parameter(self, parameter: Parameter) -> Any:
        """Return the value of a parameter that the rule declares."""
        return self._parameters[parameter.name]

    def get(self, record_class: type[R], id: str | None) -> R | None:  # noqa: A002 - the field is called so
        """Return a record by its id; ``None`` where the reference is empty or leads nowhere."""
        return None if id is None else self.ledger.get(record_class, id)

    def related(self, record_class: type[R], field: str, value: object) -> list[R]:
        """Return the records of a class whose field has a value, in the order of the ledger."""
        key = (record_class.__kind__.name, field)
        if key not in self._related:
            groups: dict[object, list[Record]] = {}
            for record in self.ledger.all(record_class):
                groups.setdefault(getattr(record, field), []).append(record)
            self._related[key] = groups
        return self._related[key].get(value, [])  # type: ignore[return-value]  # all of the class, by construction


@attrs.frozen
class EachRecord:
    """That a rule looks at each record of one kind by itself."""

    record_class: type[Record]
    judge: Callable[[Any, Look], Verdict] = attrs.field(eq=False, repr=False)
    on: Callable[[Any], date | None] | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class WholeLedger:
    """That a rule looks at the ledger as a whole, and yields one verdict for each thing that it has looked at."""

    judge: Callable[[Look], Iterable[Verdict]] = attrs.field(eq=False, repr=False)
    after_all: bool = False


_ID = re.compile(r"[A-Z]{3}\d{3}")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@attrs.frozen(kw_only=True)
class Rule:
    """The declaration of a check (校验规则).

    Attributes:
        id: family letters and number, e.g. ``LED001``; never used again for anything else.
        name: the fault in words, e.g. ``dangling-reference``.
        title: what a reader calls it.
        why: why it matters.
        remedy: what to do about it.
        severity: how much its findings weigh, unless a profile says otherwise.
        scope: what it has to look at to judge one thing.
        basis: what it rests on.
        parameters: what the district has to set for it to run.
        needs_day: whether it depends on the day of the check.
        valid_from: the first day on which it is law; ``None`` if always.
        valid_until: the last day on which it is law; ``None`` if it still is.
        version: goes up whenever the same ledger may get other findings.
        since: the version of this library that has it first.
        how: what its function looks at.

    Raises:
        DeclarationError: the parts contradict each other.
    """

    id: str
    name: str
    title: Text
    why: Text
    remedy: Text
    severity: Severity
    scope: Scope
    basis: tuple[Citation, ...]
    parameters: tuple[Parameter, ...] = ()
    needs_day: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    version: int = 1
    since: str
    how: EachRecord | WholeLedger

    def __attrs_post_init__(self) -> None:
        if not _ID.fullmatch(self.id) or not _NAME.fullmatch(self.name):
            self._refuse(Text("编号应形如 LED001，名称应形如 dangling-reference", "ids look like LED001, names like-this"))
        if not self.basis:
            self._refuse(Text("缺少依据", "it rests on nothing"))
        if not self.may_weigh(self.severity):
            self._refuse(Text("没有读过原文的依据不能定为错误", "an error needs a text that was read"))
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            self._refuse(Text("失效早于生效", "it ends before it begins"))
        dated = self.valid_from is not None or self.valid_until is not None
        if dated and isinstance(self.how, EachRecord) and self.how.on is None:
            self._refuse(Text("有时效的规则应说明以记录的哪一天为准", "a dated rule says which day of a record counts"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(Text(f"规则 {self.id}：{reason.zh}", f"rule {self.id}: {reason.en}"))

    @property
    def family(self) -> str:
        """The letters of its family, e.g. ``LED``."""
        return self.id[:3]

    @property
    def kind(self) -> str | None:
        """The kind of record that it looks at; ``None`` for the ledger as a whole."""
        return self.how.record_class.__kind__.name if isinstance(self.how, EachRecord) else None

    def may_weigh(self, severity: Severity) -> bool:
        """Tell whether what the rule rests on bears findings of a severity."""
        return severity is not Severity.ERROR or any(citation.carries_error for citation in self.basis)

    def is_law_on(self, day: date) -> bool:
        """Tell whether the rule was law on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


def each(  # noqa: PLR0913 - what a rule says of itself, by name
    record_class: type[R],
    *,
    id: str,  # noqa: A002 - it is the rule's id
    basis: Iterable[Citation],
    scope: Scope = Scope.RECORD,
    parameters: Iterable[Parameter] = (),
    on: Callable[[R], date | None] | None = None,
    **declared: Any,
) -> Callable[[Callable[[R, Look], Verdict]], Rule]:
    """Make a rule of a function that judges one record.

    Args:
        record_class: the class of the records.
        id: the id of the rule.
        basis: what it rests on.
        scope: what it has to look at.
        parameters: what the district has to set.
        on: the day of a record by which it is told whether the rule was law then; without a day it is not judged.
        **declared: the other attributes of :class:`Rule`.
    """

    def make(judge: Callable[[R, Look], Verdict]) -> Rule:
        how = EachRecord(record_class, judge, on)
        return _rule(judge, id, scope, basis, parameters, how, declared)

    return make


def whole(
    *,
    id: str,  # noqa: A002 - it is the rule's id
    basis: Iterable[Citation],
    scope: Scope = Scope.RECORDS,
    parameters: Iterable[Parameter] = (),
    after_all: bool = False,
    **declared: Any,
) -> Callable[[Callable[[Look], Iterator[Verdict]]], Rule]:
    """Make a rule of a function that looks at the whole ledger and yields a verdict for each thing in it.

    Args:
        id: the id of the rule.
        basis: what it rests on.
        scope: what it has to look at.
        parameters: what the district has to set.
        after_all: whether it looks at the check itself, and so runs when all others have run.
        **declared: the other attributes of :class:`Rule`.
    """

    def make(judge: Callable[[Look], Iterator[Verdict]]) -> Rule:
        return _rule(judge, id, scope, basis, parameters, WholeLedger(judge, after_all), declared)

    return make


def _rule(  # noqa: PLR0913, PLR0917 - the parts of a rule, from each and whole
    judge: Callable[..., object],
    id_: str,
    scope: Scope,
    basis: Iterable[Citation],
    parameters: Iterable[Parameter],
    how: EachRecord | WholeLedger,
    declared: dict[str, Any],
) -> Rule:
    name = judge.__name__.strip("_").replace("_", "-")
    return Rule(
        id=id_, name=name, scope=scope, basis=tuple(basis), parameters=tuple(parameters), how=how, **declared
    )
