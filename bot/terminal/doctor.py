"""``marrow doctor``: checks that everything is in order, including the pages that libraries come from, and says what to
do.
"""

from __future__ import annotations

import asyncio
import platform
import sys
from collections.abc import AsyncIterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import typer

from bot.assistant.assistant import Assistant
from bot.assistant.wording import counted
from bot.config import USUAL, Config, PagesSection, settings_file
from bot.ending import run
from bot.harmless import without_tokens
from bot.models import Context
from bot.service import build_index, settings_of
from bot.settings import TOKEN
from bot.storage.servers import kept_settings
from bot.terminal.chat import sample
from bot.terminal.diagnosing import Diagnosis, alive, folder, guarded, logbook, modes, pseudonyms, running
from bot.terminal.setting import AsJson, ConfigFile, corpus_of, load, say, say_json, store_of
from corpus.checked import forget_seen
from corpus.citing import STYLES, with_own
from corpus.overrides import left_out
from corpus.store import DEFAULT
from corpus.watching.origins import Source, sources_of
from index.ranking.engines import is_remote

SHOWN = 3  # pages that are told, those in trouble first


async def sources(config: Config) -> Diagnosis | None:
    """A finding about all pages that libraries come from; None if there are none. Raises CorpusError if one of the
    files about them is damaged.
    """
    store = store_of(config)
    found = [(name, one) for name in store.libraries() for one in sources_of(store.folder(name)).pages]
    if not found:
        return None
    told = [
        (_trouble(one, config.pages), f"{name}, {one.address}: {_told(one, config.pages)}") for name, one in found
    ]
    told.sort(key=lambda pair: not pair[0])
    more = [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    says = "; ".join((*(said for _, said in told[:SHOWN]), *more, _who_looks(config.pages)))
    return Diagnosis(name="pages", state="warn" if told[0][0] else "ok", says=says)


def _trouble(source: Source, settings: PagesSection) -> str:
    """The reason why a page cannot be checked; "" if it can."""
    if urlsplit(source.address).netloc not in settings.hosts:
        return "its host is not allowed any more (pages.hosts)"
    return source.trouble.rstrip(".")


def _told(source: Source, settings: PagesSection) -> str:
    trouble = _trouble(source, settings)
    said = [trouble] if trouble else []
    said.append(f"last read {source.read:%Y-%m-%d %H:%M} UTC" if source.read else "never read yet")
    said += [counted(len(source.seen.records), "paper")] if source.seen else []
    said += [f"{source.waiting.counts} wait to be taken in"] if source.waiting else []
    said += [f"{len(source.gone):,} gone from the page"] if source.gone else []
    return ", ".join(said)


def _who_looks(settings: PagesSection) -> str:
    if settings.watch_days:
        return f"the running bot looks again every {settings.watch_days} days, “marrow corpus watch” at once"
    return "“marrow corpus watch” looks again"


Sync = Annotated[bool, typer.Option("--sync", help="Tell Discord the commands anew; a running bot is left alone.")]

Running = Annotated[
    bool,
    typer.Option("--running", help="Only whether the bot runs and does not hang: for a container's health check."),
]


def doctor(
    json: AsJson = False, sync: Sync = False, running_only: Running = False, config: ConfigFile = None
) -> None:
    """Look at Python, configuration, data folder, logbook, corpus, index, token, commands and bot; say what to do."""
    settings = load(config)
    findings = run(_alone(settings) if running_only else _all(settings, sync, settings_file(config)))
    if json:
        say_json([{**finding.model_dump(), "says": without_tokens(finding.says)} for finding in findings])
    else:
        for finding in findings:
            say(without_tokens(f"{finding.state:<5} {finding.name:<13} {finding.says}"))
    if any(finding.state == "fail" for finding in findings):
        sys.exit(1)


async def _alone(config: Config) -> list[Diagnosis]:
    found = await guarded("bot", lambda: alive(config.storage.data_dir))
    return [found] if found is not None else []


async def _all(config: Config, sync: bool, file: Path | None) -> list[Diagnosis]:
    return [finding async for finding in _examine(config, sync, file)]


async def _examine(config: Config, sync: bool, file: Path | None) -> AsyncIterator[Diagnosis]:
    yield Diagnosis(name="python", state="ok", says=f"{platform.python_version()}, Marrow {version('marrow')}")
    of = (
        f"{file}: every key is known"
        if file
        else f"no file {USUAL} here: the defaults hold, every variable is known"
    )
    yield Diagnosis(name="configuration", state="ok", says=f"{of} and in its range")
    data_dir, unheard = config.storage.data_dir, set[str]()
    for name, look in (
        ("data folder", lambda: folder(data_dir)),
        ("modes", lambda: modes(data_dir)),
        ("logbook", lambda: logbook(data_dir)),
        ("pseudonyms", lambda: pseudonyms(data_dir)),
        ("cluster", lambda: _cluster(config)),
        ("corpus", lambda: _corpus(config)),
        ("pages", lambda: sources(config)),
        ("crossref", lambda: _crossref(config)),
        ("styles", lambda: _styles(config)),
        ("answers", lambda: _answers(config)),
        ("discord", lambda: _discord(config)),
        ("commands", lambda: _commands(config, sync)),
        ("settings", lambda: _settings(config)),
        ("bot", lambda: running(data_dir)),
    ):
        if name in unheard or (found := await guarded(name, look)) is None:
            continue
        if name == "discord" and found.state == "fail":  # which is told once
            unheard = {"settings"} if sync else {"settings", "commands"}
        yield found


async def _cluster(config: Config) -> Diagnosis | None:
    """The search cluster, if libraries are kept in one."""
    if not is_remote(config.search.engine):
        return None
    from bot.clustered import cluster_seen

    state, says = await asyncio.to_thread(cluster_seen, config, settings_of(config))
    return Diagnosis(name="cluster", state=state, says=says)


def _is_elsewhere(config: Config) -> bool:
    """Whether the library's files are on another machine."""
    store, library = store_of(config), config.corpus.library
    return is_remote(config.search.engine) and library not in (DEFAULT, *store.libraries())


async def _corpus(config: Config) -> Diagnosis | None:
    if _is_elsewhere(config):
        return None
    store = store_of(config)
    corpus = store.load(config.corpus.library)
    bare = sum(not paper.abstract for paper in corpus.papers)
    says = f"{corpus.name}: {counted(len(corpus.papers), 'paper')}, snapshot {corpus.digest[:12]}"
    gone = len(left_out(store.folder(config.corpus.library), store.source(config.corpus.library)))
    says += f", {gone:,} left out" if gone else ""
    return Diagnosis(
        name="corpus",
        state="warn" if bare else "ok",
        says=f"{says}; {counted(bare, 'paper')} without an abstract" if bare else says,
    )


async def _crossref(config: Config) -> Diagnosis | None:
    """Whether the settings allow requests to Crossref, and what it could fill in; no request is made."""
    if not config.crossref.mailto or _is_elsewhere(config):
        return None
    papers = corpus_of(config).papers
    without = {
        "no DOI": sum(not one.doi for one in papers),
        "no abstract": sum(not one.abstract for one in papers),
    }
    lacking = " and ".join(f"{count:,} have {what}" for what, count in without.items() if count)
    says = "asked by “marrow corpus add” and “complete” alone, never while answering"
    return Diagnosis(name="crossref", state="ok", says=f"{says}; of this library {lacking}" if lacking else says)


async def _styles(config: Config) -> Diagnosis | None:
    """The operator's own reference styles, after trying each."""
    if not config.citations.styles:
        return None
    added = list(with_own(config.citations.styles).values())[len(STYLES) :]
    return Diagnosis(name="styles", state="ok", says=f"{', '.join(one.label for one in added)} can be cited in")


async def _answers(config: Config) -> Diagnosis:
    """Open the index and verify the checksums of all its bytes, or build it; then ask it a question that is not logged."""
    forget_seen(store_of(config).folder(config.corpus.library))
    assistant = Assistant(build_index(config))
    answer = await assistant.ask(await sample(assistant), Context(surface="doctor"))
    state: Literal["ok", "warn"] = "ok" if answer.answered else "warn"
    return Diagnosis(
        name="answers", state=state, says=f"a sample question was {answer.outcome} in {answer.latency_ms:.0f} ms"
    )


async def _discord(config: Config) -> Diagnosis:
    """Ask Discord about the token, if there is one."""
    token = config.token()
    if token is None:
        says = f"no {TOKEN} in the environment: “marrow chat” needs none, “marrow run” does"
        return Diagnosis(name="discord", state="ok", says=says)
    from bot.discord.checking import check_token

    fine, says = await check_token(config, token)
    return Diagnosis(name="discord", state="ok" if fine else "fail", says=says)


async def _commands(config: Config, sync: bool) -> Diagnosis | None:
    """Whether Discord's commands are the same as ours; ``sync``: send them to Discord first."""
    token = config.token()
    if token is None:
        if not sync:
            return None
        return Diagnosis(
            name="commands", state="fail", says=f"not told to Discord: there is no {TOKEN} in the environment"
        )
    from bot.discord.checking import commands_told

    fine, says = await commands_told(config, token, sync)
    return Diagnosis(name="commands", state="ok" if fine else "fail" if sync else "warn", says=says)


async def _settings(config: Config) -> Diagnosis | None:
    """Whether the roles and channels in servers' settings still exist, if Discord can be asked."""
    token = config.token()
    kept = await kept_settings(config.storage.data_dir) if token else []
    if token is None or not kept:
        return None
    from bot.discord.checking import deleted_places

    gone = await deleted_places(config, token, kept)
    if not gone:
        return Diagnosis(
            name="settings", state="ok", says=f"of {counted(len(kept), 'server')}: nothing set there is gone"
        )
    more = f" (and {len(gone) - 1} more)" if len(gone) > 1 else ""
    return Diagnosis(
        name="settings", state="warn", says=f"{gone[0]}{more}: an admin there sets it anew with /setup"
    )
