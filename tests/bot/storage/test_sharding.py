"""Several processes of one bot: a server belongs to one of them, by Discord's rule, and leaves nothing in another's folder."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.config import Config, StorageSection
from bot.discord.client import Marrow
from bot.discord.running import open_parts
from bot.settings import DiscordSection, Sharding
from bot.storage.servers import ServerSettings
from bot.storage.store import Storage
from corpus.errors import StorageError
from tests.bot.storage.samples import written
from tests.bot.storage.test_people import ALICE, cells, everything, tables
from tests.bot.terminal.running import marrow

OURS, THEIRS = str((6 << 22) + 5), str((7 << 22) + 5)  # of shards 2 and 3 of 4


def config(data_dir: Path, shards: str) -> Config:
    return Config(storage=StorageSection(data_dir=data_dir), discord=DiscordSection(shards=shards))


async def filled(data_dir: Path) -> None:
    """Two servers and the direct messages, with a row of each in every table that knows of servers."""
    async with Storage.open(data_dir) as storage:
        for number, server in enumerate((OURS, THEIRS, None), 1):
            if server:
                await storage.servers.put(ServerSettings(server=server, moderator_role="21"))
            await everything(storage, ALICE, server, number)


@pytest.mark.parametrize("text", ["0-3", "3-1/16", "0-16/16", "16/16", "a/b", "0-3/0", "-1/4", "0-1/2 "])
def test_what_names_no_shards_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="such as 0-3/16"):
        DiscordSection(shards=text)


def test_shards_are_read_and_servers_found_by_discords_rule() -> None:
    sharding = DiscordSection(shards="2-3/4").sharding
    assert sharding == Sharding(2, 3, 4)
    assert sharding.ids == (2, 3)
    assert (sharding.has(OURS), sharding.has(THEIRS), sharding.has(None)) == (True, True, False)
    assert DiscordSection(shards="0/4").sharding == Sharding(0, 0, 4)
    assert Sharding(0, 0, 4).has(None)
    assert DiscordSection().sharding is None


async def test_the_bot_connects_with_its_own_shards_alone(tmp_path: Path) -> None:
    async with open_parts(config(tmp_path, "2-3/4")) as parts:
        bot = Marrow(parts)
        assert (bot.shard_ids, bot.shard_count) == ([2, 3], 4)


async def test_a_folder_with_another_process_servers_is_refused_before_anybody_is_answered(tmp_path: Path) -> None:
    await filled(tmp_path)
    with pytest.raises(
        StorageError, match=rf"holds 1 server of other shards .*\(2-2/4\), such as {THEIRS}: .*log split"
    ):
        async with open_parts(config(tmp_path, "2/4")):
            pass
    async with open_parts(config(tmp_path, "2-3/4")):
        pass


async def test_shards_that_were_another_process_are_told_to_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_parts(config(tmp_path, "2/4")):
        pass
    assert "was kept for" not in caplog.text
    async with open_parts(config(tmp_path, "2-3/4")):
        pass
    assert "was kept for the shards 2-2/4 and now has 2-3/4" in caplog.text


async def test_a_copied_folder_is_split_to_the_last_byte(tmp_path: Path) -> None:
    await filled(tmp_path)
    (tmp_path / "config.toml").write_text('[discord]\nshards = "2/4"\n', "utf-8")
    before = cells(tmp_path, OURS)
    assert cells(tmp_path, THEIRS)
    done = await asyncio.to_thread(marrow, tmp_path, "log", "split")
    assert done.stdout == "1 place kept and 2 places removed (a place is a server, or the direct messages).\n"
    assert cells(tmp_path, THEIRS) == {}
    assert cells(tmp_path, OURS) == before
    assert THEIRS.encode() not in written(tmp_path)
    assert b"zebrafish 2" not in written(tmp_path)
    assert b"zebrafish 3" not in written(tmp_path)
    async with open_parts(config(tmp_path, "2/4")) as parts:
        assert await parts.storage.servers.everywhere() == [OURS]
        assert await parts.storage.logbook.check() == "ok"
    assert {"answers", "quotes"} < tables(tmp_path)


async def test_without_shards_nothing_is_split(tmp_path: Path) -> None:
    await filled(tmp_path)
    done = await asyncio.to_thread(marrow, tmp_path, "log", "split")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert cells(tmp_path, THEIRS)
