"""Hostile files: each is refused, or read, within bounds that are set before anything is parsed, not by a clock."""

from __future__ import annotations

import errno
import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from minzheng_domain_excel.reading import guard
from minzheng_domain_excel.reading.parts import words_for_damage

MEBIBYTE = 1 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ONE = "<row r='1'><c r='A1'><v>1</v></c></row>"


@contextmanager
def member(path: Path, name: str) -> Iterator[Callable[[bytes], Any]]:
    """Open a new part of a package for writing piece by piece."""
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open(name, "w", force_zip64=True) as stream,
    ):
        yield stream.write


def test_a_shared_string_of_a_gibibyte_is_refused_by_the_directory(refused: Any, workbook: Any, memory_below: Any):
    """The directory of the package says how long it is; nothing of it is unpacked."""
    path = workbook(_ONE, parts={"xl/sharedStrings.xml": None})
    with member(path, "xl/sharedStrings.xml") as write:
        write(f"<sst xmlns='{_MAIN}'><si><t>".encode())
        piece = b"x" * (8 * MEBIBYTE)
        for _ in range(128):
            write(piece)
        write(b"</t></si></sst>")

    with memory_below(8):
        problem = refused(path)

    assert problem.path == "xl/sharedStrings.xml"
    assert "过大：解压后 1024.0 MiB，至多 300 MiB" in problem.found


def test_a_member_that_unpacks_to_a_thousand_times_its_size_is_refused(refused: Any, workbook: Any, memory_below: Any):
    """Also where it stays below the size of what is read."""
    path = workbook(_ONE, parts={"xl/media/a.bin": b"\x00" * (20 * MEBIBYTE)})

    with memory_below(8):
        problem = refused(path)

    assert "至多 200 倍（压缩炸弹）" in problem.found


def test_a_directory_that_lies_about_a_size_gains_nothing(refused: Any, workbook: Any, memory_below: Any):
    """No more is unpacked than the directory says, and then the checksum is wrong."""
    path = workbook(_ONE, parts={"xl/sharedStrings.xml": f"<sst xmlns='{_MAIN}'>{' ' * 9_000_000}</sst>"})
    content = bytearray(path.read_bytes())
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/sharedStrings.xml"))
    struct.pack_into("<I", content, entry + 24, 500)
    path.write_bytes(content)

    with memory_below(8):
        assert "已损坏" in refused(path).found


def test_many_members_that_are_large_together_are_refused(refused: Any, tmp_path: Path):
    """Each is small enough, the sum is not."""
    path = tmp_path / "sum.xlsx"
    noise = bytes(range(256)) * 40 * 1024
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for number in range(52):
            package.writestr(f"xl/media/{number}.bin", noise)

    assert "过大：解压后 520.0 MiB，至多 500 MiB" in refused(path).found


def test_a_package_of_very_many_members_is_refused(refused: Any, tmp_path: Path):
    """A workbook has some dozens of parts."""
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(2_001):
            package.writestr(f"{number}", b"")

    assert "2001 个文件，至多 2000 个" in refused(path).found


def test_a_file_that_is_too_large_is_refused_unseen(refused: Any, tmp_path: Path):
    """Its size is asked of the system."""
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.truncate(guard.LARGEST_FILE + 1)

    assert "过大：50.0 MiB，至多 50 MiB" in refused(path).found


@pytest.mark.parametrize("name", ["../a.xml", "xl/../../a", "/etc/passwd", "\\a", "C:\\a", "xl\\..\\a"])
def test_a_part_whose_name_leads_out_of_the_package_is_refused(refused: Any, workbook: Any, name: str):
    """No such name is ever written by a program for spreadsheets."""
    path = workbook(_ONE, parts={name: "x"})

    assert "指向包外" in refused(path).found


def test_a_package_with_a_password_or_of_unknown_packing_is_refused(refused: Any, workbook: Any):
    """The flag of the directory says so; what is packed in another way is not unpacked."""
    path = workbook(_ONE)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    path.write_bytes(content)
    assert "密码" in refused(path).found

    content[entry + 8] &= 0xFE
    content[entry + 10] = zipfile.ZIP_LZMA
    path.write_bytes(content)
    assert "压缩方法 14" in refused(path).found


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
        '<?xml version="1.0"?>\n<!-- x --> <?y z?><!doctype a SYSTEM "http://127.0.0.1:9/a.dtd">',
    ],
)
def test_a_part_that_declares_entities_is_refused(refused: Any, workbook: Any, part: str, declaration: str):
    """Whatever the declaration would do, it is not looked at."""
    problem = refused(workbook(_ONE, parts={part: f"{declaration}<a>&c;</a>"}))

    assert problem.path == part
    assert "DOCTYPE" in problem.found


def test_a_sheet_that_declares_entities_is_refused_when_the_book_is_opened(refused: Any, workbook: Any):
    """Before a row of any sheet is read."""
    path = workbook(_ONE, parts={"xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'})

    assert "DOCTYPE" in refused(path).found


def test_a_declaration_hidden_behind_very_many_comments_is_not_reached(refused: Any, workbook: Any):
    """What stands before the root of a part is looked at up to a bound, in time that grows with its length alone."""
    prolog = "<!---->" * 20_000

    assert (
        "不是 UTF-8 编码的 XML" in refused(workbook(_ONE, parts={"xl/styles.xml": f"{prolog}<!DOCTYPE a><a/>"})).found
    )


def test_what_the_disk_says_is_not_taken_for_damage(tmp_path: Path):
    """A disk that fails is told as that, by whoever reads for the user."""
    with pytest.raises(OSError, match="disk"), words_for_damage(tmp_path / "a.xlsx", "$"):
        raise OSError(errno.EIO, "disk")


def test_the_guard_can_be_used_on_its_own(tmp_path: Path):
    """What else opens a package may ask for the same bounds."""
    path = tmp_path / "a.zip"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("a", "x")
        guard.require_package(path, package)
