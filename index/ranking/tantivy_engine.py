"""The engine that uses tantivy: BM25 with a memory-mapped index on disk. Only this file imports tantivy.

It gets terms from our own analyzer and does not change them. It differs from exact BM25 in two ways. A passage's
length is stored in one byte (exact to 40 terms, then within 1/8), so scores differ by some thousandths, and
passages with nearly equal scores may change places. And a removed passage counts in the statistics until tantivy
merges its segment; so ``name`` contains the generation after a change.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import tantivy

from corpus.checked import Sums, check, note, read_checked, sums_of, write_checked
from corpus.errors import CorpusError, RetrievalError
from corpus.patterns import late
from corpus.private import check_plain
from corpus.records import Records, RecordWriter
from index.models import Hit
from index.ranking.engines import Among, Keep, Passages

K1, B = 1.2, 0.75  # tantivy's own, not to be changed
MEMORY = 128 * 1024 * 1024  # bytes the writer gathers before it writes a segment
DIGITS = 5  # decimals of a score; smaller differences are ties
MORE = 4  # if too many hits were filtered out, so many times more are read
IDS = 8 * 2**20  # bytes of the passages' ids that are held in memory: each search reads a hundred
MOST_KEYS = 5_000  # paper keys in a query
Written = TypeVar("Written")
_NUMBERED = late(r"\bcode: (\d{1,3})|os error (\d{1,3})")
_UNTOLD = "the disk may be full, or too few files may be open at once"
_STATE, _PASSAGES, _INVERTED = "state.json", "passages", "inverted"


class TantivyEngine:
    """See :class:`index.ranking.engines.KeptEngine`; use ``create`` or ``open``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._load()

    @classmethod
    def create(cls, folder: Path, passages: Passages, k1: float = K1, b: float = B) -> TantivyEngine:
        """Write the index of passages (id, paper key, terms joined by spaces), read as a stream, into a folder.

        Raises RetrievalError if ``k1`` or ``b`` differ from tantivy's, or there are passages but no terms; OSError.
        """
        if (k1, b) != (K1, B):
            raise RetrievalError(
                f"tantivy ranks with k1 = {K1} and b = {B}; set search.engine to “rank-bm25” for others."
            )
        inverted = folder / _INVERTED
        inverted.mkdir(parents=True, exist_ok=True)
        index = _surely(partial(tantivy.Index, _schema(), path=str(inverted)))
        count, held = _written(index, folder, passages, 0)
        if count and not held:
            raise RetrievalError(
                "There is nothing to search: no paper of this library has a title or an abstract."
            )
        _keep(folder, count, 0)
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> TantivyEngine:
        """Open an index made by ``create``. Raises RetrievalError if it is missing or damaged."""
        return cls(folder)

    @property
    def name(self) -> str:
        """ "tantivy", with the generation if passages were added or removed since it was built."""
        return f"tantivy g{self._generation}" if self._generation else "tantivy"

    @property
    def generation(self) -> str:
        """The generation, a number that grows with every change."""
        return str(self._generation)

    def frequency(self, term: str) -> int:
        """The number of passages that contain a term."""
        return int(self._searcher.doc_freq("terms", term))

    async def search(self, terms: Mapping[str, float], k: int, keep: Keep | None = None) -> list[Hit]:
        """See :class:`index.ranking.engines.Engine`. It takes about a millisecond, so it runs in the calling thread."""
        query = self._among(self._query(terms), keep.keys) if isinstance(keep, Among) else self._query(terms)
        wanted = k
        while True:
            found = self._searcher.search(query, wanted, count=False).hits
            hits = [hit for hit in self._hits(found) if keep is None or keep(hit.key)]
            if len(hits) >= k or len(found) < wanted:
                return hits[:k]
            wanted *= MORE

    def add(self, passages: Passages) -> None:
        """Add passages. They are committed when this returns. Raises RetrievalError if the index is damaged, OSError."""
        count, _ = _written(self._index, self._folder, passages, len(self._passages))
        _keep(self._folder, count, self._generation + 1, self._sums)
        self._load()

    def remove(self, keys: Iterable[str]) -> None:
        """Remove all passages of the papers with these keys. The change is committed when this returns. Raises
        RetrievalError if the index is damaged, OSError."""
        writer = _surely(self._index.writer, MEMORY, 1)
        for key in keys:
            _surely(writer.delete_documents_by_term, "key", key)
        _surely(writer.commit)
        _surely(writer.wait_merging_threads)
        _keep(self._folder, len(self._passages), self._generation + 1, self._sums)
        self._load()

    def _load(self) -> None:
        try:
            state = read_checked(self._folder / _STATE)
            if set(state["files"]) != set(_files(self._folder)):
                raise ValueError("files")
            check(self._folder, state["files"])
            _check_plain(self._folder)
            self._generation, self._sums = int(state["generation"]), state["files"]
            self._passages = Records(self._folder / _PASSAGES, int(state["passages"]), IDS)
            self._index = tantivy.Index.open(str(self._folder / _INVERTED))
        except (OSError, ValueError, KeyError, TypeError, CorpusError):
            raise RetrievalError("the engine's index is missing or damaged") from None
        self._schema, self._searcher = self._index.schema, self._index.searcher()

    def _query(self, terms: Mapping[str, float]) -> tantivy.Query:
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, "terms", term, "freq"), weight),
            )
            for term, weight in sorted(terms.items())
        ]
        return tantivy.Query.boolean_query(clauses)

    def _among(self, query: tantivy.Query, keys: frozenset[str]) -> tantivy.Query:
        """The query restricted to some papers, without a change of scores; unchanged if there are more than
        ``MOST_KEYS``."""
        if len(keys) > MOST_KEYS:
            return query
        theirs = tantivy.Query.const_score_query(
            tantivy.Query.term_set_query(self._schema, "key", sorted(keys)), 0.0
        )
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, theirs)])

    def _hits(self, found: Sequence[tuple[float, Any]]) -> Iterator[Hit]:
        """Hits by score, then in the library's order. tantivy gives only the numbers of passages."""
        numbers = self._searcher.fast_field_values("number", [address for _, address in found])
        pairs = zip(found, numbers, strict=True)
        for score, number in sorted((-round(score, DIGITS), int(number or 0)) for (score, _), number in pairs):
            passage_id = self._passages[number].decode()
            yield Hit(passage_id=passage_id, key=passage_id.rpartition("#")[0], score=-score)


