"""``marrow run``: opens everything or stops with one sentence; ends cleanly on SIGTERM and SIGINT."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import aiohttp
import discord
import yarl
from pydantic import SecretStr

from bot import GARBAGE
from bot.assistant.wording import counted
from bot.browsing.copy import sweep
from bot.config import Config
from bot.discord.client import Marrow
from bot.discord.curating import waiting
from bot.discord.curating.digest import reloaded
from bot.discord.health import exposed
from bot.discord.listing import Lists
from bot.discord.pace import Cooldown, UnderWay
from bot.discord.parts import Parts
from bot.discord.reasons import reason, why
from bot.discord.receiving import UNREAD
from bot.harmless import traced, unnamed
from bot.libraries import Libraries, LibraryError
from bot.memory import share_arenas
from bot.service import SWITCH, OpenIndex, index_beside
from bot.settings import TOKEN, Sharding
from bot.storage.folder import only_bot, open_folder, tidy_folder
from bot.storage.store import Storage
from corpus.characters import told
from corpus.citing import with_own
from corpus.errors import ConfigError, MarrowError, StorageError


class JsonLines(logging.Formatter):
    """A log record as one JSON line, without ``secret``, without names of members and without what errors say."""

    def __init__(self, secret: str) -> None:
        super().__init__()
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """The record's line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "name": record.name,
            "message": _message(record),
        }
        error = record.exc_info[1] if record.exc_info else None
        if record.name.startswith(LIBRARYS) and isinstance(error, FAR):
            line |= {"level": "warning", "reason": reason(error)}
        elif record.name == CONNECTING and isinstance(error, UNREAD):
            line |= {"level": "warning", "reason": "what came could not be read"}
        elif error is not None:
            line["traceback"] = traced(error)
        text = told(json.dumps(line, ensure_ascii=False))
        text = text.replace(self._secret, "(token)") if self._secret else text
        return unnamed(text)


def _message(record: logging.LogRecord) -> str:
    """What a record says; of the event loop's own the first line, because the others show what it worked with."""
    said = record.getMessage()
    return said.partition("\n")[0] if record.name == LOOPS else said


