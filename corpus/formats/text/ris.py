"""Papers from RIS, as Zotero, EndNote, Scopus, Embase and publishers export it.

Read tag by tag, and tolerant: ``ER`` may be missing, a byte-order mark may come first, one space may follow a
tag, ``TY`` may come late or be in words ("TY  - Journal Article"), all gaps may be missing ("TY-JOUR"), and tags
may be in small letters.
https://en.wikipedia.org/wiki/RIS_(file_format)
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.authors import listed
from corpus.cleaning import clean_abstract
from corpus.doi import Doi
from corpus.formats.cells import (
    KINDS,
    OF_RIS,
    SILENT,
    issn_in,
    keywords_in,
    located,
    noted_pmid,
    without_stop,
    words_of,
)
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import day_of, month_of, whole_abstract, whole_date, years_in
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.opening.decoding import text_lines
from corpus.formats.text import bibtex
from corpus.formats.text.tagged import collected
from corpus.formats.text.tags import TaggedRecord, Tags
from corpus.models import IN_BOOKS, Parsed, graver
from corpus.patterns import late
from corpus.retractions import of_note
from corpus.sameness import abstracts_alike

_WORD = re.compile(r"(?![a-z])")  # "T1-weighted", "ER-positive": how a broken line of text may begin
# https://en.wikipedia.org/wiki/RIS_(file_format)#Tags, and what databases write beside these
_KNOWN = frozenset(
    "TY A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DI DO DP ED EP ER ET ID IP IS J1 J2 JA JF JI JO JT K1 KW L1 L2 L3 L4"
    " LA LB LG LK M1 M2 M3 N1 N2 NO NV OL OP PA PB PG PI PM PP PT PU PY RD RI RN RP SE SL SN SO SP SR ST T1 T2 T3 TA TI TL TN TT U1 U2 U3 U4 U5 UR US UT"
    " VL VO XR Y1 Y2 YR".split()
)
_TAGS = Tags(
    tag=re.compile(r"\s{0,3}([A-Z][A-Z0-9])\s{0,2}-(?:\s(.*)|\s*$)", re.DOTALL),
    begins=re.compile(r"\s{0,3}TY\s{0,2}-(?:\s|$)"),
    first="TY",
    last="ER",
    telling=frozenset({"TI", "T1", "AB", "N2", "AU", "A1", "DO"}),
    titles=frozenset({"TI", "T1"}),
    years=frozenset({"PY", "Y1"}),
    joint=True,
    shaped={"ER": _WORD},
    abstract=("AB", "N2"),
    known=_KNOWN,
    single=frozenset("A1 A2 A3 AU ED KW PY Y1 Y2 DA VL IS SP EP SN DO UR LA DB AN ID ER".split()),
)
_BEGINS = re.compile(r"\s{0,3}([Tt][Yy])\s{0,2}-(\S?)")
_LOOKED_AT = 4096  # lines
_TIGHT = replace(
    _TAGS,
    tag=re.compile(r"\s{0,3}([A-Z][A-Z0-9])\s{0,2}-\s?(.*)", re.DOTALL),
    begins=re.compile(r"\s{0,3}TY\s{0,2}-"),
    shaped=dict.fromkeys(
        "T1 T2 T3 A1 A2 A3 AD CN CT ED ER ID IS L1 L2 L3 M1 M2 M3 N1 N2 PP SN SP U1 U2".split(), _WORD
    ),
    abstract=("AB", "N2"),
)  # as some programs write it, with no gap around the hyphen
_SMALL = late(rf"\A\s{{0,3}}(?:{'|'.join(sorted(_KNOWN))})(?=\s{{0,2}}-(?:\s|\Z))", re.IGNORECASE)
_TITLES = ("TI", "T1", "CT", "BT", "ST")
_JOURNALS = ("JF", "T2", "JO", "JA", "J1", "J2", "BT", "T3")  # T2 may be a second title of the article itself
_BOOKS = ("T2", "BT", "JF", "JO", "T3")
_SHORT = ("J2", "JA", "JI", "J1", "JO")
_ADDRESSES = re.compile(r"\s+|;(?=https?:|www\.|10\.)")  # some programs write several into one tag
_CITED = re.compile(r"\b(?:Cited By(?: \(since \d{4}\))?|Times Cited[^:\n]{0,60})\s?:\s*(\d{1,9})")
_DOI_NOTE = re.compile(r"\bdoi\b\s*[:=-]?\s*(\S+)", re.IGNORECASE)
# Ovid's link to a record of Medline, by its number there
_OF_OVID = late(
    r"\.ovid\.com/\S{1,200}[?&]D=(?:med|prem|ppez|pmnm)\w{0,8}(?:&[^\s&]{0,60}){0,6}&AN=(\d{1,8})(?!\d)"
)
_PUBMED = re.compile(r"(?:PUBMED|PMID:?) ?(\d{1,8})", re.IGNORECASE)
_FIRST = re.compile(
    r"^\s{0,3}[Tt][Yy]\s{0,2}-(?:\s*[A-Za-z][A-Za-z ]{1,40}\s*$|[ \t]*(?=\n\s{0,3}[A-Za-z][A-Za-z0-9]\s{0,2}- ))",
    re.MULTILINE,
)
# records that have no type at all: what one begins with, and what it ends with
_TYPELESS = late(rf"\s*(?:{'|'.join(sorted(_KNOWN))})  - \S")
_LAST = late(r"^ER  - ?$", re.MULTILINE)
_CLASSED = late(r"\[\d{4}\]\Z")  # APA PsycInfo's subject, where others have the type
_ISSUE = re.compile(
    r"(?=.*\d|(?i:suppl))[\w ./()-]{1,12}"
)  # what else stands there is a conference's name, or a country
_INVERTED = late(r"[^,]+, *[^,]+")
_BEFORE_PAGE = re.compile(r"\A(?:pp?\b\.?\s*(?=[a-z]{0,2}\d)|n\.pag\.?\Z|no pagination\b.*)", re.IGNORECASE)
_LETTERS = 20  # so many keywords of one letter each are none


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is RIS: one of its first non-empty lines begins a record, and none before it one of BibTeX."""
    found = _FIRST.search(head[:4096]) or (_TYPELESS.match(head) if _LAST.search(head) else None)
    return found is not None and not bibtex.looks_like(head[: found.start()])


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector = Collector(reading)

    def fields(record: TaggedRecord) -> dict[str, Any]:
        if not record.lines[-1].lstrip().startswith("ER"):
            collector.note("records without their closing ER were read to where the next one begins")
        return _fields(record)

    return collected(path, _tags(path), collector, fields)


