"""A district is configuration: another one, with towns, categories and a period of its own, has its own figures."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

import minzheng_domain
from minzheng_domain.codes import code_list
from minzheng_domain.formats.json import ledger_schema
from minzheng_domain.model.accountability import Narrative
from minzheng_domain.model.columns import Record
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.period import Period
from minzheng_domain.model.projects import Project
from minzheng_domain.model.reporting import ReportingUnit
from minzheng_domain.model.services import Activity
from minzheng_domain.report.annual import annual_report
from minzheng_domain.report.document import Document, written
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules.checking import check
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measures import builtin_measures
from minzheng_domain.text import LANGUAGES, Language

INTEGRITY = [rule for rule in builtin_rules() if rule.id in ("LED001", "LED002", "LED003", "LED004")]
HALF_YEAR = Period.between("2021-01-01", "2021-06-30", cutoff="2021-06-25")
SCHEME = "community-category-four-type"
OTHER_SCHEME = "community-category-shanghai"
UNKNOWN = "MEDIATION"
"""A category of the other scheme, which this district's scheme does not have."""

HEADER = Header(
    title="示例市示范区社会组织工作台账",
    district="示例市示范区",
    division="990199",
    bureau="示范区民政局",
    synthetic=True,
    schemes={"community-category": SCHEME},
)

# Not in the order of their names or ids: the ledger's own order is the one that figures follow.
TOWNS = (
    ReportingUnit(id="t3", name="示例河乡", kind="TOWNSHIP"),
    ReportingUnit(id="t1", name="示例山街道", kind="SUBDISTRICT"),
    ReportingUnit(id="t2", name="示例湖镇", kind="TOWN"),
)

COMMUNITY = (
    # Category, town, day of registration, day of removal.
    ("AFFAIRS", "t2", "2021-02-01", None),
    (UNKNOWN, "t2", "2020-09-01", None),
    ("CULTURE_SPORT", "t1", "2019-04-01", None),
    ("LIFE", "t1", "2019-05-01", None),
    ("LIFE", "t3", "2021-06-25", None),  # on the cut-off day
    ("LIFE", "t2", "2021-06-26", None),  # after it, but in the half year
    ("CHARITY", "t1", "2018-03-01", "2021-03-15"),  # removed in the half year
    ("AFFAIRS", "t1", "2020-12-31", None),  # the day before it begins
    ("CULTURE_SPORT", "t2", "2021-07-01", None),  # the day after it ends
)


def organizations() -> Iterator[Organization]:
    """Yield the community organizations of the district."""
    for number, (category, town, registered_on, removed_on) in enumerate(COMMUNITY, start=1):
        yield Organization(
            id=f"o{number}",
            name=f"示例市示范区示例服务社{number}",
            type="SERVICE_AGENCY",
            status="REGISTERED" if removed_on is None else "DEREGISTERED",
            town=town,
            registered_on=date.fromisoformat(registered_on),
            removed_on=None if removed_on is None else date.fromisoformat(removed_on),
            community_category=category,
            community_tier="REGISTERED",
        )


def records() -> Iterator[Record]:
    """Yield all records of the district."""
    yield from TOWNS
    yield from organizations()
    for number, (level, contractor, amount, signed) in enumerate(
        (
            ("DISTRICT", "o3", "120000", "2021-03-01"),
            ("DISTRICT", "o4", "80500", "2021-04-01"),
            ("TOWN", "o4", "9000", "2021-05-01"),
            ("DISTRICT", "o3", "50000", "2021-06-28"),  # after the cut-off day
        ),
        start=1,
    ):
        yield Project(
            id=f"p{number}",
            title=f"示例项目{number}",
            level=level,
            status="SIGNED",
            contractor=contractor,
            amount=Decimal(amount),
            contracted_on=date.fromisoformat(signed),
        )
    yield Activity(
        id="a1",
        title="示例培训",
        kind="TRAINING",
        level="TOWN",
        held_on=date(2021, 5, 20),
        times=30,
        times_exactness="OVER",
        town="t2",
    )
    yield Narrative(id="n1", year=2021, chapter="PLAN", position=1, wording="示范区将继续做好社会组织登记服务。")


@functools.cache
def ledger() -> Ledger:
    """Return the ledger of the second district."""
    return Ledger.of(records(), header=HEADER)


@functools.cache
def figures() -> dict[str, Figure]:
    """Return its figures for the half year."""
    return evaluate(builtin_measures(), ledger(), HALF_YEAR)


def words_of(document: Document) -> str:
    """Return all words of a report."""
    language = document.language
    parts = [written(document.title, language), document.signer]
    blocks = [*document.preamble]
    for section in document.walk():
        parts.append(section.number + written(section.heading, language))
        blocks.extend(section.blocks)
    return "\n".join([*parts, *(block.text(language) for block in blocks if hasattr(block, "text"))])


def test_groups_are_named_and_ordered_by_the_own_scheme() -> None:
    """Categories bear the labels of the district's scheme, in its order; the other scheme's names do not appear."""
    registered = figures()["community.registered"]
    own, other = code_list(SCHEME), code_list(OTHER_SCHEME)

    assert list(registered.by) == ["LIFE", "AFFAIRS", "CULTURE_SPORT", UNKNOWN]
    for code in ("LIFE", "AFFAIRS", "CULTURE_SPORT"):
        entry = own.get(code)
        assert entry is not None
        assert registered.part(code).label == entry.label
    assert not {part.label for part in registered.parts.values()} & {code.label for code in other.codes}


