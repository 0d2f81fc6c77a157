"""Words that are spelt rightly: none is read as another, however near a library's words come to it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from bot.assistant.reading.lexicon import load
from index import neighbours, spelt
from index.asking import Asked
from index.spelt import NAME, is_spelt
from tests.libraries import indexed

SHED = indexed(
    "The group of horses drank coffee. The mean score was 9. Cases rose in 12 of 40 candidates.",
    "Pepin uses the word sin. He blocked the sheds. Their age and weight were less.",
    "Ers and tes are codes. The cord was stiff. A long confer was held. Scores rose; others were safer.",
)


@pytest.mark.parametrize(
    "word",
    [
        *(
            "croup",
            "toffee",
            "hoarse",
            "pepsin",
            "conifer",
        ),  # a letter from a word of the library, or an everyday one
        *("casein", "candida", "testes", "sinuses"),  # a word of it with something behind, or two
        *("jacobsen", "mullis", "kinney"),  # names of people
        *("cordon", "prosper"),
    ],
)
def test_a_word_that_is_right_is_read_as_itself(word: str) -> None:
    (one,) = SHED.reader.read(word).concepts
    assert one.phrase == (SHED.reader.term(word),)
    assert one.others == ()
    assert one.written


@pytest.mark.parametrize(
    "question", ["do they snore", "postage of sheds", "weightless sheds", "snores of horses", "forage for horses"]
)
def test_a_word_that_is_right_asks_for_nothing_else(question: str) -> None:
    read = SHED.reader.read(question)
    assert (read.text, read.mended, read.asked) == (question, (), Asked.ANYTHING)


@pytest.mark.parametrize(
    ("word", "read"), [("cots", "cots"), ("firs", "firs"), ("lain", "lain"), ("papr", "paper")]
)
def test_a_word_that_is_right_is_none_of_the_words_that_ask(word: str, read: str) -> None:
    assert load().mended(word, lambda one: SHED.standing(one).spelt) == read


@pytest.mark.parametrize(
    ("typed", "meant"), [("grouop", "group"), ("cofffee", "coffee"), ("candidtes", "candidates")]
)
def test_a_slip_is_still_one(typed: str, meant: str) -> None:
    (one,) = SHED.reader.read(typed).concepts
    assert not one.held
    assert [shown for _, _, shown in one.others] == [meant]


@pytest.mark.parametrize(("typed", "meant"), [("followup", "follow"), ("horsegroup", "horse group")])
def test_two_words_in_one_are_parted(typed: str, meant: str) -> None:
    (one,) = indexed("A follow up of a horse and its group.").reader.read(typed).concepts
    assert [shown for _, _, shown in one.others] == [meant]


@pytest.mark.parametrize("word", ["group", "grouop", "croupp", "roup", "é", "", "a\nb"])
def test_what_is_not_in_the_list(word: str) -> None:
    assert not is_spelt(word)


def test_every_word_of_the_list_is_found_and_nothing_beside_it() -> None:
    listed = (files("index") / "data" / NAME).read_text("ascii").split()
    assert [word for word in listed if not is_spelt(word)] == []
    beside = {changed for word in listed[::50] for changed in (word[:-1], f"{word}q", f"q{word}", word[::-1])}
    assert {word for word in beside if is_spelt(word)} == beside & set(listed)


def test_the_list_is_written_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In order and once; without what the table of neighbours has, is short, or is no plain word."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(spelt, "__file__", str(tmp_path / "spelt.py"))
    (tmp_path / "a.txt").write_text("Toffee\ncroup\nox\nhouse\nx-ray\n", "utf-8")
    (tmp_path / "b.txt").write_text("croup\ncafés\n", "utf-8")
    spelt.main([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert (tmp_path / "data" / spelt.NAME).read_text("utf-8") == "\ncroup\ntoffee\n"


def test_the_shipped_list_holds_what_no_other_has() -> None:
    words = (Path(spelt.__file__).parent / "data" / spelt.NAME).read_text("utf-8").split("\n")[1:-1]
    known = neighbours.load()
    assert words == sorted(set(words))
    assert not [word for word in words[::50] if word in known]
