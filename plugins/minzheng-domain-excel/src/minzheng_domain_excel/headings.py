"""Headings: what the lines above and below a foreign table say of the whole ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minzheng_domain_excel.grids import Value
from minzheng_domain_excel.recognition.heads import text_of

_BUREAU = re.compile(r"填报单位\s*(?:[（(][^（）()]*[）)])?\s*[:：]\s*(?P<name>[^\s:：]*)")


def bureau_in(values: Sequence[Value]) -> str | None:
    """Return the organ that reports, where a row names it: ``填报单位：某区民政局``; ``None`` if it does not.

    >>> bureau_in(["填报单位（盖章）：", None, "某区民政局", "2019年"])
    '某区民政局'
    """
    texts = [text for value in values if (text := text_of(value))]
    for place, text in enumerate(texts):
        found = _BUREAU.search(text)
        if found is None:
            continue
        if found["name"]:
            return found["name"]
        following = texts[place + 1] if place + 1 < len(texts) else ""
        return following if following and not re.search("[:：]", following) else None
    return None
