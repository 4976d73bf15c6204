"""The file of a template: its encoding, and the language that its name says."""

from __future__ import annotations

import codecs
import errno
from pathlib import Path

import pytest

from minzheng_domain import Catalogue, ReadError, Template


@pytest.mark.parametrize(
    ("name", "language"),
    [("报告.zh.md", "zh"), ("report.en.md", "en"), ("Report.EN.MD", "en"), ("report.md", "zh"), ("en.md", "zh")],
)
def test_the_name_says_the_language(tmp_path, name, language):
    """``….en.md`` is English, any other file Chinese."""
    path = tmp_path / name
    path.write_text("# 题\n", encoding="utf-8")

    template = Catalogue.builtin().report_template(path)

    assert (template.language, template.source, template.text) == (language, str(path), "# 题\n")


def test_a_mark_of_byte_order_is_no_part_of_the_text():
    """Some editors write it before UTF-8; the title is the title all the same."""
    assert Template.decode("报告.md", codecs.BOM_UTF8 + "# 题".encode()).text == "# 题"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("# 题目与正文".encode("gb18030"), "GB18030"),
        ("# 题".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04and the rest", "Word"),
        (b"PK\x03\x04\xff\xff\xff", "Word"),
        (b"\xff\xff\xff\xff", "无法识别"),
        (b"# \x00", "空字符"),
    ],
)
def test_what_is_no_text_in_utf_8_is_told_once(tmp_path, content, found):
    """One message says what the file is and what it should be, however many characters are wrong."""
    path = tmp_path / "报告.md"
    path.write_bytes(content)

    with pytest.raises(ReadError) as caught:
        Catalogue.builtin().report_template(path)

    (problem,) = caught.value.problems
    assert found in problem.found
    assert "UTF-8" in problem.wanted.zh
    assert caught.value.source == str(path)


def test_a_template_that_is_not_there_is_told(tmp_path):
    """As is a folder in its place."""
    for path, said in ((tmp_path / "无.md", "不存在"), (tmp_path, "文件夹")):
        with pytest.raises(ReadError, match=said):
            Catalogue.builtin().report_template(path)


def test_a_template_that_vanishes_while_it_is_read_is_told(tmp_path, monkeypatch):
    """What the system refuses after the file was found is said as an error of reading too."""
    path = tmp_path / "报告.md"
    path.write_text("# 题", encoding="utf-8")

    def gone(_path: Path) -> bytes:
        raise FileNotFoundError(errno.ENOENT, "gone")

    monkeypatch.setattr(Path, "read_bytes", gone)

    with pytest.raises(ReadError, match="不存在"):
        Catalogue.builtin().report_template(path)
