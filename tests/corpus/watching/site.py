"""A publisher on loopback: an aiohttp server in a thread of its own, with pages as MDPI's are, and what it was asked."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from ssl import SSLContext
from typing import Any

from aiohttp import web

from corpus.models import Paper
from corpus.store import CorpusStore
from corpus.watching.origins import FetchedState, Source, papers_of_page, sources_of
from corpus.watching.watch import Visited, Watch, remember, watched

PATH = "/journal/raptors/special_issues/owls"
DEADLINE = "30 June 2026"


@dataclass(frozen=True)
class Owl:
    """One paper of the page."""

    number: int
    title: str = "Owls Hunt at Night"
    abstract: str = "Owls hunt at night."
    viewed: int = 100
    authors: str = "Ana Sol and Bo Li"

    @property
    def key(self) -> str:
        return f"10.5555/owl{self.number}"

    def html(self) -> str:
        return f"""<div class="generic-item article-item"><div class="label-right label__btn">9 pages, 20 KiB</div>
<span class="label articletype">Article</span> <a class="title-link" href="/{self.number}">{self.title}</a>
<div class="authors">by {self.authors}</div>
<div class="color-grey-dark"><em>Raptors</em> <b>2021</b>, <em>1</em>(2), {self.number};
<a href="https://doi.org/{self.key}">https://doi.org/{self.key}</a> - 1 May 2021</div>
<div>Viewed by {self.viewed}</div>
<div class="abstract-div"><strong>Abstract </strong>
<div class="abstract-cropped inline">{self.abstract[:8]} <a href="#"> [...] Read more.</a></div>
<div class="abstract-full">{self.abstract} <a href="/{self.number}">Full article</a></div></div>
<div class="belongsTo">(This article belongs to the Special Issue <a href="/x">Owls of the Steppe</a>)</div></div>"""


def issue(*owls: Owl, deadline: str = DEADLINE) -> str:
    """The page of a special issue."""
    papers = "".join(owl.html() for owl in owls)
    return f"""<!DOCTYPE html><html><head><title>Owls</title></head><body><h1>Owls of the Steppe</h1>
<p>A special issue of <em>Raptors</em> (ISSN 9990-5555).</p>
<p>Deadline for manuscript submissions: {deadline}</p>
<h2>Published Papers ({len(owls)} papers)</h2>{papers}</body></html>"""


@dataclass
class Site:
    """What it answers by path (a page as text, or a whole answer), and every request it had."""

    pages: dict[str, str | dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    base: str = ""
    loop: asyncio.AbstractEventLoop = field(init=False, repr=False)
    ended: asyncio.Event = field(init=False, repr=False)

    @property
    def address(self) -> str:
        return f"{self.base}{PATH}"

    @property
    def host(self) -> str:
        return self.base.partition("://")[2]

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def show(self, *owls: Owl, **more: Any) -> None:
        """Let the page of the issue have these papers."""
        self.pages[PATH] = issue(*owls, **more)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """One answer; nothing stands at a path that has none."""
        self.asked.append((request.path_qs, dict(request.headers)))
        page = self.pages.get(request.path_qs, {"status": 404})
        if isinstance(page, str):
            return web.Response(text=page, content_type="text/html")
        if (etag := page.get("headers", {}).get("ETag")) and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304)
        return web.Response(**page)


@contextmanager
def published(secure: SSLContext | None = None) -> Iterator[Site]:
    """A site that answers while the block runs."""
    site, ready = Site(), threading.Event()

    async def serve() -> None:
        site.loop, site.ended = asyncio.get_running_loop(), asyncio.Event()
        runner = web.ServerRunner(web.Server(site.answer), shutdown_timeout=0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=secure).start()
        site.base = f"http{'s' if secure else ''}://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        await site.ended.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert ready.wait(60), "the site does not answer"
    try:
        yield site
    finally:
        site.loop.call_soon_threadsafe(site.ended.set)
        thread.join()


ADDRESS = "https://www.example.org/special_issues/owls"
TWO = (Owl(1), Owl(2, "Owls Sleep by Day", "Owls sleep by day. Some do not."))


class Shelf:
    """A library that came from a page, and the page as it is now."""

    def __init__(self, folder: Path) -> None:
        self.store = CorpusStore(folder / "libraries")
        self.page = folder / "The page"
        self.folder = self.store.folder("lib")

    def found(self, html: str) -> FetchedState:
        self.page.write_text(html)
        digest = hashlib.sha256(html.encode()).hexdigest()
        return FetchedState(address=ADDRESS, at=datetime.now(UTC), etag='"a"', digest=digest)

    def take(self, html: str, **how: Any) -> None:
        """Import the page as it is."""
        found = self.found(html)
        read = papers_of_page(self.page, found)
        self.store.add_all("lib", [read], **how)
        remember(self.store, "lib", read, found)

    def watch(self, html: str, keep: bool = False) -> Watch:
        return Watch(root=self.store.root, library="lib", path=self.page, found=self.found(html), keep=keep)

    def look(self, *owls: Owl, keep: bool = False, **more: Any) -> Visited:
        """What is new on the page as it is now; every import and look balances."""
        outcome = watched(self.watch(issue(*owls, **more), keep))
        report = outcome.report
        assert report.read == report.kept + report.merged + len(report.rejected) == len(owls)
        return outcome

    @property
    def source(self) -> Source:
        found = sources_of(self.folder).of(ADDRESS)
        assert found is not None
        return found

    def papers(self) -> dict[str, Paper]:
        return {paper.key: paper for paper in self.store.load("lib").papers}
