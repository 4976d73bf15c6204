"""Header: what a report of findings says of itself, so that the same check can be made again and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import attrs

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.rules.checking import CheckReport
from minzheng_domain.text import Text

DIGITS = 12
"""How many hexadecimal digits tell one edition of rules or code lists from another."""


@attrs.frozen(kw_only=True)
class CheckHeader:
    """What a check was made with, and of.

    Attributes:
        library: the version of this library; empty where it runs from its sources.
        rules: how many rules the check knew.
        rules_edition: a digest of the rules with their versions: equal digests, equal rules.
        code_lists_edition: a digest of all code lists.
        profile: what the profile is called.
        profile_edition: which edition it is.
        day: the day of the check; ``None`` if none was given.
        file: the file that was checked.
        sha256: the digest of the file; empty for a ledger made in Python.
        checked_at: when the check was made, with its time zone.
    """

    library: str
    rules: int
    rules_edition: str
    code_lists_edition: str
    profile: Text
    profile_edition: str
    day: str | None
    file: str
    sha256: str
    checked_at: str


def header_of(report: CheckReport, ledger: Ledger, *, now: datetime) -> CheckHeader:
    """Return the header of a report.

    Args:
        report: what the rules made of the ledger.
        ledger: the ledger; its file is read again for its digest.
        now: when the check was made, with its time zone.

    Raises:
        OSError: the file of the ledger cannot be read any more.
    """
    return CheckHeader(
        library=_library_version(),
        rules=len(report.results),
        rules_edition=_digest(f"{result.rule.id}:{result.rule.version}" for result in report.results),
        code_lists_edition=_digest(
            f"{name}:{','.join(code.code for code in code_list(name).codes)}" for name in code_list_ids()
        ),
        profile=report.profile.title,
        profile_edition=report.profile.edition,
        day=None if report.day is None else report.day.isoformat(),
        file=ledger.file,
        sha256=_sha256(Path(ledger.file)) if ledger.file else "",
        checked_at=now.isoformat(timespec="seconds"),
    )


def _digest(words: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()[:DIGITS]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _library_version() -> str:
    try:
        return version("minzheng-domain")
    except PackageNotFoundError:
        return ""
