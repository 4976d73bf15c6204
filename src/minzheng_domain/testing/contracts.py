"""Contracts: what every exporter, importer, measure and rule has to keep, as test classes for the authors of plugins.

A plugin's tests subclass a contract and name what is to be tested; pytest does the rest::

    class TestExcel(ExporterContract):
        exporter = EXCEL
"""

from __future__ import annotations

import errno
import io
import os
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, ClassVar, cast

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from minzheng_domain.codes import code_list, code_list_ids
from minzheng_domain.errors import MinzhengError, ReadError, WriteError
from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.plugin.exporters import Exporter, ExportOptions, write_file
from minzheng_domain.plugin.importers import Importer, read_file
from minzheng_domain.rules.checking import check
from minzheng_domain.rules.core import ParameterKind, ParameterValue, Rule
from minzheng_domain.rules.profile import Profile
from minzheng_domain.statistics.compile.words import define
from minzheng_domain.statistics.measure import Derivation, Measure
from minzheng_domain.statistics.query import OneOf, value_column
from minzheng_domain.testing.case_files import load_measure_cases, load_rule_cases
from minzheng_domain.testing.cases import run_measure_case, run_rule_case
from minzheng_domain.testing.samples import empty_dossier, hidden_values, sample_dossier
from minzheng_domain.testing.sharpness import idle_parts
from minzheng_domain.testing.strategies import Careless, ledgers
from minzheng_domain.text import LANGUAGES, Language, Text


def _expect(holds: object, said: str) -> None:
    """Fail with words: pytest does not take apart the assertions of a library."""
    if not holds:
        raise AssertionError(said)


class ExporterContract:
    """What an export format has to keep.

    Attributes:
        exporter: the format.
    """

    exporter: ClassVar[Exporter]

    def _options(self, language: Language | None = None, audience: Sensitivity = Sensitivity.PERSONAL) -> ExportOptions:
        return attrs.evolve(self.exporter.options(), language=language or self.exporter.languages[0], audience=audience)

    def test_writes_every_language_that_it_declares(self, tmp_path: Path) -> None:
        """A dossier with every column filled in, and one without records, are written in each language."""
        for language in self.exporter.languages:
            for name, make in (("full", sample_dossier), ("empty", empty_dossier)):
                target = tmp_path / f"{name}-{language}{self.exporter.suffix}"
                written = write_file(self.exporter, make(language), target, self._options(language=language))
                _expect(written.is_file() and written.stat().st_size, f"{target.name} is empty")
        _expect(len(list(tmp_path.iterdir())) == 2 * len(self.exporter.languages), "other files were left")

    def test_same_dossier_gives_the_same_bytes(self, tmp_path: Path) -> None:
        """What is written depends on the dossier alone: not on the time of day, nor on what was written before."""
        options = self._options()
        first, second = (
            write_file(
                self.exporter, sample_dossier(options.language), tmp_path / f"{name}{self.exporter.suffix}", options
            )
            for name in ("first", "second")
        )
        _expect(first.read_bytes() == second.read_bytes(), "two files of one dossier differ")

    def test_audience_sees_only_what_it_may(self, tmp_path: Path) -> None:
        """A file holds nothing that its audience may not see; an audience that is not served gets no file."""
        target = tmp_path / f"file{self.exporter.suffix}"
        for audience in Sensitivity:
            options = self._options(audience=audience)
            dossier = sample_dossier(options.language)
            if not self.exporter.serves(audience):
                with pytest.raises(WriteError):
                    write_file(self.exporter, dossier, target, options)
                _expect(not target.exists(), f"a file for {audience.value} was left")
                continue
            content = _content(write_file(self.exporter, dossier, target, options).read_bytes())
            shown = [column for column, value in hidden_values(audience).items() if value.encode() in content]
            _expect(not shown, f"the audience {audience.value} sees {', '.join(shown)}")
            target.unlink()

    def test_language_that_it_does_not_declare_is_refused(self, tmp_path: Path) -> None:
        """A language that is not declared gives no file."""
        for language in set(LANGUAGES) - set(self.exporter.languages):
            with pytest.raises(WriteError):
                write_file(self.exporter, sample_dossier(), tmp_path / "file", self._options(language=language))
        _expect(not list(tmp_path.iterdir()), "a file was left")

    def test_full_disk_is_not_hushed_up(self, tmp_path: Path) -> None:
        """Where the disk is full, the exporter fails, and what stood at the target still stands."""
        options = self._options()
        with pytest.raises((OSError, MinzhengError)):
            self.exporter.write(sample_dossier(options.language), _full_disk(), options)
        target = tmp_path / f"file{self.exporter.suffix}"
        target.write_bytes(b"before")
        failing = attrs.evolve(self.exporter, write=lambda given, _file, o: self.exporter.write(given, _full_disk(), o))
        with pytest.raises(WriteError):
            write_file(failing, sample_dossier(options.language), target, options)
        _expect(target.read_bytes() == b"before", "what stood at the target was changed")

    def test_is_worded_in_both_languages(self) -> None:
        """Readers of either language are told what the format is."""
        _expect_words(self.exporter.title)


