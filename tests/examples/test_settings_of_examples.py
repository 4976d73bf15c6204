"""The settings files of the examples: read as they stand."""

from __future__ import annotations

from pathlib import Path

from minzheng_domain import Catalogue

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_example_of_waivers_is_one():
    """The file that the manual shows is a file of waivers."""
    (waiver,) = Catalogue.builtin().waivers(EXAMPLES / "waivers.toml")

    assert (waiver.rule, waiver.kind) == ("PRJ005", "payments")


def test_the_example_of_a_profile_sets_every_parameter():
    """The file that the manual shows sets what a district has to set, and switches nothing off."""
    catalogue = Catalogue.builtin()
    profile = catalogue.profile(EXAMPLES / "jiading-2019" / "profile.toml")
    parameters = {parameter.name for rule in catalogue.rules.values() for parameter in rule.parameters}

    assert set(profile.parameters) == parameters
    assert profile.disabled == frozenset()
