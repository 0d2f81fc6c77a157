"""Exports of indexes and of EndNote that nobody tried before: each is read with its fields, and no record is run together with another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.corpus.formats.exports import SHOW_ALL
from tests.corpus.formats.reading import read, told

ADS = """%R 2020GoatL..12...45H
%T Goat bells
%A Hay, Ada B.
%A Pen, Otto
%J Goat Letters, Volume 12, Issue 3, pp. 45-67
%V 12
%D March 2020
%P 45-67
%X Goats ring bells.
%U https://ui.adsabs.harvard.edu/abs/2020GoatL..12...45H
%Y doi: 10.5555/goat.1

%R 2019GoatL..11....1H
%T Kid bells
%A Hay, Ada B.
%J Goat Letters, Volume 11
%V 11
%D January 2019
%P 1
"""


def test_nasa_ads_tagged_text_has_an_empty_line_between_records(tmp_path: Path) -> None:
    parsed = read(tmp_path, ADS, "ads.txt")
    assert [(one.title, [name.family for name in one.authors]) for one in parsed.papers] == [
        ("Goat bells", ["Hay", "Pen"]),
        ("Kid bells", ["Hay"]),
    ]
    right = {
        "doi": "10.5555/goat.1",
        "journal": "Goat Letters",
        "volume": "12",
        "issue": "3",
        "page": "45-67",
        "year": 2020,
    }
    assert told(parsed.papers[0], right) == right
    assert parsed.report.notes == ()
    assert (parsed.report.read, parsed.report.kept) == (2, 2)


def test_endnotes_text_is_read_label_by_label(tmp_path: Path) -> None:
    article, chapter = read(tmp_path, SHOW_ALL, "endnote.txt").papers
    right: dict[str, Any] = {
        "doi": "10.5555/goat.1", "journal": "Goat Letters", "volume": "12", "issue": "3", "page": "45-67", "published": "2020-03-05", "issn": "1234-5679",
        "keywords": ("goats", "bells"), "abstract": "Goats ring bells at night: all of them.", "type": "Article",
    }  # fmt: skip
    assert told(article, right) == right
    assert [(one.family, one.given) for one in article.authors] == [("Hay", "Ada B."), ("Pen", "Otto")]
    right = {
        "kind": "chapter",
        "journal": "Handbook of kids",
        "publisher": "Barn",
        "publisher_place": "Oxford",
        "page": "33-51",
    }
    assert told(chapter, right) == right
    assert [one.family for one in chapter.authors] == ["Kid", "Pen", "Hay"]
    assert [one.family for one in chapter.editors or ()] == ["Herd"]


@pytest.mark.parametrize(
    ("record", "right", "families"),
    [
        (
            {
                "@id": "https://cir.nii.ac.jp/crid/1", "@type": "item", "title": "屋根のヤギ", "dc:type": "Article", "dc:creator": ["羊 太郎"], "prism:publicationName": "ヤギ誌",
                "prism:issn": "12345679", "prism:volume": "12", "prism:number": "3", "prism:startingPage": "45", "prism:endingPage": "67", "prism:publicationDate": "2020-03-05",
                "description": "ヤギは登る。", "dc:identifier": [{"@type": "cir:DOI", "@value": "10.5555/goat.1"}],
            },
            {"doi": "10.5555/goat.1", "journal": "ヤギ誌", "issn": "1234-5679", "page": "45-67", "published": "2020-03-05", "abstract": "ヤギは登る。"},
            ["羊"],
        ),
        (
            {
                "id": "abcde", "type": "preprints", "links": {"preprint_doi": "https://doi.org/10.31219/osf.io/abcde"},
                "attributes": {"title": "Goats", "description": "They ring.", "date_published": "2024-02-14T10:00:00", "doi": None, "tags": ["goats"]},
            },
            {"doi": "10.31219/osf.io/abcde", "kind": "preprint", "published": "2024-02-14", "abstract": "They ring."},
            [],
        ),
        (
            {
                "zbl_id": "07000001", "title": {"title": "Goats on trees", "subtitle": None}, "contributors": {"authors": [{"name": "Hay, Ada B."}]}, "year": "2020",
                "source": {"pages": "45-67", "series": [{"title": "Goat Letters", "volume": "12", "issue": "3", "issn": [{"number": "1234-5679"}]}]},
                "links": [{"type": "doi", "identifier": "10.5555/goat.1"}], "editorial_contributions": [{"contribution_type": "summary", "text": "Summary: They climb."}],
            },
            {"doi": "10.5555/goat.1", "journal": "Goat Letters", "page": "45-67", "issn": "1234-5679", "abstract": "They climb."},
            ["Hay"],
        ),
    ],
)  # fmt: skip
def test_records_of_indexes(
    tmp_path: Path, record: dict[str, Any], right: dict[str, Any], families: list[str]
) -> None:
    (paper,) = read(tmp_path, json.dumps({"data": [record]}), "goats.json").papers
    assert told(paper, right) == right
    assert [one.family for one in paper.authors] == families


@pytest.mark.parametrize(
    ("header", "row", "right"),
    [
        (
            "title,isPartOf,creator,pagination",
            "Goats,Goat Letters,Ada Hay;Otto Pen,pp. 45-67",
            {"journal": "Goat Letters", "page": "45-67"},
        ),
        (
            "タイトル,著者名,雑誌名,巻号頁,発行年月",
            '山羊,"羊 太郎(牧場大学), 山羊 花子",山羊誌,12巻3号 Page45-67,2020.03',
            {"volume": "12", "issue": "3", "page": "45-67", "year": 2020, "month": 3},
        ),
        ("title,journal,journalfull,author", "Goats,Goat Lett.,Goat Letters,Ada Hay", {"journal": "Goat Letters"}),
    ],
)
def test_columns_of_jstor_ichushi_and_paperpile(
    tmp_path: Path, header: str, row: str, right: dict[str, Any]
) -> None:
    (paper,) = read(tmp_path, f"{header}\n{row}\n", "goats.csv").papers
    assert told(paper, right) == right
    assert paper.authors
    assert not any("(" in one.name for one in paper.authors)
