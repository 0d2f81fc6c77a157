"""Where databases, catalogues and repositories say that a paper stands, all in one text ("Owl Letters; Vol. 7, No. 2 (2020); 101-109"), in its parts."""

from __future__ import annotations

import re
from typing import Any

from corpus.formats.cells import located
from corpus.formats.fields import whole_date
from corpus.patterns import late

# Embase.com's "J. Owl Sci. (2020) 3:2 (10-19)"
_OF_EMBASE = late(
    r"(?P<journal>[^()]{2,200}?) \((?P<year>(?:1[5-9]|20)\d\d)\)(?: (?P<volume>[\w-]{1,20}))?(?::(?P<issue>[^()]{1,40}?))?(?: \((?P<page_range>[^()]{1,40})\))?"
    r"(?:\. Date of Publication: .{1,40})?\.?"
)
# and Ovid's "J. Owl Sci. Conference: 5th Owl Days. Barn. 3 (2 Supplement) (pp 10-19), 2020. Date of Publication: 1 May 2020."
_PAGES_OF_OVID = late(r"\s?\((?:pp? ([^()]{1,60})|no pagination)\), ((?:1[5-9]|20)\d\d)\.")
_NUMBER = late(r"\bArticle Number: ([\w.-]{1,20}?)\.(?:\s|\Z)")
_VOLUME_OF_OVID = late(r"(?<=\.) ?([\w-]{1,20})(?: \(([^()]{1,60})\))?\Z")
# PubMed's "Owl Lett. 2020 Mar 5;3(2):10-19. doi: 10.… Epub 2020 Jan 2."
_OF_PUBMED = late(
    r"\. (?P<year>(?:1[5-9]|20)\d\d)(?: (?P<month>[A-Z][a-z]{2})(?: (?P<day>\d{1,2}))?)?;(?P<volume>[^\s;:()]{1,20}(?: Suppl(?: \d{1,3})?)?)?(?:\((?P<issue>[^()]{1,40})\))?"
    r"(?::(?P<page_range>[\w., -]{1,60}?))?\.(?:\s|\Z)"
)
# and in short, in its old CSV, of a book without a journal: "Owl Lett.  2020"
_IN_SHORT = late(r"(?:(?P<journal>[^\s.].{1,200}?)\.\s{2})?(?P<year>(?:1[5-9]|20)\d\d)")
# and Ichushi's "12巻3号 Page45-67(2020.03)", DBpia's "제12권 제3호"
_OF_JAPAN = late(
    r"(?:제\s?)?(?P<volume>[\w-]{1,12})[巻권]\s?(?:(?:제\s?)?(?P<issue>[^\s号호]{1,20})[号호])?\s?(?:(?:Page|p\.?|頁)?\s?(?P<page_range>[\w-]{1,20}))?",
    re.IGNORECASE,
)
# and RISS' and JDream's "Vol.12 No.3 Page.45-67"
_BY_LABELS = late(
    r"Vol\.?\s?(?P<volume>[\w-]{1,12})(?:[,.]?\s{0,2}No\.?\s?(?P<issue>[\w-]{1,12}))?(?:[,.]?\s{0,2}(?:Page|pp?)\.?\s?(?P<page_range>[\w-]{1,20}))?",
    re.IGNORECASE,
)
_DATED, _CONFERENCE = " Date of Publication: ", ". Conference: "
_VOLUME = re.compile(r"\b(?:vol(?:ume)?\b\.?|(?:t|tome|bd)\b\.?(?=\s?\d))\s*(\w+)", re.IGNORECASE)
_ISSUE = re.compile(r"\b(?:(?:no|nr|number|issue|num|núm|fasc)\b\.?|n[°.]?(?=\s?\d))\s*(\w+)", re.IGNORECASE)
_PAGES = re.compile(r"\b(?:pp?|pages?)\b\.?:?\s*(\w+(?:\s?[-‐-―]\s?\w+)?)", re.IGNORECASE)
_AT_END = re.compile(r"[;:,]\s*([a-z]?\d+\s?[-‐-―]\s?[a-z]?\d+)\s*\.?\s*\Z", re.IGNORECASE)
_NUMBERS = re.compile(r";| (?:vol(?:ume)?\b|no\b|bd\b|t\. |\(?\d)", re.IGNORECASE)


def parts_of(place: str) -> dict[str, str]:
    """Journal, year, volume, issue, pages (``page_range``) or article number, and the day it was ``published``, those that are told; none if it is written otherwise."""
    if found := _OF_EMBASE.fullmatch(place) or _IN_SHORT.fullmatch(place):
        return {name: said for name, said in found.groupdict().items() if said}
    found = _PAGES_OF_OVID.search(place)
    if found is None:
        return {}
    before = place[: found.start()].strip()
    volume = _VOLUME_OF_OVID.search(before)
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
    """When a paper was ``published``, its volume, issue and pages (``page_range``), as PubMed and searches of East Asia print them in a citation; none if it is no such."""
    found = _OF_JAPAN.match(citation) or _BY_LABELS.match(citation) or _OF_PUBMED.search(citation)
    told: dict[str, object] = dict(found.groupdict()) if found else {}
    if day := told.pop("day", None):
        told["published"] = whole_date(f"{day} {told['month']} {told['year']}")
    return {name: said for name, said in told.items() if said}


