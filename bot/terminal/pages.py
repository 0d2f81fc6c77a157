"""Pages that are named by their address instead of a file: fetched once, read as a saved page, remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.config import Config
from bot.terminal.setting import run
from bot.visiting import visiting
from corpus.formats.reading import Reading
from corpus.models import Parsed
from corpus.store import CorpusStore
from corpus.watching.reading import in_a_file, papers_of_page
from corpus.watching.watch import remember

if TYPE_CHECKING:
    from corpus.watching.visiting import Page


def is_address(text: str) -> bool:
    """Whether somebody means a page on the net, and not a file."""
    return text.casefold().startswith(("http://", "https://"))


def pages_among(named: Iterable[str], config: Config) -> Mapping[str, Page]:
    """The pages among what was named, by what was named. Raises CorpusError, ConfigError."""
    addresses = [one for one in named if is_address(one)]
    return run(_fetched(addresses, config)) if addresses else {}


async def _fetched(addresses: Sequence[str], config: Config) -> Mapping[str, Page]:
    from corpus.watching.reading import page_address  # with the HTTP client, which files need not wait for

    async with visiting(config.pages) as visitor:
        found = {one: await visitor.page(page_address(one)) for one in addresses}
    return {one: page for one, page in found.items() if page is not None}


def parsed_page(page: Page, reading: Reading) -> Parsed:
    """The papers of a page that was fetched. Raises CorpusError."""
    with in_a_file(page.content, page.found.address) as path:
        return papers_of_page(path, page.found, reading)


def remember_pages(store: CorpusStore, library: str, read: Iterable[Parsed], pages: Iterable[Page]) -> None:
    """Remember the pages that a library comes from now, once they were taken in. Raises CorpusError."""
    by_address = {page.found.address: page for page in pages}
    for parsed in read:
        if (page := by_address.get(parsed.report.source)) is not None:
            remember(store, library, parsed, page.found)
