"""Papers from arXiv: its Atom feed, as its API answers a search; a harvest of it (OAI-PMH) in its own format; a record of its data set.

https://info.arxiv.org/help/api/user-manual.html and https://info.arxiv.org/help/oa/index.html describe them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, people, person
from corpus.cleaning.persons import is_body, parted
from corpus.formats.cells import located
from corpus.formats.collecting import PLAINLY, Reading, RefusedError
from corpus.formats.fields import objects, text_in, whole_date, years_in
from corpus.formats.links import web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, locally, said, text_of, within
from corpus.models import Author, Parsed, Status

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_HARVESTED = ("arXiv", "arXivRaw")  # how a harvest (OAI-PMH) names its records
_TAGS = ("entry", *_HARVESTED)
_ID = re.compile(r"https?://arxiv\.org/abs/(\S+?)(?:v\d+)?")
_PAGES = r"\w{0,4}\d[\w.]{0,12}(?:-{1,2}\w{0,4}\d\w{0,8})?"
_REFERENCE = re.compile(  # "J Owl Sci 3 (2020) 10", "Owl Lett. 33, 0130 (2021)", "Owl.Rev.D76:013009,2007"
    r"(?P<journal>\D{2,150}?),?(?: vol(?:ume)?\.?)? ?(?P<volume>\d{1,4})(?: ?\((?P<issue>\d{1,3})\))?"
    rf"(?:,? ?\((?P<year>\d{{4}})\),?(?: no\. ?(?P<number>\d{{1,3}}),?)? ?(?:pp?\. ?)?(?P<place>{_PAGES})|[,:]? ?(?:pp?\. ?)?(?P<first>{_PAGES}),? ?\(?(?P<last>\d{{4}})\)?)\.?"
)
_BY_YEAR = re.compile(  # "Owl Lett. (2017) 77:856"
    rf"(?P<journal>\D{{2,150}}?),? \((?P<year>\d{{4}})\),? (?P<volume>\d{{1,4}})(?: ?\((?P<issue>\d{{1,3}})\))?[:,] ?(?:pp?\. ?)?(?P<place>{_PAGES})\.?"
)
# "Mon, 2 Apr 2007 19:18:42 GMT"
_DATED = re.compile(r"\A(?:[A-Z][a-z]{2}, )?(\d{1,2} [A-Z][a-z]{2} \d{4})\b.*", re.DOTALL)
_ERROR = re.compile(r"https?://arxiv\.org/api/errors")
_GONE = r"(?:paper|article|manuscript|submission) (?:has been|is|was) withdrawn\b"
_WITHDRAWN = re.compile(rf"\b{_GONE}", re.IGNORECASE)
_WITHDRAWN_ITSELF = re.compile(rf"th(?:is|e) {_GONE}", re.IGNORECASE)  # in the place of the abstract


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is arXiv's own feed, or its harvest."""
    return (holds(head, "feed", "entry") and "://arxiv.org/" in head) or holds(head, *_HARVESTED)


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, _fields, reading)


def _fields(record: Element) -> dict[str, Any]:
    return _entry(record) if locally(record) == "entry" else _harvested(record)


def _entry(entry: Element) -> dict[str, Any]:
    identifier, doi = said(entry, "id"), said(entry, "doi")
    if _ERROR.match(identifier):
        raise RefusedError("it is no paper, but an error that arXiv answered")
    found = _ID.fullmatch(identifier)
    return {
        **_identified(found[1] if found else "", doi),
        "title": " ".join(said(entry, "title").split()),
        "authors": [
            author(name)
            for one in within(entry, "author", "name")
            if text_of(one)
            for name in parted(text_of(one))
        ],
        **_told(said(entry, "comment"), said(entry, "summary")),
        **_published(said(entry, "published")[:10], said(entry, "journal_ref")),
    }


def _harvested(record: Element) -> dict[str, Any]:
    """A record as a harvest gives it, plain or with its versions (``arXivRaw``)."""
    first = said(record, "created") or said(record, "version", "date")
    day = first if first[:1].isdigit() else _DATED.sub(r"\1", first)
    names = [name for one in within(record, "authors", "author") if text_of(one) for name in _people(one)]
    return {
        **_identified(said(record, "id"), said(record, "doi")),
        "title": " ".join(said(record, "title").split()),
        "authors": names or list(people(" ".join(said(record, "authors").split()))),
        **_told(said(record, "comments"), said(record, "abstract")),
        **_published(day, said(record, "journal-ref")),
        "licence": web_address(said(record, "license")),
    }


def of_snapshot(record: dict[str, Any]) -> dict[str, Any]:
    """A record of arXiv's as its data set has it, in JSON."""
    signed = [
        [str(part) for part in one] for one in record["authors_parsed"] or () if isinstance(one, list) and one
    ]
    first = next((text_in(one.get("created")) for one in objects(record.get("versions"))), None) or ""
    return {
        **_identified(text_in(record.get("id")) or "", text_in(record.get("doi")) or ""),
        "title": " ".join((text_in(record.get("title")) or "").split()),
        "authors": [
            person(family, given[0] if given else None, *filter(None, given[1:2])) for family, *given in signed
        ],
        **_told(text_in(record.get("comments")) or "", " ".join((text_in(record.get("abstract")) or "").split())),
        **_published(_DATED.sub(r"\1", first), text_in(record.get("journal-ref")) or ""),
        "licence": web_address(text_in(record.get("license")) or ""),
    }


def _people(one: Element) -> list[Author]:
    """A person, and for whom the person signs: "Hay for the Owl Collaboration" with the forename "Ada"."""
    family, given = said(one, "keyname"), said(one, "forenames")
    whole = f"{given} {family}".strip()
    if not given or is_body(whole):
        return list(map(author, parted(whole)))
    return [person(family, given, said(one, "suffix") or None)]


def _identified(number: str, doi: str) -> dict[str, Any]:
    return {
        "doi": doi,
        "source_id": f"arXiv:{number}" if number and not doi else None,
        "url": f"https://arxiv.org/abs/{number}" if number else None,
    }


def _told(comment: str, abstract: str) -> dict[str, Any]:
    """The abstract, and whether its authors took the paper back."""
    withdrawn = _WITHDRAWN.search(comment) or _WITHDRAWN_ITSELF.match(abstract)
    return {"status": Status(kind="retracted") if withdrawn else None, "abstract": abstract}


def _published(day: str, reference: str) -> dict[str, Any]:
    """When a paper came out on arXiv; and where and in which year it was published since."""
    published, appeared = whole_date(day), _appeared(reference)
    return {
        "published": published,
        **({"type": "Preprint", "kind": "preprint", "journal": "arXiv"} if appeared is None else appeared),
        "year": (appeared or {}).get("year") or (published.year if published else day[:4]),
    }


def _appeared(reference: str) -> dict[str, Any] | None:
    """Where a paper came out since, as its authors wrote it ("J Owl Sci 3 (2020) 10"); None if it did not."""
    if not reference:
        return None
    if found := _BY_YEAR.fullmatch(reference):
        told = found.groupdict()
        return {"type": "Article", **located(told.pop("place")), **told}
    found, years = _REFERENCE.fullmatch(reference), years_in(reference)
    if found is None:
        return {"type": "Article", "journal": reference, "year": years[-1] if years else None}
    return {
        "type": "Article",
        "journal": found["journal"],
        "volume": found["volume"],
        "issue": found["issue"] or found["number"],
        "year": found["year"] or found["last"],
        **located(found["place"] or found["first"]),
    }
