"""Exports in several formats, one behind the other in one file: each is read, none in silence lost; of invented papers."""

from __future__ import annotations

import gzip
from itertools import permutations
from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Parsed

PARTS = {
    "ris": "TY  - JOUR\nTI  - Owls by ear\nAU  - Hay, Ada\nPY  - 2020\nDO  - 10.5555/ris\nER  - \n",
    "nbib": "PMID- 30000001\nOWN - NLM\nTI  - Bees by night.\nAB  - Bees hum.\nFAU - Hay, Ada\nDP  - 2019\n",
    "bibtex": "@article{hay2019,\n  title = {Goat bells},\n  author = {Hay, Ada},\n  year = {2019},\n}\n",
    "enw": "%0 Journal Article\n%T Hens that fly\n%A Hay, Ada\n%D 2018\n",
    "wos": "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Hay, A\nTI Cows in fog\nPY 2017\nER\n\nEF\n",
    "xml": "<?xml version='1.0'?>\n<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>30000009</PMID><Article>"
    "<ArticleTitle>Ewes that sing</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>\n",
    "jsonl": '{"title": "Kids at play", "authors": ["Ada Hay"], "year": 2016, "doi": "10.5555/json"}\n',
}
TITLES = {
    "ris": "Owls by ear",
    "nbib": "Bees by night",
    "bibtex": "Goat bells",
    "enw": "Hens that fly",
    "wos": "Cows in fog",
    "xml": "Ewes that sing",
    "jsonl": "Kids at play",
}


def read(folder: Path, text: str, name: str = "all.txt") -> Parsed:
    (folder / name).write_text(text, "utf-8")
    return read_papers(folder / name)


@pytest.mark.parametrize("gap", ["", "\n", "\ufeff"])
@pytest.mark.parametrize(("first", "second"), [pair for pair in permutations(PARTS, 2) if pair[0] != "jsonl"])
def test_each_part_is_read_as_it_would_be_alone(tmp_path: Path, first: str, second: str, gap: str) -> None:
    parsed = read(tmp_path, PARTS[first] + gap + PARTS[second])
    assert [paper.title for paper in parsed.papers] == [TITLES[first], TITLES[second]]
    assert (parsed.report.read, parsed.report.kept) == (2, 2)
    assert [len(paper.authors) for paper in parsed.papers] == [one != "xml" for one in (first, second)]


def test_a_record_is_told_by_its_line_in_the_whole_file(tmp_path: Path) -> None:
    empty = "@article{none,\n  year = {2019},\n}\n"
    parsed = read(
        tmp_path,
        PARTS["ris"] + PARTS["bibtex"] + empty + PARTS["ris"].replace("ear", "eye").replace("/ris", "/eye"),
    )
    assert [paper.title for paper in parsed.papers] == ["Owls by ear", "Goat bells", "Owls by eye"]
    assert parsed.lines == (1, 7, 15)
    (refused,) = parsed.report.rejected
    assert (refused.line, refused.reason.partition(": ")[0]) == (12, "in the part from line 7")


def test_the_parts_of_a_packed_file_are_read(tmp_path: Path) -> None:
    path = tmp_path / "all.txt.gz"
    path.write_bytes(gzip.compress((PARTS["ris"] + PARTS["bibtex"]).encode()))
    assert [paper.title for paper in read_papers(path).papers] == ["Owls by ear", "Goat bells"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            PARTS["bibtex"]
            + "@comment{BibDesk Static Groups{\n<?xml version='1.0'?>\n<!DOCTYPE plist>\n<plist/>\n}}\n",
            ["Goat bells"],
        ),
        ("Record #1 of 2\nProvider: Barn\n" + PARTS["ris"], ["Owls by ear"]),
        ("Hello,\nhere they are.\n\n" + PARTS["bibtex"], ["Goat bells"]),
        (
            PARTS["ris"] + PARTS["ris"].replace("ear", "eye").replace("/ris", "/eye"),
            ["Owls by ear", "Owls by eye"],
        ),
        (
            'Title,Authors,Year,Note\nOwls by ear,Ada Hay,2020,"see\n@article{hay2019,\n title = {Goats}}"\n',
            ["Owls by ear"],
        ),
    ],
)
def test_what_only_looks_like_a_further_part_is_none(tmp_path: Path, text: str, titles: list[str]) -> None:
    parsed = read(tmp_path, text)
    assert [paper.title for paper in parsed.papers] == titles
    assert not [note for note in parsed.report.notes if "in the part" in note]
    assert parsed.report.rejected == ()
