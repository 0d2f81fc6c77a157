"""Questions about what is not so ("which was not associated with …"): sentences that deny something are
preferred."""

from __future__ import annotations

import re

from corpus.patterns import late
from index.query import Concept

# The terms of sentences that deny something, the first one for them all.
DENYING = (
    "not",
    "no",
    "neither",
    "nor",
    "never",
    "without",
    "none",
    "cannot",
    "fail",
    "unabl",
    "lack",
    "absenc",
    "unaffect",
    "unchang",
)
WORTH = 0.1  # weight, small beside a topic word's: it chooses among sentences and names no topic
# Words that deny something in a question; not those of chat: "why not", "or not", "not only", "isn't it", "no idea", "no. 5".
_DENIED = late(
    r"(?<!\bwhy )(?<!\bor )(?<!\bif )(?<!\bbut )\b(?:not(?! (?:only|sure|just|by)\b)|never|neither|without|no(?! (?:idea|doubt|one|more|problem|matter)\b|\.))\b"
    r"|(?<!\bdo)(?<!\bcan)(?<!\A\w{2})(?<!\A\w{3})(?<!\A\w{4})(?<!\A\w{5})n['’]t\b(?! (?:it|you|they|we|there|that|this|he|she)\b)",
    re.IGNORECASE,
)


def denies(question: str) -> bool:
    """True if a question asks about what is not so."""
    return _DENIED.search(question) is not None


def denial(telling: float) -> Concept:
    """The concept to be added to such a question: it matches any word that denies. ``telling``: as in
    ``Concept``, below 1."""
    others = tuple(((term,), 1.0, "") for term in DENYING[1:])
    return Concept("not", DENYING[:1], others, WORTH, True, telling, frozenset(DENYING))
