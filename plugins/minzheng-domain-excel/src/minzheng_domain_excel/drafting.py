"""Drafting: the text of a mapping file for a spreadsheet, with what was recognised in it and how sure that is.

The draft says what would be guessed without it: read with the file, it changes nothing until somebody edits it. What
was not recognised stands in comments, ready to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs
from openpyxl.utils import get_column_letter

from minzheng_domain.model.remarks import Treatment
from minzheng_domain_excel.cover_reading import read_cover
from minzheng_domain_excel.grids import Book, Sheet
from minzheng_domain_excel.mapping import Settled
from minzheng_domain_excel.reading import open_book
from minzheng_domain_excel.recognition.heads import Head
from minzheng_domain_excel.recognition.kinds import Fit
from minzheng_domain_excel.recognition.sheets import walk
from minzheng_domain_excel.recognition.tables import Table
from minzheng_domain_excel.recognition.walking import Doubt, Event, Mark, is_filled
from minzheng_domain_excel.recognition.words import compared
from minzheng_domain_excel.repairs import MONEY_SCALES

_PREAMBLE = """\
# 映射文件草稿：说明 {name} 中各表是什么。核对后改好，再用 minzheng import 文件 --mapping 本文件 导入。
# Draft of a mapping: what the tables of {name} are. Correct it, then: minzheng import FILE --mapping THIS
#
# 以 # 开头的是说明，不起作用；未识别的列去掉 # 并填上字段名即可读入，写 "" 表示不读。
# What follows a # is a comment. Remove it and name a field to have a column read that was not recognised; "" leaves it.
# 字段名见 minzheng schema 或模板隐藏的第 2 行。 Fields: see minzheng schema, or the hidden row 2 of a template.

