"""What is typed as a paper may be long and say the same again and again: reading it costs no more than its length."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.assistant import Assistant
from bot.assistant.reading.phrases import lowered
from tests.bot.assistant.teahouse import nine


@given(st.text())
def test_a_text_in_small_letters_is_as_long(text: str) -> None:
    each = [low if len(low := letter.lower()) == 1 else letter for letter in text]
    assert lowered(text) == "".join(each)


@pytest.mark.parametrize("text", ["ΟΔΟΣ", "İstanbul ΚΑΙ", "STRAẞE", "Ǆ"])
def test_letters_that_change_with_their_place_or_length_stay_single(text: str) -> None:
    assert len(lowered(text)) == len(text)


async def steps(assistant: Assistant, words: str) -> int:
    """How many functions of ours are called to read some words."""
    count = 0

    def seen(frame: Any, event: str, _: object) -> None:
        nonlocal count
        count += event == "call" and "assistant" in frame.f_code.co_filename

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        await assistant.which(words)
    finally:
        sys.setprofile(before)
    return count


async def test_a_name_said_again_and_again_is_looked_at_once() -> None:
    """“Kang” a thousand times kept others waiting for a second and a half."""
    assistant = Assistant(nine())
    await assistant.which("kang " * 30)
    short, long = await steps(assistant, "kang " * 50), await steps(assistant, "kang " * 200)
    assert long < 6 * short
