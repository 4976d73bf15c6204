"""Case files: the specification of a measure or a rule, written by hand in TOML; its test, its page in the manual.

That of a measure::

    measure = "community.registered"
    period = { start = 2019-01-01, end = 2019-12-31, cutoff = 2019-12-18 }

    [[cases]]
    title = { zh = "截止日登记的计入，次日的不计", en = "registered on the cut-off day counts, a day later does not" }
    value = 1
    by = { LIFE = 1 }
    records = ["截止日"]

    [cases.ledger]
    organizations = [
        { id = "截止日", community_tier = "REGISTERED", community_category = "LIFE", registered_on = 2019-12-18 },
        { id = "次日", community_tier = "REGISTERED", community_category = "LIFE", registered_on = 2019-12-19 },
    ]

That of a rule has ``rule`` instead of ``measure`` and no period, and each case a ``verdict``, ``"pass"`` or
``"fail"`` or, where the rule should not run, ``"skip"``; one that fails has ``findings``, each with what it should say
(``record``, ``field``, ``found``, ``kind``, ``difference``, ``suggestion``). It may say to how many things
the rule ``applied``, those that do not concern it left out. It may have the ``day`` of the check,
``parameters`` and ``[[cases.waivers]]``. Either may set fields of the ledger's
:class:`~minzheng_domain.model.header.Header` in ``[cases.header]``, and say in ``[[cases.remarks]]`` what an importer
made of a ``place`` (``treatment``, ``found``, ``taken``, ``kind``, ``record``, ``field``).

A case shows only the fields that matter: what is required and not given is filled in by :data:`FILLED_IN`, what is
optional stays empty. Amounts and other decimal numbers are written as integers or texts, never as floats; a figure
without a value is ``"none"``. ``by`` has the groups by code, ``""`` for those not stated; ``approximate`` and
``approximate_by`` name the approximation (code list ``approximation``) of the whole and of groups that are not exact.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.model.columns import KIND_TITLES, Column, ColumnKind, Record, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.model.remarks import Remark, Source, Treatment
from minzheng_domain.quantities import Approximation
from minzheng_domain.rules.core import ParameterValue
from minzheng_domain.rules.waivers import Waiver
from minzheng_domain.testing.cases import FINDING_KEYS, NO_VALUE, MeasureCase, RuleCase
from minzheng_domain.text import Text

FILLED_IN: Mapping[ColumnKind, Any] = {
    ColumnKind.IDENTIFIER: "—",
    ColumnKind.NAME: "—",
    ColumnKind.DATE: date(2000, 1, 1),
    ColumnKind.NUMBER: 1,
    ColumnKind.DECIMAL: Decimal(1),
    ColumnKind.MONEY: Decimal(1),
    ColumnKind.TEXT: "—",
    ColumnKind.REFERENCE: "—",
    ColumnKind.FLAG: False,
}
"""What stands in a required field that a case does not give. A label is the first of its code list; an ``id`` is the
name of the kind and the record's number, ``organizations-1``."""


def load_measure_cases(path: Path | str) -> tuple[MeasureCase, ...]:
    """Read the case file of a measure.

    Raises:
        DeclarationError: the file is no TOML, a key is unknown, missing or of another type, a record has a field
            that its kind does not have or a value that its field cannot hold.
    """
    top = _read(path)
    measure = top.take("measure", str)
    period = top.take("period", dict, optional=True)
    cases = top.parts("cases")
    top.done()
    return tuple(_measure_case(case, measure, period) for case in cases)


def load_rule_cases(path: Path | str) -> tuple[RuleCase, ...]:
    """Read the case file of a rule.

    Raises:
        DeclarationError: as for :func:`load_measure_cases`; a case that fails names no findings, or one that passes
            names some.
    """
    top = _read(path)
    rule = top.take("rule", str)
    cases = top.parts("cases")
    top.done()
    return tuple(_rule_case(case, rule) for case in cases)


