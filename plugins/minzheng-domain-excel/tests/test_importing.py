"""Importing: a spreadsheet becomes a ledger, with ids, references and sources, and a remark for what was done."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from minzheng_domain.codes import code_list
from minzheng_domain.errors import ReadError
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.remarks import Treatment
from minzheng_domain.model.standing import Grading
from minzheng_domain.plugin import ImportOptions
from minzheng_domain_excel.grids import Area, Book, Percent, Sheet
from minzheng_domain_excel.importer import SPREADSHEET
from minzheng_domain_excel.importing import read_book, read_spreadsheet
from minzheng_domain_excel.mapping import Settled

HEADER = ("编号", "名称", "类型", "登记状态")
RECORD = ("S1", "示例区读书协会", "社会团体", "正常")
CODE, ANOTHER_CODE = "51110101MJ0000018K", "52110101MJ0000026L"
COVER = (("台账名称", "示例台账", "header.title"), ("格式", "minzheng-ledger", "format"), ("版本", 1, "version"))


def _sheet(name: str, *rows: Sequence[Any], merged: Sequence[Area] = (), hidden: bool = False) -> Sheet:
    lines = [(number, tuple(row)) for number, row in enumerate(rows, start=1) if any(cell is not None for cell in row)]
    return Sheet(name=name, rows=lambda: iter(lines), merged=tuple(merged), is_hidden=hidden)


def _read(*sheets: Sheet, form: str = "xlsx") -> Ledger:
    return read_book(Book(path=Path("名单.xlsx"), form=form, sheets=sheets), Settled())


def _told(ledger: Ledger) -> list[tuple[str, str, str, str | None]]:
    return [(r.source.place, r.treatment.name, r.found, r.taken) for r in ledger.remarks]


def _ids(ledger: Ledger, kind: str = "organizations") -> list[str]:
    return [record.id for record in ledger.of_kind(kind)]


def _only(ledger: Ledger) -> Organization:
    (found,) = ledger.all(Organization)
    return found


# -------------------------------------------------------------------------------------------------------------- records


def test_a_clean_list_needs_no_word():
    """What stands as it is declared is taken without a remark, in the order of the file."""
    header = (*HEADER, "成立登记日期", "注册资金", "个人会员数", "是否慈善组织", "非国有资产比例（%）")
    ledger = _read(_sheet("名单", header, (*RECORD, date(2019, 3, 5), 30000, 51, "是", Percent(0.4))))

    assert ledger.remarks == ()
    assert _only(ledger) == Organization(
        id="S1", name="示例区读书协会", type="SOCIAL_GROUP", status="REGISTERED", registered_on=date(2019, 3, 5),
        registered_funds=Decimal(30000), individual_members=51, is_charity=True, non_state_share=Decimal(40),
    )  # fmt: skip
    assert ledger.file == "名单.xlsx"
    assert ledger.header == Header(title="名单")


def test_every_field_has_its_source():
    """A field is found in its cell, one that no column holds in its row, on whichever sheet the record stands."""
    ledger = _read(
        _sheet("甲 表", HEADER, RECORD), _sheet("乙", ("名单",), HEADER, ("S2", *RECORD[1:]), ("S3", *RECORD[1:]))
    )
    kind = Organization.__kind__
    sources = [str(ledger.source(kind, place, kind.column("name"))) for place in range(3)]

    assert sources == ["名单.xlsx: '甲 表'!B2", "名单.xlsx: 乙!B3", "名单.xlsx: 乙!B4"]
    assert ledger.source(kind, 2, kind.column("uscc")).place == "乙!4:4"
    assert ledger.source(kind, 2).place == "乙!4:4"


def test_a_required_text_that_is_missing_is_empty_and_told():
    """A label, name or text that is missing or unreadable is an empty text, and its cell is told once."""
    ledger = _read(_sheet("名单", HEADER, ("S1", "甲会", None, True)))

    assert (_only(ledger).type, _only(ledger).status) == ("", "")
    assert _told(ledger) == [("名单!C2", "UNREADABLE", "", None), ("名单!D2", "UNREADABLE", "是", None)]


def test_a_record_without_a_required_day_or_number_is_left_out():
    """No day can stand for one that is missing: the row is told with what stands in it, beside the cell."""
    header = ("编号", "社会组织", "评估等级", "授予日期")
    rows = [("P1", "S1", "3A级", None), ("P2", "S1", "4A级", "2019年春"), ("P3", "S1", "5A级", "/")]
    ledger = _read(_sheet("等级评估", header, *rows))

    assert len(ledger) == 0
    assert _told(ledger) == [
        ("等级评估!2:2", "LEFT_OUT", "P1 | S1 | 3A级", None),
        ("等级评估!D2", "UNREADABLE", "", None),
        ("等级评估!3:3", "LEFT_OUT", "P2 | S1 | 4A级 | 2019年春", None),
        ("等级评估!D3", "UNREADABLE", "2019年春", None),
        ("等级评估!4:4", "LEFT_OUT", "P3 | S1 | 5A级 | /", None),
        ("等级评估!D4", "REPAIRED", "/", ""),
    ]
    assert "授予日期" in ledger.remarks[0].reason.zh


def test_a_required_column_that_is_missing_is_told_once():
    """Of a text the records are made with nothing in it; of a day none is made."""
    ledger = _read(
        _sheet("名单", HEADER[:3], RECORD[:3]),
        _sheet("等级评估", ("编号", "社会组织", "评估等级"), ("P1", "S1", "3A级")),
    )

    assert _told(ledger) == [
        ("名单!1:1", "UNREADABLE", "", None),
        ("等级评估!1:1", "UNREADABLE", "", None),
        ("等级评估!2:2", "LEFT_OUT", "P1 | S1 | 3A级", None),
    ]
    assert [remark.field for remark in ledger.remarks] == ["status", "awarded_on", None]
    assert _only(ledger).status == ""


def test_a_table_without_records_misses_nothing():
    """Below a header without rows there is nothing to tell."""
    assert _read(_sheet("名单", HEADER[:3])).remarks == ()


def test_rows_with_numbers_alone_are_no_records():
    """A list may be numbered further than it is filled in: these rows are nothing, and the column is told."""
    ledger = _read(_sheet("名单", ("序号", *HEADER), (1, *RECORD), (2,), (3,)))

    assert _ids(ledger) == ["S1"]
    assert _told(ledger) == [("名单!A1", "PASSED_OVER", "序号", None)]
    assert "3 个" in ledger.remarks[0].reason.zh


def test_columns_that_are_no_fields_are_told_with_their_cells():
    """An unknown column is told at its header, one without a header at its first cell; empty ones are nothing."""
    header = ("编号", None, *HEADER[1:], "负责人电话", "空列")
    ledger = _read(
        _sheet("名单", header, ("S1", "旁注", *RECORD[1:], "无", None, "远处"), ("S2", None, *RECORD[1:], "无"))
    )

    assert _told(ledger) == [
        ("名单!F1", "LEFT_OUT", "负责人电话", None),
        ("名单!B2", "LEFT_OUT", "旁注", None),
        ("名单!H2", "LEFT_OUT", "远处", None),
    ]
    assert "2 个" in ledger.remarks[0].reason.zh


def test_units_are_told_once_for_their_column():
    """万元 in the header multiplies exactly; the header's cell says so."""
    ledger = _read(_sheet("名单", (*HEADER, "注册资金（万元）"), (*RECORD, 0.1), ("S2", *RECORD[1:], "5000元")))

    assert [o.registered_funds for o in ledger.all(Organization)] == [Decimal(1000), Decimal(5000)]
    assert _told(ledger) == [
        ("名单!E1", "REPAIRED", "注册资金（万元）", "×10000"),
        ("名单!E3", "REPAIRED", "5000元", "5000"),
    ]


