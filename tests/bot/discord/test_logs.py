"""What is written to stderr names no member and no direct message, whoever writes it, and holds no token."""

from __future__ import annotations

import asyncio
import errno
import gc
import json
import logging
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from aiohttp import web
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.discord.listing import Choice
from bot.discord.reasons import LOST, why
from bot.discord.running import JsonLines
from bot.harmless import traced
from bot.terminal import app
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION

MEMBER, DM, SERVER = "215000000000000077", "1098000000000000011", "1456074443980800018"
SAID = "does my patient of 4 May feel pain"
TOKEN, SECRET = "aW50ZXJhY3Rpb246" * 10, "MTA1.Gx.secret-of-the-bot"


@contextmanager
def written(*names: str) -> Iterator[list[str]]:
    """The lines that stderr would be given of what some loggers say."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    kept, loggers = Kept(), [logging.getLogger(name) for name in names]
    kept.setFormatter(JsonLines(SECRET))
    for logger in loggers:
        logger.addHandler(kept)
    try:
        yield lines
    finally:
        for logger in loggers:
            logger.removeHandler(kept)


@asynccontextmanager
async def loopback(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A Discord that lets the bot in and finds everything else too fast."""

    async def answered(request: web.Request) -> web.Response:
        me = {"id": SERVER, "username": "m", "discriminator": "0", "avatar": None, "name": "m"}
        slow = {"retry_after": 0, "message": "slow", "global": False}
        known = request.path.endswith("/@me")
        headers = {"Via": "1.1 loopback", "Content-Type": "application/json"}
        return web.Response(
            body=json.dumps(me if known else slow).encode(), status=200 if known else 429, headers=headers
        )

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answered)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        yield
    finally:
        await runner.cleanup()


async def test_discords_limits_on_a_direct_message_and_on_an_answer_name_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """discord.py warns with the whole address, and an address of an interaction lets anybody answer it."""
    async_context.set(AsyncWebhookAdapter())  # type: ignore[no-untyped-call]  # a simulated server of an earlier test may have left its own
    async with loopback(monkeypatch), discord.Client(intents=discord.Intents.none()) as client:
        await client.http.static_login("x")
        with written("discord") as lines:
            hook = discord.Webhook.partial(int(SERVER), TOKEN, client=client)
            for call in (partial(client.http.send_typing, int(DM)), partial(hook.send, f"<@{MEMBER}>")):
                with pytest.raises(discord.HTTPException):
                    await call()
    assert len([line for line in lines if "rate limited" in line]) >= 2
    assert [one for one in (DM, MEMBER, TOKEN) if one in "".join(lines)] == []


async def test_a_reply_that_may_not_be_sent_names_the_server_and_no_channel(server: Server) -> None:
    server.env.inject_error("POST", "/channels/*/messages", status=403, message="Missing Access", times=None)
    with written("marrow") as lines:
        await server.mention(QUESTION)
        await server.alice.send_dm(QUESTION)
    refused = [json.loads(line)["message"] for line in lines if "could not be sent" in line]
    places = (f"a channel of server-{server.guild.id}", "a channel of direct messages")
    assert [place in line for place, line in zip(places, refused, strict=True)] == [True, True]
    channels = (server.channel.id, server.alice.user.dm_channel.id)
    assert [one for one in channels if str(one) in "".join(lines)] == []


def test_an_error_is_told_by_its_kind_and_place_and_without_a_word() -> None:
    """What it says may be what a member wrote."""
    with written("marrow") as lines:
        try:
            try:
                int("a member's question")
            except ValueError as error:
                raise RuntimeError(f"member {MEMBER} of {SECRET}") from error
        except RuntimeError:
            logging.getLogger("marrow.discord").exception("In %s of %s, library server-%s", DM, SECRET, SERVER)
    said = json.loads(lines[0])
    assert said["message"] == f"In (id) of (token), library server-{SERVER}"
    assert "ValueError\n\nTraceback" in said["traceback"]
    assert "test_logs.py" in said["traceback"]
    assert said["traceback"].endswith("RuntimeError")
    assert [
        one for one in ("question", "member (id)", MEMBER, SECRET) if f"Error: {one}" in said["traceback"]
    ] == []


