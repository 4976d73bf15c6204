"""The brief: which figures it tells, and how they are compared."""

from __future__ import annotations

from datetime import date

import pytest

from minzheng_domain import Catalogue, Header, InvalidPeriodError, Ledger, Period, Template
from minzheng_domain.model.organizations import Organization
from minzheng_domain.report.brief import brief, brief_template
from minzheng_domain.report.checking import check_template
from minzheng_domain.report.document import Document, Paragraph
from minzheng_domain.report.faults import FaultKind
from minzheng_domain.text import LANGUAGES, Language

YEAR = Period.year(2019, cutoff="2019-12-18")


def ledger() -> Ledger:
    """Make a ledger of two organizations, one of each year."""
    organizations = [
        Organization(
            id=f"O{year}", name=f"示例社{year}", type="SERVICE_AGENCY", status="REGISTERED", registered_on=date(year, 3, 1)
        )
        for year in (2018, 2019)
    ]
    return Ledger.of(organizations, header=Header(title="示例", bureau="示范区民政局"))


def made(language: Language = "zh", *, compare: bool = True) -> Document:
    """Make the brief of the ledger."""
    catalogue, book = Catalogue.builtin(), ledger()
    previous = catalogue.figures(book, YEAR.previous()) if compare else {}
    return brief(catalogue.figures(book, YEAR), book, YEAR, previous=previous, language=language)


def lines(document: Document) -> list[str]:
    """Return its paragraphs as text."""
    return [block.text(document.language) for block in document.preamble if isinstance(block, Paragraph)]


def test_the_brief_tells_figures_against_the_year_before():
    """Each number is followed by its comparison; what the year has nothing of is left out."""
    assert lines(made()) == [
        "数据由台账汇总，截至2019年12月18日。",
        "登记管理。登记在册的社会组织2家（同比增加1家）；年内新登记社会组织1家（与上年同期持平）。",
    ]
    assert lines(made("en"))[1] == (
        "Registration — organizations on the register: 2 organizations (up 1 organization year on year); "
        "newly registered organizations: 1 organization (unchanged year on year)."
    )


def test_without_the_year_before_it_compares_nothing():
    """The same figures stand there, without brackets."""
    assert lines(made(compare=False))[1] == "登记管理。登记在册的社会组织2家；年内新登记社会组织1家。"


def test_both_languages_tell_the_same_figures():
    """A reader of English misses no number."""
    told = [[(n.figure.id, n.figure.period, n.value) for n in made(language).numbers()] for language in LANGUAGES]

    assert told[0] == told[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_template_names_figures_that_exist(language):
    """Nothing is wrong with it but that it has no chapters, which a brief does not need."""
    catalogue = Catalogue.builtin()
    faults = check_template(brief_template(language), catalogue.measures, catalogue.figures(ledger(), YEAR))

    assert {fault.kind for fault in faults} <= {FaultKind.MISSING_CHAPTER}
    assert brief_template(language).compares


def test_it_names_the_bureau_once():
    """The title says whose brief it is; no line is spent on a signature, and the day is that of signing."""
    catalogue, book = Catalogue.builtin(), ledger()
    document = brief(catalogue.figures(book, YEAR), book, YEAR, signed_on=date(2020, 1, 6))

    assert (document.title, document.signer) == (("示范区民政局", "2019", "年社会组织工作简报"), "")
    assert document.signed_on == date(2020, 1, 6)
    with pytest.raises(InvalidPeriodError):
        brief(catalogue.figures(book, YEAR), book, YEAR, signed_on=date(2019, 1, 6))


OWN = Template(
    source="own.zh.md",
    language="zh",
    text="# 报告\n\n## 一年 {#achievements}\n\n{{ organizations.registered compared }}。\n",
)


def test_a_template_of_ones_own_compares_too():
    """Where a report's template compares, the year before is worked out without being asked for."""
    catalogue, book = Catalogue.builtin(), ledger()
    said = "登记在册的社会组织2家（同比增加1家）。"

    document = catalogue.document(book, YEAR, template=OWN)
    assert document.sections[0].blocks[0].text("zh") == said  # type: ignore[union-attr]
    dossier = catalogue.dossier(book, YEAR, template=OWN)
    assert dossier.document == document
    assert dossier.previous["organizations.registered"].value == 1


def test_a_template_that_does_not_compare_costs_nothing():
    """The year before is not worked out for it."""
    assert not Catalogue.builtin().dossier(ledger(), YEAR).previous
    assert not Template(source="x.md", language="zh", text="# 报告\n\n{{ organizations.registered }}").compares