def test_a_column_in_another_unit_is_left_out():
    """Dollars are not read as yuan: the column is told."""
    ledger = _read(_sheet("名单", (*HEADER, "注册资金（美元）"), (*RECORD, 100)))

    assert _only(ledger).registered_funds is None
    assert [(r.source.place, r.treatment) for r in ledger.remarks] == [("名单!E1", Treatment.LEFT_OUT)]
    assert "美元" in ledger.remarks[0].reason.zh


def test_merged_cells_stand_for_all_their_rows_where_that_is_certain():
    """A street over three rows is that of all; an amount or a code over several may be that of all together."""
    header = (*HEADER, "所属街镇", "注册资金", "统一社会信用代码", "成立登记日期")
    rows = [
        (*RECORD, " T1", 100, CODE, date(2019, 1, 2)),
        ("S2", *RECORD[1:]),
        ("S3", *RECORD[1:], None, 300),
        ("S4", *RECORD[1:]),
    ]
    areas = [Area(2, 5, 4, 5), Area(2, 6, 3, 6), Area(2, 7, 3, 7), Area(2, 8, 3, 8)]
    ledger = _read(_sheet("名单", header, *rows, merged=areas))
    found = ledger.all(Organization)

    assert [o.town for o in found] == ["T1", "T1", "T1", None]
    assert [o.registered_funds for o in found] == [100, None, 300, None]
    assert [o.registered_on for o in found] == [date(2019, 1, 2), date(2019, 1, 2), None, None]
    assert [(place, what, taken) for place, what, _, taken in _told(ledger)] == [
        ("名单!E2", "REPAIRED", "T1"),
        ("名单!E3", "REPAIRED", "T1"),
        ("名单!F3", "UNREADABLE", None),
        ("名单!G3", "UNREADABLE", None),
        ("名单!H3", "REPAIRED", "2019-01-02"),
        ("名单!E4", "REPAIRED", "T1"),
    ]


