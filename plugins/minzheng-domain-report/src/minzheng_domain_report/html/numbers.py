"""Numbers: each number of a page as a ``<data>`` element that leads to the panel of its figure."""

from __future__ import annotations

from markupsafe import Markup

from minzheng_domain.plugin import MASK, Approximation, Figure, Number, Period, plain
from minzheng_domain.plugin.visibility import may_see_number
from minzheng_domain_report.html.edition import Edition

_NUMBER = Markup(
    '<data{id} value="{value}" data-measure="{measure}" data-period="{start}/{end}" data-cutoff="{cutoff}"{more}>'
    '<a class="number" href="#{panel}">{words}</a></data>'
)


class Numbers:
    """Marks the numbers of a page, and remembers which figures it states.

    Attributes:
        edition: for whom the page is made.
        stated: the figures that were stated so far, each once, by the id of its panel.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.stated: dict[str, Figure] = {}

    def mark(self, number: Number, *, bare: bool = False) -> Markup:
        """Return a number as markup.

        The first mention of a figure has an id, to which its panel leads back.

        Args:
            number: the number.
            bare: whether it stands without its unit, as under a line that states the unit.
        """
        figure, panel = number.figure, self.panel(number.figure)
        first = panel not in self.stated
        self.stated.setdefault(panel, figure)
        more = Markup("")
        if number.group is not None:
            more += Markup(' data-group="{}"').format(figure.code(number.group))
        if not number.approximation.is_exact:
            more += Markup(' data-approximation="{}"').format(approximation_code(number.approximation))
        return _NUMBER.format(
            id=Markup(' id="{}"').format(self.anchor(panel)) if first else "",
            value=self.value(number),
            measure=figure.id,
            start=figure.period.start,
            end=figure.period.end,
            cutoff=figure.period.cutoff,
            more=more,
            panel=panel,
            words=self.words(number, bare=bare),
        )

    def words(self, number: Number, *, bare: bool = False) -> str:
        """Return a number in words, as far as the audience may see it."""
        if not may_see_number(number.figure, self.edition.audience):
            return MASK
        return self.edition.say(number.bare if bare else number.words)

    def value(self, number: Number) -> str:
        """Return the exact number in the unit shown; empty where there is none that the audience may see."""
        if number.value is None or not may_see_number(number.figure, self.edition.audience):
            return ""
        return plain(number.value)

    def panel(self, figure: Figure) -> str:
        """Return the id of the panel of a figure; a figure of other days than the page's bears them in it."""
        days = "" if figure.period == self.edition.period else f"-{_days(figure.period)}"
        return f"figure-{figure.id}{days}"

    def anchor(self, panel: str) -> str:
        """Return the id of the first mention of a figure."""
        return f"first-{panel}"


def approximation_code(approximation: Approximation) -> str:
    """Return how exact a number is meant to be, as a code of the code list ``approximation``."""
    return approximation.name


def _days(period: Period) -> str:
    return f"{period.start}-{period.end}-{period.cutoff}"
