"""Mapping: what a user settles in a file of his own, how faults in it are told, and the draft of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.codes import code_list
from minzheng_domain.errors import ReadError
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.plugin import ImportOptions
from minzheng_domain_excel.drafting import draft_mapping, draft_of_book
from minzheng_domain_excel.grids import Area, Book, Sheet
from minzheng_domain_excel.importing import read_book, read_spreadsheet
from minzheng_domain_excel.mapping import read_mapping

HEADER = ("编号", "名称", "类型", "登记状态")
RECORD = ("S1", "示例区读书协会", "社会团体", "正常")
ODD_HEADER = ("号", "单位全称", "码", "性质", "资金", "备注")
ODD_RECORD = ("S1", "示例区读书协会", "51110101MJ0000018K", "民非", 3, "已核")
ODD = """
[[tables]]
sheet = "数据"
header_row = 1
kind = "organizations"
columns = { "号" = "id", "单位全称" = "name", "C" = "uscc", "性质" = "type", "资金" = "registered_funds", "备注" = "" }
units = { registered_funds = "万元" }
constants = { status = "正常" }
labels = { type = { "民非" = "{service}" } }
""".replace("{service}", next(c.label.zh for c in code_list("organization-type").codes if c.code == "SERVICE_AGENCY"))


def _sheet(name: str, *rows: Sequence[Any], merged: Sequence[Area] = (), hidden: bool = False) -> Sheet:
    lines = [(number, tuple(row)) for number, row in enumerate(rows, start=1) if any(cell is not None for cell in row)]
    return Sheet(name=name, rows=lambda: iter(lines), merged=tuple(merged), is_hidden=hidden)


def _book(*sheets: Sheet) -> Book:
    return Book(path=Path("导出.xlsx"), form="xlsx", sheets=sheets)


@pytest.fixture
def mapping(tmp_path):
    """Write a mapping file and read it."""

    def write(text: str) -> Any:
        path = tmp_path / "mapping.toml"
        path.write_text(text, encoding="utf-8")
        return read_mapping(path)

    return write


@pytest.fixture
def faults(mapping):
    """Return where a mapping file is wrong, and what is wanted there."""

    def read(text: str) -> dict[str, str]:
        with pytest.raises(ReadError) as refused:
            mapping(text)
        return {problem.path: problem.wanted.zh for problem in refused.value.problems}

    return read


def _only(ledger: Ledger) -> Organization:
    (found,) = ledger.all(Organization)
    return found


def _told(ledger: Ledger) -> list[tuple[str, str, str, str | None]]:
    return [(r.source.place, r.treatment.name, r.found, r.taken) for r in ledger.remarks]


# ------------------------------------------------------------------------------------------------------ what it settles


def test_a_mapping_settles_columns_units_labels_and_constants(mapping):
    """Headers and letters name columns; a unit scales them; words are codes; a constant stands where no column does."""
    ledger = read_book(_book(_sheet("数据", ODD_HEADER, ODD_RECORD)), mapping(ODD))

    assert _only(ledger) == Organization(
        id="S1", name="示例区读书协会", uscc="51110101MJ0000018K", type="SERVICE_AGENCY", status="REGISTERED",
        registered_funds=Decimal(30000),
    )  # fmt: skip
    assert _told(ledger) == [
        ("数据!E1", "REPAIRED", "资金", "×10000"),
        ("数据!F1", "PASSED_OVER", "备注", None),
        ("数据!D2", "REPAIRED", "民非", "SERVICE_AGENCY"),
    ]


def test_a_mapping_settles_the_header_of_the_ledger(mapping):
    """What it says of the header goes before the file's name and the cover, scheme by scheme."""
    said = """
[header]
title = "示例台账"
synthetic = true
schemes = { community-category = "community-category-shanghai" }
"""
    cover = [
        ("题", "封面台账", "header.title"),
        ("区", "示例区", "header.district"),
        ("f", "minzheng-ledger", "format"),
    ]
    book = _book(_sheet("封面", *cover, ("v", 1, "version")), _sheet("名单", HEADER, RECORD))
    header = read_book(book, mapping(said)).header

    assert (header.title, header.district, header.synthetic) == ("示例台账", "示例区", True)
    assert header.schemes == {"community-category": "community-category-shanghai"}


