"""The sheets of an old workbook, Excel's .xls, as Web of Science and Ovid write it: its texts, numbers and days; no formula is worked out.

[MS-XLS] describes the stream of records in the compound file (BIFF8, Excel 97 to 2003).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.formats.fields import shown_as, shown_number
from corpus.formats.opening.compound import BEGINS, Compound, CompoundError

# Records' types, as [MS-XLS] 2.3.1 numbers them.
_BOUND, _EOF, _CONTINUE, _SST, _FORMAT, _XF, _LOCKED, _SINCE_1904 = 0x85, 0x0A, 0x3C, 0xFC, 0x41E, 0xE0, 0x2F, 0x22
_BOF, _SHARED, _LABEL, _NUMBER, _RK, _MULRK, _FORMULA, _STRING = (
    0x809,
    0xFD,
    0x204,
    0x203,
    0x27E,
    0xBD,
    0x06,
    0x207,
)
_IN_1904 = 1462  # days from one of Excel's calendars to the other
# of Excel's own forms of numbers, those with a day, and the one with a month alone
DAYS = {**dict.fromkeys((14, 15, 16, 22, 27, 30, 31, 36, 50, 57), "day"), 17: "month"}

Record = tuple[int, bytes]
Cells = dict[int, dict[int, str]]


class BiffError(Exception):
    """A file that is no such workbook, or a damaged one."""


@dataclass
class _Book:
    """What cells point at: texts, and the forms of numbers; ``days``: what the forms show that show a day, or the month of one."""

    strings: list[str] = field(default_factory=list)
    days: dict[int, str] = field(default_factory=lambda: dict(DAYS))
    forms: list[int] = field(default_factory=list)
    later: int = 0

    def shown(self, value: float, form: int) -> str:
        """A number as a reader of the sheet sees it."""
        shows = self.days.get(self.forms[form]) if form < len(self.forms) else None
        return shown_number(repr(value + self.later if shows else value), shows)


def is_old(path: Path) -> bool:
    """Whether a file is one of Office's old ones."""
    with path.open("rb") as file:
        return file.read(len(BEGINS)) == BEGINS


def sheets(content: bytes) -> Iterator[tuple[str, bool, Cells]]:
    """Each sheet in the workbook's order: its name, whether it is shown, its cells by row and column.

    Raises BiffError if it is none, or locked or damaged.
    """
    try:
        stream = _stream(content)
        book, places = _globals(stream)
        yield from ((name, shown, _cells(_records(stream, at), book)) for at, shown, name in places)
    except (struct.error, IndexError, UnicodeError, CompoundError) as error:
        raise BiffError(str(error)) from None


def _stream(content: bytes) -> bytes:
    """The stream of the workbook."""
    file = Compound(content)
    found = next((one for one in file.entries if one.name == "Workbook"), None)
    if found is None:
        raise BiffError
    return file.stream(found)


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records from a place on up to the end of their part, what is nested in it left out. Raises BiffError if it has no end."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth < 1:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length
    raise BiffError  # records behind this place are lost: what was read is not all


def _globals(stream: bytes) -> tuple[_Book, list[tuple[int, bool, str]]]:
    """What all sheets share; where each begins, whether it is shown, and its name."""
    book, places, texts, last = _Book(), list[tuple[int, bool, str]](), list[bytes](), 0
    for kind, data in _records(stream, 0):
        last = last if kind == _CONTINUE else kind
        if kind == _LOCKED:
            raise BiffError
        if last == _SST:
            texts.append(data)
        elif kind == _BOUND and data[5] == 0:
            places.append(
                (int.from_bytes(data[:4], "little"), data[4] & 3 == 0, _decoded(data[8:], data[6], data[7] & 1))
            )
        elif kind == _FORMAT and (shows := shown_as(_text(data, 2))):
            book.days[int.from_bytes(data[:2], "little")] = shows
        elif kind == _XF:
            book.forms.append(int.from_bytes(data[2:4], "little"))
        elif kind == _SINCE_1904 and data[:1] == b"\1":
            book.later = _IN_1904
    book.strings += _shared(texts)
    return book, places


