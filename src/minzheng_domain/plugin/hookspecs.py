"""Hook specifications: the four questions that the host asks every plugin, each answered with declarations.

A hook takes no argument, changes nothing, and returns an iterable of frozen values. A plugin is a module (or any
object) with some of these functions, each marked with :data:`hookimpl`, named by an entry point of the group
``minzheng_domain``::

    [project.entry-points.minzheng_domain]
    excel = "minzheng_domain_excel"
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from minzheng_domain.plugin.exporters import Exporter
from minzheng_domain.plugin.importers import Importer
from minzheng_domain.rules.core import Rule
from minzheng_domain.statistics.measure import Measure

PROJECT = "minzheng_domain"
"""The entry-point group, and the name under which pluggy knows this project's marks."""

hookspec = pluggy.HookspecMarker(PROJECT)

hookimpl = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as the answer to a hook."""


@hookspec
def minzheng_exporters() -> Iterable[Exporter]:
    """Offer formats that a dossier can be written in.

    >>> from minzheng_domain.plugin import Exporter, Sensitivity, Text, hookimpl
    >>> @hookimpl
    ... def minzheng_exporters():
    ...     yield Exporter(
    ...         format="count",
    ...         title=Text("记录数", "number of records"),
    ...         suffix=".txt",
    ...         languages=("zh", "en"),
    ...         holds=Sensitivity.PUBLIC,
    ...         write=lambda dossier, file, options: file.write(b"%d" % len(dossier.ledger)),
    ...     )
    """
    return ()


@hookspec
def minzheng_importers() -> Iterable[Importer]:
    """Offer formats that a ledger can be read from.

    >>> from minzheng_domain.plugin import Header, Importer, Ledger, Text, hookimpl
    >>> @hookimpl
    ... def minzheng_importers():
    ...     yield Importer(
    ...         format="title",
    ...         title=Text("只有名称的台账", "a ledger with nothing but a title"),
    ...         suffixes=(".title",),
    ...         read=lambda path, options: Ledger({}, header=Header(title=path.read_text("utf-8")), file=str(path)),
    ...     )
    """
    return ()


@hookspec
def minzheng_rules() -> Iterable[Rule]:
    """Offer rules that a ledger is checked by.

    >>> from minzheng_domain.plugin import Citation, Fault, Severity, Text, hookimpl, whole
    >>> @whole(
    ...     id="XMP001",
    ...     title=Text("缺少填报单位", "nobody signs"),
    ...     why=Text("报告须有署名。", "A report is signed."),
    ...     remedy=Text("请在台账封面填写 bureau。", "Fill in the header's bureau."),
    ...     severity=Severity.WARNING,
    ...     basis=[Citation("ledger-schema")],
    ...     since="1.0",
    ... )
    ... def bureau_missing(look):
    ...     ok = look.ledger.header.bureau is not None
    ...     yield None if ok else Fault(found="null", expected=Text("填报单位", "the organ that reports"))
    >>> @hookimpl
    ... def minzheng_rules():
    ...     yield bureau_missing
    >>> bureau_missing.name
    'bureau-missing'
    """
    return ()


@hookspec
def minzheng_measures() -> Iterable[Measure]:
    """Offer measures that figures are made by.

    >>> from minzheng_domain.plugin import Additive, Count, Measure, Text, Unit, hookimpl, stands
    >>> from minzheng_domain.plugin import columns, record_kind
    >>> org = columns(record_kind("organizations").record_class)
    >>> @hookimpl
    ... def minzheng_measures():
    ...     yield Measure(
    ...         "example.registered",
    ...         title=Text("在册社会组织", "organizations on the register"),
    ...         unit=Unit.ORGANIZATIONS,
    ...         query=Count(org, where=stands(org.registered_on, org.removed_on)),
    ...         additive=Additive.OVER_GROUPS,
    ...         since="1.0",
    ...     )
    """
    return ()
