"""One bot at a time holds a data folder; commands of the terminal work beside it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StorageError
from corpus.private import opened, why

FILE = "bot.lock"


@contextmanager
def only_bot(data_dir: Path) -> Iterator[None]:
    """Hold a data folder while the block runs. Raises StorageError where another process holds it, or it cannot be held.

    The lock goes with the process, however that ends.
    """
    try:
        file = opened(data_dir / FILE, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise _unheld(data_dir, error) from None
    try:
        _hold(file, data_dir)
        yield
    finally:
        os.close(file)


def holder(data_dir: Path) -> int | None:
    """The process that holds a data folder; None where none does."""
    try:
        file = opened(data_dir / FILE, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        number = os.pread(file, 32, 0).decode("ascii", "replace").strip()
        return int(number) if number.isdecimal() else None
    except OSError:  # no locks here: nobody can be said to hold it
        return None
    finally:
        os.close(file)
    return None


def _hold(file: int, data_dir: Path) -> None:
    """Lock the open file and write this process's number into it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode("ascii"), 0)
    except BlockingIOError:
        holder = os.pread(file, 32, 0).decode("ascii", "replace").strip() or "unknown"
        raise StorageError(
            f"Another Marrow (process {holder}) is using the data folder {data_dir}; stop it, or give this one its own "
            "storage.data_dir."
        ) from None
    except OSError as error:
        raise _unheld(data_dir, error) from None


def _unheld(data_dir: Path, error: OSError) -> StorageError:
    return StorageError(
        f"The data folder {data_dir} cannot be held by a lock: {why(error)}. Make it a folder that can be written."
    )
