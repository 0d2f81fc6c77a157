"""The models that pass through the index: query terms → hits → evidence → a finding with its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from corpus.models import Model
from corpus.sentences import Sentence


class Outcome(StrEnum):
    """How a question ended. Only ``ANSWERED`` claims to be an answer."""

    ANSWERED = "answered"
    RELATED = "related"
    NOTHING = "nothing"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage of the paper ``key``. Scores are the engine's own: compare them only within one search."""

    passage_id: str
    key: str
    score: float


class Kin(Model):
    """A paper related to another one, with the most important words they share."""

    key: str
    score: float
    shared: tuple[str, ...]


class Evidence(Model):
    """A sentence offered for a question, with the words of the question it matches and their positions (start,
    end; code points) in its text."""

    sentence: Sentence
    score: float
    matched: tuple[str, ...]
    marks: tuple[tuple[int, int], ...] = ()


class Finding(Model):
    """The result for one question.

    ``hits``: the ranked papers, best first. ``matched`` and ``unmatched``: words of the question that the papers
    read do and do not contain. ``unknown_words``: the asker's words that the library does not contain at all.
    ``searched_also``: what was searched in addition (abbreviations written out, repaired spellings). ``sure``:
    False for an answer with less support, which is given with a warning. ``not_said``: the parts of the question
    (words, names of figures) that neither the sentences shown nor their paper's topic cover. ``bare``: if there
    is no answer, the key of a paper without an abstract whose title contains all topic words of the question;
    else "". ``perhaps``: frequent words that unknown ones may be slips of. ``strong``: an answer has
    so much support that it stands even where another question may have been meant.
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
    perhaps: tuple[str, ...] = ()
    strong: bool = False


class Standing(NamedTuple):
    """What is known of a word: whether a paper has it; whether it is an everyday word or a word of asking; whether the
    table of near words has it, which holds everyday and scientific words and common names. ``spelt``: one of these has
    exactly this word, not just another word of its stem.
    """

    held: bool
    everyday: bool
    written: bool
    spelt: bool


class Held(NamedTuple):
    """How much of some words a paper contains: ``share``, the share of their weight (0..1); ``named``, the
    lowest credit that its title and authors give one of the words (0..1); and how many sentences contain any of
    them.
    """

    share: float
    named: float
    sentences: int
