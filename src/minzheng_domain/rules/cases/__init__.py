"""The cases of the library's rules, one TOML file each: their tests, their pages in the manual, what ``explain`` shows.

How a file is written is told in :mod:`minzheng_domain.testing.case_files`.
"""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from typing import Any


def rule_cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of a rule as they stand in its file, days as text; none for a rule that has no file here."""
    file = resources.files(__name__).joinpath(f"{name}.toml")
    if not file.is_file():
        return []
    cases: list[dict[str, Any]] = _with_days_as_text(tomllib.loads(file.read_text(encoding="utf-8"))["cases"])
    return cases


def _with_days_as_text(value: Any) -> Any:
    match value:
        case dict():
            return {key: _with_days_as_text(inner) for key, inner in value.items()}
        case list():
            return [_with_days_as_text(inner) for inner in value]
        case date():
            return value.isoformat()
        case _:
            return value
