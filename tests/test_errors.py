"""Errors: each says what happened in both languages, and carries its parts for programs."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator

import pytest

from minzheng_domain import errors
from minzheng_domain.errors import (
    DeclarationError,
    InvalidChecksumError,
    InvalidComponentError,
    InvalidFormatError,
    InvalidIdentifierError,
    InvalidLengthError,
    InvalidPeriodError,
    MinzhengError,
    NotAdditiveError,
    PluginError,
    Problem,
    ReadError,
    UnknownNameError,
    WriteError,
)
from minzheng_domain.text import Text

SAID = Text("说明", "explanation")
PROBLEMS = (
    Problem("$.records.organizations[3].name", "7", Text("文字", "a text")),
    Problem("$", "[]", Text("对象", "an object")),
)

MADE: list[MinzhengError] = [
    MinzhengError(SAID),
    DeclarationError(SAID),
    NotAdditiveError(SAID),
    InvalidPeriodError(SAID),
    UnknownNameError(Text("指标", "measure"), "community.registred", ["community.registered", "training.sessions"]),
    InvalidIdentifierError(SAID, "123", 2),
    InvalidLengthError(SAID, "123"),
    InvalidFormatError(SAID, "12I", 3),
    InvalidChecksumError(SAID, "123", 3),
    InvalidComponentError(SAID, "123"),
    ReadError("台账.json", PROBLEMS, omitted=5),
    WriteError("报告.docx", SAID),
    PluginError(SAID, "minzheng-domain-excel 0.1.0"),
]


def _errors() -> Iterator[type[MinzhengError]]:
    for value in vars(errors).values():
        if isinstance(value, type) and issubclass(value, MinzhengError):
            yield value


def test_every_error_is_tried_here() -> None:
    """The tests below know every error that the library raises."""
    assert {type(error) for error in MADE} == set(_errors())


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_error_is_said_in_both_languages(error: MinzhengError) -> None:
    """As a string, an error is its Chinese wording and, on the next line, the English one."""
    assert str(error) == f"{error.message.zh}\n{error.message.en}"
    assert error.message.zh
    assert error.message.en
    assert type(error).__doc__


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_error_can_be_copied_and_sent(error: MinzhengError, again: Callable[[MinzhengError], MinzhengError]) -> None:
    """An error that is copied, or comes out of a worker process, is of the same class with the same parts."""
    error.add_note("于第二步")

    same = again(error)

    assert type(same) is type(error)
    assert same.args == error.args
    assert vars(same) == vars(error)
    assert str(same) == str(error)


def test_unknown_name_suggests_what_is_like_it() -> None:
    """A name that nothing bears is told with those that are like it, and all that there are as a sorted attribute."""
    error = UnknownNameError(
        Text("指标", "measure"), "training.session", ["training.sessions", "a.b", "training.attendances"]
    )

    assert error.message == Text(
        "没有名为“training.session”的指标；是不是 training.sessions、training.attendances？",
        "no measure is called 'training.session'; did you mean training.sessions, training.attendances?",
    )
    assert (error.name, error.known) == ("training.session", ("a.b", "training.attendances", "training.sessions"))
    assert error.kind == Text("指标", "measure")


def test_unknown_name_that_is_like_nothing_tells_all() -> None:
    """Where no name is alike, all names are told."""
    error = UnknownNameError(Text("导出格式", "format"), "pdf", ["word", "json"])

    assert error.message == Text(
        "没有名为“pdf”的导出格式；已有：json、word", "no format is called 'pdf'; known: json, word"
    )


def test_unknown_name_among_none() -> None:
    """Where there are no names at all, none are told."""
    error = UnknownNameError(Text("分组", "group"), "LIFE", [])

    assert error.message == Text("没有名为“LIFE”的分组", "no group is called 'LIFE'")


def test_unknown_name_may_hold_braces() -> None:
    """A name is told as it was given, whatever it holds."""
    assert "“{name}”" in UnknownNameError(Text("指标", "measure"), "{name}", ["a.b"]).message.zh


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        (InvalidIdentifierError, "invalid"),
        (InvalidLengthError, "length"),
        (InvalidFormatError, "format"),
        (InvalidChecksumError, "checksum"),
        (InvalidComponentError, "component"),
    ],
)
def test_invalid_identifier_says_what_is_wrong(kind: type[InvalidIdentifierError], fault: str) -> None:
    """Each way in which an identifier is wrong has a name, and the place of the first wrong character if it is one."""
    error = kind(SAID, "51310114", 4)

    assert isinstance(error, InvalidIdentifierError)
    assert (error.fault, error.identifier, error.position) == (fault, "51310114", 4)
    assert kind(SAID, "5").position is None


def test_problem_is_said_with_its_place() -> None:
    """A problem names the place, what was found there and what is wanted."""
    assert PROBLEMS[0].message == Text(
        "$.records.organizations[3].name：应为文字，实为 7", "$.records.organizations[3].name: wanted a text, found 7"
    )


def test_read_error_tells_every_problem() -> None:
    """A file that cannot be read is told with each reason on a line, and how many more there are."""
    error = ReadError("台账.json", iter(PROBLEMS), omitted=5)

    assert error.message.zh.splitlines() == [
        "无法读取 台账.json：",
        "$.records.organizations[3].name：应为文字，实为 7",
        "$：应为对象，实为 []",
        "……另有 5 处",
    ]
    assert error.message.en.splitlines() == [
        "cannot read 台账.json:",
        "$.records.organizations[3].name: wanted a text, found 7",
        "$: wanted an object, found []",
        "... and 5 more",
    ]
    assert (error.source, error.problems, error.omitted) == ("台账.json", PROBLEMS, 5)


def test_read_error_without_more_says_so_by_silence() -> None:
    """Where all problems are told, nothing is said of others."""
    error = ReadError("台账.json", PROBLEMS)

    assert "另有" not in error.message.zh
    assert "more" not in error.message.en


def test_write_error_says_that_nothing_was_changed() -> None:
    """A file that cannot be written is told with the reason, and that what stood there still stands."""
    error = WriteError("报告.docx", Text("磁盘已满", "the disk is full"))

    assert error.message == Text(
        "无法写入 报告.docx：磁盘已满。原有文件未改动。",
        "cannot write 报告.docx: the disk is full; nothing was changed",
    )
    assert (error.target, error.reason.en) == ("报告.docx", "the disk is full")


def test_plugin_error_names_the_distribution() -> None:
    """A plugin at fault is told by distribution and version."""
    assert PluginError(SAID, "minzheng-domain-excel 0.1.0").distribution == "minzheng-domain-excel 0.1.0"


def test_of_very_many_names_some_are_shown() -> None:
    """A message stays readable where hundreds of names exist: twelve are shown, and how many there are."""
    error = UnknownNameError(Text("规则", "rule"), "XYZ", [f"N{number:03d}" for number in range(100)])

    assert error.message.zh == "没有名为“XYZ”的规则；已有：" + "、".join(f"N{n:03d}" for n in range(12)) + " 等 100 个"
    assert error.message.en.endswith("N011 and 88 more")
    assert len(error.known) == 100
