"""Columns: how a field is declared, and what a record class refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.model import columns as column
from minzheng_domain.model.columns import ColumnKind, Record, Sensitivity, columns, record
from minzheng_domain.text import Text

A = Text("甲", "a")
B = Text("乙", "b")


@record("notebooks", Text("笔记本", "notebooks"))
class Notebook(Record):
    """A record with a column of every kind."""

    id: str = column.identifier(A)
    name: str = column.name(B, aliases=("别名",))
    kind: str = column.label(Text("类", "kind"), codes="level")
    opened_on: date = column.day(Text("启用", "opened on"))
    pages: int | None = column.number(Text("页数", "pages"), default=None)
    weight: Decimal | None = column.decimal(Text("重量", "weight"), default=None)
    price: Decimal | None = column.money(Text("价格", "price"), default=None)
    remark: str | None = column.text(
        Text("备注", "remark"), default=None, note=Text("可不填", "may be empty"), sensitivity=Sensitivity.INTERNAL
    )
    owner: str | None = column.reference(Text("所有者", "owner"), to="organizations", default=None)
    is_lost: bool | None = column.flag(Text("是否遗失", "is lost"), default=None)


def notebook(**fields: Any) -> Notebook:
    """Return a notebook with some fields given."""
    return Notebook(**{"id": "1", "name": "本", "kind": "CITY", "opened_on": date(2019, 1, 1), **fields})


def test_record_is_an_immutable_value() -> None:
    """A record cannot be changed, is equal to another one that says the same, and can be told from it when changed."""
    first = notebook(pages=3)

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        first.pages = 4  # type: ignore[misc]
    assert first == notebook(pages=3)
    assert hash(first) == hash(notebook(pages=3))
    assert first.evolve(pages=4) == notebook(pages=4)
    assert first.pages == 3
    assert not hasattr(first, "__dict__")


def test_record_takes_its_fields_by_name_only() -> None:
    """Fields are given by name: a column that moves changes no caller."""
    with pytest.raises(TypeError):
        Notebook("1", "本", "CITY", date(2019, 1, 1))  # type: ignore[call-arg]


def test_kind_knows_its_columns_in_order() -> None:
    """The kind of a record lists its columns as they are declared, with what each one says of itself."""
    kind = Notebook.__kind__

    assert [c.kind for c in kind.columns] == [
        ColumnKind.IDENTIFIER,
        ColumnKind.NAME,
        ColumnKind.LABEL,
        ColumnKind.DATE,
        ColumnKind.NUMBER,
        ColumnKind.DECIMAL,
        ColumnKind.MONEY,
        ColumnKind.TEXT,
        ColumnKind.REFERENCE,
        ColumnKind.FLAG,
    ]
    assert [c.python_type for c in kind.columns] == [str, str, str, date, int, Decimal, Decimal, str, str, bool]
    assert [c.declaration.required for c in kind.columns] == [True] * 4 + [False] * 6
    assert kind.column("remark").declaration.note == Text("可不填", "may be empty")
    assert kind.column("remark").declaration.sensitivity is Sensitivity.INTERNAL
    assert kind.column("name").declaration.aliases == ("别名",)
    assert kind.column("kind").declaration.codes == "level"
    assert [str(c) for c in kind.references] == ["notebooks.owner"]
    assert kind.column("owner").declaration.refers_to == "organizations"
    assert kind.column("name").header == B


def test_columns_are_named_as_attributes() -> None:
    """Queries name columns as attributes, whatever a field is called; the kind stands beside them."""
    found = columns(Notebook)

    assert found.opened_on == Notebook.__kind__.column("opened_on")
    assert found.name == Notebook.__kind__.column("name")
    assert found.__kind__ is Notebook.__kind__
    with pytest.raises(AttributeError):
        _ = found.__wrapped__


@pytest.mark.parametrize("ask", [lambda: columns(Notebook).opend_on, lambda: Notebook.__kind__.column("opend_on")])
def test_misspelt_column_is_refused(ask: Callable[[], Any]) -> None:
    """A column that is not there is refused with the one that was meant."""
    with pytest.raises(UnknownNameError) as caught:
        ask()

    assert "“笔记本”字段" in caught.value.message.zh
    assert "是不是 opened_on" in caught.value.message.zh
    assert "field of 'notebooks'" in caught.value.message.en


def _without_declaration() -> None:
    @record("broken", A)
    class Broken(Record):
        id: str = column.identifier(A)
        name: str = "本"


def _without_id() -> None:
    @record("broken", A)
    class Broken(Record):
        name: str = column.name(A)


def _without_columns() -> None:
    @record("broken", A)
    class Broken(Record):
        pass


def _with_id_later() -> None:
    @record("broken", A)
    class Broken(Record):
        name: str = column.name(A)
        id: str = column.identifier(B)


def _with_id_of_another_kind() -> None:
    @record("broken", A)
    class Broken(Record):
        id: str = column.name(A)


def _with_optional_id() -> None:
    @record("broken", A)
    class Broken(Record):
        id: str | None = column.identifier(A, default=None)  # type: ignore[assignment]


def _with_wrong_type() -> None:
    @record("broken", A)
    class Broken(Record):
        id: str = column.identifier(A)
        price: float = column.money(B)


def _with_required_type_of_optional() -> None:
    @record("broken", A)
    class Broken(Record):
        id: str = column.identifier(A)
        price: Decimal = column.money(B, default=None)


def _with_optional_type_of_required() -> None:
    @record("broken", A)
    class Broken(Record):
        id: str = column.identifier(A)
        price: Decimal | None = column.money(B)


def _with_default() -> None:
    @record("broken", A)
    class Broken(Record):
        id: str = column.identifier(A)
        pages: int = column.number(B, default=0)


REFUSED: list[tuple[Callable[[], None], str, str]] = [
    (_without_declaration, "字段 broken.name 没有声明", "field broken.name has no declaration"),
    (
        _without_id,
        "第一个字段应为必填的 id 代码",
        "the first field of record broken must be the required identifier id",
    ),
    (_without_columns, "第一个字段应为必填的 id 代码", "must be the required identifier id"),
    (_with_id_later, "第一个字段应为必填的 id 代码", "must be the required identifier id"),
    (_with_id_of_another_kind, "第一个字段应为必填的 id 代码", "must be the required identifier id"),
    (_with_optional_id, "第一个字段应为必填的 id 代码", "must be the required identifier id"),
    (_with_wrong_type, "的注解应为 Decimal，实为 float", "must be annotated Decimal, found float"),
    (_with_required_type_of_optional, "的注解应为 Decimal | None，实为 Decimal", "must be annotated Decimal | None"),
    (_with_optional_type_of_required, "的注解应为 Decimal，实为 Decimal | None", "must be annotated Decimal, found"),
    (_with_default, "可空字段的默认值只能是 None", "the default of an optional field can only be None"),
]


@pytest.mark.parametrize(("declare", "zh", "en"), REFUSED, ids=[declare.__name__ for declare, *_ in REFUSED])
def test_record_class_that_is_not_declared_rightly_is_refused(declare: Callable[[], None], zh: str, en: str) -> None:
    """A record class that is not declared rightly cannot be made; the message says which field and what is wanted."""
    with pytest.raises(DeclarationError) as caught:
        declare()

    assert zh in caught.value.message.zh
    assert en in caught.value.message.en


def test_annotations_may_be_types() -> None:
    """A record class may be made where annotations are types and no text."""
    fields = {"id": str, "price": Decimal | None, "opened_on": date | None, "pages": int}
    body = {
        "__annotations__": fields,
        "__module__": __name__,
        "id": column.identifier(A),
        "price": column.money(B, default=None),
        "opened_on": column.day(Text("启用", "opened on"), default=None),
        "pages": column.number(Text("页数", "pages")),
    }

    made: type[Record] = record("typed", A)(type("Typed", (Record,), body))

    assert [c.name for c in made.__kind__.columns] == list(fields)
