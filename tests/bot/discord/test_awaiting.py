"""Tell me when it is answered: once, under the old answer, for whoever asked for it, and never against anybody's wish."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.discord.actions.tell import DIRECTLY, INSTEAD, NOT_HERE, PROMISED
from bot.discord.asking import CAME
from bot.discord.awaiting import TOLD, WANTED, tell_awaited
from bot.discord.housekeeping import Housekeeping
from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.forging import press
from tests.bot.discord.test_ask import QUESTION

HONEY = "how much did feeding raise honey?"
FILE = ("bees.jsonl", b'{"_id": "1", "title": "Bees and sugar", "text": "Feeding raised honey by 12%."}\n')
OTHER = (
    "ants.jsonl",
    b'{"_id": "2", "title": "Ants and sugar", "text": "Ants carried leaves in all 40 nests."}\n',
)


async def asked(server: Server) -> Any:
    """A question nobody answers, and Alice's wish to be told."""
    answer = (await server.ask(HONEY)).response.message
    told = await server.alice.click(answer, label="Tell me")
    assert told.response.content == PROMISED
    assert told.ephemeral
    return answer


async def taken_in(server: Server, file: tuple[str, bytes] = FILE) -> None:
    tried = await server.admin.slash(server.channel, "corpus import", file=file)
    await server.admin.click(tried.response.message, label="Import these papers")


def told(server: Server) -> list[Any]:
    return [message for message in server.channel.history() if TOLD in message.content]


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


async def test_a_paper_that_does_not_answer_it_tells_nobody_and_the_wish_stays(server: Server) -> None:
    await asked(server)
    await taken_in(server, OTHER)
    assert told(server) == []
    await taken_in(server)
    assert len(told(server)) == 1


async def awaited_by_bob(server: Server) -> Any:
    """A question of Alice's nobody answers, and Bob's wish to be told."""
    answer = (await server.ask(HONEY)).response.message
    assert (await server.bob.click(answer, label="Tell me")).response.content == PROMISED
    return answer


def kept(parts: Parts) -> bytes:
    """Every byte of the data folder's own files."""
    folder = parts.config.storage.data_dir
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())


async def forgotten(server: Server) -> None:
    sure = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(sure.response.message, label="Delete it all, and the answers sent to me")


