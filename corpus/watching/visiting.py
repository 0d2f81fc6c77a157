"""Reading a page from the web as its publisher allows: robots.txt first (RFC 9309), then a single request for the
page.

    async with Visitor.with_manners(manners) as visitor:
        page = await visitor.page("https://www.mdpi.com/journal/…/special_issues/…", source.seen)

Every trouble is one sentence: a host that is not allowed, a page that programs may not read, one that is gone, moved
elsewhere, too large or no page at all. In robots.txt the longest rule that fits a path decides, and "allow" wins a tie;
Python's own reader takes the first rule that fits, and does not know "*" inside a path.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from yarl import URL

from corpus.errors import FetchError
from corpus.fetching import Fetcher, Manners, Response
from corpus.models import Model
from corpus.reaching import host_of, is_allowed
from corpus.store import CorpusStore
from corpus.watching.origins import MARK, FetchedState, Seen, Watched, change_source, page_address

LARGEST = 512 * 1024  # bytes that are read of one; RFC 9309 asks for 500 KiB at the least
MOST = 5_000  # rules that are read of one
_LONGEST = 2_000  # characters of a rule; no address that is read is longer
_DELAY = re.compile(r"\d{1,6}(?:\.\d{1,6})?", re.ASCII)
_STARS = re.compile(r"\*+")
_KEPT = "/%:;=@!$&'()*+,~-._?#[]"


class Rules(Model):
    """The rules for one program: path patterns, each allowed or not, and the seconds between two requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0

    def allow(self, path: str) -> bool:
        """Whether a path (beginning with "/", with its query) may be fetched."""
        path = _plain(path)
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def rules_for(agent: str, content: bytes) -> Rules:
    """The rules for a program (``agent``: its bare name), else those for all programs; empty if the file has
    none."""
    name = agent.casefold()
    named = list[tuple[str, str]]()
    everybody = list[tuple[str, str]]()
    is_named = False
    for agents, key, value in _lines(content):
        if name in agents:
            is_named = True
            named.append((key, value))
        elif "*" in agents:
            everybody.append((key, value))
    return _rules(named if is_named else everybody)


def _rules(lines: list[tuple[str, str]]) -> Rules:
    """A rule without a path forbids nothing."""
    rules = ((_plain(value), key == "allow") for key, value in lines if key in ("allow", "disallow") and value)
    delays = [float(value) for key, value in lines if key == "crawl-delay" and _DELAY.fullmatch(value)]
    return Rules(rules=tuple(rules), delay=max(delays, default=0))


def _lines(content: bytes) -> Iterator[tuple[set[str], str, str]]:
    """Each meaningful line with the programs it applies to; a group begins with their names."""
    agents, open_ = set[str](), False
    for number, (key, value) in enumerate(_pairs(content)):
        if number > MOST:
            return
        if key == "user-agent":
            agents = agents if open_ else set()
            agents.add(value.partition("/")[0].strip().casefold())
            open_ = True
            yield agents, "", ""  # a group without rules is one too
        else:
            open_ = False if key in ("allow", "disallow") else open_
            yield agents, key, value


def _pairs(content: bytes) -> Iterator[tuple[str, str]]:
    for line in content[:LARGEST].decode("utf-8-sig", "replace").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and len(value) < _LONGEST:
            yield key.strip().casefold(), value.strip()


