"""Importers that offer more than reading: a template, a marked copy, the draft of a mapping."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO

import pytest

from minzheng_domain.errors import DeclarationError, ReadError, UnknownNameError, WriteError
from minzheng_domain.plugin import Header, Importer, ImportOptions, Ledger, TemplateOptions, Text
from minzheng_domain.plugin.importers import annotate_file, draft_mapping, read_file, write_template
from minzheng_domain.rules.checking import CheckReport, check

LEDGER = Ledger({}, header=Header(title="例"))
NOTHING: CheckReport = check([], LEDGER)


def importer(**more: Any) -> Importer:
    """Return an importer that reads the same ledger from every file."""
    title = Text("例", "example")
    given = {"format": "example", "title": title, "suffixes": (".x",), "read": lambda path, options: LEDGER}
    return Importer(**{**given, **more})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with something in it."""
    path = tmp_path / "台账 2019.x"
    path.write_bytes(b"something")
    return path


def test_options_reach_the_importer(file: Path) -> None:
    """The mapping that a user names is handed to an importer that drafts mappings."""
    seen: list[Path | None] = []

    def read(path: Path, options: ImportOptions) -> Ledger:
        seen.append(options.mapping)
        return LEDGER

    read_file(importer(read=read, draft_mapping=lambda path: ""), file, ImportOptions(mapping=Path("映射.toml")))

    assert seen == [Path("映射.toml")]


def test_mapping_for_a_format_that_takes_none_is_refused(file: Path) -> None:
    """A mapping that would be passed over in silence is refused."""
    with pytest.raises(ReadError, match="不用映射文件"):
        read_file(importer(), file, ImportOptions(mapping=Path("映射.toml")))


def test_template_is_written_with_its_options(tmp_path: Path) -> None:
    """The importer writes the empty file; kinds and language are what the user chose."""

    def template(to: BinaryIO, options: TemplateOptions) -> None:
        to.write(f"{options.language} {options.kinds}".encode())

    made = write_template(
        importer(template=template), tmp_path / "模板.x", TemplateOptions(language="en", kinds=("projects",))
    )

    assert made.read_text("utf-8") == "en ('projects',)"


def test_template_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    """A misspelt kind is told before anything is written, with what may have been meant."""
    with pytest.raises(UnknownNameError, match="projects"):
        write_template(
            importer(template=lambda file, options: None), tmp_path / "模板.x", TemplateOptions(kinds=("project",))
        )
    assert list(tmp_path.iterdir()) == []


def test_what_a_format_does_not_offer_is_said(file: Path, tmp_path: Path) -> None:
    """Template, marked copy and draft of a format without them are one clear error each."""
    with pytest.raises(WriteError, match="没有模板"):
        write_template(importer(), tmp_path / "模板.x")
    with pytest.raises(WriteError, match="不能批注"):
        annotate_file(importer(), file, NOTHING, tmp_path / "副本.x", "zh")
    with pytest.raises(ReadError, match="需要映射的格式"):
        draft_mapping(importer(), file)


def test_marked_copy_is_made_of_file_and_findings(file: Path, tmp_path: Path) -> None:
    """The importer gets the original, the findings and the language, and writes beside it."""

    def annotate(path: Path, checks: CheckReport, to: BinaryIO, language: str) -> None:
        to.write(path.read_bytes() + f" {len(checks.findings)} {language}".encode())

    made = annotate_file(importer(annotate=annotate), file, NOTHING, tmp_path / "副本.x", "en")

    assert made.read_bytes() == b"something 0 en"
    assert file.read_bytes() == b"something"


def test_marked_copy_never_replaces_the_original(file: Path) -> None:
    """The clerk's own file is not overwritten by its marked copy."""
    with pytest.raises(WriteError, match="不能覆盖原文件"):
        annotate_file(importer(annotate=lambda *given: None), file, NOTHING, file, "zh")
    assert file.read_bytes() == b"something"


@pytest.mark.parametrize("error", [KeyError("x"), OSError(5, "no"), ReadError("x", [])])
def test_crash_while_something_is_written_leaves_no_file(file: Path, tmp_path: Path, error: Exception) -> None:
    """Whatever an importer raises is an error of writing, and no half of a file is left."""

    def failing(*given: Any) -> None:
        raise error

    broken = importer(template=failing, annotate=failing)
    with pytest.raises(WriteError):
        write_template(broken, tmp_path / "模板.x")
    with pytest.raises(WriteError):
        annotate_file(broken, file, NOTHING, tmp_path / "副本.x", "zh")
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("error", [KeyError("x"), OSError(5, "no"), ReadError("x", [])])
def test_crash_of_a_draft_is_an_error_of_reading(file: Path, error: Exception) -> None:
    """No user sees a traceback because a file is odd."""

    def failing(path: Path) -> str:
        raise error

    with pytest.raises(ReadError):
        draft_mapping(importer(draft_mapping=failing), file)


@pytest.mark.parametrize("name", ["template", "annotate", "draft_mapping"])
def test_what_is_no_function_is_refused(name: str) -> None:
    """What an importer offers beside reading is a function, or nothing."""
    with pytest.raises(DeclarationError, match=name):
        importer(**{name: "x"})