class _Part:
    """A table of a case file; its keys are taken one by one, and one that is left over is refused."""

    def __init__(self, content: Mapping[str, Any], where: str) -> None:
        self.content = dict(content)
        self.where = where

    def refuse(self, reason: Text) -> NoReturn:
        raise DeclarationError(Text(f"{self.where}：{reason.zh}", f"{self.where}: {reason.en}"))

    def take(self, key: str, kind: type, *, optional: bool = False) -> Any:
        if key not in self.content:
            if optional:
                return None
            self.refuse(Text(f"缺少 {key}", f"{key} is missing"))
        found = self.content.pop(key)
        if not isinstance(found, kind):
            self.refuse(Text(f"{key} 的类型不对：{found!r}", f"{key} is of the wrong type: {found!r}"))
        return found

    def parts(self, key: str) -> list[_Part]:
        found = self.take(key, list)
        if not found or not all(isinstance(part, dict) for part in found):
            self.refuse(Text(f"{key} 应为至少一个表", f"{key} must be one table or more"))
        return [_Part(part, f"{self.where} › {key}[{number}]") for number, part in enumerate(found, start=1)]

    def done(self) -> None:
        if self.content:
            left = ", ".join(sorted(self.content))
            self.refuse(Text(f"不认识的键 {left}", f"unknown keys: {left}"))


def _read(path: Path | str) -> _Part:
    where = Path(path).name
    try:
        return _Part(tomllib.loads(Path(path).read_text(encoding="utf-8")), where)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = Text(f"{where} 不是 UTF-8 编码的 TOML 文件：{error}", f"{where} is no TOML file in UTF-8: {error}")
        raise DeclarationError(msg) from error


def _measure_case(case: _Part, measure: str, period: Mapping[str, Any] | None) -> MeasureCase:
    title, ledger = _title(case), _ledger(case)
    given = case.take("period", dict, optional=True) or period
    if given is None:
        case.refuse(Text("缺少 period", "period is missing"))
    by = case.take("by", dict, optional=True)
    approximate = case.take("approximate", str, optional=True)
    approximate_by = case.take("approximate_by", dict, optional=True) or {}
    records = case.take("records", list, optional=True)
    made = MeasureCase(
        file=case.where.partition(" ")[0],
        measure=measure,
        title=title,
        period=_period(case, given),
        ledger=ledger,
        value=_number(case, "value", case.take("value", object)),
        by=None if by is None else {code: _number(case, f"by.{code}", number) for code, number in by.items()},
        records=None if records is None else tuple(records),
        approximation=_approximation(case, approximate or "EXACT"),
        approximations={code: _approximation(case, how) for code, how in approximate_by.items()},
    )
    case.done()
    return made


def _rule_case(case: _Part, rule: str) -> RuleCase:
    title, ledger = _title(case), _ledger(case)
    verdict = case.take("verdict", str)
    applied = case.take("applied", int, optional=True)
    day = case.take("day", date, optional=True)
    parameters = case.take("parameters", dict, optional=True) or {}
    waivers = tuple(_waiver(part, rule) for part in case.parts("waivers")) if "waivers" in case.content else ()
    findings = [part.content for part in case.parts("findings")] if "findings" in case.content else []
    case.done()
    if verdict not in ("pass", "fail", "skip"):
        wanted = Text("pass、fail 或 skip", "pass, fail or skip")
        case.refuse(Text(f"verdict 应为 {wanted.zh}，实为 {verdict}", f"verdict must be {wanted.en}, is {verdict}"))
    if bool(findings) is not (verdict == "fail"):
        case.refuse(Text("fail 须写明 findings，pass 不得有", "a case that fails names its findings, one that passes none"))
    for finding in findings:
        if unknown := sorted(set(finding) - set(FINDING_KEYS)):
            case.refuse(Text(f"findings 中不认识的键 {unknown}", f"unknown keys in findings: {unknown}"))
    file = case.where.partition(" ")[0]
    return RuleCase(
        file=file,
        rule=rule,
        title=title,
        ledger=ledger,
        findings=tuple(findings),
        applied=applied,
        skipped=verdict == "skip",
        day=day,
        parameters={name: _setting(case, name, value) for name, value in parameters.items()},
        waivers=waivers,
    )


def _waiver(part: _Part, rule: str) -> Waiver:
    """Take a waiver; what a case does not say of it is filled in."""
    words = {"rule": rule, "kind": "organizations", "record": "—", "reason": "—", "approver": "—"}
    given = {key: part.take(key, str, optional=True) or word for key, word in words.items()}
    made = Waiver(**given, expires=part.take("expires", date))
    part.done()
    return made


def _setting(case: _Part, name: str, value: object) -> ParameterValue:
    """Take the value of a parameter: a number (as text where it is not whole), a day, or a list of words."""
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    if isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    number = _decimal(value)
    if number is None:
        case.refuse(Text(f"参数 {name} 的值不对：{value!r}", f"parameter {name} cannot be {value!r}"))
    return number


