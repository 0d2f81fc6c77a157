"""Records as repositories, harvesters and publishers answer a search: of invented papers, in the shapes that the services document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from corpus.files import read_papers
from corpus.models import Parsed
from tests.conftest import some

INSPIRE = {
    "hits": {
        "hits": [
            {
                "id": "77", "links": {"json": "https://example.org/77"},
                "metadata": {
                    "control_number": 77, "document_type": ["article"], "citation_count": 3, "titles": [{"title": "Goat bells", "subtitle": "a study"}, {"title": "Bells"}],
                    "dois": [{"material": "erratum", "value": "10.5555/goat.2"}, {"value": "10.5555/goat.1"}], "arxiv_eprints": [{"value": "2001.00001"}],
                    "authors": [{"full_name": "Hay, Ada"}, {"full_name": "Sty, Eva", "inspire_roles": ["supervisor"]}, {"full_name": "Pen, Otto", "inspire_roles": ["author"]}],
                    "publication_info": [{"pubinfo_freetext": "Talk"}, {"journal_title": "Goats", "journal_volume": "7", "journal_issue": "2", "artid": "073", "page_start": "073", "year": 2020}],
                    "imprints": [{"date": "2020-03-05", "publisher": "Barn"}], "preprint_date": "2020-01-02",
                    "keywords": [{"source": "author", "value": "goat"}, {"schema": "INSPIRE", "value": "bell: brass"}], "abstracts": [{"source": "Barn", "value": "Goats ring."}, {"value": "Ring."}],
                },
            }
        ],
        "total": 1,
    },
}  # fmt: skip
HAL = {
    "response": {
        "docs": [
            {
                "halId_s": "hal-1", "title_s": ["Goat bells", "Cloches"], "subTitle_s": ["a study"], "authFullName_s": ["Ada Hay", "Otto Pen"], "doiId_s": "10.5555/goat.1", "docType_s": "ART",
                "journalTitle_s": "Goats", "journalIssn_s": "1234-5678", "publicationDate_s": "2020-03-05", "producedDateY_i": 2020, "volume_s": "7", "issue_s": ["2"], "page_s": "1-9",
                "uri_s": "https://example.org/hal-1", "keyword_s": ["goat"], "abstract_s": ["Les chèvres sonnent.", "Goats ring."], "en_abstract_s": ["Goats ring."],
            }
        ]
    }
}  # fmt: skip
CORE = {
    "totalHits": 1, "results": [
        {
            "id": 7, "title": "Goat bells", "authors": [{"name": "Hay, Ada"}, {"name": "Pen, Otto"}], "doi": "10.5555/goat.1", "abstract": "Goats ring.", "yearPublished": 2020,
            "publishedDate": "2020-03-05T00:00:00", "publisher": "'Barn'", "journals": [{"title": "Goats", "identifiers": ["1234-5678"]}], "documentType": "research",
            "downloadUrl": "https://example.org/7.pdf", "citationCount": 3, "references": [],
        }
    ],
}  # fmt: skip
OPENAIRE = {
    "header": {"numFound": 1}, "results": [
        {
            "id": "doi_1", "type": "publication", "mainTitle": "Goat bells", "subTitle": None, "authors": [{"fullName": "Hay, Ada", "name": "Ada", "surname": "Hay"}, {"fullName": "Otto Pen"}],
            "publicationDate": "2020-03-05", "publisher": "Barn", "descriptions": ["<p>Goats ring.</p>"], "pids": [{"scheme": "doi", "value": "10.5555/goat.1"}, {"scheme": "pmid", "value": "77"}],
            "container": {"name": "Goats", "issnPrinted": "1234-5678", "vol": "7", "iss": "2", "sp": "1", "ep": "9"},
        }
    ],
}  # fmt: skip
IEEE = {
    "total_records": 1, "articles": [
        {
            "doi": "10.5555/goat.1", "title": "Goat bells", "publisher": "Barn", "authors": {"authors": [{"full_name": "Ada Hay", "author_order": 1}, {"full_name": "Otto Pen"}]},
            "content_type": "Conferences", "abstract": "Goats ring.", "article_number": "8538416", "html_url": "https://example.org/8538416/", "publication_title": "Goat Days",
            "publication_year": 2020, "publication_date": "11-12 July 2020", "start_page": "1", "end_page": "9", "citing_paper_count": 3, "index_terms": {"author_terms": {"terms": ["goat"]}},
        }
    ],
}  # fmt: skip
SCOPUS = {
    "search-results": {
        "opensearch:totalResults": "1", "link": [{"@ref": "self"}], "entry": [
            {
                "dc:identifier": "SCOPUS_ID:77", "eid": "2-s2.0-77", "dc:title": "Goat bells", "dc:creator": "Hay A.", "author": [{"surname": "Hay", "given-name": "Ada"}, {"authname": "Pen O."}],
                "prism:publicationName": "Goats", "prism:issn": "12345678", "prism:volume": "7", "prism:issueIdentifier": "2", "prism:pageRange": "1-9", "prism:coverDate": "2020-03-05",
                "prism:doi": "10.5555/goat.1", "pubmed-id": "77", "citedby-count": "3", "subtypeDescription": "Article", "authkeywords": "goat | bell", "dc:description": "Goats ring.",
            }
        ],
    }
}  # fmt: skip
SCIENCE_DIRECT = {
    "full-text-retrieval-response": {
        "coredata": {
            "prism:url": "https://example.org/1", "dc:title": "Goat bells", "dc:creator": [{"@_fa": "true", "$": "Hay, Ada"}, {"@_fa": "true", "$": "Pen, Otto"}], "dc:publisher": "Barn",
            "prism:publicationName": "Goats", "prism:issn": [{"$": "1234-5678"}], "prism:coverDate": "2020-01-01", "prism:doi": "10.5555/goat.1", "dc:description": "\n   Abstract\n   \n   Goats ring.\n",
        },
        "originalText": "Goats …",
    }
}  # fmt: skip
SPRINGER = {
    "apiMessage": "…", "query": "goat", "result": [{"total": "1", "start": "1"}], "records": [
        {
            "contentType": "Chapter", "identifier": "doi:10.5555/goat.1", "title": "Goat bells", "creators": [{"creator": "Hay, Ada"}, {"creator": "Pen, Otto"}], "publicationName": "Goats",
            "publisher": "Barn", "publicationDate": "2020-03-05", "issn": "1234-5678", "volume": "7", "number": "2", "startingPage": "1", "endingPage": "9", "doi": "10.5555/goat.1",
            "copyright": "©2020 Barn", "url": [{"value": "https://doi.org/10.5555/goat.1"}], "abstract": {"h1": "Abstract", "p": "Goats ring."}, "keyword": ["goat"],
        }
    ], "facets": [],
}  # fmt: skip
DIMENSIONS = {
    "publications": [
        {
            "id": "pub.77", "title": "Goat bells", "authors": [{"first_name": "Ada", "last_name": "Hay"}, {"first_name": "Otto", "last_name": "Pen"}], "doi": "10.5555/goat.1", "type": "article",
            "journal": {"id": "jour.1", "title": "Goats"}, "year": 2020, "date": "2020-03-05", "volume": "7", "issue": "2", "pages": "1-9", "times_cited": 3, "abstract": "Goats ring.",
        }
    ],
    "_stats": {"total_count": 1},
}  # fmt: skip
PLACED = {"journal": "Goats", "volume": "7", "issue": "2", "page": "1-9", "year": 2020}
READ: list[tuple[Any, dict[str, Any]]] = [
    (INSPIRE, {**PLACED, "page": None, "article_number": "073", "title": "Goat bells: a study", "type": "Article", "cited_by": 3, "keywords": ("goat",), "url": "https://arxiv.org/abs/2001.00001", "publisher": "Barn"}),
    (HAL, {**PLACED, "title": "Goat bells: a study", "type": "Article", "issn": "1234-5678", "url": "https://example.org/hal-1"}),
    (CORE, {"title": "Goat bells", "journal": "Goats", "publisher": "Barn", "year": 2020, "cited_by": 3, "url": "https://example.org/7.pdf"}),
    (OPENAIRE, {**PLACED, "title": "Goat bells", "pmid": "77", "publisher": "Barn"}),
    (IEEE, {"title": "Goat bells", "journal": "Goat Days", "kind": "paper-conference", "page": "1-9", "article_number": None, "year": 2020, "cited_by": 3, "keywords": ("goat",)}),
    (SCOPUS, {**PLACED, "title": "Goat bells", "pmid": "77", "type": "Article", "issn": "1234-5678", "cited_by": 3, "keywords": ("goat", "bell")}),
    (SCIENCE_DIRECT, {"title": "Goat bells", "journal": "Goats", "issn": "1234-5678", "year": 2020, "published": None, "publisher": "Barn"}),
    (SPRINGER, {**PLACED, "title": "Goat bells", "kind": "chapter", "rights": "©2020 Barn", "keywords": ("goat",)}),
    (DIMENSIONS, {**PLACED, "title": "Goat bells", "type": "Article", "cited_by": 3}),
]  # fmt: skip


def read(folder: Path, answer: Any, indent: int | None = None) -> Parsed:
    path = folder / "answer.json"
    path.write_text(json.dumps(answer, indent=indent), "utf-8")
    return read_papers(path)


@pytest.mark.parametrize(("answer", "right"), READ)
@pytest.mark.parametrize("indent", [None, 1])
def test_what_a_service_answers_is_read(
    tmp_path: Path, answer: Any, right: dict[str, Any], indent: int | None
) -> None:
    parsed = read(tmp_path, answer, indent)
    (paper,) = parsed.papers
    assert {name: getattr(paper, name) for name in right} == right
    assert [one.family for one in paper.authors] == ["Hay", "Pen"]
    assert (paper.doi, paper.source_id, paper.abstract) == ("10.5555/goat.1", None, "Goats ring.")
    assert parsed.report.rejected == ()


def test_a_record_of_eric(tmp_path: Path) -> None:
    eric = {"id": "EJ1", "title": "Goat bells", "author": ["Hay, Ada"], "description": "Goats ring.", "publicationdateyear": 2020, "publicationtype": ["Journal Articles"], "source": "Goats", "issn": ["ISSN-1234-5678"]}  # fmt: skip
    (paper,) = read(tmp_path, {"response": {"docs": [eric]}}).papers
    assert (paper.source_id, paper.abstract, paper.issn, paper.type) == (
        "EJ1",
        "Goats ring.",
        "1234-5678",
        "Article",
    )


def test_a_thesis_of_inspire_alone(tmp_path: Path) -> None:
    record = INSPIRE["hits"]["hits"][0]["metadata"]  # type: ignore[index]
    alone = {
        **record,
        "document_type": ["thesis"],
        "dois": [],
        "publication_info": [],
        "corporate_author": ["Goat Society"],
    }
    (paper,) = read(tmp_path, [alone]).papers
    assert (paper.source_id, paper.kind, paper.year, str(paper.published)) == (
        "arXiv:2001.00001",
        "thesis",
        2020,
        "2020-03-05",
    )
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto Pen", "Goat Society"]


def test_an_article_of_inspire_that_came_out_on_arxiv_alone(tmp_path: Path) -> None:
    record = {"control_number": 7, "document_type": ["article"], "titles": [{"title": "Goat bells"}], "arxiv_eprints": [{"value": "2001.00001"}]}  # fmt: skip
    (paper,) = read(tmp_path, {"metadata": record}, indent=1).papers
    assert (paper.source_id, paper.kind, paper.journal) == ("arXiv:2001.00001", "preprint", "arXiv")


def _keys(value: Any) -> Iterator[str]:
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _keys(one)
    if isinstance(value, dict):
        yield from value


def _with(value: Any, name: str, odd: Any) -> Any:
    if isinstance(value, dict):
        return {key: odd if key == name else _with(one, name, odd) for key, one in value.items()}
    return [_with(one, name, odd) for one in value] if isinstance(value, list) else value


ODD: Final[list[Any]] = [None, 3, 1.5, True, [], {}, "x", [[None]], [3], {"x": [{}]}]


@pytest.mark.sweep
@pytest.mark.parametrize("answer", [answer for answer, _ in READ])
def test_a_part_that_is_something_else_costs_no_more_than_itself(tmp_path: Path, answer: Any) -> None:
    for number, name in enumerate(sorted(set(_keys(answer)))):
        for odd in some(ODD, number):
            changed = _with(answer, name, odd)
            if not re.search("title|abstract|doi|_id|pmid", json.dumps(changed), re.IGNORECASE):
                continue  # nothing of a paper is left
            report = read(tmp_path, changed).report
            assert report.read == report.kept + len(report.rejected), (name, odd)
