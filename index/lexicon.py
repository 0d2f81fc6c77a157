"""Words an asker may use for one another, from ``data/synonyms.txt``. General words only, the same for every corpus."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

from index.analyzer import Analyzer

Phrase = tuple[str, ...]


class Lexicon:
    """Groups of phrases (tuples of terms) that stand for one another in a question."""

    def __init__(self, groups: list[list[str]], analyzer: Analyzer) -> None:
        self._others: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
        for group in groups:
            phrases = dict.fromkeys(tuple(analyzer.terms(phrase)) for phrase in group)
            for phrase in phrases:
                self._others[phrase].update(dict.fromkeys(other for other in phrases if other != phrase))
        self.longest = max((len(phrase) for phrase in self._others), default=0)

    def __contains__(self, phrase: Phrase) -> bool:
        """True where a phrase stands in a group."""
        return phrase in self._others

    def synonyms(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The other phrases of its groups, in the file's order."""
        return tuple(self._others.get(phrase, ()))


def load(analyzer: Analyzer) -> Lexicon:
    """The shipped lexicon."""
    lines = (files("index") / "data" / "synonyms.txt").read_text("utf-8").splitlines()
    return Lexicon([line.split(",") for line in lines if line and not line.startswith("#")], analyzer)
