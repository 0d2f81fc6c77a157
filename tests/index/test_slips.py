"""Slips of the finger: what they were meant to be, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from index.slips import stems_of, typed_for
from tests.libraries import indexed

PAPERS = (
    Paper(
        source_id="smoke",
        title="Smoking and the healing of ankles",
        abstract="We followed 90 adults with a broken ankle. Smoking delayed union by 4 weeks. Median survival of the plates was 9 years.",
    ),
    Paper(source_id="shoes", title="Shoes and corns", abstract="Narrow shoes gave corns. Sandals gave none."),
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
        ("cigaratte", "cigarette"),  # another vowel
    ],
)
def test_a_slip_leads_to_the_word(typed: str, meant: str) -> None:
    assert list(typed_for(typed, [meant, "cigar"])) == [meant]


@pytest.mark.parametrize(
    ("typed", "other"), [("uncapped", "untapped"), ("coblation", "collation"), ("cigarette", "cigarette")]
)
def test_another_letter_makes_another_word(typed: str, other: str) -> None:
    assert list(typed_for(typed, [other])) == []


@pytest.mark.parametrize(
    ("word", "stem"),
    [("mopping", "mop"), ("pasting", "paste"), ("drafty", "draft"), ("grandmas", "grandma"), ("emptied", "empty")],
)
def test_a_form_of_a_word_is_no_slip(word: str, stem: str) -> None:
    assert stem in stems_of(word)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=12), st.data())
def test_a_letter_left_out_or_two_swapped_is_always_a_slip(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    shorter, swapped = word[:at] + word[at + 1 :], word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert list(typed_for(shorter, [word])) == [word]
    assert list(typed_for(swapped, [word])) == ([] if swapped == word else [word])


async def test_a_slip_for_a_word_that_the_library_lacks_finds_what_has_its_meaning() -> None:
    """The abstract says smoking: a word near the one meant, and none near the one typed."""
    answer = await ASSISTANT.ask("do cigarrettes delay union of the ankle", Context())
    assert answer.quotes[0].text == "Smoking delayed union by 4 weeks."
    assert answer.searched_also == ("smoking",)


async def test_a_slip_in_what_is_asked_asks_it() -> None:
    """The figure is found by the kind that is asked for, and what was read is shown."""
    right = await ASSISTANT.ask("median survival of the plates", Context())
    typed = await ASSISTANT.ask("median survval of the plates", Context())
    assert [quote.text for quote in typed.quotes] == [quote.text for quote in right.quotes]
    assert (typed.outcome, typed.not_said) == (Outcome.ANSWERED, ())
    assert typed.searched_also == ("survival",)


@pytest.mark.parametrize("word", ["sandals", "sandal", "corns", "plating", "uncorned", "nivolumab", "xylophage"])
def test_a_word_that_is_right_or_strange_is_not_changed(word: str) -> None:
    (one,) = INDEX.reader.read(word).concepts
    assert one.words == word
    assert not [shown for _, _, shown in one.others if shown]
