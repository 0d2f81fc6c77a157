"""Papers with their stored analysis, read from disk by paper key."""

from __future__ import annotations

from functools import lru_cache

from corpus.records import Records
from corpus.shelf import Shelf
from index.analyzer import Analyzer
from index.forms import unpacked
from index.texts import PaperTexts

REMEMBERED = 256  # papers kept analysed


class KeptTexts:
    """See :class:`index.sources.TextSource`."""

    def __init__(self, shelf: Shelf, forms: Records, analyzer: Analyzer) -> None:
        self._shelf, self._forms, self._analyzer = shelf, forms, analyzer
        self._read = lru_cache(maxsize=REMEMBERED)(self._texts)

    def __getitem__(self, key: str) -> PaperTexts:
        """A paper's texts. Raises KeyError if no paper has the key, CorpusError if its record is damaged."""
        return self._read(key)

    def __contains__(self, key: object) -> bool:
        """True if a paper has the key."""
        return isinstance(key, str) and self._shelf.number(key) is not None

    def _texts(self, key: str) -> PaperTexts:
        number = self._shelf.number(key)
        if number is None:
            raise KeyError(key)
        return PaperTexts(self._shelf.record(number), self._analyzer, unpacked(self._forms[number]))
