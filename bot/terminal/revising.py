"""``marrow corpus diff, states, restore, reload, publish, remove, cite``: what changed in a library, its old states, its references, and
which bots use it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.assistant.citing import banner
from bot.assistant.papers.summaries import listing
from bot.assistant.reading.which import OFFERED, pick
from bot.assistant.wording import counted
from bot.config import Config
from bot.ending import run
from bot.service import build_index, settings_of
from bot.storage.folder import holder
from bot.storage.logbook import Logbook
from bot.storage.rows import Requoted
from bot.terminal.setting import (
    AsJson,
    ConfigFile,
    Library,
    bar,
    complain,
    corpus_of,
    load,
    say,
    say_json,
    store_of,
    write_out,
)
from corpus import overrides
from corpus.citing import STYLES, cite, with_own
from corpus.citing.references import references
from corpus.errors import ConfigError, CorpusError, StorageError
from corpus.joining import builtin
from corpus.looking import Difference, change_of, compared, titles_of
from corpus.models import Corpus, Paper
from corpus.pile import FEW
from corpus.sameness import recognised
from corpus.store import DEFAULT
from index.ranking.engines import chosen, is_remote


def index_now(config: Config, papers: int) -> None:
    """Build a large library's index at once, so that no question waits for it; in a search cluster, publish it."""
    if is_remote(config.search.engine):
        publish(config, papers)
        return
    if chosen(config.search.engine, papers) != "rank-bm25":
        with bar("Indexing", papers) as done:
            build_index(config, done)


def publish(config: Config, papers: int, replace: bool = False) -> None:
    """Make the search cluster use the configured library in its present state on this machine. Raises CorpusError or
    RetrievalError.
    """
    from bot.clustered import publish_now

    with bar("Publishing", papers) as done:
        publish_now(config, settings_of(config), done, replace)


def tell_of_bot(config: Config) -> None:
    """If a bot is running, say that it still answers from the papers it has loaded."""
    if holder(config.storage.data_dir) is not None:
        say("The running bot answers from the papers it has until “marrow corpus reload”.")


