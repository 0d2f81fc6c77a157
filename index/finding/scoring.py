"""What a sentence of a paper scores for a question: a weighted sum of features, each 0 to 1 (``WEIGHTS``), the same for every corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from operator import mul
from typing import NamedTuple

from corpus.patterns import late
from index.finding.account import HELD
from index.finding.another import is_of_another, times
from index.finding.beside import tells_of
from index.finding.candidates import Candidate, Likely, counted, nearness, places_of
from index.finding.lasting import closing, concluding, first_result, formal, reporting, sizing
from index.finding.texts import Line, PaperTexts
from index.sentences.asking import QUANTITIES, SETTING, Asked
from index.sentences.cues import counts
from index.sentences.quantities import said_of
from index.sentences.reporting import asks_formalities
from index.terms.attributes import wanted
from index.terms.query import Query

SHORT = 4  # an abstract of fewer sentences opens with what it has to say
TITLED = 0.6  # a question of which the paper's title has more than this share is about what the paper is on
WEIGHTS = {
    "paper": 2.8,  # the share of the question that the whole paper contains
    "named": 1.1,  # the share of the question that its title and authors contain
    "rank": 3.8,  # the paper's BM25 score divided by the best paper's
    "sentence": 7.0,  # the share of the question that the sentence contains
    "reports": 1.5,  # the likelihood that it reports a result, if that may be what is asked for
    "gives": 2.7,  # the sentence has the kind of thing that was asked for
    "near": 1.2,  # a figure of the kind asked for is near words of the question
    "counted": 0.7,  # a number stands beside a word of the question, if a number is asked for
    "sizes": 3.2,  # it gives the number of those studied, if that is asked for
    "sizes first": 2.0,  # and is the first to do so
    "compares": 1.2,  # it compares, if a comparison or an effect is asked for
    "at the time": 5.0,  # it speaks of the time point that a question which goes on from another asks about ("and after a year?")
    "singles out": 2.4,  # it says what is the most of something, if that is asked for
    "closing": 8.0,  # it is the last one or in the conclusions, if findings or conclusions are asked for
    "main": 8.0,  # it is the first that reports a result, if it is asked whether something works
    "main, titled": 2.0,  # it is the first that reports a result, if the title has most of a question that asks for nothing in particular
    "closing, titled": 1.0,  # it is in the conclusions, if the same holds
    "opening": -2.0,  # it is the first one, if nothing in particular is asked for
    "setting": -4.0,  # it says what was planned or known before, if yes or no, or harm that was done, is asked for
    "setting, reports": -6.0,  # the same, or it is the first one, if findings or conclusions are asked for
    "formality": -6.0,  # it says who paid, where the study is registered and the like, and that is not asked for
    "another": -4.0,  # it speaks of another time, arm or group than the question does, and one that says as much of it does not
    "puts off": -3.2,  # it leaves something to later work
    "place": 1.8,  # its place in the abstract, 0 (first) to 1 (last): results follow methods
}


# "What did Moss find on tremor", "what does the trial say about cost".
_FOUND_ON = late(
    r"\b(?:finds?|found|shows?|showed|shown|says?|said|reports?|reported|learnt?|learned|sees?|seen|saw) (?:on|about|of|for|regarding|concerning) ",
    re.IGNORECASE,
)
# Kinds of question that what was planned or done may answer as well as a result.
_NO_RESULT = SETTING | {Asked.SIZE, Asked.NUMBER, Asked.DOSE}


def _most_for_cues(query: Query, about: bool, titled: bool, stating: int | None) -> float:
    """The most that a sentence's score can gain from its cues and place, whatever it contains of the question."""
    names = ["place", "gives"]
    names += ["reports"] if query.asked not in _NO_RESULT else []
    names += ["near", "counted"] if query.asked in QUANTITIES else []
    names += ["sizes", "sizes first"] if stating is not None or query.asked is Asked.SIZE else []
    works = query.form.works and about
    names += ["closing"] if works or query.asked is Asked.CONCLUSION or query.form.reports else []
    names += ["main"] if works else []
    names += ["main, titled", "closing, titled"] if titled else []
    names += ["compares"] if query.form.compares else []
    names += ["singles out"] if query.form.singles_out else []
    names += ["at the time"] if times(query) else []
    return sum(WEIGHTS[name] for name in names)


