"""What /setup shows: what the bot lacks in the channels of a server, and what is gone there."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.discord.access import (
    MOST_TOLD,
    held_in,
    readiness,
)
from bot.storage.servers import ServerSettings
from tests.bot.discord.conftest import Server

READY = ["✓ **Ready.** I have all I need where I answer and post."]


async def test_what_was_chosen_and_is_gone_is_told_with_what_to_do(server: Server) -> None:
    guild, here, gone = server.env.bot.get_guild(server.guild.id), str(server.channel.id), "4040"

    def told(**chosen: Any) -> list[str]:
        return readiness(ServerSettings.model_validate(chosen), guild)

    moderators = str(server.moderators.id)
    assert (
        told(moderator_role=moderators, moderator_channel=here, digest_channel=here, weekly_channel=here) == READY
    )
    assert told(channels=(here,), channel_libraries={here: "bees"}) == READY
    assert told(weekly_channel=gone, weekly_day="never") == READY
    roles = told(moderator_role=gone, curator_role=gone)
    assert roles == [
        "✗ **Not ready yet:** 2 things to put right.",
        *(
            f"✗ The {what}' role was deleted, so only those who may manage the server are {what}. "
            f"Choose another with {option}:"
            for what, option in (("moderators", "moderator_role"), ("curators", "curator_role"))
        ),
    ]
    for option, what in (
        ("moderator_channel", "reports go to"),
        ("digest_channel", "news of the library go to"),
        ("weekly_channel", "the week is told in"),
    ):
        assert told(**{option: gone}) == [
            "✗ **Not ready yet:** 1 thing to put right.",
            f"✗ The channel that {what} was deleted. Choose another with {option}:",
        ]
    rest = "deleted; the next allow: or disallow: takes that off the list"
    assert told(channels=(here, gone))[1:] == [f"✗ 1 channel I was to answer in was {rest}"]
    assert told(channels=(gone, "4041"))[1:] == [f"✗ 2 channels I was to answer in were {rest}"]
    assert told(channel_libraries={here: "bees", gone: "ants"})[1:] == [
        f"✗ A channel with a library of its own (id {gone}) was deleted; the next library: takes it off the list"
    ]


async def test_what_the_bot_lacks_is_told_by_channel(server: Server) -> None:
    everybody = server.guild.default_role

    def closed(name: str, *writers: Any, **denied: bool) -> str:
        overwrites = {everybody: discord.PermissionOverwrite(**denied)}
        overwrites |= {one: discord.PermissionOverwrite(view_channel=True, send_messages=True) for one in writers}
        return str(server.guild.create_text_channel(name, overwrites=overwrites).id)

    mute, hidden = closed("mute", server.moderators, send_messages=False), closed("hidden", view_channel=False)
    both = closed("both", view_channel=False, send_messages=False)
    closed("rules", send_messages=False)  # where nobody may write, nobody mentions the bot
    await server.env.settle()
    guild = server.env.bot.get_guild(server.guild.id)

    def told(**chosen: Any) -> list[str]:
        return readiness(ServerSettings.model_validate(chosen), guild)[1:]

    assert "Send Messages (to reply to mentions)" in told(channels=(mute,))[0]
    assert told(channels=(mute,))[0].startswith(f"✗ I lack in <#{mute}>: ")
    assert [line.partition(":")[0] for line in told()] == [
        f"✗ I lack in <#{mute}>"
    ]  # all that it sees, and no other
    assert told(channels=(str(server.channel.id),)) == []
    assert ["was deleted" in line for line in told(channels=("4040",))] == [True]  # it answers in no other
    for option, use in (
        ("moderator_channel", "reports"),
        ("digest_channel", "news of the library"),
        ("weekly_channel", "the week"),
    ):
        for channel, lacking in (
            (mute, "Send Messages"),
            (hidden, "View Channel"),
            (both, "View Channel and Send Messages"),
        ):
            assert told(channels=(str(server.channel.id),), **{option: channel}) == [
                f"✗ I lack in <#{channel}>: {lacking} (to post {use})"
            ]
    assert told(channels=(hidden,)) == [f"✗ I lack in <#{hidden}>: View Channel (to see the channel)"]
    many = [closed(f"mute-{n}", send_messages=False) for n in range(MOST_TOLD + 1)]
    poor = closed("poor", embed_links=False, attach_files=False)
    await server.env.settle()
    assert told(channels=(poor,)) == [
        f"✗ I lack in <#{poor}>: Embed Links (to show the detail under an answer), Attach Files (to attach what is too long for a message)"
    ]
    assert [line.partition(":")[0] for line in told(channels=many[:MOST_TOLD])] == [
        f"✗ I lack in <#{one}>" for one in many[:MOST_TOLD]
    ]
    assert [line.partition(":")[0] for line in told(channels=many)] == [
        *(f"✗ I lack in <#{one}>" for one in many[:MOST_TOLD]),
        "✗ I lack permissions in 1 channel beside these; put these right, and the next are told",
    ]
    assert f"{MOST_TOLD + 1} things to put right" in readiness(ServerSettings(channels=tuple(many)), guild)[0]
    more = [*many, mute, hidden, both]
    assert (
        told(channels=more)[-1]
        == "✗ I lack permissions in 4 channels beside these; put these right, and the next are told"
    )
    assert f"{len(more)} things to put right" in readiness(ServerSettings(channels=tuple(more)), guild)[0]


@pytest.mark.parametrize("writes", ["a role", "a member", "nobody"])
async def test_a_channel_counts_where_somebody_may_write(server: Server, writes: str) -> None:
    denied = {server.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    who = {"a role": server.moderators, "a member": server.bob}.get(writes)
    allowed = {who: discord.PermissionOverwrite(send_messages=True)} if who else {}
    news = server.guild.create_text_channel("announcements", overwrites=denied | allowed)
    await server.env.settle()
    told = readiness(ServerSettings(), server.env.bot.get_guild(server.guild.id))
    assert (told == READY) == (writes == "nobody")
    assert any(f"<#{news.id}>: Send Messages" in line for line in told) == (writes != "nobody")


async def test_a_server_in_which_no_channel_is_seen_is_told_so(server: Server) -> None:
    guild = server.env.bot.get_guild(server.guild.id)
    hidden = discord.PermissionOverwrite(view_channel=False)
    for channel in guild.text_channels:
        await channel.set_permissions(guild.default_role, overwrite=hidden)
    await server.env.settle()
    assert readiness(ServerSettings(), guild)[1:] == [
        "✗ I can see no channel of this server. Allow me View Channel where I shall answer"
    ]
    lost = readiness(ServerSettings(channels=("4040",)), guild)[1:]
    assert len(lost) == 1
    assert "was deleted" in lost[0]


async def test_commands_that_discord_hides_from_those_who_need_them_are_told(server: Server) -> None:
    plain, managing = str(server.guild.create_role("Plain").id), str(server.moderators.id)
    await server.env.settle()
    guild = server.env.bot.get_guild(server.guild.id)
    hides = "from <@&{role}>, which may not Manage Messages; let it see the command under Server Settings, Integrations, Marrow"
    assert readiness(ServerSettings(moderator_role=managing, curator_role=managing), guild) == READY
    for settings, command in (
        (ServerSettings(moderator_role=plain, curator_role=managing), "/log"),
        (ServerSettings(moderator_role=managing, curator_role=plain), "/corpus"),
    ):
        assert readiness(settings, guild)[1:] == [f"✗ Discord hides {command} {hides.format(role=plain)}"]


async def test_a_role_may_give_what_everybody_is_denied_and_deny_what_everybody_may(server: Server) -> None:
    """As Discord counts: what everybody may, then what the bot's roles give and take, then the bot itself."""
    everybody = server.guild.default_role
    own = next(role for role in server.guild.roles.values() if role.name == "TestBot")
    no, yes = discord.PermissionOverwrite(send_messages=False), discord.PermissionOverwrite(send_messages=True)
    channels = [
        server.guild.create_text_channel(name, overwrites=overwrites)
        for name, overwrites in (
            ("given", {everybody: no, own: yes}),
            ("taken", {everybody: yes, own: no}),
            ("others", {everybody: no, server.moderators: yes}),
        )
    ]
    await server.env.settle()
    guild = server.env.bot.get_guild(server.guild.id)
    assert [held_in(guild.get_channel(one.id)).send_messages for one in channels] == [True, False, False]
    next(role for role in guild.me.roles if role.managed)._permissions |= discord.Permissions(
        administrator=True
    ).value
    assert [held_in(guild.get_channel(one.id)) for one in channels] == [discord.Permissions.all()] * 3
