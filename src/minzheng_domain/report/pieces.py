"""Pieces: a template taken apart into headings, paragraphs and blocks, with everything that is wrong in its writing."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from typing import TypeAlias

import attrs

from minzheng_domain.report.faults import FaultKind, TemplateFault
from minzheng_domain.text import Language, Text

WORDS = ("year", "next_year", "cutoff", "signed_on", "bureau", "district")
"""What the period, the day of signing and the ledger's header say, by the names that a template uses."""
ALONE = ("narratives", "indicators", "work_points", "table", "chart", "attachment")
"""What stands alone in a paragraph, by its first word."""
LEVELS = 3
"""How many levels of headings there are below the title."""


@attrs.frozen
class Word:
    """The place of a word of the period or the header."""

    name: str


@attrs.frozen
class FigureHole:
    """The place of a figure: the whole of it, one group, its ``groups``, its ``sentence``, or this ``compared``."""

    line: int
    id: str
    part: str = ""
    group: str | None = None
    word: str | None = None


@attrs.frozen
class Unclear:
    """Double braces whose content is none of these."""

    line: int
    text: str


Run: TypeAlias = str | Word | FigureHole | Unclear


@attrs.frozen
class Heading:
    """A heading; level 0 is the title."""

    line: int
    level: int
    id: str
    runs: tuple[Run, ...]


@attrs.frozen(kw_only=True)
class Piece:
    """What becomes a block, or blocks, of the document.

    Attributes:
        line: its first line.
        when: the id of the figure without which it is left out; empty if it hangs on none.
    """

    line: int
    when: str = ""


@attrs.frozen(kw_only=True)
class Prose(Piece):
    """A paragraph."""

    runs: tuple[Run, ...]


@attrs.frozen(kw_only=True)
class Narratives(Piece):
    """The place of the ledger's narrative entries of a chapter."""

    chapter: str


@attrs.frozen(kw_only=True)
class Indicators(Piece):
    """The place of the year's indicators."""


@attrs.frozen(kw_only=True)
class WorkPoints(Piece):
    """The place of the year's work points."""


@attrs.frozen(kw_only=True)
class FigureTable(Piece):
    """The place of a table of figures; the title is empty where the template gives none."""

    ids: tuple[str, ...]
    title: str = ""


@attrs.frozen(kw_only=True)
class FigureChart(Piece):
    """The place of a chart: the groups of one figure, or several figures."""

    ids: tuple[str, ...]
    title: str = ""


@attrs.frozen(kw_only=True)
class Attachment(Piece):
    """The title of something that is attached to the report."""

    title: str


Block: TypeAlias = Prose | Narratives | Indicators | WorkPoints | FigureTable | FigureChart | Attachment
Part: TypeAlias = Heading | Block

_NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
_HOLE = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_HEADING = re.compile(r"(#+)(\s*)(.*?)(?:\s*\{#([a-z][a-z0-9_-]*)\})?\s*")
_FIGURE = re.compile(
    r"(?P<id>[a-z][a-z0-9_]*\.[a-z0-9_.]+)"
    r"(?:\s+(?P<part>sentence|groups|compared)|(?:\s+by\s+(?P<group>.+?))?(?:\s+as\s+(?P<word>\S+))?)"
)
_WHEN = re.compile(r"\{\{\s*when\s+(\S+)\s*\}\}\s*")
_TITLED = re.compile(r"\s+titled\s+(?P<title>.+)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@attrs.frozen
class Chunk:
    """A heading or a paragraph as one line of text, and where its lines began."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line_at(self, place: int) -> int:
        """Return the line of the template that a character of the text stood in."""
        return self.lines[bisect.bisect_right(self.starts, place) - 1]


@attrs.frozen
class Pieces:
    """A template taken apart, and what is wrong in its writing, in the order of its lines."""

    parts: tuple[Part, ...]
    faults: tuple[TemplateFault, ...]


def take_apart(text: str, language: Language) -> Pieces:
    """Take a template apart; what is wrong is a fault and the rest is read all the same."""
    reader = _Reader()
    parts = tuple(reader.part(chunk) for chunk in chunks(reader.without_notes(text), language))
    return Pieces(parts, tuple(reader.faults))


def chunks(text: str, language: Language) -> Iterator[Chunk]:
    """Yield headings and paragraphs; Chinese lines are joined without a blank, English ones with one."""
    lines: list[tuple[int, str]] = []
    joint = "" if language == "zh" else " "
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        is_heading = line.startswith("#")
        if (is_heading or not line.strip()) and lines:
            yield _joined(lines, joint)
            lines = []
        if is_heading:
            yield Chunk(line, (0,), (number,))
        elif line.strip():
            lines.append((number, line.strip()))


def _joined(lines: list[tuple[int, str]], joint: str) -> Chunk:
    starts, place = [], 0
    for _, line in lines:
        starts.append(place)
        place += len(line) + len(joint)
    return Chunk(joint.join(line for _, line in lines), tuple(starts), tuple(number for number, _ in lines))


class _Reader:
    """Reads one template and collects what is wrong in its writing."""

    def __init__(self) -> None:
        self.faults: list[TemplateFault] = []
        self.level = 0
        self.has_title = False
        self.ids: set[str] = set()

    def fault(self, line: int, kind: FaultKind, found: str, wanted: Text, suggestion: Text | None = None) -> None:
        self.faults.append(TemplateFault(line, kind, found=found, wanted=wanted, suggestion=suggestion))

    def without_notes(self, text: str) -> str:
        """Leave notes out but keep their line breaks, so that lines count as in the file."""
        rest = _NOTE.sub(lambda note: "\n" * note[0].count("\n"), text)
        for number, line in enumerate(rest.splitlines(), start=1):
            if "<!--" in line:
                self.fault(number, FaultKind.UNCLOSED_NOTE, "<!--", Text("以 --> 结束的备注", "a note that ends with -->"))
            if found := _CONTROL.search(line):
                wanted = Text("可见的文字", "text that can be seen")
                self.fault(number, FaultKind.CONTROL_CHARACTER, f"U+{ord(found[0]):04X}", wanted)
        return rest

    def part(self, chunk: Chunk) -> Part:
        heading = _HEADING.fullmatch(chunk.text)
        if heading is not None:
            return self.heading(chunk, heading)
        when, rest = "", chunk
        if condition := _WHEN.match(chunk.text):
            when, rest = condition[1], _after(chunk, condition.end())
        hole = _HOLE.fullmatch(rest.text)
        block = None if hole is None else _block(hole[1], rest.line_at(0), when)
        return block or Prose(line=rest.line_at(0), when=when, runs=tuple(self.runs(rest)))

    def heading(self, chunk: Chunk, found: re.Match[str]) -> Heading:
        line, level, id_ = chunk.lines[0], len(found[1]) - 1, found[4] or ""
        told = chunk.text.strip()
        if level > LEVELS or not found[2] or not found[3]:
            wanted = Text("一至四个 #、一个空格和标题", "one to four #, a blank and the heading")
            self.fault(line, FaultKind.MALFORMED_HEADING, told, wanted)
        elif "{#" in found[3]:
            wanted = Text("由小写字母、数字和 - 组成的名称，如 {#plans}", "a name of lower-case letters, like {#plans}")
            self.fault(line, FaultKind.MALFORMED_HEADING, told, wanted)
        elif level == 0:
            if self.has_title:
                self.fault(line, FaultKind.SECOND_TITLE, told, Text("以 ## 开头的标题", "a heading that begins with ##"))
            self.has_title = True
        elif level > self.level + 1:
            most = "#" * (self.level + 2)
            self.fault(line, FaultKind.SKIPPED_LEVEL, told, Text(f"至多 {len(most)} 个 #（{most}）", f"{most} at most"))
        if id_ in self.ids:
            wanted = Text("全文中不重复的名称", "a name that no other heading has")
            self.fault(line, FaultKind.REPEATED_NAME, f"{{#{id_}}}", wanted)
        self.ids |= {id_} - {""}
        self.level = min(level, LEVELS)
        return Heading(line, self.level, id_, tuple(self.runs(_part_of(chunk, found.start(3), found.end(3)))))

    def runs(self, chunk: Chunk) -> Iterator[Run]:
        """Yield words and holes in turn; words without a hole in them must have no braces left."""
        place = 0
        for hole in _HOLE.finditer(chunk.text):
            yield from self.words(chunk, place, hole.start())
            yield self.hole(hole[1], chunk.line_at(hole.start()))
            place = hole.end()
        yield from self.words(chunk, place, len(chunk.text))

    def words(self, chunk: Chunk, start: int, end: int) -> Iterator[str]:
        words = chunk.text[start:end]
        wanted = Text("成对的 {{ 和 }}", "{{ and }} in pairs")
        if found := re.search(r"[｛｝]{2}", words):
            line = chunk.line_at(start + found.start())
            self.fault(line, FaultKind.FULL_WIDTH_BRACES, found[0], Text("半角的 {{ 和 }}", "{{ and }}, half-width"))
        if found := re.search(r"\{\{|\}\}", words):
            line = chunk.line_at(start + found.start())
            self.fault(line, FaultKind.UNPAIRED_BRACES, words[found.start() :][:40], wanted)
        if words:
            yield words

    @staticmethod
    def hole(hole: str, line: int) -> Run:
        if hole in WORDS:
            return Word(hole)
        if found := _FIGURE.fullmatch(hole):
            return FigureHole(line, found["id"], found["part"] or "", found["group"], found["word"])
        return Unclear(line, hole)


def _part_of(chunk: Chunk, start: int, end: int) -> Chunk:
    return Chunk(chunk.text[start:end], tuple(max(place - start, 0) for place in chunk.starts), chunk.lines)


def _after(chunk: Chunk, start: int) -> Chunk:
    return _part_of(chunk, start, len(chunk.text))


def _block(hole: str, line: int, when: str) -> Block | None:
    """Return what stands alone in a paragraph; ``None`` for a word or a figure, which is a paragraph then."""
    titled = _TITLED.search(hole) if hole.startswith(("table", "chart")) else None
    title = titled["title"] if titled else ""
    match (hole[: titled.start()] if titled else hole).split():
        case ["narratives", chapter]:
            return Narratives(line=line, when=when, chapter=chapter)
        case ["indicators"]:
            return Indicators(line=line, when=when)
        case ["work_points"]:
            return WorkPoints(line=line, when=when)
        case ["table", *ids] if ids:
            return FigureTable(line=line, when=when, ids=tuple(ids), title=title)
        case ["chart", *ids] if ids:
            return FigureChart(line=line, when=when, ids=tuple(ids), title=title)
        case ["attachment", _, *_]:
            return Attachment(line=line, when=when, title=hole.removeprefix("attachment").strip())
        case _:
            return None
