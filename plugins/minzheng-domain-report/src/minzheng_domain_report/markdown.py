"""Markdown: the annual report as a text file, with a table of every figure that it states at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, assert_never

from minzheng_domain.plugin import (
    Block,
    Chart,
    Document,
    Dossier,
    Exporter,
    ExportOptions,
    Figure,
    Inline,
    Language,
    Number,
    Paragraph,
    Section,
    Sensitivity,
    Table,
    Text,
    WriteError,
    day_in_words,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(\s*\d*)([#+=.)-])")

SYNTHETIC = Text("以下数据均为虚构，仅作示例。", "All records behind this report are made up; it is an example.")
UNIT = Text("计量单位：{unit}", "Unit: {unit}")
NOTE = Text("注：{note}", "Note: {note}")
ATTACHMENTS = Text("附件：", "Attachments: ")
NOTES = Text("附：数据说明", "Annex: about the figures")
OF_DAYS = Text("{title}（{period}）", "{title} ({period})")
REMARKED = Text("{said}（{note}）", "{said} ({note})")
COLUMNS = (
    Text("指标", "Figure"),
    Text("编号", "Id"),
    Text("数值", "Value"),
    Text("记录数", "Records"),
    Text("统计口径", "Definition"),
)


def write_markdown(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    """Write the annual report as Markdown (CommonMark with tables), UTF-8.

    Args:
        dossier: it must hold a document in the language of the options.
        file: where to.
        options: of the export.

    Raises:
        WriteError: the dossier holds no document, or one in another language.
    """
    document = dossier.document
    if document is None or document.language != options.language:
        reason = Text(f"卷宗里没有 {options.language} 文本的报告", f"the dossier holds no report in {options.language}")
        raise WriteError(MARKDOWN.format, reason)
    blocks = [*text_blocks(document), *_annex(document, options.language)]
    file.write(as_file(blocks))


MARKDOWN = Exporter(
    format="markdown",
    title=Text("Markdown 文本", "Markdown text"),
    suffix=".md",
    write=write_markdown,
    languages=("zh", "en"),
    any_document=True,
    holds=Sensitivity.PUBLIC,
)


def as_file(blocks: Iterable[str]) -> bytes:
    """Return blocks as the content of a file; half a character, which UTF-8 does not have, becomes a question mark."""
    return ("\n\n".join(blocks) + "\n").encode("utf-8", errors="replace")


def text_blocks(document: Document) -> Iterator[str]:
    """Yield the text of a document from the title to the day of signing, block by block, without the annex."""
    language = document.language
    yield f"# {_inline(document.title, language)}"
    if document.synthetic:
        yield f"> {SYNTHETIC.of(language)}"
    yield from _blocks(document.preamble, language)
    for section in document.walk():
        yield from _section(section, language)
    if document.attachments:
        yield _escaped(ATTACHMENTS.of(language).rstrip())
        yield "\n".join(f"{place}. {_escaped(title)}" for place, title in enumerate(document.attachments, start=1))
    if document.signer:
        yield _escaped(document.signer)
    yield _escaped(day_in_words(document.signed_on, language))


def _annex(document: Document, language: Language) -> Iterator[str]:
    """Yield what stands behind the figures: for each its id, its value, how many records, and what is counted."""
    yield f"## {NOTES.of(language)}"
    yield _escaped(document.period.label.of(language))
    yield _table(
        [column.of(language) for column in COLUMNS],
        (
            (
                _escaped(_title(figure, document)),
                f"`{figure.id}`",
                Number(figure).words.of(language),
                str(len(figure.records())),
                _escaped(_definition(figure, language)),
            )
            for figure in document.figures()
        ),
    )


def _title(figure: Figure, document: Document) -> str:
    """Return what a figure is called; one of other days than the document's says so."""
    language, title = document.language, figure.measure.title
    of_days = title if figure.period == document.period else OF_DAYS.format(title=title, period=figure.period.label)
    return of_days.of(language)


def _definition(figure: Figure, language: Language) -> str:
    """Return what is counted, and what a reader should know beside it."""
    note = figure.measure.note
    return (figure.definition if note is None else REMARKED.format(said=figure.definition, note=note)).of(language)


def _section(section: Section, language: Language) -> Iterator[str]:
    gap = "" if language == "zh" and not section.number.endswith(".") else " "
    yield f"{'#' * (section.level + 1)} {section.number}{gap}{_inline(section.heading, language)}"
    yield from _blocks(section.blocks, language)


def _blocks(blocks: Iterable[Block], language: Language) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(parts=parts):
                yield _AT_START.sub(r"\1\\\2", _inline(parts, language))
            case Table():
                yield from _figures(block, language)
            case Chart():
                yield from _figures(block.table(language), language)
            case _:
                assert_never(block)


def _figures(table: Table, language: Language) -> Iterator[str]:
    """Yield title, unit line, table and notes; a chart has come as the table of its numbers."""
    yield f"**{_escaped(table.title)}**"
    if table.unit:
        yield _escaped(UNIT.of(language).format(unit=table.unit))
    rows = ([_escaped(table.cell(cell, language)) for cell in row] for row in table.rows)
    yield _table(map(_escaped, table.header), rows)
    for note in table.notes:
        yield _escaped(NOTE.of(language).format(note=note))


def _inline(parts: Iterable[Inline], language: Language) -> str:
    return "".join(_escaped(part.words.of(language) if isinstance(part, Number) else part) for part in parts)


def _escaped(words: str) -> str:
    """Return words as they stand in Markdown, on one line: what a record says must not become a mark."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.splitlines()))


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(header)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
