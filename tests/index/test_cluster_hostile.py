"""A search cluster, or what stands in its place, whose answers are well formed and are not what OpenSearch says: one sentence,
no question without end, and nothing counted as taken that was not said to be.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

import pytest

from corpus.models import Corpus, Paper
from corpus.progress import silent
from index.cluster import connection, filling
from index.cluster.connection import Cluster, ClusterError
from index.cluster.filling import fill
from index.cluster.papers import ClusterPapers, ClusterValues, searched
from index.cluster.states import OpenSearchEngine, States
from index.library import Settings
from index.terms.analyzer import Analyzer
from tests.index.test_cluster import Server, StandIn, found

ODD: tuple[Any, ...] = (
    None,
    7,
    "x",
    [],
    [None],
    [7],
    {"x": None},
    {"x": 7},
    {"x": []},
    {"docs": 7},
    {"docs": [7]},
    {"docs": [None]},
)
HITS: tuple[Any, ...] = (
    None,
    7,
    "x",
    [None],
    [7],
    [[]],
    ["x"],
    [{}],
    [{"_source": None}],
    [{"_source": 7}],
    [{"_source": {}}],
)
CORPUS = Corpus(name="one", digest="0" * 64, papers=(Paper(source_id="1", title="A title of bees"),))


class Filled(StandIn):
    """Takes a library as OpenSearch does, but for what it says of documents sent together, and of how many it holds."""

    of_bulk: Callable[[int], Any]
    of_count: Any = None

    def do_GET(self) -> None:  # noqa: N802
        sent = self.read()
        status, said = 200, dict[str, Any]()
        if "/_bulk" in self.path:
            said = self.of_bulk(sent.count(b'{"create"'))
        elif "/_count" in self.path:
            said = self.of_count
        elif "manifest" in self.path and self.command == "GET":
            status, said = 404, {"found": False}
        self.say(status, said)

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815


def filled(of_bulk: Callable[[int], Any], of_count: Any = None) -> str:
    """What is said of a library that such a cluster was sent."""
    with closing(Server(kind=Filled, of_bulk=staticmethod(of_bulk), of_count=of_count)) as server:
        with pytest.raises(ClusterError) as raised:
            fill(server.cluster, "default", CORPUS, Settings(), silent)
        return str(raised.value)


def created(number: int, status: Any = 201) -> dict[str, Any]:
    return {"errors": False, "items": [{"create": {"status": status}}] * number}


ANSWERS: tuple[Callable[[int], Any], ...] = (
    *(lambda _, odd=odd: odd for odd in ODD),
    lambda number: {"items": []},
    lambda number: created(number - 1),
    lambda number: created(number + 1),
    lambda number: created(number, "done"),
    lambda number: created(number, None),
    lambda number: created(number, True),
    lambda number: created(number, 0),
    lambda number: {"items": {"create": 7}},
    lambda number: {"items": [{"index": {"status": 201}}] * number},
    lambda number: {"items": [7] * number},
)


def test_documents_that_are_not_said_to_be_taken_are_not_counted() -> None:
    for number, answer in enumerate(ANSWERS):
        assert "cut off or no answer" in filled(answer), number


def test_documents_that_were_refused_are_told_with_their_status() -> None:
    assert "refused a paper (status 400)" in filled(lambda number: created(number, 400))


def test_a_cluster_that_is_always_busy_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "PAUSES", (0.0, 0.01))
    assert "too busy to take more papers" in filled(lambda number: created(number, 429))


class Dripping(Filled):
    """Answers documents sent together one byte at a time, and never to the end."""

    def of_bulk(self, number: int) -> Any:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        with suppress(OSError):  # who asked has gone
            while not self.ended.wait(0.02):
                self.wfile.write(b" ")
        return created(number)


def test_a_cluster_that_answers_drop_by_drop_is_not_waited_for_until_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each drop was within the time for one; with all tries it took minutes, while a curator waited."""
    monkeypatch.setattr(filling, "WHOLE_SECONDS", 0.3)
    with closing(Server(kind=Dripping)) as server, pytest.raises(ClusterError) as raised:
        fill(server.cluster, "default", CORPUS, Settings(), silent)
    assert "took no paper within 0.3 seconds" in str(raised.value)


@pytest.mark.parametrize(
    "count", [None, 7, {}, {"_shards": 7, "count": 1}, {"_shards": {"failed": 0}, "count": "x"}]
)
def test_a_count_that_is_none_is_a_sentence(count: Any) -> None:
    assert "cut off or no answer" in filled(created, count)


