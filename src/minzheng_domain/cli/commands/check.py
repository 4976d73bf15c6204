"""``minzheng check``: what is wrong with a ledger, by record, and how each rule fared."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import attrs

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.cli.arguments import Parser
from minzheng_domain.cli.console import Console
from minzheng_domain.cli.findings import exit_code, line_of, tell_problems
from minzheng_domain.formats.json import checks_as_json
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.rules.checking import CheckReport, Finding
from minzheng_domain.rules.core import Severity
from minzheng_domain.rules.header import CheckHeader, header_of
from minzheng_domain.text import Text

ABOUT = Text("检查台账，逐条列出问题", "check a ledger and list what is wrong with it")


def declare(parser: Parser) -> None:
    """Declare the arguments."""
    parser.takes_ledger()
    parser.option(
        "--profile",
        metavar="FILE",
        help=Text("规则配置（TOML）：停用规则、调整级别、设定地方参数", "profile (TOML): rules off, severities, parameters"),
    )
    parser.option("--waivers", metavar="FILE", help=Text("豁免清单（TOML）", "waivers (TOML)"))
    parser.option(
        "--select",
        metavar="RULES",
        help=Text("只运行这些规则，如 DEC,PRJ001", "run these rules only, e.g. DEC,PRJ001"),
    )
    parser.option(
        "--day", metavar="DAY", help=Text("检查日期，如 2020-01-31（默认今天）", "day of the check (default: today)")
    )
    parser.option(
        "--annotate",
        metavar="FILE",
        help=Text("另存一份原表，问题标在单元格上", "write a copy of the file with the findings marked in its cells"),
    )
    parser.takes_json()


def run(chosen: argparse.Namespace, console: Console) -> int:
    """List the findings."""
    catalogue = Catalogue.installed()
    tell_problems(catalogue, console)
    profile = catalogue.profile(chosen.profile) if chosen.profile else None
    waivers = catalogue.waivers(chosen.waivers) if chosen.waivers else ()
    rules = catalogue.select(*filter(None, chosen.select.split(","))) if chosen.select else None
    console.progress(Text(f"读取 {chosen.ledger} ……", f"reading {chosen.ledger} ..."))
    ledger = catalogue.read(chosen.ledger, mapping=chosen.mapping)
    console.progress(Text("检查 ……", "checking ..."))
    now = datetime.now().astimezone()
    checks = catalogue.check(ledger, rules=rules, profile=profile, waivers=waivers, day=chosen.day or now.date())
    copy = _annotated(catalogue, chosen, checks, console)
    header = header_of(checks, ledger, now=now)
    if chosen.json:
        shown = checks_as_json(checks, console.language)
        said = attrs.asdict(header) | {"profile": header.profile.of(console.language)}
        console.as_json({"header": said, **shown, **({} if copy is None else {"files": [str(copy)]})})
    else:
        _tell_header(header, console)
        _tell_findings(checks.findings, console)
        _tell_rules(checks, console)
        _tell_next_step(checks, console)
        if copy is not None:
            console.say(Text(f"已写出批注副本 {copy}", f"wrote the marked copy {copy}"))
    return exit_code(checks)


def _annotated(
    catalogue: Catalogue, chosen: argparse.Namespace, checks: CheckReport, console: Console
) -> Path | None:
    if not chosen.annotate:
        return None
    console.progress(Text("批注 ……", "marking ..."))
    return catalogue.annotate(chosen.ledger, checks, to=chosen.annotate, language=console.language)


def _tell_header(header: CheckHeader, console: Console) -> None:
    edition = f" {header.profile_edition}" if header.profile_edition else ""
    console.say(
        Text(
            f"台账 {header.file}（sha256 {header.sha256}）\n"
            f"检查日期 {header.day}，规则 {header.rules} 条（版次 {header.rules_edition}），"
            f"代码表版次 {header.code_lists_edition}，{header.profile.zh}{edition}，minzheng-domain {header.library}",
            f"ledger {header.file} (sha256 {header.sha256})\n"
            f"day {header.day}, {header.rules} rules (edition {header.rules_edition}), "
            f"code lists {header.code_lists_edition}, {header.profile.en}{edition}, minzheng-domain {header.library}",
        )
    )


def _tell_findings(findings: Iterable[Finding], console: Console) -> None:
    """Show findings by record, in the order of the ledger's kinds, the gravest first."""
    grouped: dict[tuple[str | None, str | None], list[Finding]] = {}
    for finding in findings:
        grouped.setdefault((finding.kind, finding.record), []).append(finding)
    kinds = {kind: place for place, kind in enumerate([None, *record_kinds()])}
    weights = {severity: place for place, severity in enumerate(Severity)}
    for (kind, record), members in sorted(grouped.items(), key=lambda item: kinds.get(item[0][0], len(kinds))):
        title = record_kinds()[kind].title if kind is not None else Text("整个台账", "the ledger")
        console.say("")
        console.say(f"{title.of(console.language)} {record or ''}".rstrip())
        for finding in sorted(members, key=lambda finding: (weights[finding.severity], finding.rule)):
            console.say(f"  {line_of(finding).of(console.language)}")


