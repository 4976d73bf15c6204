"""Checks in pandera (on Polars): what a data frame schema can say of our records, made from the same declarations.

Of each column its type, whether it may be empty, the codes of its list, no negative numbers, and unique ids. That is a
small part of what the rules say: nothing of law, of days against each other, or of one record against another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandera.polars as pa
import polars as pl

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.model.kinds import record_kind

_AMOUNTS = (ColumnKind.NUMBER, ColumnKind.DECIMAL, ColumnKind.MONEY)


def schemas_for(frames: Mapping[str, pl.DataFrame]) -> dict[str, pa.DataFrameSchema]:
    """Return a schema for each frame."""
    return {
        name: pa.DataFrameSchema(
            {column.name: _column(column, frame) for column in record_kind(name).columns if column.name in frame},
            unique=["id"],
        )
        for name, frame in frames.items()
    }


def validate(frames: Mapping[str, pl.DataFrame], schemas: Mapping[str, pa.DataFrameSchema]) -> int:
    """Validate all frames, every fault gathered, and return how many failure cases there are."""
    failures = 0
    for name, frame in frames.items():
        try:
            schemas[name].validate(frame, lazy=True)
        except pa.errors.SchemaErrors as error:
            failures += len(error.failure_cases)
    return failures


def _column(column: Column, frame: pl.DataFrame) -> Any:
    checks = []
    if column.kind is ColumnKind.LABEL and (name := column.declaration.codes or "") in code_list_ids():
        checks.append(pa.Check.isin([code.code for code in code_list(name).codes]))
    if column.kind in _AMOUNTS and frame.schema[column.name].is_numeric():
        checks.append(pa.Check.ge(0))
    return pa.Column(frame.schema[column.name], checks=checks, nullable=not column.declaration.required)
