"""Entry checks: what Excel offers and refuses while a cell of a record is filled in, with prompts in words."""

from __future__ import annotations

from typing import Literal, assert_never

import attrs
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation

from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.values import MOST_DIGITS

LONGEST_CAPTION, LONGEST_MESSAGE = 32, 225
"""How many characters Excel takes in the caption of a prompt or an error, and in its words; it calls a file broken
where there are more."""

_LARGEST = "9" * MOST_DIGITS
_CODES_SHEET = Text("“代码表”", "'Code lists'")


@attrs.frozen(kw_only=True)
class _Check:
    """A check of Excel's, without where it stands."""

    type: Literal["list", "date", "whole", "decimal", "custom"]
    operator: Literal["between"] | None = None
    first: str
    second: str | None = None
    prompt: Text
    error: Text
    is_strict: bool
    """Whether Excel refuses what fails; else it asks whether it is meant."""


def entry_check(column: Column, cells: CellRange, choices: str | None, language: Language) -> DataValidation | None:
    """Return the check of the cells of a column; ``None`` if anything may stand in them.

    Args:
        column: the column.
        cells: where its values stand.
        choices: the defined name of the range that values are chosen from.
        language: that of the words.
    """
    letter = get_column_letter(cells.min_col)
    whole, first = f"${letter}${cells.min_row}:${letter}${cells.max_row}", f"${letter}{cells.min_row}"
    found = _check(column, whole, first, choices)
    if found is None:
        return None
    return DataValidation(
        type=found.type,
        operator=found.operator,
        formula1=found.first,
        formula2=found.second,
        allow_blank=True,
        showInputMessage=True,
        promptTitle=_cut(column.header.of(language), LONGEST_CAPTION),
        prompt=_cut(found.prompt.of(language), LONGEST_MESSAGE),
        showErrorMessage=True,
        errorStyle="stop" if found.is_strict else "warning",
        errorTitle=_cut(column.header.of(language), LONGEST_CAPTION),
        error=_cut(found.error.of(language), LONGEST_MESSAGE),
        sqref=cells.coord,
    )


def _check(column: Column, whole: str, cell: str, choices: str | None) -> _Check | None:
    match column.kind:
        case ColumnKind.LABEL | ColumnKind.FLAG | ColumnKind.REFERENCE:
            return None if choices is None else _choice(column, choices)
        case ColumnKind.DATE:
            return _day()
        case ColumnKind.NUMBER:
            return _number(
                "whole",
                "0",
                Text("填整数，不带单位。", "A whole number, without its unit."),
                Text("应为不小于 0 的整数，不带单位和文字。", "A whole number of at least 0 is wanted, without words."),
            )
        case ColumnKind.DECIMAL:
            return _number(
                "decimal",
                f"-{_LARGEST}",
                Text("填数字，不带单位；百分比填 85.5 表示 85.5%。", "A number without its unit; 85.5 for 85.5 %."),
                Text("应为数字，不带单位和文字。", "A number is wanted, without words."),
            )
        case ColumnKind.MONEY:
            return _number(
                "decimal",
                f"-{_LARGEST}",
                Text("以元为单位填数字：12.5 万元填 125000。", "An amount in yuan, not in ten thousand yuan: 125000."),
                Text("应为数字（元），不带“元”“万元”等文字。", "A number is wanted (yuan), without words."),
            )
        case ColumnKind.IDENTIFIER if column.name == "id":
            return _unique(whole, cell)
        case ColumnKind.IDENTIFIER | ColumnKind.NAME | ColumnKind.TEXT:
            return None
        case _:
            assert_never(column.kind)


def _choice(column: Column, choices: str) -> _Check:
    target = column.declaration.refers_to
    where = _CODES_SHEET
    if target:
        where = Text("“{sheet}”的“编号”列", "the ids on '{sheet}'").format(sheet=record_kind(target).title)
    return _Check(
        type="list",
        first=choices,
        prompt=Text("从下拉列表中选择，选项见{where}。", "Choose from the list; it stands in {where}.").format(where=where),
        error=Text("{where}中没有这一项。确要这样填写吗？", "It is not among {where}. Is it meant so?").format(where=where),
        is_strict=False,
    )


def _day() -> _Check:
    return _Check(
        type="date",
        operator="between",
        first="DATE(1900,3,1)",
        second="DATE(2099,12,31)",
        prompt=Text("填写日期，如 2019-12-18。", "A day, written like 2019-12-18."),
        error=Text(
            "应为日期，写成 2019-12-18；不要写成 2019.12.18，也不要只写年月。",
            "A day is wanted, written like 2019-12-18, not 2019.12.18 or a month alone.",
        ),
        is_strict=True,
    )


def _number(type_: Literal["whole", "decimal"], least: str, prompt: Text, error: Text) -> _Check:
    return _Check(
        type=type_, operator="between", first=least, second=_LARGEST, prompt=prompt, error=error, is_strict=True
    )


def _unique(whole: str, cell: str) -> _Check:
    return _Check(
        type="custom",
        # Not COUNTIF: it compares the first 15 digits of a code, and reads * and ? as patterns.
        first=f"SUMPRODUCT(--EXACT({whole},{cell}))<2",
        prompt=Text("本表内不重复的编号，其他表用它引用这一行。", "An id of its own; other sheets refer to this row by it."),
        error=Text("本表已有这个编号。确要重复吗？", "This id is already on the sheet. Is it meant so?"),
        is_strict=False,
    )


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
