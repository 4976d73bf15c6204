"""The page of formats: it names what is installed, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

from minzheng_domain import Catalogue
from minzheng_domain.plugin import Exporter, ExportOptions

PAGE = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")
FORMATS = re.findall(r"^\| `([a-z0-9-]+)` \| `([a-z.]+)` \| (●?) ?\| (.+) \|$", PAGE, re.MULTILINE)
OPTIONS = {
    name: set(re.findall(r"`(\w+)`", options))
    for names, options in re.findall(r"^\| ((?:`[a-z-]+` ?)+) \| ((?:`\w+` ?)+) \|$", PAGE, re.MULTILINE)
    for name in re.findall(r"`([a-z-]+)`", names)
}
EXPORTERS = Catalogue.installed().exporters
OURS = {"minzheng-domain-excel": "excel", "minzheng-domain-report": "word"}
"""The distributions whose formats the page tells, each with one of them."""

COMMON = {field.name for field in attrs.fields(ExportOptions)}

pytestmark = pytest.mark.skipif(
    not set(OURS.values()) <= set(EXPORTERS), reason=f"not all of {', '.join(OURS)} are installed"
)


def test_every_exporter_is_named():
    """Each installed format has its line, once, and no line names a format that is not there."""
    assert sorted(name for name, *_ in FORMATS) == sorted(EXPORTERS)


@pytest.mark.parametrize(("name", "suffix", "mark", "purpose"), FORMATS, ids=[name for name, *_ in FORMATS])
def test_a_line_says_what_the_exporter_says(name, suffix, mark, purpose):
    """Suffix and report mark are those that the exporter declares; the purpose stands in both languages."""
    exporter = EXPORTERS[name]

    assert (suffix, bool(mark)) == (exporter.suffix, exporter.is_report)
    assert re.search(r"[a-z]{3}", purpose)
    assert re.search(r"[\u4e00-\u9fff]{2}", purpose)


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=lambda exporter: exporter.format)
def test_every_option_that_can_be_set_is_named(exporter: Exporter):
    """The page tells each option of a format's own, and none that is not there."""
    own = {field.name for field in attrs.fields(exporter.options)} - COMMON
    if exporter.format in OPTIONS or own:
        assert OPTIONS.get(exporter.format) == own
