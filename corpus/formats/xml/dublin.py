"""Papers from Dublin Core XML, as repositories and journals answer a harvest (OAI-PMH) and catalogues a search, also beside PRISM and FOAF.
And records of DSpace, the software of most repositories, by its own names ("dc.contributor.author"): the JSON of its interface (versions 6 and 7), DIM in XML, and
the archives that it exports (dublin_core.xml), read as the columns of its tables are.

https://www.openarchives.org/OAI/openarchivesprotocol.html and https://www.dublincore.org/specifications/dublin-core/dces/ describe it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author
from corpus.doi import Doi
from corpus.formats.cells import KINDS, issn_in, located, span
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import UNKNOWN, main_abstract, object_in, objects, text_in, when, years_in
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.opening.packed import unpacked
from corpus.formats.sourcelines import journal_in, numbers_in
from corpus.formats.tables import rowfields, table
from corpus.formats.tables.columns import FIELDS, named
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, language_of, locally, text_of, within
from corpus.models import Author, Kind, Parsed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_TAGS = ("dc", "qualifieddc")
_OF_RDF = ("Description",)  # of which each may be a record, as Zotero writes "Unqualified Dublin Core RDF"
_PREFIX = re.compile(
    r"\A(?:info:eu-repo/semantics/|https?://purl\.org/coar/resource_type/|doc-type:)", re.IGNORECASE
)
_ALSO = re.compile(r"\Ainfo:eu-repo/semantics/altIdentifier/doi/", re.IGNORECASE)  # its DOI elsewhere
_DOI = re.compile(r"(?:info:)?doi[:/ ]", re.IGNORECASE)
_PMID = re.compile(r"(?:info:)?pmid[:/]\s*(\d{1,9})", re.IGNORECASE)
_ISSN = re.compile(r"(?:urn:|[ep]-?)?issn\b|\A\d{4}-\d{3}[\dXx]\Z", re.IGNORECASE)
# Classes of catalogues, which are no keywords: Dewey's, those of the Library of Congress ("R5-920") and of mathematics ("05C80").
_MSC = r"\d\d[A-Z](?:\d\d|xx)(?: \((?:Primary|Secondary)\))?"
_CODE = re.compile(
    rf"info:\S*|[\d.\s/-]+|[A-Z]{{1,2}}\d{{1,4}}(?:\.\d+)?-\d{{1,4}}(?:\.\d+)?|{_MSC}(?:[,;]? {_MSC})*+"
)
_HEAD = 64 * 1024  # bytes
_NOTE = 5  # times shorter than the longest description: what stands beside an abstract
_TYPES: dict[str, tuple[str, Kind | None]] = {
    "article": ("Article", None), "journalarticle": ("Article", None), "review": ("Review", None), "preprint": ("Preprint", "preprint"),
    "bookpart": ("Chapter", "chapter"), "conferenceobject": ("Conference paper", "paper-conference"),
    "conferencepaper": ("Conference paper", "paper-conference"), "doctoralthesis": ("PhD thesis", "thesis"), "masterthesis": ("Thesis", "thesis"),
    "bachelorthesis": ("Thesis", "thesis"), "workingpaper": ("Report", "report"), **{name.replace(" ", ""): (name.capitalize(), kind) for name, kind in KINDS.items()},
}  # fmt: skip
_DSPACE_TAGS = ("dim", "dublin_core")  # of its records in XML
_TITLE, _LISTED = "dc.title", frozenset({"authors", "keywords", "editors"})


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is Dublin Core."""
    return ((holds(head, *_TAGS) or _is_rdf(head)) and "://purl.org/dc/" in head) or _is_dspace(head)


def _is_dspace(head: str) -> bool:
    return holds(head, *_DSPACE_TAGS) and holds(head, "field", "dcvalue")


def _is_rdf(head: str) -> bool:
    return holds(head, "RDF") and holds(head, *_OF_RDF) and holds(head, "title") and holds(head, "creator")


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    with unpacked(path) as stream:
        head = stream.read(_HEAD).decode("utf-8", "replace")
    if _is_dspace(head.removeprefix("\ufeff")):
        return collected(path, _DSPACE_TAGS, _record_of_dspace, reading)
    return collected(path, _OF_RDF if _is_rdf(head.removeprefix("\ufeff")) else _TAGS, _fields, reading)


def _fields(record: Element) -> dict[str, Any]:
    named, source = _said(record, "identifier"), _source(record)
    called, kind = _type(record)
    dates = sorted(_said(record, "issued", "date"), key=_is_stamp)  # a time is when the repository took it in
    date = next(filter(years_in, dates), "")
    cited = next(iter(_said(record, "bibliographicCitation")), source)
    return {
        "doi": _doi([*_said(record, "doi"), *named], _said(record, "relation")),
        "pmid": next((found[1] for one in named if (found := _PMID.fullmatch(one))), None),
        "url": next(filter(None, map(web_address, named)), None),
        "title": next(iter(_said(record, "title")), ""),
        "authors": _authors(record),
        "type": called,
        "kind": kind,
        "journal": next(iter(_said(record, "publicationName")), None) or journal_in(source) or None,
        "issn": _issn(record, named),
        "publisher": next(iter(_said(record, "publisher")), None),
        "year": date,
        **when(date),
        **_place(record, cited),
        "licence": next(filter(None, map(web_address, _said(record, "license", "rights"))), None),
        "keywords": tuple(word for word in _said(record, "subject") if not _CODE.fullmatch(word)),
        **_abstract(record),
    }


