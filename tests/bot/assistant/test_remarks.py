"""Words that only take up what was shown, and are no question of their own."""

from __future__ import annotations

import pytest

from bot.assistant.besides import wants_proof
from bot.models import Context, Turn
from tests.bot.assistant.conversations import over, paper

SHOWN = Turn(
    question="how tall were the oaks", terms=("oak",), keys=("oaks",), kind="content", shown=(("oaks", 0),)
)


@pytest.mark.parametrize(
    "said",
    [
        "i dont understand",
        "sorry i don t get it",
        "what do you mean",
        "what you mean by that",
        "im confused",
        "explain it simply please",
        "in plain english",
        "explain like im five",
        "wow thats high",
        "is that a lot",
        "thats not a lot",
        "its not that many",
        "is it normal",
        "explain",
        "can you explain that",
        "explain it to me like i am five",
        "what do they mean",
    ],
)
def test_what_is_not_understood_is_shown_where_it_stands(said: str) -> None:
    assert wants_proof(said, SHOWN)


@pytest.mark.parametrize(
    "said",
    [
        "i dont understand the p value",
        "what does canopy mean",
        "explain photosynthesis",
        "what do they mean for oaks",
        "its not that many oaks",
        "in simple soils",
        "do they understand it",
        "is that a lot of oaks",
        "what did they correct",
    ],
)
def test_a_question_of_its_own_is_none(said: str) -> None:
    assert not wants_proof(said, SHOWN)


def test_nothing_is_taken_up_where_nothing_was_shown() -> None:
    assert not wants_proof("i dont understand", SHOWN.model_copy(update={"shown": ()}))


async def test_what_stands_together_is_shown_once() -> None:
    """Three sentences behind one another were shown as three stretches of nearly the same words."""
    oaks = paper(
        "Oak", "Oaks in dry soil", "Oaks were watered. Oaks grew 3 m in dry soil. Dry oaks leaned. Nobody fell."
    )
    assert oaks.abstract
    starts = [oaks.abstract.index(one) for one in ("Oaks grew", "Dry oaks")]
    before = SHOWN.model_copy(update={"keys": ("Oak",), "shown": tuple(("Oak", start) for start in starts)})
    answer = await over(oaks).ask("is that right?", Context(previous=before))
    assert [quote.text for quote in answer.quotes] == [oaks.abstract]
