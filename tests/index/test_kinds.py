"""Joined words that are a kind of their second part: read off WordNet's files, and what the shipped table holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.terms.names import FOLDER
from tests.quality import kinds

# Two files of the shape of WordNet's, invented: a number for each meaning, its words, "@" before what it is a kind of.
INDEX = """  1 a licence
wool n 1 0 1 0 01
belt n 2 1 @ 2 1 02 07
garment n 1 0 1 0 03
woolbelt n 1 1 @ 1 0 04
hotbelt n 2 1 @ 2 0 05 04
rebelt n 1 1 @ 1 0 04
sun n 1 0 1 0 06
sunbelt n 1 1 @ 1 0 08
woolbelts n 1 1 @ 1 0 04
hot n 1 0 1 0 06
"""
DATA = """  1 a licence
01 05 n 01 wool 0 000 | of sheep
02 06 n 02 belt 0 sash 0 001 @ 03 n 0000 | worn
03 06 n 01 garment 0 000 | worn; @ 05 n 0000
04 06 n 01 woolbelt 0 002 @ 02 n 0000 ~ 05 n 0000 | of wool
05 07 n 01 hotbelt 0 000 | a drum
06 17 n 01 sun 0 000 | a star
07 06 n 01 belt 1 000 | an office
08 06 n 02 sunbelt 0 Parasol 0 001 @ 04 n 0000 | against the sun
"""


def test_a_joined_word_belongs_to_what_its_first_meaning_is_a_kind_of() -> None:
    """A hotbelt is a drum first; a rebelt has no first part that is a thing."""
    assert dict(kinds.kinds(INDEX.splitlines(), DATA.splitlines())) == {"belt": ["sunbelt", "woolbelt"]}


def test_the_table_is_written_from_two_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "FOLDER", tmp_path)
    for name, text in (("index.noun", INDEX), ("data.noun", DATA)):
        (tmp_path / name).write_text(text, "latin-1")
    kinds.main([str(tmp_path)])
    assert (tmp_path / kinds.NAME).read_text("utf-8") == "belt\tsunbelt, woolbelt\n"


@pytest.mark.parametrize(
    ("second", "joined", "held"),
    [
        ("worm", "earthworm", True),
        ("nail", "toenail", True),
        ("house", "farmhouse", True),
        ("house", "greenhouse", False),
        ("work", "network", False),
        ("line", "pipeline", False),
        ("ability", "capability", False),
        ("fly", "butterfly", False),
    ],
)
def test_a_greenhouse_is_no_house(second: str, joined: str, held: bool) -> None:
    lines = (FOLDER / kinds.NAME).read_text("utf-8").splitlines()
    table = {word: others.split(", ") for word, others in (line.split("\t") for line in lines)}
    assert (joined in table.get(second, ())) is held
