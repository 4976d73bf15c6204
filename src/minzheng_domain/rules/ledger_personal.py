"""Family LED: what looks like a person's identity or mobile number; neither is ever shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from minzheng_domain.codes import uscc
from minzheng_domain.model.columns import Column, ColumnKind, RecordKind, Sensitivity
from minzheng_domain.rules.core import Fault, Look, Scope, Severity, Verdict, whole
from minzheng_domain.rules.law import Citation
from minzheng_domain.rules.sweeping import sweep
from minzheng_domain.text import Text

_SCHEMA = Citation("ledger-schema")

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dXx](?![0-9A-Za-z])", re.ASCII)
_MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])", re.ASCII)
_EIGHTEEN = re.compile(r"\d{17}", re.ASCII)
_ELEVEN = re.compile(r"1[3-9]\d{9}", re.ASCII)
_BIRTHS = range(1900, 2100)
_WORDS = (ColumnKind.IDENTIFIER, ColumnKind.NAME, ColumnKind.TEXT)


@whole(
    id="LED016",
    title=Text("疑似填入了居民身份证号码", "what looks like a resident identity number"),
    why=Text(
        "台账没有任何字段需要身份证号码，填入会随导出扩散个人信息。",
        "No field of the ledger needs an identity number; with every export it would spread.",
    ),
    remedy=Text("请删去身份证号码；如不是身份证号码，登记豁免。", "Remove the number; enter a waiver if it is none."),
    severity=Severity.ERROR,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def identity_number(look: Look) -> Iterator[Verdict]:
    """Look for eighteen characters with a day of birth in them that are no credit code."""

    def judge(column: Column, value: str) -> Fault | None:
        if not any(map(_is_identity, _IDENTITY.finditer(value))):
            return None
        found = Text("18位号码", "a number of 18 characters")
        return Fault(column.name, found=found, expected=Text("不含身份证号码的内容", "no identity number"))

    yield from sweep(look.ledger, _words, judge, clean=_without(_EIGHTEEN))


@whole(
    id="LED017",
    title=Text("公开字段中疑似填入了手机号码", "what looks like a mobile number in a public column"),
    why=Text(
        "公开的字段会原样导出，手机号码属于个人信息。",
        "A public column is exported as it is, and the number is a person's.",
    ),
    remedy=Text("请删去手机号码；确需公开的，登记豁免。", "Remove the number; enter a waiver if it has to be public."),
    severity=Severity.WARNING,
    scope=Scope.FIELD,
    basis=[_SCHEMA],
    since="0.1",
)
def mobile_number(look: Look) -> Iterator[Verdict]:
    """Look through public names and texts; identifiers may be as long."""

    def judge(column: Column, value: str) -> Fault | None:
        if not _MOBILE.search(value):
            return None
        found = Text("11位号码", "a number of 11 digits")
        return Fault(column.name, found=found, expected=Text("不含手机号码的内容", "no mobile number"))

    yield from sweep(look.ledger, _public_words, judge, clean=_without(_ELEVEN))


def _words(kind: RecordKind) -> Iterator[Column]:
    return (column for column in kind.columns if column.kind in _WORDS)


def _public_words(kind: RecordKind) -> Iterator[Column]:
    for column in kind.columns:
        is_public = column.declaration.sensitivity is Sensitivity.PUBLIC
        if is_public and column.kind in (ColumnKind.NAME, ColumnKind.TEXT):
            yield column


def _without(digits: re.Pattern[str]) -> Any:
    def clean(values: Iterable[Any]) -> bool:
        return digits.search("|".join(filter(None, values))) is None

    return clean


def _is_identity(match: re.Match[str]) -> bool:
    year, month, day = map(int, match.groups())
    if year not in _BIRTHS or uscc.is_valid(match.group()):
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
