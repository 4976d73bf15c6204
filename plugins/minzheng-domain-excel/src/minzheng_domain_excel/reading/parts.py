"""Parts: the XML of a package, read piece by piece; no declaration of entities, no text or element without end."""

from __future__ import annotations

import errno
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lxml import etree

from minzheng_domain.text import Text
from minzheng_domain_excel.reading.refusals import HARMLESS, damaged, refusal, too_large

BROKEN = (
    etree.LxmlError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OverflowError,
    ValueError,
    struct.error,
)
"""What the libraries raise on a package that is damaged."""

_MOST_MARKS = 250_000
"""How many tags and attributes are taken in before something whole is done with: fifteen for each cell of a row."""

_MOST_BYTES = 32 << 20
"""How many bytes are: a row has no more text than 256 full cells."""

_PROLOG = _PIECE = 1 << 16
_BEFORE_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\s(?P<declared>[^>]*)\?>)?"
    rb"(?>\s+|<\?.*?\?>|<!--.*?-->)*+<(?P<next>!DOCTYPE|[^!?\s])",
    re.DOTALL | re.IGNORECASE,
)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")


@contextmanager
def words_for_damage(path: Path, where: str) -> Iterator[None]:
    """Turn what the libraries raise on a damaged file into a :class:`~minzheng_domain.errors.ReadError`."""
    try:
        yield
    except BROKEN as error:
        raise damaged(path, error, where=where) from error
    except OSError as error:
        # What the directory of a damaged package says leads to before the file's beginning.
        if error.errno == errno.EINVAL:
            raise damaged(path, error, where=where) from error
        raise


class Part:
    """A part of a package, open for the parser, which reads from it what it needs.

    The parser keeps what it has read until something whole (a row, a text) is done with; :meth:`forget` says so.
    """

    def __init__(self, path: Path, name: str, stream: IO[bytes]) -> None:
        self._path, self._name, self._stream = path, name, stream
        self._marks = self._bytes = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes.

        Raises:
            ReadError: there was more than a row or a text can be before one was done with.
        """
        piece = self._stream.read(size)
        self._marks += piece.count(b"<") + piece.count(b"=")
        self._bytes += len(piece)
        if self._marks > _MOST_MARKS or self._bytes > _MOST_BYTES:
            found = Text("一行的内容或一段的标记过多", "too much in one row, or too many tags in a piece")
            raise too_large(self._path, found, where=self._name)
        return piece

    def forget(self) -> None:
        """Say that all that has been read is done with."""
        self._marks = self._bytes = 0


@contextmanager
def open_part(path: Path, package: zipfile.ZipFile, name: str) -> Iterator[Part]:
    """Open a part that is XML in UTF-8 and declares no entities.

    Raises:
        ReadError: it is missing, not so encoded, or declares a document type (Excel writes none, and neither does WPS
            or LibreOffice; an attack needs one).
    """
    try:
        member = package.getinfo(name)
    except KeyError:
        raise damaged(path, Text(f"缺少 {name}", f"{name} is missing")) from None
    with words_for_damage(path, name):
        with package.open(member) as stream:
            start = _BEFORE_ROOT.match(stream.read(_PROLOG))
        if start is None or not _is_utf8(start["declared"]):
            raise damaged(path, Text("不是 UTF-8 编码的 XML", "no XML in UTF-8"), where=name)
        if start["next"].startswith(b"!"):
            raise refusal(
                path,
                Text(
                    "文件中声明了文档类型（DOCTYPE），可能是攻击", "a document type (DOCTYPE), which may be an attack"
                ),
                HARMLESS,
                where=name,
            )
        with package.open(member) as stream:
            yield Part(path, name, stream)


def _is_utf8(declared: bytes | None) -> bool:
    encoding = _ENCODING.search(declared or b"")
    return encoding is None or encoding[1].lower() in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def elements(part: Part, *tags: str, starts: bool = False) -> Iterator[tuple[str, etree._Element]]:
    """Return an iterator over the elements of a part, each when its end (and, if asked for, its start) has been read.

    Args:
        part: the part.
        tags: the names of the elements, as lxml writes them; ``{*}`` stands for any namespace.
        starts: whether to tell the start of each too.
    """
    parsed: Iterator[tuple[str, etree._Element]] = etree.iterparse(
        part,
        events=("start", "end") if starts else ("end",),
        tag=tags,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    return parsed


def drop(element: etree._Element) -> None:
    """Free the memory of an element that is done with, and of those before it."""
    element.clear()
    if element.getprevious() is not None:
        parent = element.getparent()
        while parent is not None and parent[0] is not element:
            del parent[0]


def tree(part: Part) -> etree._Element:
    """Return the whole of a small part."""
    parser = etree.XMLParser(
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    while piece := part.read(_PIECE):
        parser.feed(piece)
    root: etree._Element = parser.close()
    return root
