"""Markdown: the annual report as a text file, with a table of every figure that it states at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, assert_never

from minzheng_domain.plugin import (
    Block,
    Dossier,
    Exporter,
    ExportOptions,
    Inline,
    Language,
    Number,
    Paragraph,
    Section,
    Sensitivity,
    Table,
    Text,
    WriteError,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(\s*\d*)([#+=.)-])")

SYNTHETIC = Text("以下数据均为虚构，仅作示例。", "All records behind this report are made up; it is an example.")
NOTES = Text("附：数据说明", "Annex: about the figures")
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
    blocks = list(_document(dossier, options.language))
    file.write(("\n\n".join(blocks) + "\n").encode("utf-8"))


MARKDOWN = Exporter(
    format="markdown",
    title=Text("Markdown 文本", "Markdown text"),
    suffix=".md",
    write=write_markdown,
    languages=("zh", "en"),
    holds=Sensitivity.PUBLIC,
)


def _document(dossier: Dossier, language: Language) -> Iterator[str]:
    document = dossier.document
    if document is None:
        return
    yield f"# {_inline(document.title, language)}"
    if document.synthetic:
        yield f"> {SYNTHETIC.of(language)}"
    yield from _blocks(document.preamble, language)
    for section in document.walk():
        yield from _section(section, language)
    if document.signer:
        yield _escaped(document.signer)
    yield f"## {NOTES.of(language)}"
    yield _escaped(dossier.period.label.of(language))
    yield _table(
        [column.of(language) for column in COLUMNS],
        (
            (
                figure.measure.title.of(language),
                f"`{figure.id}`",
                Number(figure).words.of(language),
                str(len(figure.records())),
                figure.definition.of(language),
            )
            for figure in document.figures()
        ),
    )


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
                yield f"**{_escaped(block.title)}**"
                rows = ([_inline((cell,), language) for cell in row] for row in block.rows)
                yield _table(block.header, rows)
            case _:
                assert_never(block)


def _inline(parts: Iterable[Inline], language: Language) -> str:
    return "".join(_escaped(part.words.of(language) if isinstance(part, Number) else part) for part in parts)


def _escaped(words: str) -> str:
    """Return words as they stand in Markdown, on one line: what a record says must not become a mark."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.splitlines()))


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(header)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
