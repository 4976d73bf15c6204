"""Importer: a format that a ledger can be read from, and the one way in which a file of it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs

from minzheng_domain.errors import DeclarationError, MinzhengError, Problem, ReadError
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.plugin.exporters import FORMAT_NAME, SUFFIX
from minzheng_domain.plugin.files import require_file, unreadable
from minzheng_domain.text import Text


@attrs.frozen(kw_only=True)
class Importer:
    """The declaration of a format that a ledger can be read from (导入格式).

    Attributes:
        format: its name, lower case, e.g. ``"excel"``; no other importer bears it.
        title: what a reader calls it.
        suffixes: how its files end, lower case, e.g. ``(".xlsx", ".xlsm")``; no other importer claims one of them.
        read: reads a file as a ledger, the whole or, with a :class:`~minzheng_domain.errors.ReadError`, nothing.

    Raises:
        DeclarationError: the parts contradict each other.
    """

    format: str
    title: Text
    suffixes: tuple[str, ...]
    read: Callable[[Path], Ledger] = attrs.field(repr=False)

    def __attrs_post_init__(self) -> None:
        if not FORMAT_NAME.fullmatch(self.format):
            self._refuse(Text("名称应为小写，如 excel", "a format is named in lower case, like excel"))
        if not self.suffixes or not all(map(SUFFIX.fullmatch, self.suffixes)):
            self._refuse(Text("后缀应为小写，如 .xlsx", "suffixes are written in lower case, like .xlsx"))
        if len(set(self.suffixes)) < len(self.suffixes):
            self._refuse(Text("后缀重复", "a suffix comes twice"))
        if not callable(self.read):
            self._refuse(Text("read 应为函数", "read must be a function"))

    def _refuse(self, reason: Text) -> None:
        raise DeclarationError(
            Text(f"导入格式 {self.format}：{reason.zh}", f"import format {self.format}: {reason.en}")
        )


def read_file(importer: Importer, path: Path) -> Ledger:
    """Read a file as a ledger.

    Raises:
        ReadError: the file is missing, empty, a folder, or not what the importer reads; or the importer fails.
    """
    require_file(path)
    try:
        ledger = importer.read(path)
    except OSError as error:
        raise unreadable(path, error) from error
    except MinzhengError:
        raise
    except Exception as error:
        raise _failed(importer, path, f"{type(error).__name__}: {error}") from error
    if not isinstance(ledger, Ledger):
        raise _failed(importer, path, type(ledger).__name__)
    return ledger


def _failed(importer: Importer, path: Path, found: str) -> ReadError:
    wanted = Text(f"导入格式 {importer.format} 读出台账", f"a ledger from the import format {importer.format}")
    return ReadError(str(path), [Problem("$", found, wanted)])
