"""The last of some lines, which tell whether an export may end there, and the elements that end behind a place."""

from __future__ import annotations

import re
from collections import Counter

from corpus.formats.signs import AROUND


def closed_at(text: bytes, head: bytes) -> int:
    """Where in a text an element ends that did not begin in it, and of which there are some in a ``head`` (b"": of any name); 0 if none does. Marks of
    printing do not count, which texts of papers have.
    """
    opened = Counter[bytes]()
    for tag in _TAG.finditer(text):
        closing, name, empty = tag.groups()
        if not _PRINTED.fullmatch(name):
            opened[name.lower()] += -1 if closing else not empty
            if opened[name.lower()] < 0 and (not head or b"<" + name in head):
                return tag.end()
    return 0


_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]{0,60})[^<>]{0,1000}?(/?)>")
_PRINTED = re.compile(rb"(?i:(?:jats:)?(?:p|b|i|u|em|strong|italic|bold|sc|su[bp]|span|br|a|sec|title))")


def last_line(text: bytes, start: int, stop: int) -> bytes:
    """The last line of some, without the spaces around it."""
    end = stop - text.endswith(b"\n", start, stop)
    return text[max(text.rfind(b"\n", start, end) + 1, start) : end].strip(AROUND)


def last_told(text: bytes, start: int, stop: int) -> bytes:
    """The last of some lines that is not empty, without the spaces around it; b"" if all are."""
    while start < stop:
        if line := last_line(text, start, stop):
            return line
        stop = max(text.rfind(b"\n", start, stop - 1) + 1, start)
    return b""


def last_entry(text: bytes, start: int, stop: int) -> int | None:
    """Where in some lines of BibTeX the last one begins that begins an entry; None if none does."""
    at = stop
    while (at := text.rfind(b"@", start, at)) >= 0:
        begins = max(text.rfind(b"\n", start, at) + 1, start)
        if not text[begins : text.find(b"@", begins)].strip(AROUND):  # before the first of the line
            return begins
        at = begins
    return None
