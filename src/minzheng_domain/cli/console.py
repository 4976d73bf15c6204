"""Console: what the command prints, in the reader's language and in whatever encoding the terminal has."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence

from minzheng_domain.text import Language, Text


class Console:
    """Prints results to standard output, and messages and progress to standard error."""

    def __init__(self, language: Language) -> None:
        self.language = language
        for stream in (sys.stdout, sys.stderr):
            # A GBK console lacks rare characters: they are shown as escapes, and nothing fails.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")

    def say(self, text: Text | str) -> None:
        """Print a line of the result."""
        print(text if isinstance(text, str) else text.of(self.language))

    def complain(self, text: Text) -> None:
        """Print why something could not be done."""
        self._aside(text)

    def note(self, text: Text) -> None:
        """Print a message beside the result, as a warning or where a file was written."""
        self._aside(text)

    def progress(self, text: Text) -> None:
        """Tell a person who waits what is being done; a program or a file that listens is told nothing."""
        if sys.stderr is not None and sys.stderr.isatty():
            self._aside(text)

    def _aside(self, text: Text) -> None:
        print(text.of(self.language), file=sys.stderr, flush=True)

    def as_json(self, value: object) -> None:
        """Print a value as JSON; as ASCII where the output is not UTF-8, so that no program reads it wrongly."""
        encoding = (sys.stdout.encoding or "").replace("-", "").lower()
        print(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2))

    def table(self, rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
        """Print rows in columns that are straight though Chinese characters are two places wide.

        Args:
            rows: the cells of each row.
            right: the columns that are flush right, counted from 0.
        """
        lines = [list(row) for row in rows]
        widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            cells = [
                " " * (width - _width(cell)) + cell if place in right else cell + " " * (width - _width(cell))
                for place, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            print("  ".join(cells).rstrip())

    @staticmethod
    def give_up_output() -> None:
        """Write no more where nothing can be written: the reader has gone (``… | head``), or the disk is full."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
