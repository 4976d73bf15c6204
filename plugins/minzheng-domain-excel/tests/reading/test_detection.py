"""What a file really is: its content tells, and each kind that is not read is refused in a line of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from minzheng_domain import ReadError
from minzheng_domain_excel.reading import open_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsx", b"", "空文件"),
        ("a.xlsx", "名称,地址\n甲,乙\n".encode(), "文本文件，不是 .xlsx 工作簿"),
        ("a.xls", "名称\t地址\n".encode("utf-16"), "文本文件，不是 .xls 工作簿"),
        ("无后缀", b"a,b\n", "无后缀"),
        ("a.xls", b"\xef\xbb\xbf\n <html><table>", "网页（HTML）"),
        ("a.xls", b"<!DOCTYPE html>\n<p>", "网页（HTML）"),
        ("a.xls", "<table>".encode("utf-16"), "网页（HTML）"),
        ("a.csv", b"<table border=1>", "网页（HTML）"),
        ("a.xls", b"<?xml version='1.0'?><Workbook>", "XML 文件"),
        ("a.xlsx", b"%PDF-1.7", "PDF"),
        ("a.xlsx", b"Rar!\x1a\x07", "RAR"),
        ("a.xlsx", b"7z\xbc\xaf\x27\x1c", "7z"),
        ("a.xlsx", b"\x1f\x8b\x08", "gzip"),
        ("a.csv", b"\x89PNG\r\n", "图片"),
        ("a.csv", b"\xff\xd8\xff\xe0", "图片"),
        ("a.xls", b"{\\rtf1", "RTF"),
        ("a.xls", b"\x09\x00\x04\x00\x02\x00", "Excel 4.0 或更早"),
        ("a.xls", b"\x09\x02\x06\x00\x00\x03", "Excel 4.0 或更早"),
        ("a.xls", b"\x09\x04\x06\x00\x00\x04", "Excel 4.0 或更早"),
        ("a.csv", b"a\x00b", "不是电子表格"),
        ("a.xlsx", OLE, "已损坏"),
        ("a.xlsx", OLE + b"\x00" * 2000 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.xls", OLE + b"\x00" * 2000 + "WordDocument".encode("utf-16-le"), "Word"),
        ("a.xls", OLE + b"\x00" * 2000 + "PowerPoint Document".encode("utf-16-le"), "PowerPoint"),
        ("a.xlsx", b"PK\x03\x04" + b"\x00" * 60, "已损坏"),
        ("a.xlsx", b"PK\x05\x06" + b"\x00" * 18, "压缩包"),
    ],
)
def test_a_file_of_another_kind_is_refused(refused: Any, tmp_path: Path, name: str, content: bytes, said: str):
    """The line says what the file seems to be, and what to do."""
    path = tmp_path / name
    path.write_bytes(content)

    problem = refused(path)

    assert said in problem.found
    assert "电子表格" in problem.wanted.zh or "spreadsheet" in problem.wanted.en


@pytest.mark.parametrize(
    ("members", "said"),
    [
        (["照片.jpg"], "压缩包"),
        (["[Content_Types].xml", "word/document.xml"], "Word"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "PowerPoint"),
        (["[Content_Types].xml", "xl/workbook.bin"], ".xlsb"),
        (["[Content_Types].xml"], "_rels/.rels"),
    ],
)
def test_a_package_of_another_kind_is_refused(refused: Any, tmp_path: Path, members: list[str], said: str):
    """So is a zip file that holds no workbook."""
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for member in members:
            package.writestr(member, "x")

    assert said in refused(path).message.zh


def test_a_file_that_is_not_there_is_left_to_the_system_to_tell(tmp_path: Path):
    """Whoever calls says so in the words that are used for every format."""
    with pytest.raises(FileNotFoundError), open_book(tmp_path / "none.xlsx"):
        pass


def test_the_refusal_names_the_file_and_what_to_do(tmp_path: Path):
    """Both languages, one line each."""
    path = tmp_path / "名单.xls"
    path.write_bytes(b"<html></html>")

    with pytest.raises(ReadError) as caught, open_book(path):
        pass

    assert "请用 Excel 或 WPS 打开后另存为 .xlsx" in caught.value.message.zh
    assert "open it in Excel or WPS and save it as .xlsx" in caught.value.message.en
    assert str(path) in str(caught.value)
