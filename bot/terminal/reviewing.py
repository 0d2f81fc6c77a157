"""``marrow log search, gaps, stats, note, solve, readings``: the operator reads the log; every reading is recorded."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.privacy import admitted
from bot.recording import ended
from bot.storage.reading import LogReader
from bot.storage.reviewed import LogReading
from bot.storage.rows import Entry
from bot.storage.selection import unfindable
from bot.terminal.readings import (
    DIRECT,
    Limit,
    Server,
    Since,
    Until,
    one,
    reader,
    reading,
    selection_of,
    users,
    words_kept,
)
from bot.terminal.setting import AsJson, ConfigFile, complain, load, out_file, say, say_json
from corpus.errors import StorageError


class OutcomeChoice(StrEnum):
    """The ways in which a question may end."""

    ANSWERED = "answered"
    RELATED = "related"
    NOTHING = "nothing"
    HELP = "help"
    REFUSED = "refused"


class Opinion(StrEnum):
    """What readers may think of an answer."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not-helpful"
    REPORTED = "reported"


def line(entry: Entry) -> str:
    """A row of the log as one line of text."""
    question = " ".join(entry.question.split()) or f"({entry.withheld or 'no words'})"
    cut = f"{question[:90]}…" if len(question) > 90 else question
    return f"{entry.id}  {entry.asked_at:%Y-%m-%d %H:%M:%S} UTC  {ended(entry):<8}  {cut}"


_Words = Annotated[
    str, typer.Argument(metavar="[WORDS]", help="Words of question or answer; the last may be cut.")
]
_Ended = Annotated[OutcomeChoice | None, typer.Option(help="How it ended.")]
_Thought = Annotated[Opinion | None, typer.Option(help="What readers thought of it.")]
_Quoted = Annotated[str | None, typer.Option(metavar="KEY", help="A paper that was quoted, by DOI or key.")]
_Surface = Annotated[str | None, typer.Option(help="Where it was asked: ask, chat, command, mention …")]
_Asker = Annotated[str | None, typer.Option(metavar="PSEUDONYM", help="As “marrow log show” names them.")]


def log_search(
    words: _Words = "",
    outcome: _Ended = None,
    feedback: _Thought = None,
    paper: _Quoted = None,
    surface: _Surface = None,
    asker: _Asker = None,
    server: Server = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Find questions by any combination of filters, newest first."""
    if said := unfindable(words):
        raise StorageError(said)
    thought = feedback.value.replace("-", " ") if feedback else None
    selection = selection_of(
        server,
        since,
        until,
        text=words,
        outcome=outcome,
        thought=thought,
        paper=paper,
        surface=surface,
        asker=asker,
    )
    page = reading(load(config), "search", selection, lambda log: log.page(selection, None, limit))
    if json:
        say_json([entry.model_dump(mode="json", exclude={"quotes"}) for entry in page.entries])
        return
    say("\n".join(map(line, page.entries)) or "No row fits.")
    if page.next:
        complain(f"There are more; -n {min(10 * limit, 10_000)} shows more of them.")


def log_gaps(
    server: Server = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 25,
    solved: Annotated[bool, typer.Option("--solved", help="Those that were closed instead.")] = False,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """The missing words of unanswered questions, counted. Without names."""
    selection = selection_of(server, since, until)
    gaps = reading(load(config), "gaps", selection, lambda log: log.gaps(selection, limit, solved))
    if json:
        say_json([gap.model_dump() for gap in gaps])
        return
    rows = (
        f"{gap.questions:>6,}  {gap.word}{f'   closed by {gap.solved_by}' if gap.solved_by else ''}"
        for gap in gaps
    )
    say("\n".join(rows) or "No gap in this period.")


def log_solve(
    word: Annotated[str, typer.Argument(metavar="WORD", help="The missing word, as “marrow log gaps” names it.")],
    by: Annotated[str, typer.Option(metavar="KEY OR TERM", help="What closes it; “” opens it again.")],
    server: Annotated[
        str, typer.Option("--server", metavar="ID", help="The server whose gap it is; “dm” for direct messages.")
    ],
    config: ConfigFile = None,
) -> None:
    """Mark a gap as closed by a paper or a term."""
    selection, settings = selection_of(server, None, None), load(config)
    admitted(word, by)
    words_kept(settings, selection.server)
    if not reading(settings, "solve", selection, lambda log: log.solve(selection.server, word, by)):
        raise StorageError(f"Nobody there asked in vain for “{word}”; “marrow log gaps” lists the words.")
    say(f"“{word}” is closed by {by}." if by else f"“{word}” is open again.")


def log_stats(
    server: Server = None,
    since: Since = None,
    until: Until = None,
    chart: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Draw it too.")] = None,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Questions, outcomes, papers quoted and feedback of some days."""
    selection = selection_of(server, since, until)
    settings = load(config)
    stats = reading(settings, "stats", selection, lambda log: log.stats(selection))
    if chart:
        with out_file(chart, settings) as file:  # a place that will not do is told before anything is drawn
            from bot.charting import png  # matplotlib takes a second to load

            file.write(png(stats))
    if json:
        say_json(stats.model_dump(mode="json") | {"questions": stats.questions})
    else:
        say(stats.told())
        if chart:
            say(f"The chart is in {chart}.")


def log_note(
    answer: Annotated[str, typer.Argument(metavar="ID", help="An answer's id, or the beginning of it.")],
    note: Annotated[str, typer.Argument(metavar="NOTE", help="What others should know about it.")],
    config: ConfigFile = None,
) -> None:
    """Add a note to an answer's record."""
    settings = load(config)
    admitted(note)
    entry = one(settings, "show", answer).entry
    words_kept(settings, entry.server)
    at = selection_of(entry.server or DIRECT, None, None)
    reading(settings, "note", at, lambda log: log.note(entry.id, entry.server, reader(), note), entry.id)
    say(f"The note stands beside {entry.id}.")


def log_readings(
    server: Server = None, limit: Limit = 100, json: AsJson = False, config: ConfigFile = None
) -> None:
    """Who read or exported the log, newest first. Users of this machine by name, members by the pseudonym that is kept."""
    selection = selection_of(server, None, None)

    async def found(log: LogReader) -> list[LogReading]:
        names = log.names_of(users(), None)
        return [
            one.model_copy(update={"reader": names.get(one.reader, one.reader)})
            for one in await log.readings(selection, limit)
        ]

    readings = reading(load(config), "readings", selection, found)
    if json:
        say_json([one.model_dump(mode="json") for one in readings])
    else:
        say(
            "\n".join(
                f"{one.at:%Y-%m-%d %H:%M:%S} UTC  {one.what:<9} {one.reader}: {one.detail}" for one in readings
            )
        )
