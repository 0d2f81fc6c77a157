"""A large library's words, on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from corpus.keyed import Keyed

REMEMBERED = 20_000  # words looked up, kept
MANY = 10_000  # passages: in so large a library a word written only once is as likely a slip itself


class KeptWords:
    """See :class:`index.vocabulary.Words`. A value is (passages that hold the term, {word: how often written})."""

    def __init__(self, kept: Keyed, size: int) -> None:
        self._kept = kept
        self.size = size
        self._value = lru_cache(maxsize=REMEMBERED)(kept.get)

    def frequency(self, term: str) -> int:
        """See :class:`index.vocabulary.Words`."""
        value = self._value(term)
        return int(value[0]) if value else 0

    def words(self, term: str) -> Mapping[str, int]:
        """See :class:`index.vocabulary.Words`."""
        value = self._value(term)
        return value[1] if value else {}

    def forms(self) -> Iterable[tuple[str, str]]:
        """See :class:`index.vocabulary.Words`."""
        return self._forms

    @cached_property
    def _forms(self) -> list[tuple[str, str]]:
        """Read when a word is first to be repaired."""
        least = 2 if self.size >= MANY else 1
        return [
            (word, term)
            for term, (_, words) in self._kept.items()
            for word, count in words.items()
            if count >= least
        ]
