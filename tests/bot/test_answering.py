"""Questions answered in processes beside the bot: the same answers, of the same state, whatever becomes of a process."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.answering import Answerers, Answering
from bot.assistant.assistant import Assistant, Limits
from bot.models import Answer, Context
from bot.service import Service
from corpus.processes import Helper
from index.kept.libraries import index_of
from index.library import LibraryIndex, Settings
from tests.bot.assistant.teahouse import teahouse

QUESTIONS = ("how did green tea change sleep", "who wrote about coffee", "and what about men?", "zebra \ud83d", "")


def kept(folder: Path) -> LibraryIndex:
    corpus = teahouse()
    return index_of(folder, "default", corpus.digest, lambda: corpus, Settings(), "tantivy", keep=True)


def job(folder: Path, digest: str) -> Answering:
    return Answering(
        folder=folder,
        library="default",
        digest=digest,
        settings=Settings(),
        engine="tantivy",
        question_chars=Limits().question_chars,
    )


@asynccontextmanager
async def beside(folder: Path, digest: str) -> AsyncIterator[Answerers]:
    answerers = Answerers(job(folder, digest), asyncio.Semaphore(1))
    try:
        async with asyncio.timeout(120):
            yield answerers
    finally:
        await answerers.close()


async def by_process(answerers: Answerers, question: str, context: Context) -> Answer:
    """The answer of a process, as soon as one is ready."""
    while (found := await answerers.answer(question, context, busy=True)) is None:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    return found


def comparable(answer: Answer) -> dict[str, Any]:
    return answer.model_dump(exclude={"id", "latency_ms"})


def processes() -> list[int]:
    """The answering processes that this one has started and that live."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, status = (folder / "cmdline").read_bytes(), (folder / "stat").read_text()
        except OSError:
            continue
        state, parent = status.rpartition(")")[2].split()[:2]
        if b"bot.answering" in command and int(parent) == os.getpid() and state != "Z":
            found.append(int(folder.name))
    return found


async def test_a_process_answers_as_the_bot_does_and_one_that_ends_is_replaced(tmp_path: Path) -> None:
    assistant = Assistant(kept(tmp_path))
    async with beside(tmp_path, assistant.corpus.digest) as answerers:
        assert await answerers.answer(QUESTIONS[0], Context(), busy=False) is None
        assert processes() == []  # one question after the other is no reason to start any
        context = Context()
        for question in QUESTIONS:
            own = await assistant.ask(question, context)
            assert comparable(await by_process(answerers, question, context)) == comparable(own)
            context = Context(previous=own.turn)
        (before,) = processes()
        os.kill(before, signal.SIGKILL)
        again = await answerers.answer(QUESTIONS[0], Context(), busy=False)
        assert again is not None
        assert comparable(again) == comparable(await assistant.ask(QUESTIONS[0], Context()))
        assert before not in processes()
    assert processes() == []


async def test_a_process_never_answers_from_another_state(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept(tmp_path)
    with caplog.at_level(logging.WARNING, "marrow.answering"):
        async with beside(tmp_path, "f" * 64) as answerers:
            while "No process answers" not in caplog.text:
                assert await answerers.answer(QUESTIONS[0], Context(), busy=True) is None
                await asyncio.sleep(0.01)
            assert await answerers.answer(QUESTIONS[0], Context(), busy=True) is None
    assert caplog.text.count("No process answers") == 1


async def test_a_process_is_gone_once_it_was_told_to_end_though_nobody_waits_any_more(tmp_path: Path) -> None:
    """The bot stops while a process that could not answer is being ended: its place is free again."""
    helper, room = await Helper.started("bot.answering", job(tmp_path, "f" * 64)), asyncio.Semaphore(1)
    await room.acquire()
    ending = asyncio.create_task(Answerers(job(tmp_path, "f" * 64), room)._ended(helper))
    await asyncio.sleep(0)
    ending.cancel()
    await asyncio.wait({ending})
    assert helper._process.returncode is not None
    assert not room.locked()


async def test_questions_that_come_at_once_are_all_answered(tmp_path: Path) -> None:
    """By the bot while no process is ready, by processes then, and by the bot again where these are gone."""
    assistant = Assistant(kept(tmp_path))
    own = comparable(await assistant.ask(QUESTIONS[0], Context()))
    async with beside(tmp_path, assistant.corpus.digest) as answerers:
        service = Service(assistant, None, aside=True, answerers=answerers)  # type: ignore[arg-type]
        while not processes():
            at_once = [service.asked(QUESTIONS[0], Context()) for _ in range(3)]
            assert [comparable(one) for one in await asyncio.gather(*at_once)] == [own] * 3
        await by_process(answerers, QUESTIONS[0], Context())
        asking = [asyncio.create_task(service.asked(QUESTIONS[0], Context())) for _ in range(5)]
        await asyncio.sleep(0)
        await service.close()
        assert [comparable(one) for one in await asyncio.gather(*asking)] == [own] * 5
