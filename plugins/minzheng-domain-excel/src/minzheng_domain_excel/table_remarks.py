"""Table remarks: what is to be told of a table as a whole, once its records are made: its columns, units and ids."""

from __future__ import annotations

from minzheng_domain.model.remarks import Treatment
from minzheng_domain.text import Text
from minzheng_domain_excel.collecting import TEXTS, Collector
from minzheng_domain_excel.recognition.tables import Omitted
from minzheng_domain_excel.remarking import Said
from minzheng_domain_excel.repairs import shown

NO_COLUMN = Text(
    "缺少必填的列“{header}”；请补上该列，或用映射文件给出固定值（constants）",
    "the required column '{header}' is missing; add it, or give a constant value for it by a mapping (constants)",
)
NO_COLUMN_NO_RECORD = Text(
    "缺少必填的列“{header}”，各行都没有读入；请补上该列，或用映射文件给出固定值（constants）",
    "the required column '{header}' is missing, and no row was read; add it, or give a constant value for it by a "
    "mapping (constants)",
)
NO_IDS = Text(
    "没有编号列，以统一社会信用代码为编号；没有代码或代码重复的，以工作表名和行号为编号",
    "there is no column of ids; the USCC serves, or where it is missing or repeated the sheet's name and the row",
)
CONVERTED = Text("单位不是元，整列已换算为元", "the unit is not yuan; the whole column was converted to yuan")
NO_HEADER = Text(
    "这一列没有表头，没有读入；请补上表头，或用映射文件说明（--draft-mapping）",
    "the column has no header, and was not read; give it one, or settle it by a mapping (--draft-mapping)",
)
CELLS = Text("{reason}（有内容的单元格 {number} 个）", "{reason} (cells with content: {number})")


def tell_of_table(collector: Collector) -> None:
    """Note what is to be told of a table as a whole."""
    _tell_of_strays(collector)
    if collector.had_rows:
        _tell_of_absent(collector)
        _tell_of_ids(collector)
        _tell_of_units(collector)


def _tell_of_strays(collector: Collector) -> None:
    """Note each column of the sheet that holds something but is no field."""
    table, notes = collector.table, collector.notes
    for index, (number, row, value) in sorted(collector.strays.items()):
        if table.is_helper(index):
            continue
        head = table.heads.get(index)
        omitted = table.omitted.get(index, Omitted(Treatment.LEFT_OUT, NO_HEADER))
        reason = CELLS.format(reason=omitted.reason, number=number)
        if head is None:
            notes.cell(row, index, Said(omitted.treatment, shown(value), reason))
        else:
            notes.cell(head.row, index, Said(omitted.treatment, head.text, reason))


def _tell_of_absent(collector: Collector) -> None:
    for column in collector.absent:
        reason = NO_COLUMN if column.kind in TEXTS else NO_COLUMN_NO_RECORD
        said = Said(Treatment.UNREADABLE, "", reason.format(header=column.header), field=column.name)
        collector.notes.row(collector.table.header_row, said)


def _tell_of_ids(collector: Collector) -> None:
    if collector.makes_ids:
        taken = "uscc" if collector.is_by_uscc else "row"
        said = Said(Treatment.REPAIRED, "", NO_IDS, taken=taken, field="id")
        collector.notes.row(collector.table.header_row, said)


def _tell_of_units(collector: Collector) -> None:
    table = collector.table
    for index, scale in table.scales.items():
        head = table.heads[index]
        taken = f"×1{'0' * scale}"
        said = Said(Treatment.REPAIRED, head.text, CONVERTED, taken=taken, field=table.columns[index].name)
        collector.notes.cell(head.row, index, said)
