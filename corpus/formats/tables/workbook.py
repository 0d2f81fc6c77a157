"""Papers from a workbook, Excel's .xlsx and old .xls or LibreOffice's .ods: each sheet that lists papers, read as the table it is.

ECMA-376 and https://docs.oasis-open.org/office/OpenDocument/ describe the parts; no formula is worked out, only what it gave.
"""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.errors import CorpusError, is_of_memory
from corpus.formats.collecting import PLAINLY, Reading, together
from corpus.formats.fields import shown_number, shown_text
from corpus.formats.opening import mail
from corpus.formats.opening.compound import BEGINS
from corpus.formats.opening.packed import PACKED, begins_with_packed, unpacked
from corpus.formats.tables import biff, excel, table
from corpus.formats.text import sideways
from corpus.formats.xml.xmltext import locally
from corpus.models import Parsed
from corpus.progress import beyond

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

LONGEST = 64 * 1024 * 1024  # bytes of all parts once unpacked; ten thousand abstracts have some twenty million
CELL, ROW = 8, 64  # bytes that a cell and a row without a text are reckoned at
Rows = list[list[str]]
_TELLING = frozenset("abstract year published doi pmid source_id".split())


@dataclass(frozen=True, eq=False)
class _Sheet:
    """A sheet: its name, whether it is shown, and its rows."""

    name: str
    shown: bool
    rows: Rows


@dataclass
class _Held:
    """All rows of a workbook, which may be far longer than its parts: a text stands in many cells, a row many times."""

    path: Path
    size: int = 0

    def of(self, rows: Iterable[list[str]]) -> Rows:
        """Some rows more. Raises CorpusError if all are far too long."""
        found = list[list[str]]()
        for row in rows:
            self.size += ROW + sum(CELL + len(text) for text in row)
            _check(self.size, self.path)
            found.append(row)
        return found


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is a workbook, by its first bytes as Latin-1; of Office's old files any may be one."""
    if head.startswith(BEGINS.decode("latin-1")):
        return not mail.is_outlooks(head)
    if excel.is_xml(head):
        return True
    if begins_with_packed(head):
        return False
    return head.startswith("PK\x03\x04") and ("xl/" in head[:4000] or "opendocument.spreadsheet" in head[:4000])


def read(path: Path, reading: Reading = PLAINLY) -> Parsed:
    """The papers of all sheets that list some and are shown, else of the hidden ones, and the report that balances.

    Raises CorpusError, in one sentence, if it cannot be read or no sheet has a header.
    """
    sheets = [sheet for sheet in _sheets(path) if any(map(any, sheet.rows))]
    lists = [sheet for sheet in sheets if _reader(sheet.rows)]
    if not lists:
        raise CorpusError(
            f"{path.name} has no sheet with a row that names the columns of papers; write one above them, such as title, authors, year, journal, doi, abstract."
        )
    telling = [sheet for sheet in lists if _tells(sheet.rows)] or lists[:1]
    chosen = [sheet for sheet in telling if sheet.shown] or telling
    found = list[tuple[str, Parsed]]()
    with tempfile.TemporaryDirectory(prefix="marrow-") as folder:
        copy = Path(folder) / path.name  # reports call the file by its name
        for sheet in chosen:
            copy.write_text(table.written(sheet.rows), "utf-8", newline="")
            before = sum(parsed.report.read for _, parsed in found)
            read_one = _reader(sheet.rows) or table.read
            found.append((sheet.name, read_one(copy, replace(reading, progress=beyond(before, reading.progress)))))
    parsed = found[0][1] if len(found) == 1 else together(path.name, found)
    return parsed.noted(*_told(found, [sheet for sheet in sheets if sheet not in chosen], telling))


def _reader(rows: Rows) -> Callable[[Path, Reading], Parsed] | None:
    """What reads the rows of a sheet: as a table, or as one that lies on its side; None if they list no papers."""
    head = table.written(rows[: table.ABOVE])
    if sideways.is_embases(head):
        return sideways.read
    return table.read if table.looks_like(head) else None


def _tells(rows: Rows) -> bool:
    """Whether a sheet has what papers say, or what tells which papers they are: the same of two sheets are then one."""
    if _reader(rows) is sideways.read:
        return True
    for row in rows[: table.ABOVE]:
        if table.is_header(fields := table.fields_in(row), row):
            return not _TELLING.isdisjoint(fields)
    return False


def _told(read: Sequence[tuple[str, Parsed]], left: Sequence[_Sheet], telling: Sequence[_Sheet]) -> Iterator[str]:
    """What is told of the sheets that were read, if they are several, and of those that were not."""
    if len(read) > 1:
        counts = ", ".join(f"“{name}” ({parsed.report.read:,})" for name, parsed in read)
        yield f"sheets that were read, with their records: {counts}"
    hidden = ", ".join(f"“{one.name}”" for one in left if one in telling)
    others = ", ".join(f"“{one.name}”" for one in left if one not in telling)
    if others:
        yield f"sheets that list no papers were left out: {others}"
    if hidden:
        yield f"hidden sheets were left out: {hidden}"


