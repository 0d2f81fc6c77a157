"""The studies that a paper counts ("Twenty-three trials were included"), as against the papers of the library."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.samples import ALONE, COUNT

WORK = r"(?:studies|papers|trials|articles|rcts|publications|reports|cohorts|records|surveys|experiments)"
_COUNTED = rf"{ALONE}{COUNT} (?!of\b|percent\b)(?:[\w-]+ ){{0,3}}?"
_WORKS = late(rf"{_COUNTED}{WORK}\b", re.IGNORECASE)
# What a review pools where it counts no studies.
_POOLED = late(
    rf"{_COUNTED}(?:comparisons|data ?sets|data points|effect sizes|estimates|observations)\b", re.IGNORECASE
)
_REVIEW = late(r"\b(?:reviews?|meta-?analys[ie]s|(?:evidence|research) synthesis)\b", re.IGNORECASE)


def counted_by(paper: Paper) -> Sequence[Sentence]:
    """The sentences of a paper's abstract that count studies; of a review that counts none, those that count what it pooled."""
    lines = sentences_of(paper)
    found = [one for one in lines if _WORKS.search(one.text)]
    return found or [one for one in lines if is_review(paper) and _POOLED.search(one.text)]


def is_review(paper: Paper) -> bool:
    """True if a paper's title says that it goes through the work of others."""
    return _REVIEW.search(paper.title) is not None
