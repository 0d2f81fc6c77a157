"""Records as open data sets and registers have them in JSON and tables, of invented papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.formats.reading import read, told

RECORDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "Semantic Scholar": (
        {
            "corpusid": 1, "externalids": {"DOI": "10.5555/g.1", "PubMed": "31234567", "ArXiv": None}, "title": "Goat bells", "citationcount": 7,
            "authors": [{"authorId": "1", "name": "Ada Hay"}, {"authorId": "2", "name": "Otto Pen"}], "venue": "Goat Lett.", "year": 2020,
            "publicationdate": "2020-03-05", "journal": {"name": "Goat Letters", "pages": "101-109", "volume": "3"},
        },
        {"doi": "10.5555/g.1", "pmid": "31234567", "journal": "Goat Letters", "volume": "3", "page": "101-109", "published": "2020-03-05", "cited_by": 7},
    ),
    "Unpaywall": (
        {
            "doi": "10.5555/g.1", "title": "Goat bells", "genre": "journal-article", "published_date": "2020-03-05", "year": 2020,
            "journal_name": "Goat Letters", "journal_issns": "1234-5679,2234-5679", "z_authors": [{"given": "Ada", "family": "Hay"}, {"given": "Otto", "family": "Pen"}],
        },
        {"doi": "10.5555/g.1", "journal": "Goat Letters", "issn": "1234-5679", "published": "2020-03-05", "year": 2020},
    ),
    "arXiv": (
        {
            "id": "0704.0001", "authors": "Ada Hay, Otto Pen", "title": "Goat\n  bells", "comments": "7 pages", "journal-ref": "Goat Lett. 3, 101-109 (2020)",
            "doi": "10.5555/g.1", "license": None, "abstract": "  Goats ring\nat $x^2$.\n", "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
            "update_date": "2008-11-26", "authors_parsed": [["Hay", "Ada", ""], ["Pen", "Otto", ""]],
        },
        {"doi": "10.5555/g.1", "url": "https://arxiv.org/abs/0704.0001", "journal": "Goat Lett.", "volume": "3", "year": 2020, "abstract": "Goats ring at x²."},
    ),
    "arXiv alone": (
        {
            "id": "0704.0002", "title": "Goat bells", "journal-ref": None, "doi": None, "abstract": "Goats ring.", "license": "http://arxiv.org/licenses/a",
            "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}], "authors_parsed": [["Hay", "Ada", ""], ["Pen", "Otto", ""]],
        },
        {"source_id": "arXiv:0704.0002", "kind": "preprint", "published": "2007-04-02", "journal": "arXiv"},
    ),
    "OpenReview": (
        {
            "id": "aBc", "forum": "aBc", "content": {"title": {"value": "Goat bells"}, "abstract": {"value": "Goats ring."},
            "authors": {"value": ["Ada Hay", "Otto Pen"]}, "venue": {"value": "Goat Days 2020 poster"}, "keywords": {"value": ["goat"]}},
        },
        {"url": "https://openreview.net/forum?id=aBc", "journal": "Goat Days 2020 poster", "year": 2020, "abstract": "Goats ring.", "keywords": ("goat",)},
    ),
    "figshare": (
        {
            "id": 1, "title": "Goat bells", "doi": "10.5555/g.1", "description": "<p>Goats ring.</p>", "published_date": "2020-03-05T10:00:00Z",
            "authors": [{"id": 1, "full_name": "Ada Hay"}, {"id": 2, "full_name": "Otto Pen"}], "url_public_html": "https://example.org/1", "defined_type_name": "preprint",
        },
        {"doi": "10.5555/g.1", "published": "2020-03-05", "abstract": "Goats ring.", "kind": "preprint"},
    ),
    "Semantic Scholar's citations": (
        {
            "isInfluential": False, "contexts": ["as in goats"], "intents": [],
            "citingPaper": {
                "paperId": "a1", "externalIds": {"DOI": "10.5555/g.1"}, "title": "Goat bells", "year": 2020, "abstract": "Goats ring.",
                "authors": [{"name": "Ada Hay"}, {"name": "Otto Pen"}], "publicationTypes": ["Conference"],
            },
        },
        {"doi": "10.5555/g.1", "year": 2020, "abstract": "Goats ring.", "kind": "paper-conference"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("name", RECORDS)
def test_a_record_of_an_open_data_set(tmp_path: Path, name: str, lines: bool) -> None:
    record, right = RECORDS[name]
    text = (
        json.dumps(record)
        if lines
        else json.dumps({"notes": [record]} if name == "OpenReview" else [record], indent=1)
    )
    (paper,) = read(tmp_path, f"{text}\n", "goats.json").papers
    assert paper.title == "Goat bells"
    assert [author.name for author in paper.authors] == ["Ada Hay", "Otto Pen"]
    assert told(paper, right) == right


@pytest.mark.parametrize("indent", [None, 1])
def test_a_trial_of_clinicaltrials_gov(tmp_path: Path, indent: int | None) -> None:
    """In the answers of its API, and in its table, with the same title, text and day."""
    study = {
        "identificationModule": {"nctId": "NCT01234567", "briefTitle": "Goat bells", "officialTitle": "Bells"},
        "statusModule": {
            "startDateStruct": {"date": "2010-05"},
            "studyFirstPostDateStruct": {"date": "2010-10-28"},
        },
        "descriptionModule": {"briefSummary": "Do goats ring?"},
        "conditionsModule": {"conditions": ["Lost Goat"]},
    }
    answer = json.dumps({"totalCount": 1, "studies": [{"protocolSection": study}]}, indent=indent)
    table = (
        "NCT Number,Study Title,Study URL,Brief Summary,Start Date,First Posted\n"
        "NCT01234567,Goat bells,https://clinicaltrials.gov/study/NCT01234567,Do goats ring?,2010-05,2010-10-28\n"
    )
    right = {
        "source_id": "NCT01234567",
        "url": "https://clinicaltrials.gov/study/NCT01234567",
        "title": "Goat bells",
        "abstract": "Do goats ring?",
        "published": "2010-10-28",
        "year": 2010,
    }
    for text, name in ((answer, "ctg.json"), (table, "ctg.csv")):
        (paper,) = read(tmp_path, text, name).papers
        assert told(paper, right) == right