def test_unknown_code_stands_by_itself() -> None:
    """A category of another scheme is neither renamed nor dropped: it stands last, under its code, and is found."""
    registered = figures()["community.registered"]

    findings = check(INTEGRITY, ledger()).findings

    assert (registered.by[UNKNOWN], registered.part(UNKNOWN).label.zh) == (Decimal(1), UNKNOWN)
    assert registered.value == Decimal(6)
    assert [(finding.rule, finding.record, finding.field) for finding in findings] == [
        ("LED003", "o2", "community_category")
    ]
    assert all(code.code in findings[0].expected.zh for code in code_list(SCHEME).codes)


def test_towns_are_the_own_ones_in_the_own_order() -> None:
    """Figures by town name the district's towns, in the order in which its ledger has them."""
    by_town = figures()["community.registered_by_town"]

    assert [(code, part.label.zh, part.value) for code, part in by_town.parts.items()] == [
        ("t3", "示例河乡", Decimal(1)),
        ("t1", "示例山街道", Decimal(3)),
        ("t2", "示例湖镇", Decimal(2)),
    ]


@pytest.mark.parametrize(
    ("name", "value", "groups"),
    [
        ("community.newly_registered", "2", {"LIFE": "1", "AFFAIRS": "1"}),
        ("community.removed", "1", {"CHARITY": "1"}),
        ("projects.contracted", "3", {"DISTRICT": "2", "TOWN": "1"}),
        ("projects.contractors", "2", {"DISTRICT": "2", "TOWN": "1"}),
        ("projects.funding", "20.95", {"DISTRICT": "20.05", "TOWN": "0.9"}),
        ("training.sessions", "30", {"TOWN": "30"}),
    ],
)
def test_half_year_is_counted_from_day_to_day(name: str, value: str, groups: dict[str, str]) -> None:
    """A half year counts from its first day to its cut-off day, both included."""
    figure = figures()[name]

    assert figure.value == Decimal(value)
    assert figure.by == {group: Decimal(number) for group, number in groups.items()}


def test_choice_of_a_scheme_is_the_districts() -> None:
    """With the other scheme in its header the same ledger has other labels and another order of groups."""
    chosen = attrs.evolve(HEADER, schemes={"community-category": OTHER_SCHEME})

    figure = evaluate(builtin_measures(), Ledger.of(records(), header=chosen), HALF_YEAR)["community.registered"]

    assert list(figure.by) == ["LIFE", "CULTURE_SPORT", UNKNOWN, "AFFAIRS"]
    known = code_list(OTHER_SCHEME).get(UNKNOWN)
    assert known is not None
    assert figure.part(UNKNOWN).label == known.label


def test_scheme_has_to_be_chosen() -> None:
    """A ledger with categories whose header chooses no scheme is told to choose one; nothing is taken for granted."""
    unchosen = Ledger.of(records(), header=attrs.evolve(HEADER, schemes={}))

    findings = check(INTEGRITY, unchosen).findings

    assert [finding.rule for finding in findings] == ["LED004"]
    assert SCHEME in findings[0].expected.zh
    assert OTHER_SCHEME in findings[0].expected.zh


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_is_the_districts_own(language: Language) -> None:
    """The report names this district's bureau, categories and numbers, in both languages, and no other district."""
    document = annual_report(figures(), ledger(), HALF_YEAR, language=language)

    text = words_of(document)

    assert document.signer == "示范区民政局"
    assert "示范区民政局" in text
    assert "2021" in text
    assert "20.05" in text
    assert {number.figure.period for number in document.numbers()} == {HALF_YEAR}
    entry = code_list(SCHEME).get("AFFAIRS")
    assert entry is not None
    assert entry.label.of(language) in text
    assert foreign_names(text) == []


def test_definitions_and_schema_name_no_district() -> None:
    """What figures are defined as, and what a ledger may hold, is the same for every district."""
    for figure in figures().values():
        assert foreign_names(figure.definition.zh + figure.definition.en + figure.measure.title.en) == [], figure.id
    assert foreign_names(str(ledger_schema())) == []


def foreign_names(text: str) -> list[str]:
    """Return the names and codes of the example's district that stand in a text."""
    return re.findall(r"嘉定|jiading|310114", text, flags=re.IGNORECASE)


def sources() -> list[Path]:
    """Return every text of the library save the data files of codes, which may name any district."""
    root = Path(next(iter(minzheng_domain.__path__)))
    files = [path for path in sorted(root.rglob("*")) if path.suffix in {".py", ".md", ".toml"}]
    return [path for path in files if (root / "codes") not in path.parents or path.suffix == ".py"]


def without_docstrings(source: str) -> str:
    """Return a module's code and comments without its docstrings, in which identifiers have their test vectors."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            first = node.body[0]
            end = first.end_lineno or first.lineno
            lines[first.lineno - 1 : end] = [""] * (end - first.lineno + 1)
    return "\n".join(lines)


def test_library_names_no_district() -> None:
    """Nothing in the library names the example's district, but for test vectors of codes and the cases of rules."""
    naming = []
    for path in sources():
        if path.parent.name == "cases":
            continue
        text = path.read_text(encoding="utf-8")
        if path.parent.name == "codes":
            text = without_docstrings(text)
        naming += [f"{path.name}: {name}" for name in foreign_names(text)]

    assert len(sources()) > 50
    assert naming == []