def _said(record: Element, *names: str) -> list[str]:
    """The texts of the elements of some names, name by name."""
    return [text for name in names for one in within(record, name) if (text := text_of(one))]


def _authors(record: Element) -> list[Author]:
    """The creators. One who is told part by part (FOAF) is named by these parts, and not once more by the text that repeats the name."""
    found: dict[str, Author] = {}
    for one in within(record, "creator"):
        person = next(iter(within(one, "Person")), one)
        parts = [*_said(person, "familyName")[:1], *_said(person, "givenName")[:1]]
        apart = ", ".join(parts) if len(parts) == 2 else ""
        name = next(iter(_said(person, "name")), "") or apart or text_of(one)
        if name:
            found.setdefault(name, author(apart or name))
    return list(found.values())


def _issn(record: Element, named: list[str]) -> str | None:
    said = (*_said(record, "issn"), *filter(_ISSN.search, (*_said(record, "source", "isPartOf"), *named)))
    return next(filter(None, map(issn_in, said)), None)


def _place(record: Element, cited: str) -> dict[str, Any]:
    """The volume, issue and pages, each in an element of its own (PRISM), else as they are cited."""
    volume, issue, first, last = (
        next(iter(_said(record, name)), None) for name in ("volume", "number", "startingPage", "endingPage")
    )
    if not (volume or first):
        return numbers_in(cited)
    return {"volume": volume, "issue": issue, **located(span(first, last))}


def _doi(named: list[str], related: list[str]) -> str | None:
    """The DOI among a record's identifiers; else the one it has elsewhere. A work related to it has another."""
    own = (one for one in named if one.startswith("10.") or _DOI.match(one))
    return best_doi(*filter(Doi.within, own), *map(doi_of_link, named), *filter(_ALSO.match, related))


def _source(record: Element) -> str:
    """What a record says it stands in: the first text that is neither a number nor an address."""
    said = _said(record, "source", "isPartOf")
    return next((one for one in said if not _ISSN.search(one) and "://" not in one), "")


def _is_stamp(date: str) -> bool:
    return "T" in date


def _type(record: Element) -> tuple[str | None, Kind | None]:
    """The first type that is one of a paper's: beside it stand "text", "info:eu-repo/semantics/publishedVersion" and the like."""
    said = (re.sub(r"[\s_-]", "", _PREFIX.sub("", one)).casefold() for one in _said(record, "type"))
    return next((_TYPES[one] for one in said if one in _TYPES), (None, None))


def _abstract(record: Element) -> dict[str, Any]:
    """The abstracts; of what is only described, the long texts, since notes stand beside them."""
    elements = within(record, "abstract") or within(record, "description")
    told = sorted(((language_of(one, UNKNOWN), text_of(one)) for one in elements), key=lambda one: -len(one[1]))
    return main_abstract((language, text) for language, text in told if len(text) * _NOTE > len(told[0][1]))


def is_dspaces(record: dict[str, Any]) -> bool:
    """Whether an object is an item of DSpace, or a search's hit with one in it."""
    return any(name == _TITLE for name, _ in _pairs(record))


def of_dspace(record: dict[str, Any]) -> dict[str, Any]:
    """An item."""
    return _of_pairs(_pairs(record))


def _record_of_dspace(record: Element) -> dict[str, Any]:
    """A record of DIM, or of an archive."""
    values = (one for one in record.iter() if locally(one) in ("field", "dcvalue"))
    return _of_pairs((_named(one), text_of(one)) for one in values)


def _pairs(record: dict[str, Any]) -> list[tuple[str, str]]:
    item = object_in(object_in(record.get("_embedded")).get("indexableObject")) or record
    told = item.get("metadata")
    if isinstance(told, dict):
        return [
            (name, text_in(one.get("value")) or "") for name, values in told.items() for one in objects(values)
        ]
    return [(text_in(one.get("key")) or "", text_in(one.get("value")) or "") for one in objects(told)]


def _named(value: Element) -> str:
    parts = (value.get("mdschema", "dc"), value.get("element", ""), value.get("qualifier", ""))
    return ".".join(part for part in parts if part not in ("", "none"))


def _of_pairs(told: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The fields of names with their values, of which people and keywords have several."""
    names, cells = list[str](), list[str]()
    for name, value in told:
        if name in names and FIELDS.get(named(name), "") in _LISTED:
            cells[names.index(name)] += f";{value}"
        else:
            names.append(name)
            cells.append(value)
    return rowfields.fields_of(cells, table.fields_in(names))