def _text(data: bytes, at: int) -> str:
    """A text with its length and a mark of how wide its letters are in front."""
    length, wide = struct.unpack_from("<HB", data, at)
    return _decoded(data[at + 3 :], length, wide & 1)


def _decoded(data: bytes, length: int, wide: int) -> str:
    return data[: length << wide].decode("utf-16-le" if wide else "latin-1", "replace")


def _shared(parts: Sequence[bytes]) -> Iterator[str]:
    """The texts that cells point at, of which one may go on in the next record: there a mark says anew how wide its letters are."""
    count = struct.unpack_from("<I", parts[0], 4)[0] if parts else 0
    part, at = 0, 8
    for _ in range(count):
        if at >= len(parts[part]):
            part, at = part + 1, 0
        length, marks = struct.unpack_from("<HB", parts[part], at)
        at += 3
        behind = 0
        if marks & 8:
            behind, at = 4 * int.from_bytes(parts[part][at : at + 2], "little"), at + 2
        if marks & 4:
            behind, at = behind + int.from_bytes(parts[part][at : at + 4], "little"), at + 4
        text, part, at = _run(parts, part, at, length, marks & 1)
        yield text
        part, at = _behind(parts, part, at, behind)


def _run(parts: Sequence[bytes], part: int, at: int, length: int, wide: int) -> tuple[str, int, int]:
    pieces: list[str] = []
    while length:
        here = min(length, (len(parts[part]) - at) >> wide)
        pieces.append(_decoded(parts[part][at:], here, wide))
        length, at = length - here, at + (here << wide)
        if length:
            part, at = part + 1, 1
            wide = parts[part][0] & 1
    return "".join(pieces), part, at


def _behind(parts: Sequence[bytes], part: int, at: int, size: int) -> tuple[int, int]:
    """The place behind what follows a text: how it is printed, and how it is read aloud."""
    while part < len(parts) - 1 and at + size > len(parts[part]):
        size -= len(parts[part]) - at
        part, at = part + 1, 0
    return part, at + size


def _cells(records: Iterator[Record], book: _Book) -> Cells:
    found: Cells = {}
    waiting = (0, 0)
    for kind, data in records:
        if kind == _STRING:
            cells = [(*waiting, _text(data, 0))]
        elif kind in _READ:
            waiting = struct.unpack_from("<HH", data)
            cells = list(_READ[kind](data, book))
        else:
            continue
        for row, column, text in cells:
            found.setdefault(row, {})[column] = text
    return found


Found = Iterator[tuple[int, int, str]]


def _label(data: bytes, book: _Book) -> Found:
    yield (*struct.unpack_from("<HH", data), _text(data, 6))


def _by_number(data: bytes, book: _Book) -> Found:
    row, column, _, at = struct.unpack_from("<HHHI", data)
    yield row, column, book.strings[at]


def _double(data: bytes, book: _Book) -> Found:
    row, column, form, value = struct.unpack_from("<HHHd", data)
    yield row, column, book.shown(value, form)


def _formula(data: bytes, book: _Book) -> Found:
    """What a formula gave, if that is a number; a text follows in a record of its own."""
    if data[12:14] != b"\xff\xff":
        yield from _double(data, book)


def _short(data: bytes, book: _Book) -> Found:
    row, column = struct.unpack_from("<HH", data)
    for at in range(4, len(data) - 5, 6):
        form, value = struct.unpack_from("<HI", data, at)
        yield row, column, book.shown(_of_short(value), form)
        column += 1


def _of_short(value: int) -> float:
    """A number in 30 bits: the front of a long one, or a whole one; perhaps a hundred times too large."""
    front: float = struct.unpack("<d", struct.pack("<Q", (value & 0xFFFFFFFC) << 32))[0]
    whole = (value >> 2) - (1 << 30 if value >> 31 else 0)
    number = float(whole) if value & 2 else front
    return number / 100 if value & 1 else number


_READ: dict[int, Callable[[bytes, _Book], Found]] = {
    _LABEL: _label,
    _SHARED: _by_number,
    _NUMBER: _double,
    _RK: _short,
    _MULRK: _short,
    _FORMULA: _formula,
}