def test_an_unreadable_merged_cell_is_told_where_it_stands():
    """What cannot be read in its first cell is nothing in the others."""
    header = (*HEADER, "成立登记日期")
    ledger = _read(
        _sheet("名单", header, (*RECORD, "2019年"), ("S2", *RECORD[1:]), merged=[Area(2, 5, 3, 5)]),
    )

    assert _told(ledger) == [("名单!E2", "UNREADABLE", "2019年", None)]


# --------------------------------------------------------------------------------------------------- ids and references


def test_ids_are_codes_where_they_are_unique():
    """Without a column of ids a code serves; where it is repeated, all its rows bear sheet and row."""
    header = ("名称", "统一社会信用代码", "类型", "登记状态")
    codes = [CODE, ANOTHER_CODE, None, ANOTHER_CODE, ANOTHER_CODE]
    ledger = _read(_sheet("名单", header, *[(f"会{n}", code, *RECORD[2:]) for n, code in enumerate(codes)]))

    assert _ids(ledger) == [CODE, "名单-3", "名单-4", "名单-5", "名单-6"]
    assert _told(ledger) == [("名单!1:1", "REPAIRED", "", "uscc")]


def test_ids_are_sheets_and_rows_where_there_is_no_code():
    """Other kinds of record have no code: the sheet and the row name them."""
    ledger = _read(_sheet("年检", ("社会组织", "检查年度", "年检结论"), ("甲会", 2018, "合格")))

    assert _ids(ledger, "annual_inspections") == ["年检-2"]
    assert _told(ledger) == [("年检!1:1", "REPAIRED", "", "row")]


def test_an_id_that_is_missing_is_made_up_and_told_at_its_cell():
    """An empty cell of the column of ids is told with the id that it got; an unreadable one as unreadable."""
    header = ("编号", "名称", "统一社会信用代码", "类型", "登记状态")
    ledger = _read(
        _sheet(
            "名单",
            header,
            ("S1", "甲会", CODE, *RECORD[2:]),
            (None, "乙会", ANOTHER_CODE, *RECORD[2:]),
            (None, "丙会", CODE, *RECORD[2:]),
            (date(2019, 3, 5), "丁会", None, *RECORD[2:]),
        )
    )

    assert _ids(ledger) == ["S1", ANOTHER_CODE, "名单-4", "名单-5"]
    assert _told(ledger) == [
        ("名单!A3", "REPAIRED", "", ANOTHER_CODE),
        ("名单!A4", "REPAIRED", "", "名单-4"),
        ("名单!A5", "UNREADABLE", "2019-03-05", None),
    ]
    assert [remark.record for remark in ledger.remarks] == _ids(ledger)[1:]


def _lists(*references: Any) -> tuple[Sheet, Sheet]:
    organizations = [
        ("S1", "示例区读书协会", CODE, *RECORD[2:]),
        ("S2", "同名会", None, *RECORD[2:]),
        ("S3", "同名会", None, *RECORD[2:]),
        ("读书", "S1", None, *RECORD[2:]),
    ]
    header = ("编号", "名称", "统一社会信用代码", "类型", "登记状态")
    gradings = [(f"P{n}", reference, "3A级", date(2019, 1, 2)) for n, reference in enumerate(references)]
    return (
        _sheet("评估", ("编号", "社会组织", "评估等级", "授予日期"), *gradings),
        _sheet("名单", header, *organizations),
    )


