"""Papers from Ovid's text: its tagged form ("TI  - …") and its labelled one (a line "Title", the value indented below).

Both number their records "<1>", earlier exports "<1. >". Ovid's field guides of MEDLINE and Embase name the fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.authors import listed
from corpus.cleaning.persons import DEGREE
from corpus.formats.cells import issn_in, kind_called, located
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import whole_abstract, years_in
from corpus.formats.links import best_doi
from corpus.formats.sourcelines import parts_of
from corpus.formats.text.tagged import collected
from corpus.formats.text.tags import TaggedRecord, Tags
from corpus.models import Parsed
from corpus.patterns import late

_TAGS = Tags(
    tag=re.compile(
        r"(?:\s(?=<|[A-Z][A-Z0-9]\s{1,3}- ))?(<(?=\d+\.?[ ]?>\s*$)|[A-Z][A-Z0-9](?=\s{1,3}- )|[A-Z][A-Za-z/()]*(?: [A-Za-z/()]+){0,4}(?=\s*$))(?:\d+\.?[ ]?>\s*$|\s{1,3}- (.*)|\s*$)",
        re.DOTALL,
    ),
    begins=re.compile(r"\s?<\d+\.?[ ]?>\s*$"),
    first="<",
    last=None,
    telling=frozenset({"TI", "Title"}),
    titles=frozenset({"TI", "Title"}),
    years=frozenset({"YR", "Year of Publication"}),
)
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Autumn|Fall|Winter)[a-z]*"
# "Goat letters. 12(3):101-109, 2019 Jun 01.", "Goat letters. Vol.12(3), Jun 2019, pp. 101-109."
_SOURCE = re.compile(
    r"(?P<journal>[^.]+(?:\.(?! \d| Vol)[^.]+)*)\.\s+(?:Vol\.? ?)?(?P<volume>[\w-]+)?(?:\s?\((?P<issue>[^()]+)\))?(?::(?P<pages>[^,]+))?,\s*"
    rf"(?:{_MONTH}\.?,? (?:\d{{1,2}}, )?)?(?P<year>\d{{4}})(?:, pp?\. (?P<at>[\w-]+))?"
)
# "Goat Letters June 2019;12(3):101-109", as Journals@Ovid writes it
_DATED = re.compile(
    rf"(?P<journal>.+?)(?: {_MONTH}(?:/{_MONTH})?(?: \d{{1,2}})?,?)? (?P<year>\d{{4}});(?P<volume>[\w-]+)(?:\((?P<issue>[^()]+)\))?:(?P<pages>[\w-]+)"
)
# "Goat Letters 12, Winter 2007: 7-14", "Goat Letters, 12(3), 2007, pp. 7-14."
_RUNNING = re.compile(
    rf"(?P<journal>\D{{2,150}}?),? (?P<volume>\d{{1,4}})(?: ?\((?P<issue>[^()]+)\))?,? (?:{_MONTH},? )?(?P<year>\d{{4}})(?:: |, pp?\. )(?P<pages>[\w-]+)"
)
# "Goat Affairs, 2013(1): 3-28."
_YEARLY = late(r"(?P<journal>\D{2,150}?), (?P<year>\d{4})(?: ?\((?P<issue>[^()]+)\))?: (?P<pages>[\w-]+)")
# "Goat Letters. 2007 15 June; 433-441.", "Goat Proceedings. 2005; 9pp..", as Zoological Record writes it where there is no volume
_DAILY = late(
    r"(?P<journal>[^.;]{2,150})\. (?P<year>\d{4})(?: [\w -]{2,30})?;(?: (?P<pages>\d{1,6}-\d{1,6}))?(?=[\s.,:]|\Z)"
)
# "Hay, Ada [Ed]; Pen, Otto [Ed]. (2012). Bells at work. (pp. 11-31). xvii, 254 pp.", "Hay, Ada [Editor]. Bells at work.:11-31, 2012."
_CHAPTER = late(r"[^()]{0,600}\((?P<year>\d{4})\)\. (?P<journal>[^()]{2,300}?)[.,]? \(pp\. (?P<pages>[\w-]+)\)")
_IN_BOOK = late(
    r"(?:[^\[\]]*\[Editor[^\[\]]*\],?)++\. (?P<journal>.{2,300}?)\.?:(?P<pages>[\w-]+), (?P<year>\d{4})"
)
_EDITED = late(r"([^;\[\]]{2,80}) \[Ed(?:itor)?\b[^\[\]]{0,200}\]")
_ALONE = re.compile(r"([^\d.:;]{2,150})\.\s?")  # a journal and nothing else
_BESIDE = re.compile(r"(?<!\s)\s*+\[[^\[\]]*+(?:\]|$)")  # "Hay, Ada [Reprint Author; E-mail: …]"
_MARKED = re.compile(r"(?<!\s)\s++[\d,+*]+$")  # "Hay, Ada 1,2,*": where its bearer works
_KIND = re.compile(
    r"(?<!\s)(?:(?:\s{2,}+|(?<=[.?!]))\[[A-Z][A-Za-z /-]{2,40}\]|\s\[References\])\.?$"
)  # behind a title

# "Hay, Ada. Pen, Otto B.", "Hay A. Pen OB.": behind a full stop, but a saint's, stands the next name with its comma or its initials.
_ON_ONE_LINE = re.compile(r"(?<=\w)(?<!\bSt)(?<!\bSte)\.\s+(?=[^\W\d][^.,]*(?:, [^\W\d]|\s[A-Z]{1,4}(?:\.|$)))")


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is Ovid's text."""
    return (
        re.match(r"\s*<\d+\.?[ ]?>\s*\n(?:\s?[A-Z][A-Z0-9]\s{1,3}- |[A-Z][A-Za-z ]+\s*\n\s+\S)", head) is not None
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    return collected(path, _TAGS, Collector(reading), _fields)


def _fields(record: TaggedRecord) -> dict[str, Any]:
    place = record.first("SO", "Source") or ""
    book = _CHAPTER.match(place) or _IN_BOOK.match(place)
    told_in = {} if book else parts_of(place)  # of Embase, which names a conference before it
    article = _SOURCE.match(place) or _DATED.match(place) or _RUNNING.match(place) or _YEARLY.match(place)
    source = book or article or _DAILY.match(place)
    said = told_in or (source.groupdict() if source else _ahead(place, record.first("Status") or ""))
    told = record.first("UI", "Unique Identifier", "AN", "Accession Number") or ""
    number = told.rpartition(": ")[2].removesuffix(".")
    called = record.first("DT", "PT", "Publication Type", "Document Type")
    medline = "medline" in (record.first("DB", "Database") or "medline").casefold()
    pmid = number if medline and re.fullmatch(r"\d{1,8}", number) else None
    return {
        "doi": best_doi(record.first("DO", "DI", "Digital Object Identifier", "DOI", "DOI Number")),
        "pmid": pmid or record.first("PM", "PMID"),
        "source_id": None if pmid else number or None,
        "title": _KIND.sub("", record.first("TI", "Title") or "").removesuffix("."),
        "authors": listed(
            _people(record, "FA", "Authors Full Name") or _people(record, "AU", "Authors", "Author")
        ),
        "editors": _editors(place, book) if book else None,
        "type": called,
        "kind": "chapter" if book else kind_called(called or ""),
        "journal": record.first("JN", "Journal Name", "Journal") or said.get("journal"),
        "short_journal": record.first("JA", "Journal Abbreviation", "NJ"),
        "publisher": record.first("PB", "Publisher"),
        "issn": issn_in(record.first("IS", "ISSN", "ISSN Print", "ISSN Linking") or ""),
        "year": record.first("YR", "Year of Publication", "DP", "Date of Publication") or said.get("year"),
        "volume": record.first("VO", "Volume") or said.get("volume"),
        "issue": record.first("IP", "Issue Part", "Issue") or said.get("issue"),
        **located(record.first("PG", "Page", "Pages") or _told_pages(said)),
        "keywords": [
            *_each(record, "KW", "KF", "Keyword Heading", "Keywords"),
            *(word.removesuffix(".") for word in _each(record, "Author Keywords")),
        ],
        **whole_abstract(record.all("AB", "Abstract")),
    }


def _editors(place: str, book: re.Match[str]) -> Any:
    """The editors of a book, who stand in a chapter's source before its title."""
    return listed([name.strip(" ,") for name in _EDITED.findall(place[: book.start("journal")])])


def _told_pages(said: Mapping[str, str | None]) -> str | None:
    """The pages, or the article's number, among the parts of a source."""
    return said.get("pages") or said.get("at") or said.get("page_range") or said.get("article_number")


def _ahead(place: str, status: str) -> dict[str, str | None]:
    """Where a paper stands that is in no issue yet: "Goat Letters." and "Publish Ahead of Print, POST ACCEPTANCE, 30 November 2015"."""
    alone = _ALONE.fullmatch(place)
    return {
        "journal": alone[1] if alone else None,
        "year": next(iter((*years_in(place), *years_in(status))), None),
    }


def _each(record: TaggedRecord, *tags: str) -> list[str]:
    """The values of some tags, one per line or separated by semicolons."""
    return [value for line in _lines(record, *tags) for part in line.split(";") if (value := part.strip())]


def _lines(record: TaggedRecord, *tags: str) -> list[str]:
    return [line for found, lines in record.tags if found in tags for line in lines]


def _people(record: TaggedRecord, *tags: str) -> list[str]:
    """Names without the full stop after the last one, and without what stands beside them."""
    made: list[str] = []
    for line in _lines(record, *tags):
        for part in _BESIDE.sub("", line).split(";"):
            names = [re.sub(r"(?<=[a-z]{2})\.$", "", name) for name in _ON_ONE_LINE.split(_untitled(part.strip()))]
            made += names if len(names) == 1 else [re.sub(r"(?<= )([A-Z]{1,4})\.$", r"\1", name) for name in names]
    return [name for name in made if any(map(str.isalpha, name))]


def _untitled(name: str) -> str:
    """A name as Journals@Ovid writes it, "Hay, Ada MD, PhD 1,2,*", without degrees and marks. A group has no comma: what
    stands behind it ("Consortium 1000") is its own.
    """
    family, comma, given = name.partition(", ")
    given = _MARKED.sub("", given)
    words = given.replace(",", " ").split()
    kept = [word for at, word in enumerate(words) if not at or not DEGREE.fullmatch(word)]
    return f"{family}{comma}{given if len(kept) == len(words) else ' '.join(kept)}"
