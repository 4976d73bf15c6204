"""Options: what the user chooses of a Word file."""

from __future__ import annotations

from datetime import date

import attrs

from minzheng_domain.plugin import ExportOptions, Text, WriteError
from minzheng_domain_report.word.fonts import LATIN


@attrs.frozen(kw_only=True)
class WordOptions(ExportOptions):
    """What the user chooses of a Word file.

    Attributes:
        letterhead: whether it begins with a red head (版头) and ends with an imprint (版记), as a document that is sent
            does; a report that is published on a website has neither.
        issuer: what stands in the red head (发文机关标志); the signer and 文件 if not given.
        document_number: 发文字号, as 示区民〔2020〕5号; only with a red head.
        approved_by: who approved a document to a superior (签发人); only with a red head.
        addressee: to whom it is sent (主送机关).
        copies: to whom copies go (抄送机关); only with a red head.
        printed_by: who prints it (印发机关); the signer if not given; only with a red head.
        printed_on: when it is printed (印发日期); the day of signing if not given; only with a red head.
        heading3_bold: whether headings of the third level are bold, a habit of some bureaus.
        latin_font: the font of digits and Latin letters; ``"仿宋_GB2312"`` for one font throughout.
    """

    letterhead: bool = False
    issuer: str = ""
    document_number: str = ""
    approved_by: str = ""
    addressee: str = ""
    copies: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    heading3_bold: bool = False
    latin_font: str = LATIN

    def without_effect(self) -> tuple[str, ...]:
        """Return the options that are given but need the red head, which is not asked for."""
        if self.letterhead:
            return ()
        needing = ("issuer", "document_number", "approved_by", "copies", "printed_by", "printed_on")
        return tuple(name for name in needing if getattr(self, name))


def refuse_without_effect(options: WordOptions, target: str) -> None:
    """Refuse options that would change nothing.

    Raises:
        WriteError: an option needs the red head, which is not asked for.
    """
    idle = options.without_effect()
    if idle:
        reason = Text(
            f"{'、'.join(idle)} 只用于有版头的文件，请同时选择 letterhead",
            f"{', '.join(idle)}: only of use with a letterhead, which is not asked for",
        )
        raise WriteError(target, reason)
