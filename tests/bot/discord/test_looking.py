"""Who may look into the place where something was said: of a thread its channel tells, and of a private one nobody."""

from __future__ import annotations

from typing import Any

import aiohttp
import discord
import pytest

from bot.discord.guards import looks_no_more, may_look, shared_place
from tests.bot.discord.conftest import Server

HIDDEN = discord.PermissionOverwrite(view_channel=False)


def known(server: Server) -> discord.Guild:
    """The server as the bot knows it."""
    guild = server.env.bot.get_guild(server.guild.id)
    assert isinstance(guild, discord.Guild)
    return guild


def forgotten(guild: discord.Guild, channel: int) -> str:
    """A channel's id, which the bot has not heard of since it started."""
    guild._remove_channel(guild.get_channel(channel))  # type: ignore[arg-type]
    assert guild.get_channel_or_thread(channel) is None
    return str(channel)


async def heard(server: Server, slash: Any, *place: Any) -> discord.Interaction[Any]:
    """What the bot hears when somebody uses a command."""
    said: list[discord.Interaction[Any]] = []

    async def on_interaction(interaction: discord.Interaction[Any]) -> None:
        said.append(interaction)

    server.env.bot.add_listener(on_interaction)
    await slash(*place, "help")
    server.env.bot.remove_listener(on_interaction)
    return said[0]


async def test_of_a_thread_its_channel_says_who_reads_it_and_of_a_private_one_nothing_does(server: Server) -> None:
    """What was asked in a private thread would be listed for all who read the channel it hangs on."""
    guild = known(server)
    channel = guild.get_channel(server.channel.id)
    assert isinstance(channel, discord.TextChannel)
    assert await shared_place(guild, str(channel.id)) is channel
    for kind, expected in (
        (discord.ChannelType.public_thread, channel),
        (discord.ChannelType.private_thread, None),
    ):
        thread = await channel.create_thread(name="aside", type=kind)
        assert await shared_place(guild, str(thread.id)) is expected


async def test_a_channel_that_is_not_remembered_is_asked_of_discord(server: Server) -> None:
    guild, channel = known(server), server.guild.create_text_channel("old")
    asked = forgotten(guild, channel.id)
    found = await shared_place(guild, asked)
    assert isinstance(found, discord.TextChannel)
    assert found.name == "old"
    server.env.inject_error("GET", f"/channels/{asked}", status=404, code=10003)
    assert await shared_place(guild, asked) is None


@pytest.mark.parametrize(
    "error", [aiohttp.ServerDisconnectedError(), ConnectionResetError(), discord.InvalidData("another server's")]
)
async def test_where_discord_is_not_reached_nobody_may_look(
    server: Server, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async def fails(*_: Any) -> None:
        raise error

    monkeypatch.setattr(discord.Guild, "fetch_channel", fails)
    asked, unheard = await heard(server, server.alice.slash, server.channel), "1456074443980899999"
    assert await may_look(asked, unheard) is False
    assert isinstance(asked.user, discord.Member)
    assert await looks_no_more(known(server), unheard, asked.user) is False


async def test_only_a_member_of_the_server_who_sees_the_channel_may_look(server: Server) -> None:
    """Somebody of whom only the account is known is nobody whose rights could be told."""
    seen = discord.PermissionOverwrite(view_channel=True)
    closed = {server.guild.default_role: HIDDEN, server.moderators: seen}
    guild, desk = known(server), str(server.guild.create_text_channel("desk", overwrites=closed).id)
    for who, sees in ((server.alice, False), (server.moderator, True)):
        asked = await heard(server, who.slash, server.channel)
        member = asked.user
        assert isinstance(member, discord.Member)
        assert await may_look(asked, desk) is sees
        assert await looks_no_more(guild, desk, member) is not sees
        assert await looks_no_more(guild, None, member) is False
    directly = await heard(server, server.moderator.user.slash)
    assert await may_look(directly, desk) is False
    asked.user = directly.user
    assert isinstance(asked.user, discord.User)
    assert await may_look(asked, desk) is False
