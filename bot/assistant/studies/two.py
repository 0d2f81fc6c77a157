"""Two papers that one phrase means: those listed, the only two of a kind on a topic, "both Kang papers"."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.assistant.reading.designs import DESIGNS, of_design
from bot.assistant.reading.filters import of_type
from bot.assistant.reading.kinds import titles_itself
from bot.assistant.reading.phrases import PAPERS
from bot.assistant.reading.titles import titles_holding
from bot.assistant.reading.words import fold
from bot.assistant.telling.holding import Library, on_topic
from corpus.models import Paper
from corpus.patterns import late
from index.terms.words import ASKING

# "Compare both Kang papers", "the two Kang studies: do they agree".
_TWO_BY = late(
    rf"^(?:(?:please|pls|can you|could you|now|and|ok|so)[\s,]+)*(?:compare|contrast|differences? between|how do) (?:both(?: of)?(?: the)?|(?:the )?(?:two|2)|the) (?P<who>\S.{{0,60}}?)(?:[’']s)? (?:{PAPERS})"
    r"(?: (?:compare|differ))?(?: (?:on|in|for|about|in terms of|regarding|as to) (?P<topic>\S.*?))?[\s?.!]*$",
    re.IGNORECASE,
)


class Two(NamedTuple):
    """Two papers that one phrase means, and the topic on which they are to be compared ("" for none)."""

    one: Paper
    other: Paper
    topic: str


def two_by(said: str, library: Library) -> Two | None:
    """The only two papers of an author, as the first one if these are two, that are to be compared; None for any others."""
    asked = _TWO_BY.match(said)
    names = {n for one in library.people.named(fold(asked["who"]).split()) for n in one.names} if asked else set()
    signed = [paper for paper in library.papers if any(one.name in names for one in paper.authors)]
    leads = [paper for paper in signed if paper.authors[0].name in names]
    found = next((papers for papers in (leads, signed) if len(papers) == 2), [])
    return Two(found[0], found[1], asked["topic"] or "") if asked and found else None


def two_of(noun: str | None, topic: str, library: Library) -> tuple[Paper, Paper] | None:
    """The two papers listed; else the only two of a kind and on a topic, by their titles if by these they are two."""
    if len(library.whole) == 2 and len(listed := library.named(library.whole)) == 2:
        return listed[0], listed[1]
    words = [word for word in fold(topic).split() if word not in ASKING]
    if not noun or not (words or _is_kind(noun)):
        return None
    for papers in (
        (library.papers,)
        if not words
        else (titles_holding(words, library.papers), on_topic(words, library.papers, library)[0])
    ):
        if len(found := [paper for paper in papers if is_a(noun, paper)]) == 2:
            return found[0], found[1]
    return None


def _is_kind(noun: str) -> bool:
    """True if a word names a kind of paper, and not any paper."""
    kind = fold(noun).removesuffix("s")
    return kind in ("review", "protocol") or any(re.fullmatch(one.asked, kind) for one in DESIGNS.values())


def is_a(noun: str, paper: Paper) -> bool:
    """True if a paper is what "trial" or "reviews" names; "paper", "studies" name any."""
    kind = fold(noun).removesuffix("s")
    design = next((name for name, one in DESIGNS.items() if re.fullmatch(one.asked, kind)), None)
    if kind in ("review", "protocol"):
        return of_type(paper, kind) or titles_itself(kind, paper)
    return design is None or of_design(paper, design)
