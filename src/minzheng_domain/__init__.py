"""minzheng_domain: the domain model of a district civil-affairs bureau's work with social organizations (区民政局).

::

    import minzheng_domain as mz

    catalogue = mz.Catalogue.installed()
    ledger = catalogue.read("ledger.json")
    year = mz.Period.year(2019, cutoff="2019-12-18")
    figure = catalogue.evaluate("community.registered", ledger, year)
    figure.value, figure.by, figure.records()
"""

from __future__ import annotations

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.codes import CodeList, code_list, code_list_ids
from minzheng_domain.consolidation.contributions import ConsolidationError, Contribution, Standing
from minzheng_domain.consolidation.merging import consolidate
from minzheng_domain.dossier import Dossier
from minzheng_domain.errors import (
    DeclarationError,
    InvalidIdentifierError,
    InvalidPeriodError,
    MinzhengError,
    NotAdditiveError,
    PluginError,
    Problem,
    ReadError,
    UnknownNameError,
    WriteError,
)
from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind, Sensitivity, columns
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.model.remarks import Remark, Source, Treatment
from minzheng_domain.quantities import Approximation, Unit
from minzheng_domain.report.checking import check_template
from minzheng_domain.report.document import Document
from minzheng_domain.report.faults import FaultKind, TemplateError, TemplateFault
from minzheng_domain.report.template import Template
from minzheng_domain.rules.checking import CheckReport, Finding
from minzheng_domain.rules.core import Rule, Severity
from minzheng_domain.rules.profile import Profile
from minzheng_domain.rules.waivers import Waiver
from minzheng_domain.statistics.changes import YearOnYear, year_on_year
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Additive, Measure
from minzheng_domain.statistics.side_by_side import SideBySide, side_by_side
from minzheng_domain.text import Language, Text

__all__ = [
    "Additive",
    "Approximation",
    "Catalogue",
    "CheckReport",
    "CodeList",
    "Column",
    "ColumnKind",
    "ConsolidationError",
    "Contribution",
    "DeclarationError",
    "Document",
    "Dossier",
    "FaultKind",
    "Figure",
    "Finding",
    "Header",
    "InvalidIdentifierError",
    "InvalidPeriodError",
    "Language",
    "Ledger",
    "Measure",
    "MinzhengError",
    "NotAdditiveError",
    "Period",
    "PluginError",
    "Problem",
    "Profile",
    "ReadError",
    "Record",
    "RecordKind",
    "Remark",
    "Rule",
    "Sensitivity",
    "Severity",
    "SideBySide",
    "Source",
    "Standing",
    "Template",
    "TemplateError",
    "TemplateFault",
    "Text",
    "Treatment",
    "Unit",
    "UnknownNameError",
    "Waiver",
    "WriteError",
    "YearOnYear",
    "check_template",
    "code_list",
    "code_list_ids",
    "columns",
    "consolidate",
    "record_kind",
    "record_kinds",
    "side_by_side",
    "year_on_year",
]
