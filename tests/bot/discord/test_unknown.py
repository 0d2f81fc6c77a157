"""What no version of ours would send is answered in a sentence (an option: with nothing to choose), and leaves no traceback."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from bot.discord import suggest
from bot.discord.errors import MISREAD, NOWHERE
from bot.discord.modals import UNKNOWN
from bot.discord.papers import CHANGED
from tests.bot.discord.conftest import Server
from tests.bot.discord.forging import commanded, press, sent_in
from tests.bot.discord.test_ask import DOI, QUESTION
from tests.bot.discord.test_legible import MESSAGE

FIELD = {"type": 4, "custom_id": "reason", "value": "it is odd"}
ROW = {"type": 1, "components": [FIELD]}
OURS = "marrow:form:report:0123456789ab"
NOTHING: tuple[list[str] | None, ...] = (None, [])
TEXT = 3  # Discord's type of an option that is a text

FORMS: list[tuple[str, list[Any]]] = [
    ("another:bots:form", [ROW]),
    ("", []),
    ("marrow:form:", [ROW]),
    ("marrow:form:nothing:0123456789ab", [ROW]),
    ("marrow:form:report:nothexadecim", [ROW]),
    (OURS + "~0", [ROW]),
    (OURS, ["reason"]),
    (OURS, [{"type": 1, "components": ["reason"]}]),
    (OURS, [{"type": 18, "component": [1]}]),
    (OURS, [{"type": 1, "components": [{"type": 4, "value": {"deep": 1}}]}]),
]
# On a message, which Discord sends whole; a menu without it is left out (test_legible.py)
MENU: dict[str, Any] = {"type": 3, "target_id": "11", "resolved": {"messages": {"11": MESSAGE}}}
COMMANDS: list[dict[str, Any]] = [
    {"name": "answer-me"},
    {"name": "log", "options": [{"type": 1, "name": "burn", "options": []}]},
    {"name": "log", "options": []},
    {"name": "ask", "options": []},
    {"name": "Answer a riddle", **MENU},
    {"name": "ask", **MENU},
]
OPTIONS: list[dict[str, Any]] = [
    {"name": "answer-me", "options": [{"type": TEXT, "name": "x", "value": "a", "focused": True}]},
    {"name": "log", "options": [{"type": 1, "name": "burn", "options": []}]},
    {"name": "ask", "options": [{"type": TEXT, "name": "colour", "value": "a", "focused": True}]},
    {"name": "ask", "options": [{"type": TEXT, "name": "question", "value": "a", "focused": True}]},
    {"name": "ask", "options": [{"type": TEXT, "name": "paper", "value": "a"}]},
    {"name": "ask"},
]


@pytest.fixture(autouse=True)
def _no_traceback(caplog: pytest.LogCaptureFixture) -> Any:
    """Nothing of this is an error, of ours, of discord.py's or of the event loop's."""
    yield
    kept = caplog.get_records("call")
    assert [one.getMessage() for one in kept if one.levelno >= logging.ERROR or one.exc_info] == []


def told(result: Any) -> str:
    """What the member alone was told."""
    assert result.ephemeral
    return str(result.response.content)


async def test_a_form_nobody_knows_or_can_read(server: Server) -> None:
    for custom_id, components in FORMS:
        result = await sent_in(server.bob, server.channel, {"custom_id": custom_id, "components": components})
        assert told(result) == UNKNOWN, (custom_id, components)


async def test_a_form_of_an_answer_that_is_not_there(server: Server) -> None:
    for components in ([], [ROW], [{"type": 18, "component": FIELD}]):
        result = await sent_in(server.bob, server.channel, {"custom_id": OURS, "components": components})
        assert "has been removed" in told(result)


async def test_a_button_or_menu_nobody_knows(server: Server) -> None:
    answer = (await server.ask(QUESTION)).response.message
    for custom_id in ("another:bots", "x", "marrow:", "marrow:pick:more"):
        for chosen in (None, ["x"]):
            assert told(await press(server.bob, answer, custom_id, chosen)) == UNKNOWN


async def test_a_button_or_menu_that_its_message_does_not_carry(server: Server) -> None:
    answer = (await server.ask(QUESTION)).response.message
    for custom_id, chosen in (("marrow:forget", None), ("marrow:pick", ["x"]), ("marrow:pick", None)):
        assert told(await press(server.bob, answer, custom_id, chosen, carried=False)) == UNKNOWN


async def test_a_menu_with_a_choice_it_does_not_have(server: Server) -> None:
    answer = (await server.ask(QUESTION)).response.message
    for value in ("none", "x" * 16, "0" * 16, "0" * 12, "\u0663" * 16, "-" + "0" * 15):
        assert told(await press(server.bob, answer, "marrow:pick", [value])) == CHANGED, value


async def test_a_menu_without_a_choice_or_as_a_button(server: Server) -> None:
    answer = (await server.ask(QUESTION)).response.message
    (token,) = [row["token"] for row in await kept_lists(server)]
    for custom_id in ("marrow:pick", "marrow:log:open", "marrow:history:show", f"marrow:style:{token}"):
        for nothing in NOTHING:
            assert told(await press(server.admin, answer, custom_id, nothing)) == UNKNOWN, (custom_id, nothing)


async def kept_lists(server: Server) -> Any:
    """The lists that are kept once references were made."""
    await server.alice.slash(server.channel, "cite paper", paper=DOI)
    return await server.env.bot.parts.storage.listings._database.rows("SELECT token FROM listings")


async def test_a_command_discord_should_not_know(server: Server) -> None:
    for data in COMMANDS:
        assert told(await commanded(server.bob, server.channel, data)) == MISREAD, data


async def test_an_option_that_offers_nothing(server: Server) -> None:
    for data in OPTIONS:
        result = await commanded(server.bob, server.channel, data, typing=True)
        assert result.autocomplete_choices == [], data


async def test_an_offer_that_would_come_too_late_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    async def waiting(cog: Any, interaction: Any, typed: str) -> suggest.Choices:
        await asyncio.Event().wait()
        return []

    monkeypatch.setattr(suggest, "IN_TIME", 0.001)
    assert await suggest.offered(waiting)(None, None, "spine") == []


async def test_an_offer_that_fails_is_empty_and_the_operator_hears_of_it(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(cog: Any, interaction: Any, typed: str) -> suggest.Choices:
        raise RuntimeError(typed)

    assert await suggest.offered(broken)(None, None, "spine") == []
    (kept,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert "Nothing could be offered" in kept.getMessage()
    caplog.clear()


async def test_a_channel_of_a_kind_that_discord_py_does_not_know(server: Server) -> None:
    """Discord goes on making kinds of channels; who asks in one is told, and a button there too."""
    answer = await server.ask(QUESTION)
    guild = server.env.bot.get_guild(server.guild.id)
    guild._remove_channel(guild.get_channel(server.channel.id))
    server.env.backend.get_channel(server.channel.id).type = 99
    asked = await commanded(
        server.bob,
        server.channel,
        {"name": "ask", "options": [{"name": "question", "type": TEXT, "value": QUESTION}]},
    )
    assert told(asked) == NOWHERE
    pressed = await press(server.bob, answer.response.message, f"marrow:cite:{'0' * 12}")
    assert told(pressed) == NOWHERE
