"""Text: one wording in the two languages of the library, Chinese first and English beside it."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

Language: TypeAlias = Literal["zh", "en"]

LANGUAGES: tuple[Language, ...] = ("zh", "en")
"""Every language that a :class:`Text` is written in."""


@attrs.frozen
class Text:
    """A wording in Chinese and English.

    Both are required: what one reader is told, the other is told too.

    >>> str(Text("社会组织", "social organization"))
    '社会组织'
    >>> Text("社会组织", "social organization").of("en")
    'social organization'
    """

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def of(self, language: Language) -> str:
        """Return the wording in one language.

        Raises:
            ValueError: the language is neither ``"zh"`` nor ``"en"``.
        """
        match language:
            case "zh":
                return self.zh
            case "en":
                return self.en
            case _:
                msg = f"语言应为 zh 或 en，得到 {language!r} / language must be zh or en, got {language!r}"
                raise ValueError(msg)

    def format(self, **parts: object) -> Text:
        """Fill named fields (``{name}``) in both languages; a :class:`Text` among the parts gives each its own."""
        return Text(
            self.zh.format_map({key: part.zh if isinstance(part, Text) else part for key, part in parts.items()}),
            self.en.format_map({key: part.en if isinstance(part, Text) else part for key, part in parts.items()}),
        )
