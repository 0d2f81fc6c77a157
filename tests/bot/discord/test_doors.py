"""The first response is given once, to whom it is for; a nonce goes with what may be sent twice; members keep a pace."""

from __future__ import annotations

import asyncio
import errno
import re
from functools import partial
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.discord import trying
from bot.discord.errors import Refusal, sentence_for
from bot.discord.rendering import Rendered
from bot.discord.sending import CommandDoor
from bot.discord.trying import first_response
from corpus.errors import CorpusError, GateError, StorageError
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import DOI, QUESTION

EPHEMERAL = 64  # Discord's flag for a message that only one member sees


async def waited(server: Server, work: Any) -> Any:
    """What comes of a command that does some work with its interaction."""

    @app_commands.command(name="wait", description="Wait")
    async def wait(interaction: discord.Interaction[Any]) -> None:
        await work(interaction)

    tree = server.env.bot.tree
    tree.add_command(wait)
    await tree.sync()
    return await server.alice.slash(server.channel, "wait")


def callbacks(server: Server) -> list[Any]:
    """The first responses the bot gave to its last interaction, as Discord was told them."""
    told = [one for one in server.env.http_requests if one.path.endswith("/callback")]
    return [one.json for one in told if one.path == told[-1].path]


async def test_a_refusal_after_a_public_announcement_is_told_to_the_asker_alone(server: Server) -> None:
    async def refused(interaction: discord.Interaction[Any]) -> None:
        CommandDoor(interaction, private=False)
        await first_response(interaction).announce()
        raise Refusal("Not here.")

    await waited(server, refused)
    assert callbacks(server) == [{"type": 5}]
    gone, said = [one for one in server.env.http_requests if one.path.startswith("/webhooks/")]
    assert gone.method == "DELETE"
    assert (said.json["content"], said.json["flags"]) == ("Not here.", EPHEMERAL)
    assert server.channel.history() == []


async def test_what_discord_does_not_do_beside_an_answer_is_a_line_in_the_log(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    async def refused(interaction: discord.Interaction[Any]) -> None:
        CommandDoor(interaction, private=False)
        await first_response(interaction).announce()
        raise Refusal("Not here.")

    server.env.inject_error("DELETE", "/webhooks/**", status=404, code=10008)
    await waited(server, refused)
    assert "Not here." in str(server.env.http_requests[-1].json)
    assert "announcement of an answer could not be taken away: the message is gone." in caplog.text


async def test_a_refusal_through_a_public_door_is_told_to_the_asker_alone(server: Server) -> None:
    async def refused(interaction: discord.Interaction[Any]) -> None:
        await CommandDoor(interaction, private=False).refuse("Not here.")

    result = await waited(server, refused)
    assert result.ephemeral
    assert result.response.content == "Not here."
    assert server.channel.history() == []


@pytest.mark.parametrize(
    ("error", "told", "hidden"),
    [
        (RuntimeError("hidden words"), "Something went wrong on my side", "hidden words"),
        (StorageError("/srv/hidden/logbook is damaged"), "my records cannot be used just now", "/srv/hidden"),
        (StorageError("The log is full of **stars**"), "The log is full of \\*\\*stars", "no such words"),
        (OSError(errno.ENOSPC, "No space left on device"), "my records cannot be used just now", "No space"),
        (OSError(errno.EROFS, "Read-only", "/srv/hidden"), "my records cannot be used just now", "/srv/hidden"),
        (OSError(errno.EMFILE, "Too many open files"), "my records cannot be used just now", "Too many"),
        (MemoryError(), "my records cannot be used just now", "Something"),
        (RuntimeError("can't start new thread"), "my records cannot be used just now", "thread"),
        (GateError("“hidden words” is no slice"), "I could not prove every word", "hidden words"),
    ],
)
async def test_the_error_door_tells_the_asker_alone_and_the_operator_all_of_it(
    server: Server, caplog: pytest.LogCaptureFixture, error: Exception, told: str, hidden: str
) -> None:
    async def failing(interaction: discord.Interaction[Any]) -> None:
        raise error

    result = await waited(server, failing)
    said = result.response.content
    assert result.ephemeral
    assert told in said
    assert hidden not in said
    (reference,) = re.findall(r"reference ([0-9a-f]{8})", said)
    (kept,) = [one for one in caplog.records if one.levelname == "ERROR"]
    assert reference in kept.getMessage()
    said = getattr(error, "strerror", None) or str(error)
    assert said in f"{kept.getMessage()} {kept.exc_info and kept.exc_info[1]}"
    caplog.clear()


async def test_a_connection_that_breaks_at_an_answer_and_at_the_word_for_it_is_a_line_in_the_log(
    server: Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: Any, **__: Any) -> None:
        raise aiohttp.ServerDisconnectedError

    monkeypatch.setattr(discord.abc.Messageable, "send", breaks)
    monkeypatch.setattr(trying, "PAUSE", 0.0)
    await server.mention(QUESTION)
    await server.env.settle()
    said = [one.getMessage() for one in caplog.records if one.name == "marrow.discord"]
    assert [one.partition(" (reference")[0] for one in said[-2:]] == [
        "Discord did not let it",
        "A member could not be told of an error: the connection to Discord broke off.",
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (429, "it takes no more from me just now"),
        (503, "it has a trouble of its own just now"),
        (403, "something between it and me refused that"),
        (302, "something between it and me refused that"),
    ],
)
def test_a_trouble_of_discords_is_not_called_ours(
    caplog: pytest.LogCaptureFixture, status: int, said: str
) -> None:
    """Cloudflare's refusals, a proxy's, and those of a Discord in trouble bear no code."""
    page = {"Content-Type": "text/html; charset=utf-8"}
    error = discord.HTTPException(cast("Any", SimpleNamespace(status=status, reason="", headers=page)), "<html>")
    told = sentence_for(error)
    assert told.startswith(f"Discord did not let me: {said} (reference ")
    (line,) = caplog.records
    assert (line.levelname, line.exc_info) == ("WARNING", None)


