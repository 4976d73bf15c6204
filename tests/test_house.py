"""The house: what holds for the repository and for every module in it."""

from __future__ import annotations

import ast
import doctest
import importlib
import importlib.metadata
import pkgutil
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import minzheng_domain

ROOT = Path(__file__).resolve().parents[1]
PYTHON_CLASSIFIER = re.compile(r"Programming Language :: Python :: (3\.\d+)")
LONGEST_LINE = 120
LONGEST_MODULE = 350


def packages() -> list[ModuleType]:
    """Return the package of the core and those of the plugins in this repository that are installed."""
    found = importlib.metadata.entry_points(group="minzheng_domain")
    ours = {entry.value.partition(":")[0] for entry in found if entry.dist and entry.dist.name in distributions()}
    return [minzheng_domain, *(importlib.import_module(name) for name in sorted(ours))]


def modules() -> Iterator[str]:
    """Yield the name of every module of every package; its import is left to the test that wants it."""
    for package in packages():
        yield package.__name__
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield found.name


def source_of(module: str) -> str:
    """Return the source of a module without running it."""
    package, *inner = module.split(".")
    place = Path(next(p.__path__[0] for p in packages() if p.__name__ == package)).joinpath(*inner)
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return path.read_text(encoding="utf-8")


def project(path: Path) -> dict[str, Any]:
    """Return what a pyproject.toml declares."""
    declared: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return declared


def distributions() -> dict[str, dict[str, Any]]:
    """Return the ``[project]`` table of every distribution in this repository, the core first."""
    paths = [ROOT / "pyproject.toml", *sorted(ROOT.glob("plugins/*/pyproject.toml"))]
    return {table["name"]: table for table in (project(path)["project"] for path in paths)}


def files() -> list[Path]:
    """Return the files that git tracks or would track; skip the test where there is no repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("no git repository here: the tests run on a copy, without the sources")
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [path for name in sorted(filter(None, listed.split("\0"))) if (path := ROOT / name).is_file()]


def command_after(mark: str, readme: str) -> str:
    """Return the fenced block that follows a mark in a README."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks: list[str] = re.findall(rf"^<!-- {mark} -->\n+```\w*\n(.+?)\n```$", text, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1, f"{readme} has {len(blocks)} blocks marked {mark}"
    return blocks[0]


@pytest.mark.parametrize("module", sorted(modules()))
def test_module_says_what_is_inside(module: str) -> None:
    """The docstring of every module begins with a sentence that says what is inside."""
    docstring = ast.get_docstring(ast.parse(source_of(module)))

    assert docstring, f"{module} has no docstring"
    assert docstring.splitlines()[0].endswith((".", "。")), f"{module}: the first line is no sentence"


@pytest.mark.parametrize("module", sorted(modules()))
def test_module_can_be_read_in_one_sitting(module: str) -> None:
    """No module is longer than 350 lines: one concept, one module."""
    assert len(source_of(module).splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("module", sorted(modules()))
def test_examples_in_docstrings_are_true(module: str) -> None:
    """Every example in a docstring gives what it says."""
    if module.endswith(".__main__"):
        return

    try:
        imported = importlib.import_module(module)
    except ModuleNotFoundError as error:
        extra = distributions()["minzheng-domain"]["optional-dependencies"]["fast"]
        if error.name not in {Requirement(wanted).name for wanted in extra}:
            raise
        pytest.skip(f"{error.name} is not installed: without it nothing imports {module}")
    failed, _ = doctest.testmod(imported)

    assert failed == 0


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.__name__)
def test_package_says_that_it_is_typed(package: ModuleType) -> None:
    """Every package carries the mark by which a type checker believes its annotations (PEP 561)."""
    assert Path(package.__path__[0], "py.typed").is_file()


def test_lines_are_short() -> None:
    """No line of Python is longer than 120 characters, a Chinese one counted as one."""
    too_long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files()
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]

    assert too_long == []


def test_distributions_are_released_together() -> None:
    """Every plugin bears the version of the core, and the core that it asks for includes this one."""
    core, *plugins = distributions().values()

    for plugin in plugins:
        (wanted,) = (r for r in map(Requirement, plugin["dependencies"]) if r.name == core["name"])
        assert plugin["version"] == core["version"], plugin["name"]
        assert wanted.specifier.contains(Version(core["version"])), plugin["name"]


