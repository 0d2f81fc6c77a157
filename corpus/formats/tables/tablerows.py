"""The rows of a table below its header, read as a stream by the ``csv`` module in strict mode (RFC 4180).

A row that is quoted wrongly, or has more or fewer cells than the header, is refused, and no other with it: reading continues at the line
after its first. It is read all the same if its year, DOI or PMID stands in the right column: then its last cells are missing, a cell was cut in
two by a comma or an end of line, or something was written behind the last column.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from corpus.doi import Doi
from corpus.formats.cells import SILENT, pmid_in
from corpus.formats.fields import years_in
from corpus.formats.tables.footers import aside

_TEXTS = frozenset("title abstract authors keywords journal editors run_on".split())  # which may hold a comma
_CHECKED = {"year": years_in, "doi": Doi.within, "pmid": pmid_in}
_LEAST = 2  # cells
_SEVERAL = ("authors", "editors", "keywords")  # of which each may stand in a row of its own
_LONGEST = 20_000  # characters of a text that may go on in a line of its own
_UNFINISHED = re.compile(r"[^.…!?)\]”\"’']\Z")
_Row = tuple[int, list[str], str, str]


class Rows:
    """The rows below a header: first line, cells, the reason why it cannot be read (or ""), and text.

    ``columns``: where each field of a paper stands. Once all were read, ``odd`` are the lines of those that were read though they have another
    number of cells, ``below`` those of rows that belong to the one above, and ``joined`` is how many rows and ends of lines stood within others.
    """

    def __init__(
        self,
        lines: Iterator[str],
        header: list[str],
        mark: str,
        plain: bool,
        first: int,
        columns: Mapping[str, Sequence[int]],
    ) -> None:
        self._lines, self._width, self._mark, self.first = lines, len(header), mark, first
        self._named = max((at for at, name in enumerate(header, 1) if name.strip()), default=0)
        self._quoting: Literal[0, 3] = csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL
        self._again: deque[str] = deque()
        self._held: list[str] = []
        self.columns, self.damaged, self.joined = columns, False, 0
        self.odd, self.below = list[int](), list[int]()

    def __iter__(self) -> Iterator[_Row]:
        """Each row in order, with those below it that tell nothing of a paper but further names and keywords, as OpenRefine writes them and
        merged cells leave them."""
        telling = [at for field, several in self.columns.items() if field not in _SEVERAL for at in several]
        adding = [at for field in _SEVERAL for at in self.columns.get(field, ())]
        above: _Row | None = None
        more = dict[int, list[str]]()
        for row in self._each():
            if above and not (above[2] or row[2] or any(row[1][at].strip() for at in telling)):
                self.below.append(row[0])
                self.joined += 1
                for at in adding:
                    more.setdefault(at, [above[1][at]]).append(row[1][at])
                continue
            if above and row[2] and (whole := self._whole(above, row)):
                self.odd.append(row[0])
                self.joined += 1
                above = whole
                continue
            if above:
                yield _with(above, more)
            above, more = row, {}
        if above:
            yield _with(above, more)

    def _whole(self, above: _Row, row: _Row) -> _Row | None:
        """A row with the rest of its last cell, which stands on a line of its own because nothing quotes its line end; None if it is no rest."""
        line, cells, reason, raw = above
        rest = row[3].strip()
        last = "" if reason else cells[-1].rstrip()
        if (
            not last
            or not rest
            or len(last) > _LONGEST
            or self._mark in rest
            or not self._is_text(self._width - 1)
        ):
            return None
        of_abstract = self._width - 1 in self.columns.get("abstract", ())
        if aside([rest], ()) or not (rest[0].islower() or (of_abstract and _UNFINISHED.search(last))):
            return None
        return line, [*cells[:-1], f"{last} {rest}"], "", f"{raw}{row[3]}"

    def _is_text(self, place: int) -> bool:
        """Whether a column is one of texts, in which a line may end."""
        return any(place in at for field, at in self.columns.items() if field in _TEXTS)

    def _each(self) -> Iterator[_Row]:
        """Each row by itself; those without anything between their delimiters are none."""
        line = self.first
        while True:
            self._held = []
            cells, reason = self._row(line)
            if not self._held:
                return
            if reason:
                self._again.extendleft(reversed(self._held[1:]))
                del self._held[1:]
                self.damaged = True
                cells, reason = self._plainly(reason)
            if filled_in("".join(self._held), self._mark):
                # one inside a cell, which opens nothing
                odd = bool(self._held) and "".join(self._held).count('"') % 2 == 1
                self.damaged = self.damaged or odd
                yield line, cells, reason, "".join(self._held)
            line += len(self._held)

    def _row(self, line: int) -> tuple[list[str], str]:
        try:
            cells = self._cells()
        except csv.Error as error:
            return [], _reason(str(error))
        if len(cells) > self._width and not cells[-1].strip() and (whole := self._joined(cells)):
            self.odd.append(line)
            return whole, ""
        while len(cells) > self._width and not cells[-1].strip():
            cells.pop()
        if self._named <= len(cells) < self._width:  # a header may end in columns without a name
            cells += [""] * (self._width - len(cells))
        if len(cells) == self._width:
            return cells, ""
        if len(straight := self._straightened()) == self._width:
            return straight, ""
        if fitting := self._shorter(cells) if len(cells) < self._width else self._longer(cells):
            self.odd.append(line)
            return fitting, ""
        return [], f"it has another number of cells ({len(cells)}) than the header ({self._width})"

    def _cells(self) -> list[str]:
        """The cells of the next row, whatever their number. Raises csv.Error."""
        return next(csv.reader(self._feed(), delimiter=self._mark, quoting=self._quoting, strict=True), [])

    def _straightened(self) -> list[str]:
        """The cells of one line whose quotation marks a text program made round; none of any other."""
        line = self._held[0].rstrip("\n") if len(self._held) == 1 and '"' not in self._held[0] else ""
        mark = re.escape(self._mark)
        opened, closed = (re.compile(part) for part in (rf"(?:\A|(?<={mark}))[“„”]", rf"[“”](?=\Z|{mark})"))
        many = len(opened.findall(line)) if "“" in line or "”" in line else 0
        if not many or many != len(closed.findall(line)):
            return []
        return next(csv.reader([closed.sub('"', opened.sub('"', line))], delimiter=self._mark), [])

    def _shorter(self, cells: list[str]) -> list[str]:
        """A row with too few cells: with what the next line has of it, or with empty ones behind it; empty if it is neither."""
        if not any(cell.strip() for cell in cells) or not self._held[-1].endswith("\n"):  # where a file is cut off
            return []
        held = list(self._held)
        try:
            more = self._cells()
        except csv.Error:
            more = [""] * self._width
        if len(cells) == 1 and not self._begins(more):
            more = []
        if more and len(cells) + len(more) - 1 == self._width:
            whole = [*cells[:-1], f"{cells[-1]} {more[0]}", *more[1:]]
            if self._fits(whole):
                self.joined += 1
                return whole
        self._again.extendleft(reversed(self._held[len(held) :]))
        self._held = held
        goes_on = any(more) and len(more) < self._width and not self._fits(more)
        whole = [*cells, *[""] * (self._width - len(cells))]
        return whole if len(cells) >= _LEAST and not goes_on and self._fits(cells) else []

    def _begins(self, more: Sequence[str]) -> bool:
        """Whether a line of one cell is the first half of the next row's first cell, and not the last of the row before."""
        return self._is_text(0) and (not self._is_text(self._width - 1) or (bool(more) and more[0][:1].islower()))

    def _longer(self, cells: list[str]) -> list[str]:
        """A row with too many cells: its texts whole again, or without what is behind its last column, which holds no text; empty if it is neither."""
        if whole := self._joined(cells):
            return whole
        of_text = self._is_text(self._width - 1)
        return cells[: self._width] if not of_text and self._fits(cells[: self._width]) else []

    def _joined(self, cells: list[str]) -> list[str]:
        """A row with the parts of its texts joined that begin with a gap, as behind a comma that was not quoted; empty if that is not all."""
        cut = {at for at, cell in enumerate(cells) if at and cell.startswith(" ") and cell.strip()}
        if len(cut) != len(cells) - self._width:
            return []
        whole = list[str]()
        for at, cell in enumerate(cells):
            if at in cut:
                whole[-1] += f"{self._mark}{cell}"
            else:
                whole.append(cell)
        return whole if self._fits(whole) else []

    def _fits(self, cells: Sequence[str]) -> bool:
        """Whether a title stands in its column, and in theirs whatever is said of year, DOI and PMID, one at least."""
        said = {
            field: cells[at[0]].strip()
            for field, at in self.columns.items()
            if at[0] < len(cells) and cells[at[0]].strip()
        }
        told = [
            read(said[field]) for field, read in _CHECKED.items() if said.get(field, "").casefold() not in SILENT
        ]
        return bool(said.get("title")) and bool(told) and all(told)

    def _plainly(self, reason: str) -> tuple[list[str], str]:
        """The cells of the first line, with quotation marks taken literally, if their number is the header's. A
        row with an unclosed cell may continue, and stays refused for the ``reason``.
        """
        line = self._held[0].rstrip("\n")
        if '\\"' in line and len(cells := _escaped(line, self._mark)) == self._width:
            return cells, ""
        marks = line.count('"')
        if marks % 2 == 0 and len(cells := _spaced(line, self._mark)) == self._width:
            return cells, ""
        cells = [_unquoted(cell.strip()) for cell in line.split(self._mark)] if marks and marks % 2 == 0 else []
        return (cells, "") if len(cells) == self._width else ([], reason)

    def _feed(self) -> Iterator[str]:
        """Yield lines one by one and remember them until their row is known to be valid."""
        while (line := self._again.popleft() if self._again else next(self._lines, None)) is not None:
            self._held.append(line)
            yield line


