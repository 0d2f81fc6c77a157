"""Records whose beginning is missing, and lines that begin with what nobody sees: none is lost, none takes up another."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.characters import UNSEEN
from tests.corpus.formats.reading import read

RIS = "TY  - JOUR\nTI  - Goat bells {0}\nAU  - Hay, Ada\nDO  - 10.5555/goat.{0}\nAB  - Goats {0} ring.\n"
ENW = "%0 Journal Article\n%A Hay, Ada\n%T Goat bells {0}\n%R 10.5555/goat.{0}\n%X Goats {0} ring.\n"
NBIB = "PMID- 9900000{0}\nTI  - Goat bells {0}.\nFAU - Hay, Ada\nLID - 10.5555/goat.{0} [doi]\nAB  - Goats {0} ring.\n"
EXPRESS = "{{Reference Type}}: Journal Article\n{{Title}}: Goat bells {0}\n{{Author}}: Hay, Ada\n{{DOI}}: 10.5555/goat.{0}\n{{Abstract}}: Goats {0} ring.\n"
OVID = "<{0}>\nTI  - Goat bells {0}.\nAU  - Hay A.\nDO  - 10.5555/goat.{0}\nAB  - Goats {0} ring.\nYR  - 2020\n"
RIGHT = [(f"Goat bells {n}", f"10.5555/goat.{n}", f"Goats {n} ring.") for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("one", "first"),
    [
        (RIS, "TY  - JOUR\n"),
        (ENW, "%0 Journal Article\n"),
        (NBIB, "PMID- 99000002\n"),
        (EXPRESS, "{Reference Type}: Journal Article\n"),
        (OVID, "<2>\n"),
    ],
    ids=["ris", "enw", "nbib", "noteexpress", "ovid"],
)
def test_behind_an_empty_line_a_second_title_is_of_another_record(tmp_path: Path, one: str, first: str) -> None:
    """Which has lost its beginning, and the one before it its end, if it has one."""
    lines = one.count("\n")
    text = "\n".join((one.format(1), one.format(2).replace(first, ""), one.format(3)))
    parsed = read(tmp_path, text, "goats.txt")
    assert [(paper.title, paper.doi, paper.abstract) for paper in parsed.papers] == RIGHT
    assert (parsed.report.read, parsed.report.kept) == (3, 3)
    assert parsed.lines == (1, lines + 2, 2 * lines + 2)


def test_a_record_whose_lines_stand_apart_is_one(tmp_path: Path) -> None:
    """A second title alone is a translation."""
    text = (RIS.format(1) + "TI  - Ziegenglocken\nER  - \n").replace("\n", "\n\n")
    parsed = read(tmp_path, text, "goats.ris")
    assert [(paper.title, paper.doi) for paper in parsed.papers] == [("Goat bells 1", "10.5555/goat.1")]


def test_titles_beside_each_other_are_of_one_record(tmp_path: Path) -> None:
    text = RIS.format(1).replace("AU  - ", "TI  - Ziegenglocken\nAU  - ") + "\nKW  - bell\nER  - \n"
    (paper,) = read(tmp_path, text, "goats.ris").papers
    assert (paper.title, paper.abstract, paper.keywords) == ("Goat bells 1", "Goats 1 ring.", ("bell",))


FILES = {
    "ris": RIS.format(1) + "ER  - \n",
    "enw": ENW.format(1),
    "nbib": "PMID- 99000001\nTI  - Goat bells 1.\nFAU - Hay, Ada\nLID - 10.5555/goat.1 [doi]\nAB  - Goats 1 ring.\n",
    "bib": "@article{a,\ntitle = {Goat bells 1},\nauthor = {Hay, Ada},\ndoi = {10.5555/goat.1},\nabstract = {Goats 1 ring.}\n}\n",
    "csv": "Title,Authors,DOI,Abstract\nGoat bells 1,Ada Hay,10.5555/goat.1,Goats 1 ring.\n",
    "yaml": "- title: Goat bells 1\n  author:\n  - family: Hay\n    given: Ada\n  DOI: 10.5555/goat.1\n  abstract: Goats 1 ring.\n",
    "jsonl": '{"title": "Goat bells 1", "authors": ["Ada Hay"], "doi": "10.5555/goat.1", "abstract": "Goats 1 ring."}\n',
}


@pytest.mark.parametrize("form", FILES)
def test_what_nobody_sees_before_a_line_hides_no_field(tmp_path: Path, form: str) -> None:
    """As it is copied from web pages; in places it hid a title, and put a DOI into the volume."""
    for unseen in UNSEEN:
        text = unseen + FILES[form].rstrip("\n").replace("\n", f"\n{unseen}") + "\n"
        (paper,) = read(tmp_path, text, f"goats.{form}").papers
        assert (paper.title, paper.doi, paper.abstract) == RIGHT[0], f"U+{ord(unseen):04X}"
        assert [one.name for one in paper.authors] == ["Ada Hay"]
