"""Comments of a sheet: those of its authors are kept, ours are put in, and ours of an earlier time are taken out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from minzheng_domain_excel.annotating.parts import MAIN, parsed, serialized
from minzheng_domain_excel.annotating.sheet_cells import Cell
from minzheng_domain_excel.shared_strings import fitting
from minzheng_domain_excel.values import xstring

AUTHOR = "minzheng"
_BEGIN, _END = "▼ minzheng\n", "\n▲ minzheng"
"""What we say in a comment stands between these: a clerk's own words before or after it are not ours."""

_EMPTY = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Comments:
    """The comments of one sheet.

    Attributes:
        were_ours: the cells on which a comment of ours stood.
    """

    def __init__(self, content: bytes | None) -> None:
        self._root = parsed(content or _EMPTY)
        self._space = etree.QName(self._root).namespace
        self._authors = self._child("authors")
        self._list = self._child("commentList")
        self._by_cell = {coordinate_to_tuple(comment.get("ref", "A1")): comment for comment in self._list}
        self.were_ours: set[Cell] = set()

    def cells(self) -> set[Cell]:
        """Return the cells that have a comment."""
        return set(self._by_cell)

    def take_out_ours(self) -> None:
        """Take out what we said earlier; a comment in which nothing is left goes."""
        for cell, comment in list(self._by_cell.items()):
            text = comment.find(self._tag("text"))
            if text is None or not _take_out(self._texts(text)):
                continue
            self.were_ours.add(cell)
            for run in text.findall(self._tag("r")):
                if not run.findtext(self._tag("t")):
                    text.remove(run)
            if not "".join(part.text or "" for part in self._texts(text)).strip():
                self._list.remove(comment)
                del self._by_cell[cell]

    def add(self, cell: Cell, words: str) -> None:
        """Put a comment on a cell; below the one that it has, if it has one."""
        comment = self._by_cell.get(cell)
        block = fitting(_BEGIN + words + _END)
        if comment is not None:
            text = comment.find(self._tag("text"))
            if text is None:
                text = etree.SubElement(comment, self._tag("text"))
            elif len(text):
                block = "\n\n" + block
            self._as_run(text)
        else:
            row, column = cell
            reference = f"{get_column_letter(column)}{row}"
            comment = etree.SubElement(self._list, self._tag("comment"), ref=reference, authorId=str(self._author()))
            text = etree.SubElement(comment, self._tag("text"))
            self._by_cell[cell] = comment
        self._add_run(text, block)

    def content(self) -> bytes:
        """Return the part of the comments."""
        return serialized(self._root)

    def _as_run(self, text: etree._Element) -> None:
        """Make a plain text a run: the two forms do not stand beside each other."""
        for plain in text.findall(self._tag("t")):
            run = etree.Element(self._tag("r"))
            plain.addprevious(run)
            run.append(plain)

    def _add_run(self, text: etree._Element, words: str) -> None:
        run = etree.Element(self._tag("r"))
        look = etree.SubElement(run, self._tag("rPr"))
        etree.SubElement(look, self._tag("sz"), val="9")
        etree.SubElement(look, self._tag("color"), indexed="81")
        etree.SubElement(look, self._tag("rFont"), val="宋体")
        etree.SubElement(look, self._tag("family"), val="2")
        said = etree.SubElement(run, self._tag("t"))
        said.set(_SPACE, "preserve")
        said.text = xstring(words)
        runs = text.findall(self._tag("r"))
        if runs:
            runs[-1].addnext(run)  # before what else may stand there: phonetic signs
        else:
            text.insert(0, run)

    def _texts(self, text: etree._Element) -> list[etree._Element]:
        return [*text.iterfind(self._tag("t")), *text.iterfind(f"{self._tag('r')}/{self._tag('t')}")]

    def _author(self) -> int:
        names = [author.text for author in self._authors]
        if AUTHOR not in names:
            etree.SubElement(self._authors, self._tag("author")).text = AUTHOR
            names.append(AUTHOR)
        return names.index(AUTHOR)

    def _child(self, name: str) -> etree._Element:
        found = self._root.find(self._tag(name))
        return etree.SubElement(self._root, self._tag(name)) if found is None else found

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}"


def _take_out(parts: list[etree._Element]) -> bool:
    """Take our words out of the runs of a comment, and tell whether there were any."""
    whole = "".join(part.text or "" for part in parts).replace("\r\n", "\n").replace("_x000D_\n", "\n")
    blocks = list(_blocks(whole))
    if not blocks:
        return False
    for part in parts:
        text = part.text or ""
        for start, end in reversed(list(_blocks(text))):
            text = text[:start].rstrip("\n") + text[end:]
        part.text = text
    left = "".join(part.text or "" for part in parts)
    if list(_blocks(left)):  # another program has cut our words into several runs
        for start, end in reversed(blocks):
            whole = whole[:start].rstrip("\n") + whole[end:]
        for part in parts:
            part.text = ""
        parts[0].text = whole
    return True


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where our words stand in a text."""
    at = 0
    while (start := text.find(_BEGIN.strip(), at)) >= 0:
        end = text.find(_END.strip(), start)
        if end < 0:
            return
        at = end + len(_END.strip())
        yield start, at
