"""Crosswalks between code lists: complete, the same seen from both sides, and never silently one to one."""

from __future__ import annotations

import pytest

from minzheng_domain.codes import (
    CodeList,
    Crosswalk,
    MappingEntry,
    Relation,
    Sureness,
    code_list,
    crosswalk,
    crosswalk_ids,
)
from minzheng_domain.codes.code_lists import Code
from minzheng_domain.codes.crossings import read_crosswalk
from minzheng_domain.codes.declared import parse
from minzheng_domain.errors import DeclarationError, UnknownNameError
from minzheng_domain.text import Text

SHANGHAI, FOUR_TYPE, NATIONAL = (f"community-category-{name}" for name in ("shanghai", "four-type", "national"))
LOSS = Text("有所损失", "something is lost")


def made(name: str, *codes: str) -> CodeList:
    """Return a small code list."""
    return CodeList(
        id=name,
        title=Text("表", "list"),
        source=Text("书", "book"),
        issuer=Text("人", "someone"),
        sure=Sureness.OWN,
        codes=tuple(Code(code, Text(f"码{code}", f"code {code}")) for code in codes),
    )


def walk(*entries: MappingEntry) -> Crosswalk:
    """Return a crosswalk from a list with A and B to one with X, Y and Z."""
    return Crosswalk(
        origin=made("left", "A", "B"),
        target=made("right", "X", "Y", "Z"),
        source=Text("比对", "comparison"),
        sure=Sureness.OWN,
        entries=entries,
    )


def steps(found: Crosswalk) -> set[tuple[str, str, Relation]]:
    """Return every pair of codes that a crosswalk leads between, with its relation."""
    return {(entry.code, to, entry.relation) for entry in found.entries for to in entry.to}


def test_the_needed_crosswalks_exist() -> None:
    """Shanghai's four types and the two other schemes are joined in both directions."""
    needed = {(SHANGHAI, FOUR_TYPE), (FOUR_TYPE, SHANGHAI), (SHANGHAI, NATIONAL), (NATIONAL, SHANGHAI)}

    assert needed <= set(crosswalk_ids())


@pytest.mark.parametrize("pair", crosswalk_ids(), ids="--".join)
def test_every_crosswalk_is_complete(pair: tuple[str, str]) -> None:
    """Every code of the first list has an entry, every target is in the second, every loss is named."""
    found = crosswalk(*pair)

    assert (found.origin, found.target) == tuple(map(code_list, pair))
    for entry in found.origin.codes:
        assert found.map(entry.code)
    for mapped in found.entries:
        assert set(mapped.to) <= {entry.code for entry in found.target.codes}
        assert (mapped.loss is None) is (mapped.relation is Relation.EXACT)


@pytest.mark.parametrize("pair", crosswalk_ids(), ids="--".join)
def test_every_crosswalk_says_the_same_from_the_other_side(pair: tuple[str, str]) -> None:
    """What is broader one way is narrower the other way; a code with no counterpart is nobody's counterpart."""
    there, back = crosswalk(*pair), crosswalk(*reversed(pair))

    assert steps(back) == {(to, code, relation.inverse) for code, to, relation in steps(there)}


@pytest.mark.parametrize("pair", crosswalk_ids(), ids="--".join)
def test_community_schemes_are_not_translated_one_to_one(pair: tuple[str, str]) -> None:
    """No category of one scheme stands for one of another without loss, so none is given as exact."""
    found = crosswalk(*pair)

    assert [entry.code for entry in found.origin.codes if found.exact(entry.code)] == []


def test_mediation_is_a_part_of_community_affairs() -> None:
    """Shanghai's mediation lies within community affairs, which holds more: the way there loses the figure."""
    (entry,) = crosswalk(SHANGHAI, FOUR_TYPE).map("MEDIATION")

    assert (entry.to, entry.relation) == (("AFFAIRS",), Relation.BROADER)
    assert entry.loss is not None
    assert "农村生产服务" in entry.loss.zh


def test_a_code_may_have_several_relations() -> None:
    """Services to residents hold Shanghai's life services whole and overlap with mediation."""
    relations = {entry.relation: entry.to for entry in crosswalk(NATIONAL, SHANGHAI).map("SERVICE")}

    assert relations == {Relation.NARROWER: ("LIFE",), Relation.OVERLAPS: ("MEDIATION",)}


def test_a_code_without_counterpart_says_so() -> None:
    """Mutual help has no place among Shanghai's four: an entry with no target, and what is lost."""
    (entry,) = crosswalk(NATIONAL, SHANGHAI).map("MUTUAL_HELP")

    assert (entry.to, entry.relation) == ((), Relation.NONE)
    assert entry.loss is not None


def test_exact_gives_a_code_only_where_nothing_is_lost() -> None:
    """A single code is had only where the relation is exact, however near the others come."""
    found = walk(MappingEntry("A", ("X",), Relation.EXACT), MappingEntry("B", ("Y",), Relation.BROADER, LOSS))

    assert found.exact("A") == "X"
    assert found.exact("B") is None
    assert found.id == "left--right"


def test_an_unknown_code_is_refused() -> None:
    """A code that the first list does not have is an error, not an empty answer."""
    found = crosswalk(SHANGHAI, FOUR_TYPE)

    with pytest.raises(UnknownNameError, match="LIVE"):
        found.map("LIVE")
    with pytest.raises(UnknownNameError):
        found.exact("AFFAIRS")


