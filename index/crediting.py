"""How much of a question's concepts a paper contains. Results are kept for the concepts of the latest question: its
parts, and the same question asked of other papers, have the same ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.query import Concept
from index.texts import PaperTexts


class Credited(NamedTuple):
    """How much (0..1) of a ``concept`` a paper contains: its title and authors (``named``), the same without words of similar
    meaning (``named_itself``), and each sentence, in order."""

    concept: Concept
    named: float
    named_itself: float
    sentences: tuple[float, ...]


def credited(texts: PaperTexts, concepts: Sequence[Concept]) -> list[Credited]:
    """What a paper contains of each of some concepts. Concepts are compared by identity; as long as they are kept here,
    it does not change.
    """
    known = texts.credited
    found = [known.get(id(one)) or _told(texts, one) for one in concepts]
    if any(id(one) not in known for one in concepts):
        texts.credited = {id(one.concept): one for one in found}
    return found


def _told(texts: PaperTexts, concept: Concept) -> Credited:
    name, held, here = texts.name, texts.held, concept.terms & texts.terms
    if not here:
        return Credited(concept, 0.0, 0.0, (0.0,) * len(held))
    named = name.credit(concept)
    itself = 0.0 if named and name.close(concept) else named
    column = [0.0 if here.isdisjoint(one.terms) else one.credit(concept) for one in held]
    return Credited(concept, named, itself, tuple(column))
