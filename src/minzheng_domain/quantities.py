"""Quantities: units, written precision as an interval, and how numbers are worded in Chinese and English."""

from __future__ import annotations

import enum
from decimal import ROUND_HALF_UP, Context, Decimal

import attrs

from minzheng_domain.errors import UnknownNameError
from minzheng_domain.text import Text

EXACT_CONTEXT = Context(prec=200)
"""Wide enough that moving and rounding a number changes nothing else about it, whatever context a thread has set."""


@attrs.frozen
class _UnitForm:
    """What the member of :class:`Unit` holds."""

    label: Text
    plural: str
    scale: int = 0
    also: tuple[str, ...] = ()


class Unit(enum.Enum):
    """What a figure counts (计量单位)."""

    ORGANIZATIONS = _UnitForm(Text("家", "organization"), "organizations", also=("个",))
    PROJECTS = _UnitForm(Text("个", "project"), "projects", also=("项",))
    PLACES = _UnitForm(Text("家", "place"), "places", also=("个",))
    BATCHES = _UnitForm(Text("批", "batch"), "batches")
    PEOPLE = _UnitForm(Text("人", "person"), "people", also=("名",))
    ATTENDANCES = _UnitForm(Text("人次", "attendance"), "attendances")
    SESSIONS = _UnitForm(Text("场", "session"), "sessions", also=("次", "场次"))
    TIMES = _UnitForm(Text("次", "time"), "times")
    CASES = _UnitForm(Text("件", "case"), "cases", also=("起",))
    ITEMS = _UnitForm(Text("项", "item"), "items")
    YUAN = _UnitForm(Text("元", "yuan"), "yuan")
    TEN_THOUSAND_YUAN = _UnitForm(Text("万元", "ten thousand yuan"), "ten thousand yuan", scale=4)
    HUNDRED_MILLION_YUAN = _UnitForm(Text("亿元", "hundred million yuan"), "hundred million yuan", scale=8)
    PERCENT = _UnitForm(Text("%", "%"), "%")
    PERCENTAGE_POINTS = _UnitForm(Text("个百分点", "percentage point"), "percentage points")
    POINTS = _UnitForm(Text("分", "point"), "points")
    DAYS = _UnitForm(Text("天", "day"), "days")
    MONTHS = _UnitForm(Text("个月", "month"), "months")
    TERMS = _UnitForm(Text("届", "term"), "terms")
    POSTS = _UnitForm(Text("项", "post"), "posts")
    MEMBERS = _UnitForm(Text("个", "member"), "members")
    CHARACTERS = _UnitForm(Text("位", "character"), "characters", also=("个字符",))

    @property
    def label(self) -> Text:
        """The measure word in Chinese, the singular noun in English."""
        return self.value.label

    @property
    def also(self) -> tuple[str, ...]:
        """Other Chinese measure words under which the same things are counted."""
        return self.value.also

    @property
    def scale(self) -> int:
        """By how many decimal places the shown number is smaller than the stored one: 4 for 万元, stored in 元."""
        return self.value.scale

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money, which is stored in 元."""
        return self in (Unit.YUAN, Unit.TEN_THOUSAND_YUAN, Unit.HUNDRED_MILLION_YUAN)

    @property
    def is_percent(self) -> bool:
        """Whether it is a share or a growth in per cent."""
        return self is Unit.PERCENT

    def word(self, number: Decimal) -> Text:
        """The unit as it stands after a number; English knows singular and plural."""
        return Text(self.value.label.zh, self.value.label.en if abs(number) == 1 else self.value.plural)


class Approximation(enum.Enum):
    """How exact a number is meant to be; its value is the Chinese words before and after the number, and the English.

    The names are the codes of the code list ``approximation``.
    """

    EXACT = ("", "", "")
    CLOSE_TO = ("近", "", "close to ")
    ABOUT = ("约", "", "about ")
    OVER = ("", "余", "over ")
    AT_LEAST = ("", "以上", "at least ")
    UNDER = ("不足", "", "under ")

    @property
    def is_exact(self) -> bool:
        """Whether the number is meant to the last place that is written."""
        return self is Approximation.EXACT


@attrs.frozen
class Interval:
    """The numbers that a written number can stand for; both ends belong to it, ``None`` is no bound."""

    low: Decimal | None
    high: Decimal | None

    def __contains__(self, number: Decimal) -> bool:
        return (self.low is None or self.low <= number) and (self.high is None or number <= self.high)


def written_interval(number: Decimal) -> Interval:
    """Return the numbers that round to one as it is written: 765.67 stands for 765.665 to 765.675.

    The written precision is the last decimal place, so ``Decimal("8.0")`` is narrower than ``Decimal("8")``.
    """
    exponent = number.as_tuple().exponent
    half = Decimal(5).scaleb(min(int(exponent), 0) - 1, EXACT_CONTEXT)
    return Interval(EXACT_CONTEXT.subtract(number, half), EXACT_CONTEXT.add(number, half))


def meant_interval(number: Decimal, approximation: Approximation) -> Interval:
    """Return the numbers that an approximate one can mean, as far as the word itself bounds them.

    近 and 不足 are bounded above, 余 and 以上 below. 约 bounds nothing: how near is near is the reader's judgement.
    """
    match approximation:
        case Approximation.EXACT:
            return Interval(number, number)
        case Approximation.CLOSE_TO | Approximation.UNDER:
            return Interval(None, number)
        case Approximation.OVER | Approximation.AT_LEAST:
            return Interval(number, None)
        case Approximation.ABOUT:
            return Interval(None, None)


def round_to(number: Decimal, precision: Decimal) -> Decimal:
    """Round half up (四舍五入) to a place: ``round_to(Decimal("765.665"), Decimal("0.01"))`` is 765.67."""
    return number.quantize(precision, rounding=ROUND_HALF_UP, context=EXACT_CONTEXT)


def plain(number: Decimal) -> str:
    """Return a number in plain notation, without exponent and without needless zeros after the point.

    >>> plain(Decimal("7656700.00").scaleb(-4)), plain(Decimal("1E+3")), plain(Decimal("-0.0"))
    ('765.67', '1000', '0')
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def say_bare(
    number: Decimal, *, precision: Decimal = Decimal(1), approximation: Approximation = Approximation.EXACT
) -> Text:
    """Put a number without its unit into words, in digits: what a cell shows under a line that states the unit.

    >>> say_bare(Decimal(100), approximation=Approximation.CLOSE_TO)
    Text(zh='近100', en='close to 100')
    """
    shown = plain(round_to(number, precision))
    before, after, en = approximation.value
    return Text(f"{before}{shown}{after}", f"{en}{shown}")


