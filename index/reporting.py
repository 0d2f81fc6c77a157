"""How likely a sentence reports a result, by its words: "were significantly higher" does, "we aimed to assess whether" does not.

The weights of ``data/reporting.tsv`` are those of a logistic regression on the sentences of PubMedQA's 522 abstracts, which have published
headings (MIT licence). ``python -m tests.quality.learn_reporting`` writes it.
"""

from __future__ import annotations

import math
import re
from functools import cache
from importlib.resources import files

from corpus.patterns import late

NAME, BIAS, FIGURE, CHANGE = "reporting.tsv", "", "#", "~"
_WORDS = late(r"[a-z]+|[#%=<>()]")
# Something became more or less. Medicine writes "decreased"; other fields have other verbs, and all count as one.
_CHANGED = frozenset(
    "fell rose dropped doubled tripled halved raised lowered climbed grew shrank declined narrowed widened shortened lengthened deepened gained lost"
    " increased decreased reduced improved worsened weakened strengthened vanished disappeared persisted".split()
)


def words(sentence: str) -> set[str]:
    """The words of a sentence in small letters, its signs of mathematics, ``FIGURE`` if it has a figure, and ``CHANGE`` if it has a verb
    of change."""
    found = set(_WORDS.findall(re.sub(r"\d[\d.,·]*", FIGURE, sentence.lower())))
    return found | {CHANGE} if not _CHANGED.isdisjoint(found) else found


def likelihood(sentence: str) -> float:
    """The likelihood (0..1) that a sentence reports a result."""
    weights = _weights()
    found = weights[BIAS] + sum(weights.get(word, 0.0) for word in words(sentence))
    return 1 / (1 + math.exp(-found))


@cache
def _weights() -> dict[str, float]:
    """The weight of each word; that of ``BIAS`` is every sentence's."""
    lines = (files("index") / "data" / NAME).read_text("utf-8").splitlines()
    return {word: float(weight) for word, _, weight in (line.partition("\t") for line in lines)}
