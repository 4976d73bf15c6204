"""Cells of the statistics: for each line, the formula of its number, of its check, of its records and its exactness."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal

import attrs

from minzheng_domain.plugin import MASK, Figure, Measure, Total
from minzheng_domain.statistics.compile.excel import literal
from minzheng_domain.statistics.figure import BLANK
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.companion_measures import (
    companions_of,
    derived_words_formula,
    word_of,
    words_formula,
)
from minzheng_domain_excel.derived_formulas import AGREES, agrees, derived
from minzheng_domain_excel.formulas import LiveWorkbook
from minzheng_domain_excel.sheet_rows import Formula, Result
from minzheng_domain_excel.statistics_lines import Key, Line, LineKey, sources_of
from minzheng_domain_excel.values import MOST_DIGITS

CHANGED = Text("报告期已改", "period_changed")
"""The name of the cell that tells whether a day was changed since the workbook was written."""

STALE = Text("须重新导出", "export anew")
OTHER_PERIOD = Text("报告期已改", "period changed")
NO_FORMULA = Text("非公式", "no formula")

NOTHING = "—"
"""What stands in place of a number that there is none of, as of a ratio to nothing."""

VALUE, PYTHON, CHECK, RECORDS, WORD = "D", "E", "F", "G", "H"
TOTAL_OF_DOUBTS, FIRST_OF_DOUBTS = "K", "L"
_DOUBT_COLUMNS = "LMNOP"
_DIGITS = Context(prec=MOST_DIGITS)


@attrs.frozen(kw_only=True)
class LineCells:
    """What stands in the cells of a line.

    Attributes:
        value: the number; a formula wherever one can give it.
        python: the number by Python; ``None`` where there is none.
        check: whether the two agree.
        records: how many records it stands on; ``None`` for a figure that is derived from others.
        word: how it is meant, where it is not exact.
        doubts: for a number that may be inexact, how many addends are so: all, and each way.
        reason: why the number is no formula.
    """

    value: Formula | str
    python: Decimal | str | None
    check: Formula | str
    records: Formula | None = None
    word: Formula | None = None
    doubts: tuple[Formula, ...] = ()
    reason: Text | None = None


class CellMaker:
    """Makes the cells of lines.

    Args:
        live: the formulas.
        rows: the row of each line.
        companions: the figures of the measures beside those of the lines.
        hidden: tells of a measure whether its number is not for the reader.
        language: that of the words.
    """

    def __init__(
        self,
        live: LiveWorkbook,
        *,
        rows: Mapping[LineKey, int],
        companions: Mapping[Key, Figure],
        hidden: Callable[[Figure], bool],
        language: Language,
    ) -> None:
        self._live = live
        self._rows = rows
        self._companions = companions
        self._hidden = hidden
        self._language = language

    def cells(self, line: Line) -> LineCells:
        """Return what stands in the cells of a line."""
        if self._hidden(line.figure):
            return LineCells(value=MASK, python=MASK, check=NOTHING)
        if isinstance(line.figure.measure.query, Derivation):
            return self._derived(line)
        row = self._rows[line.key]
        reason = self._live.why_not(line.figure.measure, line.years_before)
        number = _shown(line.value)
        is_live = reason is None
        return LineCells(
            value=Formula(self._formula(line.figure.measure, line), number) if is_live else self._fixed(number),
            python=number,
            check=self._check(line, is_live=is_live),
            records=self._records(line, row),
            word=self._word(line, row),
            doubts=self._doubts(line),
            reason=reason,
        )

    def _fixed(self, result: Result) -> Formula:
        """Return a value that says so itself when it no longer holds."""
        shown = literal(result) if isinstance(result, str) else f"{result:f}" if isinstance(result, Decimal) else result
        return Formula(f"IF({CHANGED.of(self._language)},{literal(STALE.of(self._language))},{shown})", result)

    def _formula(self, measure: Measure, line: Line) -> str:
        if line.is_group:
            return self._live.group(measure, line.group, line.years_before)
        return self._live.total(measure, line.years_before)

    def _check(self, line: Line, *, is_live: bool) -> Formula:
        language, row = self._language, self._rows[line.key]
        if is_live:
            verdict = agrees(f"{VALUE}{row}", f"{PYTHON}{row}", line.figure.measure.precision, language)
        else:
            verdict = literal(NO_FORMULA.of(language))
        said = AGREES if is_live else NO_FORMULA
        changed = literal(OTHER_PERIOD.of(language))
        return Formula(f"IF({CHANGED.of(language)},{changed},{verdict})", said.of(language))

    def _records(self, line: Line, row: int) -> Formula:
        beside = companions_of(line.figure.measure).records
        if beside is None:
            return Formula(f"{VALUE}{row}", _shown(line.value))
        return self._count(beside, line)

    def _count(self, measure: Measure, line: Line) -> Formula:
        number = self._number(measure, line)
        if self._live.why_not(measure, line.years_before) is not None:
            return self._fixed(number)
        return Formula(self._formula(measure, line), number)

    def _number(self, measure: Measure, line: Line) -> Decimal:
        figure = self._companions[measure.id, line.years_before]
        if not line.is_group:
            return figure.value or Decimal(0)
        part = figure.parts.get(line.group or BLANK)
        return part.value or Decimal(0) if part else Decimal(0)

    def _doubts(self, line: Line) -> tuple[Formula, ...]:
        beside = companions_of(line.figure.measure)
        if beside.stated is None or beside.exact is None:
            return ()
        inexact = self._number(beside.stated, line) - self._number(beside.exact, line)
        if self._live.why_not(beside.stated, line.years_before) is not None:
            total = self._fixed(inexact)
        else:
            text = f"({self._formula(beside.stated, line)})-({self._formula(beside.exact, line)})"
            total = Formula(text, inexact)
        return (total, *(self._count(measure, line) for measure in beside.doubts))

    def _word(self, line: Line, row: int) -> Formula | None:
        if companions_of(line.figure.measure).stated is None:
            return None
        each = [f"{letter}{row}" for letter in _DOUBT_COLUMNS]
        said = word_of(line.approximation, self._language)
        return Formula(words_formula(f"{TOTAL_OF_DOUBTS}{row}", each, self._language), said)

    def _derived(self, line: Line) -> LineCells:
        sources = sources_of(line.figure, line.years_before)
        rows = [self._rows.get((source.id, years, line.is_group, line.group)) for source, years in sources]
        parts = [f"{VALUE}{row}" if row else "0" for row in rows]
        number = _shown(line.value)
        word = None
        if any(_is_inexact(source) for source, _ in sources):
            words = [f"{WORD}{row}" if row else '""' for row in rows]
            is_total = isinstance(line.figure.measure.query, Total)
            text = derived_words_formula(words, is_total=is_total, language=self._language)
            word = Formula(text, word_of(line.approximation, self._language))
        reason = self._why_not_derived(line.figure, line.years_before)
        return LineCells(
            value=Formula(derived(line.figure.measure, parts), "" if number is None else number),
            python=NOTHING if number is None else number,
            check=self._check(line, is_live=reason is None),
            word=word,
            reason=reason,
        )

    def _why_not_derived(self, figure: Figure, years_before: int) -> Text | None:
        """Return why a figure that is derived from others is, at bottom, no formula over records."""
        if not isinstance(figure.measure.query, Derivation):
            return self._live.why_not(figure.measure, years_before)
        reasons = (self._why_not_derived(source, years) for source, years in sources_of(figure, years_before))
        return next(filter(None, reasons), None)


def _is_inexact(figure: Figure) -> bool:
    """Tell whether the records of a figure can say how exact they are."""
    if isinstance(figure.measure.query, Derivation):
        return any(map(_is_inexact, figure.sources))
    return companions_of(figure.measure).stated is not None


def _shown(number: Decimal | None) -> Decimal | None:
    """Return a number with as many digits as a cell keeps."""
    return None if number is None else _DIGITS.plus(number)
