"""The frame, which is what a question was read as: what is asked, of which papers, and which words were not understood.
Also filters: what they are, and which papers pass them; and the words of a question, tagged with their possible roles,
with the measures and ends that they name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.assistant.reading.lexicon import Lexicon
from bot.assistant.reading.people import Person
from bot.assistant.reading.words import Workspace
from bot.models import Ask
from corpus.models import Paper
from corpus.patterns import late

# "Can crabs climb the wall once it is covered": nothing points before the clause, so "it" is what the question itself names.
_BOUND = late(
    r"(?:(?!(?:its?|he|she|they|them|him|her|his|theirs?|this|that|these|those|there)\b)\w+ )+"
    r"(?:after|although|as|because|before|if|once|since|though|unless|until|when|while) (?:its?|he|she|they|her|his|their) \w"
)


class Filter(NamedTuple):
    """A filter for papers. ``reads`` gets the value from a record (None: not given), ``keeps`` decides on a
    paper, ``says`` is put after the noun ("papers published in 2024"). ``denied``: the papers that it does not
    keep are meant. A paper has to pass one filter of each kind, and all that are ``bound`` or denied. ``looser``: the
    filter to list by before it is said that no paper passes.
    """

    kind: str
    reads: Callable[[Paper], object]
    keeps: Callable[[Paper], bool]
    says: str
    denied: bool = False
    bound: bool = False
    looser: Filter | None = None

    def fits(self, paper: Paper) -> bool:
        """True if a paper passes. A record without the value passes neither the filter nor its denial."""
        return self.keeps(paper) is not self.denied and (not self.denied or self.reads(paper) is not None)


def these(keys: Iterable[str]) -> Filter:
    """A filter that keeps the papers of a list, given by their keys."""
    listed = frozenset(keys)
    return Filter("paper", lambda paper: paper.key, lambda paper: paper.key in listed, "of these")


def keep(papers: Iterable[Paper], filters: Sequence[Filter]) -> list[Paper]:
    """The papers that pass: one filter of each kind, and all that are bound or denied."""
    if not filters:
        return list(papers)
    must = [one for one in filters if one.bound or one.denied]
    kinds = dict.fromkeys(one.kind for one in filters if one not in must)
    either = [[one for one in filters if one.kind == kind and one not in must] for kind in kinds]
    return [
        paper
        for paper in papers
        if all(one.fits(paper) for one in must) and all(any(one.fits(paper) for one in kind) for kind in either)
    ]


def loosened(filters: Sequence[Filter]) -> tuple[Filter, ...]:
    """The filters to list by before it is said that no paper passes."""
    return tuple(one.looser if one.looser and not one.denied else one for one in filters)


def told(filters: Sequence[Filter]) -> str:
    """The filters in words: those of one kind joined by "or", bounds and denials by "and"."""
    kinds: dict[str, list[str]] = {}
    for one in filters:
        kinds.setdefault(f"{one.kind}{one.denied}", []).append(f"not {one.says}" if one.denied else one.says)
    bounds = {f"{one.kind}{one.denied}" for one in filters if one.bound or one.denied}
    return " ".join(
        (" and " if kind in bounds else " or ").join(dict.fromkeys(said)) for kind, said in kinds.items()
    )


def meant(space: Workspace, places: frozenset[int], one: Filter) -> Filter:
    """A filter whose words are at some places of a question; denied if "not" or the like stands before them."""
    one = one._replace(denied=True) if space.is_denied(places) else one
    space.filled.append((places, one))
    return one


def denied_in_rows(space: Workspace, found: Sequence[Filter]) -> list[Filter]:
    """The filters of a question; "not" before the first of a row is said of all: "not from 2020 or 2021", "neither letters nor reviews"."""
    denied, behind = set[tuple[str, int]](), list[Filter]()  # kinds, and the places behind what is denied
    read = [(places, one) for places, one in space.filled if isinstance(one, Filter)]
    for places, one in sorted(read, key=lambda each: min(each[0])):
        first = min(places)
        joined = first > 0 and space.words[first - 1] in ("or", "nor", "and")
        if one.denied or (one.kind, first - joined) in denied:
            denied.add((one.kind, max(places) + 1))
            behind += [] if one.denied else [one]
    return [one._replace(denied=True) if any(one is other for other in behind) else one for one in found]


def rivals(filters: Sequence[Filter], text: str) -> str:
    """The group by which a question compares two kinds of papers ("more reviews than articles": "type"); "" if
    it compares none.
    """
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
    """What a question was read as. ``name`` are the words that name papers or their topic, in order.
    ``leftover`` are the words that nothing explains: with any of them the records alone cannot answer.

    ``somebody``: the name is that of a person who is no author here. ``place``: "first" or "last" ("not first"
    if denied) if a place among the authors is meant. ``papers``: it mentions papers; ``plural``: several;
    ``every``: all of them. ``points``: it refers to what was talked about ("it"); ``opens``: it begins as a
    continuation ("and …").

    ``whole`` is the frame by all words at once (see ``fitted``), if there is one; ``sure`` (0 to 1) and ``counted``, the
    words that counted most, are that frame's own. ``stands``: the whole question that a few words stand for ("the
    opposite"); "" if the question is whole. ``subject``: words that might name a kind of paper, a person or a study, and do not
    (see ``subjects``); ``doubtful``: it looks for a kind of paper, by a word that is a subject of the papers, too.
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
    whole: Frame | None = None
    sure: float = 1.0
    counted: tuple[str, ...] = ()
    stands: str = ""
    subject: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def bound(self) -> bool:
        """True if what its "it" or "they" stands for is said before it, in the same question."""
        return _BOUND.match(self.text) is not None

    @property
    def chooses_papers(self) -> bool:
        """True if the question names or filters papers; an end of a measure ("newest") does not count."""
        return bool(self.filters or self.people or self.name or self.links)

    @property
    def tells_papers(self) -> bool:
        """True if the question says who wrote the papers or what they are, and gives no link or place in a list."""
        return bool(self.people or any(one.kind != "paper" for one in self.filters)) and not self.links

    @property
    def chooses_but_filters(self) -> bool:
        """True if the question names papers, people or an end of a measure."""
        return bool(self.people or self.name or self.links or self.ask.ends)

    @property
    def chooses(self) -> bool:
        """True if the question itself says which papers are meant."""
        return bool(self.filters or self.people or self.name or self.links or self.ask.ends)


