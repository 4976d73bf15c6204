"""``python prepare.py ORGANIZATIONS FOLDER``: write a made-up ledger there, as a file and as data frames."""

from __future__ import annotations

import sys
from pathlib import Path

from contestants import FRAMES, LEDGER
from ledgers import make_ledger
from polars_measures import write_frames

from minzheng_domain.formats.json import write_ledger

if __name__ == "__main__":
    ledger, folder = make_ledger(int(sys.argv[1])), Path(sys.argv[2])
    folder.mkdir()
    with (folder / LEDGER).open("wb") as file:
        write_ledger(ledger, file)
    write_frames(ledger, folder / FRAMES)
    print(len(ledger))
