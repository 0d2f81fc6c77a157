"""Tables of services as they arrive: columns in Korean, Japanese, Chinese and German, names in two languages, types in several words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.corpus.formats.reading import read, told

ARTICLE = {
    "title": "Owls",
    "journal": "Owl Letters",
    "year": 2020,
    "volume": "7",
    "issue": "2",
    "page": "12-15",
    "abstract": "Owls hoot.",
}


@pytest.mark.parametrize(
    "header",
    [
        "논문명,저자,학술지명,발행년,권,호,페이지,초록",
        "記事タイトル,著者名,資料名,発行年,巻,号,掲載ページ,抄録",
        "Title-题名,Author-作者,Source-文献来源,Year-年,Volume-卷,Period-期,PageCount-页码,Summary-摘要",
        "Titel,Autor,Zeitschrift/Zeitung,Jahr,Jahrgang,Heftnummer,Seiten von-bis,Abstract",
        "Title/标题,Authors (作者),Journal|刊名,Year/年份,Vol./卷,No./期,Pages/页码,Abstract_摘要",
    ],
)
def test_columns_in_other_languages(tmp_path: Path, header: str) -> None:
    (paper,) = read(
        tmp_path, f'{header}\nOwls,"Hay, Ada; Pen, Otto",Owl Letters,2020,7,2,12-15,Owls hoot.\n', "owls.csv"
    ).papers
    assert told(paper, ARTICLE) == ARTICLE
    assert [one.family for one in paper.authors] == ["Hay", "Pen"]


@pytest.mark.parametrize(
    ("header", "row", "right"),
    [
        ("Document Type", "Article; Book Chapter", {"kind": "chapter"}),
        ("Document Type", "Proceedings Paper", {"kind": "paper-conference"}),
        ("Document Type", "Article; Proceedings Paper", {"kind": None}),
        ("Publication Type", "Proceeding", {"kind": "paper-conference"}),
        ("Item type", "Preprint Manuscript", {"kind": "preprint"}),
        ("Item Type,Publisher", "preprint,owlRxiv", {"kind": "preprint", "journal": "owlRxiv"}),
        ("Publication Date,Publication Year", "MAR 5,2020", {"published": "2020-03-05"}),
        ("Publication Date,Publication Year", "MAR-APR,2020", {"published": None, "year": 2020}),
        ("Publication Year,Issue Date", "2020,5 Mar 2020", {"published": "2020-03-05"}),
        ("Issue,Supplement", ",2", {"issue": "Suppl 2"}),
        ("Issue,Supplement", ",S1", {"issue": "S1"}),
        ("Issue,Supplement", "3,2", {"issue": "3"}),
        ("ISSN-国际标准刊号", "1234-5679", {"issn": "1234-5679"}),
        ("DOI-DOI", "10.5555/o.1", {"doi": "10.5555/o.1"}),
    ],
)
def test_columns_of_services(tmp_path: Path, header: str, row: str, right: dict[str, Any]) -> None:
    (paper,) = read(tmp_path, f'Title,Authors,{header}\nOwls,"Hay, Ada",{row}\n', "owls.csv").papers
    assert told(paper, right) == right


def test_names_with_and_between_them_may_have_a_suffix_or_be_a_bodys(tmp_path: Path) -> None:
    names = "van der Berg, Jan and Public, John Q., Jr. and Goat Study Group"
    (paper,) = read(tmp_path, f'title,authors,year\nOwls,"{names}",2020\n', "owls.csv").papers
    assert [(one.family, one.given, one.suffix) for one in paper.authors] == [
        ("van der Berg", "Jan", None),
        ("Public", "John Q.", "Jr."),
        (None, None, None),
    ]


def test_the_stop_behind_pubmeds_last_group_is_none_of_its_name(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, "PMID,Title,Authors\n31000001,Owls.,Hay A; Goat Study Group.\n", "owls.csv").papers
    assert [one.name for one in paper.authors] == ["A Hay", "Goat Study Group"]


def test_a_supplement_is_an_issue_and_a_country_is_none(tmp_path: Path) -> None:
    text = "FN Clarivate\nVR 1.0\nPT J\nAU Hay, A\nTI Owls\nSU 2\nPY 2020\nER\n\nEF\n"
    assert read(tmp_path, text, "owls.txt").papers[0].issue == "Suppl 2"
    for said, issue in (("Brazil", None), ("Suppl", "Suppl"), ("3", "3")):
        (paper,) = read(tmp_path, f"TY  - JOUR\nTI  - Owls\nCP  - {said}\nER  - \n", "owls.ris").papers
        assert paper.issue == issue


def test_pubmeds_csv_until_2020_describes_a_paper_by_its_authors(tmp_path: Path) -> None:
    text = (
        "Title,URL,Description,Details,ShortDetails,Resource,Type,Identifiers,Db,EntrezUID,Properties\n"
        '"Goat bells in the hills.","/pubmed/31000001","Hay A, Pen OT.","Goat Lett (Barn). 2020 Mar 5;3(2):101-109. doi: 10.5555/goat.1. Review.",'
        '"Goat Lett (Barn).  2020","PubMed","citation","PMID:31000001 | PMCID:PMC7000001","pubmed","31000001","create date:2020/03/06 | first author:Hay A",\n'
        '"Owls at noon.","/pubmed/31000002","Roe J.","Owl Lett. 2019 Jul 13. doi: 10.5555/owl.2. [Epub ahead of print]",'
        '"Owl Lett.  2019","PubMed","citation","PMID:31000002","pubmed","31000002","create date:2019/07/14",\n'
        '"Hens: a report.","/pubmed/31000003","Ox A.","Barn (UK): Hen Library; 2019 Jul."," 2019","PubMed","citation","PMID:31000003","pubmed","31000003","",\n'
    )
    goats, owls, hens = read(tmp_path, text, "pubmed_result.csv").papers
    right = {
        "title": "Goat bells in the hills", "pmid": "31000001", "doi": "10.5555/goat.1", "journal": "Goat Lett (Barn)", "year": 2020, "published": "2020-03-05",
        "volume": "3", "issue": "2", "page": "101-109", "abstract": None, "type": None,
    }  # fmt: skip
    assert told(goats, right) == right
    assert [one.family for one in goats.authors] == ["Hay", "Pen"]
    right = {"pmid": "31000002", "doi": "10.5555/owl.2", "journal": "Owl Lett", "year": 2019, "abstract": None}
    assert told(owls, right) == right
    right = {"pmid": "31000003", "doi": None, "journal": None, "year": 2019, "abstract": None}
    assert told(hens, right) == right


@pytest.mark.parametrize(
    "column", ["authorships.author.display_name", "authorships.raw_author_name", "authorships"]
)
def test_the_authors_of_openalexs_tables(tmp_path: Path, column: str) -> None:
    text = f"id,doi,title,{column},publication_year\nhttps://openalex.org/W1,https://doi.org/10.5555/goat.1,Goat bells,Ada Hay|Otto Pen,2020\n"
    (paper,) = read(tmp_path, text, "works.csv").papers
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto Pen"]
