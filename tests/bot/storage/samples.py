"""Answers to put into a logbook."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.models import Answer, Context, PinnedSentence, Quote, Runner, Turn
from bot.storage.database import FILE
from bot.storage.pins import Pin
from index.models import Outcome

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def answer(number: int = 1, question: str = "how long was follow-up?") -> Answer:
    quote = Quote(
        text="The median was 54.4 months.",
        key="10.1234/x",
        doi="10.1234/x",
        url="https://doi.org/10.1234/x",
        start=10,
        end=37,
        section="Results",
        sentence=2,
        cite="Kang 2023",
        marks=((4, 10),),
    )
    return Answer(
        id=f"id{number:06}",
        question=question,
        outcome=Outcome.ANSWERED,
        kind="content",
        text=f"> {quote.text}",
        quotes=(quote,),
        dois=("10.1234/x",),
        keys=("10.1234/x",),
        matched=("follow",),
        runners=(Runner(key="10.1234/x", score=2.5),),
        read_with=Turn(question="before", keys=("10.1234/x",)),
        library="default",
        snapshot="ab" * 32,
        engine="rank-bm25",
        weights="w1",
        settings="s1",
        version="0.1.0",
        latency_ms=1.5,
    )


def context(asker: str | None = "alice", server: str | None = "guild") -> Context:
    return Context(surface="test", server=server, channel="papers", message="m1", asker=asker, conversation="c1")


def pinned(number: str, server: str | None, answer: str, question: str | None = None, *texts: str) -> Pin:
    """A pin of some sentences of one paper; without any, "not in these abstracts"."""
    sentences = [
        PinnedSentence(key="10.1234/x", start=10, stop=10 + len(text), sentence=2, section=None, text=text)
        for text in texts
    ]
    return Pin(
        id=number,
        at=NOON,
        library="default",
        snapshot="ab" * 32,
        sentences=tuple(sentences),
        server=server,
        answer=answer,
        question=question,
        author=None,
    )


def at(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def written(folder: Path) -> bytes:
    """Every byte of every file in a data folder: database, write-ahead log, spool.

    Read by another process: whoever closes a database's file loses the locks SQLite holds on it in theirs.
    """
    files = [str(file) for file in sorted(folder.rglob("*")) if file.is_file()]
    return subprocess.run(["cat", "--", *files], capture_output=True, check=True, timeout=60).stdout


@contextmanager
def held_by_another(folder: Path) -> Iterator[None]:
    """Another program writes to a folder's logbook until the block ends."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
