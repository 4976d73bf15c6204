"""Schemes: the code lists among which a district chooses, as a list of their own, and the lists that columns need."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from minzheng_domain.codes import Code, CodeList, Sureness, code_list, code_list_ids
from minzheng_domain.model.columns import Column, ColumnKind
from minzheng_domain.model.kinds import record_kinds
from minzheng_domain.text import Language, Text
from minzheng_domain_excel.labels import YES_OR_NO

_NO_NAME = re.compile(r"\W+")


@functools.cache
def scheme_choices() -> Mapping[str, CodeList]:
    """Return for each scheme, by its id, the lists that a district can choose: their ids as codes, titles as labels."""
    lists: dict[str, list[CodeList]] = {}
    for name in code_list_ids():
        found = code_list(name)
        if found.scheme is not None:
            lists.setdefault(found.scheme, []).append(found)
    return MappingProxyType({scheme: _choices(scheme, found) for scheme, found in lists.items()})


def _choices(scheme: str, lists: Iterable[CodeList]) -> CodeList:
    return CodeList(
        id=scheme,
        title=Text("可选方案：{title}", "schemes: {title}").format(title=scheme_title(scheme)),
        source=Text("本库收录的各种分类方案", "the schemes that this library knows"),
        issuer=YES_OR_NO.issuer,
        sure=Sureness.OWN,
        codes=tuple(Code(found.id, found.title) for found in lists),
    )


def scheme_title(scheme: str) -> Text:
    """Return what a reader calls a scheme: the header of the column that it is for, or its id."""
    columns = (column for kind in record_kinds().values() for column in kind.columns)
    titles = (column.header for column in columns if column.declaration.codes == scheme)
    return next(titles, Text(scheme, scheme))


def lists_of(columns: Iterable[Column]) -> tuple[CodeList, ...]:
    """Return each list that some columns take their labels from once, in the order of the columns.

    Of a scheme, the choices come first and then every list that can be chosen.
    """
    found: dict[str, CodeList] = {}
    for column in columns:
        name = column.declaration.codes or ""
        if column.kind is ColumnKind.FLAG:
            found.setdefault(YES_OR_NO.id, YES_OR_NO)
        elif name in scheme_choices():
            choices = scheme_choices()[name]
            found.setdefault(name, choices)
            found.update((entry.code, code_list(entry.code)) for entry in choices.codes)
        elif name in code_list_ids():
            found.setdefault(name, code_list(name))
    return tuple(found.values())


def list_name(listed: CodeList, language: Language) -> str:
    """Return the defined name of a list's labels in a workbook, e.g. ``代码_社会组织类型``."""
    return f"{_PREFIX.of(language)}_{_word(listed.title.zh if language == 'zh' else listed.id)}"


def chosen_name(scheme: str, language: Language) -> str:
    """Return the defined name of the labels of the list that the cover chooses for a scheme."""
    return f"{_CHOSEN.of(language)}_{_word(scheme_title(scheme).zh if language == 'zh' else scheme)}"


_PREFIX = Text("代码", "codes")
_CHOSEN = Text("所选代码", "chosen_codes")


def _word(title: str) -> str:
    return _NO_NAME.sub("_", title).strip("_")
