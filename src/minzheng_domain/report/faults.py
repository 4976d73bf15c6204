"""Faults of a template: what is wrong with it, told by line before it is rendered; and the error of a wrong one."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

from minzheng_domain.errors import MinzhengError
from minzheng_domain.rules.core import Severity
from minzheng_domain.text import Text

WHOLE = 0
"""The line of a fault that is about the template as a whole."""


@attrs.frozen
class _Form:
    """What the member of :class:`FaultKind` holds."""

    title: Text
    severity: Severity


def _error(zh: str, en: str) -> _Form:
    return _Form(Text(zh, en), Severity.ERROR)


def _warning(zh: str, en: str) -> _Form:
    return _Form(Text(zh, en), Severity.WARNING)


class FaultKind(enum.Enum):
    """What can be wrong with a template; an error keeps it from being rendered, the others do not."""

    UNPAIRED_BRACES = _error("双花括号不成对", "double braces do not pair")
    FULL_WIDTH_BRACES = _error("花括号为全角", "braces are full-width")
    UNCLOSED_NOTE = _error("备注没有结束", "a note does not end")
    CONTROL_CHARACTER = _error("有控制字符", "there is a control character")
    MALFORMED_HEADING = _error("标题写法不对", "a heading is not written as one")
    SKIPPED_LEVEL = _error("标题跳级", "a heading skips a level")
    SECOND_TITLE = _error("总标题不止一个", "there is more than one title")
    REPEATED_NAME = _error("标题的名称重复", "two headings have one name")
    UNKNOWN_HOLE = _error("看不懂双花括号里的内容", "what stands in double braces cannot be made out")
    NOT_ALONE = _error("应单独成段", "this stands alone in a paragraph")
    MISPLACED_CONDITION = _error("when 不在段首", "when does not begin the paragraph")
    UNKNOWN_FIGURE = _error("没有这个指标", "no measure is called so")
    UNKNOWN_GROUP = _error("指标没有这一组", "the measure has no such group")
    UNKNOWN_MEASURE_WORD = _error("指标不用这个量词", "the unit is not said with this word")
    UNKNOWN_NARRATIVES = _error("没有这类叙述条目", "there are no such narrative entries")
    DIFFERENT_UNITS = _error("一张图里单位不同", "units differ within a chart")
    MISSING_TITLE = _error("没有总标题", "there is no title")
    MISSING_CHAPTER = _error("缺少应当报告的部分", "a chapter that has to be reported is missing")
    EMPTY_CHAPTER = _warning("应当报告的部分没有内容", "a chapter that has to be reported says nothing")
    NO_VALUE = _warning("指标没有数值", "the figure has no value")
    NOT_GROUPED = _warning("指标不分组", "the measure is not broken down")
    UNKNOWN_MARK = _warning("不支持的排版标记", "a mark that templates do not know")
    TYPED_NUMBER = _Form(Text("数字是手写的", "a number is typed"), Severity.NOTICE)

    @property
    def title(self) -> Text:
        """What is wrong, in general."""
        return self.value.title

    @property
    def severity(self) -> Severity:
        """How much it weighs, unless a fault says otherwise."""
        return self.value.severity

    @property
    def code(self) -> str:
        """Its name for programs, e.g. ``unknown-figure``."""
        return self.name.lower().replace("_", "-")


@attrs.frozen
class TemplateFault:
    """One thing that is wrong with a template.

    Attributes:
        line: the line, counted from 1; 0 for the template as a whole.
        kind: what is wrong, in general.
        found: what stands there.
        wanted: what should.
        suggestion: what it may have been meant to be, or what to do.
        severity: how much it weighs; that of its kind if not given.
    """

    line: int
    kind: FaultKind
    found: str | Text = attrs.field(kw_only=True)
    wanted: Text = attrs.field(kw_only=True)
    suggestion: Text | None = attrs.field(default=None, kw_only=True)
    severity: Severity = attrs.field(
        default=attrs.Factory(lambda self: self.kind.severity, takes_self=True), kw_only=True
    )

    @property
    def is_error(self) -> bool:
        """Whether the template cannot be rendered for it."""
        return self.severity is Severity.ERROR

    @property
    def place(self) -> Text:
        """The line in words; empty for the template as a whole."""
        return Text(f" 第 {self.line} 行", f", line {self.line}") if self.line != WHOLE else Text("", "")

    @property
    def message(self) -> Text:
        """The fault in words: what is wrong, what was found, what is wanted, what to do; without its place."""
        return Text("{title}。实为 {found}，应为{wanted}。{hint}", "{title}; found {found}, wanted {wanted}. {hint}").format(
            title=self.kind.title,
            found=self.found,
            wanted=self.wanted,
            hint=self.suggestion or Text("", ""),
        )


class TemplateError(MinzhengError):
    """A template of a report cannot be turned into a document.

    Attributes:
        source: the template's file.
        faults: everything that is wrong with it, in the order of its lines.
    """

    def __init__(self, source: str, faults: Iterable[TemplateFault]) -> None:
        self.source, self.faults = source, tuple(faults)
        told = [told_of(source, fault) for fault in self.faults if fault.is_error]
        super().__init__(Text("\n".join(line.zh for line in told), "\n".join(line.en for line in told)))


def told_of(source: str, fault: TemplateFault) -> Text:
    """Return a fault as one line that names the template."""
    return Text("模板 {source}{place}：{said}", "template {source}{place}: {said}").format(
        source=source, place=fault.place, said=Text(fault.message.zh.strip(), fault.message.en.strip())
    )


def meant(name: str, known: Iterable[str]) -> Text | None:
    """Return what a name may have been meant to be; ``None`` where nothing known comes close."""
    import difflib  # noqa: PLC0415 - only where something is wrong; it is dear to import

    close = difflib.get_close_matches(name, sorted(set(known)), n=3)
    return Text(f"是不是 {'、'.join(close)}？", f"did you mean {', '.join(close)}?") if close else None
