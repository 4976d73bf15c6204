"""Reading: a JSON or JSON Lines file → ledger, strictly: all of the file is taken as it stands, or nothing.

Where msgspec is installed and a file is as this library writes it, the fast reader takes it and proves that nothing
was lost. Every other file is read by the strict reader, which accepts the same and tells all faults.
"""

from __future__ import annotations

import codecs
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minzheng_domain.formats.json import engine
from minzheng_domain.formats.json.document import located_by_path, read_document
from minzheng_domain.formats.json.lines import located_by_line, read_lines
from minzheng_domain.formats.json.problems import at_line, refuse, shown
from minzheng_domain.model.ledger import Ledger, Locate
from minzheng_domain.plugin.files import require_file, unreadable
from minzheng_domain.text import Text

_HEAD = 2**16
"""How many bytes of a file are looked at before the whole of it is read."""

_BLANKS = b" \t\r\n"
_OPENING = Text("以 { 开头的 JSON", "JSON that begins with {")
_UTF8 = Text("UTF-8 编码的文字", "text in UTF-8")
_SMALLER = Text("内存放得下的文件", "a file that fits into memory")


def read_ledger(path: Path, *, lines: bool = False) -> Ledger:
    """Read a ledger from a file.

    Args:
        path: the file.
        lines: whether it is JSON Lines instead of one JSON document.

    Raises:
        ReadError: the file is missing, empty, not UTF-8, no JSON, of another format or version, or not as a ledger
            must be; with every fault, its path, what was found and what is wanted.
    """
    size = require_file(path)
    try:
        _require_opening(path)
        with _collector_paused():
            data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
            made = _read_fast(data, str(path), lines=lines) if engine.FAST else None
            if made is None:
                made = (read_lines if lines else read_document)(_text(data, str(path)), str(path))
            return made
    except MemoryError as error:
        raise refuse(str(path), "$", f"{size} B", _SMALLER) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _read_fast(data: bytes, file: str, *, lines: bool) -> Ledger | None:
    from minzheng_domain.formats.json import fast  # noqa: PLC0415 - only where msgspec is installed

    made = fast.read_lines(data) if lines else fast.read_document(data)
    if made is None:
        return None
    return _with_source(made, file, _lines_of(made, file) if lines else located_by_path(file))


def _lines_of(ledger: Ledger, file: str) -> Locate:
    """Tell the lines of a ledger that was read as it is written: one after the other, after the header."""
    number, places = 2, {}
    for kind, records in ledger.kinds():
        places[kind.name] = range(number, number + len(records))
        number += len(records)
    return located_by_line(file, places)


def _with_source(ledger: Ledger, file: str, locate: Locate) -> Ledger:
    records = {kind.name: members for kind, members in ledger.kinds()}
    return Ledger(records, header=ledger.header, locate=locate, file=file)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector: while records are made there is no garbage, and looking for it doubles the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _require_opening(path: Path) -> None:
    """Look at the beginning of a file, so that gigabytes of something else are not read first."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise refuse(str(path), "$", "UTF-16", _UTF8)
    begin = head.removeprefix(codecs.BOM_UTF8).lstrip(_BLANKS)
    if not begin.startswith(b"{"):
        found = shown(begin[:20].decode("utf-8", "replace")) if begin else "空白 (blank)"
        raise refuse(str(path), at_line(1), found, _OPENING)


def _text(data: bytes, file: str) -> str:
    """Decode a file, or say in which encoding it is, as far as that can be known."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            found = data[error.start : error.start + 4].hex(" ")
        else:
            found = "GB18030 (GBK)"
        raise refuse(file, at_line(data.count(b"\n", 0, error.start) + 1), found, _UTF8) from error