def corpus_diff(
    before: Annotated[
        str, typer.Argument(metavar="A", help="A state by eight digits or more of its snapshot, or a library.")
    ],
    after: Annotated[
        str | None, typer.Argument(metavar="B", help="The same; the library as it is now if left out.")
    ] = None,
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """What came, went or changed between two states. Also which logged answers quoted what changed."""
    settings = load(config, library)
    old, new = _state(settings, before), _state(settings, after or settings.corpus.library)
    found = compared(old, new)
    touched = run(_touched(settings, found, new))
    if json:
        say_json(found.model_dump(mode="json") | {"answers": [one.model_dump() for one in touched]})
        return
    say(found.told(titles_of(found, old, new)))
    for one in touched:
        say(f"answer {one.answer} quoted what is no longer so: {one.key} [{one.start}:{one.stop}]")


def _state(config: Config, named: str) -> Corpus:
    """A library by its name, or one of its snapshots by its digest. Raises CorpusError."""
    store, own = store_of(config), config.corpus.library
    return store.load(named, FEW) if named in (*store.libraries(), own) else store.snapshot(own, named, FEW)


async def _touched(config: Config, found: Difference, new: Corpus) -> list[Requoted]:
    """The quotes of logged answers that no longer match their papers."""
    try:
        async with Logbook.read(config.storage.data_dir) as log:
            quotes = await log.quoting(found.keys)
    except StorageError:  # nothing was asked yet
        return []
    quoted = {one.key for one in quotes}
    papers = {paper.key: paper.abstract or "" for paper in new.papers if paper.key in quoted} if quoted else {}
    return [one for one in quotes if papers.get(one.key, "")[one.start : one.stop] != one.text]


def corpus_states(json: AsJson = False, library: Library = None, config: ConfigFile = None) -> None:
    """The states of a library that are kept, newest first. “diff”, “restore” and a replay can go back to them."""
    settings = load(config, library)
    store, name = store_of(settings), settings.corpus.library
    current, states = store.state(name), store.states(name)
    if json:
        say_json([{"snapshot": one, "written": at.isoformat(), "current": one == current} for one, at in states])
        return
    lines = (
        f"{digest[:12]}  {at:%Y-%m-%d %H:%M} UTC{'  current' if digest == current else ''}"
        for digest, at in states
    )
    first = f"{builtin().digest[:12]}  the built-in papers, before the first import"
    was_set_aside = name == DEFAULT and name in store.libraries() and builtin().digest not in dict(states)
    say(
        "\n".join((*lines, first) if was_set_aside else lines)
        or "No state is kept yet; the first is with the first question or import."
    )


def corpus_restore(
    state: Annotated[
        str,
        typer.Argument(
            metavar="STATE", help="Eight digits or more of its snapshot, as “corpus states” lists them."
        ),
    ],
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Go back to an earlier state, as before an import. This can be undone in the same way."""
    store, name = store_of(settings := load(config, library)), settings.corpus.library
    was = store.loaded_and_kept(name)
    now = store.restore(name, state)
    say(change_of(was, now).told)
    say(f"{name}: {counted(len(now.papers), 'paper')}, snapshot {now.digest[:12]} (it was {was.digest[:12]})")
    if not now.digest.startswith(state):
        say("What was corrected or left out here stays so on top of that state, which makes the snapshot another.")
    index_now(settings, len(now.papers))
    tell_of_bot(settings)


def corpus_reload(config: ConfigFile = None) -> None:
    """Have the running bot take up what changed. Questions in progress finish on the old papers."""
    settings = load(config)
    process = holder(settings.storage.data_dir)
    if process is None:
        raise StorageError("No bot is running on this data folder; it reads the libraries when it starts.")
    try:
        os.kill(process, signal.SIGHUP)
    except OSError as error:
        raise StorageError(f"The bot (process {process}) cannot be told: {error.strerror or error}.") from None
    say(f"The bot (process {process}) takes up the libraries as they are now; its log says when it has.")


def corpus_publish(
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Also where another machine put the library there in a state unknown here."
        ),
    ] = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Put a library, as it is here, into the search cluster. Every bot of it then asks that (search.engine = "opensearch")."""
    settings = load(config, library)
    if not is_remote(settings.search.engine):
        raise ConfigError(
            "Nothing is published: search.engine is not “opensearch”, so libraries are asked where they are."
        )
    papers = len(corpus_of(settings).papers)
    publish(settings, papers, replace)
    say(
        f"“{settings.corpus.library}” is asked with {counted(papers, 'paper')} now; other bots take it up with “marrow corpus reload”."
    )


def corpus_remove(
    papers: Annotated[list[str], typer.Argument(metavar="PAPER…", help="DOIs, keys or names.")],
    back: Annotated[
        bool, typer.Option("--back", help="Take back papers that were removed, by any of their identifiers.")
    ] = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Leave papers out of a library, whatever is imported later. --back takes them in again."""
    store, name = store_of(settings := load(config, library)), settings.corpus.library
    out = overrides.left_out(store.folder(name), store.source(name))
    keys = _back(papers, out) if back else [paper.key for paper in _chosen(papers, store.load(name), out)]
    before = overrides.said_terms(store.folder(name)).gone
    now = store.leave_out(name, keys, back)
    after = overrides.said_terms(store.folder(name)).gone
    no_more = [one for one in before if one not in after]
    lines = _taken_back(no_more, now.model_copy(update={"name": name}), store.source(name)) if back else keys
    for line in lines:
        say(line if back else f"{line} is left out of “{name}”; --back takes it in again.")
    say(f"{name}: {counted(len(now.papers), 'paper')}, snapshot {now.digest[:12]}")
    index_now(settings, len(now.papers))
    tell_of_bot(settings)


def _taken_back(records: Sequence[Paper], now: Corpus, imported: Corpus) -> Iterator[str]:
    """What to say of each paper that is no longer left out: whether it is there, and if not, why."""
    for record in records:
        is_it = recognised([record])
        if there := next(filter(is_it, now.papers), None):
            yield f"{there.key} is in “{now.name}” again."
        elif any(map(is_it, imported.papers)):
            yield f"{record.key} is still left out of “{now.name}” by a line of {overrides.FILE}; take it out of that line."
        else:
            yield f"{record.key} is no longer left out of “{now.name}”, which does not hold it; import it to have it."


def corpus_cite(
    papers: Annotated[
        list[str] | None,
        typer.Argument(metavar="PAPER…", help="DOIs, keys or names; the whole library if left out."),
    ] = None,
    style: Annotated[
        str,
        typer.Option(
            metavar="NAME", help=f"{', '.join(STYLES)}; one of citations.styles; or the path of a .csl file."
        ),
    ] = "vancouver",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A file instead of the screen.")
    ] = None,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """References of papers, some or all. In a journal's style, or as records for a reference manager."""
    corpus = store_of(settings := load(config, library)).load(settings.corpus.library)
    chosen = _chosen(papers, corpus) if papers else list(corpus.papers)
    if style.casefold().endswith(".csl"):
        text = references(chosen, Path(style))
    else:
        text = cite(chosen, style, with_own(settings.citations.styles), whole=True)
    for paper in chosen:
        if paper.status:
            complain(f"{banner(paper)} ({paper.key})")
    if out is None:
        say(text)
        return
    write_out(out, f"{text}\n", settings)
    say(f"{counted(len(chosen), 'paper')} written to {out}.")


def _chosen(words: Sequence[str], corpus: Corpus, out: Sequence[Paper] = ()) -> list[Paper]:
    """The papers that some arguments name: one together ("Lindqvist 2023" without quotation marks), else one each, each
    once. Raises CorpusError for one that is not clear, or is ``out`` already.
    """
    if together := _together(words, corpus.papers):
        return [together]
    for one in words:
        if pick(one, corpus.papers).one is None and pick(one, out).one is not None:
            raise CorpusError(f"“{one}” is already left out of {corpus.name}; --back takes it in again.")
    return list({paper.key: paper for paper in (picked(one, corpus) for one in words)}.values())


def _together(words: Sequence[str], papers: Sequence[Paper]) -> Paper | None:
    """The one paper that several arguments name together; None if one has a space or each is a key: each is a name."""
    keys = {paper.key for paper in papers}
    apart = len(words) < 2 or any(" " in one.strip() for one in words) or keys.issuperset(words)
    return None if apart else pick(" ".join(words), papers).one


def _back(words: Sequence[str], out: Sequence[Paper]) -> list[str]:
    """The keys of the papers left out that some arguments name; an argument that names none stays as it is."""
    if together := _together(words, out):
        return [together.key]
    return [meant.key if (meant := pick(one, out).one) else one for one in words]


def picked(words: str, corpus: Corpus) -> Paper:
    """The paper that some words name. Raises CorpusError, with the papers that may be meant, if that is not clear."""
    meant = pick(words, corpus.papers)
    if meant.one is None:
        near = meant.papers[:OFFERED]
        shown = f"Did you mean one of these?\n{listing(near)}" if near else "“marrow corpus list” lists them."
        raise CorpusError(f"No paper of {corpus.name} is clearly “{words}”. {shown}")
    return meant.one
