"""What a paper counts by name: the studies that a review went through, as against the papers of the library; any other thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Paper
from corpus.patterns import late
from corpus.sentences import Sentence, sentences_of
from index.cues import plain
from index.samples import ALONE, COUNT, GAP, Count
from index.units import number_studied, numbers_of

WORK = r"(?:studies|papers|trials|articles|rcts|publications|reports|cohorts|records|surveys|experiments)"
_COUNTED = rf"{ALONE}{COUNT} (?:{GAP}){{0,3}}?"  # no "2022 for randomised trials"
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


# Behind a number of things or before it: they are a part of those studied, whatever their number.
_PART = late(
    r"\b(?:left|leaves?|leaving|dropped|lost|withdr[ae]w\w*|declin\w+|refus\w+|exclud\w+|died|fail\w+|million|billion|ha(?:s|ve) (?:issued|sold|built))\b",
    re.IGNORECASE,
)


def counted_of(paper: Paper, things: str) -> Count | None:
    """How many of some ``things`` a paper studied, where it says so, or else the largest number that it gives of them, which is
    no part of another; None if it gives none.
    """
    whole = (sentence for sentence in sentences_of(paper) if not _PART.search(plain(sentence.text)))
    found = [one for sentence in whole for one in numbers_of(sentence, things)]
    return number_studied(paper, things) or max(found, key=lambda one: one.number, default=None)
