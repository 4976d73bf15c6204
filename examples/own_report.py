"""A report worded by the bureau: check its own template, then write the report in every installed format.

用本单位自己的模板：先检查模板，再写出报告。
"""

from __future__ import annotations

from pathlib import Path

import minzheng_domain as mz

HERE = Path(__file__).parent


def main(folder: Path = Path("report-2019")) -> None:
    """Write the report of the example, worded by its own template."""
    catalogue = mz.Catalogue.installed()
    template = catalogue.report_template(HERE / "own-report.zh.md")

    for fault in mz.check_template(template, catalogue.measures):
        print(fault.line, fault.severity.value, fault.message)

    ledger = catalogue.read(HERE / "jiading-2019" / "ledger.json")
    year = mz.Period.year(2019, cutoff="2019-12-18")
    dossier = catalogue.dossier(ledger, year, template=template, signed_on="2019-12-18")

    for path in catalogue.report(dossier, to=folder):
        print(f"已写出 {path}")


if __name__ == "__main__":
    main()
