"""``marrow corpus``: what the libraries hold, and how to import papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace as changed
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.assistant.papers.summaries import about, card, listing, summary
from bot.assistant.wording import counted
from bot.ownership import called
from bot.terminal.completing import corpus_add, corpus_complete
from bot.terminal.revising import (
    corpus_cite,
    corpus_diff,
    corpus_publish,
    corpus_reload,
    corpus_remove,
    corpus_restore,
    corpus_states,
    index_now,
    picked,
    tell_of_bot,
)
from bot.terminal.searching import corpus_figures
from bot.terminal.setting import (
    AsJson,
    ConfigFile,
    Library,
    bar,
    corpus_of,
    load,
    say,
    say_each,
    say_json,
    store_of,
    tell_all,
)
from bot.terminal.watching import corpus_watch, pages_among, parsed_page, remember_pages
from corpus.characters import one_line, visible
from corpus.errors import CorpusError, UnreadableError
from corpus.files import files_in, formats, read_papers
from corpus.formats.collecting import Reading
from corpus.joining import builtin
from corpus.limits import Limits
from corpus.merging import Prefer
from corpus.models import ImportReport, Paper, Parsed, Rejection
from corpus.overrides import left_out
from corpus.pile import FEW, chosen, keys_of
from corpus.progress import beyond
from corpus.store import CorpusStore

if TYPE_CHECKING:
    from corpus.watching.visiting import FetchedPage

app = typer.Typer(
    no_args_is_help=True, add_completion=False, rich_markup_mode=None, help="What the libraries hold."
)
Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…",
        help="Files or folders, plain or gzip (“marrow corpus formats” lists the formats), or the address of a page.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", help="Their encoding, if it is not recognised, such as cp1252."),
]
KNOWN = "If you know what it is, say so with --format or --encoding."
FormatName = Annotated[
    str | None, typer.Option("--format", metavar="NAME", help="Read the files as this, whatever they look like.")
]


class Preferred(StrEnum):
    """Which of two different texts to keep."""

    OLD = "old"
    NEW = "new"


Prefers = Annotated[
    Preferred | None,
    typer.Option(help="Which title and abstract to keep where the library has the paper with others."),
]


def _choice(prefer: Preferred | None) -> Prefer | None:
    return None if prefer is None else "new" if prefer is Preferred.NEW else "old"


@app.command("list")
def list_papers(
    since: Annotated[
        datetime | None, typer.Option(help="Only those that came in after this moment (UTC).")
    ] = None,
    out: Annotated[
        bool, typer.Option("--left-out", help="The papers that “marrow corpus remove” left out, and no others.")
    ] = False,
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """The papers of a library, numbered."""
    settings = load(config, library)
    store, name = store_of(settings), settings.corpus.library
    if out:
        _list_left_out(store, name, json)
        return
    corpus = store.load(name, FEW)
    held = store.before(corpus.name, since.replace(tzinfo=UTC)) if since else frozenset()
    papers = chosen(corpus.papers, [at for at, key in enumerate(keys_of(corpus.papers)) if key not in held])
    if json:
        say_each(map(_record, papers))
    elif since and not papers:
        say(f"No paper has come into “{called(corpus.name)}” since {since:%Y-%m-%d %H:%M} UTC.")
    else:
        said = f"{counted(len(papers), 'paper')} since {since:%Y-%m-%d %H:%M} UTC" if since else about(corpus)
        say(f"{said}\n\n{listing(papers)}")
        if not since and (gone := left_out(store.folder(name), store.source(name, FEW))):
            say(_left_out(gone))


def _list_left_out(store: CorpusStore, name: str, json: bool) -> None:
    """Say which papers of a library are left out. Raises CorpusError."""
    gone = left_out(store.folder(name), store.source(name, FEW))
    if json:
        say_each(map(_record, gone))
    else:
        say(_left_out(gone).lstrip() if gone else f"No paper is left out of “{called(name)}”.")


def _left_out(papers: Sequence[Paper]) -> str:
    """The lines that say which papers are left out, and how to take them in again."""
    one = len(papers) == 1
    are, them = ("is", "it") if one else ("are", "one")
    said = f"{counted(len(papers), 'paper')} {are} left out; “marrow corpus remove --back PAPER” takes {them} in again:"
    return "\n".join(("", said, *(f"  {paper.key}  {paper.headline}".rstrip() for paper in papers)))


@app.command("show")
def show(
    paper: Annotated[
        str,
        typer.Argument(metavar="PAPER", help="DOI, key, number in the list, author (and year), or title words."),
    ],
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """One paper: its record and its abstract as published."""
    corpus = corpus_of(load(config, library))
    found = picked(paper, corpus)
    if json:
        say_json(_record(found))
    else:
        say(f"{card(found)}\n\n{summary(found)[0].partition(chr(10))[2].strip()}")


@app.command("import")
def import_files(
    files: Files,
    replace: Annotated[bool, typer.Option("--replace", help="Start the library anew with these papers.")] = False,
    named: FormatName = None,
    prefer: Prefers = None,
    encoding: Encoding = None,
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Take papers into a library. The first import sets the built-in papers aside."""
    settings = load(config, library)
    store = store_of(settings)
    was = _state_of(store, settings.corpus.library)
    try:
        pages = pages_among(files, settings)
        parsed = _read(files, pages, named, _choice(prefer), encoding, settings.corpus.limits)
    except CorpusError as error:
        raise CorpusError(f"{error} Nothing was taken in; the library is as it was.") from None
    with bar("Taking in", sum(len(one.papers) for one in parsed)) as done:
        corpus, joined = store.add_all(settings.corpus.library, parsed, replace, _choice(prefer), done)
    tell_all(joined, json)
    if not any(one.report.kept or one.report.merged for one in joined):
        raise CorpusError("Nothing was taken in; the library is as it was.")
    remember_pages(store, settings.corpus.library, parsed, pages.values())
    if not json:
        say(f"{about(corpus)}")
        tell_of_bot(settings)
        if said := _undone(store, settings.corpus.library, was, bool(library)):
            say(said)
    count = len(corpus.papers)
    del corpus, parsed, joined  # their papers need not stay in memory while the index reads its own
    index_now(settings, count)


