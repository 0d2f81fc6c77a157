"""A large library's words on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.sources import Values
from index.spellings import Spellings

REMEMBERED = 20_000  # words looked up, kept
LENGTHS = 64  # of words, each with its words kept
MANY = 10_000  # passages: in so large a library a word written only once is as likely a slip itself
FORMS = "\n"  # first character of the keys for words of one length; no term begins with it


class KeptWords:
    """See :class:`index.vocabulary.Words`. A term's value is (number of passages that contain it, {word: how
    often it is written}).

    The words of one length to which a misspelt word may be repaired are together under one key, joined by
    spaces; those added or removed since the index was built are under another key.
    """

    def __init__(self, kept: Values, size: int) -> None:
        self._kept = kept
        self.size = size
        self._value = lru_cache(maxsize=REMEMBERED)(kept.get)
        self.spellings = Spellings(lru_cache(maxsize=LENGTHS)(self._of_length))

    def frequency(self, term: str) -> int:
        """See :class:`index.vocabulary.Words`."""
        value = self._value(term)
        return int(value[0]) if value else 0

    def words(self, term: str) -> Mapping[str, int]:
        """See :class:`index.vocabulary.Words`."""
        value = self._value(term)
        return value[1] if value else {}

    def _of_length(self, length: int) -> Sequence[str]:
        words = (self._kept.get(forms_key(length)) or "").split()
        since: dict[str, bool] = self._kept.get(since_key(length)) or {}
        return (
            sorted({word for word in words if since.get(word, True)}.union(w for w, come in since.items() if come))
            if since
            else words
        )


def forms_key(length: int) -> str:
    """The key of the words of a length."""
    return f"{FORMS}{length}"


def since_key(length: int) -> str:
    """The key of the words of a length that were added (True) or removed (False) since the index was built."""
    return f"{FORMS}+{length}"


def least(size: int) -> int:
    """How often a word must be written, in a library of ``size`` passages, so that misspelt words are repaired
    to it."""
    return 2 if size >= MANY else 1


def by_length(words: Mapping[str, int], size: int) -> dict[int, set[str]]:
    """By length, the words to which misspelt words may be repaired. ``words``: how often each is written;
    ``size``: the library's passages."""
    found: dict[int, set[str]] = {}
    for word, count in words.items():
        if count >= least(size):
            found.setdefault(len(word), set()).add(word)
    return found
