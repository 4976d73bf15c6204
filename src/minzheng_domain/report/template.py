"""Template: the prose of a report as a text file with named figures in it, turned into a document.

A template is Markdown of the simplest kind, in one language. ``#`` heads the title, ``##`` a chapter, ``###`` and
``####`` parts of it; a heading may end with ``{#name}``. Paragraphs are parted by blank lines; the lines of one are
joined. Headings are numbered by the language's custom (一、（一）1. or 1 1.1 1.1.1). In double braces stand:

``{{ community.registered }}``
    the figure with its unit.
``{{ community.registered by 社区公益慈善类 }}``
    the number of one group, by its label or code.
``{{ training.sessions by 街镇级 as 次 }}``
    the same with another of the unit's measure words.
``{{ community.registered groups }}``
    the whole breakdown: each label with its number.
``{{ community.registered sentence }}``
    the sentence that the measure itself declares.
``{{ community.registered compared }}``
    the same without groups, the number followed by how it stands against the year before: 205家（同比增加8家）.
``{{ year }}``, ``{{ next_year }}``, ``{{ cutoff }}``, ``{{ signed_on }}``, ``{{ bureau }}``, ``{{ district }}``
    what the period, the day of signing and the ledger's header say.
``{{ when decoupling.completed }}``
    at the start of a paragraph: leaves the paragraph out where the figure is zero or has no value.

Alone in a paragraph, and after a condition if there is one, stand:

``{{ narratives DEFICIENCY }}``
    the ledger's narrative entries of a chapter, by its code or label, one paragraph each.
``{{ indicators }}`` and ``{{ work_points }}``
    the year's indicators or work points with what was done about them.
``{{ table community.registered projects.funding }}``
    a table of figures with their groups. Figures of one unit show it once, in a line above the table.
``{{ chart community.registered }}``
    a chart of a figure's groups; of several figures of one unit, a chart of these.
``{{ table community.registered titled 四类社区社会组织登记情况 }}``
    the same with a title of one's own; a chart too.
``{{ attachment 社会组织统计表 }}``
    the title of something attached to the report; it stands before the signer and not here.

``<!-- … -->`` is a note to whoever edits the template, and is left out.

What is wrong with a template is told before anything is rendered:
:func:`~minzheng_domain.report.checking.check_template` tells everything, with the line.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath

import attrs

from minzheng_domain.errors import Problem, ReadError
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.report.document import Document
from minzheng_domain.report.faults import TemplateError
from minzheng_domain.report.names import Names
from minzheng_domain.report.pieces import FigureHole, Heading, Pieces, Prose, take_apart
from minzheng_domain.report.rendering import Renderer
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.text import Language, Text

ENGLISH_SUFFIX = ".en.md"
"""How the file of an English template ends; every other one is taken as Chinese."""
_WANTED = Text("UTF-8 编码的纯文本模板（.md）", "a template as plain text in UTF-8 (.md)")
_PACKED = b"PK\x03\x04"
_UTF_16 = b"\xff\xfe", b"\xfe\xff"


@attrs.frozen(kw_only=True)
class Template:
    """The prose of a report in one language.

    Attributes:
        source: the file that it comes from, named in messages.
        language: the language that it is written in.
        text: the template itself.
    """

    source: str
    language: Language
    text: str

    @classmethod
    def decode(cls, source: str, content: bytes) -> Template:
        """Make a template of the content of a file; its name says in which language it is.

        Args:
            source: the path of the file: ``….en.md`` is English, any other Chinese.
            content: UTF-8, with or without a mark at its start.

        Raises:
            ReadError: it is no text in UTF-8.
        """
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ReadError(source, [Problem("$", _found_in(content), _WANTED)]) from error
        if content.startswith(_PACKED) or "\0" in text:
            raise ReadError(source, [Problem("$", _found_in(content), _WANTED)])
        is_english = PurePath(source).name.lower().endswith(ENGLISH_SUFFIX)
        return cls(source=source, language="en" if is_english else "zh", text=text)

    @property
    def pieces(self) -> Pieces:
        """The template taken apart, with what is wrong in its writing."""
        return _pieces(self.text, self.language)

    @property
    def compares(self) -> bool:
        """Whether it tells how a figure stands against the year before."""
        paragraphs = (part.runs for part in self.pieces.parts if isinstance(part, Heading | Prose))
        return any(isinstance(run, FigureHole) and run.part == "compared" for runs in paragraphs for run in runs)

    def render(
        self,
        figures: Mapping[str, Figure],
        ledger: Ledger,
        period: Period,
        *,
        previous: Mapping[str, Figure] | None = None,
        signed_on: date | None = None,
    ) -> Document:
        """Return the document: every hole filled, every number a figure.

        Args:
            figures: every figure that the template names, by id.
            ledger: the records, for what is told and not counted, and for the names of bureau and district.
            period: the days that the document is about.
            previous: the figures of the same days of the year before; without them, nothing is compared.
            signed_on: the day of signing; the cut-off day of the period if not given.

        Raises:
            TemplateError: a hole cannot be filled, or the headings are out of order; it tells every line.
            InvalidPeriodError: the day of signing lies before the cut-off day.
        """
        names = Names({name: figure.measure for name, figure in figures.items()}, figures, ledger)
        pieces = self.pieces
        faults = [*pieces.faults, *(fault for part in pieces.parts for fault in names.faults(part))]
        if any(fault.is_error for fault in faults):
            raise TemplateError(self.source, sorted(faults, key=lambda fault: fault.line))
        day = signed_on or period.cutoff
        return Renderer(self.language, figures, ledger, period, day, previous or {}).document(pieces.parts)


@functools.lru_cache(maxsize=8)
def _pieces(text: str, language: Language) -> Pieces:
    """Take a template apart once, though it is checked and rendered."""
    return take_apart(text, language)


def _found_in(content: bytes) -> str:
    """Say what a file holds that is no text in UTF-8."""
    if content.startswith(_PACKED):
        return "Word 或其他压缩文件 (a Word file, or another packed one)"
    if content.startswith(_UTF_16):
        return "UTF-16 编码的文字 (text in UTF-16)"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "无法识别的内容 (content of another kind)"
    if b"\0" in content:
        return "含空字符的内容 (content with null characters)"
    return "GB18030 或 GBK 编码的文字，请另存为 UTF-8 (text in GB18030 or GBK; save it as UTF-8)"
