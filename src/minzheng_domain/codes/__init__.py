"""Codes (代码): identifiers and the code lists that labels are taken from.

Identifiers are modules, each with the names ``compact``, ``validate``, ``is_valid`` and ``format``, and
``calc_check_digit`` where there is one: :mod:`~minzheng_domain.codes.uscc` (统一社会信用代码) and
:mod:`~minzheng_domain.codes.divisions` (行政区划代码). Code lists and crosswalks are data files.
"""

from __future__ import annotations

from minzheng_domain.codes.code_lists import Code, CodeList, Sureness, code_list, code_list_ids
from minzheng_domain.codes.crossings import Crosswalk, MappingEntry, Relation, crosswalk, crosswalk_ids

__all__ = [
    "Code",
    "CodeList",
    "Crosswalk",
    "MappingEntry",
    "Relation",
    "Sureness",
    "code_list",
    "code_list_ids",
    "crosswalk",
    "crosswalk_ids",
]
