"""A folder that goes with the process that made it, and at the latest when the next one is made."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from corpus.errors import StorageError
from corpus.private import why

PREFIX = ".browse-"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


@contextmanager
def passing_folder(data_dir: Path) -> Iterator[Path]:
    """An empty folder in a data folder, for its owner's eyes alone, removed when the block ends.

    Those of processes that were killed are removed first: a lock, which goes with its process, tells them from those
    still in use. Raises StorageError where it cannot be made.
    """
    try:
        sweep(data_dir)
        folder, held = _made(data_dir)
    except OSError as error:
        raise StorageError(f"No folder can be made in {data_dir}: {why(error)}.") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _made(data_dir: Path) -> tuple[Path, int]:
    """A new folder and the lock on it; another, where somebody swept this one away before it was locked."""
    while True:
        folder = Path(mkdtemp(prefix=PREFIX, dir=data_dir))
        held = os.open(folder, _FOLDER)
        fcntl.flock(held, fcntl.LOCK_EX)
        if folder.exists():
            return folder, held
        os.close(held)


def sweep(data_dir: Path) -> None:
    """Remove the folders that a killed process left and nobody holds; never through a link."""
    for folder in data_dir.glob(f"{PREFIX}*"):
        with suppress(OSError):  # another process was quicker, or holds it, or it is none of ours
            held = os.open(folder, _FOLDER)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)
