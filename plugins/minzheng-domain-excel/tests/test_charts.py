"""The charts: which figures make one, and that they follow the cells and show without being calculated."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from minzheng_domain import Catalogue, Header, Ledger, Period
from minzheng_domain.model.columns import Sensitivity
from minzheng_domain.model.organizations import Organization
from minzheng_domain.testing.samples import sample_dossier
from minzheng_domain_excel.charts import MOST_CHARTS
from minzheng_domain_excel.export import EXCEL, ExcelOptions

YEAR = Period.year(2019)


def workbook_of(categories: str, *, name: str = "示例社") -> bytes:
    """Return the workbook of organizations of some community categories."""
    codes = {"a": "LIFE", "b": "CHARITY", "c": "CULTURE_SPORT", "d": "MEDIATION"}
    records = [
        Organization(
            id=f"O{place}",
            name=name,
            type="SERVICE_AGENCY",
            status="REGISTERED",
            registered_on=date(2018, 3, 1),
            community_tier="REGISTERED",
            community_category=codes.get(letter, letter),
        )
        for place, letter in enumerate(categories)
    ]
    header = Header(title="示例", schemes={"community-category": "community-category-shanghai"})
    dossier = Catalogue.builtin().dossier(Ledger.of(records, header=header), YEAR)
    file = io.BytesIO()
    EXCEL.write(dossier, file, ExcelOptions(audience=Sensitivity.PERSONAL))
    return file.getvalue()


def charts_of(content: bytes) -> list[str]:
    """Return the XML of each chart."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
        return [archive.read(name).decode() for name in names]


def test_a_stock_with_several_groups_makes_a_chart():
    """The chart refers to the groups' cells on the statistics sheet, and holds their labels and numbers besides."""
    content = workbook_of("aabccc")
    (chart,) = (chart for chart in charts_of(content) if "累计登记社区社会组织（家）" in chart)

    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    rows = [
        row
        for row in book["统计"].iter_rows(min_row=9)
        if row[0].value == "累计登记社区社会组织" and row[1].value != "合计"
    ]
    first, last = rows[0][0].row, rows[-1][0].row
    assert f"统计!$D${first}:$D${last}" in chart
    assert f"统计!$B${first}:$B${last}" in chart
    assert [row[3].value for row in rows][:3] == [2, 1, 3]
    assert all(f"<v>{number}</v>" in chart or f":v>{number}<" in chart for number in (2, 1, 3))
    assert "社区生活服务类" in chart


def test_charts_have_axes_and_do_not_vanish_when_rows_are_filtered():
    """Both axes are shown, and hidden rows stay in the chart."""
    for chart in charts_of(workbook_of("aabccc")):
        assert chart.count('delete val="0"') == 2
        assert 'plotVisOnly val="0"' in chart


@pytest.mark.parametrize("categories", ["", "aab"])
def test_a_figure_of_few_groups_makes_none(categories):
    """One or two groups say more in words; a ledger without any such figure has no sheet of charts."""
    content = workbook_of(categories)

    assert not charts_of(content)
    assert "图表" not in openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def test_labels_that_xml_cannot_hold_do_not_break_the_file():
    """A group whose name has characters that XML has not is written all the same."""
    content = workbook_of("aabc\ufffe")

    assert any("_xFFFE_" in chart for chart in charts_of(content))
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[2] == "图表"


def test_there_are_no_more_charts_than_a_reader_looks_at():
    """However many figures could make a chart, a few are drawn."""
    file = io.BytesIO()
    EXCEL.write(sample_dossier(), file, ExcelOptions(audience=Sensitivity.PERSONAL))
    assert len(charts_of(file.getvalue())) <= MOST_CHARTS
