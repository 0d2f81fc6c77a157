"""A connection for SQL that anybody behind the guard may write: it reads, within bounds of time, size and memory, and stops when told."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from typing import Any

from bot.browsing.tables import TABLES

LONGEST = 400_000  # bytes of a text or a row; what SQL makes may not be longer either
LARGEST = 16_000_000  # characters and bytes of a result
MEMORY = 256_000_000  # bytes that SQLite may use in the process that serves
_OFTEN = 20  # steps of a query after which it is asked whether to go on; a function alone cannot be stopped
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
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
# Functions that reckon with rows. What allocates as much as it is told, loads code, or tells of the process is missing.
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
    """Set the bounds as it opens; ``stopped`` says whether it has been told to stop."""

    stopped: Callable[[], bool] = staticmethod(lambda: False)

    def bound(self, stopped: Callable[[], bool], memory: int | None) -> None:
        """Begin to hold the bounds; ``memory``: of all connections of the process, for good (bytes)."""
        self.stopped = stopped
        for name, most in _LIMITS.items():
            self.setlimit(name, most)
        self.execute("PRAGMA trusted_schema = 0")
        self.execute("PRAGMA temp_store = MEMORY")  # no words of the log in a shared temporary folder
        if memory is not None:
            self.execute(f"PRAGMA hard_heap_limit = {memory:d}")
        self.set_authorizer(_may)

    def cursor(self, *given: Any, **named: Any) -> Any:
        """A cursor that counts what it hands out."""
        return super().cursor(_Counting)

    def set_progress_handler(self, handler: Callable[[], Any] | None, n: int) -> None:
        """Ask often enough, and stop where that was said, whatever else ``handler`` would stop for."""
        if handler is None:
            super().set_progress_handler(None, n)
        else:
            super().set_progress_handler(lambda: 1 if self.stopped() else handler(), min(n, _OFTEN))


class _Counting(sqlite3.Cursor):
    """A cursor whose result is only so large."""

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Rows, counted one by one."""
        return self._counted(size)

    def fetchall(self) -> list[Any]:
        """The same for all that are left."""
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
    """SQLite's question about each part of a statement: https://www.sqlite.org/c3ref/set_authorizer.html."""
    allowed = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE)
    allowed |= action == sqlite3.SQLITE_READ and (
        not two or _READ.fullmatch(one or "") is not None
    )  # no column: rows counted
    allowed |= action == sqlite3.SQLITE_UPDATE and one == "sqlite_master"  # asked where a virtual table is opened
    allowed |= action == sqlite3.SQLITE_FUNCTION and (two or "").lower() in _FUNCTIONS
    allowed |= action == sqlite3.SQLITE_PRAGMA and (one or "").lower() in _PRAGMAS
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def opened(address: str, stopped: Callable[[], bool], memory: int | None) -> Bounded:
    """A bounded connection to a database by its URI, for use from any thread."""
    connection = sqlite3.connect(address, uri=True, check_same_thread=False, factory=Bounded)
    connection.bound(stopped, memory)
    return connection
