"""A paper that was read for a question, and its sentences as candidates for the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

from corpus.models import Paper
from corpus.retractions import asks_for_notices, is_notice
from corpus.sentences import Sentence
from index.lexicon import Phrase
from index.models import Hit
from index.query import Query
from index.sources import TextSource
from index.texts import Line, PaperTexts


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of ``paper`` (a key), scored for a question.

    ``credits``: how much of each concept it contains (0..1). ``covered``: their weighted mean (0..1). ``gives``:
    it has the kind of thing asked for. ``counted``: a number stands beside a word of the question. ``near``: how
    near (0..1) a figure of the kind asked for is to words of the question."""

    line: Line
    paper: str
    credits: tuple[float, ...]
    covered: float
    gives: bool
    counted: bool
    near: float
    score: float

    @property
    def sentence(self) -> Sentence:
        """The sentence, verbatim."""
        return self.line.sentence


class Likely(NamedTuple):
    """A sentence that is not scored yet: the most it may score, its credits, and what scores it."""

    bound: float
    credits: tuple[float, ...]
    score: Callable[[], Candidate]


@dataclass(frozen=True)
class Reading:
    """A paper that was read for a question. Its sentences are scored only when they are asked for, as most
    papers that are read are not shown.

    ``covered``: the share of the question it contains (0..1). ``strength``: its BM25 score divided by the
    highest possible one. For each concept: ``credits``, how much the paper contains (0..1); ``named``, how much
    its title and authors contain; ``named_itself``, the same without words of similar meaning; ``weights``, the
    weight for choosing among its sentences. ``bound``: no sentence scores more. ``sentences`` gives them in order.
    """

    paper: str
    covered: float
    strength: float
    credits: tuple[float, ...]
    named: tuple[float, ...]
    named_itself: tuple[float, ...]
    weights: tuple[float, ...]
    bound: float
    sentences: Callable[[], tuple[Likely, ...]]

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The paper's sentences, the best first."""
        return tuple(sorted((one.score() for one in self.sentences()), key=order))

    def saying(self, phrases: Sequence[Phrase]) -> Reading:
        """The same reading with only the sentences that contain every phrase."""
        kept = tuple(c for c in self.candidates if all(map(c.line.says, phrases)))
        return self.scored(kept)

    def scored(self, candidates: Sequence[Candidate]) -> Reading:
        """The same reading with these sentences."""
        kept = tuple(Likely(one.score, one.credits, partial(_itself, one)) for one in candidates)
        return replace(self, sentences=lambda: kept)


def _itself(candidate: Candidate) -> Candidate:
    return candidate


def order(candidate: Candidate) -> tuple[float, str, int]:
    """The sort key of candidates: best score first, then paper key and sentence number."""
    return (-round(candidate.score, 9), candidate.paper, candidate.line.number)


def works(hits: tuple[Hit, ...], query: Query, texts: TextSource) -> tuple[Hit, ...]:
    """The hits without notices about other papers, which repeat a title and find nothing; all of them, if nothing else was
    hit or the question asks for notices. A notice whose own sentences say more of it than any paper stays."""
    if asks_for_notices(query.text):
        return hits
    read = [(hit, texts[hit.key]) for hit in hits]
    papers = [(hit, one) for hit, one in read if not _tells_of_another(one.paper)]
    if not papers or len(papers) == len(read):
        return hits
    most = max(_holds(query, one.terms) for _, one in papers)
    kept = {hit.key for hit, _ in papers}
    return tuple(hit for hit, one in read if hit.key in kept or _holds(query, _said(one)) > most)


def _tells_of_another(paper: Paper) -> bool:
    return is_notice(paper.title, (paper.type or "", *paper.labels))


def _said(texts: PaperTexts) -> frozenset[str]:
    """The terms of a paper's sentences, without its title."""
    return frozenset().union(*(held.terms for held in texts.held))


def _holds(query: Query, terms: frozenset[str]) -> float:
    """How much of a question is among some terms, by any of its names."""
    return sum(
        one.weight
        for one in query.concepts
        if any(terms.issuperset(phrase) for phrase in (one.phrase, *(other for other, _, _ in one.others)))
    )
