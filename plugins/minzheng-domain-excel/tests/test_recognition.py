"""Recognition: where tables stand, what their columns are, and which rows are no records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.remarks import Treatment
from minzheng_domain_excel.grids import Area, Sheet, Uncalculated
from minzheng_domain_excel.mapping import Settled
from minzheng_domain_excel.recognition import lines as line_kinds
from minzheng_domain_excel.recognition.heads import heads_of
from minzheng_domain_excel.recognition.kinds import Fit, decided, fits
from minzheng_domain_excel.recognition.sheets import LOOSE, walk
from minzheng_domain_excel.recognition.tables import Table
from minzheng_domain_excel.recognition.walking import Aside, Doubt, Mark
from minzheng_domain_excel.recognition.words import contradicting_unit, forms, is_serial, meanings, money_scale

HEADER = ("编号", "名称", "类型", "登记状态")
RECORD = ("S1", "示例区读书协会", "社会团体", "正常")
ANOTHER = ("S2", "示例区棋类协会", "社会团体", "正常")


def _sheet(*rows: Sequence[Any], merged: Sequence[Area] = (), name: str = "名单", first: int = 1) -> Sheet:
    lines = [(number, tuple(row)) for number, row in enumerate(rows, start=first)]
    return Sheet(name=name, rows=lambda: iter(lines), merged=tuple(merged))


def _events(sheet: Sheet) -> list[Any]:
    return list(walk(sheet, Settled()))


def _tables(sheet: Sheet) -> list[Table]:
    return [event for event in _events(sheet) if isinstance(event, Table)]


def _fields(table: Table) -> dict[int, str]:
    return {index: column.name for index, column in table.columns.items()}


def _asides(sheet: Sheet) -> dict[int, Any]:
    return {event.row: event.reason for event in _events(sheet) if isinstance(event, Aside)}


def _records(sheet: Sheet) -> list[int]:
    return [event[0] for event in _events(sheet) if isinstance(event, tuple)]


# ------------------------------------------------------------------------------------------------------------ the words


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("*名称", "名称"),
        (" 名　称 ：", "名称"),
        ("名称（必填）", "名称"),
        ("（必填）名称", "名称"),
        ("注册资金（万元）", "注册资金"),
        ("注册资金/万元", "注册资金"),
        ("街道（镇）", "街道(镇)"),
        ("ＵＳＣＣ", "uscc"),
        ("成立日期\n（年月日）", "成立日期"),
        ("行（事）业", "行(事)业"),
    ],
)
def test_a_header_is_known_by_its_word(header, wanted):
    """Blanks, width, stars, brackets and units make no difference to what a header means."""
    assert wanted in forms(header)


@pytest.mark.parametrize("header", ["名称（英文）", "名称（曾用）", "名" * 61, "", "（）", "　"])
def test_a_header_that_means_something_else_is_not_that_word(header):
    """What stands in brackets may make it another column; what is long is no header."""
    assert "名称" not in forms(header)


@given(st.sampled_from(sorted(record_kinds())))
def test_every_declared_header_means_its_column(kind):
    """Each header of a kind, in both languages, means the column that declares it; so does each alias, or a better."""
    known = meanings(kind)
    for column in record_kind(kind).columns:
        for text in (column.header.zh, column.header.en):
            assert known[forms(text)[0]].column == column
        for alias in column.declaration.aliases:
            assert any(form in known for form in forms(alias))


@pytest.mark.parametrize(
    ("texts", "scale"),
    [
        (["注册资金（万元）"], 4),
        (["注册资金（单位：亿元）"], 8),
        (["金额", "万元"], 4),
        (["资金（万元）", "其中：财政（元）"], 0),
        (["合同金额/千元"], 3),
        (["合同金额（含税）"], None),
        (["合同金额"], None),
    ],
)
def test_a_header_names_its_unit_of_money(texts, scale):
    """The unit stands in brackets, at the end, or in a cell of its own; the lowest goes first."""
    assert money_scale(texts) == scale


@pytest.mark.parametrize(
    ("column", "header", "unit"),
    [
        ("registered_funds", "注册资金（美元）", "美元"),
        ("registered_funds", "注册资金（万元）", None),
        ("registered_funds", "注册资金（人民币）", None),
        ("staff", "从业人员数（千人）", "千人"),
        ("staff", "从业人员数（人）", None),
        ("name", "名称（亩）", None),
    ],
)
def test_a_unit_that_a_column_is_not_kept_in_is_noticed(column, header, unit):
    """Dollars are no yuan and thousands of people no people: the column is not read."""
    assert contradicting_unit(record_kind("organizations").column(column), [header]) == unit


def test_square_metres_are_square_metres_in_both_languages():
    """The declared unit is known in either language; another one contradicts it."""
    area = record_kind("service_centres").column("area")
    assert [contradicting_unit(area, [f"面积（{unit}）"]) for unit in ("平方米", "㎡", "亩", "万平方米")] == [
        None, None, "亩", "万平方米",
    ]  # fmt: skip


def test_serial_numbers_are_no_ids():
    """序号 and No. number the rows of a list; 编号 is an id."""
    assert [is_serial(text) for text in ("序号", "No.", "#", "序 号", "编号")] == [True, True, True, True, False]


# ------------------------------------------------------------------------------------------------------------ the heads


def _words(rows: Sequence[Sequence[Any]], merged: Sequence[Area] = ()) -> dict[int, tuple[str, ...]]:
    heads = heads_of([(number, row) for number, row in enumerate(rows, start=1)], merged)
    return {index: head.words for index, head in heads.items()}


def test_parent_and_child_are_tried_together_and_alone():
    """成立 over 日期 is 成立日期; a group over several columns names none of them."""
    words = _words([("单位名称", "成立", ""), ("", "日期", "地点")], [Area(1, 2, 1, 3)])

    assert words[0] == ("单位名称",)
    assert words[1] == ("成立日期", "日期")
    assert words[2] == ("成立地点", "地点")


def test_a_general_word_below_another_means_that_one():
    """业务主管单位 over 名称 is no name of the organization; 法定代表人 over 姓名 is the legal representative."""
    merged = [Area(1, 2, 1, 3), Area(1, 4, 1, 5)]
    words = _words([("名称", "业务主管单位", "", "法定代表人", ""), ("", "名称", "电话", "姓名", "电话")], merged)

    assert words[1][:2] == ("业务主管单位名称", "业务主管单位")
    assert "名称" not in words[1]
    assert "法定代表人" in words[3]
    assert "法定代表人" not in words[4]


def test_a_parent_is_spread_where_the_file_tells_no_merged_cells():
    """In CSV and some old files nothing is merged: a text stands for the empty cells to its right."""
    assert _words([("单位", "登记", "", ""), ("名称", "状态", "日期", "")])[2] == ("登记日期", "日期")


def test_a_header_knows_its_lowest_cell():
    """A remark on a column stands at its lowest header cell; of one merged downwards, where its text is."""
    heads = heads_of([(3, ("名称", "成立")), (4, (None, "日期"))], [Area(3, 1, 4, 1)])

    assert [(head.row, head.text) for head in heads.values()] == [(3, "名称"), (4, "日期")]


# ------------------------------------------------------------------------------------------------------------ the kinds


def _fits(*header: str, hints: str = "") -> Any:
    return fits(heads_of([(1, header)], ()), hints)


def _decided(found: Any) -> Fit:
    fit = decided(found)
    assert fit is not None
    return fit


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("序号", "名称", "统一社会信用代码", "类型", "登记状态"), "organizations"),
        (("序号", "单位名称", "信用代码"), "organizations"),
        (("单位名称", "评估等级", "评估时间", "有效期至"), "gradings"),
        (("单位名称", "统一社会信用代码", "年度", "年检结论"), "annual_inspections"),
        (("项目名称", "承接单位", "项目金额", "年度"), "projects"),
        (("项目名称", "拨付金额", "拨付日期"), "payments"),
        (("受扶持单位", "扶持方式", "扶持日期", "金额"), "supports"),
        (("培训名称", "活动类别", "举办时间", "场次"), "activities"),
        (("检查对象", "检查方式", "检查日期", "检查结果"), "supervisions"),
        (("姓名", "社团名称", "干部身份", "兼任职务"), "official_posts"),
        (("name", "USCC", "type", "status"), "organizations"),
    ],
)
def test_the_columns_tell_the_kind_of_record(header, kind):
    """A list as bureaus keep it is known by its headers, under other names too."""
    assert _decided(_fits(*header)).kind.name == kind


@pytest.mark.parametrize(
    "header",
    [
        ("编号", "名称", "级别", "状态"),
        ("名称", "日期"),
        ("名称", "甲", "乙", "丙", "丁", "戊", "己", "类型"),
        ("类型", "登记状态"),
        ("科目", "期初余额", "期末余额"),
    ],
)
def test_what_fits_several_kinds_or_none_is_not_guessed(header):
    """A false guess is worse than a question."""
    assert decided(_fits(*header)) is None


def test_the_title_decides_between_kinds():
    """The longest title of a kind that is named says what it is; 社会组织 alone says little beside it."""
    header = ("编号", "名称", "级别", "状态")
    assert _decided(_fits(*header, hints="2019年公益项目一览表")).kind.name == "projects"
    assert _decided(_fits("编号", "名称", "级别", hints="示例市社会组织服务中心")).kind.name == "service_centres"


def test_of_two_columns_of_one_meaning_the_better_word_is_taken():
    """A declared header goes before an alias, an earlier alias before a later one; the other is told."""
    found = _decided(_fits("单位名称", "名称", "类型", "登记状态"))

    assert {index: column.name for index, column in found.columns.items()} == {1: "name", 2: "type", 3: "status"}
    assert {index: column.name for index, column in found.twice.items()} == {0: "name"}


# ------------------------------------------------------------------------------------------------------------ the lines


@pytest.mark.parametrize(
    "text", ["合计", " 合 计：", "小计", "总计", "共计", "社会团体小计", "合计：205家", "合计数", "Total"]
)
def test_totals_are_known(text):
    """A row of totals is known by its first word."""
    assert line_kinds.is_total(text)
    assert line_kinds.may_be_no_record(text)


@pytest.mark.parametrize("text", ["示例市统计学会", "示例区会计师协会", "设计创意合作社", "计生协会"])
def test_names_are_no_totals(text):
    """An organization whose name has 计 in it is one."""
    assert not line_kinds.is_total(text)


@pytest.mark.parametrize(
    "text",
    [
        "注：数据均为虚构",
        "备注：",
        "说明",
        "注1：甲",
        "※ 见附件",
        "第1页 共3页",
        "以下空白",
        "填表人：示例甲",
        "审核人（签字）：",
        "单位（盖章）：",
    ],
)
def test_notes_and_signatures_are_known(text):
    """What stands below a table is known by how it begins."""
    assert line_kinds.is_note(text)
    assert line_kinds.may_be_no_record(text)


def test_groups_and_prose_are_known():
    """The heading of a group begins with a Chinese number; prose has the marks of a sentence."""
    assert line_kinds.is_group("一、社会团体")
    assert line_kinds.is_group("（二）基金会")
    assert not line_kinds.is_group("一心读书协会")
    assert line_kinds.is_sentence("本表由示例区填报。")
    assert not line_kinds.is_sentence("示例区读书协会")


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (("甲", "乙", 1, 2, 3), True),
        (("A", "B", "C", "D"), True),
        (("①", "②", "③"), True),
        (("(1)", "(2)", "(3)"), True),
        ((1, 2, 3, None, 4), True),
        ((1.0, 2.0, 3.0), True),
        ((1, 2), False),
        ((1, 3, 5), False),
        ((2, 3, 4), False),
        (("B", "A", "C"), False),
        (("S1", "示例区读书协会", 1), False),
    ],
)
def test_a_row_of_column_codes_counts_its_columns(values, wanted):
    """甲 乙 1 2 3 numbers the columns; numbers in no order, or only two, may be a record."""
    assert line_kinds.is_row_of_codes(values) is wanted


# ----------------------------------------------------------------------------------------------------------- the sheets


def test_a_table_is_told_from_its_title_to_its_notes():
    """Title, header, codes, groups, records, totals and notes are each what they are."""
    sheet = _sheet(
        ("示例区社会组织名单",),
        ("填报单位：示例区民政局", None, "单位：万元"),
        HEADER,
        ("甲", "乙", "丙", "丁"),
        ("一、社会团体",),
        RECORD,
        (None, " "),
        HEADER,
        ANOTHER,
        ("合计", None, 2),
        ("注：数据均为虚构",),
        ("填表人：示例甲", None, "审核人：示例乙"),
    )

    assert [table.header_row for table in _tables(sheet)] == [3]
    assert _records(sheet) == [6, 9]
    assert _asides(sheet) == {
        1: line_kinds.TITLE,
        2: line_kinds.TITLE,
        4: line_kinds.CODES,
        5: line_kinds.GROUP,
        8: line_kinds.REPEATED,
        10: line_kinds.TOTAL,
        11: line_kinds.NOTE,
        12: line_kinds.NOTE,
    }


def test_a_total_is_known_in_the_column_of_names():
    """The word stands where the name would stand, behind a serial number."""
    sheet = _sheet(("序号", *HEADER), (1, *RECORD), (2, None, "合计", 1))

    assert _asides(sheet) == {3: line_kinds.TOTAL}


def test_a_group_is_known_by_where_it_stands():
    """One text merged over the width, or in front of the names, is no record; one in the column of names may be."""
    rows = [
        ("序号", "名称", "类型", "登记状态"),
        ("街镇管理",),
        (1, "甲会", "社会团体", "正常"),
        ("市级管理",),
        (None, "乙会"),
    ]
    sheet = _sheet(*rows, merged=[Area(4, 1, 4, 4)])

    assert _asides(sheet) == {2: line_kinds.GROUP, 4: line_kinds.GROUP}
    assert _records(sheet) == [3, 5]


def test_prose_in_the_column_of_names_is_a_note():
    """A sentence alone in its row is no organization."""
    sheet = _sheet(HEADER[1:], RECORD[1:], ("以上数据由各街镇报送，截至2019年12月。",), ("（二）其他",))

    assert _asides(sheet) == {3: line_kinds.NOTE, 4: line_kinds.GROUP}


def test_a_header_of_two_rows_is_one_header():
    """What is merged downwards or over recognised columns belongs to the header, also where it adds no column."""
    rows = [
        ("序号", "基本信息", None, "登记情况", "备注"),
        (None, "名称", "统一社会信用代码", "登记状态", None),
        (1, *RECORD[:3], "甲"),
    ]
    merged = [Area(1, 1, 2, 1), Area(1, 2, 1, 3), Area(1, 5, 2, 5)]
    (table,) = _tables(_sheet(*rows, merged=merged))

    assert (table.header_row, table.header_rows) == (2, 2)
    assert _fields(table) == {1: "name", 2: "uscc", 3: "status"}
    assert {index: omitted.treatment.name for index, omitted in table.omitted.items()} == {
        0: "PASSED_OVER",
        4: "LEFT_OUT",
    }


def test_a_title_of_two_merged_cells_is_no_header():
    """填报单位： and 单位： beside each other are said of the table, though they are merged over its columns."""
    rows = [("填报单位：示例区民政局", None, "单位：万元", None), HEADER, RECORD]
    sheet = _sheet(*rows, merged=[Area(1, 1, 1, 2), Area(1, 3, 1, 4)])

    assert _tables(sheet)[0].header_rows == 1
    assert _asides(sheet) == {1: line_kinds.TITLE}


def test_a_header_of_three_rows_may_begin_with_strange_words():
    """The upper rows need no word of ours."""
    rows = [
        ("情况", None, "登记", None),
        ("单位", None, "时间", "其他"),
        ("名称", "类型", "成立日期", "登记状态"),
        RECORD[1:],
    ]
    merged = [Area(1, 1, 1, 2), Area(1, 3, 1, 4), Area(2, 1, 2, 2)]
    (table,) = _tables(_sheet(*rows, merged=merged))

    assert table.header_row == 3
    assert _fields(table) == {0: "name", 1: "type", 2: "registered_on", 3: "status"}


def test_several_tables_stand_below_each_other():
    """A title and a header begin another table, after a blank row or at once."""
    sheet = _sheet(
        HEADER,
        RECORD,
        ("二、等级评估",),
        ("社会组织", "评估等级", "评估时间"),
        ("S1", "3A级", "2019-01-01"),
        ("项目编号", "项目名称", "项目级别", "项目状态"),
        ("X1", "示例助老项目", "区级", "实施"),
    )

    assert [(table.kind.name, table.header_row) for table in _tables(sheet)] == [
        ("organizations", 1), ("gradings", 4), ("projects", 6),
    ]  # fmt: skip
    assert _asides(sheet) == {3: line_kinds.TITLE}


def test_a_record_with_words_of_headers_is_a_record():
    """A change of the name has 名称 in it, and a word or two among many other cells begin no table."""
    header = ("编号", "社会组织", "变更事项", "核准日期", "变更前", "变更后")
    sheet = _sheet(
        header, ("B1", "S1", "名称", "2019-01-01", "住所", "甲"), ("B2", "S1", "住所", "2019-01-02", "乙", "丙")
    )

    assert _records(sheet) == [2, 3]


def test_a_form_is_no_table():
    """Where words and values stand beside each other, row by row, nothing is a column."""
    sheet = _sheet(
        ("单位名称", "示例区读书协会", "信用代码", "51110101MJ0000018K"),
        ("法定代表人", "示例甲", "住所", "示例路1号"),
        ("类型", "社会团体", "登记状态", "正常"),
        ("成立日期", "2019-01-01", "业务范围", "读书"),
    )

    assert _tables(sheet) == []


def test_what_stands_above_a_table_and_is_no_title_is_left_out():
    """Rows with several cells may be data: they are told as left out."""
    sheet = _sheet(("甲", 1, 2, 3), ("示例区名单",), HEADER, RECORD)

    assert _asides(sheet) == {1: LOOSE, 2: line_kinds.TITLE}


def test_a_table_in_doubt_is_told_with_its_rows():
    """A header that fits several kinds is a question; beside another table its rows are left out, each told."""
    doubtful = ("编号", "名称", "级别", "状态")
    sheet = _sheet(HEADER, RECORD, (), doubtful, ("Z1", "示例中心", "区级", "运行"), ("Z2", "示例园"), name="综合")
    events = _events(sheet)

    (doubt,) = [event for event in events if isinstance(event, Doubt)]
    assert doubt.row == 4
    assert "projects" in [fit.kind.name for fit in doubt.fits]
    asides = [event for event in events if isinstance(event, Aside)]
    assert [event.row for event in asides] == [4, 5, 6]
    assert {(event.treatment, event.reason) for event in asides} == {(Treatment.LEFT_OUT, LOOSE)}


def test_a_table_far_down_is_found():
    """Below many rows of something else a header is still found by its plain words."""
    rows = [("说明", number, number) for number in range(400)]
    (table,) = _tables(_sheet(*rows, HEADER, RECORD))

    assert table.header_row == 401


def test_tables_are_found_wherever_they_stand():
    """A table may begin far to the right, and rows keep their physical numbers."""
    (table,) = _tables(_sheet((None, None, *HEADER), (None, None, *RECORD), first=7))

    assert table.header_row == 7
    assert _fields(table) == {2: "id", 3: "name", 4: "type", 5: "status"}


def test_the_unit_line_scales_money_without_a_unit_of_its_own():
    """单位：万元 above the table is for columns that name none; 填报单位 is no unit."""
    header = ("项目名称", "项目级别", "项目状态", "预算金额", "合同金额（元）")
    above = ("填报单位：示例元丰街道", "单位：万元")
    (table,) = _tables(_sheet(above, header, ("助老", "区级", "实施", 3, 50000)))

    assert table.scales == {3: 4}
    assert _tables(_sheet(above[:1], header, RECORD))[0].scales == {}


# ------------------------------------------------------------------------------------------------------- our own sheets

KEYS = ("organizations.id", "organizations.name", "organizations.type", "organizations.status")
OWN_HEADER = ("*编号", "*名称", "*类型", "*登记状态")


def test_our_own_sheet_is_known_by_its_keys():
    """Columns are what their keys say, wherever they stand; helpers are nobody's; unknown keys are told."""
    sheet = _sheet(
        ("上面加的一行",),
        ("社会组织",),
        ("organizations.name", "#first.name", "organizations.id", "organizations.old", None, "organizations.id"),
        ("名称", None, "编号", "旧", "我的", "编号"),
        ("甲会", 1, "S1", "x", "y", "S1"),
    )
    (table,) = _tables(sheet)

    assert table.is_own
    assert _fields(table) == {0: "name", 2: "id"}
    assert table.is_helper(1)
    assert sorted(table.omitted) == [3, 4, 5]
    assert _asides(sheet) == {1: line_kinds.TITLE}
    assert _records(sheet) == [5]


