"""Template: the empty workbook that a bureau fills in: a cover, a sheet for each kind of record, the code lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.errors import UnknownNameError
from minzheng_domain.model.columns import RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.plugin import TemplateOptions
from minzheng_domain.text import Language, Text
from minzheng_domain_excel import styles
from minzheng_domain_excel.code_sheet import CODES_TITLE, write_code_sheet
from minzheng_domain_excel.cover import CoverPage, write_cover
from minzheng_domain_excel.cover_keys import COVER_TITLE
from minzheng_domain_excel.example import example_ledger
from minzheng_domain_excel.package import save_workbook
from minzheng_domain_excel.record_sheet import FIRST_ROW, Layout, define_ids, lay_out
from minzheng_domain_excel.schemes import scheme_choices
from minzheng_domain_excel.sheet_names import in_sheet_order, sheet_name
from minzheng_domain_excel.values import put, row_writer

ROOM = 2000
"""For how many records of a kind the drop-downs and checks of a sheet are set up."""

FORM_ROWS = 20
"""How many rows have the lines of a table, and come out on paper, before they are filled in."""

TITLE = Text("社会组织工作台账（填报模板）", "Ledger of social organizations (template)")
EXAMPLE_TITLE = Text("社会组织工作台账（填报模板，示例）", "Ledger of social organizations (template, example)")
EXAMPLE_LINE = Text(
    "示例：各表中的记录均为虚构，仅示范填法；填报前请全部删去，并把“是否虚构数据”改为“否”。",
    "Example: all records are made up and show how it is done; delete them, and set 'Made up' to no, before use.",
)
_LINE = Text(
    "填报单位：见封面　　金额单位：元　　带 * 的列必填，列头批注说明填法",
    "Amounts in yuan. Columns with * are required.",
)
_EXAMPLE = Text("{title}（示例，均为虚构）", "{title} (example, all made up)")

INSTRUCTIONS = (
    Text(
        "先填本页黄色单元格：台账名称、填报单位、行政区，并选择本区采用的分类方案。",
        "Fill in the pale yellow cells of this page first: title, bureau, district, and the schemes of the district.",
    ),
    Text(
        "每类记录一张表，从第 4 行起一行一条，不空行、不合并单元格、不加小计和合计行；用不到的表留空或删去。",
        "Each kind of record has a sheet: one record a row from row 4 on, without totals or merged cells. Leave what "
        "you do not need empty, or delete the sheet.",
    ),
    Text(
        "列可以调整次序和宽窄，可以筛选、排序；第 2 行是隐藏的字段名，请勿删改。",
        "Columns may be moved, sheets filtered and sorted; row 2 is hidden and holds machine keys: leave it as it is.",
    ),
    Text(
        "带 * 的列必填。“编号”在本表内不重复，其他表用它引用这条记录，如“所属街镇”填填报单位表中的编号。",
        "Columns with * are required. An id is unique on its sheet; other sheets refer to the record by it.",
    ),
    Text(
        "日期写成 2019-12-18；金额以元为单位；百分比填 85.5 表示 85.5%；代码类各列从下拉列表中选择。",
        "Days are written like 2019-12-18; amounts are in yuan; 85.5 means 85.5 %; labels are chosen from the lists.",
    ),
    Text(
        "统一社会信用代码等长代码按文字填写，不要让它变成 9.13E+17 这样的数字。",
        "Long codes, as the USCC, are texts: a number like 9.13E+17 has lost digits.",
    ),
    Text(
        "填好后运行 minzheng check 文件名.xlsx 检查；加 --annotate 另存一份在出错单元格上加了批注的文件。",
        "Check the file with: minzheng check FILE.xlsx; with --annotate OUT.xlsx every fault is marked in its cell.",
    ),
)
"""How a template is filled in."""


def write_template(file: BinaryIO, options: TemplateOptions) -> None:
    """Write the workbook that a bureau fills in.

    Args:
        file: where to.
        options: which kinds of record, in which language, with or without an example.

    Raises:
        UnknownNameError: there is no such kind of record, or no such code list.
        WriteError: a text does not fit in a cell.
    """
    language = options.language
    kinds = with_those_referred_to(options.kinds)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    styles.add_styles(workbook)
    names = _sheet_names(kinds, language)
    ledger = _ledger(kinds, options)
    page = CoverPage(
        title=(EXAMPLE_TITLE if options.example else TITLE).of(language),
        subtitle=EXAMPLE_LINE.of(language) if options.example else "",
        instructions=[line.of(language) for line in INSTRUCTIONS],
        contents={names[kind.name]: _required(kind, language) for kind in kinds},
    )
    cover = workbook.create_sheet(COVER_TITLE.of(language))
    places = write_cover(cover, ledger.header, page, language)
    codes = write_code_sheet(workbook, [c for kind in kinds for c in kind.columns], language, places.schemes)
    for position, kind in enumerate(kinds, start=1):
        sheet = workbook.create_sheet(names[kind.name], position)
        layout = Layout(
            language=language,
            title=(_EXAMPLE.format(title=kind.title) if options.example else kind.title).of(language),
            line=_LINE.of(language),
            codes=codes,
            rows=ROOM,
            references=frozenset(names),
        )
        lay_out(sheet, kind.columns, layout)
        define_ids(workbook, kind, sheet.title, ROOM, language)
        _fill_in(sheet, kind, ledger, language)
    save_workbook(workbook, file)


def with_those_referred_to(names: Iterable[str]) -> tuple[RecordKind, ...]:
    """Return kinds of record and all that they refer to, in the order of their sheets; every kind, if none is named.

    Raises:
        UnknownNameError: there is no such kind.
    """
    found: dict[str, RecordKind] = {}
    waiting = list(names) or list(record_kinds())
    while waiting:
        kind = record_kind(waiting.pop())
        if kind.name not in found:
            found[kind.name] = kind
            waiting += [column.declaration.refers_to or "" for column in kind.references]
    return in_sheet_order(found.values())


def _sheet_names(kinds: Iterable[RecordKind], language: Language) -> dict[str, str]:
    """Return the name of the sheet of each kind, by the name of the kind."""
    names: dict[str, str] = {}
    ours = (COVER_TITLE.of(language), CODES_TITLE.of(language))
    for kind in kinds:
        names[kind.name] = sheet_name(kind.title.of(language), {*ours, *names.values()})
    return names


def _header(options: TemplateOptions) -> Header:
    """Return what the cover of an empty template says.

    Raises:
        UnknownNameError: a scheme, or the list that is chosen for it, does not exist.
    """
    choices = scheme_choices()
    for scheme, chosen in options.schemes.items():
        if scheme not in choices:
            raise UnknownNameError(Text("分类方案", "scheme"), scheme, choices)
        if chosen not in choices[scheme]:
            raise UnknownNameError(Text("代码表", "code list"), chosen, (entry.code for entry in choices[scheme].codes))
    return Header(title="", schemes=dict(options.schemes))


def _ledger(kinds: Iterable[RecordKind], options: TemplateOptions) -> Ledger:
    """Return what a template holds: nothing, or the example."""
    header = _header(options)
    if not options.example:
        return Ledger({}, header=header)
    first = {scheme: choices.codes[0].code for scheme, choices in scheme_choices().items()}
    return example_ledger([kind.name for kind in kinds], {**first, **header.schemes})


def _fill_in(sheet: Worksheet, kind: RecordKind, ledger: Ledger, language: Language) -> None:
    """Write the records of a kind, and below them empty rows that show the form of a table."""
    write = row_writer(kind.columns, ledger, language)
    records = ledger.of_kind(kind.name)
    shapes = [styles.column_style(column) for column in kind.columns]
    for row, record in enumerate(records, start=FIRST_ROW):
        for position, (value, style) in enumerate(zip(write(record), shapes, strict=True), start=1):
            put(sheet.cell(row, position), value, style)
    for row in range(FIRST_ROW + len(records), FIRST_ROW + FORM_ROWS):
        for position, style in enumerate(shapes, start=1):
            sheet.cell(row, position).style = style
    last, below = get_column_letter(len(shapes)), FIRST_ROW + FORM_ROWS
    is_filled_in = f"COUNTA($A{below}:${last}{below})>0"
    lines = Rule(type="expression", formula=[is_filled_in], dxf=DifferentialStyle(border=styles.grid()))
    sheet.conditional_formatting.add(f"A{below}:{last}{FIRST_ROW + ROOM - 1}", lines)


def _required(kind: RecordKind, language: Language) -> str:
    """Say which columns of a kind have to be filled in."""
    headers = [column.header for column in kind.columns if column.declaration.required]
    joined = Text("、".join(header.zh for header in headers), ", ".join(header.en for header in headers))
    return Text("必填：{columns}", "required: {columns}").format(columns=joined).of(language)
