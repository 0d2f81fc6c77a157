"""A message on an answer itself is no question of the papers, and a question of the papers is none on an answer."""

from __future__ import annotations

import pytest

from bot.assistant.message.on_answers import OTHERWISE, WHY, on_answer
from tests.bot.assistant.conversations import NINE, talk


@pytest.mark.parametrize(
    "message",
    [
        "why did you give that answer?",
        "why did u show me this paper",
        "and how did you find that",
        "how do you choose the sentences?",
        "how does marrow rank papers",
        "why this answer",
        "so why is this quote",
        "how come you picked this one?",
    ],
)
def test_why_an_answer_was_given_is_told(message: str) -> None:
    assert on_answer(message) == WHY


@pytest.mark.parametrize(
    "message",
    [
        "that's not what I asked",
        "No, that is not what I meant!",
        "not the paper I wanted",
        "you misunderstood me",
        "u didn't answer my question",
        "that does not answer the question",
        "wrong paper",
        "this is a useless answer.",
    ],
)
def test_who_meant_something_else_is_told_what_helps(message: str) -> None:
    assert on_answer(message) == OTHERWISE


@pytest.mark.parametrize(
    "message",
    [
        "why did they choose this dose",
        "how did they find that",
        "why did you need surgery",
        "why this dose",
        "how do you measure the result",
        "how do you find tumours with MRI",
        "how do you decide on surgery",
        "did patients say it was not what they wanted",
        "what is a poor study",
        "wrong level surgery",
        "bad results after surgery",
        "the answer of the parents",
        "does it not answer to treatment",
        "why are these patients older",
    ],
)
def test_what_is_asked_of_the_papers_is_none_on_an_answer(message: str) -> None:
    assert on_answer(message) is None


async def test_the_paper_talked_about_stays() -> None:
    *_, told, answer = await talk(NINE, "what did kang find", "why did you give that answer", "median follow-up?")
    assert (WHY in told.text, told.quotes, told.kind) == (True, (), "help")
    assert "54.4" in answer.text
