"""Where does a number come from? A figure with its definition, its groups and the records that it stands on.

一个数字从哪里来：指标的口径、分组和所依据的记录。
"""

from __future__ import annotations

from pathlib import Path

import minzheng_domain as mz

LEDGER = Path(__file__).parent / "jiading-2019" / "ledger.json"


def main() -> None:
    """Trace one figure of the example."""
    catalogue = mz.Catalogue.installed()
    ledger = catalogue.read(LEDGER)
    year = mz.Period.year(2019, cutoff="2019-12-18")

    figure = catalogue.evaluate("community.newly_registered", ledger, year)
    print(figure.measure.title.zh, figure.value)
    print(figure.definition.zh)
    for code, part in figure.parts.items():
        print(part.label.zh, part.value)
        for record in figure.records(code):
            source = ledger.source(record.__kind__, ledger.position(record))
            print(f"  {record.id}  {source.place}")


if __name__ == "__main__":
    main()