def test_references_are_ids_codes_or_names():
    """An id goes first, then a code, then a name that only one record bears; the cell is told with the id."""
    ledger = _read(*_lists("S1", CODE, "示例区 读书协会", " S2", "同名会", "没有的会", "〔S1〕"))

    gradings = ledger.all(Grading)
    assert [r.organization for r in gradings] == ["S1", "S1", "S1", "S2", "同名会", "没有的会", "S1"]
    assert _told(ledger) == [
        ("评估!B3", "REPAIRED", CODE, "S1"),
        ("评估!B4", "REPAIRED", "示例区 读书协会", "S1"),
        ("评估!B5", "REPAIRED", " S2", "S2"),
    ]


def test_a_reference_that_was_repaired_and_found_is_told_once():
    """Blanks dropped and a name replaced are one remark, from what stands there to the id."""
    ledger = _read(*_lists(" 示例区读书协会 ", " 没有的会"))

    assert _told(ledger) == [
        ("评估!B2", "REPAIRED", " 示例区读书协会 ", "S1"),
        ("评估!B3", "REPAIRED", " 没有的会", "没有的会"),
    ]


def test_references_to_kinds_that_are_not_there_stay_as_they_are():
    """Without a list of towns a town is what was typed."""
    ledger = _read(_sheet("名单", (*HEADER, "所属街镇"), (*RECORD, "示例街道"), ("S2", *RECORD[1:], "〔示例镇〕")))

    assert [o.town for o in ledger.all(Organization)] == ["示例街道", "示例镇"]
    assert ledger.remarks == ()


# --------------------------------------------------------------------------------------------------------------- sheets


def test_hidden_sheets_are_told_and_not_read():
    """A hidden sheet with content is left out and told; an empty one, or one of ours without records, is nothing."""
    keys = ("organizations.id", "organizations.name")
    ledger = _read(
        _sheet("名单", HEADER, RECORD),
        _sheet("旧", HEADER, RECORD, hidden=True),
        _sheet("空", hidden=True),
        _sheet("代码表", ("#codes",), ("社会团体",), hidden=True),
        _sheet("模板", keys, ("*编号", "*名称"), hidden=True),
        _sheet("填了的模板", keys, ("*编号", "*名称"), ("S9", "甲会"), hidden=True),
        _sheet("杂", ("随手记",), hidden=True),
    )

    assert _ids(ledger) == ["S1"]
    assert [(place, what) for place, what, *_ in _told(ledger)] == [
        ("旧!A1", "LEFT_OUT"),
        ("填了的模板!A1", "LEFT_OUT"),
        ("杂!A1", "LEFT_OUT"),
    ]


def test_sheets_without_a_table_are_told():
    """A sheet of words, or one whose kind is in doubt, is told as a whole, with a way out."""
    ledger = _read(
        _sheet("名单", HEADER, RECORD),
        _sheet("说明", ("请于年底前填报。",)),
        _sheet("表三", ("编号", "名称", "级别", "状态"), ("Z1", "甲", "区级", "运行")),
        _sheet("空"),
    )

    assert _told(ledger) == [("说明!A1", "LEFT_OUT", "说明", None), ("表三!A1", "LEFT_OUT", "表三", None)]
    assert all("--draft-mapping" in remark.reason.zh for remark in ledger.remarks)
    assert "公益项目" in ledger.remarks[1].reason.zh


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ([_sheet("财务报表", ("科目", "期初"), ("现金", 1))], ["财务报表", "社会组织", "minzheng template"]),
        (
            [_sheet("表三", ("编号", "名称", "级别", "状态"), ("Z1", "甲", "区级", "运行"))],
            ["表三!A1", "公益项目", "--draft-mapping"],
        ),
        ([_sheet("Sheet1")], ["Sheet1"]),
        ([], ["工作表"]),
    ],
)
def test_a_file_in_which_nothing_is_recognised_is_refused(sheets, said):
    """The error names the sheets that are there and the tables that are wanted."""
    with pytest.raises(ReadError) as refused:
        _read(*sheets)

    assert all(words in str(refused.value) for words in said)


