"""What was analysed before the making of an index was interrupted: whoever makes it next need not analyse that again, which
takes five sixths of the time.

The answers of the processes are kept as they come, in a folder beside the index. Those count that a second file tells of,
which is written whenever the words of all of them have been handed over. The folder goes when the index is there.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from corpus.checked import Sums, check, read_checked, sums_of, write_checked
from corpus.errors import CorpusError
from corpus.private import make_folder, opened
from corpus.processes import read_message, write_message

_ANSWERS, _STATE = "answers", "state.json"


class Analysed:
    """The answers kept in ``folder`` for the index that ``of`` names; those for another one are removed."""

    def __init__(self, folder: Path, of: Sequence[str]) -> None:
        self._folder, self._of = folder, list(of)
        self._file: IO[bytes] | None = None
        self._sums: Sums = {}
        self._sums = self._sound()

    def _sound(self) -> Sums:
        """The checksum of those that can be used; the others are removed."""
        with suppress(CorpusError, KeyError, TypeError, ValueError):
            state = read_checked(self._folder / _STATE)
            sums = {_ANSWERS: (int(state["bytes"]), int(state["crc"]))}
            if state["of"] == self._of:
                check(self._folder, sums)
                return sums
        self.forget()
        return {}

    def answers(self) -> Iterator[tuple[bytes, list[bytes]]]:
        """Those kept, in order, each with the checksum of the papers that it is for."""
        if self._sums:
            with os.fdopen(opened(self._folder / _ANSWERS, os.O_RDONLY), "rb") as file:
                while file.tell() < self._sums[_ANSWERS][0] and (message := read_message(file)):
                    yield message[0], message[1:]

    def add(self, lines: Sequence[bytes], answer: Sequence[bytes]) -> None:
        """Keep the answer for some papers, given as their lines. Raises OSError."""
        if self._file is None:
            make_folder(self._folder)
            self._file = os.fdopen(opened(self._folder / _ANSWERS, os.O_RDWR | os.O_CREAT), "r+b")
            self._file.seek(self._sums.get(_ANSWERS, (0, 0))[0])
        write_message(self._file, [sum_of(lines), *answer])

    def count(self) -> None:
        """Let all that were added count from now on: they have the words of all their papers. Raises OSError."""
        if self._file is not None:
            self._file.truncate()
            self._file.flush()
            self._sums = sums_of(self._folder, [_ANSWERS], self._sums)
            size, crc = self._sums[_ANSWERS]
            write_checked(self._folder / _STATE, {"of": self._of, "bytes": size, "crc": crc})

    def close(self) -> None:
        """Close the file; what counts stays, and nothing else."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if not self._sums:
            shutil.rmtree(self._folder, ignore_errors=True)

    def forget(self) -> None:
        """Remove all of them."""
        self._sums = {}
        self.close()


def sum_of(lines: Sequence[bytes]) -> bytes:
    """A checksum of some papers, given as their lines."""
    found = 0
    for line in lines:
        found = zlib.crc32(line, found)
    return found.to_bytes(4, "little")
