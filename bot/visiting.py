"""Reading web pages for the operator: only from the hosts in the settings, with the operator's contact in each request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.config import PagesSection
from corpus.errors import ConfigError

if TYPE_CHECKING:
    from corpus.watching.visiting import Visitor

_LACKING = {
    "hosts": 'list there the hosts you allow, such as ["www.mdpi.com"]',
    "contact": "give there your e-mail address or web page, by which a publisher reaches you",
}


@asynccontextmanager
async def visiting(settings: PagesSection) -> AsyncIterator[Visitor]:
    """A reader of web pages, open while the block runs; it requests each page once. Raises ConfigError if the
    settings allow no page to be read.
    """
    for name, said in _LACKING.items():
        if not getattr(settings, name):
            raise ConfigError(f"No page is fetched until pages.{name} is set in the configuration: {said}.")
    from corpus.fetching import Manners  # with its HTTP client: what reads no page starts without it
    from corpus.watching.visiting import Visitor

    manners = Manners(
        agent=f"Marrow/{version('marrow')} (+{settings.contact})",
        hosts=frozenset(settings.hosts),
        timeout_seconds=settings.timeout_seconds,
        largest=settings.max_mb * 2**20,
        pause_seconds=settings.pause_seconds,
        tries=1,
    )
    async with Visitor.with_manners(manners) as visitor:
        yield visitor
