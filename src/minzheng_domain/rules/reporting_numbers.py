"""Family RPT: numbers that were typed into a narrative instead of coming out of the ledger."""

from __future__ import annotations

import re

from minzheng_domain.model.accountability import Narrative
from minzheng_domain.quantities import Unit
from minzheng_domain.rules.core import NOT_APPLICABLE, Fault, Look, Scope, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.text import Text

_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|「[^」]*」|\"[^\"]*\"|〔[^〕]*〕\s*\d+\s*号")
"""What is named and not counted: campaigns, titles of documents, their numbers."""

_NO_FIGURES = frozenset(
    {Unit.DAYS, Unit.MONTHS, Unit.TERMS, Unit.POINTS, Unit.PERCENTAGE_POINTS, Unit.CHARACTERS}
)
"""Units in which no figure of a report is counted: limits of time, scores, lengths."""

_UNITS = "|".join(
    sorted(
        {re.escape(word) for unit in Unit if unit not in _NO_FIGURES for word in (unit.label.zh, *unit.also)},
        key=lambda word: (-len(word), word),
    )
)

_FIGURE = re.compile(
    r"(?<![第\d.．\-—/A-Za-z])(\d[\d,，]*(?:[.．]\d+)?)\s*(余|多)?\s*"
    rf"(％|{_UNITS})(?!工作日|自然日|交易日|月|小时|星期|季度|年)"
)
"""A number with a unit behind it. Years, days, articles and numbers of documents have none; limits of time are told
apart by what follows; an ordinal is known by the 第 before it."""


@each(
    Narrative,
    id="RPT011",
    title=Text("叙述条目中手填了数字", "a number is typed into a narrative"),
    why=Text(
        "报告中的数字应由台账算出；手填的数字不会随台账更新，也查不到依据。",
        "The numbers of the report come out of the ledger; one that is typed does not follow it and stands on nothing.",
    ),
    remedy=Text(
        "请改用不含数字的表述，或核实数字与台账一致。",
        "Put it without the number, or make sure that the ledger has the same.",
    ),
    severity=Severity.NOTICE,
    scope=Scope.FIELD,
    basis=[Citation("ledger-schema")],
    since="0.1",
)
def number_typed_into_narrative(narrative: Narrative, _look: Look) -> Verdict:
    """Look for figures in the wording: digits with a unit, outside of what is quoted."""
    if not narrative.wording:
        return NOT_APPLICABLE
    figures = [match.group(0) for match in _FIGURE.finditer(_QUOTED.sub("“”", narrative.wording))]
    if not figures:
        return None
    found = Text("、".join(figures), ", ".join(figures))
    return Fault("wording", found=found, expected=Text("不含手填的数字", "no number that was typed"))
