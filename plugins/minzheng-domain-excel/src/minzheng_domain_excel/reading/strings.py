"""Strings: the texts of an .xlsx, as they were before XML took them in, and the table that its cells share."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

from minzheng_domain.text import Text
from minzheng_domain_excel.reading.extent import require_length
from minzheng_domain_excel.reading.parts import drop, elements, open_part
from minzheng_domain_excel.reading.refusals import too_large
from minzheng_domain_excel.values import from_xstring

MOST_STRINGS = 2_000_000
"""How many texts the cells of a workbook may share."""

_HALVES = re.compile("[\ud800-\udfff]")


def text_of(written: str) -> str:
    """Return the text that stands in a workbook's XML as ``written``: every ``_xHHHH_`` is the character it names.

    Half a character that is without its other half is shown as �.
    """
    text = from_xstring(written)
    if _HALVES.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def string_of(item: etree._Element) -> str:
    """Return the text of ``<si>`` or ``<is>``: one text, or several runs with formats; no reading aid above it."""
    pieces: list[str] = []
    for part in item:
        tag = part.tag
        if tag.endswith("}t"):
            pieces.append(part.text or "")
        elif tag.endswith("}r"):
            pieces.extend(piece.text or "" for piece in part if piece.tag.endswith("}t"))
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    return text_of(text) if "_x" in text else text


def shared_strings(path: Path, package: zipfile.ZipFile, name: str) -> list[str | None]:
    """Return the texts that the cells of a workbook share; an empty one is ``None``, as an empty cell is.

    Raises:
        ReadError: the part is damaged, or larger than is read.
    """
    texts: list[str | None] = []
    with open_part(path, package, name) as part:
        for _, item in elements(part, "{*}si"):
            texts.append(require_length(path, string_of(item), name) or None)
            drop(item)
            part.forget()
            if len(texts) > MOST_STRINGS:
                found = Text(f"不同的文字超过 {MOST_STRINGS} 条", f"more than {MOST_STRINGS} texts")
                raise too_large(path, found, where=name)
    return texts
