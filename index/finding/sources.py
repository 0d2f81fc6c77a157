"""Where papers and words are read from when they are needed: memory, a disk, another machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Protocol

from index.finding.texts import PaperTexts


class TextSource(Protocol):
    """Papers with their sentences, by paper key."""

    def __getitem__(self, key: str) -> PaperTexts:
        """A paper's texts. Raises KeyError if no paper has the key."""
        ...

    def __contains__(self, key: object) -> bool:
        """True if a paper has the key."""
        ...

    def having(self, keys: Iterable[str], terms: frozenset[str]) -> Iterator[tuple[str, PaperTexts]]:
        """The papers with these keys that contain any of some terms, each with its texts. Some that contain none may be
        among them, where that is faster. Raises KeyError as ``__getitem__`` does.
        """
        ...


class Values(Protocol):
    """The stored values of a library's words and short forms, by key."""

    def get(self, key: str) -> Any:
        """The value of a key; None if it has none."""
        ...

    def items(self) -> Iterator[tuple[str, Any]]:
        """All keys with their values."""
        ...


class HeldTexts(dict[str, PaperTexts]):
    """Papers that are all in memory."""

    def having(self, keys: Iterable[str], terms: frozenset[str]) -> Iterator[tuple[str, PaperTexts]]:
        """See :class:`TextSource`."""
        return having(() if terms.isdisjoint(self._terms) else ((key, self[key]) for key in keys), terms)

    @cached_property
    def _terms(self) -> frozenset[str]:
        """All terms of all papers: a word that is not among them is looked up once, and not in each paper."""
        return frozenset().union(*(texts.terms for texts in self.values()))


def having(papers: Iterable[tuple[str, PaperTexts]], terms: frozenset[str]) -> Iterator[tuple[str, PaperTexts]]:
    """Of some papers (key, texts), those that contain any of some terms."""
    return ((key, texts) for key, texts in papers if not terms.isdisjoint(texts.terms))