def test_constants_of_every_kind_of_field(mapping):
    """A constant is written as TOML writes it, or as it would stand in a cell."""
    settled = mapping("""
[[tables]]
sheet = "名单"
kind = "organizations"
[tables.constants]
registered_on = 2019-03-05
filed_on = "2019-03-06"
staff = 3
registered_funds = "30000.50"
non_state_share = 0.5
is_charity = false
management = "双重管理"
supervising_body = "示例区文化局"
""")
    assert settled.tables[0].constants == {
        "registered_on": date(2019, 3, 5), "filed_on": date(2019, 3, 6), "staff": 3,
        "registered_funds": Decimal("30000.50"), "non_state_share": Decimal("0.5"), "is_charity": False,
        "management": next(c.code for c in code_list("management").codes if c.label.zh == "双重管理"),
        "supervising_body": "示例区文化局",
    }  # fmt: skip
    ledger = read_book(_book(_sheet("名单", ("编号", "名称", "类型", "登记状态"), RECORD)), settled)
    assert (_only(ledger).staff, _only(ledger).is_charity, ledger.remarks) == (3, False, ())


def test_a_column_of_the_file_goes_before_a_guess(mapping):
    """A constant takes the place of a column that would be guessed; a column that is named goes before it."""
    text = '[[tables]]\nsheet = "名单"\nkind = "organizations"\nconstants = { type = "FOUNDATION" }\n'
    guessed = read_book(_book(_sheet("名单", HEADER, RECORD)), mapping(text))
    named = read_book(_book(_sheet("名单", HEADER, RECORD)), mapping(text + 'columns = { "类型" = "type" }\n'))

    assert _only(guessed).type == "FOUNDATION"
    assert [(place, what) for place, what, *_ in _told(guessed)] == [("名单!C1", "PASSED_OVER")]
    assert _only(named).type == "SOCIAL_GROUP"


def test_rows_outside_of_those_named_are_passed_over(mapping):
    """Between first and last row all is taken for records, even what looks like a header; outside nothing is."""
    text = '[[tables]]\nsheet = "名单"\nheader_row = 2\nfirst_row = 4\nlast_row = 6\n'
    rows = [("题",), HEADER, ("（样例）",), RECORD, (), HEADER, ("S3", *RECORD[1:]), ("S4", *RECORD[1:])]
    ledger = read_book(_book(_sheet("名单", *rows)), mapping(text))

    assert [o.id for o in ledger.all(Organization)] == ["S1"]
    assert [(place, what) for place, what, *_ in _told(ledger)] == [
        ("名单!1:1", "PASSED_OVER"),
        ("名单!3:3", "PASSED_OVER"),
        ("名单!6:6", "PASSED_OVER"),
        ("名单!7:7", "PASSED_OVER"),
        ("名单!8:8", "PASSED_OVER"),
    ]


def test_the_header_may_be_of_several_rows(mapping):
    """How many rows it has may be said; else it begins where it would be found to begin."""
    rows = [("题", "注"), ("单位", None, "登记", None), ("名称", "类型", "状态", "备注"), RECORD[1:]]
    merged = [Area(2, 1, 2, 2), Area(2, 3, 2, 4)]
    text = '[[tables]]\nsheet = "名单"\nheader_row = 3\nkind = "organizations"\ncolumns = { "登记状态" = "status" }\n'
    found = read_book(_book(_sheet("名单", *rows, merged=merged)), mapping(text))
    said = read_book(
        _book(_sheet("名单", *rows, merged=merged)), mapping(text.replace("kind", "header_rows = 2\nkind"))
    )

    assert _only(found).status == "REGISTERED"
    assert said == found
    one_row = 'columns = { "状态" = "status" }\nheader_rows = 1\n'
    alone = read_book(
        _book(_sheet("名单", *rows, merged=merged)),
        mapping(text.replace('columns = { "登记状态" = "status" }\n', one_row)),
    )
    assert [what for _, what, *_ in _told(alone)][:2] == ["PASSED_OVER", "PASSED_OVER"]


def test_a_table_without_a_header_row_is_the_first_that_is_found(mapping):
    """Where no row is named, the first table on the sheet is meant; a header of strange words is found by these."""
    text = '[[tables]]\nsheet = "表"\nkind = "service_centres"\n'
    ledger = read_book(
        _book(_sheet("表", ("题",), ("编号", "名称", "级别", "状态"), ("Z1", "甲中心", "区级", "运行"))), mapping(text)
    )
    assert [record.id for record in ledger.of_kind("service_centres")] == ["Z1"]

    strange = read_book(
        _book(_sheet("数据", ("导出",), ODD_HEADER, ODD_RECORD)), mapping(ODD.replace("header_row = 1\n", ""))
    )
    assert _only(strange).name == "示例区读书协会"


