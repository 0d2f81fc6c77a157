"""Further exports in shapes that public repositories hold: what programs write where they know nothing, tables of R, and PubMed's text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.formats.cells import SILENT
from tests.conftest import examples
from tests.corpus.formats.reading import read


def test_a_pmid_that_says_null_is_none(tmp_path: Path) -> None:
    """As programs write what they do not know; it makes no two papers one."""
    text = "".join(
        f"@article{{k{n},title={{Owl {n} is heard}},author={{Ada Hay}},pmid={{null}},journal={{null}}}}\n"
        for n in (1, 2)
    )
    found = read(tmp_path, text, "n.bib")
    assert [(one.title, one.pmid, one.journal) for one in found.papers] == [
        ("Owl 1 is heard", None, None),
        ("Owl 2 is heard", None, None),
    ]
    assert not found.report.rejected
    assert not found.report.notes


@pytest.mark.parametrize(
    "names",
    [
        ["Ada Hay", "Ada Hay", "Otto Pen", "Otto Pen"],
        ["Ada Hay", "Otto Pen", "Ada Hay", "Otto Pen"],
    ],
)
def test_a_list_of_authors_that_stands_twice_is_one(tmp_path: Path, names: list[str]) -> None:
    text = f"@article{{k, title = {{Owls}}, author = {{{' and '.join(names)}}}}}"
    (paper,) = read(tmp_path, text, "n.bib").papers
    assert [one.name for one in paper.authors or ()] == list(dict.fromkeys(names))


@pytest.mark.parametrize("names", [["Wei Wang", "Wei Wang", "Ada Hay"], ["Wei Wang", "Wei Wang"]])
def test_two_authors_of_one_name_are_two(tmp_path: Path, names: list[str]) -> None:
    text = f"@article{{k, title = {{Owls}}, author = {{{' and '.join(names)}}}}}"
    (paper,) = read(tmp_path, text, "n.bib").papers
    assert [one.name for one in paper.authors or ()] == names


def test_the_address_of_a_search_is_no_papers(tmp_path: Path) -> None:
    """A program that knows none writes one, with gaps in it, of which only the first word would be left."""
    one = "TY  - JOUR\nTI  - {0}\nAB  - {1}\nUR  - https://scholar.google.com/scholar?hl=en&q={0}\nER  -\n"
    text = one.format("Owls at night", "Owls were heard at night.") + one.format("Owls", "Goats were heard.")
    found = read(tmp_path, text, "n.ris")
    assert [paper.url for paper in found.papers] == [None, None]
    assert not found.report.rejected
    assert not found.report.notes


def test_an_address_of_scopus_tells_the_doi(tmp_path: Path) -> None:
    link = "https://www.scopus.com/inward/record.uri?eid=2-s2.0-99&doi=10.5555%2fOWL.0001&partnerID=40&md5=ab"
    (paper,) = read(tmp_path, f"key,title,authors,url\nrayyan-7,Owls at night,Ada Hay,{link}\n", "n.csv").papers
    assert paper.doi == "10.5555/owl.0001"


def test_a_work_of_openalex_with_few_fields_keeps_its_number(tmp_path: Path) -> None:
    """As a search gives it whose fields were chosen."""
    work = {"id": "https://openalex.org/W990077", "title": "Owls at night", "cited_by_count": 4}
    (paper,) = read(tmp_path, json.dumps({"meta": {"count": 1}, "results": [work]}), "n.json").papers
    assert (paper.source_id, paper.cited_by) == ("https://openalex.org/W990077", 4)


def test_addresses_of_authors_are_no_place_of_a_publisher(tmp_path: Path) -> None:
    """Rayyan writes them there, as a list."""
    text = '@article{k, title = {Owls}, publisher = {Owl Press}, address={["University of Chur, Chur", "Owl House, Bern"]}}'
    (paper,) = read(tmp_path, text, "n.bib").papers
    assert (paper.publisher, paper.publisher_place) == ("Owl Press", None)


def test_gaps_behind_the_marks_of_a_cell_belong_to_no_cell(tmp_path: Path) -> None:
    text = 'Type, Authors, Year, Title\n"article" ,"Ada Hay, Otto Pen" ,2020 ,"Owls, at night"\n'
    found = read(tmp_path, text, "n.csv")
    (paper,) = found.papers
    assert (paper.title, paper.year) == ("Owls, at night", 2020)
    assert [one.name for one in paper.authors or ()] == ["Ada Hay", "Otto Pen"]


R_TABLES = {
    "gaps": '"title" "year" "abstract"\n"1" "Owls at night" 2020 "Owls \\"hoot\\", we say."\n"2" "Goats" NA "Goats eat."\n',
    "tabs": "title\tyear\tabstract\n1\tOwls at night\t2020\tOwls hoot, we say.\n2\tGoats\tNA\tGoats eat.\n",
    "commas": '"title","year","abstract"\n"a","Owls at night",2020,"Owls hoot, we say."\n"b","Goats",2021,"Goats eat."\n',
}


@pytest.mark.parametrize("kind", R_TABLES)
def test_a_table_that_r_wrote_has_no_name_above_those_of_its_rows(tmp_path: Path, kind: str) -> None:
    found = read(tmp_path, R_TABLES[kind], "table.txt")
    assert [paper.title for paper in found.papers] == ["Owls at night", "Goats"]
    assert found.papers[0].year == 2020
    assert [(paper.abstract or "").replace('"', "") for paper in found.papers] == [
        "Owls hoot, we say.",
        "Goats eat.",
    ]
    assert not found.report.rejected
    assert not found.report.notes


_CELL = (
    st.text(st.characters(codec="ascii", categories=["L", "N"]) | st.sampled_from(" ,;.()-|'\""), max_size=30)
    .map(str.strip)
    .filter(lambda text: any(map(str.isalpha, text)) and text.casefold() not in SILENT)
)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(_CELL, st.integers(1950, 2025), _CELL), min_size=1, max_size=6),
    mark=st.sampled_from(" ,\t"),
    named=st.booleans(),
)
def test_whatever_r_writes_each_row_has_its_year(
    tmp_path: Path, rows: list[tuple[str, int, str]], mark: str, named: bool
) -> None:
    """As ``write.table(papers, sep = mark, row.names = named)`` does: texts between quotation marks, theirs behind backslashes."""
    quoted = [[f'"{text}"' if isinstance(text, str) else str(text) for text in row] for row in _escaped(rows)]
    lines = [mark.join([f'"{at}"', *row] if named else row) for at, row in enumerate(quoted, 1)]
    header = mark.join(('"title"', '"year"', '"abstract"'))
    found = read(tmp_path, "\n".join((header, *lines, "")), "table.txt").report
    assert found.read == len(rows)
    assert not [one.reason for one in found.rejected if "cells" in one.reason or "quotation" in one.reason]


def _escaped(rows: list[tuple[str, int, str]]) -> list[tuple[str | int, ...]]:
    return [tuple(one.replace('"', '\\"') if isinstance(one, str) else one for one in row) for row in rows]


def test_a_table_of_r_without_names_of_rows_is_read_as_any(tmp_path: Path) -> None:
    text = '"title" "year"\n"Owls at night" 2020\n"Goats \\"at\\" noon" 2021\n'
    found = read(tmp_path, text, "table.txt")
    assert [(one.title, one.year) for one in found.papers] == [
        ("Owls at night", 2020),
        ('Goats "at" noon', 2021),
    ]


def test_pubmeds_text_begins_with_a_paper_of_very_many_authors(tmp_path: Path) -> None:
    """Whose PMID stands far below its beginning."""
    many = 1500
    names = ", ".join(f"Hay{'abcdefghij'[n % 10]} N({n})" for n in range(1, many))
    places = "".join(f"({n})Institute of Owls number {n}, Chur, Switzerland.\n" for n in range(1, many))
    text = (
        f"1. Owl Lett. 2021 Jan;17(1):1-382. doi: 10.5555/owl.1.\n\nMany owls.\n\n{names}.\n\n"
        f"Author information:\n{places}\nOwls were heard by many.\n\nDOI: 10.5555/owl.1\nPMID: 99000001\n"
    )
    (paper,) = read(tmp_path, text, "n.txt").papers
    assert (paper.pmid, paper.title, paper.abstract) == ("99000001", "Many owls", "Owls were heard by many.")
    assert len(paper.authors or ()) == many - 1
    assert {one.given for one in paper.authors or ()} == {"N"}


def test_an_old_summary_of_pubmed_names_it_before_the_pmid(tmp_path: Path) -> None:
    text = "1: Hay NP, Pen O. Owls at noon. Owl Lett. 1997 Dec;72(12):1072-5. PubMed PMID: 99435713.\n"
    (paper,) = read(tmp_path, text, "n.txt").papers
    assert (paper.page, paper.article_number, paper.pmid) == ("1072-5", None, "99435713")


def test_one_name_in_full_among_many_with_initials_turns_no_other_round(tmp_path: Path) -> None:
    names = ", ".join([*(f"Hay{letter} N" for letter in "abcdefghijk"), "Ada-Mae Pen", "Ox JR Jr"])
    text = f"1. Owl Lett. 2021 Jan;17(1):1-9.\n\nOwls.\n\n{names}.\n\nOwls were heard.\n\nPMID: 99000001\n"
    (paper,) = read(tmp_path, text, "n.txt").papers
    assert [one.family for one in paper.authors or ()] == [
        *(f"Hay{letter}" for letter in "abcdefghijk"),
        "Pen",
        "Ox",
    ]


def test_a_book_of_ris_is_a_book(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, "TY  - BOOK\nTI  - Owls at night\nAU  - Hay, Ada\nER  -\n", "n.ris").papers
    assert (paper.type, paper.kind) == ("Book", "book")
