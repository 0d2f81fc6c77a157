"""What a browser may see of the logbook: every table and column, the SQL it is read with, and its meaning; and the
connection for readers' SQL, which can only read, has limits of time, size and memory, and can be stopped.

Columns that are not listed here are not copied, so that a new column of the logbook stays hidden until somebody
decides.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import Any

from corpus.characters import is_printable, visible
from corpus.models import Model

LONGEST = 60_000  # characters of a cell; “marrow log show” has all of it
SEEN = "seen"  # the SQL function for what people typed: characters that act unseen, as one that turns a line, are marked


def seen(written: bytes | None) -> str | None:
    """A text, given as bytes, as a browser may show it. Bytes that are not text, as from a damaged disk, are marked;
    raising an error would hide all other rows too.
    """
    text = None if written is None else written.decode("utf-8", "replace")
    return text if text is None or is_printable(text) else visible(text)


def _seen(value: str) -> str:
    """SQL for a text as a browser may show it. SQLite itself returns no text if its bytes are not valid."""
    return f"{SEEN}(CAST({value} AS BLOB))"


class Column(Model):
    """A column of the copy: ``kind``: its SQL type; ``value``: the SQL it is read with; ``naming``: it leads to a
    person.
    """

    name: str
    kind: str
    value: str
    about: str
    naming: bool = False

    @property
    def read(self) -> str:
        """The SQL that reads it; texts are cut to ``LONGEST``, so that no row is too large for a page."""
        return self.value if self.kind in ("INTEGER", "REAL") else f"substr({self.value}, 1, {LONGEST})"


class CopiedTable(Model):
    """A table of the copy; ``source``: the SQL after FROM; ``indexes``: the columns with an index."""

    name: str
    about: str
    source: str
    columns: tuple[Column, ...]
    indexes: tuple[str, ...]

    def shown(self, names: bool) -> tuple[Column, ...]:
        """Its columns, without those that lead to a person unless ``names``."""
        return tuple(column for column in self.columns if names or not column.naming)


def _text(name: str, about: str, value: str = "") -> Column:
    return Column(name=name, kind="TEXT", value=value or f"a.{name}", about=about)


def _words(name: str, about: str, of: str = "a") -> Column:
    """A column with words of a question or answer; empty if the logbook withholds them."""
    return _text(name, about, f"CASE WHEN a.withheld IS NULL THEN {_seen(f'{of}.{name}')} ELSE '' END")


def _listed(name: str, about: str) -> Column:
    """The same for a list in JSON."""
    shown = f"a.withheld IS NULL AND json_valid(a.{name})"  # a facet of a damaged list would fail for all
    return _text(name, about, f"CASE WHEN {shown} THEN {_seen(f'a.{name}')} ELSE '[]' END")


def _whole(name: str, about: str, value: str) -> Column:
    return Column(name=name, kind="INTEGER", value=value, about=about)


def _naming(name: str, about: str, of: str = "a") -> Column:
    return Column(name=name, kind="TEXT", value=f"{of}.{name}", about=about, naming=True)


_OF = Column(name="answer", kind="TEXT REFERENCES answers (id)", value="a.id", about="The answer it belongs to.")
_OURS = "(:everywhere OR a.server IS :server)"

ANSWERS = CopiedTable(
    name="answers",
    about="One row for every question, as it was answered.",
    source=f"log.answers a WHERE {_OURS} ORDER BY a.asked_at, a.number",
    columns=(
        Column(name="id", kind="TEXT PRIMARY KEY", value="a.id", about="What “marrow log show” takes."),
        _text("asked_at", "When, in UTC."),
        _text("day", "The day of it, in UTC.", "substr(a.asked_at, 1, 10)"),
        _words("question", "As it was asked; empty where the words are withheld."),
        _words("typed", "The whole message, where the question is only a part of it."),
        _text("outcome", "answered, related, nothing, help or refused."),
        _words("text", "What the asker was shown."),
        _listed("dois", "The DOIs beside it, in order."),
        _text("kind", "The kind of question: content, definition, record …"),
        _text("surface", "Where it was asked: command, mention, terminal …"),
        Column(name="latency_ms", kind="REAL", value="a.latency_ms", about="How long the answer took, in ms."),
        _listed("matched", "The question's terms that the quotes hold."),
        _listed("unmatched", "Those they do not hold."),
        _listed("unknown_words", "Words that no paper holds."),
        _text(
            "warned",
            "The warnings that stood above it: anew, lacking, near, leaning; nothing: not known.",
            "a.warned",
        ),
        _listed("not_said", "What a warning named as missing from its sentences."),
        _listed("searched_also", "What was added: abbreviations written out, repaired spellings."),
        _listed("keys", "The papers cited, by DOI or their source's identifier."),
        _listed("runners", "The papers the ranking held, with their scores."),
        _words("reason", "Why it was refused."),
        _text("withheld", "Why no words and no name are kept."),
        _text("library", "The library that was asked."),
        _text("snapshot", "The digest of its papers then."),
        _text("engine", "What ranked."),
        _text("weights", "The weights of the ranking."),
        _text("settings", "The digest of the settings."),
        _text("version", "The version of Marrow."),
        _naming("asker", "A pseudonym, another one in each server."),
        _naming("server", "The server's id; none in direct messages and the terminal."),
        _naming("channel", "The channel's id."),
        _naming("message", "The id of the asker's message."),
        _naming("reply", "The id of ours."),
    ),
    indexes=("asked_at", "day", "outcome", "latency_ms"),
)
QUOTES = CopiedTable(
    name="quotes",
    about="The sentences that were quoted, each a slice of its paper's abstract.",
    source=f"log.quotes q JOIN log.answers a ON a.number = q.answer WHERE a.withheld IS NULL AND {_OURS} "
    "ORDER BY q.answer, q.position",
    columns=(
        _OF,
        _whole("position", "Its place in the answer, from 0.", "q.position"),
        _text("text", "Word for word.", "q.text"),
        _text("key", "The paper, by DOI or its source's identifier.", "q.key"),
        _text("doi", "The paper's DOI.", "q.doi"),
        _text("section", "The abstract's section.", "q.section"),
        _whole("sentence", "The sentence's number, from 1.", "q.sentence"),
        _whole("start", "Where it begins in the abstract, in code points.", "q.start"),
        _whole("stop", "Where it ends.", "q.stop"),
    ),
    indexes=("answer", "key"),
)


def _said_of(name: str, about: str, order: str, words: Column, who: Column, *before: Column) -> CopiedTable:
    """A table of what people said of answers: their ``words``, ``who`` they were, and what stands before."""
    return CopiedTable(
        name=name,
        about=about,
        source=f"log.{name} t JOIN log.answers a ON a.id = t.answer WHERE {_OURS} ORDER BY t.{order}",
        columns=(_OF, *before, words, _text("at", "When, in UTC.", "t.at"), who),
        indexes=("answer",),
    )


_REASON, _READER = (
    _words("reason", "In the reader's words.", "t"),
    _naming("asker", "The reader's pseudonym.", "t"),
)
_HELPFUL = _whole("helpful", "1: helpful, 0: not.", "t.helpful")
_NOTE, _AUTHOR = _words("note", "In the moderator's words.", "t"), _naming("author", "Who added it.", "t")
FEEDBACK = _said_of("feedback", "What readers thought of an answer.", "at", _REASON, _READER, _HELPFUL)
REPORTS = _said_of("reports", "Answers that a reader thought somebody should look at.", "number", _REASON, _READER)
NOTES = _said_of("notes", "What moderators added to an answer.", "number", _NOTE, _AUTHOR)
GAPS = CopiedTable(
    name="gaps",
    about="Words of questions without an answer that the papers do not hold: what might be added next.",
    source="log.day_gaps d LEFT JOIN log.solved s USING (server, word) "
    "WHERE :everywhere OR d.server = coalesce(:server, '') GROUP BY d.day, d.word ORDER BY d.day, d.word",
    columns=(
        _text("day", "The day, in UTC.", "d.day"),
        _text("word", "The missing word.", _seen("d.word")),
        _whole("questions", "How many questions of that day had it.", "sum(d.questions)"),
        _text("solved_by", "The paper or term that closed the gap.", _seen("max(s.by)")),
    ),
    indexes=("word",),
)
TABLES = (ANSWERS, QUOTES, FEEDBACK, REPORTS, NOTES, GAPS)


LONGEST_READ = 400_000  # bytes of a text or a row; what SQL makes may not be longer either
LARGEST = 16_000_000  # characters and bytes of a result
MEMORY = 256_000_000  # bytes that SQLite may use in the process that serves
_OFTEN = 20  # steps of a query between two checks whether to stop; a single function call cannot be stopped
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_READ,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 20_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 20,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 20,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_PRAGMAS = frozenset(
    "data_version foreign_key_list index_info index_list index_xinfo schema_version table_info table_xinfo".split()
)
# What of SQLite's own tables may be read beside ours; "dbstat", "sqlite_dbpage" and "sqlite_stmt" may not.
_READ = re.compile(
    rf"{'|'.join(table.name for table in TABLES)}|answers_fts\w*|sqlite_(?:master|schema)|json_(?:each|tree)|pragma_\w+"
)
# Functions that compute with rows. Those that allocate any size, load code or reveal the process are left out.
_FUNCTIONS = frozenset(
    """
    abs avg bm25 ceil ceiling char coalesce concat concat_ws count cume_dist current_date current_time current_timestamp date
    datetime dense_rank escape_fts exp first_value floor glob group_concat highlight ifnull iif instr json json_array
    json_array_length json_extract json_group_array json_group_object json_object json_quote json_type json_valid
    julianday lag last_value lead length like ln log log10 log2 lower ltrim match max min mod nth_value ntile nullif
    octet_length percent_rank pow power rank replace round row_number rtrim sign snippet sqrt strftime string_agg
    substr substring sum timediff total trim trunc typeof unicode unixepoch upper -> ->>
    """.split()
)


class Bounded(sqlite3.Connection):
    """A connection with limits; ``stopped`` tells whether to stop."""

    stopped: Callable[[], bool] = staticmethod(lambda: False)

    def bound(self, stopped: Callable[[], bool], memory: int | None) -> None:
        """Set the limits; ``memory``: bytes for all SQLite connections of the process, until it ends."""
        self.stopped = stopped
        for name, most in _LIMITS.items():
            self.setlimit(name, most)
        self.execute("PRAGMA trusted_schema = 0")
        self.execute("PRAGMA temp_store = MEMORY")  # no words of the log in a shared temporary folder
        if memory is not None:
            self.execute(f"PRAGMA hard_heap_limit = {memory:d}")
        self.set_authorizer(_may)

    def cursor(self, *given: Any, **named: Any) -> Any:
        """A cursor that limits the size of results."""
        return super().cursor(_Counting)

    def set_progress_handler(self, handler: Callable[[], Any] | None, n: int) -> None:
        """Call the handler often enough, and also stop a query if ``stopped`` says so."""
        if handler is None:
            super().set_progress_handler(None, n)
        else:
            super().set_progress_handler(lambda: 1 if self.stopped() else handler(), min(n, _OFTEN))


class _Counting(sqlite3.Cursor):
    """A cursor that limits the size of its result."""

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """At most ``size`` rows. Raises sqlite3.OperationalError if they are too large."""
        return self._counted(size)

    def fetchall(self) -> list[Any]:
        """All remaining rows. Raises sqlite3.OperationalError if they are too large."""
        return self._counted(None)

    def _counted(self, most: int | None) -> list[Any]:
        rows: list[Any] = []
        held = 0
        while (most is None or len(rows) < most) and (row := self.fetchone()) is not None:
            held += sum(len(value) if isinstance(value, str | bytes) else 8 for value in row)
            if held > LARGEST:
                raise sqlite3.OperationalError(
                    f"the result is larger than {LARGEST // 1_000_000} MB; ask for fewer rows or columns"
                )
            rows.append(row)
        return rows


def _may(action: int, one: str | None, two: str | None, database: str | None, inner: str | None) -> int:
    """Tells SQLite whether a part of a statement is allowed: https://www.sqlite.org/c3ref/set_authorizer.html."""
    allowed = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE)
    # without a column: only rows are counted
    allowed |= action == sqlite3.SQLITE_READ and (not two or _READ.fullmatch(one or "") is not None)
    allowed |= action == sqlite3.SQLITE_UPDATE and one == "sqlite_master"  # needed to open a virtual table
    allowed |= action == sqlite3.SQLITE_FUNCTION and (two or "").lower() in _FUNCTIONS
    allowed |= action == sqlite3.SQLITE_PRAGMA and (one or "").lower() in _PRAGMAS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def opened(address: str, stopped: Callable[[], bool], memory: int | None) -> Bounded:
    """A limited connection to the database at a URI, for use from any thread."""
    connection = sqlite3.connect(address, uri=True, check_same_thread=False, factory=Bounded)
    connection.bound(stopped, memory)
    return connection
