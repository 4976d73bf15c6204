"""A ledger file for the commands, and a way to run them."""

from __future__ import annotations

import json
from datetime import date

import attrs
import pytest

from minzheng_domain.cli import main
from minzheng_domain.codes import uscc


def made_up_code(number: int) -> str:
    """Make a code that passes both checks and is plainly made up."""
    body = f"EXAMP{number:03d}"
    code = f"52310101{body}{uscc.calc_organization_check_digit(body)}"
    return code + uscc.calc_check_digit(code)


DOCUMENT = {
    "format": "minzheng-ledger",
    "version": 1,
    "header": {
        "title": "示例台账",
        "district": "示范区",
        "division": None,
        "bureau": "示范区民政局",
        "synthetic": True,
        "note": None,
        "schemes": {"community-category": "community-category-shanghai"},
    },
    "records": {
        "organizations": [
            {
                "id": f"O{number}",
                "name": f"示例社{number}",
                "type": "SERVICE_AGENCY",
                "status": "REGISTERED",
                "registered_on": date(2019, number, 1).isoformat(),
                "community_tier": "REGISTERED",
                "community_category": category,
                "uscc": made_up_code(number),
                "management": "DIRECT",
                "service_sector": "CIVIL_AFFAIRS",
                "town": "T1",
            }
            for number, category in ((1, "LIFE"), (2, "LIFE"), (3, "CHARITY"))
        ],
        "reporting_units": [{"id": "T1", "name": "示例镇", "kind": "TOWN"}],
    },
}


@attrs.frozen
class Ran:
    """What a run of the command gave."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The output as JSON."""
        return json.loads(self.out)


@pytest.fixture
def minzheng(capsys):
    """Run the command in this process."""

    def run(*arguments):
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def document():
    """A ledger of three organizations as JSON, to be changed by a test."""
    return json.loads(json.dumps(DOCUMENT))


@pytest.fixture
def written(tmp_path):
    """Write a document to a file whose folder has a Chinese name with a blank in it."""

    def write(document):
        folder = tmp_path / "台账 文件"
        folder.mkdir(exist_ok=True)
        path = folder / "台账 2019.json"
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def ledger(document, written):
    """The file of the unchanged document."""
    return written(document)
