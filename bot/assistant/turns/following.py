"""Whether a question goes on from the turn before it: what speaks for it and against, each with its weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.assistant.reading.words import fold
from bot.assistant.reply import Attempt
from index.models import Outcome
from index.terms.attributes import told, wanted
from index.terms.query import Concept

# Printed by `python -m tests.quality.learn_turns` of the first four sets ("past" of the later ones); fitted anew, no better on what is kept.
DECISION = {
    "bias": 1.81,
    "answered": 0.17,  # the outcome of the question by itself
    "related": 0.9,
    "then answered": 0.07,  # and with the turn before
    "then related": -0.19,
    "both answered": 0.83,
    "both related": 0.25,
    "nowhere": -1.24,  # both find nothing, and it says more than one thing without pointing back
    "topics": -1.29,  # words of the field: a quarter each, 1 at most
    "concepts": -1.9,  # words that say something: a fifth each, 1 at most
    "words": -0.81,  # all words: a tenth each, 1 at most
    "held": -0.4,  # the share of its topics that the sentences found by itself hold
    "then held": -0.11,  # and with the turn before
    "more": -1.75,  # by itself it finds a greater share of its words, by so much
    "less": 2.4,  # or a smaller one
    "titled": -3.14,  # its topics in the title of the paper found by itself: a half each, 1 at most
    "missing": -1.63,  # its topics that the papers talked about do not have: a half each, 1 at most
    "new": -2.39,  # and for which they have no similar word either
    "unknown": 0.14,  # no paper here has any of its words
    "phrase": -1.29,  # it stands word for word only in what is found by itself
    "points": 1.26,  # it says "it", "they" or the like
    "opens": 0.17,  # it begins as a second half: "and …"
    "bare": 2.39,  # "which procedure?" does not say of what
    "idle": 0.99,  # it names no topic
    "past": 1.2,  # it asks what was or was done in a study: "did fewer fall"
    "library": -2.62,  # it asks what there is: "anything on …"
    "stays": 0.15,  # by itself it finds the paper talked about, too
    "one paper": 2.06,  # one paper was talked about, and not several
}


def why_follows(found: Mapping[str, float]) -> tuple[str, ...]:
    """The features of a question that support reading it with the turn before, the strongest first."""
    counted = sorted(((DECISION[name] * value, name) for name, value in found.items()), reverse=True)
    return tuple(name for value, name in counted if value > 0)


def follows(found: Mapping[str, float]) -> bool:
    """True if a question with these features is a follow-up to the turn before it."""
    return DECISION["bias"] + sum(DECISION[name] * value for name, value in found.items()) > 0


def told_at_once(attempt: Attempt, own: Sequence[Concept]) -> bool:
    """True if one sentence found says all topics of a question in its own words, and what is asked of them ("follow-up after TES")."""
    asked = [one.attribute for one in told(wanted(attempt.query.text))]
    said = [f" {one.words} " for one in own]
    lines = [one.sentence.text for one in attempt.finding.evidence] if asked and said else []
    return any(
        all(word in f" {fold(line)} " for word in said) and all(one.stands_in(line) for one in asked)
        for line in lines
    )


def as_new(attempt: Attempt) -> Attempt:
    """The reading of a question by itself, where another went before: an answer without strong support gets a warning, as the turn before may
    have been meant. (Of such answers to strangers, half were of something else.)
    """
    found = attempt.finding
    doubted = found.outcome is Outcome.ANSWERED and not found.strong
    return attempt._replace(finding=found.model_copy(update={"sure": False})) if doubted else attempt
