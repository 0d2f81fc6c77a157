"""What exports in public repositories held and was lost or mangled: of invented papers, in the same shapes."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.formats.test_variants import read


def test_a_doi_that_sage_writes_behind_the_key_costs_no_record(tmp_path: Path) -> None:
    text = (
        "@article{10.5555/goat.1,\ndoi:10.5555/goat.1,\nauthor = {Ada Hay and Otto Pen},\ntitle = {Goat bells},\n"
        "year = {2007},\ndoi = {10.5555/goat.1},\nabstract = {Goats ring ...}\n}\n"
    )
    parsed = read(tmp_path, text, "sage.bib")
    (paper,) = parsed.papers
    assert (paper.doi, paper.title, paper.year, len(paper.authors)) == ("10.5555/goat.1", "Goat bells", 2007, 2)


def test_a_table_that_was_made_of_bibtex(tmp_path: Path) -> None:
    text = (
        "ENTRYTYPE,ID,title,author,journal,year,doi\n"
        'article,hay2019,{Goat} bells in {West} {Africa} \\& {\\"o}stlich,"Hay, Ada and Pen, Otto",Goat \\& Kid,2019,10.5555/goat.1\n'
    )
    (paper,) = read(tmp_path, text, "papers.csv").papers
    assert (paper.title, paper.journal) == ("Goat bells in West Africa & östlich", "Goat & Kid")
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto Pen"]


def test_braces_of_a_table_that_is_of_no_bibtex_are_kept(tmp_path: Path) -> None:
    (paper,) = read(
        tmp_path, "id,title,year,doi\n1,The set {a} of goats,2019,10.5555/goat.1\n", "papers.csv"
    ).papers
    assert paper.title == "The set {a} of goats"


def test_a_year_of_publication_under_another_name(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, "title,year_publication,doi\nGoat bells,2019,10.5555/goat.1\n", "papers.csv").papers
    assert paper.year == 2019
