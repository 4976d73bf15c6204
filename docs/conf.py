"""How Sphinx builds the manual."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "minzheng_domain"
author = copyright = "the authors of minzheng_domain"
release = version = version_of("minzheng-domain")

extensions = ["myst_parser", "declarations"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"minzheng_domain {release}"

# English punctuation stays as it was typed: quotation marks in Chinese and in code must not be bent.
smartquotes = False