class Composed(NamedTuple):
    """What is asked, the places of the words that ask it, and the places of those that name an end."""

    ask: Ask
    places: frozenset[int]
    ends: frozenset[int] = frozenset()


class Tagged:
    """The words of a question with their tags: ``places`` has the places of each tag of the lexicon's ``[word]``
    table. ``unnamed``: those of words that say something, and that no filter and no name explains.
    """

    def __init__(self, words: Sequence[str], free: Collection[int], lexicon: Lexicon) -> None:
        self.words = words
        self.unnamed = frozenset(at for at in free if words[at] not in lexicon.filler)
        self.places: dict[str, set[int]] = {}
        at = 0
        while at < len(words):
            length = 1
            for phrase, tags in lexicon.tags_from(words[at]):
                run = range(at, at + len(phrase))
                if tuple(words[at : at + len(phrase)]) == phrase and all(i in free for i in run):
                    for tag in tags:
                        self.places.setdefault(tag, set()).update(run)
                    length = len(phrase)
                    break
            at += length

    def has(self, *tags: str) -> bool:
        """True if a word has any of the tags."""
        return any(tag in self.places for tag in tags)

    def under(self, kind: str) -> Iterator[str]:
        """The names of the tags of one kind, in the order of the question: "citations" for the tag
        "measure.citations".
        """
        lead = f"{kind}."
        found = [tag for tag in self.places if tag.startswith(lead)]
        yield from (tag.removeprefix(lead) for tag in sorted(found, key=lambda tag: min(self.places[tag])))

    def of(self, *tags: str) -> frozenset[int]:
        """The places of the words with any of the tags."""
        return frozenset(place for tag in tags for place in self.places.get(tag, ()))


class Said:
    """The tags of a question, and the measure and the end that they name."""

    def __init__(self, tags: Tagged, lexicon: Lexicon, owned: bool = False) -> None:
        """``owned``: the question is about a person's papers or those of a filter, so "first" and "last" may be
        papers.
        """
        self.tags = tags
        self.owned = owned
        self.numbers: Mapping[str, int] = lexicon.numbers
        self.ranks: Mapping[str, int] = lexicon.ranks

    @cached_property
    def poles(self) -> list[tuple[str, bool]]:
        """The ends whose word also names the measure ("newest"), as (measure, True for the high end)."""
        found = [name.split(".") for name in self.tags.under("pole")]
        return [(measure, side == "high") for measure, side in found] or (
            [("date", self.edge == "high")] if self.edge else []
        )

    @cached_property
    def edge(self) -> str:
        """The end of the date that "the last three", "first 3", "Hansen's first paper" mean; "" if there is none
        or a measure is named.
        """
        behind = self.tags.of("number", *(("papers",) if self.owned else ()))
        closing = self.owned and self.tags.has("out") and {len(self.tags.words) - 1}
        named = [
            side
            for side in self.tags.under("edge")
            if any(i + 1 in behind or i in (closing or ()) for i in self.tags.of(f"edge.{side}"))
        ]
        return named[0] if named and not any(self.tags.under("measure")) else ""

    @cached_property
    def measure(self) -> str:
        """The measure named by its own noun or by a word like "newest"; "" if none is."""
        measures = list(self.tags.under("measure"))
        by = self.tags.of("by")
        named = next(
            (one for one in measures if self.tags.of(f"measure.{one}") & by), measures[0] if measures else ""
        )
        return named or (self.poles[0][0] if self.poles else "")

    @cached_property
    def high(self) -> bool | None:
        """True for the high end, False for the low one; the first that is named. None if none is."""
        ends = [(min(self.tags.places[f"end.{side}"]), side == "high") for side in self.tags.under("end")]
        ends += [
            (min(self.tags.of(f"pole.{m}.{'high' if high else 'low'}", f"edge.{self.edge}")), high)
            for m, high in self.poles
        ]
        return min(ends)[1] if ends else None

    @cached_property
    def ends(self) -> frozenset[int]:
        """The places of all words that name an end."""
        return self.every("end", "pole") | self.tags.of(f"edge.{self.edge}")

    def every(self, *kinds: str) -> frozenset[int]:
        """The places of all words with tags of some kinds."""
        return self.tags.of(*(f"{kind}.{name}" for kind in kinds for name in self.tags.under(kind)))

    def made(self, ask: Ask, *tags: str, ends: bool = False) -> Composed:
        """What is asked, with the places of its words: those with some tags, of counts and measures, and of the
        ends if ``ends``.
        """
        places = self.tags.of(*tags, "count", "glue") | self.every("measure")
        return Composed(ask, places | self.ends, self.ends) if ends else Composed(ask, places)