def test_a_deleted_header_of_ours_does_not_swallow_a_record():
    """The row below the keys is the header only where it is one."""
    assert _records(_sheet(("社会组织",), KEYS, RECORD)) == [3]
    assert _records(_sheet(("社会组织",), KEYS, OWN_HEADER, RECORD)) == [4]
    assert _records(_sheet(("社会组织",), KEYS)) == []


def test_totals_notes_and_headers_among_our_records_are_none():
    """On a sheet of ours a total has numbers only beside its word, and a note stands alone."""
    sheet = _sheet(
        ("社会组织",), KEYS, OWN_HEADER, RECORD, OWN_HEADER, ("合计", None, 1, Uncalculated("SUM(C4)")), ("注：虚构",),
        ("合计", "一个叫合计的会", "社会团体", "正常"), (7, "甲会"), (None, "小计", 3),
    )  # fmt: skip

    assert _asides(sheet) == {
        5: line_kinds.REPEATED, 6: line_kinds.TOTAL, 7: line_kinds.NOTE, 10: line_kinds.TOTAL,
    }  # fmt: skip
    assert _records(sheet) == [4, 8, 9]


def test_sheets_of_ours_without_records_are_passed_over():
    """A mark among the first rows says that there is nothing to read."""
    assert _events(_sheet(("检查结果",), ("#findings",), HEADER, RECORD)) == [Mark()]


def test_keys_far_down_are_text():
    """Only the first ten rows may hold the keys."""
    (table,) = _tables(_sheet(HEADER, *[RECORD] * 10, KEYS))

    assert not table.is_own
