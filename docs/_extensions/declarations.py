"""Declarations → pages: the reference part of the manual, written anew from the package at every build.

What a record, a code list, a measure or a rule says of itself stands in its declaration and nowhere else, so that the
manual cannot say anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.codes import CodeList, Sureness, code_list, code_list_ids, crosswalk, crosswalk_ids
from minzheng_domain.formats.json import sql_of
from minzheng_domain.model.columns import KIND_TITLES, Column, RecordKind, Sensitivity
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.rules.cases import rule_cases
from minzheng_domain.rules.core import Rule
from minzheng_domain.rules.law import legal_texts
from minzheng_domain.statistics.compile.words import define
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.text import Text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SENSITIVITIES = {
    Sensitivity.PUBLIC: Text("公开", "public"),
    Sensitivity.INTERNAL: Text("内部", "internal"),
    Sensitivity.PERSONAL: Text("个人信息", "personal"),
}
_SURENESS = {
    Sureness.READ: Text("已读原文", "the text was read"),
    Sureness.WITNESS: Text("据转述或副本", "from a copy or a summary"),
    Sureness.PRACTICE: Text("实务用语，无明文", "practice, no rule lays it down"),
    Sureness.OWN: Text("本库自拟", "drawn up by this library"),
}
_VERDICTS = {"pass": "通过 passes", "fail": "不符 fails", "skip": "跳过 skipped"}
_FIELD_HEAD = ("字段 field", "表头 header", "类型 kind", "必填 required", "取值 values", "公开 seen by", "说明 note")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#~$])")


def plain(value: object) -> str:
    """Return words as they are to be read, not as markup, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(str(value).split()))


def both(words: Text | None, between: str = " · ") -> str:
    """Return a wording in both languages; nothing for none."""
    return "" if words is None else between.join(plain(part) for part in dict.fromkeys((words.zh, words.en)))


def code(value: object) -> str:
    """Return a name as a reader types it."""
    return f"`{value}`"


