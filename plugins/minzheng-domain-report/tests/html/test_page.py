"""The page: what stands in it, and that it needs nothing beside itself."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import Any

import attrs
import html5lib
import jsonschema
import pytest
from markupsafe import Markup

from minzheng_domain import Catalogue, Period, WriteError
from minzheng_domain.plugin import Figure, Sensitivity, Text, write_file
from minzheng_domain.testing import SAMPLE_PERIOD, ExporterContract, empty_dossier, sample_dossier, sample_ledger
from minzheng_domain_report.html import words
from minzheng_domain_report.html.edition import Edition
from minzheng_domain_report.html.exporter import HTML, HtmlOptions, write_html
from minzheng_domain_report.html.figures_json import figures_schema
from minzheng_domain_report.html.page import bare_page

JIADING = {
    ("decoupling.batches_completed", None): "2",
    ("decoupling.relations_ended", None): "20",
    ("decoupling.colocation_ended", None): "2",
    ("decoupling.assets_inventoried", None): "13",
    ("decoupling.state_assets", None): "1392",
    ("decoupling.retired_officials_cleared", None): "3",
    ("decoupling.remaining", None): "8",
    ("community.newly_registered", None): "12",
    ("community.newly_registered", "LIFE"): "7",
    ("community.newly_registered", "CHARITY"): "1",
    ("community.newly_registered", "CULTURE_SPORT"): "3",
    ("community.newly_registered", "MEDIATION"): "1",
    ("community.registered", None): "205",
    ("community.registered", "LIFE"): "43",
    ("community.registered", "CHARITY"): "106",
    ("community.registered", "CULTURE_SPORT"): "33",
    ("community.registered", "MEDIATION"): "23",
    ("projects.contractors", "DISTRICT"): "31",
    ("projects.contracted", "DISTRICT"): "41",
    ("projects.funding", "DISTRICT"): "765.67",
    ("projects.contractors", "CITY"): "6",
    ("projects.contracted", "CITY"): "8",
    ("projects.funding", "CITY"): "232.14",
    ("training.sessions", "DISTRICT"): "12",
    ("training.sessions", "TOWN"): "100",
    ("incubation.graduated", "DISTRICT"): "6",
    ("incubation.admitted", "DISTRICT"): "1",
    ("incubation.incubated", "TOWN"): "28",
    ("incubation.bases_accepted", "TOWN"): "2",
    ("publicity.events", None): "13",
}
"""Every figure that the real report of 2019 states, with the measure and the group that it is."""


class TestContract(ExporterContract):
    """The page keeps what every format has to keep."""

    exporter = HTML


def page_from(dossier: Any, **options: Any) -> str:
    """Return the page of a dossier as text."""
    file = io.BytesIO()
    write_html(dossier, file, HtmlOptions(**options))
    return file.getvalue().decode("utf-8")


def parsed(page: str) -> Any:
    """Parse a page by the HTML standard; whatever the standard calls an error is one."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def words_of(element: Any) -> str:
    """Return the text in an element."""
    return "".join(element.itertext())


@pytest.mark.parametrize("language", HTML.languages)
def test_every_figure_of_the_real_report_stands_as_data(page_of, language):
    """Each number is a data element with the measure, the group, the days and the exact value."""
    found = parsed(page_of[language]).findall(".//data")
    stated = {(data.get("data-measure"), data.get("data-group")): data.get("value") for data in found}

    assert stated.items() >= JIADING.items()
    assert {data.get("data-period") for data in found} == {"2019-01-01/2019-12-31"}
    assert {data.get("data-cutoff") for data in found} == {"2019-12-18"}


def test_an_approximate_number_says_how_it_is_meant(page_of):
    """Close to a hundred is no hundred: the element says so, as do the words in it."""
    (town,) = [
        data
        for data in parsed(page_of["zh"]).findall(".//data[@data-measure='training.sessions']")
        if data.get("data-group") == "TOWN"
    ]

    assert (words_of(town), town.get("data-approximation")) == ("近百次", "CLOSE_TO")


