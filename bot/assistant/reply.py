"""What a kind of question comes to, before it is made into an answer and proved."""

from __future__ import annotations

from bot.assistant.models import Context, Quote, Turn
from corpus.models import Model
from index.engine import Keep
from index.models import Finding, Outcome


class Reply(Model):
    """A reply in the making. ``turn`` is what a follow-up may lean on, ``read_with`` what this one leant on."""

    outcome: Outcome
    kind: str
    text: str
    quotes: tuple[Quote, ...] = ()
    keys: tuple[str, ...] = ()
    finding: Finding | None = None
    turn: Turn | None = None
    read_with: Turn | None = None


def helped(text: str) -> Reply:
    """A reply that looks nothing up and says so."""
    return Reply(outcome=Outcome.HELP, kind="help", text=text)


def within(context: Context, turn: Turn | None) -> Keep | None:
    """Which papers may be found: those of the asker's filter, and of the turn a follow-up leans on."""
    scope, keys = context.scope, turn.keys if turn else ()
    if not scope and not keys:
        return None
    return lambda key: (not scope or key in scope) and (not keys or key in keys)
