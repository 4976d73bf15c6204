"""Family RPT: accountability and the yearly report: what it has to tell, indicators, work points, narratives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import TypeVar

from minzheng_domain.codes import code_list
from minzheng_domain.model.accountability import AccountabilityAct, Indicator, Narrative, WorkPoint
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.wording import NOT_FILLED_IN
from minzheng_domain.text import Text

_R = TypeVar("_R", Indicator, WorkPoint, Narrative)

_SCHEMA = Citation("ledger-schema")
_REPORT = Citation("report-rule")
_SINCE = date(2019, 4, 15)
"""The first day of the rule on yearly reports; the first report that it binds is that on 2019."""


@whole(
    id="RPT001",
    title=Text("报告年度没有签订责任书的记录", "the report year has no pledge"),
    why=Text(
        "报告要写第一责任人履职情况，年初签订责任书是其中一项。",
        "The report tells how the leaders acted; the pledge signed at the beginning of the year is part of it.",
    ),
    remedy=Text("请补录责任书的签订；未签订的，不必处理。", "Enter the pledge, if one was signed."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[_REPORT],
    since="0.1",
)
def year_without_pledge(look: Look) -> Iterator[Verdict]:
    """Look at the report years that have acts of the leaders."""
    yield from _years_without_act(look, "PLEDGE")


@whole(
    id="RPT002",
    title=Text("报告年度没有会议研究的记录", "the report year has no meeting"),
    why=Text(
        "报告要写第一责任人履职情况，会议研究法治建设是其中一项。",
        "The report tells how the leaders acted; the meetings that they held are part of it.",
    ),
    remedy=Text("请补录会议；没有研究过的，不必处理。", "Enter the meetings, if there were any."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[_REPORT],
    since="0.1",
)
def year_without_meeting(look: Look) -> Iterator[Verdict]:
    """Look at the report years that have acts of the leaders."""
    yield from _years_without_act(look, "MEETING")


@whole(
    id="RPT003",
    title=Text("年度报告缺少存在的不足或原因", "the report tells no deficiencies, or not their causes"),
    why=Text(
        "年度报告应当写明上一年度法治政府建设存在的不足和原因。",
        "The yearly report has to tell the deficiencies of the year and their causes.",
    ),
    remedy=Text("请补录“存在的不足”和“不足的原因”条目。", "Enter the deficiencies and the causes."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_REPORT],
    valid_from=_SINCE,
    since="0.1",
)
def report_without_deficiencies_or_causes(look: Look) -> Iterator[Verdict]:
    """Look for both chapters in each report year."""
    yield from _years_without_chapter(look, ("DEFICIENCY", "CAUSE"))


@whole(
    id="RPT004",
    title=Text("年度报告缺少下一年度安排", "the report has no plan for the next year"),
    why=Text(
        "年度报告应当写明下一年度推进法治政府建设的主要安排。",
        "The yearly report has to tell what is planned for the next year.",
    ),
    remedy=Text("请补录“下一年度安排”条目。", "Enter the plan."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_REPORT],
    valid_from=_SINCE,
    since="0.1",
)
def report_without_plan(look: Look) -> Iterator[Verdict]:
    """Look for the chapter in each report year."""
    yield from _years_without_chapter(look, ("PLAN",))


@whole(
    id="RPT005",
    title=Text("年度报告缺少第一责任人履职情况", "the report tells nothing of the person first responsible"),
    why=Text(
        "年度报告应当写明党政主要负责人履行推进法治建设第一责任人职责的情况。",
        "The yearly report has to tell how the leaders acted as those first responsible.",
    ),
    remedy=Text("请补录履职记录，或补录“第一责任人履职”条目。", "Enter the leaders' acts, or the chapter on them."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_REPORT],
    valid_from=_SINCE,
    since="0.1",
)
def report_without_responsibility(look: Look) -> Iterator[Verdict]:
    """Look for the chapter, or acts, in each report year."""
    years_of_acts = {act.on.year for act in look.ledger.all(AccountabilityAct)}
    yield from _years_without_chapter(look, ("RESPONSIBILITY",), but=years_of_acts)


@whole(
    id="RPT006",
    title=Text("已完成而没有佐证材料", "done, and without evidence"),
    why=Text("完成情况要有佐证材料才经得起核查。", "What is said to be done has to bear being looked into."),
    remedy=Text("请填写佐证材料。", "Enter the evidence."),
    severity=Severity.NOTICE,
    scope=Scope.RECORD,
    basis=[_SCHEMA],
    since="0.1",
)
def done_without_evidence(look: Look) -> Iterator[Verdict]:
    """Look at the indicators and work points that are done."""
    for task in _tasks(look):
        if task.state != "DONE":
            continue
        if (task.evidence or "").strip():
            yield None
        else:
            yield Fault("evidence", record=task, found=NOT_FILLED_IN, expected=Text("佐证材料", "evidence"))


@whole(
    id="RPT007",
    title=Text("没有完成情况", "no state of completion"),
    why=Text(
        "报告要逐项写明指标和工作要点的完成情况。", "The report tells of each indicator and point whether it is done."
    ),
    remedy=Text("请填写完成情况。", "Enter the state."),
    severity=Severity.NOTICE,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def task_without_state(look: Look) -> Iterator[Verdict]:
    """Look for indicators and work points without a state."""
    codes = code_list("completion").codes
    wanted = Text("、".join(code.label.zh for code in codes), ", ".join(code.label.en for code in codes))
    for task in _tasks(look):
        yield None if task.state is not None else Fault("state", record=task, found=NOT_FILLED_IN, expected=wanted)


@whole(
    id="RPT008",
    title=Text("示范指标重复录入", "an indicator is entered twice"),
    why=Text("同一年度、同一版本的指标序号不重复。", "A number comes once in a year and an edition."),
    remedy=Text("请改正序号或版本，或删去重复的一条。", "Correct number or edition, or remove the double."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def repeated_indicator(look: Look) -> Iterator[Verdict]:
    """Look for indicators of one year, edition and number."""
    indicators = look.ledger.all(Indicator)
    yield from _repeated(indicators, lambda one: (one.year, one.edition.strip(), one.number), "number")


@whole(
    id="RPT009",
    title=Text("工作要点重复录入", "a work point is entered twice"),
    why=Text("同一机关同一年度的要点序号不重复。", "A number comes once in a year's programme of one issuer."),
    remedy=Text("请改正序号或印发机关，或删去重复的一条。", "Correct number or issuer, or remove the double."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def repeated_work_point(look: Look) -> Iterator[Verdict]:
    """Look for work points of one year, issuer and number."""
    points = look.ledger.all(WorkPoint)
    yield from _repeated(points, lambda one: (one.year, one.issuer, one.number.strip()), "number")


@whole(
    id="RPT010",
    title=Text("叙述条目次序重复", "two narrative entries share one place"),
    why=Text(
        "同一部分的两条次序相同，报告中的先后就不确定。",
        "With two entries at one place, their order in the report is open.",
    ),
    remedy=Text("请改正次序，或删去重复的一条。", "Correct the position, or remove the double."),
    severity=Severity.WARNING,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def shared_position(look: Look) -> Iterator[Verdict]:
    """Look for narratives of one year and chapter with one position."""
    narratives = look.ledger.all(Narrative)
    yield from _repeated(narratives, lambda one: (one.year, one.chapter, one.position), "position")


def _tasks(look: Look) -> Iterator[Indicator | WorkPoint]:
    yield from look.ledger.all(Indicator)
    yield from look.ledger.all(WorkPoint)


def _report_years(look: Look) -> dict[int, Narrative]:
    """Return the years of which the ledger holds narratives, each with the one of the lowest id."""
    years: dict[int, Narrative] = {}
    for narrative in sorted(look.ledger.all(Narrative), key=lambda one: one.id):
        years.setdefault(narrative.year, narrative)
    return dict(sorted(years.items()))


def _years_without_act(look: Look, kind: str) -> Iterator[Verdict]:
    """Look for an act of a kind in the report years that have others; a year still under way has no report yet."""
    acts: dict[int, list[AccountabilityAct]] = {}
    for act in look.ledger.all(AccountabilityAct):
        acts.setdefault(act.on.year, []).append(act)
    wanted = code_list("accountability-kind").get(kind)
    label = wanted.label if wanted else Text(kind, kind)
    for year in _report_years(look):
        of_year = acts.get(year)
        if of_year is None:
            yield NOT_APPLICABLE
        elif any(act.kind == kind for act in of_year):
            yield None
        else:
            yield Fault(
                record=min(of_year, key=lambda act: (act.on, act.id)),
                found=Text(
                    f"{year}年履职记录{len(of_year)}条",
                    f"{len(of_year)} act{'' if len(of_year) == 1 else 's'} of the leaders in {year}",
                ),
                expected=Text(f"其中有“{label.zh}”", f"'{label.en}' among them"),
            )


def _years_without_chapter(look: Look, chapters: tuple[str, ...], *, but: Collection[int] = ()) -> Iterator[Verdict]:
    """Look for chapters in the narratives of each year from the first under the rule on, but of some years."""
    there = {(narrative.year, narrative.chapter) for narrative in look.ledger.all(Narrative)}
    titles = code_list("narrative-chapter")
    for year, first in _report_years(look).items():
        if year < _SINCE.year:
            yield NOT_APPLICABLE
            continue
        missing = [title.label for name in chapters if (year, name) not in there and (title := titles.get(name))]
        if year in but or not missing:
            yield None
            continue
        yield Fault(
            record=first,
            found=Text(f"{year}年", f"a report on {year}"),
            expected=Text(
                f"有“{'”“'.join(label.zh for label in missing)}”条目",
                f"entries on {' and '.join(label.en for label in missing)}",
            ),
        )


def _repeated(records: tuple[_R, ...], key: Callable[[_R], object], field: str) -> Iterator[Verdict]:
    first: dict[object, _R] = {}
    for record in sorted(records, key=lambda one: one.id):
        earlier = first.setdefault(key(record), record)
        if earlier is record:
            yield None
            continue
        yield Fault(
            field,
            record=record,
            found=str(getattr(record, field)),
            expected=Text(f"未使用过的序号（已用于{earlier.id}）", f"another number ({earlier.id} has it)"),
            related=(earlier.id,),
        )
