"""A compound file: a small file system in one file, in which Excel's old workbooks and Outlook's e-mails are.

[MS-CFB] describes it: sectors, a table that chains them, and for short streams the same once more within one stream.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

BEGINS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOLDER, STREAM, ROOT = 1, 2, 5  # what an entry is
_HEADER, _ENTRY = 512, 128  # bytes of the header, and of a folder's entry
_NAMED = 109  # sectors of the table that the header names
_LAST = 0xFFFFFFFA  # numbers from here on name no sector, and no entry
_SMALL = 64  # bytes of a small sector


def folder_at(begins: bytes) -> int:
    """The place of the folder of a compound file with this beginning (0 if that does not say)."""
    size = int.from_bytes(begins[30:32], "little")
    return ((int.from_bytes(begins[48:52], "little") + 1) << size) if size in (9, 12) else 0


class CompoundError(Exception):
    """A file that is no compound file, or a damaged one."""


class DirectoryEntry(NamedTuple):
    """A folder or a stream: its name, what it is, the numbers of the entries beside it (before, behind) and of one inside it; where its content
    begins, and how long it is (bytes).
    """

    name: str
    kind: int
    before: int
    behind: int
    inside: int
    first: int
    size: int


class Compound:
    """A compound file's entries and their contents. Raises CompoundError if it is none, or damaged."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._size = 1 << int.from_bytes(content[30:32], "little")
        if not content.startswith(BEGINS) or self._size not in (512, 4096):
            raise CompoundError
        try:
            self._table = self._whole_table()
            (folder,) = struct.unpack_from("<I", content, 48)
            self.entries = tuple(map(_entry, _cut(self._chain(folder), _ENTRY)))
            self._least, small, _ = struct.unpack_from("<3I", content, 56)
            self._small_table = _numbers(self._chain(small)) if small < _LAST else ()
        except (struct.error, IndexError, UnicodeError):
            raise CompoundError from None
        self._small: bytes | None = None

    def stream(self, entry: DirectoryEntry) -> bytes:
        """The content of a stream."""
        try:
            found = self._small_chain(entry.first) if entry.size < self._least else self._chain(entry.first)
        except IndexError:
            raise CompoundError from None
        if len(found) < entry.size:
            raise CompoundError
        return found[: entry.size]

    def inside(self, folder: DirectoryEntry) -> Iterator[DirectoryEntry]:
        """The entries of a folder."""
        seen, waiting = set[int](), [folder.inside]
        while waiting:
            number = waiting.pop()
            if number < len(self.entries) and number not in seen:
                seen.add(number)
                entry = self.entries[number]
                waiting += (entry.behind, entry.before)
                yield entry

    def _whole_table(self) -> Sequence[int]:
        """The table of sectors: for each the one behind it."""
        named = list(struct.unpack_from(f"<{_NAMED}I", self._content, 76))
        (further,) = struct.unpack_from("<I", self._content, 68)
        seen = set[int]()
        while further < _LAST and further not in seen:
            seen.add(further)
            *more, further = _numbers(self._sector(further))
            named += more
        return _numbers(b"".join(self._sector(one) for one in dict.fromkeys(named) if one < _LAST))

    def _sector(self, number: int) -> bytes:
        """A sector, the file's last one perhaps cut."""
        at = max(_HEADER, self._size) + number * self._size
        if at >= len(self._content):
            raise CompoundError
        return self._content[at : at + self._size].ljust(self._size, b"\0")

    def _chain(self, first: int) -> bytes:
        """The sectors from the first on; CompoundError if they lead out of the file, or in a circle."""
        return b"".join(self._sector(one) for one in _linked(first, self._table))

    def _small_chain(self, first: int) -> bytes:
        if self._small is None:
            self._small = self._chain(self.entries[0].first)
        places = (one * _SMALL for one in _linked(first, self._small_table))
        return b"".join(self._small[at : at + _SMALL] for at in places)


def _linked(first: int, table: Sequence[int]) -> dict[int, None]:
    """The numbers of sectors from the first on."""
    found = dict[int, None]()
    while first < _LAST:
        if first in found:
            raise CompoundError
        found[first] = None
        first = table[first]
    return found


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content)


def _cut(content: bytes, size: int) -> Iterator[bytes]:
    return (content[at : at + size] for at in range(0, len(content) - size + 1, size))


def _entry(written: bytes) -> DirectoryEntry:
    before, behind, inside = struct.unpack_from("<3I", written, 68)
    first, size = struct.unpack_from("<II", written, 116)
    name = written[:64].decode("utf-16-le").partition("\0")[0]
    return DirectoryEntry(name, written[66], before, behind, inside, first, size)
