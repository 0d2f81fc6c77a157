"""Where papers and words are read from as they are needed: memory, a disk, another machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from index.texts import PaperTexts


class TextSource(Protocol):
    """Papers with their sentences, by key."""

    def __getitem__(self, key: str) -> PaperTexts:
        """A paper's texts. Raises KeyError."""
        ...

    def __contains__(self, key: object) -> bool:
        """True where a paper has the key."""
        ...


class Values(Protocol):
    """What is kept of a library's words and short forms, by key."""

    def get(self, key: str) -> Any:
        """A key's value; None where there is none."""
        ...

    def items(self) -> Iterator[tuple[str, Any]]:
        """Every key with its value."""
        ...
