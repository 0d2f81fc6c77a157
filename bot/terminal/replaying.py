"""``marrow log replay``: a logged answer asked again."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.config import Config
from bot.past import Past
from bot.replay import Replay, replay
from bot.storage.rows import Entry
from bot.terminal.selecting import one
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
    with Past(config) as past:
        return await replay(entry, past.assistant, today)
