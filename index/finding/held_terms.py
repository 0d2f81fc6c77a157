"""The terms of a sentence or of a paper's name, and how much of a word of a question is among them."""

from __future__ import annotations

from collections.abc import Mapping

from index.terms.joined_names import together
from index.terms.lexicon import Phrase
from index.terms.query import Close, Concept

PARTIAL = 0.5  # factor for a part of a phrase ("effect" of "side effect")


class HeldTerms:
    """The terms of a text, divided when they are first needed; tells how much of a concept is among them."""

    __slots__ = ("_text", "_written_out", "terms")

    terms: set[str]

    def __init__(self, text: str, written_out: Mapping[str, Phrase]) -> None:
        """``text``: the terms in order, joined by spaces. ``written_out``: the paper's short forms with the
        terms of their long forms, which count as held too.
        """
        self._text, self._written_out = text, written_out

    def __getattr__(self, name: str) -> set[str]:
        """Makes ``terms`` the first time they are needed. Raises AttributeError for other names."""
        if name != "terms":
            raise AttributeError(name)
        self.terms = set(self._text.split(" ")) if self._text else set()
        for short in self.terms & self._written_out.keys() if self._written_out else ():
            self.terms.update(self._written_out[short])
        return self.terms

    @property
    def row(self) -> list[str]:
        """The terms in order."""
        return self._text.split(" ") if self._text else []

    def credit(self, concept: Concept) -> float:
        """How much of a concept the text contains, 0 to 1: its own words or, for less, its other names and
        similar words."""
        if concept.terms.isdisjoint(self.terms):
            return 0.0
        best = self._part(concept)
        if best == 1.0:
            return best
        for phrase, credit, _ in concept.others:
            if credit > best and self._says(phrase, concept):
                best = credit
        if best:
            return best
        return next((close.credit for close in concept.close if close.term in self.terms), 0.0)

    def _part(self, concept: Concept) -> float:
        """How much of a concept's own words the text contains; 0 or 1 if they must stand together."""
        if concept.phrase in concept.whole:
            return float(together(concept.phrase, self.row))
        share = self.share(concept.phrase)
        return share if share == 1.0 else share * PARTIAL

    def _says(self, phrase: Phrase, concept: Concept) -> bool:
        return together(phrase, self.row) if phrase in concept.whole else self.has(phrase)

    def close(self, concept: Concept) -> Close | None:
        """The most similar word to a concept that the text contains; None if it has none, or contains the
        concept itself or another name."""
        found = next((close for close in concept.close if close.term in self.terms), None)
        if found is None or self.share(concept.phrase) or any(self.has(phrase) for phrase, _, _ in concept.others):
            return None
        return found

    def share(self, phrase: Phrase) -> float:
        """The share (0..1) of a phrase's terms that the text contains."""
        if len(phrase) == 1:
            return 1.0 if phrase[0] in self.terms else 0.0
        return sum(map(self.terms.__contains__, phrase)) / len(phrase)

    def has(self, phrase: Phrase) -> bool:
        """True if the text contains all terms of a phrase."""
        return self.terms.issuperset(phrase)
