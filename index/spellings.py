"""Words by their length and how they begin: where the words are looked for that a slip was meant to be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile


class Spellings:
    """Looks words up; ``of_length`` gives all words of so many letters, sorted."""

    def __init__(self, of_length: Callable[[int], Sequence[str]]) -> None:
        self._of_length = of_length

    def between(self, shortest: int, longest: int) -> Iterator[str]:
        """All words of so many letters."""
        for length in range(shortest, longest + 1):
            yield from self._of_length(length)

    def starting(self, beginning: str, shortest: int, longest: int) -> Iterator[str]:
        """Those of them that begin so."""
        for length in range(shortest, longest + 1):
            words = self._of_length(length)
            onwards = islice(words, bisect_left(words, beginning), None)
            yield from takewhile(lambda word: word.startswith(beginning), onwards)