@pytest.mark.parametrize("language", HTML.languages)
def test_every_number_leads_to_a_panel_that_tells_what_is_behind_it(page_of, language):
    """The panel holds definition, formula and records; its way back leads to the first mention."""
    tree = parsed(page_of[language])
    panels = {panel.get("id"): panel for panel in tree.findall(".//div[@class='panel']")}

    for data in tree.findall(".//data"):
        panel = panels[data.find("a").get("href")[1:]]
        told = words_of(panel)
        assert data.get("data-measure") in told
        assert panel.find(".//details") is not None
        first = panel.find(".//p[@class='back']/a").get("href")[1:]
        assert tree.find(f".//data[@id='{first}']").get("data-measure") == data.get("data-measure")


def test_a_panel_lists_the_records_with_their_names_and_places(page_of):
    """Two hundred and five organizations stand behind the figure, each with id, name and place in the ledger."""
    panel = parsed(page_of["zh"]).find(".//div[@id='figure-community.registered']")
    rows = [[words_of(cell) for cell in row] for row in panel.findall(".//table/tbody/tr")]

    assert len(rows) == 205
    assert all(len(row) == 3 and all(row) for row in rows)
    assert all(row[2].startswith("$.records.organizations[") for row in rows)
    assert "SELECT" in words_of(panel.find(".//pre"))


def test_a_derived_figure_leads_to_those_it_is_made_of(page_of):
    """Its panel names them with their numbers; their panels are there, stated in the text or not."""
    tree = parsed(page_of["zh"])
    panel = tree.find(".//div[@id='figure-projects.average_funding']")
    told = words_of(panel)

    assert "公益项目资金 997.81万元" in told
    assert "未修约值20.36" in told
    assert panel.find(".//pre") is None
    for link in panel.findall(".//dd/a"):
        assert tree.find(f".//div[@id='{link.get('href')[1:]}']") is not None


@pytest.mark.parametrize("language", HTML.languages)
@pytest.mark.parametrize("make", [sample_dossier, empty_dossier])
def test_every_page_is_right_by_the_standard(make, language):
    """A strict parser finds nothing; ids are unique, and every reference leads to one; headings leave out no level."""
    tree = parsed(page_from(make(language), language=language))
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    asked = {link.get("href") for link in tree.iter("a")}
    asked |= {f"#{name}" for element in tree.iter() for name in (element.get("aria-labelledby") or "").split()}
    levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    main = levels[levels.index(1) :]

    assert max(ids.values()) == 1
    assert asked <= {f"#{name}" for name in ids}
    assert all(after <= before + 1 for before, after in pairwise(main))
    assert levels.count(1) == 1
    assert tree.get("lang") == {"zh": "zh-CN", "en": "en"}[language]


@pytest.mark.parametrize("language", HTML.languages)
def test_nothing_is_loaded_from_anywhere(page_of, language):
    """No element refers to another file; the policy allows the page's own style and script and nothing else."""
    tree = parsed(page_of[language])
    policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    style, script = tree.find(".//style"), tree.findall(".//script")[-1]
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(part.text.encode()).digest()).decode()}'" for part in (style, script)
    ]

    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src {hashes[0]}",
        f"script-src {hashes[1]}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not [element for element in tree.iter() if element.get("src") or element.get("style")]
    assert not [key for element in tree.iter() for key in element.attrib if str(key).startswith("on")]
    loading = {"link", "img", "iframe", "object", "embed", "image", "use"}
    assert not {str(element.tag) for element in tree.iter()} & loading
    assert all(link.get("href").startswith("#") for link in tree.iter("a"))
    assert "@import" not in style.text
    assert "url(" not in style.text


@pytest.mark.parametrize("language", HTML.languages)
def test_programs_find_the_figures_as_json(page_of, dossier_of, language):
    """The figures in the page keep the schema that ships with the package, and are those of the dossier."""
    tree = parsed(page_of[language])
    data = json.loads(tree.find(".//script[@id='figures']").text)
    schema = figures_schema()
    figures = {figure["id"]: figure for figure in data["figures"]}

    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    assert figures["community.registered"]["value"] == "205"
    assert figures["community.registered"]["records_counted"] == 205
    assert figures["training.sessions"]["approximation"] == "CLOSE_TO"
    assert set(figures) >= {figure.id for figure in dossier_of(language).document.figures()}
    panels = {panel.get("id") for panel in tree.findall(".//div[@class='panel']")}
    assert {figure["panel"] for figure in data["figures"]} == panels


