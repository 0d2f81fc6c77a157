"""A message on an answer itself is no question of the papers, and a question of the papers is none on an answer."""

from __future__ import annotations

import pytest

from bot.assistant.citing import style_alone
from bot.assistant.message.on_answers import BRIEF, DISAGREE, OTHERWISE, WHY, on_answer
from bot.assistant.message.on_upkeep import on_upkeep
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
        "how long is too long",
        "shorter courses",
        "so long",
        "was the wait too long",
        "is it safe in short patients",
        "brief interventions",
    ],
)
def test_what_is_asked_of_the_papers_is_none_on_an_answer(message: str) -> None:
    assert on_answer(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "could you keep your replies brief?",
        "Why are you so wordy?",
        "less text, please",
        "you talk too much",
        "the list was too long",
        "please be more concise from now on",
        "don't be so long-winded!",
        "much shorter please",
        "way too much to read",
        "short replies only",
        "this is rather long",
    ],
)
async def test_who_wants_less_is_told_what_is_shown_and_how_it_gets_less(message: str) -> None:
    assert on_answer(message) == BRIEF
    *_, told = await talk(NINE, "list the papers", message)
    assert (told.kind, BRIEF in told.text) == ("help", True), told.text


@pytest.mark.parametrize(
    "message", ["way too wordy", "cut that short", "stop writing so much", "in short, please"]
)
async def test_who_wants_less_of_an_answer_gets_its_first_sentence(message: str) -> None:
    shown, told = await talk(NINE, "what did patients after SABR die of", message)
    assert len(shown.quotes) > 1
    assert [quote.text for quote in told.quotes] == [shown.quotes[0].text]


@pytest.mark.parametrize(
    "words",
    "the answer,please,it is,are there,do the,the papers,answers,that s,papers,there are,would you,dont,so so,all of the papers,the same,the paper,too long".split(
        ","
    ),
)
def test_a_word_that_is_said_again_and_again_is_read_without_delay(words: str) -> None:
    assert on_answer(f"{words} " * 400 + "tea") is None
    assert on_upkeep(f"{words} " * 400 + "tea") is None
    assert not style_alone(f"{words} " * 400 + "tea", ("1", "2"))


@pytest.mark.parametrize(
    "message",
    [
        "any contradictions between the papers?",
        "are there contradictions among these papers",
        "do the papers contradict each other?",
        "contradictions?",
        "any conflicting findings in the papers?",
        "what disagreements across all articles",
        "do the studies disagree",
    ],
)
async def test_whether_papers_contradict_one_another_is_not_judged(message: str) -> None:
    (told,) = await talk(NINE, message)
    assert (told.kind, DISAGREE in told.text) == ("help", True), told.text


@pytest.mark.parametrize(
    "message",
    [
        "any discrepancies between CT and MRI?",
        "do SABR and TES differ?",
        "any differences between the papers by Kang and Park",
        "inconsistencies of imaging",
        "which papers disagree with Kang",
        "conflicting evidence on radiotherapy",
    ],
)
def test_what_differs_in_what_papers_are_about_is_looked_for(message: str) -> None:
    assert on_answer(message) is None


async def test_who_wants_less_of_a_comparison_is_told_how() -> None:
    *_, told = await talk(NINE, "compare Kang 2023 and Park 2024", "can you stop being so lengthy")
    assert BRIEF in told.text


async def test_the_paper_talked_about_stays() -> None:
    *_, told, answer = await talk(NINE, "what did kang find", "why did you give that answer", "median follow-up?")
    assert (WHY in told.text, told.quotes, told.kind) == (True, (), "help")
    assert "54.4" in answer.text
