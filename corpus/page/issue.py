"""The first half of a page: the special issue itself, and its guest editors.

A page prints affiliation and interests in a block per editor, and often the names only below their letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.models import Editor, Issue
from corpus.page.lines import DAY, count, day, plain

_TITLE = r"(?:(?:Prof|Professor|Dr|PD|Mr|Mrs|Ms|Assoc|Assist|Asst|(?:Associate|Assistant)(?= Prof))\b|(?:Ing|med|rer|nat)\.)"
_TITLES = re.compile(rf"(?:{_TITLE}[. \-]*)+(?=[^\W\d])")
_NEXT = re.compile(rf"(?<!,)(?<! and)(?<! &)(?:,| and| &)++ (?={_TITLE})")
ROLE = re.compile(r"(?:Lead |Co-)?(?:Guest|Collection|Topic) Editor(?: Assistant)?s?$")
_LINKS = re.compile(r"\b(?:E-?[Mm]ail|Website ?\d?|SciProfiles|ORCID|Google Scholar)(?=\s|$|[A-Z])")
_INTERESTS = "Interests:"
_LONGEST_NAME = 80  # characters of an editor's name; a longer one is a sentence


def titled(text: str) -> str | None:
    """The name in "Prof. Dr. Kenichiro Kakutani" without its titles; None if the line is no name with a title."""
    found = _TITLES.match(text) if len(text) < _LONGEST_NAME else None
    return text[found.end() :] if found else None


@dataclass
class _Draft:
    """An editor's block while it is read."""

    name: str | None = None
    links: bool = False
    role: bool = False
    affiliation: list[str] = field(default_factory=list)
    interests: str | None = None
    closed: bool = False

    @property
    def described(self) -> bool:
        """True if anything but the editor's name was read."""
        return bool(self.affiliation or self.interests or self.closed)


def signature(letter: Sequence[str]) -> tuple[list[str], int]:
    """The names that sign a letter, in order, and how many of its lines are the letter's own.

    Names without a title count only if a line "Guest Editor" stands below them.
    """
    names: list[str] = []
    end, role = len(letter), False
    while end:
        text = letter[end - 1]
        if ROLE.fullmatch(text):
            role = True
        elif titled(text) or (role and _may_be_a_name(text)):
            names[:0] = [titled(name) or name for name in _NEXT.split(text)]
        else:
            break
        end -= 1
    return names, end


def editors_of(lines: Sequence[str], signed: Sequence[str]) -> tuple[tuple[Editor, ...], list[str]]:
    """The editors, and a remark if there are not as many names as blocks.

    A block that prints its own name keeps it; the other names of the signature go to the blocks without, in order.
    """
    drafts: list[_Draft] = []
    for text in lines:
        _take(text, drafts)
    drafts = [draft for draft in drafts if draft.links or draft.role or draft.described]
    nameless = sum(draft.name is None for draft in drafts)
    own = {draft.name for draft in drafts}
    left = [name for name in signed if name not in own] if nameless or not drafts else []
    remarks = []
    if drafts and nameless != len(left):
        remarks.append(
            f"editors described without a name: {nameless}; names below the letter for them: {len(left)}"
        )
    for draft in drafts:
        if draft.name is None and left:
            draft.name = left.pop(0)
    return (*map(_finished, drafts), *(Editor(name=name) for name in left)), remarks


def _take(text: str, drafts: list[_Draft]) -> None:
    """Take one line: links, role or name begin a block or go on with it, affiliation and interests fill it."""
    bare = _LINKS.sub("", text).strip()
    links, name = bare != text, ROLE.sub("", bare).strip()
    role = name != bare
    here = drafts[-1] if drafts else None
    if links or role:
        _begin(drafts, name=titled(name) or name or None, links=links, role=role)
    elif text.startswith(_INTERESTS) and here:
        here.interests = text.removeprefix(_INTERESTS)
    elif text.startswith("Special Issue") and here:
        here.closed = True
    elif (name := titled(text) or "") or here is None or here.interests or here.closed:
        _begin(drafts, name=name or text, links=False, role=False)
    elif here:
        here.affiliation.append(text)


def _begin(drafts: list[_Draft], name: str | None, links: bool, role: bool) -> None:
    here = drafts[-1] if drafts else None
    if here is None or here.described or (name and here.name) or (links and here.links) or (role and here.role):
        here = _Draft()
        drafts.append(here)
    here.name, here.links, here.role = name or here.name, links or here.links, role or here.role


def _finished(draft: _Draft) -> Editor:
    interests = draft.interests or ""
    parts = interests.split(";" if ";" in interests else ",")
    return Editor(
        name=draft.name,
        affiliation="; ".join(draft.affiliation) or None,
        interests=tuple(part.strip() for part in parts if part.strip()),
    )


def _may_be_a_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 6 and text[-1] not in ".?!:" and words[0][0].isupper() and not re.search(r"\d", text)


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
    """The index of the line "A special issue of …" or "A topical collection in …"; None if there is none."""
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
    """The heading that a line is, in the singular and as special issues call it; "" if it is none."""
    if collection and text in _OF_A_COLLECTION:
        return _OF_A_COLLECTION[text]
    return next((name for name in (text, text.removesuffix("s")) if name in _HEADINGS), "")


def _title(texts: Sequence[str], opening: int) -> str:
    """The line above the opening; if there is none, the title that the papers' records give the issue."""
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
