"""What somebody says they will do for their patients asks for advice as much as “should I” does."""

from __future__ import annotations

import pytest

from bot.assistant.message.advice import asks_for_advice


@pytest.mark.parametrize(
    "message",
    [
        "thx! so I should put all my pts on decaf?",
        "ok so i just give it to all of mine?",
        "great, we'll switch everyone to peppermint then",
        "so we should aim for two cups in our older patients?",
        "can I lower the dose in my patients",
    ],
)
def test_what_is_about_to_be_done_is_somebodys_care(message: str) -> None:
    assert asks_for_advice(message)


@pytest.mark.parametrize(
    "message",
    [
        "so we get two hours more with green tea?",
        "I'll take the first one",
        "so i take it the trial was small",
        "we could use a list of papers",
        "how often did my patients' kind of tremor last in the trials",
    ],
)
def test_what_was_read_or_is_picked_is_nobodys_care(message: str) -> None:
    assert not asks_for_advice(message)