def _tags(path: Path) -> Tags:
    """How a file writes its tags, by the first line that begins a record: with no gap behind the hyphen, or in small letters."""
    first = next(filter(None, map(_BEGINS.match, islice(text_lines(path), _LOOKED_AT))), None)
    tags = _TIGHT if first is not None and first[2] else _TAGS
    return tags if first is None or first[1] == "TY" else replace(tags, raised=_SMALL)


def _titled(record: TaggedRecord, urls: list[str]) -> str:
    """A record's title; without the full stop that Ovid and EBSCOhost add."""
    title = record.first(*_TITLES) or ""
    return without_stop(title) if any(".ovid.com/" in url or ".ebscohost.com/" in url for url in urls) else title


def _fields(record: TaggedRecord) -> dict[str, Any]:
    urls = [part for url in record.all("UR", "L3", "L2", "LK") for part in _ADDRESSES.split(url)]
    work = "" if _CLASSED.search(record.first("M3") or "") else record.first("M3") or ""
    called, kind = _called(record, work)
    pmid = _pmid(record)
    date = record.first("DA", "Y1", "PY") or ""
    dates = [said for tag in ("PY", "Y1", "DA", "YR") if (said := record.first(tag))]
    of_book = kind in IN_BOOKS
    journal = record.first(*(_BOOKS if of_book else ()), *_JOURNALS)
    return {
        "doi": _doi(record, urls, work),
        "pmid": pmid,
        "source_id": None if pmid else record.first("AN", "UT"),
        "url": next(filter(None, map(web_address, urls)), None),
        "title": _titled(record, urls),
        "authors": listed(_names(record)),
        "editors": listed(record.all("A2", "ED")) if of_book else None,
        "type": work if work and not Doi.within(work) else called or _long_type(record.first("TY") or ""),
        "kind": kind,
        "journal": journal,
        "short_journal": _shorter(record, journal),
        "publisher": record.first("PB", "PU"),
        "publisher_place": record.first("CY", "PP", "PI"),
        "issn": issn_in(" ".join(record.all("SN"))),
        "year": next(filter(years_in, dates), next(iter(dates), None)),
        "volume": record.first("VL"),
        "issue": record.first("IS") or next(filter(_ISSUE.fullmatch, record.all("CP")), None),
        "article_number": located(record.first("C7"))["article_number"],
        "page": _pages(record.first("SP", "PG"), record.first("EP")),
        "cited_by": _cited(record),
        "published": whole_date(_dashed(date)) or day_of(date, record.first("PY", "Y1")),
        "month": next(filter(None, map(month_of, dates)), None),
        "keywords": tuple(word.lstrip("*") for word in keywords_in(_words(record))),  # a star marks the main ones
        "status": reduce(graver, map(of_note, record.all("N1")), None),
        **_abstract(record),
    }


