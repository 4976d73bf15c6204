"""All that the author of a plugin imports: marks for hooks, the declarations that they return, their parts.

A plugin offers export formats, import formats, rules or measures. :mod:`minzheng_domain.plugin.hookspecs` shows an
example of each hook.
"""

from __future__ import annotations

from minzheng_domain.codes import Sureness
from minzheng_domain.dossier import Dossier
from minzheng_domain.errors import MinzhengError, Problem, ReadError, WriteError
from minzheng_domain.model.columns import Column, ColumnKind, Record, RecordKind, Sensitivity, columns
from minzheng_domain.model.header import Header
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.ledger import Ledger, Locate
from minzheng_domain.model.period import Period
from minzheng_domain.model.remarks import Remark, Source, Treatment
from minzheng_domain.plugin.exporters import Exporter, ExportOptions, write_file
from minzheng_domain.plugin.files import make_folder, require_file
from minzheng_domain.plugin.hookspecs import hookimpl
from minzheng_domain.plugin.importers import Importer, ImportOptions, TemplateOptions, read_file
from minzheng_domain.plugin.redaction import MASK, may_see, redact, redact_findings
from minzheng_domain.quantities import Approximation, Unit, plain
from minzheng_domain.report.brief import brief
from minzheng_domain.report.document import (
    Block,
    Chart,
    Document,
    Inline,
    Number,
    Paragraph,
    Section,
    Table,
    day_in_words,
)
from minzheng_domain.report.form import Entry, Form, Particulars, forms
from minzheng_domain.rules.checking import Check, CheckReport, Finding
from minzheng_domain.rules.core import (
    NOT_APPLICABLE,
    Fault,
    Look,
    Parameter,
    ParameterKind,
    Rule,
    Scope,
    Severity,
    Verdict,
    each,
    whole,
)
from minzheng_domain.rules.law import Citation, LegalText
from minzheng_domain.rules.profile import Profile
from minzheng_domain.rules.waivers import Waiver
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Additive, Change, Difference, Growth, Measure, Ratio, Total
from minzheng_domain.statistics.query import (
    CUTOFF,
    PERIOD_END,
    PERIOD_START,
    Absent,
    AbsentOrAfter,
    AtLeast,
    AtMost,
    Count,
    CountDistinct,
    OnOrAfter,
    OnOrBefore,
    Present,
    Sum,
    Via,
    during_period,
    one_of,
    stands,
    yes,
)
from minzheng_domain.text import Language, Text

__all__ = [
    "CUTOFF",
    "MASK",
    "NOT_APPLICABLE",
    "PERIOD_END",
    "PERIOD_START",
    "Absent",
    "AbsentOrAfter",
    "Additive",
    "Approximation",
    "AtLeast",
    "AtMost",
    "Block",
    "Change",
    "Chart",
    "Check",
    "CheckReport",
    "Citation",
    "Column",
    "ColumnKind",
    "Count",
    "CountDistinct",
    "Difference",
    "Document",
    "Dossier",
    "Entry",
    "ExportOptions",
    "Exporter",
    "Fault",
    "Figure",
    "Finding",
    "Form",
    "Growth",
    "Header",
    "ImportOptions",
    "Importer",
    "Inline",
    "Language",
    "Ledger",
    "LegalText",
    "Locate",
    "Look",
    "Measure",
    "MinzhengError",
    "Number",
    "OnOrAfter",
    "OnOrBefore",
    "Paragraph",
    "Parameter",
    "ParameterKind",
    "Particulars",
    "Period",
    "Present",
    "Problem",
    "Profile",
    "Ratio",
    "ReadError",
    "Record",
    "RecordKind",
    "Remark",
    "Rule",
    "Scope",
    "Section",
    "Sensitivity",
    "Severity",
    "Source",
    "Sum",
    "Sureness",
    "Table",
    "TemplateOptions",
    "Text",
    "Total",
    "Treatment",
    "Unit",
    "Verdict",
    "Via",
    "Waiver",
    "WriteError",
    "brief",
    "columns",
    "day_in_words",
    "during_period",
    "each",
    "forms",
    "hookimpl",
    "make_folder",
    "may_see",
    "one_of",
    "plain",
    "read_file",
    "record_kind",
    "record_kinds",
    "redact",
    "redact_findings",
    "require_file",
    "stands",
    "whole",
    "write_file",
    "yes",
]
