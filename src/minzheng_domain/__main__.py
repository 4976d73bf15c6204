"""Run the command as ``python -m minzheng_domain``, where scripts are not on the path."""

from __future__ import annotations

import sys

from minzheng_domain.cli import main

sys.exit(main())
