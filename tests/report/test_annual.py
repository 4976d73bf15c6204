"""The annual report that the library brings: four chapters, and no number in it that is not a figure."""

from __future__ import annotations

import re

import pytest

from minzheng_domain import Catalogue, Header, Ledger, Period, Template
from minzheng_domain.report.annual import annual_report, annual_template
from minzheng_domain.report.chapters import REQUIRED_CHAPTERS
from minzheng_domain.report.document import Paragraph, written

YEAR = Period.year(2021, cutoff="2021-11-30")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_chapters_are_those_that_the_rule_asks_for(language):
    """Both languages have the four chapters in the order of the rule of 2019."""
    document = Catalogue.builtin().document(Ledger.of([]), YEAR, language=language)

    assert tuple(section.id for section in document.sections) == REQUIRED_CHAPTERS
    assert document.language == language


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_number_is_typed_into_the_template(language):
    """Outside of holes and notes the template has no digit: every number comes out of the ledger."""
    prose = re.sub(r"<!--.*?-->|\{\{.*?\}\}|\{#.*?\}", "", annual_template(language).text, flags=re.DOTALL)

    assert re.findall(r"\d", prose) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_languages_state_the_same_figures(language):
    """What one reader is told, the other is told too."""
    other = {"zh": "en", "en": "zh"}[language]
    named = re.compile(r"\{\{ (?:when )?([a-z_]+\.[a-z_]+)")
    ids = {lang: set(named.findall(annual_template(lang).text)) for lang in (language, other)}

    assert ids[language] == ids[other]
    assert len(ids[language]) > 20


def test_a_ledger_without_records_gives_a_report_without_claims():
    """Of an empty ledger the report says that nothing was registered, and leaves out what did not happen."""
    document = Catalogue.builtin().document(Ledger.of([]), YEAR)
    texts = [b.text("zh") for section in document.walk() for b in section.blocks if isinstance(b, Paragraph)]

    assert texts == [
        "培育社区社会组织。年内登记成立社区社会组织0家。全区登记在册的社区社会组织共0家。",
    ]


def test_names_come_from_the_header():
    """Title and signer are the bureau's; a made-up ledger makes a document that is marked as made up."""
    ledger = Ledger.of([], header=Header(title="示例", bureau="示范区民政局", synthetic=True))
    document = Catalogue.builtin().document(ledger, YEAR)

    assert written(document.title, "zh") == "示范区民政局2021年法治政府建设年度报告"
    assert (document.signer, document.synthetic) == ("示范区民政局", True)


def test_a_bureau_can_bring_its_own_template():
    """With a template of its own, the report has the bureau's words and the ledger's figures."""
    own = Template(source="own.md", language="zh", text="# 简报\n\n登记{{ organizations.registered }}。")
    ledger = Ledger.of([])
    document = annual_report(Catalogue.builtin().figures(ledger, YEAR), ledger, YEAR, template=own)

    assert written(document.title, "zh") == "简报"
    assert [block.text("zh") for block in document.preamble if isinstance(block, Paragraph)] == ["登记0家。"]
