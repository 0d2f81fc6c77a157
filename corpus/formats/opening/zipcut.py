"""A zip archive without its directory, which stands at its end and is lost where the archive was cut off: the files that stand whole
in front of that place, each proved by its own checksum.

APPNOTE.TXT, 4.3.7 and 4.3.9, describes what stands before and behind each file.
"""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

_HEADER, _DIRECTORY, _BEHIND = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08"
_LAYOUT = struct.Struct("<4s5H3I2H")
_LOCKED, _SIZED_BEHIND, _UTF8 = 1, 8, 0x800  # what flags mean
_STORED, _DEFLATED = 0, 8  # the ways of packing that are read
_PIECE = 1024 * 1024
_HELD = 16 * _PIECE  # bytes of an unpacked file that are held in memory


class _Header(NamedTuple):
    """What stands before a file: its flags, how it is packed, its checksum and sizes (0 where these stand behind it), its name."""

    flags: int
    method: int
    checksum: int
    size: int
    unpacked: int
    name: str


def parts(path: Path, check: Callable[[int], None]) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    """The files of an archive in its order, by their names, and how to open each; the last may be cut off, and raises BadZipFile then.

    ``check`` is told how many bytes all have once unpacked, and raises if they are too many.
    """
    unpacked = 0

    def counted(size: int) -> None:
        nonlocal unpacked
        unpacked += size
        check(unpacked)

    with path.open("rb") as raw:
        while header := _header(raw):
            try:
                content = _content(raw, header, counted)
            except (zipfile.BadZipFile, zlib.error) as error:
                yield header.name, _raising(error)
                return
            yield header.name, lambda content=content: content  # type: ignore[misc]


def _raising(error: Exception) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        raise error

    return opened


def _header(raw: IO[bytes]) -> _Header | None:
    """What stands before the next file; None where no further one begins, or its name is cut off."""
    fixed = raw.read(_LAYOUT.size)
    if len(fixed) < _LAYOUT.size or not fixed.startswith(_HEADER):
        return None
    _, _, flags, method, _, _, checksum, size, unpacked, length, extra = _LAYOUT.unpack(fixed)
    name = raw.read(length)
    if len(name) < length or len(raw.read(extra)) < extra:
        return None
    return _Header(
        flags, method, checksum, size, unpacked, name.decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    )


def _content(raw: IO[bytes], header: _Header, counted: Callable[[int], None]) -> IO[bytes]:
    """A file's content, proved by its checksum. Raises BadZipFile if it is cut off, damaged, locked or packed in a way that is not known."""
    behind = bool(header.flags & _SIZED_BEHIND)
    if (
        header.flags & _LOCKED
        or header.method not in (_STORED, _DEFLATED)
        or (behind and header.method == _STORED)
    ):
        raise zipfile.BadZipFile
    pieces = _deflated(raw, None if behind else header.size) if header.method else _stored(raw, header.size)
    out: IO[bytes] = tempfile.SpooledTemporaryFile(_HELD)  # noqa: SIM115
    try:
        checksum = 0
        for piece in pieces:
            counted(len(piece))
            checksum = zlib.crc32(piece, checksum)
            out.write(piece)
        if checksum != (_checksum_behind(raw) if behind else header.checksum):
            raise zipfile.BadZipFile
    except BaseException:  # otherwise whoever reads it closes it
        out.close()
        raise
    out.seek(0)
    return out


def _stored(raw: IO[bytes], size: int) -> Iterator[bytes]:
    while size:
        piece = raw.read(min(size, _PIECE))
        if not piece:
            raise zipfile.BadZipFile
        size -= len(piece)
        yield piece


def _deflated(raw: IO[bytes], size: int | None) -> Iterator[bytes]:
    """The unpacked content, up to its own end; ``raw`` is then behind it. ``size``: of the packed content, if it is known."""
    packed = zlib.decompressobj(-zlib.MAX_WBITS)
    begun = raw.tell()
    while not packed.eof:
        read = packed.unconsumed_tail or raw.read(_PIECE)
        if not read:
            raise zipfile.BadZipFile
        yield packed.decompress(read, _PIECE)
    raw.seek(-len(packed.unused_data), io.SEEK_CUR)
    if size is not None and raw.tell() != begun + size:
        raise zipfile.BadZipFile


def _checksum_behind(raw: IO[bytes]) -> int:
    """The checksum that stands behind a file, perhaps behind a sign of its own; the sizes behind it have four or eight bytes."""
    said = raw.read(4)
    if said == _BEHIND:
        said = raw.read(4)
    at = raw.tell()
    ahead = raw.read(20)
    if len(said) < 4 or len(ahead) < 8:
        raise zipfile.BadZipFile
    wide = ahead[16:20] in (_HEADER, _DIRECTORY) and ahead[8:12] not in (_HEADER, _DIRECTORY)
    raw.seek(at + (16 if wide else 8))
    return int.from_bytes(said, "little")
