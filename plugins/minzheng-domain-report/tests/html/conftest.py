"""Fixtures: the example's dossiers, their pages, and a real browser to open pages in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from minzheng_domain import Catalogue, Language, Period
from minzheng_domain.plugin import Dossier, write_file
from minzheng_domain.report.annual import annual_template
from minzheng_domain_report.html.exporter import HTML, HtmlOptions

EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "jiading-2019" / "ledger.json"
YEAR = Period.year(2019, cutoff="2019-12-18")
MORE = (
    "{{ table community.registered projects.funding projects.average_funding }}",
    "{{ chart community.registered }}",
    "{{ attachment 统计表 }}",
)
"""What stands in a report beside prose."""


@pytest.fixture(scope="session")
def dossier_of() -> Callable[[Language], Dossier]:
    """Make the dossier of the example in a language: its report has tables, a chart and an attachment."""
    if not EXAMPLE.is_file():
        pytest.skip("the example is not here: the tests run on a copy, without the sources")
    catalogue = Catalogue.builtin()
    ledger = catalogue.read(EXAMPLE)

    def make(language: Language) -> Dossier:
        prose = annual_template(language)
        template = attrs.evolve(prose, text="\n\n".join([prose.text, *MORE]))
        return catalogue.dossier(ledger, YEAR, template=template)

    return make


@pytest.fixture(scope="session")
def path_of(dossier_of: Callable[[Language], Dossier], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The example's page as a file, by its language."""
    folder = tmp_path_factory.mktemp("pages")
    return {
        language: write_file(HTML, dossier_of(language), folder / f"{language}.html", HtmlOptions(language=language))
        for language in HTML.languages
    }


@pytest.fixture(scope="session")
def page_of(path_of: dict[str, Path]) -> dict[str, str]:
    """The example's page as text, by its language."""
    return {language: path.read_text(encoding="utf-8") for language, path in path_of.items()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window, if this machine has it."""
    reason = "playwright is not installed: nothing drives a browser"
    sync_api = pytest.importorskip("playwright.sync_api", reason=reason)
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("Chromium is not installed: nothing else here shows a page")
    # A browser that runs as root has no sandbox to offer.
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=arguments)
        yield started
        started.close()
