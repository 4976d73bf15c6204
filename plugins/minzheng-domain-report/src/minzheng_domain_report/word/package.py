"""Package: the parts of a file of Word: text, styles, fonts, settings, page numbers, charts, properties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from minzheng_domain.plugin import Chart, Language
from minzheng_domain_report.word.archive import CORE_PROPERTIES, DOCUMENT, Part, Relation, archive, office
from minzheng_domain_report.word.characters import never_first, printable
from minzheng_domain_report.word.charts import ChartParts, chart_parts
from minzheng_domain_report.word.fonts import LATIN, font_table
from minzheng_domain_report.word.markup import Element, Vocabulary, as_part, w
from minzheng_domain_report.word.page import EVEN_FOOTER, HEADER, NOTICE, ODD_FOOTER, footer, header_of, section
from minzheng_domain_report.word.styles import Style, style_sheet

_MAIN = "word/document.xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"

_NEVER_FIRST = "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
_NEVER_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
"""What Word itself keeps from the beginning and the end of a Chinese line; who names more has to name these too."""

_cp = Vocabulary("cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties")
_dc = Vocabulary("dc", "http://purl.org/dc/elements/1.1/")
_dcterms = Vocabulary("dcterms", "http://purl.org/dc/terms/")
_app = Vocabulary(None, "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@attrs.frozen(kw_only=True)
class Contents:
    """What a file of Word is made of.

    Attributes:
        body: paragraphs and tables, in their order.
        title: what the file is called; not a part of the text.
        author: who made it.
        day: the day that it bears; not that of its making, which would make the same report another file.
        language: of its words.
        styles: the styles that its paragraphs ask for.
        latin_font: the font of digits and Latin letters.
        charts: the charts in the body, each with the relation by which the body refers to it.
        numbers: every number in the text with its unit, which no end of a line tears apart.
        synthetic: whether it is about made-up records, which stands above each of its pages.
    """

    body: tuple[Element, ...]
    title: str
    author: str
    day: date
    language: Language
    styles: tuple[Style, ...]
    latin_font: str = LATIN
    charts: tuple[tuple[str, Chart], ...] = ()
    numbers: tuple[str, ...] = ()
    synthetic: bool = False


def package(contents: Contents) -> bytes:
    """Return a file of Word; what it is depends on its contents alone."""
    beginnings = (
        Relation("document", DOCUMENT, _MAIN),
        Relation("core", CORE_PROPERTIES, _CORE),
        Relation("app", office("extended-properties"), _APP),
    )
    return archive(list(_parts(contents)), beginnings)


def _parts(contents: Contents) -> Iterator[Part]:
    text = w("document", w("body", *contents.body, section(header=contents.synthetic)))
    small = [
        ("styles", "styles", style_sheet(contents.styles, contents.language, latin=contents.latin_font)),
        ("settings", "settings", _settings(contents)),
        ("fontTable", "fontTable", font_table()),
        (ODD_FOOTER, "footer", footer(even=False)),
        (EVEN_FOOTER, "footer", footer(even=True)),
    ]
    if contents.synthetic:
        small.append((HEADER, "header", header_of(NOTICE.of(contents.language))))
    relations = [Relation(name, office(kind), f"word/{name}.xml") for name, kind, _ in small]
    relations += [Relation(name, office("chart"), f"word/charts/{name}.xml") for name, _ in contents.charts]
    yield Part(_MAIN, f"{_WORD}.document.main+xml", as_part(text), tuple(relations))
    for name, kind, root in small:
        yield Part(f"word/{name}.xml", f"{_WORD}.{kind}+xml", as_part(root))
    for name, chart in contents.charts:
        yield from _chart(name, chart_parts(chart, contents.language))
    yield Part(_CORE, _CORE_TYPE, as_part(_core(contents)))
    yield Part(_APP, _APP_TYPE, as_part(_app("Properties", _app.text("Application", "minzheng-domain-report"))))


def _chart(name: str, made: ChartParts) -> Iterator[Part]:
    book = f"word/embeddings/{name}.xlsx"
    yield Part(f"word/charts/{name}.xml", _CHART, made.chart, (Relation("workbook", office("package"), book),))
    yield Part(book, _BOOK, made.workbook)


def _settings(contents: Contents) -> Element:
    """Return the settings: pages of two kinds, and where lines may not end."""
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),
        *(_line_breaks(contents.numbers) if contents.language == "zh" else ()),
        w(
            "compat",
            w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15),
        ),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _line_breaks(numbers: tuple[str, ...]) -> tuple[Element, Element]:
    """Return what no line may end and begin with: the words of units are among it, so numbers keep theirs.

    Word has no sign that keeps a digit and a Chinese character together; this it keeps, and whoever searches the text
    for 205家 finds it. LibreOffice 7.4 does not read it.
    """
    return (
        w("noLineBreaksAfter", lang="zh-CN", val=_NEVER_LAST),
        w("noLineBreaksBefore", lang="zh-CN", val=_NEVER_FIRST + never_first(numbers)),
    )


def _core(contents: Contents) -> Element:
    """Return what the file says of itself."""
    return _cp(
        "coreProperties",
        _dc.text("title", printable(contents.title)),
        _dc.text("creator", printable(contents.author)),
        _time("created", contents.day),
        _time("modified", contents.day),
        _dc.text("language", _LANGUAGES[contents.language]),
    )


_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en-US"}


def _time(name: str, day: date) -> Element:
    element = _dcterms.text(name, f"{day.isoformat()}T00:00:00Z")
    element.set(_XSI_TYPE, "dcterms:W3CDTF")
    return element
