"""Exporter: the format ``word``."""

from __future__ import annotations

from typing import BinaryIO

from minzheng_domain.plugin import Dossier, Exporter, Sensitivity, Text, WriteError
from minzheng_domain_report.word.body import word_file
from minzheng_domain_report.word.options import WordOptions, refuse_without_effect


def write_word(dossier: Dossier, file: BinaryIO, options: WordOptions) -> None:
    """Write the annual report as a file of Word, in the layout of GB/T 9704-2012.

    Args:
        dossier: it must hold a document in the language of the options.
        file: where to.
        options: of the export.

    Raises:
        WriteError: the dossier holds no document, or one in another language; a red head is asked for and nobody is
            known to issue the document; an option needs the red head, which is not asked for.
    """
    document = dossier.document
    if document is None or document.language != options.language:
        reason = Text(f"卷宗里没有 {options.language} 文本的报告", f"the dossier holds no report in {options.language}")
        raise WriteError(WORD.format, reason)
    refuse_without_effect(options, WORD.format)
    file.write(word_file(document, options, WORD.format))


WORD = Exporter(
    format="word",
    title=Text("Word 公文（GB/T 9704-2012）", "Word, in the layout of official documents"),
    suffix=".docx",
    write=write_word,
    options=WordOptions,
    languages=("zh", "en"),
    any_document=True,
    holds=Sensitivity.PUBLIC,
)
