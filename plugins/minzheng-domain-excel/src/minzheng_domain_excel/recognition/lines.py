"""Lines: the rows of a sheet that are no records: totals, notes, signatures, column codes, headings of groups."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minzheng_domain.text import Text
from minzheng_domain_excel.grids import CellError, Percent, Uncalculated, Value
from minzheng_domain_excel.repairs import normal, shown

TITLE = Text("表头以上的标题或说明，不是记录", "a title or note above the header, no record")
TOTAL = Text("合计行，不是记录", "a row of totals, no record")
NOTE = Text("说明或签章，不是记录", "a note or signature, no record")
GROUP = Text("分组标题，不是记录", "the heading of a group, no record")
CODES = Text("栏次代号，不是记录", "a row of column codes, no record")
REPEATED = Text("重复的表头，不是记录", "the header once more, no record")

_TOTAL = re.compile(
    r".{0,8}(?:合计|小计|总计|共计|累计|total|subtotal|sum)(?:数|人数|家数|金额)?[:：]?(?:[0-9.,]+\D{0,3})?",
    re.IGNORECASE,
)
_STRICT_TOTAL = re.compile(r"(?:合计|小计|总计|共计|total|subtotal)[:：]?", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:注|备注|说明|附注|附|填表说明|填报说明|资料来源|数据来源|注意事项|note|remark)s?[0-9一二三]?[:：.、].*"
    r"|(?:注|备注|说明)[0-9一二三]?"
    r"|[*※].*"
    r"|第[0-9]+页.*|(?:-|—)?[0-9]+/[0-9]+(?:-|—)?|以上.*|以下空白|（?本页.*",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE = re.compile(
    r"(?:填表|填报|制表|审核|复核|经办|负责|单位负责|主管|联系|报送|统计|编制|打印|制|审|报)"
    r"(?:人|员|单位|日期|时间|领导|电话|部门|机关|负责人)*(?:\(?(?:签[字章名]|盖章|公章)\)?)*[:：].*"
    r"|(?:单位|公章|盖章|签章)?\(?(?:盖章|公章|签章)\)?[:：].*",
    re.DOTALL,
)
_GROUP = re.compile(
    r"[(]?[一二三四五六七八九十]+[)、.．].+|第[一二三四五六七八九十0-9]+(?:部分|类|批|组|章).*", re.DOTALL
)
_SENTENCE = re.compile(r".*[。；].*|.*：.{6,}", re.DOTALL)
_CODE = re.compile(r"[甲乙丙丁戊己庚辛壬癸]|[A-Z]|[0-9]{1,2}|[①-⑳]|[(][0-9]{1,2}[)]")
_STEMS = "甲乙丙丁戊己庚辛壬癸"

_MAY_BE_NO_RECORD = re.compile(
    r"计|[tT]otal|TOTAL|[sS]um|注|说明|[:：。；、*※页]|以[上下]|^\s*[（(]?[一二三四五六七八九十]|^第"
)


def may_be_no_record(text: str) -> bool:
    """Tell quickly whether the first text of a row must be looked at closely."""
    return _MAY_BE_NO_RECORD.search(text) is not None


def is_total(text: str) -> bool:
    """Tell whether a row begins like one of totals.

    >>> is_total(" 合 计"), is_total("社会团体小计"), is_total("合计：205家"), is_total("上海统计学会")
    (True, True, True, False)
    """
    return _TOTAL.fullmatch(normal(text)) is not None


def is_strict_total(text: str, others: Sequence[Value]) -> bool:
    """Tell whether a row of one of our own sheets is one of totals: beside the word there are numbers only."""
    if not _STRICT_TOTAL.fullmatch(normal(text)):
        return False
    return all(isinstance(value, int | float | Uncalculated | CellError | Percent) or value is None for value in others)


def is_note(text: str) -> bool:
    """Tell whether a text is a note, or a signature, as they stand below a table."""
    plain = normal(text)
    return _NOTE.fullmatch(plain) is not None or is_signature(text)


def is_signature(text: str) -> bool:
    """Tell whether a text asks for a signature or says who has filled in: 填表人：张三."""
    return _SIGNATURE.fullmatch(normal(text)) is not None


def is_group(text: str) -> bool:
    """Tell whether a text is the heading of a group of rows: 一、社会团体."""
    return _GROUP.fullmatch(normal(text)) is not None


def is_sentence(text: str) -> bool:
    """Tell whether a text is prose."""
    return _SENTENCE.fullmatch(text) is not None


def is_row_of_codes(values: Sequence[Value]) -> bool:
    """Tell whether a row numbers its columns: 甲 乙 1 2 3, or A B C."""
    codes = [normal(shown(value)) for value in values if value is not None and value != ""]
    if len(codes) < 3 or not all(map(_CODE.fullmatch, codes)):  # noqa: PLR2004 - two may be a record
        return False
    numbers = [int(re.sub(r"\D", "", code)) for code in codes if code[0] not in _STEMS and not code.isalpha()]
    letters = [code for code in codes if code.isalpha()]
    stems = [_STEMS.find(code) for code in letters]
    in_order = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    letters_in_order = stems == list(range(len(stems))) or letters == sorted(set(letters))
    return in_order and letters_in_order and (not numbers or numbers[0] <= len(letters) + 1)
