"""Reading a file: an importer gets a file that can be opened, and the answer is a ledger or a reason."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minzheng_domain.errors import DeclarationError, Problem, ReadError
from minzheng_domain.plugin import Header, Importer, Ledger, Text, read_file

LEDGER = Ledger({}, header=Header(title="例"))


def importer(read: Callable[[Path], Any] = lambda path: LEDGER, *suffixes: str) -> Importer:
    """Return an importer that reads as is given."""
    return Importer(
        format="example",
        title=Text("例", "example"),
        suffixes=suffixes or (".x",),
        read=lambda path, options: read(path),
    )


def failing(error: Exception) -> Callable[[Path], Any]:
    """Return a function that raises."""

    def read(path: Path) -> Any:
        raise error

    return read


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with something in it."""
    path = tmp_path / "台账 2019.x"
    path.write_bytes(b"something")
    return path


def test_importer_gets_the_path(file: Path) -> None:
    """What the importer makes of the file is given back."""
    seen: list[Path] = []

    def read_ledger(path: Path) -> Ledger:
        seen.append(path)
        return LEDGER

    ledger = read_file(importer(read_ledger), file)

    assert ledger is LEDGER
    assert seen == [file]


@pytest.mark.parametrize(
    ("name", "said"),
    [("missing.x", "no such file"), (".", "a folder"), ("empty.x", "0 bytes"), ("a\0b", "not a path")],
)
def test_file_that_is_none_is_told_without_asking_the_importer(tmp_path: Path, name: str, said: str) -> None:
    """Missing, a folder, empty: one problem each, in both languages."""
    (tmp_path / "empty.x").write_bytes(b"")

    with pytest.raises(ReadError) as caught:
        read_file(importer(failing(AssertionError("asked"))), tmp_path / name)

    (problem,) = caught.value.problems
    assert said in problem.found
    assert problem.path == "$"
    assert caught.value.source == str(tmp_path / name)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such device")
def test_device_is_not_read() -> None:
    """A device that never ends is not opened as a ledger."""
    with pytest.raises(ReadError, match="no regular file"):
        read_file(importer(), Path("/dev/zero"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_file_without_permission_is_told(file: Path) -> None:
    """What may not be read is called so."""
    file.chmod(0)

    with pytest.raises(ReadError, match="permission denied"):
        read_file(importer(), file)


def test_refusal_of_an_importer_is_passed_on(file: Path) -> None:
    """The problems that an importer finds are its own."""
    refusal = ReadError(str(file), [Problem("Sheet1!C7", "x", Text("日期", "a day"))])

    with pytest.raises(ReadError) as caught:
        read_file(importer(failing(refusal)), file)

    assert caught.value is refusal


@pytest.mark.parametrize(
    "error", [ValueError("bad luck"), KeyError("x"), PermissionError(13, "no"), UnicodeDecodeError("a", b"", 0, 1, "b")]
)
def test_crash_of_an_importer_is_an_error_of_reading(file: Path, error: Exception) -> None:
    """No user sees a traceback because a file is odd; what was raised stays as the cause."""
    with pytest.raises(ReadError) as caught:
        read_file(importer(failing(error)), file)

    assert caught.value.__cause__ is error
    assert caught.value.source == str(file)


def test_importer_that_gives_no_ledger_is_told(file: Path) -> None:
    """An importer that forgets to return is named."""
    with pytest.raises(ReadError, match="example") as caught:
        read_file(importer(lambda path: None), file)

    assert caught.value.problems[0].found == "NoneType"


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "Ex Cel"},
        {"suffixes": ()},
        {"suffixes": ("x",)},
        {"suffixes": (".X",)},
        {"suffixes": (".x", ".x")},
        {"read": 5},
    ],
)
def test_declaration_that_cannot_be_meant_is_refused(wrong: dict[str, Any]) -> None:
    """What is wrong with an importer is told where it is declared."""
    right: dict[str, Any] = {"format": "x", "title": Text("例", "x"), "suffixes": (".x",), "read": lambda path: LEDGER}

    with pytest.raises(DeclarationError):
        Importer(**(right | wrong))
