"""Where Embase and PubMed say that a paper stands, all in one text, in its parts."""

from __future__ import annotations

from corpus.formats.fields import whole_date
from corpus.patterns import late

# Embase.com's "J. Owl Sci. (2020) 3:2 (10-19)"
_OF_EMBASE = late(
    r"(?P<journal>[^()]{2,200}?) \((?P<year>(?:1[5-9]|20)\d\d)\)(?: (?P<volume>[\w-]{1,20}))?(?::(?P<issue>[^()]{1,40}?))?(?: \((?P<page_range>[^()]{1,40})\))?"
    r"(?:\. Date of Publication: .{1,40})?\.?"
)
# and Ovid's "J. Owl Sci. Conference: 5th Owl Days. Barn. 3 (2 Supplement) (pp 10-19), 2020. Date of Publication: 1 May 2020."
_PAGES = late(r"\s?\((?:pp? ([^()]{1,60})|no pagination)\), ((?:1[5-9]|20)\d\d)\.")
_NUMBER = late(r"\bArticle Number: ([\w.-]{1,20}?)\.(?:\s|\Z)")
_VOLUME = late(r"(?<=\.) ?([\w-]{1,20})(?: \(([^()]{1,60})\))?\Z")
# PubMed's "Owl Lett. 2020 Mar 5;3(2):10-19. doi: 10.… Epub 2020 Jan 2."
_OF_PUBMED = late(
    r"\. (?P<year>(?:1[5-9]|20)\d\d)(?: (?P<month>[A-Z][a-z]{2})(?: (?P<day>\d{1,2}))?)?;(?P<volume>[^\s;:()]{1,20}(?: Suppl(?: \d{1,3})?)?)?(?:\((?P<issue>[^()]{1,40})\))?"
    r"(?::(?P<page_range>[\w., -]{1,60}?))?\.(?:\s|\Z)"
)
_DATED, _CONFERENCE = " Date of Publication: ", ". Conference: "


def parts_of(place: str) -> dict[str, str]:
    """Journal, year, volume, issue, pages (``page_range``) or article number, and the day it was ``published``, those that are told; none if it is written otherwise."""
    if found := _OF_EMBASE.fullmatch(place):
        return {name: said for name, said in found.groupdict().items() if said}
    found = _PAGES.search(place)
    if found is None:
        return {}
    before = place[: found.start()].strip()
    volume = _VOLUME.search(before)
    journal = (before[: volume.start()] if volume else before).partition(_CONFERENCE)[0].strip().removesuffix(".")
    day = whole_date(place.rpartition(_DATED)[2].rstrip(". ")) if _DATED in place else None
    number = _NUMBER.search(place)
    told = {
        "journal": journal,
        "article_number": number[1] if number else None,
        "year": found[2],
        "volume": volume[1] if volume else None,
        "issue": volume[2] if volume else None,
        "page_range": found[1],
        "published": day.isoformat() if day else None,
    }
    return {name: said for name, said in told.items() if said}


def place_of(citation: str) -> dict[str, object]:
    """When a paper was ``published``, its volume, issue and pages (``page_range``), as PubMed prints them in a citation; none if it is no such."""
    found = _OF_PUBMED.search(citation)
    told: dict[str, object] = dict(found.groupdict()) if found else {}
    if day := told.pop("day", None):
        told["published"] = whole_date(f"{day} {told['month']} {told['year']}")
    return {name: said for name, said in told.items() if said}
