"""Words by length and first letters, to find the word that a misspelt one was meant to be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

LONGEST = 40  # letters of a word that is looked for
SHORT = 4  # letters; shorter words are too like each other to tell a slip from another word


class Spellings:
    """Looks up words. ``of_length`` takes a number of letters and returns all words of that length, sorted."""

    def __init__(self, of_length: Callable[[int], Sequence[str]]) -> None:
        self._of_length = of_length

    def between(self, shortest: int, longest: int) -> Iterator[str]:
        """All words of ``shortest`` to ``longest`` letters."""
        for length in range(shortest, longest + 1):
            yield from self._of_length(length)

    def starting(self, beginning: str, shortest: int, longest: int) -> Iterator[str]:
        """The words of ``shortest`` to ``longest`` letters that begin with ``beginning``."""
        for length in range(shortest, longest + 1):
            words = self._of_length(length)
            onwards = islice(words, bisect_left(words, beginning), None)
            yield from takewhile(lambda word: word.startswith(beginning), onwards)

    def has_like(self, word: str) -> bool:
        """True if a short word is a piece or a slip of one: it begins a longer word ("cath"), in the plural perhaps ("devs"
        of "developers"), is one typing mistake away ("mjor"), or joins a letter to a word ("xray")."""
        begun = len(word) >= SHORT and next(self.starting(word, len(word) + 1, LONGEST), None) is not None
        several = word.endswith("s") and len(word) >= SHORT
        begun = begun or (several and any(w[-1] == "s" for w in self.starting(word[:-1], len(word) + 1, LONGEST)))
        near = self.between(SHORT, len(word) + 1)
        joined = len(word) >= SHORT and word[1:] in self._of_length(len(word) - 1)
        return begun or joined or process.extractOne(word, near, scorer=OSA.distance, score_cutoff=1) is not None