def _of_any(path: Path, held: _Held) -> list[_Sheet]:
    """The sheets of a workbook of any age."""
    if biff.is_old(path):
        _check(path.stat().st_size, path)
        old = biff.sheets(path.read_bytes())
        return [_Sheet(name, shown, held.of(_placed_rows(cells))) for name, shown, cells in old]
    if not zipfile.is_zipfile(path):
        with unpacked(path) as stream:
            content = stream.read(LONGEST + 1)
        if content.startswith(
            PACKED[0]
        ):  # its directory is lost, and perhaps the part in which its texts stand apart from its cells
            raise CorpusError(f"{path.name} is a workbook that was cut off; fetch or save it again.")
        _check(len(content), path)
        return [_Sheet(name, shown, held.of(rows)) for name, shown, rows in excel.sheets_of_xml(content)]
    with zipfile.ZipFile(path) as book:
        _check_size(book, path)
        if "xl/workbook.xml" not in book.namelist():
            return list(_of_office(book, held))
        return [_Sheet(name, shown, held.of(rows)) for name, shown, rows in excel.sheets(book)]


def _sheets(path: Path) -> list[_Sheet]:
    """The sheets of a workbook in order. Raises CorpusError."""
    from xml.etree.ElementTree import ParseError  # nosec B405: its types; defusedxml reads

    from defusedxml.common import DefusedXmlException

    try:
        return _of_any(path, _Held(path))
    # RuntimeError: zipfile's, of what is locked by a password or packed in a way that it does not know
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        LookupError,
        ParseError,
        DefusedXmlException,
    ) as error:
        if is_of_memory(error):
            raise MemoryError(str(error)) from None
        raise CorpusError(
            f"{path.name} is a workbook that cannot be read; save its sheet as CSV and import that."
        ) from None
    except biff.BiffError:
        raise CorpusError(f"{path.name} is an old Office file; save it as CSV and import that.") from None
    except OSError as error:
        raise CorpusError(f"{path.name} could not be read: {error.strerror or error}.") from None


def _check_size(book: zipfile.ZipFile, path: Path) -> None:
    """Raise CorpusError if the parts are far too long together; none gives more than it says here."""
    _check(sum(part.file_size for part in book.infolist() if part.filename.endswith(".xml")), path)


def _check(size: int, path: Path) -> None:
    if size > LONGEST:
        raise CorpusError(
            f"{path.name} unpacks to more than {LONGEST // 2**20} MB; save its sheet as CSV and import that."
        )


def _placed_rows(cells: biff.Cells) -> Iterator[list[str]]:
    last = -1
    for at in sorted(cells):
        yield from ([] for _ in range(min(at - last - 1, excel.MOST_BLANK)))
        last = at
        yield excel.placed((column, shown_text(text)) for column, text in sorted(cells[at].items()))


def _of_office(book: zipfile.ZipFile, held: _Held) -> Iterator[_Sheet]:
    """The sheets of a spreadsheet of LibreOffice, which stand in one part."""
    rows, hidden = list[list[str]](), set[str]()
    for one in excel.elements(book, "content.xml"):
        if locally(one) == "style" and any(_attribute(part, "display") == "false" for part in one):
            hidden.add(_attribute(one, "name"))
        elif locally(one) == "table-row":
            rows += held.of(_office_rows(one))
            one.clear()
        elif locally(one) == "table":
            yield _Sheet(_attribute(one, "name"), _attribute(one, "style-name") not in hidden, rows)
            rows = []


def _office_rows(row: Element) -> Iterator[list[str]]:
    cells: list[str] = []
    for cell in row:
        if len(cells) < excel.MOST_COLUMNS:
            cells += [_office_text(cell)] * min(
                _times(cell, "number-columns-repeated"), excel.MOST_COLUMNS - len(cells)
            )
    while cells and not cells[-1]:
        cells.pop()
    yield from (cells for _ in range(min(_times(row, "number-rows-repeated"), excel.MOST_BLANK)))


def _times(element: Element, name: str) -> int:
    said = _attribute(element, name)
    return int(said) if said.isdecimal() and len(said) < 8 else 1


def _office_text(cell: Element) -> str:
    """The text of a cell, or the number or the day behind how it is shown."""
    known = {"date": "date-value", "float": "value"}.get(_attribute(cell, "value-type"), "")
    if known and (said := _attribute(cell, known)):
        return said[:10] if known == "date-value" else shown_number(said, None)
    return shown_text("\n".join("".join(one.itertext()) for one in cell if locally(one) == "p"))


def _attribute(element: Element, name: str) -> Any:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
