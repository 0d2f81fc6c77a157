"""Whether the file that was opened is still the one that stands in its place: what is written to another, nobody finds again."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Standing:
    """A file that was opened, and whether it is still the one that stands there."""

    def __init__(self, path: Path) -> None:
        self._path, self._mark = path, _mark(path)

    def check(self) -> None:
        """Raise sqlite3.OperationalError where it was removed, or another put in its place: nobody will find what it holds."""
        if self._mark is not None and _mark(self._path) != self._mark:
            raise sqlite3.OperationalError(
                f"{self._path.name} was removed or replaced meanwhile, so restart Marrow"
            )


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
