"""JSON by names of its writer's own, as programs dump a table and people write a list by hand: of invented papers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Paper

OURS = {
    "title": "Goat bells",
    "year": 2020,
    "doi": "10.5555/goat.1",
    "journal": "Goats",
    "abstract": "Goats ring.",
}


def read(folder: Path, content: object, lines: bool = False) -> Paper:
    path = folder / "papers.json"
    path.write_text(f"{json.dumps(content)}\n" if lines else json.dumps([content], indent=1), "utf-8")
    (paper,) = read_papers(path).papers
    return paper


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize(
    "record",
    [
        {"Title": "Goat bells", "Authors": "Hay, Ada; Pen, Otto", "Year": 2020.0, "Source title": "Goats", "DOI": "10.5555/goat.1", "Abstract": "Goats ring.", "Notes": None},
        {**OURS, "author": "Ada Hay and Otto Pen", "year": "2020"},
        {**OURS, "authors": [{"first": "Ada", "last": "Hay"}, {"firstName": "Otto", "lastName": "Pen"}]},
        {"title": "Goat bells", "pub_year": 2020, "doi": "https://doi.org/10.5555/goat.1", "venue": "Goats", "summary": "Goats ring.", "creators": ["Hay, Ada", "Pen, Otto"]},
        {"type": "article", "title": "Goat bells", "author": [{"name": "Hay, Ada"}, {"name": "Pen, Otto"}], "journal": {"name": "Goats"}, "year": "2020",
         "identifier": [{"type": "doi", "id": "10.5555/goat.1"}], "abstract": "Goats ring."},
        {"_index": "goats", "_source": {**OURS, "authors": ["Ada Hay", "Otto Pen"]}},  # Elasticsearch
        {"paper": {**OURS, "authors": ["Ada Hay", "Otto Pen"]}, "score": 3},
        {"container_type": "Publication", "bib": {**OURS, "author": ["Ada Hay", "Otto Pen"]}},  # scholarly
        {**OURS, "_id": {"$oid": "5f"}, "year": {"$numberInt": "2020"}, "authors": ["Ada Hay", "Otto Pen"]},  # MongoDB
        {name: [value] for name, value in OURS.items()} | {"author": ["Hay, Ada", "Pen, Otto"]},  # Solr
        {**OURS, "Authors": [{"Name": "Ada Hay"}, {"FirstName": "Otto", "LastName": "Pen"}]},
        {**OURS, "ENTRYTYPE": "article", "title": "{Goat} bells", "author": "Hay, Ada and Pen, Otto"},  # bibtexparser
    ],
)  # fmt: skip
def test_names_of_the_writers_own(tmp_path: Path, record: dict[str, Any], lines: bool) -> None:
    paper = read(tmp_path, record, lines)
    assert (paper.title, paper.year, paper.doi, paper.abstract) == (
        "Goat bells",
        2020,
        "10.5555/goat.1",
        "Goats ring.",
    )
    assert paper.journal == "Goats"
    assert [(one.family, one.given) for one in paper.authors] == [("Hay", "Ada"), ("Pen", "Otto")]


@pytest.mark.parametrize("name", ["date", "publication_date", "published", "publishedDate", "published_at"])
@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("2020-03-05", date(2020, 3, 5)),
        ("2020-03-05T10:00:00.000Z", date(2020, 3, 5)),
        ("2020-03-05 10:00:00", date(2020, 3, 5)),
        ("5 March 2020", date(2020, 3, 5)),
        ({"year": "2020", "month": "Mar", "day": "5"}, date(2020, 3, 5)),
        ({"year": 2020, "month": 3}, 3),
        ("March 2020", 3),
        ("2020-03", 3),
        ("Spring 2020", None),
    ],
)
def test_a_day_by_any_name(tmp_path: Path, name: str, said: object, right: date | int | None) -> None:
    paper = read(tmp_path, {"title": "Goat bells", "abstract": "Goats ring.", name: said})
    assert (paper.year, paper.published or paper.month) == (2020, right)


def test_a_number_that_is_no_date_is_told(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text(json.dumps([{"title": "Goat bells", "abstract": "Ring.", "published": 1525305600}]), "utf-8")
    (note,) = read_papers(path).report.notes
    assert "its published (“1525305600”) could not be read" in note


def test_what_no_paper_has_is_told(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text(json.dumps([{**OURS, "colour": "red", "source": "Barn", "keywords": ["bell"]}]), "utf-8")
    parsed = read_papers(path)
    assert parsed.report.notes == ("field “colour” is not a paper's; it was ignored in 1 record",)
    assert (parsed.papers[0].journal, parsed.papers[0].keywords) == ("Goats", ("bell",))


def test_the_name_of_a_field_is_told_in_one_line_and_short(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text(json.dumps([{**OURS, "x\ny": 1, "k" * 3000: 2, "aq\ud800q": 3}]), "utf-8")
    told = [note.split("“")[1].split("”")[0] for note in read_papers(path).report.notes]
    assert told == ["aq\\ud800q", "k" * 40, "x y"]


def test_csl_stays_csl(tmp_path: Path) -> None:
    csl = {"type": "article-journal", "title": "Goat bells", "number": "e5", "source": "Barn", "DOI": "10.5555/goat.1", "issued": {"date-parts": [[2020]]}}  # fmt: skip
    paper = read(tmp_path, csl)
    assert (paper.year, paper.article_number, paper.journal, paper.issue) == (2020, "e5", None, None)


def test_one_without_a_name_costs_only_itself(tmp_path: Path) -> None:
    people = [{"familyName": "Hay", "givenName": "Ada"}, {"role": "none"}]
    assert [one.name for one in read(tmp_path, {**OURS, "contributors": people}).authors] == ["Ada Hay"]


def test_an_author_of_whom_only_the_place_is_told_costs_no_record(tmp_path: Path) -> None:
    people = [
        {"sequence": "additional", "affiliation": []},
        {"given": "Ada", "family": "Hay", "sequence": "first"},
    ]
    work = {"DOI": "10.5555/goat.1", "type": "journal-article", "title": ["Goat bells"], "author": people}
    assert [one.name for one in read(tmp_path, work).authors] == ["Ada Hay"]


@pytest.mark.parametrize("lines", [False, True])
def test_pubmeds_tags_as_names(tmp_path: Path, lines: bool) -> None:
    """As Biopython reads NBIB."""
    record = {
        "PMID": "30000001", "TI": "Goat bells.", "FAU": ["Hay, Ada"], "AU": ["Hay A"], "DP": "2020 Mar", "JT": "Goats", "VI": "3", "IP": "2",
        "PG": "1-9", "AID": ["S1 [pii]", "10.5555/goat.1 [doi]"], "AB": "Goats ring.", "PT": ["Journal Article", "Review"],
    }  # fmt: skip
    paper = read(tmp_path, record, lines)
    assert (paper.title, paper.pmid, paper.doi, paper.journal) == (
        "Goat bells",
        "30000001",
        "10.5555/goat.1",
        "Goats",
    )
    assert (paper.year, paper.month, paper.volume, paper.issue, paper.page) == (2020, 3, "3", "2", "1-9")
    assert ([one.name for one in paper.authors], paper.abstract, paper.type) == (
        ["Ada Hay"],
        "Goats ring.",
        "Review",
    )


@pytest.mark.parametrize("indent", [None, 1])
def test_papers_by_their_keys(tmp_path: Path, indent: int | None) -> None:
    path = tmp_path / "papers.json"
    path.write_text(
        json.dumps({"hay2020": OURS, "pen2021": {**OURS, "doi": "10.5555/goat.2", "title": "Kids"}}, indent=indent)
    )
    assert [paper.title for paper in read_papers(path).papers] == ["Goat bells", "Kids"]


def test_a_number_beside_a_volume_is_the_issue(tmp_path: Path) -> None:
    paper = read(tmp_path, {**OURS, "authors": ["Ada Hay"], "volume": "3", "number": "2"})
    assert (paper.volume, paper.issue, paper.article_number) == ("3", "2", None)


def test_a_journal_is_no_paper_inside_a_record(tmp_path: Path) -> None:
    paper = read(tmp_path, {"abstract": "Goats ring.", "doi": "10.5555/g", "journal": {"title": "Goats"}})
    assert (paper.title, paper.journal, paper.abstract) == ("", "Goats", "Goats ring.")


def test_a_summary_without_a_title_is_no_abstract(tmp_path: Path) -> None:
    path = tmp_path / "filters.json"
    path.write_text(
        json.dumps({"abbr": {"summary": "Makes it short."}, "lower": {"summary": "Makes it small."}}, indent=1),
        "utf-8",
    )
    with pytest.raises(CorpusError, match="is JSON of a kind that is not read"):
        read_papers(path)


def test_a_cell_without_a_number_as_python_writes_it_is_empty(tmp_path: Path) -> None:
    empty = float("nan")
    path = tmp_path / "papers.json"
    told = [
        {"title": "Goat bells", "abstract": empty, "doi": empty, "authors": empty, "year": 2020.0},
        {"title": empty, "abstract": "Goats ring."},
    ]
    for text in (json.dumps(told), "\n".join(map(json.dumps, told)), json.dumps({"results": told})):
        path.write_text(text, "utf-8")
        one, other = read_papers(path).papers
        assert (one.title, one.abstract, one.year, one.authors) == ("Goat bells", None, 2020, ())
        assert (other.title, other.abstract) == ("", "Goats ring.")


ROWS = [
    {"Title": "Goat bells", "Authors": "Hay, Ada; Pen, Otto", "Year": 2020, "DOI": "10.5555/goat.1", "Abstract": "Goats ring."},
    {"Title": "Goat fog", "Authors": "Hay, Ada", "Year": 2019, "DOI": None, "Abstract": float("nan")},
]  # fmt: skip
NAMES, CELLS = list(ROWS[0]), [list(row.values()) for row in ROWS]


@pytest.mark.parametrize(
    "table",
    [
        {name: {str(at): row[name] for at, row in enumerate(ROWS)} for name in NAMES},  # pandas' own way
        {name: [row[name] for row in ROWS] for name in NAMES},
        {"columns": NAMES, "index": [0, 1], "data": CELLS},
        {"schema": {"fields": []}, "data": ROWS},
        {str(at): row for at, row in enumerate(ROWS)},
        [NAMES, *CELLS],  # a spreadsheet's
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_table_in_json(table: object, indent: int | None, tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text(json.dumps(table, indent=indent), "utf-8")
    parsed = read_papers(path)
    assert (parsed.report.read, parsed.report.kept) == (2, 2)
    one, other = parsed.papers
    assert (one.title, one.year, str(one.doi), one.abstract) == (
        "Goat bells",
        2020,
        "10.5555/goat.1",
        "Goats ring.",
    )
    assert [author.name for author in one.authors] == ["Ada Hay", "Otto Pen"]
    assert (other.title, other.year, other.abstract) == ("Goat fog", 2019, None)
