"""Tables whose columns programs call by names of their own; each row is the same invented paper."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Paper, Parsed

TITLE = "Goat bells in the hills: a study"
PLACED = {"journal": "Goat Letters", "volume": "3", "issue": "2", "page": "101-109", "year": 2020}
TABLES: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "Rayyan": (
        {
            "key": "rayyan-1", "title": TITLE, "year": "2020", "month": "3", "day": "5", "journal": "Goat Letters", "volume": "3", "issue": "2",
            "pages": "101-109", "authors": "Hay, Ada and Pen, Otto", "pubmed_id": "31234567",
        },
        {**PLACED, "published": "2020-03-05", "pmid": "31234567"},
    ),
    "Publish or Perish": (
        {
            "Cites": "7", "Authors": "Ada Hay, Otto Pen", "Title": TITLE, "Year": "2020", "Source": "Goat Letters", "Volume": "0", "Issue": "0",
            "StartPage": "0", "EndPage": "0", "ECC": "7",
        },
        {"journal": "Goat Letters", "volume": None, "issue": None, "page": None, "cited_by": 7},
    ),
    "an evidence map": (
        {"id": "I7", "title": TITLE, "authors": "Hay, Ada; Pen, Otto", "year": "2020", "source_url": "https://doi.org/10.5555/goat.1"},
        {"year": 2020, "doi": "10.5555/goat.1"},
    ),
    "OpenAlex": (
        {
            "title": TITLE, "authorships.author.display_name": "Ada Hay|Otto Pen", "publication_year": "2020", "ids.pmid": "https://pubmed.ncbi.nlm.nih.gov/31234567",
            "primary_location.source.display_name": "Goat Letters", "biblio.volume": "3", "biblio.issue": "2", "biblio.first_page": "101",
            "biblio.last_page": "109", "keywords.display_name": "Goat|Bell",
        },
        {**PLACED, "pmid": "31234567", "keywords": ("Goat", "Bell")},
    ),
    "IEEE Xplore": (
        {
            "Document Title": TITLE, "Authors": "Ada Hay; Otto Pen", "Publication Title": "2020 IEEE Goat Days", "Publication Year": "2020",
            "Start Page": "101", "End Page": "109", "Document Identifier": "IEEE Conferences",
        },
        {"journal": "2020 IEEE Goat Days", "page": "101-109", "kind": "paper-conference", "type": "Conference paper"},
    ),
    "PubMed": (
        {
            "PMID": "31234567", "Title": f"{TITLE}.", "Authors": "Hay A, Pen O.", "Journal/Book": "Goat Letters", "Publication Year": "2020",
            "Citation": "Goat Letters. 2020 Mar 5;3(2):101-109. doi: 10.5555/g.1. Epub 2019 Dec 1.",
        },
        {**PLACED, "published": "2020-03-05", "pmid": "31234567"},
    ),
    "PubMed, ahead of print": (
        {"PMID": "31234567", "Title": TITLE, "Authors": "Hay A, Pen O.", "Journal/Book": "Goat Letters", "Citation": "Goat Letters. 2020 Mar;3 Suppl 1:e7."},
        {"volume": "3 Suppl 1", "issue": None, "page": None, "article_number": "e7", "month": 3},
    ),
    "Citavi": (
        {
            "Dokumententyp": "Zeitschriftenaufsatz", "Autor": "Hay, Ada; Pen, Otto", "Titel": "Goat bells in the hills", "Untertitel": "a study",
            "Jahr": "2020", "Zeitschrift/Zeitung": "Goat Letters", "Jahrgang": "3", "Nummer": "2", "Seiten von-bis": "101–109",
        },
        PLACED,
    ),
    "CORD-19": (
        {"cord_uid": "a", "title": TITLE, "publish_time": "2020-03-05", "authors": "Hay, Ada; Pen, Otto", "journal": "Goat Letters", "pubmed_id": "31234567"},
        {"published": "2020-03-05", "pmid": "31234567"},
    ),
    "Europe PMC": (
        {
            "TITLE": TITLE, "AUTHOR_STRING": "Hay A, Pen O.", "JOURNAL_TITLE": "Goat Letters", "ISSUE": "2", "JOURNAL_VOLUME": "3", "PUB_YEAR": "2020",
            "PAGE_INFO": "101-109", "JOURNAL_ISSN": "1234-5679",
        },
        {**PLACED, "issn": "1234-5679"},
    ),
    "HAL": (
        {
            "title_s": TITLE, "authFullName_s": "Ada Hay, Otto Pen", "journalTitle_s": "Goat Letters", "volume_s": "3", "issue_s": "2", "page_s": "101-109",
            "producedDateY_i": "2020", "doiId_s": "10.5555/g.1",
        },
        {**PLACED, "doi": "10.5555/g.1"},
    ),
    "EndNote": (
        {
            "Reference Type": "Journal Article", "Author": "Hay, Ada//Pen, Otto", "Year": "2020", "Title": TITLE, "Secondary Title": "Goat Letters",
            "Volume": "3", "Number": "2", "Pages": "101-109", "ISBN/ISSN": "1234-5679", "Keywords": "goat//bell",
        },
        {**PLACED, "issn": "1234-5679", "keywords": ("goat", "bell")},
    ),
    "Semantic Scholar": (
        {
            "paperId": "a1", "title": TITLE, "year": "2020", "authors": "[{'name': 'A. Hay'}, {'name': 'O. Pen'}]", "externalIds.DOI": "10.5555/g.1",
            "externalIds.PubMed": "31234567", "journal.name": "Goat Letters", "journal.volume": "3", "journal.pages": "101-109",
        },
        {"journal": "Goat Letters", "volume": "3", "page": "101-109", "doi": "10.5555/g.1", "pmid": "31234567"},
    ),
    "LILACS": (
        {"ID": "lil-1", "Title": TITLE, "Authors": "Hay, Ada; Pen, Otto", "Journal": "Goat Letters", "Publication year": "2020", "Volume number": "3", "Issue number": "2"},
        {"journal": "Goat Letters", "volume": "3", "issue": "2", "year": 2020},
    ),
    "rispy": (
        {
            "type_of_reference": "CONF", "authors": "['Hay, Ada', 'Pen, Otto']", "title": TITLE, "secondary_title": "Goat Letters", "alternate_title1": "Goat Lett.",
            "year": "2020", "volume": "3", "number": "2", "start_page": "101", "end_page": "109", "urls": "['https://example.org/1']",
        },
        {**PLACED, "type": "Conference paper", "kind": "paper-conference", "short_journal": "Goat Lett."},
    ),
    "bibtexparser": (
        {"ENTRYTYPE": "inproceedings", "ID": "hay2020", "title": TITLE, "author": "Hay, Ada and Pen, Otto", "booktitle": "Goat Letters", "year": "2020", "pages": "101--109"},
        {"journal": "Goat Letters", "year": 2020, "page": "101-109", "kind": "paper-conference"},
    ),
    "Crossref": (
        {"title": TITLE, "authors": "Hay, Ada; Pen, Otto", "type": "posted-content", "DOI": "10.5555/g.1"},
        {"kind": "preprint", "type": "Preprint", "doi": "10.5555/g.1"},
    ),
    "a list in French": (
        {"Auteur(s)": "Hay, Ada; Pen, Otto", "Titre de l'article": TITLE, "Année de publication": "2020", "Revue": "Goat Letters", "Vol.": "3", "Numéro": "2", "pp.": "101-109"},
        PLACED,
    ),
    "a list in Spanish": (
        {"Autor(es)": "Hay, Ada; Pen, Otto", "Título del artículo": TITLE, "Año de publicación": "2020", "Revista": "Goat Letters", "Vol.": "3", "Núm.": "2", "Págs.": "101-109"},
        PLACED,
    ),
    "a form": (
        {
            "1. Title (German)": "Ziegen", "2. Title": TITLE, "3. Author(s) [surname, initials]": "Hay A, Pen O", "4. Year": "2020",
            "5. Journal (full name)": "Goat Letters", "6. DOI (if any)": "10.5555/g.1", "Volume (ml)": "5", "Year (range)": "1-2",
        },
        {"journal": "Goat Letters", "year": 2020, "doi": "10.5555/g.1", "volume": None},
    ),
    "Notion": (
        {"Name": TITLE, "Authors": "Hay, Ada; Pen, Otto", "Year": "2020", "DOI": "10.5555/g.1", "Tags": "goat"},
        {"doi": "10.5555/g.1", "year": 2020},
    ),
}  # fmt: skip


def read(folder: Path, text: str, name: str = "goats.csv") -> Parsed:
    (folder / name).write_text(text, "utf-8")
    return read_papers(folder / name)


def told(paper: Paper, names: dict[str, Any]) -> dict[str, Any]:
    found = {name: getattr(paper, name) for name in names}
    return {name: value.isoformat() if name == "published" and value else value for name, value in found.items()}


@pytest.mark.parametrize("program", TABLES)
def test_a_row_is_the_paper(tmp_path: Path, program: str) -> None:
    row, right = TABLES[program]
    out = io.StringIO()
    csv.writer(out).writerows((row.keys(), row.values()))
    (paper,) = read(tmp_path, out.getvalue()).papers
    assert paper.title == TITLE
    assert [author.family for author in paper.authors] == ["Hay", "Pen"]
    assert told(paper, right) == right


@pytest.mark.parametrize(
    ("said", "names", "year"),
    [
        ("Hay et al., 2019", ["Hay"], 2019),
        ("Hay & Pen (2019a)", ["Hay", "Pen"], 2019),
        ("van der Hay and Pen, 2019", ["van der Hay", "Pen"], 2019),
        ("Hay, Ada; Pen, Otto (2019)", ["Ada Hay", "Otto Pen"], 2019),
        (
            "Centers for Disease Control and Prevention (2019)",
            ["Centers for Disease Control and Prevention"],
            2019,
        ),
        ("2019, Hay", ["Hay"], 2019),
        ("Hay", ["Hay"], None),
    ],
)
def test_names_and_year_in_one_cell(tmp_path: Path, said: str, names: list[str], year: int | None) -> None:
    out = io.StringIO()
    csv.writer(out).writerows((("Author (Year)", "Title"), (said, TITLE)))
    (paper,) = read(tmp_path, out.getvalue()).papers
    assert ([author.name for author in paper.authors], paper.year) == (names, year)


def test_a_subtitle_alone_is_the_title(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, "Autor,Titel,Untertitel,Jahr,DOI\nHay A,,Goat bells,2020,10.5555/g.1\n").papers
    assert paper.title == "Goat bells"


def test_a_name_alone_is_no_title(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="has no line that names the columns of papers"):
        read(tmp_path, "Name,Year,Room\nAda Hay,2020,7\n")
    with pytest.raises(
        CorpusError, match="has no line that names the columns of papers"
    ):  # authors, each with a paper
        read(tmp_path, "doi,volume,year,source,position,name\n10.5555/g.1,42,2026,openalex,first,Ada Hay\n")


def test_a_table_of_markdown(tmp_path: Path) -> None:
    text = (
        "# Reading list\n\n| Title | Authors | Year | DOI |\n|-------|:-------:|-----:|-----|\n| [Goat bells](https://example.org/a) | Ada Hay; Otto Pen | 2020 |"
        " 10.5555/g.1 |\n| **Kids** | Al Ox | 2019 | [10.5555/k.1](https://doi.org/10.5555/k.1) |\n"
    )
    parsed = read(tmp_path, text, "list.md")
    assert [(paper.title, paper.year, paper.doi) for paper in parsed.papers] == [
        ("Goat bells", 2020, "10.5555/g.1"),
        ("Kids", 2019, "10.5555/k.1"),
    ]
    assert (parsed.report.read, parsed.lines) == (2, (5, 6))


def test_a_table_of_org(tmp_path: Path) -> None:
    text = "* Reading list\n\n| Title | Authors | Year |\n|-------+---------+------|\n| Goat bells | Ada Hay | 2020 |\n"
    parsed = read(tmp_path, text, "list.org")
    assert [(paper.title, paper.year) for paper in parsed.papers] == [("Goat bells", 2020)]
    assert parsed.report.read == 1


def test_a_header_that_ends_in_columns_without_a_name(tmp_path: Path) -> None:
    text = "Title\tAuthors\tYear\t\nGoat bells\tAda Hay\tin press\nKids\tAl Ox\t2019\t\nHens\tAl Ox\n"
    parsed = read(tmp_path, text, "list.tsv")
    assert [(paper.title, paper.year) for paper in parsed.papers] == [("Goat bells", None), ("Kids", 2019)]
    assert [one.line for one in parsed.report.rejected] == [4]
