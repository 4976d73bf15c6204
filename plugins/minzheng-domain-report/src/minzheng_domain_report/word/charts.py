"""Charts: bars that Word draws itself, with the numbers in the file so that every program shows them alike.

A chart of Word is three things: the drawing in the text, which carries the alternative text; the chart, a part of its
own; and the workbook that opens when a reader edits the numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from minzheng_domain.plugin import Chart, Language, Text, plain
from minzheng_domain_report.word.characters import printable, set_together
from minzheng_domain_report.word.chart_book import SHEET, chart_book
from minzheng_domain_report.word.fonts import LATIN, SONG_FONT
from minzheng_domain_report.word.markup import Element, Vocabulary, a, as_part, c, r, w, wp
from minzheng_domain_report.word.page import TYPE_WIDTH
from minzheng_domain_report.word.runs import paragraph

_EMU_OF_A_TWIP = 635
_EMU_OF_A_MM = 36000
_FRAME_MM, _BAR_MM, _MOST_MM = 14, 9, 190
_BAR_COLOUR = "1F4E79"
_TEXT_SIZE = 1050
"""In hundredths of a point."""

_GAP = 60
"""Between bars, in per cent of a bar."""

_CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SAID = Text("条形图：{title}（计量单位：{unit}）。{bars}。", "Bar chart: {title} (unit: {unit}). {bars}.")
_BETWEEN = Text("；", "; ")
_BAR = Text("{label}{number}", "{label}: {number}")
_AXES = 111111111, 222222222


@attrs.frozen
class ChartParts:
    """The parts of the file that a chart adds to it.

    Attributes:
        chart: the chart.
        workbook: the workbook of its numbers.
    """

    chart: bytes
    workbook: bytes


def alternative_text(chart: Chart, language: Language) -> str:
    """Return a chart in words, for those who cannot see it."""
    bars = (
        _BAR.of(language).format(label=label, number=number.bare.of(language))
        for label, number in zip(chart.labels, chart.numbers, strict=True)
    )
    words = _SAID.of(language).format(title=chart.title, unit=chart.unit, bars=_BETWEEN.of(language).join(bars))
    return set_together((words,), language)[0]


def chart_parts(chart: Chart, language: Language) -> ChartParts:
    """Return the parts of a chart."""
    title = printable(chart.title)
    labels = [set_together((label,), language)[0] for label in chart.labels]
    numbers = [number.value for number in chart.numbers]
    space = c(
        "chartSpace",
        c("date1904", val=0),
        c("roundedCorners", val=0),
        c(
            "chart",
            c("autoTitleDeleted", val=1),
            c("plotArea", c("layout"), _bars(chart, title, labels, language), *_axes()),
            c("plotVisOnly", val=0),
            c("dispBlanksAs", val="gap"),
        ),
        c("spPr", a("noFill"), a("ln", a("noFill"))),
        _text_form(),
        _related(c, "externalData", "workbook", c("autoUpdate", val=0)),
    )
    return ChartParts(as_part(space), chart_book(title, labels, numbers))


def drawing(chart: Chart, place: int, relation: str, language: Language) -> Element:
    """Return the paragraph that a chart stands in.

    Args:
        chart: the chart.
        place: its number in the document, from 1.
        relation: the name of the relation to its part.
        language: of the document.
    """
    height = min(_FRAME_MM + _BAR_MM * len(chart.numbers), _MOST_MM) * _EMU_OF_A_MM
    size = {"cx": TYPE_WIDTH * _EMU_OF_A_TWIP, "cy": height}
    graphic = a("graphic", a("graphicData", _related(c, "chart", relation), uri=_CHART_URI))
    words = alternative_text(chart, language)
    inline = wp(
        "inline",
        wp("extent", **size),
        wp("effectExtent", l=0, t=0, r=0, b=0),
        wp("docPr", id=place, name=f"Chart {place}", descr=words, title=printable(chart.title)),
        wp("cNvGraphicFramePr"),
        graphic,
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return paragraph("Chart", w("r", w("drawing", inline)))


def _related(vocabulary: Vocabulary, name: str, relation: str, *children: Element) -> Element:
    element = vocabulary(name, *children)
    element.set(r.name("id"), relation)
    return element


def _bars(chart: Chart, title: str, labels: list[str], language: Language) -> Element:
    last = len(labels) + 1
    points = (
        _point(place, plain(number.value)) for place, number in enumerate(chart.numbers) if number.value is not None
    )
    names = (_point(place, label) for place, label in enumerate(labels))
    series = c(
        "ser",
        c("idx", val=0),
        c("order", val=0),
        c("tx", _cached("strRef", f"{SHEET}!$B$1", "strCache", 1, [_point(0, title)])),
        c("spPr", a("solidFill", a("srgbClr", val=_BAR_COLOUR))),
        c("invertIfNegative", val=0),
        _labels(chart, language),
        c("cat", _cached("strRef", f"{SHEET}!$A$2:$A${last}", "strCache", len(labels), names)),
        c("val", _cached("numRef", f"{SHEET}!$B$2:$B${last}", "numCache", len(labels), points)),
    )
    return c(
        "barChart",
        c("barDir", val="bar"),
        c("grouping", val="clustered"),
        c("varyColors", val=0),
        series,
        c("gapWidth", val=_GAP),
        *(c("axId", val=axis) for axis in _AXES),
    )


def _cached(kind: str, cells: str, cache: str, count: int, points: Iterator[Element] | list[Element]) -> Element:
    form = c.text("formatCode", "General") if cache == "numCache" else None
    return c(kind, c.text("f", cells), c(cache, form, c("ptCount", val=count), *points))


def _point(place: int, words: str) -> Element:
    return c("pt", c.text("v", words), idx=place)


def _labels(chart: Chart, language: Language) -> Element:
    """Return the labels of the bars: their numbers, in words where those say more, as 近100."""
    own = []
    for place, number in enumerate(chart.numbers):
        words = number.bare.of(language)
        if number.value is not None and words != plain(number.value):
            said = a("p", a("r", a("rPr", lang="zh-CN"), a.text("t", printable(words))))
            rich = c("tx", c("rich", a("bodyPr", wrap="none"), said))
            own.append(c("dLbl", c("idx", val=place), rich, *_shown()))
    return c("dLbls", *own, c("spPr", a("noFill"), a("ln", a("noFill"))), *_shown())


def _shown() -> Iterator[Element]:
    yield c("dLblPos", val="outEnd")
    for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"):
        yield c(name, val=int(name == "showVal"))


def _axes() -> tuple[Element, Element]:
    """Return the axis of labels, from above, and that of numbers, which the labels of the bars make needless."""
    labels, numbers = _AXES
    of_labels = c(
        "catAx",
        c("axId", val=labels),
        c("scaling", c("orientation", val="maxMin")),
        c("delete", val=0),
        c("axPos", val="l"),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="low"),
        c("crossAx", val=numbers),
        c("crosses", val="autoZero"),
        c("noMultiLvlLbl", val=1),
    )
    of_numbers = c(
        "valAx",
        c("axId", val=numbers),
        c("scaling", c("orientation", val="minMax")),
        c("delete", val=1),
        c("axPos", val="t"),
        c("numFmt", formatCode="General", sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="nextTo"),
        c("crossAx", val=labels),
        c("crosses", val="autoZero"),
    )
    return of_labels, of_numbers


def _text_form() -> Element:
    form = a(
        "defRPr",
        a("latin", typeface=LATIN),
        a("ea", typeface=SONG_FONT.name),
        sz=_TEXT_SIZE,
    )
    return c("txPr", a("bodyPr"), a("p", a("pPr", form), a("endParaRPr", lang="zh-CN")))
