"""Papers from a table with a header: CSV or TSV as Zotero, EndNote, Scopus, Web of Science and PubMed write them.

Which columns a table has, and where its header is; ``tablerows`` reads what is below it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from corpus.cleaning.latex import decoded
from corpus.errors import CorpusError
from corpus.formats.collecting import PLAINLY, Collector, Reading
from corpus.formats.fields import BREAK
from corpus.formats.opening.decoding import text_lines
from corpus.formats.tables.columns import FIELDS, NUMBERED, RANK, bare, named
from corpus.formats.tables.footers import aside
from corpus.formats.tables.rowfields import fields_of
from corpus.formats.tables.shifted import MOVED, is_moved
from corpus.formats.tables.tablerows import Rows, filled_in, has_names
from corpus.models import Parsed
from corpus.patterns import late

DELIMITERS = (",", "\t", ";", "|")
_BETWEEN_GAPS = late(r"\"[^\"]{1,100}\"(?: \"[^\"]{1,100}\"){1,200}")  # as R writes a table
_SEARCHED = frozenset({"title", "abstract"})
_BESIDE = frozenset(
    "authors year published journal doi pmid abstract".split()
)  # what a list of papers has beside their names
_OF_PAPERS = _BESIDE - {"title"} | frozenset("run_on signed volume citation first_page page_range".split())
_CITATIONS = "citation fullcitation reference fullreference zitat zitation literaturangabe referenz cita citación référence riferimento".split()
# What screeners number and label records with: no field of a paper, but a sign that a line is a header.
_ASIDE = frozenset("id recordid key rank label labelincluded included asreviewlabel".split())
SEARCHED = frozenset(name for name, field in FIELDS.items() if field in _SEARCHED)  # names of columns as well
COLUMNS = FIELDS.keys() | _ASIDE  # names of columns, as ``bare`` writes them
_OF_BIBTEX = frozenset({"entrytype", "bibtexkey"})  # of tables made of BibTeX; its marks stay
_OF_OLD_PUBMED = {
    "title": "title",
    "authors": "description",
    "journal": "shortdetails",
    "citation": "details",
    "identifiers": "identifiers",
}
_ENCLOSED = re.compile(r'\s*"[^"]+; [^"]+"\s*')
_AGAIN = "it names the columns once more, and no paper"
_LOOKED_AT, _TOLD = 200, 40  # lines; columns that a note names
_RULE = frozenset("|:+- \t\r\n")  # what a line below a header of Markdown, or of Org, is made of
_LINK = late(r"\[([^\[\]]{1,500})\]\(https?://[^()\s]{1,500}\)")
_MOST = 16_384  # columns that are looked at: a workbook's sheet has no more
_TAGS = frozenset({"pt", "au", "ti", "so", "ab", "di", "py", "ut"})


def fields_in(header: Sequence[str]) -> dict[str, list[int]]:
    """The columns (from 0) for each field of a paper, the preferred one first.

    "Source" is the journal if no other column is (some searches write it so).
    """
    names = [named(name) for name in header[:_MOST]]
    found: dict[str, list[int]] = {}
    for at in sorted(
        range(len(names)),
        key=lambda at: (RANK.get(names[at], 0), bare(NUMBERED.sub("", header[at])) != names[at]),
    ):
        if names[at] in FIELDS:
            found.setdefault(FIELDS[names[at]], []).append(at)
    if "journal" not in found and "source" in found:
        found["journal"] = found.pop("source")
    further = [("authors", "firstauthor"), ("abstract", "description"), ("authors", "name")]  # the last DiVA's
    for field, name in further[: 2 + ("type" in found)]:
        if field not in found and name in names and "title" in found:
            found[field] = [names.index(name)]
    called = next((name for name in ("paper", "article", "name") if name in names), None)  # the last in Notion
    if called and "title" not in found and "authors" in found and len(_BESIDE & found.keys()) > 1:
        found["title"] = [names.index(called)]
    if "fulljournalname" in names and "so" in names:  # PubMed's summary, with the place alone in the latter
        found["journal"].remove(at := names.index("so"))
        found["citation"] = [at]
    cited = next((name for name in _CITATIONS if name in names), None)
    if cited and ("journal" not in found or {"citation", "journalbook"} <= set(names)):  # the latter PubMed's
        found["citation"] = [names.index(cited)]
    if {"id", "pubdate", "venue"} <= set(names):  # OpenCitations'
        found["identifiers"] = [names.index("id")]
    if found.get("issue") == [0] and "volume" not in found:  # which numbers the rows: "Number", "Номер"
        del found["issue"]
    if {"sp", "ep"} <= set(names) and "first_page" not in found:  # RIS' tags; of Web of Science's SP is a sponsor
        found["first_page"] = [names.index("sp")]
    if "itemtitle" in names and "authors" in found:  # SpringerLink's
        found["run_on"] = found.pop("authors")
    if {"description", "shortdetails"} <= set(names):  # PubMed's until 2020
        return {field: [names.index(name)] for field, name in _OF_OLD_PUBMED.items() if name in names}
    return found


def is_header(fields: Mapping[str, Sequence[int]], names: Sequence[str] = ()) -> bool:
    """Whether these columns are a table of papers: a text to search, and one more column; a table of titles and ISSNs lists journals."""
    if "issn" in fields and _OF_PAPERS.isdisjoint(fields):
        return False
    beside = len(fields) > 1 or not _ASIDE.isdisjoint(map(bare, names))
    return beside and bool(_SEARCHED & fields.keys())


def delimiter_of(line: str) -> str | None:
    """The delimiter of a header line: the character that yields most columns; None if it is no header."""
    if '{"' in line:  # an object of JSON, whose beginning is lost
        return None
    marks = (*DELIMITERS, " ") if _BETWEEN_GAPS.fullmatch(line.strip()) else DELIMITERS
    found = {mark: fields_in(split(line, mark)) for mark in marks if mark in line}
    best = max(found, key=lambda mark: len(found[mark]), default=None)
    return best if best is not None and is_header(found[best], split(line, best)) else None


def split(line: str, delimiter: str) -> list[str]:
    """The cells of a header line; if it is quoted wrongly, quotation marks are ignored."""
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return line.split(delimiter)


def is_tagged(header: Sequence[str]) -> bool:
    """Whether the columns are Web of Science's tags (PT, AU, TI …): such tables use no quotation marks."""
    names = {bare(name) for name in header}
    return "pt" in names and len(_TAGS & names) > 3 and all(len(name) <= 2 for name in names)


