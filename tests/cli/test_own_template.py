"""A bureau's own template on the command line: what is wrong with it is shown like findings."""

from __future__ import annotations

import json

import pytest

YEAR = ("--year", "2019", "--cutoff", "2019-12-18")
GOOD = (
    "# {{ bureau }}的报告\n\n## 甲 {#achievements}\n\n登记{{ community.registered }}，{{ signed_on }}。\n\n"
    "## 乙 {#deficiencies}\n\n不足。\n\n## 丙 {#responsibility}\n\n履职。\n\n## 丁 {#plans}\n\n安排。\n"
)
WRONG = "# 题\n\n{{ community.regstered }}\n\n{{ community.registered by 无此类 }}\n"
COMMANDS = {"report": ("--to", "out"), "export": ("--format", "markdown", "--to", "out.md")}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work in a folder that holds nothing."""
    folder = tmp_path / "报告"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def own(tmp_path):
    """Name the file of the template; it stands outside of the folder."""
    return tmp_path / "own.md"


@pytest.fixture
def run(minzheng, ledger, folder, own):
    """Run a command with a template."""

    def run(command, text, *more, path=own):
        path.write_text(text, encoding="utf-8")
        return minzheng(command, ledger, *YEAR, *COMMANDS[command], "--template", path, *more)

    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_the_report_is_worded_by_the_bureau(run, folder, command):
    """Title, chapters and prose are those of the template, figures and day those of the ledger and the options."""
    ran = run(command, GOOD, "--signed-on", "2020-01-06")

    (path,) = folder.rglob("*.md")
    text = path.read_text("utf-8")
    assert (ran.code, ran.err) == (0, "")
    assert text.startswith("# 示范区民政局的报告\n")
    assert "登记3家，2020年1月6日。" in text
    assert "\n示范区民政局\n\n2020年1月6日\n" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_an_error_stops_the_report_and_every_fault_is_named(run, folder, own, command):
    """The exit code is 2, each fault has a line with its place, and nothing is written."""
    ran = run(command, WRONG)

    lines = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert f"[错误 unknown-figure] {own} 第 3 行：没有这个指标。实为 community.regstered" in ran.err
    assert f"[错误 unknown-group] {own} 第 5 行：" in ran.err
    assert sum("[警告 missing-chapter]" in line for line in lines) == 4
    assert lines[-1] == "模板有 2 处错误，没有写出报告。"
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_program_gets_every_fault(run, command):
    """With --json the faults are values; so are those of a template that was rendered all the same."""
    refused = run(command, WRONG, "--json")
    written = run(command, GOOD.replace("不足。", "不足3家。"), "--json")

    assert refused.code == 2
    assert refused.json["files"] == []
    assert [(fault["line"], fault["fault"], fault["severity"]) for fault in refused.json["template_faults"]][4:] == [
        (3, "unknown-figure", "error"),
        (5, "unknown-group", "error"),
    ]
    (notice,) = written.json["template_faults"]
    assert (written.code, len(written.json["files"]) > 0) == (0, True)
    assert (notice["fault"], notice["severity"], notice["found"]) == ("typed-number", "notice", "3家")
    assert "{{ community.registered }}" in notice["suggestion"]


def test_a_warning_goes_on(run, folder):
    """It is shown beside the result, and the report is written."""
    ran = run("report", "# 题\n\n平均{{ projects.average_funding }}。")

    assert ran.code == 0
    assert "[警告 no-value]" in ran.err
    assert "段首写 {{ when projects.average_funding }}" in ran.err
    assert "平均（无法计算）。" in (folder / "out" / "report-2019.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_english_template_gives_an_english_report(run, folder, own, command):
    """The language of the file's name counts for the report, that of the console for its messages."""
    ran = run(command, "# Report\n\nThere were {{ community.registered }}.", path=own.with_name("own.en.md"))

    (path,) = folder.rglob("*.md")
    assert ran.code == 0
    assert "There were 3 organizations." in path.read_text("utf-8")
    assert "缺少应当报告的部分" in ran.err


def test_messages_in_english(run, own):
    """With --lang en the faults are told in English; a Chinese template stays Chinese."""
    ran = run("report", WRONG, "--lang", "en")

    assert f"[error unknown-figure] {own}, line 3: no measure is called so; found community.regstered" in ran.err
    assert ran.err.splitlines()[-1] == "the template has errors (2); no report was written."


def test_a_template_in_another_encoding_is_one_message(minzheng, ledger, folder, own):
    """It is told before the ledger is read, with what to do."""
    own.write_bytes("# 年度报告".encode("gb18030"))

    ran = minzheng("report", ledger, *YEAR, "--to", "out", "--template", own)

    assert ran.code == 2
    assert "请另存为 UTF-8" in ran.err
    assert len(ran.err.splitlines()) == 2
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("day", "said"), [("12月18日", "2019-12-18 的形式"), ("2019-12-17", "早于数据截止日")])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_day_of_signing_that_cannot_be_is_refused(minzheng, ledger, folder, command, day, said):
    """It is a day, and none before the last one whose data count; the library's own template is signed alike."""
    ran = minzheng(command, ledger, *YEAR, *COMMANDS[command], "--signed-on", day)

    assert ran.code == 2
    assert said in ran.err
    assert list(folder.iterdir()) == []


def test_the_day_of_signing_stands_in_the_report_of_the_library(minzheng, ledger, folder):
    """Without a template too, and in every format."""
    ran = minzheng("report", ledger, *YEAR, "--to", "out", "--signed-on", "2020-01-06")

    assert ran.code == 0
    assert json.loads((folder / "out" / "report-2019.json").read_text("utf-8"))["document"]["signed_on"] == "2020-01-06"
