"""What programs and people leave in a cell beside what it tells: a second DOI, "&" for a last page, "and" between a person's names; of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.doi import Doi, in_cell
from corpus.files import read_papers
from corpus.formats.cells import located
from corpus.formats.links import doi_of_link
from corpus.models import Paper
from tests.corpus.formats.reading import read


def row(folder: Path, header: str, cells: str) -> Paper:
    path = folder / "papers.csv"
    path.write_text(f"{header}\n{cells}\n", "utf-8")
    parsed = read_papers(path)
    assert parsed.report.kept == 1
    return parsed.papers[0]


@pytest.mark.parametrize(
    "written",
    [
        "10.5555/goat.7;http://dx.doi.org/10.5555/goat.7", "10.5555/goat.7; https://doi.org/10.5555/goat.7", "10.5555/goat.7,https://doi.org/10.5555/goat.7",
        "https://doi.org/10.5555/goat.7;10.5555/owl.8", "10.5555/goat.7|10.5555/owl.8", "doi:10.5555/goat.7;doi:10.5555/owl.8",
    ],
)  # fmt: skip
def test_of_two_dois_in_a_cell_the_first_is_the_papers(written: str) -> None:
    """Both were read as one DOI, which nobody has."""
    assert (in_cell(written), Doi.within(written)) == ("10.5555/goat.7", "10.5555/goat.7")


def test_a_semicolon_in_a_doi_is_its_own() -> None:
    sici = "10.1002/1097-4679(199907)55:7<857::aid-jclp8>3.0.co;2-b"
    assert in_cell(sici) == sici


def test_a_bracket_of_a_doi_that_bibtex_holds_apart_is_one() -> None:
    sici = "10.1603/0022-2585(2007)44[1064:aaacpi]2.0.co;2"
    assert in_cell("10.1603/0022-2585(2007)44{[}1064:AAACPI]2.0.CO;2") == sici
    assert in_cell(r"10.1603/0022-2585(2007)44{[}1064:AAACPI{]}2.0.CO;2") == sici
    assert in_cell("10.5555/a{b}c") == "10.5555/a{b}c"
    assert in_cell("10.5555/a;b,c|d") == "10.5555/a;b,c|d"


def test_a_link_of_doi_org_with_www_is_a_doi(tmp_path: Path) -> None:
    """The paper had an address in place of its DOI."""
    assert doi_of_link("https://www.doi.org/10.5555/goat.7") == "10.5555/goat.7"
    paper = row(tmp_path, "title,year,link", "Goats wear bells,2019,https://www.doi.org/10.5555/goat.7")
    assert (paper.doi, paper.url) == ("10.5555/goat.7", None)


@pytest.mark.parametrize(
    ("written", "page", "number"),
    [
        ("477-&", "477", None), ("477-+", "477", None), ("477+", "477", None), ("e12-&", "e12", None), ("doi: 10.5555/goat.7", None, None), ("10.5555/goat.7", None, None),
        ("pii: S0012-3692(24)00099-1. doi: 10.5555/goat.7", None, None), ("pii: e123", None, "e123"), ("101561. doi: 10.5555/goat.7", None, "101561"), ("477-480", "477-480", None),
        ("477", None, "477"),
    ],
)  # fmt: skip
def test_a_page_that_is_none(written: str, page: str | None, number: str | None) -> None:
    """Web of Science writes "&" where it does not know the last page; it stood in references."""
    assert located(written) == {"page": page, "article_number": number}


def test_web_of_sciences_unknown_last_page(tmp_path: Path) -> None:
    path = tmp_path / "savedrecs.txt"
    path.write_text(
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Hay, N\nTI Goats wear bells\nSO GOAT LETTERS\nBP 477\nEP &\nPY 2019\nER\n\nEF\n",
        "utf-8",
    )
    assert read_papers(path).papers[0].page == "477"


def test_and_between_a_persons_names(tmp_path: Path) -> None:
    """As programs write that made "and" of each comma of a list from BibTeX: "Hay and Nora P.; Pen and Otto"; each was one person of two families."""
    paper = row(
        tmp_path, "title,author,year", 'Goats wear bells,"Hay and Nora P.; van der Pen and Otto; Ode and Mae",2019'
    )
    assert [(one.family, one.given) for one in paper.authors] == [
        ("Hay", "Nora P."),
        ("van der Pen", "Otto"),
        ("Ode", "Mae"),
    ]
    paper = row(tmp_path, "title,author,year", 'Goats wear bells,"Hay, Nora P. and Pen, Otto; Ode, Mae",2019')
    assert len(paper.authors) == 3


def test_pubmeds_summary_as_a_table(tmp_path: Path) -> None:
    """Biopython's: "SO" is where the paper stands, and no journal."""
    header = "pmid,Source,AuthorList,Title,Volume,Issue,Pages,FullJournalName,ELocationID,SO,DOI"
    cells = """7,Goat Lett,"['Hay NP', 'Pen O']",Goats wear bells.,9,1,6-11,Goat letters : for goats,doi: 10.5555/goat.7,2001 Mar;9(1):6-11,10.5555/goat.7"""
    paper = row(tmp_path, header, cells)
    assert (paper.journal, paper.page, paper.article_number) == ("Goat letters : for goats", "6-11", None)
    without = cells.replace("wear bells.,9,1,6-11", "wear bells.,,,")
    paper = row(tmp_path, header, without)
    assert (paper.volume, paper.issue, paper.page) == ("9", "1", "6-11")
    paper = row(tmp_path, "pmid,Title,SO", "7,Goats wear bells.,2001 Mar;9(1):6-11")
    assert (paper.journal, paper.year, paper.volume, paper.issue, paper.page) == (None, 2001, "9", "1", "6-11")


