"""Statistical forms as Word and as a page: what stands in the files, and how they are printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as reader

from minzheng_domain import Catalogue, Dossier, Header, Ledger, Period, WriteError
from minzheng_domain.model.organizations import Organization
from minzheng_domain.plugin import Additive, Count, Form, Measure, Sensitivity, Text, Unit, columns, write_file
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.testing.contracts import ExporterContract
from minzheng_domain_report.forms.exporters import FORM_HTML, FORM_WORD
from minzheng_domain_report.forms.options import FormOptions, forms_of

YEAR = Period.year(2019, cutoff="2019-12-18")
EXAMPLE = Path(__file__).parents[3] / "examples" / "jiading-2019" / "ledger.json"
_W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


class TestFormWord(ExporterContract):
    """Forms in Word keep what every format keeps."""

    exporter = FORM_WORD


class TestFormHtml(ExporterContract):
    """Forms as a page keep what every format keeps."""

    exporter = FORM_HTML


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """The figures of the example beside those of the year before."""
    if not EXAMPLE.is_file():
        pytest.skip("the example is not here: the tests run on a copy, without the sources")
    catalogue = Catalogue.builtin()
    return catalogue.dossier(catalogue.read(EXAMPLE), YEAR, compare=True)


def word(given_: Dossier, **options: Any) -> bytes:
    """Return the forms as a file of Word."""
    file = io.BytesIO()
    FORM_WORD.write(given_, file, FormOptions(**options))
    return file.getvalue()


def page(given_: Dossier, **options: Any) -> Any:
    """Return the forms as a page that is read."""
    file = io.BytesIO()
    FORM_HTML.write(given_, file, FormOptions(**options))
    return reader.fromstring(file.getvalue().decode("utf-8"))


def body(content: bytes) -> Any:
    """Return the text of a file of Word as a tree."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def header(content: bytes) -> Any:
    """Return what stands above every page of a file of Word; nothing if there is nothing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = [name for name in archive.namelist() if name.startswith("word/header")]
        return etree.fromstring(archive.read(found[0])) if found else None


def words_of(element: Any) -> str:
    """Return what stands in an element of Word."""
    return "".join(element.itertext(f"{{{_W['w']}}}t"))


def word_rows(content: bytes) -> list[tuple[str, ...]]:
    """Return the rows of all tables in a file of Word, without heads."""
    rows = body(content).iterfind(".//w:tr", _W)
    plain = (row for row in rows if row.find("w:trPr/w:tblHeader", _W) is None)
    return [tuple(words_of(cell) for cell in row.iterfind("w:tc", _W)) for row in plain]


def page_rows(tree: Any) -> list[tuple[str, ...]]:
    """Return the rows of all tables of a page, without heads."""
    return [tuple(cell.text_content() for cell in row) for row in tree.iterfind(".//tbody/tr")]


def form_rows(made: tuple[Form, ...]) -> list[tuple[str, ...]]:
    """Return the rows of forms."""
    return [tuple(form.table.cell(cell, form.language) for cell in row) for form in made for row in form.table.rows]


def test_both_show_every_number_of_every_form(dossier):
    """Row by row, Word and the page say what the forms say; numbers were never typed anew."""
    rows = form_rows(forms_of(dossier, FormOptions()))

    assert len(rows) > 100
    assert word_rows(word(dossier)) == rows
    assert page_rows(page(dossier)) == rows


def test_numbers_of_the_page_say_what_they_are(dossier):
    """Each is a <data> element with measure, days and exact value, of this year, of the year before, of the change."""
    (row,) = [row for row in page(dossier).iterfind(".//tbody/tr") if row[0].text_content() == "公益项目资金"]
    found = list(row.iterfind(".//data"))

    assert [data.get("value") for data in found] == ["997.81", "759.7", "238.11"]
    assert [data.get("data-measure") for data in found] == [
        "projects.funding",
        "projects.funding",
        "projects.funding.change",
    ]
    assert [data.get("data-period") for data in found] == [
        "2019-01-01/2019-12-31",
        "2018-01-01/2018-12-31",
        "2019-01-01/2019-12-31",
    ]


def test_inexact_numbers_and_groups_say_so_in_the_page(dossier):
    """Close to 100 sessions of towns are marked as such, and as the group that they are."""
    tree = page(dossier)
    (data,) = [
        one
        for one in tree.iterfind(".//data")
        if one.get("data-measure") == "training.sessions" and one.text == "近100"
    ]

    assert (data.get("data-approximation"), data.get("data-group")) == ("CLOSE_TO", "TOWN")


def test_what_the_bureau_states_stands_at_head_and_foot(dossier):
    """Both formats state number, issuer, reporter, reviewer, preparer and day."""
    stated = {
        "number_prefix": "民统",
        "issuer": "示范市民政局",
        "reviewer": "审核甲",
        "preparer": "填报乙",
        "filled_on": date(2020, 1, 6),
    }
    in_word = [words_of(line) for line in body(word(dossier, **stated)).iterfind("w:body/w:p", _W)]
    entries = {
        entry.find("dt").text_content(): entry.find("dd").text_content()
        for entry in page(dossier, **stated).iterfind(".//section/dl/div")
    }

    assert {"表号：民统1表", "制定机关：示范市民政局", "审核人：审核甲填报人：填报乙填报日期：2020年1月6日"} <= set(in_word)
    assert entries["制定机关"] == "示范市民政局"
    assert (entries["审核人"], entries["填报人"], entries["填报日期"]) == ("审核甲", "填报乙", "2020年1月6日")


def test_a_form_without_a_day_bears_that_of_the_report(dossier):
    """The day of signing, or where there is no report the last day whose data count."""
    bare = attrs.evolve(dossier, document=None)
    signed = attrs.evolve(dossier, document=attrs.evolve(dossier.document, signed_on=date(2020, 1, 9)))

    assert forms_of(bare, FormOptions())[0].foot[-1].value == "2019年12月18日"
    assert forms_of(signed, FormOptions())[0].foot[-1].value == "2020年1月9日"


def test_a_day_before_the_data_end_is_refused(dossier, tmp_path):
    """No file is written, and the reason is told."""
    with pytest.raises(WriteError, match="填报日期 2019-12-17 早于数据截止日"):
        write_file(FORM_WORD, dossier, tmp_path / "x.docx", FormOptions(filled_on=date(2019, 12, 17)))
    assert not list(tmp_path.iterdir())


def test_without_the_year_before_forms_have_no_columns_for_it(dossier):
    """Three columns are left of five."""
    alone = attrs.evolve(dossier, previous={})

    assert {len(row) for row in word_rows(word(alone))} == {2, 3}
    assert {head.text_content() for head in page(alone).iterfind(".//thead/tr/th")} == {"指标", "计量单位", "本年"}


def test_made_up_records_are_said_to_be_made_up(dossier):
    """Every page of Word has it in its header; a form of real records does not say so."""
    real = attrs.evolve(dossier, ledger=Ledger.of([], header=Header(title="真")))
    assert "虚构" in words_of(header(word(dossier)))
    assert "虚构" in page(dossier).text_content()
    assert "虚构" not in page(real).text_content()
    assert header(word(real)) is None


def test_an_audience_is_told_what_was_left_out(dossier, monkeypatch):
    """A sum that the public may not see has no row, groups that it may not see have none; a note says so."""
    figures = {name: dossier.figures[name] for name in ("projects.contracted", "projects.funding")}
    few = attrs.evolve(dossier, figures=figures)
    monkeypatch.setattr(
        "minzheng_domain_report.forms.options.may_see_number", lambda figure, _audience: figure.id != "projects.funding"
    )
    monkeypatch.setattr("minzheng_domain_report.forms.options.may_see_groups", lambda _figure, _audience: False)

    (form,) = forms_of(few, FormOptions(audience=Sensitivity.PUBLIC))
    assert [row[0] for row in form.table.rows] == ["承接的公益项目"]
    assert form.table.notes[-1] == "面向此类读者略去：“承接的公益项目”的分组、公益项目资金。"
    (english,) = forms_of(few, FormOptions(language="en"))
    assert english.table.notes[-1] == (
        "Left out for this audience: the groups of 'projects contracted', funding of projects."
    )


HOSTILE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            "</table>&amp;<b>",
            "\u202eevil\u2066",
            "\x00\x07\x1b",
            "\ud800",
            "\ufffe",
            "名" * 300,
            "a" * 300,
            "一\r\n二\t三",
            "{{ 7*7 }}",
            "]]>",
        ]
    ),
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_words_are_words(bureau, issuer, title):
    """Whatever stands in a name, both files can be read, have the same rows, and hold no element that it brought."""
    header = Header(title="示例", bureau=bureau)
    book = Ledger.of([], header=header)
    catalogue = Catalogue.builtin()
    figure = catalogue.evaluate("centres.operating", book, YEAR)
    odd = attrs.evolve(figure, measure=attrs.evolve(figure.measure, title=Text(title, title)))
    given_ = Dossier(ledger=book, period=YEAR, figures={odd.id: odd})

    rows = word_rows(word(given_, issuer=issuer))
    tree = page(given_, issuer=issuer)

    assert [row[1:] for row in rows] == [("0",)]
    assert [row[1:] for row in page_rows(tree)] == [("0",)]
    assert len(tree.findall(".//script")) == 1
    assert not tree.findall(".//b")


def test_a_long_form_goes_on_with_its_head_on_every_page(dossier, printed: Callable[..., Any]):
    """Printed, each page of a table begins with the title (续表 from the second on) and the head, and says the unit."""
    (pages,) = printed(word(dossier))
    texts = [one.text for one in pages]
    made = forms_of(dossier, FormOptions())

    for form in made:
        first = [text for text in texts if f"{form.table.title}表号" in text]
        assert len(first) == 1, form.table.title
        more = [text for text in texts if f"{form.table.title}（续表）" in text]
        assert all("表号" in text and "填报单位：" in text and "计量单位：" in text for text in more)
    continued = sum("（续表）" in text for text in texts)
    assert continued >= 3
    assert sum("审核人：" in text for text in texts) == len(made)


def test_the_foot_stands_below_the_last_row(dossier, printed: Callable[..., Any]):
    """Nobody signs on a page without a row of the table."""
    (pages,) = printed(word(dossier))

    for one in pages:
        if "审核人：" in one.text:
            before = one.text.partition("审核人：")[0]
            assert "增减" in before, before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rows_of_all_lengths_stay_within_the_page(language, printed: Callable[..., Any]):
    """No page of a table runs over: as many pages begin with a head as tables were divided into."""
    header = Header(title="示例", bureau="名称很长的示范区民政局" * 6)
    book = Ledger.of([], header=header)
    measures = [
        Measure(
            f"long.m{place}",
            title=Text("指标名称" * (place + 1), "name of measure " * (place + 1)),
            unit=Unit.ORGANIZATIONS,
            query=Count(columns(Organization)),
            additive=Additive.NOTHING,
            since="0.1",
        )
        for place in range(24)
    ]
    given_ = Dossier(ledger=book, period=YEAR, figures=evaluate(measures, book, YEAR))
    content = word(given_, language=language)
    (pages,) = printed(content)

    tables = len(body(content).findall(".//w:tbl", _W))
    head = "指标名称" if language == "zh" else "nameofmeasure"
    assert sum(head in one.text and ("表号" in one.text or "Form" in one.text) for one in pages) == tables > 1
