"""What is read off all papers of a library, read once: a question would take longer the more papers there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from corpus.models import Paper

Made = TypeVar("Made")
LIBRARIES = 8  # those asked last: what was read off them is kept


class _Papers(NamedTuple):
    """The papers of a library, compared by identity: comparing thousands of records would take longer than
    reading them again.
    """

    papers: Sequence[Paper]

    def __hash__(self) -> int:
        return id(self.papers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Papers) and other.papers is self.papers


def kept(make: Callable[[Sequence[Paper]], Made]) -> Callable[[Sequence[Paper]], Made]:
    """What makes something of papers, made so that it is asked once for the same ones."""
    made = lru_cache(maxsize=LIBRARIES)(lambda same: make(same.papers))
    return lambda papers: made(_Papers(papers))
