"""Every file under tests/data/formats against the JSON beside it, written by hand from the file.

A JSON holds what ``read_papers`` returns, fields the file is silent about left out, or ``{"error": the sentence}``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.files import read_papers
from corpus.models import Parsed

FORMATS = Path(__file__).parents[2] / "data" / "formats"
NAMES = (
    "ris",
    "wos",
    "ovid",
    "enw",
    "bibtex",
    "nbib",
    "csl-json",
    "jsonl",
    "table",
    "pubmed-xml",
    "endnote-xml",
    "page-html",
)
FILES = sorted(p for name in NAMES for p in FORMATS.glob(f"{name}/*/*") if p.suffix != ".json")


def said(parsed: Parsed) -> tuple[object, ...]:
    """What a format's own parser is answerable for; what becomes of two records of one paper is the collector's."""
    report = parsed.report
    return parsed.papers, parsed.issue, report.read, report.kept, report.merged, report.rejected, report.notes


@pytest.mark.parametrize("file", FILES, ids=[str(path.relative_to(FORMATS)) for path in FILES])
def test_a_file_is_read_as_the_json_beside_it_says(file: Path) -> None:
    expected = json.loads(file.with_suffix(".json").read_text("utf-8"))
    named = file.parts[-3]
    if "error" in expected:
        with pytest.raises(CorpusError) as refusal:
            read_papers(file, named)
        assert str(refusal.value) == expected["error"]
    else:
        found = read_papers(file, named)
        assert len(found.lines) in (0, len(found.papers))
        report = found.report.model_copy(update={"conflicts": ()})
        assert found.model_copy(update={"lines": (), "report": report}) == Parsed.model_validate_json(
            json.dumps(expected)
        )


def test_every_expectation_has_its_file() -> None:
    assert {p.stem for name in NAMES for p in FORMATS.glob(f"{name}/*/*.json")} == {p.stem for p in FILES}


@pytest.mark.parametrize("name", NAMES)
def test_a_wellformed_file_is_recognised_and_kept_whole(name: str) -> None:
    files = [path for path in FILES if path.parts[-3:-1] == (name, "wellformed")]
    assert len(files) >= 3
    for file in files:
        found = read_papers(file)
        assert found == read_papers(file, name), file.name
        assert found.report.rejected == (), file.name