def test_a_hidden_sheet_is_read_where_the_mapping_speaks_of_it(mapping):
    """Who names the table of a hidden sheet wants it."""
    text = '[[tables]]\nsheet = "旧"\nheader_row = 1\n'

    assert _only(read_book(_book(_sheet("旧", HEADER, RECORD, hidden=True)), mapping(text))).id == "S1"


def test_ignored_sheets_are_passed_over(mapping):
    """A sheet that is left out on purpose is told as such, if there is anything on it."""
    settled = mapping('[[ignore]]\nsheet = "旧"\n[[ignore]]\nsheet = "空"\n')
    ledger = read_book(_book(_sheet("名单", HEADER, RECORD), _sheet("旧", HEADER, RECORD), _sheet("空")), settled)

    assert _told(ledger) == [("旧!A1", "PASSED_OVER", "旧", None)]


def test_the_file_of_the_mapping_is_an_option(tmp_path):
    """The path of a mapping is given beside the file that it is for."""
    table, said = tmp_path / "名单.csv", tmp_path / "m.toml"
    table.write_text("编号,名称,类型,登记状态\nS1,甲会,民非,正常\n", encoding="utf-8")
    said.write_text(
        '[[tables]]\nsheet = "名单"\nkind = "organizations"\nlabels = { type = { "民非" = "SERVICE_AGENCY" } }',
        encoding="utf-8-sig",
    )

    assert _only(read_spreadsheet(table, ImportOptions(mapping=said))).type == "SERVICE_AGENCY"


# --------------------------------------------------------------------------------------------------------------- faults

