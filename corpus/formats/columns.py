"""A table's header → which column holds which field of a paper, under the names that reference managers write.

Zotero, EndNote, Scopus, Web of Science (its long names and its two-letter tags), PubMed, Embase, CINAHL, Ovid, Lens,
Covidence and ASReview each have their own; names
are compared without case, spaces and punctuation.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence

DELIMITERS = (",", "\t", ";", "|")
# In the order of preference where a table has several columns for one field.
_NAMES = {
    "title": "title articletitle documenttitle papertitle primarytitle titleprimary ti displayname",
    "abstract": "abstract abstractnote abstracttext ab text",
    "authors": "authorfullnames authorsfullnames af fa authors author au creators authornames authorsprimary authorshipsauthordisplayname",
    "doi": "doi di articledoi doilink digitalobjectidentifier",
    "pmid": "pmid pubmedid pm medlinepmid",
    "source_id": "eid centralid utuniquewosid utuniqueid ut accessionnumber embaseaccessionid lensid sourceid",
    "url": "url link articleurl urls externalurl plink fulltextlink permalink",
    "year": "year publicationyear py yr pubyear yearpublished publishedyear yearofpublication",
    "published": "published publicationdate datepublished dateofpublication date issued",
    "journal": "journal publicationtitle sourcetitle journalbook journaltitle containertitle publicationname periodicalfull publication"
    " primarylocationsourcedisplayname jn so",
    "issn": "issn eissn sn ei issns issnisbn primarylocationsourceissnl",
    "volume": "volume vl bibliovolume",
    "issue": "issue is number issuenumber biblioissue",
    "article_number": "articlenumber artno elocationid ar",
    "page_range": "pages page pagerange pagination",
    "first_page": "pagestart startpage firstpage bp bibliofirstpage",
    "last_page": "pageend endpage lastpage ep bibliolastpage otherpages",
    "pages": "numpages numberofpages noofpages pagecount pg",
    "type": "documenttype itemtype articletype publicationtype referencetype doctype dt type pubtype",
    "heading": "heading",
    "labels": "labels",
    "size": "size",
    "cited_by": "citedby timescitedwoscore timescitedalldatabases timescited citations citationcount tc z9 citingworkscount citedbycount articlecitationcount",
    "views": "views viewedby",
    "keywords": "keywords authorkeywords keyword de automatictags",
    "licence": "licence license openaccesslicense",
    "publisher": "publisher pu bookpublisher",
    "publisher_place": "place placepublished placeofpublication publisherplace publishercity",
    "editors": "editors editor bookeditors authorssecondary",
    "short_journal": "abbreviatedsourcetitle journalabbreviation journalisoabbreviation journalabbreviatedtitle periodicalabbrev ji j9",
    "source": "source",
    "rights": "copyright rights",
    "retracted": "isretracted retracted",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
_RANK = {name: rank for names in _NAMES.values() for rank, name in enumerate(names.split())}
_SEARCHED = frozenset({"title", "abstract"})
# What screeners number and label records with: no field of a paper, but a sign that a line is a header.
_ASIDE = frozenset("id recordid key rank label labelincluded included asreviewlabel".split())
_TAGS = frozenset({"pt", "au", "ti", "so", "ab", "di", "py", "ut"})


def bare(name: str) -> str:
    """A column's name without what its writers vary: "Art. No." → "artno"."""
    return "".join(c for c in name.casefold() if c.isalnum())


def fields_in(header: Sequence[str]) -> dict[str, list[int]]:
    """The columns (from 0) that a field of a paper is read from, the preferred one first.

    "Source" is the journal where no other column is, as some searches write it.
    """
    names = [bare(name) for name in header]
    found: dict[str, list[int]] = {}
    for at in sorted(range(len(names)), key=lambda at: _RANK.get(names[at], 0)):
        if names[at] in _FIELDS:
            found.setdefault(_FIELDS[names[at]], []).append(at)
    if "journal" not in found and "source" in found:
        found["journal"] = found.pop("source")
    return found


def is_header(fields: Mapping[str, Sequence[int]], names: Sequence[str] = ()) -> bool:
    """Whether these are a table of papers: something to search, and a column beside it."""
    beside = len(fields) > 1 or not _ASIDE.isdisjoint(map(bare, names))
    return beside and bool(_SEARCHED & fields.keys())


def delimiter_of(line: str) -> str | None:
    """What separates the columns of a header line: the character that yields most of them; None for no header."""
    found = {mark: fields_in(split(line, mark)) for mark in DELIMITERS if mark in line}
    best = max(found, key=lambda mark: len(found[mark]), default=None)
    return best if best is not None and is_header(found[best], split(line, best)) else None


def split(line: str, delimiter: str) -> list[str]:
    """The cells of a header line; one that is quoted wrongly is split without heed of its quotation marks."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return line.split(delimiter)


def is_tagged(header: Sequence[str]) -> bool:
    """Whether the columns are Web of Science's tags (PT, AU, TI …): such a table quotes nothing."""
    names = {bare(name) for name in header}
    return len(_TAGS & names) > 3 and all(len(name) <= 2 for name in names)