async def test_a_task_that_nobody_waited_for_says_no_word_either() -> None:
    async def failing() -> None:
        raise RuntimeError(SAID)

    with written("asyncio") as lines:
        task = asyncio.create_task(failing())
        await asyncio.wait({task})
        del task
        gc.collect(1)  # the task is young: what else the suite has made is not passed over
    assert "RuntimeError" in json.loads(lines[0])["traceback"]
    assert SAID not in lines[0]


def test_numbers_of_the_machine_and_of_discord_stay() -> None:
    response = SimpleNamespace(status=400, reason="Bad Request")
    told = {
        "code": 50035,
        "message": SAID,
        "errors": {"content": {"_errors": [{"code": "BASE_TYPE_BAD", "message": SAID}]}},
    }
    refused = discord.HTTPException(response, told)  # type: ignore[arg-type]
    assert traced(refused).endswith("discord.errors.HTTPException (status 400, code 50035)")
    assert why(refused) == "Discord's reason: 400, code 50035, BASE_TYPE_BAD"
    assert traced(FileNotFoundError(errno.ENOENT, SAID, SAID)).endswith(
        "FileNotFoundError: [Errno 2] No such file or directory"
    )


def test_what_discord_refuses_discord_py_is_a_line_with_its_reason() -> None:
    """An offer that comes too late is no error, and discord.py's traceback of it says nothing."""
    late = discord.NotFound(SimpleNamespace(status=404, reason="x"), {"code": 10062, "message": SAID})  # type: ignore[arg-type]
    with written("discord.app_commands.tree") as lines:
        for error in (late, aiohttp.ClientConnectionError(SAID)):
            logging.getLogger("discord.app_commands.tree").error("Ignoring exception", exc_info=error)
    said = [json.loads(line) for line in lines]
    assert [one["level"] for one in said] == ["warning", "warning"]
    assert [one["reason"] for one in said] == [why(late), LOST]
    assert [one for one in ("traceback", SAID) if one in "".join(lines)] == []


@pytest.mark.parametrize("code", [None, [1], {"a": 1}, "x", 10**30])
def test_a_refusal_whose_code_is_no_number_is_said_all_the_same(code: object) -> None:
    deep: Any = SAID
    for _ in range(3000):
        deep = {"a": [deep]}
    response = SimpleNamespace(status=400, reason="Bad Request")
    refused = discord.HTTPException(response, {"code": code, "message": SAID})  # type: ignore[arg-type]
    refused._errors = deep
    assert SAID not in why(refused)


@pytest.mark.slow
def test_the_programs_own_log_is_written_so() -> None:
    """The one place where logging is set up, in a process of its own: every logger of whoever's comes through it."""
    script = (
        "import logging; from bot.discord.running import log_to_stderr; log_to_stderr('')\n"
        f"for name in ('marrow.discord', 'discord.http', 'asyncio', 'aiohttp'): logging.getLogger(name).warning('of %s', {DM})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert [json.loads(line)["message"] for line in done.stderr.splitlines()] == ["of (id)"] * 4


def test_the_operators_details_of_an_error_name_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[storage]\ndata_dir = "{tmp_path / "data"}"\n')
    monkeypatch.setattr(sys, "argv", ["marrow", "--config", str(config)])

    def failing() -> None:
        raise RuntimeError(f"member {MEMBER}")

    assert app.guarded(failing) == 1
    kept = (tmp_path / "data" / app.DETAILS).read_text()
    assert kept.endswith("RuntimeError\n")
    assert "member (id)" not in kept


def test_a_value_that_does_not_fit_is_in_no_error() -> None:
    """A list's button that got another's choice wrote its values into the log, where members' words would be."""
    with written("marrow.discord") as lines:
        try:
            Choice.model_validate({"words": "zebra" + "fish"})
        except ValueError:
            logging.getLogger("marrow.discord").exception("Unexpected")
    assert "ValidationError" in lines[0]
    assert "zebrafish" not in lines[0]
