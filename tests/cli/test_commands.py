"""What each command does with a good ledger."""

from __future__ import annotations

import hashlib
import json

import pytest

from minzheng_domain.catalogue import Catalogue
from minzheng_domain.errors import WriteError
from minzheng_domain.model.period import Period

YEAR = ("--year", "2019", "--cutoff", "2019-12-18")


def test_report_writes_every_installed_format(minzheng, ledger, tmp_path):
    """The main job leaves one file for each format of reports, and says where."""
    to = tmp_path / "报告 2019"
    ran = minzheng("report", ledger, *YEAR, "--to", to)

    assert (ran.code, ran.err) == (0, "")
    formats = Catalogue.installed().exporters.values()
    written = {f"report-2019{format_.suffix}" for format_ in formats if format_.is_report}
    assert {"report-2019.json", "report-2019.md", "report-2019.xlsx"} <= written
    assert sorted(ran.out.splitlines()) == sorted(f"已写出 {to / name}" for name in written)
    assert {path.name for path in to.iterdir()} == written
    assert "年内登记成立社区社会组织3家：社区生活服务类2家、社区公益慈善类1家" in (to / "report-2019.md").read_text("utf-8")
    assert json.loads((to / "report-2019.json").read_text("utf-8"))["period"]["cutoff"] == "2019-12-18"


def test_report_speaks_english(minzheng, ledger, tmp_path):
    """With --lang en, messages and files are English."""
    ran = minzheng("report", ledger, *YEAR, "--to", tmp_path / "out", "--lang", "en")

    assert ran.out.startswith("wrote ")
    assert "## 4. Plans for 2020" in (tmp_path / "out" / "report-2019.md").read_text("utf-8")


def test_a_format_that_fails_keeps_no_other_from_being_written(minzheng, ledger, tmp_path):
    """Where one file cannot be written, the others are; message and exit code tell, and no half file is left."""
    to = tmp_path / "报告"
    (to / "report-2019.json").mkdir(parents=True)

    ran = minzheng("report", ledger, *YEAR, "--to", to)

    assert ran.code == 2
    assert "report-2019.json" in ran.err
    assert {"report-2019.md", "report-2019.xlsx", "report-2019.docx", "report-2019.html"} <= {
        path.name for path in to.iterdir() if path.is_file()
    }
    assert not [path for path in to.iterdir() if path.name.startswith(".")]
    told = minzheng("report", ledger, *YEAR, "--to", to, "--json").json
    assert len(told["failures"]) == 1
    assert str(to / "report-2019.md") in told["files"]


def test_a_failing_format_is_an_error_for_a_program_that_asks_for_no_failures(ledger, tmp_path):
    """In Python the first failure is raised when all formats have been tried."""
    to = tmp_path / "报告"
    (to / "report-2019.json").mkdir(parents=True)
    catalogue = Catalogue.installed()
    dossier = catalogue.dossier(catalogue.read(ledger), Period.year(2019, cutoff="2019-12-18"))

    with pytest.raises(WriteError, match=r"report-2019\.json"):
        catalogue.report(dossier, to=to)
    assert (to / "report-2019.md").is_file()


def test_report_tells_a_program_what_it_wrote(minzheng, ledger, tmp_path):
    """With --json the paths come as JSON."""
    ran = minzheng("report", ledger, *YEAR, "--to", tmp_path / "out", "--json")

    assert ran.json["findings"] == 0
    assert sorted(ran.json["files"]) == sorted(map(str, (tmp_path / "out").iterdir()))


def test_figures_as_json_have_the_agreed_shape(minzheng, ledger):
    """Period and figures; numbers are decimal strings in the unit shown, groups go by their labels."""
    shown = minzheng("figures", ledger, "community.registered", "projects.funding", *YEAR, "--json").json

    assert shown["period"] == {"start": "2019-01-01", "end": "2019-12-31", "cutoff": "2019-12-18"}
    first, second = shown["figures"]
    assert {key: first[key] for key in ("id", "title", "unit", "value", "by", "approximate", "records")} == {
        "id": "community.registered",
        "title": "累计登记社区社会组织",
        "unit": "家",
        "value": "3",
        "by": {"社区生活服务类": "2", "社区公益慈善类": "1"},
        "approximate": False,
        "records": ["O1", "O2", "O3"],
    }
    assert "数据截止日（2019年12月18日）" in first["definition"]
    assert (second["value"], second["unit"], second["by"]) == ("0", "万元", {})