def _tell_rules(checks: CheckReport, console: Console) -> None:
    """Show how the rules fared that found something, crashed or were skipped; the others are counted."""
    console.say("")
    told = [result for result in checks.results if result.failed or result.crashed]
    for result in told:
        more = Text(f"，另有 {result.omitted} 条未列出", f", {result.omitted} not listed") if result.omitted else Text("", "")
        waived = Text(f"，豁免 {result.waived}", f", waived {result.waived}") if result.waived else Text("", "")
        crashed = Text("，运行失败", ", crashed") if result.crashed else Text("", "")
        console.say(
            Text(
                f"{result.rule.id} {result.rule.title.zh}：检查 {result.applied} 处，"
                f"不符 {result.failed}{waived.zh}{more.zh}{crashed.zh}",
                f"{result.rule.id} {result.rule.title.en}: {result.applied} places, "
                f"{result.failed} failed{waived.en}{more.en}{crashed.en}",
            )
        )
    for result in checks.results:
        if result.skipped is not None:
            console.say(
                Text(
                    f"{result.rule.id} {result.rule.title.zh}：跳过，{result.skipped.zh}",
                    f"{result.rule.id} {result.rule.title.en}: skipped, {result.skipped.en}",
                )
            )
    for finding, waiver in checks.waived:
        console.say(
            Text(
                f"已豁免 {finding.rule} {finding.record}：{waiver.reason}（{waiver.approver}，至 {waiver.expires}）",
                f"waived {finding.rule} {finding.record}: {waiver.reason} ({waiver.approver}, until {waiver.expires})",
            )
        )
    looked_at = sum(result.applied for result in checks.results)
    counts = [(severity.value, checks.count(severity)) for severity in Severity]
    console.say(
        Text(
            f"规则 {len(checks.results)} 条，检查 {looked_at} 处：" + "，".join(f"{name.zh} {n}" for name, n in counts),
            f"{len(checks.results)} rules, {looked_at} places: " + ", ".join(f"{name.en} {n}" for name, n in counts),
        )
    )


def _tell_next_step(checks: CheckReport, console: Console) -> None:
    if checks.has_errors:
        first = next(finding for finding in checks.findings if finding.severity is Severity.ERROR)
        console.say(
            Text(
                f"下一步：先改正“错误”级别的问题，再重新检查；规则说明见 minzheng explain {first.rule}",
                f"next: correct what is an error, then check again; minzheng explain {first.rule} tells about the rule",
            )
        )
    elif checks.findings:
        console.say(
            Text(
                "下一步：逐条核实“警告”和“提示”；确属例外的，写入豁免清单（--waivers）",
                "next: look into warnings and notices; a justified exception goes into a file of waivers (--waivers)",
            )
        )
    else:
        console.say(Text("未发现问题，可以生成报告。", "nothing was found: the report can be made."))
