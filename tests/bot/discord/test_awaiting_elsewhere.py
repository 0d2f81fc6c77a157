"""What cannot be read of one server keeps nobody waiting in another, and news are posted once, whatever the logbook does meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.discord.curating.digest import reloaded
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.storage.database import FILE
from corpus.errors import StorageError
from corpus.files import read_papers
from corpus.store import DEFAULT, CorpusStore
from tests.bot.discord.conftest import FILE as BEES
from tests.bot.discord.conftest import OTHER, Server, asked, impatient, new_server, told
from tests.bot.discord.test_channels import two_told


def taken_in_by_the_operator(folder: Path, file: tuple[str, bytes] = BEES) -> None:
    """A paper taken into the library of both servers at the terminal."""
    place = folder / file[0]
    place.write_bytes(file[1])
    CorpusStore(folder / "libraries").add(DEFAULT, read_papers(place))


@pytest.mark.parametrize("first", [True, False])
async def test_a_server_whose_wishes_cannot_be_read_keeps_no_other_waiting(
    server: Server, parts: Parts, tmp_path: Path, first: bool
) -> None:
    """Nobody who waited in a later server was told, and no one was told at all after the next change of papers."""
    other = new_server(server.env, "other")
    for one in (server, other):
        await asked(one)
    damaged, whole = (server, other) if first else (other, server)
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.executescript(
            "ALTER TABLE opted_out RENAME TO former; CREATE TABLE odd (server, number);"
            "CREATE VIEW opted_out AS SELECT server, abs(number) AS asker FROM odd;"
        )
        # what SQLite cannot reckon, and only where this server's row is met
        database.execute("INSERT INTO odd VALUES (?, ?)", (str(damaged.guild.id), -(2**63)))
    taken_in_by_the_operator(tmp_path)
    await reloaded(parts, server.env.bot)
    assert (len(told(damaged)), len(told(whole))) == (0, 1)


async def test_news_are_posted_once_where_that_cannot_be_noted(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    news = server.guild.create_text_channel("news")
    await server.admin.slash(server.channel, "setup", digest_channel=news)
    await reloaded(parts, server.env.bot)
    taken_in_by_the_operator(tmp_path)
    impatient(parts)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as writes:
        writes.execute("BEGIN IMMEDIATE")  # another program, for minutes
        for _ in range(2):
            with pytest.raises(StorageError, match="locked"):
                await reloaded(parts, server.env.bot)
        assert len(news.history()) == 1
    await reloaded(parts, server.env.bot)
    assert len(news.history()) == 1
    taken_in_by_the_operator(tmp_path, OTHER)
    await reloaded(parts, server.env.bot)
    assert ["2 added" in one.content or "1 added" in one.content for one in news.history()] == [True, True]


async def test_a_library_whose_news_cannot_be_noted_keeps_no_other_back(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    """The libraries behind it were answered from as they had been, until somebody reloaded them again."""
    news, *libraries = await two_told(server, parts, tmp_path)
    impatient(parts)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as writes:
        writes.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="locked"):
            await reloaded(parts, server.env.bot)
    assert sorted(read_back(one.content).partition(" has")[0] for one in news.history()) == [
        "The library “ants”", "The library “bees”",
    ]  # fmt: skip
    assert [len((await parts.libraries.service(one)).corpus.papers) for one in libraries] == [2, 2]
    await reloaded(parts, server.env.bot)
    assert len(news.history()) == 2
