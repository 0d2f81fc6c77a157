"""XML of DOAJ and of JSTOR as journals' programs and the archive write it; the papers are invented."""

from __future__ import annotations

from pathlib import Path

from corpus.files import read_papers
from tests.corpus.formats.directories import DOAJ, JSTOR
from tests.corpus.formats.reading import read, told


def test_doajs_records(tmp_path: Path) -> None:
    parsed = read(tmp_path, DOAJ, "doaj.xml")
    first, second = parsed.papers
    right = {
        "doi": "10.5555/goat.1", "title": "Goat bells", "journal": "Goat Letters", "issn": "1234-5679", "publisher": "Barn Press", "year": 2020, "published": "2020-03-05", "volume": "7",
        "issue": "2", "page": "1-9", "type": "Article", "url": "https://goats.example.org/1", "abstract": "Goats ring.", "keywords": ("goats", "bells"),
    }  # fmt: skip
    assert told(first, right) == right
    assert [one.name for one in first.authors] == ["Ada Hay", "Otto Pen"]
    assert (second.source_id, second.year, second.month, second.published, second.abstract) == (
        "oai:2", 2019, 4, None, "Les chèvres sonnent.",
    )  # fmt: skip
    assert (parsed.report.read, parsed.report.kept, len(parsed.report.rejected)) == (3, 2, 1)
    assert (
        "abstracts in other languages or in plain words, beside the main one, were left out in 1 text"
        in parsed.report.notes
    )


def test_jstors_citations(tmp_path: Path) -> None:
    parsed = read(tmp_path, JSTOR, "citations.XML")
    first, second = parsed.papers
    right = {
        "doi": "10.5555/1000001", "title": "Goats of the northern barns", "journal": "Goat Naturalist", "year": 1954, "month": 7, "volume": "52", "issue": "1", "page": "88-105",
        "publisher": "Barn University", "type": "Article",
    }  # fmt: skip
    assert (told(first, right), first.published) == (right, None)
    assert [one.name for one in first.authors] == ["Ada Hay", "Otto Pen"]
    assert (second.title, second.type, second.doi) == ("Wild bells of chalk", "Book review", "10.5555/1000002")
    assert (parsed.report.read, parsed.report.kept, len(parsed.report.rejected)) == (3, 2, 1)


def test_what_is_cut_off_is_told(tmp_path: Path) -> None:
    for text in (DOAJ, JSTOR):
        path = tmp_path / "papers.xml"
        path.write_text(text[: text.rindex("<title")], "utf-8")
        report = read_papers(path).report
        assert report.rejected[-1].reason.endswith("the file may be cut off")
        assert report.read == report.kept + report.merged + len(report.rejected)
