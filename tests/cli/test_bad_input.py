"""What the command says of bad input: one message with the place, an exit code, and nothing half written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

YEAR = ("--year", "2019")
COULD_NOT_RUN = 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空文件"),
        (b"[" * 1000, "以 { 开头的 JSON"),
        (b'{"format": "minzheng-ledger", "version": 1, "hea', "文件在此中断"),
        ('{"format": "台账"}'.encode("gb18030"), "UTF-8"),
        (b'{"format": "minzheng-ledger", "version": 7, "header": {}, "records": {}}', "版本 1"),
        (b'{"a":' * 100_000, "嵌套过深"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(minzheng, tmp_path, content, said):
    """One message tells file, place, found and wanted; the exit code is 2 and no report is written."""
    path = tmp_path / "坏 台账.json"
    path.write_bytes(content)

    ran = minzheng("report", path, *YEAR, "--to", tmp_path / "out")

    assert ran.code == COULD_NOT_RUN
    assert ran.out == ""
    assert str(path) in ran.err
    assert said in ran.err
    assert not (tmp_path / "out").exists()


def test_a_missing_file_is_named(minzheng, tmp_path):
    """So is a folder in the place of a file, and a suffix that nobody reads."""
    missing = minzheng("check", tmp_path / "无.json")

    assert missing.code == COULD_NOT_RUN
    assert "不存在" in missing.err
    assert "文件夹" in minzheng("check", _folder(tmp_path)).err
    (tmp_path / "台账.xyz").write_text("{}", encoding="utf-8")
    assert ".json" in minzheng("check", tmp_path / "台账.xyz").err


def _folder(tmp_path: Path) -> Path:
    path = tmp_path / "文件夹.json"
    path.mkdir()
    return path


@pytest.mark.parametrize(
    ("change", "place", "wanted"),
    [
        (lambda o: o.update(nmae="x"), "$.records.organizations[1].nmae", "name"),
        (lambda o: o.update(staff="3"), "$.records.organizations[1].staff", "整数"),
        (lambda o: o.update(staff="３"), "$.records.organizations[1].staff", "整数"),
        (lambda o: o.update(registered_on="2019-02-30"), "$.records.organizations[1].registered_on", "日期"),
        (lambda o: o.update(is_charity="否"), "$.records.organizations[1].is_charity", "true 或 false"),
        (lambda o: o.pop("name"), "$.records.organizations[1].name", ""),
    ],
)
def test_a_wrong_field_is_told_with_its_path(minzheng, document, written, change, place, wanted):
    """An unknown field, a wrong type or a missing field is refused with its path in the file, in both languages."""
    change(document["records"]["organizations"][1])
    path = written(document)

    zh, en = minzheng("check", path), minzheng("check", path, "--lang", "en")

    assert zh.code == en.code == COULD_NOT_RUN
    assert place in zh.err
    assert wanted in zh.err
    assert place in en.err
    assert "wanted" in en.err


def test_every_fault_of_a_file_is_told_at_once(minzheng, document, written):
    """A clerk need not run the command once for each fault."""
    for number, organization in enumerate(document["records"]["organizations"]):
        organization["staff"] = "x" * number

    err = minzheng("check", written(document)).err

    assert [place for place in range(3) if f"organizations[{place}].staff" in err] == [0, 1, 2]


@pytest.mark.parametrize(
    ("change", "rule", "said"),
    [
        (lambda r: r["organizations"].append(dict(r["organizations"][0])), "LED001", "organizations[3].id"),
        (lambda r: r["organizations"][0].update(town="T9"), "LED002", "organizations[0].town"),
        (lambda r: r["organizations"][0].update(type="社会团体"), "LED003", "是不是 SOCIAL_GROUP"),
        (lambda r: r["organizations"][0].update(status="REGISTRED"), "LED003", "是不是 REGISTERED"),
    ],
)
def test_what_can_be_read_is_reported_with_findings(minzheng, document, written, tmp_path, change, rule, said):
    """A double id, a dangling reference or an unknown code is a finding: the report is written, the exit code is 1."""
    change(document["records"])
    path = written(document)

    ran = minzheng("report", path, *YEAR, "--to", tmp_path / "out")

    assert ran.code == 1
    assert f"[错误 {rule}] {path}: $.records." in ran.err
    assert said in ran.err
    assert (tmp_path / "out" / "report-2019.md").exists()
    checked = minzheng("check", path, "--json", "--select", "LED001,LED002,LED003")
    assert checked.code == 1
    assert [finding["rule"] for finding in checked.json["findings"]] == [rule]


def test_many_findings_do_not_bury_the_result(minzheng, document, written, tmp_path):
    """Beside a report, the first twenty findings are shown and the others counted."""
    document["records"]["organizations"] *= 9

    err = minzheng("report", written(document), *YEAR, "--to", tmp_path / "out").err

    assert err.count("[错误 LED001]") == 20
    assert "另有 4 条" in err


def test_a_scheme_that_nobody_knows_is_a_finding(minzheng, document, written):
    """The header's choice among schemes is checked too."""
    document["header"]["schemes"] = {"community-category": "community-category-shangai"}

    ran = minzheng("check", written(document))

    assert ran.code == 1
    assert "是不是 community-category-shanghai" in ran.out


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        ((), "缺少参数：COMMAND", "required: COMMAND"),
        (("reprot",), "不能是 'reprot'", "invalid choice: 'reprot'"),
        (("report", "x.json", "--year", "2019"), "缺少参数：--to", "required: --to"),
        (("figures", "x.json", "--year", "二〇一九"), "应为整数", "invalid int value"),
        (("figures", "x.json"), "请用 --year 给出年度", "give the year with --year"),
        (("figures", "x.json", "--year", "2019", "--start", "2019-01-01"), "请用 --year", "give the year"),
        (("figures", "x.json", "--year", "2019", "--cutoff", "18.12.2019"), "2019-12-18 的形式", "written like"),
        (("figures", "x.json", "--year", "2019", "--cutoff", "2020-01-01"), "起始日 ≤ 截止日", "start <= cutoff"),
        (("check", "x.json", "--colour"), "不认识的参数：--colour", "unrecognized arguments: --colour"),
        (("check",), "缺少参数：LEDGER", "required: LEDGER"),
        (("explain", "community.registred"), "是不是 community.registered", "did you mean community.registered"),
        (("explain", "LED001", "x.json"), "规则不需要台账", "a rule takes no ledger"),
        (("check", "x.json", "--lang"), "后面缺少内容", "expected one argument"),
    ],
)
def test_a_command_typed_wrongly_is_refused_in_words(minzheng, arguments, zh, en):
    """What is wrong with the arguments is told in the language asked for, with exit code 2 and no traceback."""
    ran = minzheng(*arguments)

    assert (ran.code, ran.out) == (COULD_NOT_RUN, "")
    assert zh in ran.err
    if arguments[-1:] != ("--lang",):
        assert en in minzheng(*arguments, "--lang", "en").err


