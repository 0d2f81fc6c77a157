"""Papers from feeds: the RSS and Atom of journals, PubMed, preprint servers and J-STAGE.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec and https://www.jstage.jst.go.jp/static/pages/JstageServices/TAB3/-char/en describe them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.authors import author, people
from corpus.cleaning.printed_names import is_nobody
from corpus.doi import Doi
from corpus.formats.cells import issn_in, pmid_in, span
from corpus.formats.collecting import PLAINLY, Reading
from corpus.formats.fields import month_of, whole_date, years_in
from corpus.formats.links import best_doi, doi_of_link, web_address
from corpus.formats.xml.xmlrecords import collected
from corpus.formats.xml.xmltext import holds, link_of, said, text_of, within
from corpus.models import Author, Parsed
from corpus.sameness import PREPRINTS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_OF_FEEDS = ("item", "entry")
_TEXTS = ("description", "encoded", "summary", "content", "abstract")
_DATES = ("publicationDate", "coverDate", "date", "pubDate", "published", "pubyear")
_LEAST = 60  # characters of an abstract that is no sentence
_TOLD = re.compile(r"(publication date|source|author\(s\)|authors?)\s?: *(.{2,4000})", re.IGNORECASE)
_OF_PAPERS = re.compile(
    r"<prism:|/modules/prism/|\b10\.\d{4,9}/|//pubmed\.ncbi\.|//arxiv\.org/abs/|<article_title>"
)
_BLOCKS = re.compile(r"</?(?:p|div|br|h[1-6]|li|ul|ol|tr|td|section)\b[^<>]{0,400}>|\n\s*\n", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{1,400}>")
# What stands beside an abstract: where the paper came out, who wrote it, its numbers.
_BESIDE = re.compile(
    r"(?:publication date|source|author(?:s|\(s\))?|pmid|pmcid|doi|volume|issue|pages?|published|available online|date|keywords)\s?:.*"
    r"|.{0,200}\bpublished online: .*|(?:.{0,150}, )?volume [\w-]{1,12}, issue .{0,100}|by [^.]{3,2000}|abstract|summary"
    r"|.{0,200}\bdoi:? ?10\.\d.{0,120}|https?://\S+|no abstract available\.?",
    re.IGNORECASE | re.DOTALL,
)
_ANNOUNCED = re.compile(r"\AarXiv:(\S+?)(?:v\d+)? Announce Type: \S+\s*(?:Abstract: )?")
_LISTED = re.compile(r" \(arXiv:(\S+?)(?:v\d+)? \[\S+\](?: UPDATED)?\)\Z")  # as arXiv's older feeds end a title
_SECTION = re.compile(r"\A\[[A-Z][A-Za-z-]{2,20}(?: [A-Za-z-]{1,20}){0,2}\]\s+(?=\S)")  # "[ASAP] ", "[Articles] "
_IN_LINK = re.compile(r"/(10\.\d{4,9}/[^?#\s]{2,150})")
_AT_PUBMED = re.compile(r"//pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})\b")
_MAIL = re.compile(r"\A\S+@\S+ \((.*)\)\Z")  # "ada@example.org (Ada Hay)"
_TIME = re.compile(r"\A(?:[A-Z][a-z]{2}, )?(\d{1,2} [A-Z][a-z]{2} \d{4})\b.*|[T ]\d\d:.*", re.DOTALL)
_SHORT = "a feed tells of a paper what its publisher puts there; abstracts may be short or lacking"


def is_feed(head: str) -> bool:
    """Whether a file with this beginning is a feed of papers, of which it names DOIs or their like."""
    return holds(head, "rss", "RDF", "feed") and holds(head, *_OF_FEEDS) and _OF_PAPERS.search(head) is not None


def read_feed(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a file and the report that balances.

    Raises CorpusError, in one sentence, where the file itself cannot be read.
    """
    parsed = collected(path, _OF_FEEDS, _item, reading)
    return parsed.noted(_SHORT) if parsed.papers else parsed


