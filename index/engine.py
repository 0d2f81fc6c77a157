"""The one face every ranking engine shows. Small on purpose: a new engine is a class with one method."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from index.models import Hit

Keep = Callable[[str], bool]


class Among:
    """Keeps papers that are among some, and that ``says`` keeps: an engine on another machine is told the keys."""

    def __init__(self, keys: frozenset[str], says: Keep | None = None) -> None:
        self.keys, self._says = keys, says

    def __call__(self, key: str) -> bool:
        """True for a paper that may be found."""
        return key in self.keys and (self._says is None or self._says(key))


class Engine(Protocol):
    """Ranks passages for weighted terms. Asynchronous at its face, because one is remote."""

    @property
    def name(self) -> str:
        """What a logged row calls it."""
        ...

    async def search(self, terms: Mapping[str, float], k: int, keep: Keep | None = None) -> list[Hit]:
        """The best ``k`` passages holding at least one term, by score, then by passage order.

        ``terms`` maps each analysed term to its weight (> 0); ``keep`` says by paper key what may be found.
        Passages without any of the terms are never returned, whatever their score.
        """
        ...
