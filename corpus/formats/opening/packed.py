"""The bytes of a file: plain, packed by gzip, or the one file in a zip archive. A file that unpacks to far more than
its size suggests is refused.
"""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from corpus.errors import CorpusError, is_of_memory

LEAST_DOUBTED = 64 * 1024 * 1024  # bytes once unpacked; of less it does not matter how well it packs
MOST_PACKED = 200  # times the packed size; gzip makes abstracts five times smaller, and zeros a thousand times
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
PACKED = (_ZIP, _GZIP)  # how what is packed begins
DAMAGED = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    EOFError,
    zlib.error,
)  # what reading an archive may raise
_ARCHIVES = (".xlsx", ".xlsm", ".ods", ".docx", ".zip", ".odt")  # archives themselves
MOST_PARTS = 1000  # files in an archive


def begins_with_packed(head: str) -> bool:
    """Whether the first file of an archive with this beginning (as Latin-1) is one itself: what is in that stands behind it as it is."""
    length = int.from_bytes(head[26:28].encode("latin-1", "replace"), "little")
    return head.startswith("PK\x03\x04") and head[30 : 30 + length].casefold().endswith(_ARCHIVES)


class _Unpacked(io.RawIOBase):
    """The content of a packed file; reading stops if it unpacks to far too much."""

    def __init__(self, raw: IO[bytes], content: gzip.GzipFile | IO[bytes], name: str) -> None:
        self._raw, self._content, self._name = raw, content, name

    def readable(self) -> bool:
        """Always readable."""
        return True

    def seekable(self) -> bool:
        """Seekable (back to the beginning at least)."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to an offset of the content (bytes)."""
        return self._content.seek(offset, whence)

    def readinto(self, buffer: Any, /) -> int:
        """Read more of the content. Raises CorpusError if it is far too much for the size of the file."""
        piece = self._content.read(len(buffer))
        buffer[: len(piece)] = piece
        if self._content.tell() > max(LEAST_DOUBTED, MOST_PACKED * self._raw.tell()):
            raise CorpusError(
                f"{self._name} unpacks to more than {MOST_PACKED} times its size; no library of abstracts does, so it was not read."
            )
        return len(piece)


@contextmanager
def unpacked(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked if it is gzip, or a zip archive of one file. Raises CorpusError, in one sentence, if it cannot
    be read.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not path.is_dir():
            raise CorpusError(f"{path.name} is a pipe or a device; save what it gives in a file and import that.")
        # A file of the kernel's, such as /proc/kmsg, has no size, and reading it may wait for something to tell.
        if not found.st_size and not path.is_dir():
            yield io.BytesIO()
            return
        with path.open("rb") as raw:
            begins = raw.read(len(_ZIP))
            raw.seek(0)
            if begins.startswith(_GZIP):
                yield io.BufferedReader(_Unpacked(raw, gzip.GzipFile(fileobj=raw), path.name))
            elif begins == _ZIP and (part := _only_part(raw)):
                with zipfile.ZipFile(raw) as archive, archive.open(part) as content:
                    yield io.BufferedReader(_Unpacked(raw, content, path.name))
            else:
                raw.seek(0)
                yield raw
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        if is_of_memory(error):
            raise MemoryError(str(error)) from None
        raise CorpusError(f"{path.name} is a damaged gzip file; fetch or pack it again.") from None
    except (zipfile.BadZipFile, NotImplementedError):
        raise CorpusError(f"{path.name} is a damaged archive; fetch or pack it again.") from None
    except OSError as error:
        raise CorpusError(f"{path} could not be read: {error.strerror or error}.") from None


def _only_part(raw: IO[bytes]) -> zipfile.ZipInfo | None:
    """The one file in an archive, beside what macOS hides there; None for several, for one that is locked or an archive itself,
    and for what is no archive.
    """
    try:
        with zipfile.ZipFile(raw) as archive:
            parts = [one for one in archive.infolist()[:MOST_PARTS] if is_shown(one.filename)]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return None
    if len(parts) != 1 or parts[0].flag_bits & 1 or parts[0].filename.casefold().endswith(_ARCHIVES):
        return None
    return parts[0]


def size_unpacked(raw: IO[bytes]) -> int:
    """How many bytes the files of an archive have once unpacked, as it says itself; 0 for what is no archive."""
    try:
        with zipfile.ZipFile(raw) as archive:
            return sum(one.file_size for one in archive.infolist())
    except (*DAMAGED, OSError):
        return 0


def is_shown(name: str) -> bool:
    """Whether a part of an archive, by its name, is a file that whoever packed it meant to show: no folder, and nothing
    hidden (".git", "__MACOSX").
    """
    return not name.endswith("/") and not any(
        one.startswith((".", "__MACOSX")) and one.strip(".") for one in name.split("/")
    )


def is_tar(begins: bytes) -> bool:
    """Whether an unpacked file with this beginning is a tar archive."""
    return begins[257:262] == b"ustar"
