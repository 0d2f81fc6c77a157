"""What large libraries stand on, read from disk without loading the file: small records by number or key, and plain
values by key, with the few later changes held in memory.

A file of records, and a table with the offset, length and CRC-32 of each. Records are only appended; the owner
knows how many count, so that the remains of a killed writer are overwritten.
"""

from __future__ import annotations

import json
import os
import struct
import weakref
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from corpus.checked import read_checked, write_checked
from corpus.errors import CorpusError
from corpus.private import make_folder, opened, why, write_whole

FEW = 500  # keys that are put into a table one by one
MOST_CHANGED = 2 * 2**30  # bytes of what changed since a base was written; long before, the base is written anew
HELD = 2**18  # records, of up to which the whole table (16 bytes each) is read at once; of more, row by row
_ROW = struct.Struct("<QII")  # offset, length, CRC-32


ANEW = "it is made anew the next time its library is opened, so start Marrow again"


class Bytes:
    """The first bytes of a file, read on demand. It is not memory-mapped: truncating the file then cannot crash
    the process, and pages that were read do not stay in our memory.
    """

    def __init__(self, path: Path, size: int, held: int = 0) -> None:
        """Open a file for ``size`` bytes; if they are no more than ``held``, they are read now and stay in memory.
        Raises CorpusError if it is shorter, or cannot be opened.
        """
        self._path, self._size = path, size
        self._file = _opened(path, size)
        self._held = b""
        weakref.finalize(self, os.close, self._file)
        if size <= held:
            self._held = self.read(0, size)

    def read(self, offset: int, length: int) -> bytes:
        """Some of the bytes. Raises CorpusError if they are no longer there."""
        if length > self._size - offset:
            raise CorpusError(f"{self._path} is damaged; {ANEW}.")
        if self._held:
            return self._held[offset : offset + length]
        try:
            content = os.pread(self._file, length, offset)
        except OSError as error:
            raise CorpusError(f"{self._path} could not be read: {error.strerror or error}.") from None
        if len(content) != length:
            raise CorpusError(f"{self._path} was cut off; {ANEW}.")
        return content


class Records:
    """Records by number, from 0."""

    def __init__(self, path: Path, count: int, held: int = 0) -> None:
        """Open ``count`` records for reading; if they have no more bytes than ``held``, these stay in memory. Raises
        CorpusError if they are incomplete.
        """
        self.path, self.count = path, count
        self._table = Bytes(_table(path), count * _ROW.size)
        self._rows = self._table.read(0, count * _ROW.size) if count <= HELD else b""
        end = sum(self._row(count - 1)[:2]) if count else 0
        self._content = Bytes(path, end, held)

    def __len__(self) -> int:
        """How many there are."""
        return self.count

    def __getitem__(self, number: int) -> bytes:
        """A record. Raises IndexError; CorpusError if its bytes differ from those written."""
        if not 0 <= number < self.count:
            raise IndexError(number)
        offset, length, crc = self._row(number)
        content = self._content.read(offset, length)
        if len(content) != length or zlib.crc32(content) != crc:
            raise CorpusError(f"{self.path} is damaged at record {number}; {ANEW}.")
        return content

    def _row(self, number: int) -> tuple[int, int, int]:
        at = number * _ROW.size
        row = _ROW.unpack_from(self._rows, at) if self._rows else _ROW.unpack(self._table.read(at, _ROW.size))
        return row[0], row[1], row[2]


class RecordWriter:
    """Appends records after the first ``count``; anything behind those is overwritten.

    Synced when its block succeeds. Raises CorpusError if the first ``count`` are incomplete.
    """

    def __init__(self, path: Path, count: int = 0) -> None:
        make_folder(path.parent)
        self.count = count
        self._content, self._table = (
            os.fdopen(opened(one, os.O_RDWR | os.O_CREAT), "r+b") for one in (path, _table(path))
        )
        self._offset = _end(path, count)
        self._content.seek(self._offset)
        self._table.seek(count * _ROW.size)

    def add(self, record: bytes) -> int:
        """Write a record; returns its number."""
        self._content.write(record)
        self._table.write(_ROW.pack(self._offset, len(record), zlib.crc32(record)))
        self._offset += len(record)
        self.count += 1
        return self.count - 1

    def __enter__(self) -> RecordWriter:
        """The writer itself."""
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        """Truncate the files behind the last record and sync, unless the block failed; close both, whatever happens."""
        with self._content, self._table:
            for file in () if failed else (self._content, self._table):
                file.truncate()
                file.flush()
                os.fsync(file.fileno())


