"""Cells of dates and DOIs in strange dress: read, or left out with a note; of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.formats.cells import without_stop
from corpus.models import Parsed


def cell(folder: Path, column: str, value: str) -> Parsed:
    path = folder / "papers.csv"
    path.write_text(f'title,{column}\n"Goat bells","{value}"\n', "utf-8")
    return read_papers(path)


@pytest.mark.parametrize("column", ["year", "publication date", "Date", "published"])
@pytest.mark.parametrize("written", ["3/5/20", "in press", "13895", "01-Jan", "Heisei 12"])
def test_a_date_that_cannot_be_read_is_told(tmp_path: Path, column: str, written: str) -> None:
    """In a column of dates it went without a word."""
    parsed = cell(tmp_path, column, written)
    assert [(one.year, one.published) for one in parsed.papers] == [(None, None)]
    assert parsed.report.notes == (f"line 2: its year (“{written}”) could not be read and was left out",)


@pytest.mark.parametrize(
    ("written", "year", "month"),
    [
        ("202003", 2020, 3),
        ("2020-03", 2020, 3),
        ("March 2020", 2020, 3),
        ("Spring 2020", 2020, None),
        ("2020年3月5日", 2020, None),
        ("１９９９", 1999, None),
        ("2019/2020", 2019, None),
        ("n.a.", None, None),
    ],
)
def test_what_a_date_tells(tmp_path: Path, written: str, year: int | None, month: int | None) -> None:
    parsed = cell(tmp_path, "publication date", written)
    assert [(one.year, one.month) for one in parsed.papers] == [(year, month)]
    assert parsed.report.notes == ()


def test_a_number_that_is_no_month_makes_no_year(tmp_path: Path) -> None:
    assert [one.year for one in cell(tmp_path, "year", "202013").papers] == [None]


def test_one_doi_in_many_dresses_is_one_paper(tmp_path: Path) -> None:
    dresses = (
        "10.5555/goat.1", "https://doi.org/10.5555/GOAT.1", "doi:10.5555/goat.1", "DOI 10.5555/goat.1.", "10.5555%2Fgoat.1", "http://dx.doi.org/10.5555/goat.1",
        "https://doi-org.proxy.example.edu/10.5555/goat.1", "１０．５５５５／ｇｏａｔ．１", "\u200b10.5555/goat.1\u00a0", "<https://doi.org/10.5555/goat.1>", "[10.5555/goat.1]",
        "10.5555/goat.1 (Epub)", "https://doi.org/10.5555/goat.1?utm=1", "https://example.com/doi/full/10.5555/goat.1", "info:doi/10.5555/goat.1", "urn:doi:10.5555/goat.1",
    )  # fmt: skip
    path = tmp_path / "papers.csv"
    path.write_text("title,doi\n" + "".join(f'"Goat bells","{one}"\n' for one in dresses), "utf-8")
    parsed = read_papers(path)
    assert [one.doi for one in parsed.papers] == ["10.5555/goat.1"]
    report = parsed.report
    assert (report.read, report.kept, report.merged, report.notes) == (len(dresses), 1, len(dresses) - 1, ())


def test_what_a_formula_shows(tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    path.write_text(
        ',title,doi\n1,"=HYPERLINK(""https://example.org/1"",""Goat (old) bells"")","=HYPERLINK(""https://doi.org/10.5555/goat.1"";""link"")"\n'
        '2,"=""Kid bells""",10.5555/kid.1\n',
        "utf-8",
    )
    parsed = read_papers(path)
    assert [(one.title, one.doi) for one in parsed.papers] == [
        ("Goat (old) bells", "10.5555/goat.1"),
        ("Kid bells", "10.5555/kid.1"),
    ]
    assert parsed.report.notes == ()  # a column without a name has none to tell


def test_objects_by_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text(
        '{\n"a": {"title": "Goat bells", "DOI": "10.5555/goat.1"},\n"b": {"title": "Kid bells"}}', "utf-8"
    )
    assert [one.title for one in read_papers(path).papers] == ["Goat bells", "Kid bells"]


@pytest.mark.parametrize(
    ("said", "title"),
    [("Owls by ear.", "Owls by ear"), ("Owls in the U.S.", "Owls in the U.S."), ("[Owls by T.H.R.].", "[Owls by T.H.R.]"), ("Owls by ear…..", "Owls by ear…..")],
)  # fmt: skip
def test_the_stop_that_is_added_to_a_title_is_taken_off_and_no_other(said: str, title: str) -> None:
    assert without_stop(said) == title


@pytest.mark.parametrize(
    "said",
    ["Abstract available from the publisher.", "An abstract of this item is not available", "0", "无", "无摘要", "抄録なし", "Kein Abstract verfügbar.",
     "Sin resumen", "Résumé non disponible", "Resumo não disponível"],
)  # fmt: skip
def test_a_cell_that_says_that_there_is_no_abstract_is_none(tmp_path: Path, said: str) -> None:
    assert cell(tmp_path, "abstract", said).papers[0].abstract is None


def test_an_address_that_asks_for_something_is_no_part_of_a_doi(tmp_path: Path) -> None:
    for said in (
        "https://owls.example/doi/full/10.5555/owl.1?needAccess=true",
        "10.5555/owl.1?utm_source=a&utm_medium=b",
    ):
        assert cell(tmp_path, "doi", said).papers[0].doi == "10.5555/owl.1"


def test_what_a_search_marked_is_read_without_its_marks(tmp_path: Path) -> None:
    assert cell(tmp_path, "abstract", "<mark>Owls</mark> hoot.").papers[0].abstract == "Owls hoot."
