"""/setup: for admins alone, and what it changes."""

from __future__ import annotations

import asyncio
import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.discord.access import SetupChoices
from bot.discord.cogs import setup
from bot.discord.cogs.setup import SetupCog
from bot.discord.housekeeping import Housekeeping
from bot.discord.parts import Parts
from bot.discord.posting import post
from bot.discord.setup_card import trouble
from bot.discord.text import read_back
from bot.storage.servers import ServerSettings
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION
from tests.bot.discord.test_channels import filled


async def test_members_do_not_see_it(server: Server) -> None:
    assert "setup" not in server.alice.available_commands(server.channel)
    assert "setup" in server.admin.available_commands(server.channel)


async def test_a_member_who_gets_through_is_refused_on_the_server(server: Server, parts: Parts) -> None:
    """An override shows the command to everyone; what it does stays with those who may manage the server."""
    (setup,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == "setup"]
    server.guild.set_command_permissions(setup, {server.guild.default_role: True})
    result = await server.alice.slash(server.channel, "setup", visibility="private")
    assert result.ephemeral
    assert "Only members who may manage this server" in result.response.content
    assert (await parts.settings(str(server.guild.id))).visibility == "public"


async def test_settings_are_shown_kept_and_survive(server: Server, parts: Parts) -> None:
    result = await server.admin.slash(
        server.channel,
        "setup",
        allow=server.channel,
        visibility="private",
        moderator_role=server.moderators,
        retention_days=90,
    )
    assert result.ephemeral
    assert "90 days" in result.response.content
    assert f"<#{server.channel.id}>" in result.response.content
    kept = await parts.storage.servers.get(str(server.guild.id))
    assert kept.channels == (str(server.channel.id),)
    assert (kept.visibility, kept.moderator_role, kept.retention_days) == (
        "private",
        str(server.moderators.id),
        90,
    )
    assert (await server.ask(QUESTION)).ephemeral
    assert not (await server.ask(QUESTION, visible="public")).ephemeral


async def test_the_last_channel_cannot_be_taken_away_by_accident(server: Server) -> None:
    await server.admin.slash(server.channel, "setup", allow=server.channel)
    result = await server.admin.slash(server.channel, "setup", disallow=server.channel)
    assert "That would leave no channel, and an empty list means everywhere. Allow another channel first, " in (
        result.response.content
    )
    everywhere = await server.admin.slash(server.channel, "setup", everywhere=True)
    assert "everywhere I can see" in everywhere.response.content
    muted = await server.admin.slash(server.channel, "setup", disallow=server.channel)
    assert "or take View Channel from me in this one" in muted.response.content


async def test_missing_permissions_are_named_with_what_they_are_for(
    simcord_env: simcord.Env, server: Server
) -> None:
    bare = server.guild.create_text_channel(
        "bare",
        overwrites={server.guild.default_role: discord.PermissionOverwrite(embed_links=False, attach_files=False)},
    )
    result = await server.admin.slash(server.channel, "setup", allow=bare)
    assert "✗ I lack" in result.response.content
    assert "Embed Links (to show the detail under an answer)" in result.response.content


async def test_rows_go_when_the_server_wants_them_no_longer(server: Server, parts: Parts) -> None:
    answer = await server.ask(QUESTION)
    await server.admin.slash(server.channel, "setup", retention_days=30)

    def in_days(days: int) -> Housekeeping:
        return Housekeeping(parts, lambda: datetime.now(UTC) + timedelta(days=days))

    assert await in_days(29).tidy() == 0
    assert await in_days(31).tidy() == 1
    assert await parts.storage.logbook.count() == 0
    gone = await server.bob.click(answer.response.message, label="More")
    assert "has been removed" in gone.response.content
    assert "in bold" in (await server.bob.click(answer.response.message, label="In context")).response.content


async def test_what_discord_hides_and_where_news_go_is_said(server: Server) -> None:
    plain, news = server.guild.create_role("Curators"), server.guild.create_text_channel("news")
    said = await server.admin.slash(
        server.channel, "setup", curator_role=plain, moderator_role=plain, digest_channel=news
    )
    for command in ("/log", "/corpus"):
        assert f"Discord hides {command} from <@&{plain.id}>" in said.response.content
    assert f"New papers are told in** <#{news.id}>" in said.response.content
    fine = await server.admin.slash(
        server.channel, "setup", curator_role=server.moderators, moderator_role=server.moderators
    )
    assert "Discord hides" not in fine.response.content


