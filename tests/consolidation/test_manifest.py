"""The manifest: what it names, what is wrong with it, and what becomes of each unit in the consolidated ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from minzheng_domain import Catalogue, Header, Ledger, ReadError, Source
from minzheng_domain.consolidation.contributions import ConsolidationError
from minzheng_domain.consolidation.manifest import Read, merge, read_manifest
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.reporting import ReportingUnit, Submission

GOOD = """
title = "汇总"
district = "示范区"
up_to = 2019-12-31

[[units]]
id = "east"
name = "示范东镇"
kind = "镇"
state = "已报"
on = 2020-01-08
file = "东镇.json"

[[units]]
id = "west"
name = "示范西镇"
kind = "TOWN"
state = "sent back"
reason = "缺培训"
file = "西镇.json"

[[units]]
id = "south"
name = "示范南镇"
kind = "TOWN"
state = "未报"
"""


def written(folder: Path, text: str) -> Path:
    """Write a manifest."""
    path = folder / "清单.toml"
    path.write_text(text, encoding="utf-8")
    return path


def an_organization(id_: str) -> Organization:
    """Return an organization."""
    return Organization(id=id_, name=f"示范社{id_}", type="SERVICE_AGENCY", status="REGISTERED", town="east")


def read_made_up(asked: list[tuple[Path, Path | None]]) -> Read:
    """Return a reader that notes what it was asked for, and gives a ledger of one organization."""

    def read(path: Path, mapping: Path | None) -> Ledger:
        asked.append((path, mapping))
        return Ledger.of([an_organization("1")], header=Header(title="东镇台账", synthetic=True))

    return read


def test_manifest_names_units_and_states(tmp_path):
    """Codes may be given as codes or as labels in either language; days, reasons and files are taken as they stand."""
    manifest = read_manifest(written(tmp_path, GOOD))

    assert (manifest.header.title, manifest.header.district, manifest.up_to) == ("汇总", "示范区", date(2019, 12, 31))
    assert [(unit.id, unit.kind, unit.state, unit.on, unit.reason, unit.file) for unit in manifest.units] == [
        ("east", "TOWN", "REPORTED", date(2020, 1, 8), None, "东镇.json"),
        ("west", "TOWN", "RETURNED", None, "缺培训", "西镇.json"),
        ("south", "TOWN", "MISSING", None, None, None),
    ]


def test_only_a_ledger_that_was_taken_is_merged(tmp_path):
    """What was sent back is not even read; every unit and its state stand in the result, with their place."""
    asked: list[tuple[Path, Path | None]] = []
    path = written(tmp_path, GOOD)
    ledger = merge(read_manifest(path), read_made_up(asked))

    assert asked == [(tmp_path / "东镇.json", None)]
    assert [unit.id for unit in ledger.all(ReportingUnit)] == ["east", "west", "south"]
    assert [(one.unit, one.state, one.reason) for one in ledger.all(Submission)] == [
        ("east", "REPORTED", None),
        ("west", "RETURNED", "缺培训"),
        ("south", "MISSING", None),
    ]
    kind = Submission.__kind__
    assert ledger.source(kind, 1, kind.column("reason")) == Source(str(path), "$.units[1].reason")
    assert ledger.source(kind, 1, kind.column("id")) == Source(str(path), "$.units[1]")
    assert ledger.header == Header(title="汇总", district="示范区", synthetic=True)
    assert ledger.file == str(path)


def test_the_rules_name_who_has_not_reported(tmp_path):
    """A check of the result tells which units the figures lack."""
    ledger = merge(read_manifest(written(tmp_path, GOOD)), read_made_up([]))
    catalogue = Catalogue.builtin()
    findings = catalogue.check(ledger, rules=[catalogue.rule("RPT013")]).findings

    assert [str(finding.found) for finding in findings] == ["示范西镇退回", "示范南镇未报"]


def test_a_mapping_goes_with_its_file(tmp_path):
    """A spreadsheet may need a mapping; it is found from the folder of the manifest too."""
    asked: list[tuple[Path, Path | None]] = []
    text = GOOD.replace('"东镇.json"', '"东镇.json"\nmapping = "映射.toml"')
    merge(read_manifest(written(tmp_path, text)), read_made_up(asked))

    assert asked == [(tmp_path / "东镇.json", tmp_path / "映射.toml")]


def test_no_unit_has_reported(tmp_path):
    """With no ledger at all, the result says who owes one."""
    text = GOOD.replace('state = "已报"', 'state = "退回"\nreason = "重复"')
    ledger = merge(read_manifest(written(tmp_path, text)), read_made_up([]))

    assert [kind.name for kind, _ in ledger.kinds()] == ["reporting_units", "submissions"]
    assert not ledger.header.synthetic


def test_a_manifest_of_real_ledgers_refuses_a_made_up_one(tmp_path):
    """Where the manifest says that nothing is made up, a made-up ledger is refused."""
    manifest = read_manifest(written(tmp_path, "synthetic = false\n" + GOOD))

    with pytest.raises(ConsolidationError, match="made up"):
        merge(manifest, read_made_up([]))


def test_the_bureau_is_told_by_its_kind(tmp_path):
    """The bureau's own ledger counts where no unit owns a record."""
    text = GOOD.replace('kind = "TOWN"\nstate = "未报"', 'kind = "区民政局"\nstate = "已报"\nfile = "局.json"')
    text = text.replace('id = "south"', 'id = "zz"')

    def read(path: Path, _mapping: Path | None) -> Ledger:
        activity = an_organization("1").evolve(town=None, staff=1 if path.name == "局.json" else 2)
        return Ledger.of([activity], header=Header(title="台账"))

    ledger = merge(read_manifest(written(tmp_path, text)), read)

    assert [organization.staff for organization in ledger.all(Organization)] == [1]


