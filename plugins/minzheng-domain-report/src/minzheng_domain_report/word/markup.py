"""Markup: elements of the XML vocabularies that a file of Word is made of, and how a part of them becomes bytes."""

from __future__ import annotations

from typing import TypeAlias, cast

import attrs
from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml has no other name for the type of its elements

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@attrs.frozen
class Vocabulary:
    """An XML namespace; calling it with a name makes an element.

    Attributes:
        prefix: how it is abbreviated in the file: programs of little patience know only the usual abbreviation.
            ``None`` where names stand without one.
        uri: its name.
        qualifies: whether its attributes bear the namespace too, as those of WordprocessingML do.
    """

    prefix: str | None
    uri: str
    qualifies: bool = False

    def __call__(self, name: str, /, *children: Element | None, **attributes: str | int) -> Element:
        """Make an element; children that are ``None`` are left out."""
        element: Element = etree.Element(self.name(name), nsmap=cast("dict[str, str]", {self.prefix: self.uri}))
        for key, value in attributes.items():
            element.set(self.name(key) if self.qualifies else key, str(value))
        element.extend(child for child in children if child is not None)
        return element

    def name(self, local: str) -> str:
        """Return a name of the namespace as lxml writes it."""
        return f"{{{self.uri}}}{local}"

    def text(self, name: str, words: str) -> Element:
        """Make an element that holds words, with all their spaces."""
        element = self(name)
        element.text = words
        if words != words.strip():
            element.set(_XML_SPACE, "preserve")
        return element


w = Vocabulary("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main", qualifies=True)
"""WordprocessingML: texts, styles, pages."""

r = Vocabulary("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
"""Relationships: how a part of the file names another part."""

wp = Vocabulary("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing")
"""Where a drawing stands in a text."""

a = Vocabulary("a", "http://schemas.openxmlformats.org/drawingml/2006/main")
"""DrawingML: shapes, lines, colours."""

c = Vocabulary("c", "http://schemas.openxmlformats.org/drawingml/2006/chart")
"""Charts of DrawingML."""


def as_part(root: Element) -> bytes:
    """Return the bytes of a part of the file, each namespace declared once."""
    known = {vocabulary.prefix or "": vocabulary.uri for vocabulary in (w, r, wp, a, c)}
    etree.cleanup_namespaces(root, top_nsmap=known)  # declares only what is used
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return whole