def test_a_trials_number_is_no_author(tmp_path: Path) -> None:
    """The Cochrane Library has it in place of the authors of a registered trial."""
    for number in (
        "NCT04650568",
        "CTRI/2026/04/109611",
        "ACTRN12618001520224",
        "ChiCTR2000036989",
        "EUCTR2010-019181-91-GB",
        "JPRN-UMIN000012345",
        "ISRCTN12345678",
        "IRCT20190101012345N1",
    ):
        assert row(tmp_path, "title,authors,year", f"Bells for goats,{number},2019").authors == ()
    assert len(row(tmp_path, "title,authors,year", 'Bells for goats,"Hay, N; NCT04650568",2019').authors) == 1


@pytest.mark.parametrize(
    "written",
    [
        "[No title available]",
        "No title",
        "No Title Available",
        "[No title found]",
    ],
)
def test_a_title_that_says_there_is_none(tmp_path: Path, written: str) -> None:
    path = tmp_path / "papers.csv"
    path.write_text(f"title,abstract,year\n{written},Goats wore bells on a hill.,2019\n{written},,2020\n", "utf-8")
    parsed = read_papers(path)
    assert [(one.title, one.year) for one in parsed.papers] == [("", 2019)]
    assert [one.reason for one in parsed.report.rejected] == [
        "it has neither a title nor a text, so there is nothing to search"
    ]


def test_a_summary_of_pubmed_with_an_update_behind(tmp_path: Path) -> None:
    path = tmp_path / "summary.txt"
    path.write_text(
        "1: Hay P. Goats wear bells. ArXiv [Preprint]. 2023 Apr 18:arXiv:2304.08688v1. Update\nin: Front Goat. 2023 Jun 06;11:1201. doi: 10.5555/goat.7. PMID: 37131876.\n"
        "\n2: Pen O. Owls sleep. Owl Rep. 2022;8(4):10.5555/owl.9. doi: 10.5555/owl.9. PMID: 37131877.\n",
        "utf-8",
    )
    goats, owls = read_papers(path).papers
    assert (goats.article_number, goats.year) == ("arXiv:2304.08688v1", 2023)
    assert (owls.volume, owls.issue, owls.page, owls.article_number) == ("8", "4", None, None)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("[{'name': 'Ada Hay', 'affiliation': 'Barn {old}, Hill'}, 'Otto Pen', 'Mae Ode']", ["Ada Hay", "Otto Pen", "Mae Ode"]),
        ("[{'given': 'Ada', 'family': 'Hay', 'sequence': 'first', 'affiliation': [{'name': 'Barn'}]}, {'given': 'Otto', 'family': 'Pen', 'affiliation': []}]", ["Ada Hay", "Otto Pen"]),
        ('[{"author": {"id": "A1", "display_name": "Ada Hay"}, "institutions": [{"display_name": "Barn"}]}]', ["Ada Hay"]),
        ('[{"authorId": "1", "name": "Ada Hay"}, {"authorId": null, "name": "Otto Pen"}]', ["Ada Hay", "Otto Pen"]),
        ("[{'firstName': 'Ada', 'lastName': 'Hay'}]", ["Ada Hay"]),
        ("['Ada Hay', \"Otto O'Pen\"]", ["Ada Hay", "Otto O'Pen"]),
    ],
)  # fmt: skip
def test_names_as_a_program_writes_its_list(tmp_path: Path, written: str, names: list[str]) -> None:
    """Of objects within objects, and beside texts, the whole list was cut at its commas."""
    cell = written.replace('"', '""')
    paper = row(tmp_path, "title,authors,year", f'Goats wear bells,"{cell}",2019')
    assert [one.name for one in paper.authors] == names


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10.1101/316927v1.abstract", "10.1101/316927"), ("10.1101/2020.10.15.341107v2.full", "10.1101/2020.10.15.341107"), ("10.5555/j.1948-7134.x.full", "10.5555/j.1948-7134.x"),
        ("10.5555/goat.7.full-text", "10.5555/goat.7"), ("10.5555/goat.7?null&error=cookies_not_supported&code=1", "10.5555/goat.7"), ("10.5555/goat.v2", "10.5555/goat.v2"),
    ],
)  # fmt: skip
def test_what_an_address_adds_to_a_doi(written: str, meant: str) -> None:
    """Publish or Perish makes DOIs of Google Scholar's addresses."""
    assert in_cell(written) == meant


