"""``marrow corpus watch``, and import of pages by their address: a page is fetched once, read like a saved page,
remembered, and checked again later.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.assistant.wording import counted
from bot.config import Config
from bot.ending import hearing, run
from bot.terminal.revising import index_now, tell_of_bot
from bot.terminal.setting import NAMELESS, AsJson, ConfigFile, complain, load, say, say_json, store_of
from bot.visiting import visiting
from corpus.errors import CorpusError
from corpus.formats.collecting import Reading
from corpus.models import Model, Parsed
from corpus.store import CorpusStore
from corpus.watching.origins import (
    Watched,
    drop_page,
    forget_source,
    in_a_file,
    is_due,
    kept_page,
    papers_of_page,
    troubled,
    watched_in,
)
from corpus.watching.watch import Visited, Watch, remember, watched

if TYPE_CHECKING:
    from corpus.watching.visiting import FetchedPage, Visitor


def is_address(text: str) -> bool:
    """Whether a text names a web page and not a file."""
    return text.casefold().startswith(("http://", "https://"))


def pages_among(named: Sequence[str], config: Config) -> Mapping[str, FetchedPage]:
    """The fetched pages, by address, for the addresses among ``named``. Raises CorpusError, also where one of them is empty, or
    ConfigError.
    """
    if not all(named):  # it would be the current folder, with all that lies there
        raise CorpusError(NAMELESS)
    addresses = [one for one in named if is_address(one)]
    return run(_fetched(addresses, config)) if addresses else {}


async def _fetched(addresses: Sequence[str], config: Config) -> Mapping[str, FetchedPage]:
    from corpus.watching.origins import (
        page_address,  # imports the HTTP client, which imports of files do not need
    )

    async with visiting(config.pages) as visitor:
        found = {one: await visitor.page(page_address(one)) for one in addresses}
    return {one: page for one, page in found.items() if page is not None}


def parsed_page(page: FetchedPage, reading: Reading) -> Parsed:
    """The papers of a fetched page. Raises CorpusError."""
    with in_a_file(page.content, page.found.address) as path:
        return papers_of_page(path, page.found, reading)


def remember_pages(store: CorpusStore, library: str, read: Iterable[Parsed], pages: Iterable[FetchedPage]) -> None:
    """Remember the pages that were imported into a library. Raises CorpusError."""
    by_address = {page.found.address: page for page in pages}
    for parsed in read:
        if (page := by_address.get(parsed.report.source)) is not None:
            remember(store, library, parsed, page.found)


Named = Annotated[
    str | None, typer.Argument(metavar="LIBRARY", help="Every library that comes from a page if left out.")
]
Now = Annotated[bool, typer.Option("--now", help="Ask also for a page that was asked for in the last 24 hours.")]
Yes = Annotated[bool, typer.Option("--yes", help="Take in what is new without asking.")]
Check = Annotated[bool, typer.Option("--check", help="Show what is new and take nothing in.")]
Forget = Annotated[
    str | None, typer.Option("--forget", metavar="ADDRESS", help="Look at this page no more; the papers stay.")
]


State = Literal["early", "unchanged", "new", "taken", "failed"]


class Looked(Model):
    """The result of checking one page."""

    library: str
    address: str = ""
    state: State
    says: str
    outcome: Visited | None = None


@dataclass(frozen=True)
class _How:
    """The options of the command."""

    now: bool
    yes: bool
    check: bool
    json: bool

    def wanted(self) -> bool:
        """Whether to import what was shown; asks the person if the input is a terminal."""
        if self.yes or self.check or self.json or not sys.stdin.isatty():
            return self.yes
        complain("Take this in? [y/N]")
        with hearing():
            return sys.stdin.readline().strip().casefold() in ("y", "yes")


def corpus_watch(
    library: Named = None,
    now: Now = False,
    yes: Yes = False,
    check: Check = False,
    forget: Forget = None,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Look again at the pages that libraries came from. New, revised and retracted papers are shown; each page is asked for once a day."""
    if yes and check:
        raise typer.BadParameter("“--yes” takes in what “--check” only shows; give one of them.")
    settings = load(config, library)
    store = store_of(settings)
    if forget:
        _forget(store, library or settings.corpus.library, forget)
        return
    if library and library not in store.libraries():
        store.source(library)
    done = run(_round(settings, store, _How(now, yes, check, json), [library] if library else store.libraries()))
    if json:
        say_json([one.model_dump(mode="json", exclude_none=True) for one in done])
    elif not done:
        say(
            "No library comes from a page. “marrow corpus import https://…” takes one in and remembers its address."
        )
    _end(settings, done, json)