def _words(record: TaggedRecord) -> list[str]:
    """The lines of its keywords; where a program wrote each letter of them on a line of its own, the text that they were."""
    lines = record.lines_of("KW")
    if len(lines) < _LETTERS or any(len(line) > 1 for line in lines):
        return lines
    return ["".join("".join(letters) or " " for tag, letters in record.tags if tag == "KW")]


def _names(record: TaggedRecord) -> list[str]:
    """The authors' names; of a tag with several lines each is one where all are inverted, else a long one was broken."""
    told = (lines for tag, lines in record.tags if tag in ("A1", "AU"))
    return [
        name
        for lines in told
        for name in (
            lines if all(_INVERTED.fullmatch(line) for line in lines) else [" ".join(filter(None, lines))]
        )
        if name
    ]


def _abstract(record: TaggedRecord) -> dict[str, Any]:
    """The abstract, and a further one of the older tag where that says something else."""
    first, second = record.texts("AB"), record.texts("N2")
    if (
        first
        and second
        and abstracts_alike(*("\n".join(clean_abstract(text).text for text in texts) for texts in (first, second)))
    ):
        return whole_abstract(first)
    return whole_abstract(first + second)


def _doi(record: TaggedRecord, urls: list[str], work: str) -> str | None:
    """The best of the DOIs that stand in its own field, in links, in what says which work it is, and in notes."""
    return best_doi(
        record.first("DO", "DI"),
        *map(doi_of_link, urls),
        *filter(Doi.within, (work, *record.all("L3", "C3"))),
        *map(_named_doi, record.all("N1")),
    )


def _called(record: TaggedRecord, work: str) -> tuple[str | None, str | None]:
    """What a record's type is called, and its kind. SER and others say what the work stands in: there ``work`` (M3) says it."""
    written = record.first("TY") or ""
    # a type in words: "Book Section", of which "Book" alone is another type
    if (kind := KINDS.get(written.casefold())) and written not in OF_RIS:
        return written, kind
    called, kind = OF_RIS.get(written.split(" ")[0].upper(), (None, None))
    return (called, kind) if called else (None, KINDS.get(work.casefold()))


def _long_type(written: str) -> str | None:
    """A type in words ("Journal Article") instead of RIS's letters."""
    return written if " " in written or written.islower() else None


def _dashed(date: str) -> str:
    """ "2023/11/22/" → "2023-11-22"."""
    return "-".join(part for part in date.split("/")[:3] if part)


def _pages(first: str | None, last: str | None) -> str | None:
    first, last = (_BEFORE_PAGE.sub("", one or "") for one in (first, last))
    if last == "Specified":  # of PsycInfo's "No Pagination Specified"
        return None
    if last.casefold() in SILENT or not any(map(str.isalnum, last)):
        last = ""
    if first and last.startswith(f"{first}-"):  # all pages once more
        return last
    if not first or not last or "-" in first or first == last:
        return (located(first)["page"] or first.rstrip("+")) if first else None
    return f"{first}-{last}"


def _pmid(record: TaggedRecord) -> str | None:
    """The PMID if the record comes from PubMed, or a note or Ovid's link names it."""
    database = (record.first("DB") or "").casefold()
    number = record.first("AN") or ""
    provider = f"{database} {(record.first('DP') or '').casefold()}"
    if number.isdecimal() and len(number) < 10 and re.search(r"pubmed|medline|\bnlm\b", provider):
        return number
    for said in record.all("C2", "C3", "C5", "PM"):  # where Scopus, the Cochrane Library and Embase have it
        if found := next(filter(None, map(_PUBMED.fullmatch, words_of(said, ",;"))), None):
            return found[1]
    own = record.first("C2" if database == "scopus" else "C5") or ""
    if re.fullmatch(r"\d{7,8}", own) and any(name in database for name in ("scopus", "embase", "medline")):
        return own
    linked = next(filter(None, map(_OF_OVID.search, record.all("UR", "L2"))), None)
    return linked[1] if linked else noted_pmid(" ".join(record.all("N1", "C2")))


def _shorter(record: TaggedRecord, journal: str | None) -> str | None:
    """The journal's short name, if it differs from the full one."""
    names = filter(None, (record.first(tag) for tag in _SHORT))
    return next((name for name in names if journal and name != journal and len(name) <= len(journal)), None)


def _named_doi(note: str) -> str | None:
    """The DOI that a note declares; any other DOI in a note belongs to another paper."""
    found = _DOI_NOTE.search(note)
    return Doi.within(found[1]) if found else None


def _cited(record: TaggedRecord) -> int | None:
    found = next(filter(None, map(_CITED.search, record.all("N1"))), None)
    return int(found[1]) if found else None
