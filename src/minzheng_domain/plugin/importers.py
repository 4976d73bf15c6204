"""Importer: a format that a ledger can be read from, and the one way in which a file of it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

import attrs

from minzheng_domain.errors import DeclarationError, MinzhengError, Problem, ReadError, WriteError
from minzheng_domain.model.kinds import record_kind
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.plugin.exporters import FORMAT_NAME, SUFFIX
from minzheng_domain.plugin.files import require_file, unreadable, write_whole
from minzheng_domain.rules.checking import CheckReport
from minzheng_domain.text import Language, Text


@attrs.frozen(kw_only=True)
class ImportOptions:
    """What the user chooses of an import.

    Attributes:
        mapping: a file that settles what cannot be guessed; only an importer that drafts one takes it.
    """

    mapping: Path | None = None


@attrs.frozen(kw_only=True)
class TemplateOptions:
    """What the user chooses of an empty file that is to be filled in.

    Attributes:
        language: the language of headers, labels and explanations.
        kinds: the names of the kinds of record that it is for; all, if none are named.
        example: whether it shows a made-up record of each kind.
        schemes: for each scheme that the district chooses, the id of its code list.
    """

    language: Language = "zh"
    kinds: tuple[str, ...] = ()
    example: bool = False
    schemes: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Importer:
    """The declaration of a format that a ledger can be read from (导入格式).

    Attributes:
        format: its name, lower case, e.g. ``"excel"``; no other importer bears it.
        title: what a reader calls it.
        suffixes: how its files end, lower case, e.g. ``(".xlsx", ".xlsm")``; no other importer claims one of them.
        read: reads a file as a ledger, the whole or, with a :class:`~minzheng_domain.errors.ReadError`, nothing. What
            it does not take as it stands is told in the ledger's remarks.
        template: writes an empty file of the format, to be filled in; ``None`` if it offers none.
        annotate: writes the user's own file again, with what a check found marked where it stands, its words in a
            language; ``None`` if it offers that not.
        draft_mapping: returns the text of a file that may be given as :attr:`ImportOptions.mapping`, with what was
            recognised in a file; ``None`` if nothing has to be guessed in this format.

    Raises:
        DeclarationError: the parts contradict each other.
    """

    format: str
    title: Text
    suffixes: tuple[str, ...]
    read: Callable[[Path, ImportOptions], Ledger] = attrs.field(repr=False)
    template: Callable[[BinaryIO, TemplateOptions], None] | None = attrs.field(default=None, repr=False)
    annotate: Callable[[Path, CheckReport, BinaryIO, Language], None] | None = attrs.field(default=None, repr=False)
    draft_mapping: Callable[[Path], str] | None = attrs.field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        if not FORMAT_NAME.fullmatch(self.format):
            self._refuse(Text("名称应为小写，如 excel", "a format is named in lower case, like excel"))
        if not self.suffixes or not all(map(SUFFIX.fullmatch, self.suffixes)):
            self._refuse(Text("后缀应为小写，如 .xlsx", "suffixes are written in lower case, like .xlsx"))
        if len(set(self.suffixes)) < len(self.suffixes):
            self._refuse(Text("后缀重复", "a suffix comes twice"))
        for name in ("read", "template", "annotate", "draft_mapping"):
            given = getattr(self, name)
            if not callable(given) and (name == "read" or given is not None):
                self._refuse(Text(f"{name} 应为函数", f"{name} must be a function"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(
            Text(f"导入格式 {self.format}：{reason.zh}", f"import format {self.format}: {reason.en}")
        )


def read_file(importer: Importer, path: Path, options: ImportOptions | None = None) -> Ledger:
    """Read a file as a ledger.

    Raises:
        ReadError: the file is missing, empty, a folder, or not what the importer reads; or the importer fails; or a
            mapping is given to an importer that takes none.
    """
    require_file(path)
    chosen = options or ImportOptions()
    if chosen.mapping is not None and importer.draft_mapping is None:
        wanted = Text(f"格式 {importer.format} 不用映射文件", f"no mapping: {importer.format} takes none")
        raise ReadError(str(path), [Problem("$", str(chosen.mapping), wanted)])
    try:
        ledger = importer.read(path, chosen)
    except OSError as error:
        raise unreadable(path, error) from error
    except MinzhengError:
        raise
    except Exception as error:
        raise _failed(importer, path, f"{type(error).__name__}: {error}") from error
    if not isinstance(ledger, Ledger):
        raise _failed(importer, path, type(ledger).__name__)
    return ledger


def write_template(importer: Importer, target: Path, options: TemplateOptions | None = None) -> Path:
    """Write the empty file of a format, whole or not at all.

    Returns:
        The target.

    Raises:
        UnknownNameError: there is no such kind of record, or no such code list.
        WriteError: the format offers none, its file has another suffix, or it cannot be written.
    """
    chosen = options or TemplateOptions()
    if importer.template is None:
        reason = Text(f"格式 {importer.format} 没有模板", f"{importer.format} offers no template")
        raise WriteError(str(target), reason)
    for name in chosen.kinds:
        record_kind(name)
    template = importer.template
    return write_whole(target, _author(importer), lambda file: template(file, chosen))


def draft_mapping(importer: Importer, path: Path) -> str:
    """Return the draft of a mapping of a file.

    Raises:
        ReadError: the file cannot be read, or its format needs no mapping.
    """
    if importer.draft_mapping is None:
        wanted = Text("需要映射的格式，如 Excel", "a format that needs a mapping, as Excel")
        raise ReadError(str(path), [Problem("$", importer.format, wanted)])
    try:
        return importer.draft_mapping(path)
    except OSError as error:
        raise unreadable(path, error) from error
    except MinzhengError:
        raise
    except Exception as error:
        raise _failed(importer, path, f"{type(error).__name__}: {error}") from error


def annotate_file(importer: Importer, path: Path, checks: CheckReport, target: Path, language: Language) -> Path:
    """Write a marked copy of a file, whole or not at all.

    Returns:
        The target.

    Raises:
        WriteError: the format cannot be marked, or the copy cannot be written; or it would replace the original.
    """
    if importer.annotate is None:
        reason = Text(f"格式 {importer.format} 的文件不能批注", f"files of the format {importer.format} cannot be marked")
        raise WriteError(str(target), reason)
    if target.exists() and target.samefile(path):
        reason = Text("批注副本不能覆盖原文件，请另取文件名", "the marked copy would replace the original: give another name")
        raise WriteError(str(target), reason)
    annotate = importer.annotate
    return write_whole(target, _author(importer), lambda file: annotate(path, checks, file, language))


def _author(importer: Importer) -> Text:
    return Text(f"导入格式 {importer.format}", f"the import format {importer.format}")


def _failed(importer: Importer, path: Path, found: str) -> ReadError:
    wanted = Text(f"导入格式 {importer.format} 读出台账", f"a ledger from the import format {importer.format}")
    return ReadError(str(path), [Problem("$", found, wanted)])
