"""The real command: it opens on loopback, is recorded, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest

from bot.browsing.copy import PREFIX
from bot.browsing.serving import MOST
from bot.storage.selection import Selection
from bot.storage.store import Storage
from tests.bot.browsing.conftest import fill
from tests.bot.terminal.running import environment, marrow

LONG = 120  # seconds after which something is taken to hang


@contextmanager
def browsing(folder: Path, *arguments: str, **how: Any) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, running, and the address it printed."""
    command = [sys.executable, "-m", "bot", "log", "browse", *arguments]
    process = subprocess.Popen(
        command,
        env=environment(folder),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **how,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


def opener() -> urllib.request.OpenerDirector:
    """A browser that keeps cookies and knows no proxy."""
    cookies = urllib.request.HTTPCookieProcessor(CookieJar())
    return urllib.request.build_opener(urllib.request.ProxyHandler({}), cookies)


def copies(folder: Path) -> list[Path]:
    return list(folder.glob(f"{PREFIX}*"))


async def readings(folder: Path) -> list[tuple[str, str]]:
    async with Storage.open(folder) as storage:
        return [(one.what, one.detail) for one in await storage.reader.readings(Selection(everywhere=True))]


def test_an_opening_from_the_address_to_the_end(tmp_path: Path) -> None:
    asyncio.run(fill(tmp_path))
    with browsing(tmp_path) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        browser = opener()
        with browser.open(address, timeout=LONG) as page:
            assert page.url == address.partition("?")[0]
            assert "Marrow’s logbook" in page.read().decode()
        with browser.open(page.url + "/answers.json?_shape=array", timeout=LONG) as rows:
            assert len(json.load(rows)) == 5
        with pytest.raises(HTTPError, match="403"):
            opener().open(page.url, timeout=LONG)
        assert len(copies(tmp_path)) == 1
        process.send_signal(signal.SIGTERM)
        said, complained = process.communicate(timeout=LONG)
        assert (process.returncode, said) == (0, "")
        assert complained == "Open this address in a browser; Ctrl-C here ends it.\n"
    assert copies(tmp_path) == []
    assert asyncio.run(readings(tmp_path)) == [("browse", "everything")]


@pytest.mark.slow
def test_hundreds_of_silent_connections_leave_room_and_an_end(tmp_path: Path) -> None:
    asyncio.run(fill(tmp_path))
    limited = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (176, 176))}
    with browsing(tmp_path, **limited) as (process, address), ExitStack() as held:
        at, silents = urlsplit(address), list[socket.socket]()
        for _ in range(400):
            silent = held.enter_context(socket.socket())
            silent.setblocking(False)
            with suppress(BlockingIOError):
                silent.connect((str(at.hostname), at.port or 0))
            silents.append(silent)
        for silent in silents:
            with suppress(OSError):
                silent.send(b"GET / HTTP/1.1\r\n")
        process.send_signal(signal.SIGTERM)
        said, complained = process.communicate(timeout=LONG)
        assert (process.returncode, said) == (0, "")
        assert complained == "Open this address in a browser; Ctrl-C here ends it.\n"
    assert copies(tmp_path) == []


@pytest.mark.slow
def test_what_was_refused_holds_no_connection(tmp_path: Path) -> None:
    """A byte of what it had announced every few seconds kept each open, and with 64 the page was nobody's any more."""
    asyncio.run(fill(tmp_path))
    with browsing(tmp_path) as (_, address), ExitStack() as held:
        at = urlsplit(address)
        where = str(at.hostname), at.port or 0
        refused = [held.enter_context(socket.create_connection(where, timeout=LONG)) for _ in range(MOST)]
        for one in refused:
            one.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nx")
        for one in refused:
            assert one.recv(4096).startswith(b"HTTP/1.1 405 ")
        for one in refused:
            with suppress(OSError):  # it is closed
                one.sendall(b"x")
        with opener().open(address, timeout=LONG) as page:
            assert page.status == 200


@pytest.mark.slow
def test_it_listens_on_this_machine_alone_unless_told(tmp_path: Path) -> None:
    asyncio.run(fill(tmp_path))
    with browsing(tmp_path, "--listen", "0.0.0.0", "--names", "--server", "guild") as (process, address):
        assert urlsplit(address).hostname == "127.0.0.1"
        with opener().open(address, timeout=LONG) as page:
            assert page.status == 200
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=LONG)
        assert (process.returncode, said) == (0, "")
    assert copies(tmp_path) == []
    assert "Whoever can reach 0.0.0.0" in complained
    assert asyncio.run(readings(tmp_path))[0][0] == "browse with names"


def test_what_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    done = marrow(tmp_path, "log", "browse")
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (1, 1, "")
    assert os.listdir(tmp_path) == []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = marrow(tmp_path, "log", "browse", "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Choose another --port" in done.stderr
    assert marrow(tmp_path, "log", "browse", "--listen", "example.org").returncode == 2