def _item(item: Element) -> dict[str, Any]:
    links = [text for one in within(item, "link") if (text := text_of(one) or one.get("href") or link_of(one))]
    names = [
        text for tag in ("doi", "identifier", "guid", "id") for one in within(item, tag) if (text := text_of(one))
    ]
    texts, number = _parts(item)
    plain = (_plainly(part) for parts in texts for part in parts)
    told = {found[1].casefold()[:4]: found[2] for found in map(_TOLD.fullmatch, plain) if found}
    title = _either(item, "article_title") or _either(item, "title")
    number = listed[1] if (listed := _LISTED.search(title)) else number
    doi = best_doi(*filter(Doi.within, names), *map(doi_of_link, links), *_dois_in(links))
    pmid = next((found for text in (*names, *links) if (found := _pmid(text))), None)
    days = [_TIME.sub(r"\1", said(item, tag)) for tag in _DATES if said(item, tag)] or [told.get("publ", "")]
    journal = (
        _either(item, "publicationName")
        or _either(item, "material_title")
        or _journal(said(item, "source") or told.get("sour", ""))
    )
    server = " ".join((journal, said(item, "publisher"), *links))
    preprint = bool(number) or PREPRINTS.search(server) is not None
    return {
        "doi": doi,
        "pmid": pmid,
        "source_id": f"arXiv:{number}" if number and not doi else None,
        "url": next(filter(None, map(web_address, links)), None),
        "title": " ".join(_SECTION.sub("", _LISTED.sub("", title)).split()),
        "authors": _signed(item, told.get("auth", "")),
        "type": "Preprint" if preprint else None,
        "kind": "preprint" if preprint else None,
        "journal": journal or ("arXiv" if number else None),
        "issn": issn_in(said(item, "issn") or said(item, "eIssn")),
        "year": next((year for day in (*days, said(item, "updated")) for year in years_in(day)), None),
        "published": next(filter(None, map(whole_date, days)), None),
        "month": next(filter(None, map(month_of, days)), None),
        "volume": said(item, "volume"),
        "issue": said(item, "number"),
        "page": span(said(item, "startingPage"), said(item, "endingPage")),
        "abstract": max(map(_abstract, texts), key=len, default=""),
    }


def _either(item: Element, tag: str) -> str:
    """A text that may stand in English and Japanese, as J-STAGE has it."""
    return said(item, tag, "en") or said(item, tag, "ja") or said(item, tag)


def _dois_in(links: list[str]) -> list[str]:
    """What links of publishers have as a DOI behind "doi/"."""
    return [
        re.sub(r"(?:/full|/abstract|/meta|/pdf)\Z", "", found[1]) for found in map(_IN_LINK.search, links) if found
    ]


def _pmid(text: str) -> str | None:
    at = _AT_PUBMED.search(text)
    named = text.casefold().startswith("pmid:")
    return at[1] if at else pmid_in(text[5:]) if named else None


def _journal(source: str) -> str:
    """The journal of "Goat Letters, Published online: 2020-01-01; | doi:10.…"."""
    return re.split(r",? published online|, vol", source, maxsplit=1, flags=re.IGNORECASE)[0].strip(" ,;|")


def _signed(item: Element, told: str) -> list[Author]:
    """The authors: one each, or all of them in one element; ``told``: as the description tells them, where nothing else does."""
    for tongue in ("en", "ja"):
        if names := [name for one in within(item, "author", tongue, "name") if (name := text_of(one))]:
            return [author(name) for name in names]
    names = [text_of(one) for one in within(item, "author", "name")] or [
        _MAIL.sub(r"\1", text_of(one)) for tag in ("creator", "author") for one in within(item, tag)
    ]
    written = [" ".join(name.split()) for name in names if name.strip()] or [told]
    if len(written) == 1:
        return list(people(written[0]))
    return [author(name) for name in written if not is_nobody(name)]


def _parts(item: Element) -> tuple[list[list[str]], str | None]:
    """The paragraphs of each text that an item tells; arXiv's number where that stands above it."""
    told = [text_of(one) for tag in _TEXTS for one in within(item, tag)]
    number = next((found[1] for found in map(_ANNOUNCED.match, told) if found), None)
    return [[part for part in _BLOCKS.split(_ANNOUNCED.sub("", text)) if part.strip()] for text in told], number


def _abstract(parts: list[str]) -> str:
    """An abstract without what stands beside it; a few words that are no sentence are none."""
    text = "\n".join(part for part in parts if (plain := _plainly(part)) and not _BESIDE.fullmatch(plain))
    return text if len(text) >= _LEAST or any(stop in text for stop in ".!?。") else ""


def _plainly(part: str) -> str:
    return " ".join(_MARKUP.sub("", part).split())
