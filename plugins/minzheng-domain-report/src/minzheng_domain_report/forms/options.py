"""Options: what a bureau states of its statistical forms, and the forms of a dossier for an audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from minzheng_domain.plugin import Dossier, ExportOptions, Figure, Form, Particulars, Sensitivity, Text, forms
from minzheng_domain.plugin.visibility import may_see_groups, may_see_number

TITLE = Text("{bureau}{period}统计表", "{bureau}: statistical forms, {period}")

_LEFT_OUT = Text("面向此类读者略去：{titles}。", "Left out for this audience: {titles}.")
_GROUPS = Text("“{title}”的分组", "the groups of '{title}'")


@attrs.frozen(kw_only=True)
class FormOptions(ExportOptions):
    """What the user states of statistical forms; what is not stated is left open, to be filled in by hand.

    Attributes:
        number_prefix: what the numbers of the forms begin with (表号): ``民统`` gives 民统1表.
        issuer: who laid the forms down (制定机关); not stated if empty.
        reviewer: who reviewed them (审核人).
        preparer: who filled them in (填报人).
        filled_on: when (填报日期); the day of signing of the report if not given.
    """

    number_prefix: str = ""
    issuer: str = ""
    reviewer: str = ""
    preparer: str = ""
    filled_on: date | None = None


def filling_day(dossier: Dossier, options: FormOptions) -> date:
    """Return the day that the forms bear."""
    if options.filled_on is not None:
        return options.filled_on
    return dossier.period.cutoff if dossier.document is None else dossier.document.signed_on


def title_of(dossier: Dossier, options: FormOptions) -> str:
    """Return what all forms together are called."""
    bureau = dossier.ledger.header.bureau or Text("本局", "the bureau")
    days = attrs.evolve(dossier.period, cutoff=dossier.period.end).label  # each form says up to which day data count
    return TITLE.format(bureau=bureau, period=days).of(options.language)


def forms_of(dossier: Dossier, options: FormOptions) -> tuple[Form, ...]:
    """Return the forms of a dossier, without what the audience may not see; what was left out stands in the notes.

    Raises:
        InvalidPeriodError: they are filled in before the last day whose data they count.
    """
    particulars = Particulars(
        number_prefix=options.number_prefix,
        issuer=options.issuer,
        reviewer=options.reviewer,
        preparer=options.preparer,
        filled_on=filling_day(dossier, options),
    )
    made = forms(
        _seen(dossier.figures, options.audience),
        dossier.ledger,
        dossier.period,
        previous=_seen(dossier.previous, options.audience),
        language=options.language,
        particulars=particulars,
    )
    return tuple(_with_note(form, dossier, options) for form in made)


def _seen(figures: Mapping[str, Figure], audience: Sensitivity) -> dict[str, Figure]:
    return {
        name: figure if may_see_groups(figure, audience) else attrs.evolve(figure, parts={})
        for name, figure in figures.items()
        if may_see_number(figure, audience)
    }


def _with_note(form: Form, dossier: Dossier, options: FormOptions) -> Form:
    of_form = [figure for name, figure in dossier.figures.items() if name.partition(".")[0] == form.name]
    titles = list(_left_out(of_form, options))
    if not titles:
        return form
    between = "、" if options.language == "zh" else ", "
    note = _LEFT_OUT.of(options.language).format(titles=between.join(titles))
    return attrs.evolve(form, table=attrs.evolve(form.table, notes=(*form.table.notes, note)))


def _left_out(figures: list[Figure], options: FormOptions) -> Iterator[str]:
    for figure in figures:
        title = figure.measure.title.of(options.language)
        if not may_see_number(figure, options.audience):
            yield title
        elif figure.parts and not may_see_groups(figure, options.audience):
            yield _GROUPS.of(options.language).format(title=title)
