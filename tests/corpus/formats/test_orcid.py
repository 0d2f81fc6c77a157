"""Works of ORCID as its public record answers them, in JSON and XML: of invented papers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.models import Parsed
from tests.corpus.formats.records import ORCID
from tests.corpus.formats.test_variants import read

SUMMARY: dict[str, Any] = {
    "put-code": 7, "display-index": "1", "source": {"source-name": {"value": "Crossref"}},
    "title": {"title": {"value": "Goat bells"}, "subtitle": {"value": "a study"}, "translated-title": None},
    "external-ids": {"external-id": [
        {"external-id-type": "issn", "external-id-value": "1234-5678", "external-id-relationship": "part-of"},
        {"external-id-type": "doi", "external-id-value": "10.5555/book", "external-id-relationship": "part-of"},
        {"external-id-type": "doi", "external-id-value": "10.5555/goat.1", "external-id-relationship": "self"},
    ]},
    "url": {"value": "https://example.org/goat"}, "type": "journal-article", "journal-title": {"value": "Goat Letters"},
    "publication-date": {"year": {"value": "2020"}, "month": {"value": "03"}, "day": None},
}  # fmt: skip
OTHER = SUMMARY | {
    "put-code": 8,
    "journal-title": None,
    "title": {"title": {"value": "GOAT BELLS"}, "subtitle": None},
}
SECOND = {
    "put-code": 9, "title": {"title": {"value": "Kid bells"}}, "type": "other", "external-ids": {"external-id": [
        {"external-id-type": "arxiv", "external-id-value": "arXiv:2001.00001", "external-id-relationship": "self"}]},
    "publication-date": None,
}  # fmt: skip
GROUPS = [{"external-ids": {}, "work-summary": [SUMMARY, OTHER]}, {"work-summary": [SECOND]}]


@pytest.mark.parametrize(
    "answer",
    [
        {"last-modified-date": {"value": 1}, "group": GROUPS, "path": "/0000-0000-0000-0000/works"},
        {
            "orcid-identifier": {"uri": "https://orcid.org/0000-0000-0000-0000"},
            "person": {"biography": {"content": "Of goats. " * 600}},
            "activities-summary": {"fundings": {"group": []}, "works": {"group": GROUPS}},
        },
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_the_works_of_a_person(tmp_path: Path, answer: dict[str, Any], indent: int | None) -> None:
    """Of one work from several sources it is told once; a list tells no authors."""
    parsed = read(tmp_path, json.dumps(answer, indent=indent), "works.json")
    first, second = parsed.papers
    assert (parsed.report.read, first.title, first.doi, first.journal) == (
        2,
        "Goat bells: a study",
        "10.5555/goat.1",
        "Goat Letters",
    )
    assert (first.year, first.month, first.type, first.url) == (2020, 3, "Article", "https://example.org/goat")
    assert (second.title, second.source_id, second.year, second.type) == (
        "Kid bells",
        "arXiv:2001.00001",
        None,
        None,
    )


WORK = SUMMARY | {
    "short-description": "Goats ring.",
    "citation": {"citation-type": "bibtex", "citation-value": "@article{a, title={Goat bells}}"},
    "contributors": {"contributor": [
        {"credit-name": {"value": "Ada Hay"}, "contributor-attributes": {"contributor-sequence": "first", "contributor-role": "author"}},
        {"credit-name": {"value": "Pen, Otto"}, "contributor-attributes": None},
        {"credit-name": None}, {"credit-name": {"value": "Eva Sty"}, "contributor-attributes": {"contributor-role": "editor"}},
    ]},
}  # fmt: skip


@pytest.mark.parametrize(
    "text", [json.dumps({"bulk": [{"work": WORK}]}), json.dumps(WORK), json.dumps(WORK, indent=1), ORCID]
)
def test_a_work_with_its_contributors_and_not_the_bibtex_in_it(tmp_path: Path, text: str) -> None:
    (paper,) = read(tmp_path, text, "work").papers
    assert (paper.title, paper.doi, paper.abstract, paper.journal) == (
        "Goat bells: a study",
        "10.5555/goat.1",
        "Goats ring.",
        "Goat Letters",
    )
    assert ([one.name for one in paper.authors], paper.year, paper.month) == (["Ada Hay", "Otto Pen"], 2020, 3)


def test_a_record_of_a_person_in_xml_with_two_sources_of_a_work(tmp_path: Path) -> None:
    one = '<work:work-summary put-code="{}"><work:title><common:title>Goat bells</common:title></work:title><common:external-ids><common:external-id><common:external-id-type>doi</common:external-id-type><common:external-id-value>10.5555/goat.1</common:external-id-value><common:external-id-relationship>self</common:external-id-relationship></common:external-id></common:external-ids></work:work-summary>'
    text = (
        '<record:record xmlns:record="http://www.orcid.org/ns/record" xmlns:common="http://www.orcid.org/ns/common" xmlns:activities="http://www.orcid.org/ns/activities" xmlns:work="http://www.orcid.org/ns/work">'
        f"<person/><activities:works><activities:group>{one.format(1)}{one.format(2)}</activities:group></activities:works></record:record>"
    )
    parsed: Parsed = read(tmp_path, text, "record.xml")
    assert (parsed.report.read, parsed.report.kept, parsed.report.merged) == (2, 1, 1)


def test_a_work_without_a_title_is_refused_with_its_reason(tmp_path: Path) -> None:
    answer = {"group": [{"work-summary": [SUMMARY | {"title": None}]}]}
    report = read(tmp_path, json.dumps(answer)).report
    assert [one.reason for one in report.rejected] == [
        "it has neither a title nor a text, so there is nothing to search"
    ]


def test_a_work_that_is_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    text = ORCID.replace("<work:journal-title>", "<work:journal-title>" + "<a>" * 5000 + "x" + "</a>" * 5000)
    report = read(tmp_path, text).report
    assert [one.reason for one in report.rejected] == ["its elements are nested too deeply to be a paper's"]