async def test_a_told_answer_goes_with_its_asker(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    await taken_in(server)
    assert len(told(server)) == 1
    assert HONEY.encode() in kept(parts)
    await forgotten(server)
    assert told(server) == []
    assert await parts.storage.logbook.recent() == []
    assert HONEY.encode() not in kept(parts)


async def test_a_wish_goes_with_the_question_of_another(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    await forgotten(server)
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []
    assert "(empty)" not in str((await server.bob.slash(server.channel, "history")).response.components)
    await taken_in(server)
    assert told(server) == []


async def test_a_told_answer_goes_when_its_question_is_old(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    asked_at = (await parts.storage.logbook.recent(1))[0].asked_at
    await taken_in(server)
    await parts.storage.retention.expire(str(server.guild.id), asked_at + timedelta(microseconds=1))
    assert await parts.storage.logbook.recent() == []


async def test_the_asker_who_opted_out_is_not_asked_for_again(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    await server.alice.slash(server.channel, "privacy opt-out")
    await taken_in(server)
    assert told(server) == []
    assert len(await parts.storage.logbook.recent()) == 1


@pytest.mark.parametrize("logging", ["counts", "off"])
async def test_a_server_that_keeps_no_words_any_more_is_told_nothing(
    server: Server, parts: Parts, logging: str
) -> None:
    await awaited_by_bob(server)
    await server.admin.slash(server.channel, "setup", logging=logging)
    await taken_in(server)
    assert told(server) == []
    assert len(await parts.storage.logbook.recent()) == 1
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


@pytest.mark.parametrize("clock", ["retention_days", "names_days"])
async def test_what_is_too_old_for_the_server_is_not_asked_again(server: Server, parts: Parts, clock: str) -> None:
    await awaited_by_bob(server)
    await server.admin.slash(server.channel, "setup", **{clock: 30})
    later = datetime.now(UTC) + timedelta(days=31)
    await tell_awaited(parts, server.env.bot, ["default"], lambda: later)
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


async def test_nobody_is_told_where_marrow_may_not_answer_any_more(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    elsewhere = server.guild.create_text_channel("elsewhere")
    await server.admin.slash(server.channel, "setup", allow=elsewhere)
    await taken_in(server)
    assert told(server) == []
    assert len(await parts.storage.logbook.recent()) == 1


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_told_answer_goes_with_the_message_of_its_question(
    server: Server, parts: Parts, when: str
) -> None:
    question = await server.mention(HONEY)
    await server.bob.click(server.channel.last_message, label="Tell me")
    if when == "after":
        await taken_in(server)
        assert len(told(server)) == 1
    await server.alice.delete(question)
    await taken_in(server)
    assert told(server) == []
    assert not any(HONEY in message.content for message in server.channel.history())


async def test_two_rounds_at_once_tell_it_once(server: Server, parts: Parts) -> None:
    await asked(server)
    again = await meanwhile(server, parts)
    await asyncio.gather(*(tell_awaited(parts, server.env.bot, [again]) for _ in range(2)))
    assert len(told(server)) == 1
    assert len(await parts.storage.logbook.recent()) == 2


async def meanwhile(server: Server, parts: Parts) -> str:
    """A paper that answers comes in while nobody can be told; the library's name."""
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)
    await taken_in(server)
    server.env.backend.faults.clear()
    (library,) = (await parts.settings(str(server.guild.id))).libraries
    assert library is not None
    return library


async def test_who_could_not_be_told_is_told_the_next_time(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    await meanwhile(server, parts)
    assert told(server) == []
    assert len(await parts.storage.logbook.recent()) == 1
    assert len(await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id))) == 1
    await taken_in(server, OTHER)
    assert len(told(server)) == 1
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


@pytest.mark.parametrize(("status", "code"), [(404, 10003), (404, 10008), (400, 50035)])
async def test_what_cannot_stand_under_the_old_answer_is_waited_for_no_more(
    server: Server, parts: Parts, status: int, code: int
) -> None:
    await awaited_by_bob(server)
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code, times=None)
    await taken_in(server)
    assert told(server) == []
    assert len(await parts.storage.logbook.recent()) == 1
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


class Slow:
    """Discord, where something happens just before a reply is taken: the client, its place and the message in one."""

    def __init__(self, one: Any, before: Callable[[], Awaitable[None]]) -> None:
        self._one, self._before = one, before

    def __getattr__(self, name: str) -> Any:
        return getattr(self._one, name)

    def get_partial_messageable(self, *names: Any, **more: Any) -> Slow:
        return Slow(self._one.get_partial_messageable(*names, **more), self._before)

    def get_partial_message(self, message: int) -> Slow:
        return Slow(self._one.get_partial_message(message), self._before)

    async def reply(self, **given: Any) -> Any:
        await self._before()
        return await self._one.reply(**given)


async def test_who_deletes_while_it_is_being_told_leaves_nothing(server: Server, parts: Parts) -> None:
    await awaited_by_bob(server)
    library = await meanwhile(server, parts)
    await tell_awaited(parts, Slow(server.env.bot, lambda: forgotten(server)), [library])
    assert told(server) == []
    assert await parts.storage.logbook.recent() == []
    assert HONEY.encode() not in kept(parts)
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []


async def test_it_is_told_in_the_servers_language(server: Server) -> None:
    await awaited_by_bob(server)
    server.env.bot.get_guild(server.guild.id).preferred_locale = discord.Locale.japanese
    await taken_in(server)
    assert "新しく入った論文が答えています" in server.channel.last_message.content


@pytest.mark.parametrize("how", ["opt-out", "delete", "end"])
async def test_who_wants_it_no_more_is_not_told(server: Server, parts: Parts, how: str) -> None:
    await asked(server)
    if how == "opt-out":
        await server.alice.slash(server.channel, "privacy opt-out")
    elif how == "delete":
        sure = await server.alice.slash(server.channel, "privacy delete")
        await server.alice.click(sure.response.message, label="Delete it all")
    else:
        history = await server.alice.slash(server.channel, "history")
        (waiting,) = [
            one
            for row in history.response.components
            for one in row["components"]
            if "awaited" in one["custom_id"]
        ]
        assert [one["label"] for one in waiting["options"]] == [HONEY]
        await server.alice.select(
            history.response.message, [waiting["options"][0]["value"]], custom_id=waiting["custom_id"]
        )
        assert await parts.storage.awaited.of(str(server.alice.id), str(server.guild.id)) == []
    await taken_in(server)
    assert told(server) == []


async def test_what_is_kept_no_longer_is_waited_for_no_longer(server: Server, parts: Parts) -> None:
    await asked(server)
    await server.admin.slash(server.channel, "setup", retention_days=30)
    await Housekeeping(parts, lambda: datetime.now(UTC) + timedelta(days=31)).tidy()
    assert await parts.storage.awaited.of(str(server.alice.id), str(server.guild.id)) == []
    await taken_in(server)
    assert told(server) == []


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


@pytest.mark.parametrize("out", [False, True])
async def test_what_was_read_with_the_words_of_who_opted_out_is_asked_no_more(
    server: Server, parts: Parts, out: bool
) -> None:
    await server.mention("how long was follow-up after TES?")
    await server.mention(
        "and did it raise the honey complications?", server.bob, reply_to=server.channel.last_message
    )
    await server.rest(server.bob, server.channel.last_message, "Tell me")
    (row,) = await parts.storage.logbook.recent(1)
    assert row.read_with is not None
    assert row.read_with.question == "how long was follow-up after TES?"
    if out:
        await server.alice.slash(server.channel, "privacy opt-out")
    text = b"TES raised the honey complications by 12% at follow-up."
    await taken_in(
        server, ("tes.jsonl", b'{"_id": "3", "title": "Honey complications after TES", "text": "%s"}' % text)
    )
    assert len(told(server)) == (not out)


# by direct message


async def directly(server: Server, member: Any, answer: Any) -> None:
    """A member wants to be told by a direct message."""
    promised = await member.click(answer, label="Tell me")
    changed = await member.click(promised.response.message, label="By direct message instead")
    assert changed.response.content == DIRECTLY


def direct(member: Any) -> list[Any]:
    """The direct messages a member has."""
    channel = member.user.dm_channel
    return channel.history() if channel else []


async def waits(server: Server, parts: Parts, member: Any) -> list[bool]:
    """Whether each answer a member waits for is kept for them by now."""
    return [one.held for one in await parts.storage.awaited.of(str(member.id), str(server.guild.id))]


async def test_who_wants_a_direct_message_gets_one_once_and_nobody_is_told_in_public(
    server: Server, parts: Parts
) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.alice, answer)
    await taken_in(server)
    (message,) = direct(server.alice)
    assert message.content.startswith(f"{WANTED}: <https://discord.com/channels/{server.guild.id}/")
    assert "> Feeding raised honey by 12%." in read_back(message.content)
    assert HONEY in message.content
    assert not message.components
    assert told(server) == []
    await taken_in(server, OTHER)
    assert len(direct(server.alice)) == 1
    assert await waits(server, parts, server.alice) == []
    row, old = await parts.storage.logbook.recent(2)
    assert (row.surface, row.asker, row.server) == ("awaited", old.asker, str(server.guild.id))


async def test_each_is_told_as_they_want_and_another_is_not_sent_the_askers_words(server: Server) -> None:
    answer = (await server.ask(HONEY)).response.message
    await server.alice.click(answer, label="Tell me")
    await directly(server, server.bob, answer)
    await taken_in(server)
    assert len(told(server)) == 1
    (message,) = direct(server.bob)
    assert HONEY not in message.content
    assert f"/{answer.id}>" in message.content
    assert direct(server.alice) == []


async def test_how_to_be_told_may_be_changed_back(server: Server) -> None:
    answer = (await server.ask(HONEY)).response.message
    promised = await server.alice.click(answer, label="Tell me")
    changed = await server.alice.click(promised.response.message, label="By direct message instead")
    history = (await server.alice.slash(server.channel, "history")).response
    assert "By direct message" in str(history.components)
    back = await server.alice.click(changed.response.message, label=INSTEAD)
    assert back.response.content == PROMISED
    await taken_in(server)
    assert (len(told(server)), direct(server.alice)) == (1, [])


async def test_a_private_question_is_told_by_direct_message_alone(server: Server) -> None:
    private = await server.ask(HONEY, visible="private")
    assert (await server.alice.click(private.response.message, label="Tell me")).response.content == DIRECTLY
    await taken_in(server)
    (message,) = direct(server.alice)
    assert "> Feeding raised honey by 12%." in read_back(message.content)
    assert told(server) == []


def closed(server: Server) -> None:
    """Nobody takes direct messages from the bot any more."""
    server.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)


