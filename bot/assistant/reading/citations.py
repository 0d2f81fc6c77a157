"""Questions that are nothing but papers as they are cited: "Kang 2023 Rades 2024"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.assistant.reading.frame import Filter, Frame
from bot.assistant.reading.people import Person
from bot.assistant.reading.periods import YEAR
from bot.models import Ask
from corpus.models import Paper
from corpus.patterns import late

_YEAR = late(YEAR)
_BESIDE = frozenset(("etal", "and", "or"))


def cited_alone(frame: Frame, papers: Sequence[Paper]) -> Frame:
    """The frame that lists the papers, if a question is only two or more of them as they are cited; else the frame itself."""
    pairs = list(_pairs(frame)) if len(frame.people) > 1 else []
    found = [_meant(person, year, papers) for person, year in pairs]
    if not found or not all(found):
        return frame
    keys = frozenset(paper.key for some in found for paper in some)
    only = Filter("paper", lambda paper: paper.key, lambda paper: paper.key in keys, "so cited")
    return frame._replace(
        ask=Ask(op="list"), filters=(only,), people=(), papers=True, plural=True, strong=True, whole=None
    )


def _pairs(frame: Frame) -> Iterator[tuple[Person, int]]:
    """Each person of a question with the year behind the name; nothing if a word stands between that is none of either."""
    words = frame.text.split()
    people = sorted(frame.people, key=lambda one: one.start)
    ends = [*(one.start for one in people[1:]), len(words)]
    behind = [
        [word for word in words[one.end : end] if word not in _BESIDE]
        for one, end in zip(people, ends, strict=True)
    ]
    if people[0].start == 0 and all(len(said) == 1 and _YEAR.fullmatch(said[0]) for said in behind):
        yield from ((one, int(said[0])) for one, said in zip(people, behind, strict=True))


def _meant(person: Person, year: int, papers: Sequence[Paper]) -> list[Paper]:
    """A person's papers of a year: those signed first, if there are any."""
    theirs = [
        paper for paper in papers if paper.year == year and any(a.name in person.names for a in paper.authors)
    ]
    return [paper for paper in theirs if paper.authors[0].name in person.names] or theirs