class ImporterContract:
    """What an import format has to keep.

    Attributes:
        importer: the format.
        sample: a good file of the format, with records; a fixture may set it.
    """

    importer: ClassVar[Importer]
    sample: ClassVar[Path]

    def test_reads_the_sample_as_it_is(self) -> None:
        """The sample is read as a ledger with records, the same each time, and the file stays as it was."""
        before = self.sample.read_bytes()
        first, second = read_file(self.importer, self.sample), read_file(self.importer, self.sample)
        _expect(len(first), "the sample has no records")
        _expect(first == second, "two readings of one file differ")
        _expect(self.sample.read_bytes() == before, "the file was changed")

    def test_knows_where_records_came_from(self) -> None:
        """The ledger names its file, and every record and field its place in it, no two records the same."""
        ledger = read_file(self.importer, self.sample)
        _expect(ledger.file == str(self.sample), f"the ledger's file is {ledger.file!r}")
        places = []
        for kind, records in ledger.kinds():
            for position in range(len(records)):
                source = ledger.source(kind, position, kind.columns[0])
                _expect(source.file == str(self.sample), f"a record is said to come from {source.file!r}")
                places.append(ledger.source(kind, position).place)
        _expect(len(set(places)) == len(places), "two records have one place")

    def test_what_is_no_file_of_the_format_is_refused(self, tmp_path: Path) -> None:
        """A file that is missing, empty, a folder or of quite another kind is one clear error with its path."""
        suffix = self.importer.suffixes[0]
        (tmp_path / f"folder{suffix}").mkdir()
        (tmp_path / f"empty{suffix}").write_bytes(b"")
        (tmp_path / f"noise{suffix}").write_bytes(bytes(range(256)) * 4)
        for name in ("missing", "folder", "empty", "noise"):
            path = tmp_path / f"{name}{suffix}"
            with pytest.raises(ReadError) as caught:
                read_file(self.importer, path)
            _expect(caught.value.problems, f"nothing is said of what is wrong with {path.name}")
            _expect(str(path) in caught.value.message.zh, f"the error does not name {path.name}")

    def test_is_worded_in_both_languages(self) -> None:
        """Readers of either language are told what the format is."""
        _expect_words(self.importer.title)


class MeasureContract:
    """What measures have to keep.

    Attributes:
        measures: the measures.
        cases: the folder with a case file for each, called like it: ``community.registered.toml``.
        known: the measures of others that some are derived from.
    """

    measures: ClassVar[Iterable[Measure]]
    cases: ClassVar[Path]
    known: ClassVar[Iterable[Measure]] = ()

    def _all(self) -> Mapping[str, Measure]:
        return {measure.id: measure for measure in (*self.known, *self.measures)}

    def test_every_measure_has_its_cases(self) -> None:
        """There is a case file for each measure, and every case comes out as it says."""
        for measure in self.measures:
            for case in load_measure_cases(self.cases / f"{measure.id}.toml"):
                _expect(case.measure == measure.id, f"{case.file} is about {case.measure}")
                run_measure_case(case, self._all())

    def test_cases_prove_every_part_of_the_query(self) -> None:
        """Each test of a measure keeps out a record that no other does, to the day."""
        for measure in self.measures:
            idle = idle_parts(measure, load_measure_cases(self.cases / f"{measure.id}.toml"))
            _expect(not idle, f"no case of {measure.id} notices: {'; '.join(idle)}")

    def test_codes_that_are_asked_for_exist(self) -> None:
        """Every code that a measure asks for is on the list of its column, or on every list of its scheme."""
        for measure in self.measures:
            for test in () if isinstance(measure.query, Derivation) else measure.query.where:
                if isinstance(test, OneOf):
                    name = value_column(test.field).declaration.codes or ""
                    lists = [code_list(known) for known in code_list_ids() if name in (known, code_list(known).scheme)]
                    unknown = [code for code in sorted(test.codes) if not all(code in codes for codes in lists)]
                    _expect(lists and not unknown, f"{measure.id} asks {test.field} for {', '.join(unknown) or name}")

    def test_is_worded_in_both_languages(self) -> None:
        """Title, sentence, note and definition stand in both languages."""
        for measure in self.measures:
            words = [measure.title, measure.sentence, measure.note, define(measure)]
            for text in filter(None, words):
                _expect_words(text)
            if measure.sentence is not None:
                measure.sentence.format(value="1", groups="1")


