"""Catalogue: what the library and its plugins know and can do, and the calls that do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from minzheng_domain.dossier import Dossier
from minzheng_domain.errors import UnknownNameError
from minzheng_domain.formats import builtin_formats
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period, as_day
from minzheng_domain.plugin import builtin
from minzheng_domain.plugin.exporters import Exporter, ExportOptions, write_file
from minzheng_domain.plugin.files import make_folder, require_file
from minzheng_domain.plugin.host import Host, Plugin, PluginProblem
from minzheng_domain.plugin.importers import (
    Importer,
    ImportOptions,
    TemplateOptions,
    annotate_file,
    draft_mapping,
    read_file,
    write_template,
)
from minzheng_domain.report.annual import annual_report
from minzheng_domain.report.document import Document
from minzheng_domain.report.template import Template
from minzheng_domain.rules.checking import Check, CheckReport, Finding, check
from minzheng_domain.rules.core import Rule
from minzheng_domain.rules.profile import Profile, read_profile
from minzheng_domain.rules.waivers import Waiver, read_waivers
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.text import Language, Text


class Catalogue:
    """Measures, rules and formats, and what can be done with them.

    >>> catalogue = Catalogue.builtin()
    >>> catalogue.measure("community.registered").unit.label.zh
    '家'
    """

    def __init__(self, host: Host) -> None:
        self._host = host

    @classmethod
    def builtin(cls) -> Catalogue:
        """Return the catalogue of what the library itself brings, whatever plugins are installed."""
        return cls(Host([builtin, *builtin_formats()], installed=False))

    @classmethod
    def installed(cls, *, strict: bool = False) -> Catalogue:
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

    def read(self, path: str | Path, *, mapping: str | Path | None = None) -> Ledger:
        """Read a ledger; the file's suffix says which importer does it.

        Args:
            path: the file.
            mapping: a file that settles what cannot be guessed, for a format that takes one.

        Raises:
            UnknownNameError: no importer reads files of this suffix.
            ReadError: the file cannot be read as a ledger; it tells every reason that was found.
        """
        require_file(Path(path))
        options = ImportOptions(mapping=None if mapping is None else Path(mapping))
        return read_file(self.importer_of(path), Path(path), options)

    def template(self, to: str | Path, *, options: TemplateOptions | None = None) -> Path:
        """Write an empty file that is to be filled in; its suffix says in which format. Return its path.

        Raises:
            UnknownNameError: no importer reads files of this suffix, or there is no such kind of record.
            WriteError: the format offers no template, or the file cannot be written.
        """
        return write_template(self.importer_of(to), Path(to), options)

    def draft_mapping(self, path: str | Path) -> str:
        """Return the draft of a mapping of a file: what was recognised in it, and how sure that is (TOML).

        Raises:
            UnknownNameError: no importer reads files of this suffix.
            ReadError: the file cannot be read, or its format needs no mapping.
        """
        require_file(Path(path))
        return draft_mapping(self.importer_of(path), Path(path))

    def annotate(self, path: str | Path, checks: CheckReport, *, to: str | Path, language: Language = "zh") -> Path:
        """Write the file that a checked ledger was read from again, with what was found marked where it stands.

        Raises:
            UnknownNameError: no importer reads files of this suffix.
            WriteError: the format cannot be marked, or the copy cannot be written.
        """
        require_file(Path(path))
        return annotate_file(self.importer_of(path), Path(path), checks, Path(to), language)

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

    def profile(self, path: str | Path) -> Profile:
        """Read a profile: which rules are off, and what the district sets.

        Raises:
            ReadError: the file is not as it must be; it tells every reason that was found.
        """
        return read_profile(Path(path), self.rules)

    def waivers(self, path: str | Path) -> tuple[Waiver, ...]:
        """Read a file of waivers.

        Raises:
            ReadError: the file is not as it must be; it tells every reason that was found.
        """
        return read_waivers(Path(path), self.rules)

    def check(
        self,
        ledger: Ledger,
        *,
        rules: Iterable[Rule] | None = None,
        profile: Profile | None = None,
        waivers: Iterable[Waiver] = (),
        day: date | str | None = None,
    ) -> CheckReport:
        """Check a ledger; nothing is raised for what the rules find.

        Args:
            ledger: the records.
            rules: those that run; all if not given. A rule of one's own need not be installed.
            profile: which rules are off, and what the district sets.
            waivers: justified exceptions.
            day: the day of the check; rules that depend on it are skipped without one.

        Raises:
            InvalidPeriodError: the day is no day.
        """
        chosen, accepted = self._chosen(rules, waivers)
        when = None if day is None else as_day(day)
        return check(chosen, ledger, profile=profile, waivers=accepted, day=when)

    def findings(
        self,
        ledger: Ledger,
        *,
        rules: Iterable[Rule] | None = None,
        profile: Profile | None = None,
        waivers: Iterable[Waiver] = (),
        day: date | str | None = None,
    ) -> Iterator[Finding]:
        """Yield findings as they are found, for a program that stops early; the arguments are as for :meth:`check`."""
        chosen, accepted = self._chosen(rules, waivers)
        when = None if day is None else as_day(day)
        return iter(Check(chosen, ledger, profile=profile, waivers=accepted, day=when))

    def _chosen(
        self, rules: Iterable[Rule] | None, waivers: Iterable[Waiver]
    ) -> tuple[tuple[Rule, ...], tuple[Waiver, ...]]:
        """Return the rules that run, and the waivers that concern them: the others are not idle for it."""
        if rules is None:
            return tuple(self.rules.values()), tuple(waivers)
        chosen = tuple(rules)
        ids = {rule.id for rule in chosen}
        return chosen, tuple(waiver for waiver in waivers if waiver.rule in ids)

    def evaluate(self, measure: str | Measure, ledger: Ledger, period: Period) -> Figure:
        """Return one figure.

        Raises:
            UnknownNameError: there is no such measure.
        """
        wanted = self.measure(measure) if isinstance(measure, str) else measure
        return evaluate([wanted], ledger, period, known={**self.measures, wanted.id: wanted})[wanted.id]

    def figures(
        self, ledger: Ledger, period: Period, measures: Iterable[str] | None = None
    ) -> Mapping[str, Figure]:
        """Return the figures of all measures, or of those named, worked out together in one pass for each kind.

        Raises:
            UnknownNameError: one of those named does not exist.
        """
        wanted = self.measures.values() if measures is None else [self.measure(name) for name in measures]
        return evaluate(wanted, ledger, period, known=self.measures)

    def document(
        self, ledger: Ledger, period: Period, *, language: Language = "zh", template: Template | None = None
    ) -> Document:
        """Return the annual report.

        Raises:
            TemplateError: the template names what does not exist.
        """
        return annual_report(self.figures(ledger, period), ledger, period, language=language, template=template)

    def dossier(self, ledger: Ledger, period: Period, *, language: Language = "zh") -> Dossier:
        """Return all that an exporter gets: checks, figures and the annual report in a language."""
        figures = self.figures(ledger, period)
        return Dossier(
            ledger=ledger,
            period=period,
            figures=figures,
            checks=self.check(ledger),
            document=annual_report(figures, ledger, period, language=language),
        )

    def export(
        self,
        ledger: Ledger,
        period: Period,
        format: str,  # noqa: A002 - what a reader would call it
        *,
        to: str | Path,
        options: ExportOptions | None = None,
    ) -> Path:
        """Write one format to a file, whole or not at all.

        Args:
            ledger: the records.
            period: the days that figures and report are about.
            format: the name of an exporter.
            to: the file; it is replaced if it is there.
            options: of the exporter's class of options; its defaults if not given.

        Returns:
            The path of the file.

        Raises:
            UnknownNameError: there is no such format.
            WriteError: the file cannot be written, or the format does not offer what the options ask for.
        """
        exporter = self._host.exporter(format)
        chosen = options or exporter.options()
        dossier = self.dossier(ledger, period, language=chosen.language)
        return write_file(exporter, dossier, Path(to), chosen)

    def report(self, dossier: Dossier, *, to: str | Path, language: Language = "zh") -> list[Path]:
        """Write the annual report in every installed format of reports that knows the language.

        Args:
            dossier: what is written, from :meth:`dossier` in the same language.
            to: the folder; it is made if it is not there.
            language: the language of the files.

        Returns:
            The paths of the files: ``report-2019`` and each format's suffix.

        Raises:
            WriteError: the folder or a file cannot be written; files written before it stay, each whole.
        """
        folder = make_folder(Path(to))
        stem = f"report-{dossier.period.start.year}"
        return [
            write_file(exporter, dossier, folder / f"{stem}{exporter.suffix}", exporter.options(language=language))
            for exporter in self.exporters.values()
            if exporter.is_report and language in exporter.languages
        ]
