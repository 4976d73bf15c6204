"""The page in a real browser: accessible, whole without scripts, silent on the network, usable by keyboard, printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from minzheng_domain.plugin import Dossier, Language, Number, Table, write_file
from minzheng_domain_report.html.exporter import HTML, HtmlOptions

SCREENS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open a file in a fresh context of the browser."""
    contexts = []

    def opened(path: Path, *, screen: str = "desktop", **options: Any) -> Any:
        context = browser.new_context(viewport=SCREENS[screen], **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def short_path_of(dossier_of: Callable[[Language], Dossier], tmp_path_factory: Any) -> dict[str, Path]:
    """The example's page by its language, with few records: axe looks at each row, and all are alike."""
    folder = tmp_path_factory.mktemp("short")
    return {
        language: write_file(
            HTML, dossier_of(language), folder / f"{language}.html", HtmlOptions(language=language, records=3)
        )
        for language in HTML.languages
    }


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", HTML.languages)
def test_axe_finds_nothing(open_page, short_path_of, language, theme, screen):
    """No violation of any rule, contrast among them: as the page stands, and with everything and a box opened."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = open_page(short_path_of[language], screen=screen, color_scheme=theme)

    states = [axe.run(page)]
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.locator("a.number").first.click()
    page.locator(".popover").wait_for(state="visible")
    states.append(axe.run(page))

    assert [result.generate_report() for result in states if result.violations_count] == []


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", HTML.languages)
def test_nothing_sticks_out_sideways(open_page, path_of, language, screen):
    """A reader scrolls up and down only, on a telephone too, with everything opened."""
    page = open_page(path_of[language], screen=screen)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", HTML.languages)
def test_nothing_is_asked_of_the_network(open_page, path_of, language, browser):
    """Only the file itself is read, and the browser has nothing to complain of, the policy included."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path_of[language].as_uri())
    page.locator("a.number").first.click()
    page.wait_for_load_state("networkidle")
    context.close()

    assert (asked, said) == ([path_of[language].as_uri()], [])


@pytest.mark.parametrize("language", HTML.languages)
def test_without_scripts_the_page_is_whole(open_page, path_of, language):
    """The same words are read; a number leads to its panel, and the panel back."""
    plain = open_page(path_of[language], java_script_enabled=False)
    lively = open_page(path_of[language])
    words = lively.evaluate("document.querySelector('main').innerText")

    assert plain.locator("main").inner_text() == words
    number = plain.locator("a.number").nth(5)
    number.click()
    panel = plain.locator("div.panel:target")
    assert panel.get_attribute("id") == (number.get_attribute("href") or "")[1:]
    panel.locator("summary").last.click()
    assert panel.locator("table.records").is_visible()
    panel.locator(".back a").click()
    assert plain.url.rpartition("#")[2].startswith("first-figure-")


def test_a_number_is_opened_and_closed_by_keyboard(open_page, path_of):
    """Tab to a number, Enter opens what is behind it, Esc closes it, and the focus is back at the number."""
    page = open_page(path_of["zh"])
    focused = "document.activeElement.getAttribute('href')"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.number')"):
            break
    target = page.evaluate(focused)
    number = page.evaluate("document.activeElement.textContent")
    box = page.locator(".popover")
    assert not box.is_visible()

    page.keyboard.press("Enter")
    box.wait_for(state="visible")
    assert box.get_attribute("role") == "dialog"
    assert box.get_attribute("aria-label") == box.locator("h3").inner_text()
    assert number in box.inner_text()
    assert page.evaluate("document.activeElement.matches('.popover')")
    assert page.evaluate("document.querySelectorAll('.popover [id]').length") == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.popover .close')")

    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert page.evaluate(focused) == target


def test_the_close_button_gives_the_focus_back(open_page, path_of):
    """As Esc does; and another number may be opened right away."""
    page = open_page(path_of["en"])
    first, second = page.locator("a.number").nth(0), page.locator("a.number").nth(3)
    first.click()
    page.locator(".popover .close").click()
    assert not page.locator(".popover").is_visible()
    assert page.evaluate("document.activeElement.getAttribute('href')") == first.get_attribute("href")

    second.click()
    page.locator(".popover").wait_for(state="visible")
    assert second.inner_text() in page.locator(".popover dl").inner_text()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_box_stands_by_the_number_and_on_the_screen(open_page, path_of, screen):
    """It covers neither the number nor leaves the screen."""
    page = open_page(path_of["zh"], screen=screen)
    for place in (0, 4, 9):
        number = page.locator("a.number").nth(place)
        number.click()
        box = page.locator(".popover")
        box.wait_for(state="visible")
        seen, link = box.bounding_box(), number.bounding_box()
        assert 0 <= seen["x"] <= seen["x"] + seen["width"] <= SCREENS[screen]["width"]
        assert seen["y"] + seen["height"] <= SCREENS[screen]["height"] + 1
        assert link["y"] + link["height"] <= seen["y"] + 1
        page.keyboard.press("Escape")


def test_skip_link_leads_to_the_text(open_page, path_of):
    """The first thing that the keyboard reaches is a way past the contents."""
    page = open_page(path_of["zh"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_it_prints_on_a4_with_heads_repeated(open_page, dossier_of: Callable[[Language], Dossier], tmp_path):
    """On paper: A4, page numbers, dark text in the dark theme too, a long table's head on each page, no row torn."""
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed: nothing reads what is printed")
    dossier = dossier_of("zh")
    assert dossier.document is not None
    number = next(dossier.document.numbers())
    rows = tuple((f"第{place}行" + "字" * 60, Number(number.figure)) for place in range(80))
    long = Table("长表", ("表头甲", "表头乙"), rows)
    document = attrs.evolve(dossier.document, preamble=(long,), sections=())
    path = write_file(HTML, attrs.evolve(dossier, document=document), tmp_path / "long.html", HtmlOptions())
    page = open_page(path, color_scheme="dark")
    page.pdf(path=tmp_path / "long.pdf", prefer_css_page_size=True, print_background=True)

    with pdfplumber.open(tmp_path / "long.pdf") as printed:
        sheets = printed.pages
        texts = ["".join((sheet.extract_text() or "").split()) for sheet in sheets]
        tabled = [text for text in texts if "字" * 20 in text]
        colours = {character["non_stroking_color"] for character in sheets[0].chars}

    assert [round(sheet.width / 72 * 25.4) for sheet in sheets[:1]] == [210]
    assert [round(sheet.height / 72 * 25.4) for sheet in sheets[:1]] == [297]
    assert len(tabled) > 2
    assert all("表头甲" in text for text in tabled)
    assert all(text.count("字") % 60 == 0 for text in tabled)
    assert texts[1].endswith("—2—")
    assert all(max(colour) < 0.5 for colour in colours if colour)
