"""ProQuest's text, RefWorks' XML and EBSCOhost's XML: of invented papers, in the shapes that real exports have."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from tests.corpus.formats.records import EBSCO, PROQUEST, REFWORKS_XML
from tests.corpus.formats.test_variants import read


@pytest.mark.parametrize("text", [PROQUEST, PROQUEST.replace("\n", "\r\n")])
def test_a_report_of_proquest(tmp_path: Path, text: str) -> None:
    """Neither its table of contents nor the bibliography behind its documents is a record, or part of one."""
    parsed = read(tmp_path, text)
    paper, thesis = parsed.papers
    assert (parsed.report.read, paper.title, paper.doi) == (2, "Goat bells: Their use at night", "10.5555/goat.1")
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto B. Pen"]
    assert (paper.journal, paper.volume, paper.issue, paper.page, paper.issn) == (
        "Goat Letters",
        "7",
        "2",
        "101-109",
        "1234-5678",
    )
    assert (str(paper.published), paper.keywords, paper.type) == ("2020-03-01", ("goat", "bell"), "Article")
    assert (paper.url, paper.source_id) == ("https://www.proquest.com/docview/7700000001", "7700000001")
    assert paper.abstract == "Goats ring. Results: 12 rang. They rang again."
    assert (thesis.title, thesis.kind, thesis.type, thesis.publisher, thesis.journal) == (
        "Kid bells",
        "thesis",
        "Ph.D. thesis",
        "University of Owlham",
        None,
    )
    assert (thesis.abstract, thesis.year) == ("Kids ring.", 2014)


def test_a_document_without_the_label_of_its_title(tmp_path: Path) -> None:
    (first, _) = read(tmp_path, PROQUEST.replace("Title: Goat bells: Their use at night\n", "")).papers
    assert first.title == "Goat bells: Their use at night"


def test_the_xml_of_refworks(tmp_path: Path) -> None:
    parsed = read(tmp_path, REFWORKS_XML)
    paper, book = parsed.papers
    assert (parsed.report.read, paper.title, paper.doi, paper.journal) == (
        2,
        "Goat bells",
        "10.5555/goat.1",
        "Goat Letters",
    )
    assert ([one.name for one in paper.authors], paper.page, paper.keywords) == (
        ["Ada Hay", "Otto Pen"],
        "101-109",
        ("goat", "bell"),
    )
    assert (paper.year, paper.month, paper.abstract) == (2020, 3, "Goats ring.")
    assert (book.title, book.kind, book.year) == ("Kids & bells", "book", 2011)


def test_the_xml_of_ebscohost(tmp_path: Path) -> None:
    parsed = read(tmp_path, EBSCO)
    paper, chapter = parsed.papers
    assert (parsed.report.read, paper.title, paper.doi, paper.pmid) == (
        2,
        "Goat bells: a study",
        "10.5555/goat.1",
        "99000001",
    )
    assert ([one.name for one in paper.authors], paper.journal, paper.issn) == (
        ["Ada Hay", "Otto B. Pen"],
        "Goat Letters",
        "1234-5678",
    )
    assert (str(paper.published), paper.volume, paper.issue, paper.page, paper.pages) == (
        "2020-03-15",
        "7",
        "2",
        "101",
        9,
    )
    assert (paper.abstract, paper.keywords, paper.type) == ("Goats ring at 10⁵ Hz.", ("Goats",), "Article")
    assert (chapter.title, chapter.kind, chapter.journal, chapter.source_id) == (
        "Kid bells",
        "chapter",
        "Bells at large",
        "140000002",
    )
    assert (chapter.published, chapter.year, chapter.url) == (
        None,
        2012,
        "https://search.ebscohost.com/login.aspx?AN=2",
    )


def test_a_label_of_proquest_with_its_value_below_it(tmp_path: Path) -> None:
    (first, _) = read(tmp_path, PROQUEST.replace("Abstract: Goats", "Abstract:\n\nGoats")).papers
    assert first.abstract == "Goats ring. Results: 12 rang. They rang again."


def test_an_article_of_psycinfo_whose_title_stands_in_a_books_place_too(tmp_path: Path) -> None:
    """And ends in a stop; its pages stand together."""
    text = EBSCO.replace("<bkinfo/>", "<bkinfo><btl>Goat bells at night.</btl></bkinfo>").replace(
        "<atl>Goat bells</atl><stl>a study</stl>", "<atl>Goat bells.</atl>"
    )
    (paper, _) = read(tmp_path, text.replace("<ppf>101</ppf>", "<pages>101-109</pages>")).papers
    assert (paper.title, paper.kind, paper.journal, paper.page) == ("Goat bells", None, "Goat Letters", "101-109")


def test_the_table_of_ebscos_new_pages(tmp_path: Path) -> None:
    """Its names stand between semicolons with a gap, and a cover's month is no day."""
    text = (
        "longDBName,shortDBName,an,title,abstract,publicationDate,contributors,docTypes,pubTypes,coverDate,source,issns,pageEnd,pageStart,pageCount,volume,issue,doi,plink\n"
        'CINAHL,rzh,140000001,Goat bells,Goats ring.,20200801,"Hay, Ada ; Pen, Otto B. ; Anonymous",Article,Academic Journal,Aug2020,Goat Letters,01979337 ; 10969837,109,101,9,7,2,10.5555/goat.1,https://example.org/p\n'
        'GeoRef,geh,2,Kid bells,,20200801,"Sty, Eva",Analytic,Serial,202008,Goat Letters,,,,,,,,\n'
    )
    paper, other = read(tmp_path, text, "export.csv").papers
    assert ([one.name for one in paper.authors], paper.journal, paper.source_id) == (
        ["Ada Hay", "Otto B. Pen"],
        "Goat Letters",
        "140000001",
    )
    assert (paper.year, paper.month, paper.published, paper.issn, paper.page) == (
        2020,
        8,
        None,
        "0197-9337",
        "101-109",
    )
    assert (other.year, other.month, other.published) == (2020, 8, None)


