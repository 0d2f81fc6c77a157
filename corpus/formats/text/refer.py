"""Papers from EndNote's tagged text (``.enw``), the refer format: "%A Hay, Nora".

https://en.wikipedia.org/wiki/Refer_(software)#Tags lists the tags.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.authors import listed
from corpus.doi import Doi
from corpus.formats.cells import issn_in, keywords_in, located
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import day_of, month_of, whole_abstract, whole_date
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.opening.decoding import text_lines
from corpus.formats.sourcelines import place_in
from corpus.formats.text.tagged import collected
from corpus.formats.text.tags import TaggedRecord, Tags
from corpus.models import Kind, Parsed, graver
from corpus.retractions import of_note

_TAGS = Tags(
    tag=re.compile(r"(%[A-Z0-9!@#$&()*+<=>?\[\]^~|])(?: (.*)|\s*$)", re.DOTALL),
    begins=re.compile(r"%0(?: |$)"),
    first="%0",
    last=None,
    telling=frozenset({"%T", "%A", "%X"}),
    titles=frozenset({"%T"}),
    years=frozenset({"%D"}),
)
_LOOKED_AT = 4096  # lines
_DOI = re.compile(r"(?i:doi): ?(10\.\d{4,9}/\S{1,200})")
_VOLUME = re.compile(r", Volume \d.*\Z")  # as NASA ADS writes it
_SPAN = re.compile(r"\d\s?[-–]\s?\w")
_KINDS: dict[str, Kind] = {
    "Book Section": "chapter", "Book": "book", "Edited Book": "book", "Conference Paper": "paper-conference",
    "Conference Proceedings": "paper-conference", "Thesis": "thesis", "Report": "report", "Web Page": "webpage",
    "Unpublished Work": "preprint",
}  # fmt: skip


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is EndNote's tagged text."""
    return re.match(r"\s*%[0A-Z] [^\n]*\n(?:[^\n]*\n){0,40}?%[A-Z] ", head) is not None


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    begun = list(islice(text_lines(path), _LOOKED_AT))
    tags = _TAGS if any(map(_TAGS.begins.match, begun)) else replace(_TAGS, gaps=True)
    return collected(path, tags, Collector(reading), _fields)


def _fields(record: TaggedRecord) -> dict[str, Any]:
    called, number = record.first("%0"), record.first("%M") or ""
    urls, kind = record.all("%U"), _KINDS.get(called or "")
    date, pages = record.first("%8") or "", record.all("%P")  # of which CNKI has their number, too
    named = _DOI.search(" ".join(record.all("%Y")))  # where NASA ADS has it, and its own number in its place
    doi = record.first("%R") if named is None else None
    place = place_in(record.first("%J") or "") if named or not called else {}
    pmid = number if re.fullmatch(r"\d{1,8}", number) else None
    return {
        "doi": best_doi(
            named[1] if named else doi if doi and Doi.within(doi) else None,
            *map(doi_of_link, urls),
            doi if called else None,
        ),
        "pmid": pmid,
        "source_id": None if pmid else number or (None if called or not doi or Doi.within(doi) else doi),
        "url": next(filter(None, map(web_address, urls)), None),
        "title": record.first("%T") or "",
        "authors": listed(record.all("%A")),
        "editors": listed(record.all("%E")) or None,
        "type": called,
        "kind": kind,
        "journal": place.get("journal") or _VOLUME.sub("", record.first("%J", "%B") or ""),
        "publisher": record.first("%I"),
        "publisher_place": record.first("%C"),
        "issn": issn_in(record.first("%@") or "") if called != "Patent" else None,
        "year": record.first("%D", "%8"),
        "published": whole_date(date) or day_of(date, record.first("%D")),
        "month": month_of(date),
        "status": reduce(graver, map(of_note, record.all("%Z")), None),
        "volume": record.first("%V"),
        "issue": record.first("%N") or place.get("issue"),
        **located(next(filter(_SPAN.search, pages), next(iter(pages), None))),
        "keywords": keywords_in(record.lines_of("%K")),
        **whole_abstract(record.all("%X")),
    }
