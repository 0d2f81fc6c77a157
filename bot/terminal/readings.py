"""What all of the operator's readings of the log need: the selected rows, and a record of who read them."""

from __future__ import annotations

import getpass
import pwd
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import typer

from bot.config import Config
from bot.ending import run
from bot.privacy import policy_of
from bot.storage.logbook import existing
from bot.storage.reading import LogReader
from bot.storage.reviewed import Whole
from bot.storage.selection import Selection
from bot.storage.store import Storage
from corpus.errors import StorageError

Result = TypeVar("Result")
DIRECT = "dm"
Server = Annotated[
    str | None,
    typer.Option("--server", metavar="ID", help="One server's rows; “dm”: direct messages and the terminal."),
]
Since = Annotated[datetime | None, typer.Option("--since", help="From this day or moment on (UTC).")]
Until = Annotated[datetime | None, typer.Option("--until", help="Before this day or moment (UTC).")]
Limit = Annotated[int, typer.Option("-n", "--limit", min=1, max=10_000, help="At most this many.")]


def selection_of(server: str | None, since: datetime | None, until: datetime | None, **filters: Any) -> Selection:
    """The selection for a command's options; all servers if none is named."""
    return Selection(
        server=None if server == DIRECT else server,
        everywhere=server is None,
        since=since.replace(tzinfo=UTC) if since else None,
        until=until.replace(tzinfo=UTC) if until else None,
        **filters,
    )


def reader() -> str:
    """The reader's name for the record of readings, which keeps a pseudonym of it."""
    try:
        return f"terminal: {getpass.getuser()}"
    except (KeyError, OSError):  # a user without a name, as in a container
        return "terminal"


def users() -> list[str]:
    """All users of this machine, in the form that ``reader`` returns."""
    return ["terminal", *(f"terminal: {user.pw_name}" for user in pwd.getpwall())]


def storage_of(config: Config) -> AbstractAsyncContextManager[Storage]:
    """The storage of a data folder, open while a block runs. Raises StorageError if nothing was kept there yet."""
    existing(config.storage.data_dir)
    return Storage.open(config.storage.data_dir, config.storage.busy_timeout_ms)


def reading(
    config: Config,
    what: str,
    selection: Selection,
    work: Callable[[LogReader], Awaitable[Result]],
    detail: str | None = None,
) -> Result:
    """Record a reading (``detail``, or the selection), then read the log with ``work`` and return its result. Raises
    StorageError.
    """

    async def read() -> Result:
        async with storage_of(config) as storage:
            await storage.reader.read(selection.server, reader(), what, detail or selection.told())
            return await work(storage.reader)

    return run(read())


def words_kept(config: Config, server: str | None) -> None:
    """Raise StorageError if a server's policy allows no words to be kept."""

    async def read() -> str | None:
        async with storage_of(config) as storage:
            return policy_of(config.privacy, await storage.servers.get(server)).withheld

    if (withheld := run(read())) is not None:
        raise StorageError(f"No words are kept there ({withheld}), so yours are not either.")


def one(config: Config, what: str, answer: str) -> Whole:
    """The whole record of one answer, by its id or the beginning of its id; the reading is recorded. Raises
    StorageError.
    """
    everywhere = selection_of(None, None, None)

    async def read() -> Whole | None:
        async with storage_of(config) as storage:
            whole = await storage.reader.whole(answer, everywhere)
            if whole is None and storage.logbook.spool.holds(answer):
                raise StorageError(
                    "That answer waits in the spool: it is not in the logbook yet. Try again in a minute."
                )
            if whole is not None:
                await storage.reader.read(whole.entry.server, reader(), what, whole.entry.id)
            return whole

    whole = run(read())
    if whole is None:
        raise StorageError(
            f"No answer, or more than one, has an id that begins with “{answer}”; “marrow log list” lists them."
        )
    return whole
