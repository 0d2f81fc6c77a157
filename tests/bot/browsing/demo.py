"""A month's logbook to look at, always the same: ``python -m tests.bot.browsing.demo FOLDER``; docs/logbook.png shows it."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.assistant.assistant import Assistant
from bot.models import Context
from bot.storage.store import Storage
from corpus.joining import builtin
from index.library import LibraryIndex
from tests.bot.storage.samples import NOON

QUESTIONS = Path(__file__).parents[2] / "data" / "questions" / "nine" / "look.jsonl"
DAYS = 30


async def month(folder: Path, chance: random.Random) -> None:
    """Ask the questions that may be read, on some thirty days, and let readers say what they think."""
    assistant = Assistant(LibraryIndex.build(builtin()), new_id=lambda: f"{chance.getrandbits(48):012x}")
    questions = [str(json.loads(line)["question"]) for line in QUESTIONS.read_text("utf-8").splitlines()]
    chance.shuffle(questions)
    async with Storage.open(folder) as storage:
        for number, (moment, question) in enumerate(zip(moments(chance, len(questions)), questions, strict=True)):
            context = Context(
                surface=chance.choice(["command", "mention", "thread"]), server="1", asker=f"{number % 12}"
            )
            answer = await assistant.ask(question, context)
            await storage.logbook.record(answer, context, moment)
            if chance.random() < 0.2:
                await storage.feedback.judge(answer.id, "1", f"{number}", chance.random() < 0.8, None)
            if chance.random() < 0.03:
                await storage.feedback.report(answer.id, "1", f"{number}", "does not fit the question")


def moments(chance: random.Random, count: int) -> list[datetime]:
    """When each was asked, in order: fewer at weekends."""
    days = [NOON - timedelta(days=day) for day in range(DAYS)]
    weights = [1 if day.weekday() > 4 else 4 for day in days]
    seconds = (timedelta(seconds=chance.uniform(-14_400, 21_600)) for _ in range(count))
    return sorted(day + past for day, past in zip(chance.choices(days, weights, k=count), seconds, strict=True))


if __name__ == "__main__":
    asyncio.run(month(Path(sys.argv[1]), random.Random(5)))
