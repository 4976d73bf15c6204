"""Chapters: what the annual report has to have, and whether the headings of a template have it.

Source: 法治政府建设与责任落实督察工作规定 (厅字〔2019〕28号): measures and results, deficiencies and causes, the
responsible leaders' own part, the plans for the next year. Its text was not read, only reports of it: what it asks for
and is missing is a warning then, by the policy of this library that an error needs a text that was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from minzheng_domain.model.period import Period
from minzheng_domain.report.faults import WHOLE, FaultKind, TemplateFault
from minzheng_domain.report.pieces import Heading, Part
from minzheng_domain.rules.core import Severity
from minzheng_domain.rules.law import Citation
from minzheng_domain.text import Text

CHAPTERS: Mapping[str, Text] = MappingProxyType(
    {
        "achievements": Text("主要举措和成效", "measures and results"),
        "deficiencies": Text("存在的不足和原因", "deficiencies and their causes"),
        "responsibility": Text("党政主要负责人履行第一责任人职责情况", "how the responsible leaders did their part"),
        "plans": Text("下一年度主要安排", "plans for the next year"),
    }
)
"""The chapters that the annual report has to have, by the names that their headings bear, with what they are about."""
REQUIRED_CHAPTERS = tuple(CHAPTERS)
"""The names of the chapters that the annual report has to have."""
_ALIKE = 0.4
"""From which share of common characters an unnamed heading is offered as the chapter that was meant."""


def binds(period: Period) -> bool:
    """Tell whether the rule asks for these chapters: a report is due by 1 March, and the rule is in force by then."""
    since = Citation("report-rule").text.in_force_from
    return since is None or date(period.end.year + 1, 3, 1) >= since


def chapter_faults(parts: Sequence[Part]) -> Iterator[TemplateFault]:
    """Yield the title and the chapters that are missing, and those that say nothing."""
    headings = [part for part in parts if isinstance(part, Heading)]
    if not any(heading.level == 0 for heading in headings):
        wanted = Text("以 # 开头的总标题", "a title that begins with #")
        yield TemplateFault(WHOLE, FaultKind.MISSING_TITLE, found=Text("没有", "nothing"), wanted=wanted)
    basis = Citation("report-rule")
    severity = Severity.ERROR if basis.carries_error else Severity.WARNING
    chapters = {heading.id: heading for heading in headings if heading.level == 1}
    for name, about in CHAPTERS.items():
        if name in chapters:
            yield from _empty(chapters[name], parts)
            continue
        yield TemplateFault(
            WHOLE,
            FaultKind.MISSING_CHAPTER,
            found=Text("没有", "nothing"),
            wanted=Text(
                f"名称为 {{#{name}}} 的一级标题（{about.zh}；{basis.words.zh}）",
                f"a chapter whose heading ends with {{#{name}}} ({about.en}; {basis.words.en})",
            ),
            suggestion=_unnamed(name, about, headings),
            severity=severity,
        )


def _empty(chapter: Heading, parts: Sequence[Part]) -> Iterator[TemplateFault]:
    place = parts.index(chapter)
    after = parts[place + 1 : place + 2]
    if not after or (isinstance(after[0], Heading) and after[0].level <= chapter.level):
        wanted = Text("正文或下级标题", "text, or headings below it")
        yield TemplateFault(
            chapter.line, FaultKind.EMPTY_CHAPTER, found=f"{{#{chapter.id}}}", wanted=wanted
        )


def _unnamed(name: str, about: Text, headings: Sequence[Heading]) -> Text | None:
    """Offer the heading that is most like the chapter, among those of chapters without a name."""
    import difflib  # noqa: PLC0415 - only where something is missing; it is dear to import

    likest, share = None, _ALIKE
    for heading in headings:
        if heading.level == 1 and not heading.id:
            words = "".join(run for run in heading.runs if isinstance(run, str))
            alike = max(difflib.SequenceMatcher(None, words, said).ratio() for said in (about.zh, about.en))
            if alike > share:
                likest, share = (heading.line, words), alike
    if likest is None:
        return None
    line, words = likest
    return Text(
        f"第 {line} 行的“{words}”若是这一部分，请在标题后加 {{#{name}}}。",
        f"if line {line}, '{words}', is that chapter, add {{#{name}}} to its heading.",
    )
