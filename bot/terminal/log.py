"""``marrow log``: what was asked, what was answered, and from what."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.config import Config
from bot.storage.logbook import Logbook
from bot.storage.rows import Entry
from bot.terminal.setting import AsJson, ConfigFile, load, run, say, say_json
from corpus.errors import StorageError

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
    entries = run(_recent(load(config), limit))
    if json:
        say_json([entry.model_dump(mode="json", exclude={"quotes"}) for entry in entries])
        return
    for entry in entries:
        question = " ".join(entry.question.split())
        say(
            f"{entry.id}  {entry.asked_at:%Y-%m-%d %H:%M:%S}  {entry.outcome:<8}  {question[:90]}{'…' if len(question) > 90 else ''}"
        )
    if not entries:
        say("Nothing was asked yet.")


@app.command("show")
def show(
    answer: Annotated[str, typer.Argument(metavar="ID", help="An answer's id, or the beginning of it.")],
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """One question's whole record."""
    entry = run(_get(load(config), answer))
    if entry is None:
        raise StorageError(
            f"No answer, or more than one, has an id that begins with “{answer}”; “marrow log list” lists them."
        )
    if json:
        say_json(entry.model_dump(mode="json"))
    else:
        say(record(entry))


def record(entry: Entry) -> str:
    """The whole record as text: what was said, why, and from what."""
    rows = [
        ("asked", f"{entry.asked_at:%Y-%m-%d %H:%M:%S} UTC, {entry.surface}, by {entry.asker or 'nobody named'}"),
        (
            "where",
            ", ".join(part for part in (entry.server, entry.channel, entry.message, entry.conversation) if part),
        ),
        ("question", entry.question),
        ("read with", entry.read_with.question if entry.read_with else ""),
        ("outcome", f"{entry.outcome} ({entry.kind}){f': {entry.reason}' if entry.reason else ''}"),
        ("matched", ", ".join(entry.matched)),
        ("unmatched", ", ".join(entry.unmatched)),
        ("also", ", ".join(entry.searched_also)),
        ("unknown", ", ".join(entry.unknown_words)),
        ("ranking", ", ".join(f"{runner.key} {runner.score:.2f}" for runner in entry.runners)),
        ("library", f"{entry.library}, snapshot {entry.snapshot[:12]}"),
        ("engine", f"{entry.engine}, weights {entry.weights}, settings {entry.settings}, Marrow {entry.version}"),
        ("latency", f"{entry.latency_ms:.1f} ms"),
    ]
    lines = [f"{name:<10} {value}" for name, value in rows if value.strip()]
    quotes = [f"  {q.key} [{q.start}:{q.stop}] {q.section or ''}\n  {q.text}" for q in entry.quotes]
    return "\n".join([entry.id, *lines, *(["quotes"] if quotes else []), *quotes, "", entry.text])


async def _recent(config: Config, limit: int) -> list[Entry]:
    async with Logbook.read(config.storage.data_dir) as log:
        return await log.recent(limit)


async def _get(config: Config, answer: str) -> Entry | None:
    async with Logbook.read(config.storage.data_dir) as log:
        return await log.get(answer)
