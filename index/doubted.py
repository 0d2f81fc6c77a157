"""Which of the things that are called missing a reader may see in the sentences all the same, in other words.

That a sentence has a word is certain; that it gives no dose, no reason or no number of people is read off patterns, and
what they do not know they miss. A warning therefore denies only what the sentences have neither words nor figures for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.patterns import late
from index.asking import has_figure
from index.attributes import HOW_MANY, NUMBER_OF, STATISTICS, Attribute, table, wanted
from index.cues import plain
from index.hedging import FIGURE_FOR, REASON

# Figures that no sentence gives without a word or a sign for them: other numbers say nothing of these.
_NAMED = STATISTICS | frozenset({"age", "cost", "dose", "pay"})

_PUT = late(r"(?:how|what|which|who|when|where|why)\b", re.IGNORECASE)


def is_question(name: str) -> bool:
    """True for what is called missing by a question ("where was this done"), which no sentence says in its words."""
    return _PUT.match(name) is not None


def kind_asked(name: str, question: str) -> str:
    """The kind of thing that a question asks for by the words ``name``, cut perhaps to the first and last ("how … hospital"); "" if
    it asks for none by them."""
    ends = _ends(name)
    spans = ((one.attribute.name, question[start:end]) for one in wanted(question) for start, end in one.spans)
    return next((kind for kind, said in spans if said.strip() and _ends(said) == ends), "")


def _ends(words: str) -> tuple[str, str]:
    first, *_, last = [word.strip(" ?!.,") for word in (words.casefold().split() * 2)]
    return first, last


def doubted(name: str, question: str, sentences: Sequence[str]) -> bool:
    """True if ``sentences`` may say what a question asks and a warning calls missing by ``name``: a kind of figure, a
    number of things, a reason."""
    texts = tuple(map(plain, sentences))
    if name.startswith((NUMBER_OF, HOW_MANY)):
        return any(has_figure(text, question) for text in texts)
    if name == REASON or is_question(name):
        return True
    kinds = tuple(_kinds(name, question))
    if kinds and not name.startswith(FIGURE_FOR):
        return any(_may_state(kind, text) for kind in kinds for text in texts)
    named = [kind for kind in kinds if kind.name in _NAMED]
    return any(has_figure(text, question) and all(kind.names_in(text) for kind in named) for text in texts)


def _may_state(kind: Attribute, text: str) -> bool:
    if kind.name in STATISTICS:  # a sentence that only speaks of one does not give it
        return kind.stands_in(text)
    return kind.names_in(text) or (kind.name not in _NAMED and kind.has_figure(text))


def _kinds(name: str, question: str) -> Iterator[Attribute]:
    """The kinds of figures that a warning names, by their name or in the question's words ("figure for price")."""
    yield from (row for row in table() if row.name == name)
    for one in wanted(question):
        said = (question[start:end].strip() for start, end in one.spans)
        if one.attribute.figure and any(word and name.endswith(word) for word in said):
            yield one.attribute
