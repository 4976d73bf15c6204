"""Sheets: one sheet of a workbook after the other, its faulty cells coloured and commented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from minzheng_domain.plugin import Finding
from minzheng_domain.text import Language
from minzheng_domain_excel.annotating.comments import Comments
from minzheng_domain_excel.annotating.fills import Styles
from minzheng_domain_excel.annotating.marks import severest, words_of
from minzheng_domain_excel.annotating.parts import Package
from minzheng_domain_excel.annotating.shapes import with_boxes
from minzheng_domain_excel.annotating.sheet_cells import Cell, merged_firsts, restyled, style_of
from minzheng_domain_excel.annotating.sheet_scan import SheetScan, readied, scan
from minzheng_domain_excel.places import Place

Found: TypeAlias = Mapping[Place, list[Finding]]

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


@attrs.frozen
class Marker:
    """Marks the sheets of a workbook.

    Attributes:
        package: the workbook.
        styles: those of the workbook.
        kept_fills: the fills under the colours of an earlier annotation, as :meth:`Styles.original` takes them.
        language: that of the comments.
    """

    package: Package
    styles: Styles
    kept_fills: Mapping[int, int]
    language: Language

    def mark(self, part: str, found: Found) -> dict[Place, Cell]:
        """Colour and comment the cells of a sheet, and take away what an earlier annotation has left.

        Args:
            part: the part of the sheet.
            found: the findings on this sheet, by place.

        Returns:
            The cell that was marked for each place.
        """
        comments_part = self.package.related(part, "comments")
        comments = Comments(self.package.read(comments_part) if comments_part else None)
        comments.take_out_ours()
        if not found and not self.styles.ours and not comments.were_ours:
            return {}
        content = readied(self.package.read(part))
        firsts = merged_firsts(content, [(place.row, place.column) for place in found if place.column])
        rows = {firsts.get((place.row, place.column or 0), (place.row, 0))[0] for place in found}
        seen = scan(content, {*rows, *(row for row, _ in comments.were_ours)}, self.styles.ours)
        cells = {place: _cell(place, firsts, seen) for place in found}
        findings: dict[Cell, list[Finding]] = {}
        for place, cell in cells.items():
            findings.setdefault(cell, []).extend(found[place])
        words = {cell: words_of(its, self.language) for cell, its in findings.items()}

        restored = self._restored(seen, comments.were_ours)
        changed = dict(restored)
        for cell, its in findings.items():
            changed[cell] = self.styles.marked(restored.get(cell, style_of(seen, cell)), severest(its))
            comments.add(cell, words[cell])
        legacy = self._write_comments(part, comments, words, seen) if words or comments.were_ours else None
        if changed or legacy:
            self.package.put(part, restyled(content, seen, changed, legacy=legacy))
        return cells

    def _restored(self, seen: SheetScan, were_ours: set[Cell]) -> dict[Cell, int]:
        """Return the styles that cells had before an earlier annotation coloured them."""
        coloured = [
            cell
            for row in seen.rows.values()
            for cell in row.cells
            if cell.style in self.styles.coloured_as_ours and (cell.row, cell.column) in were_ours
        ]
        return {
            (cell.row, cell.column): self.styles.original(cell.style, self.kept_fills)
            for cell in [*seen.styled, *coloured]
        }

    def _write_comments(self, part: str, comments: Comments, words: Mapping[Cell, str], seen: SheetScan) -> str | None:
        """Write the comments and their boxes; return the id of the drawing if the sheet does not name one yet."""
        package = self.package
        name = package.related(part, "comments")
        if name is None:
            name = package.free_name("xl/comments{}.xml")
            package.declare(name, _COMMENTS_TYPE)
            package.relate(part, "comments", name)
        package.put(name, comments.content())
        if seen.legacy is not None:
            drawing = {found.id: found.target for found in package.relations(part)}[seen.legacy]
            package.put(drawing, with_boxes(package.read(drawing), words, comments.were_ours - comments.cells()))
            return None
        drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.put(drawing, with_boxes(None, {cell: words.get(cell, "") for cell in comments.cells()}, ()))
        package.declare(drawing, _DRAWING_TYPE)
        return package.relate(part, "vmlDrawing", drawing)


def _cell(place: Place, firsts: Mapping[Cell, Cell], seen: SheetScan) -> Cell:
    """Return the cell that stands for a place: of a row its first filled cell, of a merged area its first."""
    if place.column is not None:
        return firsts.get((place.row, place.column), (place.row, place.column))
    row = seen.rows.get(place.row)
    return place.row, (row.first_filled if row else None) or 1
