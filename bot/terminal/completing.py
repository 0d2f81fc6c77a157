"""``marrow corpus complete``: what kept records lack, looked up at Crossref, listed, and filled in after a yes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.assistant.wording import counted
from bot.config import Config, CrossrefSection
from bot.terminal.changing import store_of
from bot.terminal.crossref import asking, wanted
from bot.terminal.indexing import index_now, tell_of_bot
from bot.terminal.planned import tell_plan
from bot.terminal.progress import bar
from bot.terminal.setting import AsJson, ConfigFile, Library, complain, load, run, say, say_json
from corpus import overrides
from corpus.errors import CorpusError, FetchError
from corpus.models import Paper
from corpus.progress import Progress
from corpus.store import CorpusStore

if TYPE_CHECKING:
    from corpus.completing.kept import Kept
    from corpus.completing.planning import Plan


def corpus_complete(
    yes: Annotated[bool, typer.Option("--yes", help="Make the changes that are listed, without asking.")] = False,
    check: Annotated[bool, typer.Option("--check", "--dry-run", help="List them, and change nothing.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Look everything up anew, also what was in the last 30 days.")
    ] = False,
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Look a library's records up at Crossref, list what they lack (DOI, abstract, status …), and fill it in after a yes.

    Off until crossref.mailto is set. What a record says is never overwritten; what is not sure is a question. Stopped, it
    goes on where it was. With --json it lists alone, unless --yes is given too.
    """
    settings = wanted(load(config, library))
    store, name = store_of(settings), settings.corpus.library
    if name not in store.libraries():
        raise CorpusError(
            f"Nothing was imported into “{name}” yet, and the built-in papers are complete as they are."
        )
    of, papers = store.source(name).digest, store.load(name).papers
    plan = _looked_up(settings, store, papers, of, again)
    if not json:
        tell_plan(plan, overrides.read(store.folder(name)).papers)
    made = bool(plan.changes) and not check and (yes or (not json and _agreed()))
    if made:
        store.revise(name, plan.of, plan.revised())
    if json:
        say_json(plan.model_dump(mode="json") | {"made": made})
    elif made:
        say(f"{counted(plan.filled, 'record')} completed.")
        tell_of_bot(settings)
    elif plan.changes:
        say("Nothing was changed.")
    if made:
        index_now(settings, len(papers))


def _looked_up(config: Config, store: CorpusStore, papers: Sequence[Paper], of: str, again: bool) -> Plan:
    """Ask what was not asked yet, and make the plan of all that was answered. Raises CorpusError."""
    from corpus.completing.kept import kept
    from corpus.completing.planning import planned
    from corpus.completing.questions import questions_of

    questions, today = questions_of(papers), datetime.now(UTC).date()
    with kept(store.folder(config.corpus.library), questions, today, again) as answers:
        if answers.damaged:
            complain(f"{counted(answers.damaged, 'kept answer')} could not be read; that is asked again.")
        with bar("Looking up", len(questions)) as shown:
            run(_asked(questions, config.crossref, answers, today, shown))
        return planned(of, papers, answers, config.corpus.limits)


async def _asked(
    questions: Sequence[str], settings: CrossrefSection, kept: Kept, today: date, shown: Progress
) -> None:
    """Ask everything. Raises CorpusError where Crossref will not answer any more, saying how far it came."""
    from corpus.completing.questions import ask

    try:
        async with asking(settings) as crossref:
            await ask(questions, crossref, kept, today, settings.batch_size, shown)
    except FetchError as error:
        raise CorpusError(f"{error} {_so_far(questions, kept)}") from None
    except asyncio.CancelledError:  # Ctrl-C
        complain(f"Stopped. {_so_far(questions, kept)}")
        raise


def _so_far(questions: Sequence[str], kept: Kept) -> str:
    done = sum(question in kept for question in questions)
    return f"{done:,} of {len(questions):,} are looked up and kept, nothing was changed; the same command goes on from there."


def _agreed() -> bool:
    """Whether the person at the terminal says yes. Raises CorpusError where there is nobody to ask."""
    try:
        return input("Make these changes? [y/N] ").strip().casefold() in ("y", "yes")
    except EOFError:
        raise CorpusError("Nothing was changed, because nobody said yes; --yes does.") from None
