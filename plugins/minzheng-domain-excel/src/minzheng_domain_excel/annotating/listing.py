"""Listing: the sheet of findings as it is added to somebody else's workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter

from minzheng_domain.plugin import Severity
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.annotating.fills import COLOURS, Styles
from minzheng_domain_excel.annotating.parts import MAIN
from minzheng_domain_excel.annotating.sheet_cells import Cell
from minzheng_domain_excel.annotating.strings import Strings
from minzheng_domain_excel.finding_rows import HEADERS, FindingRow
from minzheng_domain_excel.findings_sheet import FINDINGS_MARK, FINDINGS_TITLE
from minzheng_domain_excel.places import Place, quoted
from minzheng_domain_excel.shared_strings import fitting
from minzheng_domain_excel.styles import BLUE, GREY, PALE, row_height

HEADER_ROW = 4
MOST_LINKS = 65_530
"""How many links Excel bears on one sheet."""

Target: TypeAlias = Callable[[Place], Cell]
"""Tells which cell was marked for a place."""

NOTHING_FOUND = Text("没有发现问题。", "Nothing was found.")

_WIDTHS = dict(zip(HEADERS, (7, 9, 24, 17, 22, 14, 24, 26, 36, 30), strict=True))


def listing(  # noqa: PLR0913 - what a sheet is made of, by name
    rows: Sequence[FindingRow],
    target: Target,
    styles: Styles,
    strings: Strings,
    language: Language,
    *,
    notes: Iterable[str],
) -> bytes:
    """Return the part of the sheet of findings.

    Args:
        rows: the findings.
        target: the cell that a finding leads to.
        styles: those of the workbook; the fills that lie under ours are kept in the hidden row.
        strings: the texts of the workbook.
        language: that of the headers.
        notes: what stands above the table.
    """
    looks = _looks(styles, language)

    def text(row: int, column: int, words: str, style: int) -> str:
        address = f"{get_column_letter(column)}{row}"
        if not words:
            return f'<c r="{address}" s="{style}"/>'
        return f'<c r="{address}" s="{style}" t="s"><v>{strings.place(fitting(words))}</v></c>'

    note = "\n".join(notes)
    total = sum(_WIDTHS.values())
    lines = [
        f'<row r="1" ht="27" customHeight="1">{text(1, 1, FINDINGS_TITLE.of(language), looks["title"])}</row>',
        f'<row r="2" hidden="1">{text(2, 1, FINDINGS_MARK, looks["note"])}'
        + "".join(
            f'<c r="{get_column_letter(1 + number)}2" s="{style}"/>' for number, style in styles.kept_fills.items()
        )
        + "</row>",
        f'<row r="3" ht="{row_height((note, total)):.1f}" customHeight="1">{text(3, 1, note, looks["note"])}</row>',
        f'<row r="{HEADER_ROW}" ht="21" customHeight="1">'
        + "".join(
            text(HEADER_ROW, n, header.of(language), looks["header"]) for n, header in enumerate(HEADERS.values(), 1)
        )
        + "</row>",
    ]
    links: list[str] = []
    for number, row in enumerate(rows, HEADER_ROW + 1):
        cells = {name: getattr(row, name) for name in HEADERS}
        styles_of = dict.fromkeys(HEADERS, looks["text"]) | {"severity": looks.get(row.severity, looks["text"])}
        if row.link is not None and len(links) < MOST_LINKS:
            styles_of["place"] = looks["link"]
            address = f"{get_column_letter(list(HEADERS).index('place') + 1)}{number}"
            links.append(_link(address, row.link, target(row.link)))
        height = row_height(*((words, _WIDTHS[name]) for name, words in cells.items()), size=10)
        lines.append(
            f'<row r="{number}" ht="{min(height, 240):.1f}" customHeight="1">'
            + "".join(text(number, n, words, styles_of[name]) for n, (name, words) in enumerate(cells.items(), 1))
            + "</row>"
        )
    last = max(HEADER_ROW + len(rows), HEADER_ROW)
    return _sheet(lines, links, f"A{HEADER_ROW}:{get_column_letter(len(HEADERS))}{last}").encode()


def _sheet(lines: Iterable[str], links: Sequence[str], area: str) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS.values(), start=1)
    )
    last = area.partition(":")[2]
    first_row = HEADER_ROW + 1
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{last}"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="{HEADER_ROW}"'
        f' topLeftCell="A{first_row}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{first_row}" sqref="A{first_row}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(lines)}</sheetData>'
        f'<autoFilter ref="{area}"/>'
        f'<mergeCells count="1"><mergeCell ref="A3:{get_column_letter(len(HEADERS))}3"/></mergeCells>'
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _link(address: str, place: Place, cell: Cell) -> str:
    row, column = cell
    location = f"{_always_quoted(place.sheet)}!{get_column_letter(column)}{row}"
    return f'<hyperlink ref="{address}" location={quoteattr(location)} display={quoteattr(str(place))}/>'


def _always_quoted(title: str) -> str:
    """Quote a title even where the rule would not ask for it: one like ``A1`` or ``R1C1`` is taken for a cell."""
    name = quoted(title)
    return name if name.startswith("'") else f"'{name}'"


def _looks(styles: Styles, language: Language) -> Mapping[str, int]:
    """Return the styles of the sheet; those of severities by their words."""
    return {
        "title": styles.plain(size=16, bold=True, wrapped=False),
        "note": styles.plain(size=9, colour=GREY),
        "header": styles.plain(bold=True, fill=PALE, framed=True),
        "text": styles.plain(framed=True),
        "link": styles.plain(colour=BLUE, underlined=True, framed=True),
        **{severity.value.of(language): styles.plain(fill=COLOURS[severity], framed=True) for severity in Severity},
    }
