"""What a file begins with, by which its format is recognised: its first bytes, unpacked, and as text."""

from __future__ import annotations

from pathlib import Path

from corpus.formats.compound import BEGINS, folder_at
from corpus.formats.decoding import known_encoding, wide
from corpus.formats.packed import PACKED, is_tar, unpacked

HEAD = 64 * 1024  # bytes that are looked at
_FOLDER = 4096  # further ones of a compound file, in which it names what it holds


def begins_of(path: Path) -> bytes:
    """The first bytes of a file; of a compound file also those of its folder, wherever that is."""
    with unpacked(path) as stream:
        begins = stream.read(HEAD)
        if begins.startswith(BEGINS) and stream.seekable():
            stream.seek(folder_at(begins))
            begins += stream.read(_FOLDER)
        return begins


def is_packed(begins: bytes) -> bool:
    """Whether a file with this beginning has others in it."""
    return begins.startswith((PACKED[0], BEGINS)) or is_tar(begins)


def head_of(begins: bytes, encoding: str | None) -> str:
    """The first characters of a file, in the encoding that is named or that it has."""
    if is_packed(begins):
        return begins.decode("latin-1")
    head = begins.decode(known_encoding(encoding) if encoding else wide(begins) or "utf-8-sig", "replace")
    return head.lstrip("\ufeff").replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
