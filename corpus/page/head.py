"""The lines above a byline → labels, the type of the paper, its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.page.lines import plain

_LABEL = re.compile(r"(Open Access|Feature Paper|Editor[’']s Choice|Highly Accessed|Invited Paper)\s*")
# What MDPI calls its papers (https://www.mdpi.com/about/article_types).
TYPES = frozenset(
    (
        "Abstract, Addendum, Article, Book Review, Brief Communication, Brief Report, Case Report, Case Series, Comment, "
        "Commentary, Communication, Concept Paper, Conference Report, Correction, Data Descriptor, Discussion, Editorial, "
        "Entry, Erratum, Essay, Expression of Concern, Guidelines, Hypothesis, Interesting Images, Letter, Obituary, "
        "Opinion, Perspective, Proceeding Paper, Project Report, Protocol, Registered Report, Reply, Retraction, Review, "
        "Short Note, Study Protocol, Systematic Review, Technical Note, Tutorial, Viewpoint"
    ).split(", ")
)


class Head(NamedTuple):
    """What stands above a byline."""

    labels: tuple[str, ...]
    type: str | None
    title: str


def head_of(texts: Sequence[str]) -> Head:
    """Labels on lines of their own or before the type are taken off; a title keeps every word it has."""
    labels: list[str] = []
    rest: list[str] = []
    for i, text in enumerate(texts):
        bare = plain(_LABEL.sub("", text))
        above_title = not rest and i < len(texts) - 1
        if bare == "" or bare in TYPES or (above_title and _may_be_a_type(bare)):
            labels += _LABEL.findall(text)
            text = bare
        if text:
            rest.append(text)
    at = next((i for i, text in enumerate(rest) if text in TYPES), None)
    if at is None and len(rest) > 1 and _may_be_a_type(rest[0]):
        at = 0
    title = rest if at is None else rest[at + 1 :]
    return Head(tuple(labels), None if at is None else rest[at], " ".join(title))


def _may_be_a_type(text: str) -> bool:
    """True for up to three words of letters, the first with a capital: a type that is not in the list."""
    words = text.split()
    return len(words) <= 3 and text[:1].isupper() and all(word.isalpha() for word in words)
