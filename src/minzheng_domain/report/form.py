"""Form (统计表): the figures of one table of measures as a statistical form, beside those of the year before.

A form is a table with a head (表号, 制定机关, 填报单位, 报告期) and a foot (审核人, 填报人, 填报日期). Its rows are the figures
and their groups; its columns this year, the same days of the year before, and the change. The titles of the forms and
their order stand in ``templates/forms.toml``; measures of a table that is not named there have a form all the same.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from importlib import resources

import attrs

from minzheng_domain.errors import InvalidPeriodError
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.quantities import round_to
from minzheng_domain.report.document import Inline, Number, Table, day_in_words
from minzheng_domain.statistics.changes import YearOnYear, with_groups
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Change, Growth
from minzheng_domain.text import Language, Text

NUMBER, ISSUER = Text("表号", "Form"), Text("制定机关", "Issued by")
REPORTER, PERIOD = Text("填报单位", "Reported by"), Text("报告期", "Period")
REVIEWER, PREPARER = Text("审核人", "Reviewed by"), Text("填报人", "Prepared by")
FILLED_ON = Text("填报日期", "Date")

_NUMBERED = Text("{prefix}{place}表", "{prefix}{place}")
_UNNUMBERED = Text("第{place}表", "No. {place}")
_TABLE = Text("统计表：{table}", "Statistics: {table}")

_MEASURE, _UNIT, _CHANGE = Text("指标", "Measure"), Text("计量单位", "Unit"), Text("增减", "Change")
_THIS_YEAR, _YEAR_BEFORE = Text("本年", "This year"), Text("上年同期", "Year before")
_THIS_PERIOD = Text("本期", "This period")
_FIRST_GROUP, _GROUP = Text("　其中：{label}", "\u2003of which: {label}"), Text("　　　　{label}", "\u2003\u2003{label}")
_UNIT_IN_COLUMN = Text("见“计量单位”栏", "see the column 'Unit'")
_NOT_COMPARED = "—"

_DEFINITION = Text("{title}：{definition}", "{title}: {definition}")
_REMARKED = Text("{said}（{note}）", "{said} ({note})")
_NO_RECORDS = Text(
    "上年同期为0的，是台账中没有相应记录。", "A nought for the year before says that the ledger has no such record."
)
_ROUNDED = Text(
    "增减按未取整的数计算，与表中两数之差可有出入。",
    "Changes are worked out before rounding and may differ from the numbers shown.",
)


@attrs.frozen
class Entry:
    """What is stated at the head or the foot of a form; an empty value is left open, to be filled in by hand."""

    label: str
    value: str


@attrs.frozen(kw_only=True)
class Particulars:
    """What a bureau states of its forms beside the figures; what is empty is left open or out.

    Attributes:
        number_prefix: what the numbers of the forms begin with (表号): ``民统`` gives 民统1表.
        issuer: who laid the forms down (制定机关); not stated if empty.
        reviewer: who reviewed them (审核人).
        preparer: who filled them in (填报人).
        filled_on: when (填报日期).
    """

    number_prefix: str = ""
    issuer: str = ""
    reviewer: str = ""
    preparer: str = ""
    filled_on: date | None = None


@attrs.frozen(kw_only=True)
class Form:
    """A statistical form.

    Attributes:
        name: the table of its measures, e.g. ``community``.
        language: the language of all its words.
        table: its title, its figures, the unit where all have one, and the notes: the definition of each figure.
        head: what stands between title and table.
        foot: what stands below the table, before the notes.
        synthetic: whether the records behind it are made up, which every form has to say.
    """

    name: str
    language: Language
    table: Table
    head: tuple[Entry, ...]
    foot: tuple[Entry, ...]
    synthetic: bool


def forms(  # noqa: PLR0913 - each is a choice of its own, with a default
    figures: Mapping[str, Figure],
    ledger: Ledger,
    period: Period,
    *,
    previous: Mapping[str, Figure] | None = None,
    language: Language = "zh",
    particulars: Particulars | None = None,
) -> tuple[Form, ...]:
    """Return a statistical form for each table of measures.

    Args:
        figures: the figures, by id.
        ledger: the records, for the names of the bureau and of groups.
        period: the days that the figures are about.
        previous: the figures of the same days of the year before; without them, the forms compare nothing.
        language: the language of the forms.
        particulars: what the bureau states beside the figures.

    Raises:
        InvalidPeriodError: the forms are filled in before the last day whose data they count.
    """
    given = particulars or Particulars()
    if given.filled_on is not None and given.filled_on < period.cutoff:
        msg = Text(
            f"填报日期 {given.filled_on} 早于数据截止日 {period.cutoff}",
            f"filled in on {given.filled_on}, before the last day whose data count, {period.cutoff}",
        )
        raise InvalidPeriodError(msg)
    writer = _Writer(ledger, period, previous or {}, language, given)
    told = [figure for figure in figures.values() if not isinstance(figure.measure.query, Change)]
    titles = form_titles()
    names = {figure.id.partition(".")[0]: None for figure in told}
    ordered = [*(name for name in titles if name in names), *(name for name in names if name not in titles)]
    return tuple(
        writer.form(place, name, titles.get(name), [f for f in told if f.id.partition(".")[0] == name])
        for place, name in enumerate(ordered, start=1)
    )


@functools.cache
def form_titles() -> Mapping[str, Text]:
    """Return the title of each form by the table of its measures, in the order of the forms."""
    source = resources.files(f"{__package__}.templates").joinpath("forms.toml").read_text(encoding="utf-8")
    return {form["table"]: Text(form["zh"], form["en"]) for form in tomllib.loads(source)["forms"]}


@attrs.frozen
class _Writer:
    """Writes the forms of one ledger in one language."""

    ledger: Ledger
    period: Period
    previous: Mapping[str, Figure]
    language: Language
    particulars: Particulars

    def form(self, place: int, name: str, title: Text | None, figures: Sequence[Figure]) -> Form:
        lines = [_Line.of(figure, self.previous.get(figure.id)) for figure in figures]
        return Form(
            name=name,
            language=self.language,
            table=self.table(self.said(title or _TABLE.format(table=name)), lines),
            head=tuple(self.head(place)),
            foot=tuple(self.foot()),
            synthetic=self.ledger.header.synthetic,
        )

    def head(self, place: int) -> Iterator[Entry]:
        given, prefix = self.particulars, self.particulars.number_prefix
        number = _NUMBERED if prefix else _UNNUMBERED
        yield self.entry(NUMBER, self.said(number.format(prefix=prefix, place=place)))
        if given.issuer:
            yield self.entry(ISSUER, given.issuer)
        yield self.entry(REPORTER, self.ledger.header.bureau or "")
        yield self.entry(PERIOD, self.said(self.period.label))

    def foot(self) -> Iterator[Entry]:
        given = self.particulars
        yield self.entry(REVIEWER, given.reviewer)
        yield self.entry(PREPARER, given.preparer)
        yield self.entry(FILLED_ON, day_in_words(given.filled_on, self.language) if given.filled_on else "")

    def table(self, title: str, lines: Sequence[_Line]) -> Table:
        units = {line.unit.of(self.language) for line in lines}
        shows_units = len(units) > 1
        compared = bool(self.previous)
        heads = [_MEASURE, *([_UNIT] if shows_units else []), self.this_period()]
        heads += [_YEAR_BEFORE, _CHANGE] if compared else []
        rows: list[tuple[Inline, ...]] = []
        for line in lines:
            for label, code in line.labels(self.language):
                row: list[Inline] = [label, *([line.unit.of(self.language)] if shows_units else [])]
                rows.append((*row, *line.numbers(code, compared=compared)))
        return Table(
            title,
            tuple(map(self.said, heads)),
            tuple(rows),
            unit=self.said(_UNIT_IN_COLUMN) if shows_units else next(iter(units)),
            notes=tuple(self.notes(lines)),
        )

    def this_period(self) -> Text:
        first, last = self.period.start, self.period.end
        is_year = (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year)
        return _THIS_YEAR if is_year else _THIS_PERIOD

    def notes(self, lines: Sequence[_Line]) -> Iterator[str]:
        """Yield what a reader has to know of the numbers, then the definition of each figure."""
        if any(line.has_nothing_before for line in lines):
            yield self.said(_NO_RECORDS)
        if any(line.is_off_by_rounding for line in lines):
            yield self.said(_ROUNDED)
        for line in lines:
            measure = line.figure.measure
            said = _DEFINITION.format(title=measure.title, definition=line.figure.definition)
            yield self.said(said if measure.note is None else _REMARKED.format(said=said, note=measure.note))

    def entry(self, label: Text, value: str) -> Entry:
        return Entry(self.said(label), value)

    def said(self, words: Text) -> str:
        return words.of(self.language)


@attrs.frozen
class _Line:
    """A figure with all the groups that it has in either year, the one of the year before, and the change."""

    figure: Figure
    before: Figure | None
    change: Figure | None

    @classmethod
    def of(cls, figure: Figure, before: Figure | None) -> _Line:
        if before is None:
            return cls(figure, None, None)
        if isinstance(figure.measure.query, Growth):  # it compares already
            return cls(figure, with_groups(before, figure.parts), None)
        compared = YearOnYear.of(figure, before)
        return cls(compared.now, compared.before, compared.change)

    @property
    def unit(self) -> Text:
        return self.figure.measure.unit.word(Decimal(0))

    def labels(self, language: Language) -> Iterator[tuple[str, str | None]]:
        """Yield the label of each row with the code of its group."""
        yield self.figure.measure.title.of(language), None
        for place, (code, part) in enumerate(self.figure.parts.items()):
            pattern = _GROUP if place else _FIRST_GROUP
            yield pattern.of(language).format(label=part.label.of(language)), code

    def numbers(self, code: str | None, *, compared: bool) -> Iterator[Inline]:
        yield Number(self.figure, code)
        if compared:
            yield _NOT_COMPARED if self.before is None else Number(self.before, code)
            yield _NOT_COMPARED if self.change is None else Number(self.change, code)

    @property
    def has_nothing_before(self) -> bool:
        return self.before is not None and self.before.value == 0

    @property
    def is_off_by_rounding(self) -> bool:
        """Tell whether a change is not the difference of the two numbers that stand beside it."""
        if self.before is None or self.change is None:
            return False
        for code in (None, *self.figure.parts):
            now, before, change = (_written(figure, code) for figure in (self.figure, self.before, self.change))
            if now is not None and before is not None and now - before != change:
                return True
        return False


def _written(figure: Figure, code: str | None) -> Decimal | None:
    """Return a number as it is written."""
    value = Number(figure, code).value
    return None if value is None else round_to(value, figure.measure.precision)
