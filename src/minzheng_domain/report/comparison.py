"""Comparison: figures against the year before, and those of several districts or towns side by side, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from minzheng_domain.errors import DeclarationError
from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.report.document import Block, Document, Inline, Number, Section, Table
from minzheng_domain.report.groups import field_of, possible_groups
from minzheng_domain.report.submissions import submissions_table
from minzheng_domain.statistics.changes import YearOnYear, with_groups, year_on_year
from minzheng_domain.statistics.deriving import in_one_order
from minzheng_domain.statistics.figure import Figure, Part
from minzheng_domain.statistics.query import value_column
from minzheng_domain.statistics.side_by_side import SideBySide, side_by_side
from minzheng_domain.text import Language, Text

DASH = "—"
"""What stands where there is no number by nature: a total that does not add, the growth of a share."""

_MEASURE, _GROUP, _TOTAL = Text("指标", "Measure"), Text("分组", "Group"), Text("合计", "Total")
_YEARS = (
    Text("本期", "This period"),
    Text("上年同期", "Year before"),
    Text("增减", "Change"),
    Text("增长率", "Growth"),
)
_WHOLE = Text("总体", "overall")
_MAIN = Text("主要数据", "Main figures")
_AGAINST = Text("{who}{period}与上年同期比较", "{who}, {period}, against the year before")
_TOGETHER = Text("{period}各单位数据对比", "Figures of {period} side by side")
_SIDE = Text("各单位对比", "Side by side")
_YEAR = Text("与上年同期比较：{who}", "Against the year before: {who}")
_STATES = Text("报送情况：{who}", "Submissions: {who}")
_NOT_ADDED = Text("{titles}不列合计：{reason}。", "No total of {titles}: {reason}.")
_SCHEMES = Text(
    "{titles}的分组不作对比：各单位采用的分类方案不同。", "No groups of {titles}: the units chose different schemes."
)
_BLANK_YEAR = Text(
    "上年同期没有任何数据；台账可能没有上年的记录，增减不可采信。",
    "Nothing is on record for the year before; the ledger may not reach back so far, so that the changes mean nothing.",
)
_BEFORE = Text("上年同期为{period}。", "The year before is {period}.")
_SHARE = Text("比率的增减以百分点计，不列增长率。", "Shares change in percentage points and have no growth.")


@attrs.frozen(kw_only=True)
class Member:
    """One ledger of a comparison.

    Attributes:
        label: what it is called, unlike all others.
        ledger: the ledger.
        figures: its figures in the period, by id.
        previous: those of the same days of the year before; none if it is not compared with it.
    """

    label: str
    ledger: Ledger
    figures: Mapping[str, Figure]
    previous: Mapping[str, Figure] = attrs.field(factory=dict)


def comparison(members: Sequence[Member], period: Period, *, language: Language = "zh") -> Document:
    """Return a document that compares: several ledgers side by side, and each that has them with its previous figures.

    Args:
        members: the ledgers, one at least, with the same figures.
        period: the days that the figures are about.
        language: the language of its words.

    Raises:
        DeclarationError: there is no ledger, or two are called alike.
    """
    labels = [member.label for member in members]
    if not members or len(set(labels)) < len(labels):
        msg = Text(f"比较需要名称不同的台账，得到 {labels}", f"a comparison needs ledgers of different names, got {labels}")
        raise DeclarationError(msg)
    maker = _Maker(members, period, language)
    first = members[0].ledger.header
    alone = _AGAINST.format(who=labels[0], period=period.label)
    title = alone if len(members) == 1 else _TOGETHER.format(period=period.label)
    return Document(
        title=(title.of(language),),
        language=language,
        period=period,
        sections=tuple(maker.sections()),
        signer=(first.bureau or "") if len(members) == 1 else "",
        synthetic=any(member.ledger.header.synthetic for member in members),
    )


class _Maker:
    """Makes the sections of a comparison in one language."""

    def __init__(self, members: Sequence[Member], period: Period, language: Language) -> None:
        self.members, self.period, self.language = members, period, language

    def sections(self) -> Iterator[Section]:
        if len(self.members) > 1 or not self.members[0].previous:
            rows = side_by_side([member.figures for member in self.members])
            yield self.section("side-by-side", _SIDE, [self.wholes(rows), *self.breakdowns(rows)])
        for place, member in enumerate(self.members, start=1):
            who = Text(member.label, member.label)
            if compared := year_on_year(member.figures.values(), member.previous):
                tables = [self.years(compared), *(self.groups_of_year(one) for one in compared if one.change.parts)]
                yield self.section(f"year-on-year-{place}", _YEAR.format(who=who), tables)
            if (states := submissions_table(member.ledger, self.period, self.language)) is not None:
                yield self.section(f"submissions-{place}", _STATES.format(who=who), [states])

    def section(self, name: str, heading: Text, blocks: Sequence[Block]) -> Section:
        return Section(name, 1, "", (heading.of(self.language),), tuple(blocks))

    def heads(self, *heads: Text) -> tuple[str, ...]:
        return tuple(head.of(self.language) for head in heads)

    def title(self, figure: Figure) -> str:
        return figure.measure.title.of(self.language)

    def years(self, compared: Sequence[YearOnYear]) -> Table:
        """Return all figures as wholes against the year before; units differ."""
        notes = [_BEFORE.format(period=self.period.previous().label).of(self.language)]
        if not any(one.before.value for one in compared):
            notes.append(_BLANK_YEAR.of(self.language))
        if any(one.growth is None for one in compared):
            notes.append(_SHARE.of(self.language))
        return Table(
            _MAIN.of(self.language),
            self.heads(_MEASURE, *_YEARS),
            tuple((self.title(one.now), *_cells(one)) for one in compared),
            notes=tuple(notes),
        )

    def groups_of_year(self, one: YearOnYear) -> Table:
        """Return the groups of a figure against the year before."""
        rows = [(_WHOLE.of(self.language), *_cells(one))]
        rows += [(part.label.of(self.language), *_cells(one, code)) for code, part in one.change.parts.items()]
        return Table(self.title(one.now), self.heads(_GROUP, *_YEARS), tuple(rows))

    def columns(self) -> tuple[str, ...]:
        """Return the heads of the columns of a table side by side; a single ledger needs no total."""
        labels = tuple(member.label for member in self.members)
        return (*labels, *self.heads(_TOTAL)) if len(labels) > 1 else labels

    def wholes(self, rows: Sequence[SideBySide]) -> Table:
        """Return all figures as wholes, a column for each ledger; units differ."""
        many = len(self.members) > 1
        reasons: dict[Text, list[Figure]] = {}
        for row in rows:
            if many and row.reason is not None:
                reasons.setdefault(row.reason, []).append(row.figures[0])
        notes = [self.note(_NOT_ADDED, figures, reason) for reason, figures in reasons.items()]
        if apart := [row.figures[0] for row in rows if not self.is_one_scheme(row)]:
            notes.append(self.note(_SCHEMES, apart))
        return Table(
            _MAIN.of(self.language),
            (_MEASURE.of(self.language), *self.columns()),
            tuple((self.title(row.figures[0]), *map(Number, row.figures), *_total(row, many=many)) for row in rows),
            notes=tuple(notes),
        )

    def note(self, pattern: Text, figures: Sequence[Figure], reason: Text | None = None) -> str:
        """Return a note on some figures."""
        titles = Text(
            "".join(f"“{figure.measure.title.zh}”" for figure in figures),
            ", ".join(f"'{figure.measure.title.en}'" for figure in figures),
        )
        return pattern.format(titles=titles, reason=reason).of(self.language)

    def breakdowns(self, rows: Sequence[SideBySide]) -> Iterator[Table]:
        """Yield the groups of each figure that has some, a column for each ledger."""
        many = len(self.members) > 1
        for row in rows:
            groups = self.groups(row)
            if not groups or not self.is_one_scheme(row):
                continue
            unit = row.measure.unit.label.of(self.language)
            lines: list[tuple[Inline, ...]] = [
                (_WHOLE.of(self.language), *map(Number, row.figures), *_total(row, many=many))
            ]
            lines += [(part.label.of(self.language), *_line(row, code, part, many=many)) for code, part in groups]
            heads = (_GROUP.of(self.language), *self.columns())
            yield Table(self.title(row.figures[0]), heads, tuple(lines), unit=unit)

    def groups(self, row: SideBySide) -> list[tuple[str, Part]]:
        """Return the groups that any ledger has, as the code list stands; a code of two meanings is a group twice."""
        found = {(code, part.label): part for figure in row.figures for code, part in figure.parts.items()}
        listed = possible_groups(field_of(row.figures[0]), self.members[0].ledger) or ()
        own = ([(code, part.label) for code, part in figure.parts.items()] for figure in row.figures)
        return [(key[0], found[key]) for key in in_one_order([listed, *own]) if key in found]

    def is_one_scheme(self, row: SideBySide) -> bool:
        """Tell whether all ledgers break a figure down by one code list; a reference leads to records of each."""
        fields = [field for figure in row.figures if (field := field_of(figure)) is not None]
        if not fields or (column := value_column(fields[0])).kind is ColumnKind.REFERENCE:
            return True
        lists = [member.ledger.code_list(column) for member in self.members]
        return len({codes.id if codes else None for codes in lists}) == 1


def _cells(one: YearOnYear, group: str | None = None) -> tuple[Inline, ...]:
    growth: Inline = DASH if one.growth is None else Number(one.growth, group)
    return Number(one.now, group), Number(one.before, group), Number(one.change, group), growth


def _total(row: SideBySide, *, many: bool) -> tuple[Inline, ...]:
    if not many:
        return ()
    return (DASH if row.total is None else Number(row.total),)


def _line(row: SideBySide, code: str, part: Part, *, many: bool) -> Iterator[Inline]:
    """Yield the numbers of a group: nought where no record belongs to it, a dash where its code means another thing."""
    mine = [figure for figure in row.figures if figure.parts.get(code, part).label == part.label]
    filled = {id(figure): with_groups(figure, {**figure.parts, code: figure.parts.get(code, part)}) for figure in mine}
    for figure in row.figures:
        yield Number(filled[id(figure)], code) if id(figure) in filled else DASH
    if many:
        total = row.total is not None and SideBySide.of(list(filled.values())).total
        yield Number(total, code) if total else DASH
