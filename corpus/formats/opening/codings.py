"""Encodings by their names, and those that a file's first bytes tell."""

from __future__ import annotations

import codecs
import re

from corpus.errors import CorpusError

_FIRST, _FEWEST = 128, 32  # bytes, which may be all that is in an encoding, where other text stands behind it
_MOST, _NEARLY_ALL = 0.5, 0.9  # of the bytes at one place of each letter
_WIDEST = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_JIS = re.compile(rb"\x1b\$[@B]")  # how Japanese begins in e-mails' encoding, all of whose bytes are ASCII's


def known_encoding(name: str) -> str:
    """An encoding's own name. Raises CorpusError if there is no such encoding."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        found = None
    if found is None or not found._is_text_encoding:
        raise CorpusError(
            f"“{name[:40]}” is no encoding; there are utf-8, cp1252, latin-1, shift_jis, gb18030 and others."
        )
    return found.name


def wide(head: bytes) -> str | None:
    """The name of UTF-32, or of UTF-16, for a file with this beginning; without a mark, if half the bytes of nearly all letters are 0, or every second
    of most.
    """
    if head.startswith(_WIDEST):
        return "utf-32"
    if head[:2] in _MARKS:
        return "utf-16"
    for begun in (head[:_FIRST], head) if b"\0" in head[:_FEWEST] else ():
        first, second, third, fourth = (_zeros(begun[at::4]) for at in range(4))
        if min(third, fourth) > _NEARLY_ALL > first or min(first, second) > _NEARLY_ALL > fourth:
            return "utf-32-be" if first > fourth else "utf-32-le"
        even, odd = (_zeros(part) > _MOST for part in (begun[::2], begun[1::2]))
        if even != odd:
            return "utf-16-be" if even else "utf-16-le"
    return None


def _zeros(part: bytes) -> float:
    """The share of bytes that are 0."""
    return part.count(0) / max(len(part), 1)


def begun_in(head: bytes) -> str | None:
    """The encoding that a file's beginning tells for certain: a wide one, or that of e-mails in Japanese."""
    return wide(head) or ("iso2022_jp" if _JIS.search(head) else None)
