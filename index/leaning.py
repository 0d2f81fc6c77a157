"""Sentences that refer to the sentence before ("These factors were …") are quoted together with it, as one
slice."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from corpus.models import Sentence
from corpus.patterns import late

_OPENS = late(
    # "These factors …", but not "This study …": the paper itself needs no sentence before it
    r"^\W*(?:(?:these|those|such|this)\b(?! as\b)(?! (?:\S+ ){0,2}(?:stud|review|paper|article|work|trial|analys|meta|report|finding|result"
    r"|data\b|observation|research|cohort|model|survey|investigation))"
    r"|(?:they|he|she|the (?:latter|former|same))\b"
    r"|it (?!is\b|was\b|remains\b|has been\b|seems\b|appears\b|may be\b)"
    r"|(?:\w+ ){1,2}(?:these|those) \w+)",
    re.IGNORECASE,
)


def leans(text: str) -> bool:
    """True if a sentence's first words refer to the sentence before it."""
    return bool(_OPENS.match(text))


def with_what_it_leans_on(
    sentence: Sentence, before: Sequence[Sentence], abstract: str, shown: Container[int]
) -> Sentence:
    """The sentence; or, if it refers to the sentence before, the slice of the abstract with both.

    ``before``: sentences before it, in order, the last of them next to it. ``shown``: the numbers of sentences that are quoted anyway and
    are not repeated. The first sentence of a section is always quoted alone.
    """
    previous = before[-1] if before else None
    if previous is None or not leans(sentence.text) or previous.number in shown:
        return sentence
    if previous.section != sentence.section:
        return sentence
    return sentence.model_copy(update={"start": previous.start, "text": abstract[previous.start : sentence.end]})