TABLE = '[[tables]]\nsheet = "名单"\nkind = "organizations"\n'


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("[tabels]", "tabels", "tables"),
        ("header = 1", "header", "TOML 表"),
        ("tables = 1", "tables", "[[tables]]"),
        ("tables = [1]", "tables[0]", "[[tables]]"),
        ('[header]\ntitel = "x"', "header.titel", "title"),
        ('[header]\ntitle = ""', "header.title", "非空文字"),
        ("[header]\nsynthetic = 1", "header.synthetic", "true"),
        ('[header.schemes]\ncomunity = "x"', "header.schemes.comunity", "community-category"),
        (
            '[header.schemes]\ncommunity-category = "x"',
            "header.schemes.community-category",
            "community-category-shanghai",
        ),
        ("[[ignore]]", "ignore[0].sheet", "非空文字"),
        ('[[ignore]]\nsheet = "a"\nrow = 1', "ignore[0].row", "sheet"),
        ("[[tables]]", "tables[0].sheet", "非空文字"),
        (TABLE + "header_row = 0", "tables[0].header_row", "行号"),
        (TABLE + "header_row = true", "tables[0].header_row", "行号"),
        (TABLE + "header_row = 3\nfirst_row = 3", "tables[0].first_row", "大于 header_row（3）"),
        (TABLE + "first_row = 4\nlast_row = 3", "tables[0].last_row", "first_row"),
        (TABLE + "header_rows = 2", "tables[0].header_rows", "表头行数"),
        (TABLE + "header_row = 1\nheader_rows = 2", "tables[0].header_rows", "表头行数"),
        ('[[tables]]\nsheet = "x"\nkind = "organisations"', "tables[0].kind", "organizations"),
        ('[[tables]]\nsheet = "x"\nkind = ["projects"]', "tables[0].kind", "projects"),
        ('[[tables]]\nsheet = "x"\ncolumns = { "甲" = "name" }', 'tables[0].columns."甲"', "kind"),
        (TABLE + 'columns = { "甲" = "nmae" }', 'tables[0].columns."甲"', "name"),
        (TABLE + 'columns = { "甲" = 1 }', 'tables[0].columns."甲"', "name"),
        (TABLE + 'columns = { "甲" = "name", "乙" = "name" }', 'tables[0].columns."乙"', "每个字段"),
        (TABLE + 'units = { name = "万元" }', "tables[0].units.name", "金额字段"),
        (TABLE + 'units = { registered_funds = "美元" }', "tables[0].units.registered_funds", "亿元"),
        (TABLE + 'units = { fund = "元" }', "tables[0].units.fund", "registered_funds"),
        (TABLE + 'constants = { type = "协会" }', "tables[0].constants.type", "SOCIAL_GROUP"),
        (TABLE + "constants = { type = 1 }", "tables[0].constants.type", "SOCIAL_GROUP"),
        (TABLE + 'constants = { registered_on = "2019年" }', "tables[0].constants.registered_on", "日期"),
        (TABLE + "constants = { staff = 1.5 }", "tables[0].constants.staff", "整数"),
        (TABLE + "constants = { name = [] }", "tables[0].constants.name", "名称"),
        (TABLE + "constants = { nmae = 1 }", "tables[0].constants.nmae", "name"),
        (TABLE + 'labels = { name = { "a" = "b" } }', "tables[0].labels.name", "代码表"),
        (TABLE + 'labels = { type = "b" }', "tables[0].labels.type", "代码表"),
        (TABLE + 'labels = { tpye = { "a" = "b" } }', "tables[0].labels.tpye", "type"),
        (TABLE + 'labels = { type = { "民非" = "SERVICES" } }', 'tables[0].labels.type."民非"', "SERVICE_AGENCY"),
        (TABLE + "rows = 1", "tables[0].rows", "first_row"),
        (TABLE + '[[ignore]]\nsheet = "名单"', "tables[0].sheet", "ignore"),
        (TABLE + "header_row = 1\n" + TABLE + "header_row = 1", "tables[1].header_row", "只写一张表"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_key_and_what_is_wanted(faults, text, path, wanted):
    """Nothing in a mapping file is passed over: each fault names the key."""
    found = faults(text)

    assert list(found) == [path]
    assert wanted in found[path]


def test_all_faults_are_told_at_once(faults):
    """A file with several faults is refused once."""
    found = faults(f'{TABLE}units = {{ fund = "元" }}\n[header]\nbureau = 1\n[[ignore]]')

    assert list(found) == ["header.bureau", "tables[0].units.fund", "ignore[0].sheet"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[[tables", b"a = 1\na = 2"])
def test_what_is_no_toml_is_refused(tmp_path, content):
    """A file in another encoding, or of another form, is one clear line."""
    path = tmp_path / "m.toml"
    path.write_bytes(content)
    with pytest.raises(ReadError, match="TOML"):
        read_mapping(path)


def test_a_mapping_that_is_not_there_is_told(tmp_path):
    """The file that is missing is named."""
    with pytest.raises(ReadError, match="没有的"):
        read_mapping(tmp_path / "没有的.toml")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=2)
    )
)
def test_no_value_is_taken_for_another(value):
    """Whatever stands at a key, it is either what is wanted or a fault."""
    from minzheng_domain_excel import mapping_keys as keys  # noqa: PLC0415 - the readers of single values

    assert keys.text(value) is None or (isinstance(value, str) and value.strip())
    assert keys.row(value) is None or (isinstance(value, int) and value >= 1)
    assert keys.flag(value) is None or isinstance(value, bool)


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ('[[tables]]\nsheet = "没有"', "tables[0].sheet", "数据、模板"),
        ('[[ignore]]\nsheet = "没有"', "ignore[0].sheet", "数据、模板"),
        (ODD.replace("单位全称", "单位简称"), 'tables[0].columns."单位简称"', "表头中有的列名"),
        (ODD.replace("header_row = 1", "header_row = 9"), "tables[0].header_row", "有内容的行"),
        (ODD.replace("header_row = 1", "header_row = 3"), "tables[0].header_row", "有内容的行"),
        (ODD.replace("header_row = 1\n", "").replace("单位全称", "单位简称"), 'tables[0].columns."号"', "表头"),
        ('[[tables]]\nsheet = "数据"\nheader_row = 1', "tables[0].kind", "记录种类"),
        (
            '[[tables]]\nsheet = "数据"\nheader_row = 4\nkind = "organizations"\ncolumns = { "名称" = "name" }',
            'tables[0].columns."名称"',
            "列字母",
        ),
        ('[[tables]]\nsheet = "模板"', "tables[0].sheet", "模板"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_the_file_is_told(mapping, text, path, wanted):
    """A sheet, a row or a column that is not there is a fault of the mapping, with its key."""
    rows = [ODD_HEADER, ODD_RECORD, (), ("名称", "名称", "类型"), ("甲", "乙", "社会团体")]
    own = _sheet("模板", ("organizations.id",), ("编号",), ("S7",))
    with pytest.raises(ReadError) as refused:
        read_book(_book(_sheet("数据", *rows), own), mapping(text))

    (problem,) = refused.value.problems
    assert problem.path == path
    assert wanted in problem.wanted.zh
    assert refused.value.source.endswith("mapping.toml")


def test_a_mapping_for_a_table_that_is_not_found_is_told(mapping):
    """Where no header is found on the sheet, the row has to be named."""
    with pytest.raises(ReadError, match="header_row"):
        read_book(
            _book(_sheet("数据", ODD_HEADER, ODD_RECORD)), mapping('[[tables]]\nsheet = "数据"\nkind = "projects"')
        )


# --------------------------------------------------------------------------------------------------------------- drafts


def _draft(*sheets: Sheet) -> str:
    return draft_of_book(_book(*sheets))


def test_a_draft_says_what_was_recognised(mapping):
    """Each table with its header, kind, units and columns; what was not recognised stands in comments."""
    header = ("序号", *HEADER, "注册资金（万元）", "电话", "电话")
    text = _draft(_sheet("名单", ("示例名单",), header, (1, *RECORD, 3, "无", "无"), (2, "S2", *RECORD[1:], 3, "无")))
    (table,) = mapping(text).tables

    assert (table.sheet, table.header_row, table.header_rows, table.kind.name) == ("名单", 2, 1, "organizations")
    assert {key: column.name for key, column in table.columns.items()} == {
        "编号": "id", "名称": "name", "类型": "type", "登记状态": "status", "注册资金（万元）": "registered_funds",
    }  # fmt: skip
    assert table.scales == {"registered_funds": 4}
    assert "确定 sure：5/8" in text
    assert '# "序号" = ""   # 不读入' in text
    assert '# "G" = ""   # 未识别 not recognised，2 个' in text
    assert '# "H" = ""   # 未识别 not recognised，1 个' in text


def test_a_draft_names_the_required_columns_that_are_missing():
    """A constant may be put for a required column that is not there."""
    assert '# constants.status = ""   # 缺少必填的列：登记状态' in _draft(_sheet("名单", HEADER[:3], RECORD[:3]))


def test_a_draft_asks_where_the_kind_is_in_doubt(mapping):
    """A header that fits several kinds is a table in comments, with the kinds that come into question."""
    text = _draft(_sheet("表三", ("编号", "名称", "级别", "状态"), ("Z1", "甲", "区级", "运行")))
    asked = "\n".join(line.removeprefix("# ") for line in text.splitlines()[text.splitlines().index("# [[tables]]") :])

    assert mapping(text).tables == ()
    assert "projects（公益项目）" in text
    assert mapping(asked).tables[0].header_row == 1
    assert mapping(asked).tables[0].columns == {"编号": None, "名称": None, "级别": None, "状态": None}


def test_a_draft_accounts_for_every_sheet(mapping):
    """Covers, templates, hidden sheets, sheets of words: each is said what becomes of it; empty ones are nothing."""
    cover = [("f", "minzheng-ledger", "format")]
    text = _draft(
        _sheet("封面", *cover),
        _sheet("模板", ("organizations.id",), ("编号",), ("S7",)),
        _sheet("旧", RECORD, hidden=True),
        _sheet("统计", ("题",), ("#statistics",)),
        _sheet("随\n笔", ("一句话",)),
        _sheet("空"),
    )

    assert mapping(text).tables == ()
    assert all(
        said in text for said in ("“封面”是封面", "“模板”是模板", "“旧”是隐藏", "“统计”不是台账记录", "中没有认出表格")
    )
    assert "空" not in text
    assert '# sheet = "随\\n笔"' in text


def test_a_draft_counts_rows_by_table():
    """Two tables on a sheet are two, each with its rows."""
    gradings = [
        ("社会组织", "评估等级", "评估时间"),
        ("S1", "3A级", date(2019, 1, 1)),
        ("S1", "4A级", date(2019, 1, 2)),
    ]
    text = _draft(_sheet("综合", HEADER, RECORD, (), ("二、评估",), *gradings))

    assert text.count("[[tables]]\n") == 2
    assert "4/4 列已识别，1 行" in text
    assert "3/3 列已识别，2 行" in text


def test_a_draft_is_made_of_a_file(tmp_path):
    """The command drafts for the path of a file."""
    path = tmp_path / "名单.csv"
    path.write_text("编号,名称,类型,登记状态\nS1,甲会,社会团体,正常\n", encoding="utf-8")

    assert 'kind = "organizations"' in draft_mapping(path)
