"""Writing a file: it stands there whole, or nothing has changed."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import pytest

from minzheng_domain.errors import DeclarationError, UnknownNameError, WriteError
from minzheng_domain.plugin import (
    Dossier,
    Exporter,
    ExportOptions,
    Header,
    Ledger,
    Period,
    Sensitivity,
    Text,
    make_folder,
    write_file,
)

DOSSIER = Dossier(ledger=Ledger({}, header=Header(title="例")), period=Period.year(2019))
Write = Callable[[Dossier, BinaryIO, Any], None]


def exporter(write: Write | None = None, **more: Any) -> Exporter:
    """Return an exporter that writes a word, or what is given."""
    parts: dict[str, Any] = {"languages": ("zh", "en"), "holds": Sensitivity.PUBLIC} | more
    return Exporter(format="word", title=Text("例", "example"), suffix=".txt", write=write or say_new, **parts)


def say_new(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
    """Write a word."""
    file.write(b"new")


def failing(error: BaseException) -> Write:
    """Return a function that writes a part and then fails."""

    def write(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
        file.write(b"half of it")
        raise error

    return write


def names(folder: Path) -> list[str]:
    """Return the names of what is in a folder."""
    return [path.name for path in folder.iterdir()]


def test_file_is_written(tmp_path: Path) -> None:
    """The target is given back and holds what was written, and nothing else is left in the folder."""
    target = tmp_path / "区 报告 2019.txt"

    assert write_file(exporter(), DOSSIER, target) == target
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == [target.name]


def test_file_that_stands_there_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    """A report written again takes the place of the old one, for the same readers."""
    target = tmp_path / "report.txt"
    target.write_bytes(b"old and longer")
    target.chmod(0o640)

    write_file(exporter(), DOSSIER, target)

    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    """Others can read a report if they can read what a program writes by default."""
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"")

    write_file(exporter(), DOSSIER, tmp_path / "report.txt")

    assert (tmp_path / "report.txt").stat().st_mode == ordinary.stat().st_mode


def test_symbolic_link_stays_one(tmp_path: Path) -> None:
    """What a link leads to is replaced, not the link."""
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")

    write_file(exporter(), DOSSIER, tmp_path / "link.txt")

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


@pytest.mark.parametrize("error", [ValueError("bad luck"), OSError(errno.EIO, "x"), KeyboardInterrupt(), SystemExit()])
@pytest.mark.parametrize("before", [None, b"old"])
def test_failure_leaves_everything_as_it_was(tmp_path: Path, error: BaseException, before: bytes | None) -> None:
    """Whatever stops an exporter midway, no half-written file and no temporary one is left."""
    target = tmp_path / "report.txt"
    if before is not None:
        target.write_bytes(before)

    with pytest.raises((WriteError, KeyboardInterrupt, SystemExit)):
        write_file(exporter(failing(error)), DOSSIER, target)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == (
        {} if before is None else {target.name: before}
    )


def test_temporary_file_that_cannot_be_removed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If even cleaning up fails, the first error stands, with a note of what is left."""

    def refuse(path: Path, **more: bool) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "unlink", refuse)

    with pytest.raises(KeyboardInterrupt) as caught:
        write_file(exporter(failing(KeyboardInterrupt())), DOSSIER, tmp_path / "report.txt")

    (left,) = names(tmp_path)
    assert left in caught.value.__notes__[0]


def test_failure_of_an_exporter_names_format_and_cause(tmp_path: Path) -> None:
    """A crash of an exporter is told as an error of writing, with what was raised as its cause."""
    crash = ValueError("bad luck")

    with pytest.raises(WriteError) as caught:
        write_file(exporter(failing(crash)), DOSSIER, tmp_path / "report.txt")

    assert "word" in caught.value.reason.en
    assert "ValueError: bad luck" in caught.value.reason.zh
    assert caught.value.__cause__ is crash


