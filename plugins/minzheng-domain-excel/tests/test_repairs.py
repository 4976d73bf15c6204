"""Repairs: what comes of every way in which people fill in a cell, and what does not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_domain.codes import code_list
from minzheng_domain.model.columns import PYTHON_TYPES, Column, ColumnKind
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.testing import words
from minzheng_domain_excel.grids import CellError, Percent, Uncalculated
from minzheng_domain_excel.labels import LabelTexts
from minzheng_domain_excel.repairs import Manner, Repaired, Unreadable, repair_for, results, shown
from minzheng_domain_excel.repairs import days as day_reasons
from minzheng_domain_excel.repairs import numbers as number_reasons

FOREIGN, OWN, CSV = Manner(), Manner(exact=True), Manner(untyped=True)
GOOD, LOWER = "51110101MJ0000018K", "51110101mj0000018k"


def _column(name: str) -> Column:
    kind, _, field = name.partition(".")
    return record_kind(kind).column(field)


NAME, CODE = _column("organizations.name"), _column("organizations.uscc")
DAY, NUMBER = _column("organizations.registered_on"), _column("organizations.staff")
MONEY, SHARE = _column("organizations.registered_funds"), _column("organizations.non_state_share")
AREA, SCORE = _column("service_centres.area"), _column("gradings.score")
FLAG, TOWN = _column("organizations.is_charity"), _column("organizations.town")
LABEL = _column("organizations.type")
TYPES = code_list("organization-type")

COLUMNS = [column for kind in record_kinds().values() for column in kind.columns]


def _day(text: str) -> date:
    return date.fromisoformat(text)


# Each case: the column, what stands in the cell, the value, whether it is told of as a repair.
READ: list[tuple[Column, Any, Any, bool]] = [
    (NAME, "示例区读书协会", "示例区读书协会", False),
    (NAME, " 示例　协会\xa0\ufeff", "示例　协会", True),
    (NAME, "第一行\r\n第二行\r", "第一行\n第二行", True),
    (NAME, "甲\r乙\r\n丙", "甲\n乙\n丙", False),
    (NAME, "   ", None, False),
    (NAME, "", None, False),
    (NAME, 2019, "2019", True),
    (NAME, 12.50, "12.5", True),
    (NAME, Decimal("3.20"), "3.2", True),
    (NAME, True, "是", True),
    (NAME, date(2019, 3, 5), "2019-03-05", True),
    (NAME, datetime(2019, 3, 5, 14, 30), "2019-03-05 14:30:00", True),  # noqa: DTZ001 - a cell knows no time zone
    (NAME, time(8, 30), "08:30:00", True),
    (NAME, timedelta(hours=30), "1 day, 6:00:00", True),
    (NAME, Percent(0.35), "35%", True),
    (TOWN, "T1 ", "T1", True),
    (TOWN, 7, "7", True),
    (CODE, GOOD, GOOD, False),
    (CODE, LOWER, GOOD, True),
    (CODE, "5111 0101\n ＭＪ０００００１８Ｋ", GOOD, True),
    (CODE, "ab12", "ab12", False),
    (CODE, "沪民〔2019〕2号", "沪民〔2019〕2号", False),
    (CODE, "　", None, False),
    (CODE, 999999, "999999", True),
    (CODE, 12.0, "12", True),
    (CODE, 1.1, "1.1", True),
    (DAY, date(2019, 3, 5), _day("2019-03-05"), False),
    (DAY, datetime(2019, 3, 5), _day("2019-03-05"), False),  # noqa: DTZ001 - a cell knows no time zone
    (DAY, datetime(2019, 3, 5, 9, 30), _day("2019-03-05"), True),  # noqa: DTZ001 - a cell knows no time zone
    (DAY, "2019.3.5", _day("2019-03-05"), True),
    (DAY, "2019/03/05", _day("2019-03-05"), True),
    (DAY, "2019-3-5", _day("2019-03-05"), True),
    (DAY, "2019-03-05", _day("2019-03-05"), True),
    (DAY, " 2019 年 3 月 5 日", _day("2019-03-05"), True),
    (DAY, "2019年3月5号", _day("2019-03-05"), True),
    (DAY, "２０１９．３．５", _day("2019-03-05"), True),
    (DAY, "20190305", _day("2019-03-05"), True),
    (DAY, "2019-03-05 00:00:00", _day("2019-03-05"), True),
    (DAY, "2019-03-05T14:30:00", _day("2019-03-05"), True),
    (DAY, 20190305, _day("2019-03-05"), True),
    (DAY, 43529, _day("2019-03-05"), True),
    (DAY, 43529.75, _day("2019-03-05"), True),
    (DAY, "/", None, True),
    (DAY, "无", None, True),
    (DAY, " ", None, False),
    (NUMBER, 12, 12, False),
    (NUMBER, 12.0, 12, False),
    (NUMBER, Decimal("12.00"), 12, False),
    (NUMBER, -3, -3, False),
    (NUMBER, "12", 12, True),
    (NUMBER, "１２", 12, True),
    (NUMBER, " 1,234 人", 1234, True),
    (NUMBER, "12家", 12, True),
    (NUMBER, "2019年", 2019, True),
    (NUMBER, "1.2万人", 12000, True),
    (NUMBER, "1.2万", 12000, True),
    (NUMBER, "12.0", 12, True),
    (NUMBER, "—", None, True),
    (NUMBER, "−5", -5, True),
    (NUMBER, "　", None, False),
    (MONEY, 30000, Decimal(30000), False),
    (MONEY, 30000.5, Decimal("30000.5"), False),
    (MONEY, 1e-05, Decimal("0.00001"), False),
    (MONEY, 2321400.0000000005, Decimal(2321400), True),
    (MONEY, Decimal("30000.50"), Decimal("30000.5"), False),
    (MONEY, "232.14万元", Decimal(2321400), True),
    (MONEY, "2,321,400", Decimal(2321400), True),
    (MONEY, "2321400元", Decimal(2321400), True),
    (MONEY, "1.2亿元", Decimal(120000000), True),
    (MONEY, "3万", Decimal(30000), True),
    (MONEY, "￥3,000.50", Decimal("3000.5"), True),
    (MONEY, "人民币3000元", Decimal(3000), True),
    (MONEY, "３０００", Decimal(3000), True),
    (SHARE, 35, Decimal(35), False),
    (SHARE, "35%", Decimal(35), True),
    (SHARE, "３５．５％", Decimal("35.5"), True),
    (SHARE, Percent(0.35), Decimal(35), False),
    (SHARE, Percent(Decimal("0.355")), Decimal("35.5"), False),
    (SHARE, 0.35, Decimal("0.35"), False),
    (AREA, "1,200.5平方米", Decimal("1200.5"), True),
    (AREA, "80㎡", Decimal(80), True),
    (AREA, "80 M2", Decimal(80), True),
    (SCORE, "86.5分", Decimal("86.5"), True),
    (FLAG, True, True, False),
    (FLAG, "是", True, False),
    (FLAG, "否", False, False),
    (FLAG, "no", False, False),
    (FLAG, " 是 ", True, True),
    (FLAG, "有", True, True),
    (FLAG, "无", False, True),
    (FLAG, "√", True, True),
    (FLAG, "×", False, True),
    (FLAG, "Ｙ", True, True),
    (FLAG, "FALSE", False, True),
    (FLAG, 1, True, True),
    (FLAG, 0.0, False, True),
    (FLAG, "", None, False),
    (LABEL, "SOCIAL_GROUP", "SOCIAL_GROUP", False),
    (LABEL, "社会团体", "SOCIAL_GROUP", False),
    (LABEL, TYPES.codes[0].label.en, TYPES.codes[0].code, False),
    (LABEL, " 社会 团体", "SOCIAL_GROUP", True),
    (LABEL, "social_group", "SOCIAL_GROUP", True),
    (LABEL, "民办非企业单位", "SERVICE_AGENCY", True),
    (LABEL, "社会服务 机构", "SERVICE_AGENCY", True),
    (LABEL, "未登记", "未登记", False),
    (LABEL, "社团", "社团", False),
    (LABEL, " 社团", " 社团", False),
    (LABEL, "〔社会团体〕", "社会团体", False),
    (LABEL, " ", None, False),
    (LABEL, 3, "3", True),
    (LABEL, date(2019, 3, 5), "2019-03-05", True),
]  # fmt: skip

# Each case: the column, what stands in the cell, words of the reason.
NOT_READ: list[tuple[Column, Any, str]] = [
    (NAME, 519999990000000357, "丢失"),
    (NAME, CellError("#N/A"), "公式出错"),
    (NAME, Uncalculated("A1"), "尚未计算"),
    (CODE, 519999990000000357, "丢失"),
    (CODE, 5.2e17, "丢失"),
    (CODE, 0.1 + 0.2, "丢失"),
    (CODE, "5.19999E+17", "丢失"),
    (CODE, date(2019, 3, 5), "日期"),
    (CODE, time(8, 0), "时间"),
    (CODE, True, "逻辑值"),
    (CODE, Percent(0.5), "百分数"),
    (CODE, CellError("#REF!"), "公式出错"),
    (CODE, Decimal("NaN"), "丢失"),
    (LABEL, Uncalculated("=A1"), "尚未计算"),
    (DAY, "2019年3月", "缺少日"),
    (DAY, "2019-03", "缺少日"),
    (DAY, 201903, "缺少日"),
    (DAY, "2019", "只有年份"),
    (DAY, "2019年度", "只有年份"),
    (DAY, 2019, "只有年份"),
    (DAY, "3/5/2019", "次序"),
    (DAY, "19.3.5", "次序"),
    (DAY, "2019-02-30", "没有这一天"),
    (DAY, "20190230", "没有这一天"),
    (DAY, "2019.3.5-2020.3.4", "不止一个"),
    (DAY, "2019年春", "应为日期"),
    (DAY, "43529", "应为日期"),
    (DAY, 19999, "应为日期"),
    (DAY, 1e12, "应为日期"),
    (DAY, True, "应为日期"),
    (DAY, time(8, 0), "应为日期"),
    (DAY, Percent(0.5), "应为日期"),
    (DAY, Uncalculated("TODAY()"), "尚未计算"),
    (NUMBER, True, "应为整数"),
    (NUMBER, 12.5, "不能有小数"),
    (NUMBER, "12.5人", "不能有小数"),
    (NUMBER, "十二", "应为整数"),
    (NUMBER, "约20家", "约数"),
    (NUMBER, "100余", "约数"),
    (NUMBER, "100+", "约数"),
    (NUMBER, "3-5", "约数"),
    (NUMBER, "12只", "应为整数"),
    (NUMBER, "12,3", "逗号"),
    (NUMBER, "35%", "百分数"),
    (NUMBER, Percent(0.35), "百分数"),
    (NUMBER, 2**63, "过长"),
    (NUMBER, "9" * 70, "过长"),
    (NUMBER, date(2019, 1, 1), "应为整数"),
    (NUMBER, CellError("#DIV/0!"), "公式出错"),
    (MONEY, "面议", "金额"),
    (MONEY, "100美元", "金额"),
    (MONEY, 1e300, "过长"),
    (MONEY, 1e-300, "过长"),
    (MONEY, Decimal("NaN"), "金额"),
    (MONEY, Percent(0.35), "百分数"),
    (SCORE, "86.5%", "百分数"),
    (SCORE, "优秀", "应为数值"),
    (AREA, "80亩", "应为数值"),
    (FLAG, "x", "“是”或“否”"),
    (FLAG, "不详", "“是”或“否”"),
    (FLAG, 2, "“是”或“否”"),
    (FLAG, date(2019, 1, 1), "“是”或“否”"),
    (FLAG, Uncalculated("A1"), "尚未计算"),
    (LABEL, True, "代码表"),
    (LABEL, time(8, 0), "代码表"),
    (LABEL, CellError("#N/A"), "公式出错"),
]  # fmt: skip


def _manner(column: Column, **parts: Any) -> Manner:
    return Manner(codes=TYPES if column is LABEL else None, **parts)


@pytest.mark.parametrize(("column", "value", "wanted", "is_told"), READ)
def test_a_cell_is_read_as_it_is_meant(column, value, wanted, is_told):
    """A cell of a foreign sheet gives the value that is meant, and tells of it where that is not what stands there."""
    found = repair_for(column, _manner(column))(value)

    assert isinstance(found, Repaired) is is_told
    value_read = found.value if isinstance(found, Repaired) else found
    assert value_read == wanted
    assert type(value_read) is type(wanted)


@pytest.mark.parametrize(("column", "value", "words_of_reason"), NOT_READ)
def test_what_may_be_meant_otherwise_is_not_read(column, value, words_of_reason):
    """What is no value, or could be one or another, is not read; the reason says what is wrong."""
    found = repair_for(column, _manner(column))(value)

    assert isinstance(found, Unreadable)
    assert words_of_reason in found.reason.zh
    assert found.reason.en


@pytest.mark.parametrize("column", [DAY, NUMBER, MONEY, SHARE])
def test_a_sign_for_nothing_is_an_empty_cell(column):
    """``/`` and dashes say that there is nothing to say: no value, and a word about it."""
    assert repair_for(column, FOREIGN)(" ／ ") == Repaired(None, results.PLACEHOLDER)


def test_our_own_texts_stand_as_they_are_meant():
    """On a sheet of ours no text is touched: rules find the blanks around it."""
    for column in (NAME, CODE, TOWN):
        assert repair_for(column, OWN)(" 示例　") == " 示例　"
        assert repair_for(column, OWN)(LOWER) == LOWER
        assert repair_for(column, OWN)("") is None
        assert repair_for(column, OWN)(None) is None
        as_text = repair_for(column, FOREIGN)(12)
        assert isinstance(as_text, Repaired)
        assert repair_for(column, OWN)(12) == Repaired("12", as_text.reason)
    assert repair_for(LABEL, Manner(exact=True, codes=TYPES))(" ") == " "
    assert repair_for(LABEL, Manner(exact=True, codes=TYPES))("民办非企业单位") == "民办非企业单位"


def test_what_no_program_keeps_as_a_number_is_silent_on_our_own_sheets():
    """A number of more than fifteen digits and a day before March 1900 are texts there, since they cannot be else."""
    assert repair_for(MONEY, OWN)("1234567890123456.78") == Decimal("1234567890123456.78")
    assert repair_for(NUMBER, OWN)("1234567890123456") == 1234567890123456
    assert repair_for(DAY, OWN)("1899-12-31") == date(1899, 12, 31)
    assert repair_for(NUMBER, OWN)("12") == Repaired(12, number_reasons.TYPED_AS_TEXT)
    assert repair_for(DAY, OWN)("2019-12-31") == Repaired(date(2019, 12, 31), day_reasons.IN_WORDS)
    assert repair_for(DAY, OWN)("1899.12.31") == Repaired(date(1899, 12, 31), day_reasons.IN_WORDS)


def test_plain_texts_of_a_file_without_types_need_no_word():
    """In CSV all is text: a plain number and an ISO day are what they are; anything else is told of as ever."""
    assert repair_for(NUMBER, CSV)("12") == 12
    assert repair_for(MONEY, CSV)("30000.50") == Decimal("30000.50")
    assert repair_for(DAY, CSV)("2019-03-05") == date(2019, 3, 5)
    assert repair_for(DAY, CSV)("43529") == Repaired(date(2019, 3, 5), day_reasons.SERIAL)
    assert repair_for(NUMBER, CSV)(" 12") == Repaired(12, number_reasons.TYPED_AS_TEXT)
    assert repair_for(DAY, CSV)("99999") == Unreadable(day_reasons.WANTED)


def test_the_unit_of_the_header_scales_what_has_no_unit_of_its_own():
    """Below 万元 a number is multiplied exactly and silently; a text is told of; a unit in the cell goes first."""
    read = repair_for(MONEY, Manner(scale=4))

    assert read(232.14) == Decimal(2321400)
    assert read(3) == Decimal(30000)
    assert read(1e-05) == Decimal("0.1")
    assert read(None) is None
    assert read("3") == Repaired(Decimal(30000), number_reasons.TYPED_AS_TEXT)
    assert read("1,000") == Repaired(Decimal(10_000_000), number_reasons.REWRITTEN)
    assert read("5000元") == Repaired(Decimal(5000), number_reasons.IN_YUAN)


def test_words_of_the_mapping_file_are_codes():
    """What the user has settled goes before the code list, whatever its width, and is told of."""
    read = repair_for(LABEL, Manner(codes=TYPES, translations={"民非": "SERVICE_AGENCY", "基金会": "OTHER"}))

    assert read(" 民 非") == read("民非")
    for word, code in (("民非", "SERVICE_AGENCY"), ("基金会", "OTHER")):
        found = read(word)
        assert isinstance(found, Repaired)
        assert found.value == code
    assert read("社会团体") == "SOCIAL_GROUP"


def test_labels_are_read_by_no_list_where_none_is_chosen():
    """Where the district has chosen no scheme, a label stays as it is."""
    assert repair_for(LABEL, FOREIGN)("生活服务类") == "生活服务类"
    assert repair_for(LABEL, FOREIGN)("〔生活服务类〕") == "生活服务类"


def test_labels_are_found_out_about_once():
    """A column of labels remembers what it has read, and does not grow without end."""
    read = repair_for(LABEL, Manner(codes=TYPES))

    assert read(" 基金会") is read(" 基金会")
    assert all(read(f"x{number}") == f"x{number}" for number in range(10_050))
    assert read("基金会") == "FOUNDATION"


cells = (
    st.none()
    | st.sampled_from([value for _, value, *_ in (*READ, *NOT_READ)])
    | words(min_size=0)
    | st.text("0123456789.,-/年月日号万亿元%％人家 +E约０１２", max_size=12)
    | st.booleans()
    | st.integers()
    | st.integers(19_000_000, 21_000_000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
    | st.builds(Percent, st.floats(-1e6, 1e6) | st.decimals(-100, 100))
    | st.sampled_from([CellError("#N/A"), Uncalculated("=A1"), Uncalculated("A1")])
)
"""Whatever may stand in a cell."""

manners = st.builds(
    Manner,
    exact=st.booleans(),
    untyped=st.booleans(),
    scale=st.none() | st.sampled_from([0, 3, 4, 8]),
    codes=st.none() | st.just(TYPES),
)


@given(st.sampled_from(COLUMNS), manners, cells)
def test_whatever_is_in_a_cell_is_a_value_of_the_field_or_has_a_reason(column, manner, value):
    """The result is a value of the field's type, nothing, or a reason in both languages."""
    found = repair_for(column, manner)(value)

    if isinstance(found, Unreadable | Repaired):
        assert found.reason.zh
        assert found.reason.en
    if not isinstance(found, Unreadable):
        made = found.value if isinstance(found, Repaired) else found
        assert made is None or type(made) is PYTHON_TYPES[column.kind]
        assert made != ""


@given(st.sampled_from(COLUMNS), st.sampled_from([None, 4]), cells)
def test_what_was_repaired_needs_no_repair(column, scale, value):
    """The value that a cell was read as is read again as it is, without a word."""
    codes = TYPES if column.kind is ColumnKind.LABEL else None
    found = repair_for(column, Manner(scale=scale, codes=codes))(value)
    made = found.value if isinstance(found, Repaired) else found
    if isinstance(made, Unreadable):
        return
    written = LabelTexts(codes, "zh").shown(str(made)) if codes and made else made

    assert repair_for(column, Manner(codes=codes))(written) == made


@given(st.sampled_from(COLUMNS), cells)
def test_no_content_is_taken_for_nothing(column, value):
    """Only an empty cell, or one that shows nothing, is read as nothing without a word."""
    if repair_for(column, FOREIGN)(value) is None:
        assert value is None or (isinstance(value, str) and not value.strip(results.BLANKS))


@given(cells)
def test_every_value_can_be_shown(value):
    """What stands in a cell can be shown as text; only an empty one shows as nothing."""
    assert isinstance(shown(value), str)
    assert shown(value) or value in (None, "")
