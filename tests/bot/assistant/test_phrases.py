"""A question is compared with few phrases of the lexicon, and none that it has is passed over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.reading.lexicon import load
from bot.assistant.reading.phrases import PhraseTable, starts

LEXICON = load()
TABLES: tuple[PhraseTable, ...] = (
    LEXICON.asked,
    LEXICON.weak,
    LEXICON.own,
    LEXICON.of,
    LEXICON.operations,
    LEXICON.people,
    LEXICON.roles,
    LEXICON.negation,
)
SAID = "who wrote what first author of the papers not by how many from 2023 to 12 most cited about × · ١٢ reviews did they find"
WORDS = st.sampled_from([*SAID.split(), *sorted(LEXICON.vocabulary)])


@given(st.lists(WORDS, max_size=9).map(" ".join))
def test_a_phrase_that_is_in_a_question_is_compared_with_it(text: str) -> None:
    at = starts(text)
    for table in TABLES:
        near = list(table.near(text))
        lines = [(name, phrase) for name, phrases in table.items() for phrase in phrases]
        found = [line for line in lines if line[1].find(text, at) is not None]
        assert [line for line in near if line in found] == found


def test_most_phrases_are_passed_over() -> None:
    text = "what about long term outcomes after surgery of the spine"
    assert sum(len(list(table.near(text))) for table in TABLES) < 40