def span(first: date | None, last: date | None) -> str:
    """Return the days of validity; an absent day is not known, and says so by its absence."""
    return f"{first or '…'} – {last or '…'}" if first or last else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def facts(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of a list of what is known, without what is not."""
    yield from (f"- **{name}**: {fact}" for name, fact in pairs if fact)
    yield ""


def section(target: str, title: str) -> Iterator[str]:
    """Yield a heading that other pages can point at."""
    yield from (f"({target})=", f"## {title}", "")


def records_page() -> Iterator[str]:
    """Yield the data dictionary (数据字典): every kind of record and its fields."""
    yield from ("# 记录 · Records", "", "台账中每一种记录的全部字段。 Every field of every kind of record in a ledger.", "")
    for kind in record_kinds().values():
        yield from section(f"record-{kind.name}", f"{both(kind.title)} {code(kind.name)}")
        yield from table(_FIELD_HEAD, (_field(kind, column) for column in kind.columns))


def _field(kind: RecordKind, column: Column) -> Sequence[str]:
    said = column.declaration
    return (
        code(column.name),
        both(said.header),
        both(KIND_TITLES[said.kind]),
        "是 yes" if said.required else "",
        ", ".join(_values(kind, column)),
        both(_SENSITIVITIES[said.sensitivity]),
        both(said.note),
    )


def _values(kind: RecordKind, column: Column) -> Iterator[str]:
    """Yield links to what a label or a reference is taken from: a list, every list of a scheme, a kind of record."""
    said = column.declaration
    if said.refers_to is not None:
        target = record_kinds()[said.refers_to] if said.refers_to != kind.name else kind
        yield f"[{plain(target.title.zh)}](#record-{target.name})"
    if said.codes is not None:
        lists = [code_list(name) for name in code_list_ids()]
        yield from (f"[{codes.id}](#codes-{codes.id})" for codes in lists if said.codes in (codes.id, codes.scheme))


def codes_page() -> Iterator[str]:
    """Yield every code list with its source, and what is lost between two of them."""
    yield from ("# 代码表 · Code lists", "")
    yield from ("未知的有效期不作猜测，留空。 A day of validity that is not known is left open, never guessed.", "")
    for name in code_list_ids():
        yield from _code_list(code_list(name))
    for pair in crosswalk_ids():
        yield from _crosswalk(*pair)


def _code_list(codes: CodeList) -> Iterator[str]:
    yield from section(f"codes-{codes.id}", f"{both(codes.title)} {code(codes.id)}")
    yield from facts(
        [
            ("来源 source", both(codes.source)),
            ("发布 issuer", both(codes.issuer)),
            ("依据 how sure", both(_SURENESS[codes.sure])),
            ("有效期 valid", span(codes.valid_from, codes.valid_until)),
            ("方案 scheme", code(codes.scheme) if codes.scheme else ""),
        ]
    )
    rows = (
        (code(one.code), both(one.label), span(one.valid_from, one.valid_until), both(one.note)) for one in codes.codes
    )
    yield from table(("代码 code", "名称 label", "有效期 valid", "说明 note"), rows)


def _crosswalk(origin: str, target: str) -> Iterator[str]:
    walk = crosswalk(origin, target)
    yield from section(f"crosswalk-{walk.id}", f"{both(walk.origin.title)} → {both(walk.target.title)}")
    yield from facts([("来源 source", both(walk.source)), ("依据 how sure", both(_SURENESS[walk.sure]))])
    rows = (
        (code(entry.code), code(entry.relation.value), ", ".join(map(code, entry.to)), both(entry.loss))
        for entry in walk.entries
    )
    yield from table((f"[{origin}](#codes-{origin})", "关系 relation", f"[{target}](#codes-{target})", "损失 loss"), rows)


def measures_page() -> Iterator[str]:
    """Yield every measure with its definition in words (统计口径), made of the very query that computes it."""
    measures = Catalogue.builtin().measures
    yield from ("# 统计指标 · Measures", "")
    for measure in measures.values():
        yield from _measure(measure, title_of=lambda name: measures[name].title)


def _measure(measure: Measure, title_of: Callable[[str], Text]) -> Iterator[str]:
    yield from section(f"measure-{measure.id.replace('.', '-')}", f"{both(measure.title)} {code(measure.id)}")
    definition = define(measure, title_of=title_of)
    yield from (plain(definition.zh), "", plain(definition.en), "")
    yield from facts(
        [
            ("单位 unit", both(measure.unit.label)),
            ("精度 last place written", str(measure.precision)),
            ("报告用语 sentence", both(measure.sentence, "<br>")),
            ("说明 note", both(measure.note)),
            ("始于版本 since", measure.since),
        ]
    )
    if sql := sql_of(measure):
        yield from ("", "```text", sql, "```", "")


def rules_page() -> Iterator[str]:
    """Yield every rule: what it finds, why that is a fault, what mends it, and the law that it stands on."""
    yield from ("# 检查规则 · Rules", "")
    for rule in Catalogue.builtin().rules.values():
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield from section(f"rule-{rule.id}", f"{both(rule.title)} {code(rule.id)}")
    yield from facts(
        [
            ("名称 name", code(rule.name)),
            ("为何 why", both(rule.why, "<br>")),
            ("如何改正 remedy", both(rule.remedy, "<br>")),
            ("严重程度 severity", both(rule.severity.value)),
            ("依据 basis", "; ".join(both(cited.words) for cited in rule.basis)),
            ("施行期间 law", span(rule.valid_from, rule.valid_until)),
            ("地方参数 parameters", "; ".join(f"{code(p.name)} {both(p.title)}" for p in rule.parameters)),
            ("始于版本 since", plain(rule.since)),
        ]
    )
    yield from facts((_VERDICTS[case["verdict"]], both(Text(**case["title"]))) for case in rule_cases(rule.id))


def law_page() -> Iterator[str]:
    """Yield every text that rules rest on, with how sure it is, and the rules that rest on it."""
    yield from ("# 法律依据 · Law", "")
    rules = Catalogue.builtin().rules.values()
    head = ("文件 text", "核实程度 sureness", "施行期间 in force", "规则 rules", "说明 note")
    yield from table(
        head,
        (
            (
                both(text.title),
                both(_SURENESS[text.sure]),
                span(text.in_force_from, text.in_force_until),
                ", ".join(rule.id for rule in rules if any(cited.text == text for cited in rule.basis)),
                both(text.note),
            )
            for text in legal_texts().values()
        ),
    )


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "records": records_page,
    "codes": codes_page,
    "measures": measures_page,
    "rules": rules_page,
    "law": law_page,
}


def write_pages(app: Sphinx) -> None:
    """Write every page into ``generated/`` beside the pages written by hand."""
    folder = Path(app.srcdir) / "generated"
    folder.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (folder / f"{name}.md").write_text("\n".join(page()), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Let Sphinx write the pages before it looks for them."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
