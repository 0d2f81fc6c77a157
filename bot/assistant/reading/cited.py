"""Whose paper a name and a year cite, where several have both: the one whose first author has that name, with those initials."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.assistant.reading.frame import Frame
from bot.assistant.reading.periods import YEAR
from bot.assistant.reading.words import fold
from corpus.models import Paper
from corpus.patterns import late

_YEAR = late(YEAR)
_INITIALED = late(r"\b([^\W\d_][\w'’-]+),? ([A-Z]{1,3})\b(?![.-]?\w)")


class Signed(NamedTuple):
    """A family name, folded, and the initials typed behind it."""

    family: str
    initials: str

    def of(self, paper: Paper) -> bool:
        """True if an author of a paper has the name, and a given name that begins so: "WR" is also for Wanrun."""
        return any(
            fold(one.family or "") == self.family and fold(one.given or "")[:1] == self.initials[0]
            for one in paper.authors
        )


def signed_in(text: str, papers: Sequence[Paper]) -> tuple[Signed, ...]:
    """The authors of these papers that a text names with initials: "Li WR 2026"."""
    typed = (Signed(fold(found[1]), fold(found[2])) for found in _INITIALED.finditer(text))
    return tuple(one for one in typed if one.family and any(map(one.of, papers)))


def signed_first(papers: Sequence[Paper], words: Collection[str]) -> Sequence[Paper]:
    """Of papers that some folded words may mean, the one whose first author they cite with its year ("xu 2016"); all if the words
    say more, or if it is not just one.
    """
    if len(papers) < 2 or not any(map(_YEAR.fullmatch, words)):
        return papers
    first = [
        one
        for one in papers
        if one.authors and {*words} == {str(one.year), *fold(one.authors[0].family or "").split()}
    ]
    return first if len(first) == 1 else papers


def cited_first(frame: Frame, papers: Sequence[Paper]) -> Frame:
    """The frame of "Xu 2016", and of nothing else, as one for papers signed first, if there is just one; unchanged if not."""
    person, words = frame.people[0], frame.text.split()
    alone = not (frame.ask.op or frame.name or frame.leftover or frame.papers or frame.place or person.denied)
    year = words[person.end] if alone and person.end < len(words) else ""
    if not _YEAR.fullmatch(year):
        return frame
    theirs = [one for one in papers if str(one.year) == year and any(a.name in person.names for a in one.authors)]
    signed = [one for one in theirs if one.authors[0].name in person.names]
    return frame._replace(place="first", whole=None) if len(theirs) > len(signed) == 1 else frame
