"""An opinion asked for on nothing said: help in a first message, never a sentence that only has one of its words."""

from __future__ import annotations

import pytest

from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

SHED = over(
    paper("Ives", "Trowel tips and wear", "The tip of a trowel wears. Trowel tips lasted 3 years. We believe steel is best."),
    paper("Noor", "Trends in shed sizes", "Sheds grew: the trend was 2 % a year. Progress was slow. Experts say sheds are promising."),
)  # fmt: skip
IDLE = ("any tips?", "got a tip for me", "do you have some hints", "who should i believe", "which one can we trust?", "should I be worried?",
        "do i need to worry", "what's trending", "whats hot right now", "is there any progress?", "what's promising", "what would an expert say?",
        "ok, any ideas for me?", "what is the trend")  # fmt: skip


@pytest.mark.parametrize("message", IDLE)
async def test_it_gets_help(message: str) -> None:
    answer = await SHED.ask(message, Context())
    assert (answer.outcome, answer.quotes) == (Outcome.HELP, ()), answer.text


@pytest.mark.parametrize(
    ("question", "key"),
    [("how long do trowel tips last", "Ives"), ("trend in shed sizes", "Noor"), ("what's the trend in sheds", "Noor"), ("which sheds are promising", "Noor")],
)  # fmt: skip
async def test_the_same_words_with_a_topic_are_a_question(question: str, key: str) -> None:
    answer = await SHED.ask(question, Context())
    assert [quote.key for quote in answer.quotes][:1] == [key], answer.text


async def test_after_a_paper_it_is_no_call_for_help() -> None:
    answers = await talk(SHED, "how large do sheds grow", "what's the trend?")
    assert answers[-1].outcome is not Outcome.HELP, answers[-1].text
