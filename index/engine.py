"""The interface of every ranking engine. It is small on purpose: a new engine is a class with one method and a
name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from index.models import Hit

Keep = Callable[[str], bool]


class Among:
    """A filter that keeps papers whose key is in ``keys`` and which ``says`` (if given) keeps. It is a class, so
    that an engine on another machine can send the keys with its request."""

    def __init__(self, keys: frozenset[str], says: Keep | None = None) -> None:
        self.keys, self._says = keys, says

    def __call__(self, key: str) -> bool:
        """True if the paper with this key may be found."""
        return key in self.keys and (self._says is None or self._says(key))


class Engine(Protocol):
    """Ranks passages for weighted terms. Its search is asynchronous, because one engine is on another machine."""

    @property
    def name(self) -> str:
        """The engine's name in the log."""
        ...

    async def search(self, terms: Mapping[str, float], k: int, keep: Keep | None = None) -> list[Hit]:
        """The best ``k`` passages that contain at least one of the terms, by score, then in the library's order.

        ``terms`` maps each analysed term to its weight (> 0). ``keep`` takes a paper's key and returns True if
        the paper may be found; None: all papers may. Passages without any of the terms are never returned.
        """
        ...
