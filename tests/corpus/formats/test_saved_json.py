"""JSON as programs and repositories save it today: of invented papers, in the shapes that they document."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Paper
from tests.conftest import some
from tests.corpus.formats.test_answers import ODD, _keys, _with
from tests.corpus.formats.test_variants import read

EPPI = {
    "CodeSets": [{"SetName": "x" * 5000}],
    "References": [
        {
            "Codes": [], "ItemId": 77, "Title": "Goat bells", "ParentTitle": "Goat Letters", "ShortTitle": "Hay (2020)", "Year": "2020", "Month": "March", "StandardNumber": "1234-5678",
            "Publisher": "Barn", "Volume": "7", "Pages": "101-109", "Issue": "2", "URL": "https://example.org/goat", "Abstract": "Goats ring.", "TypeName": "Journal, Article",
            "Authors": "Hay Ada ; Pen Otto B ; ", "DOI": "10.5555/goat.1", "Keywords": "goat\r\nbell",
        }
    ],
}  # fmt: skip
OSTI: list[dict[str, Any]] = [
    {
        "osti_id": "1500001", "title": "Goat bells", "doi": "10.5555/goat.1", "product_type": "Journal Article", "description": "Goats ring.", "publication_date": "2020-03-01T00:00:00Z",
        "format": "Medium: ED; Size: p. 101-109", "authors": ["Hay, Ada [Barn National Lab., Owlham, TN (United States)] (ORCID:0000000000000000)", "Pen, Otto B. [Sty Univ.]"],
        "subjects": ["goat", "bell"], "journal_name": "Goat Letters", "journal_volume": "7", "journal_issue": "2", "journal_issn": "ISSN 1234-5678", "publisher": "Barn",
        "links": [{"rel": "citation", "href": "https://example.org/goat"}],
    }
]  # fmt: skip
WOS = {
    "metadata": {"total": 1},
    "hits": [
        {
            "uid": "WOS:000000000000001", "title": "Goat bells", "types": ["Article"], "links": {"record": "https://example.org"}, "citations": [{"db": "WOS", "count": 5}],
            "source": {"sourceTitle": "Goat Letters", "publishYear": 2020, "publishMonth": "MAR", "volume": "7", "issue": "2", "pages": {"range": "101-109"}},
            "names": {"authors": [{"displayName": "Hay, Ada", "wosStandard": "Hay, A"}, {"wosStandard": "Pen, Otto B"}]},
            "identifiers": {"doi": "10.5555/goat.1", "issn": "1234-5678", "pmid": "MEDLINE:99000001"}, "keywords": {"authorKeywords": ["goat", "bell"]},
        }
    ],
}  # fmt: skip
PERISH = [
    {
        "uid": "GS:1", "cites": 5, "authors": ["A Hay", "OB Pen"], "title": "Goat bells", "year": 2020, "source": "Goat Letters", "publisher": "Barn", "article_url": "https://example.org/goat",
        "type": "PDF", "doi": "10.5555/goat.1", "issn": "1234-5678", "abstract": "Goats ring.", "volume": 7, "issue": 2, "startpage": 101, "endpage": 109, "use": 1,
    }
]  # fmt: skip
INVENIO: dict[str, Any] = {
    "id": "77", "links": {"self_html": "https://example.org/goat"}, "pids": {"doi": {"identifier": "10.5555/goat.1", "provider": "datacite"}},
    "metadata": {
        "resource_type": {"id": "publication-article", "title": {"en": "Journal article"}}, "title": "Goat bells", "publication_date": "2020-03-01", "description": "<p>Goats ring.</p>",
        "creators": [{"person_or_org": {"type": "personal", "name": "Hay, Ada"}}, {"person_or_org": {"type": "personal", "name": "Pen, Otto B."}}], "subjects": [{"subject": "goat"}, {"subject": "bell"}],
    },
    "custom_fields": {"journal:journal": {"title": "Goat Letters", "volume": "7", "issue": "2", "pages": "101-109", "issn": "1234-5678"}},
}  # fmt: skip
SCHEMA = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": ["ScholarlyArticle"], "@id": "https://doi.org/10.5555/goat.1", "url": "https://example.org/goat", "name": "Goat bells", "description": "Goats ring.", "keywords": "goat, bell",
            "author": [{"@type": "Person", "name": "Ada Hay", "givenName": "Ada", "familyName": "Hay"}, {"name": "Otto B. Pen"}], "datePublished": "2020-03-01", "pageStart": "101", "pageEnd": "109",
            "isPartOf": {"issueNumber": "2", "isPartOf": {"volumeNumber": "7", "isPartOf": {"@type": "Periodical", "name": "Goat Letters", "issn": ["1234-5678"]}}},
            "publisher": {"@type": "Organization", "name": "Barn"},
        }
    ],
}  # fmt: skip
SAVED = {"eppi": EPPI, "osti": OSTI, "wos": WOS, "perish": PERISH, "invenio": INVENIO, "schema": SCHEMA}


@pytest.mark.parametrize("name", SAVED)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_record_keeps_all_that_it_tells(tmp_path: Path, name: str, indent: int | None) -> None:
    parsed = read(tmp_path, json.dumps(SAVED[name], indent=indent), "saved.json")
    (paper,) = parsed.papers
    assert (parsed.report.read, paper.title, paper.doi, paper.journal, paper.year) == (
        1,
        "Goat bells",
        "10.5555/goat.1",
        "Goat Letters",
        2020,
    )
    assert (paper.volume, paper.issue, paper.page, paper.issn) == ("7", "2", "101-109", "1234-5678")
    assert [one.family for one in paper.authors] == ["Hay", "Pen"]
    assert paper.abstract == (None if name == "wos" else "Goats ring.")
    assert paper.keywords == (() if name == "perish" else ("goat", "bell"))
    assert "ignored" not in " ".join(parsed.report.notes)


def test_the_names_are_those_of_people_without_their_places(tmp_path: Path) -> None:
    for name, right in {
        "eppi": ["Ada Hay", "Otto B Pen"],
        "osti": ["Ada Hay", "Otto B. Pen"],
        "perish": ["A Hay", "OB Pen"],
    }.items():
        (paper,) = read(tmp_path, json.dumps(SAVED[name])).papers
        assert [one.name for one in paper.authors] == right, name


def _only(folder: Path, value: Any) -> Paper:
    (paper,) = read(folder, json.dumps(value)).papers
    return paper


def test_what_each_says_beside(tmp_path: Path) -> None:
    assert _only(tmp_path, WOS).pmid == "99000001"
    assert (_only(tmp_path, WOS).cited_by, _only(tmp_path, PERISH).cited_by) == (5, 5)
    society = INVENIO | {
        "metadata": INVENIO["metadata"]
        | {"creators": [{"person_or_org": {"type": "organizational", "name": "The Hay Society"}}]}
    }
    assert [one.family for one in _only(tmp_path, society).authors] == [None]
    report = OSTI[0] | {"product_type": "Technical Report", "doi": "", "format": "Medium: ED; Size: 77 p."}
    paper = _only(tmp_path, [report])
    assert (paper.kind, paper.source_id, paper.page, paper.article_number) == (
        "report",
        "OSTI:1500001",
        None,
        None,
    )


@pytest.mark.sweep
@pytest.mark.parametrize("name", SAVED)
def test_a_part_that_is_something_else_costs_no_more_than_itself(tmp_path: Path, name: str) -> None:
    keys = sorted(set(_keys(SAVED[name])) - {"References", "hits", "@graph", "CodeSets", "@type"})
    for number, key in enumerate(keys):
        for odd in some(ODD, number):
            report = read(tmp_path, json.dumps(_with(SAVED[name], key, odd))).report
            assert report.read == report.kept + len(report.rejected), (key, odd)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_with_a_title_of_its_own_is_no_paper(tmp_path: Path, indent: int | None) -> None:
    """A search or a feed that has a name: what it holds are the papers. References, which have titles too, are none."""
    items = [
        {"title": f"Goat bells {n}", "authors": [{"name": "Ada Hay"}], "doi": f"10.5555/goat.{n}"} for n in (1, 2)
    ]
    parsed = read(tmp_path, json.dumps({"title": "Goats", "items": items}, indent=indent))
    assert [one.title for one in parsed.papers] == ["Goat bells 1", "Goat bells 2"]
    (paper,) = read(
        tmp_path, json.dumps({"title": "Goats", "doi": "10.5555/goat.3", "references": items}, indent=indent)
    ).papers
    assert paper.title == "Goats"


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "Settings of the app", "version": 3, "items": 4}',
        '[{"title": "Owls"}, {"title": "Goats"}]',
        '{"title": "Owls"}\n{"title": "Goats", "colour": "red"}\n',
    ],
)
def test_json_of_titles_alone_holds_no_papers(tmp_path: Path, text: str) -> None:
    path = tmp_path / "app.json"
    path.write_text(text, "utf-8")
    with pytest.raises(CorpusError, match=r"app\.json is JSON of a kind that is not read"):
        read_papers(path)


def test_one_title_alone_among_papers_stays(tmp_path: Path) -> None:
    path = tmp_path / "papers.json"
    path.write_text('[{"title": "Owls"}, {"title": "Goats", "year": 2020}]', "utf-8")
    assert [one.title for one in read_papers(path).papers] == ["Owls", "Goats"]


def test_a_page_names_its_authors_number_and_publisher_in_any_of_the_shapes_of_schema_org(tmp_path: Path) -> None:
    record = {
        "@context": "https://schema.org", "@type": "ScholarlyArticle", "name": "Goat bells", "datePublished": "2020-03-01",
        "author": [
            {"@type": "Organization", "name": "Ada Hay Barn"},
            {"@type": "Person", "name": "Professor Hay", "givenName": "Ada", "familyName": "van Hay"}, "Otto B. Pen",
        ],
        "publisher": {"@type": "Organization", "name": "Barn"},
    }  # fmt: skip
    paper = _only(tmp_path, record | {"identifier": {"@type": "PropertyValue", "value": "10.5555/goat.1"}})
    assert [(one.name, one.family) for one in paper.authors] == [
        ("Ada Hay Barn", None),
        ("Ada van Hay", "van Hay"),
        ("Otto B. Pen", "Pen"),
    ]
    assert (paper.doi, paper.publisher, paper.published) == ("10.5555/goat.1", "Barn", date(2020, 3, 1))
    assert _only(tmp_path, record | {"sameAs": "https://doi.org/10.5555/goat.2"}).doi == "10.5555/goat.2"


def test_a_list_of_journals_holds_no_papers(tmp_path: Path) -> None:
    path = tmp_path / "journals.json"
    path.write_text(
        '{"title": "Goat Letters", "issns": ["1234-5678"]}\n{"title": "Owls", "issns": ["2345-6789"]}\n'
    )
    with pytest.raises(CorpusError, match="is JSON of a kind that is not read"):
        read_papers(path)


def test_a_subtitle_that_the_title_has_is_not_said_twice(tmp_path: Path) -> None:
    path = tmp_path / "work.json"
    work = {
        "DOI": "10.5555/g.1",
        "type": "journal-article",
        "title": ["Goat bells: a study"],
        "subtitle": ["Goat bells"],
    }
    path.write_text(json.dumps(work, indent=1))
    assert read_papers(path).papers[0].title == "Goat bells: a study"
