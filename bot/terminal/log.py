"""``marrow log``: what was asked, what was answered and from which papers; and asking a question again."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

import typer

from bot.config import Config
from bot.ending import run
from bot.recording import record
from bot.replay import Past, Replay, replay
from bot.storage.logbook import Logbook, existing
from bot.storage.reading import LogReader
from bot.storage.rows import Entry
from bot.storage.selection import Selection
from bot.terminal.keeping import log_backup, log_export, log_forget, log_rotate, log_split
from bot.terminal.pinning import log_pin, log_pins, log_reported, log_unpin
from bot.terminal.readings import Server, one, reading, selection_of
from bot.terminal.reviewing import line, log_gaps, log_note, log_readings, log_search, log_solve, log_stats
from bot.terminal.setting import AsJson, ConfigFile, complain, load, say, say_json

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
    """Open the log in a browser on this machine. It is a copy, made now, with search, filters, queries, a chart and CSV.

    Whoever opens the address that is printed can read the copy until Ctrl-C ends the command; then the copy is removed.
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


def log_replay(
    answer: Annotated[str, typer.Argument(metavar="ID", help="An answer's id, or the beginning of it.")],
    today: Annotated[
        bool, typer.Option("--today", help="Ask today's papers instead of those that gave it.")
    ] = False,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Ask a logged question again of the papers it was asked of. Says “Identical.”, or the first difference.

    Exits with 1 if it is not identical; with --today a difference is expected and no failure.
    """
    settings = load(config)
    found = run(_replayed(settings, one(settings, "replay", answer).entry, today))
    if json:
        say_json(found.model_dump() | {"identical": found.identical})
    else:
        say(found.told())
    if found.impossible is not None or not (found.identical or today):
        raise typer.Exit(1)


async def _replayed(config: Config, entry: Entry, today: bool) -> Replay:
    async with Logbook.read(config.storage.data_dir) as log:
        pin = await log.pins.get(entry.pin, Selection(everywhere=True)) if entry.pin else None
    with Past(config) as past:
        return await replay(entry, past.assistant, today, pin)


app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, help="What was asked and answered."
)


@app.command("list")
def list_entries(
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, max=100_000, help="How many, newest first.")] = 20,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """The newest questions, one a line."""
    everywhere = selection_of(None, None, None)
    page = reading(load(config), "list", everywhere, lambda log: log.page(everywhere, None, limit))
    if json:
        say_json([entry.model_dump(mode="json", exclude={"quotes"}) for entry in page.entries])
    else:
        say("\n".join(map(line, page.entries)) or "Nothing was asked yet.")


@app.command("show")
def show(
    answer: Annotated[str, typer.Argument(metavar="ID", help="An answer's id, or the beginning of it.")],
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """One question's whole record. What was said, why, from what, and what readers thought of it."""
    whole = one(load(config), "show", answer)
    if json:
        values = whole.model_dump(mode="json")
        say_json(values.pop("entry") | values)
    else:
        say(record(whole))


for _name, _command in (
    ("search", log_search),
    ("gaps", log_gaps),
    ("solve", log_solve),
    ("stats", log_stats),
    ("export", log_export),
    ("replay", log_replay),
    ("note", log_note),
    ("reported", log_reported),
    ("pin", log_pin),
    ("pins", log_pins),
    ("unpin", log_unpin),
    ("readings", log_readings),
    ("forget", log_forget),
    ("backup", log_backup),
    ("split", log_split),
    ("rotate", log_rotate),
    ("browse", log_browse),
):
    app.command(_name)(_command)
