"""The data folder: only its owner may read it, and only one bot may use it at a time, with commands of the terminal
beside it. If others could read it, it is closed to them again.

A second lock is shared by whatever a bot is answering, and held alone by a deletion in the terminal: a row that the bot
kept after the deletion would stay.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import stat
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path

from corpus.errors import StorageError
from corpus.private import (
    PART,
    below,
    check_ours,
    check_plain,
    close_to_others,
    is_there,
    make_folder,
    opened,
    real,
    too_open,
    why,
)

LOGBOOK = "logbook.sqlite3"
# What Marrow keeps in its folder; whatever else lies there is not ours to change.
BESIDE = tuple(f"{LOGBOOK}{end}" for end in ("-wal", "-shm"))
OURS = (
    *(LOGBOOK, *BESIDE),
    *("pseudonym.key", "pseudonym.lock", "spool", "libraries", "waiting", "health.json", "bot.lock", "errors.log"),
    *("answering.lock", "wishes.jsonl", "wishes.lock"),
)
KEPT = (*OURS, "chat-history")  # what the terminal keeps there
PATIENCE_MS = (
    5_000  # how long another program's lock on the logbook is waited for; storage.busy_timeout_ms is the setting
)
LEFT = 3600  # seconds after which a draft belongs to no process
_LOG = logging.getLogger("marrow.storage")
ANSWERING = "answering.lock"
LOOK = 0.02  # seconds between two looks


def open_folder(data_dir: Path) -> None:
    """Make the data folder, or close it to others if it was open. Raises StorageError with one sentence."""
    try:
        make_folder(data_dir)
    except OSError as error:
        raise StorageError(f"The data folder {data_dir} cannot be made: {why(error)}.") from None
    try:
        _close([real(data_dir), *(path for path in _ours(data_dir) if path.exists())])
    except OSError as error:
        raise unusable(data_dir, error) from None
    _give_back(data_dir)


def make_logbook(path: Path) -> None:
    """Make the logbook's file if it is missing, so that only its owner can read it and what SQLite puts beside it. Raises
    OSError.

    An existing file is not opened: closing it would release the locks that SQLite holds on it in this process.
    """
    with suppress(IsADirectoryError):  # SQLite reports this itself, and rows are spooled
        check_plain(path)
    with suppress(FileExistsError):
        os.close(opened(path, os.O_RDWR | os.O_CREAT | os.O_EXCL))


def to_read(path: Path) -> str:
    """The URI with which SQLite opens a logbook for reading only.

    If its folder is read-only and no write-ahead log is left, the file is declared unchanging: otherwise SQLite would
    make files beside it, even to read it.
    """
    beside = real(path).with_name(f"{real(path).name}-wal")
    left = beside.exists() and beside.stat().st_size > 0
    unchanging = not left and not os.access(real(path).parent, os.W_OK)
    return f"{real(path).as_uri()}?mode=ro{'&immutable=1' if unchanging else ''}"


def tidy_folder(data_dir: Path) -> None:
    """Close all our files in the folder to others, and remove drafts left by killed writers. Raises StorageError."""
    try:
        _close(below(_ours(data_dir)))
        for draft in data_dir.glob(f".*{PART}*"):
            if abs(time.time() - draft.lstat().st_mtime) > LEFT:  # a time in the future comes from a wrong clock
                draft.unlink(missing_ok=True)
    except OSError as error:
        raise unusable(data_dir, error) from None


def found_open(data_dir: Path) -> list[Path]:
    """The paths, of the folder and our files in it, that others than the owner may read or write. Raises OSError, also
    if the folder belongs to everybody, so that it cannot be closed.
    """
    check_ours(real(data_dir))
    return [path for path in (real(data_dir), *below(_ours(data_dir))) if too_open(path)]


def is_ours(data_dir: Path, path: Path) -> bool:
    """Whether a file would take the place of one that Marrow keeps in its folder, or lie in one of its folders. Raises
    OSError.
    """
    folder, place = real(data_dir), real(path.parent) / path.name
    name = place.relative_to(folder).parts[0] if folder in place.parents else ""
    return name in KEPT or name.startswith(LOGBOOK)


def unusable(data_dir: Path, error: OSError) -> StorageError:
    """The error to raise if the folder, or a file in it, cannot be used."""
    place = Path(error.filename) if isinstance(error.filename, str) else data_dir
    inside = place != data_dir and data_dir in place.parents
    where = f"The data folder {data_dir}" + (f" ({place.relative_to(data_dir)})" if inside else "")
    return StorageError(f"{where} cannot be used: {why(error)}.")


def _ours(data_dir: Path) -> list[Path]:
    return [data_dir / name for name in OURS]


def _close(paths: Iterable[Path]) -> None:
    """Close paths to others, and log one warning if any was open."""
    closed = [path for path in paths if close_to_others(path)]
    if closed:
        more = f" and {len(closed) - 1} more" if len(closed) > 1 else ""
        _LOG.warning("%s%s could be read by others; they are for their owner alone now.", closed[0], more)


def _give_back(data_dir: Path) -> None:
    """Let the owner write SQLite's files beside the logbook if they may write the logbook itself.

    SQLite gives those files the logbook's mode: made while it was read-only, they would keep it from being written for good.
    """
    with suppress(OSError):  # of what cannot be changed SQLite gives the reason itself
        if (data_dir / LOGBOOK).lstat().st_mode & stat.S_IWUSR:
            for path in (data_dir / name for name in BESIDE):
                if is_there(path) and stat.S_ISREG(mode := path.lstat().st_mode) and not mode & stat.S_IWUSR:
                    path.chmod(stat.S_IMODE(mode) | stat.S_IRUSR | stat.S_IWUSR)


FILE = "bot.lock"


@contextmanager
def only_bot(data_dir: Path) -> Iterator[None]:
    """Hold the lock of a data folder while the block runs. Raises StorageError if another process holds it, or it
    cannot be locked.

    The system releases the lock when the process ends, however it ends.
    """
    with ExitStack() as held:
        try:
            file = opened(data_dir / FILE, os.O_RDWR | os.O_CREAT)
            held.callback(os.close, file)
            folder = opened(real(data_dir), os.O_RDONLY | os.O_DIRECTORY)
            held.callback(os.close, folder)
        except OSError as error:
            raise _unheld(data_dir, error) from None
        _hold(file, folder, data_dir)
        yield


def holder(data_dir: Path) -> int | None:
    """The number of the process that holds a data folder; None if no process holds it."""
    try:
        file = opened(data_dir / FILE, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        number = os.pread(file, 32, 0).decode("ascii", "replace").strip()
        return int(number) if number.isdecimal() else None
    except OSError:  # this file system has no locks, so no holder is known
        return None
    finally:
        os.close(file)
    return None


def _hold(file: int, folder: int, data_dir: Path) -> None:
    """Lock the open file, and the folder itself, for somebody may remove the file; write this process's number into it."""
    try:
        _lock_folder(folder)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode("ascii"), 0)
    except BlockingIOError:
        holder = os.pread(file, 32, 0).decode("ascii", "replace").strip() or "unknown"
        raise StorageError(
            f"Another Marrow (process {holder}) is using the data folder {data_dir}; stop it, or give this one its own "
            "storage.data_dir."
        ) from None
    except OSError as error:
        raise _unheld(data_dir, error) from None


def _lock_folder(folder: int) -> None:
    """Raises BlockingIOError. Some file systems cannot lock folders; there the file's lock must be enough."""
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return


def _unheld(data_dir: Path, error: OSError) -> StorageError:
    return StorageError(
        f"The data folder {data_dir} cannot be held by a lock: {why(error)}. Make it a folder that can be written."
    )


async def held_by_bot(data_dir: Path, within: float) -> tuple[int, bool] | None:
    """Take the lock as a bot that begins to answer, waiting at most ``within`` seconds. Returns what must be closed in
    the end, and whether it is locked; None if there can be no lock.
    """
    try:
        file = opened(data_dir / ANSWERING, os.O_RDWR | os.O_CREAT)
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
        file = opened(data_dir / ANSWERING, os.O_RDWR | os.O_CREAT)
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
