"""``marrow corpus add`` adds papers by their DOI, with records fetched from Crossref (politely, and only if the operator allows
it). ``marrow corpus complete`` looks up there what records lack, lists it, and fills it in after a yes.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Container, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.assistant.wording import counted
from bot.config import Config, CrossrefSection
from bot.ending import run
from bot.terminal.revising import index_now, tell_of_bot
from bot.terminal.setting import (
    AsJson,
    ConfigFile,
    Library,
    agreed,
    bar,
    complain,
    given,
    load,
    say,
    say_json,
    store_of,
    tell_all,
)
from corpus import overrides
from corpus.characters import one_line
from corpus.completing.plans import SOURCE, Differing, FieldChange, Plan
from corpus.doi import Doi
from corpus.errors import CorpusError, FetchError
from corpus.formats.collecting import Collector, Reading, RefusedError
from corpus.formats.json import csljson, jsonlists, jsonrecords
from corpus.limits import Limits
from corpus.merging import difference
from corpus.models import DERIVED, Author, Paper, Parsed, Status
from corpus.pile import FEW
from corpus.progress import Progress
from corpus.store import CorpusStore

if TYPE_CHECKING:
    from corpus.completing.questions import KeptReplies
    from corpus.crossref import Crossref

_SHOWN, _TITLE = 60, 40  # characters of a value in the list, and of a title
LARGEST = 2**20  # bytes of a file of DOIs


def tell_plan(plan: Plan, corrected: Container[str]) -> None:
    """Print the whole plan: every change, difference and question, and counts that add up.

    ``corrected``: the keys in the curator's overrides.
    """
    named = {key: _named(key, title) for key, title in plan.titles.items()}
    rows = [(named[one.key], one.field, _said(one), f"{SOURCE}, {one.on}") for one in plan.changes]
    for row in _aligned([("record", "field", "what is filled in", "source"), *rows] if rows else []):
        say(row)
    for change in plan.changes:
        if change.field == "doi" and change.key in corrected:
            say(f"{overrides.FILE} names {change.key}: call it {change.value} there once it has its DOI")
    for other in plan.differences:
        say(f"differs, {named[other.key]}, {other.field}: {_both(other)}")
    for asked in plan.questions:
        say("\n    ".join((f"question, {named[asked.key]}: {asked.why}", *asked.candidates)))
    for key in plan.not_found:
        say(f"not found: {named[key]}")
    for refusal in plan.refusals:
        complain(f"refused, {named[refusal.key]}: {refusal.why}")
    say(
        f"{plan.looked_up:,} looked up = {plan.filled:,} to fill in + {plan.nothing:,} with nothing new"
        f" + {plan.question:,} questions + {plan.unknown:,} not found + {plan.refused:,} refused"
    )


def _named(key: str, title: str) -> str:
    """A record's name for a curator: its key, or its title too if the key was made by us."""
    return f"“{_shown(title, _TITLE)}” ({key})" if title and key.startswith(DERIVED) else key


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    yield from (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _both(other: Differing) -> str:
    """Two values; for two long texts, the differences word by word."""
    if other.field in ("title", "abstract"):
        return f"yours stays: {difference(one_line(other.held), one_line(other.found))}"
    return f"“{_shown(other.held)}” stays; {SOURCE} has “{_shown(other.found)}”"


def _said(change: FieldChange) -> str:
    return f"{_shown(change.before)} → {_shown(change.value)}" if change.before else _shown(change.value)


def _shown(value: Any, most: int = _SHOWN) -> str:
    """A value on one line, with at most ``most`` characters."""
    if isinstance(value, Status):
        return " ".join(filter(None, (value.kind, f"on {value.on}" if value.on else "", value.source or "")))
    if isinstance(value, tuple):
        names = [one.short if isinstance(one, Author) else str(one) for one in value]
        value = ", ".join(names[:3]) + (f" … ({len(names)})" if len(names) > 3 else "")
    text = one_line(str(value))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def wanted(settings: Config) -> Config:
    """The settings, if the operator allows requests to Crossref. Raises CorpusError if they do not."""
    if not settings.crossref.mailto:
        raise CorpusError(
            "Crossref is asked only if you say so: set crossref.mailto to your e-mail address "
            '(in config.toml: [crossref], and below it mailto = "you@example.org").'
        )
    return settings


@asynccontextmanager
async def asking(settings: CrossrefSection) -> AsyncIterator[Crossref]:
    """A client for Crossref, open while the block runs."""
    from corpus.crossref import Crossref  # imports an HTTP client, so only when needed
    from corpus.fetching import Manners

    manners = Manners(
        agent=f"Marrow (mailto:{settings.mailto})",
        timeout_seconds=settings.timeout_seconds,
        pause_seconds=1 / settings.requests_per_second,
        longest_wait_seconds=settings.longest_wait_seconds,
    )
    async with Crossref.at(settings.api, manners) as crossref:
        yield crossref


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
    """Look up at Crossref what records lack, and fill it in. DOI, abstract, status …: all is listed, and you say yes.

    Off until crossref.mailto is set. What a record says is never overwritten; what is not sure is listed as a question.
    A run that was stopped goes on where it was. With --json it only lists, unless --yes is given too.
    """
    settings = wanted(load(config, library))
    store, name = store_of(settings), settings.corpus.library
    if name not in store.libraries():
        raise CorpusError(
            f"Nothing was imported into “{name}” yet, and the built-in papers are complete as they are."
        )
    of, papers = store.imported(name), store.load(name, FEW).papers
    plan = _looked_up(settings, store, papers, of, again)
    if not json:
        tell_plan(plan, overrides.read(store.folder(name)).papers)
    made = bool(plan.changes) and not check and (yes or (not json and agreed("Make these changes?")))
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
    """Ask Crossref what was not asked yet, and make a plan from all answers. Raises CorpusError."""
    from corpus.completing.planning import planned
    from corpus.completing.questions import kept, questions_of

    questions, today = questions_of(papers), datetime.now(UTC).date()
    with kept(store.folder(config.corpus.library), questions, today, again) as answers:
        if answers.damaged:
            complain(f"{counted(answers.damaged, 'kept answer')} could not be read; that is asked again.")
        with bar("Looking up", len(questions)) as shown:
            run(_asked(questions, config.crossref, answers, today, shown))
        return planned(of, papers, answers, config.corpus.limits)


async def _asked(
    questions: Sequence[str], settings: CrossrefSection, kept: KeptReplies, today: date, shown: Progress
) -> None:
    """Ask all questions. Raises CorpusError, with the number already answered, if Crossref stops answering."""
    from corpus.completing.questions import ask

    try:
        async with asking(settings) as crossref:
            await ask(questions, crossref, kept, today, settings.batch_size, shown)
    except FetchError as error:
        raise CorpusError(f"{error} {_so_far(questions, kept)}") from None
    except asyncio.CancelledError:  # Ctrl-C
        complain(f"Stopped. {_so_far(questions, kept)}")
        raise


def _so_far(questions: Sequence[str], kept: KeptReplies) -> str:
    done = sum(question in kept for question in questions)
    return f"{done:,} of {len(questions):,} are looked up and kept, nothing was changed; the same command goes on from there."


def corpus_add(
    dois: Annotated[
        list[str],
        typer.Argument(metavar="DOI…", help="DOIs in any spelling, their links, or files with DOIs in them."),
    ],
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Take papers in by their DOIs, from Crossref. Off until crossref.mailto is set."""
    settings = wanted(load(config, library))
    parsed = run(_parsed(_written(dois), settings.crossref, settings.corpus.limits))
    _, joined = store_of(settings).add_all(settings.corpus.library, [parsed])
    tell_all(joined, json)
    if not any(one.report.kept or one.report.merged for one in joined):
        raise CorpusError("Nothing was taken in; the library is as it was.")


def _written(named: Sequence[str]) -> list[str]:
    """What was named, and in a file's place each DOI in it, once. Raises CorpusError for a file that has none."""
    return [
        doi
        for one in named
        for doi in (_in_file(Path(one)) if not Doi.within(one) and os.path.isfile(one) else [one])
    ]


def _in_file(path: Path) -> list[str]:
    found = [doi for word in given(path, LARGEST).split() if (doi := Doi.within(word))]
    if not found:
        raise CorpusError(f"{path} holds no DOI; they look like 10.1000/182.")
    return list(dict.fromkeys(found))


async def _parsed(dois: list[str], settings: CrossrefSection, limits: Limits) -> Parsed:
    """The records of some DOIs from Crossref; a DOI without a record is refused. After a failed connection, all the
    remaining DOIs are refused for the same reason.
    """
    collector, trouble = Collector(Reading(limits=limits)), ""
    async with asking(settings) as crossref:
        for number, written in enumerate(dois, 1):
            try:
                await _take(collector, number, written, None if trouble else crossref)
            except FetchError as error:
                trouble = str(error).rstrip(".")
                collector.refuse(number, trouble, written)
            except (RefusedError, CorpusError) as error:
                collector.refuse(number, str(error).rstrip(".") or trouble, written)
    return collector.parsed("Crossref")


async def _take(collector: Collector, number: int, written: str, crossref: Crossref | None) -> None:
    """Collect one DOI's record. Raises RefusedError (without a text if ``crossref`` is None) and CorpusError."""
    doi = Doi.within(written)
    if doi is None:
        raise RefusedError(f"“{written[:60]}” is not a DOI")
    raw = await crossref.record(doi) if crossref else ""
    if raw is None:
        raise RefusedError(f"Crossref does not know {doi}")
    if not raw:
        raise RefusedError
    for one in jsonlists.elements(raw, "Crossref's answer"):
        collector.take(number, csljson.fields(jsonrecords.parsed(one.raw)), one.raw)
