"""What services tell of a paper in places of their own, and several of their answers in one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.formats.reading import read, told


def work(number: int) -> dict[str, Any]:
    return {
        "DOI": f"10.5555/o.{number}",
        "type": "journal-article",
        "title": [f"Owls {number}"],
        "issued": {"date-parts": [[2020]]},
    }


@pytest.mark.parametrize("between", ["\n", "\n\n", "", ",\n"])
@pytest.mark.parametrize("indent", [None, 1])
def test_answers_one_behind_the_other(tmp_path: Path, between: str, indent: int | None) -> None:
    answers = [{"status": "ok", "message-type": "work", "message": work(number)} for number in (1, 2)]
    answers.append({"status": "ok", "message-type": "work-list", "message": {"items": [work(3), work(4)]}})
    parsed = read(tmp_path, between.join(json.dumps(one, indent=indent) for one in answers), "works.json")
    assert [paper.title for paper in parsed.papers] == ["Owls 1", "Owls 2", "Owls 3", "Owls 4"]
    assert (parsed.report.read, parsed.report.kept) == (4, 4)


@pytest.mark.parametrize(
    ("record", "right"),
    [
        (
            {
                "pubYear": "2019",
                "source": "MED",
                "pmid": "1",
                "title": "Owls",
                "journalInfo": {"monthOfPublication": 11},
            },
            {"year": 2019, "month": 11},
        ),
        (
            {
                "paperId": "a",
                "title": "Owls",
                "publicationVenue": {"issn": "1234-5679"},
                "journal": {"volume": "17 7"},
            },
            {"issn": "1234-5679", "volume": "17", "issue": "7"},
        ),
        (
            {"lens_id": "a", "title": "Owls", "source": {"issn": [{"type": "electronic", "value": "12345679"}]}},
            {"issn": "1234-5679"},
        ),
        (
            {
                "id": 1,
                "yearPublished": 2020,
                "title": "Owls",
                "publishedDate": "2020-01-01T00:00:00",
                "journals": [{"title": "O", "identifiers": ["issn:1234-5679"]}],
            },
            {"issn": "1234-5679", "published": None, "year": 2020},
        ),
        (
            {
                "id": "https://openalex.org/W1",
                "title": "Owls",
                "authorships": [],
                "type": "article",
                "type_crossref": "proceedings-article",
            },
            {"kind": "paper-conference"},
        ),
        (
            {"type": "article", "title": "Owls", "publisher": "owlRxiv", "issued": {"date-parts": [["2020"]]}},
            {"journal": "owlRxiv", "kind": "preprint"},
        ),
        (
            {
                "doi": "10.5555/o.1",
                "titles": [{"title": "Owls"}],
                "creators": [],
                "container": {
                    "type": "Journal",
                    "title": "O",
                    "identifier": "1234-5679",
                    "identifierType": "ISSN",
                },
            },
            {"issn": "1234-5679", "journal": "O"},
        ),
    ],
)
def test_fields_of_services(tmp_path: Path, record: dict[str, Any], right: dict[str, Any]) -> None:
    (paper,) = read(tmp_path, json.dumps([record]), "owls.json").papers
    assert told(paper, right) == right


def test_editors_of_a_chapter_at_datacite(tmp_path: Path) -> None:
    record = {
        "doi": "10.5555/o.1",
        "titles": [{"title": "Owls"}],
        "creators": [{"name": "Hay, Ada"}],
        "types": {"resourceTypeGeneral": "BookChapter"},
        "contributors": [
            {"name": "Pen, Otto", "contributorType": "Editor"},
            {"name": "Barn", "contributorType": "HostingInstitution"},
        ],
    }
    (paper,) = read(tmp_path, json.dumps([record]), "owls.json").papers
    assert [one.name for one in paper.editors or ()] == ["Otto Pen"]


def test_zoteros_mods(tmp_path: Path) -> None:
    text = (
        '<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods><titleInfo><title>Owls</title></titleInfo><genre authority="local">bookSection</genre>'
        '<name type="personal"><namePart type="family">Public</namePart><namePart type="given">John Q., Jr.</namePart></name>'
        '<relatedItem type="host"><titleInfo><title>Owls by ear</title></titleInfo><name type="personal"><namePart type="family">Pen</namePart>'
        '<namePart type="given">Otto</namePart><role><roleTerm type="code">edt</roleTerm></role></name></relatedItem></mods></modsCollection>'
    )
    (paper,) = read(tmp_path, text, "owls.xml").papers
    assert (paper.kind, paper.journal) == ("chapter", "Owls by ear")
    assert [(one.family, one.given, one.suffix) for one in paper.authors] == [("Public", "John Q.", "Jr.")]
    assert [one.name for one in paper.editors or ()] == ["Otto Pen"]
