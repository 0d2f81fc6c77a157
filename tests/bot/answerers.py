"""Processes that answer beside the bot, as tests start, ask and count them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.answering import Answerers, Answering
from bot.assistant.assistant import QuestionLimits
from bot.models import Answer, Context
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
        question_chars=QuestionLimits().question_chars,
    )


@asynccontextmanager
async def beside(folder: Path, digest: str, room: asyncio.Semaphore | None = None) -> AsyncIterator[Answerers]:
    answerers = Answerers(job(folder, digest), room or asyncio.Semaphore(1))
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


def starting() -> int:
    """How many times processes are being started just now."""
    return sum(task.get_name() == "marrow-answerers" for task in asyncio.all_tasks())
