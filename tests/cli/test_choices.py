"""The options of a format as a user types them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import attrs
import pytest

from minzheng_domain.cli.arguments import UsageError
from minzheng_domain.cli.choices import with_choices
from minzheng_domain.errors import UnknownNameError
from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.plugin import Exporter, ExportOptions, Text


def _positive(_options: object, _field: object, rows: int) -> None:
    if rows < 1:
        msg = "rows: 1 or more"
        raise ValueError(msg)


@attrs.frozen(kw_only=True)
class Options(ExportOptions):
    """Options of every type that can be typed, and one of a type that cannot."""

    letterhead: bool = False
    number: str = ""
    rows: int = attrs.field(default=1, validator=_positive)
    ratio: Decimal = Decimal(1)
    printed_on: date | None = None
    paper: Literal["A4", "A3"] = "A4"
    nested: tuple[str, ...] = ()


EXPORTER = Exporter(
    format="example",
    title=Text("例", "example"),
    suffix=".x",
    write=lambda dossier, file, options: None,
    options=Options,
    languages=("zh",),
)


def chosen(*given: str) -> Options:
    """Return the options with what is typed."""
    options = with_choices(EXPORTER, Options(audience=Sensitivity.PUBLIC), given)
    assert isinstance(options, Options)
    return options


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ("letterhead=是", "letterhead", True),
        ("letterhead=No", "letterhead", False),
        ("number=示区民〔2020〕5号", "number", "示区民〔2020〕5号"),
        ("number=a=b", "number", "a=b"),
        ("number=", "number", ""),
        ("rows=20", "rows", 20),
        ("ratio=0.5", "ratio", Decimal("0.5")),
        ("printed_on=2020-01-06", "printed_on", date(2020, 1, 6)),
        ("paper=A3", "paper", "A3"),
    ],
)
def test_a_choice_is_read_as_its_option_is_declared(given, name, value):
    """Texts, yes and no, numbers, days and one of several words; what all formats have stays as it is."""
    options = chosen(given)

    assert getattr(options, name) == value
    assert options.audience is Sensitivity.PUBLIC


def test_the_last_choice_of_an_option_counts():
    """What is typed twice is as it was typed last."""
    assert chosen("rows=2", "rows=3", "letterhead=yes") == Options(audience=Sensitivity.PUBLIC, rows=3, letterhead=True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("letterhead", "名称=值"),
        ("letterhead=也许", "yes 或 no"),
        ("rows=二", "整数"),
        ("rows=0", "1 or more"),
        ("ratio=半", "数"),
        ("printed_on=2020-02-30", "日期"),
        ("paper=A5", "A4、A3"),
    ],
)
def test_a_choice_that_is_no_value_is_refused(given, said):
    """One message with the option, what is wanted and what was typed."""
    with pytest.raises(UsageError, match=said):
        chosen(given)


@pytest.mark.parametrize("given", ["leterhead=yes", "language=en", "nested=a"])
def test_an_option_that_the_format_does_not_have_is_refused_with_those_that_it_has(given):
    """A misspelt name, what the command has an option of its own for, and what cannot be typed."""
    with pytest.raises(UnknownNameError, match="letterhead"):
        chosen(given)
