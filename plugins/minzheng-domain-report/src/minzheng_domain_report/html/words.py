"""Words: what the page itself says, in both languages."""

from __future__ import annotations

from minzheng_domain.plugin import Sensitivity, Text

SYNTHETIC = Text("以下数据均为虚构，仅作示例。", "All records behind this report are made up; it is an example.")
SKIP = Text("跳到正文", "Skip to the report")
CONTENTS = Text("目录", "Contents")
UNIT = Text("计量单位：{unit}", "Unit: {unit}")
NOTE = Text("注：{note}", "Note: {note}")
NUMBERS_OF_CHART = Text("{title}（图中数据）", "{title} (the numbers of the chart)")
CHART_DESCRIBED = Text(
    "横条图，计量单位：{unit}。{bars}。同样的数据见图下的表。",
    "Bars, unit: {unit}. {bars}. The table below the chart has the same numbers.",
)
ATTACHMENTS = Text("附件", "Attachments")
ABOUT_NUMBERS = Text(
    "文中带下划线的数字均可点开：统计口径、计算方法和所依据的记录列在文后“数据说明”。",
    "Every underlined number can be opened: its definition, its formula and the records behind it stand under "
    "'About the figures' below.",
)

FIGURES = Text("数据说明", "About the figures")
VALUE = Text("数值", "Value")
EXACT_VALUE = Text("未修约值", "Before rounding")
DAYS = Text("报告期", "Period")
EXACTNESS = Text("准确程度", "Exactness")
DEFINITION = Text("统计口径", "Definition")
REMARK = Text("说明", "Remark")
GROUPS = Text("分组", "Groups")
DERIVED = Text("由下列数字算出", "Derived from")
SQL = Text("计算公式（SQL）", "Formula (SQL)")
MEASURE = Text("指标编号", "Id of the measure")
RECORDS = Text("所依据的记录（{count} 条）", "Records behind it ({count})")
RECORDS_LEFT = Text("另有 {count} 条未列出。", "{count} more are not listed.")
NO_RECORDS = Text("没有记录。", "No records.")
ID = Text("编号", "Id")
NAME = Text("名称", "Name")
PLACE = Text("出处", "Place in the ledger")
BACK = Text("回到正文", "Back to the text")
CLOSE = Text("关闭", "Close")

FINDINGS = Text("检查结果", "Findings")
NOT_CHECKED = Text("台账未经检查。", "The ledger was not checked.")
NOTHING_FOUND = Text("未发现问题。", "Nothing was found.")
FOUND = Text("发现问题：", "Found: ")
FINDINGS_LEFT = Text("另有 {count} 个问题未列出。", "{count} more are not listed.")
FINDINGS_WAIVED = Text("另有 {count} 个问题已登记为例外。", "{count} more are waived.")
SEVERITY = Text("程度", "Severity")
RULE = Text("规则", "Rule")
PROBLEM = Text("问题", "Problem")
FOUND_AND_WANTED = Text("实为 {found}，应为{expected}。", "Found {found}, wanted {expected}.")

METHOD = Text("编制方法", "Method")
HOW = Text(
    "正文中的数字均由台账记录按统计口径算出，没有手工填写的数字。",
    "Every number in the text was worked out from the records of the ledger by its definition; none was typed.",
)
LEDGER = Text("台账", "Ledger")
BUREAU = Text("填报单位", "Bureau")
DISTRICT = Text("区", "District")
PERIOD = Text("报告期", "Period")
CUTOFF = Text("数据截止日", "Cut-off day")
SCHEMES = Text("采用的分类方案", "Classifications")
AUDIENCE = Text("读者范围", "Audience")
LIBRARY = Text("编制程序", "Made with")
NOT_STATED = Text("未注明", "not stated")
AUDIENCES = {
    Sensitivity.PUBLIC: Text("公开", "public"),
    Sensitivity.INTERNAL: Text("内部", "internal"),
    Sensitivity.PERSONAL: Text("可阅个人信息", "may see personal details"),
}
RECORDS_OF_LEDGER = Text("台账记录", "Records of the ledger")
KIND = Text("种类", "Kind")
COUNT = Text("条数", "Records")
RULES = Text("检查规则", "Rules")
RULES_SUMMED = Text(
    "规则目录共 {rules} 条，运行 {ran} 条，核对 {applied} 项次。",
    "Of the {rules} rules of the catalogue {ran} ran and looked at {applied} things.",
)
SKIPPED = Text("未运行 {count} 条：{reason}。", "{count} did not run: {reason}.")
FAMILY = Text("类别", "Family")
RULES_IN_ALL = Text("规则数", "Rules")
RAN = Text("运行", "Ran")
APPLIED = Text("核对项次", "Things looked at")
FAILED = Text("不符", "Failed")
TEMPLATE_FAULTS = Text("报告模板的问题", "Faults of the report's template")
