"""Host: loads plugins one by one, asks each of them the hooks, and keeps what they offer and their problems."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TypeVar

import attrs
import pluggy

from minzheng_domain.errors import PluginError, UnknownNameError
from minzheng_domain.plugin import hookspecs
from minzheng_domain.plugin.discovered import Origin, allowed, discover, normal
from minzheng_domain.plugin.exporters import Exporter
from minzheng_domain.plugin.importers import Importer
from minzheng_domain.plugin.inspection import fault_of
from minzheng_domain.rules.core import Rule
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.text import Text

CORE = "minzheng-domain"
"""The distribution that the built-in plugins belong to."""

T = TypeVar("T", Exporter, Importer, Rule, Measure)


@attrs.frozen(kw_only=True)
class PluginProblem:
    """What is wrong with a plugin, or with one thing that it offers; the rest of it, and all others, work.

    Attributes:
        distribution: the name of the distribution at fault.
        version: its version; empty if not known.
        entry_point: the name of the plugin in it.
        message: what is wrong, with distribution and version.
        exception: what was raised, if anything was.
    """

    distribution: str
    version: str
    entry_point: str
    message: Text
    exception: BaseException | None = attrs.field(default=None, eq=False)

    def as_error(self) -> PluginError:
        """Return the problem as an exception."""
        error = PluginError(self.message, f"{self.distribution} {self.version}".rstrip())
        error.__cause__ = self.exception
        return error


@attrs.frozen(kw_only=True)
class Plugin:
    """A loaded plugin and what it offers.

    Attributes:
        name: its name: that of the entry point, or of the built-in module.
        distribution: the name of its distribution.
        version: the version of it; empty if not known.
        exporters: names of formats.
        importers: names of formats.
        rules: ids.
        measures: ids.
    """

    name: str
    distribution: str
    version: str
    exporters: tuple[str, ...] = ()
    importers: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


class Host:
    """Plugins that were loaded together; there may be several hosts, and none knows of another.

    Attributes:
        exporters: each exporter by its format.
        importers: each importer by its format.
        rules: each rule by its id.
        measures: each measure by its id.
        problems: what is wrong with plugins, in the order in which they were loaded.
    """

    exporters: Mapping[str, Exporter]
    importers: Mapping[str, Importer]
    rules: Mapping[str, Rule]
    measures: Mapping[str, Measure]

    def __init__(
        self,
        builtin: Iterable[ModuleType],
        *,
        installed: bool = True,
        strict: bool = False,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Load plugins: the built-in ones in the given order, then those installed, sorted by distribution.

        Args:
            builtin: modules with hooks that belong to the library.
            installed: whether to load what installed distributions offer.
            strict: whether a problem is an error.
            environment: where ``MINZHENG_PLUGINS`` is looked up; that of the process if not given.

        Raises:
            ExceptionGroup: ``strict``, and there are problems: of one
                :class:`~minzheng_domain.errors.PluginError` for each.
        """
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._origins: dict[str, Origin] = {}
        self._problems: list[PluginProblem] = []
        core = _core_version()
        for module in builtin:
            self._register(module, Origin(CORE, core, module.__name__.removeprefix("minzheng_domain.")))
        if installed:
            self._load_installed(allowed(os.environ if environment is None else environment))

        exporters = self._collect("minzheng_exporters", Exporter, lambda item: item.format)
        importers = self._collect("minzheng_importers", Importer, lambda item: item.format)
        rules = self._collect("minzheng_rules", Rule, lambda item: item.id)
        measures = self._collect("minzheng_measures", Measure, lambda item: item.id)
        self._refuse_shared(importers, lambda item: item.suffixes)
        self._refuse_shared(rules, lambda item: (item.name,))
        self._offers = (exporters, importers, rules, measures)
        self.exporters, self.importers, self.rules, self.measures = (
            _values(exporters),
            _values(importers),
            _values(rules),
            _values(measures),
        )
        if strict and self._problems:
            msg = "插件有问题 / plugins have problems"
            raise ExceptionGroup(msg, [problem.as_error() for problem in self._problems])

    @property
    def problems(self) -> tuple[PluginProblem, ...]:
        """What is wrong with plugins, in the order in which it was found."""
        return tuple(self._problems)

    def exporter(self, format: str) -> Exporter:  # noqa: A002 - it is the exporter's format
        """Return the exporter of a format.

        Raises:
            UnknownNameError: no plugin offers it.
        """
        if format not in self.exporters:
            raise UnknownNameError(Text("导出格式", "export format"), format, self.exporters)
        return self.exporters[format]

    def importer_of(self, path: Path) -> Importer:
        """Return the importer that claims the suffix of a file, the longest one if several fit; case does not matter.

        Raises:
            UnknownNameError: no plugin reads files of this kind.
        """
        claims = {suffix: importer for importer in self.importers.values() for suffix in importer.suffixes}
        fitting = [suffix for suffix in claims if path.name.lower().endswith(suffix)]
        if not fitting:
            kind = Text("可读取的文件后缀", "suffix of files that can be read")
            raise UnknownNameError(kind, path.suffix or path.name, claims)
        return claims[max(fitting, key=len)]

    def plugins(self) -> tuple[Plugin, ...]:
        """Return the loaded plugins in their order, each with what it offers."""
        names = [
            {key: [name for name, (_, owner) in offer.items() if owner == key] for key in self._origins}
            for offer in self._offers
        ]
        return tuple(
            Plugin(
                name=origin.entry_point,
                distribution=origin.distribution,
                version=origin.version,
                exporters=tuple(names[0][key]),
                importers=tuple(names[1][key]),
                rules=tuple(names[2][key]),
                measures=tuple(names[3][key]),
            )
            for key, origin in self._origins.items()
        )

    def _load_installed(self, wanted: tuple[str, ...] | None) -> None:
        found = discover()
        present = {CORE, *(normal(one.origin.distribution) for one in found)}
        for name in wanted or ():
            if normal(name) not in present:
                self._problem(
                    Origin(name, "", ""),
                    Text(
                        "MINZHENG_PLUGINS 要求的插件没有安装",
                        "asked for in MINZHENG_PLUGINS, but not installed as a plugin",
                    ),
                )
        names = None if wanted is None else set(map(normal, wanted))
        for one in found:
            if names is not None and normal(one.origin.distribution) not in names:
                continue
            if one.entry_point is None:
                self._problem(one.origin, Text("入口点文件无法读取", "its entry points cannot be read"), one.error)
                continue
            try:
                loaded = one.entry_point.load()
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin does, the others are loaded
                self._problem(one.origin, Text("无法加载", "cannot be loaded"), error)
                continue
            self._register(loaded, one.origin)

    def _register(self, plugin: object, origin: Origin) -> None:
        """Take a plugin in, unless a hook of it is not as specified."""
        key = f"{origin.distribution}:{origin.entry_point}"
        if key in self._origins:
            self._problem(origin, Text("同名入口点重复", "an entry point of this name comes twice"))
            return
        try:
            if (fault := fault_of(plugin, self._manager)) is not None:
                self._problem(origin, fault)
                return
            self._manager.register(plugin, key)
        except Exception as error:  # noqa: BLE001 - pluggy's complaints, and attributes that raise when looked at
            if self._manager.get_plugin(key) is not None:
                self._manager.unregister(name=key)
            self._problem(origin, Text("钩子与规定不符", "a hook is not as specified"), error)
            return
        self._origins[key] = origin

    def _collect(self, hook: str, wanted: type[T], name_of: Callable[[T], str]) -> dict[str, tuple[T, str]]:
        """Ask all plugins a hook, each by itself; of two things with one name, the first stays."""
        taken: dict[str, tuple[T, str]] = {}
        by_name = {found.plugin_name: found for found in getattr(self._manager.hook, hook).get_hookimpls()}
        for key, origin in self._origins.items():
            if key not in by_name:
                continue
            for item in self._answers(by_name[key].function, hook, origin):
                if not isinstance(item, wanted):
                    self._problem(
                        origin,
                        Text(
                            f"{hook} 应给出 {wanted.__name__}，得到 {type(item).__name__}",
                            f"{hook} must give {wanted.__name__}, gave {type(item).__name__}",
                        ),
                    )
                elif (name := name_of(item)) in taken:
                    self._conflict(origin, self._origins[taken[name][1]], f"{wanted.__name__} {name}")
                else:
                    taken[name] = (item, key)
        return taken

    def _answers(self, hook: Callable[[], Iterable[object]], name: str, origin: Origin) -> Iterator[object]:
        """Yield what one plugin answers to a hook; nothing if it fails on the way."""
        try:
            answers = list(hook())
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin does, the others are asked
            self._problem(origin, Text(f"钩子 {name} 出错", f"the hook {name} failed"), error)
            return
        yield from answers

    def _refuse_shared(self, offer: dict[str, tuple[T, str]], words_of: Callable[[T], Iterable[str]]) -> None:
        """Take out each thing that claims a word (the name of a rule, a suffix) of one before it."""
        owners: dict[str, str] = {}
        for name, (item, key) in list(offer.items()):
            shared = [word for word in words_of(item) if word in owners]
            if shared:
                what = f"{type(item).__name__} {name} ({shared[0]})"
                self._conflict(self._origins[key], self._origins[owners[shared[0]]], what)
                del offer[name]
            else:
                owners.update(dict.fromkeys(words_of(item), key))

    def _conflict(self, newcomer: Origin, first: Origin, what: str) -> None:
        self._problem(
            newcomer,
            Text(
                f"{what} 已由 {first.label} 提供，未采用", f"{what} is already offered by {first.label} and was refused"
            ),
        )

    def _problem(self, origin: Origin, what: Text, error: BaseException | None = None) -> None:
        place = origin.label + (f" [{origin.entry_point}]" if origin.entry_point else "")
        said = "" if error is None else f" ({type(error).__name__}: {error})"
        self._problems.append(
            PluginProblem(
                distribution=origin.distribution,
                version=origin.version,
                entry_point=origin.entry_point,
                message=Text(f"插件 {place}：{what.zh}{said}", f"plugin {place}: {what.en}{said}"),
                exception=error,
            )
        )


def _values(offer: dict[str, tuple[T, str]]) -> Mapping[str, T]:
    return MappingProxyType({name: item for name, (item, _) in offer.items()})


def _core_version() -> str:
    """Return the version of the library; none where it runs from its sources and was never installed."""
    try:
        return version(CORE)
    except PackageNotFoundError:
        return ""