def test_figures_as_text_stand_in_straight_columns(minzheng, ledger):
    """Each figure is followed by its groups; numbers are flush right though Chinese is wide."""
    ran = minzheng("figures", ledger, "community.registered", *YEAR)

    assert ran.out.splitlines() == [
        "2019年（数据截至2019年12月18日）",
        "community.registered  3家  累计登记社区社会组织",
        "                      2家    社区生活服务类",
        "                      1家    社区公益慈善类",
    ]


def test_all_figures_are_shown_if_none_is_named(minzheng, ledger):
    """Every measure of the catalogue has a figure."""
    ids = [figure["id"] for figure in minzheng("figures", ledger, *YEAR, "--json").json["figures"]]

    assert len(ids) == len(set(ids)) >= 60


def test_a_period_may_be_given_by_its_days(minzheng, ledger):
    """--start and --end stand for any period."""
    days = ("--start", "2019-02-01", "--end", "2019-02-28")
    shown = minzheng("figures", ledger, "community.newly_registered", *days, "--json").json

    assert shown["figures"][0]["value"] == "1"


def test_explain_tells_what_a_measure_counts(minzheng):
    """Without a ledger, a measure is explained in words, in either language."""
    assert "统计口径：社会组织的条数" in minzheng("explain", "community.registered").out
    assert "definition: The number of organizations" in minzheng("explain", "community.registered", "--lang", "en").out
    shown = minzheng("explain", "community.registered", "--json").json
    assert (shown["id"], shown["unit"]) == ("community.registered", "家")


def test_explain_shows_the_sql_of_a_measure(minzheng):
    """The same declaration as a statement; a measure that is derived from others has none of its own."""
    told = minzheng("explain", "community.registered")
    assert 'FROM "organizations" AS r' in told.out
    assert "$cutoff" in minzheng("explain", "community.registered", "--json").json["sql"]
    assert minzheng("explain", "community.registered_growth", "--json").json["sql"] is None
    assert "SELECT" not in minzheng("explain", "community.registered_growth").out


def test_explain_traces_a_figure_to_its_records(minzheng, ledger):
    """With a ledger, each record of each group is named with its place in the file."""
    ran = minzheng("explain", "community.registered", ledger, *YEAR)

    assert "社区生活服务类 2家，2 条记录：" in ran.out
    assert f"  O1  示例社1  {ledger}: $.records.organizations[0]" in ran.out.splitlines()
    shown = minzheng("explain", "community.registered", ledger, *YEAR, "--json").json
    assert shown["figure"]["value"] == "3"
    assert [source["id"] for source in shown["sources"]] == ["O1", "O2", "O3"]
    assert shown["sources"][0]["source"] == f"{ledger}: $.records.organizations[0]"


@pytest.mark.parametrize("name", ["LED002", "dangling-reference"])
def test_explain_tells_what_a_rule_is_for(minzheng, name):
    """A rule is found by id or name, with why and remedy."""
    ran = minzheng("explain", name)

    assert "规则：LED002 dangling-reference" in ran.out
    assert "处理：请补录被引用的记录，或改正编号。" in ran.out
    assert "[不符] 引用落空，并提示相近的编号" in ran.out
    shown = minzheng("explain", name, "--json", "--lang", "en").json
    assert shown["id"] == "LED002"
    assert {case["verdict"] for case in shown["cases"]} == {"pass", "fail"}


def test_check_of_a_good_ledger_is_clean(minzheng, ledger):
    """Nothing found is exit code 0; file, digest, day and the count of what was looked at are told."""
    ran = minzheng("check", ledger, "--day", "2020-01-31", "--select", "LED001,LED002,LED003,LED004")

    digest = hashlib.sha256(ledger.read_bytes()).hexdigest()
    assert ran.code == 0
    assert ran.out.startswith(f"台账 {ledger}（sha256 {digest}）\n检查日期 2020-01-31，规则 4 条")
    assert ran.out.endswith("错误 0，警告 0，提示 0\n未发现问题，可以生成报告。\n")


def test_check_groups_findings_by_record_and_says_what_to_do(minzheng, document, written):
    """Findings stand under their record; each rule that found something is summed up, and the next step is told."""
    document["records"]["organizations"][0].update(type="X", town="T9")
    ran = minzheng("check", written(document), "--select", "LED")

    lines = ran.out.splitlines()
    place = lines.index("社会组织 O1")
    assert [line[:12] for line in lines[place + 1 : place + 3]] == ["  [错误 LED002", "  [错误 LED003"]
    assert "LED002 引用的记录不存在：检查 3 处，不符 1" in lines
    assert lines[-1].startswith("下一步：先改正“错误”级别的问题")