def test_installed_distributions_are_the_declared_ones() -> None:
    """What is installed bears the versions that stand in the repository."""
    for name, declared in distributions().items():
        assert importlib.metadata.version(name) == declared["version"]


def test_all_distributions_support_the_same_pythons() -> None:
    """Every distribution declares the same Pythons, and asks for the oldest of them at least."""
    declared = {
        name: [found[1] for line in table["classifiers"] if (found := PYTHON_CLASSIFIER.fullmatch(line))]
        for name, table in distributions().items()
    }

    assert len({tuple(pythons) for pythons in declared.values()}) == 1
    for name, table in distributions().items():
        assert declared[name] == sorted(declared[name], key=Version)
        assert table["requires-python"] == f">={declared[name][0]}"


def test_noxfile_reads_the_pythons_from_the_classifiers() -> None:
    """The noxfile names no version of Python itself, so that the tests run on every declared one."""
    source = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    strings = [node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]

    assert "nox.project.python_versions(PYPROJECT)" in source
    assert [value for value in strings if isinstance(value, str) and re.fullmatch(r"3\.\d+", value)] == []


def test_constraints_are_names_and_versions() -> None:
    """Every line of constraints.txt is a name and one version: no address, no option, no path."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9][\w.-]*==\d[\w.]*", line)] == []
    assert lines == sorted(lines, key=lambda line: line.partition("==")[0].lower())


def test_constraints_hold_every_dependency() -> None:
    """Whatever a distribution, an extra, a group of tools or a build asks for has its version in constraints.txt."""
    pinned = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines())
    versions = {re.sub(r"[-_.]+", "-", name).lower(): Version(version) for name, version in pinned.items()}
    asked: list[str] = ["nox"]
    for path in [ROOT / "pyproject.toml", *ROOT.glob("plugins/*/pyproject.toml")]:
        declared = project(path)
        asked += declared["build-system"]["requires"] + declared["project"]["dependencies"]
        for group in declared["project"].get("optional-dependencies", {}).values():
            asked += group
        for group in declared.get("dependency-groups", {}).values():
            asked += [item for item in group if isinstance(item, str)]

    for requirement in map(Requirement, asked):
        if requirement.name not in distributions():
            assert requirement.specifier.contains(versions[requirement.name]), requirement


def test_ci_runs_the_command_of_the_readme() -> None:
    """CI runs the very test command that the README gives to people."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")

    shown = subprocess.run([bash, ROOT / ".ci" / "run", "--show"], check=True, capture_output=True, text=True).stdout

    assert shown.rstrip("\n") == command_after("test-command", "README.md")


@pytest.mark.parametrize("mark", ["report-command", "test-command"])
def test_both_readmes_give_the_same_commands(mark: str) -> None:
    """A reader of the Chinese README types what a reader of the English one types."""
    assert command_after(mark, "README.zh.md") == command_after(mark, "README.md")


def test_readme_commands_install_what_is_constrained() -> None:
    """Each command of the README makes its own environment and installs nothing without constraints.txt."""
    for mark in ("report-command", "test-command"):
        command = command_after(mark, "README.md")
        assert command.startswith("python3 -m venv .venv && ")
        assert re.findall(r"pip install (.{18})", command) == ["-c constraints.txt"]


def test_no_file_names_a_place_on_one_machine() -> None:
    """No file holds a path that exists on its author's machine only."""
    place = re.compile(rb"(?<![\w./-])/(?:root|home/\w[\w.-]*|Users/\w[\w.-]*)/")

    named = [str(path.relative_to(ROOT)) for path in files() if place.search(path.read_bytes())]

    assert named == []


def test_news_fragments_have_a_kind_that_the_changelog_knows() -> None:
    """Every fragment is called NAME.KIND.md with a known kind: one that is not would drop out of the changelog."""
    kinds = {kind["directory"] for kind in project(ROOT / "pyproject.toml")["tool"]["towncrier"]["type"]}
    fragments = [path.name for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]

    assert [name for name in fragments if name.split(".")[1:-1][-1:] not in [[kind] for kind in kinds]] == []
