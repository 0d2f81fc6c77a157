"""Slips of the finger: what they were meant to be, and what is none: no word that is spelt rightly is read as another, however near it a
library's words come.
"""

from __future__ import annotations

import asyncio
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.models import Paper
from index.questions import slips
from index.questions.slips import NAME, is_spelt, mended, stems_of, typed_for
from index.sentences.asking import Asked
from index.terms import neighbours
from tests.libraries import indexed

PAPERS = (
    Paper(
        source_id="smoke",
        title="Smoking and the healing of ankles",
        abstract="We followed 90 adults with a broken ankle. Smoking delayed union by 4 weeks. Median survival of the plates was 9 years.",
    ),
    Paper(
        source_id="shoes",
        title="Shoes and corns",
        abstract="Narrow shoes gave corns, stress and stretches. Sandals gave none.",
    ),
)
INDEX = indexed(*PAPERS)
ASSISTANT = Assistant(INDEX)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cigarettte", "cigarette"),
        ("cigarete", "cigarette"),
        ("cigraette", "cigarette"),
        ("cigarerte", "cigarette"),  # the key beside it
        ("cigafette", "cigarette"),  # the key below it, on its right
        ("cigadette", "cigarette"),  # the key below it, on its left
        ("cigaratte", "cigarette"),  # another vowel
    ],
)
def test_a_slip_leads_to_the_word(typed: str, meant: str) -> None:
    assert list(typed_for(typed, [meant, "cigar"])) == [meant]


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("uncapped", "untapped"),
        ("coblation", "collation"),
        ("cigarette", "cigarette"),
        ("cigasette", "cigarette"),  # two keys to the left in the row below
        ("cigagette", "cigarette"),  # two to the right
        ("cigavette", "cigarette"),  # two rows below
        ("cigaretté", "cigarette"),  # no key at all
    ],
)
def test_another_letter_makes_another_word(typed: str, other: str) -> None:
    assert list(typed_for(typed, [other])) == []


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("mopping", "mop"),
        ("pasting", "paste"),
        ("drafty", "draft"),
        ("grandmas", "grandma"),
        ("emptied", "empty"),
        ("tweezering", "tweezers"),
        ("planned", "plan"),
    ],
)
def test_a_form_of_a_word_is_no_slip(word: str, stem: str) -> None:
    assert stem in stems_of(word)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=12), st.data())
def test_a_letter_left_out_or_two_swapped_is_always_a_slip(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    shorter, swapped = word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert list(typed_for(shorter, [word])) == [word]
    assert list(typed_for(swapped, [word])) == ([] if swapped == word else [word])


@pytest.mark.parametrize(
    ("word", "clipped"),
    [
        ("sm", True),  # a letter or two
        ("stre", True),  # where words of the library begin
        ("smok", False),  # what is meant is known
        ("hte", True),  # a slip for an everyday word
        ("cors", True),  # a slip for a word of the library
        ("qzx", False),  # nothing like it is known: a name
        ("cron", False),
        ("HTE", False),  # in capitals it was meant
        ("vas", False),  # others write it
        ("smokin", False),  # too long to stand for something
    ],
)
def test_a_short_word_that_nobody_writes_is_clipped(word: str, clipped: bool) -> None:
    assert INDEX.reader.read(f"{word} of ankles").concepts[0].clipped == clipped


async def test_a_slip_for_a_word_that_the_library_lacks_finds_what_has_its_meaning() -> None:
    """The abstract says smoking: a word near the one meant, and none near the one typed."""
    answer = await ASSISTANT.ask("do cigarrettes delay union of the ankle", Context())
    assert answer.quotes[0].text == "Smoking delayed union by 4 weeks."
    assert answer.searched_also == ("smoking",)


def test_what_a_slip_was_meant_to_be_counts_more_than_what_has_its_meaning() -> None:
    (one,) = indexed("Smoking delayed union.", "Tobacco was chewed.").reader.read("smokng").concepts
    assert [(phrase, shown) for phrase, _, shown in one.others] == [(("smoke",), "smoking"), (("tobacco",), "")]
    assert one.others[1][1] < one.others[0][1] < 1


@pytest.mark.parametrize("word", ["sandals", "sandal", "corns", "plating", "uncorned", "nivolumab", "xylophage"])
def test_a_word_that_is_right_or_strange_is_not_changed(word: str) -> None:
    (one,) = INDEX.reader.read(word).concepts
    assert one.words == word
    assert not [shown for _, _, shown in one.others if shown]


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("osteotomized", True),  # the library's alone
        ("couldnt", True),  # a word of asking
        ("yesterday", True),  # an everyday one
        ("yesterdy", False),
    ],
)
def test_a_word_is_the_librarys_one_of_asking_or_everyday(word: str, known: bool) -> None:
    assert indexed("Nine ankles were osteotomized.").reader.is_word(word) is known


@pytest.mark.parametrize("text", ["xqzvk ankles", "tobacco use of elderly"])
def test_a_word_is_not_left_out_or_written_as_another_of_its_meaning(text: str) -> None:
    assert mended(text, INDEX.reader.read(text).concepts, lambda word: False) == text


def test_the_singular_of_a_swapped_plural_may_be_the_papers_word() -> None:
    """“Trails” where the papers only ever write “trial”."""
    trials = [f"A trial of salt on quay {n}." for n in range(4)]
    harbour = Assistant(indexed(*trials, *(f"Lamp {n} was lit." for n in range(8))))
    assert "Many have “trial”." in asyncio.run(harbour.ask("how many trails", Context())).text


def test_a_right_word_that_no_paper_has_may_be_a_frequent_one_with_two_letters_swapped() -> None:
    abstracts = (
        "A trial of salt on quays.",
        "A trial of sand.",
        "Two trials of ropes and a beast.",
        "Knots hold. Sails do not.",
    )
    harbour = Assistant(indexed(*abstracts, *(f"Lamp {n} was lit." for n in "abcdefgh")))
    told = {
        word: asyncio.run(harbour.ask(f"how many {word}", Context())).text
        for word in ("trails", "trials", "beats", "trams")
    }
    assert "Many have “trials”." in told["trails"]
    assert not any("Many have" in told[word] for word in ("trials", "beats", "trams"))


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
    assert (read.text, read.asked) == (question, Asked.ANYTHING)


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


@pytest.mark.slow
def test_every_word_of_the_list_is_found_and_nothing_beside_it() -> None:
    listed = (files("index") / "data" / NAME).read_text("ascii").split()
    assert [word for word in listed if not is_spelt(word)] == []
    beside = {changed for word in listed[::50] for changed in (word[:-1], f"{word}q", f"q{word}", word[::-1])}
    assert {word for word in beside if is_spelt(word)} == beside & set(listed)


def test_the_list_is_written_from_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In order and once; without what the table of neighbours has, is short, or is no plain word."""
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(slips, "__file__", str(tmp_path / "questions" / "spelt.py"))
    (tmp_path / "a.txt").write_text("Toffee\ncroup\nox\nhouse\nx-ray\n", "utf-8")
    (tmp_path / "b.txt").write_text("croup\ncafés\n", "utf-8")
    slips.main([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert (tmp_path / "data" / slips.NAME).read_text("utf-8") == "\ncroup\ntoffee\n"


def test_the_shipped_list_holds_what_no_other_has() -> None:
    words = (Path(slips.__file__).parents[1] / "data" / slips.NAME).read_text("utf-8").split("\n")[1:-1]
    known = neighbours.load()
    assert words == sorted(set(words))
    assert not [word for word in words[::50] if word in known]
