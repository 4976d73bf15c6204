"""Manifest (汇总清单): the file that names the units of a consolidation, the state of each, and its ledger.

A manifest is TOML::

    title = "示范区社会组织工作台账（汇总）"
    district = "示范区"
    bureau = "示范区民政局"
    up_to = 2019-12-18

    [[units]]
    id = "east"
    name = "示范东镇"
    kind = "镇"
    state = "已报"
    on = 2019-12-20
    file = "示范东镇.json"

    [[units]]
    id = "west"
    name = "示范西镇"
    kind = "镇"
    state = "退回"
    on = 2019-12-21
    reason = "缺第四季度的培训"
    file = "示范西镇.json"

    [[units]]
    id = "south"
    name = "示范南镇"
    kind = "镇"
    state = "未报"

Files are found from the folder of the manifest. Only a ledger that was taken (已报) is merged; one that was sent back
or is missing is named in the result, as a record of its state. ``synthetic``, ``division``, ``note``, ``[schemes]``,
and for a unit ``division`` and ``mapping`` (of a spreadsheet) may be given besides.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import attrs

from minzheng_domain.codes import code_list
from minzheng_domain.consolidation.contributions import Contribution, Standing
from minzheng_domain.consolidation.merging import consolidate
from minzheng_domain.model.columns import Column, RecordKind
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.remarks import Source
from minzheng_domain.model.reporting import ReportingUnit, Submission
from minzheng_domain.rules.settings import DAY, WORDS, Settings
from minzheng_domain.text import Text

V = TypeVar("V")

KINDS = "reporting-unit-kind"
STATES = "submission-state"
REPORTED, RETURNED, MISSING = "REPORTED", "RETURNED", "MISSING"
_BUREAU = "BUREAU"

Read = Callable[[Path, Path | None], Ledger]
"""Reads a ledger from a file, with a mapping if there is one."""

_HEADER = ("title", "district", "division", "bureau", "note")
_KEYS = (*_HEADER, "synthetic", "schemes", "up_to", "units")
_OF_UNIT = ("id", "name", "kind", "division", "state", "on", "reason", "file", "mapping")
_TRUTH = Text("true 或 false", "true or false")
_TABLE = Text("方案 = 代码表", "scheme = code list")
_UNITS = Text("[[units]] 条目，至少一个", "[[units]] entries, one at least")
_FILE = Text("台账文件（状态为“已报”的单位必填）", "the file of the ledger, as the unit has reported")
_NO_FILE = Text("不写文件（状态为“未报”）", "no file, as nothing was handed in")
_REASON = Text("退回原因（状态为“退回”的单位必填）", "why it was sent back")
_NO_REASON = Text("不写原因（状态不是“退回”）", "no reason, as it was not sent back")
_ONCE = Text("每个单位只写一次", "each unit once")
_ONE_BUREAU = Text("区民政局只有一个", "one bureau")


@attrs.frozen(kw_only=True)
class ManifestUnit:
    """A unit of a manifest.

    Attributes:
        id: its id in the consolidated ledger.
        name: its name.
        kind: the code of its kind.
        division: its division code.
        state: the code of the state of its ledger.
        on: the day on which the ledger was handed in, or sent back.
        reason: why it was sent back.
        file: the file of the ledger, as it is written.
        mapping: the file that settles how a spreadsheet is read.
    """

    id: str
    name: str
    kind: str
    division: str | None = None
    state: str
    on: date | None = None
    reason: str | None = None
    file: str | None = None
    mapping: str | None = None


@attrs.frozen(kw_only=True)
class Manifest:
    """What a manifest says.

    Attributes:
        path: the file.
        header: the cover of the consolidated ledger.
        synthetic: whether the records are made up; whatever the ledgers say, if ``None``.
        up_to: the last day whose data were to be reported.
        units: the units, in their order.
    """

    path: Path
    header: Header
    synthetic: bool | None
    up_to: date
    units: tuple[ManifestUnit, ...]


def read_manifest(path: Path) -> Manifest:
    """Read a manifest.

    Raises:
        ReadError: the file cannot be read, or is not as it must be; with every fault.
    """
    settings = Settings(path)
    values = settings.values
    title = settings.take(values, "title", "$", str, WORDS)
    more = {key: _optional(settings, values, key, "$", str, WORDS) for key in _HEADER[1:]}
    synthetic = _optional(settings, values, "synthetic", "$", bool, _TRUTH)
    schemes = _schemes(settings, _optional(settings, values, "schemes", "$", dict, _TABLE) or {})
    up_to = settings.take(values, "up_to", "$", date, DAY)
    units = _units(settings, values.pop("units", []))
    settings.nothing_left(values, "$", _KEYS)
    settings.raise_if_any()
    return Manifest(
        path=path,
        header=Header(title=title or "", schemes=schemes, synthetic=bool(synthetic), **more),
        synthetic=synthetic,
        up_to=up_to or date.min,
        units=units,
    )


def merge(manifest: Manifest, read: Read) -> Ledger:
    """Read the ledgers that were taken and merge them; the state of every unit stands in the result as a record.

    Args:
        manifest: the manifest.
        read: reads a ledger.

    Raises:
        ReadError: a ledger cannot be read.
        ConsolidationError: the ledgers do not go together.
    """
    folder = manifest.path.parent
    taken = [
        Contribution(
            unit.id,
            read(folder / (unit.file or ""), None if unit.mapping is None else folder / unit.mapping),
            name=unit.name,
            standing=Standing.BUREAU if unit.kind == _BUREAU else Standing.UNIT,
        )
        for unit in manifest.units
        if unit.state == REPORTED
    ]
    made_up = manifest.synthetic
    if made_up is None:
        made_up = bool(taken) and taken[0].ledger.header.synthetic
    header = attrs.evolve(manifest.header, synthetic=made_up)
    listed = Contribution("", _listed(manifest, header), name=str(manifest.path), standing=Standing.MANIFEST)
    return consolidate([*taken, listed], header=header, file=str(manifest.path))


def _listed(manifest: Manifest, header: Header) -> Ledger:
    """Return what the manifest itself says of the units, each with its place in the manifest."""
    units = [
        ReportingUnit(id=unit.id, name=unit.name, kind=unit.kind, division=unit.division) for unit in manifest.units
    ]
    submissions = [
        Submission(
            id=f"{unit.id}/{manifest.up_to}",
            unit=unit.id,
            up_to=manifest.up_to,
            state=unit.state,
            on=unit.on,
            reason=unit.reason,
            file=unit.file,
        )
        for unit in manifest.units
    ]

    def locate(_kind: RecordKind, position: int, column: Column | None) -> Source:
        known = column is not None and column.name in _OF_UNIT and column.name != "id"
        return Source(str(manifest.path), f"$.units[{position}]" + (f".{column.name}" if column and known else ""))

    records: dict[str, list[Any]] = {ReportingUnit.__kind__.name: units, Submission.__kind__.name: submissions}
    return Ledger(records, header=header, locate=locate, file=str(manifest.path))


def _units(settings: Settings, listed: Any) -> tuple[ManifestUnit, ...]:
    if not isinstance(listed, list) or not listed or not all(isinstance(entry, dict) for entry in listed):
        settings.refuse("$.units", listed, _UNITS)
        return ()
    found = [unit for place, entry in enumerate(listed) if (unit := _unit(settings, entry, f"$.units[{place}]"))]
    for key, wanted in (("id", _ONCE), ("name", _ONCE), ("file", _ONCE)):
        seen: set[str] = set()
        for place, unit in enumerate(found):
            value = getattr(unit, key)
            if value is not None and value in seen:
                settings.refuse(f"$.units[{place}].{key}", value, wanted)
            seen.add(value)
    bureaus = [place for place, unit in enumerate(found) if unit.kind == _BUREAU]
    for place in bureaus[1:]:
        settings.refuse(f"$.units[{place}].kind", found[place].name, _ONE_BUREAU)
    return tuple(found)


def _unit(settings: Settings, entry: dict[str, Any], at: str) -> ManifestUnit | None:
    id_ = settings.take(entry, "id", at, str, WORDS)
    name = settings.take(entry, "name", at, str, WORDS)
    kind = _code(settings, entry, "kind", at, KINDS)
    state = _code(settings, entry, "state", at, STATES)
    on = _optional(settings, entry, "on", at, date, DAY)
    texts = {key: _optional(settings, entry, key, at, str, WORDS) for key in ("division", "reason", "file", "mapping")}
    settings.nothing_left(entry, at, _OF_UNIT)
    if id_ is None or name is None or kind is None or state is None:
        return None
    for key, needed, may, wanted, unwanted in (
        ("file", state == REPORTED, state != MISSING, _FILE, _NO_FILE),
        ("reason", state == RETURNED, state == RETURNED, _REASON, _NO_REASON),
    ):
        if texts[key] is None and needed:
            settings.refuse(f"{at}.{key}", "（缺） (missing)", wanted)
        elif texts[key] is not None and not may:
            settings.refuse(f"{at}.{key}", texts[key], unwanted)
    return ManifestUnit(id=id_, name=name, kind=kind, state=state, on=on, **texts)


def _code(settings: Settings, entry: dict[str, Any], key: str, at: str, name: str) -> str | None:
    """Take a code of a list, given as the code or as its label in either language."""
    codes = code_list(name)
    given = settings.take(entry, key, at, str, WORDS)
    if given is None:
        return None
    found = codes.get(given) or codes.find(given)
    if found is None:
        known = [word for code in codes.codes for word in (code.code, code.label.zh)]
        settings.one_of(given, known, f"{at}.{key}", codes.title)
        return None
    return found.code


def _schemes(settings: Settings, given: dict[str, Any]) -> dict[str, str]:
    taken = {key: settings.take(given, key, "$.schemes", str, WORDS) for key in list(given)}
    return {key: name for key, name in taken.items() if name is not None}


def _optional(  # noqa: PLR0913, PLR0917 - as Settings.take
    settings: Settings, table: dict[str, Any], key: str, path: str, kind: type[V], wanted: Text
) -> V | None:
    return settings.take(table, key, path, kind, wanted) if key in table else None
