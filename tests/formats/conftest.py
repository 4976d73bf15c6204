"""Engines and files for the tests of JSON: everything is tried with msgspec, where it is installed, and without."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import pytest

from minzheng_domain.formats.json import engine, read_ledger, write_ledger
from minzheng_domain.model.header import Header
from minzheng_domain.model.ledger import Ledger
from minzheng_domain.model.organizations import Organization, RegistrationChange

Using: TypeAlias = Callable[[str], AbstractContextManager[None]]
Written: TypeAlias = Callable[..., bytes]
Save: TypeAlias = Callable[..., Path]

MSGSPEC, STANDARD = "msgspec", "standard library"
NEEDS_MSGSPEC = pytest.mark.skipif(not engine.FAST, reason="msgspec is not installed")


@contextmanager
def _using(name: str) -> Iterator[None]:
    was = engine.FAST
    engine.FAST = name == MSGSPEC and was
    try:
        yield
    finally:
        engine.FAST = was


@pytest.fixture(scope="session")
def using() -> Using:
    """Return a context in which JSON is read and written by msgspec, or by the standard library."""
    return _using


@pytest.fixture(params=[pytest.param(MSGSPEC, marks=NEEDS_MSGSPEC), STANDARD])
def each_engine(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run a test with msgspec and without."""
    with _using(request.param):
        yield request.param


@pytest.fixture(scope="session")
def fast() -> ModuleType:
    """Return the module that needs msgspec; skip the test where that is not installed."""
    if not engine.FAST:
        pytest.skip("msgspec is not installed")
    return importlib.import_module("minzheng_domain.formats.json.fast")


@pytest.fixture(scope="session")
def written() -> Written:
    """Return a function that writes a ledger to bytes."""

    def write(ledger: Ledger, *, lines: bool = False) -> bytes:
        file = io.BytesIO()
        write_ledger(ledger, file, lines=lines)
        return file.getvalue()

    return write


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Return a function that puts bytes or text in a file and gives its path."""

    def save(content: bytes | str, name: str = "台账 2019.json") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return save


@pytest.fixture
def ledger() -> Ledger:
    """Return a ledger with three organizations and a payment's worth of everything that JSON holds."""
    return Ledger(
        {
            "organizations": [
                Organization(
                    id="ORG-1",
                    name="某某社区服务中心",
                    type="SERVICE_AGENCY",
                    status="REGISTERED",
                    registered_on=date(2015, 3, 9),
                    registered_funds=Decimal("30000.50"),
                    staff=12,
                    is_charity=False,
                    legal_representative="负责人甲",
                ),
                Organization(id="ORG-2", name="某某协会", type="SOCIAL_GROUP", status="REGISTERED"),
                Organization(id="ORG-2", name="同号的协会", type="SOCIAL_GROUP", status="REGISTERED"),
            ],
            "registration_changes": [
                RegistrationChange(id="CHG-1", organization="没有这家", item="STATUS", on=date(2018, 1, 31)),
            ],
        },
        header=Header(title="例", synthetic=True, schemes={"community-category": "community-category-shanghai"}),
    )


@pytest.fixture
def read() -> Callable[..., Ledger]:
    """Return the function that reads a file, as JSON or, by its suffix, as JSON Lines."""

    def read(path: Path) -> Ledger:
        return read_ledger(path, lines=path.suffix == ".jsonl")

    return read
