"""A file an operator names for what a command prints: whole or not at all, for their eyes alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from corpus.errors import StorageError
from corpus.private import whole, why


@contextmanager
def out_file(path: Path) -> Iterator[IO[bytes]]:
    """The file to write; what stood there stays until the block ends well. A device or a pipe is written as it is.

    Raises StorageError, a sentence.
    """
    try:
        special = path.exists() and not path.is_file()
        with path.open("wb") if special else whole(path) as file:
            yield file
    except OSError as error:
        raise StorageError(f"{path} could not be written: {why(error)}.") from None


def write_out(path: Path, content: str | bytes) -> None:
    """Write it all at once. Raises StorageError."""
    with out_file(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)
