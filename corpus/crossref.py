"""Crossref's records: asked for by DOI, or by what a reference says, and never while answering.

https://www.crossref.org/documentation/retrieve-metadata/rest-api/ asks callers to name a mail address.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

from yarl import URL

from corpus.doi import Doi
from corpus.errors import CorpusError
from corpus.fetching import Fetcher, Manners
from corpus.reaching import host_of


class Crossref:
    """Asks Crossref, or what speaks as it does at ``api``, through a fetcher."""

    def __init__(self, fetcher: Fetcher, api: str) -> None:
        self._fetcher, self._api = fetcher, api.rstrip("/")

    @classmethod
    @asynccontextmanager
    async def at(cls, api: str, manners: Manners) -> AsyncIterator[Crossref]:
        """A Crossref to ask while the block runs; the manners' hosts are its own alone."""
        async with Fetcher(manners.model_copy(update={"hosts": frozenset({host_of(URL(api))})})) as fetcher:
            yield cls(fetcher, api)

    async def record(self, doi: Doi) -> str | None:
        """Its answer for a DOI, as JSON text; None where it does not know it.

        Raises FetchError where it cannot be asked now, CorpusError where it will not say this one.
        """
        answer = await self._fetcher.get(f"{self._api}/works/{quote(doi, safe='')}")
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise CorpusError(f"Crossref was asked for {doi}, and it answers {answer.status}.")
        return answer.text
