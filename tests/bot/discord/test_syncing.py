"""Commands reach Discord, whatever it lost or refuses for now; the bot answers meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
import simcord

from bot.discord.client import Marrow
from bot.discord.parts import Parts
from bot.discord.syncing import (
    FACT,
    CommandDifference,
    difference,
    fingerprint,
    keep_synced,
    payloads,
    sync_if_changed,
)
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION, SENTENCE


async def differing(tree: Any) -> CommandDifference:
    return await difference(tree, payloads(tree))


def uploads(env: simcord.Env) -> int:
    return sum(entry.method == "PUT" and entry.path.endswith("/commands") for entry in env.http_requests)


async def test_what_discord_holds_as_we_do_is_not_told_again(server: Server, parts: Parts) -> None:
    bot = server.env.bot
    assert not any(await differing(bot.tree))
    assert not await sync_if_changed(bot.tree, parts.storage.facts)


async def test_commands_lost_at_discord_come_back_at_the_next_start(server: Server, parts: Parts) -> None:
    env, bot = server.env, server.env.bot
    kept: list[Any] = [one for one in payloads(bot.tree) if one["name"] != "papers"]
    old = {"name": "old", "description": "Left over", "type": 1}
    (define,) = [one for one in kept if one["name"] == "define"]
    define["description"] = "Of another version"
    await bot.http.bulk_upsert_global_commands(bot.application_id, payload=[*kept, old])
    assert await differing(bot.tree) == CommandDifference(("papers",), ("define",), ("old",))
    before = uploads(env)
    await env.restart_bot(Marrow(parts, shards=1))
    assert uploads(env) == before + 1
    assert not any(await differing(env.bot.tree))


async def test_what_discord_refuses_for_now_is_tried_again_and_said(
    server: Server, parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    env = server.env
    await parts.storage.facts.put(FACT, "of another version")
    env.inject_error("PUT", "/applications/*/commands", status=400, code=30034)
    before = uploads(env)
    await keep_synced(env.bot.tree, parts.storage.facts, first=0.0)
    assert uploads(env) == before + 2
    assert await parts.storage.facts.get(FACT) == fingerprint(env.bot.tree, payloads(env.bot.tree))
    (said,) = [one.getMessage() for one in caplog.records if "has not taken the commands" in one.getMessage()]
    assert "30034" in said
    assert not any(await differing(env.bot.tree))


async def test_a_bot_whose_commands_are_refused_starts_and_answers_mentions(server: Server, parts: Parts) -> None:
    env = server.env
    await parts.storage.facts.put(FACT, "of another version")
    env.inject_error("PUT", "/applications/*/commands", status=400, code=30034)
    await env.restart_bot(Marrow(parts, shards=1))
    await server.mention(QUESTION)
    assert SENTENCE.split(" ")[0] in server.channel.last_message.content
