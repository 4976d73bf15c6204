"""Exporters: the formats ``form-word`` and ``form-html``."""

from __future__ import annotations

from typing import BinaryIO

from minzheng_domain.plugin import Dossier, Exporter, Text
from minzheng_domain_report.forms.options import FormOptions


def write_form_word(dossier: Dossier, file: BinaryIO, options: FormOptions) -> None:
    """Write the figures as statistical forms in a file of Word, each form on pages of its own.

    Args:
        dossier: its figures, and those of the year before if it has them.
        file: where to.
        options: of the export.

    Raises:
        InvalidPeriodError: the forms are filled in before the last day whose data they count.
    """
    from minzheng_domain_report.forms.word import forms_as_word  # noqa: PLC0415 - lxml is loaded where it is used

    file.write(forms_as_word(dossier, options))


def write_form_html(dossier: Dossier, file: BinaryIO, options: FormOptions) -> None:
    """Write the figures as statistical forms in one HTML page.

    Args:
        dossier: its figures, and those of the year before if it has them.
        file: where to.
        options: of the export.

    Raises:
        InvalidPeriodError: the forms are filled in before the last day whose data they count.
    """
    from minzheng_domain_report.forms.html import forms_as_page  # noqa: PLC0415 - its libraries are dear to import

    file.write(forms_as_page(dossier, options).encode("utf-8"))


FORM_WORD = Exporter(
    format="form-word",
    title=Text("统计表（Word）", "statistical forms in Word"),
    suffix=".form.docx",
    write=write_form_word,
    options=FormOptions,
    languages=("zh", "en"),
    redacts=True,
    is_report=False,
    compares=True,
)

FORM_HTML = Exporter(
    format="form-html",
    title=Text("统计表（网页）", "statistical forms as a web page"),
    suffix=".form.html",
    write=write_form_html,
    options=FormOptions,
    languages=("zh", "en"),
    redacts=True,
    is_report=False,
    compares=True,
)