_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[yi]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zé]{0,6}\.?"
_PART = late(
    r"(?P<sep>[\s,;:.()\[\]/]+)"
    r"|(?:vol(?:ume|\.)?|v\.|jg\.?|jahrgang|jahrg\.|bd\.?|band|tome?|t\.)\s{0,2}(?P<volume>\d{1,4})(?:\s?\((?P<in_it>[^()]{1,20})\))?"
    r"|(?:no\.?|n[°º]|nr\.?|h\.|heft|issue|iss\.?|number|núm\.?|n\.)\s{0,2}(?P<issue>\d{1,4}(?:[-–/]\d{1,4})?)"
    r"|(?:pp?\.?|s\.|seiten?|pages?|págs?\.?|art(?:icle|\.)?(?: no\.?)?)\s{0,2}(?P<pages>[a-z]{0,2}\d{1,8}(?:\s?[-–]\s?[a-z]{0,2}\d{1,8})?)(?![a-z\d])"
    rf"|(?P<month>{_MONTH})(?:\s\d{{1,2}}\b(?=[;,.]))?"
    r"|(?P<year>(?:1[89]|20)\d\d)(?!\s?[-–\d])"
    r"|(?P<both>\d{1,4})\s?\((?!(?:1[89]|20)\d\d\))(?P<inside>\d{1,4}(?:[-–/]\d{1,4})?|suppl[^()]{0,20}|pt[^()]{0,20})\)"
    r"|(?P<span>[a-z]{0,2}\d{1,8}\s?[-–]\s?[a-z]{0,2}\d{1,8})(?![a-z\d])"
    r"|(?P<number>[a-z]{0,2}\d{1,8})(?![a-z\d])",
    re.IGNORECASE,
)
_DOI = late(r"(?:doi:?|https?://(?:dx\.)?doi\.org/)\s?(10\.\d{4,9}/[^\s;,]{1,200})", re.IGNORECASE)
_CALLED = late(r"[\s,;]*vol(?:ume\b|\.)", re.IGNORECASE)
_LONGEST, _MOST_WORDS = 300, 40  # characters of a line that says where a paper stands, and its words
_BEFORE_PLACE = late(r"[\s,;:(]+")
_WORDS_OF_JOURNALS = late(r"[^\W\d_]{2}")


def place_in(said: str) -> dict[str, str]:
    """Journal, year, volume, issue, pages (``page_range``) and DOI of a reference to a place, as people and programs write one in a cell
    ("Owl Letters, Jg. 7, H. 2, 2020, S. 12-15"); none where some of it is anything else."""
    found = _DOI.search(said)
    text = (said[: found.start()] if found else said).strip(" .;,(")
    if len(text) > _LONGEST:
        return {}
    for at, gap in enumerate(_BEFORE_PLACE.finditer(text)):
        if at > _MOST_WORDS:
            break
        journal = text[: gap.start()]
        if _WORDS_OF_JOURNALS.search(journal) and (told := _told(text[gap.start() :])):
            named = journal if "." in journal[:-1] else journal.removesuffix(".")
            return {"journal": named, **told, **doi_told(said)}
    return {}


def doi_told(said: str) -> dict[str, str]:
    """The DOI that a reference names as one, "doi: 10.…"; none if it does not."""
    found = _DOI.search(said)
    return {"doi": found[1].rstrip(".)")} if found else {}


def _told(text: str) -> dict[str, str]:
    """What a text tells of a place that has nothing else in it; none if it tells too little to be one."""
    at, numbers, told = 0, list[str](), dict[str, str]()
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            return {}
        at = part.end()
        for name, value in part.groupdict().items():
            if not value or name == "sep":
                continue
            if name == "number":
                numbers.append(value)
            elif _NAMES.get(name, name) in told:
                return {}
            else:
                told[_NAMES.get(name, name)] = value
    for name in ("volume", "issue", "page_range"):
        wanted = name not in told and (name != "issue" or len(numbers) > 1 or "page_range" in told)
        if numbers and wanted:
            told[name] = numbers.pop(0)
    called = _CALLED.match(text) is not None
    return told if not numbers and (called or len(told.keys() & {"year", "volume", "page_range"}) > 1) else {}


_NAMES = {"both": "volume", "inside": "issue", "in_it": "issue", "span": "page_range", "pages": "page_range"}


def numbers_in(text: str) -> dict[str, Any]:
    """The volume, issue and pages that a text names so, "pp" or at its end."""
    volume, issue, pages = _VOLUME.search(text), _ISSUE.search(text), _PAGES.search(text) or _AT_END.search(text)
    return {
        "volume": volume[1] if volume else None,
        "issue": issue[1] if issue else None,
        **located(pages[1] if pages else None),
    }


def journal_in(text: str) -> str:
    """The journal, which stands in front of the numbers."""
    found = _NUMBERS.search(text)
    return (text[: found.start()] if found else text).strip(" ,;:.")
