"""So much of OpenSearch as one library of some papers needs, on loopback, where no real cluster runs: what is put there, found
again and counted. It ranks by how many of the terms a passage has; how well a real one ranks is held in ``tests/opensearch``.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.index.test_cluster import StandIn

NOTHING = 404, {"error": {"type": "index_not_found_exception"}, "status": 404}
Said = tuple[int, Any]


class LittleCluster:
    """Indexes with their documents, and which of them each alias names. ``health``: what it says of itself; ``sent``: how
    many times documents were sent; ``forgets``: it takes an alias and does not have it.
    """

    def __init__(self) -> None:
        self.docs: dict[str, dict[str, dict[str, Any]]] = {}
        self.aliases: dict[str, str] = {}
        self.health: Any = {"status": "green", "number_of_nodes": 3}
        self.version: Any = {"number": "2.19.1", "distribution": "opensearch"}
        self.sent, self.forgets, self.url = 0, False, ""

    def answer(self, method: str, path: str, body: bytes) -> Said:
        """The status and the answer to one request."""
        index, _, what = path.strip("/").partition("/")
        what, _, name = what.partition("/")
        if index in ("", "_cluster", "_alias", "_aliases"):
            return self._of_all(index, what, body)
        if not what:
            return self._of_index(method, index)
        if (docs := self.docs.get(index)) is None:
            return NOTHING
        if what == "_doc":
            return self._document(method, docs, name, body)
        return 200, self._of_documents(what, docs, body)

    def _of_all(self, which: str, what: str, body: bytes) -> Said:
        if which == "_aliases":
            for action in json.loads(body)["actions"] if not self.forgets else ():
                if "add" in action:
                    self.aliases[action["add"]["alias"]] = action["add"]["index"]
            return 200, {"acknowledged": True}
        if which == "_alias":
            found: dict[str, Any] = {
                index: {"aliases": {name: {}}} for name, index in self.aliases.items() if _is(name, what)
            }
            return (200, found) if found else (404, {"error": "alias missing", "status": 404})
        return 200, self.health if which else {"version": self.version}

    def _of_index(self, method: str, index: str) -> Said:
        if method == "PUT":
            self.docs[index] = {}
        elif method == "DELETE":
            self.docs.pop(index, None)
        return 200, {name: {} for name in self.docs if _is(name, index)}

    def _document(self, method: str, docs: dict[str, dict[str, Any]], name: str, body: bytes) -> Said:
        if method == "GET":
            return (200, {"found": True, "_source": docs[name]}) if name in docs else (404, {"found": False})
        docs[name] = json.loads(body)
        return 200, {}

    def _of_documents(self, what: str, docs: dict[str, dict[str, Any]], body: bytes) -> Any:
        whole = {"timed_out": False, "_shards": {"failed": 0}}
        if what == "_bulk":
            self.sent += 1
            lines = body.decode().split("\n")
            named = [json.loads(line)["create"]["_id"] for line in lines[:-1:2]]
            docs |= {name: json.loads(line) for name, line in zip(named, lines[1::2], strict=True)}
            return {"items": [{"create": {"status": 201}} for _ in named]}
        if what == "_mget":
            asked = json.loads(body)["ids"]
            return {"docs": [{"found": one in docs, "_source": docs.get(one, {})} for one in asked]}
        if what == "_search":
            return whole | {"hits": {"hits": _hits(docs, json.loads(body))}}
        return whole | {"count": len(docs)}


def _is(name: str, pattern: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) is not None


def _hits(docs: dict[str, dict[str, Any]], asked: dict[str, Any]) -> list[dict[str, Any]]:
    query = asked["query"]
    if "range" in query or "should" not in query["bool"]:
        wanted = [query] if "range" in query else query["bool"]["filter"]
        field = asked["sort"][0]
        found = [doc for doc in docs.values() if all(_has(doc, one) for one in wanted)]
        return [{"_source": doc, "sort": [doc[field]]} for doc in sorted(found, key=lambda doc: doc[field])]
    terms = {one["term"]["terms"]["value"] for one in query["bool"]["should"]}
    ranked = [(len(terms & set(doc["terms"].split())), doc) for doc in docs.values() if "terms" in doc]
    best = sorted(((count, doc) for count, doc in ranked if count), key=lambda one: (-one[0], one[1]["number"]))
    return [{"_source": doc, "sort": [count, doc["number"]]} for count, doc in best][: asked["size"]]


def _has(doc: dict[str, Any], wanted: dict[str, Any]) -> bool:
    ((kind, said),) = wanted.items()
    if kind == "exists":
        return said["field"] in doc
    ((field, value),) = said.items()
    if kind == "terms":
        return doc.get(field) in value
    if kind == "term":
        return bool(doc.get(field) == value)
    return field in doc and value["gte"] <= doc[field] < value["lt"]


@contextmanager
def little_cluster() -> Iterator[LittleCluster]:
    """One that answers while the block runs."""
    cluster = LittleCluster()

    class Handler(StandIn):
        def do_GET(self) -> None:  # noqa: N802
            self.say(*cluster.answer(self.command, unquote(urlsplit(self.path).path), self.read()))

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    cluster.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield cluster
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
