"""Kinds of record: found by looking through the modules, those that are referred to first."""

from __future__ import annotations

from types import ModuleType

import pytest

from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.model import columns as column
from minzheng_domain.model import kinds
from minzheng_domain.model.columns import Record, record
from minzheng_domain.model.kinds import record_kind, record_kinds
from minzheng_domain.model.organizations import Organization
from minzheng_domain.text import Text


def test_referred_kinds_come_first() -> None:
    """A kind follows every other one that it refers to: read in this order, references can be checked as they come."""
    order = list(record_kinds())

    for kind in record_kinds().values():
        for reference in kind.references:
            assert order.index(reference.declaration.refers_to or "") < order.index(kind.name)


def test_kinds_cannot_be_changed() -> None:
    """The kinds of record are told, not handed out to be changed."""
    with pytest.raises(TypeError):
        record_kinds()["organizations"] = Organization.__kind__  # type: ignore[index]


def test_kind_is_found_by_name() -> None:
    """A kind of record answers to its name."""
    assert record_kind("organizations") is Organization.__kind__


def test_unknown_kind_is_refused() -> None:
    """A kind that does not exist is refused with the one that was meant."""
    with pytest.raises(UnknownNameError) as caught:
        record_kind("organisations")

    assert "没有名为“organisations”的记录种类；是不是 organizations" in caught.value.message.zh
    assert "no kind of record is called 'organisations'; did you mean organizations" in caught.value.message.en


def _kind(name: str, title: str, *references: str) -> type[Record]:
    body = {
        "__annotations__": {"id": "str", **{f"to_{other}": "str | None" for other in references}},
        "id": column.identifier(Text("编号", "id")),
        **{
            f"to_{other}": column.reference(Text(f"引用{other}", f"to {other}"), to=other, default=None)
            for other in references
        },
    }
    return record(name, Text(title, title))(type(title, (Record,), body))


def _scan(monkeypatch: pytest.MonkeyPatch, *classes: type[Record]) -> list[str]:
    module = ModuleType("minzheng_domain.model.given")
    vars(module).update({f"Class{number}": made for number, made in enumerate(classes)}, Record=Record, text="text")
    monkeypatch.setattr(kinds, "modules_of", lambda _package: [module])
    return list(record_kinds.__wrapped__())


def test_kinds_are_found_in_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every record class that stands in a module is found, and nothing else; a class that stands in two, once."""
    first, second = _kind("first", "First", "second"), _kind("second", "Second")

    assert _scan(monkeypatch, first, second, first) == ["second", "first"]


def test_kinds_may_refer_to_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds that refer to each other, or to themselves, are each told once."""
    first, second = _kind("first", "First", "second", "first"), _kind("second", "Second", "first")

    assert sorted(_scan(monkeypatch, first, second)) == ["first", "second"]


def test_two_classes_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two record classes under one name are refused."""
    with pytest.raises(DeclarationError) as caught:
        _scan(monkeypatch, _kind("same", "First"), _kind("same", "Second"))

    assert caught.value.message == Text("两个记录类同名：same", "two record classes are called same")


def test_reference_to_no_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reference to a kind that does not exist is refused, with the field."""
    with pytest.raises(DeclarationError) as caught:
        _scan(monkeypatch, _kind("first", "First", "nowhere"))

    assert caught.value.message == Text(
        "字段 first.to_nowhere 引用了不存在的记录种类 nowhere", "field first.to_nowhere refers to no kind: nowhere"
    )