def _state_of(store: CorpusStore, library: str) -> str:
    """The state of a library as imported; "" if there is none, or it cannot be read."""
    try:
        return store.imported(library)
    except CorpusError:
        return ""


def _undone(store: CorpusStore, library: str, was: str, named: bool) -> str:
    """How to undo an import; "" if nothing changed, or nothing was there before. ``named``: commands must name the
    library.
    """
    if not was or was == store.imported(library):
        return ""
    command = f"“marrow corpus restore {was[:12]}{f' --library {library}' if named else ''}”"
    if was == builtin().digest:
        return f"The built-in papers are set aside; {command} brings them back."
    return f"{command} takes this import back."


def _read(
    named_files: list[str],
    pages: Mapping[str, FetchedPage],
    named: str | None,
    prefer: Prefer | None,
    encoding: str | None,
    limits: Limits,
) -> list[Parsed]:
    """The papers of every file and page, with a progress bar of records. Raises CorpusError if one cannot be read."""
    with bar("Reading") as done:
        reading = Reading(done, prefer, encoding, limits)
        try:
            parsed = [*_parsed([Path(one) for one in named_files if one not in pages], named, reading)]
        except UnreadableError as error:
            raise CorpusError(f"{error} {KNOWN}") from None
        return parsed + [parsed_page(page, reading) for page in pages.values()]


def _parsed(paths: list[Path], named: str | None, reading: Reading) -> Iterator[Parsed]:
    """The papers of every named file, and of every file in a named folder. A file in a folder that cannot be read
    becomes a report with one refusal.
    """
    before = 0
    for path in paths:
        for file in files_in(path):
            try:
                progress = beyond(before, reading.progress)
                parsed = read_papers(file, named, changed(reading, progress=progress))
                before += parsed.report.read
                yield parsed
            except CorpusError as error:
                if not path.is_dir():
                    raise
                refused = Rejection(line=0, reason=one_line(visible(str(error))).rstrip("."), raw=file.name)
                report = ImportReport(source=str(file.relative_to(path)), read=1, kept=0, rejected=(refused,))
                yield Parsed(papers=(), report=report)


@app.command("check")
def check(
    files: Files,
    named: FormatName = None,
    prefer: Prefers = None,
    encoding: Encoding = None,
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """What an import into a library would do; nothing is changed."""
    settings = load(config, library)
    parsed = _read(files, pages_among(files, settings), named, _choice(prefer), encoding, settings.corpus.limits)
    with bar("Comparing", sum(len(one.papers) for one in parsed)) as done:
        joined = store_of(settings).tried(settings.corpus.library, parsed, _choice(prefer), done)
    tell_all(joined, json)
    if any(one.report.rejected for one in joined):
        raise CorpusError("Some records would be refused; nothing was changed.")


@app.command("formats")
def list_formats(config: ConfigFile = None) -> None:
    """The formats papers can come in."""
    load(config)
    known = formats()
    width = max(len(one.name) for one in known)
    for one in known:
        say(f"{one.name:<{width}} {one.called}")


def _record(paper: Paper) -> dict[str, object]:
    return {"key": paper.key, "url": paper.link} | paper.model_dump(mode="json", exclude_none=True)


# What other files have is called after its function.
for _command in (
    corpus_add, corpus_complete, corpus_diff, corpus_states, corpus_restore, corpus_reload,
    corpus_publish, corpus_remove, corpus_cite, corpus_figures, corpus_watch,
):  # fmt: skip
    app.command(_command.__name__.removeprefix("corpus_"))(_command)
