"""What each export says about whether a line behind its beginning may be the beginning of the next."""

from __future__ import annotations

import re

from corpus.formats.opening.blocks import HEAD
from corpus.formats.opening.firstlines import (
    CELLS,
    WIDE,
    XML,
    Ahead,
    Looks,
    header_of,
    last_entry,
    last_line,
    last_told,
    sign_of,
    sure_sign_of,
    told,
)
from corpus.formats.opening.haste import Signs, signs_of, sure_signs

_UNKNOWN = "?"


class Part:
    """An export in a format of lines, or of none that is known, behind which any other may follow."""

    is_open = False  # whether its own end has not come yet, before which nothing can follow unless it was cut off
    is_cut = False  # whether its end is known not to come
    held = 0  # before which place in the file (bytes) all is within an element of it

    def __init__(self, name: str, looks: Looks) -> None:
        self.name, self.looks, self.head = name, looks, bytearray()

    @property
    def signs(self) -> Signs | None:
        """Which of its lines are to be looked at; None: all."""
        return None if self.name in WIDE else signs_of(self.name)

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """The family of formats that begins with a line, without the spaces around it; None if the line belongs to this export."""
        found = sign_of(line, ahead, self.looks)
        if found in (self.name, None):
            return None
        if self.name == "page":
            return found if found in CELLS else None
        if self.name == "cff" and found == "yaml" and "\n- id:" not in ahead():
            return None  # its own references
        return found

    def take(self, line: bytes) -> int:
        """Go on behind a line; returns how much of it belongs to this export."""
        return self.skip(line, 0, len(line))

    def skip(self, text: bytes, start: int, stop: int) -> int:
        """Go on behind some lines of a text; returns where in it they end, or this export before."""
        return stop

    def kind(self) -> str:
        """The name of its format as far as it is known."""
        return self.name


class Bibtex(Part):
    """BibTeX, in an open entry of which anything may stand."""

    def __init__(self, name: str, looks: Looks) -> None:
        super().__init__(name, looks)
        self.before, self.blank, self.depth = b"", True, 0

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """As of ``Part``: behind an entry, or an empty line."""
        found = super().next(line, ahead)
        # BibDesk keeps XML in comments of BibTeX
        ends = self.before.endswith((b"}", b")")) or found in CELLS - {"xml", "html"}
        return found if self.blank or (ends and self.depth <= 0) else None  # an abstract may have such a line

    def skip(self, text: bytes, start: int, stop: int) -> int:
        """As of ``Part``."""
        last = last_line(text, start, stop)
        self.blank = not last or last.startswith(b"%")
        self.before = last_told(text, start, stop) or self.before
        entry = last_entry(text, start, stop)
        self.depth = self.depth if entry is None else 0
        begins = start if entry is None else entry
        self.depth += text.count(b"{", begins, stop) - text.count(b"}", begins, stop)
        return stop


class AnyTable(Part):
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

    @property
    def signs(self) -> Signs | None:
        """As of ``Part``."""
        return super().signs if self.header else None

    def skip(self, text: bytes, start: int, stop: int) -> int:
        """As of ``Part``."""
        self.header = self.header or header_of(told(text[start:stop]))
        tagged = {"pt", "au", "ti"} <= set(self.header)  # Web of Science's, without quotation marks
        self.quotes += 0 if tagged else text.count(b'"', start, stop)
        return stop


class Json(Part):
    """JSON, which is over where a brace or bracket is closed at a line's end."""

    before = b""
    lines: bool | None = None  # whether it is JSON Lines, behind which a list may follow

    @property
    def signs(self) -> Signs | None:
        """As of ``Part``."""
        return None if self.lines is None else signs_of(self.name, rb"\[" if self.lines else b"")

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """As of ``Part``."""
        if not self.before.endswith((b"}", b"]")):
            return None
        return "json" if self.lines and line.startswith(b"[") else super().next(line, ahead)

    def skip(self, text: bytes, start: int, stop: int) -> int:
        """As of ``Part``."""
        if self.lines is None and (bare := told(text[start:stop])):
            self.lines = bare.startswith(b"{") and bare.endswith(b"}")
        self.before = last_told(text, start, stop) or self.before
        return stop


class WebPage(Part):
    """A web page, which is over behind its last tag."""

    is_open = True

    @property
    def signs(self) -> Signs | None:
        """As of ``Part``."""
        return super().signs if not self.is_open else _OF_CUT if self.is_cut else _NO_SIGNS

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """As of ``Part``; a page may lack its last tag."""
        if self.is_open:
            found = _behind_cut(line, ahead, self.looks) if self.is_cut else None
            return found if found != "html" else None
        return super().next(line, ahead)

    def skip(self, text: bytes, start: int, stop: int) -> int:
        """As of ``Part``."""
        end = _LAST_TAG.search(text, start, stop) if self.is_open else None
        self.is_open = self.is_open and end is None
        return end.end() if end else stop


