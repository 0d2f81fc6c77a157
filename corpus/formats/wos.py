"""Papers from Web of Science's plain text and ``.ciw``: two letters, a space and a value; continuation lines are
indented by three spaces.

https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html describes the tags.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from corpus.authors import listed, person
from corpus.formats.cells import issn_in, keywords_of, located, span, supplement
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import day_of, main_abstract, month_of
from corpus.formats.links import best_doi
from corpus.formats.tagged import TaggedRecord, Tags, collected
from corpus.models import Author, Kind, Parsed

_TAGS = Tags(
    tag=re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s*$)", re.DOTALL),
    begins=re.compile(r"PT \w"),
    first="PT",
    last="ER",
    frame=frozenset({"FN", "VR", "EF"}),
    surely=True,
)
_KINDS: dict[str, Kind] = {"B": "book", "C": "paper-conference"}


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is Web of Science's plain text."""
    return re.match(r"\s*(?:FN [^\n]*\n(?:VR [^\n]*\n)?\s*)?PT \w\s*\n[A-Z][A-Z0-9] ", head) is not None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, Collector(reading), _fields)


def _fields(record: TaggedRecord) -> dict[str, Any]:
    kind = _KINDS.get(record.first("PT") or "")
    said = (record.first("DT") or "").casefold()
    if "book chapter" in said:
        kind = "chapter"
    elif "proceedings paper" in said and record.first("PT") != "J":  # one in a journal is an article there
        kind = "paper-conference"
    first, last = record.first("BP", "PS"), record.first("EP")  # PS: all pages, as CAB Abstracts has them there
    pages = {"page": next(filter(None, located(span(first, last)).values()), None)}
    number = located(record.first("AR"))["article_number"]
    return {
        "doi": best_doi(record.first("DI", "D2")),
        "pmid": record.first("PM"),
        "source_id": record.first("UT"),
        "title": record.first("TI", "X1") or "",
        "authors": _authors(record) + [Author(name=group) for group in record.lines_of("CA")],
        "editors": listed(record.lines_of("BE") or record.lines_of("ED")) or None,
        "type": record.first("DT"),
        "kind": kind,
        "journal": record.first("SO"),
        "short_journal": record.first("JI", "J9"),
        "publisher": record.first("PU"),
        "publisher_place": record.first("PI"),
        "issn": issn_in(record.first("SN", "EI") or ""),
        "year": record.first("PY"),
        "published": day_of(record.first("PD") or "", record.first("PY")),
        "month": month_of(record.first("PD") or ""),
        "volume": record.first("VL"),
        "issue": record.first("IS") or supplement(record.first("SU") or ""),
        **({"article_number": number, "page": pages["page"]} if number else pages),
        "cited_by": record.first("TC", "Z9"),
        "keywords": keywords_of(f"{record.first('DE') or ''};"),
        # X4 …: the abstracts of SciELO's and of Russia's records in other languages
        **main_abstract((("en", record.first("AB") or ""), *(("", one) for one in record.all("X4", "Y4", "Z4")))),
    }


def _authors(record: TaggedRecord) -> list[Author]:
    """The full names; a name in natural order ("Cong Thang Pham") is split with the help of its short form
    ("Pham, CT")."""
    full, short = record.lines_of("AF"), record.lines_of("AU")
    if len(full) != len(short):
        return listed(full or short)
    return [one for names in zip(full, short, strict=True) for one in _author(*names)]


def _author(full: str, short: str) -> list[Author]:
    """The author with two forms of the name; none for "[Anonymous]"."""
    if "," in full or "," not in short:
        return listed([full], single=True)
    words, family = full.split(), short.partition(",")[0].strip()
    given = [word for word in words if word.casefold() != family.casefold()]
    return [person(family, " ".join(given))] if len(given) < len(words) else listed([short], single=True)
