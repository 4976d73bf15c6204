"""Archive: parts and the relations between them as one file of Office, with the same bytes each time.

Source: ECMA-376, part 2 (Open Packaging Conventions).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Sequence

import attrs

from minzheng_domain_report.word.markup import Vocabulary, as_part

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML, _RELATIONS = "application/xml", "application/vnd.openxmlformats-package.relationships+xml"
_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time that every file in the archive bears: that of the day would make the same document another file."""

_MADE_ON_UNIX = 3
_READABLE = 0o644 << 16

_types = Vocabulary(None, "http://schemas.openxmlformats.org/package/2006/content-types")
_relations = Vocabulary(None, _PACKAGE)

DOCUMENT, CORE_PROPERTIES = f"{_OFFICE}/officeDocument", f"{_PACKAGE}/metadata/core-properties"


def office(kind: str) -> str:
    """Return the full name of a kind of relation, as ``"styles"``."""
    return f"{_OFFICE}/{kind}"


@attrs.frozen
class Relation:
    """That a part needs another one.

    Attributes:
        id: the name by which the part's XML refers to it.
        kind: what the other is to it.
        target: the name of the other.
    """

    id: str
    kind: str
    target: str


@attrs.frozen
class Part:
    """A file in the archive.

    Attributes:
        name: where it stands, as ``"word/styles.xml"``.
        type: its media type.
        content: what stands in it.
        relations: the parts that it needs.
    """

    name: str
    type: str
    content: bytes
    relations: tuple[Relation, ...] = ()


def archive(parts: Sequence[Part], relations: Iterable[Relation]) -> bytes:
    """Return a file of Office.

    Args:
        parts: its parts, in the order of the file.
        relations: the parts that the file begins with.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        _write(made, "[Content_Types].xml", _content_types(parts))
        _write(made, "_rels/.rels", _relation_part(relations))
        for part in parts:
            _write(made, part.name, part.content)
            if part.relations:
                folder, name = posixpath.split(part.name)
                _write(made, f"{folder}/_rels/{name}.rels", _relation_part(part.relations))
    return file.getvalue()


def _content_types(parts: Sequence[Part]) -> bytes:
    by_suffix = {"rels": _RELATIONS, "xml": _XML}
    defaults = (_types("Default", Extension=suffix, ContentType=kind) for suffix, kind in by_suffix.items())
    overrides = (_types("Override", PartName=f"/{part.name}", ContentType=part.type) for part in parts)
    return as_part(_types("Types", *defaults, *overrides))


def _relation_part(relations: Iterable[Relation]) -> bytes:
    return as_part(
        _relations(
            "Relationships",
            *(_relations("Relationship", Id=one.id, Type=one.kind, Target=f"/{one.target}") for one in relations),
        )
    )


def _write(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _ALWAYS)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _MADE_ON_UNIX
    entry.external_attr = _READABLE
    made.writestr(entry, content)