def test_an_abstract_that_its_source_cut_off_is_told(tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    path.write_text(
        "title,abstract,year\nGoats,A protein of goats from,2019\nOwls,Owls sleep at noon …,2020\nHens,Hens lay. Level of Evidence: II,2021\nCows,Cows were here.,2022\n",
        "utf-8",
    )
    assert read_papers(path).report.notes == (
        "half a sentence or “…” at the end, where the source seems to have cut a text off, was kept in 2 texts",
    )


def test_a_bibtex_page_without_its_end(tmp_path: Path) -> None:
    path = tmp_path / "papers.bib"
    path.write_text(
        "@article{a, title = {Goats wear bells}, year = 2019, pages = {155-\\&}}\n@article{b, title = {Owls sleep}, year = 2019, pages = {10--19}}",
        "utf-8",
    )
    assert [one.page for one in read_papers(path).papers] == ["155", "10-19"]


def test_the_rest_of_a_shortened_list_of_names(tmp_path: Path) -> None:
    paper = row(tmp_path, "title,authors,year", 'Goats wear bells,"N Hay, O Pen, … for Goat Control",2019')
    assert [one.name for one in paper.authors] == ["N Hay", "O Pen"]


def test_an_issue_that_a_spreadsheet_made_a_day_of(tmp_path: Path) -> None:
    """ "3-4" became a day, and its number stood as the issue."""
    assert row(tmp_path, "title,year,issue", "Goats wear bells,2019,45720").issue is None
    assert row(tmp_path, "title,year,issue", "Goats wear bells,2019,10285").issue == "10285"


BELOW = """\
title,year,authors,keywords,periodical,arm
Goat bells,2019,"Hay, Ada",bells,Goat Letters,1
,,"Pen, Otto",goats,,2
,,,hills,,3
Fog,2020,"Ox, Eve",fog,Owl Letters,1
,,,,,2
"""


def test_rows_that_only_tell_more_of_the_one_above_belong_to_it(tmp_path: Path) -> None:
    """As OpenRefine writes several names of a paper, and merged cells leave several arms of a study."""
    parsed = read(tmp_path, BELOW, "papers.csv")
    assert (parsed.report.read, parsed.report.kept, parsed.report.rejected) == (2, 2, ())
    paper, other = parsed.papers
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto Pen"]
    assert (paper.keywords, paper.journal) == (("bells", "goats", "hills"), "Goat Letters")
    assert ([one.name for one in other.authors], other.keywords) == (["Eve Ox"], ("fog",))
    assert any("rows that tell nothing of a paper" in note and ": 3 (" in note for note in parsed.report.notes)


def test_rows_below_one_that_is_refused_are_refused(tmp_path: Path) -> None:
    parsed = read(tmp_path, BELOW.replace("Goat bells,2019", ",2019").replace("Goat Letters", ""), "papers.csv")
    assert (parsed.report.read, parsed.report.kept) == (2, 1)


def test_the_tags_of_ris_as_columns(tmp_path: Path) -> None:
    paper = row(
        tmp_path,
        "TY,AU,TI,PY,T2,VL,SP,EP,DO",
        'JOUR,"Hay, A.; Pen, O.",Goat bells,2020,Goat Letters,3,101,109,10.5555/goat.1',
    )
    assert (paper.journal, paper.volume, paper.page, paper.year) == ("Goat Letters", "3", "101-109", 2020)


def test_of_a_header_that_never_ends_only_the_beginning_is_looked_at(tmp_path: Path) -> None:
    many = ",".join(f"c{number}" for number in range(20_000))
    parsed = read(tmp_path, f"title,doi,{many},year\nGoats,10.5555/1,{many},2020\n", "goats.csv")
    assert [(paper.title, str(paper.doi), paper.year) for paper in parsed.papers] == [("Goats", "10.5555/1", None)]
    assert "columns that no field of a paper is read from were left out: c0" in parsed.report.notes[0]


LONG = "We kept owls in barns of three farms. They were counted at night for two years. " * 4


@pytest.mark.parametrize(
    ("title", "abstract", "crossed"),
    [
        (LONG, "Owls in barns of three farms: a count", True),
        (LONG, "Owls in barns. They were counted. We saw nine.", False),
        ("Owls in barns of three farms, and of one shed, " * 8, "Owls were counted", False),
        ("Owls in barns. A count of three farms. Part 2", LONG, False),
    ],
)
def test_title_and_abstract_that_changed_places_are_put_back(
    tmp_path: Path, title: str, abstract: str, crossed: bool
) -> None:
    found = read(tmp_path, f'Title,Year,Abstract\n"{title}",2020,"{abstract}"\n', "owls.csv")
    assert found.papers[0].title.startswith((abstract if crossed else title)[:40])
    assert any("had changed places" in note for note in found.report.notes) == crossed
