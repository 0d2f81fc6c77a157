"""What flows through the index: query terms → hits → evidence → a finding with one of three outcomes."""

from __future__ import annotations

from enum import StrEnum

from corpus.models import Model, Sentence


class Outcome(StrEnum):
    """How a question ended. Only ``ANSWERED`` claims to be an answer."""

    ANSWERED = "answered"
    RELATED = "related"
    NOTHING = "nothing"
    HELP = "help"


class Hit(Model):
    """One ranked passage; ``score`` is the engine's own and comparable only within one search."""

    passage_id: str
    key: str
    score: float


class Kin(Model):
    """A paper near another one, and the weightiest words they share."""

    key: str
    score: float
    shared: tuple[str, ...]


class Evidence(Model):
    """A sentence offered for a question, the question's terms it matches, and where they stand in its text."""

    sentence: Sentence
    score: float
    matched: tuple[str, ...]
    marks: tuple[tuple[int, int], ...] = ()


class Finding(Model):
    """What the index says of one question.

    ``unknown_words`` are the asker's words that the corpus does not hold at all; ``searched_also`` what was added
    to them (abbreviations written out, repaired spellings); ``hits`` the ranking, best first. ``sure`` is False for an answer in the lower band of support; ``not_said`` is what neither the
    sentences shown nor what their paper is about say of the question: its words, and names of figures.
    ``bare`` is the key of a paper that has no abstract and whose title says what is asked about, where nothing answers; "" otherwise.
    """

    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    hits: tuple[Hit, ...] = ()
    matched: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    unknown_words: tuple[str, ...] = ()
    searched_also: tuple[str, ...] = ()
    sure: bool = True
    not_said: tuple[str, ...] = ()
    bare: str = ""
