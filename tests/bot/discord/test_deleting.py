"""What a member deletes goes: also what is being answered, pressed or asked again meanwhile."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.discord.cogs import privacy
from bot.discord.cogs.privacy import ForgetButton
from bot.discord.parts import Parts
from bot.storage import inserting
from tests.bot.discord.conftest import NEXT, Server, follow, impatient
from tests.bot.storage.samples import held_by_another, written


async def test_delete_removes_the_members_words_from_the_files(server: Server, tmp_path: Path) -> None:
    await server.ask("zanzibar follow-up after TES?")
    asked = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(asked.response.message, label="Delete it all")
    assert b"zanzibar" not in written(tmp_path)


async def test_others_who_let_it_answer_her_message_keep_none_of_her_words(server: Server, tmp_path: Path) -> None:
    said = await server.mention("zyzzyva follow-up after TES?")
    await server.mention("answer this", server.bob, reply_to=said)
    await server.bob.context_menu(server.channel, "Ask about this message", said)
    asked = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(asked.response.message, label="Delete it all")
    assert b"zyzzyva" not in written(tmp_path)


async def test_what_others_asked_about_a_message_goes_with_its_writer_who_never_asked(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    said = await server.alice.send(server.channel, "zyzzyva follow-up after TES?")
    shown = (await server.bob.context_menu(server.channel, "Ask about this message", said)).response.message
    await server.rest(server.bob, shown, "More")
    await follow(server.bob, shown)
    await server.bob.click(shown, label="Share")
    shared = server.channel.history()[-1]
    await server.moderator.click(shared, label="More")
    await server.moderator.context_menu(server.channel, "Ask about this message", shared)
    await server.bob.slash(server.channel, "ask", question="zyzzyva of my own?")
    mine = await server.alice.slash(server.channel, "privacy export")
    assert "I keep nothing about you here" in mine.response.content
    asked = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(asked.response.message, label="Delete it all")
    assert b"zyzzyva follow-up" not in written(tmp_path)
    kept = await parts.storage.logbook.recent()
    assert [(row.question, row.read_with) for row in kept] == [("zyzzyva of my own?", None), (NEXT, None)]


async def test_what_is_being_answered_when_its_asker_deletes_goes_too(
    server: Server, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, presser = parts.storage.logbook, SimpleNamespace(user=server.alice, guild_id=server.guild.id)
    record, deleting = log.record_many, list[asyncio.Task[str]]()

    async def late(rows: Any) -> None:
        deleting.append(asyncio.create_task(ForgetButton()._forgotten(cast("Any", presser), parts)))
        await asyncio.to_thread(time.sleep, 0.2)
        await record(rows)

    monkeypatch.setattr(log, "record_many", late)
    await server.ask("zyzzyva follow-up after TES?")
    assert await deleting[0] == "Deleted: 1 question of yours, for good."
    assert b"zyzzyva" not in written(tmp_path)


async def test_a_deletion_waits_for_each_question_of_a_message_that_anybody_asks(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another member's answer may be to a follow-up of who deletes."""
    log, presser = parts.storage.logbook, SimpleNamespace(user=server.bob, guild_id=server.guild.id)
    record, forget, kept = log.record_many, log.forget, list[int]()
    deleting, kept_before = list[asyncio.Task[str]](), list[int]()

    async def late(rows: Any) -> None:
        if not deleting:
            deleting.append(asyncio.create_task(ForgetButton()._forgotten(cast("Any", presser), parts)))
        await asyncio.to_thread(time.sleep, 0.1)
        await record(rows)
        kept.append(len(rows))

    async def forgotten(*who: Any, **how: Any) -> int:
        kept_before.append(len(kept))
        return await forget(*who, **how)

    monkeypatch.setattr(log, "record_many", late)
    monkeypatch.setattr(log, "forget", forgotten)
    await server.ask("how long was follow-up after TES? and who wrote the KSST paper?")
    assert "Deleted: 0 questions" in await deleting[0], "Alice's are hers"
    assert kept_before == [2]


async def test_what_a_press_shows_or_keeps_while_its_asker_deletes_goes_too(
    server: Server, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hers is shared, and another member goes on from hers in a thread that Discord takes long to open."""
    bot, deleting = server.env.bot, list[asyncio.Task[str]]()
    presser = SimpleNamespace(
        user=server.alice, guild_id=server.guild.id, client=bot, guild=bot.get_guild(server.guild.id)
    )

    def meanwhile(doing: Any) -> Any:
        async def late(*given: Any) -> Any:
            if not deleting:
                forgotten = ForgetButton(":messages")._forgotten(cast("Any", presser), parts)
                deleting.append(asyncio.create_task(forgotten))
            await asyncio.to_thread(time.sleep, 0.2)
            return await doing(*given)

        return late

    private = await server.ask("zyzzyva follow-up after TES?", visible="private")
    monkeypatch.setattr(parts.storage.shown, "publish", meanwhile(parts.storage.shown.publish))
    await server.alice.click(private.response.message, label="Share")
    assert await deleting.pop() == "Deleted: 1 question of yours, for good. 1 of my messages is gone with them."
    public = await server.ask("zyzzyva follow-up after TES?")
    monkeypatch.setattr(parts.storage.conversations, "keep", meanwhile(parts.storage.conversations.keep))
    await follow(server.bob, public.response.message)
    assert "1 of my messages is gone" in await deleting.pop()
    assert b"zyzzyva" not in written(tmp_path)
    (thread,) = server.channel.threads
    assert "zyzzyva" not in thread.name
    assert "zyzzyva" not in str([message.content for message in thread.history()])


async def test_a_deletion_that_could_not_wait_to_the_end_says_so(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(privacy, "UNDER_WAY", 0)
    presser = SimpleNamespace(user=server.alice, guild_id=server.guild.id)
    async with parts.under_way.noted(str(server.guild.id)):
        said = await ForgetButton()._forgotten(cast("Any", presser), parts)
    assert said == f"Deleted: 0 questions of yours, for good. {privacy.STILL}"


async def test_the_answers_to_what_was_asked_while_the_logbook_was_held_go_with_it(
    server: Server, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their rows went from the spool and they stayed in the channel, where nobody could find whose they were any more."""
    impatient(parts)
    monkeypatch.setattr(inserting, "AGAIN", 3600.0)  # nothing has been read in yet when she deletes
    with held_by_another(tmp_path):
        await server.ask("zyzzyva follow-up after TES?")
        await server.mention("zyzzyva dose?")
    assert len([one for one in server.channel.history() if one.author.bot]) == 2
    asked = await server.alice.slash(server.channel, "privacy delete")
    done = await server.alice.click(asked.response.message, label="Delete it all, and the answers sent to me")
    assert [one for one in server.channel.history() if one.author.bot] == []
    assert "2 of my messages are gone" in done.response.content
    assert b"zyzzyva" not in written(tmp_path)