def _plain(path: str) -> str:
    """A path in one normal percent-encoding; encoded "/", "*" and "$" stay encoded."""
    parts = re.split(r"(%(?:2[fFaA4]|25))", path)
    plain = (
        quote(unquote_to_bytes(one), safe=_KEPT) if i % 2 == 0 else one.upper() for i, one in enumerate(parts)
    )
    return "".join(plain)


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern matches a path from its beginning; "*" matches anything, "$" the end. Linear time for
    each piece."""
    whole = pattern.endswith("$")
    first, *others = _STARS.split(pattern.removesuffix("$"))
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in others[:-1] if whole else others:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if not whole:
        return True
    return len(path) - at >= len(others[-1]) and path.endswith(others[-1]) if others else at == len(path)


PROGRAM = "Marrow"  # as robots.txt names it
KINDS = ("text/html", "application/xhtml+xml")
LONGEST_DELAY = 30.0  # seconds that a robots.txt may have us wait before one page
_MOVES = 4  # redirects that are followed
_WELL, _UNCHANGED = 200, 304  # HTTP's status codes
_FILE = "Save the page in a browser and import the file instead."


class FetchedPage(NamedTuple):
    """A fetched page and its bytes."""

    found: FetchedState
    content: bytes


class Visitor:
    """Fetches pages while its block runs, and each site's robots.txt once. ``wait``: an async sleep, in seconds."""

    def __init__(
        self,
        fetcher: Fetcher,
        hosts: Collection[str],
        wait: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._fetcher, self._hosts, self._wait = fetcher, hosts, wait
        self._rules: dict[str, Rules] = {}

    @classmethod
    @asynccontextmanager
    async def with_manners(cls, manners: Manners) -> AsyncIterator[Visitor]:
        """A visitor with these manners."""
        async with Fetcher(manners) as fetcher:
            yield cls(fetcher, manners.hosts)

    async def page(self, address: str, seen: Seen | None = None) -> FetchedPage | None:
        """Fetch a page; None if it has not changed since it was ``seen``. Raises CorpusError, in one sentence,
        if it cannot be fetched."""
        marks = {"If-None-Match": seen.found.etag, "If-Modified-Since": seen.found.modified} if seen else {}
        url = self._allowed(address, "That page is not read.")
        answer = await self._followed(url, {name: said for name, said in marks.items() if said})
        if seen and answer.status == _UNCHANGED:
            return None
        digest = hashlib.sha256(_checked(answer)).hexdigest()
        if seen and digest == seen.found.digest:
            return None
        found = FetchedState(
            address=address,
            at=datetime.now(UTC),
            etag=_mark(answer.etag),
            modified=_mark(answer.modified),
            digest=digest,
        )
        return FetchedPage(found, answer.content)

    async def visit(self, store: CorpusStore, watched: Watched) -> FetchedPage | None:
        """Fetch a library's page; None if it has not changed since the library was last brought up to it.

        Raises CorpusError if it cannot be fetched; the attempt is remembered in any case.
        """
        folder, address = store.folder(watched.library), watched.source.address
        seen, now = watched.source.seen, datetime.now(UTC)
        if seen is not None and seen.state != await asyncio.to_thread(store.imported, watched.library):
            seen = None  # the library is another one, so that the same page may be news to it

        async def remember(**said: object) -> None:
            await asyncio.to_thread(change_source, folder, address, lambda old: old.model_copy(update=said))

        await remember(asked=now)
        page = await self.page(address, seen)
        if page is None:
            await remember(read=now, trouble="", waiting=None)
        return page

    async def _followed(self, url: URL, marks: dict[str, str]) -> Response:
        """The server's answer, after redirects. Raises CorpusError."""
        first = url
        for _ in range(_MOVES + 1):
            await self._ask_leave(url)
            answer = await self._fetcher.get(str(url), marks, follow=False)
            if answer.moved is None:
                return answer
            url = self._allowed(answer.moved, f"The page at {first.host} has moved to a host that is not allowed.")
        raise FetchError(
            f"The page at {first.host} redirects more than {_MOVES} times; that is not followed. {_FILE}"
        )

    def _allowed(self, address: str, otherwise: str) -> URL:
        """Check that an address may be asked. Raises CorpusError."""
        url = URL(page_address(address))
        if not is_allowed(url, self._hosts):
            raise FetchError(
                f"{otherwise} The settings name the hosts that pages are read from (pages.hosts), and “{host_of(url)[:80]}” is"
                f" none of them. Add it there, or: {_FILE[0].lower()}{_FILE[1:]}"
            )
        return url

    async def _ask_leave(self, url: URL) -> None:
        """Wait as long as the site asks. Raises FetchError if its robots.txt forbids this page."""
        rules = await self._rules_of(url)
        if not rules.allow(url.raw_path_qs):
            raise FetchError(
                f"{url.host} asks programs not to read this page (robots.txt), so it was not fetched. {_FILE}"
            )
        if rules.delay:
            await self._wait(min(rules.delay, LONGEST_DELAY))

    async def _rules_of(self, url: URL) -> Rules:
        site = str(url.origin())
        if site not in self._rules:
            answer = await self._fetcher.get(f"{site}/robots.txt")
            if answer.status >= 500:
                raise FetchError(
                    f"{url.host} cannot say now what programs may read (its robots.txt answers {answer.status}), so nothing"
                    " was fetched. Try again later."
                )
            self._rules[site] = rules_for(PROGRAM, answer.content) if answer.status == _WELL else Rules()
        return self._rules[site]


def _checked(answer: Response) -> bytes:
    """The bytes of a page. Raises FetchError for any other answer."""
    host = URL(answer.address).host
    if answer.status != _WELL:
        raise FetchError(
            f"{host} answers {answer.status} to the page's address. Open it in a browser; if it is there, save it and import"
            " the file instead."
        )
    if answer.kind not in KINDS:
        raise FetchError(
            f"{host} answers with “{answer.kind[:60]}” and not with a web page; it was not read. {_FILE}"
        )
    return answer.content


def _mark(said: str) -> str:
    """The server's name for this state of the page (ETag), if it can be sent back; else ""."""
    return said if re.fullmatch(MARK, said) else ""
