"""Where papers are read from as the evidence stage needs them: memory, a disk, some day another machine."""

from __future__ import annotations

from typing import Protocol

from index.texts import PaperTexts


class TextSource(Protocol):
    """Papers with their sentences, by key."""

    def __getitem__(self, key: str) -> PaperTexts:
        """A paper's texts. Raises KeyError."""
        ...

    def __contains__(self, key: object) -> bool:
        """True where a paper has the key."""
        ...
