"""Files of curators that wait for their second yes: for a day, each in a folder of its own under its server's name.

A file that is being taken in has another name meanwhile, so that it is taken in once however often its button is pressed;
it is gone only when all of it is done. Where that was cut off, it waits again: at once, or at the next start.
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
_TAKEN = "-taken"


def place_of(data_dir: Path, server: str | None, token: str) -> Path:
    """The folder in which a file waits: under its server's name, so that its button is worth nothing in another."""
    return data_dir / FOLDER / f"{server}-{token}"


def kept(path: Path, content: bytes) -> None:
    """Keep a file until its second yes; those that waited too long go."""
    _forget_old(path.parent.parent)
    write_whole(path, content, fresh=True)


def noted(path: Path, note: bytes) -> None:
    """Keep a note beside a file that waits. Raises OSError."""
    write_whole(path.with_name(NOTE), note)


def note_of(path: Path) -> bytes | None:
    """The note beside a file; None where there is none. Raises OSError."""
    note = path.with_name(NOTE)
    return read_own(note, LARGEST_NOTE) if is_there(note) else None


def claimed(waiting: Path) -> Path:
    """The file of a folder, nobody else's from now on. Raises Refusal."""
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
    """Remove a folder with its file. Raises OSError."""
    for file in folder.glob("*"):
        file.unlink(missing_ok=True)
    folder.rmdir()


def tidied(data_dir: Path) -> None:
    """Before anybody presses a button: what a killed process was at waits again, and what waited too long goes."""
    for taken in (data_dir / FOLDER).glob(f"*{_TAKEN}"):
        with suppress(OSError):
            returned(taken)
    _forget_old(data_dir / FOLDER)


def _forget_old(folder: Path) -> None:
    for old in folder.glob("*"):
        with suppress(OSError):  # another import may be tidying up too
            if abs(time.time() - old.stat().st_mtime) > KEPT:  # one of the future was dated by a wrong clock
                gone(old)
