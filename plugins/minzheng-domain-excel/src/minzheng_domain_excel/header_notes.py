"""Header notes: the comment at a column's header, which says what to fill in there."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.comments import Comment

from minzheng_domain.model.columns import KIND_TITLES, Column, ColumnKind, Sensitivity
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.text import Language, Text
from minzheng_domain_excel import styles
from minzheng_domain_excel.schemes import lists_of, scheme_choices
from minzheng_domain_excel.values import xstring

_AUTHOR = "minzheng"
_MOST_LABELS = 12
_WIDTH, _LINE = 260, 17
_CHARACTERS_IN_A_LINE = 36

_FORMS = {
    ColumnKind.DATE: Text("写成 2019-12-18", "written like 2019-12-18"),
    ColumnKind.NUMBER: Text("不带单位", "without its unit"),
    ColumnKind.DECIMAL: Text("不带单位", "without its unit"),
    ColumnKind.MONEY: Text("以元为单位，不用万元", "in yuan, not in ten thousand yuan"),
}

_NOT_FOR_ALL = {
    Sensitivity.INTERNAL: Text("内部信息，不对外公开", "internal: not for the public"),
    Sensitivity.PERSONAL: Text("个人信息，对外提供前脱敏", "personal: left out of what others get"),
}


def header_note(column: Column, language: Language) -> Comment:
    """Return the comment that explains a column."""
    words = "\n".join(line.of(language) for line in _lines(column))
    lines = sum(max(1, -(-styles.text_width(line) // _CHARACTERS_IN_A_LINE)) for line in words.split("\n"))
    return Comment(xstring(words), _AUTHOR, width=_WIDTH, height=_LINE * lines + 14)


def _lines(column: Column) -> Iterator[Text]:
    declared = column.declaration
    need = Text("必填", "required") if declared.required else Text("可不填", "may be left empty")
    form = _FORMS.get(column.kind)
    kind = KIND_TITLES[column.kind]
    if form is None:
        yield Text("{kind}，{need}", "{kind}, {need}").format(kind=kind, need=need)
    else:
        yield Text("{kind}，{form}，{need}", "{kind}, {form}, {need}").format(kind=kind, form=form, need=need)
    if declared.note is not None:
        yield declared.note
    if declared.sensitivity is not Sensitivity.PUBLIC:
        yield _NOT_FOR_ALL[declared.sensitivity]
    if declared.refers_to is not None:
        sheet = record_kind(declared.refers_to).title
        yield Text("填“{sheet}”表中的编号", "an id on the sheet '{sheet}'").format(sheet=sheet)
    if column.kind is ColumnKind.LABEL:
        yield _options(column)


def _options(column: Column) -> Text:
    if column.declaration.codes in scheme_choices():
        return Text("先在封面选择分类方案，再从下拉列表中选择", "choose a scheme on the cover first, then from the list")
    labels = [entry.label for listed in lists_of([column]) for entry in listed.codes]
    if not 0 < len(labels) <= _MOST_LABELS:
        return Text("从下拉列表中选择，说明见“代码表”", "choose from the list; 'Code lists' explains it")
    joined = Text("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))
    return Text("选项：{labels}", "one of: {labels}").format(labels=joined)
