"""The real bot, the real corpus and a real SQLite file, in a simulated Discord."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import discord
import pytest
import simcord
from simcord.backend.ops.commands import COMMAND_FIELDS

from bot.charting import png
from bot.config import Config, StorageSection
from bot.discord import suggest, weekly
from bot.discord.actions.saving import PROMISED
from bot.discord.awaiting import TOLD
from bot.discord.client import Marrow
from bot.discord.moderating import rows
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.discord.syncing import FACT, fingerprint, payloads
from bot.discord.text import read_back
from bot.service import OpenIndex, build_index, index_beside
from bot.settings import DiscordSection
from bot.storage.reviewed import Stats
from corpus.store import DEFAULT, CorpusStore
from index.library import LibraryIndex
from tests.bot.discord.settling import PATIENCE, Patient

# A member hears at once that an answer is late, and choices that come late are not offered: on a busy machine all are late.
APPLICATION = 1_100_000_000_000_000_000  # the bot's own number at Discord, the same at each start
UNHURRIED = DiscordSection().model_copy(update={"defer_after_ms": PATIENCE * 1000})


class Begun(NamedTuple):
    """A data folder as a bot leaves it that opened its library, told Discord its commands and was asked nothing."""

    folder: Path
    commands: list[dict[str, Any]]


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Made once, copied for each test: telling the commands was a tenth of a test's work, and test_commands.py tries it."""
    folder = tmp_path_factory.mktemp("begun")

    async def begin() -> list[dict[str, Any]]:
        async with open_parts(Config(storage=StorageSection(data_dir=folder))) as parts:
            bot = Marrow(parts, shards=1)
            bot._connection.application_id = APPLICATION
            await bot.equip()
            told = payloads(bot.tree)
            await parts.storage.facts.put(FACT, fingerprint(bot.tree, told))
            return [{name: value for name, value in one.items() if name in COMMAND_FIELDS} for one in told]

    commands = asyncio.run(begin())
    CorpusStore(folder / "libraries").loaded_and_kept(DEFAULT)
    return Begun(folder, commands)


@pytest.fixture(scope="session")
def index(begun: Begun) -> OpenIndex:
    """The built-in library's index, made once: making it and reading its papers was a third of a test's work.

    Any other library, or state of it, is opened by each test itself.
    """
    seeded = Config(storage=StorageSection(data_dir=begun.folder))
    made = build_index(seeded)

    async def opened(config: Config, **how: Any) -> LibraryIndex:
        store = CorpusStore(config.storage.libraries)
        known = (config.corpus.library, config.search) == (DEFAULT, seeded.search)
        if not known or await asyncio.to_thread(store.state, DEFAULT) != made.corpus.digest:
            return await index_beside(config, **how)
        await asyncio.to_thread(store.loaded_and_kept, DEFAULT)
        return made

    return opened


@pytest.fixture
async def parts(begun: Begun, index: OpenIndex, tmp_path: Path) -> AsyncIterator[Parts]:
    shutil.copytree(begun.folder, tmp_path, dirs_exist_ok=True)
    config = Config(storage=StorageSection(data_dir=tmp_path), discord=UNHURRIED)
    async with open_parts(config, index) as opened:
        yield opened


def impatient(parts: Parts) -> None:
    """Let the logbook wait for a lock a moment only, where it would wait five seconds in vain."""
    parts.storage.reader._database._patience_ms = 0


