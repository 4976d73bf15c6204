"""Detection: what a file really is, by what it holds; what its suffix says is not believed."""

from __future__ import annotations

import codecs
import zipfile
from pathlib import Path
from typing import Literal, TypeAlias

from minzheng_domain.errors import ReadError
from minzheng_domain.text import Text
from minzheng_domain_excel.reading.csv import SUFFIXES
from minzheng_domain_excel.reading.refusals import damaged, refusal

Form: TypeAlias = Literal["package", "xls", "csv"]

_LONGEST_MARK = 4_096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BOOKS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
"""How a workbook of Excel 2, 3 or 4 begins."""

_STREAM_BOOK = b"\x09\x08"
"""How a workbook of Excel 5 to 2003 begins that stands in no compound file."""

_MARKS: tuple[tuple[bytes, Text], ...] = (
    (b"%PDF", Text("PDF 文件", "a PDF")),
    (b"Rar!", Text("RAR 压缩包", "a RAR archive")),
    (b"7z\xbc\xaf", Text("7z 压缩包", "a 7z archive")),
    (b"\x1f\x8b", Text("gzip 压缩包", "a gzip archive")),
    (b"\x89PNG", Text("图片", "a picture")),
    (b"\xff\xd8\xff", Text("图片", "a picture")),
    (b"{\\rtf", Text("RTF 文档", "a document in RTF")),
)
_TEXT_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNPACK = Text("电子表格（请先解压，再读取其中的表格）", "a spreadsheet (unpack the archive and read what is in it)")


def form_of(path: Path) -> Form:
    """Tell how a file is to be read.

    Raises:
        ReadError: it is nothing that is read; the error says what it seems to be and what to do.
        OSError: the system does not let it be read.
    """
    with path.open("rb") as file:
        start = file.read(_LONGEST_MARK)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "package"
    if start.startswith((_OLE, _STREAM_BOOK)):
        return "xls"
    if start.startswith(_OLD_BOOKS):
        raise refusal(path, Text("Excel 4.0 或更早版本的文件", "a workbook of Excel 4.0 or earlier"))
    for mark, found in _MARKS:
        if start.startswith(mark):
            raise refusal(path, found)
    return _text_form(path, start)


def _text_form(path: Path, start: bytes) -> Form:
    is_marked = start.startswith(_TEXT_MARKS)
    if b"\x00" in start and not is_marked:
        raise refusal(path, Text("不是电子表格，也可能已损坏", "no spreadsheet, or a damaged one"))
    head = start.replace(b"\x00", b"").lower()
    for mark in _TEXT_MARKS if is_marked else ():
        head = head.removeprefix(mark)
    head = head.lstrip()
    if head.startswith(b"<"):
        raise _markup(path, head)
    if path.suffix.lower() not in SUFFIXES:
        suffix = path.suffix or "无后缀 / no suffix"
        raise refusal(
            path,
            Text(f"文本文件，不是 {suffix} 工作簿", f"a text file, no {suffix} workbook"),
            Text(
                "电子表格（若是 CSV 请把后缀改为 .csv，否则用 Excel 或 WPS 打开后另存为 .xlsx）",
                "a spreadsheet (if it is a CSV name it .csv, else open it in Excel or WPS and save it as .xlsx)",
            ),
        )
    return "csv"


def _markup(path: Path, head: bytes) -> ReadError:
    if b"<html" in head or b"<table" in head or head.startswith(b"<!doctype html"):
        return refusal(path, Text("网页（HTML），不是工作簿", "a web page (HTML), no workbook"))
    return refusal(path, Text("XML 文件，不是工作簿", "an XML file, no workbook"))


def package_form(path: Path, package: zipfile.ZipFile) -> Literal["xlsx", "ods"]:
    """Tell what a package (a zip file) is.

    Raises:
        ReadError: it is no spreadsheet that is read; the error says what it seems to be and what to do.
    """
    names = [name.lower() for name in package.namelist()]
    if "mimetype" in names:
        return _open_document_form(path, package)
    if "[content_types].xml" not in names:
        raise refusal(path, Text("压缩包（zip），不是电子表格", "a zip archive, no spreadsheet"), _UNPACK)
    if any(name.startswith("word/") for name in names):
        raise refusal(path, Text("Word 文档，不是电子表格", "a document of Word, no spreadsheet"))
    if any(name.startswith("ppt/") for name in names):
        raise refusal(path, Text("PowerPoint 演示文稿，不是电子表格", "slides of PowerPoint, no spreadsheet"))
    if "xl/workbook.bin" in names:
        raise refusal(path, Text("Excel 二进制工作簿（.xlsb）", "a binary workbook of Excel (.xlsb)"))
    return "xlsx"


def _open_document_form(path: Path, package: zipfile.ZipFile) -> Literal["ods"]:
    member = package.getinfo("mimetype") if "mimetype" in package.NameToInfo else None
    if member is None or member.file_size > _LONGEST_MARK:
        raise damaged(path, Text("类型说明（mimetype）不可读", "its mimetype cannot be read"))
    kind = package.read(member).decode("ascii", "replace").strip()
    if not kind.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        raise refusal(path, Text(f"不是电子表格（{kind}）", f"no spreadsheet ({kind})"))
    return "ods"