async def test_who_takes_no_direct_message_is_told_under_a_public_question(server: Server, parts: Parts) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.bob, answer)
    closed(server)
    await taken_in(server)
    assert len(told(server)) == 1
    assert await waits(server, parts, server.bob) == []


async def test_who_takes_none_is_kept_the_answer_to_a_private_question_until_they_ask(
    server: Server, parts: Parts
) -> None:
    private = await server.ask(HONEY, visible="private")
    await server.alice.click(private.response.message, label="Tell me")
    closed(server)
    await taken_in(server)
    assert (told(server), await waits(server, parts, server.alice)) == ([], [True])
    assert CAME in (await server.ask(QUESTION)).response.content
    assert CAME not in (await server.bob.slash(server.channel, "ask", question=QUESTION)).response.content
    await shown_from_history(server, parts)
    assert CAME not in (await server.ask(QUESTION)).response.content


async def shown_from_history(server: Server, parts: Parts) -> None:
    """Alice is shown the answer that is kept for her, by /history, once."""
    history = (await server.alice.slash(server.channel, "history")).response
    (menu,) = [
        one for row in history.components for one in row["components"] if one["custom_id"].endswith(":came")
    ]
    (option,) = menu["options"]
    seen = await server.alice.select(history.message, [option["value"]], custom_id=menu["custom_id"])
    assert seen.ephemeral
    assert "> Feeding raised honey by 12%." in read_back(seen.response.content)
    assert await waits(server, parts, server.alice) == []
    gone = await server.alice.select(history.message, [option["value"]], custom_id=menu["custom_id"])
    assert gone.response.content == "That answer is no longer kept."


