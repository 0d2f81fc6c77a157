"""The lines of a file of several exports, and what each export says about whether a line may be the beginning of the next."""

from __future__ import annotations

import re
from collections import deque
from typing import IO

from corpus.formats.signs import (
    AROUND,
    XML,
    Ahead,
    Looks,
    header_of,
    sign_of,
    sure_sign_of,
    told,
    within,
)

LONGEST = 1024 * 1024  # bytes of a line that are looked at
HEAD = 64 * 1024  # bytes that are looked at to recognise XML
_AHEAD_LINES, _AHEAD_BYTES = 60, 16 * 1024
_CELLS = frozenset("ris nbib enw wos xml html".split())  # which stand in no cell, and in no page
_UNKNOWN = "?"


class Lines:
    """The lines of a file, whatever ends them, each with its number (from 1), where it begins (bytes), and whether that is a line's beginning."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._next = deque[tuple[int, int, bytes, bool]]()
        self._number, self._at, self._fresh = 1, 0, True

    def take(self) -> tuple[int, int, bytes, bool] | None:
        """The next line, or the next part of a very long one; None at the end."""
        if not self._next and not self._more():
            return None
        number, at, line, fresh = self._next.popleft()
        if cut := within(line):
            self.back(number, at + cut, line[cut:])
            line = line[:cut]
        return number, at, line, fresh

    def back(self, number: int, at: int, rest: bytes) -> None:
        """Put what is left of a line back, as one that begins there."""
        self._next.appendleft((number, at, rest, True))

    def ahead(self, line: bytes) -> str:
        """A line and some behind it."""
        size = len(line) + sum(len(one[2]) for one in self._next)
        while size < _AHEAD_BYTES and len(self._next) < _AHEAD_LINES and self._more():
            size += len(self._next[-1][2])
        text = line + b"".join(one[2] for one in self._next)
        return text[:HEAD].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\0")

    def _more(self) -> bool:
        read = self._stream.readline(LONGEST)
        for line in read.splitlines(keepends=True) if b"\r" in read else (read,) if read else ():
            self._next.append((self._number, self._at, line, self._fresh))
            self._at += len(line)
            self._fresh = line.endswith((b"\n", b"\r"))
            self._number += self._fresh
        return bool(read)


class Part:
    """An export in a format of lines, or of none that is known, behind which any other may follow."""

    def __init__(self, name: str, looks: Looks) -> None:
        self.name, self.looks, self.before, self.blank, self.depth = name, looks, b"", True, 0

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """The family of formats that begins with a line, without the spaces around it; None if the line belongs to this export."""
        found = sign_of(line, ahead, self.looks)
        if found in (self.name, None):
            return None
        if self.name == "page":
            return found if found in _CELLS else None
        if self.name == "cff" and found == "yaml" and "\n- id:" not in ahead():
            return None  # its own references
        # BibDesk keeps XML in comments of BibTeX
        ends = self.before.endswith((b"}", b")")) or found in _CELLS - {"xml", "html"}
        closed = (
            self.name != "bibtex" or self.blank or (ends and self.depth <= 0)
        )  # an abstract may have such a line
        return found if closed else None

    def take(self, line: bytes) -> int:
        """Go on behind a line; returns how much of it belongs to this export."""
        bare = line.strip(AROUND)
        self.blank = not bare or (self.name == "bibtex" and bare.startswith(b"%"))
        self.before = bare or self.before
        if self.name == "bibtex":
            self.depth = 0 if bare.startswith(b"@") else self.depth
            self.depth += line.count(b"{") - line.count(b"}")
        return len(line)

    def kind(self) -> str:
        """The name of its format as far as it is known."""
        return self.name


class Table(Part):
    """A table, whose cells may hold anything."""

    def __init__(self, name: str, looks: Looks) -> None:
        super().__init__(name, looks)
        self.header: tuple[str, ...] = ()
        self.quotes = 0

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """As of ``Part``: outside of cells in quotation marks, or where another header stands."""
        if self.quotes % 2:
            return None
        if self.header and (header := header_of(line)):
            return "table" if header != self.header else None
        return super().next(line, ahead)

    def take(self, line: bytes) -> int:
        """As of ``Part``."""
        self.header = self.header or header_of(told(line))
        tagged = {"pt", "au", "ti"} <= set(self.header)  # Web of Science's, without quotation marks
        self.quotes += 0 if tagged else line.count(b'"')
        return super().take(line)


class Json(Part):
    """JSON, which is over where a brace or bracket is closed at a line's end."""

    lines: bool | None = None  # whether it is JSON Lines, behind which a list may follow

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """As of ``Part``."""
        if not self.before.endswith((b"}", b"]")):
            return None
        return "json" if self.lines and line.startswith(b"[") else super().next(line, ahead)

    def take(self, line: bytes) -> int:
        """As of ``Part``."""
        if self.lines is None and (bare := told(line)):
            self.lines = bare.startswith(b"{") and bare.endswith(b"}")
        return super().take(line)


