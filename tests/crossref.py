"""A Crossref on loopback that answers as the real one documents it, and badly where a test says so.

https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md; ``updated-by`` and ``update-to`` as in
https://www.crossref.org/documentation/retrieve-metadata/rest-api/.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs, unquote

from aiohttp import web

from corpus.sameness import folded

Work = dict[str, Any]
Otherwise = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def work(doi: str, title: str, **fields: Any) -> Work:
    """A journal article's record, as Crossref writes one."""
    usual = {
        "DOI": doi,
        "title": [title],
        "type": "journal-article",
        "source": "Crossref",
        "prefix": doi.partition("/")[0],
        "URL": f"https://doi.org/{doi}",
        "publisher": "Hive Press",
        "container-title": ["Journal of Bees"],
        "short-container-title": ["J Bees"],
        "ISSN": ["2075-4450"],
        "issued": {"date-parts": [[2023, 5, 2]]},
        "author": [{"given": "Kun", "family": "Li", "sequence": "first", "affiliation": [{"name": "Hive"}]}],
        "reference": [{"key": "ref1", "unstructured": "Much text."}],
        "is-referenced-by-count": 3,
    }
    return usual | {name.replace("_", "-"): value for name, value in fields.items()}


def updated(kind: str, doi: str, day: tuple[int, ...] = (2024, 1, 15), **more: Any) -> Work:
    """One entry of ``updated-by`` or ``update-to``."""
    moment = {"date-parts": [list(day)], "date-time": "2024-01-15T00:00:00Z", "timestamp": 1705276800000}
    return {"updated": moment, "DOI": doi, "type": kind, "source": "publisher", "label": kind.title()} | more


class Speaker:
    """``asked``: every request, as it was written; ``instead``: what is done at the nth of them (from 1)."""

    def __init__(self, works: Iterable[Work]) -> None:
        self.works = {str(one["DOI"]).lower(): one for one in works}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.instead: dict[int, Otherwise] = {}
        self.address = ""

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """One answer."""
        self.asked.append(request.path_qs)
        self.agents.add(request.headers["User-Agent"])
        if (otherwise := self.instead.get(len(self.asked))) is not None:
            return await otherwise(request)
        path, _, query = request.raw_path.partition("?")
        asked = {name: values[0] for name, values in parse_qs(query).items()}
        if path == "/works" and "filter" in asked:
            return self._listed([one.removeprefix("doi:") for one in asked["filter"].split(",")])
        if path == "/works":
            return self._items(self._like(asked["query.bibliographic"])[: int(asked["rows"])])
        found = self.works.get(unquote(path).removeprefix("/works/"))
        if found is None:
            return web.Response(status=404, text="Resource not found.")
        return web.json_response(_message("work", found))

    def _listed(self, dois: list[str]) -> web.Response:
        if any(one.startswith("10.9999/") for one in dois):  # a DOI that the filter does not take
            return web.json_response(
                {"status": "failed", "message-type": "validation-failure", "message": []}, status=400
            )
        return self._items([self.works[one] for one in reversed(dois) if one in self.works])

    def _like(self, reference: str) -> list[Work]:
        words = set(folded(reference).split())
        shared = {doi: len(words & set(folded(one["title"][0]).split())) for doi, one in self.works.items()}
        return [self.works[doi] for doi in sorted(shared, key=lambda doi: -shared[doi]) if shared[doi]]

    def _items(self, works: list[Work]) -> web.Response:
        items = [one | {"score": 40.1} for one in works]
        whole = {"facets": {}, "total-results": len(items), "items": items, "items-per-page": 20}
        return web.json_response(_message("work-list", whole))


def _message(kind: str, message: Work) -> Work:
    return {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}


@asynccontextmanager
async def speaking(works: Iterable[Work]) -> AsyncIterator[Speaker]:
    """Such a Crossref while the block runs; its ``address`` is where."""
    speaker = Speaker(works)
    runner = web.ServerRunner(web.Server(speaker.answer), shutdown_timeout=0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        speaker.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield speaker
    finally:
        await runner.cleanup()
