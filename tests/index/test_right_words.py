"""A word that is spelt rightly is read as itself: neither repaired into another word of the library, nor completed, nor taken
apart into stems that other words share. Another form of it, or its parts written side by side, are the same word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.models import Context
from index.library import LibraryIndex
from index.questions.slips import akin
from index.terms import neighbours
from index.terms.query import ABBREVIATED, REPAIRED
from index.terms.words import of_one_root
from tests.conftest import some
from tests.libraries import indexed

# Each library writes words that many others are made of, begin with, or share a stem with.
LIBRARIES = {
    "soil": indexed(
        "Biochar was ploughed in. Subsidence stopped. Biodiversity rose by a tenth. The electronic gauge was read per hour, for nine hours, under water.",
        "Short ges and forms were filed. The sign was tall. An end was set. The fee was paid at the gate. A check was made and out it went.",
    ),
    "ward": indexed(
        "The health of those in care was poor. Nurses work in a place of rest. The kit was ten years old. They burn and stand and take turns.",
        "Life went out for a time. Time was short. The day was cold, the week long, the end near. Hospitality was praised. Shorter ties held.",
    ),
    "barn": indexed(
        "Microplastics lay in the barn. Machinery was hired. Fishers and policewomen met. Cyberbullying was rare. Neurotoxins and agroforestry were named.",
        "Hand in hand they wrote out the rules. Over the year, dose by dose, treatment went on. The under side was wet. A net works where nets do not.",
    ),
}


@cache
def _words() -> tuple[str, ...]:
    """The single words of the list of everyday phrases: each is spelt as people spell it."""
    lines = (files("index") / "data" / "everyday.tsv").read_text("utf-8").splitlines()
    words = {word for line in lines for side in line.split("\t") for word in side.split(", ")}
    table = neighbours.load()
    return tuple(sorted(word for word in words if len(word) > 4 and word.isalpha() and word in table))


def _others(index: LibraryIndex, word: str) -> Iterator[tuple[tuple[str, ...], float, str]]:
    """What a word is read as besides itself by its letters alone, where the library lacks it."""
    for one in index.reader.read(word).concepts:
        if one.words == word and not one.held:
            yield from (other for other in one.others if other[1] in (REPAIRED, ABBREVIATED))


def _is_form(shown: str, word: str) -> bool:
    return shown.startswith(word[:-1]) or shown in (*akin(word), *of_one_root(word))


@pytest.mark.sweep
@pytest.mark.parametrize(("number", "name"), [*enumerate(LIBRARIES)])
def test_no_everyday_word_is_repaired_into_another(number: int, name: str) -> None:
    index = LIBRARIES[name]
    wrong = {
        word: shown
        for word in some(_words(), number, of=27)
        for _, _, shown in _others(index, word)
        if shown and not _is_form(shown, word)
    }
    assert wrong == {}


@given(st.sampled_from(_words()), st.sampled_from(list(LIBRARIES)))
def test_the_parts_of_a_right_word_are_words_of_the_library_side_by_side(word: str, name: str) -> None:
    index = LIBRARIES[name]
    concepts = index.reader.read(word).concepts  # none of a word that names no topic: "authors"
    for phrase, credit, shown in _others(index, word):
        if len(phrase) > 1 and credit == ABBREVIATED:
            assert phrase in concepts[0].whole
            assert not shown


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("soil", "charity"),
        ("soil", "subsidies"),
        ("soil", "diversion"),
        ("soil", "native"),
        ("soil", "shortages"),
        ("soil", "performing"),
        ("soil", "signalling"),
        ("ward", "kitten"),
        ("ward", "standoff"),
        ("ward", "weekend"),
    ],
)
def test_a_right_word_is_read_as_nothing_else(name: str, word: str) -> None:
    (one,) = LIBRARIES[name].reader.read(word).concepts
    assert one.phrase == (LIBRARIES[name].reader.term(word),)
    assert one.others == ()
    assert not one.known


async def test_nothing_is_told_of_a_word_that_only_shares_a_stem() -> None:
    told = await Assistant(LIBRARIES["soil"]).ask("which charity paid", Context())
    assert "iochar" not in told.text


async def test_parts_that_stand_together_are_the_word_and_parts_apart_are_not() -> None:
    parted = Assistant(indexed("Health was dear and care was rare in Rome. Health care was dear in Oslo."))
    told = await parted.ask("was healthcare dear", Context())
    assert told.quotes[0].text == "Health care was dear in Oslo."
    assert told.searched_also == ()


@pytest.mark.parametrize(
    ("typed", "spelling"),
    [
        ("postoperative", ("post", "oper")),
        ("antiemetic", ("antus", "emet")),
        ("presents", None),
        ("nonsense", None),
    ],
)
def test_a_word_that_others_write_with_a_hyphen_stands_for_it_too(
    typed: str, spelling: tuple[str, ...] | None
) -> None:
    library = indexed(
        "Postoperative pain and antiemetic drugs. Presents made no sense, nonsense came.",
        "Post-operative pain. An anti-emetic. It was sent.",
    )
    (one,) = library.reader.read(typed).concepts
    assert one.known
    assert [phrase for phrase, _, shown in one.others if len(phrase) > 1] == ([spelling] if spelling else [])


@pytest.mark.parametrize("typed", ["B2s", "b2s", "did the B2s sing"])
def test_several_of_a_code_are_the_code(typed: str) -> None:
    library = indexed("At level B2 they sang. At level B1 they hummed for 30 days.")
    assert any(("b2",) in [phrase for phrase, _, _ in one.others] for one in library.reader.read(typed).concepts)


@pytest.mark.parametrize("typed", ["30s", "1990s"])
def test_a_number_of_seconds_or_a_decade_is_no_number_alone(typed: str) -> None:
    library = indexed("At level B1 they hummed for 30 days in 1990.")
    assert all(one.others == () for one in library.reader.read(typed).concepts)


def test_a_word_that_ends_as_others_do_is_none_of_its_parts_alone() -> None:
    """“Burnout” is no burning, though a paper speaks of both burning and being out."""
    (one,) = LIBRARIES["ward"].reader.read("burnout").concepts
    assert ("burn", "out") in one.whole
    assert ("burn",) not in [phrase for phrase, _, _ in one.others]


@pytest.mark.parametrize(
    ("name", "word", "other"),
    [
        ("barn", "plastics", "microplastics"),
        ("barn", "fishermen", "fishers"),
        ("barn", "bullying", "cyberbullying"),
        ("barn", "machine", "machinery"),
        ("soil", "diversity", "biodiversity"),
    ],
)
def test_another_form_or_a_kind_of_it_is_still_found(name: str, word: str, other: str) -> None:
    (one,) = LIBRARIES[name].reader.read(word).concepts
    assert other in [shown for _, _, shown in one.others]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("lido", ["lidocaine"]),  # a beach elsewhere
        ("premed", ["premedication"]),
        ("lava", []),  # no more than an ending
        ("card", []),  # more than one word, and the field writes it
    ],
)
def test_a_right_word_that_the_field_does_not_write_may_begin_the_only_one_here(
    word: str, meant: list[str]
) -> None:
    reader = indexed("Lidocaine as premedication eased pain. Lavage and cardiac cardboard did not.").reader
    (one,) = reader.read(word).concepts
    assert [shown for _, _, shown in one.others] == meant