def asked(cluster: Cluster) -> dict[str, Callable[[], object]]:
    """Everything that the bot reads of a cluster."""
    papers, values, states = (
        ClusterPapers(cluster, "library", 10, Analyzer()),
        ClusterValues(cluster, "library", 3),
        States(cluster),
    )
    engine = OpenSearchEngine(cluster, "library", papers)
    return {
        "version": cluster.check,
        "health": cluster.health,
        "search": lambda: asyncio.run(engine.search({"bone": 1.0}, 5)),
        "papers": lambda: list(papers),
        "of_key": lambda: papers.of_key("p"),
        "of_hash": lambda: papers.of_hash(7),
        "word": lambda: values.get("bone"),
        "short forms": lambda: list(values.items()),
        "state": lambda: states.read("one"),
        "asked": lambda: states.asked("default"),
        "all": lambda: states.all("default"),
        "libraries": states.libraries,
    }


def wrong(cluster: Cluster) -> dict[str, str]:
    """What of it ends in another error than a sentence."""
    found = {}
    for name, ask in asked(cluster).items():
        try:
            ask()
        except ClusterError:
            continue
        except Exception as error:
            found[name] = type(error).__name__
    return found


def test_whatever_json_comes_every_reading_ends_in_a_sentence() -> None:
    bodies = [json.dumps(odd).encode() for odd in ODD] + [found(), b"[" * 5_000 + b"]" * 5_000]
    bodies += [
        json.dumps({"timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": hits}}).encode()
        for hits in HITS
    ]
    bodies += [found({"_source": {"passage": "p", "key": "p"}, "sort": [1.0, "x"]})]
    with closing(Server()) as server:
        for body in bodies:
            server.handler.body = body
            assert wrong(server.cluster) == {}, body[:80]


class Turning(StandIn):
    """Answers with one page after another, and then from the first again."""

    pages: tuple[bytes, ...] = ()

    def do_GET(self) -> None:  # noqa: N802
        self.body = self.pages[len(self.asked) % len(self.pages)]
        super().do_GET()

    do_POST = do_GET  # noqa: N815


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_pages_that_come_again_and_again_are_not_asked_for_without_end(pages: int) -> None:
    """As of a cache between us and the cluster."""
    hits = [{"_source": {"passage": "p", "key": "p"}, "sort": [1.0, number]} for number in range(pages)]
    turning = tuple(found(*[one] * 500) for one in hits)
    with closing(Server(kind=Turning, pages=turning)) as server:
        engine = OpenSearchEngine(server.cluster, "library")

        async def soon() -> None:
            async with asyncio.timeout(60):
                await engine.search({"bone": 1.0}, 5)

        with pytest.raises(ClusterError, match="cut off or no answer"):
            asyncio.run(soon())
        assert len(server.handler.asked) < 5


@pytest.mark.parametrize(
    ("rest", "gone", "sent"),
    [
        (3600.0, (True, True, True, False), (2, 4, 4, 4)),
        (0.0, (True, True, True, False), (2, 4, 6, 7)),
        (3600.0, (True, False, True, False), (2, 3, 5, 6)),  # one long question is not a cluster that is gone
    ],
)
def test_a_cluster_that_does_not_answer_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch, rest: float, gone: tuple[bool, ...], sent: tuple[int, ...]
) -> None:
    """Each question waited for it in its turn: of twelve the last was told so after four minutes, of sixty after Discord had
    closed what they were asked in. Here it breaks off, which is known at once.
    """
    monkeypatch.setattr(connection, "REST", rest)
    with closing(Server(body=found())) as server:
        counts = list[int]()
        for one in gone:
            server.handler.cut = 400 if one else 0
            with suppress(ClusterError):
                searched(server.cluster, "library", {})
            counts.append(len(server.handler.asked))
        assert tuple(counts) == sent


def test_a_cluster_that_was_silent_is_left_alone_also_where_it_would_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connection, "REST", 3600.0)
    with closing(Server(seconds=0.1, silent=True, body=found())) as server:
        for silent_still in (True, True, False):
            server.handler.silent = silent_still
            with pytest.raises(ClusterError, match=r"within 0\.1 seconds\. Please ask again in a minute\."):
                searched(server.cluster, "library", {})
