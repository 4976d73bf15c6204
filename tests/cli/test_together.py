"""The commands on several ledgers: merge and compare."""

from __future__ import annotations

import json

import pytest

YEAR = ("--year", "2019", "--cutoff", "2019-12-18")


@pytest.fixture
def manifest(document, tmp_path):
    """A manifest of one town that has reported and of one that has not, beside the town's ledger."""
    (tmp_path / "东镇.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    path = tmp_path / "清单.toml"
    units = [
        'id = "T1"\nname = "示例镇"\nkind = "镇"\nstate = "已报"\nfile = "东镇.json"',
        'id = "T2"\nname = "示例南镇"\nkind = "镇"\nstate = "未报"',
    ]
    text = "".join(f"\n[[units]]\n{unit}\n" for unit in units)
    path.write_text(f'title = "汇总"\nup_to = 2019-12-18\n{text}', encoding="utf-8")
    return path


@pytest.fixture
def complete(manifest):
    """The manifest with the missing town left out."""
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text[: text.rindex("[[units]]")], encoding="utf-8")
    return manifest


def test_merge_writes_a_ledger_and_tells_the_states(minzheng, manifest, tmp_path):
    """The result is a ledger like any other; who has not reported is told, and the exit code is 1."""
    to = tmp_path / "汇总.json"
    ran = minzheng("merge", manifest, "--to", to)

    assert ran.code == 1
    assert ran.out.splitlines()[:2] == ["示例镇    已报", "示例南镇  未报"]
    assert ran.out.splitlines()[-1] == f"已写出 {to}"
    shown = minzheng("figures", to, "community.registered", *YEAR, "--json").json
    assert shown["figures"][0]["value"] == "3"
    assert "RPT013" in minzheng("check", to, "--day", "2020-01-31").out


def test_merge_of_complete_ledgers_exits_with_0(minzheng, complete, tmp_path):
    """Where everybody has reported and nothing was overruled, all is well; JSON Lines are written as well."""
    to = tmp_path / "汇总.jsonl"
    ran = minzheng("merge", complete, "--to", to, "--json")

    assert (ran.code, ran.err) == (0, "")
    assert ran.json["records"]["organizations"] == 3
    assert [(unit["id"], unit["state"]) for unit in ran.json["units"]] == [("T1", "REPORTED")]
    assert ran.json["files"] == [str(to)]
    assert minzheng("figures", to, "community.registered", *YEAR, "--json").code == 0


