"""What a kind of question comes to, before it is made into an answer and proved; what records say, and how a paper is named in that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from bot.assistant.citing import address, cite
from bot.assistant.wording import counted
from bot.models import Answer, Context, Quote, Runner, Turn
from corpus.models import Model, Paper
from index.engine import Among, Keep
from index.models import Finding, Outcome


class Reply(Model):
    """A reply in the making. ``turn`` is what a follow-up may lean on, ``read_with`` what this one leant on; ``lacking`` is
    what records do not give, or words nothing here answers to.
    """

    outcome: Outcome
    kind: str
    text: str
    quotes: tuple[Quote, ...] = ()
    keys: tuple[str, ...] = ()
    finding: Finding | None = None
    turn: Turn | None = None
    read_with: Turn | None = None
    lacking: tuple[str, ...] = ()
    pin: str | None = None


def helped(text: str) -> Reply:
    """A reply that looks nothing up and says so."""
    return Reply(outcome=Outcome.HELP, kind="help", text=text)


def within(context: Context, turn: Turn | None, says: Keep | None = None) -> Keep | None:
    """Which papers may be found: those of the asker's filter, of the turn a follow-up leans on, and that ``says`` keeps."""
    asked = [frozenset(keys) for keys in (context.scope, turn.keys if turn else ()) if keys]
    return Among(frozenset.intersection(*asked), says) if asked else says


class MadeBy(Model):
    """What an answer is named, and what it was made from and with."""

    id: str
    library: str
    snapshot: str
    engine: str
    weights: str
    settings: str
    version: str


def answer_of(
    question: str,
    reply: Reply,
    previous: Turn | None,
    papers: Mapping[str, Paper],
    made: MadeBy,
    latency_ms: float,
) -> Answer:
    """A reply made whole; ``previous`` stays the conversation's turn where the reply leaves none."""
    finding = reply.finding or Finding(outcome=reply.outcome)
    keys = tuple(dict.fromkeys((*(quote.key for quote in reply.quotes), *reply.keys)))
    return Answer(
        question=question,
        outcome=reply.outcome,
        kind=reply.kind,
        text=reply.text,
        quotes=reply.quotes,
        dois=tuple(str(papers[key].doi) for key in keys if papers[key].doi),
        keys=keys,
        searched_also=finding.searched_also,
        unknown_words=tuple(dict.fromkeys((*finding.unknown_words, *reply.lacking))),
        sure=finding.sure,
        not_said=finding.not_said,
        matched=finding.matched,
        unmatched=finding.unmatched,
        runners=tuple(Runner(key=hit.key, score=round(hit.score, 6)) for hit in finding.hits),
        turn=reply.turn or previous,
        read_with=reply.read_with,
        pin=reply.pin,
        **made.model_dump(),
        latency_ms=round(latency_ms, 3),
    )


def settings_digest(*settings: Model) -> str:
    """Twelve hex digits that change with any setting an answer depends on."""
    whole = json.dumps([model.model_dump(mode="json") for model in settings], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


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
