"""Remarks on the console: what was made of a place in a file, on one line and for programs."""

from __future__ import annotations

from typing import Any

import attrs

from minzheng_domain.cli.console import Console
from minzheng_domain.model.remarks import Remark
from minzheng_domain.text import Text


def remark_line(remark: Remark, *, with_file: bool) -> Text:
    """Return a remark as one line.

    Args:
        remark: the remark.
        with_file: whether the file is named too, where there is more than one.
    """
    treatment, place = remark.treatment.value, str(remark.source) if with_file else remark.source.place
    taken = "" if remark.taken is None else f" → {remark.taken}"
    return Text(
        f"[{treatment.zh}] {place}：{remark.found}{taken}（{remark.reason.zh}）",
        f"[{treatment.en}] {place}: {remark.found}{taken} ({remark.reason.en})",
    )


def remark_as_json(remark: Remark, console: Console) -> dict[str, Any]:
    """Return a remark as JSON values in the language of the console."""
    return {
        **attrs.asdict(remark, recurse=False),
        "source": attrs.asdict(remark.source),
        "treatment": remark.treatment.name.lower(),
        "reason": remark.reason.of(console.language),
    }
