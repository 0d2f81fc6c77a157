"""What ``marrow doctor`` checks in the data folder: the folder, its permissions, the logbook, the key, and the running
bot.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from json import loads as read_json
from pathlib import Path
from typing import Any, Literal

from bot.assistant.wording import counted
from bot.storage.database import FILE, what_to_do
from bot.storage.folder import found_open, holder
from bot.storage.keys import examined
from bot.storage.logbook import Logbook
from bot.storage.pseudonyms import KeyTrouble
from bot.storage.wishes import known
from corpus.errors import MarrowError, StorageError
from corpus.models import Model
from corpus.private import draft, make_folder, opened, read_own, why

HEALTH = "health.json"
LARGEST = 2**20  # bytes of it: some for each shard
STALE = 30.0  # seconds: the bot writes its health every five
_LIVING = {"connecting", "ready", "reconnecting"}
ROOM = 100 * 2**20  # bytes free below which the operator is warned


_REMOVED = "The logbook was removed while the bot runs: its rows go to the spool. Put it back, or leave it so, and restart the bot."

_FOREIGN = f"Stop Marrow and look at {FILE} and what stands beside it: what another program made there has to go, or put a backup back."


class Diagnosis(Model):
    """The result of one check: its state, and what to do if something is wrong."""

    name: str
    state: Literal["ok", "warn", "fail"]
    says: str


async def guarded(name: str, look: Callable[[], Awaitable[Diagnosis | None]]) -> Diagnosis | None:
    """The result of a check; a finding "fail" with the error's sentence if the check raised an error."""
    try:
        return await look()
    except StorageError as error:
        return Diagnosis(name=name, state="fail", says=what_to_do(error))
    except MarrowError as error:
        return Diagnosis(name=name, state="fail", says=str(error))
    except OSError as error:
        return Diagnosis(name=name, state="fail", says=f"{error.filename or 'it'} cannot be used: {why(error)}")


class _Tried(Exception):
    """Ends the draft of a file that was only a test."""


async def folder(data_dir: Path) -> Diagnosis:
    """Whether the data folder can be written, and its free space. Raises OSError."""
    make_folder(data_dir)
    try:
        with suppress(_Tried), draft(data_dir / "probe") as probe:
            probe.write_bytes(b"x")
            raise _Tried
    except OSError as error:  # it names the file that was only a test
        raise OSError(error.errno, error.strerror, str(data_dir)) from None
    status = os.statvfs(data_dir)
    free = status.f_bavail * status.f_frsize
    says = f"{data_dir} can be written, {free // 2**20:,} MB free"
    return Diagnosis(
        name="data folder",
        state="ok" if free > ROOM else "warn",
        says=says if free > ROOM else f"{says}: make room soon",
    )


async def modes(data_dir: Path) -> Diagnosis:
    """Whether others can read or write files in the data folder. Raises OSError."""
    found = found_open(data_dir)
    if not found:
        return Diagnosis(name="modes", state="ok", says="folder and files are for their owner alone")
    says = f"{found[0]} is open to others ({len(found)} in all): “marrow run” closes them, or chmod go= does"
    return Diagnosis(name="modes", state="warn", says=says)


async def logbook(data_dir: Path) -> Diagnosis:
    """Whether the logbook is sound, and how many rows wait in the spool. Raises StorageError or OSError."""
    try:
        (data_dir / FILE).stat()
    except FileNotFoundError:
        if holder(data_dir) is not None:
            raise StorageError(_REMOVED) from None
        return Diagnosis(name="logbook", state="ok", says="none yet; it begins with the first question")
    os.close(opened(data_dir / FILE, os.O_RDWR))
    known(data_dir)  # without it nothing begins
    async with Logbook.read(data_dir) as log:
        checked, rows, waiting = await log.check(), await log.count(), log.waiting()
    if checked != "ok":
        raise StorageError(
            f"The logbook is damaged ({checked}): stop Marrow, move {FILE} away, put a backup back."
        )
    if reason := await Logbook.refusal(data_dir):
        raise StorageError(f"The logbook takes no rows ({reason}); they wait in the spool. {_FOREIGN}")
    if waiting:
        says = f"{counted(rows, 'row')}, {counted(waiting, 'more line waits', 'more lines wait')} in the spool; read in when Marrow next writes"
        return Diagnosis(name="logbook", state="warn", says=says)
    return Diagnosis(name="logbook", state="ok", says=f"{counted(rows, 'row')}, sound, nothing waits in the spool")


async def pseudonyms(data_dir: Path) -> Diagnosis:
    """Whether the key for pseudonyms belongs to the logbook. Raises KeyTrouble."""
    try:
        names = await examined(data_dir / FILE)
    except KeyTrouble:
        raise
    except MarrowError:
        says = "whether the key is the logbook's own is not known, because the logbook cannot be read"
        return Diagnosis(name="pseudonyms", state="warn", says=says)
    says = "the key is the logbook's own" if names else "no key yet; it is made with the first question"
    return Diagnosis(name="pseudonyms", state="ok", says=says)


async def running(data_dir: Path) -> Diagnosis:
    """The last report of the bot about itself, and whether it still runs. Raises OSError."""
    try:
        report, state, at, age = _heard(data_dir)
    except FileNotFoundError:
        return Diagnosis(name="bot", state="ok", says="has not run with this data folder yet")
    except ValueError as error:
        return Diagnosis(name="bot", state="warn", says=str(error))
    if state == "stopped":
        return Diagnosis(name="bot", state="ok", says=f"stopped cleanly at {at:%Y-%m-%d %H:%M:%S} UTC")
    how, says = _alive(data_dir, report, state, age)
    return Diagnosis(name="bot", state=how, says=says)


async def alive(data_dir: Path) -> Diagnosis:
    """For a program that restarts a hanging bot: "ok" while the bot runs and writes reports, even without a connection
    to Discord.

    Raises OSError.
    """
    found = await running(data_dir)
    try:
        _, state, _, age = _heard(data_dir)
    except (FileNotFoundError, ValueError):
        state, age = "unknown", STALE
    well = state in _LIVING and age < STALE and holder(data_dir) is not None
    return found.model_copy(update={"state": "ok" if well else "fail"})


def _heard(data_dir: Path) -> tuple[dict[str, Any], str, datetime, float]:
    """The bot's last report, its state, its time and its age in seconds. Raises OSError; ValueError if the report is
    damaged.
    """
    path = data_dir / HEALTH
    try:
        report = read_json(read_own(path, LARGEST))
        at = datetime.fromisoformat(report["at"])
        return report, str(report["state"]), at, abs((datetime.now(UTC) - at).total_seconds())
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ValueError(f"{path} is damaged: remove it; the bot writes it anew") from None


def _alive(data_dir: Path, report: Mapping[str, Any], state: str, age: float) -> tuple[Literal["ok", "warn"], str]:
    """The state of a bot that has not reported that it stopped, and a sentence about it."""
    heard = f"last heard of {age:,.0f} s ago as “{state}”"
    if holder(data_dir) is None and not _runs(report.get("pid")):
        return "warn", f"it was killed ({heard}): start it again; nothing that was shown is lost"
    if age > STALE:
        return "warn", f"{heard}: it was killed or hangs; look at its log"
    if state == "reconnecting":
        says = f"not connected to Discord ({_gone(report)}); it tries again by itself: look at the network and Discord's status"
        return "warn", says
    return "ok", f"{state}, in {counted(_count(report), 'server')}"


def _count(report: Mapping[str, Any]) -> int:
    servers = report.get("servers")
    return servers if isinstance(servers, int) else 0


def _runs(process: object) -> bool:
    """Whether a process with this number exists."""
    if not isinstance(process, int) or process <= 0:
        return False
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _gone(report: Mapping[str, Any]) -> str:
    """Which shards are disconnected and since when; or how long Discord has been silent."""
    since = [f"shard {shard} since {at}" for shard, at in report.get("disconnected_since", {}).items()]
    silent = (f"shard {s}: last heard of {age} s ago" for s, age in report.get("last_heartbeat", {}).items())
    return ", ".join(since or silent)
