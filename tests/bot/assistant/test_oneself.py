"""What somebody tells of themselves is no part of the question, where the library has nothing of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.message.fronted import without_oneself
from bot.models import Context
from tests.bot.assistant.conversations import NINE
from tests.libraries import indexed

KILNS = indexed(
    "Potters fired 40 kilns with wood. Wood ash glazes cracked in 12% of the bowls. Lead was found in no glaze."
)


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Hiya, I'm pulling bits together for my essay. Did glazes crack?", "Did glazes crack?"),
        ("I'm so tired tonight! did glazes crack", "did glazes crack"),
        ("My landlord keeps ferrets. I dislike them. Did glazes crack?", "Did glazes crack?"),
        ("Did glazes crack? I have to run. We leave soon.", "Did glazes crack?"),
        ("I fire kilns with wood. Did glazes crack?", "I fire kilns with wood. Did glazes crack?"),
        ("Ferrets are fun. Did glazes crack?", "Ferrets are fun. Did glazes crack?"),
        ("I keep ferrets. Do they bite?", "I keep ferrets. Do they bite?"),
        ("I keep ferrets. What do they eat? Did glazes crack?", "What do they eat? Did glazes crack?"),
        ("I'm a resident on ortho. did glazes crack", "did glazes crack"),
        ("I am pregnant, do glazes crack", "I am pregnant, do glazes crack"),
        ("as a nurse, did glazes crack", "did glazes crack"),
        ("hi, medical student here! did glazes crack", "did glazes crack"),
        ("We are teachers in a primary school – did glazes crack", "did glazes crack"),
        ("As a nurse: did glazes crack", "did glazes crack"),
        ("new here, did glazes crack", "did glazes crack"),
        ("as a potter who fires kilns: did glazes crack", "as a potter who fires kilns: did glazes crack"),
        ("more papers here: kilns or glazes", "more papers here: kilns or glazes"),
        ("as a rule: did glazes crack", "as a rule: did glazes crack"),
        ("I'm a smoker with glazes. did they crack", "I'm a smoker with glazes. did they crack"),
        ("I am nurse from Recife, did glazes crack", "did glazes crack"),
        ("hello, im a trainee, i want to know if glazes crack", "i want to know if glazes crack"),
        ("I am potter from Recife, did glazes crack", "I am potter from Recife, did glazes crack"),
        ("did glazes crack", "did glazes crack"),
        ("I am cold.", "I am cold."),
    ],
)
def test_it_is_left_out_unless_the_library_has_it(message: str, asked: str) -> None:
    assert without_oneself(message, KILNS) == asked


@given(
    st.lists(st.sampled_from(["I", "my", "glazes", "ferrets", ".", "?", "! ", " ", ". "]), max_size=12).map(
        "".join
    )
)
def test_what_stays_is_a_piece_of_the_message(message: str) -> None:
    rest = without_oneself(message, KILNS)
    assert rest in message
    assert bool(rest) is bool(message)
    assert without_oneself(rest, KILNS) == rest


def test_a_long_story_is_not_looked_at() -> None:
    told = "I keep ferrets. "
    assert without_oneself(f"Did glazes crack? {told * 4}", KILNS) == "Did glazes crack?"
    assert without_oneself(f"{told * 12}Did glazes crack?", KILNS) == "Did glazes crack?"
    story = f"{told * 13}Did glazes crack?"
    assert without_oneself(story, KILNS) == story


async def test_the_reply_is_that_to_the_question_and_repeats_all_that_was_typed() -> None:
    said = "I'm pulling bits together for my hamster. did vertebral fractures follow radiotherapy"
    alone = await NINE.ask("did vertebral fractures follow radiotherapy", Context())
    answer = await NINE.ask(said, Context())
    assert [one.text for one in answer.quotes] == [one.text for one in alone.quotes]
    assert said in answer.text
