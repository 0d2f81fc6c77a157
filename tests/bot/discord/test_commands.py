"""The commands as Discord is told them: complete in Japanese, told only when they changed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from discord import app_commands

from bot.discord.client import Marrow
from bot.discord.cogs.setup import SetupCog
from bot.discord.parts import Parts
from bot.discord.syncing import fingerprint, payloads, sync_if_changed
from tests.bot.discord.conftest import Server

# https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
NAME = re.compile(r"^[-_'\w\u30fc]{1,32}$")


def walk(payload: dict[str, Any], top: bool = True) -> Iterator[tuple[str, dict[str, Any]]]:
    """(kind, node) of a command and all its options and choices."""
    yield ("menu" if payload.get("type") in (2, 3) and top else "name"), payload
    for choice in payload.get("choices", ()):
        yield "choice", choice
    for option in payload.get("options", ()):
        yield from walk(option, top=False)


def told(bot: Marrow) -> list[dict[str, Any]]:
    return [dict(one) for one in payloads(bot.tree)]


async def test_every_name_and_sentence_has_its_japanese(server: Server) -> None:
    for command in told(server.env.bot):
        for kind, node in walk(command):
            name = node["name_localizations"]["ja"]
            assert len(name) <= 100
            if kind == "name":
                assert NAME.match(name), name
                assert len(node["description_localizations"]["ja"]) <= 100


async def test_no_translation_is_left_over(server: Server) -> None:
    nodes = [(kind, node) for command in told(server.env.bot) for kind, node in walk(command)]
    names = {node["name"] for kind, node in nodes if kind != "choice"}
    sentences = {node["description"] for _, node in nodes if node.get("description")}
    sentences |= {node["name"] for kind, node in nodes if kind == "choice"}
    table = tomllib.loads((files("bot.discord") / "translations" / "ja.toml").read_text("utf-8"))
    assert set(table["names"]) - names == set()
    assert set(table["sentences"]) - sentences == set()


async def test_japanese_names_of_one_command_differ(server: Server) -> None:
    for command in told(server.env.bot):
        options = [option["name_localizations"]["ja"] for option in command.get("options", ())]
        assert len(options) == len(set(options))


async def test_commands_are_told_once(server: Server, parts: Parts) -> None:
    def uploads() -> int:
        return sum(
            entry.method == "PUT" and entry.path.endswith("/commands") for entry in server.env.http_requests
        )

    assert uploads() == 0
    server.env.backend.commands.clear()
    for _ in range(2):
        await server.env.restart_bot(Marrow(parts, shards=1))
        assert uploads() == 1
    bot = server.env.bot
    before = fingerprint(bot.tree, payloads(bot.tree))
    await bot.remove_cog(SetupCog.__name__)
    assert fingerprint(bot.tree, payloads(bot.tree)) != before
    assert await sync_if_changed(bot.tree, parts.storage.facts)
    assert uploads() == 2


async def test_help_names_every_command_that_members_can_use(server: Server) -> None:
    said = (await server.alice.slash(server.channel, "help")).response.content
    theirs = [one for one in server.env.bot.tree.get_commands() if one.default_permissions is None]
    menus = {one.name for one in theirs if isinstance(one, app_commands.ContextMenu)}
    assert len(theirs) > len(menus) > 0
    assert [one.name for one in theirs if f"*{one.name}*" not in said and f"**/{one.name}**" not in said] == [
        "help"
    ]