_ROUND_NUMBERS = {"10": "十", "100": "百", "1000": "千", "10000": "万"}
"""Round numbers that an approximate statement says in words: 近百次, not 近100次; but 100次以上, and 近100%."""


def say(
    number: Decimal,
    unit: Unit,
    *,
    precision: Decimal = Decimal(1),
    approximation: Approximation = Approximation.EXACT,
    word: str | None = None,
) -> Text:
    """Put a number with its unit into words.

    >>> say(Decimal("765.67"), Unit.TEN_THOUSAND_YUAN, precision=Decimal("0.01")).zh
    '765.67万元'
    >>> say(Decimal(100), Unit.SESSIONS, approximation=Approximation.CLOSE_TO, word="次")
    Text(zh='近百次', en='close to 100 sessions')

    Args:
        number: in the unit shown.
        unit: what is counted.
        precision: the last place that is written; needless zeros after the point are left out.
        approximation: how exact it is meant to be.
        word: another Chinese measure word, one of :attr:`Unit.also`.

    Raises:
        UnknownNameError: the unit is not said with this word.
    """
    if word is not None and word not in (unit.label.zh, *unit.also):
        raise UnknownNameError(
            Text(f"“{unit.label.zh}”的同义量词", f"measure word for {unit.value.plural}"), word, unit.also
        )
    shown = plain(round_to(number, precision))
    before, after, en = approximation.value
    in_digits = unit.is_percent or approximation in (Approximation.EXACT, Approximation.AT_LEAST)
    in_words = None if in_digits else _ROUND_NUMBERS.get(shown)
    if in_words == unit.label.zh[0]:  # never 万万元
        in_words = None
    unit_words = unit.word(Decimal(shown))
    gap = "" if unit.is_percent else " "
    return Text(
        f"{before}{in_words or shown}{'' if approximation is Approximation.AT_LEAST else after}"
        f"{word or unit_words.zh}{after if approximation is Approximation.AT_LEAST else ''}",
        f"{en}{shown}{gap}{unit_words.en}",
    )
