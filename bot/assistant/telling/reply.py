"""What comes back, and how a paper is named in it. Plain text: no markdown, every paper with its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from bot.assistant.citing import address, cite
from bot.assistant.wording import counted
from corpus.models import Model, Paper
from index.models import Outcome

MOST_LINES = 10


class RecordReply(Model):
    """An answer from records. ``keys`` are the papers it cites, in order; ``unknown`` what could not be said:
    a field the record does not give, or a word or name the library does not hold. ``offered`` are papers to choose
    from, where it asks back which is meant.
    """

    kind: Literal["record", "issue"] = "record"
    outcome: Outcome
    text: str
    keys: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


def answered(text: str, papers: Iterable[Paper] = (), unknown: tuple[str, ...] = ()) -> RecordReply:
    """A reply that claims to be an answer."""
    return RecordReply(outcome=Outcome.ANSWERED, text=text, keys=keys(papers), unknown=unknown)


def nothing(text: str, papers: Iterable[Paper] = (), unknown: tuple[str, ...] = ()) -> RecordReply:
    """A reply that says what the records do not give; ``papers`` are pointers, not claims."""
    return RecordReply(outcome=Outcome.NOTHING, text=text, keys=keys(papers), unknown=unknown)


def keys(papers: Iterable[Paper]) -> tuple[str, ...]:
    """The papers' keys in order, each once."""
    return tuple(dict.fromkeys(paper.key for paper in papers))


def named(paper: Paper) -> str:
    """The title in quotation marks with its citation, or what else the record has to name the paper by."""
    known = bool(paper.authors or paper.year or paper.journal)
    if paper.headline:
        return f"“{paper.headline}” ({cite(paper)})" if known else f"“{paper.headline}”"
    return cite(paper) if known else f"the paper {paper.key}"


def line(paper: Paper, value: str = "") -> str:
    """One line of a list: the paper, perhaps a value, its address."""
    return f"• {named(paper)}{f': {value}' if value else ''} {address(paper)}"


def lines(papers: Sequence[Paper], values: Sequence[str] = ()) -> str:
    """At most ten lines, then how many more there are."""
    pairs = zip(papers, values or [""] * len(papers), strict=True)
    shown = [line(paper, value) for paper, value in list(pairs)[:MOST_LINES]]
    more = len(papers) - MOST_LINES
    return "\n".join(shown + ([f"and {more} more"] if more > 0 else []))


def not_said(number: int) -> str:
    """ "2 records do not say."."""
    return f"{counted(number, 'record')} {'does' if number == 1 else 'do'} not say."
