"""Texts that nobody would type in earnest, through everything that takes a text: each is answered in words, and nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest

from bot.discord.parts import Parts
from tests.bot.discord.conftest import Server, follow
from tests.bot.discord.test_typed import FILE, GATED
from tests.bot.discord.test_whose import text_of
from tests.meta.test_typed import OPTIONS

HALF, QUOTED = "survival \ud800 after TES", "zebrafish\n> as they said\n# zorg\n-# blat"
NEEDED: dict[str, dict[str, Any]] = {
    "ask": {"question": "bees"},
    "summary": {"paper": "Bees"},
    "compare": {"paper": "Bees", "other": "Bees"},
    "log gaps": {"close": "x"},
    "log note": {"answer": "0000", "note": "x"},
    "corpus term": {"word": "x"},
    "cite paper": {"paper": "Bees"},
}
BROKEN = ("wrong on my side", "could not prove", "I could not answer")
SHORT = 12  # characters that every option takes


def is_broken(said: str) -> bool:
    return any(sign in said for sign in BROKEN)


async def in_options(server: Server, text: str) -> dict[str, str]:
    """What is said, by option of a command."""
    said = {}
    for place in OPTIONS:
        command, _, option = place.rpartition(" ")
        given = NEEDED.get(command, {}) | {option: text if option == "question" else text[:SHORT]}
        said[place] = text_of(await server.admin.slash(server.channel, command, **given))
        await server.env.advance_time(20)
    return said


async def in_forms(server: Server, answer: Any, text: str) -> dict[str, str]:
    """What is said, by form."""
    said = {}
    for place in [name for name in GATED if " " not in name]:
        said[place] = text_of(await GATED[place](server, answer, text))
        await server.env.advance_time(20)
    await follow(server.bob, answer, text)
    return said


@pytest.mark.slow
@pytest.mark.parametrize("text", [HALF, QUOTED], ids=["half a character", "lines that look like ours"])
async def test_it_is_answered_in_words_everywhere(server: Server, parts: Parts, text: str) -> None:
    tried = await server.admin.slash(server.channel, "corpus import", file=("papers.jsonl", FILE))
    await server.admin.click(tried.response.message, label="Import these papers")
    answer = (await server.ask("bees")).response.message
    said = await in_forms(server, answer, text) | await in_options(server, text)
    await server.mention(text)
    places = (server.channel, *server.channel.threads)
    said |= {str(one.id): one.content for place in places for one in place.history()}
    assert {place: shown for place, shown in said.items() if is_broken(shown)} == {}
    kept = {row.surface for row in await parts.storage.logbook.recent(50) if text[:8] in row.question}
    assert kept >= {"command", "mention", "button"}