@dataclass(frozen=True, slots=True)
class ScoredWith:
    """What the sentences of one paper are scored with: the question, the weight of each concept in this paper with
    their total, and the part of the score that is the same for all its sentences (``base``).

    ``about``: the paper has what is asked about, so that its findings as a whole may be meant; ``titled``: its title
    has most of the question and nothing in particular is asked for, so that its main result is most likely meant;
    ``reports``: the question asks what it found as a whole; ``stating``: the number of the sentence that says how many
    there were of the things a question counts by name ("tests"), if any; ``most_for_cues``: what a sentence may gain
    whatever it contains.
    """

    query: Query
    weights: tuple[float, ...]
    total: float
    base: float
    about: bool
    titled: bool
    reports: bool
    stating: int | None
    most_for_cues: float

    @classmethod
    def of(
        cls,
        query: Query,
        weights: tuple[float, ...],
        named: Sequence[float],
        held: Sequence[float],
        base: float,
        about: bool,
        stating: int | None,
    ) -> ScoredWith:
        """The frame with what follows from the question, the weights, and the most that the title
        (``named``) and its sentences (``held``) give each concept."""
        titled = _is_titled(query, named, held)
        most = _most_for_cues(query, about, titled, stating)
        reports = _reports(query, named, held)
        return cls(query, weights, sum(weights), base, about, titled, reports, stating, most)

    @property
    def means_result(self) -> bool:
        """True if the paper's main result may be what is meant."""
        return self.titled or (self.query.form.works and self.about)

    def share(self, credits: Iterable[float]) -> float:
        """The weighted mean of one credit per concept, 0 to 1."""
        return sum(map(mul, credits, self.weights)) / self.total if self.total else 0.0

    def bound(self, share: float) -> float:
        """The most that a sentence with this share of the question scores."""
        return self.base + self.most_for_cues + WEIGHTS["sentence"] * share


def _is_open(query: Query) -> bool:
    """True if a question by itself asks for nothing in particular: for no kind of thing, and no figure that has a name ("avg age")."""
    alone = query.asked is Asked.ANYTHING and not any(one.carried for one in query.concepts)
    return alone and not any(one.attribute.figure for one in wanted(query.text))


def _is_titled(query: Query, named: Sequence[float], held: Sequence[float]) -> bool:
    """True if a question asks for nothing in particular, a title has more than ``TITLED`` of the weight of its own topics, and no sentence
    says more of the others. ``named``, ``held``: the most that the title, and any sentence, gives each concept (0..1)."""
    if query.form.works or not _is_open(query):
        return False
    own = [
        (one.weight, credit, said)
        for one, credit, said in zip(query.concepts, named, held, strict=True)
        if one.telling == 1.0
    ]
    if any(said > credit for _, credit, said in own if credit < HELD):
        return False  # "was tremor noted after coffee": a sentence has what the title has not
    return sum(weight * credit for weight, credit, _ in own) > TITLED * sum(weight for weight, _, _ in own)


class _Place(NamedTuple):
    """Where a sentence stands: from 0 (first) to 1 (last); whether it states the number studied; whether it is the last
    but for limits, funding and what is left to do; whether it is the first that reports a result; whether its paper is about
    what is asked, and whether by its title; whether what it found as a whole is asked for; whether it only opens an abstract of some length."""

    share: float
    sized: bool
    closes: bool
    main: bool
    about: bool
    titled: bool
    reports: bool
    opens: bool


