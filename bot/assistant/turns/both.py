"""Which papers "all three" of a list means; and which two "both", "these two" or "compare them", and "which of the three",
means where no list of so many was shown: the one talked about and those talked about before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.assistant.reading.phrases import PAPERS
from bot.models import Context
from corpus.patterns import late
from index.sentences.asking import AUX

_TWO = late(
    rf"\b(?:(?:these|those|the|the last|last) two(?: (?:{PAPERS}|ones))?|both (?:{PAPERS})|both of (?:these|those|the {PAPERS})|(?:cite|open|save|show|export|reference|references?|summari[sz]e) both)(?: in \w+)?[\s?.!]*$"
    rf"|^\W*(?:\w+ ){{0,2}}(?:(?:these|those|the) two(?: {PAPERS})?|both {PAPERS}) (?:use|used|have|had|share|the same|from|by)\b|^both (?:as|in) \w+"
    rf"|^(?:\S+ ){{1,3}}(?:for|of) both(?: in \w+)?[\s?.!]*$"
    rf"|\b(?:compare|contrast) (?:(?:these|those|the|the last)(?: two)?(?: {PAPERS})?|them|both(?: {PAPERS})?)(?=[\s?.!]*$| (?:on|in|by|for)\b)|\bdifferences? between (?:them|the two|these|those)\b",
    re.IGNORECASE,
)


# "Which of those is newer", where no list was shown.
_WHICH_OF_TWO = late(
    r"^\W*(?:and |so )?which (?:one )?(?:of (?:them|these|those|the two|these two|those two|both) )?(?:is|was|came|appeared)(?: the| out)? (?:newer|older|more new|more old|later|earlier|newest|oldest|first|last|more recent)(?: of (?:them|these|those|the two|both))?[\s?.!]*$",
    re.IGNORECASE,
)
# "Which of the three has the most patients": of the last so many, and of no paper that says "three".
_WHICH_OF_SO_MANY = late(
    rf"^\W*(?:and |so )?which (?:one )?of (?:the|these|those) (?P<number>two|three)(?: (?:{PAPERS}))? (?:{AUX})\b",
    re.IGNORECASE,
)
# "All three papers" of a list of three; no number is longer, and none too long for int().
_ALL_OF = late(
    r"\b(?:all|the|those|these) (?:the )?(?P<number>[^\W\d]+|\d{1,4})(?= (?:papers|studies|references|citations|titles|authors|journals|dois)?\W*$|\W*$)"
    rf"|(?<=\bof )(?:the|those|these) (?P<among>[^\W\d]+|\d{{1,4}})(?= (?:{AUX})\b)",
    re.IGNORECASE,
)


_THEIR = late(
    r"\b(?:all|both)(?: of)?(?: the| these| those| their)? (?=(?:references|citations)(?: in \w+)?\W*$)",
    re.IGNORECASE,
)


def all_as_them(question: str, listed: int, numbers: Mapping[str, int]) -> str:
    """A question with "them" for "all three" after a list of so many papers, and "their" for "all the" before "references"."""

    def them(found: re.Match[str]) -> str:
        said = (found["number"] or found["among"]).casefold()
        number = numbers.get(said, int(said) if said.isdecimal() else 0)
        return "them" if number == listed > 1 else found[0]

    return _ALL_OF.sub(them, _THEIR.sub("their ", question) if listed > 1 else question)


def with_both_listed(question: str, context: Context) -> Context:
    """The context of such a question, in which the two or three papers are those listed; of any other question as it is."""
    before = context.previous
    if before is None or len(before.keys) != 1 or not before.lately:
        return context
    listed = len((*before.listed, *before.beyond))
    asked = _WHICH_OF_SO_MANY.match(question)
    number = {"two": 2, "three": 3}[asked["number"].casefold()] if asked else 0
    many = listed != number <= len(before.lately) + 1 if number else listed != 2 and _TWO.search(question)
    if not many and not (listed < 2 and _WHICH_OF_TWO.match(question)):
        return context
    so_many = (*reversed(before.lately[: max(number, 2) - 1]), *before.keys)
    previous = before.model_copy(update={"listed": so_many, "beyond": (), "shown": ()})
    return context.model_copy(update={"previous": previous})