def _schema() -> tantivy.Schema:
    """The fields: terms, split only at spaces; the paper's key, to remove its passages; the passage's number, to
    find its id."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("key", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", stored=False, indexed=False, fast=True)
    return builder.build()


def _written(index: tantivy.Index, folder: Path, passages: Passages, count: int) -> tuple[int, bool]:
    """Write passages after the first ``count``; returns how many there are then, and whether any of the new ones
    has a term."""
    held = False
    with RecordWriter(folder / _PASSAGES, count) as records:
        writer = _surely(index.writer, MEMORY, 1)
        for passage_id, key, terms in passages:
            document = tantivy.Document()
            document.add_text("terms", terms)
            document.add_text("key", key)
            document.add_unsigned("number", records.add(passage_id.encode()))
            _surely(writer.add_document, document)
            held = held or bool(terms)
        _surely(writer.commit)
        _surely(writer.wait_merging_threads)
    index.reload()
    return records.count, held


def _surely(write: Callable[..., Written], *given: object) -> Written:
    """What tantivy gives back where it writes. Raises OSError: tantivy has one error for everything, and the system's number
    stands in its text, if at all.
    """
    try:
        return write(*given)
    except ValueError as error:
        found = _NUMBERED.search(str(error))
        number = int(found[1] or found[2]) if found else errno.EIO
        raise OSError(number, os.strerror(number) if found else _UNTOLD) from None


def _keep(folder: Path, passages: int, generation: int, known: Sums | None = None) -> None:
    """Write the state file with checksums. Of files with a ``known`` checksum only the appended part is read;
    segments never change, so nothing of them."""
    never_changed = {name: summed for name, summed in (known or {}).items() if not name.endswith(".json")}
    files = sums_of(folder, _files(folder), never_changed)
    write_checked(folder / _STATE, {"passages": passages, "generation": generation, "files": files})
    note(folder, files)


def _check_plain(folder: Path) -> None:
    """Raises OSError if there is a pipe or a device in place of a file: tantivy would open it and wait."""
    for path in (folder / _INVERTED).iterdir():
        check_plain(path)


def _files(folder: Path) -> list[str]:
    """The files with checksums: our passages, and all of tantivy's except locks, as tantivy itself checks only
    what it reads.
    """
    inverted = [path.name for path in sorted((folder / _INVERTED).iterdir()) if path.is_file()]
    ours = [path.name for path in sorted(folder.glob(f"{_PASSAGES}*"))]
    return [*ours, *(f"{_INVERTED}/{name}" for name in inverted if not name.endswith(".lock"))]
