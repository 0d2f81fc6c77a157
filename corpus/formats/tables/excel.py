"""The sheets of Excel's .xlsx: their rows as a reader of the sheet sees them, and links with what they lead to. And those of a workbook that is
one XML file, Excel 2003's, as databases and statistics programs write one under the name of an .xls.

https://learn.microsoft.com/en-us/previous-versions/office/developer/office-xp/aa140066(v=office.10) describes the second.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.cleaning.encodings import lowered, raised
from corpus.formats.fields import shown_as, shown_number, shown_text
from corpus.formats.tables import biff
from corpus.formats.xml.xmltext import holds, locally
from corpus.patterns import late

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

MOST_COLUMNS = 500  # of a row; exports have some seventy
MOST_TAGS = 2_000_000  # of a part; fifty thousand papers of twenty columns have as many
MOST_BLANK = 1000  # rows without a cell that are kept, so that the report's lines are the sheet's rows
_SHEET = re.compile(r"xl/worksheets/sheet(\d{1,4})\.xml")
_NUMBERED = re.compile("_x([0-9A-CE-Fa-ce-f][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2})_")  # no half of a pair
_PLACE = re.compile(r"([A-Z]{1,3})\d+")
_LINK = late(r'HYPERLINK\("[^"]*"[,;] ?"[^"]*"\)')
_NAMED = "urn:schemas-microsoft-com:office:spreadsheet"


def elements(book: zipfile.ZipFile, name: str) -> Iterator[Element]:
    """The elements of a part, each when it is closed. Raises RuntimeError if they are far too many."""
    from defusedxml.ElementTree import iterparse

    begun = 0
    with book.open(name) as part:
        for event, element in iterparse(part, events=("start", "end")):
            begun += event == "start"
            if begun > MOST_TAGS:
                raise RuntimeError(name)
            if event == "end":
                yield element


def sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, bool, Iterator[list[str]]]]:
    """Each sheet in the workbook's order: its name, whether it is shown, its rows."""
    held = book.namelist()
    strings = _strings(book) if "xl/sharedStrings.xml" in held else []
    days = _styles_of_days(book) if "xl/styles.xml" in held else {}
    for part, name, shown in _ordered(book):
        yield name, shown, _rows(book, part, lambda cell: _text(cell, strings, days))