def _title(case: _Part) -> Text:
    words = _Part(case.take("title", dict), f"{case.where} › title")
    title = Text(words.take("zh", str), words.take("en", str))
    words.done()
    return title


def _period(case: _Part, given: Mapping[str, Any]) -> Period:
    days = _Part(given, f"{case.where} › period")
    start, end = days.take("start", date), days.take("end", date)
    cutoff = days.take("cutoff", date, optional=True)
    days.done()
    return Period.between(start, end, cutoff=cutoff)


def _number(case: _Part, key: str, found: object) -> Decimal | None:
    number = _decimal(found)
    if number is None and found != NO_VALUE:
        case.refuse(Text(f"{key} 应为整数或文字写的数：{found!r}", f"{key} must be an integer or a number as text: {found!r}"))
    return number


def _decimal(found: object) -> Decimal | None:
    """Return the number that an integer or a text gives exactly; ``None`` for whatever else it is."""
    if isinstance(found, bool) or not isinstance(found, int | str):
        return None
    try:
        number = Decimal(found)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _approximation(case: _Part, name: str) -> Approximation:
    if name not in Approximation.__members__:
        case.refuse(Text(f"没有近似 {name}", f"there is no approximation {name}"))
    return Approximation[name]


def _ledger(case: _Part) -> Ledger:
    header = {"title": "case", **(case.take("header", dict, optional=True) or {})}
    given = case.take("ledger", dict, optional=True) or {}
    remarks = [_remark(part) for part in case.parts("remarks")] if "remarks" in case.content else []
    try:
        kinds = {name: record_kind(name) for name in given}
        drawn = {name: _records(case, kinds[name], rows) for name, rows in given.items()}
        return Ledger(drawn, header=Header(**header), remarks=remarks)
    except UnknownNameError as error:
        case.refuse(error.message)
    except TypeError as error:
        case.refuse(Text(f"封面的字段不对：{error}", f"the header is not as it should be: {error}"))


def _remark(part: _Part) -> Remark:
    treatment = part.take("treatment", str)
    if treatment not in Treatment.__members__:
        part.refuse(Text(f"没有处理方式 {treatment}", f"there is no treatment {treatment}"))
    reason = _Part(part.take("reason", dict, optional=True) or {"zh": "—", "en": "-"}, f"{part.where} › reason")
    made = Remark(
        source=Source("", part.take("place", str)),
        treatment=Treatment[treatment],
        found=part.take("found", str),
        reason=Text(reason.take("zh", str), reason.take("en", str)),
        **{key: part.take(key, str, optional=True) for key in ("taken", "kind", "record", "field")},
    )
    reason.done()
    part.done()
    return made


def _records(case: _Part, kind: RecordKind, rows: Sequence[Mapping[str, Any]]) -> list[Record]:
    if not isinstance(rows, list):
        case.refuse(Text(f"{kind.name} 应为记录的列表", f"{kind.name} must be a list of records"))
    made = []
    for number, row in enumerate(rows, start=1):
        where = f"{case.where} › {kind.name}[{number}]"
        values = {name: _value(where, kind.column(name), found) for name, found in row.items()}
        for column in kind.columns:
            if column.declaration.required and column.name not in values:
                values[column.name] = f"{kind.name}-{number}" if column.name == "id" else _filled_in(column)
        made.append(kind.record_class(**values))
    return made


def _filled_in(column: Column) -> Any:
    if column.kind is not ColumnKind.LABEL:
        return FILLED_IN[column.kind]
    name = column.declaration.codes or ""
    return code_list(name).codes[0].code if name in code_list_ids() else "—"


def _value(where: str, column: Column, found: Any) -> Any:
    """Take a value as the kind of its column demands it; nothing is turned into what it is not."""
    match column.kind:
        case ColumnKind.MONEY | ColumnKind.DECIMAL if (number := _decimal(found)) is not None:
            return number
        case ColumnKind.DATE if isinstance(found, date) and not isinstance(found, datetime):
            return found
        case ColumnKind.NUMBER if isinstance(found, int) and not isinstance(found, bool):
            return found
        case ColumnKind.FLAG if isinstance(found, bool):
            return found
        case _ if column.python_type is str and isinstance(found, str):
            return found
    wanted = KIND_TITLES[column.kind]
    raise DeclarationError(
        Text("{where}：{name} 应为{wanted}，实为 {found!r}", "{where}: {name} must be {wanted}, is {found!r}").format(
            where=where, name=column.name, wanted=wanted, found=found
        )
    )
