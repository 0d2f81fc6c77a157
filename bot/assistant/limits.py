"""The limits of one paper that a question names: whether it asks for them and no more, and the sentences that tell them."""

from __future__ import annotations

from functools import cache

from bot.assistant.gathered import quoted
from bot.assistant.paid import IT, SO
from bot.assistant.reading.words import fold
from bot.models import Quote
from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import sentences_of
from index.attributes import Wanted, told, wanted
from index.cues import plain
from index.parts import is_formality, is_limits

_MOST = 3  # sentences under a heading
_OTHERS = 2  # sentences without one
WORDS = frozenset(
    "limitation limitations weakness weaknesses shortcoming shortcomings caveat caveats limits".split()
)
_LIMITS = r"(?:limitations?|weaknesses|shortcomings?|caveats?|limits)"
_ASKS = late(
    rf"{SO}(?:(?:what|which|any|are|were|is|there|the|its|main|own|list|show|me|about|study) )*{_LIMITS}(?: (?:did|does|do) {IT} (?:have|has|had|name|mention|give|state))?"
    rf"(?: (?:are|were) there)?(?: (?:of|in|for|with|from|by|to|did|do|does|have|has|had|name|mention|(?:19|20)\d\d))*(?: {IT}(?: (?:have|has|had|name|mention))?)?$"
    rf"|{SO}(?:the )?{IT} {_LIMITS}$"
)


def asks(text: str) -> bool:
    """True if a question, in plain form and with or without the name of its paper, asks for its limits and for no more."""
    return _ASKS.match(fold(text)) is not None


def quotes_of(paper: Paper, named: bool) -> list[Quote]:
    """The sentences of a paper under a heading for its limits, at most three; without one, if it is ``named``, those that tell some, at
    most two: after a paper such a sentence is led with, as for other follow-ups."""
    lines = sentences_of(paper)
    headed = [one for one in lines if is_limits(one.section)]
    told_so = [one for one in lines if named and _states(one.text) and not is_formality(one.text, one.section)]
    return [quoted(paper, one) for one in headed[:_MOST] or told_so[:_OTHERS]]


def _states(text: str) -> bool:
    return any(wish.attribute.stands_in(plain(text)) for wish in _wishes())


@cache
def _wishes() -> tuple[Wanted, ...]:
    return tuple(told(wanted("what are the limitations")))
