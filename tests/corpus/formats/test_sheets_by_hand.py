"""Workbooks as people make them: sheets that are hidden, raised figures, links, what Excel took for a day; of invented papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import xlsxwriter

from corpus.files import read_papers
from corpus.models import Parsed

HEADER = ["Title", "Authors", "Year", "DOI", "Abstract / Summary"]
GOAT = ["Goat bells", "Hay, Ada", 2020, "10.5555/goat.1", "Goats ring."]
KID = ["Kid bells", "Pen, Otto", 2021, "10.5555/kid.1", "Kids ring."]


def made(folder: Path, fill: Callable[[xlsxwriter.Workbook], object]) -> Parsed:
    path = folder / "papers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return read_papers(path)


def test_a_hidden_sheet_is_read_after_those_that_are_shown(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        hidden, shown = book.add_worksheet("old"), book.add_worksheet("papers")
        for sheet, row in ((hidden, KID), (shown, GOAT)):
            sheet.write_row(0, 0, HEADER)
            sheet.write_row(1, 0, row)
        shown.activate()
        hidden.hide()

    parsed = made(tmp_path, fill)
    assert [(one.title, one.abstract) for one in parsed.papers] == [("Goat bells", "Goats ring.")]
    assert parsed.report.notes == ("only the first sheet with a header was read; 1 more were left out",)


def test_what_is_raised_or_lowered_in_a_cell_is_so(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet, up, down = (
            book.add_worksheet(),
            book.add_format({"font_script": 1}),
            book.add_format({"font_script": 2}),
        )
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, GOAT)
        sheet.write_rich_string(1, 0, "CO", down, "2", " of ", book.add_format({"italic": True}), "Capra")
        sheet.write_rich_string(1, 4, "At 10", up, "5", " Hz")

    (paper,) = made(tmp_path, fill).papers
    assert (paper.title, paper.abstract) == ("CO₂ of Capra", "At 10⁵ Hz")


def test_a_link_leads_to_its_doi_whatever_it_shows(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, GOAT)
        sheet.write_formula(1, 0, '=HYPERLINK("https://example.org","Goat bells")', None, "Goat bells")
        sheet.write_formula(1, 3, '=HYPERLINK("https://doi.org/10.5555/goat.1","link")', None, "link")
        sheet.write_formula(1, 2, "=2019+1", None, 2020)

    (paper,) = made(tmp_path, fill).papers
    assert (paper.title, paper.doi, paper.year) == ("Goat bells", "10.5555/goat.1", 2020)


def test_pages_that_excel_took_for_a_day_are_left_out(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "mmm-yy"})
        sheet.write_row(0, 0, ["Title", "Pages", "Issue", "Publication date"])
        sheet.write(1, 0, "Goat bells")
        for column in (1, 2, 3):
            sheet.write_datetime(1, column, datetime(2020, 1, 12), day)

    parsed = made(tmp_path, fill)
    (paper,) = parsed.papers
    assert (paper.page, paper.article_number, paper.issue, paper.year) == (None, None, None, 2020)
    assert [note.partition(" (")[0] for note in parsed.report.notes] == [
        "line 2: its article number",
        "line 2: its issue",
    ]