BAD = [
    ("title", 'title = "汇总"', 'title = ""', "$.title"),
    ("no day", "up_to = 2019-12-31", "", "$.up_to"),
    ("a time", "up_to = 2019-12-31", "up_to = 2019-12-31T10:00:00", "$.up_to"),
    ("an unknown key", "up_to = 2019-12-31", 'up_to = 2019-12-31\ndistrikt = "区"', "$.distrikt"),
    ("schemes", "up_to = 2019-12-31", "up_to = 2019-12-31\nschemes = { category = 3 }", "$.schemes.category"),
    ("an unknown kind", 'kind = "镇"', 'kind = "村"', "$.units[0].kind"),
    ("a kind that is no text", 'kind = "镇"', "kind = 3", "$.units[0].kind"),
    ("an unknown state", 'state = "已报"', 'state = "已报送"', "$.units[0].state"),
    ("reported without a file", 'file = "东镇.json"', "", "$.units[0].file"),
    ("missing with a file", 'state = "未报"', 'state = "未报"\nfile = "南镇.json"', "$.units[2].file"),
    ("sent back without a reason", 'reason = "缺培训"', "", "$.units[1].reason"),
    ("a reason though reported", 'file = "东镇.json"', 'file = "东镇.json"\nreason = "缺"', "$.units[0].reason"),
    ("one id twice", 'id = "west"', 'id = "east"', "$.units[1].id"),
    ("one name twice", 'name = "示范西镇"', 'name = "示范东镇"', "$.units[1].name"),
    ("one file twice", 'file = "西镇.json"', 'file = "东镇.json"', "$.units[1].file"),
    ("no name", 'name = "示范东镇"', "", "$.units[0].name"),
    ("two bureaus", 'kind = "TOWN"', 'kind = "BUREAU"', "$.units[2].kind"),
    ("an unknown key of a unit", 'reason = "缺培训"', 'reason = "缺培训"\nwhy = "缺"', "$.units[1].why"),
]


@pytest.mark.parametrize(("right", "wrong", "path"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_is_wrong_is_told_with_its_place(right, wrong, path, tmp_path):
    """A manifest that is not as it must be is refused, with where, what was found and what is wanted."""
    assert right in GOOD
    with pytest.raises(ReadError) as caught:
        read_manifest(written(tmp_path, GOOD.replace(right, wrong)))

    assert [problem.path for problem in caught.value.problems] == [path]


@pytest.mark.parametrize("units", ["", "units = []", 'units = ["east"]', 'units = "east"'])
def test_a_manifest_without_units_is_refused(units, tmp_path):
    """There is nothing to consolidate."""
    with pytest.raises(ReadError, match=r"\$.units"):
        read_manifest(written(tmp_path, f'title = "汇总"\nup_to = 2019-12-31\n{units}\n'))
