"""Names: what a template names (figures, groups, measure words, entries), held against what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

import attrs

from minzheng_domain.codes import code_list
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.report.document import NO_VALUE
from minzheng_domain.report.faults import FaultKind, TemplateFault, meant
from minzheng_domain.report.groups import Groups, group_of, groups_of_figure, possible_groups
from minzheng_domain.report.pieces import (
    ALONE,
    WORDS,
    Attachment,
    FigureChart,
    FigureHole,
    FigureTable,
    Heading,
    Indicators,
    Narratives,
    Part,
    Prose,
    Run,
    Unclear,
    Word,
    WorkPoints,
)
from minzheng_domain.report.wording import NO_GROUPS
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Growth, Measure, Ratio, grouping
from minzheng_domain.text import Text

CHAPTERS_TOLD = "narrative-chapter"
"""The code list of the chapters that narrative entries belong to."""
_A_FIGURE = Text("已有指标的编号", "the id of a measure")
_A_HOLE = Text("指标编号，或 " + "、".join(WORDS), f"the id of a measure, or {', '.join(WORDS)}")


def narratives_chapter(name: str) -> str | None:
    """Return the code of a chapter of narrative entries by its code or label; ``None`` if there is none."""
    codes = code_list(CHAPTERS_TOLD)
    found = codes.get(name) or codes.find(name)
    return found.code if found is not None else None


@attrs.frozen
class Names:
    """What a template can name.

    Attributes:
        measures: every measure by id.
        figures: their figures, where they are worked out; a figure without a value is told then.
        ledger: the records, where they are at hand: which scheme the district chose, which towns it has.
    """

    measures: Mapping[str, Measure]
    figures: Mapping[str, Figure] | None = None
    ledger: Ledger | None = None

    def faults(self, part: Part) -> Iterator[TemplateFault]:
        """Yield what is wrong with the names in a piece of a template."""
        if isinstance(part, Heading):
            for run in part.runs:
                yield from self.run(run)
            return
        if part.when:
            yield from self.figure(part.when, part.line)
            if self.is_left_out(part.when):
                yield from (fault for fault in self.block(part) if fault.kind is not FaultKind.NO_VALUE)
                return
        yield from self.block(part)

    def is_left_out(self, condition: str) -> bool:
        """Tell whether a paragraph is known to be left out, so that nobody reads what it would say."""
        figure = (self.figures or {}).get(condition)
        return figure is not None and not figure.value

    def block(self, part: Part) -> Iterator[TemplateFault]:
        """Yield what is wrong in a piece, whatever it hangs on."""
        match part:
            case Heading(runs=runs) | Prose(runs=runs):
                for run in runs:
                    yield from self.run(run)
            case FigureTable(ids=ids) | FigureChart(ids=ids):
                for name in ids:
                    yield from self.whole(name, part.line)
                if isinstance(part, FigureChart):
                    yield from self.units(part)
            case Narratives(chapter=chapter):
                if narratives_chapter(chapter) is None:
                    known = [f"{code.code}（{code.label.zh}）" for code in code_list(CHAPTERS_TOLD).codes]
                    wanted = Text("、".join(known), ", ".join(code.code for code in code_list(CHAPTERS_TOLD).codes))
                    yield TemplateFault(part.line, FaultKind.UNKNOWN_NARRATIVES, found=chapter, wanted=wanted)
            case Indicators() | WorkPoints() | Attachment():
                return
            case _:
                assert_never(part)

    def run(self, run: Run) -> Iterator[TemplateFault]:
        """Yield what is wrong with a hole in a paragraph or a heading."""
        match run:
            case FigureHole():
                yield from self.hole(run)
            case Unclear():
                yield self.unclear(run)
            case str() | Word():
                return
            case _:
                assert_never(run)

    def unclear(self, hole: Unclear) -> TemplateFault:
        """Say what may have been meant by what cannot be made out."""
        said = f"{{{{ {hole.text} }}}}"
        words = hole.text.split()
        first = words[0] if words else ""
        if first == "when":
            wanted = Text("段首的 {{ when 指标 }}", "{{ when FIGURE }} at the start of the paragraph")
            return TemplateFault(hole.line, FaultKind.MISPLACED_CONDITION, found=said, wanted=wanted)
        if first in ALONE:
            wanted = Text(
                f"单独成段的 {{{{ {first} … }}}}，写全所需内容", f"{{{{ {first} ... }}}} alone in a paragraph, complete"
            )
            return TemplateFault(hole.line, FaultKind.NOT_ALONE, found=said, wanted=wanted)
        titles = {title: m.id for m in self.measures.values() for title in (m.title.zh, m.title.en)}
        close = meant(hole.text, [*WORDS, *ALONE, *self.measures])
        if hole.text in titles:
            written = f"{{{{ {titles[hole.text]} }}}}"
            close = Text(f"指标用编号：{written}", f"a measure goes by its id: {written}")
        return TemplateFault(hole.line, FaultKind.UNKNOWN_HOLE, found=said, wanted=_A_HOLE, suggestion=close)

    def figure(self, name: str, line: int) -> Iterator[TemplateFault]:
        """Yield a figure that does not exist."""
        if name not in self.measures:
            close = meant(name, self.measures)
            yield TemplateFault(line, FaultKind.UNKNOWN_FIGURE, found=name, wanted=_A_FIGURE, suggestion=close)

    def whole(self, name: str, line: int) -> Iterator[TemplateFault]:
        """Yield a figure that does not exist, or has no value."""
        yield from self.figure(name, line)
        figure = (self.figures or {}).get(name)
        if figure is not None and figure.value is None:
            yield _no_value(name, line)

    def hole(self, hole: FigureHole) -> Iterator[TemplateFault]:
        """Yield what is wrong with the place of a figure."""
        if hole.id not in self.measures:
            yield from self.figure(hole.id, hole.line)
            return
        measure = self.measures[hole.id]
        if hole.word is not None and hole.word not in (measure.unit.label.zh, *measure.unit.also):
            words = "、".join(dict.fromkeys((measure.unit.label.zh, *measure.unit.also)))
            yield TemplateFault(hole.line, FaultKind.UNKNOWN_MEASURE_WORD, found=hole.word, wanted=Text(words, words))
        if hole.group is not None:
            yield from self.group(hole, hole.group)
            return
        if hole.part == "groups" and self.groups(hole.id) == ():
            wanted = Text("分组的指标", "a measure that is broken down")
            yield TemplateFault(hole.line, FaultKind.NOT_GROUPED, found=hole.id, wanted=wanted)
        if hole.part != "groups":
            yield from self.whole(hole.id, hole.line)

    def groups(self, name: str) -> Groups | None:
        """Return the groups that a figure can have; ``None`` where this is not known."""
        figure = (self.figures or {}).get(name)
        if figure is not None:
            return groups_of_figure(figure, self.ledger)
        return possible_groups(grouping(self.measures[name], self.measures), self.ledger)

    def group(self, hole: FigureHole, name: str) -> Iterator[TemplateFault]:
        """Yield a group that does not exist, or has no value."""
        groups = self.groups(hole.id)
        if groups is None:
            return
        found = group_of(name, groups)
        if found is None:
            labels = list(dict.fromkeys(label for _, label in groups)) or [NO_GROUPS]
            wanted = Text("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
            known = [word for code, label in groups for word in (code, label.zh, label.en)]
            told = Text(f"{hole.id} 的“{name}”", f"'{name}' of {hole.id}")
            yield TemplateFault(
                hole.line, FaultKind.UNKNOWN_GROUP, found=told, wanted=wanted, suggestion=meant(name, known)
            )
            return
        figure = (self.figures or {}).get(hole.id)
        if figure is not None and not _has_value(figure, found[0]):
            yield _no_value(f"{hole.id} by {name}", hole.line)

    def units(self, chart: FigureChart) -> Iterator[TemplateFault]:
        """Yield that the figures of a chart are of different units."""
        known = [self.measures[name] for name in chart.ids if name in self.measures]
        units = list(dict.fromkeys(measure.unit.label for measure in known))
        if len(units) > 1:
            told = Text("、".join(unit.zh for unit in units), ", ".join(unit.en for unit in units))
            wanted = Text("单位相同的指标", "measures of one unit")
            yield TemplateFault(chart.line, FaultKind.DIFFERENT_UNITS, found=told, wanted=wanted)


def _has_value(figure: Figure, code: str) -> bool:
    """Tell whether a group has a number: one that no record belongs to has nought, but a quotient has none then."""
    if code in figure.parts:
        return figure.parts[code].value is not None
    return not isinstance(figure.measure.query, Ratio | Growth)


def _no_value(name: str, line: int) -> TemplateFault:
    condition = f"{{{{ when {name.partition(' ')[0]} }}}}"
    return TemplateFault(
        line,
        FaultKind.NO_VALUE,
        found=Text(f"{name}，报告中将写“{NO_VALUE.zh}”", f"{name}: the report would say '{NO_VALUE.en}'"),
        wanted=Text("有数值的指标", "a figure that has one"),
        suggestion=Text(
            f"段首写 {condition}，无数值时整段略去。", f"{condition} at its start leaves the paragraph out then."
        ),
    )
