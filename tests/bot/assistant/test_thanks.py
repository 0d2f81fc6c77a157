"""Thanks that say what an answer was good for, and requests that thank."""

from __future__ import annotations

import pytest

from bot.assistant.message.smalltalk import WELCOME, talk
from tests.bot.assistant.teahouse import teahouse

CORPUS = teahouse()


@pytest.mark.parametrize(
    "line",
    [
        "ok thanks, that's all i needed for my story",
        "thanks, exactly what I was looking for in my report",
        "thx that helps a lot for my thesis chapter today",
        "great, thank you so much, I will use this in my talk tomorrow",
        "Perfect. I can use that on my slides now, many thanks!",
        "thank you, that answers my question about as well as it can be",
    ],
)
def test_thanks_may_say_what_the_answer_was_good_for(line: str) -> None:
    assert talk(line, CORPUS) == WELCOME


@pytest.mark.parametrize(
    "line",
    [
        "thanks, i need one more of these for my talk tomorrow",
        "thanks, that is the one with the references i want",
        "thanks, I was looking for the sleep of porters in the trial of Hansen",
        "is this all you have for my story, thanks",
        "thanks, this is about tremor after coffee in hospital porters",
        "give me the references of it please and thank you so much",
    ],
)
def test_thanks_before_or_behind_a_request_are_no_small_talk(line: str) -> None:
    assert talk(line, CORPUS) is None