def _ordered(book: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """The parts that are sheets, each with its name and whether it is shown: as the workbook lists them, or by their numbers."""
    held = book.namelist()
    numbered = sorted((int(found[1]), part) for part in held if (found := _SHEET.fullmatch(part)))
    links, listed = "xl/_rels/workbook.xml.rels", list[tuple[str, str, bool]]()
    if links in held:
        parts = {one.get("Id", ""): one.get("Target", "") for one in elements(book, links)}
        for one in elements(book, "xl/workbook.xml"):
            if locally(one) == "sheet":
                number = next((value for name, value in one.items() if name.endswith("}id")), "")
                part = f"xl/{parts.get(number, '').removeprefix('/xl/')}"
                listed.append((part, one.get("name", ""), one.get("state", "visible") == "visible"))
    if sorted(part for part, _, _ in listed) == sorted(part for _, part in numbered):
        return listed
    return [(part, str(number), True) for number, part in numbered]


def _strings(book: zipfile.ZipFile) -> list[str]:
    """The texts that cells point at, without how they are to be read aloud."""
    found: list[str] = []
    for one in elements(book, "xl/sharedStrings.xml"):
        if locally(one) == "si":
            found.append(_texts(one))
            one.clear()
    return found


def _texts(element: Element) -> str:
    """A text, its parts as they are set: 10⁵."""
    said = ""
    for part in (element, *(one for one in element if locally(one) == "r")):
        text = "".join(one.text or "" for one in part if locally(one) == "t")
        set_as = next(
            (
                one.get("val")
                for look in part
                if locally(look) == "rPr"
                for one in look
                if locally(one) == "vertAlign"
            ),
            None,
        )
        said += (
            raised(said[-2:], text)
            if set_as == "superscript"
            else lowered(said[-2:], text)
            if set_as == "subscript"
            else text
        )
    return _shown(said)


def _shown(text: str) -> str:
    """A text with what Excel cannot write as it is, a line's end or a control, in place of its number: "_x000D_"."""
    return shown_text(_NUMBERED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text)


def _styles_of_days(book: zipfile.ZipFile) -> dict[str, str]:
    """What the styles show, by their numbers, that show a number as a day or as the month of one."""
    own = {str(number): shows for number, shows in biff.DAYS.items()}
    styles: list[str] = []
    for one in elements(book, "xl/styles.xml"):
        if locally(one) == "numFmt" and (shows := shown_as(one.get("formatCode", ""))):
            own[one.get("numFmtId", "")] = shows
        elif locally(one) == "cellXfs":
            styles = [style.get("numFmtId", "") for style in one]
    return {str(at): own[form] for at, form in enumerate(styles) if form in own}


def _rows(book: zipfile.ZipFile, name: str, text: Callable[[Element], str]) -> Iterator[list[str]]:
    last = 0
    for row in elements(book, name):
        if locally(row) != "row":
            continue
        number = row.get("r", "")
        at = int(number) if number.isdecimal() and len(number) < 8 else last + 1
        yield from ([] for _ in range(min(at - last - 1, MOST_BLANK)))
        last = at
        yield placed((_column(cell), text(cell)) for cell in row if locally(cell) == "c")
        row.clear()


def _column(cell: Element) -> int | None:
    """The column of a cell, from 0; None if it does not say."""
    found, column = _PLACE.fullmatch(cell.get("r", "")), 0
    for letter in found[1] if found else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1 if found else None


def placed(cells: Iterator[tuple[int | None, str]]) -> list[str]:
    """A row of cells, each in its column, or behind the one before it."""
    row: list[str] = []
    for column, text in cells:
        at = len(row) if column is None else column
        if text and at < MOST_COLUMNS:
            row += [""] * (at + 1 - len(row))
            row[at] = text
    return row


def _text(cell: Element, strings: Sequence[str], days: Mapping[str, str]) -> str:
    kind = cell.get("t", "n")
    link = next((one.text or "" for one in cell if locally(one) == "f"), "")
    if _LINK.fullmatch(link):
        return f"={link}"  # which shows one text, and leads to another
    said = next((one.text or "" for one in cell if locally(one) == "v"), "")
    if kind == "s":
        return strings[int(said)] if said.isdecimal() and int(said) < len(strings) else ""
    if kind == "inlineStr":
        return next((_texts(one) for one in cell if locally(one) == "is"), "")
    return _shown(said) if kind != "n" else shown_number(said, days.get(cell.get("s", "")))


def is_xml(head: str) -> bool:
    """Whether a file with this beginning is a workbook of Excel 2003's XML."""
    return _NAMED in head and holds(head, "Workbook")


def sheets_of_xml(content: bytes) -> Iterator[tuple[str, bool, list[list[str]]]]:
    """Each sheet of Excel 2003's XML, in order: its name, whether it is shown, its rows. Raises RuntimeError if there are far too many elements."""
    from defusedxml.ElementTree import iterparse

    rows, shown, begun = list[list[str]](), True, 0
    for event, one in iterparse(io.BytesIO(content), events=("start", "end")):
        begun += event == "start"
        if begun > MOST_TAGS:
            raise RuntimeError
        if event == "end" and locally(one) == "Visible":
            shown = (one.text or "").strip() == "SheetVisible"
        elif event == "end" and locally(one) == "Row":
            rows += [[] for _ in range(min(_at(one, len(rows)) - len(rows), MOST_BLANK))]
            rows.append(placed(_cells_of(one)))
            one.clear()
        elif event == "end" and locally(one) == "Worksheet":
            yield _attribute(one, "Name"), shown, rows
            rows, shown = [], True


def _cells_of(row: Element) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row:
        if locally(cell) == "Cell":
            column = _at(cell, column)
            yield column, next((_shown_of(one) for one in cell if locally(one) == "Data"), "")
            column += 1


def _shown_of(data: Element) -> str:
    said = "".join(data.itertext())
    kind = _attribute(data, "Type")
    return said[:10] if kind == "DateTime" else shown_number(said, None) if kind == "Number" else shown_text(said)


def _at(one: Element, following: int) -> int:
    """The place (from 0) of a row or cell: where it says, or behind the one before it."""
    said = _attribute(one, "Index")
    return max(int(said) - 1, following) if said.isdecimal() and len(said) < 8 else following


def _attribute(one: Element, name: str) -> str:
    return next((value for key, value in one.items() if key.rpartition("}")[2] == name), "")
