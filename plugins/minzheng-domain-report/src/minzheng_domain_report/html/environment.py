"""Environment: the templates of the page, and how a value comes into them: escaped, and never missing."""

from __future__ import annotations

import functools
from importlib import resources

from jinja2 import BaseLoader, Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from minzheng_domain_report.html.shown import name, printable, prose

FOLDER = "templates"


def asset(name: str) -> str:
    """Return a file that belongs to the page: a template, its style, its script."""
    return resources.files(__package__ or "").joinpath(FOLDER, name).read_text(encoding="utf-8")


@functools.cache
def environment() -> Environment:
    """Return the environment of the templates: what is not markup is escaped, a name that nobody gave is an error."""
    loader: BaseLoader = FunctionLoader(asset)
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(prose=prose, named=name)
    return made


def _cleaned(value: object) -> object:
    """Let no character into a page that HTML forbids; markup has been cleaned where it was made."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
