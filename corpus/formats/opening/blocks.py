"""The lines of a file that may be the beginning of an export behind another: most of a file is passed over in blocks, and only these are looked at closely.

A line is one of them if it begins as some format does, names columns of a table, or has within it what may be a beginning. What that is, in earnest, is
said in ``firstlines.py``: here it is found in haste, and rather too often than not often enough.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import IO, NamedTuple, Protocol

from corpus.formats.opening.firstlines import told, within
from corpus.formats.opening.haste import Signs, columns_in, marks_in

LONGEST = 1024 * 1024  # bytes of a line that are looked at
HEAD = 64 * 1024  # bytes that are looked at to recognise XML
_BLOCK = 256 * 1024
_AHEAD = 16 * 1024
_CLOSELY = (b"\0", b"\xff", b"\xfe")  # a block with one of them may be in letters of two bytes, or of four


class Passed(Protocol):
    """An export of whose lines most are passed over. ``signs``: which lines are looked at; None: every line."""

    @property
    def signs(self) -> Signs | None:
        """What the lines that are looked at have."""

    def skip(self, text: bytes, start: int, stop: int) -> int:
        """Pass over a part of a text, and return where it ends: at ``stop``, or before it behind the end of this export."""


class FileLine(NamedTuple):
    """A line, where it begins (bytes), and whether that is a line's beginning, or another export's behind the end of one."""

    at: int
    text: bytes
    fresh: bool


class FileLines:
    """The lines of a file from a place on, whatever ends them, as far as they are to be looked at."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._columns: list[int] | None = None
        self._signs: Signs | None = None
        self._sign_at = 0
        self.again(0)

    def again(self, at: int) -> None:
        """Go back to a place in the file (bytes), which is the beginning of a line or of an export."""
        self._stream.seek(at)
        self._kept, self._here = b"", False
        self._raw, self._begins, self._at = b"\n", at - 1, 1
        self._note()

    def take(self, part: Passed | None) -> FileLine | None:
        """The next line that is to be looked at, or the next part of a very long one, while ``part`` is read; None at the end."""
        while self._at < len(self._raw) or self._more():
            if self._here or (stop := self._candidate(part)) == self._at:
                return self._line()
            used = part.skip(self._text, self._at, stop) if part else stop
            if used < stop:
                self._back(used)
            else:
                self._at = stop
        return None

    def back(self, line: FileLine, used: int) -> None:
        """Put what is behind so many bytes of the line that was taken last back, as one that begins there."""
        self._back(line.at + used - self._begins)

    def ahead(self, line: FileLine) -> str:
        """A line that was taken last and some behind it."""
        text = self.further(line, _AHEAD)[: max(len(line.text), _AHEAD)][:HEAD].decode("utf-8", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\0")

    def further(self, line: FileLine, size: int) -> bytes:
        """A line that was taken last and at least so many bytes behind it, if there are."""
        start = line.at - self._begins
        while len(self._raw) - start < size and self._more(start):
            start = line.at - self._begins
        return self._raw[start:]

    def _back(self, at: int) -> None:
        end = self._end(at)
        self._here = bool(told(self._raw[at:end]))
        self._at = at if self._here else end

    def _end(self, at: int) -> int:
        """Where the line ends that goes on there."""
        return min(self._text.find(b"\n", at) + 1 or len(self._text), at + LONGEST)

    def _line(self) -> FileLine:
        """The line that goes on here, as far as nothing within it may be the beginning of another export."""
        at, fresh = self._at, self._here or self._text[self._at - 1] == 10
        line = self._raw[at : self._end(at)]
        cut = within(line)
        self._here = cut > 0
        self._at = at + (cut or len(line))
        return FileLine(self._begins + at, line[: cut or None], fresh)

    def _candidate(self, part: Passed | None) -> int:
        """Where the next line begins that is to be looked at; the end of what is read of the file if there is none."""
        if part is None or self._is_close or part.signs is None:
            return self._at
        found = [len(self._raw), self._sign(part.signs)]
        if part.signs.marks:
            found += self._of(self._marks)
        if part.signs.columns:
            self._columns = columns_in(self._text) if self._columns is None else self._columns
            found += self._of(self._columns)
        return min(found)

    def _of(self, places: list[int]) -> list[int]:
        """Where the line begins that has the next of some places; [] if there is none."""
        number = bisect_left(places, self._at)
        return [max(self._text.rfind(b"\n", 0, places[number]) + 1, self._at)] if number < len(places) else []

    def _sign(self, signs: Signs) -> int:
        """Where the next line begins that begins as some format does."""
        if self._signs is not signs or self._sign_at < self._at:
            found = signs.begins.search(self._text, self._at - 1)
            self._signs, self._sign_at = signs, found.start() + 1 if found else len(self._text)
        return self._sign_at

    def _more(self, start: int | None = None) -> bool:
        """Read another block, and keep what was read before from a place on; False at the end."""
        block = self._block()
        if not block:
            return False
        keep = (self._at if start is None else min(start, self._at)) - 1
        self._raw = self._raw[keep:] + block
        self._begins += keep
        self._at -= keep
        self._note()
        return True

    def _block(self) -> bytes:
        """The next lines, or a part of a very long one."""
        block = self._kept + self._stream.read(_BLOCK)
        self._kept = b""
        if block and not block.endswith(b"\n"):
            rest = self._stream.readline(LONGEST)
            block += rest
            if rest and not rest.endswith(b"\n") and (end := block.rfind(b"\r", 0, -1) + 1):
                block, self._kept = block[:end], block[end:]
        return block

    def _note(self) -> None:
        """See what is in what was read."""
        has_returns = b"\r" in self._raw
        self._text = (
            self._raw.replace(b"\r\n", b" \n").replace(b"\r", b"\n") if has_returns else self._raw
        )  # as long
        self._is_close = any(one in self._raw for one in _CLOSELY)
        self._marks = [] if self._is_close else marks_in(self._text)
        self._columns, self._signs = None, None
        self._sign_at = 0
