"""``marrow log``: what was asked, what was answered and from which papers; and asking a question again."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.config import Config
from bot.recording import record
from bot.replay import Past, Replay, replay
from bot.storage.logbook import Logbook
from bot.storage.rows import Entry
from bot.storage.selection import Selection
from bot.terminal.browsing import log_browse
from bot.terminal.keeping import log_backup, log_export, log_forget, log_rotate, log_split
from bot.terminal.pinning import log_pin, log_pins, log_reported, log_unpin
from bot.terminal.reviewing import line, log_gaps, log_note, log_readings, log_search, log_solve, log_stats
from bot.terminal.selecting import one, reading, selection_of
from bot.terminal.setting import AsJson, ConfigFile, load, run, say, say_json


def log_replay(
    answer: Annotated[str, typer.Argument(metavar="ID", help="An answer's id, or the beginning of it.")],
    today: Annotated[
        bool, typer.Option("--today", help="Ask today's papers instead of those that gave it.")
    ] = False,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Ask a logged question again of the papers that gave its answer: identical, or the first difference.

    Leaves with 1 where it is not identical; with --today a difference is news and no failure.
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
    """One question's whole record: what was said, why, from what, and what readers thought of it."""
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
