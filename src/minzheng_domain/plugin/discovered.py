"""Discovered: the entry points of installed distributions, found one by one, and the allow-list of the user.

Only :mod:`importlib.metadata` is used. A distribution whose files are broken hides no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, EntryPoint, distributions

import attrs

from minzheng_domain.plugin.hookspecs import PROJECT

ALLOW_LIST = "MINZHENG_PLUGINS"
"""The environment variable with the names of the distributions whose plugins are loaded, with commas between."""


@attrs.frozen
class Origin:
    """Where a plugin comes from.

    Attributes:
        distribution: the name of the distribution.
        version: its version; empty if not known.
        entry_point: the name of the plugin in it.
    """

    distribution: str
    version: str
    entry_point: str

    @property
    def label(self) -> str:
        """Distribution and version, e.g. ``minzheng-domain-excel 0.1.0``."""
        return f"{self.distribution} {self.version}".rstrip()


@attrs.frozen
class Discovered:
    """An entry point that was found but not loaded yet; or, instead of it, why it could not be read."""

    origin: Origin
    entry_point: EntryPoint | None
    error: Exception | None = None


def normal(name: str) -> str:
    """Return the name of a distribution as package tools compare it: ``A_B.C`` is ``a-b-c``."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def discover() -> list[Discovered]:
    """Find all entry points of the group, sorted by distribution, then by name."""
    found: list[Discovered] = []
    seen: set[str] = set()
    for distribution in distributions():
        try:
            declared = distribution.read_text("entry_points.txt") or ""
        except (OSError, UnicodeDecodeError) as error:
            found.append(Discovered(Origin(_name(distribution), _version(distribution), ""), None, error))
            continue
        # Of a distribution that stands on the path twice, the first is the one that is imported.
        if PROJECT not in declared or normal(_name(distribution)) in seen:
            continue
        seen.add(normal(_name(distribution)))
        found.extend(_entry_points(distribution))
    return sorted(found, key=lambda one: (normal(one.origin.distribution), one.origin.entry_point))


def _entry_points(distribution: Distribution) -> Iterator[Discovered]:
    name, version = _name(distribution), _version(distribution)
    try:
        points = list(distribution.entry_points)
    except Exception as error:  # noqa: BLE001 - the file is another's, and what its faults raise is not specified
        yield Discovered(Origin(name, version, ""), None, error)
        return
    for point in points:
        if point.group == PROJECT:
            yield Discovered(Origin(name, version, point.name), point)


def _name(distribution: Distribution) -> str:
    return _metadata(distribution, "Name") or "?"


def _version(distribution: Distribution) -> str:
    return _metadata(distribution, "Version")


def _metadata(distribution: Distribution, key: str) -> str:
    """Return a line of a distribution's metadata; nothing where an unfinished removal has left none."""
    try:
        metadata = distribution.metadata
        return metadata[key] if key in metadata else ""  # noqa: SIM401 - what metadata promises has no get
    except Exception:  # noqa: BLE001 - without metadata there is no name, and the reader is told of "?"
        return ""


def allowed(environment: Mapping[str, str]) -> tuple[str, ...] | None:
    """Read the allow-list: the names in it, none for an empty one; ``None`` where there is no list, so that all are."""
    if ALLOW_LIST not in environment:
        return None
    return tuple(name.strip() for name in environment[ALLOW_LIST].split(",") if name.strip())
