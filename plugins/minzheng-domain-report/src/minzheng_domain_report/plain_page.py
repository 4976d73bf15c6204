"""Plain page: text whose numbers say what they are but lead nowhere, for pages without explanations of figures."""

from __future__ import annotations

from markupsafe import Markup

from minzheng_domain.plugin import Document, ExportOptions, Number, day_in_words
from minzheng_domain_report.html.blocks import Writer
from minzheng_domain_report.html.edition import Edition
from minzheng_domain_report.html.numbers import Numbers, approximation_code
from minzheng_domain_report.html.page import bare_page

_PAGE = Markup(
    "<article>\n<h1>{title}</h1>\n{text}"
    '<div class="signed"><p><time datetime="{day}">{day_in_words}</time></p></div>\n</article>'
)
_NUMBER = Markup(
    '<data value="{value}" data-measure="{measure}" data-period="{start}/{end}" data-cutoff="{cutoff}"{more}>'
    "{words}</data>"
)


class PlainNumbers(Numbers):
    """Marks the numbers of a page that has no panels of figures."""

    def mark(self, number: Number, *, bare: bool = False) -> Markup:
        """Return a number as markup, with measure, period and exact value."""
        figure = number.figure
        more = Markup("")
        if number.group is not None:
            more += Markup(' data-group="{}"').format(number.group)
        if not number.approximation.is_exact:
            more += Markup(' data-approximation="{}"').format(approximation_code(number.approximation))
        return _NUMBER.format(
            value=self.value(number),
            measure=figure.id,
            start=figure.period.start,
            end=figure.period.end,
            cutoff=figure.period.cutoff,
            more=more,
            words=self.words(number, bare=bare),
        )


def document_as_page(document: Document, options: ExportOptions) -> str:
    """Return a document of paragraphs, tables and charts, without chapters, as a page that explains nothing more."""
    edition = Edition(document.language, options.audience, document.period)
    writer = Writer(PlainNumbers(edition))
    body = _PAGE.format(
        title=writer.parts(document.title),
        text=Markup("").join(writer.blocks(document.preamble)),
        day=document.signed_on,
        day_in_words=day_in_words(document.signed_on, document.language),
    )
    return bare_page(writer.plain(document.title), body, edition, synthetic=document.synthetic)
