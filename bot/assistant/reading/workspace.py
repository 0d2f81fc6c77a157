"""A plain question while it is read: its words, and which of them are explained already."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.assistant.reading.lexicon import Lexicon, starts
from bot.assistant.reading.words import Plain

TAKEN = "·"  # stands in the place of a word that is explained


class Workspace:
    """The words of a question, taken one after the other by what explains them, wherever they stand."""

    def __init__(self, plain: Plain, lexicon: Lexicon) -> None:
        self.plain = plain
        self.lexicon = lexicon
        self.words = plain.words
        self.taken: set[int] = set()
        self.denied = {
            place
            for match in lexicon.find({"negation": lexicon.roles["negation"]}, plain.text)
            for place in match.places
        } | {
            i
            for i, word in enumerate(self.words)
            if word in ("not", "no", "nor", "neither", "non", "without", "except", "excluding")
        }

    @property
    def text(self) -> str:
        """The question with a dot for every word that is taken."""
        return " ".join(TAKEN if i in self.taken else word for i, word in enumerate(self.words))

    def has(self, pattern: re.Pattern[str]) -> bool:
        """True where a pattern stands among the words not taken."""
        return pattern.search(self.text) is not None

    def take(self, pattern: re.Pattern[str]) -> tuple[re.Match[str], frozenset[int]] | None:
        """The first match of a pattern, and the places of its words, which are taken now."""
        text = self.text
        match = pattern.search(text)
        if match is None or not match[0].strip():
            return None
        at = starts(text)
        places = frozenset(at[n] for n in range(*match.span()) if n in at)
        if (
            places <= self.taken
        ):  # within a word, or of words that are explained already: nothing that could be taken
            return None
        self.taken |= places
        return match, places

    def left(self, *idle: Iterable[str]) -> list[int]:
        """The places of the words that are neither taken nor among some idle ones."""
        empty = frozenset().union(*idle)
        return [i for i, word in enumerate(self.words) if i not in self.taken and word not in empty]

    def is_denied(self, places: Iterable[int]) -> bool:
        """True where a "not" or "without" stands before some words, with only words of asking between."""
        at = min(places, default=0) - 1
        while at >= 0:
            if at in self.denied:
                return True
            if self.words[at] not in self.lexicon.filler and self.words[at] not in _LINKING:
                return False
            at -= 1
        return False


_LINKING = frozenset(
    "about by from of published written type covering regarding mention mentioning on papers".split()
)
