"""What a real cluster does not do on demand, held against a stand-in on loopback: times out, refuses, is another server, breaks off.

Everything else is held against the real server, in ``tests/opensearch``.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from corpus.models import Corpus, Paper
from corpus.progress import silent
from index.cluster import ClusterSettings
from index.cluster.connection import Cluster, ClusterError
from index.cluster.filling import fill
from index.cluster.libraries import open_asked
from index.cluster.papers import ClusterPapers, ClusterValues, sum_of
from index.cluster.states import OpenSearchEngine
from index.library import Settings
from index.terms.analyzer import Analyzer

SECRET = "correct-horse-battery"
NEEDED = {"passage": "p#1", "key": "p", "paper": '{"doi": null}', "form": "[]"}


class StandIn(BaseHTTPRequestHandler):
    """Answers every request alike."""

    status, body, cut, silent, times, to = 200, b"{}", 0, False, 1, ""
    asked: ClassVar[list[str]] = []
    sent: ClassVar[list[int]] = []
    ended: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.silent:
            self.ended.wait(30)
            return
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.body) * self.times + self.cut))
        if self.to:
            self.send_header("Location", self.to)
        self.end_headers()
        with suppress(OSError):  # who asked has gone
            for _ in range(self.times):
                self.wfile.write(self.body)
                self.sent.append(len(self.body))

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

    def read(self) -> bytes:
        """What was sent with a request, unpacked."""
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return gzip.decompress(sent) if self.headers.get("Content-Encoding") == "gzip" else sent

    def say(self, status: int, said: object) -> None:
        """Answer in JSON."""
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Server:
    """A stand-in that runs, and a client of it."""

    def __init__(self, seconds: float = 60, kind: type[StandIn] = StandIn, **how: Any) -> None:
        """``seconds``: an answer that comes is waited for longer than a busy machine takes."""
        self.handler: type[StandIn] = type(
            "Handler", (kind,), {**how, "asked": [], "sent": [], "ended": threading.Event()}
        )
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.cluster = Cluster(
            ClusterSettings(urls=(self.url,), user="marrow", password=SECRET, timeout_seconds=seconds, retries=1)
        )

    def close(self) -> None:
        self.cluster.close()
        self.handler.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def serve() -> Iterator[Any]:
    servers: list[Server] = []

    def started(**how: Any) -> Cluster:
        servers.append(Server(**how))
        return servers[-1].cluster

    yield started
    for server in servers:
        server.close()


def found(*hits: dict[str, Any], failed: int = 0, timed_out: bool = False) -> bytes:
    return json.dumps({"timed_out": timed_out, "_shards": {"failed": failed}, "hits": {"hits": hits}}).encode()


def version(number: str, distribution: str | None = "opensearch") -> bytes:
    return json.dumps({"version": {"number": number, "distribution": distribution}}).encode()


TROUBLES = [
    ({"silent": True, "seconds": 0.3}, "did not answer within 0.3 seconds"),
    ({"status": 401}, "does not let me in"),
    ({"status": 403}, "does not let me in"),
    ({"status": 429}, "missing or busy, so I say nothing from the rest"),
    ({"status": 503, "body": b'{"error": {"type": "no_shard_available_action_exception"}}'}, "missing or busy"),
    ({"status": 500}, "status 500"),
    ({"status": 500, "body": b'{"error": {"type": "search_phase_execution_exception"}}'}, "missing or busy"),
    ({"body": b'{"hits": {"hits": [', "cut": 400}, "cannot be reached"),
    ({"body": b'{"hits": {"hits": ['}, "cut off or no answer"),
    ({"body": b"{}"}, "cut off or no answer"),
    ({"body": b'{"a":' * 100_000}, "cut off or no answer"),
    ({"body": found(failed=1)}, "A part of the library did not answer"),
    ({"body": found(timed_out=True)}, "A part of the library did not answer"),
    ({"body": found({"_source": {"passage": "p#1"}, "sort": [1.0, 0]})}, "cut off or no answer"),
]


@pytest.mark.parametrize(("how", "said"), TROUBLES, ids=[str(n) for n in range(len(TROUBLES))])
def test_whatever_goes_wrong_no_hit_comes_and_one_sentence_says_why(
    serve: Any, caplog: pytest.LogCaptureFixture, how: dict[str, Any], said: str
) -> None:
    caplog.set_level(logging.DEBUG)
    engine = OpenSearchEngine(serve(**how), "library")
    with pytest.raises(ClusterError, match=said) as raised:
        asyncio.run(engine.search({"bone": 1.0}, 5))
    assert "\n" not in str(raised.value)
    assert "/" not in str(raised.value)
    told = caplog.text + str(raised.value) + repr(serve)
    assert SECRET not in told
    assert "Traceback" not in told


def test_no_redirect_is_followed() -> None:
    """What is asked would go wherever one node, or what stands in its place, says."""
    with closing(Server()) as other, closing(Server(status=307, to=other.url)) as node:
        engine = OpenSearchEngine(node.cluster, "library")
        with pytest.raises(ClusterError, match="status 307"):
            asyncio.run(engine.search({"bone": 1.0}, 5))
        assert (len(node.handler.asked), other.handler.asked) == (1, [])


def test_an_answer_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it took too long it had taken 1.2 GB of memory."""
    monkeypatch.setattr("index.cluster.connection.LARGEST", 2**20)
    with closing(Server(body=b" " * 2**16, times=5_000)) as endless:
        with pytest.raises(ClusterError, match="cannot be reached"):
            endless.cluster.check()
        assert sum(endless.handler.sent) < 100 * 2**20


