"""A measure of one's own: declared once, it has a value, a breakdown, its records and a definition in words.

自定义指标：声明一次，即有数值、分组、所依据的记录和统计口径。
"""

from __future__ import annotations

from pathlib import Path

import minzheng_domain as mz
from minzheng_domain.model.projects import Project
from minzheng_domain.plugin import Additive, Measure, Sum, Text, Unit, columns, during_period, one_of

LEDGER = Path(__file__).parent / "jiading-2019" / "ledger.json"

project = columns(Project)

FOR_THE_ELDERLY = Measure(
    "local.elderly_funding",
    title=Text("为老服务项目资金", "funding of projects for the elderly"),
    unit=Unit.TEN_THOUSAND_YUAN,
    query=Sum(project.amount, where=(one_of(project.field, "ELDERLY"), *during_period(project.contracted_on))),
    by=project.level,
    additive=Additive.OVER_ALL,
    precision="0.01",
    since="0.1",
)


def main() -> None:
    """Evaluate the measure on the example."""
    catalogue = mz.Catalogue.installed()
    ledger = catalogue.read(LEDGER)

    figure = catalogue.evaluate(FOR_THE_ELDERLY, ledger, mz.Period.year(2019, cutoff="2019-12-18"))
    print(figure.measure.title.zh, figure.written, figure.measure.unit.label.zh)
    print(figure.definition.zh)


if __name__ == "__main__":
    main()