def test_an_unknown_format_is_refused_before_the_ledger_is_read(minzheng, tmp_path):
    """Close names are offered."""
    ran = minzheng("export", tmp_path / "无.json", *YEAR, "--format", "markdwn", "--to", tmp_path / "x")

    assert ran.code == COULD_NOT_RUN
    assert "是不是 markdown" in ran.err


def test_an_output_folder_that_cannot_be_made_is_named(minzheng, ledger, tmp_path):
    """A file stands where the folder should: nothing is changed."""
    (tmp_path / "占用").write_text("原有内容", encoding="utf-8")

    ran = minzheng("report", ledger, *YEAR, "--to", tmp_path / "占用")

    assert ran.code == COULD_NOT_RUN
    assert str(tmp_path / "占用") in ran.err
    assert (tmp_path / "占用").read_text("utf-8") == "原有内容"


def command(*arguments: object) -> list[str]:
    """Return the words that run the command in a process of its own."""
    return [sys.executable, "-m", "minzheng_domain", *map(str, arguments)]


def test_a_full_disk_leaves_no_half_file(ledger):
    """The system's word is told in Chinese, and the device stays as it was."""
    if not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("this system has no /dev/full")
    # /dev/full itself is no regular file, which is refused too; the standard output may be full all the same.
    with open("/dev/full", "w") as full:  # noqa: PTH123
        ran = subprocess.run(command("figures", ledger, *YEAR), stdout=full, stderr=subprocess.PIPE, check=False)

    assert ran.returncode == COULD_NOT_RUN
    assert "磁盘已满" in ran.stderr.decode("utf-8")
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_any_console_can_show_the_result(ledger, encoding):
    """On a GBK console Chinese is Chinese; what the console lacks is escaped, and nothing fails."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    shown = subprocess.run(
        command("figures", ledger, "community.registered", *YEAR), env=environment, capture_output=True, check=True
    ).stdout.decode(encoding)
    parsed = subprocess.run(
        command("figures", ledger, "community.registered", *YEAR, "--json"),
        env=environment,
        capture_output=True,
        check=True,
    ).stdout

    assert ("社区生活服务类" in shown) is (encoding != "ascii")
    assert json.loads(parsed.decode(encoding))["figures"][0]["by"] == {"社区生活服务类": "2", "社区公益慈善类": "1"}
    assert parsed.isascii() is (encoding != "utf-8")


def test_a_reader_who_leaves_early_is_no_error(ledger):
    """``minzheng figures … | head -1`` ends without a traceback."""
    if os.name == "nt":
        pytest.skip("pipes of Windows do not tell the writer that the reader has gone")
    ran = subprocess.run(
        f'"{sys.executable}" -m minzheng_domain schema | head -c 10; echo "${{PIPESTATUS[0]}}"',
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        check=False,
    )

    assert ran.stderr == b""
    assert ran.stdout.endswith(b"0\n")


def test_an_interrupted_command_says_so_and_leaves_nothing(ledger, tmp_path):
    """Ctrl-C in the middle of writing ends with 130, a word, and no file."""
    if os.name == "nt":
        pytest.skip("a console group is needed to send Ctrl-C on Windows")
    slow = (
        "import os, sys, time\n"
        "from minzheng_domain.cli import main\n"
        "def fsync(handle):\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(30)\n"
        "os.fsync = fsync\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    to = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-c", slow, "report", str(ledger), *YEAR, "--to", str(to)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    assert list(to.iterdir()) != []
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)

    assert process.returncode == 130
    assert "已中断" in err.decode("utf-8")
    assert list(to.iterdir()) == []
