"""What the issue's page says of each fact, as a sentence; None where it does not say. Descriptions are verbatim."""

from __future__ import annotations

import re
from datetime import date

from bot.assistant.records.dates import said
from bot.assistant.records.people import fits_name
from bot.assistant.records.reply import joined
from bot.assistant.records.text import Asked
from corpus.models import Editor, Issue

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")
_GOAL = re.compile(r"\b(?:goals?|aims?|purposes?|objectives?|scope)\b", re.IGNORECASE)


def editors(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The names of the guest editors."""
    names = [editor.name for editor in issue.editors if editor.name]
    if not names:
        return None
    return f"The guest {'editor is' if len(names) == 1 else 'editors are'} {joined(names)}."


def _meant(issue: Issue, asked: Asked) -> list[Editor]:
    """The editors named in the question; all of them where none is."""
    named = [editor for editor in issue.editors if editor.name and fits_name(asked.words, editor.name)]
    return named or list(issue.editors)


def affiliations(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """Where the editors work, as printed."""
    given = [f"{e.name or 'a guest editor'}: {e.affiliation}" for e in _meant(issue, asked) if e.affiliation]
    return f"Affiliation of the guest editors: {'; '.join(given)}." if given else None


def interests(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The editors' research interests, as printed."""
    given = [
        f"{e.name or 'a guest editor'}: {', '.join(e.interests)}" for e in _meant(issue, asked) if e.interests
    ]
    return f"Research interests of the guest editors: {'; '.join(given)}." if given else None


def deadline(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The deadline, and whether it has passed only as far as the page or the caller knows."""
    if not issue.deadline:
        return "The page says that the issue is closed to submissions." if issue.closed else None
    text = f"The deadline for manuscript submissions is {said(issue.deadline)}."
    if issue.closed:
        return f"{text} The page says that the issue is closed."
    if today:
        return f"{text} On {said(today)} it {'has passed' if today > issue.deadline else 'has not passed'}."
    return f"{text} The page does not say more about whether submissions are still taken."


def views(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """How often the issue's page was viewed."""
    return None if issue.views is None else f"The special issue's page has been viewed {issue.views:,} times."


def keywords(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The issue's keywords."""
    return f"The keywords of the special issue are {', '.join(issue.keywords)}." if issue.keywords else None


def goal(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The sentence of the description that states the goal, verbatim; else its first two sentences."""
    if not issue.description:
        return None
    sentences = _SENTENCE.split(issue.description)
    goals = [
        sentence
        for sentence in sentences
        if _GOAL.search(sentence) and re.search(r"[Ii]ssue|[Cc]ollection", sentence)
    ]
    return f"The page says: “{' '.join(goals[:1] or sentences[:2])}”"


def description(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The whole description, verbatim."""
    return f"The page says: “{issue.description}”" if issue.description else None


def overview(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """What the issue is, what it is for, who edits it."""
    parts = [title(issue, asked, today), goal(issue, asked, today), editors(issue, asked, today)]
    return " ".join(part for part in parts if part)


def title(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The issue's title and journal."""
    return f"The special issue is “{issue.title}”{f' in the journal {issue.journal}' if issue.journal else ''}."


def journal(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The journal it belongs to."""
    issn = f" (ISSN {issue.issn})" if issue.issn else ""
    return f"The special issue belongs to the journal {issue.journal}{issn}." if issue.journal else None


def issn(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The journal's ISSN."""
    return f"The ISSN of {issue.journal or 'the journal'} is {issue.issn}." if issue.issn else None


def section(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The journal's section it belongs to."""
    return f"The special issue belongs to the section “{issue.section}”." if issue.section else None


def companion(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The companion issue, verbatim."""
    return f"The page says: “{issue.companion}”" if issue.companion else None


def link(issue: Issue, asked: Asked, today: date | None) -> str | None:
    """The page's address."""
    return f"The special issue's page is {issue.link}" if issue.link else None