def test_an_unknown_crosswalk_is_refused() -> None:
    """Lists that no crosswalk joins are named, with the crosswalks that there are."""
    with pytest.raises(UnknownNameError) as caught:
        crosswalk(SHANGHAI, "level")

    assert caught.value.name == f"{SHANGHAI}--level"
    assert f"{SHANGHAI}--{FOUR_TYPE}" in caught.value.known


@pytest.mark.parametrize(
    ("to", "relation", "loss"),
    [
        (("X", "Y"), Relation.EXACT, None),
        ((), Relation.EXACT, None),
        (("X",), Relation.EXACT, LOSS),
        (("X",), Relation.BROADER, None),
        ((), Relation.BROADER, LOSS),
        (("X",), Relation.NONE, LOSS),
        ((), Relation.NONE, None),
        (("X", "X"), Relation.OVERLAPS, LOSS),
    ],
)
def test_an_entry_that_contradicts_itself_cannot_be_made(
    to: tuple[str, ...], relation: Relation, loss: Text | None
) -> None:
    """Exact means one target and no loss; every other relation names its loss; only 'none' has no target."""
    with pytest.raises(DeclarationError, match="A"):
        MappingEntry("A", to, relation, loss)


@pytest.mark.parametrize(
    "entries",
    [
        [MappingEntry("A", ("X",), Relation.EXACT)],
        [MappingEntry("A", ("X",), Relation.EXACT), MappingEntry("B", ("W",), Relation.EXACT)],
        [MappingEntry(code, ("X",), Relation.EXACT) for code in ("A", "B", "C")],
        [
            MappingEntry("A", ("X",), Relation.EXACT),
            MappingEntry("A", ("Y",), Relation.OVERLAPS, LOSS),
            MappingEntry("B", (), Relation.NONE, LOSS),
        ],
        [
            MappingEntry("A", ("X",), Relation.BROADER, LOSS),
            MappingEntry("A", ("X",), Relation.OVERLAPS, LOSS),
            MappingEntry("B", (), Relation.NONE, LOSS),
        ],
        [
            MappingEntry("A", (), Relation.NONE, LOSS),
            MappingEntry("A", ("X",), Relation.OVERLAPS, LOSS),
            MappingEntry("B", (), Relation.NONE, LOSS),
        ],
    ],
    ids=["code without entry", "unknown target", "unknown code", "exact and more", "target twice", "none and some"],
)
def test_a_crosswalk_that_contradicts_itself_cannot_be_made(entries: list[MappingEntry]) -> None:
    """A crosswalk covers its first list, stays within its second, and says one thing of each pair."""
    with pytest.raises(DeclarationError, match="left--right"):
        walk(*entries)


HEAD = f'from = "{SHANGHAI}"\nto = "{FOUR_TYPE}"\nsure = "own"\nsource = {{ zh = "比对", en = "comparison" }}\n'
ENTRIES = "".join(
    f'[[entries]]\ncode = "{code}"\nto = []\nrelation = "none"\nloss = {{ zh = "全部", en = "everything" }}\n'
    for code in ("LIFE", "CHARITY", "CULTURE_SPORT", "MEDIATION")
)


def test_a_file_makes_a_crosswalk() -> None:
    """What stands in a file is what the crosswalk says."""
    found = read_crosswalk(parse((HEAD + ENTRIES).encode(), "walk.toml"), f"{SHANGHAI}--{FOUR_TYPE}")

    assert (found.origin.id, found.target.id, found.source) == (SHANGHAI, FOUR_TYPE, Text("比对", "comparison"))
    assert found.map("LIFE") == (MappingEntry("LIFE", (), Relation.NONE, Text("全部", "everything")),)


@pytest.mark.parametrize("relation", ["exact", "broader", "narrower", "overlaps"])
def test_a_file_writes_a_relation_in_small_letters(relation: str) -> None:
    """A file names each relation by its small letters; an exact one has no loss to tell of."""
    loss = "" if relation == "exact" else 'loss = { zh = "部分", en = "a part" }\n'
    entry = f'[[entries]]\ncode = "LIFE"\nto = ["LIFE"]\nrelation = "{relation}"\n{loss}'
    others = ENTRIES[ENTRIES.index('[[entries]]\ncode = "CHARITY"') :]

    found = read_crosswalk(parse((HEAD + entry + others).encode(), "walk.toml"), f"{SHANGHAI}--{FOUR_TYPE}")

    assert [(made.to, made.relation.name.lower()) for made in found.map("LIFE")] == [(("LIFE",), relation)]
    assert found.exact("LIFE") == ("LIFE" if relation == "exact" else None)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('shade = "x"\n' + HEAD + ENTRIES, "shade"),
        (HEAD.replace(FOUR_TYPE, NATIONAL) + ENTRIES, "file must be called"),
        (HEAD + ENTRIES.replace('"none"', '"near"'), "near"),
        (HEAD + ENTRIES.replace("to = []", "to = [1]"), "LIFE"),
        (HEAD + ENTRIES.replace("to = []", 'to = "LIFE"'), "LIFE"),
        (HEAD + ENTRIES + 'remark = "x"', "remark"),
        (HEAD + ENTRIES.replace("[[entries]]", "[[entry]]"), "entries"),
    ],
)
def test_a_file_that_is_not_right_is_refused_by_name(content: str, named: str) -> None:
    """Unknown and missing keys, wrong types and another name than the file's are refused, naming the fault."""
    with pytest.raises(DeclarationError, match=named):
        read_crosswalk(parse(content.encode(), "walk.toml"), f"{SHANGHAI}--{FOUR_TYPE}")
