"""The rows of a table below its header, read as a stream by the ``csv`` module in strict mode (RFC 4180).

A row that is quoted wrongly, or has more or fewer cells than the header, is refused, and no other with it: reading continues at the line
after its first. It is read all the same if its year, DOI or PMID stands in the right column: then its last cells are missing, a cell was cut in
two by a comma or an end of line, or something was written behind the last column.

Rows that are no papers, ``aside``: totals, and notes that stand alone in their row, as people and programs write them below the papers or between.
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
from corpus.patterns import late

_TEXTS = frozenset("title abstract authors keywords journal editors run_on".split())  # which may hold a comma
_CHECKED = {"year": years_in, "doi": Doi.within, "pmid": pmid_in}
_LEAST = 2  # cells
_SEVERAL = ("authors", "editors", "keywords")  # of which each may stand in a row of its own
_Row = tuple[int, list[str], str, str]
# Totals, in the languages of headers; with how many, of what.
_SUMS = (
    "(?:grand |sub-?)?totals?|sums?|counts?|average|mean|median|min(?:imum)?|max(?:imum)?|s\\.?d\\.?|std|n|insgesamt|gesamt(?:summe|ergebnis)?|summe|zwischensumme|anzahl|mittelwert|durchschnitt"
    "|total g[eé]n[eé]ral|suma(?: total)?|promedio|recuento|somme|moyenne|totale|somma|soma|totaal|summa|totalt|yhteensä|i alt|razem|ogółem|celkem|součet|összesen|ukupno|(?:genel )?toplam|jumlah|tổng(?: cộng)?"
    "|(?:общий )?итог|итого|всего|сумма|среднее|разом|усього|합계|총계|평균|合計|総計|平均|小計|总计|總計|合计|共计|المجموع|الإجمالي|مجموع|جمع|σύνολο|סך הכל"
)
_THINGS = (
    "(?:rows?|records?|results?|articles?|papers?|stud(?:y|ies)|items?|references?|publications?|citations?|hits?)"
)
_FIGURES = r"[\s\d.,%()=:±nN-]{0,30}"
_TOTAL = late(
    rf"(?:{_SUMS}|total (?:number|no\.?) of {_THINGS}|total {_THINGS})(?: ?\((?:sd|range|n|%)\))?{_FIGURES}",
    re.IGNORECASE,
)
_LABEL = (
    "(?:notes?|n\\.?b\\.?|sources?|abbreviations?|legend|key|quer(?:y|ies)|search(?:ed)? ?(?:quer(?:y|ies)|terms?|strings?|date)|filters?|last (?:updated?|modified)"
    "|anmerkung(?:en)?|hinweise?|quellen?|legende|abkürzungen|suchanfrage|notas?|fuentes?|leyenda|abreviaturas|légende|abréviations|fontes?|fonti|legenda|skróty|źródło|uwagi?"
    "|注|注記|出典|凡例|备注|備考|来源|說明|说明|비고|출처|примечани[ея]|источники?)"
)
_NOTE = late(
    rf"{_LABEL} ?[:.：]|(?:export|download|generat|retriev|creat|print)ed (?:on|from|by|at|in|with)\b|pages? \d{{1,5}}(?: of \d{{1,5}})?\Z|last (?:updated?|modified)\b"
    rf"|\(?\d[\d,.]{{0,9}} {_THINGS}(?: (?:affected|found|returned|selected|in (?:set|total)|included|excluded))?\)?\.?\Z|(?:number|no\.?|count) of {_THINGS}\b.{{0,40}}\d"
    r"|©|copyright (?:©|\(c\)|\d{4})|[*†‡§¶]{1,3} ?(?-i:[a-zß-ÿ])|(?-i:[a-z])\) |[-=_~ ]{0,5}end(?: of (?:file|list|table|report|records|document|export))?[-=_~. ]{0,5}\Z"
    rf"|(?:(?:in|ex)cluded|eligible|screened|identified) (?:{_THINGS})?.{{0,30}}\(n ?= ?\d{{1,7}}\):?\Z|(?:(?:in|ex)cluded|eligible)(?: {_THINGS})?:?\Z"
    r"|n ?= ?\d{1,7}\Z|\(?(?:and )?\d{1,7} more\b.{0,20}\)?\Z|see (?:the )?(?:table|sheet|tab|appendix|supplement\w{0,5}|notes?)\b.{0,40}\Z",
    re.IGNORECASE,
)
_LETTER = late(r"[^\W\d_]")
_LONGEST = 300  # characters of a note
TOTAL, NOTE = "it is a total of the table, and no paper", "it is a note on the table, and no paper"


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
            if above:
                yield _with(above, more)
            above, more = row, {}
        if above:
            yield _with(above, more)

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

    def _longer(self, cells: list[str]) -> list[str]:
        """A row with too many cells: its texts whole again, or without what is behind its last column, which holds no text; empty if it is neither."""
        if whole := self._joined(cells):
            return whole
        of_text = any(self._width - 1 in at for field, at in self.columns.items() if field in _TEXTS)
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


def aside(cells: Sequence[str], numbers: Sequence[int]) -> str:
    """Why a row is no paper, or "": a total of the table, or a note alone in its row. ``numbers``: the columns of DOIs and PMIDs, which no total has."""
    word = ""
    for cell in cells:
        if cell and _LETTER.search(cell):
            if word or len(cell) > _LONGEST:
                return ""
            word = cell.strip()
    filled = [at for at, cell in enumerate(cells) if cell.strip()]
    if len(filled) == 1:
        text = word or cells[filled[0]]
        if not any(map(str.isalnum, text)) or (_NOTE.match(text) and not (_TOTAL.fullmatch(text))):
            return NOTE
    is_total = word and _TOTAL.fullmatch(word) and not any(at in numbers for at in filled)
    return TOTAL if is_total else ""
