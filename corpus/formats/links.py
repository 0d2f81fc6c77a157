"""What a record's links say: its DOI, its PMID; and which of them a reader may follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from corpus.characters import address
from corpus.doi import Doi, in_cell
from corpus.patterns import late

# doi.org's, CNKI's, and how the program Papers names its own pages
_DOI_LINK = re.compile(
    r"(?:https?://(?:(?:dx\.|www\.)?doi\.org|link\.cnki\.net/doi)|papers\d?://publication/doi)/", re.IGNORECASE
)
# pages of publishers that call a paper's page by its DOI
_OF_PUBLISHER = late(
    r"https?://(?:[\w-]+\.)?(?:(?:wiley|tandfonline|sagepub|sciencemag|liebertpub|cochranelibrary|worldscientific|nejm)\.com"
    r"|(?:acs|acm|science|pnas|asm|ahajournals|annualreviews|rsna|ascopubs|physiology|psychiatryonline|healthaffairs|royalsocietypublishing"
    r"|ajronline|atsjournals|asha|aps)\.org)/(?:[a-z]{2,8}/)?doi/(?:(?:abs|abstract|full|pdf|epdf|pdfdirect)/)?(?=10\.\d)"
    r"|https?://link\.springer\.com/(?:article|chapter)/(?=10\.\d)"
)
_DOI_ALONE = late(r"\s*(?:https?://(?:dx\.)?doi\.org/|doi: ?)?10\.\d{4,9}/\S{1,200}\s*", re.IGNORECASE)
_OF_QUERY = late(r"[?&](?:rft_)?id=(?:info:)?doi[:/](10\.[^&\s]{3,200})", re.IGNORECASE)
_OF_SCOPUS = late(r"https?://www\.scopus\.com/inward/record\.ur[il]\?(?:[^#\s]{0,200}&)?doi=(10\.[^&#\s]{3,200})")
_SEARCH = late(r"https?://(?:scholar|www)\.google\.[a-z.]{2,6}/(?:scholar|search)\?(?:[^#\s]{0,200}&)?q=")
_OF_PUBMED = late(
    r"https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/(?:m/)?pubmed)/(\d{1,8})/?"
)


def web_address(text: str) -> str | None:
    """The first web address of a cell. Anything else must not become a link, links of doi.org are left to the DOI, and a
    search is no paper's."""
    first = text.partition(" ")[0]
    return first if address(first) and not _DOI_LINK.match(first) and not _SEARCH.match(first) else None


def best_doi(*values: str | None) -> str | None:
    """The first cell with a DOI; else the first non-empty cell, for the report."""
    said = [value for value in values if value]
    return next(filter(Doi.within, said), next(iter(said), None))


def doi_of_link(text: str) -> str | None:
    """The DOI of a doi.org link, or of a publisher's or Scopus' page whose address contains it; other addresses are not
    searched for one.
    """
    if record := _OF_SCOPUS.match(text):
        return in_cell(unquote(record[1]))
    if page := _OF_PUBLISHER.match(text):
        return in_cell(re.split("[?#]", text[page.end() :])[0])
    return Doi.within(text) if _DOI_LINK.match(text) else None


def doi_of_query(link: str) -> str | None:
    """The DOI in a library's OpenURL ("…?sid=EMBASE&id=doi:10.…"), which is no address of the paper."""
    found = _OF_QUERY.search(link)
    return in_cell(unquote(found[1])) if found else None


def linked(known: Mapping[str, Any]) -> dict[str, str | None]:
    """What a record's link tells where the record has no field for it: its DOI, or its PMID. An address in the place of a journal, as the
    Cochrane Library has of a register of trials, is a link; a DOI in the place of a title is no title."""
    place = known.get("journal")
    moved = isinstance(place, str) and web_address(place.strip()) == place.strip()
    told: dict[str, str | None] = {"journal": None, "url": known.get("url") or place} if moved else {}
    link = told.get("url") or known.get("url")
    if isinstance(link, str):
        page = _OF_PUBMED.fullmatch(link.strip())
        found = {"doi": doi_of_link(link), "pmid": page[1] if page else None}
        told |= {name: said for name, said in found.items() if said and name not in known}
    title = known.get("title")
    if isinstance(title, str) and _DOI_ALONE.fullmatch(title):
        told |= {"title": "", "doi": best_doi(known.get("doi"), title)}
    return told