class Stuck(Slow):
    """Discord, of which nothing is heard any more just before a message of ours is taken."""

    async def create_dm(self, member: Any) -> Any:
        await self._before()


@pytest.mark.parametrize("way", ["here", "direct"])
async def test_what_was_being_told_when_the_process_ended_is_kept_and_not_sent_again(
    server: Server, parts: Parts, way: str
) -> None:
    answer = (await server.ask(HONEY)).response.message
    await (
        directly(server, server.alice, answer) if way == "direct" else server.alice.click(answer, label="Tell me")
    )
    library = await meanwhile(server, parts)
    claimed, never = asyncio.Event(), asyncio.Event()

    async def ended() -> None:
        claimed.set()
        await never.wait()

    telling = asyncio.create_task(tell_awaited(parts, Stuck(server.env.bot, ended), [library]))
    await claimed.wait()
    assert await parts.storage.awaited.hold_unfinished() == 1  # the next start
    assert await parts.storage.awaited.hold_unfinished() == 0
    await taken_in(server, OTHER)
    assert (told(server), direct(server.alice)) == ([], [])
    await shown_from_history(server, parts)
    telling.cancel()
    with suppress(asyncio.CancelledError):
        await telling


async def test_a_direct_message_that_could_not_be_sent_just_now_comes_the_next_time(
    server: Server, parts: Parts
) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.alice, answer)
    server.env.inject_error("POST", "/users/@me/channels", status=500, code=0, times=None)
    await taken_in(server)
    server.env.backend.faults.clear()
    assert await waits(server, parts, server.alice) == [False]
    assert len(await parts.storage.logbook.recent()) == 1
    await taken_in(server, OTHER)
    assert len(direct(server.alice)) == 1


@pytest.mark.parametrize("how", ["opt-out", "delete"])
async def test_no_direct_message_against_anybodys_wish(server: Server, how: str) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.alice, answer)
    if how == "opt-out":
        await server.alice.slash(server.channel, "privacy opt-out")
    else:
        sure = await server.alice.slash(server.channel, "privacy delete")
        await server.alice.click(sure.response.message, label="Delete it all")
    await taken_in(server)
    assert direct(server.alice) == []


async def test_a_question_that_was_taken_away_is_told_nobody_else_by_direct_message(server: Server) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.bob, answer)
    await server.rest(server.alice, answer, "Remove")
    await taken_in(server)
    assert direct(server.bob) == []


async def test_who_left_the_server_is_sent_nothing_of_its_papers(server: Server, parts: Parts) -> None:
    answer = (await server.ask(HONEY)).response.message
    await directly(server, server.bob, answer)
    other = new_server(server.env, "other")
    other.guild.add_member(server.bob.user)
    server.guild.remove_member(server.bob)
    await taken_in(server)
    assert direct(server.bob) == []
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []
