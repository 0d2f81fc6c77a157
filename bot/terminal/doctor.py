"""``marrow doctor``: is everything in order, and if not, what to do."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from json import loads as read_json
from pathlib import Path
from typing import Any, Literal

from bot.assistant.assistant import Assistant
from bot.assistant.wording import counted
from bot.config import TOKEN, Config
from bot.models import Context
from bot.service import build_index
from bot.storage.database import FILE
from bot.storage.keys import examined
from bot.storage.logbook import Logbook
from bot.storage.pseudonyms import KeyTrouble
from bot.terminal.chat import sample
from bot.terminal.setting import AsJson, ConfigFile, load, run, say, say_json
from corpus.citing import STYLES, with_own
from corpus.errors import MarrowError
from corpus.models import Model
from corpus.store import CorpusStore

HEALTH = "health.json"
STALE = 30.0  # seconds: the bot writes its health every ten
ROOM = 100 * 2**20  # bytes free below which the operator is warned


class Finding(Model):
    """One thing that was looked at: how it is, and what to do where it is not well."""

    name: str
    state: Literal["ok", "warn", "fail"]
    says: str


def doctor(json: AsJson = False, config: ConfigFile = None) -> None:
    """Look at Python, configuration, data folder, logbook, corpus, index, token and bot; say what to do."""
    settings = load(config)
    findings = run(_all(settings))
    if json:
        say_json([finding.model_dump() for finding in findings])
    else:
        for finding in findings:
            say(f"{finding.state:<5} {finding.name:<13} {finding.says}")
    if any(finding.state == "fail" for finding in findings):
        sys.exit(1)


async def _all(config: Config) -> list[Finding]:
    return [finding async for finding in _examine(config)]


async def _examine(config: Config) -> AsyncIterator[Finding]:
    yield Finding(name="python", state="ok", says=f"{platform.python_version()}, Marrow {version('marrow')}")
    yield Finding(name="configuration", state="ok", says="every key is known and in its range")
    yield _guarded("data folder", lambda: _folder(config.storage.data_dir))
    yield await _logbook(config.storage.data_dir)
    yield await _pseudonyms(config.storage.data_dir)
    yield _guarded("corpus", lambda: _corpus(config))
    if config.citations.styles:
        yield _guarded("styles", lambda: _styles(config))
    yield await _answers(config)
    yield await _discord(config)
    yield _running(config.storage.data_dir)


def _guarded(name: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except (MarrowError, OSError) as error:
        return Finding(name=name, state="fail", says=str(error))


def _folder(data_dir: Path) -> Finding:
    data_dir.mkdir(parents=True, exist_ok=True)
    probe = data_dir / f".probe-{os.getpid()}"
    probe.write_bytes(b"x")
    probe.unlink()
    status = os.statvfs(data_dir)
    free = status.f_bavail * status.f_frsize
    says = f"{data_dir} can be written, {free // 2**20:,} MB free"
    return Finding(
        name="data folder",
        state="ok" if free > ROOM else "warn",
        says=says if free > ROOM else f"{says}: make room soon",
    )


async def _logbook(data_dir: Path) -> Finding:
    if not (data_dir / FILE).exists():
        return Finding(name="logbook", state="ok", says="none yet; it begins with the first question")
    try:
        async with Logbook.read(data_dir) as log:
            checked, rows, waiting = await log.check(), await log.count(), log.waiting()
    except MarrowError as error:
        return Finding(name="logbook", state="fail", says=str(error))
    if checked != "ok":
        return Finding(
            name="logbook",
            state="fail",
            says=f"damaged ({checked}): stop Marrow, move {FILE} away, put a backup back",
        )
    if waiting:
        return Finding(
            name="logbook",
            state="warn",
            says=f"{rows:,} rows, {waiting} more wait in the spool for the next start",
        )
    return Finding(name="logbook", state="ok", says=f"{rows:,} rows, sound, nothing waits in the spool")


async def _pseudonyms(data_dir: Path) -> Finding:
    try:
        names = await examined(data_dir / FILE)
    except KeyTrouble as error:
        return Finding(name="pseudonyms", state="fail", says=str(error))
    except MarrowError:
        says = "whether the key is the logbook's own is not known, because the logbook cannot be read"
        return Finding(name="pseudonyms", state="warn", says=says)
    says = "the key is the logbook's own" if names else "no key yet; it is made with the first question"
    return Finding(name="pseudonyms", state="ok", says=says)


def _corpus(config: Config) -> Finding:
    corpus = CorpusStore(config.storage.data_dir / "libraries").load(config.corpus.library)
    bare = sum(not paper.abstract for paper in corpus.papers)
    says = f"{corpus.name}: {counted(len(corpus.papers), 'paper')}, snapshot {corpus.digest[:12]}"
    return Finding(
        name="corpus", state="warn" if bare else "ok", says=f"{says}; {bare} have no abstract" if bare else says
    )


def _styles(config: Config) -> Finding:
    """The operator's own styles, each tried."""
    added = list(with_own(config.citations.styles).values())[len(STYLES) :]
    return Finding(name="styles", state="ok", says=f"{', '.join(one.label for one in added)} can be cited in")


async def _answers(config: Config) -> Finding:
    """Build the index and ask it something, without a row in the log."""
    try:
        assistant = Assistant(build_index(config))
        answer = await assistant.ask(sample(assistant.corpus), Context(surface="doctor"))
    except MarrowError as error:
        return Finding(name="answers", state="fail", says=str(error))
    state: Literal["ok", "warn"] = "ok" if answer.answered else "warn"
    return Finding(
        name="answers", state=state, says=f"a sample question was {answer.outcome} in {answer.latency_ms:.0f} ms"
    )


async def _discord(config: Config) -> Finding:
    """Ask Discord about the token, if there is one."""
    token = config.token()
    if token is None:
        says = f"no {TOKEN} in the environment: “marrow chat” needs none, “marrow run” does"
        return Finding(name="discord", state="ok", says=says)
    from bot.discord.checking import check_token

    fine, says = await check_token(config, token)
    return Finding(name="discord", state="ok" if fine else "fail", says=says)


def _running(data_dir: Path) -> Finding:
    """What the running bot last said of itself."""
    path = data_dir / HEALTH
    if not path.exists():
        return Finding(name="bot", state="ok", says="has not run with this data folder yet")
    try:
        report = read_json(path.read_text("utf-8"))
        age = (datetime.now(UTC) - datetime.fromisoformat(report["at"])).total_seconds()
    except (OSError, ValueError, KeyError) as error:
        return Finding(name="bot", state="warn", says=f"{path} cannot be read: {error}")
    if report["state"] == "stopped":
        return Finding(name="bot", state="ok", says=f"stopped cleanly at {report['at']}")
    if age > STALE:
        says = f"last heard of {age:.0f} s ago as “{report['state']}”: it was killed or hangs; look at its log"
        return Finding(name="bot", state="warn", says=says)
    if report["state"] == "reconnecting":
        says = f"not connected to Discord ({_gone(report)}); it tries again by itself: look at the network and Discord's status"
        return Finding(name="bot", state="warn", says=says)
    return Finding(name="bot", state="ok", says=f"{report['state']}, in {report['servers']} servers")


def _gone(report: Mapping[str, Any]) -> str:
    """Since when which shards are without a connection, or how long Discord has been silent."""
    since = [f"shard {shard} since {at}" for shard, at in report.get("disconnected_since", {}).items()]
    silent = (f"shard {s}: last heard of {age} s ago" for s, age in report.get("last_heartbeat", {}).items())
    return ", ".join(since or silent)
