"""What a kind of question comes to, before it is made into an answer and proved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

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
        **made.model_dump(),
        latency_ms=round(latency_ms, 3),
    )


def settings_digest(*settings: Model) -> str:
    """Twelve hex digits that change with any setting an answer depends on."""
    whole = json.dumps([model.model_dump(mode="json") for model in settings], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]
