"""What stands after the text: records up to a limit, what an audience may not see, findings, method."""

from __future__ import annotations

import io
import json
from typing import Any

import attrs
import html5lib
import pytest

from minzheng_domain import Catalogue, Ledger, Template
from minzheng_domain.model.projects import Project
from minzheng_domain.plugin import (
    MASK,
    Additive,
    Column,
    Measure,
    Number,
    Sensitivity,
    Sum,
    Text,
    Unit,
    Waiver,
    columns,
)
from minzheng_domain.testing import SAMPLE_PERIOD, sample_dossier, sample_ledger
from minzheng_domain_report.html import method
from minzheng_domain_report.html.exporter import HtmlOptions, write_html
from minzheng_domain_report.html.figures_json import script_json


def parsed(page: str) -> Any:
    """Parse a page by the HTML standard; whatever the standard calls an error is one."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def page_from(dossier: Any, **options: Any) -> str:
    """Return the page of a dossier as text."""
    file = io.BytesIO()
    write_html(dossier, file, HtmlOptions(**options))
    return file.getvalue().decode("utf-8")


def words_of(element: Any) -> str:
    """Return the text in an element."""
    return "".join(element.itertext())


def data_of(page: str) -> Any:
    """Return the figures that stand in a page as JSON."""
    return json.loads(parsed(page).find(".//script[@id='figures']").text)


@pytest.mark.parametrize(("limit", "listed", "left"), [(0, 0, 205), (5, 5, 200), (205, 205, 0)])
def test_records_are_listed_up_to_a_limit(dossier_of, limit, listed, left):
    """Of the others there is the number, in the panel and in the JSON."""
    tree = parsed(page_from(dossier_of("zh"), records=limit))
    panel = tree.find(".//div[@id='figure-community.registered']")
    found = json.loads(tree.find(".//script[@id='figures']").text)["figures"]
    (figure,) = [figure for figure in found if figure["id"] == "community.registered"]

    assert len(panel.findall(".//table/tbody/tr")) == listed
    assert (f"另有 {left} 条未列出" in words_of(panel)) is bool(left)
    assert (len(figure["records"]), figure["records_counted"]) == (listed, 205)


def test_a_limit_below_nothing_is_refused():
    """Fewer than none cannot be listed."""
    with pytest.raises(ValueError, match="records"):
        HtmlOptions(records=-1)


def test_findings_are_listed_the_gravest_first():
    """Up to a limit; the others are counted, and so is what is waived. Folders are not told."""
    dossier = sample_dossier()
    checks = dossier.checks
    assert checks is not None
    finding = attrs.evolve(checks.findings[0], source=attrs.evolve(checks.findings[0].source, file="/srv/x/台账.xlsx"))
    waiver = Waiver(
        rule=finding.rule, kind="organizations", record="x", reason="x", approver="x", expires=SAMPLE_PERIOD.end
    )
    changed = attrs.evolve(checks, findings=(finding, *checks.findings[1:]), waived=((finding, waiver),))
    page = page_from(attrs.evolve(dossier, checks=changed), findings=3)
    rows = parsed(page).findall(".//table[@class='findings']/tbody/tr")

    assert [words_of(row[0]) for row in rows] == ["错误"] * 3
    assert f"另有 {len(checks.findings) - 3} 个问题未列出" in page
    assert "另有 1 个问题已登记为例外" in page
    assert "/srv/x" not in page


def test_a_ledger_that_was_not_checked_is_said_not_to_be():
    """No findings because nobody looked is not the same as no findings."""
    dossier = sample_dossier()

    assert "台账未经检查" in page_from(attrs.evolve(dossier, checks=None))
    checks = dossier.checks
    assert checks is not None
    clean = attrs.evolve(checks, findings=(), results=())
    assert "未发现问题" in page_from(attrs.evolve(dossier, checks=clean))


def test_the_method_names_ledger_days_rules_and_faults_of_the_template():
    """A reader can tell from which records, up to which day and with which rules the numbers were made."""
    catalogue = Catalogue.builtin()
    own = Template(source="own.md", language="zh", text="# 题\n\n## 甲\n\n共 {{ community.registered }}。")
    dossier = attrs.evolve(
        catalogue.dossier(sample_ledger(), SAMPLE_PERIOD),
        document=own.render(catalogue.figures(sample_ledger(), SAMPLE_PERIOD), sample_ledger(), SAMPLE_PERIOD),
    )
    faults = catalogue.dossier(sample_ledger(), SAMPLE_PERIOD, template=own).template_faults
    method = words_of(parsed(page_from(attrs.evolve(dossier, template_faults=faults))).find(".//section[@id='method']"))

    assert faults
    assert all(fault.message.zh in method for fault in faults)
    for said in ("样例台账", "样例区民政局", "2019年12月18日", "内部", f"规则目录共 {len(catalogue.rules)} 条"):
        assert said in method


def hidden(column: Column) -> Column:
    """Return a column as if it were for those only who may see personal details."""
    return attrs.evolve(column, declaration=attrs.evolve(column.declaration, sensitivity=Sensitivity.PERSONAL))


@pytest.mark.parametrize(("audience", "seen"), [(Sensitivity.INTERNAL, False), (Sensitivity.PERSONAL, True)])
def test_a_sum_of_what_is_hidden_is_masked(audience, seen):
    """Its number stands nowhere for those who may not see the column: text, chart, panel, JSON; nor do its groups."""
    project = columns(Project)
    measure = Measure(
        "own.amount",
        title=Text("金额", "amount"),
        unit=Unit.YUAN,
        query=Sum(hidden(project.amount)),
        by=hidden(project.level),
        additive=Additive.OVER_GROUPS,
        precision="0.01",
        since="0.1",
    )
    figure = Catalogue.builtin().evaluate(measure, sample_ledger(), SAMPLE_PERIOD)
    dossier = sample_dossier()
    assert dossier.document is not None
    group = next(iter(figure.parts))
    document = attrs.evolve(dossier.document, title=(Number(figure), Number(figure, group)), sections=())
    page = page_from(attrs.evolve(dossier, document=document, checks=None), audience=audience)
    (told,) = (figure for figure in data_of(page)["figures"] if figure["id"] == "own.amount")

    assert ("1234.5" in page) is seen
    assert (told["value"], told["masked"], bool(told["by"])) == ("1234.5" if seen else None, not seen, seen)
    assert words_of(parsed(page).find(".//h1")) == ("1234.5元" * 2 if seen else MASK * 2)
    panel = words_of(parsed(page).find(".//div[@class='panel']/dl/div"))
    assert (figure.parts[group].label.zh in panel) is seen


@pytest.mark.parametrize(("audience", "seen"), [(Sensitivity.INTERNAL, False), (Sensitivity.PERSONAL, True)])
def test_records_are_named_as_far_as_the_audience_may_see(audience, seen):
    """The post of an official is named after the organization, never after the person by those who may not see that."""
    catalogue = Catalogue.builtin()
    ledger = sample_ledger()
    figure = catalogue.evaluate("decoupling.retired_officials_cleared", ledger, SAMPLE_PERIOD)
    everyone = attrs.evolve(figure, select=lambda _code: ledger.of_kind("official_posts"))
    dossier = sample_dossier()
    assert dossier.document is not None
    document = attrs.evolve(dossier.document, title=(Number(everyone),), sections=())
    page = page_from(attrs.evolve(dossier, ledger=ledger, document=document), audience=audience)
    (row, _) = parsed(page).findall(".//table[@class='records']/tbody/tr")

    assert words_of(row[0]) == "official_posts-1"
    assert words_of(row[1]) == "SampleOrganizationsName"
    assert words_of(row[2]) == "official_posts[0]"
    assert ("SampleOfficialPostsPersonName" in page) is False


def test_records_of_another_ledger_have_no_place():
    """A figure that was worked out elsewhere still lists its records; where they stand is not known here."""
    dossier = sample_dossier()
    page = page_from(attrs.evolve(dossier, ledger=Ledger({}, header=dossier.ledger.header)))
    rows = parsed(page).findall(".//table[@class='records']/tbody/tr")

    assert rows
    assert {words_of(row[2]) for row in rows} == {""}


def test_a_version_that_is_not_known_is_said_to_be_so(monkeypatch):
    """Run from the sources, without being installed, there is no version to tell."""
    monkeypatch.setattr(method, "_DISTRIBUTIONS", ("no-such-distribution",))

    assert "no-such-distribution ?" in page_from(sample_dossier())


@pytest.mark.parametrize(
    "text", ["</script>", "<!--", "&", "\u2028", "\ud800", "\x85", "\x7f", "\x00", "\uffff", "\U0001ffff", "𠮷", "说"]
)
def test_json_in_a_page_gives_back_every_text(text):
    """Nothing in it ends the element or breaks the page, and a program reads what was written."""
    written = script_json({"text": text})

    assert json.loads(written) == {"text": text}
    assert not set(written) & set("<>&\u2028\ud800\x85\x7f\x00\uffff\U0001ffff")
    assert ("𠮷" in written) is (text == "𠮷")
