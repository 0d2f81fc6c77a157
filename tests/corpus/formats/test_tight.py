"""RIS without the gaps around its hyphens ("TY-JOUR"), as some programs write it: of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.files import read_papers
from corpus.models import Parsed

TIGHT = (
    "TY-JOUR\nAU-Hay, Ada\nAU-Pen, Otto\nTI-Goat bells\nJO-Goats\nPY-2020\nVL-7\nSP-1\nEP-9\nDO-10.5555/goat.1\n"
    "AB-Goats ring.\nT1-weighted pictures show it.\nER-positive goats ring twice.\nER-\n"
    "TY-CHAP\nTI-Kid bells\nDO-10.5555/kid.1\nER-\n"
)


def read(folder: Path, text: str) -> Parsed:
    path = folder / "papers.ris"
    path.write_text(text, "utf-8")
    return read_papers(path)


@pytest.mark.parametrize("gap", ["", " ", "  "])
def test_records_without_gaps(tmp_path: Path, gap: str) -> None:
    """A line of the abstract that begins like a tag is text."""
    text = "".join(
        line if line[3:4].islower() else f"{line[:2]}{gap}{line[2:]}" for line in TIGHT.splitlines(keepends=True)
    )
    parsed = read(tmp_path, text)
    assert (parsed.report.read, parsed.report.notes) == (2, ())
    goat, kid = parsed.papers
    assert (goat.doi, goat.title, goat.journal, goat.year, goat.volume, goat.page) == (
        "10.5555/goat.1",
        "Goat bells",
        "Goats",
        2020,
        "7",
        "1-9",
    )
    assert [one.name for one in goat.authors] == ["Ada Hay", "Otto Pen"]
    assert goat.abstract is not None
    assert goat.abstract.split("\n") == [
        "Goats ring.",
        "T1-weighted pictures show it.",
        "ER-positive goats ring twice.",
    ]
    assert (kid.title, kid.kind) == ("Kid bells", "chapter")


def test_records_without_gaps_behind_the_hyphen_alone(tmp_path: Path) -> None:
    parsed = read(
        tmp_path, "TY  -JOUR\nTI  -Goat bells\nAB  -Goats ring.\nER  -\nTY  - JOUR\nTI  - Kid bells\nER  - \n"
    )
    assert [(one.title, one.abstract) for one in parsed.papers] == [
        ("Goat bells", "Goats ring."),
        ("Kid bells", None),
    ]


def test_what_has_gaps_is_read_as_before(tmp_path: Path) -> None:
    """There a line without a gap is text, whatever it begins with."""
    parsed = read(tmp_path, "TY  - JOUR\nTI  - Goat bells\nAB  - Goats ring, as\nKW-Goats, too.\nER  - \n")
    assert [(one.abstract, one.keywords) for one in parsed.papers] == [("Goats ring, as KW-Goats, too.", ())]