def has_names(
    lines: Sequence[str], header: Sequence[str], mark: str, columns: Mapping[str, Sequence[int]]
) -> bool:
    """Whether the first rows begin with a cell of their own, a name or a number, above which the header has none, as R writes tables."""
    plain = [not reason for _, _, reason, _ in Rows(iter(lines), list(header), mark, False, 0, columns)]
    if 2 * sum(plain) >= len(plain):
        return False
    further = {field: [at + 1 for at in several] for field, several in columns.items()}
    each = [*(found := Rows(iter(lines), ["", *header], mark, False, 0, further))]
    rows = [cells for _, cells, reason, _ in each if not reason]
    if 2 * len(rows) <= len(each) or not any(row[-1].strip() for row in rows):
        return False
    return all(row[0] == str(at) for at, row in enumerate(rows, 1)) or any(map(found._fits, rows))


def _with(row: _Row, more: Mapping[int, Sequence[str]]) -> _Row:
    """A row with what those below it add to some of its cells."""
    line, cells, reason, raw = row
    added = {at: ";".join(filter(None, map(str.strip, said))) for at, said in more.items()}
    return line, [added.get(at, cell) for at, cell in enumerate(cells)] if added else cells, reason, raw


def _escaped(line: str, mark: str) -> list[str]:
    """The cells of a line in which backslashes escape quotation marks, as databases write them; none if it is not so."""
    try:
        return next(csv.reader([line], delimiter=mark, escapechar="\\", doublequote=False, strict=True), [])
    except csv.Error:
        return []


def _spaced(line: str, mark: str) -> list[str]:
    """The cells of a line with gaps between a quotation mark and the delimiter behind it; none if it is not so."""
    closed = re.sub(rf'"[ \t]{{1,9}}(?={re.escape(mark)})', '"', line)
    try:
        return next(csv.reader([closed], delimiter=mark, strict=True), []) if closed != line else []
    except csv.Error:
        return []


def _unquoted(cell: str) -> str:
    return cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _reason(said: str) -> str:
    if "field limit" in said:
        return f"a cell is longer than {csv.field_size_limit():,} characters; is a quotation mark not closed?"
    return "a quotation mark is not closed, or one inside a cell is not doubled"


def filled_in(text: str, mark: str) -> bool:
    """Whether a line holds anything between its delimiters."""
    return bool(text.strip(mark + " \n"))
