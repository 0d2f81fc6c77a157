"""Rows of a table whose cells stand beside their columns, though their number is the header's: refused, and never read as another paper."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from corpus.files import read_papers
from tests.corpus.formats.reading import read

HEADER = "Title,Authors,Year,DOI,PMID,Abstract,Notes\n"
RIGHT = 'Goat bells,"Hay, Ada",2020,10.5555/goat.1,99000001,Goats ring.,\n'
MOVED = "its cells stand in other columns than the header says"


@pytest.mark.parametrize(
    "row",
    [
        'Kid horns,,"Pen, Otto",2019,10.5555/goat.2,99000002,Horns grow.\n',
        'Kid horns,"Pen, Otto",x,y,2019,10.5555/goat.2,99000002\n',
        "Kid horns,2019,https://doi.org/10.5555/goat.2,99000002.0,Horns grow.,,\n",
        'Kid horns,,"Pen, Otto",2019,10.5555/goat.2,,Horns grow.\n',
    ],
)
def test_a_row_that_moved_is_refused(tmp_path: Path, row: str) -> None:
    """A cell too many before them, and an empty one less behind; or a cell that is missing."""
    parsed = read(tmp_path, HEADER + RIGHT + row, "goats.csv")
    assert [str(one.doi) for one in parsed.papers] == ["10.5555/goat.1"]
    assert [(one.line, one.reason) for one in parsed.report.rejected] == [(3, MOVED)]


@pytest.mark.parametrize(
    "row",
    [
        'Kid horns,"Pen, Otto",in press,none yet,,Horns grow.,seen 2019\n',
        'Kid horns,"Pen, Otto",soon,2019,12345,Horns grow.,\n',
        'Kid horns,"Pen, Otto",,,,Horns grow.,\n',
        "Kid horns,2019,10.5555/goat.2,,99000002,Horns grow.,\n",
    ],
)
def test_a_row_with_wrong_cells_that_did_not_move_is_read(tmp_path: Path, row: str) -> None:
    assert read(tmp_path, HEADER + RIGHT + row, "goats.csv").papers[1].title == "Kid horns"


def test_a_row_of_a_workbook_may_end_behind_the_header(tmp_path: Path) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER.strip().split(",")[:-1])
        sheet.write_row(1, 0, ["Goat bells", "Hay, Ada", 2020, "10.5555/goat.1", 99000001, "Goats ring."])
        sheet.write_row(2, 0, ["Kid horns", "x", "Pen, Otto", 2019, "10.5555/goat.2", 99000002, "Horns grow."])
    (tmp_path / "goats.xlsx").write_bytes(made.getvalue())
    parsed = read_papers(tmp_path / "goats.xlsx")
    assert [one.title for one in parsed.papers] == ["Goat bells"]
    assert [(one.line, one.reason) for one in parsed.report.rejected] == [(3, MOVED)]


SWAPPED = {
    "title,doi,authors,year": "10.5555/goat.2,Kid horns and bells,Otto Pen,2019",
    "Title,DOI,Authors,Year": "https://doi.org/10.5555/goat.2,Kid horns and bells,Otto Pen,2019",
    "title,pmid,authors,year": "31234567,Kid horns and bells,Otto Pen,2019",
    "title,doi,year,authors": "Kid horns and bells,10.5555/goat.2,Otto Pen,2019",
}


@pytest.mark.parametrize("header", SWAPPED)
def test_a_text_that_changed_places_with_a_number_is_refused(tmp_path: Path, header: str) -> None:
    parsed = read(tmp_path, f"{header}\n{SWAPPED[header]}\n", "goats.csv")
    assert (len(parsed.papers), [one.reason for one in parsed.report.rejected]) == (0, [MOVED])


def test_a_year_may_be_a_title(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, HEADER + '1984,"Hay, Ada",1999,10.5555/goat.1,,Goats ring.,\n', "goats.csv").papers
    assert paper.title == "1984"


def test_a_doi_is_no_title(tmp_path: Path) -> None:
    ris = "TY  - JOUR\nTI  - {}\nAB  - Goats ring.\nDO  - {}\nER  - \n"
    for title in ("10.5555/goat.1", "https://doi.org/10.5555/goat.1", "doi:10.5555/goat.1"):
        for doi in ("", "10.5555/goat.1", "Goat bells"):
            parsed = read(tmp_path, ris.format(title, doi), "goats.ris")
            assert [(one.title, str(one.doi), one.abstract) for one in parsed.papers] == [
                ("", "10.5555/goat.1", "Goats ring.")
            ]
            assert parsed.report.notes == (f"line 1: its title (“{title}”) could not be read and was left out",)
