"""What ``marrow doctor`` says of the pages that libraries come from: when each was last read, and what waits or is wrong."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.assistant.wording import counted
from bot.config import Config, PagesSection
from bot.terminal.looking import Finding
from corpus.store import CorpusStore
from corpus.watching.sources import Source, sources_of

SHOWN = 3  # pages that are told, those in trouble first


async def sources(config: Config) -> Finding | None:
    """Every page that a library comes from; None where none does. Raises CorpusError where one of their files is damaged."""
    store = CorpusStore(config.storage.data_dir / "libraries")
    found = [(name, one) for name in store.libraries() for one in sources_of(store.folder(name)).pages]
    if not found:
        return None
    told = [
        (_trouble(one, config.pages), f"{name}, {one.address}: {_told(one, config.pages)}") for name, one in found
    ]
    told.sort(key=lambda pair: not pair[0])
    more = [f"and {len(told) - SHOWN} more"] if len(told) > SHOWN else []
    says = "; ".join((*(said for _, said in told[:SHOWN]), *more, _who_looks(config.pages)))
    return Finding(name="pages", state="warn" if told[0][0] else "ok", says=says)


def _trouble(source: Source, settings: PagesSection) -> str:
    """What keeps a page from being looked at; "" where nothing does."""
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