def test_exporter_that_refuses_is_quoted_with_the_target(tmp_path: Path) -> None:
    """An exporter need not know where its file goes: the error names the target all the same."""
    target = tmp_path / "report.txt"
    refusals = [WriteError("", Text("太长", "too long")), UnknownNameError(Text("例", "example"), "x", [])]

    for refusal in refusals:
        with pytest.raises(WriteError) as caught:
            write_file(exporter(failing(refusal)), DOSSIER, target)
        assert caught.value.target == str(target)
    assert not target.exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "read-only"),
        (errno.EXDEV, "the system"),
    ],
)
def test_what_the_system_refuses_is_said_in_both_languages(tmp_path: Path, code: int, said: str) -> None:
    """A full disk is called a full disk."""
    with pytest.raises(WriteError) as caught:
        write_file(exporter(failing(OSError(code, os.strerror(code)))), DOSSIER, tmp_path / "report.txt")

    assert said in caught.value.reason.en
    assert caught.value.reason.zh != caught.value.reason.en


def test_file_that_an_exporter_does_not_find_is_named(tmp_path: Path) -> None:
    """Where an exporter misses a file of its own, the message does not blame the target."""
    missing = tmp_path / "letterhead.docx"

    def write(dossier: Dossier, file: BinaryIO, options: ExportOptions) -> None:
        file.write(missing.read_bytes())

    with pytest.raises(WriteError, match=r"letterhead\.docx"):
        write_file(exporter(write), DOSSIER, tmp_path / "report.txt")


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX")
def test_file_larger_than_the_system_allows_leaves_nothing(tmp_path: Path) -> None:
    """A limit that is hit while the file is written is told, and nothing is left of the file."""
    script = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
from minzheng_domain.plugin import *
exporter = Exporter(
    format="big", title=Text("例", "example"), suffix=".txt", languages=("zh",), holds=Sensitivity.PUBLIC,
    write=lambda dossier, file, options: file.write(b"x" * 5000),
)
dossier = Dossier(ledger=Ledger({}, header=Header(title="x")), period=Period.year(2019))
try:
    write_file(exporter, dossier, Path(sys.argv[1]))
except WriteError as error:
    sys.exit(error.reason.en)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", script, str(tmp_path / "big.txt")]

    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)

    assert ended.stderr.strip() == "the file is larger than allowed"
    assert names(tmp_path) == []


def test_missing_folder_is_told_and_not_made(tmp_path: Path) -> None:
    """A misspelt folder is the user's to see: writing makes none."""
    with pytest.raises(WriteError, match="no such file or folder"):
        write_file(exporter(), DOSSIER, tmp_path / "no" / "report.txt")

    assert names(tmp_path) == []


def test_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    """A folder is never replaced."""
    with pytest.raises(WriteError, match="it is a folder"):
        write_file(exporter(), DOSSIER, tmp_path)


def test_read_only_file_is_refused(tmp_path: Path) -> None:
    """Whoever made a file read-only meant it, though the system would let it be replaced."""
    target = tmp_path / "report.txt"
    target.write_bytes(b"old")
    target.chmod(0o444)

    with pytest.raises(WriteError, match="read-only"):
        write_file(exporter(), DOSSIER, target)

    assert target.read_bytes() == b"old"


@pytest.mark.skipif(not Path(os.devnull).exists() or sys.platform == "win32", reason="there is no such device")
def test_device_is_refused() -> None:
    """What is no regular file cannot be written whole or not at all."""
    with pytest.raises(WriteError, match="no regular file"):
        write_file(exporter(), DOSSIER, Path(os.devnull))


@pytest.mark.parametrize("name", ["a\0b", "x" * 300, "字" * 300])
def test_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    """A null character or too long a name is an error of writing, not a crash."""
    with pytest.raises(WriteError):
        write_file(exporter(), DOSSIER, tmp_path / name)

    assert names(tmp_path) == []


def test_longest_name_can_be_written(tmp_path: Path) -> None:
    """The temporary file beside the target does not need a longer name than the target."""
    target = tmp_path / ("字" * 85)

    assert write_file(exporter(), DOSSIER, target).read_bytes() == b"new"