def test_a_table_whose_abstracts_are_called_descriptions(tmp_path: Path) -> None:
    """As pybliometrics and OSTI call them; beside a column of abstracts it is something else."""
    row = "Goat bells,Ada Hay,{}Goats ring.,goat | bell,2\n"
    head = "title,author_names,{}description,authkeywords,issueIdentifier\n"
    (paper,) = read(tmp_path, head.format("") + row.format(""), "s.csv").papers
    assert (paper.abstract, paper.keywords, paper.issue) == ("Goats ring.", ("goat", "bell"), "2")
    (paper,) = read(tmp_path, head.format("abstract,") + row.format("Goats rang.,"), "s.csv").papers
    assert paper.abstract == "Goats rang."


def test_a_table_with_descriptions_of_something_else_is_none_of_papers(tmp_path: Path) -> None:
    """As the figures of a flow diagram are kept."""
    with pytest.raises(CorpusError, match="has no line that names the columns"):
        read(tmp_path, "data,node,box,description,url,n\nx,1,2,Records found,a.html,12\n", "flow.csv")


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada B. Hay,Ada B. Hay,O. Pen,Otto Pen", ["Ada B. Hay", "Otto Pen"]),
        ("Wladimir Köppen,Wladimir Koppen,Wladimir Köppen", ["Wladimir Köppen"]),
        ("Ada Hay,Ada Hay,Otto Pen", ["Ada Hay", "Ada Hay", "Otto Pen"]),
        ("John Hay,Jane Hay,Ada Pen,Ann Pen", ["John Hay", "Jane Hay", "Ada Pen", "Ann Pen"]),
    ],
)
def test_authors_that_all_stand_there_twice_are_one_each(tmp_path: Path, cell: str, names: list[str]) -> None:
    """As ResearchRabbit writes them since 2024; siblings and namesakes among others stay."""
    (paper,) = read(
        tmp_path,
        f'DOI,PMID,Title,Abstract,Authors,Journal,Year\n10.5555/goat.1,,Goat bells,,"{cell}",Goats,2020\n',
        "r.csv",
    ).papers
    assert [one.name for one in paper.authors] == names


def test_a_cover_that_names_no_year_leaves_that_of_the_publication(tmp_path: Path) -> None:
    text = 'title,publicationDate,contributors,coverDate,source\nGoat bells,19911101,"Hay, Ada",Nov/Dec91,Goats\n'
    (paper,) = read(tmp_path, text, "e.csv").papers
    assert (paper.year, str(paper.published)) == (1991, "1991-11-01")


def test_the_table_of_dspace_with_its_languages(tmp_path: Path) -> None:
    """In which several values of a cell stand between two bars each."""
    text = (
        "id,collection,dc.contributor.author[],dc.date.issued[],dc.description.abstract[en],dc.identifier.uri,dc.identifier.doi,dc.subject[en],dc.title[en_US],dc.type[*],dc.relation.ispartof\n"
        '7,1/2,"Hay, Ada||Pen, Otto",2020-03-05,Goats ring.,http://hdl.example.org/1/7||http://example.org/7,10.5555/goat.1,goat||bell,Goat bells,Article,Goat Letters\n'
    )
    (paper,) = read(tmp_path, text, "metadata.csv").papers
    assert (paper.title, paper.doi, paper.abstract, paper.journal) == (
        "Goat bells",
        "10.5555/goat.1",
        "Goats ring.",
        "Goat Letters",
    )
    assert ([one.name for one in paper.authors], paper.keywords, paper.url) == (
        ["Ada Hay", "Otto Pen"],
        ("goat", "bell"),
        "http://hdl.example.org/1/7",
    )
    assert (paper.year, str(paper.published), paper.type) == (2020, "2020-03-05", "Article")
