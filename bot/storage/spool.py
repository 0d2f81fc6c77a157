"""Where rows go that the database cannot take: a file of JSON lines beside it, synced, read in at the next start."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.storage.rows import Row
from corpus.errors import StorageError

WAITING, BROKEN, LOCK = "rows.jsonl", "unreadable.jsonl", "lock"


class Spool:
    """The spool of a data folder. Several processes may use it; a lock keeps appending and reading in apart."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "spool"

    def append(self, rows: list[Row]) -> None:
        """Write rows and sync them. Raises StorageError where that fails too."""
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        try:
            with self._locked():
                _append(self._folder / WAITING, lines)
        except OSError as error:
            raise StorageError(
                f"Neither the logbook nor its spool ({self._folder}) can be written: {error.strerror or error}. "
                "The answer is withheld, because it could not be logged; make room or mend the folder."
            ) from None

    def waiting(self) -> int:
        """How many rows wait to be read in."""
        return sum(1 for _ in self._lines()) if self._folder.is_dir() else 0

    @contextmanager
    def draining(self) -> Iterator[list[Row]]:
        """The waiting rows; when the block ends well they are gone from the spool, otherwise they stay.

        A line that cannot be read (a write cut short) is put aside in ``unreadable.jsonl``.
        """
        if not (self._folder / WAITING).exists():
            yield []
            return
        with self._locked():
            rows, broken = [], []
            for line in self._lines():
                try:
                    rows.append(json.loads(line))
                except ValueError:
                    broken.append(line)
            yield rows
            if broken:
                _append(self._folder / BROKEN, b"\n".join(broken) + b"\n")
            (self._folder / WAITING).unlink(missing_ok=True)
            _sync_folder(self._folder)

    def forget(self, asker: str) -> int:
        """Drop a pseudonym's waiting rows; how many that were. Raises StorageError.

        What is left of a line that was cut short goes by the same mark: a row names its asker before its words.
        """
        if not self._folder.is_dir():
            return 0
        mark = f'"asker": {json.dumps(asker)}'.encode()
        try:
            with self._locked():
                _without(self._folder / BROKEN, mark)
                return _without(self._folder / WAITING, mark)
        except OSError as error:
            raise StorageError(
                f"The spool {self._folder} cannot be written: {error.strerror or error}. Mend the folder and do this again."
            ) from None

    def _lines(self) -> list[bytes]:
        path = self._folder / WAITING
        return [line for line in path.read_bytes().split(b"\n") if line.strip()] if path.exists() else []

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _without(path: Path, mark: bytes) -> int:
    """Write a file anew without the lines that hold ``mark``; how many they were."""
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    kept = [line for line in lines if mark not in line]
    if len(kept) < len(lines):
        draft = path.with_name(f".{path.name}")
        draft.unlink(missing_ok=True)
        _append(draft, b"\n".join(kept))
        draft.replace(path)
        _sync_folder(path.parent)
    return len(lines) - len(kept)


def _append(path: Path, content: bytes) -> None:
    """Append and sync the file and its folder. A write cut short before this one must not swallow its first line."""
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(file).st_size
        if size and os.pread(file, 1, size - 1) != b"\n":
            content = b"\n" + content
        written = os.write(file, content)
        if written != len(content):
            raise OSError("the disk is full")
        os.fsync(file)
    finally:
        os.close(file)
    _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    """Make the names in a folder last."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
