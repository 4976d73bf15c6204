"""Dialects of SQL: how an engine writes names, values and days, and how numbers stay exact in it.

**No number is ever a float.** An engine that has decimals (DuckDB) keeps money and measured numbers as
``DECIMAL(38, 18)``. SQLite has none: it keeps them as whole numbers of the smallest unit, ``places`` places after the
point, so that 1.5 stands there as 1500000, and adds them up as whole numbers of 64 bits, which it refuses to let
overflow. A value that does not fit is refused when it is written, never rounded. Dates are a ``DATE``, or ISO text,
which sorts as days do; yes and no are a ``BOOLEAN``, or 1 and 0.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, Inexact, InvalidOperation
from typing import TypeAlias

import attrs
from attrs.validators import and_, ge, le

from minzheng_domain.model.columns import ColumnKind
from minzheng_domain.quantities import EXACT_CONTEXT, plain

TEXTS = frozenset({ColumnKind.IDENTIFIER, ColumnKind.NAME, ColumnKind.LABEL, ColumnKind.TEXT, ColumnKind.REFERENCE})
"""The kinds of column that hold text; an empty one is missing."""

DECIMALS = frozenset({ColumnKind.DECIMAL, ColumnKind.MONEY})
"""The kinds of column whose numbers have places after the point."""

SqlValue: TypeAlias = str | int | Decimal | date | bool | None
"""What an engine is given for a value."""

_DIGITS_OF_BIGINT = 18
_CONTROL = re.compile(r"([\x00-\x1f\x7f]+)")


@attrs.frozen(kw_only=True)
class Dialect:
    """How one engine writes SQL.

    ``attrs.evolve(SQLITE, places=9)`` makes a dialect that keeps more places after the point, and fewer before it.

    Attributes:
        name: what the engine is called.
        is_typed: whether it knows DECIMAL, DATE and BOOLEAN; otherwise it keeps whole numbers, texts, and 1 and 0.
        character: its function that makes a character from its number.
        digits: how many digits money and measured numbers have at most; whole numbers never more than 18.
        places: how many of these stand after the point of money and of measured numbers.
    """

    name: str
    is_typed: bool
    character: str
    digits: int = attrs.field(validator=and_(ge(1), le(37)))
    places: int = attrs.field(validator=ge(0))

    @places.validator
    def _leave_digits(self, _attribute: object, places: int) -> None:
        le(self.digits)(self, attrs.fields(Dialect).places, places)

    def places_of(self, kind: ColumnKind) -> int:
        """Return how many places after the point are kept of the numbers of a kind of column."""
        return self.places if kind in DECIMALS else 0

    def digits_of(self, kind: ColumnKind) -> int:
        """Return how many digits the numbers of a kind of column have at most."""
        return self.digits if kind in DECIMALS else min(self.digits, _DIGITS_OF_BIGINT)

    def type_of(self, kind: ColumnKind) -> str:
        """Return the type of a column of a table."""
        if kind in TEXTS:
            return "TEXT"
        if kind is ColumnKind.NUMBER:
            return "BIGINT"
        if not self.is_typed:
            return "TEXT" if kind is ColumnKind.DATE else "BIGINT"
        return {ColumnKind.DATE: "DATE", ColumnKind.FLAG: "BOOLEAN"}.get(kind, f"DECIMAL(38, {self.places})")

    def number(self, kind: ColumnKind, number: Decimal | int) -> Decimal | int | None:
        """Return a number as the engine keeps it; ``None`` if it does not fit exactly."""
        places = self.places_of(kind)
        exact = Context(prec=self.digits_of(kind), traps=[Inexact, InvalidOperation])
        try:
            kept = Decimal(number).quantize(Decimal(1).scaleb(-places), context=exact)
        except (Inexact, InvalidOperation):
            return None
        if not kept.is_finite():
            return None
        return kept if places and self.is_typed else int(kept.scaleb(places, EXACT_CONTEXT))

    def read(self, kind: ColumnKind, number: Decimal | int) -> Decimal:
        """Return the number that the engine means by one of a column, or by a sum of them."""
        return Decimal(number).scaleb(0 if self.is_typed else -self.places_of(kind), EXACT_CONTEXT)

    def bound(self, kind: ColumnKind, bound: Decimal, *, upper: bool) -> str:
        """Write the bound of a test so that the numbers that the engine can keep pass it as they pass the given one.

        A bound between two of these numbers is moved to the next one that passes; one beyond all of them to the
        first that no number reaches.
        """
        places = self.places_of(kind)
        limit = Decimal(1).scaleb(self.digits_of(kind) - places)
        kept = max(min(bound, limit), -limit).quantize(
            Decimal(1).scaleb(-places),
            rounding=ROUND_FLOOR if upper else ROUND_CEILING,
            context=Context(prec=self.digits_of(kind) + 1),
        )
        return plain(kept if self.is_typed else kept.scaleb(places, EXACT_CONTEXT))

    def day(self, day: date) -> date | str:
        """Return a day as the engine keeps it."""
        return day if self.is_typed else day.isoformat()

    def day_literal(self, day: date) -> str:
        """Write a day."""
        return f"{'DATE ' if self.is_typed else ''}'{day.isoformat()}'"

    def text_literal(self, text: str) -> str:
        r"""Write a text, whatever stands in it; control characters by their numbers.

        >>> print(DUCKDB.text_literal("it's"), SQLITE.text_literal("two\nlines"))
        'it''s' 'two' || char(10) || 'lines'
        """
        parts = []
        for place, part in enumerate(_CONTROL.split(text)):
            if place % 2:
                parts += [f"{self.character}({ord(character)})" for character in part]
            elif part:
                parts.append("'" + part.replace("'", "''") + "'")
        return " || ".join(parts) or "''"


DUCKDB = Dialect(name="DuckDB", is_typed=True, character="chr", digits=37, places=18)
"""DuckDB: 19 digits before the point, 18 after it; 18 for whole numbers."""

SQLITE = Dialect(name="SQLite", is_typed=False, character="char", digits=18, places=6)
"""SQLite: 12 digits before the point, 6 after it; 18 for whole numbers. A sum beyond 64 bits fails in the engine."""


def name_of(identifier: str) -> str:
    """Write the name of a table or column, so that it is never read as a word of the language.

    >>> name_of("case")
    '"case"'
    """
    return '"' + identifier.replace('"', '""') + '"'
