"""The case runner: what it reads, what it refuses, and what it says when a case comes out otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.model.accountability import Indicator
from minzheng_domain.model.columns import columns
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Payment
from minzheng_domain.model.standing import Grading
from minzheng_domain.quantities import Approximation
from minzheng_domain.rules import builtin_rules
from minzheng_domain.rules.core import Fault, Look, Parameter, ParameterKind, Severity, Verdict, each
from minzheng_domain.rules.law import Citation
from minzheng_domain.statistics.measure import Additive
from minzheng_domain.statistics.measures import builtin_measures
from minzheng_domain.statistics.query import PERIOD_END, Count, OnOrAfter, OnOrBefore
from minzheng_domain.testing import (
    MeasureCase,
    idle_parts,
    load_measure_cases,
    load_rule_cases,
    run_measure_case,
    run_rule_case,
)
from minzheng_domain.text import Text

MEASURES = {measure.id: measure for measure in builtin_measures()}
PERIOD = "period = { start = 2019-01-01, end = 2019-12-31, cutoff = 2019-12-18 }"
TITLE = 'title = { zh = "题", en = "title" }'


def measure_file(folder: Path, text: str) -> Path:
    """Write a case file."""
    path = folder / "case.toml"
    path.write_text(text, encoding="utf-8")
    return path


def one_measure_case(folder: Path, body: str, measure: str = "projects.paid") -> MeasureCase:
    """Read the one case of a file."""
    (case,) = load_measure_cases(measure_file(folder, f'measure = "{measure}"\n{PERIOD}\n[[cases]]\n{TITLE}\n{body}\n'))
    return case


def test_case_shows_only_what_matters(tmp_path: Path) -> None:
    """What a case does not give is filled in where it is required, each kind of column in its way, and else empty."""
    case = one_measure_case(
        tmp_path, 'value = 0\n[cases.ledger]\npayments = [{}, { id = "甲" }]\nindicators = [{}]\ngradings = [{}]'
    )

    assert case.ledger.all(Payment) == (
        Payment(id="payments-1", project="—", tranche=1, amount=Decimal(1)),
        Payment(id="甲", project="—", tranche=1, amount=Decimal(1)),
    )
    assert case.ledger.all(Indicator) == (Indicator(id="indicators-1", year=1, edition="—", number=1, wording="—"),)
    assert case.ledger.all(Grading) == (
        Grading(id="gradings-1", organization="—", grade="5A", awarded_on=date(2000, 1, 1)),
    )


def test_values_are_of_the_type_of_their_column(tmp_path: Path) -> None:
    """Days are days, amounts exact numbers, written as integers or as text."""
    case = one_measure_case(
        tmp_path,
        """value = "12.50"
        by = { FIRST = 12, "" = "0.5" }
        approximate = "ABOUT"
        approximate_by = { FIRST = "OVER" }
        records = ["一"]
        header = { title = "封面", synthetic = true }
        [cases.ledger]
        payments = [{ id = "一", amount = "0.10", ratio = 30, paid_on = 2019-05-06 }]
        organizations = [{ is_charity = false, staff = 3 }]""",
    )

    (payment,), (organization,) = case.ledger.all(Payment), case.ledger.all(Organization)
    assert (payment.amount, payment.ratio, payment.paid_on) == (Decimal("0.10"), Decimal(30), date(2019, 5, 6))
    assert (organization.is_charity, organization.staff) == (False, 3)
    assert (case.value, case.by) == (Decimal("12.5"), {"FIRST": Decimal(12), "": Decimal("0.5")})
    assert (case.approximation, case.approximations) == (Approximation.ABOUT, {"FIRST": Approximation.OVER})
    assert (case.ledger.header.title, case.ledger.header.synthetic) == ("封面", True)
    assert case.records == ("一",)
    assert str(case) == "case.toml: 题 / title"


def test_period_of_a_case_goes_before_that_of_the_file(tmp_path: Path) -> None:
    """A case may have a period of its own; without cut-off day, it runs to its end."""
    case = one_measure_case(tmp_path, "value = 0\nperiod = { start = 2020-01-01, end = 2020-06-30 }")

    assert (case.period.start, case.period.cutoff) == (date(2020, 1, 1), date(2020, 6, 30))


REFUSED: dict[str, tuple[str, str]] = {
    "no TOML": ("measure =", "is no TOML file in UTF-8"),
    "no measure": (f"{PERIOD}\n[[cases]]\n{TITLE}\nvalue = 0", "case.toml: measure is missing"),
    "a measure that is no text": ("measure = 7", "measure is of the wrong type: 7"),
    "no cases": (f'measure = "a.b"\n{PERIOD}', "case.toml: cases is missing"),
    "an empty list of cases": (f'measure = "a.b"\n{PERIOD}\ncases = []', "cases must be one table or more"),
    "cases that are none": (f'measure = "a.b"\n{PERIOD}\ncases = [1]', "cases must be one table or more"),
    "an unknown key": (f'measure = "a.b"\n{PERIOD}\nnote = 1\n[[cases]]\n{TITLE}\nvalue = 0', "unknown keys: note"),
    "an unknown key in a case": (
        f'measure = "a.b"\n{PERIOD}\n[[cases]]\n{TITLE}\nvalue = 0\nvlaue = 1',
        "case.toml › cases[1]: unknown keys: vlaue",
    ),
    "no period": (f'measure = "a.b"\n[[cases]]\n{TITLE}\nvalue = 0', "cases[1]: period is missing"),
    "no title": (f'measure = "a.b"\n{PERIOD}\n[[cases]]\nvalue = 0', "cases[1]: title is missing"),
    "a title in one language": (
        f'measure = "a.b"\n{PERIOD}\n[[cases]]\ntitle = {{ zh = "题" }}\nvalue = 0',
        "cases[1] › title: en is missing",
    ),
    "a title in three": (
        f'measure = "a.b"\n{PERIOD}\n[[cases]]\ntitle = {{ zh = "题", en = "t", fr = "t" }}\nvalue = 0',
        "unknown keys: fr",
    ),
    "no value": (f'measure = "a.b"\n{PERIOD}\n[[cases]]\n{TITLE}', "value is missing"),
    "a float": (
        f'measure = "a.b"\n{PERIOD}\n[[cases]]\n{TITLE}\nvalue = 0.5',
        "value must be an integer or a number as text: 0.5",
    ),
    "a flag for a number": (f'measure = "a.b"\n{PERIOD}\n[[cases]]\n{TITLE}\nvalue = true', "value must be an integer"),
    "words for a number": (
        f'measure = "a.b"\n{PERIOD}\n[[cases]]\n{TITLE}\nvalue = "many"',
        "value must be an integer",
    ),
    "a number that is none": (
        f'measure = "a.b"\n{PERIOD}\n[[cases]]\n{TITLE}\nvalue = "NaN"',
        "value must be an integer",
    ),
    "a float for a group": (
        f'measure = "a.b"\n{PERIOD}\n[[cases]]\n{TITLE}\nvalue = 1\nby = {{ A = 0.5 }}',
        "by.A must be",
    ),
    "an unknown approximation": (
        f'measure = "a.b"\n{PERIOD}\n[[cases]]\n{TITLE}\nvalue = 1\napproximate = "NEARLY"',
        "there is no approximation NEARLY",
    ),
    "an unknown field of a period": (
        f'measure = "a.b"\n[[cases]]\n{TITLE}\nvalue = 1\nperiod = {{ start = 2019-01-01, end = 2019-12-31, cut = 1 }}',
        "period: unknown keys: cut",
    ),
    "a day as text": (
        f'measure = "a.b"\n[[cases]]\n{TITLE}\nvalue = 1\nperiod = {{ start = "2019-01-01", end = 2019-12-31 }}',
        "start is of the wrong type: '2019-01-01'",
    ),
    "an unknown field of the header": (
        f'measure = "a.b"\n{PERIOD}\n[[cases]]\n{TITLE}\nvalue = 1\nheader = {{ owner = "x" }}',
        "the header is not as it should be",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_case_file_that_is_not_as_it_should_be_is_refused(what: str, tmp_path: Path) -> None:
    """A case file is read strictly: whoever mistypes is told the file, the place and what is wrong."""
    text, said = REFUSED[what]

    with pytest.raises(DeclarationError) as caught:
        load_measure_cases(measure_file(tmp_path, text))

    assert said in caught.value.message.en
    assert "case.toml" in caught.value.message.en
    assert "case.toml" in caught.value.message.zh


RECORDS: list[tuple[str, str]] = [
    ("organisations = [{}]", "no kind of record is called 'organisations'"),
    ("organizations = {}", "organizations must be a list of records"),
    ('organizations = [{ nmae = "甲" }]', "no field of 'organizations' is called 'nmae'"),
    (
        'organizations = [{}, { registered_on = "2019-01-01" }]',
        "organizations[2]: registered_on must be date, is '2019-01-01'",
    ),
    ("organizations = [{ registered_on = 2019-01-01T00:00:00 }]", "registered_on must be date"),
    ("organizations = [{ name = 7 }]", "name must be name, is 7"),
    ("organizations = [{ staff = true }]", "staff must be whole number, is True"),
    ("organizations = [{ staff = 1.5 }]", "staff must be whole number, is 1.5"),
    ("organizations = [{ is_charity = 1 }]", "is_charity must be yes or no, is 1"),
    ("organizations = [{ registered_funds = 0.5 }]", "registered_funds must be amount in yuan, is 0.5"),
    ('organizations = [{ registered_funds = "many" }]', "registered_funds must be amount in yuan, is 'many'"),
    ("organizations = [{ town = 7 }]", "town must be reference, is 7"),
]


@pytest.mark.parametrize(("ledger", "said"), RECORDS)
def test_record_that_cannot_be_is_refused(ledger: str, said: str, tmp_path: Path) -> None:
    """A record of a case holds only what its columns can hold; nothing is turned into what it is not."""
    with pytest.raises(DeclarationError) as caught:
        one_measure_case(tmp_path, f"value = 0\n[cases.ledger]\n{ledger}")

    assert said in caught.value.message.en


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """A case file that is not in UTF-8 is refused with its name."""
    path = tmp_path / "case.toml"
    path.write_bytes('measure = "社会"'.encode("gb18030"))

    with pytest.raises(DeclarationError, match=r"case\.toml"):
        load_measure_cases(path)


# ------------------------------------------------------------------------------------------------- running measures

PAID = """value = 3
by = { FIRST = 3 }
records = ["一"]
[cases.ledger]
payments = [{ id = "一", stage = "FIRST", amount = 30000, paid_on = 2019-05-06 }]"""


def test_case_that_comes_out_gives_its_figure(tmp_path: Path) -> None:
    """A case that comes out as it says gives the figure; measures may be given by id or as they are."""
    case = one_measure_case(tmp_path, PAID)

    assert run_measure_case(case, MEASURES).value == 3
    assert run_measure_case(case, builtin_measures()).value == 3


WRONG: list[tuple[dict[str, object], str]] = [
    ({"value": Decimal(4)}, "  数值应为 4，实为 3 / value should be 4, is 3"),
    ({"value": None}, "  数值应为 none，实为 3 / value should be none, is 3"),
    ({"by": {"FIRST": Decimal("2.50")}}, "groups should be {'FIRST': '2.5'}, is {'FIRST': '3'}"),
    ({"by": {"FIRST": None, "FINAL": Decimal(0)}}, "groups should be {'FIRST': 'none', 'FINAL': '0'}"),
    ({"by": {}}, "groups should be {}, is {'FIRST': '3'}"),
    ({"records": ("二",)}, "  依据的记录应为 ['二']，实为 ['一'] / records should be ['二'], is ['一']"),
    ({"approximation": Approximation.OVER}, "approximation should be OVER, is EXACT"),
    ({"approximations": {"FIRST": Approximation.OVER}}, "approximation of groups should be {'FIRST': 'OVER'}, is {}"),
]


@pytest.mark.parametrize(("changed", "said"), WRONG)
def test_case_that_comes_out_otherwise_fails_with_words(changed: dict[str, object], said: str, tmp_path: Path) -> None:
    """A figure that is another one fails the case; the message names measure, file, title and each difference."""
    case = attrs.evolve(one_measure_case(tmp_path, PAID), **changed)  # type: ignore[arg-type]

    with pytest.raises(AssertionError) as caught:
        run_measure_case(case, MEASURES)

    assert str(caught.value).startswith("projects.paid, case.toml: 题 / title\n")
    assert said in str(caught.value)


def test_unknown_measure_is_named(tmp_path: Path) -> None:
    """A case of a measure that is not given is an error with the measures that are."""
    with pytest.raises(UnknownNameError):
        run_measure_case(one_measure_case(tmp_path, PAID), [MEASURES["training.sessions"]])


def test_idle_parts_of_a_query_are_named(tmp_path: Path) -> None:
    """Each part of a query that no case notices is named: here the cases speak of the last day only."""
    case = one_measure_case(
        tmp_path,
        """value = 1
        [cases.ledger]
        payments = [{ amount = 10000, paid_on = 2019-12-18 }, { amount = 1, paid_on = 2019-12-19 }]""",
    )

    assert idle_parts(MEASURES["projects.paid"], [case]) == [
        "OnOrAfter payments.paid_on: not asked",
        "OnOrAfter payments.paid_on: a day earlier",
        "OnOrAfter payments.paid_on: a day later",
    ]
    assert idle_parts(MEASURES["projects.funding_growth"], []) == []


def test_fixed_days_are_moved_too(tmp_path: Path) -> None:
    """A day that the query itself names, or the end of the period, is proven to the day as well."""
    paid_on = columns(Payment).paid_on
    fixed = attrs.evolve(
        MEASURES["projects.reviews"],
        query=Count("payments", where=(OnOrAfter(paid_on, date(2019, 1, 1)), OnOrBefore(paid_on, PERIOD_END))),
        by=None,
        additive=Additive.NOTHING,
    )
    body = "value = 2\n[cases.ledger]\npayments = [{{ paid_on = 2019-01-01 }}, {{ paid_on = 2019-12-31 }}{}]"
    dull = one_measure_case(tmp_path, body.format(""))
    sharp = one_measure_case(tmp_path, body.format(", { paid_on = 2018-12-31 }, { paid_on = 2020-01-01 }"))

    assert idle_parts(fixed, [dull]) == [
        "OnOrAfter payments.paid_on: not asked",
        "OnOrAfter payments.paid_on: a day earlier",
        "OnOrBefore payments.paid_on: not asked",
        "OnOrBefore payments.paid_on: a day later",
    ]
    assert idle_parts(fixed, [sharp]) == []


# ---------------------------------------------------------------------------------------------------- running rules


def rule_file(folder: Path, body: str) -> Path:
    """Write the case file of a rule with one case."""
    return measure_file(folder, f'rule = "LED001"\n[[cases]]\n{TITLE}\n{body}\n')


DOUBLE = '[cases.ledger]\norganizations = [{ id = "甲" }, { id = "甲" }]'
RULE_REFUSED: list[tuple[str, str]] = [
    ('verdict = "maybe"', "verdict must be pass, fail or skip, is maybe"),
    ("", "verdict is missing"),
    ('verdict = "fail"', "a case that fails names its findings"),
    ('verdict = "pass"\nfindings = [{ record = "甲" }]', "one that passes none"),
    ('verdict = "skip"\nfindings = [{ record = "甲" }]', "one that passes none"),
    ('verdict = "fail"\nfindings = [{ recrod = "甲" }]', "unknown keys in findings: ['recrod']"),
    ('verdict = "pass"\nvalue = 1', "unknown keys: value"),
]


@pytest.mark.parametrize(("body", "said"), RULE_REFUSED)
def test_rule_case_that_is_not_as_it_should_be_is_refused(body: str, said: str, tmp_path: Path) -> None:
    """The case file of a rule is read as strictly: a verdict, and findings where it fails."""
    with pytest.raises(DeclarationError) as caught:
        load_rule_cases(rule_file(tmp_path, body))

    assert said in caught.value.message.en


def test_rule_case_that_comes_out_gives_its_findings(tmp_path: Path) -> None:
    """A case that comes out as it says gives the findings; rules may be given by id or as they are."""
    body = f'verdict = "fail"\nfindings = [{{ record = "甲", field = "id" }}]\n{DOUBLE}'
    (case,) = load_rule_cases(rule_file(tmp_path, body))

    assert [finding.record for finding in run_rule_case(case, builtin_rules())] == ["甲"]
    assert run_rule_case(case, {rule.id: rule for rule in builtin_rules()})
    assert not case.passes
    assert str(case) == "case.toml: 题 / title"


RULE_WRONG: list[tuple[str, str]] = [
    (f'verdict = "pass"\n{DOUBLE}', "  应通过 / should pass\n  实为 / found: {'kind': 'organizations', 'record': '甲'"),
    ('verdict = "fail"\nfindings = [{ record = "甲" }]', "  应为 / wanted: {'record': '甲'}\n  实为通过 / but passes"),
    (f'verdict = "fail"\nfindings = [{{ record = "乙" }}]\n{DOUBLE}', "  应为 / wanted: {'record': '乙'}\n"),
    (f'verdict = "fail"\nfindings = [{{ record = "甲" }}, {{}}]\n{DOUBLE}', "  应为 / wanted: {}\n"),
    (f'verdict = "fail"\nfindings = [{{ record = "甲" }}]\napplied = 3\n{DOUBLE}', "  检查应为 3 处，实为 2 / applied to 2"),
    ('verdict = "skip"', "  跳过 / skipped: None"),
]


@pytest.mark.parametrize(("body", "said"), RULE_WRONG)
def test_rule_case_that_comes_out_otherwise_fails_with_words(body: str, said: str, tmp_path: Path) -> None:
    """A rule that finds something else fails the case; the message names what was wanted and what was found."""
    (case,) = load_rule_cases(rule_file(tmp_path, body))

    with pytest.raises(AssertionError) as caught:
        run_rule_case(case, builtin_rules())

    assert str(caught.value).startswith("LED001, case.toml: 题 / title\n")
    assert said in str(caught.value)


def test_rule_that_crashes_fails_its_case(tmp_path: Path) -> None:
    """A rule that crashes fails every case, with the cause."""

    @each(
        Organization,
        id="LED001",
        title=Text("坏", "bad"),
        why=Text("坏", "bad"),
        remedy=Text("修", "mend"),
        severity=Severity.NOTICE,
        basis=[Citation("ledger-schema")],
        since="0.1",
    )
    def crashing(_organization: Organization, _look: Look) -> Verdict:
        raise ZeroDivisionError

    (case,) = load_rule_cases(rule_file(tmp_path, 'verdict = "pass"\n[cases.ledger]\norganizations = [{}]'))

    with pytest.raises(AssertionError, match="crashed: ZeroDivisionError"):
        run_rule_case(case, [crashing])


SHARE = Parameter("share", ParameterKind.DECIMAL, Text("比例", "share"))


@each(
    Organization,
    id="TST001",
    title=Text("比例过低", "share too low"),
    why=Text("低", "low"),
    remedy=Text("改", "mend"),
    severity=Severity.NOTICE,
    basis=[Citation("ledger-schema")],
    parameters=[SHARE],
    needs_day=True,
    since="0.1",
)
def share_too_low(organization: Organization, look: Look) -> Verdict:
    """Find a share below the district's, in the year of the check."""
    wanted = look.parameter(SHARE)
    if organization.non_state_share is None or organization.non_state_share >= wanted:
        return None
    found, year = str(organization.non_state_share), look.day.year
    return Fault(
        "non_state_share", found=found, expected=Text(f"{year}年 {wanted}", f"{wanted} in {year}"), difference="1"
    )


