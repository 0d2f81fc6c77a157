"""Datasette over a copy of the logbook: an ASGI application, and nothing left of it afterwards."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

from datasette import handle_exception
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from datasette.views import base

from bot.browsing import plugin
from bot.browsing.bounds import opened
from bot.browsing.chart import bars_of, svg
from bot.browsing.copy import NAME
from bot.browsing.metadata import metadata
from bot.spreadsheets import Writer

_SETTINGS = {
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "default_page_size": 50,
    "suggest_facets": False,
    "allow_download": False,
    "max_csv_mb": 0,
}


class _Copy(Database):  # type: ignore[misc]  # Datasette has no types
    """The copy, in a folder of any name; what is wrong with a reader's SQL stands on their page, not in the terminal."""

    def __init__(self, shown: Datasette, copy: Path, memory: int | None) -> None:
        super().__init__(shown, path=str(copy), is_mutable=False)
        self._memory = memory
        self._stopped = Event()

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that can only read, within bounds."""
        connection = opened(f"{Path(self.path).as_uri()}?immutable=1", self._stopped.is_set, self._memory)
        self._all_file_connections.append(connection)
        return connection

    async def execute(self, *given: Any, **named: Any) -> Any:
        """The rows of a query."""
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
        """None: there is the copy alone, and no reader is told where it lies."""
        return []

    def stop(self) -> None:
        """End every query that is under way."""
        self._stopped.set()
        for connection in self._all_file_connections:
            connection.interrupt()


@contextmanager
def pages(copy: Path, names: bool, memory: int | None = None) -> Iterator[Datasette]:
    """Datasette over a copy, with Marrow's chart, links and errors; what it opened is closed when the block ends.

    ``memory``: what all of SQLite may use in this process, for as long as it lives (bytes).
    """
    chart = svg(bars_of(copy), f"/{NAME}/answers")
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


@contextmanager
def _plugged_in() -> Iterator[None]:
    """Put our plugin in the place of Datasette's own page for errors, which prints tracebacks, and our cells in that of
    its CSV, which a spreadsheet would reckon with; then put both back.
    """
    pm.unregister(handle_exception)
    pm.register(plugin)
    base.csv = SimpleNamespace(writer=Writer)
    try:
        yield
    finally:
        base.csv = csv
        pm.unregister(plugin)
        pm.register(handle_exception, "datasette.handle_exception")
