"""Statistical forms and the brief in a real browser: accessible, silent on the network, no wider than the screen."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pypdfium2  # type: ignore[import-untyped]
import pytest

from minzheng_domain import Catalogue
from minzheng_domain.plugin import Dossier, Exporter, Language, write_file
from minzheng_domain.text import LANGUAGES
from minzheng_domain_report.brief import BRIEF_HTML
from minzheng_domain_report.forms.exporters import FORM_HTML

FORMATS = {exporter.format: exporter for exporter in (FORM_HTML, BRIEF_HTML)}
THEMES = [("light", 1280), ("dark", 360)]


@pytest.fixture(scope="module")
def short_page_of(
    dossier_of: Callable[[Language], Dossier], tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], Path]:
    """The pages of the example as files, by format and language."""
    folder = tmp_path_factory.mktemp("short-pages")
    made: Dossier = dossier_of("zh")
    before = Catalogue.builtin().figures(made.ledger, made.period.previous())
    compared = attrs.evolve(made, previous=before)

    def written(exporter: Exporter, language: Language) -> Path:
        target = folder / f"{language}{exporter.suffix}"
        return write_file(exporter, compared, target, exporter.options(language=language))

    return {
        (name, language): written(exporter, language) for name, exporter in FORMATS.items() for language in LANGUAGES
    }


@pytest.mark.parametrize(("theme", "width"), THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_short_pages_are_accessible(browser: Any, short_page_of, name, language, theme, width):
    """Axe finds nothing; nothing is fetched; the page is not wider than the screen, on a telephone too."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=theme)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(short_page_of[name, language].as_uri())

    found = axe.run(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()

    assert not found.violations_count, found.generate_report()
    assert [url for url in fetched if not url.startswith("file:")] == []
    assert wide <= 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_prints_on_one_sheet(browser: Any, short_page_of, language):
    """What a browser prints of it is one page of A4."""
    page = browser.new_page()
    page.goto(short_page_of["brief-html", language].as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()

    with pypdfium2.PdfDocument(io.BytesIO(printed)) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((595, 842), abs=2)
