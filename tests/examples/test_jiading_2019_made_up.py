"""The example is made up, says so, and is made the same every time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from minzheng_domain.codes import uscc
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.officials import OfficialPost
from minzheng_domain.model.organizations import Organization
from minzheng_domain.model.projects import Project


def run_maker(folder: Path, *arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the script that makes the ledger, with a seed for the order in which Python hashes text."""
    return subprocess.run(
        [sys.executable, "make_ledger.py", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_says_that_it_is_made_up(ledger: Ledger) -> None:
    """The file says by itself, to programs and to readers, that it is synthetic."""
    header = ledger.header

    assert header.synthetic
    assert "虚构" in header.title
    assert "虚构" in (header.note or "")
    assert "示例" in (header.bureau or "")


def test_names_are_made_up(ledger: Ledger) -> None:
    """Whatever bears a name says in it that it is an example; no person has one."""
    for organization in ledger.all(Organization):
        assert "示例" in organization.name
        assert (organization.legal_representative or "示例人员").startswith("示例人员")
    for project in ledger.all(Project):
        assert "示例" in project.title
    assert {post.person_name for post in ledger.all(OfficialPost)} == {None}
    assert len({organization.name for organization in ledger.all(Organization)}) == len(ledger.all(Organization))


def test_holds_no_telephone_or_identity_number(example: Path) -> None:
    """Nothing in the file looks like a telephone number or an identity number."""
    text = (example / "ledger.json").read_text(encoding="utf-8")

    assert re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{17}[\dX]|0\d{2,3}-\d{7,8}", text) == []


def test_credit_codes_are_valid_and_nobodys(ledger: Ledger) -> None:
    """Every legal person has a valid code of its type and division, of a made-up range; teams have none."""
    codes = []
    for organization in ledger.all(Organization):
        if organization.type == "COMMUNITY_TEAM":
            assert organization.uscc is None
            continue
        code = organization.uscc or ""
        assert uscc.validate(code, strict=True) == code
        assert uscc.organization_type(code) == organization.type
        assert uscc.division(code) == organization.registering_division == ledger.header.division
        assert re.fullmatch(r"EXAMP\d{3}", code[8:16])
        codes.append(code)

    assert len(set(codes)) == len(codes)


def test_file_is_small(example: Path) -> None:
    """The ledger can be read and sent as a whole: it stays below a megabyte."""
    assert (example / "ledger.json").stat().st_size < 1_000_000


def test_file_is_what_the_script_makes(example: Path) -> None:
    """The script finds that the ledger beside it is the one that it makes, and leaves it alone."""
    before = (example / "ledger.json").stat().st_mtime_ns

    run = run_maker(example, "--check")

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert (example / "ledger.json").stat().st_mtime_ns == before


def test_script_makes_the_same_bytes_every_time(example: Path, tmp_path: Path) -> None:
    """However Python hashes its text, the ledger comes out byte for byte the same; a change to it is told."""
    shutil.copytree(example, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__", "ledger.json"))
    made = tmp_path / "copy" / "ledger.json"

    for seed in ("1", "2"):
        run = run_maker(tmp_path / "copy", seed=seed)
        assert (run.returncode, run.stderr) == (0, "")
        assert made.read_bytes() == (example / "ledger.json").read_bytes()
    made.write_bytes(made.read_bytes().replace(b'"synthetic":true', b'"synthetic":false', 1))
    run = run_maker(tmp_path / "copy", "--check")

    assert run.returncode == 1
    assert "ledger.json" in run.stderr
