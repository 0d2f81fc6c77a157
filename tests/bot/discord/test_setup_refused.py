"""What /setup refuses, with the reason; nothing is changed then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.discord.client import Marrow
from bot.discord.parts import Parts
from bot.storage.servers import ServerSettings
from tests.bot.discord.conftest import Server


async def test_an_unknown_library_is_refused(server: Server) -> None:
    result = await server.admin.slash(server.channel, "setup", library="atlantis")
    assert "There is no library “atlantis”" in result.response.content


async def test_a_role_that_everybody_has_or_that_nobody_gives_out_by_hand_is_refused(
    server: Server, parts: Parts
) -> None:
    own = next(role for role in server.guild.roles.values() if role.name == "TestBot")  # the bot's own
    for role, reason in (
        (server.guild.default_role, "Everybody has the role"),
        (own, "given out by an integration"),
    ):
        for task in ("moderator_role", "curator_role"):
            result = await server.admin.slash(server.channel, "setup", **{task: role})
            assert reason in result.response.content
            assert getattr(await parts.storage.servers.get(str(server.guild.id)), task) is None


async def test_everybodys_role_kept_from_before_gives_nobody_anything(server: Server, parts: Parts) -> None:
    everybody = str(server.guild.id)
    for task, command in (("moderator_role", "log recent"), ("curator_role", "corpus status")):
        await parts.storage.servers.put(ServerSettings(server=everybody).model_copy(update={task: everybody}))
        (group,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == command.split()[0]]
        server.guild.set_command_permissions(group, {server.guild.default_role: True})
        result = await server.alice.slash(server.channel, command)
        assert "Only this server's" in result.response.content


CONTRADICTIONS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"names_days": 90, "retention_days": 30}, "who asked goes with what was asked"),
    ({"allow": True, "disallow": True}, "cannot be allowed and disallowed at once"),
    ({"allow": True, "everywhere": True}, "Choose one of them"),
    ({"disallow": True, "everywhere": True}, "everywhere: forgets the list of channels"),
    ({"logging": "full"}, "A server can choose less, never more"),
    ({"logging": "counts", "export_names": True}, "Choose one of them"),
    ({"logging": "off", "names_days": 30}, "Choose one of them"),
    ({"everywhere": False}, "everywhere: False changes nothing"),
    ({"weekly_channel": True, "weekly_day": "never"}, "Choose one of them"),
)


async def test_contradictions_are_refused_with_the_reason_and_change_nothing(server: Server, parts: Parts) -> None:
    before, otherwise = await parts.settings(str(server.guild.id)), []
    for options, reason in CONTRADICTIONS:
        given = {
            name: server.channel if value is True and name not in ("everywhere", "export_names") else value
            for name, value in options.items()
        }
        said = (await server.admin.slash(server.channel, "setup", **given)).response.content
        if reason not in said or await parts.settings(str(server.guild.id)) != before:
            otherwise.append((options, said))
    assert otherwise == []


async def test_what_contradicts_an_earlier_setting_is_refused(server: Server) -> None:
    await server.admin.slash(server.channel, "setup", retention_days=30)
    later = await server.admin.slash(server.channel, "setup", names_days=31)
    assert "who asked goes with what was asked" in later.response.content


async def test_a_channel_that_is_not_on_the_list_cannot_be_taken_off_it(server: Server, parts: Parts) -> None:
    other = server.guild.create_text_channel("other")
    await server.admin.slash(server.channel, "setup", allow=server.channel)
    refused = await server.admin.slash(server.channel, "setup", disallow=other)
    assert "is not among the channels I answer in" in refused.response.content
    assert (await parts.settings(str(server.guild.id))).channels == (str(server.channel.id),)


BEYOND = (  # what the operator set, what an admin wishes, and why it is refused ("": it is not)
    (
        {"mode": "counts"},
        {"logging": "pseudonymous"},
        "no words and no names. A server can choose less, never more",
    ),
    (
        {"names_days": 30},
        {"names_days": 31},
        "forgotten after 30 days everywhere, as the operator set it. names_days: can only be shorter",
    ),
    ({"names_days": 30}, {"names_days": 0}, "names_days: can only be shorter"),
    (
        {"words_days": 1},
        {"retention_days": 2},
        "removed after 1 day everywhere, as the operator set it. retention_days: can only be shorter",
    ),
    ({"words_days": 30}, {"names_days": 31}, "who asked goes with what was asked"),
    ({"names_days": 30}, {"names_days": 30}, ""),
    ({"words_days": 30}, {"retention_days": 7}, ""),
    ({"mode": "full"}, {"logging": "full"}, ""),
)


async def test_what_the_operators_settings_leave_without_effect_is_refused_with_the_reason(
    server: Server, parts: Parts
) -> None:
    here, otherwise = str(server.guild.id), []
    for operator, wish, reason in BEYOND:
        await parts.storage.servers.put(ServerSettings(server=here))
        config = parts.config.model_copy(update={"privacy": parts.config.privacy.model_copy(update=operator)})
        await server.env.restart_bot(Marrow(replace(parts, config=config), shards=1))
        before = await parts.settings(here)
        said = (await server.admin.slash(server.channel, "setup", **wish)).response.content
        kept = await parts.settings(here) != before
        if (reason or "**The log**") not in said or kept is bool(reason):
            otherwise.append((operator, wish, said))
    assert otherwise == []
