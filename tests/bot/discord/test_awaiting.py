"""Tell me when it is answered: once, under the old answer, for whoever asked for it, and never against anybody's wish."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.discord.actions.saving import NOT_HERE, PROMISED
from bot.discord.asking import WAITED
from bot.discord.awaiting import TOLD, tell_awaited
from bot.discord.client import Marrow
from bot.discord.history import AWAITED, ENDED, NOT_SEEN
from bot.discord.history import CAME as KEPT
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.libraries import Libraries
from corpus.files import read_papers
from corpus.store import CorpusStore
from tests.bot.discord.conftest import (
    FILE,
    HONEY,
    OTHER,
    Server,
    asked,
    awaited_by_bob,
    follow,
    meanwhile,
    new_server,
    taken_in,
    told,
)
from tests.bot.discord.forging import press
from tests.bot.discord.test_ask import QUESTION
from tests.bot.discord.test_japanese import spoken_by


async def test_the_asker_is_told_once_under_the_old_answer(server: Server, parts: Parts) -> None:
    answer = await asked(server)
    await taken_in(server)
    (message,) = told(server)
    assert "> Feeding raised honey by 12%." in read_back(message.content)
    assert message.reference.message_id == answer.id
    assert not message.mentions
    row, old = await parts.storage.logbook.recent(2)
    assert (row.question, row.surface, row.asker, row.reply) == (HONEY, "awaited", old.asker, str(message.id))
    assert row.asked_at == old.asked_at
    assert "in bold" in (await server.bob.click(message, label="In context")).response.content
    await taken_in(server, OTHER)
    assert len(told(server)) == 1


async def away(server: Server, parts: Parts, meanwhile: Callable[[], object] = lambda: None) -> None:
    """The bot ends, and a new process begins, in which no library has been asked."""
    anew = replace(parts, libraries=Libraries(parts.config, parts.storage.logbook))
    meanwhile()
    await server.env.restart_bot(Marrow(anew, shards=1))
    await server.env.settle()


async def test_what_is_imported_first_after_a_restart_is_told(server: Server, parts: Parts) -> None:
    news = server.guild.create_text_channel("news")
    await taken_in(server, OTHER)
    await server.admin.slash(server.channel, "setup", digest_channel=news)
    answer = await asked(server)
    await away(server, parts)
    tried = await server.admin.slash(server.channel, "corpus import", file=FILE)
    said = await server.admin.click(tried.response.message, label="Import these papers")
    (message,) = told(server)
    assert message.reference.message_id == answer.id
    assert "1 added" in read_back(said.response.content)
    assert ["1 added" in one.content for one in news.history()] == [True]


async def test_what_was_imported_while_the_bot_was_away_is_told_once(server: Server, parts: Parts) -> None:
    await taken_in(server, OTHER)
    answer = await asked(server)

    def import_in_the_terminal() -> None:
        file = parts.config.storage.data_dir / FILE[0]
        file.write_bytes(FILE[1])
        store = CorpusStore(parts.config.storage.data_dir / "libraries")
        store.add_all(f"server-{server.guild.id}", (read_papers(file),))

    await away(server, parts, import_in_the_terminal)
    (message,) = told(server)
    assert message.reference.message_id == answer.id
    await away(server, parts)
    assert len(told(server)) == 1


async def test_a_paper_that_does_not_answer_it_tells_nobody_and_the_wish_stays(server: Server) -> None:
    await asked(server)
    await taken_in(server, OTHER)
    assert told(server) == []
    await taken_in(server)
    assert len(told(server)) == 1


async def test_nobody_is_told_where_marrow_may_not_answer_any_more(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    elsewhere = server.guild.create_text_channel("elsewhere")
    await server.admin.slash(server.channel, "setup", allow=elsewhere)
    await taken_in(server)
    assert told(server) == []
    await came(server, server.bob)


async def test_two_rounds_at_once_tell_it_once(server: Server, parts: Parts) -> None:
    await asked(server)
    again = await meanwhile(server, parts)
    await asyncio.gather(*(tell_awaited(parts, server.env.bot, [again]) for _ in range(2)))
    assert len(told(server)) == 1
    assert len(await parts.storage.logbook.recent()) == 2


async def test_who_could_not_be_told_is_told_the_next_time(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    await meanwhile(server, parts)
    assert told(server) == []
    assert len(await parts.storage.logbook.recent()) == 1
    assert len(await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id))) == 1
    await taken_in(server, OTHER)
    assert len(told(server)) == 1
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, 10003),
        (403, 50001),
        *(
            pytest.param(status, code, marks=pytest.mark.slow)
            for status, code in ((404, 10008), (400, 50035), (403, 50013), (403, 160005))
        ),
    ],
)
async def test_what_cannot_stand_under_the_old_answer_is_kept_for_who_waits(
    server: Server, parts: Parts, status: int, code: int
) -> None:
    await awaited_by_bob(server)
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code, times=None)
    await taken_in(server)
    assert told(server) == []
    server.env.backend.faults.clear()
    assert WAITED["came"] in (await server.bob.slash(server.channel, "ask", question=QUESTION)).response.content
    await came(server, server.bob)


@pytest.mark.parametrize(("status", "code"), [(403, 160002), (400, 50035)], ids=["history hidden", "message gone"])
async def test_where_nothing_can_be_replied_to_it_is_told_without_a_reference(
    server: Server, status: int, code: int
) -> None:
    await asked(server)
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code, times=1)
    await taken_in(server)
    (message,) = told(server)
    assert message.reference is None
    assert "> Feeding raised honey by 12%." in read_back(message.content)
    assert HONEY in message.content


async def came(server: Server, member: Any) -> None:
    """The answer that a member waited for is in their /history, and no wait beside it."""
    history = (await member.slash(server.channel, "history")).response
    assert KEPT in history.content
    assert AWAITED not in history.content
    menus = {one["custom_id"]: one["options"] for row in history.components for one in row["components"]}
    (option,) = menus["marrow:history:came"]
    seen = await member.select(history.message, [option["value"]], custom_id="marrow:history:came")
    assert "> Feeding raised honey by 12%." in read_back(seen.response.content)


async def test_who_may_look_into_the_channel_no_more_is_shown_no_answer_that_was_kept(server: Server) -> None:
    await awaited_by_bob(server)
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)
    await taken_in(server)
    server.env.backend.faults.clear()
    elsewhere = server.guild.create_text_channel("elsewhere")
    channel = server.env.bot.get_channel(server.channel.id)
    hidden = discord.PermissionOverwrite(view_channel=False)
    await channel.set_permissions(channel.guild.default_role, overwrite=hidden)
    history = (await server.bob.slash(elsewhere, "history")).response
    menus = {one["custom_id"]: one["options"] for row in history.components for one in row["components"]}
    (option,) = menus["marrow:history:came"]
    seen = await server.bob.select(history.message, [option["value"]], custom_id="marrow:history:came")
    assert seen.response.content == NOT_SEEN
    assert KEPT not in (await server.bob.slash(elsewhere, "history")).response.content


async def removed_by_a_moderator(server: Server, answer: Any) -> None:
    row = (await server.env.bot.parts.storage.logbook.recent(1))[0]
    await server.moderator.slash(server.channel, "log remove", answer=row.id)


async def removed_by_its_asker(server: Server, answer: Any) -> None:
    await server.rest(server.alice, answer, "Remove")


@pytest.mark.parametrize("gone", [removed_by_a_moderator, removed_by_its_asker])
async def test_an_answer_that_was_removed_is_told_its_asker_by_history(
    server: Server, parts: Parts, gone: Callable[[Server, Any], Awaitable[None]]
) -> None:
    answer = await asked(server)
    await server.bob.click(answer, label="Tell me")
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    await gone(server, answer)
    await taken_in(server)
    assert told(server) == []
    await came(server, server.alice)
    history = (await server.bob.slash(server.channel, "history")).response
    assert ENDED in history.content
    assert HONEY not in str(history.components) + history.content
    assert AWAITED not in history.content
    assert ENDED not in (await server.bob.slash(server.channel, "history")).response.content


async def test_the_wish_for_a_question_that_was_edited_is_kept_in_history(server: Server) -> None:
    question = await server.mention(HONEY)
    await server.alice.click(server.channel.last_message, label="Tell me")
    await server.alice.edit(question, f"<@{server.env.bot.user.id}> {QUESTION}")
    await taken_in(server)
    assert told(server) == []
    await came(server, server.alice)


async def test_it_is_told_in_the_servers_language(server: Server) -> None:
    await awaited_by_bob(server)
    server.env.bot.get_guild(server.guild.id).preferred_locale = discord.Locale.japanese
    await taken_in(server)
    assert "新しく入った論文が答えています" in server.channel.last_message.content


@pytest.mark.parametrize("others", [False, True])
async def test_it_is_told_in_the_language_that_all_who_wait_have(
    server: Server, monkeypatch: pytest.MonkeyPatch, others: bool
) -> None:
    """In an English server; one who reads English among them, and it is told in English."""
    answer = (await server.ask(HONEY)).response.message
    for member in (server.bob,) if others else (server.bob, server.moderator):
        spoken_by(monkeypatch, member)
    for member in (server.bob, server.moderator):
        await member.click(answer, label="Tell me")
    await taken_in(server)
    assert ("新しく入った論文が答えています" in server.channel.last_message.content) is not others
    assert len(told(server)) == others


async def test_a_question_of_a_thread_is_asked_again_of_its_channels_own_library(server: Server) -> None:
    tried = await server.admin.slash(server.channel, "corpus import", file=OTHER, library="hives")
    await server.admin.click(tried.response.message, label="Import these papers")
    hives = server.guild.create_text_channel("hives")
    await server.admin.slash(server.channel, "setup", library="hives", library_in=hives)
    answer = await server.alice.slash(hives, "ask", question="how many nests?")
    await follow(server.alice, answer.response.message, "which leaves did ants carry?")
    (thread,) = hives.threads
    await server.alice.send(thread, f"<@{server.env.bot.user.id}> {HONEY}")
    await server.alice.click(thread.last_message, label="Tell me")
    await taken_in(server)  # into the server's first library
    assert TOLD not in thread.last_message.content
    came_in = await server.admin.slash(server.channel, "corpus import", file=FILE, library="hives")
    await server.admin.click(came_in.response.message, label="Import these papers")
    assert TOLD in thread.last_message.content


async def test_another_servers_papers_tell_nobody_here(server: Server) -> None:
    await asked(server)
    await taken_in(new_server(server.env, "other"))
    assert told(server) == []


async def test_the_button_stands_where_somebody_can_be_told(server: Server, parts: Parts) -> None:
    def labels(message: Any) -> list[str]:
        return [part.label for row in message.components for part in row.children]

    assert "Tell me" not in labels((await server.ask(QUESTION)).response.message)
    await server.alice.send_dm(HONEY)
    reply = server.alice.user.dm_channel.last_message
    assert "Tell me" not in labels(reply)
    (row,) = await parts.storage.logbook.recent(1)
    assert (await press(server.alice.user, reply, f"marrow:tell:{row.id}")).response.content == NOT_HERE


async def test_what_has_no_room_for_the_button_offers_it_behind_the_last(server: Server, parts: Parts) -> None:
    await server.ask("how long was follow-up after TES?")
    answer = (await server.ask("and did it raise the honey complications?")).response.message
    shown = [part.label for row in answer.components for part in row.children]
    assert "Ask all papers" in shown
    assert "Tell me" not in shown
    assert (await server.rest(server.bob, answer, "Tell me")).response.content == PROMISED
    assert len(await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id))) == 1
