"""A page over the net: asked for once and by name, as far as robots.txt goes; every trouble is one sentence."""

from __future__ import annotations

import ssl
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CorpusError
from corpus.fetching import Fetcher, Manners
from corpus.watching.origins import FetchedState, Seen, Source, is_due
from corpus.watching.visiting import LONGEST_DELAY, FetchedPage, Visitor
from tests.corpus.watching.site import PATH, Owl, Site, published

AGENT = "Marrow/0.1 (+me@example.org)"
SECRET = Path(__file__).with_name("expired.pem")


class Waits(list[float]):
    """How long was waited, without waiting."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


async def visit(
    site: Site, seen: Seen | None = None, hosts: Collection[str] = (), waits: Waits | None = None, **manners: Any
) -> FetchedPage | None:
    """The page of the site's issue, as it is now."""
    asked = Manners(agent=AGENT, hosts=frozenset(hosts or {site.host}), tries=1, timeout_seconds=60, **manners)
    async with Fetcher(asked) as fetcher:
        return await Visitor(fetcher, asked.hosts, Waits() if waits is None else waits).page(site.address, seen)


async def refused(site: Site, **how: Any) -> str:
    with pytest.raises(CorpusError) as error:
        await visit(site, **how)
    said = str(error.value)
    assert said.endswith(".")
    assert "\n" not in said
    return said


def seen_as(page: FetchedPage | None) -> Seen:
    assert page is not None
    return Seen(found=page.found, state="0" * 64, records={})


async def test_one_request_after_robots_txt_by_name(site: Site) -> None:
    site.show(Owl(1))
    page = await visit(site)
    assert page is not None
    assert b"Owls Hunt at Night" in page.content
    assert page.found.address == site.address
    assert site.paths == ["/robots.txt", PATH]
    assert {headers["User-Agent"] for _, headers in site.asked} == {AGENT}


