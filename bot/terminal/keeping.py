"""``marrow log export, backup, rotate, split, forget``: copies of the log, and removal of data from it."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.assistant.wording import counted
from bot.config import Config
from bot.ending import run
from bot.harmless import SPREADSHEET
from bot.storage.backups import dated, newest, rotate_out, tried
from bot.storage.database import FILE
from bot.storage.exporting import pieces
from bot.storage.folder import nothing_answered, only_bot
from bot.storage.keys import check_lost, examined, start_anew
from bot.storage.logbook import Logbook, existing
from bot.storage.pseudonyms import KEY_FILE, first_key, rotate
from bot.storage.reading import LogReader
from bot.storage.store import Storage
from bot.storage.traces import TRACES
from bot.terminal.pinning import at_stake, known_anew
from bot.terminal.readings import DIRECT, Server, Since, Until, reading, selection_of, storage_of
from bot.terminal.setting import NAMELESS, ConfigFile, agreed, check_free, complain, load, out_file, say
from corpus.errors import StorageError

SCREEN = "-"
TABLE, OTHER_TABLES = ".csv", (".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers")
UNDER_WAY = 60.0  # seconds that a deletion waits for the bot's answers that are on their way
STILL = "The bot was answering all the time: do this again when it is quieter, for an answer of theirs may have come since."
_COST = (
    "With another key, members can no longer find or delete what was kept of them before, and must opt out again: tell them; "
    "“marrow log forget” still removes what they ask you to."
)
_NOT_KNOWN = (
    "the words of the question are not kept, or its library cannot be opened, so that only the lost key knew it. "
    "“marrow log pins --history” lists them; pin again what is still right."
)
_KEY_APART = (
    "It is of use only with {}, which is not in it: keep a copy of that as well, in another place, because whoever has "
    "both can find out who asked."
)


class FileFormat(StrEnum):
    """The formats of an export."""

    CSV = "csv"
    JSONL = "jsonl"


def log_export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where it goes; “-” for the screen.")],
    given: Annotated[
        FileFormat | None,
        typer.Option(
            "--format", help="For a spreadsheet, or for everything else.", show_default="as FILE is named"
        ),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="With pseudonyms, servers, channels and messages.")
    ] = False,
    server: Server = None,
    since: Since = None,
    until: Until = None,
    config: ConfigFile = None,
) -> None:
    """Write rows with their quotes to a file. Anonymised unless --names."""
    selection, settings = selection_of(server, since, until), load(config)
    what, form = "export with names" if names else "export", given or _named(out)

    async def exported(log: LogReader) -> int:
        """Write rows, completely or not at all. Returns how many."""
        written = pieces(log.everything(selection), names, form.value)
        if str(out) == SCREEN:
            return await _to(written, sys.stdout.write)
        with out_file(out, settings) as file:
            file.write(SPREADSHEET if form is FileFormat.CSV else b"")
            return await _to(written, lambda piece: file.write(piece.encode()))

    count = reading(settings, what, selection, exported)
    complain(f"{counted(count, 'row')} exported{'' if str(out) == SCREEN else f' to {out}'}.")


def _named(out: Path) -> FileFormat:
    """The format that a file's name says. What spreadsheets open is a table of theirs, whose cells are harmless: in lines of
    JSON they would take what members wrote for cells. Raises typer.BadParameter for another format of spreadsheets.
    """
    ending = out.suffix.lower()
    if ending in OTHER_TABLES:
        raise typer.BadParameter(f"No {ending} is written here; name a {TABLE}, which spreadsheets open.")
    return FileFormat.CSV if ending == TABLE else FileFormat.JSONL


async def _to(written: AsyncIterator[tuple[str, int]], write: Callable[[str], object]) -> int:
    total = 0
    async for piece, count in written:
        write(piece)
        total += count
    return total


_Copy = Annotated[
    str,
    typer.Argument(
        metavar="FILE", help="Where the copy goes; it must not be there yet. In a folder it is named by its time."
    ),
]
_Verify = Annotated[
    bool,
    typer.Option("--verify", help="Copy nothing: try FILE, or a folder's newest backup, as restoring it would."),
]
_Rotate = Annotated[
    bool,
    typer.Option(
        "--rotate", help="Then remove the folder's backups that are older than privacy.backup_days says."
    ),
]


def log_backup(file: _Copy, verify: _Verify = False, rotate: _Rotate = False, config: ConfigFile = None) -> None:
    """Copy the logbook while the bot writes, and check the copy.

    To restore: stop the bot, remove logbook.sqlite3-wal and -shm from the data folder, put the copy in the place of
    logbook.sqlite3, and run “marrow doctor”. It is of use only with the data folder's pseudonym.key, which is not in
    it: keep that in another place, because whoever has both can find out who asked.
    """
    if not file:
        raise StorageError(NAMELESS)
    settings, out = load(config), Path(file)
    folder = out if os.path.isdir(out) else None
    if not folder and file.endswith(os.sep):
        raise StorageError(f"There is no folder {file} for the backup; make it first.")
    if rotate:
        _check_rotation(settings, folder, verify)
    if verify:
        _verify(newest(folder) if folder else out, settings.storage.data_dir)
        return
    now = datetime.now(UTC)
    copy = dated(folder, now) if folder else out
    check_free(copy, settings)
    run(_backup(copy, settings.storage.data_dir))
    say(f"The logbook is copied to {copy}, and the copy is sound.")
    say(_KEY_APART.format(settings.storage.data_dir / KEY_FILE))
    if rotate and folder:
        _verify(copy, settings.storage.data_dir)
        gone = rotate_out(folder, settings.privacy.backup_days, now)
        say(f"{counted(gone, 'older backup')} removed.")


async def _backup(copy: Path, data_dir: Path) -> None:
    async with Logbook.read(data_dir) as log:
        await log.backup(copy)


def _verify(path: Path, data_dir: Path) -> None:
    found = run(tried(path, data_dir))
    until = f", the newest of {found.newest[:16].replace('T', ' ')}" if found.newest else ""
    say(f"{path} can be restored: {counted(found.rows, 'row')}{until}.")


def _check_rotation(settings: Config, folder: Path | None, verify: bool) -> None:
    """Raise StorageError if there is no folder of backups to clean, or members are told that there are no backups."""
    if folder is None or verify:
        raise StorageError("--rotate goes with making a backup in a folder: name the folder, without --verify.")
    if not settings.privacy.backup_days:
        raise StorageError(
            "privacy.backup_days is 0, so members are told that there are no backups: say there how long you keep them."
        )


def log_rotate(
    anew: Annotated[
        bool,
        typer.Option(
            "--anew",
            help="The key is lost for good: start with another one. Members can then no longer find or delete what was "
            "kept of them before, their opt-outs are lost, and pinned answers to questions without kept words are taken back.",
        ),
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --anew: do it without asking.")] = False,
    config: ConfigFile = None,
) -> None:
    """Make a new key for pseudonyms. It is used from the bot's next start on; what was kept under the old ones is still found."""
    settings = load(config)
    data_dir = settings.storage.data_dir
    if anew:
        _start_anew(settings, yes)
        return
    if yes:
        raise typer.BadParameter("“--yes” goes with “--anew”; without it nothing is lost and nothing is asked.")
    if run(examined(data_dir / FILE)) is None:
        first_key(data_dir)
    count = rotate(data_dir)
    say(
        f"There is a new key for pseudonyms ({count} in all). Restart the bot, and copy {KEY_FILE} anew to where you keep it, apart from the backups."
    )


