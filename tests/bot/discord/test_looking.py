"""Who may look into the place where something was said: of a thread its channel tells, and of a private one nobody."""

from __future__ import annotations

from typing import Any
from unittest.mock import AsyncMock, create_autospec

import discord
import pytest

from bot.discord.places import looks_no_more, may_look, shared_place


def place(kind: type[Any], sees: bool = True) -> Any:
    made = create_autospec(kind, instance=True)
    if kind is discord.TextChannel:
        made.permissions_for.return_value = discord.Permissions(view_channel=sees)
    return made


def guild_with(held: Any, fetched: Any = None) -> Any:
    guild = create_autospec(discord.Guild, instance=True)
    guild.get_channel_or_thread.side_effect = {7: held}.get
    guild.fetch_channel = AsyncMock(side_effect={7: fetched}.__getitem__)
    return guild


def thread(private: bool, parent: Any) -> Any:
    made = place(discord.Thread)
    made.parent = parent
    made.is_private.return_value = private
    return made


async def test_of_a_thread_its_channel_says_who_reads_it_and_of_a_private_one_nothing_does() -> None:
    """What was asked in a private thread would be listed for all who read the channel it hangs on."""
    channel = place(discord.TextChannel)
    assert await shared_place(guild_with(thread(False, channel)), "7") is channel
    assert await shared_place(guild_with(thread(True, channel)), "7") is None
    assert await shared_place(guild_with(channel), "7") is channel


async def test_a_channel_that_is_not_remembered_is_asked_of_discord() -> None:
    channel = place(discord.TextChannel)
    assert await shared_place(guild_with(None, channel), "7") is channel
    missing = guild_with(None)
    missing.fetch_channel = AsyncMock(side_effect=OSError)
    assert await shared_place(missing, "7") is None


@pytest.mark.parametrize("sees", [True, False])
async def test_only_a_member_of_the_server_who_sees_the_channel_may_look(sees: bool) -> None:
    """Somebody of whom only the account is known is nobody whose rights could be told."""
    guild = guild_with(place(discord.TextChannel, sees))
    member, user = place(discord.Member), place(discord.User)
    asked = create_autospec(discord.Interaction, instance=True)
    for asked.user, asked.guild, may in ((member, guild, sees), (user, guild, False), (member, None, False)):
        assert await may_look(asked, "7") is may
    assert await looks_no_more(guild, "7", member) is not sees
    assert await looks_no_more(guild, None, member) is False
