"""Charts (图表): a few stocks by their groups, drawn natively over the cells of the statistics, which they follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import attrs
from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.text import Text as ChartText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.plugin import PERIOD_START, OnOrAfter
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain.text import Language, Text
from minzheng_domain_excel import styles
from minzheng_domain_excel.places import quoted
from minzheng_domain_excel.printing import set_up_page
from minzheng_domain_excel.shared_strings import fitting
from minzheng_domain_excel.statistics_lines import Line
from minzheng_domain_excel.table_form import MARK_ROW
from minzheng_domain_excel.values import put, xstring

CHARTS_TITLE = Text("图表", "Charts")
CHARTS_MARK = "#charts"

MOST_CHARTS = 6
FEWEST_GROUPS, MOST_GROUPS = 3, 16
"""How many groups a figure has that makes a chart: fewer say more in words, more cannot be read."""

_NOTE = Text("图表随“统计”表的数值变化。", "The charts follow the values of the statistics sheet.")
_COLUMNS, _COLUMN_WIDTH, _ROW_HEIGHT = 16, 9, 20
_WIDTH_CM, _LEAST_CM, _CM_OF_A_FRAME, _CM_OF_A_GROUP = 14.2, 5.2, 2.2, 0.55
_ROWS_OF_A_CM = 28.35 / _ROW_HEIGHT
_FIRST_ROW = 5
_PAGE_CM = 17
"""How much of a page is left for charts."""

_TITLE_SIZE = 1200
"""In hundredths of a point."""

_BLUE, _PALE = "1F4E79", "D9D9D9"


@attrs.frozen
class Charted:
    """A figure that makes a chart: its groups stand in rows one below the other.

    Attributes:
        lines: the lines of its groups.
        first_row: the row of the first of them on the statistics sheet.
    """

    lines: Sequence[Line]
    first_row: int


def charted(lines: Iterable[tuple[int, Line]]) -> Iterator[Charted]:
    """Choose figures for charts: the first stocks that have some groups, several of them with something in them.

    Args:
        lines: all lines of the statistics, each with its row.
    """
    found = 0
    for _, members in groupby(lines, key=lambda placed: (placed[1].figure.id, placed[1].years_before)):
        groups = [(row, line) for row, line in members if line.is_group]
        if found < MOST_CHARTS and groups and _makes_chart([line for _, line in groups]):
            found += 1
            yield Charted([line for _, line in groups], groups[0][0])


def _makes_chart(groups: Sequence[Line]) -> bool:
    measure = groups[0].figure.measure
    if isinstance(measure.query, Derivation) or groups[0].years_before:
        return False
    is_flow = any(isinstance(test, OnOrAfter) and test.day is PERIOD_START for test in measure.query.where)
    filled = sum(bool(line.value) for line in groups)
    return not is_flow and filled >= FEWEST_GROUPS and len(groups) <= MOST_GROUPS


def charts_sheet(sheet: Worksheet, chosen: Sequence[Charted], statistics: str, language: Language) -> None:
    """Draw charts, two side by side.

    Args:
        sheet: an empty sheet of a workbook with our styles.
        chosen: the figures.
        statistics: the name of the statistics sheet.
        language: that of titles.
    """
    put(sheet["A1"], CHARTS_TITLE.of(language), styles.TITLE)
    sheet.row_dimensions[1].height = 30
    put(sheet[f"A{MARK_ROW}"], CHARTS_MARK, styles.KEY)
    sheet.row_dimensions[MARK_ROW].hidden = True
    put(sheet["A3"], _NOTE.of(language), styles.NOTE)
    sheet.merge_cells("A3:P3")
    sheet.sheet_view.showGridLines = False
    row, used = _FIRST_ROW, 0.0
    for pair in (chosen[start : start + 2] for start in range(0, len(chosen), 2)):
        height: float = max(_LEAST_CM, _CM_OF_A_FRAME + _CM_OF_A_GROUP * max(len(one.lines) for one in pair))
        for letter, one in zip("AI", pair, strict=False):
            chart = _chart(one, statistics, language)
            chart.width, chart.height = _WIDTH_CM, height  # type: ignore[assignment]  # any number of centimetres
            sheet.add_chart(chart, f"{letter}{row}")
        row += int(height * _ROWS_OF_A_CM) + 2
        used += height + 1
        if used + _LEAST_CM > _PAGE_CM:
            sheet.row_breaks.append(Break(id=row - 2))
            used = 0.0
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _ROW_HEIGHT, True
    set_up_page(sheet, language, rows="1:3", width=_COLUMNS * _COLUMN_WIDTH)
    sheet.page_setup.fitToWidth = 1


def _chart(one: Charted, statistics: str, language: Language) -> BarChart:
    measure = one.lines[0].figure.measure
    title, unit = measure.title.of(language), measure.unit.label.of(language)
    chart = BarChart()
    chart.type, chart.gapWidth, chart.legend = "bar", 60, None
    chart.title = _title(Text(f"{title}（{unit}）", f"{title} ({unit})").of(language))
    chart.series.append(_series(one, statistics))
    chart.x_axis.scaling.orientation = "maxMin"  # the first group on top
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.crosses = "max"
    chart.y_axis.number_format = "#,##0"
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_PALE)))
    chart.visible_cells_only = False  # a filter on the statistics must not empty the chart
    return chart


def _title(words: str) -> Title:
    font = Font(typeface=styles.BODY_FONT)
    form = CharacterProperties(sz=_TITLE_SIZE, b=True, latin=font, ea=font)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=form), r=[RegularTextRun(rPr=form, t=words)])
    return Title(tx=ChartText(rich=RichText(p=[paragraph])), overlay=False)


def _series(one: Charted, statistics: str) -> Series:
    first, last = one.first_row, one.first_row + len(one.lines) - 1
    sheet = quoted(statistics)
    series = Series(idx=0, order=0)
    numbers = [NumVal(idx=place, v=f"{line.value or 0:f}") for place, line in enumerate(one.lines)]
    labels = [StrVal(idx=place, v=xstring(fitting(line.label))) for place, line in enumerate(one.lines)]
    series.val = NumDataSource(
        numRef=NumRef(f=f"{sheet}!$D${first}:$D${last}", numCache=NumData(ptCount=len(numbers), pt=numbers))
    )
    series.cat = AxDataSource(
        strRef=StrRef(f=f"{sheet}!$B${first}:$B${last}", strCache=StrData(ptCount=len(labels), pt=labels))
    )
    series.graphicalProperties = GraphicalProperties(solidFill=_BLUE)
    series.dLbls = DataLabelList(
        showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False
    )
    return series
