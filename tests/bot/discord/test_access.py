"""Who may do what, rule by rule, and each thing that a server's settings and Discord's permissions can lack."""

from __future__ import annotations

import re
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord.access import (
    MOST_CHANNELS,
    NEEDED,
    NO_NAMES_KEPT,
    NO_NAMES_OUT,
    SetupChoices,
    allowed,
    channels_after,
    check_clocks_and_channels,
    check_together,
    entrusted,
    home,
    is_admin,
    is_curator,
    is_moderator,
    is_private,
    may_be_mentioned_in,
    missing,
)
from bot.discord.errors import Refusal
from bot.privacy import Policy
from bot.storage.servers import ServerSettings
from tests.bot.discord.conftest import Server

HERE, THREAD = SimpleNamespace(id=11), SimpleNamespace(id=12, parent_id=11)


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


def wishes(**named: Any) -> SetupChoices:
    """What an admin named; nothing else."""
    return SetupChoices(**(dict.fromkeys(SetupChoices.__dataclass_fields__) | named))


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
        ({"disallow": HERE}, None),
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


def test_a_list_of_channels_is_as_long_as_the_longest_and_no_longer() -> None:
    here = SimpleNamespace(get_channel=lambda number: SimpleNamespace(id=number))
    listed = ServerSettings(channels=tuple(str(number) for number in range(1, MOST_CHANNELS)))
    last, more = (wishes(allow=SimpleNamespace(id=MOST_CHANNELS + extra)) for extra in (0, 1))
    full = channels_after(listed, here, last)  # type: ignore[arg-type]
    assert len(full) == MOST_CHANNELS
    assert channels_after(ServerSettings(channels=full), here, last) == full  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=rf"^A list of {MOST_CHANNELS} channels is the longest I keep\.$"):
        channels_after(ServerSettings(channels=full), here, more)  # type: ignore[arg-type]


def test_who_takes_a_channel_off_the_list_leaves_the_others_that_there_are() -> None:
    there = SimpleNamespace(get_channel=lambda number: SimpleNamespace(id=number) if number < 40 else None)
    listed = ServerSettings(channels=("11", "12", "4040"))
    assert channels_after(listed, there, wishes(disallow=HERE)) == ("12",)  # type: ignore[arg-type]
    assert channels_after(listed, there, wishes()) == ("11", "12", "4040")  # type: ignore[arg-type]


async def test_a_mention_works_where_somebody_but_bots_and_administrators_may_write(server: Server) -> None:
    server.guild.create_role("Owners", permissions=discord.Permissions(administrator=True))
    guild = server.env.bot.get_guild(server.guild.id)
    others = [role for role in guild.roles if role.managed or role.permissions.administrator]
    members = [role for role in guild.roles if role not in others]
    assert len(others) > 1, "the bot's own role, and the owners'"
    silent = {role: discord.PermissionOverwrite(send_messages=False) for role in members}
    unseen = {role: discord.PermissionOverwrite(view_channel=False) for role in members}
    yes = discord.PermissionOverwrite(send_messages=True, view_channel=True)
    for overwrites, may in (
        (silent, False),
        (unseen, False),
        (silent | dict.fromkeys(others, yes), False),
        (silent | {members[-1]: yes}, True),
    ):
        channel = server.guild.create_text_channel("news", overwrites=overwrites)
        assert may_be_mentioned_in(guild.get_channel(channel.id)) is may
