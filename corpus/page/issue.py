"""The first half of a page: the special issue itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Issue
from corpus.page.editors import editors_of, signature
from corpus.page.fields import DAY, count, day
from corpus.page.lines import plain

_OPENING = re.compile(
    r"A (?:special issue of|topical collection in) (?P<journal>\S.*?)"
    r"(?: \(ISSN (?P<issn>[0-9]{4}-[0-9]{3}[0-9X])?[^)]*\))?\.?(?: This (?:special issue|collection) .*)?"
)
_SECTION = re.compile(
    r"This (?:special issue|collection) belongs to the section [\"“]?(?P<section>[^\"“”]+?)[\"”]?\.?$"
)
_DEADLINE = re.compile(rf"Deadline for manuscript submissions:\s*(?P<closed>closed\b)?\s*\(?(?P<day>{DAY})?")
_OLD_TITLE = re.compile(r"(?:Special Issue|Topical Collection) [\"“](?P<title>.+)[\"”]")
_SOURCE = re.compile(r"\(This article belongs to the (?:Special Issue|(?:Topical )?Collection) (?P<title>.+)\)")
_COMPANION = re.compile(r"\b(?:joint|companion|sister)\s+special\s+issue\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_EDITORS, _LETTER, _KEYWORDS = "Special Issue Editor", "Special Issue Information", "Keyword"
_OF_A_COLLECTION = {  # what the page of a topical collection calls them; one "Collection Editor" is a role below a name
    **dict.fromkeys(("Editor", "Editors", "Collection Editors"), _EDITORS),
    **dict.fromkeys(("Topical Collection Editor", "Topical Collection Editors"), _EDITORS),
    "Topical Collection Information": _LETTER,
}
_FURTHER = ("Manuscript Submission Information", "Benefits of Publishing in a Special Issue")  # kept as they stand
_HEADINGS = frozenset(
    (
        *(
            _EDITORS,
            _LETTER,
            _KEYWORDS,
            "Manuscript Submission Information",
            "Related Special Issue",
            "Planned Paper",
        ),
        *("Benefits of Publishing in a Special Issue", "Published Paper", "Print Special Issue Flyer"),
    )
)


def opening_at(texts: Sequence[str]) -> int | None:
    """Where the line "A special issue of …", or "A topical collection in …", stands, as an index; None where it has none."""
    return next((i for i, text in enumerate(texts) if len(text) < 500 and _OPENING.fullmatch(plain(text))), None)


def read_issue(texts: Sequence[str], opening: int, end: int) -> tuple[Issue, list[str]]:
    """The issue that the stripped lines of a page describe, and remarks for the report.

    ``opening`` is the index of the line "A special issue of …", ``end`` that of "Published Papers". What the page
    does not say is None or empty.
    """
    parts = _parts(texts[opening:end], _is_collection(texts[opening]))
    head = [plain(text) for text in parts[""]]
    journal = _OPENING.fullmatch(head[0])
    section = next((found["section"] for text in head if (found := _SECTION.search(text))), None)
    deadline = next((found for text in head if (found := _DEADLINE.search(text))), None)
    letter = [text for text in parts.get(_LETTER, []) if not plain(text).startswith("Dear ")]
    signed, own = signature(letter)
    description, companion = _letter(letter[:own])
    editors, remarks = editors_of(parts.get(_EDITORS, []), signed)
    issue = Issue(
        title=_title(texts, opening),
        journal=journal["journal"] if journal else None,
        issn=journal["issn"] if journal else None,
        section=section,
        deadline=day(deadline["day"]) if deadline and deadline["day"] else None,
        closed=bool(deadline and deadline["closed"]),
        views=count("Viewed by", " ".join(head)),
        editors=editors,
        description=description,
        keywords=_keywords(parts.get(_KEYWORDS, [])),
        companion=companion,
        passages=tuple(text for heading in _FURTHER for text in parts.get(heading, ())) or None,
    )
    return issue, remarks


def _is_collection(opening: str) -> bool:
    return plain(opening).startswith("A topical collection")


def _parts(texts: Sequence[str], collection: bool) -> dict[str, list[str]]:
    """The lines under each heading (in the singular), without the empty ones; "" holds those above the first."""
    found: dict[str, list[str]] = {"": []}
    heading = ""
    for text in texts:
        if found_heading := _heading(text, collection):
            heading = found_heading
        elif text:
            found.setdefault(heading, []).append(text)
    return found


def _heading(text: str, collection: bool) -> str:
    """The heading a line is, in the singular and as special issues call it; "" where it is none."""
    if collection and text in _OF_A_COLLECTION:
        return _OF_A_COLLECTION[text]
    return next((name for name in (text, text.removesuffix("s")) if name in _HEADINGS), "")


def _title(texts: Sequence[str], opening: int) -> str:
    """The line above the opening; where there is none, the title that the papers' records give the issue."""
    above = [
        text
        for text in texts[:opening]
        if text and not _heading(text.lstrip("• "), _is_collection(texts[opening]))
    ]  # the page's own contents
    old = next((found["title"] for text in above if (found := _OLD_TITLE.fullmatch(text))), None)
    named = (found["title"] for text in texts[opening:] if (found := _SOURCE.fullmatch(text)))
    return old or (above[-1] if above else next(named, ""))


def _letter(paragraphs: Sequence[str]) -> tuple[str | None, str | None]:
    """The letter's paragraphs, joined by an empty line, and its sentence on a companion issue."""
    about = next((text for text in paragraphs if _COMPANION.search(text)), "")
    companion = next((said for said in _SENTENCE.split(about) if _COMPANION.search(said)), None)
    return "\n\n".join(text for text in paragraphs if text != companion) or None, companion


def _keywords(lines: Sequence[str]) -> tuple[str, ...]:
    """One keyword a line, bulleted or not, or all on one line between semicolons."""
    words = lines[0].split(";") if len(lines) == 1 else lines
    return tuple(word for text in words if (word := text.strip("•·*-– \t")))
