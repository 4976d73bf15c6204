"""Known: the measures, rules and formats of the library and its plugins, by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from minzheng_domain.errors import UnknownNameError
from minzheng_domain.formats import builtin_formats
from minzheng_domain.plugin import builtin
from minzheng_domain.plugin.exporters import Exporter
from minzheng_domain.plugin.host import Host, Plugin, PluginProblem
from minzheng_domain.plugin.importers import Importer
from minzheng_domain.rules.core import Rule
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.text import Text


class Known:
    """Measures, rules and formats by name, those of the library and those of plugins."""

    def __init__(self, host: Host) -> None:
        self._host = host

    @classmethod
    def builtin(cls) -> Self:
        """Return the catalogue of what the library itself brings, whatever plugins are installed."""
        return cls(Host([builtin, *builtin_formats()], installed=False))

    @classmethod
    def installed(cls, *, strict: bool = False) -> Self:
        """Return the catalogue of the library and of every installed plugin.

        ``MINZHENG_PLUGINS=a,b`` in the environment names the distributions whose plugins are loaded.

        Args:
            strict: whether a plugin with a problem is an error; otherwise it stands in :attr:`problems`.

        Raises:
            ExceptionGroup: ``strict``, and there are problems: a :class:`~minzheng_domain.errors.PluginError` each.
        """
        return cls(Host([builtin, *builtin_formats()], strict=strict))

    @property
    def measures(self) -> Mapping[str, Measure]:
        """Every measure by its id."""
        return self._host.measures

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by its id."""
        return self._host.rules

    @property
    def exporters(self) -> Mapping[str, Exporter]:
        """Every export format by its name."""
        return self._host.exporters

    @property
    def importers(self) -> Mapping[str, Importer]:
        """Every import format by its name."""
        return self._host.importers

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """What was loaded, each plugin with what it offers."""
        return self._host.plugins()

    @property
    def problems(self) -> tuple[PluginProblem, ...]:
        """What is wrong with plugins; the others work."""
        return self._host.problems

    def measure(self, name: str) -> Measure:
        """Return a measure by its id.

        Raises:
            UnknownNameError: there is none.
        """
        if name not in self.measures:
            raise UnknownNameError(Text("指标", "measure"), name, self.measures)
        return self.measures[name]

    def rule(self, name: str) -> Rule:
        """Return a rule by its id or its name.

        Raises:
            UnknownNameError: there is none.
        """
        known = {**self.rules, **{rule.name: rule for rule in self.rules.values()}}
        if name not in known:
            raise UnknownNameError(Text("规则", "rule"), name, known)
        return known[name]

    def importer_of(self, path: str | Path) -> Importer:
        """Return the importer that claims the suffix of a file.

        Raises:
            UnknownNameError: no importer reads files of this suffix.
        """
        return self._host.importer_of(Path(path))

    def select(self, *names: str) -> tuple[Rule, ...]:
        """Return the rules of some names, in the order of ids: of an id, of a name, or of a family (``"DEC"``).

        Raises:
            UnknownNameError: a name is none of these.
        """
        families = {rule.family for rule in self.rules.values()}
        known = {*families, *self.rules, *(rule.name for rule in self.rules.values())}
        for name in names:
            if name not in known:
                asked = Text("规则族或规则", "family or rule")
                raise UnknownNameError(asked, name, known if len(name) > len("DEC") else families)
        chosen = {rule.id for rule in self.rules.values() if rule.family in names}
        chosen |= {self.rule(name).id for name in names if name not in families}
        return tuple(rule for rule in self.rules.values() if rule.id in chosen)