def test_merge_tells_what_was_not_taken(minzheng, manifest, document, tmp_path):
    """What differs between two ledgers is told with both sources; of many remarks the first are shown."""
    text = manifest.read_text(encoding="utf-8").replace('state = "未报"', 'state = "已报"\nfile = "南镇.json"')
    manifest.write_text(text, encoding="utf-8")
    organizations = document["records"]["organizations"]
    organizations[0]["staff"] = 5
    extra = [{**organizations[1], "id": f"X{n}", "uscc": None, "name": f"示例队{n}"} for n in range(30)]
    document["records"]["organizations"] += extra
    (tmp_path / "南镇.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    east = json.loads((tmp_path / "东镇.json").read_text(encoding="utf-8"))
    east["records"]["organizations"][0]["staff"] = 7
    east["records"]["organizations"] += extra
    (tmp_path / "东镇.json").write_text(json.dumps(east, ensure_ascii=False), encoding="utf-8")
    ran = minzheng("merge", manifest, "--to", tmp_path / "汇总.json")
    shown = minzheng("merge", manifest, "--to", tmp_path / "汇总.json", "--json").json

    assert ran.code == 1
    assert "[未采用]" in ran.err
    assert "南镇.json: $.records.organizations[0].staff：5 → 7" in ran.err
    assert "东镇.json: $.records.organizations[0]" in ran.err
    assert "……另有 13 处" in ran.err
    assert "已合并 32 处，未采用 1 处，已更正 0 处" in ran.out
    assert shown["remarks"][0]["treatment"] == "overruled"
    assert shown["remarks"][0]["source"]["place"] == "$.records.organizations[0].staff"


def test_merge_speaks_english(minzheng, manifest, tmp_path):
    """With --lang en, states and counts are English."""
    ran = minzheng("merge", manifest, "--to", tmp_path / "m.json", "--lang", "en")

    assert "not handed in" in ran.out
    assert "merged: 0, overruled: 0, repaired: 0" in ran.out


@pytest.mark.parametrize("to", ["汇总.xlsx", "汇总"])
def test_merge_writes_json_only(minzheng, manifest, to):
    """Another suffix is refused before anything is read."""
    ran = minzheng("merge", manifest, "--to", to)

    assert (ran.code, ran.out) == (2, "")
    assert "--to 应为 .json 或 .jsonl 文件" in ran.err


def test_merge_refuses_what_does_not_go_together(minzheng, manifest, document, tmp_path):
    """Different schemes are refused with the file and what to do; nothing is written."""
    text = manifest.read_text(encoding="utf-8").replace('state = "未报"', 'state = "已报"\nfile = "南镇.json"')
    manifest.write_text(text, encoding="utf-8")
    document["header"]["schemes"] = {"community-category": "community-category-national"}
    (tmp_path / "南镇.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    ran = minzheng("merge", manifest, "--to", tmp_path / "汇总.json")

    assert ran.code == 2
    assert "不能汇总" in ran.err
    assert "南镇.json community-category" in ran.err
    assert not (tmp_path / "汇总.json").exists()


@pytest.mark.parametrize("text", ["", "title = ", "title = 3"])
def test_merge_refuses_a_file_that_is_no_manifest(minzheng, manifest, tmp_path, text):
    """An empty file, no TOML, something else: told in one line, with no traceback."""
    manifest.write_text(text, encoding="utf-8")
    ran = minzheng("merge", manifest, "--to", tmp_path / "汇总.json")

    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_compare_sets_one_ledger_against_the_year_before(minzheng, ledger):
    """One ledger alone is compared with the same days of the year before."""
    ran = minzheng("compare", ledger, *YEAR, "--measures", "community.registered")

    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "示范区民政局2019年（数据截至2019年12月18日）与上年同期比较"
    assert lines[5:7] == [
        "指标                  本期  上年同期  增减        增长率",
        "累计登记社区社会组织   3家       0家   3家  （无法计算）",
    ]


def test_compare_sets_ledgers_side_by_side(minzheng, ledger, document, tmp_path):
    """Each ledger has a column under a name of its own; with --with-previous each is compared as well."""
    other = tmp_path / "乙.json"
    other.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    asked = ("--with-previous", "--measures", "community.registered", "--lang", "en")
    ran = minzheng("compare", ledger, other, *YEAR, *asked)

    assert ran.code == 0
    assert "示范区民政局 台账 2019.json" in ran.out
    assert "示范区民政局 乙.json" in ran.out
    assert "registered community organizations (organization)" in ran.out
    assert "Against the year before: 示范区民政局 乙.json" in ran.out


def test_compare_gives_a_program_all_numbers(minzheng, ledger):
    """Values, the year before, change, growth and totals come as decimal strings, groups by code."""
    asked = ("--with-previous", "--measures", "community.registered,standing.qualified_share")
    shown = minzheng("compare", ledger, ledger, *YEAR, *asked, "--json").json

    assert [member["label"] for member in shown["ledgers"]] == [
        "示范区民政局 台账 2019.json (1)",
        "示范区民政局 台账 2019.json (2)",
    ]
    assert shown["previous"] == {"start": "2018-01-01", "end": "2018-12-31", "cutoff": "2018-12-18"}
    registered, share = shown["figures"]
    assert registered["ledgers"][0] == {
        "value": "3",
        "by": {"LIFE": "2", "CHARITY": "1"},
        "approximate": False,
        "previous": {"value": "0", "by": {"LIFE": "0", "CHARITY": "0"}, "approximate": False},
        "change": {"value": "3", "by": {"LIFE": "2", "CHARITY": "1"}, "approximate": False, "unit": "organizations"},
        "growth": {"value": None, "by": {"LIFE": None, "CHARITY": None}, "approximate": False},
    }
    assert registered["total"] is None
    assert "请先汇总" in registered["reason"]
    assert share["ledgers"][0]["growth"] is None
    assert share["ledgers"][0]["change"]["unit"] == "percentage_points"


def test_compare_of_one_ledger_has_no_total_for_a_program(minzheng, ledger):
    """A total of one ledger is none; what is itself a comparison is not compared again."""
    figures = minzheng("compare", ledger, *YEAR, "--json").json["figures"]

    assert all("total" not in figure for figure in figures)
    (change,) = [figure for figure in figures if figure["id"] == "projects.contracted_change"]
    assert "previous" not in change["ledgers"][0]


@pytest.mark.parametrize("many", [False, True])
def test_compare_writes_a_file(minzheng, ledger, tmp_path, many):
    """The tables can be written in any format of reports, of one ledger and of several."""
    other = tmp_path / "乙.json"
    other.write_bytes(ledger.read_bytes())
    to = tmp_path / "对比.md"
    given = [ledger, other] if many else [ledger]
    ran = minzheng("compare", *given, *YEAR, "--format", "markdown", "--to", to)

    assert (ran.code, ran.out) == (0, f"已写出 {to}\n")
    assert "累计登记社区社会组织" in to.read_text("utf-8")
    shown = minzheng("compare", *given, *YEAR, "--format", "markdown", "--to", to, "--json").json
    assert shown["files"] == [str(to)]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--format", "markdown"), "--format 和 --to 应同时给出"),
        (("--to", "x.md"), "--format 和 --to 应同时给出"),
        (("--format", "wrd", "--to", "x.doc"), "没有名为“wrd”的可写对比表的导出格式"),
        (("--format", "excel", "--to", "x.xlsx"), "没有名为“excel”的可写对比表的导出格式"),
        (("--measures", "community.registred"), "没有名为“community.registred”的指标"),
    ],
)
def test_compare_refuses_what_does_not_exist(minzheng, ledger, more, said):
    """A format, a measure or a pair of options that is not there is refused in one line."""
    ran = minzheng("compare", ledger, *YEAR, *more)

    assert ran.code == 2
    assert said in ran.err