def test_a_servers_library_has_the_name_that_its_members_know_also_where_it_fails(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = sentence_for(
        CorpusError("There is no snapshot 12ab34cd of the library “server-1456074443980800022-owls”.")
    )
    assert "the library “owls”" in told
    assert "1456074443980800022" not in told
    caplog.clear()


def test_what_the_gate_held_back_is_not_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """It may be words of the asker."""
    sentence_for(GateError("A link is of no paper", "https://doi.org/10.1234/asked"))
    assert "A link is of no paper" in caplog.text
    assert "asked" not in caplog.text


async def test_what_was_announced_to_one_is_not_shown_to_all(server: Server) -> None:
    seen: list[bool] = []

    async def answered(interaction: discord.Interaction[Any]) -> None:
        await first_response(interaction).announce()
        door = CommandDoor(interaction, private=False)
        seen.append(door.private)
        await door.send(Rendered(content="Done."))

    result = await waited(server, answered)
    assert result.ephemeral
    assert result.response.content == "Done."
    assert seen == [True]


async def test_the_first_response_is_given_once_however_many_give_it(server: Server) -> None:
    made: list[bool] = []

    async def both(interaction: discord.Interaction[Any]) -> None:
        first = first_response(interaction)
        sends = [partial(interaction.response.send_message, text) for text in ("One.", "Two.")]
        told = await asyncio.gather(*map(first.give, sends))
        made.extend(given for given, _ in told)

    result = await waited(server, both)
    assert made == [True, False]
    assert result.response.content == "One."
    assert len(callbacks(server)) == 1


async def test_each_reply_to_a_mention_carries_its_place_so_that_a_second_try_doubles_nothing(
    server: Server,
) -> None:
    asked = await server.mention("How long was follow-up after TES? Which factors are associated with mortality?")
    sent = [one.json for one in server.env.http_requests if one.method == "POST" and "content" in (one.json or {})]
    assert [one["nonce"] for one in sent] == [f"{asked.id:x}.{number}" for number in range(2)]
    assert all(one["enforce_nonce"] for one in sent)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("ask", {"question": QUESTION}),
        ("summary", {"paper": DOI}),
        ("define", {"term": "TES"}),
        ("related", {"paper": DOI}),
    ],
)
async def test_every_command_that_asks_keeps_the_pace(
    server: Server, command: str, options: dict[str, Any]
) -> None:
    for _ in range(5):
        allowed = await server.alice.slash(server.channel, command, **options)
        assert "That was quick" not in allowed.response.content
    refused = await server.alice.slash(server.channel, command, **options)
    assert "That was quick" in refused.response.content
    assert refused.ephemeral


@pytest.mark.parametrize(
    ("headers", "tries"),
    [
        ({"Retry-After": "0"}, 2),
        ({"Retry-After": "0.01"}, 2),
        ({"Retry-After": "3600"}, 1),
        ({"Retry-After": "soon"}, 1),
        ({}, 1),
    ],
)
async def test_what_stands_before_discord_is_asked_again_only_after_a_short_wait_that_it_names(
    headers: dict[str, str], tries: int
) -> None:
    made = 0

    async def call() -> str:
        nonlocal made
        made += 1
        if made == 1:
            raise discord.HTTPException(SimpleNamespace(status=429, reason="", headers=headers), "<html>")  # type: ignore[arg-type]
        return "sent"

    if tries == 1:
        with pytest.raises(discord.HTTPException):
            await trying.again(call)
    else:
        assert await trying.again(call) == "sent"
    assert made == tries