class Sentences:
    """The sentences of a paper that is read for a question; each is scored once, when it is needed."""

    def __init__(
        self, texts: PaperTexts, frame: ScoredWith, rows: Sequence[tuple[float, ...]], shares: Sequence[float]
    ) -> None:
        """``rows``: for each sentence its credit for each concept. ``shares``: the share of the question it contains."""
        self._texts, self._frame, self._rows, self._shares = texts, frame, rows, shares
        self._scored: dict[int, Candidate] = {}

    def each(self) -> tuple[Likely, ...]:
        """The sentences in order, not scored yet."""
        return tuple(
            Likely(self._frame.bound(share), line, row, partial(self._candidate, at))
            for at, (line, row, share) in enumerate(zip(self._texts.lines, self._rows, self._shares, strict=True))
        )

    def _candidate(self, at: int) -> Candidate:
        if at not in self._scored:
            self._scored[at] = self._made(at)
        return self._scored[at]

    def _made(self, at: int) -> Candidate:
        """A sentence with its score."""
        frame, texts, row = self._frame, self._texts, self._rows[at]
        lines = texts.lines
        line, query, share = lines[at], frame.query, self._shares[at]
        place = _Place(
            at / (len(lines) - 1 or 1),
            at == self._sized,
            frame.reports and at == texts.once(closing),
            self._frame.means_result and at == texts.once(first_result),
            frame.about,
            frame.titled,
            frame.reports,
            at == 0 and len(lines) >= SHORT,
        )
        given = tells_of(line, query, row)
        score = frame.base + WEIGHTS["place"] * place.share + WEIGHTS["gives"] * given
        score += sum(WEIGHTS[cue] for cue in _cued(line, query, place))
        score += WEIGHTS["another"] * is_of_another(query, lines, self._shares, at)
        score += WEIGHTS["reports"] * line.once(reporting) if query.asked not in _NO_RESULT else 0.0
        if not share:
            return Candidate(line, texts.paper.key, row, 0.0, given, False, 0.0, score)
        counted, near = _figured(line, row, given, frame) if query.asked in QUANTITIES else (False, 0.0)
        if place.sized and share == 1.0:  # the number asked for, wherever "patients" stands
            counted, near = True, 1.0
        score += WEIGHTS["sentence"] * share + WEIGHTS["near"] * near + WEIGHTS["counted"] * counted
        return Candidate(line, texts.paper.key, row, share, given, counted, near, score)

    @cached_property
    def _sized(self) -> int:
        if self._frame.stating is not None:
            return next(
                (at for at, line in enumerate(self._texts.lines) if line.number == self._frame.stating), -1
            )
        return _sized(self._texts, self._frame.query)


def _figured(line: Line, row: tuple[float, ...], given: bool, frame: ScoredWith) -> tuple[bool, float]:
    """Whether a number stands beside a word of the question, and how near (0..1) a figure of the kind asked for
    is to its words."""
    places = places_of(line, row, frame.query)
    near = nearness(line, row, places, frame.query.asked, frame.share) if given else 0.0
    return counted(line, places, frame.query), near


def _sized(texts: PaperTexts, query: Query) -> int:
    """The place (from 0) of the sentence that states the number studied, or else of the first one with a number of those counted; -1 if
    there is none, or something else is asked."""
    if query.asked is not Asked.SIZE:
        return -1
    sizes = [at for at, line in enumerate(texts.lines) if _sizes(line, query)]
    stated = texts.once(sizing)
    best = [at for at in sizes if texts.lines[at].number in stated]
    if not best and not query.form.counted:  # things of any kind
        best = [at for at, line in enumerate(texts.lines) if line.number in stated]
    return next(iter((*best, *sizes)), -1)


def _sizes(line: Line, query: Query) -> bool:
    """True if a sentence gives the number of those studied, of the kind that the question asks to count."""
    return line.cues.sizes and counts(line.text, query.form.counted)


def _reports(query: Query, named: Sequence[float], held: Sequence[float]) -> bool:
    """True if a question asks for what was found as a whole, and not of a paper that it names on something that the name lacks and a
    sentence has ("what did Moss find on tremor"). ``named``, ``held``: the most that the name, and any sentence, gives each concept."""
    if query.asked is Asked.CONCLUSION or not query.form.reports:
        return query.asked is Asked.CONCLUSION
    if _FOUND_ON.search(query.text) is None or max(named, default=0.0) < HELD:
        return True
    return not any(held[at] >= HELD for at in query.own)


def _cued(line: Line, query: Query, place: _Place) -> Iterator[str]:
    """The features (keys of ``WEIGHTS``) that a sentence has, from its cues, its place and the form of the
    question."""
    cues, form, asked = line.cues, query.form, query.asked
    if place.sized or (asked is Asked.SIZE and _sizes(line, query)):
        yield from ("sizes", "sizes first") if place.sized else ("sizes",)
    if form.compares and cues.compares:
        yield "compares"
    if form.singles_out and cues.singles_out:
        yield "singles out"
    if (asked_at := times(query)) and asked_at & said_of(query.text, line.text):
        yield "at the time"
    if line.once(formal) and not asks_formalities(query.text):
        yield "formality"
    if cues.puts_off:
        yield "puts off"
    if asked in SETTING:
        return
    reports = place.reports
    works = form.works and place.about
    if (reports and place.closes) or ((reports or works) and line.once(concluding)):
        yield "closing"
    if (reports or works) and (cues.sets_out or place.share == 0.0):
        yield "setting, reports"
    if place.main:
        yield "main" if works else "main, titled"
    if place.titled and line.once(concluding):
        yield "closing, titled"
    if place.opens and not (reports or works) and _is_open(query):
        yield "opening"
    if cues.sets_out and (form.yes_no or asked is Asked.HARM):
        yield "setting"