class Xml(Part):
    """XML, which is over behind the end of its first element; whatever follows is another part."""

    is_open = True

    def __init__(self, name: str, looks: Looks) -> None:
        super().__init__(name, looks)
        self.depth, self.comment, self.before = 0, False, b""
        self.tags: re.Pattern[bytes] | None = None
        self.named = (b"", b"")

    @property
    def signs(self) -> Signs | None:
        """As of ``Part``."""
        return None if not (self.tags and self.is_open) else _OF_CUT if self.is_cut else sure_signs()

    def next(self, line: bytes, ahead: Ahead) -> str | None:
        """As of ``Part``; a comment or an instruction to a program belongs to what is before it. Where the file was cut off
        before the element's end, only a line that surely begins another export ends this one: ORCID has RIS and BibTeX within an element.
        """
        if line.startswith(b"<!--") or (line.startswith(b"<?") and not line.startswith(b"<?xml")):
            return None
        if self.is_open and self.is_cut:
            return _behind_cut(line, ahead, self.looks) if self.tags else None
        if self.is_open:
            within = self.tags is None or _OPENED.search(self.before) or self.before.startswith(b"ER ")
            found = None if within or line.startswith(b"@") else sure_sign_of(line)
            return found if found != "html" else None
        found = sign_of(line, ahead, self.looks)
        return "xml" if line.startswith(b"<") and found != "html" else found or _UNKNOWN

    def skip(self, text: bytes, start: int, stop: int) -> int:
        """As of ``Part``."""
        end = self._end(text, start, stop)
        self.before = last_told(text, start, end) or self.before
        if (size := HEAD - len(self.head)) > 0:
            self.head += text[start : min(end, start + size)]
        return end

    def _end(self, text: bytes, start: int, stop: int) -> int:
        """Where in some lines the first element ends; ``stop`` if it does not."""
        at = start
        if self.tags is None and (at := self._first(text, start, stop)) < 0:
            return stop
        if self.tags is None or not self.is_open or not any(text.find(one, at, stop) >= 0 for one in self.named):
            return stop
        for found in self.tags.finditer(text, at, stop):
            self.depth += -1 if found[1] else 0 if found[2] else 1
            if self.depth == 0:
                self.is_open = False
                return found.end()
        return stop

    def _first(self, text: bytes, start: int, stop: int) -> int:
        """Where in a text the first element begins; -1 if it does not."""
        for found in _FIRST.finditer(text, start, stop):
            if self.comment or found[0] == b"<!--":
                self.comment = found[0] != b"-->"
            elif found[1]:
                name = re.escape(found[1])
                self.named = b"</" + found[1], b"<" + found[1]
                self.tags = re.compile(rb"</" + name + rb"\s*(>)|<" + name + rb"(?=[\s/>])(?:[^<>]*(/)>)?")
                return found.start()
        return -1

    def kind(self) -> str:
        """The name of the format that this element is in; "?" if it is in none that is read."""
        text = self.head.decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff")
        return next((name for name, looks in self.looks.items() if name in XML and looks(text)), _UNKNOWN)


_LAST_TAG = re.compile(rb"</[hH][tT][mM][lL]>")
_NO_SIGNS = Signs(re.compile(rb"\n(?!)"), marks=False)
_OF_CUT = signs_of("xml", rb"<\?xml\s")
_OPENED = re.compile(rb"<(?![/!?])[^<>]*(?<!/)>\Z|<!\[CDATA\[\Z")
_FIRST = re.compile(rb"<!--|-->|<([A-Za-z_][\w:.-]*)")


def _behind_cut(line: bytes, ahead: Ahead, looks: Looks) -> str | None:
    """The family of formats that begins with a line behind a page, or behind XML, that has no end; None for a line of its own."""
    found = sure_sign_of(line) or sign_of(line, ahead, looks)
    return None if found == "xml" and not line.startswith(b"<?xml") else found


def part_of(name: str, looks: Looks) -> Part:
    """An export that begins, in a format of this family."""
    kinds: dict[str, type[Part]] = {
        "bibtex": Bibtex,
        "table": AnyTable,
        "json": Json,
        "html": WebPage,
        "xml": Xml,
    }
    return kinds.get(name, Part)(name, looks)
