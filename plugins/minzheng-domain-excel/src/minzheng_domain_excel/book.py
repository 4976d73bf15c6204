"""Book: the workbook of a dossier as it is put together, without what its readers may not see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.plugin import Dossier, Figure, Language, Text, redact, redact_findings
from minzheng_domain.plugin.visibility import may_see_grouping, may_see_number
from minzheng_domain.statistics.measure import Derivation
from minzheng_domain_excel import styles
from minzheng_domain_excel.charts import CHARTS_TITLE, charted, charts_sheet
from minzheng_domain_excel.code_sheet import CODES_TITLE, write_code_sheet
from minzheng_domain_excel.companion_measures import evaluate_companions
from minzheng_domain_excel.cover import CoverPage, write_cover
from minzheng_domain_excel.cover_keys import COVER_TITLE, PERIOD_KEYS
from minzheng_domain_excel.finding_rows import finding_rows, summary_of, unlisted_rows
from minzheng_domain_excel.findings_sheet import FINDINGS_TITLE, findings_sheet
from minzheng_domain_excel.formulas import LiveWorkbook
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.record_sheets import RecordSheets
from minzheng_domain_excel.sheet_rows import Result, Stream
from minzheng_domain_excel.statistics_cells import CellMaker
from minzheng_domain_excel.statistics_lines import Line, Liner, counted, grouping, with_sources
from minzheng_domain_excel.statistics_sheet import STATISTICS_TITLE, StatisticsSheet

_TITLES = (COVER_TITLE, STATISTICS_TITLE, CHARTS_TITLE, FINDINGS_TITLE, CODES_TITLE)
_NOT_CHECKED = Text("导出时没有运行检查规则。", "No rules were run when this was exported.")
_MADE_UP = Text("数据虚构，仅作示例。", "All records are made up.")
_CONTENTS = {
    STATISTICS_TITLE: Text("每个指标及其分组：公式、程序计算值、核对、口径", "every figure and its groups, live, with definitions"),
    CHARTS_TITLE: Text("主要存量指标的构成", "the main stocks by their groups"),
    FINDINGS_TITLE: Text("检查规则发现的问题，可链接到单元格", "what the rules found, with links to the cells"),
    CODES_TITLE: Text("下拉列表的选项及其来源", "the options of drop-downs and their sources"),
}
_RECORDS = Text("{count} 条记录", "{count} records")
_INSTRUCTIONS = (
    Text(
        "“统计”表的数值都是对各记录表的公式；改动记录，或在“统计”表改报告期的日期，数值随之重算。",
        "The values of the statistics are formulas over the sheets of records: change a record, or a day of the period "
        "on the statistics sheet, and they follow.",
    ),
    Text(
        "“核对”列说明公式与导出时程序的计算是否一致；不一致说明记录或公式在导出后改动过。",
        "The check column tells whether a formula agrees with what the program found when it exported; where it does "
        "not, a record or a formula has been changed since.",
    ),
    Text(
        "各记录表可以筛选、排序、增删行；第 2 行是隐藏的字段名，请勿删改；改后的文件可以重新导入。",
        "The sheets of records may be filtered, sorted and changed, and the file read again; row 2 is hidden and holds "
        "machine keys: leave it as it is.",
    ),
)


def write_book(dossier: Dossier, file: BinaryIO, *, language: Language, audience: Sensitivity, rows: int) -> None:
    """Write the workbook of a dossier.

    Args:
        dossier: what is written.
        file: where to.
        language: that of all words.
        audience: the readers: what they may not see is left out.
        rows: how many records a sheet holds.

    Raises:
        WriteError: a value cannot stand in a cell.
    """
    _Maker(dossier, language, audience, rows).write(file)


class _Maker:
    def __init__(self, dossier: Dossier, language: Language, audience: Sensitivity, rows: int) -> None:
        self.dossier = dossier
        self.language = language
        self.audience = audience
        self.ledger = redact(dossier.ledger, audience)
        self.names = {title: title.of(language) for title in _TITLES}
        self.records = RecordSheets(
            self.ledger, audience=audience, language=language, rows=rows, taken=list(self.names.values())
        )
        self.figures = with_sources(dossier.figures.values())
        self.companions = evaluate_companions(self.figures, dossier.ledger)
        beside = [(figure.measure, years) for (_, years), figure in self.companions.items()]
        self.live = LiveWorkbook(
            self.ledger,
            self.records.ranges,
            [*counted(self.figures), *beside],
            period=dossier.period,
            language=language,
        )
        self.workbook = Workbook()
        self.results: dict[str, dict[str, Result]] = {}

    def write(self, file: BinaryIO) -> None:
        workbook = self.workbook
        workbook.remove(workbook.worksheets[0])
        workbook.properties.creator = "minzheng-domain"
        styles.add_styles(workbook)
        cover = workbook.create_sheet(self.names[COVER_TITLE])
        lines = list(self.lines())
        first_row = self.statistics(lines)
        drawn = list(charted(enumerate(lines, start=first_row)))
        if drawn:
            sheet = workbook.create_sheet(self.names[CHARTS_TITLE])
            charts_sheet(sheet, drawn, self.names[STATISTICS_TITLE], self.language)
        streams = {self.names[FINDINGS_TITLE]: self.findings()}
        page = CoverPage(
            subtitle=self.subtitle(),
            period=self.dossier.period,
            instructions=[line.of(self.language) for line in _INSTRUCTIONS],
            contents=self.contents(has_charts=bool(drawn)),
        )
        places = write_cover(cover, self.ledger.header, page, self.language)
        days = [day for day in self.live.days if day.formula is None]
        for key, day in zip(PERIOD_KEYS, days, strict=True):
            cell = places.of(key).rpartition("!")[2].replace("$", "")
            self.results.setdefault(cover.title, {})[cell] = cover[cell].value
            cover[cell].value = f"={day.name}"
            cover[cell].style, cover[cell].number_format = styles.LISTED, styles.DAY_FORMAT
        columns = [column for sheet in self.records.sheets for column in sheet.columns]
        codes = write_code_sheet(workbook, columns, self.language, places.schemes)
        streams |= self.records.lay_out(workbook, codes, self.live)
        workbook.move_sheet(self.names[CODES_TITLE], offset=len(self.records.sheets))
        for name, place in self.live.names.items():
            workbook.defined_names[name] = DefinedName(name, attr_text=place)
        save_workbook(workbook, file, streams=streams, results=self.results)

    def lines(self) -> Iterator[Line]:
        """Yield every line of the statistics."""
        titles = {figure.id: figure.measure.title for figure in self.figures.values()}
        liner = Liner(self.ledger, self.language, titles)
        for (_, years), figure in self.figures.items():
            yield from liner.lines(figure, years, self.groups(figure))

    def groups(self, figure: Figure) -> list[str | None]:
        """Return the groups that a figure is shown with, so that also after a change of the period none is missing."""
        by = grouping(figure)
        if by is None or not may_see_grouping(by, self.audience):
            return []
        measure = figure.measure
        while isinstance(measure.query, Derivation):
            figure = figure.sources[0]
            measure = figure.measure
        of_all = list(self.live.groups(measure)) if self.live.why_not(measure) is None else []
        others = [code or None for code in figure.parts if (code or None) not in of_all]
        found = [*of_all, *others]
        return sorted(found, key=lambda code: code is None)

    def statistics(self, lines: list[Line]) -> int:
        name = self.names[STATISTICS_TITLE]
        page = StatisticsSheet(self.workbook, name, self.live.days, self.language)
        rows = {line.key: row for row, line in enumerate(lines, start=page.first_row)}
        maker = CellMaker(
            self.live,
            rows=rows,
            companions=self.companions,
            hidden=lambda figure: not may_see_number(figure, self.audience),
            language=self.language,
        )
        page.write(
            self.ledger.header,
            self.dossier.period.label.of(self.language),
            [(line, maker.cells(line)) for line in lines],
        )
        self.results[name] = page.results
        return page.first_row

    def findings(self) -> Stream:
        sheet = self.workbook.create_sheet(self.names[FINDINGS_TITLE])
        checks = self.dossier.checks
        if checks is None:
            return findings_sheet(sheet, [], self.language, summary=_NOT_CHECKED.of(self.language))
        found = redact_findings(checks, self.audience)
        rows = [
            *finding_rows(found, self.language, self.records.place_of),
            *unlisted_rows(checks.results, self.language),
        ]
        return findings_sheet(sheet, rows, self.language, summary=summary_of(checks, self.language))

    def subtitle(self) -> str:
        period = self.dossier.period.label.of(self.language)
        return period + (f"　{_MADE_UP.of(self.language)}" if self.ledger.header.synthetic else "")

    def contents(self, *, has_charts: bool) -> dict[str, str]:
        first = (STATISTICS_TITLE, *([CHARTS_TITLE] if has_charts else []), FINDINGS_TITLE)
        count = _RECORDS.of(self.language)
        return {
            **{self.names[title]: _CONTENTS[title].of(self.language) for title in first},
            **{sheet.name: count.format(count=f"{sheet.count:,}") for sheet in self.records.sheets},
            self.names[CODES_TITLE]: _CONTENTS[CODES_TITLE].of(self.language),
        }
