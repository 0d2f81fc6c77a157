"""Workbooks as people make them: sheets that are hidden, raised figures, links, what Excel took for a day; of invented papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from corpus.files import read_papers
from corpus.models import Parsed
from tests.corpus.formats.test_workbook import cells, office

HEADER = ["Title", "Authors", "Year", "DOI", "Abstract / Summary"]
GOAT = ["Goat bells", "Hay, Ada", 2020, "10.5555/goat.1", "Goats ring."]
KID = ["Kid bells", "Pen, Otto", 2021, "10.5555/kid.1", "Kids ring."]

ODS_OF = (
    "<office:document-content xmlns:office='urn:o' xmlns:table='urn:t' xmlns:text='urn:x'><office:body><office:spreadsheet>{sheets}"
    "</office:spreadsheet></office:body></office:document-content>"
)


def made(folder: Path, fill: Callable[[xlsxwriter.Workbook], object]) -> Parsed:
    path = folder / "papers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return read_papers(path)


def sheet_of(book: xlsxwriter.Workbook, name: str, *rows: Sequence[object]) -> Worksheet:
    sheet = book.add_worksheet(name)
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    return sheet


def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        hidden, shown = sheet_of(book, "old", HEADER, KID), sheet_of(book, "papers", HEADER, GOAT)
        shown.activate()
        hidden.hide()

    parsed = made(tmp_path, fill)
    assert [(one.title, one.abstract) for one in parsed.papers] == [("Goat bells", "Goats ring.")]
    assert parsed.report.notes == ("hidden sheets were left out: “old”",)


def test_a_hidden_sheet_of_libreoffice_is_left_out_too(tmp_path: Path) -> None:
    style = "<style:style style:name='{}' style:family='table'><style:table-properties table:display='{}'/></style:style>"
    sheet = "<table:table table:name='{}' table:style-name='{}'>{}</table:table>"
    shown, hidden = (
        "".join(f"<table:table-row>{cells(*map(str, row))}</table:table-row>" for row in (HEADER, paper))
        for paper in (GOAT, KID)
    )
    text = ODS_OF.format(sheets=sheet.format("papers", "ta1", shown) + sheet.format("old", "ta2", hidden))
    styles = "<office:automatic-styles xmlns:style='urn:s'>{}</office:automatic-styles>".format(
        style.format("ta1", "true") + style.format("ta2", "false")
    )
    parsed = read_papers(office(tmp_path, text.replace("<office:body>", f"{styles}<office:body>")))
    assert [one.title for one in parsed.papers] == ["Goat bells"]
    assert parsed.report.notes == ("hidden sheets were left out: “old”",)


def test_hidden_sheets_are_read_where_no_other_lists_papers(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet_of(book, "read me", ["Ask Ada"]).activate()
        sheet_of(book, "old", HEADER, KID).hide()

    parsed = made(tmp_path, fill)
    assert [one.title for one in parsed.papers] == ["Kid bells"]
    assert parsed.report.notes == ("sheets that list no papers were left out: “read me”",)


def test_each_sheet_that_lists_papers_is_read_as_the_table_it_is(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet_of(book, "PubMed", HEADER, GOAT, ["", "", "", "10.5555/none.1", ""])
        sheet_of(book, "notes", ["Ask Ada"])
        sheet_of(
            book,
            "Scopus",
            ["from May"],
            [],
            ["DOI", "Article title", "Journal"],
            ["10.5555/kid.1", "Kid bells", "Bells"],
        )

    parsed = made(tmp_path, fill)
    assert [(one.title, one.journal, one.doi) for one in parsed.papers] == [
        ("Goat bells", None, "10.5555/goat.1"),
        ("Kid bells", "Bells", "10.5555/kid.1"),
    ]
    report = parsed.report
    assert (report.read, report.kept, report.merged, parsed.lines) == (3, 2, 0, (2, 4))
    (refused,) = report.rejected
    assert (refused.line, refused.reason.partition(":")[0]) == (3, "in PubMed")
    assert report.notes == (
        "sheets that were read, with their records: “PubMed” (2), “Scopus” (1)",
        "sheets that list no papers were left out: “notes”",
    )


def test_a_sheet_that_tells_less_of_its_papers_is_none_beside_one_that_tells_which_they_are(
    tmp_path: Path,
) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet_of(book, "reviewers", ["Title", "Authors", "Reviewer"], ["Goat bells", "Hay, Ada", "Pen"])
        sheet_of(book, "papers", HEADER, GOAT)

    parsed = made(tmp_path, fill)
    assert [one.doi for one in parsed.papers] == ["10.5555/goat.1"]
    assert parsed.report.notes == ("sheets that list no papers were left out: “reviewers”",)


def test_sheets_of_an_old_workbook_and_of_libreoffice_have_their_names(tmp_path: Path) -> None:
    one = "<table:table table:name='{}'>{}</table:table>"
    row = "<table:table-row>{}</table:table-row>"
    rows = row.format(cells("Title", "DOI")) + row.format(cells("Goat bells", "10.5555/goat.1"))
    sheets = (
        one.format("first", rows) + one.format("notes", row.format(cells("Ask Ada"))) + one.format("second", rows)
    )
    parsed = read_papers(office(tmp_path, ODS_OF.format(sheets=sheets)))
    assert parsed.report.notes == (
        "sheets that were read, with their records: “first” (1), “second” (1)",
        "sheets that list no papers were left out: “notes”",
    )


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


def test_a_list_of_variables_lists_no_papers(tmp_path: Path) -> None:
    """Its rows hold names of columns, and say of each what kind of text it is."""
    variables = [("Group", "Variable", "Definition", "Kind")] + [
        ("Study", name, f"what it calls {name}", "Text") for name in ("id", "author", "journal", "doi", "country")
    ]
    papers = [("Title", "Journal"), ("Owls", "Owl Letters")]
    with xlsxwriter.Workbook(tmp_path / "owls.xlsx") as book:
        for rows in (papers, variables):
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    parsed = read_papers(tmp_path / "owls.xlsx")
    assert [one.title for one in parsed.papers] == ["Owls"]


def test_a_list_of_papers_beside_another_table_is_read(tmp_path: Path) -> None:
    """Of the other one, which has its header above, the rows may say the same."""
    rows = [
        ("Food", "Unit", ""),
        ("Oats", "kcal", "Key", "Authors", "Title", "Journal"),
        ("Rye", "kcal", "a", "Hay A", "Owls", "Owl Letters"),
    ]
    parsed = made(tmp_path, lambda book: sheet_of(book, "Foods", *rows))
    assert [(one.title, one.journal) for one in parsed.papers] == [("Owls", "Owl Letters")]