class Page(Part):
    """A web page, which is over behind its last tag."""

    closed = False

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """As of ``Part``."""
        return super().next(line, ahead) if self.closed else None

    def take(self, line: bytes) -> int:
        """As of ``Part``."""
        end = line.lower().find(b"</html>")
        if end < 0:
            return super().take(line)
        self.closed = True
        return end + len(b"</html>")


class Xml(Part):
    """XML, which is over behind the end of its first element; whatever follows is another part."""

    def __init__(self, name: str, looks: Looks) -> None:
        super().__init__(name, looks)
        self.head, self.depth, self.closed, self.comment = bytearray(), 0, False, False
        self.tags: re.Pattern[bytes] | None = None

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """As of ``Part``; a comment or an instruction to a program belongs to what is before it. Where the file was cut off
        before the end, what surely is another export begins one; ORCID has RIS and BibTeX within an element.
        """
        if line.startswith(b"<!--") or (line.startswith(b"<?") and not line.startswith(b"<?xml")):
            return None
        if not self.closed:
            within = self.tags is None or _OPENED.search(self.before) or self.before.startswith(b"ER ")
            found = None if within or line.startswith(b"@") else sure_sign_of(line)
            return found if found != "html" else None
        found = sign_of(line, ahead, self.looks)
        return "xml" if line.startswith(b"<") and found != "html" else found or _UNKNOWN

    def take(self, line: bytes) -> int:
        """As of ``Part``."""
        self.before = line.strip(AROUND) or self.before
        if len(self.head) < HEAD:
            self.head += line[: HEAD - len(self.head)]
        at = 0
        if self.tags is None and (at := self._begins(line)) < 0:
            return len(line)
        if self.closed or self.tags is None:
            return len(line)
        for found in self.tags.finditer(line, at):
            self.depth += -1 if found[1] else 0 if found[2] else 1
            if self.depth == 0:
                self.closed = True
                return found.end()
        return len(line)

    def _begins(self, line: bytes) -> int:
        """Where in a line the first element begins; -1 if it does not."""
        for found in _FIRST.finditer(line):
            if self.comment or found[0] == b"<!--":
                self.comment = found[0] != b"-->"
            elif found[1]:
                name = re.escape(found[1])
                self.tags = re.compile(rb"</" + name + rb"\s*(>)|<" + name + rb"(?=[\s/>])(?:[^<>]*(/)>)?")
                return found.start()
        return -1

    def kind(self) -> str:
        """The name of the format that this element is in; "?" if it is in none that is read."""
        text = self.head.decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff")
        return next(
            (name for name, looks in self.looks.items() if name in XML and looks(text)),
            _UNKNOWN,
        )


_OPENED = re.compile(rb"<(?![/!?])[^<>]*(?<!/)>\Z|<!\[CDATA\[\Z")
_FIRST = re.compile(rb"<!--|-->|<([A-Za-z_][\w:.-]*)")


def part_of(name: str, looks: Looks) -> Part:
    """An export that begins, in a format of this family."""
    kinds: dict[str, type[Part]] = {
        "table": Table,
        "json": Json,
        "html": Page,
        "xml": Xml,
    }
    return kinds.get(name, Part)(name, looks)
