"""Edition: for whom a page is made, and in which words."""

from __future__ import annotations

import attrs

from minzheng_domain.plugin import Language, Period, Sensitivity, Text


@attrs.frozen
class Edition:
    """For whom a page is made.

    Attributes:
        language: the language of its words.
        audience: who will read it.
        period: the days that it is about; a figure of other days says so.
    """

    language: Language
    audience: Sensitivity
    period: Period

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return "zh-CN" if self.language == "zh" else "en"

    def say(self, text: Text, **parts: object) -> str:
        """Return a wording in the language of the page, its named fields filled."""
        return (text.format(**parts) if parts else text).of(self.language)
