"""The week is told where an admin wants it: once, in figures and papers, in nobody's words, and as far as the channel allows."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.discord.parts import Parts
from bot.discord.text import EMBED_FIELDS, EMBED_TOTAL, read_back
from bot.discord.weekly import Weekly, WeekSection, told_week
from bot.storage.servers import DAYS
from bot.storage.weekly import Week
from tests.bot.discord.conftest import HONEY, OTHER, Server, new_server, taken_in
from tests.bot.discord.test_ask import QUESTION

# when what is asked in a test is of a week that has passed: two days on, as a suite may run past midnight
LATER = datetime.now(UTC) + timedelta(days=2)
SECRET = "what about zyzzyva?"


def due(server: Server, parts: Parts, now: datetime = LATER) -> Weekly:
    return Weekly(server.env.bot, parts, lambda: now)


async def wanted(server: Server, channel: Any = None, day: datetime = LATER, picture: bool = False) -> Any:
    """A channel in which an admin wants the week; it is empty. It takes files, and so the picture, which a process of its
    own draws for most of a second, only where a test is about that.
    """
    overwrites = {} if picture else {server.guild.default_role: discord.PermissionOverwrite(attach_files=False)}
    channel = channel or server.guild.create_text_channel("the-week", overwrites=overwrites)
    await server.admin.slash(
        server.channel, "setup", weekly_channel=channel, weekly_day=DAYS[day.astimezone(UTC).weekday()]
    )
    return channel


def whole(message: Any) -> str:
    """All the words of a message."""
    fields = [f"{field.name}\n{field.value}" for embed in message.embeds for field in embed.fields]
    return read_back("\n".join((message.content, *fields)))


async def test_it_is_off_until_an_admin_wants_it_and_can_be_ended(server: Server, parts: Parts) -> None:
    await server.ask(QUESTION)
    assert await due(server, parts).look() == 0
    refused = await server.admin.slash(server.channel, "setup", weekly_day="friday")
    assert "Say with weekly_channel:" in refused.response.content
    channel = await wanted(server)
    assert (
        f"**The week is told in** <#{channel.id}>, every {LATER.astimezone(UTC):%A}\n"
        in (await server.admin.slash(server.channel, "setup")).response.content
    )
    await server.admin.slash(server.channel, "setup", weekly_day="never")
    assert "The week is told" not in (await server.admin.slash(server.channel, "setup")).response.content
    assert await due(server, parts).look() == 0
    assert channel.history() == []


@pytest.mark.usefixtures("drawn_here")
async def test_a_week_is_told_once_on_its_day_with_papers_figures_and_a_picture(
    server: Server, parts: Parts
) -> None:
    await taken_in(server)
    for member in (server.alice, server.bob, server.admin):
        await member.slash(server.channel, "ask", question="how much was carried by ants?")
    await server.ask("sugar bees")
    channel = await wanted(server, picture=True)
    assert await due(server, parts, LATER + timedelta(days=1)).look() == 0
    assert await due(server, parts).look() == 1
    (message,) = channel.history()
    text = whole(message)
    assert "New papers: 1\n" in text
    assert "Bees and sugar" in text
    assert "Asked by several\n3 × “how much was carried by ants”" in text
    assert "Questions in public: 4; still unanswered: " in text
    (file,) = message.attachments
    assert file.filename == "week.png"
    assert file.description.startswith("Questions in public a day, by how they ended:\n")
    assert not message.mentions
    again = [due(server, parts) for _ in range(2)]  # a restart, and two at once
    assert await asyncio.gather(*(one.look() for one in again)) == [0, 0]
    assert len(channel.history()) == 1


async def test_two_processes_tell_it_once(server: Server, parts: Parts) -> None:
    await server.ask(QUESTION)
    channel = await wanted(server)
    assert sorted(await asyncio.gather(*(due(server, parts).look() for _ in range(2)))) == [0, 1]
    assert len(channel.history()) == 1


async def test_a_paper_is_new_in_one_week_and_missed_weeks_are_not_told_later(
    server: Server, parts: Parts
) -> None:
    await taken_in(server)
    channel = await wanted(server)
    assert await due(server, parts, LATER + timedelta(days=14)).look() == 0
    assert await due(server, parts).look() == 1
    assert await due(server, parts, LATER + timedelta(days=7)).look() == 0
    assert len(channel.history()) == 1


async def test_an_empty_week_is_not_told(server: Server, parts: Parts) -> None:
    channel = await wanted(server)
    await server.ask(SECRET, visible="private")
    assert await due(server, parts).look() == 0
    assert channel.history() == []
    await server.ask(QUESTION)  # nothing was claimed
    assert await due(server, parts).look() == 1


async def test_no_word_of_a_private_question_or_of_too_few_or_of_who_opted_out(
    server: Server, parts: Parts
) -> None:
    for member in (server.alice, server.bob, server.admin):
        await member.slash(server.channel, "ask", question=SECRET, visible="private")
    for member in (server.alice, server.bob):
        await member.slash(server.channel, "ask", question=HONEY)
    await server.moderator.slash(server.channel, "ask", question=HONEY)
    await server.moderator.slash(server.channel, "privacy opt-out")
    channel = await wanted(server)
    assert await due(server, parts).look() == 1
    (message,) = channel.history()
    assert "Questions in public: 2; still unanswered: 2." in message.content
    assert not {"zyzzyva", "honey", "feeding"} & set(whole(message).lower().split())


@pytest.mark.usefixtures("drawn_here")
@pytest.mark.parametrize("denied", ["attach_files", "embed_links"])
async def test_what_a_channel_does_not_allow_costs_the_decoration(
    server: Server, parts: Parts, denied: str
) -> None:
    await taken_in(server)
    await server.ask("sugar bees")
    overwrite = discord.PermissionOverwrite(**{denied: False})
    plain = server.guild.create_text_channel("plain", overwrites={server.guild.default_role: overwrite})
    channel = await wanted(server, plain)
    assert await due(server, parts).look() == 1
    (message,) = channel.history()
    assert "Bees and sugar" in whole(message)
    assert bool(message.attachments) == (denied != "attach_files")
    assert bool(message.embeds) == (denied != "embed_links")


@pytest.mark.parametrize("how", ["deleted", "closed"])
async def test_a_channel_that_cannot_be_reached_is_a_line_in_the_log_and_in_setup(
    server: Server, parts: Parts, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "marrow.discord")
    await server.ask(QUESTION)
    overwrite = discord.PermissionOverwrite(send_messages=how != "closed")
    channel = await wanted(
        server, server.guild.create_text_channel("gone", overwrites={server.guild.default_role: overwrite})
    )
    if how == "deleted":
        await server.env.bot.get_guild(server.guild.id).get_channel(channel.id).delete()
        await server.env.settle()
    weekly = due(server, parts)
    for _ in range(2):
        assert await weekly.look() == 0
    said = [one.getMessage() for one in caplog.records if "The week of" in one.getMessage()]
    assert len(said) == 1
    shown = (await server.admin.slash(server.channel, "setup")).response.content
    assert ("the week is told in was deleted" if how == "deleted" else "(to post the week)") in shown


async def test_what_discord_refused_is_not_told_a_second_time(server: Server, parts: Parts) -> None:
    await server.ask(QUESTION)
    channel = await wanted(server)
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=50001, times=None)
    assert await due(server, parts).look() == 0
    server.env.backend.faults.clear()
    assert await due(server, parts).look() == 0
    assert channel.history() == []


async def test_one_servers_trouble_is_not_anothers(server: Server, parts: Parts) -> None:
    other = new_server(server.env, "other")
    for one in (server, other):
        await one.ask(QUESTION)
        await wanted(one)
    await parts.storage.logbook._database.execute(
        "UPDATE servers SET settings = '{' WHERE server = ?", (str(server.guild.id),)
    )
    assert await due(server, parts).look() == 1


@pytest.mark.usefixtures("drawn_here")
async def test_a_japanese_server_is_told_in_japanese(server: Server, parts: Parts) -> None:
    await taken_in(server, OTHER)
    await server.ask("ants carried leaves")
    channel = await wanted(server, picture=True)
    server.env.bot.get_guild(server.guild.id).preferred_locale = discord.Locale.japanese
    assert await due(server, parts).look() == 1
    (message,) = channel.history()
    assert message.content.startswith("**ここの一週間**")
    assert message.embeds[0].fields[0].name == "新しい論文：1件"
    assert message.attachments[0].description.startswith("公開の質問の数（日ごと、結果ごと）：\n")
    assert "Ants and sugar" in whole(message)


@pytest.mark.parametrize("seen", [False, True])
async def test_what_was_asked_where_readers_of_the_week_cannot_look_is_not_told_them(
    server: Server, parts: Parts, seen: bool
) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False, attach_files=False)  # and no picture
    shown = discord.PermissionOverwrite(view_channel=True)
    closed = {server.guild.default_role: hidden, server.moderators: shown}
    desk = server.guild.create_text_channel("desk", overwrites=closed)
    members = [
        server.guild.add_member(server.env.create_user(f"mod-{n}"), roles=[server.moderators]) for n in range(3)
    ]
    for member in members:
        await member.slash(desk, "ask", question=HONEY)
    await server.ask(QUESTION)
    channel = await wanted(server)
    if seen:
        await server.admin.slash(server.channel, "setup", weekly_day="never")
        channel = server.guild.create_text_channel("desk-week", overwrites=closed | {server.env.bot.user: shown})
        settings = await parts.settings(str(server.guild.id))
        day = DAYS[LATER.weekday()]
        await parts.storage.servers.put(
            settings.model_copy(update={"weekly_channel": str(channel.id), "weekly_day": day})
        )
    assert await due(server, parts).look() == 1
    (message,) = channel.history()
    assert f"Questions in public: {4 if seen else 1};" in message.content
    assert ("honey" in whole(message)) == seen


@pytest.mark.parametrize("seen", [False, True])
async def test_papers_of_a_library_asked_where_readers_of_the_week_cannot_look_are_not_told_them(
    server: Server, parts: Parts, seen: bool
) -> None:
    hidden, shown = (discord.PermissionOverwrite(view_channel=may) for may in (seen, True))
    closed = {server.guild.default_role: hidden, server.admin.user: shown, server.env.bot.user: shown}
    desk = server.guild.create_text_channel("desk", overwrites=closed)
    tried = await server.admin.slash(server.channel, "corpus import", file=OTHER, library="ants")
    await server.admin.click(tried.response.message, label="Import these papers")
    await server.admin.slash(server.channel, "setup", library="ants", library_in=desk)
    await server.ask(QUESTION)
    channel = await wanted(server)
    assert await due(server, parts).look() == 1
    (message,) = channel.history()
    assert ("Ants and sugar" in whole(message)) == seen


def test_a_week_of_many_libraries_fits_one_embed() -> None:
    for lines in (5, 0):
        shown = [WeekSection(f"New papers: {n}", ("x" * 190,) * lines or ("y",)) for n in range(30)]
        embed = told_week(Week(), shown, LATER, None, True).embed
        assert embed is not None
        assert len(embed) <= EMBED_TOTAL
        assert len(embed.fields) <= EMBED_FIELDS
        assert embed.fields[0].value
