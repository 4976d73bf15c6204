"""Submissions: which units have reported, which have not, and which were sent their ledger back, as a table."""

from __future__ import annotations

from minzheng_domain.codes import code_list
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.model.reporting import ReportingUnit, Submission
from minzheng_domain.report.document import Table, day_in_words
from minzheng_domain.text import Language, Text

TITLE = Text("各单位报送情况", "State of the units' ledgers")
_HEADS = (Text("填报单位", "Unit"), Text("状态", "State"), Text("日期", "Date"), Text("说明", "Remark"))
_LACKING = Text("未计入的单位：{units}。", "Not in the figures: {units}.")


def submissions_of(ledger: Ledger, period: Period) -> tuple[Submission, ...]:
    """Return the submissions whose last day lies in the period, up to its cut-off day."""
    return tuple(one for one in ledger.all(Submission) if period.start <= one.up_to <= period.cutoff)


def submissions_table(ledger: Ledger, period: Period, language: Language) -> Table | None:
    """Return the state of each unit that owes a ledger for the period; ``None`` if none does.

    Units whose ledger was not taken are named again below it, since the figures lack them.
    """
    found = submissions_of(ledger, period)
    if not found:
        return None
    lacking = [unit_name(ledger, one) for one in found if one.state != "REPORTED"]
    between = "、" if language == "zh" else ", "
    return Table(
        TITLE.of(language),
        tuple(head.of(language) for head in _HEADS),
        tuple(
            (
                unit_name(ledger, one),
                state_label(one).of(language),
                "" if one.on is None else day_in_words(one.on, language),
                one.reason or "",
            )
            for one in found
        ),
        notes=(_LACKING.format(units=between.join(lacking)).of(language),) if lacking else (),
    )


def unit_name(ledger: Ledger, submission: Submission) -> str:
    """Return the name of the unit that owes a ledger; its id where the ledger does not know it."""
    unit = ledger.get(ReportingUnit, submission.unit)
    return submission.unit if unit is None else unit.name


def state_label(submission: Submission) -> Text:
    """Return the state of a ledger in words; its code where the list does not have it."""
    found = code_list("submission-state").get(submission.state)
    return Text(submission.state, submission.state) if found is None else found.label
