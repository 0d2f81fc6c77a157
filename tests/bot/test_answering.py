"""Questions answered in processes beside the bot: the same answers, of the same state, whatever becomes of a process."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from bot import answering
from bot.answering import MOST, WORTH_PROCESSES, Answerers, answerers_of
from bot.assistant.assistant import Assistant
from bot.models import Answer, Context
from bot.service import Service
from corpus.errors import RetrievalError
from corpus.processes import Helper
from tests.bot.answerers import QUESTIONS, beside, by_process, comparable, job, kept, processes, starting


async def test_processes_are_started_once_for_questions_at_once_and_not_after_the_end(tmp_path: Path) -> None:
    async with beside(tmp_path, kept(tmp_path).corpus.digest) as answerers:
        assert await answerers.answer(QUESTIONS[0], Context(), busy=False) is None
        assert starting() == 0  # one question after the other is no reason to start any
        for _ in range(2):
            assert await answerers.answer(QUESTIONS[0], Context(), busy=True) is None
            assert starting() == 1
    async with beside(tmp_path, "f" * 64) as unused:
        pass
    for closed in (answerers, unused):
        assert await closed.answer(QUESTIONS[0], Context(), busy=True) is None
        assert (starting(), processes()) == (0, [])


async def test_a_process_answers_as_the_bot_does_and_one_that_ends_is_replaced(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = Assistant(kept(tmp_path))
    async with beside(tmp_path, assistant.corpus.digest) as answerers:
        assert await answerers.answer(QUESTIONS[0], Context(), busy=False) is None
        assert processes() == []
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
        said = [record.getMessage() for record in caplog.records if record.name == "marrow.answering"]
        assert said == ["A process that answered for “default” ended and is replaced."]
    assert processes() == []


async def test_a_process_never_answers_from_another_state(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It is ended, and its place is free, although the library is closed as soon as that is known."""
    kept(tmp_path)
    room = asyncio.Semaphore(1)
    with caplog.at_level(logging.WARNING, "marrow.answering"):
        async with beside(tmp_path, "f" * 64, room) as answerers:
            while "No process answers" not in caplog.text:
                assert await answerers.answer(QUESTIONS[0], Context(), busy=True) is None
                await asyncio.sleep(0.01)
            assert await answerers.answer(QUESTIONS[0], Context(), busy=True) is None
    assert caplog.text.count("No process answers") == 1
    assert processes() == []
    assert not room.locked()


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


@pytest.mark.slow
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


async def test_a_question_given_up_before_its_turn_leaves_nothing_behind(tmp_path: Path) -> None:
    """Whoever asked is gone while the one before is answered; a coroutine that nobody awaits would be warned of."""
    service = Service(Assistant(kept(tmp_path)), None, aside=True)  # type: ignore[arg-type]
    asking = [asyncio.create_task(service.asked(QUESTIONS[0], Context())) for _ in range(3)]
    await asyncio.sleep(0)
    for one in asking[1:]:
        one.cancel()
    first, *others = await asyncio.gather(*asking, return_exceptions=True)
    assert isinstance(first, Answer)
    assert all(isinstance(one, asyncio.CancelledError) for one in others)
    await service.close()


async def stopped_at(answerers: Answerers, question: str) -> tuple[int, asyncio.Task[Answer | None]]:
    """A process that was given a question and cannot go on, and who waits for its answer."""
    await by_process(answerers, question, Context())
    (process,) = processes()
    os.kill(process, signal.SIGSTOP)
    asking = asyncio.create_task(answerers.answer(question, Context(), busy=False))
    await asyncio.sleep(0)
    return process, asking


@pytest.mark.slow
async def test_a_library_closed_while_a_process_is_replaced_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, room, starting, closing = kept(tmp_path), asyncio.Semaphore(1), asyncio.Event(), asyncio.Event()
    started = Helper.started

    async def late(*given: Any) -> Helper:
        helper = await started(*given)
        starting.set()
        await closing.wait()
        return helper

    async with beside(tmp_path, index.corpus.digest, room) as answerers:
        process, asking = await stopped_at(answerers, QUESTIONS[0])
        monkeypatch.setattr(Helper, "started", late)
        os.kill(process, signal.SIGKILL)
        await starting.wait()
        ended = asyncio.create_task(answerers.close())
        await asyncio.sleep(0)
        closing.set()
        await ended
        assert await asking is None  # the bot answers it itself
        assert processes() == []
        assert not room.locked()
        await room.acquire()
        assert room.locked()  # the place was given back once


