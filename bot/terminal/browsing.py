"""``marrow log browse``: the log in a browser on this machine."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

import typer

from bot.storage.logbook import existing
from bot.storage.reading import LogReader
from bot.terminal.selecting import Server, reading, selection_of
from bot.terminal.setting import ConfigFile, complain, load, say

LARGE = 50_000_000  # bytes: copying more takes more than a second
_OPEN_DOOR = (
    "Whoever can reach {} and learns the address below can read the log, and it travels unencrypted; "
    "a tunnel (ssh -L) to the usual 127.0.0.1 is safer."
)


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise typer.BadParameter(f"{text} is no address; give one like 127.0.0.1, 192.168.1.20 or ::1.") from None


def log_browse(
    port: Annotated[int, typer.Option(min=0, max=65_535, help="The port; 0 for any that is free.")] = 0,
    listen: Annotated[
        str,
        typer.Option(metavar="ADDRESS", callback=_address, help="Where to listen instead of this machine alone."),
    ] = "127.0.0.1",
    names: Annotated[
        bool, typer.Option("--names", help="With pseudonyms, servers, channels and messages.")
    ] = False,
    server: Server = None,
    config: ConfigFile = None,
) -> None:
    """Open the log in a browser: a copy of it, made now, with search, filters, queries, a chart and CSV.

    Whoever opens the address that is printed can read the copy until Ctrl-C ends it; the copy goes then.
    """
    settings = load(config)
    selection = selection_of(server, None, None)
    from bot.browsing.copy import redacted
    from bot.browsing.serving import bound, serve  # Datasette takes most of a second to load

    address = ip_address(listen)
    with bound(address, port) as at:
        reading(settings, "browse with names" if names else "browse", selection, _nothing)
        if not address.is_loopback:
            complain(_OPEN_DOOR.format(address))
        if (size := existing(settings.storage.data_dir).stat().st_size) > LARGE:
            complain(f"The log is copied first, {size / 1e6:,.0f} MB; that takes a while.")
        with redacted(settings.storage.data_dir, selection, names) as copy:
            serve(copy, names, at, _say_where)


async def _nothing(_: LogReader) -> None:
    """Do nothing: the reading is recorded already, and a copy of the log is read instead."""


def _say_where(url: str) -> None:
    say(url)
    complain("Open this address in a browser; Ctrl-C here ends it.")
