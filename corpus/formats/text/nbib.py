"""Papers from PubMed's NBIB, the format of its "Send to: citation manager" and "Save: PubMed".

https://www.nlm.nih.gov/bsd/mms/medlineelements.html describes the tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

from corpus.authors import listed
from corpus.characters import pubmed
from corpus.formats.cells import ELSEWHERE, KINDS, issn_in, item_number, located, particular, without_stop
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import (
    FURTHER,
    dated,
    main_abstract,
    month_of,
    text_in,
    whole_abstract,
    words_in,
    years_in,
)
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.opening.decoding import text_lines
from corpus.formats.text.tagged import collected
from corpus.formats.text.tags import TaggedRecord, Tags
from corpus.models import Author, Notice, Parsed, Status, graver
from corpus.retractions import PUBMED

_TAGS = Tags(
    tag=re.compile(r"([A-Z]{2,4}) {0,3}-(?: (.*)|\s*$)", re.DOTALL),
    begins=re.compile(r"PMID *-"),
    first="PMID",
    last=None,
    telling=frozenset({"TI", "AB", "FAU", "AU"}),
    titles=frozenset({"TI"}),
    years=frozenset({"DP"}),
    usual="SO",
)
_ERIC = replace(
    _TAGS, begins=re.compile(r"OWN *- *ERIC\b"), first="OWN", usual=None
)  # which has numbers of its own
_RETRACTED = "Retracted Publication"
_IDENTIFIED = re.compile(r"(?<!\s)\s*+\[(doi|pii)\]$")
_OF_ANOTHER = {link.of_another[0]: link.kind for link in PUBMED}  # what a notice says of the paper it names
# what a paper says became of it, and where that is said
_OF_ITSELF = {link.of_itself[0]: link.kind for link in PUBMED}
_NAMED = re.compile(r"PMID:? ?(\d{1,9})")


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is NBIB."""
    return re.match(r"\s*(?:PMID *-(?: *\d| *\n[A-Z]{2,4} *- )|OWN *- *ERIC\b)", head) is not None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    collector = Collector(reading)

    def fields(record: TaggedRecord) -> dict[str, Any]:
        for tag, kind in _OF_ANOTHER.items():
            for named in _NAMED.findall(" ".join(record.all(tag))):
                collector.notice(
                    Notice(of=named, status=Status(kind=kind, source=pubmed(record.first("PMID") or "")))
                )
        return _fields(record)

    begin = next((line for line in text_lines(path) if line.strip()), "")
    return collected(path, _ERIC if _ERIC.begins.match(begin) else _TAGS, collector, fields)


def is_json(record: dict[str, Any]) -> bool:
    """Whether a record of JSON has PubMed's tags as its names, as Biopython reads NBIB."""
    return "PMID" in record and ("FAU" in record or "DP" in record)


def of_json(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of such a record: a tag's lines are a list, or one text."""
    made = TaggedRecord(1)
    for tag, value in record.items():
        made.tags += [(tag, [line]) for line in (words_in(value) or (text_in(value),)) if line]
    return _fields(made)


def _fields(record: TaggedRecord) -> dict[str, Any]:
    names = {kind: name for name, kind in _identifiers(record)}
    types, pmid = record.all("PT"), record.first("PMID")
    published = dated(record.first("DEP", "DP") or "")
    kind = next(filter(None, (KINDS.get(one.casefold()) for one in types)), None)
    kind = kind or ("chapter" if record.first("TI") and record.first("BTI") else None)
    doi = best_doi(names.get("doi"), *map(doi_of_link, record.all("AID")))
    return {
        "doi": doi,
        "status": _status(record),
        "pmid": pmid,
        "source_id": None if pmid or doi else record.first("OID" if record.first("OWN") == "ERIC" else "SO"),
        "url": web_address(record.first("URL", "LID") or ""),
        "title": without_stop(record.first("TI", "TT", "BTI") or ""),
        "authors": _authors(record),
        "kind": kind,
        "editors": listed(record.all("FED") or record.all("ED")) or None,
        "publisher": record.first("PB"),
        "publisher_place": record.first("PL") if record.first("PB") else None,  # else the country of a journal
        "type": particular(types) or next(iter(types), None),
        "labels": (_RETRACTED,) if _RETRACTED in types else (),
        "journal": record.first("JT", "TA") or (record.first("BTI") if record.first("TI") else None),
        "short_journal": record.first("TA"),
        "issn": issn_in(record.first("IS", "ISSN") or ""),
        "year": next(iter(years_in(record.first("DP", "DEP") or "")), None),
        "volume": record.first("VI"),
        "issue": record.first("IP"),
        **located(record.first("PG") or item_number(names.get("pii", ""))),
        "rights": record.first("CI"),
        "published": published,
        "month": month_of(record.first("DP") or ""),
        "keywords": tuple(word.lstrip("*") for word in record.all("OT")),
        **_abstract(record),
    }


def _abstract(record: TaggedRecord) -> dict[str, Any]:
    """The main abstract: one of several in the same field, or of those beside it."""
    own = whole_abstract(record.all("AB"))
    told = main_abstract((("en", own["abstract"]), *_further(record)))
    return {**told, FURTHER: told[FURTHER] or own[FURTHER]}


def _further(record: TaggedRecord) -> Iterator[tuple[str, str]]:
    """Abstracts in other languages and plain-language summaries with their languages, without those that only say that there
    is one elsewhere."""
    languages = record.all("OABL")
    for abstract, language in zip_longest(record.all("OAB"), languages, fillvalue=""):
        text = abstract.removeprefix("Publisher: ")
        if not ELSEWHERE.fullmatch(text):
            yield language, text


def _status(record: TaggedRecord) -> Status | None:
    """The paper's gravest status, with its notice if the record names one."""
    status = Status(kind="retracted") if _RETRACTED in record.all("PT") else None
    for tag, kind in _OF_ITSELF.items():
        if said := record.first(tag):
            found = _NAMED.search(said)
            return graver(Status(kind=kind, source=pubmed(found[1]) if found else None), status)
    return status


def _identifiers(record: TaggedRecord) -> list[tuple[str, str]]:
    """Pairs (identifier, "doi" or "pii"); those of LID last, because they belong to the article itself."""
    values = (*record.all("AID"), *record.all("LID"))
    found = ((value, _IDENTIFIED.search(value[-10:])) for value in values)
    return [(value[: -len(one[0])], one[1]) for value, one in found if one]


def _authors(record: TaggedRecord) -> list[Author]:
    """Full names if there are any, else short ones; groups in their place among them."""
    full = "FAU" if record.all("FAU") else "AU"
    made = []
    for tag, value in record.pairs:
        if tag == "CN" and value:
            made.append(Author(name=value))
        elif tag == full and value:
            made += listed([value], single=full == "FAU")
    return made
