"""One bot at a time holds a data folder; commands of the terminal work beside it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import StorageError

FILE = "bot.lock"


@contextmanager
def only_bot(data_dir: Path) -> Iterator[None]:
    """Hold a data folder while the block runs. Raises StorageError where another process holds it.

    The lock goes with the process, however that ends.
    """
    file = os.open(data_dir / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 32).decode("ascii", "replace").strip() or "unknown"
            raise StorageError(
                f"Another Marrow (process {holder}) is using the data folder {data_dir}: stop it, or give this one a "
                "storage.data_dir of its own."
            ) from None
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(file)
