"""What Marrow adds to Datasette's pages: links from DOIs to papers and from ids to records, and plain error messages.

It is a Datasette plugin (https://docs.datasette.io/en/0.65/plugin_hooks.html), registered while Datasette serves.
"""

from __future__ import annotations

import json
import re
from typing import Any

from datasette import Response, hookimpl
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape

from corpus.doi import Doi

PAPERS = {"doi", "dois", "key", "keys", "scope"}
RECORDS = {"id", "answer"}
MOMENTS = {"asked_at", "at"}
_LINK = re.compile(r"(https?://doi\.org/[^\s<>\"]*[^\s<>\".,;:])")


@hookimpl  # type: ignore[untyped-decorator]  # Datasette has no types
def render_cell(value: Any, column: str, table: str | None, database: str, datasette: Any) -> Markup | None:
    """A cell with links, or a time without fractions of a second; None if Datasette should show it unchanged."""
    if not isinstance(value, str) or not value:
        return None
    if column in PAPERS:
        return Markup("<br>").join(_paper(key) for key in _listed(value)) or Markup("&nbsp;")
    if column in RECORDS and table is None:
        return _linked(datasette.urls.row(database, "answers", value), value)
    if column in MOMENTS:
        return Markup('<span style="white-space: nowrap" title="{}">{}</span>').format(
            value, value[:19].replace("T", " ")
        )
    if column == "text" and _LINK.search(value):
        return Markup("").join(_paper(part) if _LINK.match(part) else escape(part) for part in _LINK.split(value))
    return None


@hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """An error page with one sentence; Datasette's own page would print the traceback too."""
    known = isinstance(exception, Base400 | DatasetteError)
    status = getattr(exception, "status", None) or 500
    said = str(getattr(exception, "message", "") or exception) if known else "Something unexpected went wrong."
    told = {
        "ok": False,
        "error": _plain(exception, said),
        "status": status,
        "title": getattr(exception, "title", None),
    }

    async def answer() -> Response:
        if request.path.endswith(".json"):
            return Response.json(told, status=status)
        if request.path.endswith(".csv"):
            return Response.text(f"{told['error']}\n", status=status)
        shown = told | {"urls": datasette.urls, "app_css_hash": datasette.app_css_hash(), "menu_links": list}
        page = await datasette.jinja_env.get_template("error.html").render_async(shown)
        return Response.html(page, status=status)

    return answer


def _plain(exception: Exception, said: str) -> str:
    """An error message without HTML, which some of Datasette's messages contain."""
    return " ".join(Markup(said).striptags().split()) if getattr(exception, "message_is_html", False) else said  # nosec B704: only to take its tags out


def _listed(value: str) -> list[str]:
    """The items of a JSON list; for another text, only that text."""
    try:
        items = json.loads(value)
    except ValueError:
        return [value]
    return [str(item) for item in items] if isinstance(items, list) else [value]


def _paper(text: str) -> Markup:
    """A text with a DOI as a link to its paper; another text unchanged."""
    doi = Doi.within(text)
    return _linked(doi.url, text) if doi else escape(text)


def _linked(url: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, text)
