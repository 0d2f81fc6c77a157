"""Records as searches answer them, in JSON: of invented papers, in the shapes that the services document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.files import read_papers

HAY_PEN = ["Ada Hay", "Otto Pen"]
DBLP = {
    "result": {
        "query": "goat",
        "hits": {
            "@total": "1",
            "hit": [
                {
                    "@id": "1",
                    "info": {
                        "authors": {"author": [{"@pid": "1", "text": "Ada Hay 0001"}, {"@pid": "2", "text": "Otto Pen"}]},
                        "title": "Goat bells &amp; kids.", "venue": "Goat Lett.", "volume": "12", "number": "2", "pages": "1-9", "year": "2020",
                        "type": "Journal Articles", "key": "journals/goat/HayP20", "doi": "10.5555/GOAT.1", "ee": "https://doi.org/10.5555/GOAT.1",
                    },
                }
            ],
        },
    }
}  # fmt: skip
PLOS = {
    "response": {
        "numFound": 1,
        "docs": [
            {
                "id": "10.5555/goat.1", "journal": "Goat ONE", "eissn": "1234-5678", "publication_date": "2020-03-05T00:00:00Z",
                "article_type": "Research Article", "author_display": HAY_PEN, "abstract": ["\n Background: Goats ring.\nMethods: Bells.\n"],
                "title_display": "Goat <i>bells</i>", "score": 1.5,
            }
        ],
    }
}  # fmt: skip
ADS = {
    "responseHeader": {"status": 0},
    "response": {
        "docs": [
            {
                "bibcode": "2020GoatL..12..101H", "title": ["Goat bells"], "author": ["Hay, Ada", "Pen, Otto"], "pub": "Goat Letters", "year": "2020",
                "pubdate": "2020-03-00", "volume": "12", "page_range": "101-109", "page": ["101"], "doi": ["10.5555/goat.1"],
                "abstract": "Goats ring.", "doctype": "article", "citation_count": 3,
            }
        ]
    },
}  # fmt: skip
BIORXIV = {
    "messages": [{"status": "ok"}],
    "collection": [
        {
            "doi": "10.5555/goat.1", "title": "Goat bells", "authors": "Hay, A.; Pen, O.;", "date": "2020-03-05", "version": "1", "license": "cc_by",
            "category": "zoology", "abstract": "Goats ring.", "published": "NA", "server": "medrxiv",
        }
    ],
}  # fmt: skip
ZENODO = {
    "hits": {
        "hits": [
            {
                "doi": "10.5555/goat.1",
                "links": {"html": "https://example.org/records/1"},
                "metadata": {
                    "title": "Goat bells", "creators": [{"name": "Hay, Ada"}, {"name": "Pen, Otto"}], "description": "<p>Goats ring.</p>",
                    "publication_date": "2020-03-05", "keywords": ["goat"], "journal": {"title": "Goats", "volume": "1", "pages": "1-9"},
                    "resource_type": {"title": "Journal article", "type": "publication", "subtype": "article"},
                },
            }
        ],
        "total": 1,
    }
}  # fmt: skip
READ: list[tuple[Any, dict[str, Any]]] = [
    (DBLP, {"title": "Goat bells & kids", "journal": "Goat Lett.", "volume": "12", "issue": "2", "page": "1-9", "year": 2020, "type": "Article"}),
    (PLOS, {"title": "Goat bells", "journal": "Goat ONE", "issn": "1234-5678", "year": 2020, "abstract": "Background: Goats ring.\nMethods: Bells."}),
    (ADS, {"title": "Goat bells", "journal": "Goat Letters", "year": 2020, "month": 3, "page": "101-109", "cited_by": 3, "abstract": "Goats ring."}),
    (BIORXIV, {"title": "Goat bells", "journal": "medRxiv", "kind": "preprint", "year": 2020, "licence": "cc_by", "abstract": "Goats ring."}),
    (ZENODO, {"title": "Goat bells", "journal": "Goats", "volume": "1", "page": "1-9", "type": "Article", "abstract": "Goats ring."}),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "right"), READ)
@pytest.mark.parametrize("indent", [None, 1])
def test_what_a_search_answers_is_read(
    tmp_path: Path, answer: Any, right: dict[str, Any], indent: int | None
) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer, indent=indent), "utf-8")
    parsed = read_papers(path)
    (paper,) = parsed.papers
    assert {name: getattr(paper, name) for name in right} == right
    assert [one.family for one in paper.authors] == ["Hay", "Pen"]
    assert paper.doi == "10.5555/goat.1"
    assert parsed.report.rejected == ()


def test_parts_of_an_answer_that_are_something_else_cost_no_more_than_themselves(tmp_path: Path) -> None:
    odd: Any
    for answer, _ in READ:
        text = json.dumps(answer)
        for odd in (None, 3, [], {}, "x", [[None]]):
            for name in (
                "authors",
                "author_display",
                "author",
                "creators",
                "journal",
                "abstract",
                "keywords",
                "page",
                "ee",
                "pages",
            ):
                path = tmp_path / "answer.json"
                path.write_text(json.dumps(_with(json.loads(text), name, odd)), "utf-8")
                report = read_papers(path).report
                assert report.read == 1 == report.kept + len(report.rejected)


def _with(value: Any, name: str, odd: Any) -> Any:
    if isinstance(value, dict):
        return {key: odd if key == name else _with(one, name, odd) for key, one in value.items()}
    return [_with(one, name, odd) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "said",
    [{"issued": 2020}, {"issued": "2020"}, {"issued": {"date-parts": [["2020"]]}}, {"issued": {"raw": 2020}}],
)
def test_a_year_alone_is_one(tmp_path: Path, said: dict[str, Any]) -> None:
    path = tmp_path / "papers.json"
    path.write_text(json.dumps([{"title": "Goat bells", "DOI": "10.5555/goat.1", **said}]), "utf-8")
    parsed = read_papers(path)
    assert ([one.year for one in parsed.papers], parsed.report.notes) == ([2020], ())


def test_keywords_in_one_text(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text('[{"title": "Goat bells", "doi": "10.5555/goat.1", "keywords": "goat; bell"}]', "utf-8")
    assert [one.keywords for one in read_papers(path).papers] == [("goat", "bell")]


def test_columns_of_tables_kept_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    path.write_text(
        "study_id,first_author,title,venue,year,Keywords.author\n1,Hay A,Goat bells,Goats,2020,goat; bell\n",
        "utf-8",
    )
    (paper,) = read_papers(path).papers
    assert ([one.name for one in paper.authors], paper.journal, paper.keywords) == (
        ["A Hay"],
        "Goats",
        ("goat", "bell"),
    )
