"""The manual is executed: the Python in the README files and the commands in the pages run as printed."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from minzheng_domain.cli import main

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


COMMANDS = {
    path.name: re.findall(r"^minzheng .*", path.read_text(encoding="utf-8"), re.MULTILINE)
    for path in sorted((ROOT / "docs").glob("*.md"))
}


@pytest.mark.parametrize("page", [page for page, lines in COMMANDS.items() if lines])
def test_the_commands_of_the_manual_run(page, monkeypatch, tmp_path, capsys):
    """Every command that a page shows runs as printed, in the order of the page; none is refused."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path)

    for line in COMMANDS[page]:
        code = main(shlex.split(line)[1:])
        assert code in (0, 1), f"{line}: {capsys.readouterr().err}"
