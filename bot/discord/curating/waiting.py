"""Curators' files that wait until their import is confirmed: at most a day, only the newest of each server, each in a
folder named after its server.

A file is renamed while it is imported, so that several presses import it once, and removed only after the import has
finished. If the import is interrupted, the file waits again, at once or after the next start.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from bot.discord.errors import Refusal
from corpus.private import is_there, read_own, write_whole

FOLDER = "waiting"
NOTE = "where it is from.json"  # beside a page that was fetched; no attachment's name has spaces in it
LARGEST_NOTE = 16_384  # bytes
KEPT = 86_400  # seconds a file waits for its second yes
MOST = 20  # files of one server that wait, the newest; at 8 MB each, nobody fills the disk of all
_TAKEN = "-taken"
CROWDED = "So many files came from this server at once that yours had to go again. Nothing was changed; send it once more."


def place_of(data_dir: Path, server: str | None, token: str) -> Path:
    """The folder of a waiting file; it names the server, so that a button does not work in another server."""
    return data_dir / FOLDER / f"{server}-{token}"


def kept(path: Path, content: bytes) -> None:
    """Keep a file until its import is confirmed. Removes files that waited too long, and the server's oldest beyond
    ``MOST``.

    Raises Refusal if the file itself is the oldest before it is written, because more than ``MOST`` came at once.
    """
    folder = path.parent
    forget_old(folder.parent.parent)
    try:
        write_whole(path, content, fresh=True)
    except FileNotFoundError:
        raise Refusal(CROWDED) from None
    theirs = [one for one in folder.parent.glob(f"{folder.name.rpartition('-')[0]}-*") if one.name.count("-") == 1]
    with suppress(OSError):  # another import may be tidying up too
        for old in sorted(theirs, key=lambda one: one.stat().st_mtime_ns)[:-MOST]:
            gone(old)


def noted(path: Path, note: bytes) -> None:
    """Write a note beside a waiting file. Raises OSError."""
    write_whole(path.with_name(NOTE), note)


def note_of(path: Path) -> bytes | None:
    """The note beside a file; None without a note. Raises OSError."""
    note = path.with_name(NOTE)
    return read_own(note, LARGEST_NOTE) if is_there(note) else None


def claimed(waiting: Path) -> Path:
    """Take a folder's file for this import only, and return its path. Raises Refusal if it is gone or taken already."""
    taken = waiting.with_name(f"{waiting.name}{_TAKEN}")
    try:
        waiting.rename(taken)
        return min(one for one in taken.iterdir() if one.name != NOTE)
    except (OSError, ValueError):
        raise Refusal(
            "That file is no longer kept, or is being taken in already. Use /corpus import again."
        ) from None


def returned(taken: Path) -> None:
    """Let the folder of a claimed file wait again. Raises OSError."""
    taken.rename(taken.with_name(taken.name.removesuffix(_TAKEN)))


def gone(folder: Path) -> None:
    """Remove a folder with its file; it may be gone already. Raises OSError."""
    with suppress(FileNotFoundError):
        for file in folder.glob("*"):
            file.unlink(missing_ok=True)
        folder.rmdir()


def tidied(data_dir: Path) -> None:
    """At a start: let files of interrupted imports wait again, and remove those that waited too long."""
    for taken in (data_dir / FOLDER).glob(f"*{_TAKEN}"):
        with suppress(OSError):
            returned(taken)
    forget_old(data_dir)


def forget_old(data_dir: Path) -> None:
    """Remove files that waited too long; those being taken in stay."""
    for old in (data_dir / FOLDER).glob("*"):
        with suppress(OSError):  # another import may be tidying up too
            # a time in the future comes from a wrong clock
            if not old.name.endswith(_TAKEN) and abs(time.time() - old.stat().st_mtime) > KEPT:
                gone(old)