class RuleContract:
    """What rules have to keep.

    Attributes:
        rules: the rules.
        cases: the folder with a case file for each, called like its id: ``LED001.toml``.
    """

    rules: ClassVar[Iterable[Rule]]
    cases: ClassVar[Path]

    def test_every_rule_has_its_cases(self) -> None:
        """There is a case file for each rule, with what passes and what fails, and every case comes out as it says."""
        for rule in self.rules:
            cases = load_rule_cases(self.cases / f"{rule.id}.toml")
            passing, failing = any(case.passes for case in cases), any(case.findings for case in cases)
            _expect(passing and failing, f"{rule.id} needs cases that pass and that fail")
            for case in cases:
                _expect(case.rule == rule.id, f"{case.file} is about {case.rule}")
                run_rule_case(case, {rule.id: rule})

    def test_never_crashes(self) -> None:
        """Whatever a careless ledger holds, no rule crashes over it, and it finds the same when it looks again."""
        rules = tuple(self.rules)
        profile = Profile(parameters={p.name: _ANYTHING[p.kind] for rule in rules for p in rule.parameters})
        careless = Careless(dangling=True, duplicates=True, unknown_codes=True, blanks=True)

        @settings(deadline=None, suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large))
        @given(ledgers(careless=careless))
        def law(ledger: Ledger) -> None:
            report = check(rules, ledger, profile=profile, day=_DAY)
            crashed = [result.crashed for result in report.results if result.crashed]
            _expect(not crashed, f"crashed: {'; '.join(crashed)}")
            again = check(rules, ledger, profile=profile, day=_DAY)
            _expect(again == report, "a rule finds something else when it looks again")

        law()

    def test_empty_ledger_crashes_nothing(self) -> None:
        """A ledger without records is looked at like any other."""
        report = check(self.rules, Ledger({}, header=Header(title="空台账")))
        _expect(all(result.crashed is None for result in report.results), "a rule crashes over an empty ledger")

    def test_is_worded_in_both_languages(self) -> None:
        """Title, reason and remedy stand in both languages."""
        for rule in self.rules:
            for text in (rule.title, rule.why, rule.remedy):
                _expect_words(text)


_DAY = date(2020, 6, 30)
_ANYTHING: dict[ParameterKind, ParameterValue] = {
    ParameterKind.NUMBER: 1,
    ParameterKind.DECIMAL: Decimal(1),
    ParameterKind.DATE: date(2020, 1, 1),
    ParameterKind.NAMES: ("示例",),
}
"""A value for each kind of parameter, so that rules that need one run."""


def _expect_words(text: Text) -> None:
    for language in LANGUAGES:
        words = text.of(language)
        _expect(words and words == words.strip(), f"no words in {language}: {text}")
    _expect(text.zh != text.en, f"one wording for two languages: {text}")


def _content(file: bytes) -> bytes:
    """Return what stands in a file; of one that is a zip archive, as workbooks are, what stands in its members."""
    if not zipfile.is_zipfile(io.BytesIO(file)):
        return file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def _full_disk() -> BinaryIO:
    return cast("BinaryIO", _FullDisk())


class _FullDisk(io.RawIOBase):
    """A file on a disk that is full at once."""

    def writable(self) -> bool:
        return True

    def write(self, _content: object, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
