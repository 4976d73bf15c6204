"""Method: how the numbers of the page came about: from which ledger, on which days, with which rules."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import attrs

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.plugin import Dossier, Text, day_in_words
from minzheng_domain_report.html.edition import Edition
from minzheng_domain_report.html.words import (
    AUDIENCE,
    AUDIENCES,
    BUREAU,
    CUTOFF,
    DISTRICT,
    LEDGER,
    LIBRARY,
    NOT_STATED,
    PERIOD,
    SCHEMES,
)

_DISTRIBUTIONS = ("minzheng-domain", "minzheng-domain-report")


@attrs.frozen(kw_only=True)
class MethodView:
    """How the numbers came about.

    Attributes:
        facts: what the page says of ledger, period and library, each with its heading.
        records: how many records of each kind the ledger holds.
        faults: what is wrong with the bureau's own template.
    """

    facts: tuple[tuple[str, str], ...]
    records: tuple[tuple[str, int], ...]
    faults: tuple[str, ...]


def method_view(dossier: Dossier, edition: Edition) -> MethodView:
    """Return how the numbers of a dossier came about."""
    return MethodView(
        facts=tuple((edition.say(head), said) for head, said in _facts(dossier, edition)),
        records=tuple((edition.say(kind.title), len(members)) for kind, members in dossier.ledger.kinds()),
        faults=tuple(edition.say(fault.message) for fault in dossier.template_faults),
    )


def _facts(dossier: Dossier, edition: Edition) -> Iterator[tuple[Text, str]]:
    header, unsaid = dossier.ledger.header, edition.say(NOT_STATED)
    yield LEDGER, header.title
    yield BUREAU, header.bureau or unsaid
    yield DISTRICT, header.district or unsaid
    yield PERIOD, edition.say(dossier.period.label)
    yield CUTOFF, day_in_words(dossier.period.cutoff, edition.language)
    between = "；" if edition.language == "zh" else "; "
    if header.schemes:
        yield SCHEMES, between.join(_scheme(name, edition) for name in header.schemes.values())
    yield AUDIENCE, edition.say(AUDIENCES[edition.audience])
    yield LIBRARY, between.join(f"{name} {_version(name)}" for name in _DISTRIBUTIONS)


def _scheme(name: str, edition: Edition) -> str:
    return edition.say(code_list(name).title) if name in code_list_ids() else name


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:  # run from the sources, without being installed
        return "?"
