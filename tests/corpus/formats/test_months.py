"""The month in which a paper came out, where no day is known: of every format that tells one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.citing import cite
from corpus.doi import Doi
from corpus.files import read_papers
from corpus.formats.fields import but_new_year, month_of
from corpus.models import Paper
from tests.corpus.formats.test_told_elsewhere import UNIXREF


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2024-03", 3), ("2024/3", 3), ("2024/03//", 3), ("2024/03/00", 3), ("2024-12-00", 12), ("03/2024", 3), ("2024 Mar", 3), ("Mar 2024", 3),
        ("March 2024", 3), ("MAR", 3), ("Sept. 2024", 9), ("2024 Mar 15", 3), ("Mar 15", 3), ("3", 3), ("2024, March", 3), ("2024/03//Spring", 3), ("2024//Mar", 3), ("2024///Mar", 3),
        ("2024", None), ("2024 Mar-Apr", None), ("MAR-APR", None), ("2024 Spring", None), ("2019-11/2020-01", None), ("2024-13", None), ("0", None),
        ("2024-00-00", None), ("in press", None), ("", None), ("marsupial", None), ("12345", None),
    ],
)  # fmt: skip
def test_a_month_is_read(text: str, month: int | None) -> None:
    assert month_of(text) == month


JATS = (
    "<article><front><article-meta><title-group><article-title>Owls</article-title></title-group>"
    "<pub-date pub-type='ppub'><month>3</month><year>2024</year></pub-date></article-meta></front></article>"
)
PUBMED = (
    "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue><PubDate><Year>2024</Year>"
    "<Month>Mar</Month></PubDate></JournalIssue></Journal><ArticleTitle>Owls</ArticleTitle></Article></MedlineCitation>"
    "</PubmedArticle></PubmedArticleSet>"
)
ENDNOTE = (
    "<xml><records><record><titles><title>Owls</title></titles><dates><year>2024</year><pub-dates><date>{date}</date></pub-dates>"
    "</dates></record></records></xml>"
)
PRINTED = '<publication_date media_type="print"><month>3</month><year>2024</year></publication_date>'
MODS = "<mods><titleInfo><title>Owls</title></titleInfo><originInfo><dateIssued>2024-03</dateIssued></originInfo></mods>"
FILES = {
    "a.ris": "TY  - JOUR\nTI  - Owls\nPY  - 2024\nDA  - 2024/03//\nER  - \n",
    "b.ris": "TY  - JOUR\nTI  - Owls\nY1  - 2024/03//\nER  - \n",
    "c.ris": "TY  - JOUR\nTI  - Owls\nPY  - 2024\nDA  - MAR\nER  - \n",
    "a.bib": "@article{a, title={Owls}, year={2024}, month=mar}",
    "b.bib": "@article{a, title={Owls}, year={2024}, month={March}}",
    "c.bib": "@article{a, title={Owls}, date={2024-03}}",
    "d.bib": "@article{a, title={Owls}, year=2024, month=3}",
    "a.nbib": "PMID- 1\nTI  - Owls\nDP  - 2024 Mar\n",
    "a.csl": json.dumps([{"id": "1", "title": "Owls", "issued": {"date-parts": [[2024, 3]]}}]),
    "b.csl": json.dumps([{"id": "1", "title": "Owls", "issued": {"raw": "2024-03"}}]),
    "a.jsonl": json.dumps({"_id": "1", "title": "Owls", "year": 2024, "month": 3}),
    "a.csv": "title,year,publication date,doi\nOwls,2024,2024-03,10.5555/o.1\n",
    "b.csv": "title,date,doi\nOwls,March 2024,10.5555/o.1\n",
    "wos.csv": "Article Title,Publication Year,Publication Date,DOI\nOwls,2024,MAR,10.5555/o.1\n",
    "wos.txt": "FN Clarivate\nVR 1.0\nPT J\nTI Owls\nPY 2024\nPD MAR\nER\n\nEF\n",
    "a.enw": "%0 Journal Article\n%T Owls\n%D 2024\n%8 March\n",
    "summary.txt": "1: Hay NP. Owls. Owl Lett. 2024 Mar;12(3):1-9. PMID: 77.\n",
    "refworks.txt": "RT Journal Article\nT1 Owls\nYR 2024\nFD Mar 2024\n",
    "jats.xml": JATS,
    "pubmed.xml": PUBMED,
    "endnote.xml": ENDNOTE.format(date="Mar"),
    "mods.xml": MODS,
    "unixref.xml": UNIXREF.format(issue=PRINTED, own=""),
    "zotero.json": json.dumps([{"itemType": "journalArticle", "key": "A", "title": "Owls", "date": "03/2024"}]),
    "lens.json": json.dumps([{"lens_id": "1", "title": "Owls", "date_published": "2024-03"}]),
    "one.json": json.dumps(
        {"id": "1", "title": "Owls", "DOI": "10.5555/o.1", "issued": {"date-parts": [["2024", "3"]]}}
    ),
    "covidence.csv": "Title,Published Year,Published Month,DOI\nOwls,2024,3,10.5555/o.1\n",
    "rayyan.csv": "key,title,year,month,day,doi\nr-1,Owls,2024,Mar,,10.5555/o.1\n",
    "doaj.json": json.dumps(
        {"results": [{"id": "1", "bibjson": {"title": "Owls", "year": "2024", "month": "3"}}]}
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_each_format_tells_the_month(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(FILES[name], "utf-8")
    (paper,) = read_papers(path).papers
    assert (paper.year, paper.month, paper.published) == (2024, 3, None)


def test_a_day_says_the_month_already(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text("TY  - JOUR\nTI  - Owls\nPY  - 2024\nDA  - 2024/03/05\nER  - \n", "utf-8")
    (paper,) = read_papers(path).papers
    assert (str(paper.published), paper.month) == ("2024-03-05", None)


def test_a_month_without_a_year_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text("@article{a, title={Owls}, month=mar}", "utf-8")
    assert read_papers(path).papers[0].month is None


@pytest.mark.parametrize(
    ("style", "name"), [("ris", "a.ris"), ("bibtex", "a.bib"), ("nbib", "a.nbib"), ("csl-json", "a.csl")]
)
def test_what_is_exported_tells_it_too(tmp_path: Path, style: str, name: str) -> None:
    path = tmp_path / name
    paper = Paper(doi=Doi("10.5555/o.1"), title="Owls", year=2024, month=3, abstract="Owls hoot.")
    path.write_text(cite([paper], style), "utf-8")
    found = read_papers(path).papers[0]
    assert (found.year, found.month, found.published) == (2024, 3, None)


@pytest.mark.parametrize("order", [1, -1])
def test_a_month_goes_with_its_year(tmp_path: Path, order: int) -> None:
    """Of two records of one paper that give two years."""
    records = (
        "TY  - JOUR\nTI  - Owls at night hoot\nDO  - 10.5555/o.1\nPY  - 2024\nER  - \n",
        "TY  - JOUR\nTI  - Owls at night hoot\nDO  - 10.5555/o.1\nDA  - 2023/12//\nER  - \n",
    )
    path = tmp_path / "a.ris"
    path.write_text("\n".join(records[::order]), "utf-8")
    (paper,) = read_papers(path).papers
    assert (paper.year, paper.month) == ((2024, None) if order == 1 else (2023, 12))


def test_the_first_of_january_is_a_year_alone() -> None:
    assert (but_new_year("2021-01-01"), but_new_year("2021-01-02"), but_new_year(None)) == (
        None,
        "2021-01-02",
        None,
    )
