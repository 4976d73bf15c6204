"""Importer: the one format that every spreadsheet file is read by, whatever program wrote it."""

from __future__ import annotations

from minzheng_domain.plugin import Importer
from minzheng_domain.text import Text
from minzheng_domain_excel.annotating import annotate
from minzheng_domain_excel.drafting import draft_mapping
from minzheng_domain_excel.importing import read_spreadsheet
from minzheng_domain_excel.template import write_template

SPREADSHEET = Importer(
    format="excel",
    title=Text("电子表格", "spreadsheet"),
    suffixes=(".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"),
    read=read_spreadsheet,
    template=write_template,
    annotate=annotate,
    draft_mapping=draft_mapping,
)
"""Reads spreadsheets, writes the template, marks faults in a file, and drafts a mapping for one."""
