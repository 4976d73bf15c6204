"""Write the example ledger as a workbook, with every figure as a formula over the records, or compare it.

把示例台账写成带公式的工作簿；--check 只核对，不写文件。
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import attrs

import minzheng_domain as mz

HERE = Path(__file__).parent
SOURCE = HERE / "ledger.json"
TARGET = HERE / "ledger.xlsx"


def main(arguments: list[str] | None = None) -> int:
    """Write the workbook, or read it and compare the ledgers; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="只比较，不写文件 / compare the file, write nothing")
    catalogue = mz.Catalogue.installed()
    ledger = catalogue.read(SOURCE)
    if not parser.parse_args(arguments).check:
        # The records are made up: none of them is anybody's personal data.
        options = attrs.evolve(catalogue.exporters["excel"].options(), audience=mz.Sensitivity.PERSONAL)
        catalogue.export(ledger, mz.Period.year(2019, cutoff="2019-12-18"), "excel", to=TARGET, options=options)
        return 0
    found = catalogue.read(TARGET)
    if found == ledger and not found.remarks:
        return 0
    sys.stderr.write(
        f"{TARGET.name} 与 {SOURCE.name} 不是同一台账，请重新运行 make_workbook.py。\n"
        f"{TARGET.name} is not the ledger of {SOURCE.name}; run make_workbook.py again.\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
