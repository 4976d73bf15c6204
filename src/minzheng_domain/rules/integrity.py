"""Family LED: the integrity of the ledger itself: ids, references, codes, schemes."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from minzheng_domain.codes import CodeList, code_list, code_list_ids
from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.rules.core import Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.importing import told_as_missing
from minzheng_domain.rules.law import Citation
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")
MOST_COMPARED = 5000
"""How many ids are looked through for the nearest one."""

MOST_NAMED = 12
"""How many codes of a list a finding names."""


@whole(
    id="LED001",
    title=Text("编号重复", "duplicate id"),
    why=Text(
        "编号相同的两条记录无法区分，引用会落到第一条上，去重统计会少计。",
        "Two records of one id cannot be told apart: references reach the first, and distinct counts miss one.",
    ),
    remedy=Text("请给其中一条换一个编号，或删去重复录入的一条。", "Give one of them another id, or remove the double entry."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def duplicate_id(look: Look) -> Iterator[Verdict]:
    """Look for ids that come twice among the records of a kind."""
    ledger = look.ledger
    for kind, records in ledger.kinds():
        first: dict[str, int] = {}
        for position, record in enumerate(records):
            earlier = first.setdefault(record.id, position)
            if earlier == position:
                yield None
                continue
            place = ledger.source(kind, earlier).place
            yield Fault(
                "id",
                record=record,
                found=record.id,
                expected=Text(
                    f"未使用过的编号（已用于{place}）", f"an id not used before (it is used at {place})"
                ),
                related=(record.id,),
            )


@whole(
    id="LED002",
    title=Text("引用的记录不存在", "the record referred to does not exist"),
    why=Text(
        "引用落空的记录进不了按对方字段筛选或分组的统计。",
        "A record whose reference leads nowhere drops out of every figure that looks at the other record.",
    ),
    remedy=Text("请补录被引用的记录，或改正编号。", "Enter the record that is referred to, or correct the id."),
    severity=Severity.ERROR,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def dangling_reference(look: Look) -> Iterator[Verdict]:
    """Look for references that lead to no record."""
    is_told = told_as_missing(look)
    for kind, records in look.ledger.kinds():
        for column in kind.references:
            target_kind = column.declaration.refers_to or ""
            targets = look.ledger.index(target_kind)
            title = record_kind(target_kind).title
            for record in records:
                target = getattr(record, column.name)
                if target is None or (not target and is_told(column, record)):
                    continue
                if target in targets:
                    yield None
                    continue
                yield Fault(
                    column.name,
                    record=record,
                    found=target,
                    expected=Text("{kind}中已有的编号", "the id of one of the {kind}").format(kind=title),
                    suggestion=_did_you_mean(target, targets),
                )


@whole(
    id="LED003",
    title=Text("代码不在代码表内", "the code is not on its list"),
    why=Text(
        "代码表以外的代码不符合任何统计条件，这条记录会被漏计。",
        "A code that is on no list meets no condition, and the record is left out of the figures.",
    ),
    remedy=Text("请改为代码表内的代码。", "Use a code of the list."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def unknown_code(look: Look) -> Iterator[Verdict]:
    """Look for codes that are not on the list of their column."""
    is_told = told_as_missing(look)
    for kind, records in look.ledger.kinds():
        for column in kind.columns:
            codes = look.ledger.code_list(column) if column.kind is ColumnKind.LABEL else None
            if codes is None:
                continue
            known = frozenset(code.code for code in codes.codes)
            for record in records:
                code = getattr(record, column.name)
                if code is None or (not code and is_told(column, record)):
                    continue
                if code in known:
                    yield None
                    continue
                meant = codes.find(code)
                yield Fault(
                    column.name,
                    record=record,
                    found=code,
                    expected=_one_of(codes),
                    suggestion=_meant(meant.code) if meant else _did_you_mean(code, known),
                )


@whole(
    id="LED004",
    title=Text("分类方案未选定或不存在", "a scheme is not chosen, or does not exist"),
    why=Text(
        "各区采用的分类方案不同，不选定就无法核对类别代码，也无法写出类别名称。",
        "Districts use different schemes; until one is chosen its codes cannot be checked or named.",
    ),
    remedy=Text("请在台账封面的 schemes 中填写代码表编号。", "Name the code list in the header's schemes."),
    severity=Severity.ERROR,
    scope=Scope.LEDGER,
    basis=[_SCHEMA],
    since="0.1",
)
def unknown_scheme(look: Look) -> Iterator[Verdict]:
    """Look for schemes that the header does not choose, or chooses wrongly."""
    ledger = look.ledger
    lists = {name: code_list(name).scheme for name in code_list_ids()}
    offered = {scheme: sorted(n for n, s in lists.items() if s == scheme) for scheme in lists.values() if scheme}
    for scheme, chosen in sorted(ledger.header.schemes.items()):
        if scheme in offered and chosen in offered[scheme]:
            yield None
            continue
        choices = offered.get(scheme, sorted(offered))
        what = Text("该分类方案的代码表", "a code list of the scheme") if scheme in offered else Text("分类方案", "a scheme")
        yield Fault(
            found=f"{scheme}: {chosen}",
            expected=Text(f"{what.zh}：{'、'.join(choices)}", f"{what.en}: {', '.join(choices)}"),
            suggestion=_did_you_mean(chosen if scheme in offered else scheme, choices),
        )
    for kind, records in ledger.kinds():
        for column in kind.columns:
            scheme = column.declaration.codes or ""
            if scheme not in offered or scheme in ledger.header.schemes:
                continue
            for record in records:
                if getattr(record, column.name) is not None:
                    yield Fault(
                        column.name,
                        record=record,
                        found=str(getattr(record, column.name)),
                        expected=Text(
                            f"台账封面先选定分类方案 {scheme}：{'、'.join(offered[scheme])}",
                            f"that the ledger's header chooses the scheme {scheme}: {', '.join(offered[scheme])}",
                        ),
                    )
                    break


def _one_of(codes: CodeList) -> Text:
    """Say which list a code is wanted of, and what stands on it, as far as a reader can use that."""
    named = codes.codes[:MOST_NAMED]
    more = Text("等", ", …") if len(codes.codes) > MOST_NAMED else Text("", "")
    return Text(
        f"代码表“{codes.title.zh}”中的一项：{'、'.join(f'{c.label.zh}（{c.code}）' for c in named)}{more.zh}",
        f"one of '{codes.title.en}': {', '.join(f'{c.code} ({c.label.en})' for c in named)}{more.en}",
    )


def _did_you_mean(found: str, known: Collection[str]) -> Text | None:
    """Return the nearest known word; nothing where there are so many that looking through them takes long."""
    close = difflib.get_close_matches(found, known, n=1) if len(known) <= MOST_COMPARED else []
    return _meant(close[0]) if close else None


def _meant(code: str) -> Text:
    return Text(f"是不是 {code}？", f"Did you mean {code}? ")
