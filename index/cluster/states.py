"""A library's states in the cluster: each an index that is never changed once it is whole, behind an alias for the one asked now.

    <prefix>.<library>.<sixteen digits of the digest>.<eight of what made it>    a state
    <prefix>.<library>                                                           the alias

A state's index holds its passages (with the paper and its analysis on each paper's first), the library's words and short
forms, and one document, the manifest, that says what it is and is marked whole last.
"""

from __future__ import annotations

import hashlib
from typing import Any

from opensearchpy import AsyncOpenSearch
from pydantic import ValidationError

from corpus.errors import RetrievalError
from corpus.models import Issue, Model, Terms
from index.cluster.connection import Cluster, ClusterError
from index.kept.manifest import made_by
from index.library import Settings

MANIFEST = "manifest"
_UNSEEN: dict[str, Any] = {"type": "keyword", "index": False, "doc_values": False}
MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_source": {"excludes": ["terms"]},  # they can be made of the paper again
    "properties": {
        "terms": {
            "type": "text",
            "analyzer": "spaces",
            "index_options": "freqs",
            "similarity": "marrow",
        },
        "key": {"type": "keyword", "doc_values": False},
        "number": {"type": "integer"},  # of a passage, in the library's order: what ties are broken by
        "place": {"type": "integer"},  # of a paper, on its first passage alone
        "row": {"type": "integer"},  # of a word or a short form, those first
        "mark": {"type": "keyword", "doc_values": False},
        **dict.fromkeys(("passage", "paper", "form", "sum", "what", "value", "manifest"), _UNSEEN),
    },
}


class State(Model):
    """What a state's index is of: ``library`` as it is asked for, ``called`` as it calls itself. ``done`` papers are in it for certain; ``whole`` where nothing is lacking."""

    library: str
    called: str
    digest: str
    made_by: str
    shape: str
    papers: int
    passages: int = 0
    shorts: int = 0
    order: str = ""
    longest: int = 1
    done: int = 0
    whole: bool = False
    issue: Issue | None = None
    curated: Terms | None = None
    written: str = ""


def name_of(prefix: str, library: str, digest: str, settings: Settings) -> str:
    """The index of a state, as this program would make it."""
    made = hashlib.sha256(f"{made_by()} {settings.shape}".encode()).hexdigest()
    return f"{prefix}.{library}.{digest[:16]}.{made[:8]}"


def alias_of(prefix: str, library: str) -> str:
    """The name under which a library is asked."""
    return f"{prefix}.{library}"


def body_of(shards: int, settings: Settings) -> dict[str, Any]:
    """What an index is made with: no copies and no refreshing until it is whole."""
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "similarity": {"marrow": {"type": "BM25", "k1": settings.k1, "b": settings.b}},
            "analysis": {
                "analyzer": {"spaces": {"type": "custom", "tokenizer": "spaces"}},
                "tokenizer": {"spaces": {"type": "whitespace"}},
            },
        },
        "mappings": MAPPINGS,
    }


class States:
    """The states of libraries in one cluster. Every method raises ClusterError."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._prefix = cluster.settings.prefix

    def find(self, library: str, digest: str, settings: Settings) -> tuple[str, State] | None:
        """The index of a state that is whole, with what it is; None where there is none made as this program makes it."""
        name = name_of(self._prefix, library, digest, settings)
        state = self.read(name)
        return (name, state) if state is not None and state.whole else None

    def asked(self, library: str) -> tuple[str, State] | None:
        """The same of the state that is asked now, whatever made it; None where the cluster has no such library."""
        try:
            found = self.cluster.ask(lambda client: client.indices.get_alias(name=alias_of(self._prefix, library)))
        except ClusterError as error:
            if error.lacks:
                return None
            raise
        for name in found:
            state = self.read(name)
            if state is not None and state.whole:
                return name, state
        return None

    def read(self, name: str) -> State | None:
        """What an index is of; None where there is no such index, or it is only begun."""
        try:
            found = self.cluster.ask(lambda client: client.get(index=name, id=MANIFEST))
            return State.model_validate_json(found["_source"]["manifest"])
        except ClusterError as error:
            if error.lacks:
                return None
            raise
        except (ValidationError, KeyError, TypeError):
            raise ClusterError("What the search cluster says of this library is damaged.") from None

    def all(self, library: str) -> dict[str, State]:
        """Every state of a library that is whole, by its index."""
        pattern = f"{alias_of(self._prefix, library)}.*"
        found = self.cluster.ask(
            lambda client: client.indices.get(index=pattern, params={"allow_no_indices": "true"})
        )
        states = {name: self.read(name) for name in sorted(found)}
        return {name: state for name, state in states.items() if state is not None and state.whole}

    def libraries(self) -> tuple[str, ...]:
        """The names of all libraries that are asked here."""
        pattern = alias_of(self._prefix, "*")
        try:
            found = self.cluster.ask(lambda client: client.indices.get_alias(name=pattern))
        except ClusterError as error:
            if error.lacks:
                return ()
            raise
        aliases = {alias for one in found.values() for alias in one["aliases"]}
        return tuple(sorted(alias.removeprefix(alias_of(self._prefix, "")) for alias in aliases))

    def ask_now(self, library: str, name: str) -> None:
        """Have a library's questions go to an index, at once and for all."""
        alias = alias_of(self._prefix, library)
        actions = [
            {"remove": {"index": f"{alias}.*", "alias": alias, "must_exist": False}},
            {"add": {"index": name, "alias": alias}},
        ]
        self.cluster.ask(lambda client: client.indices.update_aliases(body={"actions": actions}))

    def remove(self, name: str) -> None:
        """Take a state away."""
        self.cluster.ask(lambda client: client.indices.delete(index=name))


async def write_state(client: AsyncOpenSearch, name: str, state: State) -> None:
    """Keep what an index is."""
    await client.index(index=name, id=MANIFEST, body={"manifest": state.model_dump_json()})


def usable(state: State, settings: Settings) -> None:
    """Raise RetrievalError, saying what to do, where a state was made in another way than questions are read here."""
    if state.made_by != made_by():
        raise RetrievalError(
            f"“{state.library}” was put into the search cluster by another version of Marrow or of Python; "
            "run “marrow corpus publish” with this one where its files are."
        )
    if state.shape != settings.shape:
        raise RetrievalError(
            f"“{state.library}” was put into the search cluster with other settings of search (k1, b, title_weight); "
            "use the same here, or run “marrow corpus publish” where its files are."
        )
