"""A record beyond the limits is refused whole, in every format, with the reason and counts that balance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.config import CorpusSection
from corpus.citing import STYLES
from corpus.files import read_papers
from corpus.formats.collecting import Reading
from corpus.limits import USUAL, Limits, beyond
from corpus.models import Author, Paper
from tests.corpus.formats.nine import FOLDER

SMALL = Limits(abstract_chars=100, title_chars=50, authors=3, keywords=2, field_chars=40)
FINE = Paper(
    source_id="1", title="Sound", authors=(Author(name="A. B", family="B", given="A."),), abstract="Short."
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"abstract": "x" * 101},
            "its abstract has 101 characters, and the settings allow 100 (corpus.max_abstract_chars)",
        ),
        ({"title": "x" * 51}, "its title has 51 characters, and the settings allow 50 (corpus.max_title_chars)"),
        (
            {"authors": (FINE.authors[0],) * 4},
            "its list of authors has 4 names, and the settings allow 3 (corpus.max_authors)",
        ),
        (
            {"keywords": ("a",) * 3},
            "its list of keywords has 3 words, and the settings allow 2 (corpus.max_keywords)",
        ),
        (
            {"authors": (Author(name="x" * 41),)},
            "its author's name has 41 characters, and the settings allow 40 (corpus.max_field_chars)",
        ),
        (
            {"journal": "x" * 41},
            "its journal has 41 characters, and the settings allow 40 (corpus.max_field_chars)",
        ),
        ({"abstract": "x" * 100, "title": "x" * 50}, None),
    ],
)
def test_each_limit_has_its_sentence(change: dict[str, object], said: str | None) -> None:
    assert beyond(FINE.model_copy(update=change), SMALL) == said


@pytest.mark.parametrize(
    "path", sorted(path for path in FOLDER.glob("*.*") if path.suffix != ".md"), ids=lambda path: path.name
)
def test_every_format_refuses_what_is_beyond_them_and_its_counts_balance(path: Path) -> None:
    usual = read_papers(path).report
    report = read_papers(
        path, reading=Reading(limits=USUAL.model_copy(update={"abstract_chars": 1500, "title_chars": 80}))
    ).report
    assert report.kept < usual.kept
    assert report.read == usual.read == report.kept + report.merged + len(report.rejected)
    assert {
        "corpus.max_abstract_chars" in one.reason or "corpus.max_title_chars" in one.reason
        for one in report.rejected
    } == {True}


@pytest.mark.parametrize("style", ["ris", "bibtex", "nbib", "csl-json"])
def test_a_record_that_is_too_long_is_refused_unread(tmp_path: Path, style: str) -> None:
    long = FINE.model_copy(update={"source_id": "2", "title": "word " * 300})
    path = tmp_path / f"papers.{STYLES[style].extension}"
    path.write_text(STYLES[style].render([FINE, long]))
    report = read_papers(path, reading=Reading(limits=Limits(record_chars=1000))).report
    assert (report.read, report.kept) == (2, 1)
    assert "the settings allow a record 1,000 (corpus.max_record_chars)" in report.rejected[0].reason


def test_a_line_of_json_that_is_too_long_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text("\n".join(json.dumps({"_id": str(n), "title": "x" * n}) for n in (5, 5000)))
    report = read_papers(path, reading=Reading(limits=Limits(record_chars=1000))).report
    assert (report.kept, len(report.rejected)) == (1, 1)


def test_the_settings_are_the_limits() -> None:
    assert CorpusSection().limits == USUAL
    assert CorpusSection(max_authors=10).limits.authors == 10