def log_to_stderr(secret: str) -> None:
    """Send Marrow's log from INFO and discord.py's from WARNING to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secret))
    root = logging.getLogger()
    for old in root.handlers[:]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("marrow").setLevel(logging.INFO)


NOT_AUTHENTICATED = 4004  # as Discord closes a connection whose token was reset meanwhile
REFUSED = (
    f"Discord refused the token in {TOKEN}. Copy a new one from your application's “Bot” page "
    "(“Reset Token”) and start again."
)
LOOPS, LIBRARYS = "asyncio", "discord."  # the event loop's own logger, and discord.py's
CONNECTING = "discord.shard"  # its logger for the gateway's connections
# no fault of this program's, so where in it they came up tells nothing
FAR = (discord.HTTPException, aiohttp.ClientError)
SHARDS = "shards"  # a fact: the shards a data folder is for; "": all
LEAVE_AFTER = 0.4  # seconds for the interpreter to end by itself once everything is put away
_LOG = logging.getLogger("marrow.discord")


class DiscordError(MarrowError):
    """Discord could not be reached, or refused the bot."""


async def serve(config: Config) -> None:
    """Run the bot until it is told to stop. Raises MarrowError with one sentence if it cannot start."""
    token = config.token()
    if token is None:
        raise ConfigError(
            f"There is no {TOKEN} in the environment. Make an application on https://discord.com/developers/applications, copy "
            f"the token of its bot, and say: export {TOKEN}=… (“marrow chat” needs none.)"
        )
    log_to_stderr(token.get_secret_value())
    sys.setswitchinterval(SWITCH)
    share_arenas()
    point_at(config)
    stop = _told_to_stop()
    async with open_parts(config) as parts:
        bot = Marrow(parts)
        settle()
        await _run(bot, token, stop, config.discord.stop_seconds)
    if stop.is_set():
        _leave_soon()


def settle() -> None:
    """Exclude all existing objects (the program and its tables) from Python's garbage collection: checking them would
    block the event loop for a tenth of a second, again and again. What is made from here on is collected as it goes.
    """
    gc.set_threshold(GARBAGE)
    gc.collect()
    gc.freeze()


def _told_to_stop() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


def _leave_soon() -> None:
    """End the process soon with code 0, even if a thread still reads a file: everything is already saved."""
    timer = threading.Timer(LEAVE_AFTER, os._exit, (0,))
    timer.daemon = True
    timer.start()


@asynccontextmanager
async def open_parts(config: Config, index: OpenIndex = index_beside) -> AsyncIterator[Parts]:
    """Open the bot's parts in order: data folder, storage, reference styles; libraries are opened when first asked,
    with the index that ``index`` gives.

    Raises StorageError or CorpusError, the latter also if the configured library does not exist.
    """
    open_folder(config.storage.data_dir)
    with only_bot(config.storage.data_dir):
        await asyncio.to_thread(tidy_folder, config.storage.data_dir)
        await asyncio.to_thread(waiting.tidied, config.storage.data_dir)
        await asyncio.to_thread(sweep, config.storage.data_dir)  # a copy of the log that a killed browser left
        async with Storage.open(config.storage.data_dir, config.storage.busy_timeout_ms) as storage:
            await check_shards(storage, config.discord.sharding)
            styles = await asyncio.to_thread(with_own, config.citations.styles)
            libraries = Libraries(config, storage.logbook, index=index)
            await asyncio.to_thread(libraries.check)
            lists = Lists(config.storage.libraries, config.corpus.work_limits)
            pace = Cooldown(config.discord.cooldown_questions, config.discord.cooldown_seconds)
            try:
                under_way = UnderWay(config.storage.data_dir)
                yield Parts(config, libraries, storage, pace, styles, lists, under_way=under_way)
            finally:
                await libraries.close()


async def check_shards(storage: Storage, sharding: Sharding | None) -> None:
    """Raise StorageError if the data folder has servers whose events go to another process."""
    before = await storage.facts.get(SHARDS)
    now = sharding.named if sharding else ""
    if sharding is not None:
        others = [server for server in await storage.servers.everywhere() if server and not sharding.has(server)]
        if others:
            raise StorageError(
                f"The data folder holds {counted(len(others), 'server')} of other shards than discord.shards names "
                f"({now}), such as {others[0]}: write there what it was kept for{f' ({before})' if before else ''}, or, "
                "where the folder was copied for several processes, run “marrow log split” in each."
            )
    if before and before != now:
        _LOG.warning(
            "This data folder was kept for the shards %s and now has %s: servers that were another process's are "
            "answered without their settings and their log.",
            before,
            now or "all",
        )
    await storage.facts.put(SHARDS, now)


def point_at(config: Config) -> None:
    """Set the configured addresses in discord.py (they are class attributes there), and turn off its warnings about
    voice.
    """
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    discord.http.Route.BASE = config.discord.api_base.rstrip("/")
    if config.discord.gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(config.discord.gateway_url)


async def _run(bot: Marrow, token: SecretStr, stop: asyncio.Event, patience: float) -> None:
    reloading: set[asyncio.Task[None]] = set()  # a task without a reference may be collected before it ends

    def reload() -> None:
        reloading.add(task := asyncio.create_task(take_up(bot)))
        task.add_done_callback(reloading.discard)

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, reload)
    async with bot, exposed(bot.health, bot.parts.config.metrics.port):
        warming = asyncio.create_task(_warm(bot.parts.libraries))
        running = asyncio.create_task(_connected(bot, token))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if stop.is_set():
            _LOG.info("Stopping: answers in flight are finished first.")
            await bot.finish(patience)
            await bot.close()
            running.cancel()
        warming.cancel()
        await asyncio.gather(running, return_exceptions=stop.is_set())


async def _warm(libraries: Libraries) -> None:
    """Open the configured library while connecting, so that the first question does not wait; errors are logged."""
    with suppress(LibraryError):
        await libraries.service()


async def take_up(bot: Marrow) -> None:
    """Reload changed libraries, and tell the servers that want to know.

    If a library cannot be loaded, that is logged and its old papers stay in use.
    """
    try:
        changed = await reloaded(bot.parts, bot)
    except MarrowError as error:
        _LOG.error("Not every library could be taken up anew: %s", error)
        return
    for name, change in changed.items():
        _LOG.info("“%s” is now snapshot %s: %d papers changed.", name, change.after[:12], change.papers)
    if not changed:
        _LOG.info("No library has changed.")


async def _connected(bot: Marrow, token: SecretStr) -> None:
    """Log in and stay connected. Raises DiscordError, with what to do, if Discord refuses."""
    try:
        await bot.start(token.get_secret_value())
    except discord.LoginFailure:
        raise DiscordError(REFUSED) from None
    except discord.PrivilegedIntentsRequired:
        raise DiscordError(
            "Discord refused the bot's intents. Where discord.message_content is true, switch “Message Content Intent” on "
            "on the “Bot” page of the developer portal; else Marrow asks for no privileged one, so check there that the "
            "application is not restricted. Then start again."
        ) from None
    except discord.ConnectionClosed as error:
        closed = f"Discord closed the connection for good (code {error.code}). Start again."
        raise DiscordError(REFUSED if error.code == NOT_AUTHENTICATED else closed) from None
    except (aiohttp.ClientError, OSError, discord.GatewayNotFound, discord.DiscordServerError) as error:
        raise DiscordError(
            f"Discord cannot be reached at {discord.http.Route.BASE} ({type(error).__name__}). "
            "Check the network, discord.api_base and discord.gateway_url, then start again."
        ) from None
    except discord.HTTPException as error:
        raise DiscordError(f"Discord refused to start the bot: {why(error)}.") from None
