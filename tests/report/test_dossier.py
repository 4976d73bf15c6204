"""The dossier as the catalogue makes it: last year's figures on demand, a report worded by the bureau."""

from __future__ import annotations

import json
from datetime import date

import pytest

from minzheng_domain import (
    Catalogue,
    FaultKind,
    InvalidPeriodError,
    Ledger,
    Period,
    Template,
    TemplateError,
)
from minzheng_domain.model.organizations import Organization
from minzheng_domain.plugin import ExportOptions

CATALOGUE = Catalogue.builtin()
YEAR = Period.year(2019, cutoff="2019-12-18")
LEDGER = Ledger.of(
    Organization(
        id=f"O{number}", name=f"示例社{number}", type="SOCIAL_GROUP", status="REGISTERED", registered_on=date(year, 3, 1)
    )
    for number, year in ((1, 2018), (2, 2019))
)
OWN = Template(source="own.en.md", language="en", text="# Report\n\n{{ organizations.registered }}, {{ signed_on }}")


def test_figures_of_the_year_before_come_on_demand():
    """They are of the same days one year earlier; without the wish there are none."""
    plain, compared = (CATALOGUE.dossier(LEDGER, YEAR, compare=compare) for compare in (False, True))

    assert plain.previous == {}
    assert set(compared.previous) == set(compared.figures) == set(CATALOGUE.measures)
    before = compared.previous["organizations.registered"]
    assert before.value == 1
    assert before.period == YEAR.previous()
    assert compared.figures["organizations.registered"].value == 2


def test_the_first_year_of_the_calendar_has_none_before():
    """To compare it is an error, to report on it is none."""
    first = Period(date(1, 1, 1), date(1, 12, 31), date(1, 12, 31))

    with pytest.raises(InvalidPeriodError):
        CATALOGUE.dossier(LEDGER, first, compare=True)


def test_a_dossier_is_worded_and_signed_as_asked():
    """The template's language counts; what is wrong with it without stopping it stands in the dossier."""
    dossier = CATALOGUE.dossier(LEDGER, YEAR, template=OWN, signed_on="2020-01-06")

    assert dossier.document is not None
    assert (dossier.document.language, dossier.document.signed_on) == ("en", date(2020, 1, 6))
    assert {fault.kind for fault in dossier.template_faults} == {FaultKind.MISSING_CHAPTER}
    assert CATALOGUE.dossier(LEDGER, YEAR).template_faults == ()


def test_a_wrong_template_makes_no_dossier():
    """The error has every fault."""
    wrong = Template(source="own.md", language="zh", text="# 题\n\n{{ no.such }}{{ no.other }}")

    with pytest.raises(TemplateError) as caught:
        CATALOGUE.dossier(LEDGER, YEAR, template=wrong)

    assert [fault.found for fault in caught.value.faults if fault.is_error] == ["no.such", "no.other"]


def test_an_export_takes_a_template(tmp_path):
    """In the template's language where no options are given, and in the language of the options where they are."""
    path = CATALOGUE.export(LEDGER, YEAR, "json", to=tmp_path / "a.json", template=OWN, signed_on=date(2020, 1, 6))
    chosen = CATALOGUE.export(LEDGER, YEAR, "json", to=tmp_path / "b.json", template=OWN, options=ExportOptions())

    report, other = (json.loads(file.read_text("utf-8")) for file in (path, chosen))
    assert (report["language"], other["language"]) == ("en", "zh")
    assert report["document"]["preamble"][0]["parts"][-1] == "2020-01-06"
