"""Bad input: whatever is wrong with a file is told with path, found and wanted, and nothing of the file is taken."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minzheng_domain.errors import Problem, ReadError
from minzheng_domain.formats.json import reading
from minzheng_domain.formats.json.problems import MISSING, MOST_PROBLEMS
from minzheng_domain.model.ledger import Ledger

ORGANIZATION = {"id": "ORG-1", "name": "例", "type": "SOCIAL_GROUP", "status": "REGISTERED"}
HEADER = {"title": "例"}


def document(**changes: Any) -> dict[str, Any]:
    """Return the smallest document, with some members changed."""
    return {"format": "minzheng-ledger", "version": 1, "header": HEADER, "records": {}} | changes


def organizations(*records: Any) -> dict[str, Any]:
    """Return a document with organizations."""
    return document(records={"organizations": list(records)})


@pytest.fixture
def refusal(save: Callable[..., Path], read: Callable[[Path], Ledger]) -> Callable[..., ReadError]:
    """Return a function that has a file read and gives the error that comes of it."""

    def refusal(content: Any, name: str = "台账 2019.json") -> ReadError:
        path = save(content if isinstance(content, bytes | str) else json.dumps(content), name)
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.source == str(path)
        assert all(problem.message.zh != problem.message.en for problem in caught.value.problems)
        str(caught.value).encode()
        return caught.value

    return refusal


@pytest.fixture
def only(refusal: Callable[..., ReadError]) -> Callable[..., Problem]:
    """Return a function that gives the one problem that a file has."""

    def only(content: Any, name: str = "台账 2019.json") -> Problem:
        (problem,) = refusal(content, name).problems
        return problem

    return only


def test_smallest_document_is_a_ledger(save, read, each_engine: str) -> None:
    """What has a default may be left out, and blanks around the document do not matter."""
    assert read(save(json.dumps(document()))) == read(save("\n\t " + json.dumps(document(), indent=1) + "\r\n"))
    assert len(read(save(json.dumps(organizations(ORGANIZATION))))) == 1


@pytest.mark.parametrize(("name", "said"), [("no.json", "no such file"), (".", "folder"), ("empty.json", "0 bytes")])
def test_file_that_is_none(tmp_path: Path, read, name: str, said: str) -> None:
    """Missing, a folder, empty: one problem each."""
    (tmp_path / "empty.json").write_bytes(b"")

    with pytest.raises(ReadError, match=said) as caught:
        read(tmp_path / name)

    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b" \n\t\n", "blank"),
        (b"[" * 100_000, "[[["),
        (b"PK\x03\x04", "PK"),
        ("名称,代码\n".encode(), "名称"),
        (b"null", "null"),
        (b" " * 70_000 + b"{}", "blank"),
    ],
)
def test_file_that_does_not_begin_as_a_ledger(only, each_engine: str, content: bytes, found: str) -> None:
    """A table, a zip file, another value of JSON: told by their beginning."""
    problem = only(content)

    assert found in problem.found
    assert "{" in problem.wanted.zh


def test_gigabytes_of_something_else_are_not_read(tmp_path: Path, read, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two gigabytes of brackets are refused by their first bytes."""
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.write(b"[" * 4096)
        file.truncate(2 * 2**30)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("the whole file was read"))

    with pytest.raises(ReadError, match=r"\[\["):
        read(path)


@pytest.mark.parametrize("lines", [False, True])
def test_file_that_does_not_fit_into_memory(
    save, monkeypatch: pytest.MonkeyPatch, each_engine: str, *, lines: bool
) -> None:
    """Memory that runs out is one message too."""

    def exhausted(path: Path) -> bytes:
        raise MemoryError

    monkeypatch.setattr(Path, "read_bytes", exhausted)

    with pytest.raises(ReadError, match="fits into memory"):
        reading.read_ledger(save("{}"), lines=lines)


