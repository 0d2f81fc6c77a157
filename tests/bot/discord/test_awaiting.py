"""Tell me when it is answered: once, under the old answer, for whoever asked for it, and never against anybody's wish."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from bot.discord.actions.tell import NOT_HERE, PROMISED
from bot.discord.asking import WAITED
from bot.discord.awaiting import TOLD, tell_awaited
from bot.discord.client import Marrow
from bot.discord.history import AWAITED, ENDED
from bot.discord.history import CAME as KEPT
from bot.discord.housekeeping import Housekeeping
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.libraries import Libraries
from corpus.files import read_papers
from corpus.store import CorpusStore
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


async def test_who_waits_for_anothers_question_is_told_that_it_was_taken_away(
    server: Server, parts: Parts
) -> None:
    await awaited_by_bob(server)
    await forgotten(server)
    assert WAITED["ended"] in (await server.bob.slash(server.channel, "ask", question=QUESTION)).response.content
    history = (await server.bob.slash(server.channel, "history")).response
    assert ENDED in history.content
    assert AWAITED not in history.content
    assert "(empty)" not in str(history.components)
    assert await parts.storage.awaited.of(str(server.bob.id), str(server.guild.id)) == []
    assert (
        WAITED["ended"] not in (await server.bob.slash(server.channel, "ask", question=QUESTION)).response.content
    )
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
    await came(server, server.bob)


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
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=20016, times=None)
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


@pytest.mark.parametrize(
    ("status", "code"), [(404, 10003), (404, 10008), (400, 50035), (403, 50001), (403, 50013), (403, 160005)]
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


class Slow:
    """Discord, where something happens just before a message is taken: the client and its place in one."""

    def __init__(self, one: Any, before: Callable[[], Awaitable[None]]) -> None:
        self._one, self._before = one, before

    def __getattr__(self, name: str) -> Any:
        return getattr(self._one, name)

    def get_partial_messageable(self, *names: Any, **more: Any) -> Slow:
        return Slow(self._one.get_partial_messageable(*names, **more), self._before)

    async def send(self, **given: Any) -> Any:
        await self._before()
        return await self._one.send(**given)


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
        said = await server.alice.slash(server.channel, "privacy opt-out")
        assert "You wait no more for 1 answer." in said.response.content
        history = await server.alice.slash(server.channel, "history")
        assert "want to be told" not in history.response.content
        assert await parts.storage.awaited.of(str(server.alice.id), str(server.guild.id)) == []
        again = await server.alice.slash(server.channel, "privacy opt-out")
        assert "You wait" not in again.response.content
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
