"""A line end inside a cell that no quotation marks stand around: the two halves are one cell again, whichever column it is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.formats.reading import read

TEXT = "Goats wore bells while the\nherd came down to the river"
OTHER = "Owls slept at noon."


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_the_last_cell_goes_on_in_the_next_line(tmp_path: Path, mark: str) -> None:
    for header, row in (
        ("doi year title abstract", ("10.5555/{n}", "2020", "Title {n}", "{text}")),
        ("title doi year abstract", ("Title {n}", "10.5555/{n}", "2020", "{text}")),
        ("abstract title doi year", ("{text}", "Title {n}", "10.5555/{n}", "2020")),
    ):
        for order in ((TEXT, OTHER), (OTHER, TEXT)):
            rows = [mark.join(row).format(n=n, text=text) for n, text in enumerate(order)]
            parsed = read(tmp_path, "\n".join([header.replace(" ", mark), *rows, ""]), "goats.csv")
            assert [(str(p.doi), p.title, p.year, p.abstract) for p in parsed.papers] == [
                (f"10.5555/{n}", f"Title {n}", 2020, text.replace("\n", " ")) for n, text in enumerate(order)
            ], (header, order)


@pytest.mark.parametrize("line", ["Included studies", "total 34", "Total: 2", "n = 2", "source: Scopus"])
def test_a_note_between_rows_is_no_rest_of_one(tmp_path: Path, line: str) -> None:
    text = f"title,doi,year,keywords\nGoats,10.5555/1,2020,bells; herds\n{line}\nOwls,10.5555/2,2021,noon; sleep\n"
    parsed = read(tmp_path, text, "goats.csv")
    assert [(paper.title, paper.keywords) for paper in parsed.papers] == [
        ("Goats", ("bells", "herds")),
        ("Owls", ("noon", "sleep")),
    ]
    assert [one.line for one in parsed.report.rejected] == [3]
