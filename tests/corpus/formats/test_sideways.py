"""Text with a name before each line: CNKI's own two kinds, SinoMed's, and what people write by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.files import formats
from corpus.formats.text import sideways
from tests.corpus.formats.named_lines import HAND, SEARCH, SINOMED, STUDY
from tests.corpus.formats.reading import read, told

RIGHT: dict[str, Any] = {
    "title": "山羊铃声的夜间观察", "journal": "山羊学报", "year": 2020, "volume": "3", "issue": "2", "page": "101-109", "keywords": ("山羊", "铃声"),
}  # fmt: skip


@pytest.mark.parametrize("text", [STUDY, SEARCH, SINOMED], ids=["CNKI E-Study", "CNKI", "SinoMed"])
def test_a_search_in_china(text: str, tmp_path: Path) -> None:
    parsed = read(tmp_path, text, "export.txt")
    assert (parsed.report.read, parsed.report.kept) == (2, 2)
    paper, other = parsed.papers
    assert told(paper, RIGHT) == RIGHT
    assert [one.name for one in paper.authors] == ["王小明", "李四"]
    assert paper.abstract is not None
    assert paper.abstract.split() == ["目的:观察山羊夜间的铃声。", "方法:共观察12只山羊。"]
    assert (other.title, other.year, other.abstract) == ("雾中的山羊", 2019, "雾。")


def test_what_people_write_by_hand(tmp_path: Path) -> None:
    paper, other = read(tmp_path, HAND, "papers.txt").papers
    right = {
        "title": "Goat bells in the hills", "journal": "Goat Letters", "year": 2020, "page": "101-109", "keywords": ("goats", "bells"),
        "abstract": "Forty goats wore bells.\nMethods: we counted them.\nSee: https://example.org",
    }  # fmt: skip
    assert told(paper, right) == right
    assert [one.name for one in paper.authors] == ["Ada Hay", "Otto Pen"]
    assert (other.title, other.journal) == ("Fog", "Goat Letters")


def test_records_that_begin_otherwise_are_refused_with_what_to_do(tmp_path: Path) -> None:
    text = HAND.replace("Title: Fog\nAuthor: Pen, Otto", "Author: Pen, Otto\nTitle: Fog").replace(
        "Title: Goat bells in the hills\nAuthor: Hay, Ada", "Shelf: A\nTitle: Goat bells in the hills"
    )
    with pytest.raises(
        CorpusError,
        match=r"papers\.txt does not begin each of its 2 records with “Shelf”, .*; put that line first",
    ):
        read(tmp_path, text.replace("Shelf: Barn\n", ""), "papers.txt")


@pytest.mark.parametrize(
    "text",
    [
        "title: Goat days\nauthor: Hay\nversion: 0.1\nyear: 2020\n",  # the settings of a program
        "title: Goat days\nauthor: Ada Hay\nversion: 0.1.0\nsource: hay/goat-days\n",  # and another's
        "mybook:\n  title: Goats\n  author: Hay\n  journal: Goat Letters\n",
        "References: Hay, A. (2020).\nTitle: Goats\n",
        "Journal: Goat Letters\nYear: 2020\nVolume: 3\nIssue: 2\n",  # of no paper
    ],
)
def test_other_text_is_no_such_record(text: str) -> None:
    assert not sideways.looks_like(text)


def test_it_is_tried_behind_the_formats_of_programs() -> None:
    names = [one.name for one in formats()]
    assert names.index("labelled") > max(
        names.index(one) for one in ("ris", "redif", "cff", "yaml", "bibtex", "proquest")
    )
