"""Follow-ups lean on the turn before them; a new topic starts afresh."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.followups import carried, leans
from bot.models import Answer, Context, Turn
from corpus.builtin import builtin
from index.library import LibraryIndex
from index.models import Outcome
from tests.bot.assistant.teahouse import COFFEE, TEA, teahouse

TEAS = Assistant(LibraryIndex.build(teahouse()))
NINE = Assistant(LibraryIndex.build(builtin()))
KANG, PARK = "10.3390/cancers15235518", "10.3390/cancers16142554"


async def talk(assistant: Assistant, *questions: str) -> list[Answer]:
    """A conversation: each question asked with the turn the answer before it left."""
    answers: list[Answer] = []
    for question in questions:
        context = Context(previous=answers[-1].turn if answers else None)
        answers.append(await assistant.ask(question, context))
    return answers


@pytest.mark.parametrize(
    ("question", "words", "new", "expected"),
    [
        ("and with hot water?", 2, 0, True),
        ("what about zebras?", 1, 1, True),  # it opens as a follow-up, so it is one, even about something new
        ("why?", 0, 0, True),
        ("p value?", 1, 0, True),
        ("was it significant in the other arm?", 3, 0, True),
        ("zebras in winter", 2, 1, False),
        ("does green tea shorten sleep of porters?", 5, 0, False),
        ("did they sleep longer after green tea than after hot water at night?", 7, 0, False),
    ],
)
def test_what_leans(question: str, words: int, new: int, expected: bool) -> None:
    assert leans(question, words, new) is expected


@given(st.text(alphabet="xyz ", max_size=40), st.integers(5, 99), st.integers(0, 9))
def test_a_full_question_without_pointing_words_never_leans(question: str, words: int, new: int) -> None:
    assert leans(question, words, new) is False


def test_what_is_carried_are_the_words_the_follow_up_does_not_say_itself() -> None:
    turn = Turn(question="sleep with Green Tea?", terms=("sleep", "Green Tea"), keys=(TEA,))
    assert carried(turn, ("green tea", "waking")) == "sleep"
    assert carried(turn, ()) == "sleep Green Tea"
    for kind in ("summary", "definition", "record"):
        assert carried(turn.model_copy(update={"kind": kind}), ()) == ""


async def test_a_follow_up_stays_with_its_paper() -> None:
    first, second = await talk(
        TEAS, "how long did porters sleep with green tea?", "and what share reported waking?"
    )
    assert first.read_with is None
    assert second.read_with == first.turn
    assert "Waking at night was reported by 25% of porters" in second.text
    assert set(second.keys) == {TEA}


async def test_a_new_topic_starts_afresh() -> None:
    _, second = await talk(TEAS, "how long did porters sleep with green tea?", "tremor in nurses after coffee")
    assert second.read_with is None
    assert second.keys[0] == COFFEE


async def test_a_thread_over_real_papers() -> None:
    first, second, third = await talk(
        NINE,
        "what was the median follow-up after total en bloc spondylectomy?",
        "and the complications?",
        "which risk factors led to surgery after radiotherapy in intermediate instability?",
    )
    assert first.keys[0] == KANG
    assert second.read_with == first.turn
    assert set(second.keys) == {KANG}
    assert third.read_with is None
    assert third.keys[0] == PARK


async def test_small_talk_does_not_end_a_conversation() -> None:
    first, thanks, third = await talk(
        TEAS, "how long did porters sleep with green tea?", "thanks!", "and what share reported waking?"
    )
    assert thanks.outcome is Outcome.HELP
    assert thanks.turn == first.turn
    assert third.read_with == first.turn


async def test_a_summary_gives_the_paper_to_the_next_question() -> None:
    first, second = await talk(TEAS, "summarise the coffee paper", "was there any tremor?")
    assert first.kind == "summary"
    assert "Tremor was noted in three nurses." in second.text
    assert second.keys[0] == COFFEE


async def test_a_first_question_that_points_at_nothing_is_read_as_it_stands() -> None:
    (answer,) = await talk(TEAS, "and the other arm?")
    assert answer.read_with is None
