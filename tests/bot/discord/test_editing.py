"""What becomes of the answers to a message that is edited, deleted, or whose answers were removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.assistant.assistant import Assistant
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.replay import replay
from bot.storage import inserting
from corpus.errors import StorageError
from tests.bot.discord.conftest import NEXT, Server, impatient
from tests.bot.discord.test_ask import DOI, QUESTION, SENTENCE
from tests.bot.discord.test_patients import PATIENT
from tests.bot.storage.samples import held_by_another

KNAPP, RADES, LOCAL = "10.3390/cancers16020438", "Dirk Rades", "10.3390/cancers16203436"
TWO = "who wrote the RAMSES analysis? also what was the local PFS at 12 months"
OTHER_TWO = "when was the Knapp paper published? also how long was follow-up after TES?"
ONE = "when was the Knapp paper published?"


async def edit(server: Server, message: Any, words: str) -> None:
    """Alice writes other words behind the bot's name."""
    await server.alice.edit(message, f"<@{server.env.bot.user.id}> {words}")


def standing(server: Server) -> dict[int, Any]:
    """The bot's messages in the channel, the oldest first."""
    own = server.env.bot.user.id
    said = {message.id: message for message in server.channel.history() if message.author.id == own}
    return {at: said[at] for at in sorted(said)}


def answers(server: Server) -> dict[int, str]:
    """What they say."""
    return {at: read_back(message.content) for at, message in standing(server).items()}


async def test_a_deleted_message_takes_the_answers_to_all_its_questions_with_it(server: Server) -> None:
    asked = await server.mention(TWO)
    assert len(answers(server)) == 2
    await server.alice.delete(asked)
    assert answers(server) == {}


