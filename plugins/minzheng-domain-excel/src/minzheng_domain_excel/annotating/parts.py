"""Parts of a workbook's package (ISO/IEC 29500-2): read one by one, some changed, the others kept as they are."""

from __future__ import annotations

import posixpath
import shutil
import zipfile
from typing import BinaryIO

import attrs
from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_PART = "[Content_Types].xml"
_BOOK = "officeDocument"
_NEVER = (1980, 1, 1, 0, 0, 0)


def parsed(content: bytes) -> etree._Element:
    """Parse a part: its elements alone, and nothing outside it is ever fetched."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(content, parser)


def serialized(root: etree._Element) -> bytes:
    """Return a part as bytes, as the programs that read workbooks expect it."""
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return whole


@attrs.frozen
class Relation:
    """What a part is related to.

    Attributes:
        id: how the part names it.
        kind: the last step of its type: ``comments``, ``worksheet``.
        target: the name of the other part; of one outside the package, its address.
    """

    id: str
    kind: str
    target: str


@attrs.frozen
class WorkbookSheet:
    """A sheet of cells of a workbook: its title, and the part that holds it."""

    title: str
    part: str


class Package:
    """The parts of a package, by name (``xl/workbook.xml``); upper and lower case are the same name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = {entry.filename.lower(): entry for entry in archive.infolist() if not entry.is_dir()}
        self._changed: dict[str, bytes] = {}
        self._new: dict[str, str] = {}
        self._removed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        key = name.lower()
        return key in self._new or (key in self._entries and key not in self._removed)

    def read(self, name: str) -> bytes:
        """Return the content of a part.

        Raises:
            KeyError: there is none of this name.
        """
        key = name.lower()
        if key in self._removed:
            raise KeyError(name)
        return self._changed[key] if key in self._changed else self._archive.read(self._entries[key])

    def put(self, name: str, content: bytes) -> None:
        """Change a part, or add one."""
        key = name.lower()
        self._changed[key] = content
        self._removed.discard(key)
        if key not in self._entries:
            self._new[key] = name

    def remove(self, name: str) -> None:
        """Leave a part out."""
        key = name.lower()
        self._removed.add(key)
        self._changed.pop(key, None)
        self._new.pop(key, None)

    def free_name(self, form: str) -> str:
        """Return the first name that no part bears, from a form like ``xl/comments{}.xml``."""
        number = 1
        while form.format(number) in self:
            number += 1
        return form.format(number)

    def relations(self, part: str) -> list[Relation]:
        """Return what a part is related to; ``""`` is the package itself."""
        name = relations_part(part)
        if name not in self:
            return []
        return [
            Relation(given.get("Id", ""), given.get("Type", "").rpartition("/")[2], _target(part, given))
            for given in parsed(self.read(name))
        ]

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the first part of a kind that a part is related to, if there is one."""
        targets = (found.target for found in self.relations(part) if found.kind == kind)
        return next((target for target in targets if target in self), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Relate a part to another, and return the id of the relation."""
        name = relations_part(part)
        root = parsed(self.read(name)) if name in self else etree.Element(f"{{{_RELATIONS}}}Relationships")
        taken = {given.get("Id", "").lower() for given in root}
        number = len(taken) + 1
        while f"rid{number}" in taken:
            number += 1
        etree.SubElement(
            root, f"{{{_RELATIONS}}}Relationship", Id=f"rId{number}", Type=f"{RELATION}/{kind}", Target=f"/{target}"
        )
        self.put(name, serialized(root))
        return f"rId{number}"

    def declare(self, part: str, content_type: str) -> None:
        """Say of what type a part is; one that ends in ``.vml`` shares its type with all of that ending."""
        root = parsed(self.read(_TYPES_PART))
        if part.endswith(".vml"):
            if all(given.get("Extension", "").lower() != "vml" for given in root):
                default = etree.Element(f"{{{_TYPES}}}Default", Extension="vml", ContentType=content_type)
                root.insert(0, default)
        elif all(given.get("PartName", "").lower() != f"/{part}".lower() for given in root):
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
        self.put(_TYPES_PART, serialized(root))

    def workbook(self) -> str:
        """Return the name of the part that lists the sheets.

        Raises:
            KeyError: there is none: it is no workbook.
        """
        name = self.related("", _BOOK)
        if name is None:
            raise KeyError(_BOOK)
        return name

    def sheets(self) -> list[WorkbookSheet]:
        """Return the sheets of cells, in their order; those that hold one chart are not among them."""
        book = self.workbook()
        parts = {found.id: found.target for found in self.relations(book) if found.kind == "worksheet"}
        return [
            WorkbookSheet(sheet.get("name", ""), parts[relation])
            for sheet in parsed(self.read(book)).iterfind("{*}sheets/{*}sheet")
            if (relation := relation_id(sheet)) in parts
        ]

    def write(self, file: BinaryIO) -> None:
        """Write the package: its parts in their order, unchanged ones byte for byte, then those that are new."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for key, entry in self._entries.items():
                if key in self._removed:
                    continue
                if key in self._changed:
                    archive.writestr(_entry(entry.filename, entry.date_time), self._changed[key])
                    continue
                copy = _entry(entry.filename, entry.date_time)
                copy.file_size = entry.file_size  # so that room for a large part is provided for
                with self._archive.open(entry) as old, archive.open(copy, "w") as new:
                    shutil.copyfileobj(old, new)
            for key, name in self._new.items():
                archive.writestr(_entry(name, _NEVER), self._changed[key])


def relation_id(element: etree._Element) -> str | None:
    """Return the id of the relation that an element names."""
    ids = (
        str(value) for name, value in element.attrib.items() if str(name).startswith("{") and str(name).endswith("}id")
    )
    return next(ids, None)


def _entry(name: str, day: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, day)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else it tells the system that wrote it
    return entry


def relations_part(part: str) -> str:
    """Return the name of the part that lists what a part is related to."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(part: str, given: etree._Element) -> str:
    target: str = given.get("Target", "")
    if given.get("TargetMode") == "External":
        return target
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
