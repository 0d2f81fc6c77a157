"""XML of Web of Science's API, Wiley, IEEE and Copernicus, each of invented papers: all that a reference prints is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.files import read_papers
from corpus.models import Paper, Parsed
from tests.corpus.formats import publishers


def read(folder: Path, text: str) -> Parsed:
    (folder / "goats.xml").write_text(text, "utf-8")
    return read_papers(folder / "goats.xml")


def told(paper: Paper, *names: str) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in names}


IN_COMMON = {"journal": "Goat Letters", "issn": "1234-5679", "year": 2020, "volume": "3", "issue": "2"}


@pytest.mark.parametrize("name", publishers.FILES)
def test_what_a_reference_prints_is_read(tmp_path: Path, name: str) -> None:
    parsed = read(tmp_path, publishers.FILES[name])
    assert told(parsed.papers[0], *IN_COMMON) == IN_COMMON
    assert parsed.report.rejected == ()


def test_web_of_sciences_records(tmp_path: Path) -> None:
    goat, kid = read(tmp_path, publishers.WOS).papers
    assert [author.name for author in goat.authors] == ["Ada Hay Jr", "Otto Pen", "Goat Study Group"]
    assert told(
        goat, "title", "page", "doi", "pmid", "source_id", "cited_by", "kind", "keywords", "short_journal"
    ) == {
        "title": "Goat bells in CO₂",
        "page": "101-109",
        "doi": "10.5555/goat.1",
        "pmid": "31234567",
        "source_id": "WOS:000000000000001",
        "cited_by": 7,
        "kind": None,
        "keywords": ("goat", "bell"),
        "short_journal": "Goat Lett.",
    }
    assert (str(goat.published), goat.abstract, goat.publisher) == (
        "2020-03-05",
        "Goats ring.\nKids do not.",
        "Hay Press",
    )
    assert [editor.name for editor in goat.editors or ()] == ["Al Ox"]
    assert told(kid, "title", "authors", "article_number", "pmid", "cited_by") == {
        "title": "Kid bells",
        "authors": (),
        "article_number": "e93",
        "pmid": "31234568",
        "cited_by": None,
    }


def test_wileys_article(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, publishers.WILEY).papers
    assert [author.name for author in paper.authors] == ["Ada Hay", "Otto van der Pen", "Goat Study Group"]
    assert told(paper, "title", "article_number", "page", "doi", "month", "abstract", "keywords") == {
        "title": "Bells of β goats",
        "article_number": "e2020GL0002",
        "page": None,
        "doi": "10.5555/goat.2",
        "month": 3,
        "abstract": "Aims: Goats ring at 10⁵ Hz.",
        "keywords": ("goat", "bell"),
    }


def test_each_article_of_an_issue_of_ieees(tmp_path: Path) -> None:
    parsed = read(tmp_path, publishers.IEEE)
    goat, kid = parsed.papers
    assert told(goat, "title", "page", "doi", "month", "abstract", "keywords", "publisher") == {
        "title": "Goat Bells",
        "page": "101-109",
        "doi": "10.5555/goat.3",
        "month": 3,
        "abstract": "Goats ring ≤ 5 times.",
        "keywords": ("Goats",),
        "publisher": "Hay Press",
    }
    assert [author.name for author in goat.authors] == ["Ada Háy"]
    assert told(kid, "title", "journal", "volume", "doi") == {
        "title": "Kid Bells",
        "journal": "Goat Letters",
        "volume": "3",
        "doi": "10.5555/kid.3",
    }
    assert (parsed.report.read, parsed.report.kept) == (2, 2)


def test_copernicus_article(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, publishers.COPERNICUS).papers
    assert [author.name for author in paper.authors] == ["Ada Hay", "Otto Pen"]
    assert told(paper, "title", "page", "doi", "url") == {
        "title": "Goat bells",
        "page": "101-109",
        "doi": "10.5555/goat.4",
        "url": "https://goats.example.org/articles/3/101/2020/",
    }
    assert (paper.abstract or "").split() == "Goats ring at 10⁵ Hz.".split()
    assert str(paper.published) == "2020-03-05"


def test_references_that_name_journals_and_articles_make_no_file_copernicus(tmp_path: Path) -> None:
    cited = "<citation key='1'><journal_title>Owls</journal_title><article_title>Hoots</article_title></citation>"
    article = f"<journal_article><titles><title>Goats</title></titles><citation_list>{cited}</citation_list></journal_article>"
    parsed = read(
        tmp_path,
        f"<doi_records><doi_record><crossref><journal><journal_metadata><full_title>Kids</full_title></journal_metadata>{article}</journal></crossref></doi_record></doi_records>",
    )
    assert [paper.title for paper in parsed.papers] == ["Goats"]


def test_web_of_sciences_records_in_json(tmp_path: Path) -> None:
    """As the Expanded API answers them: what XML has as an attribute or a text is a field there."""
    summary = {
        "pub_info": {
            "pubyear": 2020,
            "vol": 3,
            "issue": 2,
            "pubmonth": "MAR 5",
            "pubtype": "Journal",
            "page": {"begin": 101, "end": 109, "content": "101-109"},
        },
        "titles": {
            "count": 2,
            "title": [{"type": "source", "content": "Goat Letters"}, {"type": "item", "content": "Goat bells"}],
        },
        "names": {
            "count": 1,
            "name": {"role": "author", "full_name": "Hay, Ada", "first_name": "Ada", "last_name": "Hay"},
        },
        "doctypes": {"doctype": "Article"},
    }
    full = {"abstracts": {"abstract": {"abstract_text": {"p": ["Goats ring.", "Kids do not."]}}}}
    record = {
        "UID": "WOS:1",
        "static_data": {"summary": summary, "fullrecord_metadata": full},
        "dynamic_data": {
            "cluster_related": {
                "identifiers": {
                    "identifier": [
                        {"type": "issn", "value": "1234-5679"},
                        {"type": "doi", "value": "10.5555/goat.1"},
                    ]
                }
            }
        },
    }
    answer = {"Data": {"Records": {"records": {"REC": [record]}}}, "QueryResult": {"QueryID": 1}}
    (tmp_path / "goats.json").write_text(json.dumps(answer))
    (paper,) = read_papers(tmp_path / "goats.json").papers
    assert told(paper, *IN_COMMON) == IN_COMMON
    assert told(paper, "title", "page", "doi", "abstract") == {
        "title": "Goat bells",
        "page": "101-109",
        "doi": "10.5555/goat.1",
        "abstract": "Goats ring.\nKids do not.",
    }
    assert [author.name for author in paper.authors] == ["Ada Hay"]


def test_json_that_is_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    deep: dict[str, Any] = {}
    for _ in range(100):
        deep = {"a": deep}
    lines = ({"UID": "WOS:1", "static_data": deep}, {"_id": "2", "title": "Goats", "text": "They ring."})
    (tmp_path / "goats.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (refused,) = read_papers(tmp_path / "goats.jsonl").report.rejected
    assert "nested too deeply" in refused.reason
