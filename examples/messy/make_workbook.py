"""Write a workbook as people hand it in: title, unit line, headers in two rows, totals, notes, days in four forms.

做一份日常会收到的名单：有标题、单位行、两行表头、合计、附注和多种日期写法；内容全部虚构。--check 只核对，不写文件。
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from minzheng_domain.codes import uscc

HERE = Path(__file__).parent
TARGET = HERE / "社会组织名单.xlsx"

Cell: TypeAlias = str | int | float | date | None

_SOCIAL_GROUP, _AGENCY, _FOUNDATION = "51", "52", "53"
_LIST: tuple[tuple[str, str, str, str, Cell, Cell, str | None], ...] = (
    ("示例书画会", _SOCIAL_GROUP, "社会团体", "正常", date(2016, 3, 5), 3, None),
    ("示例养老服务中心", _AGENCY, "民办非企业单位", "正常", "2017.4.12", "10万元", "联系人已换"),
    ("示例邻里互助社", _AGENCY, "民办非企业单位", "登记", "2018年6月1日", 5.5, None),
    ("示例慈善基金会", _FOUNDATION, "基金会", "登记", "2015-09-30", 200, None),
    ("示例环保志愿队", _SOCIAL_GROUP, " 社会团体", "已登记", 43529, "3", None),
    ("示例舞蹈队", _SOCIAL_GROUP, "社会团体", "登记", "２０１９．１１．８", None, None),
    ("示例助残服务社", _AGENCY, "民非", "注销", "2019年春", "１０", None),
    ("示例文化促进会", _SOCIAL_GROUP, "社会团体", "登记", "20190520", "面议", None),
)
"""Name, first two characters of the code, and what stands under type, status, day, funds and notes."""


def code(number: int, start: str) -> str:
    """Make a code that passes both checks and is plainly made up."""
    body = f"EXAMP{number:03d}"
    whole = f"{start}310114{body}{uscc.calc_organization_check_digit(body)}"
    return whole + uscc.calc_check_digit(whole)


def rows() -> Iterator[list[Cell]]:
    """Yield the rows of the sheet, from the first."""
    yield ["示范区社会组织基本情况一览表（虚构示例）"]
    yield ["填报单位：示范区民政局", None, None, None, None, None, "单位：万元"]
    yield ["序号", "基本信息", None, None, "登记情况", None, None, "备注"]
    yield [None, "单位名称", "信用代码", "组织类型", "状态", "成立时间", "注册资金", None]
    for number, (name, start, *rest) in enumerate(_LIST, 1):
        # One of the codes was typed in lower case.
        made = code(number, start)
        yield [number, name, made.lower() if name == "示例邻里互助社" else made, *rest]
    yield ["合计", f"{len(_LIST)}家", None, None, None, None, 231.5]
    yield []
    yield ["注：本表为虚构示例，注册资金为登记时数额。"]


def workbook() -> Workbook:
    """Return the workbook."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = "名单"
    for number, row in enumerate(rows(), 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    for area in ("A1:H1", "A3:A4", "B3:D3", "E3:G3", "H3:H4", "A15:H15"):
        sheet.merge_cells(area)
    line = Side(style="thin")
    for cells in sheet["A3:H13"]:
        for cell in cells:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet["A1"].font = Font(name="方正小标宋简体", size=18)
    sheet["A1"].alignment = Alignment(horizontal="center")
    for letter, width in zip("ABCDEFGH", (6, 24, 24, 18, 10, 16, 12, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    hidden = made.create_sheet("去年名单")
    hidden.append(["单位名称", "信用代码"])
    hidden.append([_LIST[0][0], code(1, _SOCIAL_GROUP)])
    hidden.sheet_state = "hidden"
    return made


def main(arguments: list[str] | None = None) -> int:
    """Write the workbook, or compare it with the file that is there; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="只比较，不写文件 / compare the file, write nothing")
    made = workbook()
    if not parser.parse_args(arguments).check:
        made.save(TARGET)
        return 0
    if TARGET.is_file() and _content(load_workbook(TARGET)) == _content(made):
        return 0
    sys.stderr.write(
        f"{TARGET.name} 与 make_workbook.py 生成的内容不一致，请重新运行。\n"
        f"{TARGET.name} is not what make_workbook.py makes; run it again.\n"
    )
    return 1


def _content(book: Workbook) -> list[tuple[str, list[list[str]]]]:
    return [
        (sheet.title, [[str(cell or "").removesuffix(" 00:00:00") for cell in row] for row in sheet.values])
        for sheet in book.worksheets
    ]


if __name__ == "__main__":
    sys.exit(main())
