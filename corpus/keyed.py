"""Plain values by key, on disk: a base written once, and the few later changes, held in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.checked import read_checked, write_checked
from corpus.errors import CorpusError
from corpus.records import Keys, Records, Writer, write_keys

LARGEST = 2 * 2**30  # bytes of what changed since a base was written; long before, the base is written anew


class Keyed:
    """Values by key. A value is plain data (JSON types)."""

    def __init__(self, path: Path, count: int, changes: Path | None = None) -> None:
        """Open a base of ``count`` values and its file of changes. Raises CorpusError if either is damaged."""
        self._records = Records(path, count)
        self._keys = Keys(_keys(path), count)
        self._changes: dict[str, Any] = _read(changes) if changes else {}

    def get(self, key: str) -> Any | None:
        """A key's value, or None. Raises CorpusError for damaged bytes."""
        if key in self._changes:
            return self._changes[key]
        for number in self._keys.numbers(key):
            kept, value = json.loads(self._records[number])
            if kept == key:
                return value
        return None

    def items(self) -> Iterator[tuple[str, Any]]:
        """All keys with their values; changed ones come last."""
        for number in range(len(self._records)):
            key, value = json.loads(self._records[number])
            if key not in self._changes:
                yield key, value
        yield from ((key, value) for key, value in self._changes.items() if value is not None)

    def changed(self, changes: Mapping[str, Any | None]) -> dict[str, Any]:
        """All changes since the base was written, with these added; None removes a key."""
        return self._changes | dict(changes)


def write_keyed(path: Path, items: Iterable[tuple[str, Any]]) -> int:
    """Write a base; returns the number of values."""
    keys = []
    with Writer(path) as writer:
        for key, value in items:
            writer.add(json.dumps((key, value)).encode())
            keys.append(key)
    return write_keys(_keys(path), keys)


def write_changes(path: Path, changes: Mapping[str, Any]) -> None:
    """Write the changes since the base was written."""
    write_checked(path, dict(changes))


def _read(path: Path) -> dict[str, Any]:
    changes = read_checked(path, LARGEST)
    if not isinstance(changes, dict):
        raise CorpusError(f"{path} is damaged.")
    return changes


def _keys(path: Path) -> Path:
    return path.with_name(f"{path.name}.keys")
