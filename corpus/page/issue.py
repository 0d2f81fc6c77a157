"""The first half of a page: the special issue itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from corpus.models import Editor, Issue
from corpus.page.lines import PageLine

_OPENING = re.compile(
    r"^A special issue of (?P<journal>.+?)(?: \(ISSN (?P<issn>\d{4}-\d{3}[\dX])\))?\."
    r"(?: This special issue belongs to (?:the section )?[\"“](?P<section>.+?)[\"”]\.?)?$"
)
_DEADLINE = re.compile(
    r"Deadline for manuscript submissions:\s*(?P<closed>closed\b)?\s*\(?(?P<date>\d{1,2} \w+ \d{4})?\)?"
)
_VIEWS = re.compile(r"Viewed by ([\d,]+)")
_SIGNED = re.compile(r"^(?:(?:Prof|Dr|Mr|Mrs|Ms|Assoc|Asst)\b\.?\s*)+(?P<name>\S.*)$")
_TITLES = re.compile(r"^(?:(?:Prof|Professor|Dr|Mr|Mrs|Ms|Assoc|Asst)\b\.?\s*)+")
_COMPANION = re.compile(r"\b(?:joint|companion|related) special issue\b", re.IGNORECASE)
_LABELS = ("Website", "Guest Editor", "E-Mail", "Collection Editor", "Co-Guest Editor", "SciProfiles")


def read_issue(lines: Sequence[PageLine]) -> Issue | None:
    """The issue a page describes; None where the page has no opening line."""
    opening = next(((i, m) for i, line in enumerate(lines) if (m := _OPENING.match(line.text))), None)
    if opening is None:
        return None
    at, match = opening
    texts = [line.text for line in lines]
    title = next((text for text in reversed(texts[:at]) if text), "")
    head = " ".join(texts[at : at + 8])
    deadline = _DEADLINE.search(head)
    views = _VIEWS.search(head)
    letter = _part(
        texts,
        ("Special Issue Information",),
        ("Manuscript Submission Information", "Keywords", "Published Papers"),
    )
    signed, body, companion = _letter(letter)
    return Issue(
        title=title,
        journal=match["journal"],
        issn=match["issn"],
        section=match["section"],
        deadline=_date(deadline["date"]) if deadline and deadline["date"] else None,
        closed=bool(deadline and deadline["closed"]),
        views=int(views.group(1).replace(",", "")) if views else None,
        editors=_editors(texts, signed),
        description=body,
        keywords=_keywords(texts),
        companion=companion,
    )


def _date(text: str) -> date | None:
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _part(texts: Sequence[str], heads: Sequence[str], ends: Sequence[str]) -> list[str]:
    """The lines between a heading and the next of ``ends``; empty where there is no such heading."""
    start = next((i for i, text in enumerate(texts) if text in heads), None)
    if start is None:
        return []
    end = next((i for i in range(start + 1, len(texts)) if texts[i].startswith(tuple(ends))), len(texts))
    return list(texts[start + 1 : end])


def _letter(lines: Sequence[str]) -> tuple[list[str], str | None, str | None]:
    """The names that sign the editors' letter, its paragraphs, and its sentence on a companion issue."""
    signed, paragraphs, companion = [], [], None
    for text in lines:
        if not text or text.startswith("Dear ") or text in ("Guest Editors", "Guest Editor"):
            continue
        name = _SIGNED.match(text)
        if name and len(text) < 80:
            signed.append(name["name"])
        elif _COMPANION.search(text) and len(text) < 200:
            companion = text
        else:
            paragraphs.append(text)
    return signed, "\n\n".join(paragraphs) or None, companion


def _editors(texts: Sequence[str], signed: Sequence[str]) -> tuple[Editor, ...]:
    """Editors from their blocks, named by the block itself or, in order, by the letter's signature."""
    heads = ("Special Issue Editors", "Special Issue Editor", "Guest Editors", "Guest Editor")
    part = _part(texts, heads, ("Special Issue Information", "Published Papers", "Keywords"))
    found: list[dict[str, str]] = []
    for text in part:
        _editor_line(text, found)
    editors = [
        Editor(
            name=block.get("name") or (signed[i] if i < len(signed) else None),
            affiliation=block.get("affiliation"),
            interests=tuple(part.strip() for part in block.get("interests", "").split(";") if part.strip()),
        )
        for i, block in enumerate(found)
    ]
    return tuple(editors or [Editor(name=name) for name in signed])


def _editor_line(text: str, found: list[dict[str, str]]) -> None:
    """Take one line of the editors' part: a new block, a name, an affiliation or interests."""
    begins = "E-Mail" in text or text == "Website"
    begins_by_name = _SIGNED.match(text) and (not found or "affiliation" in found[-1])
    if (begins or begins_by_name) and not (found and set(found[-1]) <= {"name"}):
        found.append({})
    if not found or text.startswith(("Special Issue", "Special Issues")) or not text:
        return
    rest = text
    for label in _LABELS:
        rest = rest.replace(label, "")
    rest = rest.strip()
    if rest.startswith("Interests:"):
        found[-1]["interests"] = rest.removeprefix("Interests:")
    elif rest and (_SIGNED.match(rest) or (begins and len(rest) < 60)):
        found[-1]["name"] = _TITLES.sub("", rest)
    elif rest and "affiliation" not in found[-1]:
        found[-1]["affiliation"] = rest


def _keywords(texts: Sequence[str]) -> tuple[str, ...]:
    part = _part(texts, ("Keywords",), ("Benefits of Publishing", "Published Papers", "Related Special"))
    return tuple(word for text in part if (word := text.lstrip("•-* \t")))
