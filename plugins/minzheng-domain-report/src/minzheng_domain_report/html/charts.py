"""Charts: a series of bars as SVG: the layout here, the markup in a template that escapes, colours in the page's style.

Libraries that draw charts were tried: what they draw has scripts, days or global themes in it, takes a Chinese
character for a Latin one, or does not escape; rows of bars need none of them.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import attrs
from markupsafe import Markup

from minzheng_domain.plugin import Chart
from minzheng_domain_report.html.environment import environment
from minzheng_domain_report.html.numbers import Numbers
from minzheng_domain_report.html.shown import line
from minzheng_domain_report.html.words import CHART_DESCRIBED

WIDTH = 480
"""The width of a chart in its own units, so that its type can be read on a telephone; long words make it wider."""

SIZE = 15
"""The size of its type; a Chinese character is as wide."""

_ROW = 32
_BAR = 22
_GAP = 6
_LEAST = 96
"""The room that bars have at least, however long labels and numbers are."""
_LONGEST_LABEL = 16
"""How many Chinese characters of a label are shown beside a bar; the whole stands in the table."""


@attrs.frozen
class Bar:
    """A row of a chart: where its label, its bar and its number stand.

    Attributes:
        label: what the bar stands for, shortened.
        word: its number, bare.
        top: where the bar begins, from above.
        middle: where the middle of the row is.
        left: where the bar begins, from the left; ``None`` where there is no number to draw.
        length: how long it is.
        at: where the number stands.
        is_negative: whether the number stands at the bar's left end.
    """

    label: str
    word: str
    top: int
    middle: int
    left: float | None
    length: float
    at: float
    is_negative: bool


@attrs.frozen
class Layout:
    """Where everything of a chart stands.

    Attributes:
        bars: its rows.
        label_at: where the labels end.
        width: how wide it is.
        height: how high it is.
    """

    bars: tuple[Bar, ...]
    label_at: int
    width: int
    height: int


def chart_markup(chart: Chart, numbers: Numbers, id: str) -> Markup:  # noqa: A002 - the attribute is called so
    """Return a chart as SVG, with a title and with its numbers in words for those who cannot see it.

    Args:
        chart: the chart.
        numbers: how its numbers are written.
        id: a name that nothing else in the page has.
    """
    edition = numbers.edition
    labels = [line(label) for label in chart.labels]
    words = [numbers.words(number, bare=True) for number in chart.numbers]
    between = "；" if edition.language == "zh" else "; "
    said = between.join(f"{label} {word}" for label, word in zip(labels, words, strict=True))
    values = [Decimal(value) if (value := numbers.value(number)) else None for number in chart.numbers]
    template = environment().get_template("blocks.html.jinja")
    rendered = template.module.bars(  # type: ignore[attr-defined]  # a macro
        id=id,
        title=line(chart.title),
        described=line(edition.say(CHART_DESCRIBED, unit=chart.unit, bars=said)),
        layout=lay_out(labels, words, values),
        bar_height=_BAR,
    )
    return Markup(rendered)  # noqa: S704 - made by a template that escapes


def lay_out(labels: list[str], words: list[str], values: list[Decimal | None]) -> Layout:
    """Return where everything of a chart stands: bars begin at nought, and the longest leaves room for its number.

    Args:
        labels: what each bar stands for.
        words: the number of each.
        values: the value of each, where there is one.
    """
    known = [value for value in values if value is not None]
    low, high = min([*known, Decimal(0)]), max([*known, Decimal(0)])
    room = round(max(map(width, words)) * SIZE / 2) + 2 * _GAP
    label_at = round(max(width(_shortened(label)) for label in labels) * SIZE / 2)
    left = label_at + _GAP + (room if low < 0 else 0)
    wide = max(WIDTH, left + _LEAST + room)
    scale = (wide - left - room) / float(high - low or 1)
    nought = left + float(-low) * scale
    bars = []
    for row, (label, word, value) in enumerate(zip(labels, words, values, strict=True)):
        length = 0.0 if value is None else abs(float(value)) * scale
        is_negative = value is not None and value < 0
        begin = nought - length if is_negative else nought
        bars.append(
            Bar(
                label=_shortened(label),
                word=word,
                top=_ROW * row + (_ROW - _BAR) // 2,
                middle=_ROW * row + _ROW // 2,
                left=None if value is None else round(begin, 2),
                length=round(length, 2),
                at=round(begin - _GAP if is_negative else begin + length + _GAP, 2),
                is_negative=is_negative,
            )
        )
    return Layout(bars=tuple(bars), label_at=label_at, width=wide, height=_ROW * len(bars))


def width(words: str) -> int:
    """Return how wide words are, in halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in words)


def _shortened(label: str) -> str:
    if width(label) <= 2 * _LONGEST_LABEL:
        return label
    kept = label[: 2 * _LONGEST_LABEL]
    while width(kept) >= 2 * _LONGEST_LABEL:
        kept = kept[:-1]
    return f"{kept}…"