SET: list[tuple[str, str | None]] = [
    ('verdict = "fail"\nfindings = [{ difference = "1" }]\nday = 2020-01-01\nparameters = { share = 3 }', None),
    ('verdict = "fail"\nfindings = [{ found = "2" }]\nday = 2020-01-01\nparameters = { share = "2.5" }', None),
    ('verdict = "pass"\nday = 2020-01-01\nparameters = { share = 2 }', None),
    ('verdict = "skip"\nday = 2020-01-01', None),
    ('verdict = "skip"\nparameters = { share = 3 }', None),
    (
        'verdict = "pass"\nday = 2020-01-01\nparameters.share = 3\nwaivers = [{ record = "甲", expires = 2020-01-01 }]',
        None,
    ),
    ('verdict = "pass"\nday = 2020-01-01', "skipped: 地方参数未设定"),
    ('verdict = "skip"\nday = 2020-01-01\nparameters = { share = 3 }', "skipped: None"),
]


@pytest.mark.parametrize(("body", "said"), SET)
def test_rule_case_may_set_what_a_check_depends_on(body: str, said: str | None, tmp_path: Path) -> None:
    """A case may give the day of the check, parameters and waivers, and may say that the rule does not run."""
    ledger = '[cases.ledger]\norganizations = [{ id = "甲", non_state_share = 2 }]'
    text = f'rule = "TST001"\n[[cases]]\n{TITLE}\n{body}\n{ledger}\n'
    (case,) = load_rule_cases(measure_file(tmp_path, text))

    if said is None:
        run_rule_case(case, [share_too_low])
    else:
        with pytest.raises(AssertionError, match=said):
            run_rule_case(case, [share_too_low])


@pytest.mark.parametrize("value", ["true", "0.5", '"many"', "[1]"])
def test_value_of_a_parameter_is_a_number_a_day_or_words(value: str, tmp_path: Path) -> None:
    """A parameter is given as a number (never a float), a day or a list of words."""
    good = rule_file(tmp_path, 'verdict = "pass"\nparameters = { a = 1, b = "1.5", c = 2020-01-01, d = ["词"] }')
    (case,) = load_rule_cases(good)
    assert case.parameters == {"a": 1, "b": Decimal("1.5"), "c": date(2020, 1, 1), "d": ("词",)}

    with pytest.raises(DeclarationError, match="parameter a cannot be"):
        load_rule_cases(rule_file(tmp_path, f'verdict = "pass"\nparameters = {{ a = {value} }}'))


def test_unknown_rule_is_named(tmp_path: Path) -> None:
    """A case of a rule that is not given is an error with the rules that are."""
    (case,) = load_rule_cases(rule_file(tmp_path, 'verdict = "pass"'))

    with pytest.raises(UnknownNameError):
        run_rule_case(case, [])
