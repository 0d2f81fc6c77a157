"""A member's questions are worked on in turn, so that others' come in between."""

from __future__ import annotations

import asyncio

from bot.assistant.assistant import Assistant
from bot.discord.asking import Work, _asked_and_recorded, _asking
from bot.discord.parts import Parts
from bot.models import Answer, Context
from bot.service import Service
from corpus.models import Paper
from tests.bot.discord.test_ask import QUESTION
from tests.libraries import indexed

OWLS = Paper(pmid="1", title="Owls", abstract="The owls slept for ten hours.")


async def asked(parts: Parts, service: Service, member: str, work: Work) -> Answer:
    context = Context(library=service.corpus.name, surface="ask", server=f"1{member}", asker=member)
    return await _asked_and_recorded(parts, service, work, context, "words", True)


async def test_others_come_in_between_one_members_questions(parts: Parts) -> None:
    """A member of many servers may ask in each of them at once; whoever asked after that waited for all of them."""
    service = await parts.service(None)
    many = [asked(parts, service, "7", _asking(f"what does SINS stand for? {number}")) for number in range(6)]
    await asyncio.gather(*many, asked(parts, service, "8", _asking(QUESTION)))
    rows = [row.question for row in reversed(await parts.storage.logbook.recent())]
    assert len(rows) == 7
    assert QUESTION in rows[:2]


async def test_a_library_that_is_slow_keeps_no_question_of_another_back(parts: Parts) -> None:
    owls = Service(Assistant(indexed(OWLS)), parts.storage.logbook)
    ready = asyncio.Event()

    async def slow(assistant: Assistant, context: Context) -> Answer:
        await ready.wait()
        return await assistant.ask("how long did owls sleep?", context)

    waiting = asyncio.create_task(asked(parts, owls, "7", slow))
    async with asyncio.timeout(60):
        assert (await asked(parts, await parts.service(None), "7", _asking(QUESTION))).answered
    assert not waiting.done()
    ready.set()
    assert (await waiting).answered
