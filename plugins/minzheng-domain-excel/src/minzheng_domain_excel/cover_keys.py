"""Cover keys: the machine keys of a cover's lines, and what a reader calls them."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from minzheng_domain.text import Text
from minzheng_domain_excel.schemes import scheme_choices, scheme_title

COVER_TITLE = Text("封面", "Cover")
"""The name of the sheet."""

FORMAT, VERSION = "minzheng-ledger", 1
"""What a cover says that the workbook is; the version is that of the sheets' columns."""

FORMAT_KEY, VERSION_KEY = "format", "version"
TITLE_KEY, SYNTHETIC_KEY = "header.title", "header.synthetic"
TEXT_KEYS = {
    "title": TITLE_KEY,
    "district": "header.district",
    "division": "header.division",
    "bureau": "header.bureau",
    "note": "header.note",
}
"""The keys of those fields of a header that are texts, by the field."""

SCHEME_KEYS = "header.schemes."
"""What the key of a scheme begins with; its id follows."""

PERIOD_KEYS = ("period.start", "period.end", "period.cutoff")


NOTHING = Text("", "")


@attrs.frozen
class Line:
    """A line of the cover: its key, what a reader calls it, and how to fill it in."""

    key: str
    label: Text
    prompt: Text = NOTHING


_LINES = (
    Line(TITLE_KEY, Text("台账名称", "Title of the ledger"), Text("如：某区2019年社会组织台账", "as a reader calls it")),
    Line("header.bureau", Text("填报单位", "Bureau"), Text("单位全称，与印章一致", "the full name of the organ that reports")),
    Line("header.district", Text("行政区", "District"), Text("含省市的全称", "its full name, as organizations bear it")),
    Line(
        "header.division",
        Text("行政区划代码", "Division code"),
        Text("区（县）的六位代码", "the six digits of the district (GB/T 2260)"),
    ),
)
_AFTER = (
    Line(SYNTHETIC_KEY, Text("是否虚构数据", "Made up"), Text("示例、演练数据填“是”", "yes for examples and exercises")),
    Line("header.note", Text("备注", "Note")),
)
_PERIOD = (
    Line("period.start", Text("报告期起始日", "First day of the period"), Text("如 2019-01-01", "like 2019-01-01")),
    Line("period.end", Text("报告期终止日", "Last day of the period"), Text("如 2019-12-31", "like 2019-12-31")),
    Line("period.cutoff", Text("数据截止日", "Cut-off day"), Text("数据统计到哪一天", "the last day whose data count")),
)
_FILE = (
    Line(FORMAT_KEY, Text("文件格式", "Format")),
    Line(VERSION_KEY, Text("格式版本", "Version of the format")),
)


def cover_lines(schemes: Iterable[str]) -> tuple[Line, ...]:
    """Return the lines of a cover, with one for each scheme of the library's and of those given."""
    known = dict.fromkeys([*scheme_choices(), *schemes])
    prompt = Text("从下拉列表中选择本区采用的方案", "the scheme that the district has chosen")
    chosen = (
        Line(
            f"{SCHEME_KEYS}{scheme}",
            Text("分类方案：{title}", "Scheme: {title}").format(title=scheme_title(scheme)),
            prompt if scheme in scheme_choices() else NOTHING,
        )
        for scheme in known
    )
    return (*_LINES, *chosen, *_AFTER, *_PERIOD, *_FILE)