def test_the_cover_is_the_header_of_the_ledger():
    """What the cover says is the header; what it says wrongly is told at its cell; without records it is enough."""
    ledger = _read(_sheet("封面", *COVER, ("虚构", "也许", "header.synthetic"), ("区名", "示例区", "header.district")))

    assert ledger.header == Header(title="示例台账", district="示例区")
    assert [(place, what, found) for place, what, found, _ in _told(ledger)] == [("封面!B4", "UNREADABLE", "也许")]


def test_a_cover_without_a_title_leaves_the_name_of_the_file():
    """The file's name is the title where the cover has none."""
    assert _read(_sheet("封面", *COVER[1:])).header.title == "名单"


@pytest.mark.parametrize(
    ("line", "bureau"),
    [
        (("填报单位：示例区民政局", "填报日期：2019年"), "示例区民政局"),
        (("填报单位（盖章）：", None, "示例区民政局", "2019年12月"), "示例区民政局"),
        (("填报单位：", None, "填报日期：2019年"), None),
        (("填报单位：",), None),
        (("单位：万元", "示例区民政局名单"), None),
    ],
)
def test_the_line_above_a_table_names_the_organ_that_reports(line, bureau):
    """填报单位 above a foreign table is the bureau, unless the cover names one."""
    assert _read(_sheet("名单", line, HEADER, RECORD)).header.bureau == bureau
    cover = _sheet("封面", *COVER, ("填报单位", "封面民政局", "header.bureau"))
    assert _read(_sheet("名单", line, HEADER, RECORD), cover).header.bureau == "封面民政局"


def test_the_scheme_of_the_cover_says_what_categories_mean():
    """Labels of a scheme are read by the list that the cover chooses."""
    entry = code_list("community-category-four-type").codes[0]
    rows = ((*HEADER, "社区社会组织类别"), (*RECORD, entry.label.zh))
    scheme = ("分类", "community-category-four-type", "header.schemes.community-category")
    with_scheme, without = _read(_sheet("封面", *COVER, scheme), _sheet("名单", *rows)), _read(_sheet("名单", *rows))

    assert _only(with_scheme).community_category == entry.code
    assert _only(without).community_category == entry.label.zh


def test_texts_of_a_file_without_types_are_taken_as_they_are():
    """In CSV a plain number and an ISO day need no word."""
    rows = ((*HEADER, "成立登记日期", "个人会员数"), (*RECORD, "2019-03-05", "12"))

    assert _read(_sheet("名单", *rows), form="csv").remarks == ()
    assert len(_read(_sheet("名单", *rows)).remarks) == 2


def test_long_and_odd_content_is_shown_short():
    """What a remark shows is at most sixty characters, control characters written out."""
    ledger = _read(_sheet("名单", HEADER, ("S1", "甲" * 80 + " ", *RECORD[2:]), ("S2", "乙\n丙\x07 ", *RECORD[2:])))

    assert [found for _, _, found, _ in _told(ledger)] == ["甲" * 59 + "…", "乙\\n丙\\x07 "]


# ----------------------------------------------------------------------------------------------------------- real files


def _write(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def test_a_workbook_is_read_and_the_collector_left_as_it_was(tmp_path):
    """A real file gives the same as its grid, and the garbage collector runs again afterwards."""
    path = _write(tmp_path / "台账.xlsx", {"名单": [HEADER, RECORD], "说明": [["请填写"]]})

    ledger = read_spreadsheet(path, ImportOptions())

    assert _ids(ledger) == ["S1"]
    assert str(ledger.source(Organization.__kind__, 0)) == f"{path}: 名单!2:2"
    assert gc.isenabled()


def test_a_collector_that_is_off_stays_off(tmp_path):
    """Who has switched the garbage collector off keeps it so."""
    path = _write(tmp_path / "台账.xlsx", {"名单": [HEADER, RECORD]})
    gc.disable()
    try:
        read_spreadsheet(path, ImportOptions())
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_importer_offers_all_that_a_spreadsheet_can_do():
    """One importer reads every form, writes the template, marks faults and drafts a mapping."""
    assert SPREADSHEET.suffixes == (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")
    assert None not in (SPREADSHEET.template, SPREADSHEET.annotate, SPREADSHEET.draft_mapping)
