"""The sheets of a workbook that is one XML file, Excel 2003's, as databases and statistics programs write one under the name of an .xls.

https://learn.microsoft.com/en-us/previous-versions/office/developer/office-xp/aa140066(v=office.10) describes it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.formats.excel import MOST_BLANK, MOST_TAGS, placed
from corpus.formats.fields import shown_number, shown_text
from corpus.formats.xmltext import holds, locally

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405: its types; defusedxml reads

_NAMED = "urn:schemas-microsoft-com:office:spreadsheet"


def looks_like(head: str) -> bool:
    """Whether a file with this beginning is such a workbook."""
    return _NAMED in head and holds(head, "Workbook")


def sheets(content: bytes) -> Iterator[tuple[str, bool, list[list[str]]]]:
    """Each sheet in the workbook's order: its name, whether it is shown, its rows. Raises RuntimeError if there are far too many elements."""
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
            rows.append(placed(_cells(one)))
            one.clear()
        elif event == "end" and locally(one) == "Worksheet":
            yield _attribute(one, "Name"), shown, rows
            rows, shown = [], True


def _cells(row: Element) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row:
        if locally(cell) == "Cell":
            column = _at(cell, column)
            yield column, next((_text(one) for one in cell if locally(one) == "Data"), "")
            column += 1


def _text(data: Element) -> str:
    said = "".join(data.itertext())
    kind = _attribute(data, "Type")
    return said[:10] if kind == "DateTime" else shown_number(said, None) if kind == "Number" else shown_text(said)


def _at(one: Element, following: int) -> int:
    """The place (from 0) of a row or cell: where it says, or behind the one before it."""
    said = _attribute(one, "Index")
    return max(int(said) - 1, following) if said.isdecimal() and len(said) < 8 else following


def _attribute(one: Element, name: str) -> str:
    return next((value for key, value in one.items() if key.rpartition("}")[2] == name), "")
