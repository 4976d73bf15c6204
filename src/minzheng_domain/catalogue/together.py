"""Together: several ledgers at once, merged into one or put side by side, each figure also against the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from minzheng_domain.consolidation.manifest import merge, read_manifest
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period
from minzheng_domain.plugin.files import require_file
from minzheng_domain.report.comparison import Member
from minzheng_domain.statistics.figure import Figure


class Reading(Protocol):
    """Reads a ledger, as :meth:`Catalogue.read` does."""

    def __call__(self, path: Path, *, mapping: Path | None = None) -> Ledger:
        """Read a ledger from a file, with a mapping if there is one."""


Evaluating = Callable[[Ledger, Period], Mapping[str, Figure]]
"""Works out the figures of a ledger in a period."""


def consolidated(manifest: Path, read: Reading) -> Ledger:
    """Read a manifest and merge the ledgers that it names.

    Raises:
        ReadError: the manifest or a ledger cannot be read; it tells every reason that was found.
        UnknownNameError: no importer reads files of the suffix of a ledger.
        ConsolidationError: the ledgers do not go together.
    """
    require_file(manifest)
    return merge(read_manifest(manifest), lambda path, mapping: read(path, mapping=mapping))


def members(
    ledgers: Sequence[Ledger], period: Period, evaluate: Evaluating, *, with_previous: bool
) -> tuple[Member, ...]:
    """Return the ledgers with their figures, as a comparison takes them.

    Args:
        ledgers: the ledgers.
        period: the days that the figures are about.
        evaluate: works out figures.
        with_previous: whether those of the same days of the year before are worked out too.

    Raises:
        InvalidPeriodError: there is no year before to compare with.
    """
    before = period.previous() if with_previous else None
    return tuple(
        Member(
            label=label,
            ledger=ledger,
            figures=evaluate(ledger, period),
            previous={} if before is None else evaluate(ledger, before),
        )
        for label, ledger in zip(labels_of(ledgers), ledgers, strict=True)
    )


def labels_of(ledgers: Sequence[Ledger]) -> list[str]:
    """Give each ledger a name of its own: that of its bureau, district or title, with file or number if need be."""
    covers = [ledger.header.bureau or ledger.header.district or ledger.header.title for ledger in ledgers]
    with_file = [
        label if _is_alone(label, covers) else f"{label} {Path(ledger.file).name}".rstrip()
        for label, ledger in zip(covers, ledgers, strict=True)
    ]
    return [
        label if _is_alone(label, with_file) else f"{label} ({place})"
        for place, label in enumerate(with_file, start=1)
    ]


def _is_alone(label: str, labels: Iterable[str]) -> bool:
    return sum(other == label for other in labels) == 1