def _forget(store: CorpusStore, library: str, address: str) -> None:
    from corpus.watching.origins import page_address

    address = page_address(address)
    drop_page(kept_page(store.folder(library), address))
    if not forget_source(store.folder(library), address):
        raise CorpusError(
            f"“{library}” does not come from that page; “marrow doctor” lists the pages that are looked at."
        )
    say(f"“{library}” is not kept up with that page any more; its papers stay.")


async def _round(config: Config, store: CorpusStore, how: _How, libraries: Sequence[str]) -> list[Looked]:
    """Check every page of some libraries, one after the other. Raises ConfigError if no page may be fetched."""
    done, found = list[Looked](), list[Watched]()
    for name in libraries:
        try:
            found += watched_in(store, name)
        except CorpusError as error:
            done.append(_told(Looked(library=name, state="failed", says=str(error)), how))
    if not found:
        return done
    async with visiting(config.pages) as visitor:
        for one in found:
            if not how.now and not is_due(one.source, datetime.now(UTC)):
                asked = f"asked for at {one.source.asked:%Y-%m-%d %H:%M} UTC already; --now asks again"
                done.append(_told(_result(one, "early", asked), how))
            else:
                done.append(await _looked_at(config, store, visitor, one, how))
    return done


async def _looked_at(config: Config, store: CorpusStore, visitor: Visitor, one: Watched, how: _How) -> Looked:
    """Check one page: show what is new, and import it if wanted."""
    try:
        page = await visitor.visit(store, one)
        if page is None:
            return _told(_result(one, "unchanged", "as it was when it was last taken in"), how)
        with in_a_file(page.content, page.found.address) as path:
            watch = Watch(
                root=store.root, library=one.library, path=path, found=page.found, texts=config.corpus.limits
            )
            return _compared(watch, one, how)
    except CorpusError as error:
        troubled(store, one, error)
        return _told(_result(one, "failed", str(error)), how)


def _compared(watch: Watch, one: Watched, how: _How) -> Looked:
    outcome = watched(watch)
    if not outcome.news.is_counted:
        return _told(_result(one, "unchanged", outcome.news.counts, outcome), how)
    shown = _told(_result(one, "new", outcome.news.counts, outcome), how)
    if not how.wanted():
        return shown
    taken = watched(watch.model_copy(update={"keep": True, "counts": True}))
    return _told(_result(one, "taken", f"taken in: {taken.news.counts}", taken), how)


def _result(one: Watched, state: State, says: str, outcome: Visited | None = None) -> Looked:
    return Looked(library=one.library, address=one.source.address, state=state, says=says, outcome=outcome)


def _told(looked: Looked, how: _How) -> Looked:
    """Print the result, and return it."""
    if how.json:
        return looked
    where = f"{looked.library}, {looked.address}" if looked.address else looked.library
    (complain if looked.state == "failed" else say)(f"{where}: {looked.says}")
    if looked.outcome is not None and looked.state != "taken":
        tell_new(looked.outcome)
    return looked


def tell_new(outcome: Visited) -> None:
    """Print what is new on a page, one per line, and how many records cannot be read."""
    if outcome.news.is_counted or outcome.news.gone:
        say("\n".join(f"  {line}" for line in outcome.news.told.split("\n")))
    report = outcome.report
    if report.rejected:
        complain(
            f"  {len(report.rejected):,} of {counted(report.read, 'record')} cannot be read; --json lists them"
        )


def _end(config: Config, done: Sequence[Looked], json: bool) -> None:
    """Index imported libraries, and say what is left to do. Raises CorpusError if a page could not be read."""
    taken = dict.fromkeys(one.library for one in done if one.state == "taken")
    for name in taken:
        section = config.corpus.model_copy(update={"library": name})
        index_now(config.model_copy(update={"corpus": section}), len(store_of(config).load(name).papers))
    if taken and not json:
        tell_of_bot(config)
    if any(one.state == "new" for one in done) and not json:
        say(
            "Nothing else was taken in; “--yes” takes it in."
            if taken
            else "Nothing was taken in; “--yes” takes it in."
        )
    if failed := sum(one.state == "failed" for one in done):
        raise CorpusError(
            f"{counted(failed, 'page')} of {len(done)} could not be looked at; the library is as it was."
        )
