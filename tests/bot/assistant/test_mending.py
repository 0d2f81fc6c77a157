"""Slips of the finger in messages to the assistant: every reading of them has the words that were meant, and the reply says so."""

from __future__ import annotations

import pytest

from bot.assistant.message.mending import Mending
from bot.models import Context
from tests.bot.assistant.conversations import NINE, talk
from tests.bot.assistant.teahouse import nine

MENDING = Mending(nine())


@pytest.mark.parametrize(
    ("typed", "meant", "note"),
    [
        ("howmany patients had surgery", "how many patients had surgery", "“howmany” → “how many”"),
        ("list the papesr", "list the papers", "“papesr” → “papers”"),
        ("who wroet the SABR paper", "who wrote the SABR paper", "“wroet” → “wrote”"),
        (
            "waht is the medain follow-up",
            "what is the median follow-up",
            "“waht” → “what”, “medain” → “median”",
        ),
    ],
)
async def test_a_slip_changes_no_answer(typed: str, meant: str, note: str) -> None:
    slip, right = await NINE.ask(typed, Context()), await NINE.ask(meant, Context())
    assert (slip.outcome, slip.kind, slip.keys, slip.quotes) == (
        right.outcome,
        right.kind,
        right.keys,
        right.quotes,
    )
    assert slip.question == typed
    assert slip.text.endswith(f"\n\nRead as meant: {note}")


async def test_it_is_kept_as_typed_for_what_follows() -> None:
    first, then = await talk(NINE, "what did Kang 2023 fnid", "howmany patients")
    right = (await talk(NINE, "what did Kang 2023 find", "how many patients"))[1]
    assert first.turn is not None
    assert first.turn.question == "what did Kang 2023 fnid"
    assert (then.keys, then.quotes) == (right.keys, right.quotes)


async def test_help_says_nothing_of_it() -> None:
    assert "Read as meant" not in (await NINE.ask("thnaks", Context())).text


@pytest.mark.parametrize(
    "message",
    ["Wie viele Patienten wurden operiert", "combien de patients ont été opérés", "welche Studie ist die neueste"],
)
def test_another_language_has_no_slips(message: str) -> None:
    assert MENDING.mended(message) == (message, ())