def test_options_of_another_class_are_refused(tmp_path: Path) -> None:
    """An exporter gets options of the class that it declares, or none is opened."""

    @attrs.frozen(kw_only=True)
    class Options(ExportOptions):
        charts: bool = True

    with pytest.raises(WriteError, match="Options"):
        write_file(exporter(options=Options), DOSSIER, tmp_path / "a.txt", ExportOptions())

    assert write_file(exporter(options=Options), DOSSIER, tmp_path / "a.txt", Options(charts=False)).exists()
    assert write_file(exporter(), DOSSIER, tmp_path / "b.txt", Options()).exists()


def test_exporter_gets_the_options_that_were_chosen(tmp_path: Path) -> None:
    """Without options it gets the defaults of its class."""
    seen: list[ExportOptions] = []
    format_ = exporter(lambda dossier, file, options: seen.append(options))

    write_file(format_, DOSSIER, tmp_path / "a.txt")
    write_file(format_, DOSSIER, tmp_path / "a.txt", ExportOptions(language="en"))

    assert seen == [ExportOptions(language="zh", audience=Sensitivity.INTERNAL), ExportOptions(language="en")]


def test_language_that_is_not_offered_is_refused(tmp_path: Path) -> None:
    """A format in Chinese alone says so when English is asked for."""
    with pytest.raises(WriteError, match="not written in en, only in zh"):
        write_file(exporter(languages=("zh",)), DOSSIER, tmp_path / "a.txt", ExportOptions(language="en"))


@pytest.mark.parametrize("holds", Sensitivity)
@pytest.mark.parametrize("audience", Sensitivity)
def test_format_that_does_not_redact_serves_only_those_who_may_see_all(
    tmp_path: Path, holds: Sensitivity, audience: Sensitivity
) -> None:
    """A file goes to an audience if nothing in it is above the audience; one that redacts goes to all."""
    order = [Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.PERSONAL]
    options = ExportOptions(audience=audience)

    assert write_file(exporter(holds=holds, redacts=True), DOSSIER, tmp_path / "a.txt", options).exists()
    if order.index(holds) <= order.index(audience):
        assert write_file(exporter(holds=holds), DOSSIER, tmp_path / "b.txt", options).exists()
    else:
        with pytest.raises(WriteError, match="不做脱敏"):
            write_file(exporter(holds=holds), DOSSIER, tmp_path / "b.txt", options)
        assert not (tmp_path / "b.txt").exists()


def test_format_that_says_nothing_is_taken_to_hold_personal_details() -> None:
    """Forgetting to say what a file holds never gives personal details away."""
    format_ = Exporter(format="x", title=Text("例", "x"), suffix=".x", languages=("zh",), write=say_new)

    assert [audience for audience in Sensitivity if format_.serves(audience)] == [Sensitivity.PERSONAL]


@attrs.frozen(kw_only=True)
class Demanding(ExportOptions):
    """Options of which one has no default."""

    letterhead: str


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "Word"},
        {"format": ""},
        {"suffix": "txt"},
        {"suffix": ".TXT"},
        {"languages": ()},
        {"languages": ("fr",)},
        {"options": dict},
        {"options": ExportOptions()},
        {"options": Demanding},
        {"write": None},
    ],
)
def test_declaration_that_cannot_be_meant_is_refused(wrong: dict[str, Any]) -> None:
    """What is wrong with an exporter is told where it is declared."""
    right: dict[str, Any] = {
        "format": "x", "title": Text("例", "x"), "suffix": ".x", "languages": ("zh",), "write": say_new
    }  # fmt: skip

    with pytest.raises(DeclarationError):
        Exporter(**(right | wrong))


def test_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    """A folder may be there already; one that is not is made."""
    folder = tmp_path / "年度 报告" / "2019"

    assert make_folder(folder) == folder
    assert make_folder(folder).is_dir()


@pytest.mark.parametrize("name", ["file", "file/inside", "a\0b"])
def test_folder_that_cannot_be_made_is_told(tmp_path: Path, name: str) -> None:
    """A file in the place of the folder is left as it is."""
    (tmp_path / "file").write_bytes(b"mine")

    with pytest.raises(WriteError):
        make_folder(tmp_path / name)

    assert (tmp_path / "file").read_bytes() == b"mine"
