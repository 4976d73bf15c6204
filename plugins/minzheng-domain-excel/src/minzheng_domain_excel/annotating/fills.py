"""Fills: the styles of a workbook, each once more with the colour of a severity, and the way back from it."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping

from lxml import etree

from minzheng_domain.plugin import Severity
from minzheng_domain_excel.annotating.parts import MAIN, parsed, serialized

COLOURS = {Severity.ERROR: "FFF8CBCB", Severity.WARNING: "FFFFE8A3", Severity.NOTICE: "FFD6E6F5"}

_SIGN = "FF5A"
"""The background of a full fill is never seen. Ours begins with this, and its end is the number of the fill before."""

_SIGNED = re.compile(f"{_SIGN}([0-9A-F]{{4}})")

_EMPTY = f'<styleSheet xmlns="{MAIN}"/>'.encode()
_LISTS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_ORDER = (*_LISTS, "tableStyles", "colors", "extLst")
_FIRST_ONES = {
    "fonts": '<font><sz val="11"/><name val="Calibri"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    "cellStyles": '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
}
"""What stands in each list of a workbook that has none: programs take the first entries for granted."""


class Styles:
    """The styles of a workbook.

    Attributes:
        ours: the styles that carry our sign, from an earlier annotation.
        coloured_as_ours: those that have one of our colours, whatever else: some programs lose the sign.
        kept_fills: the fills that were under ours, by number, each as a style that has it.
    """

    def __init__(self, content: bytes | None) -> None:
        self._root = parsed(content or _EMPTY)
        self._space = etree.QName(self._root).namespace
        lists = {name: self._list(name) for name in _FIRST_ONES}
        self._fonts, self._fills, self._borders, _, self._formats, _ = lists.values()
        self._known = {
            id(entries): {_key(entry): number for number, entry in reversed(list(enumerate(entries)))}
            for entries in lists.values()
        }
        self._marked: dict[tuple[int, Severity], int] = {}
        self._kept: dict[int, int] = {}
        self.kept_fills: dict[int, int] = {}
        self.ours: dict[int, int] = {}
        self.coloured_as_ours: set[int] = set()
        signs = {number: self._sign(fill) for number, fill in enumerate(self._fills)}
        for number, entry in enumerate(self._formats):
            fill = int(entry.get("fillId", "0"))
            if (sign := signs.get(fill)) is not None:
                self.ours[number] = sign
            elif fill < len(self._fills) and self._colour(self._fills[fill], "fgColor") in COLOURS.values():
                self.coloured_as_ours.add(number)

    def marked(self, style: int, severity: Severity) -> int:
        """Return a style that is another one but for its fill, which has the colour of a severity."""
        key = (style, severity)
        if key not in self._marked:
            source = self._formats[style] if style < len(self._formats) else self._formats[0]
            fill = self._fill(COLOURS[severity], self._keep(int(source.get("fillId", "0")), style))
            self._marked[key] = self._changed(source, fillId=fill, applyFill=1)
        return self._marked[key]

    def original(self, style: int, kept: Mapping[int, int]) -> int:
        """Return the style that one of ours was made of.

        Args:
            style: the style.
            kept: for the numbers in our signs, a style with the fill that was there before.
        """
        before = kept.get(self.ours.get(style, 0))
        fill = 0 if before is None else int(self._formats[before].get("fillId", "0"))
        return self._changed(self._formats[style], fillId=fill)

    def plain(  # noqa: PLR0913 - what a style of a list is made of, by name
        self,
        *,
        size: float = 10,
        bold: bool = False,
        colour: str = "FF1F2933",
        fill: str | None = None,
        underlined: bool = False,
        framed: bool = False,
        wrapped: bool = True,
        text: bool = True,
    ) -> int:
        """Return a style of our own."""
        font = f'<font>{"<b/>" if bold else ""}{"<u/>" if underlined else ""}<sz val="{size}"/><color rgb="{colour}"/>'
        line = '<{0} style="thin"><color rgb="FFB4BFCA"/></{0}>'
        frame = "".join(line.format(side) for side in ("left", "right", "top", "bottom"))
        colours = f'<fgColor rgb="{fill}"/><bgColor indexed="64"/>'
        solid = f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'
        numbers = {
            "numFmtId": 49 if text else 0,  # 49 is @: what stands there is text
            "fontId": self._add(self._fonts, font + '<name val="宋体"/><family val="2"/></font>'),
            "fillId": self._add(self._fills, solid) if fill else 0,
            "borderId": self._add(self._borders, f"<border>{frame}<diagonal/></border>") if framed else 0,
        }
        applied = " ".join(f'{name}="{number}"' for name, number in numbers.items())
        wrap = ' wrapText="1"' if wrapped else ""
        return self._add(
            self._formats,
            f'<xf {applied} xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
            f' applyAlignment="1"><alignment vertical="center"{wrap}/></xf>',
        )

    def content(self) -> bytes:
        """Return the part of the styles."""
        for entries in (self._fonts, self._fills, self._borders, self._formats):
            entries.set("count", str(len(entries)))
        return serialized(self._root)

    def _list(self, name: str) -> etree._Element:
        found = self._root.find(f"{{{self._space}}}{name}")
        if found is None:
            found = etree.Element(f"{{{self._space}}}{name}")
            later = _ORDER[_ORDER.index(name) + 1 :]
            before = next((child for child in self._root if etree.QName(child).localname in later), None)
            if before is None:
                self._root.append(found)
            else:
                before.addprevious(found)
        if not len(found):
            found.extend(etree.fromstring(f'<all xmlns="{self._space}">{_FIRST_ONES[name]}</all>'))
        return found

    def _sign(self, fill: etree._Element) -> int | None:
        """Return the number at the end of our sign; ``None`` if the fill is not ours."""
        sign = _SIGNED.fullmatch(self._colour(fill, "bgColor"))
        return int(sign[1], 16) if sign and self._colour(fill, "fgColor") in COLOURS.values() else None

    def _colour(self, fill: etree._Element, name: str) -> str:
        found = fill.find(f"{{{self._space}}}patternFill/{{{self._space}}}{name}")
        return "" if found is None else found.get("rgb", "").upper()

    def _keep(self, fill: int, style: int) -> int:
        """Number the fills that come to lie under ours, from 1; 0 is none."""
        if fill == 0:
            return 0
        number = self._kept.setdefault(fill, len(self._kept) + 1)
        self.kept_fills.setdefault(number, style)
        return number

    def _fill(self, colour: str, number: int) -> int:
        return self._add(
            self._fills,
            f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor rgb="{_SIGN}{number:04X}"/>'
            "</patternFill></fill>",
        )

    def _changed(self, source: etree._Element, **changes: int) -> int:
        new = copy.deepcopy(source)
        new.tail = None
        for name, value in changes.items():
            new.set(name, str(value))
        return self._place(self._formats, new)

    def _add(self, entries: etree._Element, xml: str) -> int:
        return self._place(entries, etree.fromstring(f'<all xmlns="{self._space}">{xml}</all>')[0])

    def _place(self, entries: etree._Element, new: etree._Element) -> int:
        """Return the place of an entry in its list; what is not there yet is added."""
        known = self._known[id(entries)]
        key = _key(new)
        if key not in known:
            known[key] = len(entries)
            entries.append(new)
        return known[key]


def _key(entry: etree._Element) -> tuple[object, ...]:
    """Return what makes two entries the same: names, attributes and children, not how they are written."""
    text = (entry.text or "").strip()
    return (str(entry.tag), tuple(sorted(entry.attrib.items())), text, tuple(_key(child) for child in entry))