@pytest.mark.slow
async def test_a_question_whose_next_process_does_not_start_is_left_to_the_bot(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, room, started = kept(tmp_path), asyncio.Semaphore(1), Helper.started

    async def killed(*given: Any) -> Helper:
        helper = await started(*given)
        helper._process.kill()
        return helper

    async with beside(tmp_path, index.corpus.digest, room) as answerers:
        process, asking = await stopped_at(answerers, QUESTIONS[0])
        waiting = asyncio.create_task(answerers.answer(QUESTIONS[1], Context(), busy=False))
        monkeypatch.setattr(Helper, "started", killed)
        os.kill(process, signal.SIGKILL)
        assert [await asking, await waiting] == [None, None]
        assert "No process answers" in caplog.text
        assert processes() == []
        assert not room.locked()


def test_only_a_large_library_on_this_machine_has_answering_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, places = kept(tmp_path), asyncio.Semaphore(1)
    assert len(index.papers) < WORTH_PROCESSES
    assert answerers_of(tmp_path, "default", index, "tantivy", 500, places) is None
    monkeypatch.setattr(answering, "WORTH_PROCESSES", len(index.papers))
    assert answerers_of(tmp_path, "default", index, "opensearch", 500, places) is None
    found = answerers_of(tmp_path, "default", index, "tantivy", 500, places)
    assert found is not None
    assert found._room is places
    assert found._job == job(tmp_path, index.corpus.digest).model_copy(update={"question_chars": 500})


@pytest.mark.parametrize(("processors", "places"), [(1, 0), (2, 2), (MOST, MOST), (MOST + 1, MOST)])
def test_no_more_processes_answer_than_work_at_once(
    monkeypatch: pytest.MonkeyPatch, processors: int, places: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(processors)))
    room = answering.room()
    assert [room.locked(), room._value] == [places == 0, places]


@pytest.mark.slow
async def test_as_many_processes_answer_as_there_is_room_for(tmp_path: Path) -> None:
    index, room = kept(tmp_path), asyncio.Semaphore(2)
    async with beside(tmp_path, index.corpus.digest, room) as answerers:
        await by_process(answerers, QUESTIONS[0], Context())
        while len(processes()) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        assert room.locked()
        while starting():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        # an answer that fails leaves its process to the next question
        assert await answerers._answered([b"what is this?", b"no context"]) is None
        asked = [answerers.answer(QUESTIONS[0], Context(), busy=True) for _ in range(4)]
        assert None not in await asyncio.gather(*asked)
        await asyncio.sleep(0)
        assert answerers._tasks == set()
    assert not room.locked()


@pytest.mark.slow
async def test_a_question_that_two_processes_ended_at_is_refused(tmp_path: Path) -> None:
    assistant = Assistant(kept(tmp_path))
    async with beside(tmp_path, assistant.corpus.digest) as answerers:
        await by_process(answerers, QUESTIONS[0], Context())
        (process,) = processes()
        os.kill(process, signal.SIGSTOP)
        message = [QUESTIONS[0].encode(), Context().model_dump_json().encode()]
        asking = asyncio.create_task(answerers._answered(message, again=False))
        await asyncio.sleep(0)
        os.kill(process, signal.SIGKILL)
        with pytest.raises(
            RetrievalError,
            match=r"^This question could not be answered: the processes that were at it ended\. Ask it in other words\.$",
        ):
            await asking
        again = await answerers.answer(QUESTIONS[0], Context(), busy=False)
        assert again is not None
        assert comparable(again) == comparable(await assistant.ask(QUESTIONS[0], Context()))


@pytest.mark.slow
async def test_libraries_that_are_switched_while_many_ask_answer_each_from_its_own_state(tmp_path: Path) -> None:
    """Each state is asked by several at once while its process is killed, then closed; all share one place."""
    room, folders = asyncio.Semaphore(1), [tmp_path / "before", tmp_path / "after"]
    for folder in folders * 2:
        index = kept(folder)
        assistant = Assistant(index)
        async with beside(folder, index.corpus.digest, room) as answerers:
            service = Service(assistant, None, aside=True, answerers=answerers)  # type: ignore[arg-type]
            await by_process(answerers, QUESTIONS[0], Context())
            asking = [
                asyncio.create_task(service.asked(question, Context()))
                for question in QUESTIONS[:3]
                for _ in range(4)
            ]
            await asyncio.sleep(0)
            for process in processes():
                os.kill(process, signal.SIGKILL)
            await asking[0]
            await service.close()
            answers = await asyncio.gather(*asking)
            own = [comparable(await assistant.ask(question, Context())) for question in QUESTIONS[:3]]
            assert [comparable(one) for one in answers] == [one for one in own for _ in range(4)]
        assert processes() == []
        assert not room.locked()
