"""``minzheng explain``: what a measure or rule means, and, with a ledger, the records that a figure stands on."""

from __future__ import annotations

import argparse

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser, UsageError, period_of
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import tell_problems
from minzheng_domain.errors import UnknownNameError
from minzheng_domain.formats.json import figures_as_json, measure_as_json, period_as_json, rule_as_json
from minzheng_domain.model.columns import Record
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.report.document import Number
from minzheng_domain.rules.cases import rule_cases
from minzheng_domain.rules.core import Rule
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Text

ABOUT = Text(
    "解释一个指标或规则；给出台账时列出数值所依据的记录",
    "explain a measure or a rule; with a ledger, list the records that the figure stands on",
)


_VERDICTS = {
    "pass": Text("通过", "passes"),
    "fail": Text("不符", "fails"),
    "skip": Text("跳过", "skipped"),
}


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.argument("id", Text("指标或规则的编号", "the id of a measure or rule"), metavar="ID")
    parser.takes_ledger(nargs="?")
    parser.takes_period()
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """Explain a measure or a rule."""
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    names = {*catalogue.rules, *(rule.name for rule in catalogue.rules.values())}
    if chosen.id in names:
        _refuse_ledger(chosen)
        _explain_rule(catalogue.rule(chosen.id), chosen, console)
        return 0
    if chosen.id not in catalogue.measures:
        raise UnknownNameError(Text("指标或规则", "measure or rule"), chosen.id, {*catalogue.measures, *names})
    if chosen.ledger is None:
        _explain_measure(catalogue, chosen, console)
        return 0
    period = period_of(chosen)
    ledger = catalogue.read(chosen.ledger, mapping=chosen.mapping)
    _explain_figure(catalogue.evaluate(chosen.id, ledger, period), ledger, period, chosen, console)
    return 0


def _refuse_ledger(chosen: argparse.Namespace) -> None:
    if chosen.ledger is not None:
        raise UsageError(
            Text("规则不需要台账；用 minzheng check 检查台账", "a rule takes no ledger here; minzheng check checks one")
        )


def _explain_rule(rule: Rule, chosen: argparse.Namespace, console: Console) -> None:
    shown = rule_as_json(rule, console.language)
    if chosen.json:
        console.as_json({**shown, "cases": rule_cases(rule.id)})
        return
    _lines(
        console,
        (Text("规则", "rule"), f"{rule.id} {rule.name}"),
        (Text("名称", "title"), shown["title"]),
        (Text("级别", "severity"), rule.severity.value.of(console.language)),
        (Text("原因", "why"), shown["why"]),
        (Text("处理", "remedy"), shown["remedy"]),
        (Text("依据", "basis"), "; ".join(citation.words.of(console.language) for citation in rule.basis)),
        (Text("施行期间", "in force"), _span(rule)),
        (Text("地方参数", "parameters"), ", ".join(f"{p.name}: {p.title.of(console.language)}" for p in rule.parameters)),
    )
    for case in rule_cases(rule.id):
        verdict = _VERDICTS[case["verdict"]].of(console.language)
        console.say(f"  [{verdict}] {case['title'][console.language]}")
        for kind, rows in case.get("ledger", {}).items():
            for row in rows:
                console.say(f"      {kind}: {', '.join(f'{key}={value}' for key, value in row.items())}")
        for finding in case.get("findings", []):
            console.say(f"      → {', '.join(f'{key}={value}' for key, value in finding.items())}")


def _span(rule: Rule) -> str:
    """Return the days on which a rule is law; nothing if always."""
    return f"{rule.valid_from or '…'} – {rule.valid_until or '…'}" if rule.valid_from or rule.valid_until else ""


def _explain_measure(catalogue: Catalogue, chosen: argparse.Namespace, console: Console) -> None:
    shown = measure_as_json(catalogue.measure(chosen.id), catalogue.measures, console.language)
    if chosen.json:
        console.as_json(shown)
        return
    _lines(
        console,
        (Text("指标", "measure"), chosen.id),
        (Text("名称", "title"), shown["title"]),
        (Text("单位", "unit"), shown["unit"]),
        (Text("统计口径", "definition"), shown["definition"]),
        (Text("说明", "note"), shown["note"]),
    )
    if shown["sql"]:
        console.say("")
        console.say(shown["sql"])


def _explain_figure(
    figure: Figure, ledger: Ledger, period: Period, chosen: argparse.Namespace, console: Console
) -> None:
    if chosen.json:
        (shown,) = figures_as_json([figure], console.language)
        sources = [_record_line(ledger, record) for record in figure.records()]
        console.as_json({"period": period_as_json(period), "figure": shown, "sources": sources})
        return
    _lines(
        console,
        (Text("指标", "measure"), figure.id),
        (Text("名称", "title"), figure.measure.title.of(console.language)),
        (Text("报告期", "period"), period.label.of(console.language)),
        (Text("数值", "value"), Number(figure).words.of(console.language)),
        (Text("统计口径", "definition"), figure.definition.of(console.language)),
    )
    groups: list[str | None] = [*figure.parts] or [None]
    for group in groups:
        records = figure.records(group)
        head = figure.parts[group].label.of(console.language) if group is not None else ""
        words = Number(figure, group).words.of(console.language)
        console.say(Text(f"{head} {words}，{len(records)} 条记录：", f"{head} {words}, {len(records)} records:"))
        for record in records:
            line = _record_line(ledger, record)
            console.say(f"  {line['id']}  {line['name']}  {line['source']}")


def _record_line(ledger: Ledger, record: Record) -> dict[str, str]:
    """Name a record, and the place that it came from."""
    kind = record.__kind__
    position = ledger.position(record)
    return {
        "kind": kind.name,
        "id": record.id,
        "name": str(getattr(record, "name", None) or getattr(record, "title", None) or ""),
        "source": str(ledger.source(kind, position)),
    }


def _lines(console: Console, *lines: tuple[Text, str | None]) -> None:
    for title, words in lines:
        if words:
            console.say(f"{title.of(console.language)}{Text('：', ': ').of(console.language)}{words}")
