"""The main job in Python: read a ledger, look at what is wrong with it, write the yearly report to a folder.

用 Python 完成主要工作：读取台账，查看问题，把年度报告写到文件夹。
"""

from __future__ import annotations

from pathlib import Path

import minzheng_domain as mz

LEDGER = Path(__file__).parent / "jiading-2019" / "ledger.json"


def main(folder: Path = Path("report-2019")) -> None:
    """Write the yearly report of the example."""
    catalogue = mz.Catalogue.installed()
    ledger = catalogue.read(LEDGER)
    year = mz.Period.year(2019, cutoff="2019-12-18")

    for finding in catalogue.check(ledger).findings:
        print(finding.message.zh)

    for path in catalogue.report(catalogue.dossier(ledger, year), to=folder):
        print(f"已写出 {path}")


if __name__ == "__main__":
    main()
