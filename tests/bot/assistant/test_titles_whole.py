"""A pasted title is one title, whatever commas, “and” or question mark are in it, and no two questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.reading.pasted import pasted_in
from bot.models import Context
from tests.bot.assistant.conversations import over, paper

TITLE = "Do owls nap by day? A study of 40 barns"
REED = "Reed, rush and sedge: growth, cost and how it was paid"
OWLS = over(
    paper("Reed", REED, "We cut 90 beds. Reed grew by a metre."),
    paper("Owl", TITLE, "We watched 40 barns. Owls napped for 20 minutes at noon."),
    paper("Bat", "Bats at dusk", "We watched 12 caves. Bats left at dusk."),
)


@pytest.mark.parametrize(
    "message",
    [
        f"{TITLE} - how long did they nap?",
        f"{TITLE.lower()}: how long did owls nap",
        f"Moe A, Lee B. {TITLE}. J Barns 2019;12. how long did owls nap?",
        TITLE,
    ],
)
async def test_a_pasted_title_is_asked_as_one_question(message: str) -> None:
    (asked,) = OWLS.questions(message)
    assert asked == message
    answer = await OWLS.ask(asked, Context())
    assert set(answer.keys) == {"Owl"}
    assert "Owls napped for 20 minutes at noon." in answer.text


@pytest.mark.parametrize(
    "form", ["{}", "who wrote {}", "{}, was it retracted?", "{} - how much did reed grow?", "{}. Wetlands 2020"]
)
async def test_a_title_of_many_parts_is_one_question(form: str) -> None:
    message = form.format(REED)
    assert OWLS.questions(message) == (message,)
    assert (await OWLS.ask(message, Context())).keys == ("Reed",)


def test_what_stands_behind_a_title_may_be_several_questions() -> None:
    assert OWLS.questions(f"{TITLE} - how long did owls nap? when did bats leave?") == (
        f"{TITLE} - how long did owls nap?",
        "when did bats leave?",
    )
    assert len(OWLS.questions("Do owls nap by day? When do bats leave?")) == 2
    assert OWLS.questions("owls \ue000 nap") == ("owls \ue000 nap",)


@given(
    st.lists(
        st.sampled_from([TITLE, "Bats at dusk", "why?", "Do owls nap by day?", " ", "!", "İ", "Zqpapera", "2019"]),
        max_size=6,
    )
)
def test_what_was_hidden_is_shown_as_it_was_typed(parts: list[str]) -> None:
    message = " ".join(parts)
    pasted = pasted_in(message, OWLS.corpus.papers)
    assert pasted.shown(pasted.text) == message
