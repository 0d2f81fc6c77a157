"""Datasette as an ASGI application over a copy of the logbook; everything is undone afterwards.

It also tells Datasette about the copy: the meaning of tables and columns, the facets, and useful queries.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import partial, partialmethod
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

from datasette import handle_exception
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from datasette.views import base
from datasette.views.base import DatasetteError
from datasette.views.database import QueryView

from bot.browsing import plugin
from bot.browsing.copy import NAME
from bot.browsing.visible import TABLES, CopiedTable, opened
from bot.charting import bars_of, svg
from bot.harmless import SafeWriter

TITLE = "Marrow’s logbook"
_ABOUT = "A copy made when this page was opened: what is asked later is not in it. It goes when “marrow log browse” ends."
# Datasette prints a line a column above the rows; in three columns they leave the rows in sight.
_COMPACT = "<style>dl.column-descriptions { columns: 16em 3; font-size: 0.8em }</style>"
# Table → what its page begins with: facets, and the order of its rows.
_FACETS: dict[str, list[str | dict[str, str]]] = {
    "answers": ["outcome", "kind", "surface", {"array": "dois"}],
    "quotes": ["key", "section"],
    "feedback": ["helpful"],
    "gaps": ["solved_by"],
}
_NEWEST = {"answers": "asked_at", "feedback": "at", "reports": "at", "notes": "at", "gaps": "day"}
_COUNTS = "SELECT day, outcome, count(*) FROM answers GROUP BY day, outcome"
_SHORT = "id, asked_at, outcome, question, dois, latency_ms"
QUERIES: dict[str, dict[str, str]] = {
    "recent": {
        "title": "The newest questions",
        "sql": f"SELECT {_SHORT} FROM answers ORDER BY asked_at DESC LIMIT 100",  # noqa: S608  # names are ours
    },
    "unanswered": {
        "title": "Questions the papers did not answer, newest first",
        "sql": "SELECT id, asked_at, outcome, question, unknown_words, unmatched FROM answers "
        "WHERE outcome IN ('related', 'nothing') ORDER BY asked_at DESC LIMIT 500",
    },
    "reported": {
        "title": "Answers that were reported, newest first",
        "sql": "SELECT r.at, r.reason, a.id, a.outcome, a.question, a.dois FROM reports r "
        "JOIN answers a ON a.id = r.answer ORDER BY r.at DESC LIMIT 500",
    },
    "slow": {
        "title": "The slowest answers",
        "sql": f"SELECT {_SHORT} FROM answers ORDER BY latency_ms DESC LIMIT 100",  # noqa: S608
    },
    "by_paper": {
        "title": "How often each paper was quoted",
        "sql": "SELECT key, count(DISTINCT answer) AS answers, count(*) AS quotes FROM quotes "
        "GROUP BY key ORDER BY answers DESC, key",
    },
    "quoting": {
        "title": "Answers that quote a paper, by its DOI or key, newest first",
        "sql": f"SELECT {_SHORT} FROM answers WHERE id IN (SELECT answer FROM quotes WHERE key = trim(:paper)) "  # noqa: S608
        "ORDER BY asked_at DESC LIMIT 500",
    },
    "missing_words": {
        "title": "What was asked for and the papers lack",
        "sql": "SELECT word, sum(questions) AS questions, max(solved_by) AS solved_by FROM gaps "
        "GROUP BY word ORDER BY questions DESC, word LIMIT 500",
    },
    "days": {
        "title": "Questions a day, by how they ended",
        "sql": "SELECT day, outcome, count(*) AS questions FROM answers GROUP BY day, outcome ORDER BY day, outcome",
    },
}


def metadata(names: bool, chart: str) -> dict[str, Any]:
    """The metadata of a copy for Datasette; ``chart``: HTML for the top of its page."""
    return {
        "title": TITLE,
        "description": _ABOUT,
        "databases": {
            NAME: {
                "title": TITLE,
                "description_html": f"{chart}<p>{_ABOUT}</p>",
                "tables": {table.name: _told(table, names) for table in TABLES},
                "queries": QUERIES,
            }
        },
    }


def _told(table: CopiedTable, names: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "description_html": f"<p>{table.about}</p>{_COMPACT}",
        "columns": {column.name: column.about for column in table.shown(names)},
        "facets": _FACETS.get(table.name, []),
    }
    if table.name in _NEWEST:
        told["sort_desc"] = _NEWEST[table.name]
    if table.name == "answers":
        told["label_column"] = "question"
    return told


_SETTINGS = {
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "default_page_size": 50,
    "suggest_facets": False,
    "allow_download": False,
    "max_csv_mb": 0,
}


class _Copy(Database):  # type: ignore[misc]  # Datasette has no types
    """The copy as a database of Datasette; errors in a reader's SQL are shown on their page, not in the terminal."""

    def __init__(self, shown: Datasette, copy: Path, memory: int | None) -> None:
        super().__init__(shown, path=str(copy), is_mutable=False)
        self._memory = memory
        self._stopped = Event()

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A read-only connection with limits."""
        connection = opened(f"{Path(self.path).as_uri()}?immutable=1", self._stopped.is_set, self._memory)
        self._all_file_connections.append(connection)
        return connection

    async def execute(self, *given: Any, **named: Any) -> Any:
        """The rows of a query. Raises sqlite3.OperationalError for errors in the query and exceeded limits."""
        try:
            return await super().execute(*given, **{**named, "log_sql_errors": False})
        except MemoryError:
            raise sqlite3.OperationalError("this needs more memory than a query may have") from None
        except sqlite3.OperationalError:
            raise
        except (
            sqlite3.DatabaseError
        ) as error:  # "not authorized": for Datasette a reader's mistake is an operational error
            raise sqlite3.OperationalError(str(error)) from None

    async def attached_databases(self) -> list[Any]:
        """An empty list, so that readers do not learn the path of the copy."""
        return []

    def stop(self) -> None:
        """Stop every running query."""
        self._stopped.set()
        for connection in self._all_file_connections:
            connection.interrupt()


def _days(copy: Path) -> list[tuple[date, str, int]]:
    """How many questions of each day ended in which way; a day that is damaged is not counted."""
    found = []
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as database:
        database.text_factory = partial(str, encoding="utf-8", errors="replace")
        for day, ended, count in database.execute(_COUNTS):
            with suppress(ValueError):
                found.append((date.fromisoformat(day), ended, count))
    return found


@contextmanager
def pages(copy: Path, names: bool, memory: int | None = None) -> Iterator[Datasette]:
    """Datasette over a copy, with Marrow's chart, links and error pages; it is closed when the block ends.

    ``memory``: the bytes that SQLite may use in this process until it ends; None: no limit.
    """
    chart = svg(bars_of(_days(copy)), f"/{NAME}/answers")
    with _plugged_in():
        shown = Datasette(metadata=metadata(names, chart), settings=_SETTINGS)
        shown.remove_database("_memory")
        database = _Copy(shown, copy, memory)
        shown.add_database(database, name=NAME)
        try:
            yield shown
        finally:
            database.stop()
            shown.executor.shutdown(cancel_futures=True)
            for database in shown.databases.values():
                database.close()


async def _queried(
    view: QueryView, data: Callable[..., Awaitable[Any]], request: Any, *given: Any, **named: Any
) -> Any:
    """What a query gives. Raises DatasetteError if it is refused and its rows were to become a CSV."""
    found = await data(view, request, *given, **named)
    refused = isinstance(found, tuple) and found[0].get("error")
    if refused and request.url_vars.get("format") == "csv":
        raise DatasetteError(refused, title="Invalid SQL", status=400)
    return found


@contextmanager
def _plugged_in() -> Iterator[None]:
    """Replace Datasette's error page, which prints tracebacks, by our plugin, its CSV writer by ours, whose cells a
    spreadsheet does not calculate, and its empty CSV for SQL that it refuses by an error; undo all when the block ends.
    """
    pm.unregister(handle_exception)
    pm.register(plugin)
    base.csv = SimpleNamespace(writer=SafeWriter)
    data = QueryView.data
    QueryView.data = partialmethod(_queried, data)
    try:
        yield
    finally:
        QueryView.data = data
        base.csv = csv
        pm.unregister(plugin)
        pm.register(handle_exception, "datasette.handle_exception")
