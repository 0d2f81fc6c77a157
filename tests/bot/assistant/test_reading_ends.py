"""Strings that once kept the reader busy for ever, or made it print an address that is no paper's."""

from __future__ import annotations

import asyncio

import pytest

from bot.assistant.reading import lexicon
from bot.assistant.reading.periods import take_dates
from bot.assistant.reading.words import Workspace, plain
from bot.models import Context
from tests.quality.understanding import assistant

HOSTILE = (
    ",🦴.]p =≥et al.2024https://doi.org/10.mean0.05how many>et al.",
    "https://doi.org/10.",
    ')how manyhttps://doi.org/10."",https://doi.org/10.(how many',
    ".andhttps://doi.org/10.2024",
    "https://doi.org/10.>SABRwroteTES`.%",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_number_inside_a_word_and_half_a_doi_get_a_reply(text: str) -> None:
    answer = asyncio.run(assistant("nine").ask(text, Context()))
    assert answer.text


def test_what_is_taken_is_never_taken_twice() -> None:
    words = lexicon.load()
    space = Workspace(plain("x in 2024 2024 2024"), words)
    take_dates(space)
    assert not take_dates(space)
