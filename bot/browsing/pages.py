"""Datasette over a copy of the logbook: an ASGI application, and nothing left of it afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from datasette import handle_exception
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from bot.browsing import plugin
from bot.browsing.chart import bars_of, svg
from bot.browsing.copy import NAME
from bot.browsing.metadata import metadata

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

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that can only read."""
        address = f"{Path(self.path).as_uri()}?immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection

    async def execute(self, *given: Any, **named: Any) -> Any:
        """The rows of a query."""
        return await super().execute(*given, **{**named, "log_sql_errors": False})


@contextmanager
def pages(copy: Path, names: bool) -> Iterator[Datasette]:
    """Datasette over a copy, with Marrow's chart, links and errors; what it opened is closed when the block ends."""
    chart = svg(bars_of(copy), f"/{NAME}/answers")
    with _plugged_in():
        shown = Datasette(metadata=metadata(names, chart), settings=_SETTINGS)
        shown.remove_database("_memory")
        shown.add_database(_Copy(shown, path=str(copy), is_mutable=False), name=NAME)
        try:
            yield shown
        finally:
            shown.executor.shutdown()
            for database in shown.databases.values():
                database.close()


@contextmanager
def _plugged_in() -> Iterator[None]:
    """Put our plugin in the place of Datasette's own page for errors, which prints tracebacks; then put it back."""
    pm.unregister(handle_exception)
    pm.register(plugin)
    try:
        yield
    finally:
        pm.unregister(plugin)
        pm.register(handle_exception, "datasette.handle_exception")