def _is_quoted(path: Path, header: Sequence[str], mark: str) -> bool:
    """Whether such a table has quotation marks all the same, as a spreadsheet saves it: around a list of authors, which has none of its own."""
    authors = [at for at, name in enumerate(map(bare, header)) if name in ("au", "af")]
    rows = (line.split(mark) for line in islice(text_lines(path), _LOOKED_AT))
    return any(at < len(row) and _ENCLOSED.fullmatch(row[at]) for row in rows for at in authors)


ABOVE = 40  # lines in which the header is looked for: a report of citations has its figures above it
_SURE_ABOVE = 12  # below these, a line names at least as many columns
_SURE = 5  # columns of papers: so many are named by a header alone


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is a table whose first line names columns of papers."""
    return _header(head.splitlines()[:ABOVE]) is not None


def begins(head: str) -> bool:
    """Whether the very first line of such a file names columns of papers, which a list within a text ("a, b and c") does not."""
    first = head.lstrip().partition("\n")[0]
    mark = delimiter_of(first)
    return mark is not None and len(fields_in(split(first, mark))) > 2


_NUMBERS = frozenset({"doi", "pmid", "source_id", "url"})


def _lacking(name: str, first: str) -> CorpusError:
    """What a table without a header of papers is, by its first line, and what to do; ``name``: the file's."""
    named = [fields_in(split(first.strip(), mark)) for mark in DELIMITERS if mark in first]
    if any("doi" in one and one.keys() <= _NUMBERS for one in named):  # as lists of what a review included
        return CorpusError(
            f"{name} tells of its papers no more than their numbers; “marrow corpus add FILE” takes these papers in by their DOIs."
        )
    if any({"title", "issn"} <= one.keys() for one in named) and all(map(_OF_PAPERS.isdisjoint, named)):
        return CorpusError(f"{name} lists journals, and no papers.")
    return CorpusError(
        f"{name} has no line that names the columns of papers; write one above them, such as title, authors, year, journal, doi, abstract."
    )


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of a table and the report that balances.

    Raises CorpusError, in one sentence, if the file cannot be read or has no header.
    """
    begun = list(islice(text_lines(path), ABOVE + 1))
    found = _header(begun[:ABOVE])
    if found is None:
        raise _lacking(path.name, begun[0] if begun else "")
    above, header, mark = found
    is_markdown = mark == "|" and any(
        "-" in rule and _RULE.issuperset(rule) for rule in begun[above + 1 : above + 2]
    )
    above += is_markdown
    if has_names(begun[above + 1 :], header, mark, fields_in(header)):
        header = ["", *header]
    lines = islice(text_lines(path), above + 1, None)
    plain = is_tagged(header) and not _is_quoted(path, header, mark)
    rows = Rows(lines, header, mark, plain, first=above + 2, columns=fields_in(header))
    collector = Collector(reading)
    unused = _take(collector, rows, header, _unlinked if is_markdown else str)
    if named := [*filter(None, unused)]:
        more = f" and {len(named) - _TOLD:,} more" if len(named) > _TOLD else ""
        more += "" if "title" in rows.columns else "; none is read as the title: name that column “title”"
        collector.note(
            f"columns that no field of a paper is read from were left out: {', '.join(named[:_TOLD])}{more}"
        )
    if rows.odd:
        collector.note(
            f"rows with more or fewer cells than the header were read where it is clear which cell is which: {len(rows.odd):,} (the first is on line {rows.odd[0]})"
        )
    if rows.below:
        collector.note(
            f"rows that tell nothing of a paper but further names and keywords were read with the row above them: {len(rows.below):,} (the first is on line {rows.below[0]})"
        )
    counted = None if rows.damaged else _counted(path, mark, plain, rows.first) - rows.joined
    return collector.parsed(path.name, counted)


def _take(collector: Collector, rows: Rows, header: list[str], shown: Callable[[str], str]) -> list[str]:
    """Pass all rows to the collector, their cells as they are ``shown``; returns the names of non-empty columns that no field of a paper matches."""
    columns = rows.columns
    known = {at for field, several in columns.items() for at in several if field != "extra"}
    unused: dict[int, None] = {}
    plain = shown if _OF_BIBTEX.isdisjoint(map(bare, header)) else decoded
    numbers = [at for field in ("doi", "pmid") for at in columns.get(field, ())]
    for line, cells, reason, raw in rows:
        reason = reason or (_AGAIN if cells == header else aside(cells, numbers))
        reason = reason or (MOVED if is_moved(cells, columns) else "")
        if reason:
            collector.refuse(line, reason, raw)
        else:
            unused.update((at, None) for at, cell in enumerate(cells) if at not in known and cell.strip())
            collector.take(line, fields_of([*map(plain, cells)], columns), raw)
    return [header[at] for at in sorted(unused)]


def _unlinked(cell: str) -> str:
    """A cell of Markdown with the texts of its links in their place, and no marks of bold type."""
    return _LINK.sub(r"\1", cell).replace("**", "")


def _header(lines: list[str]) -> tuple[int, list[str], str] | None:
    """The number of lines above the header, the columns' names and the delimiter.

    Excel may name the delimiter in a line of its own, "sep=;"; Embase and Dimensions write the search and its
    date above the header.
    """
    told = lines[0][4:5] if lines and lines[0].lower().startswith("sep=") else ""
    for above, line in enumerate(lines):
        mark = delimiter_of(line.rstrip("\r\n"))
        if mark and told in ("", mark):
            names = split(line.rstrip("\r\n"), mark)
            if (above < _SURE_ABOVE or len(fields_in(names)) >= _SURE) and not (
                above and _goes_on(names, lines[above + 1 : above + 2], mark)
            ):
                return above, names, mark
    return None


def _goes_on(names: Sequence[str], below: Sequence[str], mark: str) -> bool:
    """Whether the line below a header says the same in one of the columns known, as in a list of variables, whose rows have names of columns."""
    cells = [cell for line in below for cell in split(line.rstrip("\r\n"), mark)]
    known = {at for several in fields_in(names).values() for at in several if at < len(cells)}
    return cells != list(names) and any(names[at] == cells[at] for at in known)


def _counted(path: Path, mark: str, plain: bool, first: int) -> int:
    """The number of rows, counted without the ``csv`` module: line ends outside quotation marks."""
    quote, rows, quotes, filled = "" if plain else '"', 0, 0, False
    for number, line in enumerate(text_lines(path), 1):
        if number >= first:
            quotes += line.count(quote) if quote else 0
            filled = filled or filled_in(line, mark)
            if quotes % 2 == 0:
                rows, filled = rows + filled, False
    return rows + filled


def written(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text of a table: as Web of Science writes its own, whose columns are tags, or as CSV."""
    width = max(map(len, rows[:ABOVE]), default=0)
    whole = [[*row, *[""] * (width - len(row))] for row in rows]
    names = _people(whole)
    whole = [[cell if at in names else cell.replace(BREAK, " ") for at, cell in enumerate(row)] for row in whole]
    if any(map(is_tagged, whole[:ABOVE])):
        return "".join("\t".join(row) + "\n" for row in whole)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(whole)
    return out.getvalue()


def _people(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """The columns of names, of which each may have a line of its cell."""
    for row in rows[:ABOVE]:
        if is_header(fields := fields_in(row), row):
            return frozenset((*fields.get("authors", ()), *fields.get("editors", ())))
    return frozenset()
