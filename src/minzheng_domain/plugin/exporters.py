"""Exporter: a format that a dossier can be written in, and the one way in which a file of it is made."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import attrs

from minzheng_domain.dossier import Dossier
from minzheng_domain.errors import DeclarationError, WriteError
from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.plugin.files import write_whole
from minzheng_domain.plugin.redaction import may_see
from minzheng_domain.text import LANGUAGES, Language, Text

FORMAT_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SUFFIX = re.compile(r"(\.[a-z0-9]+)+")

_AUDIENCES = {
    Sensitivity.PUBLIC: Text("公开", "public"),
    Sensitivity.INTERNAL: Text("内部", "internal"),
    Sensitivity.PERSONAL: Text("含个人信息", "personal"),
}


@attrs.frozen(kw_only=True)
class ExportOptions:
    """What the user chooses of an export; an exporter that offers more derives from it, with a default for each field.

    Attributes:
        language: the language of titles, labels and prose.
        audience: who will read the file; what such a reader may not see is left out.
    """

    language: Language = "zh"
    audience: Sensitivity = Sensitivity.INTERNAL


@attrs.frozen(kw_only=True)
class Exporter:
    """The declaration of a format that a dossier can be written in (导出格式).

    Attributes:
        format: its name, lower case, e.g. ``"word"``; no other exporter bears it.
        title: what a reader calls it.
        suffix: how its files end, e.g. ``".docx"``.
        write: writes a dossier to an open binary file, with options of the declared class. It neither opens nor
            replaces the target: :func:`write_file` does, and no file stands there if ``write`` fails.
        options: the class of its options.
        languages: those that it writes.
        streams: whether it writes piece by piece, without holding the whole file in memory.
        redacts: whether it leaves out what the audience may not see.
        is_report: whether it writes the yearly report, so that ``minzheng report`` makes a file of it; a format of the
            bare ledger, or of something else, is not.
        compares: whether it shows the figures of the year before, so that they are worked out for it
            (:attr:`~minzheng_domain.dossier.Dossier.previous`).
        any_document: whether it writes whatever document the dossier holds, so that a comparison of several ledgers can
            be written in it too.
        holds: the most sensitive that a file of it holds when nothing is left out. An exporter that does not redact
            serves only audiences that may see this; one that does not say is taken to hold personal details.

    Raises:
        DeclarationError: the parts contradict each other.
    """

    format: str
    title: Text
    suffix: str
    write: Callable[[Dossier, BinaryIO, Any], None] = attrs.field(repr=False)
    options: type[ExportOptions] = ExportOptions
    languages: tuple[Language, ...]
    streams: bool = False
    redacts: bool = False
    is_report: bool = True
    compares: bool = False
    any_document: bool = False
    holds: Sensitivity = Sensitivity.PERSONAL

    def __attrs_post_init__(self) -> None:
        if not FORMAT_NAME.fullmatch(self.format):
            self._refuse(Text("名称应为小写，如 word", "a format is named in lower case, like word"))
        if not SUFFIX.fullmatch(self.suffix):
            self._refuse(Text("后缀应为小写，如 .docx", "a suffix is written in lower case, like .docx"))
        if not callable(self.write):
            self._refuse(Text("write 应为函数", "write must be a function"))
        if not self.languages or not set(self.languages) <= set(LANGUAGES):
            self._refuse(Text("languages 应为 zh、en 中的一种或两种", "languages must be zh, en or both"))
        if not _is_class_of_options(self.options):
            self._refuse(Text("选项应为 ExportOptions 的子类", "options must be a class derived from ExportOptions"))
        if any(field.init and field.default is attrs.NOTHING for field in attrs.fields(self.options)):
            self._refuse(Text("每个选项都应有默认值", "every option needs a default"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(
            Text(f"导出格式 {self.format}：{reason.zh}", f"export format {self.format}: {reason.en}")
        )

    def serves(self, audience: Sensitivity) -> bool:
        """Tell whether a file of this format can be made for an audience."""
        return self.redacts or may_see(audience, self.holds)


def _is_class_of_options(given: object) -> bool:
    return isinstance(given, type) and issubclass(given, ExportOptions)


def write_file(exporter: Exporter, dossier: Dossier, target: Path, options: ExportOptions | None = None) -> Path:
    """Write a dossier to a file, whole or not at all.

    Args:
        exporter: the format.
        dossier: what is written.
        target: where the file shall stand; its folder must exist, a file that stands there is replaced.
        options: of the exporter's class of options; its defaults if not given.

    Returns:
        The target.

    Raises:
        WriteError: the options are of another class, or ask for a language or an audience that the exporter does
            not serve; the file cannot be written; the exporter fails. What stood at the target still stands.
    """
    chosen = exporter.options() if options is None else options
    _check_options(exporter, chosen, target)
    author = Text(f"导出格式 {exporter.format}", f"the export format {exporter.format}")
    return write_whole(target, author, lambda file: exporter.write(dossier, file, chosen))


def _check_options(exporter: Exporter, options: ExportOptions, target: Path) -> None:
    """Refuse what the exporter does not offer, before anything is opened."""
    if not isinstance(options, exporter.options):
        reason = Text(
            f"格式 {exporter.format} 的选项应为 {exporter.options.__name__}，得到 {type(options).__name__}",
            f"options of {exporter.format} must be {exporter.options.__name__}, got {type(options).__name__}",
        )
        raise WriteError(str(target), reason)
    if options.language not in exporter.languages:
        offered = "、".join(exporter.languages), ", ".join(exporter.languages)
        reason = Text(
            f"格式 {exporter.format} 没有语言 {options.language}，可选：{offered[0]}",
            f"{exporter.format} is not written in {options.language}, only in {offered[1]}",
        )
        raise WriteError(str(target), reason)
    if not exporter.serves(options.audience):
        wanted, held = _AUDIENCES[options.audience], _AUDIENCES[exporter.holds]
        reason = Text(
            f"格式 {exporter.format} 的文件可有“{held.zh}”内容且不做脱敏，不能给“{wanted.zh}”读者",
            f"{exporter.format} may hold what is {held.en} and does not redact: it is not for a {wanted.en} audience",
        )
        raise WriteError(str(target), reason)
