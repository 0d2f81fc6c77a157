"""Files that we wrote are verified by checksum before they are trusted: small files as a whole, large ones by a
list of checksums.

The list names each file of a folder with its size and CRC-32. A verified file is remembered with the size and
time that the file system reports, so that an unchanged file is not read again at every start.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError
from corpus.private import opened, read_own, why, write_whole

Sums = Mapping[str, tuple[int, int]]  # name → (bytes that count, their CRC-32)
SEEN = "seen.json"  # the marks of files that were checked
LARGEST = 64 * 2**20  # bytes of a manifest or a state, which name files but not their content
_PIECE = 1024 * 1024


def write_checked(path: Path, value: Any) -> None:
    """Write plain data (JSON types) with its checksum, as a whole or not at all. Raises OSError."""
    body = json.dumps(value).encode()
    write_whole(path, f"{zlib.crc32(body):08x}\n".encode() + body)


def read_checked(path: Path, most: int = LARGEST) -> Any:
    """Read what ``write_checked`` wrote, at most ``most`` bytes. Raises CorpusError if it is missing or damaged."""
    try:
        head, _, body = read_own(path, most).partition(b"\n")
        if int(head, 16) != zlib.crc32(body):
            raise ValueError("checksum")
        return json.loads(body)
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {why(error)}.") from None
    except (ValueError, RecursionError):
        raise CorpusError(f"{path} is damaged.") from None


def sums_of(folder: Path, names: Iterable[str], known: Sums | None = None) -> dict[str, tuple[int, int]]:
    """The checksums of some files of a folder; of a ``known`` file only the appended part is read. Raises
    OSError."""
    return {name: _sum(folder / name, (known or {}).get(name, (0, 0))) for name in names}


def check(folder: Path, sums: Sums) -> None:
    """Compare files with their checksums; bytes behind the recorded size are ignored. Raises CorpusError naming
    the first file that differs."""
    seen = _seen(folder)
    marks: dict[str, list[int]] = {}
    for name, (size, crc) in sums.items():
        path = folder / name
        try:
            marks[name] = [size, crc, *_mark(path)]
            sound = seen.get(name) == marks[name] or _sum(path, (0, 0), size) == (size, crc)
        except OSError as error:
            raise CorpusError(f"{path} could not be read: {why(error)}.") from None
        if not sound:
            raise CorpusError(f"{path} is damaged.")
    if marks != seen:
        with suppress(OSError):  # next time they are read again
            write_checked(folder / SEEN, marks)


def note(folder: Path, sums: Sums) -> None:
    """Remember files as verified, because this program has just written them, or verified them and then wrote to
    them."""
    with suppress(OSError):  # then they are read once more
        write_checked(
            folder / SEEN, {name: [size, crc, *_mark(folder / name)] for name, (size, crc) in sums.items()}
        )


def forget_seen(folder: Path) -> None:
    """Verify every file below a folder again next time: decay on a disk changes bytes, but neither size nor
    time."""
    for marks in folder.rglob(SEEN):
        with suppress(OSError):
            marks.unlink()


def _seen(folder: Path) -> dict[str, list[int]]:
    try:
        return dict(read_checked(folder / SEEN))
    except (CorpusError, TypeError, ValueError):
        return {}


def _mark(path: Path) -> list[int]:
    """Size and times of a file: they change when it does. If only the times differ, the file is just read again."""
    found = path.lstat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def _sum(path: Path, known: tuple[int, int], most: int | None = None) -> tuple[int, int]:
    """Size and CRC-32 of a file's first ``most`` bytes, continued from the known ones of its beginning."""
    size, crc = known
    with open(opened(path, os.O_RDONLY), "rb") as file:
        file.seek(size)
        while piece := file.read(_PIECE if most is None else min(_PIECE, most - size)):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
    return size, crc