def test_check_takes_profile_and_waivers(minzheng, document, written, tmp_path):
    """A waived finding is told apart; a rule that the profile switches off is skipped with the reason."""
    document["records"]["organizations"][0].update(type="X", town="T9")
    waivers, profile = tmp_path / "豁免.toml", tmp_path / "配置.toml"
    waivers.write_text(
        '[[waivers]]\nrule = "LED002"\nkind = "organizations"\nrecord = "O1"\nreason = "街镇撤并"\n'
        'approver = "示例科"\nexpires = 2030-12-31\n',
        encoding="utf-8",
    )
    profile.write_text(
        'title = { zh = "示范区", en = "model" }\nedition = "7"\ndisabled = ["LED003"]\n', encoding="utf-8"
    )
    options = ("--waivers", waivers, "--profile", profile, "--select", "LED002,LED003", "--day", "2020-01-31")

    ran = minzheng("check", written(document), *options)
    shown = minzheng("check", written(document), *options, "--json").json

    assert ran.code == 0
    assert "已豁免 LED002 O1：街镇撤并（示例科，至 2030-12-31）" in ran.out
    assert "LED003 代码不在代码表内：跳过，规则配置中已停用" in ran.out
    assert shown["header"]["profile_edition"] == "7"
    assert [(rule["id"], rule["failed"], rule["skipped"]) for rule in shown["rules"]] == [
        ("LED002", 1, None),
        ("LED003", 0, "规则配置中已停用"),
    ]
    assert shown["waived"][0]["record"] == "O1"


def test_findings_as_json_have_the_agreed_shape(minzheng, document, written):
    """Rule, place, what was found, what is wanted, and the message in both languages."""
    document["records"]["organizations"][0].update(town="T9")
    path = written(document)
    ran = minzheng("check", path, "--select", "LED002", "--json")

    (finding,) = ran.json["findings"]
    assert {key: finding[key] for key in ("rule", "severity", "record", "field", "found", "difference")} == {
        "rule": "LED002",
        "severity": "error",
        "record": "O1",
        "field": "town",
        "found": "T9",
        "difference": None,
    }
    assert finding["source"] == {"file": str(path), "place": "$.records.organizations[0].town"}
    assert set(finding["message"]) == {"zh", "en"}
    assert finding["basis"] == ["本库台账结构（第 1 版）"]


def test_export_writes_one_format(minzheng, ledger, tmp_path):
    """A named format goes to a named file."""
    ran = minzheng("export", ledger, *YEAR, "--format", "ledger-jsonl", "--to", tmp_path / "台账.jsonl")

    assert (ran.code, ran.out) == (0, f"已写出 {tmp_path / '台账.jsonl'}\n")
    assert minzheng("check", tmp_path / "台账.jsonl").code == 0


def test_plugins_lists_what_is_installed(minzheng):
    """Each plugin with its distribution and what it offers, as text and as JSON."""
    shown = minzheng("plugins", "--json").json
    exporters = {name: plugin["distribution"] for plugin in shown["plugins"] for name in plugin["exporters"]}

    assert exporters["json"] == "minzheng-domain"
    assert exporters["markdown"] == "minzheng-domain-report"
    assert shown["problems"] == []
    assert "markdown" in minzheng("plugins").out


def test_schema_is_json_schema_of_the_ledger(minzheng, document):
    """The printed schema takes the ledger that the other commands read."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema = minzheng("schema").json

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", ["", "report", "check", "figures", "export", "explain", "plugins", "schema"])
def test_every_command_explains_itself(command, language, capsys):
    """--help shows usage and options in the language asked for, and leaves with 0."""
    from minzheng_domain.cli import main  # noqa: PLC0415 - the fixture would swallow the exit

    with pytest.raises(SystemExit) as left:
        main([*([command] if command else []), "--help", "--lang", language])

    out = capsys.readouterr().out
    assert left.value.code == 0
    assert out.startswith({"zh": "用法：minzheng", "en": "usage: minzheng"}[language])
    assert ("选项" in out) is (language == "zh")


def test_the_version_is_that_of_the_distribution(capsys):
    """--version names command and version."""
    from importlib.metadata import version  # noqa: PLC0415

    from minzheng_domain.cli import main  # noqa: PLC0415 - the fixture would swallow the exit

    with pytest.raises(SystemExit):
        main(["--version"])

    assert capsys.readouterr().out == f"minzheng {version('minzheng-domain')}\n"
