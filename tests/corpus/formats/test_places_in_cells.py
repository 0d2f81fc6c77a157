"""A cell that tells where a paper stands, all in one text, as people and programs write references; whatever the column is called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.formats.sourcelines import place_in
from tests.corpus.formats.reading import read, told

PLACE = {"journal": "Owl Letters", "volume": "7", "issue": "2", "page": "12-15", "year": 2018}


@pytest.mark.parametrize("column", ["Quelle", "Source", "Fuente", "Citation", "Reference", "Zeitschrift"])
@pytest.mark.parametrize(
    "written",
    [
        "Owl Letters, 2018, 7(2), S. 12-15",
        "Owl Letters 7 (2018), 2, S. 12-15",
        "Owl Letters, Jg. 7, H. 2, 2018, S. 12-15",
        "Owl Letters. 2018 Mar 5;7(2):12-15.",
        "Owl Letters, vol. 7, no. 2, pp. 12-15, 2018",
        "Owl Letters, 7(2), 12-15 (2018)",
        "Owl Letters (2018) 7, Nr. 2, Seite 12-15",
    ],
)
def test_it_is_read_in_its_parts(tmp_path: Path, column: str, written: str) -> None:
    (paper,) = read(
        tmp_path, f'Titel;Autoren;{column}\nOwls;"Hay, Ada; Pen, Otto";"{written}"\n', "owls.csv"
    ).papers
    assert told(paper, PLACE) == PLACE


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (
            "Owls 2018, 11, 1234; https://doi.org/10.5555/o.1",
            {"journal": "Owls", "volume": "11", "article_number": "1234", "doi": "10.5555/o.1"},
        ),
        (
            "Hay A, Pen O. Owls: by ear. Owl Letters 2018;7:12-5. doi: 10.5555/o.1",
            {"journal": "Owl Letters", "volume": "7", "page": "12-5", "doi": "10.5555/o.1"},
        ),
    ],
)
def test_of_a_citation(tmp_path: Path, written: str, right: dict[str, Any]) -> None:
    (paper,) = read(
        tmp_path, f'Title,Authors,Citation\nOwls: by ear,"Hay, Ada; Pen, Otto","{written}"\n', "owls.csv"
    ).papers
    assert told(paper, right) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Owl Letters, Vol. 13", {"journal": "Owl Letters", "volume": "13"}),
        ("Owl Letters, Vol. 13, Iss. 3", {"journal": "Owl Letters", "volume": "13", "issue": "3"}),
    ],
)
def test_a_volume_that_is_called_so(written: str, right: dict[str, str]) -> None:
    assert place_in(written) == right


@pytest.mark.parametrize(
    "written",
    [
        "Owl Letters",
        "Owls 2018",
        "Owls 2018, 2020",
        "Owls, Berlin 2018",
        "3 Biotech",
        "Owls in 12 Barns 2018",
        "ISO 9001",
        "Owl Letters 12",
    ],
)
def test_what_tells_no_place_stays_a_journal(written: str) -> None:
    assert place_in(written) == {}


def test_a_database_is_no_journal(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, "Title,Authors,Source\nOwls,Ada Hay,PubMed\n", "owls.csv").papers
    assert paper.journal is None
