"""What a question about papers comes to: what is asked, of which papers, and what of it was not understood; what a filter is, and
what filters keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bot.assistant.reading.people import Person
from bot.assistant.reading.words import Workspace
from bot.models import Ask
from corpus.models import Paper


class Filter(NamedTuple):
    """``reads`` takes the value from a record (None: not given), ``keeps`` decides on a paper, ``says`` follows the
    noun ("papers published in 2024"); ``denied``: the papers it does not keep are meant. Of several filters of one
    kind either will do; a ``bound`` has to hold with all others.
    """

    kind: str
    reads: Callable[[Paper], object]
    keeps: Callable[[Paper], bool]
    says: str
    denied: bool = False
    bound: bool = False

    def fits(self, paper: Paper) -> bool:
        """True for a paper that is meant; what a record does not say is neither."""
        return self.keeps(paper) is not self.denied and (not self.denied or self.reads(paper) is not None)


def keep(papers: Iterable[Paper], filters: Sequence[Filter]) -> list[Paper]:
    """The papers that every kind of filter lets through."""
    must = [one for one in filters if one.bound or one.denied]
    kinds = dict.fromkeys(one.kind for one in filters if one not in must)
    either = [[one for one in filters if one.kind == kind and one not in must] for kind in kinds]
    return [
        paper
        for paper in papers
        if all(one.fits(paper) for one in must) and all(any(one.fits(paper) for one in kind) for kind in either)
    ]


def told(filters: Sequence[Filter]) -> str:
    """The filters in words; several of a kind joined by "or", bounds by "and"."""
    kinds: dict[str, list[str]] = {}
    for one in filters:
        kinds.setdefault(f"{one.kind}{one.denied}", []).append(f"not {one.says}" if one.denied else one.says)
    bounds = {f"{one.kind}{one.denied}" for one in filters if one.bound or one.denied}
    return " ".join(
        (" and " if kind in bounds else " or ").join(dict.fromkeys(said)) for kind, said in kinds.items()
    )


def meant(space: Workspace, places: frozenset[int], one: Filter) -> Filter:
    """A filter read at some places of a question, or what it leaves where a "not" stands before them."""
    return one._replace(denied=True) if space.is_denied(places) else one


def rivals(filters: Sequence[Filter], text: str) -> str:
    """What two kinds of paper are weighed against each other by ("more reviews than articles"); "" where none are."""
    if not re.search(
        r"\b(?:more|fewer|less)\b.* than\b|\bmore of (?:the|which)\b|\b(?:who|which|what|where)\b.*\b(?:more|most|fewer|fewest)\b.*\bpapers?\b|\b(?:more|most|fewer|fewest) (?:papers|articles)\b.*\bor\b|\b(?:each|respectively)\b",
        text,
    ):
        return ""
    kinds = [one.kind for one in dict.fromkeys(filters) if not one.denied]
    return next(
        (by for kind, by in (("type", "type"), ("date", "year"), ("journal", "journal")) if kinds.count(kind) > 1),
        "",
    )


class Frame(NamedTuple):
    """A question read. ``name`` are the words that name papers or say their topic (in the order written), ``leftover``
    those that nothing explains: with any of them the records alone do not answer.

    ``somebody``: the name is a person's, nobody's here. ``place``: "first" or "last" where somebody's place among the authors is meant. ``papers``: it speaks of papers at
    all; ``plural``: of several; ``every``: of all; ``points``: at what was talked about; ``opens``: it goes on from there.
    """

    ask: Ask
    filters: tuple[Filter, ...] = ()
    people: tuple[Person, ...] = ()
    either: bool = False
    denied: bool = False
    place: str = ""
    somebody: bool = False
    name: tuple[str, ...] = ()
    leftover: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    strong: bool = False
    papers: bool = False
    plural: bool = False
    every: bool = False
    points: bool = False
    opens: bool = False
    finding: bool = False
    text: str = ""

    @property
    def chooses_papers(self) -> bool:
        """True where papers are named or filtered, an end of a measure aside."""
        return bool(self.filters or self.people or self.name or self.links)

    @property
    def chooses(self) -> bool:
        """True where the question says itself which papers are meant."""
        return bool(self.filters or self.people or self.name or self.links or self.ask.ends)
