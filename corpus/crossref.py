"""Crossref's records, looked up by DOI or by the words of a reference; never while a question is being answered.

https://www.crossref.org/documentation/retrieve-metadata/rest-api/ asks callers to name a mail address.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from yarl import URL

from corpus.doi import Doi
from corpus.errors import CorpusError, FetchError
from corpus.fetching import Fetcher, Manners, Response, TooLongError
from corpus.patterns import late
from corpus.reaching import host_of

CANDIDATES = 5  # records asked for by a reference
_LISTED = late(r"[a-z0-9./_()-]+")  # DOIs that may stand in a list; a comma or a colon would begin another filter
_TOO_MUCH = (400, 413, 414, 422, 431)  # a list that is refused as a whole may hold one DOI that is at fault


class Crossref:
    """A client for Crossref, or a compatible service at ``api``."""

    def __init__(self, fetcher: Fetcher, api: str) -> None:
        self._fetcher, self._api = fetcher, api.rstrip("/")

    @classmethod
    @asynccontextmanager
    async def at(cls, api: str, manners: Manners) -> AsyncIterator[Crossref]:
        """A client to use while the block runs; it may ask its own host only."""
        async with Fetcher(manners.model_copy(update={"hosts": frozenset({host_of(URL(api))})})) as fetcher:
            yield cls(fetcher, api)

    async def record(self, doi: Doi) -> str | None:
        """Crossref's record for a DOI, as JSON text; None if it does not know the DOI.

        Raises FetchError if it cannot be asked now, CorpusError if it refuses this question.
        """
        answer = await self._fetcher.get(f"{self._api}/works/{quote(doi, safe='')}")
        return None if answer.status == 404 else _good(answer, str(doi)).text

    async def records(self, dois: Sequence[Doi]) -> dict[Doi, dict[str, Any] | CorpusError]:
        """The records of some DOIs in as few requests as possible, or the error for a DOI; unknown DOIs are left
        out.

        Raises FetchError if it cannot be asked now, or does not answer like Crossref.
        """
        listed = [doi for doi in dois if _LISTED.fullmatch(doi)]
        found = await self._list(listed) if len(listed) > 1 else await self._each(listed)
        return found | await self._each([doi for doi in dois if doi not in listed])

    async def candidates(self, reference: str) -> list[dict[str, Any]]:
        """The records that look most like a reference (title, author, year), the likeliest first.

        Raises FetchError like ``records``; CorpusError if it refuses this question.
        """
        answer = await self._fetcher.get(
            f"{self._api}/works?query.bibliographic={quote(reference, safe='')}&rows={CANDIDATES}"
        )
        return _works(_good(answer, "a reference"))[:CANDIDATES]

    async def _list(self, dois: Sequence[Doi]) -> dict[Doi, dict[str, Any] | CorpusError]:
        """The records of a list of DOIs in one request, or in halves if the answer is too long."""
        if len(dois) < 2:
            return await self._each(dois)
        wanted = quote(",".join(f"doi:{doi}" for doi in dois), safe=":,/()")
        try:
            answer = await self._fetcher.get(f"{self._api}/works?filter={wanted}&rows={len(dois)}")
            if answer.status not in _TOO_MUCH:
                works = _works(_good(answer, f"{len(dois)} DOIs"))
                known = {doi: work for work in works if (doi := _doi(work)) in dois}
                return {doi: known[doi] for doi in dois if doi in known}
        except TooLongError:
            pass
        half = len(dois) // 2
        return await self._list(dois[:half]) | await self._list(dois[half:])

    async def _each(self, dois: Sequence[Doi]) -> dict[Doi, dict[str, Any] | CorpusError]:
        found: dict[Doi, dict[str, Any] | CorpusError] = {}
        for doi in dois:
            try:
                answer = await self._fetcher.get(f"{self._api}/works/{quote(doi, safe='')}")
                if answer.status != 404 and (works := _works(_good(answer, str(doi)))):
                    found[doi] = works[0]
            except FetchError:
                raise
            except CorpusError as error:
                found[doi] = error
        return found


def _good(answer: Response, wanted: str) -> Response:
    """Check an answer. Raises FetchError if the service fails for everybody, CorpusError if it fails for this
    question only."""
    if answer.status in (401, 403, 407, 451):
        raise FetchError(
            f"Crossref was asked for {wanted}, and it answers {answer.status}: it does not let us ask."
        )
    if answer.status != 200:
        raise CorpusError(f"Crossref was asked for {wanted}, and it answers {answer.status}.")
    return answer


def _works(answer: Response) -> list[dict[str, Any]]:
    """The records of an answer; anything else in it is left out. Raises FetchError if it is not an answer of
    Crossref's kind."""
    try:
        whole = json.loads(answer.text)
    except (ValueError, RecursionError):
        raise FetchError(
            "What Crossref answers is not JSON; is crossref.api its address? Try again later."
        ) from None
    message = whole.get("message") if isinstance(whole, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("items", []), list):
        raise FetchError("What Crossref answers holds no records; is crossref.api its address?")
    items = message.get("items", [message])
    return [one for one in items if isinstance(one, dict)]


def _doi(work: dict[str, Any]) -> Doi | None:
    doi = work.get("DOI")
    return Doi.within(doi) if isinstance(doi, str) else None