async def test_what_robots_txt_forbids_is_not_asked_for(site: Site) -> None:
    site.show(Owl(1))
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /journal/*/special_issues/"
    assert "asks programs not to read this page" in await refused(site)
    assert site.paths == ["/robots.txt"]


async def test_a_robots_txt_that_cannot_be_read_forbids_all(site: Site) -> None:
    site.show(Owl(1))
    for status in (500, 501, 503):
        site.pages["/robots.txt"] = {"status": status}
        assert str(status) in await refused(site)
    assert PATH not in site.paths


async def test_it_waits_as_long_as_the_site_asks_but_not_for_ever(site: Site) -> None:
    site.show(Owl(1))
    waits = Waits()
    for delay in (7, 100_000):
        site.pages["/robots.txt"] = f"User-agent: *\nCrawl-delay: {delay}"
        await visit(site, waits=waits)
    assert waits == [7.0, LONGEST_DELAY]


async def test_a_page_that_is_as_it_was_is_not_sent_again(site: Site) -> None:
    site.pages[PATH] = {"text": "<html>owls", "content_type": "text/html", "headers": {"ETag": '"a"'}}
    first = await visit(site)
    assert await visit(site, seen_as(first)) is None
    assert site.asked[-1][1]["If-None-Match"] == '"a"'
    site.pages[PATH] = {"text": "<html>more", "content_type": "text/html", "headers": {"ETag": '"b"'}}
    assert await visit(site, seen_as(first)) is not None


async def test_the_same_bytes_are_the_same_page_whatever_they_are_called(site: Site) -> None:
    site.show(Owl(1))
    assert await visit(site, seen_as(await visit(site))) is None
    site.show(Owl(1), Owl(2))
    assert await visit(site, seen_as(await visit(site))) is None


async def test_what_a_server_calls_a_page_is_said_again_only_where_that_is_safe(site: Site) -> None:
    marks = {"ETag": '"\xe9"', "Last-Modified": "x" * 301}
    site.pages[PATH] = {"text": "<html>owls", "content_type": "text/html", "headers": marks}
    page = await visit(site)
    assert page is not None
    assert (page.found.etag, page.found.modified) == ("", "")


async def test_unmodified_without_being_asked_is_no_page(site: Site) -> None:
    site.pages[PATH] = {"status": 304}
    assert "304" in await refused(site)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 404}, "answers 404"),
        ({"status": 403}, "answers 403"),
        ({"status": 503}, "answers 503"),
        ({"body": b"%PDF-1.7", "content_type": "application/pdf"}, "“application/pdf” and not with a web page"),
        ({"text": "<html>" + "x" * 2_000_000, "content_type": "text/html"}, "longer than 1 MB"),
        ({"status": 302, "headers": {"Location": "https://elsewhere.org/x"}}, "“elsewhere.org” is none of them"),
        ({"status": 302, "headers": {"Location": "http://www.example.org/x"}}, "is not encrypted"),
        ({"status": 301, "headers": {"Location": PATH}}, "redirects more than 4 times"),
        ({"status": 301, "headers": {"Location": "http://[x"}}, "no web address"),
    ],
)
async def test_what_is_no_page_is_one_sentence(site: Site, answer: dict[str, Any], words: str) -> None:
    site.pages[PATH] = answer
    assert words in await refused(site, largest=2**20)


async def test_a_page_that_has_moved_is_found_where_robots_txt_allows_it(site: Site) -> None:
    site.pages[PATH] = {"status": 301, "headers": {"Location": "/new"}}
    site.pages["/new"] = "<html>owls"
    page = await visit(site)
    assert page is not None
    assert page.found.address == site.address, "it is remembered as it was named"
    assert site.paths == ["/robots.txt", PATH, "/new"]
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /new"
    assert "asks programs not to" in await refused(site)


async def test_a_host_that_is_not_allowed_is_not_asked(site: Site) -> None:
    said = await refused(site, hosts={"www.mdpi.com"})
    assert "pages.hosts" in said
    assert site.asked == []


async def test_a_host_moved_to_is_asked_for_its_own_robots_txt(site: Site) -> None:
    with published() as other:
        other.pages["/robots.txt"] = "User-agent: *\nDisallow: /"
        site.pages[PATH] = {"status": 302, "headers": {"Location": f"{other.base}/x"}}
        assert "asks programs not to" in await refused(site, hosts={site.host, other.host})
        assert other.paths == ["/robots.txt"]


async def test_a_server_that_cannot_prove_who_it_is_is_not_asked() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(SECRET)
    with published(context) as site:
        site.show(Owl(1))
        assert "certificate" in await refused(site)
        assert site.asked == []


async def test_nobody_there_is_one_sentence() -> None:
    gone = Site(base="http://127.0.0.1:9")
    assert "cannot be reached" in await refused(gone)


def test_what_is_remembered_of_a_page_may_not_act() -> None:
    found = {"address": "https://x.org", "at": datetime.now(UTC), "digest": "0" * 64}
    for wrong in ({"etag": 'a"\r\nHost: x'}, {"modified": "x" * 301}, {"digest": "../x"}):
        with pytest.raises(ValueError, match="pattern"):
            FetchedState(**{**found, **wrong})


def test_a_page_is_due_after_its_time_and_after_a_day_where_it_was_in_trouble() -> None:
    now, week = datetime(2026, 3, 9, tzinfo=UTC), timedelta(days=7)
    asked = Source(address="https://x.org", asked=now - timedelta(days=2))
    assert [is_due(asked, now), is_due(asked, now, week)] == [True, False]
    assert is_due(asked.model_copy(update={"trouble": "It is gone."}), now, week)
    assert is_due(asked.model_copy(update={"asked": now + week}), now), "a time in the future is a mistake"
    assert not is_due(asked.model_copy(update={"asked": now}), now)
    assert is_due(Source(address="https://x.org"), now)
