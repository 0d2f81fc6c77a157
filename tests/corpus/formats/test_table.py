"""Tables: columns under any usual name, authors in any usual spelling, and no row lost silently."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.authors import people
from corpus.cleaning import clean_abstract, clean_line
from corpus.errors import CorpusError
from corpus.formats.opening import decoding
from corpus.formats.tables import table
from corpus.formats.tables.table import delimiter_of, fields_in
from corpus.models import Author


def write(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "papers.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Liu, Yun; Shen, Shihui", [("Liu", "Yun"), ("Shen", "Shihui")]),
        ("Liu, Yun", [("Liu", "Yun")]),
        ("van der Berg, Johan", [("van der Berg", "Johan")]),
        ("Liu, Y; Al-Smadi, MW", [("Liu", "Y"), ("Al-Smadi", "MW")]),
        ("Liu Y.; El Ahmadieh T.Y.", [("Liu", "Y."), ("El Ahmadieh", "T.Y.")]),
        ("Liu Y., Shen S.-H.", [("Liu", "Y."), ("Shen", "S.-H.")]),
        ("Lira R, Cruz A.", [("Lira", "R"), ("Cruz", "A")]),
        ("Yun Liu|Kun Li", [("Liu", "Yun"), ("Li", "Kun")]),
        ("Yun Liu, Lei Li and Kun Li", [("Liu", "Yun"), ("Li", "Lei"), ("Li", "Kun")]),
        ("Liu, Yun; Bee Study Group", [("Liu", "Yun"), (None, None)]),
        ("Plato", [("Plato", None)]),
        (" ; ", []),
    ],
)
def test_authors_are_read_in_every_usual_spelling(cell: str, names: list[tuple[str | None, str | None]]) -> None:
    assert [(one.family, one.given) for one in people(cell)] == names


def test_a_group_is_an_author_by_its_whole_name() -> None:
    assert people("Lira R; Bee Study Group") == (
        Author(name="R Lira", family="Lira", given="R"),
        Author(name="Bee Study Group"),
    )


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Title,DOI", ","),
        ("Title;Abstract Note;Year", ";"),
        ("TI\tAB", "\t"),
        ('"Document Title"|"PubMed ID"', "|"),
        ("Title, a novel; by nobody", None),
        ("doi,year", None),
        ("title", None),
        ("", None),
    ],
)
def test_the_delimiter_is_the_one_that_yields_columns_of_papers(line: str, mark: str | None) -> None:
    assert delimiter_of(line) == mark


def test_source_is_the_journal_only_where_no_other_column_is() -> None:
    assert fields_in(["Title", "Source"]) == {"title": [0], "journal": [1]}
    assert fields_in(["Title", "Source", "Source title"]) == {"title": [0], "source": [1], "journal": [2]}


def test_a_table_may_be_packed(tmp_path: Path) -> None:
    assert table.read(write(tmp_path, gzip.compress(b"title,doi\nBees,10.1234/bees\n"))).papers[0].title == "Bees"


@pytest.mark.slow
def test_a_cell_without_end_costs_its_row_alone(tmp_path: Path) -> None:
    rest = "".join(f"Ants {n},10.1234/{n},They walk.\n" for n in range(10_000))
    parsed = table.read(write(tmp_path, f'title,doi,abstract\nBees,10.1234/bees,"They fly.\n{rest}'))
    assert parsed.report.kept == 10_000
    (refused,) = parsed.report.rejected
    assert (refused.line, refused.reason) == (
        2,
        "a cell is longer than 131,072 characters; is a quotation mark not closed?",
    )


def test_a_line_without_end_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LONGEST_LINE", 2**20)
    with pytest.raises(CorpusError, match=r"papers\.csv, line 2 is longer than 1 MB"):
        table.read(write(tmp_path, "title,doi\n" + "x" * 2**21))


@pytest.mark.slow
def test_a_million_authors_are_refused(tmp_path: Path) -> None:
    names = "; ".join(["Bo Li"] * 9_000)
    parsed = table.read(write(tmp_path, f"title,doi,author\nBees,10.1234/bees,{names}\nAnts,10.1234/ants,Bo Li\n"))
    assert parsed.report.kept == 2
    names = "A;" * 40_000
    parsed = table.read(write(tmp_path, f"title,doi,author\nBees,10.1234/bees,{names}\nAnts,10.1234/ants,Bo Li\n"))
    assert [one.line for one in parsed.report.rejected] == [2]
    assert "the settings allow 10,000 (corpus.max_authors)" in parsed.report.rejected[0].reason


CELLS = st.text(st.characters(codec="utf-8", min_codepoint=0xA0) | st.sampled_from('ab ,";|\t\n'), max_size=30)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=8), st.sampled_from(",;|\t"))
def test_what_is_quoted_well_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], mark: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["pmid", "title", "abstract"])
    writer.writerows([str(n), f"T{title}T", f"A{text}A"] for n, (title, text) in enumerate(rows, 1))
    parsed = table.read(write(tmp_path_factory.getbasetemp(), out.getvalue()))
    assert [(p.title, p.abstract) for p in parsed.papers] == [
        (clean_line(f"T{title}T").text, clean_abstract(f"A{text}A").text) for title, text in rows
    ]


@given(st.text(st.sampled_from('ab,;"\t\n\r\x00\u2028é'), max_size=120))
def test_any_rows_balance(tmp_path_factory: pytest.TempPathFactory, rows: str) -> None:
    """Every line that holds anything belongs to one record, and the report counts it."""
    report = table.read(write(tmp_path_factory.getbasetemp(), f"title,doi,abstract\n{rows}")).report
    assert report.read == report.kept + report.merged + len(report.rejected)
    lines = f"\n{rows}".replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines[-1] = lines[-1].rstrip("\0")  # what programs put at a file's end
    filled = {number for number, line in enumerate(lines, 1) if line.strip(", ")}
    assert {one.line for one in report.rejected} <= filled
    assert bool(report.read) == bool(filled)


def test_of_very_many_columns_a_note_names_the_first(tmp_path: Path) -> None:
    names = [f"measure {at}" for at in range(5000)]
    path = write(tmp_path, ",".join(["Title", "Authors", *names]) + "\nOwls,Hay A" + ",1" * len(names) + "\n")
    (note,) = table.read(path).report.notes
    assert note.endswith("measure 38, measure 39 and 4,960 more")
