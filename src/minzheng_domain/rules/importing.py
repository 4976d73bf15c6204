"""Family IMP: what an importer, or a consolidation of several ledgers, did not take from a file as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from minzheng_domain.model.columns import Column, Record
from minzheng_domain.model.remarks import Treatment
from minzheng_domain.rules.core import Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")


@whole(
    id="IMP001",
    title=Text("单元格内容无法识别", "the content of a cell cannot be read"),
    why=Text("该内容没有进入台账，统计时不计。", "It did not get into the ledger and counts in no figure."),
    remedy=Text("请在原文件中改正后重新导入。", "Correct it in the file and import that again."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def content_not_readable(look: Look) -> Iterator[Verdict]:
    """Look at what an importer could not read, or missed where it is required."""
    return _verdicts(look, Treatment.UNREADABLE, Text("可以识别的内容", "content that can be read"))


@whole(
    id="IMP002",
    title=Text("有内容没有读入", "there is content that was not read"),
    why=Text(
        "没有读入的列、行或工作表可能是要统计的数据。", "A column, row or sheet that was left out may be what is to be counted."
    ),
    remedy=Text(
        "请核对；需要读入的，按模板改好，或用映射文件说明（minzheng import --draft-mapping）。",
        "Look into it; what is to be read is put as in the template, or settled by a mapping (minzheng import "
        "--draft-mapping).",
    ),
    severity=Severity.WARNING,
    scope=Scope.LEDGER,
    basis=[_SCHEMA],
    since="0.1",
)
def content_left_out(look: Look) -> Iterator[Verdict]:
    """Look at what may be data, but is in no record."""
    return _verdicts(look, Treatment.LEFT_OUT, Text("读入台账，或确认不需要", "read, or known not to be needed"))


@whole(
    id="IMP003",
    title=Text("内容更正后读入", "the content was read otherwise than it stands"),
    why=Text(
        "更正是按常见写法推定的，应有人过目。", "It was read as what is usually meant; somebody should have a look."
    ),
    remedy=Text("请核对更正是否正确，最好在原文件中照此改好。", "See whether that is right; best correct the file."),
    severity=Severity.NOTICE,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def content_repaired(look: Look) -> Iterator[Verdict]:
    """Look at what was read otherwise than it stands."""
    return _verdicts(look, Treatment.REPAIRED, Text("规范写法", "the regular form"))


@whole(
    id="IMP004",
    title=Text("略过了不是记录的内容", "what is no record was passed over"),
    why=Text(
        "标题、说明、合计等不是记录，计入会重复。", "Titles, notes and totals are no records; to count them counts twice."
    ),
    remedy=Text("请核对略过的确实不是记录。", "See that what was passed over is no record."),
    severity=Severity.NOTICE,
    scope=Scope.LEDGER,
    basis=[_SCHEMA],
    since="0.1",
)
def content_passed_over(look: Look) -> Iterator[Verdict]:
    """Look at what was recognised as something that is no record."""
    return _verdicts(look, Treatment.PASSED_OVER, Text("记录", "a record"))


@whole(
    id="IMP005",
    title=Text("几份台账中的同一条记录只计一次", "a record that stands in several ledgers counts once"),
    why=Text("逐级汇总时，同一条记录各计一次会重复。", "Where ledgers are consolidated, it would count twice."),
    remedy=Text("请核对确为同一条记录。", "See that it is one record."),
    severity=Severity.NOTICE,
    scope=Scope.RECORDS,
    basis=[_SCHEMA],
    since="0.1",
)
def record_merged(look: Look) -> Iterator[Verdict]:
    """Look at records that were merged into one of another ledger."""
    return _verdicts(look, Treatment.MERGED, Text("一条记录", "one record"))


@whole(
    id="IMP006",
    title=Text("几份台账对同一条记录说法不一", "ledgers differ on one record"),
    why=Text(
        "汇总只能采用一种说法，另一种没有进入统计。", "A consolidation takes one version; the other is in no figure."
    ),
    remedy=Text("请有关单位核对，改正其中一份台账后重新汇总。", "Let the units compare, correct a ledger, and consolidate again."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def version_overruled(look: Look) -> Iterator[Verdict]:
    """Look at what a ledger says that was not taken."""
    return _verdicts(look, Treatment.OVERRULED, Text("两份台账一致", "the same in both"))


def told_as_missing(look: Look) -> Callable[[Column, Record], bool]:
    """Return what tells whether an importer has already told that a required field is missing in a record.

    It is told once for a column that a file does not have at all; no other rule repeats it for every record.
    """
    told = {
        (remark.kind, remark.field, remark.record)
        for remark in look.ledger.remarks
        if remark.treatment is Treatment.UNREADABLE and remark.field is not None
    }

    def is_told(column: Column, record: Record) -> bool:
        key = (column.record, column.name)
        if not told or getattr(record, column.name):
            return False
        return not told.isdisjoint({(*key, None), (*key, record.id)})

    return is_told


def _verdicts(look: Look, treatment: Treatment, expected: Text) -> Iterator[Verdict]:
    remarks = [remark for remark in look.ledger.remarks if remark.treatment is treatment]
    if not remarks:
        yield None
    for remark in remarks:
        taken = remark.taken
        yield Fault(
            found=remark.found or Text("空白", "nothing"),
            expected=Text(taken, taken) if taken else expected,
            suggestion=_as_sentence(remark.reason),
            remark=remark,
        )


def _as_sentence(reason: Text) -> Text:
    """End a reason like a sentence, since a finding goes on after it."""
    zh = reason.zh if reason.zh.endswith(("。", "！", "？")) else f"{reason.zh}。"
    en = reason.en if reason.en.endswith((".", "!", "?")) else f"{reason.en}."
    return Text(zh, f"{en} ")