def test_the_example_is_no_large_file(path_of):
    """With every record listed it stays under three hundred kilobytes."""
    assert all(path.stat().st_size < 300_000 for path in path_of.values())


@pytest.mark.parametrize(("synthetic", "said"), [(True, 1), (False, 0)])
def test_made_up_records_are_said_to_be_made_up(synthetic, said):
    """The page of a synthetic ledger says so before anything else, and no other does."""
    dossier = sample_dossier()
    assert dossier.document is not None
    page = page_from(attrs.evolve(dossier, document=attrs.evolve(dossier.document, synthetic=synthetic)))

    assert page.count("以下数据均为虚构") == said
    assert len(parsed(page).findall(".//header")) == said


def test_a_page_without_a_report_in_the_language_is_refused(tmp_path):
    """Nothing is written where the document is missing or in the other language."""
    dossier = sample_dossier("en")

    for wrong in (dossier, attrs.evolve(dossier, document=None)):
        with pytest.raises(WriteError, match="没有 zh 文本的报告"):
            write_file(HTML, wrong, tmp_path / "report.html")
    assert list(tmp_path.iterdir()) == []


def test_figures_of_two_years_have_panels_of_their_own():
    """This year's and last year's figure of one measure are two, and the elements tell which days they are of."""
    catalogue = Catalogue.builtin()
    ledger = sample_ledger()
    years = [SAMPLE_PERIOD, SAMPLE_PERIOD.previous()]
    both: list[Figure] = [catalogue.evaluate("community.registered", ledger, year) for year in years]
    dossier = sample_dossier()
    assert dossier.document is not None
    number = next(dossier.document.numbers())
    title = tuple(attrs.evolve(number, figure=figure, group=None, word=None) for figure in both)
    tree = parsed(page_from(attrs.evolve(dossier, document=attrs.evolve(dossier.document, title=title))))

    links = [data.find("a").get("href") for data in tree.findall(".//h1/data")]
    assert links == ["#figure-community.registered", "#figure-community.registered-2018-01-01-2018-12-31-2018-12-18"]
    assert [data.get("data-cutoff") for data in tree.findall(".//h1/data")] == ["2019-12-18", "2018-12-18"]


def test_a_number_without_a_value_has_an_empty_one():
    """What cannot be computed is told in words; a program finds no number."""
    tree = parsed(page_from(sample_dossier()))
    found = tree.findall(".//data[@data-measure='projects.average_funding']")

    assert found
    assert {(data.get("value"), words_of(data)) for data in found} == {("", "（无法计算）")}


def test_a_page_of_ones_own_has_the_same_frame():
    """A body of another kind gets style, policy and notice, and no contents."""
    edition = Edition("en", Sensitivity.PUBLIC, Period.year(2019))
    tree = parsed(bare_page("A <b>", Markup("<h1>B</h1>"), edition, synthetic=True))

    assert tree.find(".//title").text == "A <b>"
    assert words_of(tree.find(".//main")).strip() == "B"
    assert tree.find(".//nav") is None
    assert tree.find(".//header") is not None


def test_a_word_has_both_languages():
    """Whatever the page itself says, it says to readers of either language."""
    said = [value for value in vars(words).values() if isinstance(value, Text)]
    assert len(said) > 40
    for text in said:
        assert text.zh != text.en
        assert set(re.findall(r"\{\w+\}", text.zh)) == set(re.findall(r"\{\w+\}", text.en))


def test_exact_values_are_plain_numbers(page_of):
    """A program can read every value: decimal, in the unit shown, without exponent."""
    for data in parsed(page_of["zh"]).findall(".//data"):
        assert re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", data.get("value"))
        assert Decimal(data.get("value")) >= 0