async def test_the_card_says_ready_only_where_it_is(server: Server) -> None:
    """A deleted role, a deleted channel, a channel that denies something: each is named with what to do."""
    reports, news, lost = (server.guild.create_text_channel(name) for name in ("reports", "news", "lost"))
    ready = await server.admin.slash(
        server.channel,
        "setup",
        moderator_role=server.moderators,
        moderator_channel=reports,
        digest_channel=news,
        allow=server.channel,
    )
    assert "✓ **Ready.**" in ready.response.content
    assert "✗" not in ready.response.content
    await server.admin.slash(server.channel, "setup", allow=lost)
    guild = server.env.bot.get_guild(server.guild.id)
    await guild.get_role(server.moderators.id).delete()
    for channel in (reports, lost):
        await guild.get_channel(channel.id).delete()
    await server.env.settle()
    shown = (await server.admin.slash(server.channel, "setup")).response.content
    assert "Ready." not in shown
    assert "**Not ready yet:** 3 things to put right" in shown
    assert "The moderators' role was deleted" in shown
    assert "The channel that reports go to was deleted. Choose another with moderator_channel:" in shown
    assert "1 channel I was to answer in was deleted" in shown
    assert "I lack" not in shown
    other = server.guild.create_text_channel("other")
    after = (await server.admin.slash(server.channel, "setup", allow=other)).response.content
    assert "was to answer in" not in after


async def test_without_named_channels_each_one_that_lacks_something_is_named(server: Server) -> None:
    denied = discord.PermissionOverwrite(embed_links=False)
    bare = server.guild.create_text_channel("bare", overwrites={server.guild.default_role: denied})
    hidden = discord.PermissionOverwrite(view_channel=False)
    server.guild.create_text_channel("hidden", overwrites={server.guild.default_role: hidden})
    shown = (await server.admin.slash(server.channel, "setup")).response.content
    assert f"✗ I lack in <#{bare.id}>: Embed Links (to show the detail under an answer)" in shown
    assert "1 thing to put right" in shown


async def test_a_chosen_channel_is_welcomed_once(server: Server) -> None:
    papers = server.guild.create_text_channel("papers")
    for _ in range(2):
        await server.admin.slash(server.channel, "setup", allow=papers)
    (said,) = papers.history()
    assert "I am Marrow" in said.content
    assert "9 papers of “Bone and Spine Metastases”" in read_back(said.content)
    assert "under a pseudonym" in said.content


async def test_a_library_that_cannot_be_opened_is_not_ready_and_said_with_what_to_do(
    server: Server, parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The server's is damaged and a channel's is missing; what is named beside them is kept all the same."""
    bees, ants = (f"server-{server.guild.id}-{name}" for name in ("bees", "ants"))
    for library in (bees, ants):
        filled(tmp_path, library)
        (file,) = (tmp_path / "libraries" / library / "snapshots").iterdir()
        file.write_bytes(file.read_bytes()[:20]) if library == bees else file.unlink()
    there = server.guild.create_text_channel("there")
    chosen = {"library": bees, "channel_libraries": {str(there.id): ants, "4040": "gone with its channel"}}
    await parts.storage.servers.put(ServerSettings(server=str(server.guild.id), **chosen))
    shown = read_back((await server.admin.slash(server.channel, "setup", allow=server.channel)).response.content)
    assert f"**I answer in** <#{server.channel.id}>" in shown
    assert "Ready." not in shown
    assert "3 things to put right" in shown  # with the deleted channel's
    assert "The library “bees” cannot be opened just now. Its files are damaged or cannot be read." in shown
    assert re.search(
        r"The library “ants” cannot be opened just now\. The snapshot \w+ of “\S*ants” is missing\.", shown
    )
    assert shown.count("Nothing is answered from it until whoever runs me has mended it") == 2
    caplog.clear()  # the operator's sentences are errors there


async def test_a_library_that_is_still_being_prepared_is_said_to_be(parts: Parts) -> None:
    preparing = asyncio.create_task(asyncio.sleep(3600))
    parts.libraries._patience = 0
    parts.libraries._opening["default"] = preparing  # type: ignore[assignment]
    assert (
        await trouble(parts, "default") == "The library “default” is still being prepared. Ask again in a minute."
    )
    preparing.cancel()


async def test_of_two_changes_at_once_none_is_lost(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = SetupCog._libraries_after

    async def late(*given: Any) -> Any:
        await asyncio.sleep(0.05)
        return await after(*given)

    monkeypatch.setattr(SetupCog, "_libraries_after", late)
    cog, guild = server.env.bot.get_cog("SetupCog"), server.env.bot.get_guild(server.guild.id)
    nothing = SetupChoices(**dict.fromkeys(field.name for field in fields(SetupChoices)))
    both = (replace(nothing, logging="off"), replace(nothing, visibility="private"))
    await asyncio.gather(*(cog._changed(guild, wishes) for wishes in both))
    kept = await parts.settings(str(server.guild.id))
    assert (kept.logging, kept.visibility) == ("off", "private")


async def test_what_is_set_while_hello_is_said_stays(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    guild, nonces = str(server.guild.id), list[str]()

    async def slowly(*given: Any, **named: Any) -> Any:
        now = await parts.settings(guild)
        await parts.storage.servers.put(now.model_copy(update={"logging": "off"}))
        nonces.append(named["nonce"])
        return await post(*given, **named)

    monkeypatch.setattr(setup, "post", slowly)
    await server.admin.slash(server.channel, "setup", allow=server.channel)
    kept = await parts.settings(guild)
    assert kept.logging == "off"
    assert kept.welcomed == (str(server.channel.id),)
    assert nonces == [f"hello{server.channel.id}"], "of two hellos at once Discord then takes one"
