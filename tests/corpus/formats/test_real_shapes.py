"""Exports in shapes that public repositories hold: of other programs' making, and edited by hand; all of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.formats.reading import read


def test_ris_without_types_may_begin_with_any_tag(tmp_path: Path) -> None:
    """As CiteSource and synthesisr (R) write it: numbers and databases first, and no type at all."""
    record = "C1  - {0}\nC2  - {0}, 1061\nAU  - Hay, Ada\nTI  - Goat bells {0}\nPY  - 2021\nDB  - benchmark, search 1\nAB  - Goats ring.\nDO  - 10.5555/goat.{0}\nC8  - \nER  - \n\n"
    for first in ("", "JF  - Goat Letters\n", "\ufeff\nSP  - 1\n"):
        parsed = read(tmp_path, first + record.format(1) + record.format(2), "goats.ris")
        assert [one.doi for one in parsed.papers] == ["10.5555/goat.1", "10.5555/goat.2"]
        assert [one.title for one in parsed.papers] == ["Goat bells 1", "Goat bells 2"]
        assert (parsed.papers[0].authors[0].family, parsed.papers[0].abstract) == ("Hay", "Goats ring.")


@pytest.mark.parametrize("written", [r"Bells and{\slash}or horns", r"Bells and\slash or horns"])
def test_a_slash_by_its_name(tmp_path: Path, written: str) -> None:
    (paper,) = read(tmp_path, f"@article{{a, title = {{{written}}}, year = 2020}}", "goats.bib").papers
    assert paper.title == "Bells and/or horns"
