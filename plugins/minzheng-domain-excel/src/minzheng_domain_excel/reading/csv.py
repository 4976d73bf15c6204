"""CSV files: their encoding and delimiter are told by what they hold; every value is a text."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from minzheng_domain.errors import ReadError
from minzheng_domain.text import Text
from minzheng_domain_excel.grids import Book, Rows, Sheet, Value
from minzheng_domain_excel.places import Place
from minzheng_domain_excel.reading.extent import LONGEST_TEXT, too_long, within_extent
from minzheng_domain_excel.reading.refusals import refusal, too_large

SUFFIXES = frozenset((".csv", ".tsv", ".txt"))
"""What a file is called that is taken for a CSV; another text file is not."""

_DELIMITERS = (",", ";", "\t")
_SAMPLE, _SAMPLE_ROWS = 1 << 16, 200
"""How many characters, and rows, are looked at to find the delimiter."""

_PIECE = 1 << 20
_MOST_DELIMITERS = 1_000_000
"""How many delimiters are taken in, also within quotes, before a row has ended."""

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_END = "\ufdd0"
"""A character that no text has (a noncharacter): as a line of its own behind the last it shows whether quotes close."""

_ENCODED = Text(
    "UTF-8、UTF-16（带 BOM）或 GB18030 编码的文本（请用 Excel 或 WPS 另存为 .xlsx）",
    "text in UTF-8, UTF-16 with a mark, or GB18030 (save it as .xlsx in Excel or WPS)",
)
_CLOSED = Text(
    "成对的引号（请用 Excel 或 WPS 打开核对后另存为 .xlsx）",
    "quotes in pairs (open it in Excel or WPS, look it through and save it as .xlsx)",
)


def open_csv(path: Path) -> Book:
    """Open a CSV file: UTF-8, UTF-16 with a byte-order mark, or GB18030; commas, semicolons or tabs.

    Raises:
        ReadError: it is of another encoding.
        OSError: the system does not let it be read.
    """
    content = path.read_bytes()
    encoding = _encoding(path, content)
    delimiter = _delimiter(content, encoding)

    def rows() -> Rows:
        return within_extent(path, path.stem, _values(path, _opened(content, encoding), delimiter))

    return Book(path=path, form="csv", sheets=(Sheet(name=path.stem, rows=rows),))


def _encoding(path: Path, content: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            for _ in iter(partial(_opened(content, encoding).read, _PIECE), ""):
                pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise refusal(path, Text("编码不明的文本", "text of an unknown encoding"), _ENCODED)


def _opened(content: bytes, encoding: str) -> TextIO:
    """Return a file in memory that holds a text as it stands, with the line ends that it has."""
    return io.TextIOWrapper(io.BytesIO(content), encoding, newline="")


def _delimiter(content: bytes, encoding: str) -> str:
    """Return the delimiter that most rows at the top have, the same number of times; a comma if none has any."""
    sample = _opened(content, encoding).read(_SAMPLE)

    def votes(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        widths = [len(row) for row in islice(rows, _SAMPLE_ROWS) if len(row) > 1]
        usual = max(widths, key=lambda width: (widths.count(width), width), default=0)
        return widths.count(usual), usual

    return max(_DELIMITERS, key=votes)


class _Lines:
    """The lines of a file, and the mark of its end after them; they are counted against what a row can have."""

    def __init__(self, path: Path, file: TextIO, delimiter: str) -> None:
        self._path, self._file, self._delimiter = path, file, delimiter
        self.delimiters = 0

    def __iter__(self) -> Iterator[str]:
        last = "\n"
        for last in self._file:
            self.delimiters += last.count(self._delimiter)
            if self.delimiters > _MOST_DELIMITERS:
                raise too_large(self._path, Text("一行的列过多", "too many columns in a row"))
            yield last
        if not last.endswith(("\r", "\n")):
            yield "\n"
        yield _END


def _values(path: Path, file: TextIO, delimiter: str) -> Iterator[tuple[int, list[Value]]]:
    lines = _Lines(path, file, delimiter)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        line = reader.line_num + 1
        lines.delimiters = 0
        try:
            row = next(reader)
        except csv.Error as error:
            raise _unclosed(path, line) from error
        if row == [_END]:
            return
        if row and row[-1].endswith(_END):
            raise _unclosed(path, line)
        longest = max(row, key=len, default="")
        if len(longest) > LONGEST_TEXT:
            raise too_long(path, len(longest), str(Place(path.stem, number, row.index(longest) + 1)))
        yield number, [value or None for value in row]


def _unclosed(path: Path, line: int) -> ReadError:
    found = Text("引号不成对，或一格文字过长", "a quote that does not close, or a text too long for a cell")
    return refusal(path, found, _CLOSED, where=f"第 {line} 行 / line {line}")