def test_file_that_vanishes_while_it_is_read(save, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says in the middle of reading is an error of reading."""

    def gone(path: Path) -> bytes:
        raise FileNotFoundError(2, "gone")

    monkeypatch.setattr(Path, "read_bytes", gone)

    with pytest.raises(ReadError, match="no such file"):
        reading.read_ledger(save("{}"))


@pytest.mark.parametrize("opening", ['{"a":', '{"format":"minzheng-ledger","version":1,"header":', '{"records":['])
def test_document_that_is_nested_too_deeply(only, each_engine: str, opening: str) -> None:
    """A hundred thousand brackets inside each other are one message, not a crash."""
    inner = opening[opening.index("{") :]

    problem = only(inner + '{"a":' * 100_000)

    assert "nested too deeply" in problem.found


def test_file_in_gb18030_is_called_so(only, each_engine: str) -> None:
    """The encoding of old Chinese files is recognised."""
    problem = only(json.dumps(document(header={"title": "嘉禾区台账"}), ensure_ascii=False).encode("gb18030"))

    assert "GB18030" in problem.found
    assert "UTF-8" in problem.wanted.zh


def test_file_in_no_encoding_shows_the_bytes(only, each_engine: str) -> None:
    """Other bytes are shown with the line in which they stand."""
    problem = only(b'{"format":\n"minzheng-ledger\xff\xff\xff"}')

    assert problem.found == "ff ff ff 22"
    assert "line 2" in problem.path


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_file_in_utf_16_is_called_so(only, each_engine: str, encoding: str) -> None:
    """What Windows calls Unicode is named."""
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""

    assert only(mark + json.dumps(document()).encode(encoding)).found == "UTF-16"


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_byte_order_mark_is_accepted(save, read, written, ledger: Ledger, each_engine: str, name: str) -> None:
    """The mark that Windows puts before UTF-8 loses nothing."""
    data = written(ledger, lines=name.endswith("l"))

    assert read(save(codecs.BOM_UTF8 + data, name)) == ledger


@pytest.mark.parametrize(
    ("content", "path", "found", "wanted"),
    [
        ('{"a": 1,\n "b" 2}', "line 2, column 6", "2}", "colon"),
        ('{"a": 1 "b": 2}', "line 1, column 9", '"b": 2}', "comma"),
        ("{'a': 1}", "line 1, column 2", "'a': 1}", "double quotes"),
        ('{"a": }', "column 7", "}", "a value"),
        ('{"a": 01}', "column 8", "1}", "comma"),
        ('{"a": "x\ty"}', "column 9", "", "control characters"),
        ('{"a": "\\x"}', "column 8", "", "escape"),
        ('{"a": "\\u12"}', "column", "", "hexadecimal"),
        ('{"a": 1} {"b": 2}', "column 10", '{"b": 2}', "nothing more"),
        ('{"a": 1', "column 8", "ends here", "comma"),
        ('{"a": "x', "column 7", "ends here", "closing quote"),
        ('{"a": [1, 2', "column 12", "ends here", "comma"),
        ('{"a":', "column", "ends here", "a value"),
        ("{", "column", "ends here", "double quotes"),
    ],
)
def test_text_that_is_no_json(only, each_engine: str, content: str, path: str, found: str, wanted: str) -> None:
    """Line and column, what stands there and what is wanted, also of a file that is cut off."""
    problem = only(content)

    assert path in problem.path
    assert found in problem.found
    assert wanted in problem.wanted.en


@pytest.mark.parametrize(
    ("changes", "path", "found"),
    [
        ({"format": "minzheng-report"}, "$.format", '"minzheng-report"'),
        ({"format": None}, "$.format", "null"),
        ({"version": 2}, "$.version", "2"),
        ({"version": True}, "$.version", "true"),
        ({"version": "1"}, "$.version", '"1"'),
        ({"version": 1.0}, "$.version", "1.0"),
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_other_format_or_version_is_the_only_problem(
    only, each_engine: str, changes: dict[str, Any], path: str, found: str, name: str
) -> None:
    """Of another format or version nothing else is said, whatever else is in it."""
    problem = only(document(**changes) | {"unknown": 1, "header": 5}, name)

    assert problem.path.endswith(path)
    assert problem.found == found


def test_missing_format_is_told(only, each_engine: str) -> None:
    """Any other JSON object is no ledger."""
    problem = only({"name": "x"})

    assert (problem.path, problem.found) == ("$.format", MISSING)


@pytest.mark.parametrize(
    ("content", "path", "found", "wanted"),
    [
        (document(extra=1), "$.extra", "1", "a known field"),
        (document(header=None), "$.header", "null", "a JSON object"),
        (document(header={}), "$.header.title", MISSING, "text"),
        (document(header=HEADER | {"title": None}), "$.header.title", "null", "text"),
        (document(header=HEADER | {"synthetic": "否"}), "$.header.synthetic", '"否"', "true or false"),
        (document(header=HEADER | {"schemes": [1]}), "$.header.schemes", "[1]", "a JSON object"),
        (document(header=HEADER | {"schemes": None}), "$.header.schemes", "null", "a JSON object"),
        (document(header=HEADER | {"schemes": {"a b": 1}}), '$.header.schemes["a b"]', "1", "text"),
        (document(header=HEADER | {"distrct": "x"}), "$.header.distrct", '"x"', "did you mean district?"),
        (document(records=[]), "$.records", "[]", "a JSON object"),
        (document(records={"organisations": []}), "$.records.organisations", "[]", "did you mean organizations?"),
        (document(records={"社会组织": []}), '$.records["社会组织"]', "[]", "a known kind of record"),
        (document(records={"organizations": {}}), "$.records.organizations", "{}", "a JSON array"),
        (organizations(None), "$.records.organizations[0]", "null", "a JSON object"),
        (organizations(ORGANIZATION, [1]), "$.records.organizations[1]", "[1]", "a JSON object"),
        (organizations(ORGANIZATION | {"nmae": 1}), "$.records.organizations[0].nmae", "1", "did you mean name?"),
        (organizations(ORGANIZATION | {"id": ""}), "$.records.organizations[0].id", '""', "not empty"),
        (organizations(ORGANIZATION | {"type": None}), "$.records.organizations[0].type", "null", "text"),
        (
            organizations({key: value for key, value in ORGANIZATION.items() if key != "status"}),
            "$.records.organizations[0].status", MISSING, "text",
        ),
        (
            organizations(ORGANIZATION | {"registered_on": "2019-02-30"}),
            "$.records.organizations[0].registered_on", '"2019-02-30"', "a day",
        ),
        (
            organizations(ORGANIZATION | {"registered_funds": "三万元"}),
            "$.records.organizations[0].registered_funds", '"三万元"', "a number",
        ),
        (organizations(ORGANIZATION | {"staff": "12"}), "$.records.organizations[0].staff", '"12"', "whole number"),
        (organizations(ORGANIZATION | {"a\ud800": 1}), '$.records.organizations[0]["a\\ud800"]', "1", "a known field"),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_path(only, each_engine: str, content: Any, path: str, found: str, wanted: str) -> None:
    """One message for each fault: where, what was found, what is wanted."""
    problem = only(content)

    assert problem.path == path
    assert problem.found == found
    assert wanted in problem.wanted.en


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (
            '{"format":"minzheng-ledger","version":1,"header":{"title":"x"},"header":{"title":"y"},"records":{}}',
            "$.header",
        ),
        ('{"format":"minzheng-ledger","version":1,"header":{"title":"x","title":"x"},"records":{}}', "$.header.title"),
        (
            '{"format":"minzheng-ledger","version":1,"header":{"title":"x","schemes":{"a":"b","a":"b"}},"records":{}}',
            "$.header.schemes.a",
        ),
        (
            '{"format":"minzheng-ledger","version":1,"header":{"title":"x"},"records":{"projects":[],"projects":[]}}',
            "$.records.projects",
        ),
        (
            json.dumps(organizations(ORGANIZATION)).replace('"name":', '"name": "b", "name":'),
            "$.records.organizations[0].name",
        ),
    ],
)
def test_key_that_comes_twice_is_refused(only, each_engine: str, text: str, path: str) -> None:
    """Which of two values was meant cannot be known, even where they are equal."""
    problem = only(text)

    assert problem.path == path
    assert "more than once" in problem.found


def test_all_faults_are_told_in_the_order_of_the_file(refusal, each_engine: str) -> None:
    """Header, kinds, records and fields: everything that is wrong is in one answer."""
    error = refusal(
        {
            "format": "minzheng-ledger",
            "version": 1,
            "header": {"titel": "x"},
            "records": {
                "organizations": [ORGANIZATION | {"staff": 1.5, "is_charity": "是"}, 5, ORGANIZATION],
                "projcts": [],
            },
        }
    )

    assert [problem.path for problem in error.problems] == [
        "$.header.title",
        "$.header.titel",
        "$.records.projcts",
        "$.records.organizations[0].staff",
        "$.records.organizations[0].is_charity",
        "$.records.organizations[1]",
    ]
    assert error.omitted == 0


def test_so_many_faults_that_no_one_reads_them_are_counted(refusal, each_engine: str) -> None:
    """Of a thousand faults a hundred are listed, and of the others it is said how many there are."""
    error = refusal(organizations(*[ORGANIZATION | {"staff": "x", "name": 5}] * 500))

    assert len(error.problems) == MOST_PROBLEMS
    assert error.omitted == 1000 - MOST_PROBLEMS
    assert f"and {1000 - MOST_PROBLEMS} more" in str(error)


def test_found_is_short_and_printable(only, each_engine: str) -> None:
    """A long or unprintable value does not flood the terminal."""
    problem = only(organizations(ORGANIZATION | {"staff": "\x00\x1b[31m\ud800" + "长" * 10_000}))

    assert len(problem.found) < 80
    assert "\x1b" not in problem.found
    problem.found.encode()


@pytest.mark.parametrize(
    "value", ["[" * 400 + "]" * 400, "[" + "1, " * 100_000 + "1]", '{"a": "' + "x" * 100_000 + '"}']
)
def test_found_is_short_whatever_it_is(only, each_engine: str, value: str) -> None:
    """Half of a large file in the wrong place is shown by its beginning."""
    text = json.dumps(document()).replace('"records": {}', '"records": {"projcts": ' + value + "}")

    problem = only(text)

    assert problem.path == "$.records.projcts"
    assert len(problem.found) <= 60
    assert problem.found[:10] == value[:10]


def test_duplicate_ids_and_dangling_references_are_read(save, read, written, ledger: Ledger, each_engine: str) -> None:
    """They are for the rules to find: a ledger with them can be read and put right."""
    assert read(save(written(ledger))) == ledger


LINES = [
    json.dumps({"format": "minzheng-ledger", "version": 1, "header": HEADER}),
    json.dumps({"organizations": ORGANIZATION}),
]


@pytest.mark.parametrize(
    ("lines", "path", "found", "wanted"),
    [
        ([LINES[0], "", '{"organizations": {"id"'], "第 3 行第 24 列 (line 3, column 24)", "ends here", "colon"),
        ([*LINES, "[1]"], "第 3 行 (line 3): $", "[1]", "a JSON object"),
        ([*LINES, "{}"], "第 3 行 (line 3): $", "{}", "one key"),
        ([*LINES, '{"a": 1, "b": 2}'], "第 3 行 (line 3): $", '"a", "b"', "one key"),
        ([*LINES, '{"organisations": {}}'], "第 3 行 (line 3): $.organisations", "{}", "did you mean organizations?"),
        (
            [*LINES, json.dumps({"organizations": ORGANIZATION | {"staff": "x"}})],
            "第 3 行 (line 3): $.organizations.staff", '"x"', "a whole number",
        ),
        ([json.dumps(document())], "第 1 行 (line 1): $.records", "{}", "a known field"),
        ([LINES[1]], "第 1 行 (line 1): $.format", MISSING, "a ledger"),
        ([LINES[0].replace('"title"', '"titel"'), LINES[1]], "第 1 行 (line 1): $.header.title", MISSING, "text"),
    ],
)  # fmt: skip
def test_fault_in_a_line_is_told_with_its_number(
    refusal, each_engine: str, lines: list[str], path: str, found: str, wanted: str
) -> None:
    """Of JSON Lines, every fault is told with line and field."""
    problem = refusal("\n".join(lines), "台账.jsonl").problems[0]

    assert problem.path == path
    assert found in problem.found
    assert wanted in problem.wanted.en


def test_faults_of_all_lines_are_told(refusal, each_engine: str) -> None:
    """A line that is no JSON does not hide the faults after it."""
    lines = [LINES[0], "{", json.dumps({"organizations": {}}), LINES[1], "{"]

    paths = [problem.path for problem in refusal("\n".join(lines), "a.jsonl").problems]

    assert paths[0].startswith("第 2 行")
    assert paths[1] == "第 3 行 (line 3): $.organizations.id"
    assert paths[-1].startswith("第 5 行")


def test_lines_may_come_in_any_order_with_blanks_between(save, read, written, ledger: Ledger, each_engine: str) -> None:
    """A file of lines that were sorted, or written by several programs, is read as well."""
    head, *lines = written(ledger, lines=True).decode().splitlines()

    again = read(save("\r\n\r\n".join([head, lines[3], *lines[:3]]), "a.jsonl"))

    assert again == ledger
