"""Scopus' text as it exports it; the papers are invented."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.formats.directories import SCOPUS
from tests.corpus.formats.reading import read, told


def test_scopus_text(tmp_path: Path) -> None:
    for text in (
        SCOPUS,
        f"\ufeff{SCOPUS}",
        SCOPUS.replace("Scopus\nEXPORT", "# Scopus\n# EXPORT", 1),
        SCOPUS.replace("\n", "\r\n"),
    ):
        parsed = read(tmp_path, text, "scopus.txt")
        first, second, third = parsed.papers
        right = {
            "doi": "10.5555/goat.1", "pmid": "30000001", "title": "Goat bells, and what they tell", "journal": "Letters on Goats, Section B: Bells", "short_journal": "Lett. Goats", "year": 2021,
            "volume": "24", "issue": "3", "article_number": "033403", "page": None, "cited_by": 5, "publisher": "Barn Press", "issn": "1234-5679", "type": "Article",
            "abstract": "Goats ring.\nMETHODS: We heard them.", "keywords": ("bells", "goats"),
        }  # fmt: skip
        assert told(first, right) == right
        assert [one.name for one in first.authors] == ["Ada B. Hay", "Otto Pen"]
        right = {
            "title": "KIDS in FOG",
            "journal": "Lecture Notes on Goats",
            "volume": "12345 LNG",
            "page": "375-380",
            "year": 2020,
            "source_id": "2-s2.0-85000000002",
            "doi": None,
            "type": "Conference Paper",
            "kind": "paper-conference",
        }
        assert told(second, right) == right
        assert [one.name for one in second.authors] == ["A. Hay", "O. Pen", "A. Ox"]
        right = {
            "title": "Proceedings of the goat days",
            "journal": "Goat Days",
            "year": 2019,
            "authors": (),
            "volume": None,
        }
        assert told(third, right) == right
        assert (parsed.report.read, parsed.report.kept, parsed.report.notes) == (3, 3, ())
    assert list(parsed.lines) == [4, 26, 37]


def test_one_that_is_cut_off_is_told(tmp_path: Path) -> None:
    parsed = read(tmp_path, SCOPUS[: SCOPUS.index("DOCUMENT TYPE: Conference Paper")], "scopus.txt")
    assert [one.title for one in parsed.papers] == ["Goat bells, and what they tell", "KIDS in FOG"]
    assert parsed.report.notes == (
        "the file ends within its last record, which begins on line 26; it may be cut off",
    )
