"""What is checked before a change lands; ``nox`` runs all of it, ``nox -s lint types`` a part."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.2.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.reuse_venv = "yes"

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PYPROJECT)
OLDEST = PYTHONS[0]
PLUGINS = sorted(path.parent.relative_to(ROOT) for path in ROOT.glob("plugins/*/pyproject.toml"))
CONSTRAINTS = ("-c", str(ROOT / "constraints.txt"))


def install(session: nox.Session, *groups: str, extra: str = "") -> None:
    """Install the distributions from their sources, to be edited in place, and the tools of some groups."""
    sources = [f".[{extra}]" if extra else ".", *(f"./{plugin}" for plugin in PLUGINS)]
    editable = [word for source in sources for word in ("-e", source)]
    session.install(*CONSTRAINTS, *editable, *nox.project.dependency_groups(PYPROJECT, *groups))


def source_path() -> dict[str, str]:
    """Return the environment in which the packages are found in their sources without being installed."""
    return {"PYTHONPATH": os.pathsep.join(str(ROOT / distribution / "src") for distribution in (Path(), *PLUGINS))}


def folders_with_scripts(*names: str) -> list[Path]:
    """Return the folders of this name, and those in them, that hold Python files."""
    return sorted({path.parent.relative_to(ROOT) for name in names for path in (ROOT / name).rglob("*.py")})


@nox.session(python=OLDEST)
def lint(session: nox.Session) -> None:
    """Ruff, the floors of the house, the news fragments."""
    session.install(*CONSTRAINTS, *nox.project.dependency_groups(PYPROJECT, "lint"))
    session.run("ruff", "check", ".")
    session.run("lint-imports", "--no-logo", env=source_path())
    session.run("towncrier", "build", "--draft", "--version", "next")


@nox.session(python=OLDEST)
def types(session: nox.Session) -> None:
    """Mypy, strict; in the tests, functions may go without annotations but are read all the same."""
    install(session, "types", extra="fast")
    session.run("mypy", "src", *(f"{plugin}/src" for plugin in PLUGINS), "noxfile.py", "conftest.py")
    for folder in folders_with_scripts("examples", "benchmarks", "docs"):
        session.run("mypy", *map(str, sorted(folder.glob("*.py"))))
    for folder in (Path(), *PLUGINS):
        if any((ROOT / folder / "tests").rglob("*.py")):
            session.run(
                *("mypy", "--explicit-package-bases", "--allow-untyped-defs", "--allow-incomplete-defs"),
                str(folder / "tests"),
                env={"MYPYPATH": str(ROOT / folder)},
            )


WITHOUT_OTHER_PROGRAMS = ("-m", "not other_program")
"""LibreOffice and the browser are started by the tests on one Python: what they say depends on no Python."""


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """All tests; on the oldest Python they must also reach the gate of branch coverage."""
    install(session, "tests", extra="fast")
    whole = ("--cov", "--cov-report=term") if session.python == OLDEST else WITHOUT_OTHER_PROGRAMS
    session.run("pytest", *(session.posargs or whole))


@nox.session(python=OLDEST)
def tests_pure(session: nox.Session) -> None:
    """All tests on pure Python: the core's own dependencies and no msgspec."""
    install(session, "tests")
    session.run("python", "-c", "import importlib.util as u; assert u.find_spec('msgspec') is None, 'msgspec is here'")
    session.run("pytest", *(session.posargs or WITHOUT_OTHER_PROGRAMS))


@nox.session(python=OLDEST)
def docs(session: nox.Session) -> None:
    """Build the manual, its reference pages out of the declarations; a warning is an error."""
    install(session, "docs", extra="fast")
    session.run("sphinx-build", "-q", "-E", "-W", "-n", "--keep-going", "-b", "html", "docs", "docs/_build/html")


@nox.session(python=OLDEST)
def examples(session: nox.Session) -> None:
    """Make the files of the examples anew and compare them, then run every example as a reader would."""
    install(session, extra="fast")
    makers = sorted(ROOT.glob("examples/*/make_*.py"))
    scripts = sorted(ROOT.glob("examples/*.py"))
    if not makers or not scripts:
        session.error("no examples found")
    for maker in makers:
        session.run("python", str(maker), "--check")
    for script in scripts:
        place = Path(session.create_tmp()) / script.stem
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        with session.chdir(place):
            session.run("python", str(script))


@nox.session(python=OLDEST)
def wheel(session: nox.Session) -> None:
    """Build every distribution, install the wheels where nothing else is, and test them without the sources."""
    session.install(*CONSTRAINTS, *nox.project.dependency_groups(PYPROJECT, "wheel"))
    place = Path(session.create_tmp()).resolve()
    for name in ("dist", "venv", "copy"):
        shutil.rmtree(place / name, ignore_errors=True)
    for distribution in (Path(), *PLUGINS):
        where = ("--outdir", str(place / "dist"), str(ROOT / distribution))
        session.run("python", "-m", "build", "--no-isolation", *where)
    wheels = sorted((place / "dist").glob("*.whl"))
    for distribution in (Path(), *PLUGINS):
        complain_of_missing_files(session, ROOT / distribution / "src", wheels)

    session.run("python", "-m", "venv", str(place / "venv"))
    python = str(next(path for path in (place / "venv").glob("*/python*") if path.stem == "python"))
    tools = nox.project.dependency_groups(PYPROJECT, "tests")
    extras = [f"{path}[fast]" if path.name.startswith("minzheng_domain-") else str(path) for path in wheels]
    session.run(python, "-m", "pip", "install", "--quiet", *CONSTRAINTS, *extras, *tools, external=True)

    left_behind = ("src", "dist", "_build", "__pycache__", ".git", ".nox", ".venv", ".hypothesis", ".*_cache")
    shutil.copytree(ROOT, place / "copy", ignore=shutil.ignore_patterns(*left_behind))
    with session.chdir(place / "copy"):
        words = session.posargs or WITHOUT_OTHER_PROGRAMS
        session.run(python, "-P", "-m", "pytest", *words, external=True, env={"HYPOTHESIS_PROFILE": "dev"})


def complain_of_missing_files(session: nox.Session, source: Path, wheels: list[Path]) -> None:
    """End the session where a file of a package, code or data, did not come into a wheel."""
    packed = {name for path in wheels for name in zipfile.ZipFile(path).namelist()}
    names = (path.relative_to(source) for path in source.rglob("*") if path.is_file())
    ours = (name for name in names if not any(part.startswith((".", "__pycache__")) for part in name.parts))
    expected = {name.as_posix() for name in ours}
    if missing := sorted(expected - packed):
        session.error(f"not in any wheel: {', '.join(missing)}")
