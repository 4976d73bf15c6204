"""Catalogue: what the library and its plugins know and can do, and the calls that do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from minzheng_domain.catalogue.known import Known
from minzheng_domain.dossier import Dossier
from minzheng_domain.errors import WriteError
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.period import Period, as_day
from minzheng_domain.plugin.exporters import ExportOptions, write_file
from minzheng_domain.plugin.files import make_folder, require_file, unreadable
from minzheng_domain.plugin.importers import (
    ImportOptions,
    TemplateOptions,
    annotate_file,
    draft_mapping,
    read_file,
    write_template,
)
from minzheng_domain.report.annual import annual_report
from minzheng_domain.report.checking import check_template
from minzheng_domain.report.document import Document
from minzheng_domain.report.template import Template
from minzheng_domain.rules.checking import Check, CheckReport, Finding, check
from minzheng_domain.rules.core import Rule
from minzheng_domain.rules.profile import Profile, read_profile
from minzheng_domain.rules.waivers import Waiver, read_waivers
from minzheng_domain.statistics.evaluate import evaluate
from minzheng_domain.statistics.figure import Figure
from minzheng_domain.statistics.measure import Measure
from minzheng_domain.text import Language


class Catalogue(Known):
    """Measures, rules and formats, and what can be done with them.

    >>> catalogue = Catalogue.builtin()
    >>> catalogue.measure("community.registered").unit.label.zh
    '家'
    """

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

    def report_template(self, path: str | Path) -> Template:
        """Read a bureau's own template of the report; its name says in which language it is: ``….en.md`` is English.

        Raises:
            ReadError: the file cannot be read, or is no text in UTF-8.
        """
        require_file(Path(path))
        try:
            return Template.decode(str(path), Path(path).read_bytes())
        except OSError as error:
            raise unreadable(Path(path), error) from error

    def document(
        self,
        ledger: Ledger,
        period: Period,
        *,
        language: Language = "zh",
        template: Template | None = None,
        signed_on: date | str | None = None,
    ) -> Document:
        """Return the annual report.

        Args:
            ledger: the records.
            period: the days that it is about.
            language: the language of the library's own template.
            template: a bureau's own template; its language counts then.
            signed_on: the day of signing; the cut-off day of the period if not given.

        Raises:
            TemplateError: the bureau's template has errors; it tells everything that is wrong with it.
            InvalidPeriodError: the day of signing is no day, or lies before the cut-off day.
        """
        figures, day = self.figures(ledger, period), None if signed_on is None else as_day(signed_on)
        previous = self._previous(ledger, period, template)
        return annual_report(
            figures, ledger, period, language=language, template=template, previous=previous, signed_on=day
        )

    def _previous(
        self, ledger: Ledger, period: Period, template: Template | None, *, compare: bool = False
    ) -> Mapping[str, Figure]:
        """Return the figures of the year before, where they are asked for or the template compares with them."""
        wanted = compare or (template is not None and template.compares)
        return self.figures(ledger, period.previous()) if wanted else {}

    def dossier(  # noqa: PLR0913 - each is a choice of its own, with a default
        self,
        ledger: Ledger,
        period: Period,
        *,
        language: Language = "zh",
        template: Template | None = None,
        signed_on: date | str | None = None,
        compare: bool = False,
    ) -> Dossier:
        """Return all that an exporter gets: checks, figures and the annual report.

        Args:
            ledger: the records.
            period: the days that figures and report are about.
            language: the language of the library's own template.
            template: a bureau's own template; its language counts then.
            signed_on: the day of signing; the cut-off day of the period if not given.
            compare: whether the figures of the same days of the year before are worked out too; they are in any case
                where the template compares with them.

        Raises:
            TemplateError: the bureau's template has errors; it tells everything that is wrong with it.
            InvalidPeriodError: the day of signing is no day, or lies before the cut-off day; or there is no year
                before to compare with.
        """
        figures, day = self.figures(ledger, period), None if signed_on is None else as_day(signed_on)
        # The report comes first: where its template is wrong, nobody waits for the checks.
        previous = self._previous(ledger, period, template, compare=compare)
        document = annual_report(
            figures, ledger, period, language=language, template=template, previous=previous, signed_on=day
        )
        return Dossier(
            ledger=ledger,
            period=period,
            figures=figures,
            checks=self.check(ledger),
            document=document,
            previous=previous,
            template_faults=check_template(template, self.measures, figures, ledger=ledger) if template else (),
        )

    def export(  # noqa: PLR0913 - as dossier
        self,
        ledger: Ledger,
        period: Period,
        format: str,  # noqa: A002 - what a reader would call it
        *,
        to: str | Path,
        options: ExportOptions | None = None,
        template: Template | None = None,
        signed_on: date | str | None = None,
    ) -> Path:
        """Write one format to a file, whole or not at all.

        Args:
            ledger: the records.
            period: the days that figures and report are about.
            format: the name of an exporter.
            to: the file; it is replaced if it is there.
            options: of the exporter's class of options; its defaults, in the language of the template, if not given.
            template: a bureau's own template of the report.
            signed_on: the day of signing; the cut-off day of the period if not given.

        Returns:
            The path of the file.

        Raises:
            UnknownNameError: there is no such format.
            TemplateError: the bureau's template has errors; it tells everything that is wrong with it.
            InvalidPeriodError: the day of signing is no day, or lies before the cut-off day.
            WriteError: the file cannot be written, or the format does not offer what the options ask for.
        """
        exporter = self._host.exporter(format)
        chosen = options or exporter.options(language="zh" if template is None else template.language)
        dossier = self.dossier(
            ledger,
            period,
            language=chosen.language,
            template=template,
            signed_on=signed_on,
            compare=exporter.compares,
        )
        return write_file(exporter, dossier, Path(to), chosen)

    def report(
        self,
        dossier: Dossier,
        *,
        to: str | Path,
        language: Language = "zh",
        failures: list[WriteError] | None = None,
    ) -> list[Path]:
        """Write the annual report in every installed format of reports that knows the language.

        A format that fails leaves no file, and keeps no other from being written.

        Args:
            dossier: what is written, from :meth:`dossier` in the same language.
            to: the folder; it is made if it is not there.
            language: the language of the files.
            failures: takes why formats failed; without it, the first failure is raised when all have been tried.

        Returns:
            The paths of the files that were written: ``report-2019`` and each format's suffix.

        Raises:
            WriteError: the folder cannot be made, or a format failed.
        """
        folder = make_folder(Path(to))
        stem = f"report-{dossier.period.start.year}"
        written, failed = [], [] if failures is None else failures
        for exporter in self.exporters.values():
            if exporter.is_report and language in exporter.languages:
                target, options = folder / f"{stem}{exporter.suffix}", exporter.options(language=language)
                try:
                    written.append(write_file(exporter, dossier, target, options))
                except WriteError as error:
                    failed.append(error)
        if failures is None and failed:
            raise failed[0]
        return written
