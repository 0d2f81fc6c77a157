"""Every file under tests/data/formats against the JSON beside it, written by hand from the file.

A JSON holds what ``read_papers`` returns, fields the file is silent about left out, or ``{"error": the sentence}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.files import formats, read_papers
from corpus.models import Parsed
from tests.corpus.formats import exports

FORMATS = Path(__file__).parents[2] / "data" / "formats"
NAMES = (
    "ris",
    "wos",
    "ovid",
    "enw",
    "redif",
    "bibtex",
    "nbib",
    "pubmed-text",
    "csl-json",
    "jsonl",
    "table",
    "pubmed-xml",
    "endnote-xml",
    "jats",
    "elsevier-xml",
    "tei",
    "arxiv",
    "europe-xml",
    "dblp",
    "word-xml",
    "bibtexml",
    "citavi",
    "unixref",
    "datacite-xml",
    "marcxml",
    "marc",
    "dublin-core",
    "page-html",
)
FILES = sorted(p for name in NAMES for p in FORMATS.glob(f"{name}/*/*") if p.suffix != ".json")


def said(parsed: Parsed) -> tuple[object, ...]:
    """What a format's own parser is answerable for; what becomes of two records of one paper is the collector's."""
    report = parsed.report
    return parsed.papers, parsed.issue, report.read, report.kept, report.merged, report.rejected, report.notes


def plain(parsed: Parsed) -> Any:
    return json.loads(parsed.model_dump_json(exclude_none=True))


def differing(read: Any, right: Any, where: str = "") -> Iterator[str]:
    """The places in which what was read is not what the JSON says."""
    if isinstance(read, dict) and isinstance(right, dict):
        for name in sorted(read.keys() | right.keys()):
            yield from differing(read.get(name), right.get(name), f"{where}.{name}")
    elif isinstance(read, list) and isinstance(right, list) and len(read) == len(right):
        for number, (one, other) in enumerate(zip(read, right, strict=True)):
            yield from differing(one, other, f"{where}[{number}]")
    elif read != right:
        yield f"{where.lstrip('.')}: read {read!r}, the JSON says {right!r}"


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
        right = Parsed.model_validate_json(json.dumps(expected))
        read = found.model_copy(update={"lines": (), "report": report})
        assert read == right, "\n".join(differing(plain(read), plain(right)))


def test_every_format_has_its_files() -> None:
    """From which the fuzzer begins, too. A page saved as text is tested in tests/corpus/page, a
    workbook in test_workbook.py, an archive of several files in test_archive.py, a text document in test_documents.py."""
    there = {*NAMES, *exports.FILES, "page", "workbook", "archive", "document"}
    assert {one.name for one in formats()} == there, "see “A file format” in CONTRIBUTING.md, step 4"


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
