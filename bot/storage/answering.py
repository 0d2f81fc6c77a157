"""A lock that a bot holds while it answers anything, shared, and a deletion in the terminal alone: a row that the bot keeps
after the deletion would stay.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.storage.folder import unusable
from corpus.private import opened

FILE = "answering.lock"
LOOK = 0.02  # seconds between two looks


async def held_by_bot(data_dir: Path, within: float) -> tuple[int, bool] | None:
    """Take the lock as a bot that begins to answer, waiting at most ``within`` seconds. Returns what is to be closed in the end,
    and whether it is locked; None if there can be no lock.
    """
    try:
        file = opened(data_dir / FILE, os.O_RDWR | os.O_CREAT)
    except OSError:  # a full disk, a folder that may only be read: members are answered all the same
        return None
    try:
        return file, await _locked(file, fcntl.LOCK_SH, within)
    except BaseException:
        os.close(file)
        raise


@asynccontextmanager
async def nothing_answered(data_dir: Path, within: float) -> AsyncIterator[bool]:
    """Wait until no bot is answering, at most ``within`` seconds, and hold back what it begins while the block runs. Yields
    whether nothing is being answered. Raises StorageError.
    """
    try:
        file = opened(data_dir / FILE, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise unusable(data_dir, error) from None
    try:
        yield await _locked(file, fcntl.LOCK_EX, within)
    finally:
        os.close(file)


async def _locked(file: int, how: int, within: float) -> bool:
    """Lock an open file. Returns False if others held it all the time, or the file system has no locks."""
    clock = asyncio.get_running_loop().time
    until = clock() + within
    while True:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except BlockingIOError:
            if clock() >= until:
                return False
            await asyncio.sleep(LOOK)
        except OSError:
            return False
        else:
            return True
