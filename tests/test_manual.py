"""The manual is executed: the Python in the README files runs and prints what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_python_of_the_readme_runs(name, monkeypatch, capsys):
    """The library's example runs as printed, and its comments tell the numbers that come out."""
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)

    exec(compile(code, name, "exec"), {})

    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("205 {")
    assert printed[-1] == "43"