def test_a_server_that_is_not_there_is_one_sentence() -> None:
    cluster = Cluster(ClusterSettings(urls=("http://127.0.0.1:1",), timeout_seconds=60, retries=0))
    with pytest.raises(ClusterError, match="cannot be reached just now"):
        cluster.check()
    cluster.close()
    with pytest.raises(ClusterError, match="No address of a search cluster is set"):
        Cluster(ClusterSettings())


def test_certificates_that_are_not_there_are_one_sentence() -> None:
    cluster = Cluster(ClusterSettings(urls=("https://127.0.0.1:1",), ca_file="missing.pem"))
    with pytest.raises(ClusterError, match=r"certificates in the file missing\.pem cannot be read"):
        cluster.check()
    cluster.close()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (version("1.3.20"), "opensearch 1.3.20; I work with OpenSearch 2.11"),
        (version("2.4.0"), "opensearch 2.4.0"),
        (version("3.1.0"), "opensearch 3.1.0"),
        (version("8.13.0", None), "8.13.0"),
        (b'{"version": "new"}', "I work with"),
        (b'["no", "cluster"]', "I work with"),
    ],
)
def test_another_version_or_another_server_is_not_asked(serve: Any, body: bytes, said: str) -> None:
    with pytest.raises(ClusterError, match=said):
        open_asked(serve(body=body), "default", Settings())


def test_a_version_that_is_known_is_said(serve: Any) -> None:
    assert serve(body=version("2.19.6")).check() == "2.19.6"


@pytest.mark.parametrize(
    "changed",
    [
        {"paper": '{"doi": "10.1/x"}'},
        {"sum": "0" * 32},
        {"form": "[1]"},
        {"paper": None},
        {"sum": None},
        {"key": "q"},
    ],
)
def test_a_record_that_is_not_what_was_written_is_not_shown(serve: Any, changed: dict[str, Any]) -> None:
    source = NEEDED | {"sum": sum_of(NEEDED["paper"], NEEDED["form"])} | changed
    cluster = serve(body=found({"_source": source, "sort": [1.0, 0]}))
    papers = ClusterPapers(cluster, "library", 10, Analyzer())

    async def shown() -> None:
        for hit in await OpenSearchEngine(cluster, "library", papers).search({"bone": 1.0}, 5):
            papers.of_key(hit.key)

    with pytest.raises(ClusterError, match="came damaged"):
        asyncio.run(shown())


def test_papers_that_were_driven_out_of_memory_while_they_were_read_are_there(
    serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others read papers at the same time, of which so many are kept: a list had gone without some, and said nothing of it."""
    monkeypatch.setattr("index.cluster.papers.REMEMBERED", 1)
    monkeypatch.setattr("index.cluster.papers.FEW", 1)
    stored = [json.dumps({"source_id": str(number), "title": "Bees"}) for number in range(3)]
    keys = [Paper.model_validate_json(one).key for one in stored]
    hits = [
        {"_source": {"key": key, "paper": one, "form": "[]", "sum": sum_of(one, "[]")}}
        for key, one in zip(keys, stored, strict=True)
    ]
    papers = ClusterPapers(serve(body=found(*hits)), "library", 3, Analyzer())
    assert [paper.key for paper in papers.of_keys(keys)] == keys
    assert [paper.key for paper in papers] == keys
    assert keys[0] in papers.texts


WORD = {"what": "bone", "value": "[1, {}]", "sum": sum_of("bone", "[1, {}]")}


def test_a_word_is_what_was_written_or_none(serve: Any) -> None:
    body = json.dumps({"docs": [{"found": True, "_source": WORD}, {"found": False}]}).encode()
    values = ClusterValues(serve(body=body), "library", 0)
    values.prepare(["bone", "spine"])
    assert (values.get("bone"), values.get("spine")) == ([1, {}], None)


@pytest.mark.parametrize(
    ("docs", "said"),
    [
        ([{"error": {"type": "no_shard_available_action_exception"}}], "A part of the library did not answer"),
        ([], "cut off"),
        ([{"found": True, "_source": WORD | {"value": "[2, {}]"}}], "came damaged"),
        ([{"found": True, "_source": WORD | {"what": "spine"}}], "came damaged"),
        ([{"found": True}], "came damaged"),
    ],
)
def test_a_word_that_cannot_be_had_is_not_taken_for_one_nobody_writes(
    serve: Any, docs: list[dict[str, Any]], said: str
) -> None:
    values = ClusterValues(serve(body=json.dumps({"docs": docs}).encode()), "library", 0)
    with pytest.raises(ClusterError, match=said):
        values.get("bone")


def test_what_the_server_refuses_of_a_library_is_said_and_nothing_is_asked_of_it(serve: Any) -> None:
    with pytest.raises(ClusterError, match="refused what I asked \\(status 400\\)"):
        fill(
            serve(status=400),
            "default",
            Corpus(name="one", digest="0" * 64, papers=(Paper(source_id="1", title="A title"),)),
            Settings(),
            silent,
        )


def test_the_password_stands_in_no_text_of_the_settings() -> None:
    settings = ClusterSettings(urls=("http://127.0.0.1:1",), user="marrow", password=SECRET, ca_file="ca.pem")
    assert SECRET not in repr(settings) + str(settings) + str(settings.model_dump()) + settings.model_dump_json()
