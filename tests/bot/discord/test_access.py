"""Who may do what, rule by rule, and each thing that a server's settings and Discord's permissions can lack."""

from __future__ import annotations

import re
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord.access import (
    MOST_TOLD,
    NEEDED,
    NO_NAMES_KEPT,
    NO_NAMES_OUT,
    Wishes,
    allowed,
    check_clocks_and_channels,
    check_together,
    entrusted,
    held_in,
    home,
    is_admin,
    is_curator,
    is_moderator,
    is_private,
    missing,
    readiness,
)
from bot.discord.errors import Refusal
from bot.privacy import Policy
from bot.storage.servers import ServerSettings
from tests.bot.discord.conftest import Server

HERE, THREAD = SimpleNamespace(id=11), SimpleNamespace(id=12, parent_id=11)
READY = ["✓ **Ready.** I have all I need where I answer and post."]


def pressed(*roles: int, guild: int | None = 1, **may: bool) -> Any:
    """A command as Discord hands it over: a member's roles, server and permissions."""
    user = SimpleNamespace(roles=[SimpleNamespace(id=role) for role in roles])
    return SimpleNamespace(guild_id=guild, permissions=discord.Permissions(**may), user=user)


def test_a_thread_goes_by_the_settings_of_its_channel() -> None:
    assert home(HERE) == home(THREAD) == "11"
    assert home(SimpleNamespace(id=12, parent_id=None)) == "12"


def test_answers_are_public_where_the_server_allows_it_and_the_asker_does_not_mind() -> None:
    everywhere, here = ServerSettings(), ServerSettings(channels=("10", "11"))
    elsewhere, private = ServerSettings(channels=("10",)), ServerSettings(visibility="private")
    assert [allowed(one, THREAD) for one in (everywhere, here, elsewhere)] == [True, True, False]
    for settings in (everywhere, here):
        assert [is_private(settings, THREAD, wish) for wish in (None, "public", "private")] == [False, False, True]
    for wish in (None, "public", "private"):
        assert is_private(elsewhere, HERE, wish)
    assert [is_private(private, HERE, wish) for wish in (None, "public", "private")] == [True, False, True]


def test_an_admin_may_manage_the_server_and_is_in_one() -> None:
    assert is_admin(pressed(manage_guild=True))
    assert is_admin(pressed(administrator=True))
    assert not is_admin(pressed(manage_messages=True, manage_channels=True))
    assert not is_admin(pressed(guild=None, manage_guild=True, administrator=True))


@pytest.mark.parametrize(("may", "task"), [(is_moderator, "moderator_role"), (is_curator, "curator_role")])
def test_a_task_is_its_roles_or_an_admins(may: Any, task: str) -> None:
    settings = ServerSettings.model_validate({task: "7"})
    assert may(pressed(6, 7), settings)
    assert may(pressed(manage_guild=True), settings)
    assert not may(pressed(6, 8), settings)
    assert not may(pressed(7, guild=None), settings)
    assert not may(pressed(6, 7), ServerSettings())  # no role is named
    other = {"moderator_role": "curator_role", "curator_role": "moderator_role"}[task]
    assert not may(pressed(7), ServerSettings.model_validate({other: "7"}))
    everybody = ServerSettings.model_validate({task: "1"})  # @everyone has the server's id
    assert not may(pressed(1, 7), everybody)
    assert not may(
        SimpleNamespace(guild_id=1, permissions=discord.Permissions(), user=SimpleNamespace()), settings
    )


def test_each_permission_that_is_lacking_is_named_with_its_use() -> None:
    assert missing(discord.Permissions.all()) == []
    for name, use in NEEDED.items():
        lacking = discord.Permissions.all()
        lacking.update(**{name: False})
        assert missing(lacking) == [f"{name.replace('_', ' ').title()} (to {use})"]
    only = discord.Permissions(view_channel=True, send_messages=True)
    assert len(missing(only)) == len(NEEDED) - 2
    assert "Send Messages In Threads (to reply in threads)" in missing(only)


async def test_only_a_role_that_the_server_gives_out_gets_a_task(server: Server) -> None:
    guild = server.env.bot.get_guild(server.guild.id)
    own = next(role for role in guild.roles if role.managed)
    assert entrusted(None) is None
    assert entrusted(guild.get_role(server.moderators.id)) == str(server.moderators.id)
    with pytest.raises(
        Refusal,
        match=r"^Everybody has the role @everyone, so .*\. Make a role for those you trust, and name that one\.$",
    ):
        entrusted(guild.default_role)
    with pytest.raises(
        Refusal,
        match=rf"^<@&{own.id}> is given out by an integration .*\. Make a role for those you trust, and name that one\.$",
    ):
        entrusted(own)


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
        f"✗ A channel with a library of its own (id {gone}) was deleted; nothing is lost, and nobody asks that library there"
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
    await server.env.settle()
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


def wishes(**named: Any) -> Wishes:
    """What an admin named; nothing else."""
    return Wishes(**(dict.fromkeys(Wishes.__dataclass_fields__) | named))


ONE_OF_THEM = "everywhere: forgets the list of channels, and allow: or disallow: changes it. Choose one of them."


@pytest.mark.parametrize(
    ("wished", "said"),
    [
        ({}, None),
        ({"logging": "counts", "export_names": False}, None),
        ({"logging": "pseudonymous", "export_names": True, "names_days": 30}, None),
        ({"logging": "counts", "export_names": True}, NO_NAMES_OUT),
        ({"logging": "off", "names_days": 30}, NO_NAMES_KEPT),
        ({"everywhere": True}, None),
        (
            {"everywhere": False},
            "everywhere: False changes nothing. To answer in some channels alone, name the first with allow:.",
        ),
        ({"weekly_channel": "11", "weekly_day": "Monday"}, None),
        ({"weekly_day": "never"}, None),
        (
            {"weekly_channel": "11", "weekly_day": "never"},
            "weekly_channel: begins the week's summary, and weekly_day: never ends it. Choose one of them.",
        ),
        ({"allow": HERE, "disallow": SimpleNamespace(id=13)}, None),
        ({"allow": HERE, "disallow": HERE}, "<#11> cannot be allowed and disallowed at once. Choose one of them."),
        ({"everywhere": True, "allow": HERE}, ONE_OF_THEM),
        ({"everywhere": True, "disallow": HERE}, ONE_OF_THEM),
    ],
)
def test_wishes_that_contradict_each_other_are_refused(wished: dict[str, Any], said: str | None) -> None:
    with pytest.raises(Refusal, match=f"^{re.escape(said)}$") if said else nullcontext():
        check_together(wishes(**wished))
        check_clocks_and_channels(Policy(), wishes(**wished))


@pytest.mark.parametrize(
    ("names", "words", "said"),
    [
        (None, None, None),
        (30, None, None),
        (None, 30, None),
        (30, 30, None),
        (
            31,
            1,
            "Names would be kept for 31 days, and the questions only for 1 day: who asked goes with what was asked. "
            "Choose names_days: no longer than retention_days:.",
        ),
    ],
)
def test_a_name_is_kept_no_longer_than_the_question(
    names: int | None, words: int | None, said: str | None
) -> None:
    with pytest.raises(Refusal, match=f"^{re.escape(said)}$") if said else nullcontext():
        check_clocks_and_channels(Policy(names_days=names, words_days=words), wishes())
