"""Words that point at a paper by how it stands to those shown last or to the one talked about: "the newer one", "the one
before that". Which words point which way is data: ``[point]`` in ``lexicon.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bot.assistant.reading.lexicon import load
from corpus.patterns import late
from index.quantities import PLACES

SAID_PLACE = rf"(?:{'|'.join((*PLACES, 'last', 'middle', 'former', 'latter', 'bottom'))}|\d{{1,3}}(?:st|nd|rd|th))"
_OF_THEM = r"(?: of (?:the (?:two|three)|them|these|those|both))"
_DETERMINED = r"\b(?:the|that|this|his|her|their) "
_ELSEWHERE = r"(?! (?:on|about|by|with|than)\b)"  # "the newer one on mice" is named, and not pointed at
_DOES = r"(?:find|show|say|report|conclude|tell|do|use|measure|test|suggest|study|look|compare|recommend|see|treat|include)\b"
# "Just the titles", "dois please": of the list last shown, else of all papers.
_FIELD_ALONE = late(
    r"^(?:(?:and|so|ok|just|only|list|show|give|print|me|us|the|their|please|now) )*(?:titles|dois|links|journals|publication dates|(?:first|last|senior) authors)(?: (?:only|please|pls|alone|again))*$",
    re.IGNORECASE,
)


class Pointer(NamedTuple):
    """Some words that point a ``way``, a row of ``[point]``; ``alone`` if a question says nothing else."""

    way: str
    said: str
    alone: bool = False

    @property
    def steps(self) -> bool:
        """True if it points beside the one talked about, whether or not a list was shown: "the one before that"."""
        return self.way in ("next", "previous") and (
            self.alone or self.said.split()[-2:-1] in (["before"], ["after"])
        )

    @property
    def side(self) -> str:
        """Where what it points at stands."""
        return "after" if self.way == "next" else "before"


def pointer(text: str) -> Pointer | None:
    """What a plain question points at, if it points at all."""
    alone, within = _patterns()
    if match := alone.match(text):
        return Pointer(load().ways[match["way"]], match["way"], alone=True)
    match = within.search(text)
    return Pointer(load().ways[match["way"]], match[0]) if match else None


def unpointed(text: str) -> str:
    """A question without the words that point at a paper."""
    return _patterns()[1].sub(" ", text)


def with_noun(question: str) -> str:
    """A question with "one" behind a place or a way that stands without a noun: "and the second, how many households?", where
    nothing says what is second, and the question follows; no other place does.
    """
    return _lone().sub(r"\g<0> one", question)


@cache
def _lone() -> re.Pattern[str]:
    place = rf"(?:{SAID_PLACE}|{'|'.join(word for word in load().ways if ' ' not in word)})"
    follows = r"how|what|who|whose|which|when|where|why|was|were|is|are|did|does|do|has|have|had|can|could"
    return re.compile(
        rf"\bthe {place}\b(?=\s*[,:;–—](?!(?: and| or)?(?: the)? {place}\b)|\W*$|\s+(?:{follows})\b)"
        rf"|(?:(?<=\bdid )|(?<=\bdoes ))the {place}\b(?=\s+{_DOES})",
        re.IGNORECASE,
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a question that only points, and that of a pointer within a question."""
    ways = "|".join(map(re.escape, sorted(load().ways, key=len, reverse=True)))
    idle, noun = (rf"(?:{'|'.join(map(re.escape, words))})" for words in (load().pointing, load().pointed))
    alone = rf"^(?:{idle} )*(?P<way>{ways})(?: {noun})?{_OF_THEM}?(?: (?:please|pls|then|instead|now))*$"
    within = (
        rf"{_DETERMINED}(?P<way>{ways})(?:(?<=\bone)|(?<=\bother)$|(?<= that)| {noun}\b|{_OF_THEM}){_ELSEWHERE}"
    )
    return re.compile(alone), re.compile(within, re.IGNORECASE)


def of_whole_list(question: str, listed: Sequence[str], about: Sequence[str]) -> str:
    """The question with "of these" or "of all papers" where it names only a field of several papers; as it is where one paper is
    talked about (``about``) and no list was shown."""
    if (about and len(listed) < 2) or not _FIELD_ALONE.match(question.rstrip(" ?.!")):
        return question
    return f"{question.rstrip(' ?.!')} of {'these' if len(listed) > 1 else 'all papers'}"
