"""Which two papers "both", "these two" or "compare them" means where no list of two was shown: the one talked about and the one
talked about before it.
"""

from __future__ import annotations

import re

from bot.assistant.reading.phrases import PAPERS
from bot.models import Context
from corpus.patterns import late

_TWO = late(
    rf"\b(?:(?:these|those|the|the last|last) two(?: (?:{PAPERS}|ones))?|both (?:{PAPERS})|both of (?:these|those|the {PAPERS})|(?:cite|open|save|show|export|reference|references?|summari[sz]e) both)(?: in \w+)?[\s?.!]*$"
    rf"|^(?:\S+ ){{1,3}}(?:for|of) both(?: in \w+)?[\s?.!]*$"
    rf"|\b(?:compare|contrast) (?:(?:these|those|the|the last)(?: two)?(?: {PAPERS})?|them|both(?: {PAPERS})?)(?=[\s?.!]*$| (?:on|in|by|for)\b)|\bdifferences? between (?:them|the two|these|those)\b",
    re.IGNORECASE,
)


def with_both_listed(question: str, context: Context) -> Context:
    """The context of such a question, in which the two papers are those listed; of any other question as it is."""
    before = context.previous
    if before is None or len(before.keys) != 1 or not before.lately:
        return context
    if len((*before.listed, *before.beyond)) == 2 or not _TWO.search(question):
        return context
    listed = (before.lately[0], *before.keys)
    previous = before.model_copy(update={"listed": listed, "beyond": (), "shown": ()})
    return context.model_copy(update={"previous": previous})