class Keys:
    """Record numbers by key: sorted 64-bit hashes, loaded when opened; twelve bytes for each key."""

    def __init__(self, path: Path, count: int) -> None:
        """Open a table of ``count`` keys. Raises CorpusError if it is incomplete."""
        table = Bytes(path, count * 12)
        self._hashes, self._numbers = array("Q"), array("I")
        self._hashes.frombytes(table.read(0, count * 8))
        self._numbers.frombytes(table.read(count * 8, count * 4))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._hashes)

    def numbers(self, key: str) -> Iterator[int]:
        """The numbers of records that may have the key; two keys may share a hash, so the caller checks the
        record."""
        return self.of_hash(key_hash(key))

    def of_hash(self, wanted: int) -> Iterator[int]:
        """The numbers of the keys with this hash."""
        at = bisect_left(self._hashes, wanted)
        while at < len(self._hashes) and self._hashes[at] == wanted:
            yield self._numbers[at]
            at += 1

    def write_changed(self, path: Path, gone: Mapping[str, int], new: Mapping[str, int]) -> None:
        """Write a table with the same numbers, without the removed keys and with the added ones."""
        if len(gone) + len(new) > FEW:
            held, went = zip(self._hashes, self._numbers, strict=True), set(gone.values())
            pairs = sorted(
                [pair for pair in held if pair[1] not in went] + [(key_hash(k), n) for k, n in new.items()]
            )
            _write_keys(path, array("Q", (pair[0] for pair in pairs)), array("I", (pair[1] for pair in pairs)))
            return
        hashes, numbers = self._hashes[:], self._numbers[:]
        for key, number in gone.items():
            at = bisect_left(hashes, key_hash(key))
            while numbers[at] != number:
                at += 1
            del hashes[at], numbers[at]
        for key, number in new.items():
            at = bisect_left(hashes, hashed := key_hash(key))
            hashes.insert(at, hashed)
            numbers.insert(at, number)
        _write_keys(path, hashes, numbers)


def write_keys(path: Path, hashes: array[int]) -> int:
    """Write a table for ``Keys``, from the hashes of the keys numbered from 0; returns their number. They are sorted
    part by part: pairs of all at once would take eight times the memory of the table."""
    parts = [array("I") for _ in range(256)]
    for number, hashed in enumerate(hashes):
        parts[hashed >> 56].append(number)
    ranked, numbers = array("Q"), array("I")
    for part in parts:
        pairs = sorted(hashes[number] << 32 | number for number in part)
        ranked.extend(pair >> 32 for pair in pairs)
        numbers.extend(pair & 0xFFFFFFFF for pair in pairs)
    _write_keys(path, ranked, numbers)
    return len(hashes)


def _write_keys(path: Path, hashes: array[int], numbers: array[int]) -> None:
    write_whole(path, hashes.tobytes() + numbers.tobytes())


def key_hash(key: str) -> int:
    """A 64-bit hash of a key, which never changes."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _table(path: Path) -> Path:
    return path.with_name(f"{path.name}.table")


def _end(path: Path, count: int) -> int:
    """The offset at which the first ``count`` records end."""
    if not count:
        return 0
    offset, length, _ = _ROW.unpack(
        Bytes(_table(path), count * _ROW.size).read((count - 1) * _ROW.size, _ROW.size)
    )
    return int(offset) + int(length)


def _opened(path: Path, size: int) -> int:
    """A file opened for reading ``size`` bytes. Raises CorpusError if it is shorter, or cannot be opened."""
    try:
        file = opened(path, os.O_RDONLY)
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {why(error)}.") from None
    if os.fstat(file).st_size < size:
        os.close(file)
        raise CorpusError(f"{path} is cut off; {ANEW}.")
    return file


class Keyed:
    """Values by key. A value is plain data (JSON types)."""

    def __init__(self, path: Path, count: int, changes: Path | None = None) -> None:
        """Open a base of ``count`` values and its file of changes. Raises CorpusError if either is damaged."""
        self._records = Records(path, count)
        self._keys = Keys(_keys_path(path), count)
        self._changes: dict[str, Any] = _read_changes(changes) if changes else {}

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
    hashes = array("Q")
    with RecordWriter(path) as writer:
        for key, value in items:
            writer.add(json.dumps((key, value)).encode())
            hashes.append(key_hash(key))
    return write_keys(_keys_path(path), hashes)


def write_changes(path: Path, changes: Mapping[str, Any]) -> None:
    """Write the changes since the base was written."""
    write_checked(path, dict(changes))


def _read_changes(path: Path) -> dict[str, Any]:
    changes = read_checked(path, MOST_CHANGED)
    if not isinstance(changes, dict):
        raise CorpusError(f"{path} is damaged.")
    return changes


def _keys_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.keys")