# [header]
# title = ""       # 台账名称 title
# district = ""    # 行政区 district
# bureau = ""      # 填报单位 bureau that reports
# [header.schemes]
# community-category = ""   # 本区采用的分类方案 the scheme that the district has chosen
"""
_UNITS = {scale: unit for unit, scale in reversed(MONEY_SCALES.items())}
_SURE = 2.0
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def draft_mapping(path: Path) -> str:
    """Return the draft of a mapping file for a spreadsheet, as text (TOML).

    Raises:
        ReadError: the file is no spreadsheet.
    """
    with open_book(path) as book:
        return draft_of_book(book)


def draft_of_book(book: Book) -> str:
    """Return the draft of a mapping file for an open spreadsheet file."""
    parts = [_PREAMBLE.format(name=_comment(book.path.name))]
    parts += [text for sheet in book.sheets if (text := _draft_of_sheet(sheet))]
    return "\n".join(parts)


def _draft_of_sheet(sheet: Sheet) -> str:
    if next(sheet.rows(), None) is None:
        return ""
    name = _comment(sheet.name)
    if sheet.is_hidden:
        return f"# 工作表“{name}”是隐藏的，不读入。 The sheet is hidden, and not read.\n"
    if read_cover(sheet) is not None:
        return f"# 工作表“{name}”是封面。 The sheet is the cover.\n"
    found = list(_found(walk(sheet, Settled())))
    if any(isinstance(each.event, Mark) for each in found):
        return f"# 工作表“{name}”不是台账记录。 The sheet holds no records.\n"
    if not found:
        return _nothing(sheet.name)
    return "\n".join(_draft_of(each, sheet.name) for each in found)


@attrs.define
class _Seen:
    """A table, or a header in doubt, and how many cells of each column below it hold anything."""

    event: Table | Doubt | Mark
    counts: dict[int, int] = attrs.field(factory=dict)
    records: int = 0


def _found(events: Iterable[Event]) -> Iterator[_Seen]:
    seen: _Seen | None = None
    for event in events:
        match event:
            case Table() | Doubt() | Mark():
                if seen is not None:
                    yield seen
                seen = _Seen(event)
            case (int(), values) if seen is not None:
                seen.records += 1
                for index, value in enumerate(values):
                    if is_filled(value):
                        seen.counts[index] = seen.counts.get(index, 0) + 1
    if seen is not None:
        yield seen


def _draft_of(seen: _Seen, sheet: str) -> str:
    match seen.event:
        case Table(is_own=True, kind=kind):
            said = f"模板的表，按隐藏的字段标识读入：{kind.title.zh}。"
            return f"# 工作表“{_comment(sheet)}”是{said} A sheet of the template: {kind.name}.\n"
        case Table():
            return _draft_of_table(seen, seen.event)
        case Doubt():
            return _draft_in_doubt(seen.event, sheet)
        case Mark():
            return ""


def _draft_of_table(seen: _Seen, table: Table) -> str:
    lines = [_how_sure(table, seen.records), "[[tables]]", f"sheet = {_quoted(table.sheet)}"]
    lines += [f"header_row = {table.header_row}", f"header_rows = {table.header_rows}"]
    lines += [f"kind = {_quoted(table.kind.name)}   # {table.kind.title.zh}"]
    units = {table.columns[index].name: _UNITS[scale] for index, scale in table.scales.items()}
    if units:
        lines.append("units = { " + ", ".join(f"{field} = {_quoted(unit)}" for field, unit in units.items()) + " }")
    present = {"id", *(column.name for column in table.columns.values())}
    absent = [c for c in table.kind.columns if c.declaration.required and c.name not in present]
    lines += [f'# constants.{c.name} = ""   # 缺少必填的列：{c.header.zh} a required column is missing' for c in absent]
    lines.append("[tables.columns]")
    names = _names(table.heads)
    for index in sorted({*table.heads, *table.columns}):
        key, column = _quoted(names[index]), table.columns.get(index)
        if column is not None:
            lines.append(f"{key} = {_quoted(column.name)}   # {column.header.zh}")
        else:
            omitted = table.omitted[index]
            what = "不读入 not read" if omitted.treatment is Treatment.PASSED_OVER else "未识别 not recognised"
            lines.append(f'# {key} = ""   # {what}，{seen.counts.get(index, 0)} 个有内容的单元格 cells with content')
    return "\n".join(lines) + "\n"


def _how_sure(table: Table, records: int) -> str:
    """Say in a comment how sure the kind of record is, and how many records there are."""
    fit = table.fit
    recognised, named = len(table.columns), len(table.heads)
    sure = "确定 sure" if fit is not None and fit.lead >= _SURE else "大概 likely"
    zh = f"# {sure}：{recognised}/{named} 列已识别，{records} 行。"
    return f"{zh} {recognised} of {named} columns recognised, {records} rows."


def _draft_in_doubt(doubt: Doubt, sheet: str) -> str:
    kinds = "、".join(f"{fit.kind.name}（{fit.kind.title.zh}）" for fit in doubt.fits)
    lines = [
        f"# 不能确定：工作表“{_comment(sheet)}”第 {doubt.row} 行的表头像是 {kinds}。",
        f"# In doubt: the header in row {doubt.row} may be that of {', '.join(fit.kind.name for fit in doubt.fits)}.",
        "# [[tables]]",
        f"# sheet = {_quoted(sheet)}",
        f"# header_row = {doubt.row}   # 表头的最后一行 the last row of the header",
        f"# kind = {_quoted(_best(doubt.fits))}",
        "# [tables.columns]",
    ]
    names = _names(doubt.heads)
    lines += [f'# {_quoted(names[index])} = ""' for index in sorted(doubt.heads)]
    return "\n".join(lines) + "\n"


def _best(fits: Iterable[Fit]) -> str:
    return next((fit.kind.name for fit in fits), "")


def _nothing(sheet: str) -> str:
    lines = [
        f"# 未识别：工作表“{_comment(sheet)}”中没有认出表格。 No table was recognised on the sheet.",
        "# [[tables]]",
        f"# sheet = {_quoted(sheet)}",
        "# header_row = 1",
        '# kind = ""',
        "# [tables.columns]",
        "# 或不读这张表 or leave the sheet out:",
        "# [[ignore]]",
        f"# sheet = {_quoted(sheet)}",
    ]
    return "\n".join(lines) + "\n"


def _names(heads: Mapping[int, Head]) -> dict[int, str]:
    """Return what a mapping file may call each column: its header where that is the only one such, else its letter."""
    found = {}
    for index, head in heads.items():
        choices = (name for name in (head.text, "".join(head.levels)) if _is_only(name, heads))
        found[index] = next(choices, get_column_letter(index + 1))
    return found


def _is_only(name: str, heads: Mapping[int, Head]) -> bool:
    word = compared(name)
    bearers = [head for head in heads.values() if word in {compared(head.text), compared("".join(head.levels))}]
    return bool(word) and len(bearers) == 1


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    plain = "".join(_ESCAPES.get(c) or (c if c.isprintable() else f"\\u{ord(c):04X}") for c in text)
    return f'"{plain}"'


def _comment(text: str) -> str:
    """Return a text that does not end a comment."""
    return " ".join(text.split()) if text.isprintable() else _quoted(text)