def _start_anew(config: Config, yes: bool) -> None:
    """Say what is lost with the key, and after a yes make another one."""
    path = config.storage.data_dir / FILE
    with only_bot(config.storage.data_dir):
        run(check_lost(path))
        _say_cost(*(run(at_stake(config)) if path.exists() else (0, 0)))
        if not (yes or agreed("Start with another key?")):
            say("Nothing was changed.")
            return
        aside = run(start_anew(path))
        if path.exists():
            run(known_anew(config))
    say(f"There is a new key for pseudonyms. Keep a copy of {KEY_FILE}, apart from the backups.")
    if aside:
        say(f"What stood in its place is {aside} now.")


def _say_cost(kept: int, lost: int) -> None:
    """``kept``, ``lost``: how many pinned answers go on under another key, and how many do not."""
    say(_COST)
    if kept:
        say(f"{counted(kept, 'pinned answer goes', 'pinned answers go')} on under it.")
    if lost:
        say(f"{counted(lost, 'pinned answer is', 'pinned answers are')} taken back: {_NOT_KNOWN}")


def log_split(config: ConfigFile = None) -> None:
    """Remove what other processes' servers left in this folder. It leaves the shards that discord.shards names.

    With the bot stopped: copy the data folder for every process, say discord.shards in the settings of each, and run this in each
    copy. Direct messages and the terminal's own questions stay with shard 0. Backups made before still hold everything.
    """
    settings = load(config)
    data_dir, sharding = settings.storage.data_dir, settings.discord.sharding
    if sharding is None:
        raise StorageError("discord.shards is empty, so every server belongs here and nothing is removed.")
    existing(data_dir)

    async def split() -> tuple[int, int]:
        async with Storage.open(data_dir, settings.storage.busy_timeout_ms) as storage:
            everywhere = await storage.servers.everywhere()
            others = [server for server in everywhere if not sharding.has(server)]
            for server in others:
                await storage.servers.drop(server)
            await storage.logbook.wishes.drop(others)
            await storage.retention.erase()
            return len(everywhere) - len(others), len(others)

    with only_bot(data_dir):
        kept, gone = run(split())
    say(
        f"{counted(kept, 'place')} kept and {counted(gone, 'place')} removed (a place is a server, or the direct messages)."
    )


def log_forget(
    pseudonym: Annotated[
        str,
        typer.Argument(metavar="PSEUDONYM", help="As “marrow log show” names an asker, or the author of a note."),
    ],
    server: Annotated[
        str, typer.Option("--server", metavar="ID", help=f"Their server; “{DIRECT}” for direct messages.")
    ],
    config: ConfigFile = None,
) -> None:
    """Remove all rows of one asker, for good. From tables, full text, spool and the bytes of the files; readings of the log stay noted."""
    settings = load(config)

    async def forget() -> tuple[int, bool]:
        where = None if server == DIRECT else server
        async with storage_of(settings) as storage:
            async with nothing_answered(settings.storage.data_dir, UNDER_WAY) as done:
                kept = await storage.logbook.kept_of_named(where, pseudonym)
                others = await storage.members.quoted(where, pseudonym)
                count = await storage.logbook.forget_named(where, pseudonym, erase=False)
            await storage.logbook.erase()
            return max(count, others + sum(kept[trace.table] for trace in TRACES if trace.fate != "stays")), done

    count, done = run(forget())
    if not count:
        raise StorageError(
            f"Nobody called “{pseudonym}” has a row there; “marrow log show” names askers and servers."
        )
    say(
        f"{counted(count, 'row')} removed. Copies made before (backups, exports) still hold them; remove those too."
    )
    if not done:
        say(STILL)
