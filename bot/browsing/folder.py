"""A folder that goes with the process that made it, and at the latest when the next one is made."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from corpus.errors import StorageError
from corpus.private import why

PREFIX = ".browse-"


@contextmanager
def passing_folder(data_dir: Path) -> Iterator[Path]:
    """An empty folder in a data folder, for its owner's eyes alone, removed when the block ends.

    Those of processes that were killed are removed first: a lock, which goes with its process, tells them from those
    still in use. Raises StorageError where it cannot be made.
    """
    try:
        _sweep(data_dir)
        folder = Path(mkdtemp(prefix=PREFIX, dir=data_dir))
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
    except OSError as error:
        raise StorageError(f"No folder can be made in {data_dir}: {why(error)}.") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _sweep(data_dir: Path) -> None:
    """Remove the folders nobody holds."""
    for folder in data_dir.glob(f"{PREFIX}*"):
        held = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(held)
