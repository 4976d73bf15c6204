"""Refusals: why a spreadsheet file is not read, each in one line that says what to do."""

from __future__ import annotations

from pathlib import Path

from minzheng_domain.errors import Problem, ReadError
from minzheng_domain.text import Text

SAVE_AGAIN = Text(
    "可读取的电子表格（请用 Excel 或 WPS 打开后另存为 .xlsx）",
    "a spreadsheet that can be read (open it in Excel or WPS and save it as .xlsx)",
)
SMALLER = Text(
    "大小在限度之内的表格（请删去无用的行、列和工作表，或分成几个文件）",
    "a spreadsheet within the limits (delete rows, columns and sheets that nobody needs, or split the file)",
)
HARMLESS = Text(
    "来源可靠、未经改动的电子表格（请用 Excel 或 WPS 打开后另存为 .xlsx）",
    "a spreadsheet as Excel or WPS writes it (open it there and save it as .xlsx)",
)

PASSWORD = Text("设有打开密码的文件，请先取消密码", "a file with a password; take it off first")

_LONGEST_WORDS = 120


def refusal(path: Path, found: Text | str, wanted: Text = SAVE_AGAIN, *, where: str = "$") -> ReadError:
    """Return the error that says why a file, or a place in it, is not read.

    Args:
        path: the file.
        found: what was found, for readers of either language.
        wanted: what is wanted instead, and what to do.
        where: the place in the file; ``$`` is the whole.
    """
    said = f"{found.zh} ({found.en})" if isinstance(found, Text) else found
    return ReadError(str(path), [Problem(where, said, wanted)])


def too_large(path: Path, found: Text, *, where: str = "$") -> ReadError:
    """Return the error that says what of a file exceeds which limit."""
    return refusal(path, Text(f"过大：{found.zh}", f"too large: {found.en}"), SMALLER, where=where)


def damaged(path: Path, said: Text | Exception, *, where: str = "$") -> ReadError:
    """Return the error that says that a file is damaged.

    Args:
        path: the file.
        said: what is wrong, or what a library says that could not go on.
        where: the part of the file; ``$`` is the whole.
    """
    if isinstance(said, Text):
        return refusal(path, Text(f"文件已损坏：{said.zh}", f"the file is damaged: {said.en}"), where=where)
    words = " ".join(str(said).split())[:_LONGEST_WORDS] or type(said).__name__
    return refusal(path, f"文件已损坏 (the file is damaged): {words}", where=where)