@pytest.fixture
def simcord_bot(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Marrow:
    monkeypatch.setattr(suggest, "IN_TIME", PATIENCE)
    return Marrow(parts, shards=1)


@pytest.fixture
def drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are drawn in this process: one of their own, as the bot starts and tests/bot/test_charting.py tries, takes a
    second to load what draws.
    """

    async def here(stats: Stats) -> bytes:
        return await asyncio.to_thread(png, stats)

    for room in (weekly, rows):
        monkeypatch.setattr(room, "drawn", here)


@pytest.fixture
async def simcord_env(
    simcord_bot: Marrow, begun: Begun, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[simcord.Env]:
    """Refusals are told to members, so they are no errors; what is unexpected is logged as one, and fails the test."""
    env = Patient(simcord_bot, check_errors=False, settle_timeout=PATIENCE)
    env.backend.application_id = APPLICATION
    env.backend.register_commands(None, begun.commands)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()
    unexpected = [r for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.ERROR]
    assert [record.getMessage() for record in unexpected] == []
    sent = (repr(payload) for kind, _, payload in env.backend.transcript if kind == "HTTP")
    assert [
        one for one in sent if "\\ufdd" in one
    ] == []  # the marks of what is not ours are taken out of all that is sent


@dataclass
class Server:
    """One server: a channel, two members, an admin and a moderator."""

    env: Any
    guild: Any
    channel: Any
    alice: Any
    bob: Any
    admin: Any
    moderator: Any
    moderators: Any

    async def ask(self, question: str, **options: Any) -> Any:
        """Alice asks by command; what she sees."""
        return await self.alice.slash(self.channel, "ask", question=question, **options)

    async def rest(self, member: Any, message: Any, label: str) -> Any:
        """A member presses what stands behind an answer's last button; what comes of it."""
        return await member.click((await member.click(message, label="⋯")).response.message, label=label)

    async def mention(self, text: str, member: Any = None, **more: Any) -> Any:
        """A member mentions the bot; the message itself."""
        return await (member or self.alice).send(self.channel, f"<@{self.env.bot.user.id}> {text}", **more)


def new_server(env: Any, name: str = "lab") -> Server:
    """A server with the bot in it."""
    guild = env.create_guild(name)
    manage = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True, manage_messages=True))
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    return Server(
        env=env,
        guild=guild,
        channel=guild.create_text_channel("journal-club"),
        alice=guild.add_member(env.create_user(f"alice-{name}")),
        bob=guild.add_member(env.create_user(f"bob-{name}")),
        admin=guild.add_member(env.create_user(f"admin-{name}"), roles=[manage]),
        moderator=guild.add_member(env.create_user(f"mod-{name}"), roles=[moderators]),
        moderators=moderators,
    )


@pytest.fixture
def server(simcord_env: simcord.Env) -> Server:
    return new_server(simcord_env)


def labels(response: Any) -> list[str]:
    """What the buttons of a message say."""
    return [one.get("label") for row in response.components for one in row["components"]]


NEXT = "and the complications?"
COMPLICATIONS = "major complications was higher in the TES"


async def follow(who: Any, message: Any, question: str = NEXT) -> Any:
    """Press Follow up under a message and send the next question in the form."""
    form = await who.click(message, label="Follow up")
    assert form.modal is not None
    return await who.submit_modal(form, {"reason": question})


HONEY = "how much did feeding raise honey?"
FILE = ("bees.jsonl", b'{"_id": "1", "title": "Bees and sugar", "text": "Feeding raised honey by 12%."}\n')
OTHER = (
    "ants.jsonl",
    b'{"_id": "2", "title": "Ants and sugar", "text": "Ants carried leaves in all 40 nests."}\n',
)


async def asked(server: Server) -> Any:
    """A question nobody answers, and Alice's wish to be told."""
    answer = (await server.ask(HONEY)).response.message
    told = await server.alice.click(answer, label="Tell me")
    assert told.response.content == PROMISED
    assert told.ephemeral
    return answer


async def taken_in(server: Server, file: tuple[str, bytes] = FILE) -> None:
    """The admin imports a file."""
    tried = await server.admin.slash(server.channel, "corpus import", file=file)
    await server.admin.click(tried.response.message, label="Import these papers")


def told(server: Server) -> list[Any]:
    """The messages that tell of a new answer."""
    return [message for message in server.channel.history() if TOLD in message.content]


async def awaited_by_bob(server: Server) -> Any:
    """A question of Alice's nobody answers, and Bob's wish to be told."""
    answer = (await server.ask(HONEY)).response.message
    assert (await server.bob.click(answer, label="Tell me")).response.content == PROMISED
    return answer


def nonces(server: Server, said: str) -> list[str]:
    """The nonces of the messages with some words that were sent: of two with the same, Discord takes one (simcord both)."""
    sent = [one.json or {} for one in server.env.http_requests if one.method == "POST"]
    return [one["nonce"] for one in sent if said in read_back(one.get("content", "")) and one.get("enforce_nonce")]


async def forgotten(server: Server) -> None:
    """Alice deletes all that is kept of her."""
    sure = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(sure.response.message, label="Delete it all, and the answers sent to me")


async def meanwhile(server: Server, parts: Parts) -> str:
    """A paper that answers comes in while nobody can be told; the library's name."""
    server.env.inject_error("POST", "/channels/*/messages", status=403, code=20016, times=None)
    await taken_in(server)
    server.env.backend.faults.clear()
    (library,) = (await parts.settings(str(server.guild.id))).libraries
    assert library is not None
    return library


class Slow:
    """Discord, where something happens just before a message is taken: the client and its place in one."""

    def __init__(self, one: Any, before: Callable[[], Awaitable[None]]) -> None:
        self._one, self._before = one, before

    def __getattr__(self, name: str) -> Any:
        return getattr(self._one, name)

    def get_partial_messageable(self, *names: Any, **more: Any) -> Slow:
        return Slow(self._one.get_partial_messageable(*names, **more), self._before)

    async def send(self, **given: Any) -> Any:
        await self._before()
        return await self._one.send(**given)
