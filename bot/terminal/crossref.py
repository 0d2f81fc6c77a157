"""Crossref for the commands that ask it: only when the operator says so, politely and by name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.config import Config, CrossrefSection
from corpus.errors import CorpusError

if TYPE_CHECKING:
    from corpus.crossref import Crossref


def wanted(settings: Config) -> Config:
    """The settings of an operator who wants Crossref to be asked. Raises CorpusError where they do not say so."""
    if not settings.crossref.mailto:
        raise CorpusError(
            "Crossref is not asked unless you say so: set crossref.mailto to your e-mail address in the configuration."
        )
    return settings


@asynccontextmanager
async def asking(settings: CrossrefSection) -> AsyncIterator[Crossref]:
    """A Crossref to ask while the block runs."""
    from corpus.crossref import Crossref  # with its HTTP client: commands that ask nobody start without it
    from corpus.fetching import Manners

    manners = Manners(
        agent=f"Marrow (mailto:{settings.mailto})",
        timeout_seconds=settings.timeout_seconds,
        pause_seconds=1 / settings.requests_per_second,
        longest_wait_seconds=settings.longest_wait_seconds,
    )
    async with Crossref.at(settings.api, manners) as crossref:
        yield crossref
