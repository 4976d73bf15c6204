"""Samples: a ledger in which every column of every kind is filled in once and left empty once, and dossiers of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.dossier import Dossier
from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind, Sensitivity
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.plugin.redaction import may_see
from minzheng_domain.report.annual import annual_template
from minzheng_domain.text import Language

SAMPLE_PERIOD = Period.year(2019, cutoff="2019-12-18")
"""The period that the sample's records lie in."""

_ANY_DAY = date(2019, 5, 6)
_FIRST_PERSONAL_DAY = date(1931, 7, 13)
_MORE = (
    "{{ table community.registered }}",
    "{{ table community.registered projects.funding projects.average_funding titled A|B <i>&amp;</i> }}",
    "{{ chart community.registered }}",
    "{{ chart projects.average_funding }}",
    "{{ attachment A*B* <i>&amp;</i> }}",
)
"""What a report can hold beside prose, with signs that a format has to escape."""


def sample_ledger() -> Ledger:
    """Return a ledger with two records of every kind: one with every column filled in, one with the required only.

    What stands in a text is the name of its column, ``SampleOrganizationsLegalRepresentative``, and a day that is not
    for everyone is one of 1931: where such a value turns up, it can be told where it came from.
    """
    columns = [column for kind in record_kinds().values() for column in kind.columns]
    records = {
        kind.name: [_record(kind, columns, full=True), _record(kind, columns, full=False)]
        for kind in record_kinds().values()
    }
    schemes = {scheme: name for name in code_list_ids() if (scheme := code_list(name).scheme)}
    header = Header(
        title="样例台账",
        district="样例市样例区",
        division="999999",
        bureau="样例区民政局",
        synthetic=True,
        note="本台账为虚构",
        schemes=schemes,
    )
    return Ledger(records, header=header)


def sample_dossier(language: Language = "zh") -> Dossier:
    """Return the dossier of the sample ledger: the library's own checks and figures, and the report in a language.

    Beside the library's prose the report has tables, with one unit and with several, a chart and an attachment.
    """
    prose = annual_template(language)
    template = attrs.evolve(prose, text="\n\n".join([prose.text, *_MORE]))
    return Catalogue.builtin().dossier(sample_ledger(), SAMPLE_PERIOD, template=template, compare=True)


def empty_dossier(language: Language = "zh") -> Dossier:
    """Return the dossier of a ledger without records."""
    return Catalogue.builtin().dossier(Ledger({}, header=Header(title="空台账")), SAMPLE_PERIOD, language=language)


def hidden_values(audience: Sensitivity) -> dict[str, str]:
    """Return for each column that an audience may not see what the sample holds there, as it would be written."""
    columns = [column for kind in record_kinds().values() for column in kind.columns]
    return {
        str(column): str(_value(column, columns))
        for column in columns
        if not may_see(audience, column.declaration.sensitivity)
        and column.kind in (ColumnKind.IDENTIFIER, ColumnKind.NAME, ColumnKind.TEXT, ColumnKind.DATE)
    }


def _record(kind: RecordKind, columns: list[Column], *, full: bool) -> Record:
    values = {column.name: _value(column, columns) for column in kind.columns if full or column.declaration.required}
    return kind.record_class(**{**values, "id": _id(kind.name, 1 if full else 2)})


def _id(kind: str, number: int) -> str:
    return f"{kind}-{number}"


def _value(column: Column, columns: list[Column]) -> Any:
    match column.kind:
        case ColumnKind.LABEL:
            codes = column.declaration.codes or ""
            lists = [code_list(name) for name in code_list_ids() if codes in (name, code_list(name).scheme)]
            return lists[-1].codes[0].code
        case ColumnKind.REFERENCE:
            return _id(column.declaration.refers_to or "", 1)
        case ColumnKind.DATE if column.declaration.sensitivity is not Sensitivity.PUBLIC:
            return _FIRST_PERSONAL_DAY + timedelta(days=columns.index(column))
        case ColumnKind.DATE:
            return _ANY_DAY
        case ColumnKind.NUMBER:
            return 3
        case ColumnKind.DECIMAL | ColumnKind.MONEY:
            return Decimal("1234.50")
        case ColumnKind.FLAG:
            return True
        case ColumnKind.IDENTIFIER | ColumnKind.NAME | ColumnKind.TEXT:
            # Letters only: no format has to escape them.
            return "Sample" + f"{column.record}_{column.name}".title().replace("_", "")