async def test_they_go_also_where_that_cannot_be_noted_and_so_do_those_of_messages_deleted_at_once(
    server: Server, parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked = [await server.mention(TWO), await server.mention(ONE)]
    assert len(answers(server)) == 3
    impatient(parts)
    with held_by_another(tmp_path):
        server.env.backend.bulk_delete_messages(server.channel.id, [one.id for one in asked])
        await server.env.settle()
    assert answers(server) == {}
    assert not [line for line in caplog.records if line.exc_info]


async def test_the_answers_to_an_edited_message_change_one_by_one(server: Server, parts: Parts) -> None:
    asked = await server.mention(TWO)
    before = answers(server)
    await edit(server, asked, OTHER_TWO)
    after = answers(server)
    assert list(after) == list(before)
    assert [doi in said for doi, said in zip((KNAPP, DOI), after.values(), strict=True)] == [True, True]
    rows = await parts.storage.logbook.recent(2)
    assert [row.reply for row in rows][::-1] == [str(at) for at in after]
    await server.alice.delete(asked)
    assert answers(server) == {}


async def test_an_answer_too_many_is_taken_away_and_one_more_is_posted(server: Server) -> None:
    asked = await server.mention(TWO)
    first, second = answers(server)
    await edit(server, asked, ONE)
    (left,) = answers(server)
    assert left == first
    await edit(server, asked, TWO)
    after = answers(server)
    assert next(iter(after)) == first
    assert second not in after
    assert [what in said for what, said in zip((RADES, LOCAL), after.values(), strict=True)] == [True, True]
    await server.alice.delete(asked)
    assert answers(server) == {}


async def test_an_edit_that_is_no_question_leaves_all_answers(server: Server) -> None:
    asked = await server.mention(TWO)
    before = answers(server)
    await edit(server, asked, "")
    assert before.items() <= answers(server).items()


async def test_a_removed_answer_stays_removed_whatever_its_question_becomes(server: Server, parts: Parts) -> None:
    asked = await server.mention(QUESTION)
    await server.rest(server.admin, server.channel.last_message, "Remove")
    assert answers(server) == {}
    await edit(server, asked, ONE)
    assert answers(server) == {}
    assert await parts.storage.logbook.count() == 1


async def test_an_answer_deleted_by_hand_stays_deleted(server: Server) -> None:
    asked = await server.mention(QUESTION)
    await server.admin.delete(server.channel.last_message)
    for words in (ONE, QUESTION):
        await edit(server, asked, words)
        assert answers(server) == {}


async def test_of_two_answers_the_removed_one_stays_removed_and_the_other_changes(server: Server) -> None:
    asked = await server.mention(TWO)
    first, second = answers(server)
    await server.rest(server.admin, standing(server)[first], "Remove")
    await edit(server, asked, OTHER_TWO)
    assert list(answers(server)) == [second]
    assert DOI in answers(server)[second]


@pytest.mark.parametrize("first", ["", PATIENT])
async def test_what_was_refused_and_is_mended_is_answered_in_place_of_the_refusal(
    server: Server, parts: Parts, first: str
) -> None:
    asked = await server.mention(first)
    (refusal,) = answers(server)
    await edit(server, asked, QUESTION)
    assert list(answers(server)) == [refusal]
    assert SENTENCE in answers(server)[refusal]
    (row,) = await parts.storage.logbook.recent(1)
    assert (row.question, row.reply) == (QUESTION, str(refusal))
    await edit(server, asked, TWO)
    assert [what in said for what, said in zip((RADES, LOCAL), answers(server).values(), strict=True)] == [
        True,
        True,
    ]
    await server.alice.delete(asked)
    assert answers(server) == {}


async def test_what_is_refused_again_has_one_refusal_that_goes_with_it(server: Server) -> None:
    asked = await server.mention("")
    (refusal,) = answers(server)
    await edit(server, asked, PATIENT)
    assert list(answers(server)) == [refusal]
    assert "a patient's data" in answers(server)[refusal]
    await server.alice.delete(asked)
    assert answers(server) == {}


async def test_a_refusal_under_an_answer_goes_when_the_question_is_one_again(server: Server) -> None:
    asked = await server.mention(QUESTION)
    (answer,) = answers(server)
    await edit(server, asked, "")
    assert len(answers(server)) == 2
    assert SENTENCE in answers(server)[answer]
    await edit(server, asked, ONE)
    assert list(answers(server)) == [answer]
    assert KNAPP in answers(server)[answer]
    await edit(server, asked, PATIENT)
    await edit(server, asked, TWO)
    assert [what in said for what, said in zip((RADES, LOCAL), answers(server).values(), strict=True)] == [
        True,
        True,
    ]


async def test_a_message_that_was_not_said_to_it_is_not_answered_when_it_is_edited(server: Server) -> None:
    said = await server.alice.send(server.channel, QUESTION)
    await server.alice.edit(said, ONE)
    assert answers(server) == {}


def at_once(server: Server, message: int, *edits: str) -> None:
    """Alice edits a message again and again, before the bot could answer."""
    for words in edits:
        changes = {"content": f"<@{server.env.bot.user.id}> {words}"}
        server.env.backend.edit_message(server.channel.id, message, changes)


async def test_of_two_edits_at_once_the_last_one_is_what_is_answered(server: Server) -> None:
    """The second is answered at once, the first takes its time: it must not come after it."""
    asked = await server.mention(QUESTION)
    (answer,) = answers(server)
    at_once(server, asked.id, OTHER_TWO, "thanks!")
    await server.env.settle()
    assert list(answers(server)) == [answer]
    assert "welcome" in answers(server)[answer]


async def test_an_edit_before_the_answer_is_there_is_answered_in_its_place(server: Server) -> None:
    words = f"<@{server.env.bot.user.id}> {TWO}"
    asked = server.env.backend.create_message(server.channel.id, server.alice.id, words)
    at_once(server, asked.id, ONE)
    await server.env.settle()
    (left,) = answers(server).values()
    assert KNAPP in left


async def test_a_message_deleted_while_its_edits_are_answered_keeps_no_answer(
    server: Server, parts: Parts
) -> None:
    asked = await server.mention(QUESTION)
    at_once(server, asked.id, TWO, OTHER_TWO)
    server.env.backend.delete_message(server.channel.id, asked.id)
    await server.env.settle()
    assert answers(server) == {}


async def test_of_many_edits_at_once_those_between_are_not_asked(server: Server, parts: Parts) -> None:
    """Nor do they count as questions: the last would be one too many."""
    asked = await server.mention(QUESTION)
    (answer,) = answers(server)
    at_once(server, asked.id, *(QUESTION[:-cut] for cut in range(1, 10)), ONE)
    await server.env.settle()
    assert list(answers(server)) == [answer]
    assert KNAPP in answers(server)[answer]
    assert await parts.storage.logbook.count() == 3


async def test_a_question_that_is_edited_is_answered_anew_in_the_same_message(
    server: Server, parts: Parts
) -> None:
    question = await server.mention("how long was follow-up after radiotherapy of mice?")
    before = server.channel.last_message
    await server.alice.edit(question, f"<@{server.env.bot.user.id}> {QUESTION}")
    after = server.channel.last_message
    assert after.id == before.id
    assert len(server.channel.history()) == 2
    assert SENTENCE in read_back(after.content)
    new, old = await parts.storage.logbook.recent()
    assert (new.question, old.question) == (QUESTION, "how long was follow-up after radiotherapy of mice?")
    assert new.read_with is None
    assert new.reply == old.reply == str(after.id)
    assert "in bold" in (await server.bob.click(after, label="In context")).response.content
    kept, service = await parts.storage.logbook.get(old.id), await parts.service(str(server.guild.id))
    assert kept is not None

    async def then(library: str, snapshot: str | None) -> Assistant:
        return service.assistant

    assert (await replay(kept, then)).identical


async def test_what_is_edited_late_or_not_changed_stays_as_it_was(server: Server, parts: Parts) -> None:
    question = await server.mention(QUESTION)
    await server.env.advance_time(11 * 60)
    await server.alice.edit(question, f"<@{server.env.bot.user.id}> {NEXT}")
    assert await parts.storage.logbook.count() == 1
    assert SENTENCE in read_back(server.channel.last_message.content)


async def test_what_happens_to_an_edited_question_later_is_no_edit(server: Server, parts: Parts) -> None:
    """Discord tells of a message that is pinned or published as of an edited one; what had been edited was asked again."""
    question = await server.mention("how long was follow-up after radiotherapy of mice?")
    await server.alice.edit(question, f"<@{server.env.bot.user.id}> {QUESTION}")
    assert await parts.storage.logbook.count() == 2
    await server.env.advance_time(11 * 60)
    server.env.backend.crosspost_message(server.channel.id, question.id)
    await server.env.settle()
    assert await parts.storage.logbook.count() == 2
    assert SENTENCE in read_back(server.channel.last_message.content)


async def test_an_edit_is_answered_also_where_that_cannot_be_noted(
    server: Server, parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await server.mention(ONE)
    (place,) = answers(server)
    impatient(parts)
    monkeypatch.setattr(inserting, "AGAIN", 3600.0)  # the simulation would wait for each of the spool's tries
    with held_by_another(tmp_path):
        await edit(server, asked, QUESTION)
    assert SENTENCE in answers(server)[place]
    assert not [line for line in caplog.records if line.exc_info]
    await server.alice.delete(asked)
    assert answers(server) == {}


async def test_where_answers_cannot_be_looked_up_those_of_other_messages_go(
    server: Server, parts: Parts, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await server.mention(ONE), await server.mention(QUESTION)
    by_question = parts.storage.shown.by_question

    async def damaged(question: str) -> Any:
        if question == str(first.id):
            raise StorageError("its page of the file is damaged")
        return await by_question(question)

    monkeypatch.setattr(parts.storage.shown, "by_question", damaged)
    server.env.backend.bulk_delete_messages(server.channel.id, [first.id, second.id])
    await server.env.settle()
    assert [SENTENCE in said for said in answers(server).values()] == [False]
    assert not [line for line in caplog.records if line.exc_info]
