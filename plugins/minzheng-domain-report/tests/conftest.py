"""Fixtures: LibreOffice as a second opinion: it lays out our Word files, and what it prints is measured."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pypdfium2  # type: ignore[import-untyped]
import pytest

MM_OF_A_POINT = 25.4 / 72


@attrs.frozen
class Sign:
    """A character on a page: its box in millimetres from the left and upper edge, and that of its ink."""

    sign: str
    left: float
    right: float
    top: float
    bottom: float
    ink: tuple[float, float]


@attrs.frozen
class Page:
    """A page: its size in millimetres, and its characters in the order in which they are printed."""

    width: float
    height: float
    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        """All that stands on the page."""
        return "".join(sign.sign for sign in self.signs)

    def lines(self, top: float = 0, bottom: float = 297) -> list[list[Sign]]:
        """Return the characters line by line, from left to right, of a part of the page."""
        found: list[list[Sign]] = []
        within = (sign for sign in self.signs if top <= (sign.top + sign.bottom) / 2 <= bottom)
        for sign in sorted(within, key=lambda sign: sign.bottom):
            if found and abs(found[-1][0].bottom - sign.bottom) < 3:
                found[-1].append(sign)
            else:
                found.append([sign])
        return [sorted(line, key=lambda sign: sign.left) for line in found]


def read_pages(path: Path) -> list[Page]:
    """Return the pages of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return [_page(page) for page in document]


def _page(page: Any) -> Page:
    width, height = (length * MM_OF_A_POINT for length in page.get_size())
    text = page.get_textpage()
    signs = []
    for place in range(text.count_chars()):
        sign = text.get_text_range(place, 1)
        if not sign.strip():
            continue
        left, low, right, high = (length * MM_OF_A_POINT for length in text.get_charbox(place, loose=True))
        _, ink_low, _, ink_high = (length * MM_OF_A_POINT for length in text.get_charbox(place))
        signs.append(Sign(sign, left, right, height - high, height - low, (height - ink_high, height - ink_low)))
    return Page(width, height, tuple(signs))


@pytest.fixture(scope="session")
def office(office: Any) -> Any:
    """LibreOffice, if this machine has it and a font for Chinese."""
    lister = shutil.which("fc-list")
    fonts = subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout if lister else b""
    if not fonts.strip():
        pytest.skip("no font with Chinese characters is installed: what is laid out without one is not what people see")
    return office


@pytest.fixture(scope="session")
def printed(office: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[list[Page]]]:
    """Return a function that prints Word files, all in one call, and returns the pages of each."""

    def print_files(*contents: bytes) -> list[list[Page]]:
        folder = tmp_path_factory.mktemp("word")
        paths = [folder / f"{place}.docx" for place in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        return [read_pages(path) for path in office.convert(paths, ".pdf")]

    return print_files
