"""Which rows of the log a moderator wants: any combination of filters, in one server, as SQL."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from corpus.models import Model

Thought = Literal["helpful", "not helpful", "reported"]
_WORD = re.compile(r"\w+")


class Selection(Model):
    """Rows of one server; ``server`` None for direct messages and the terminal. ``everywhere`` is the operator's alone.

    ``since`` is included, ``until`` is not. ``text`` are words of question or answer, all of which must stand there, in any
    form of case and accent; the last may be cut ("metast").
    """

    server: str | None = None
    everywhere: bool = False
    text: str = ""
    outcome: str | None = None
    kind: str | None = None
    thought: Thought | None = None
    paper: str | None = None
    surface: str | None = None
    asker: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def told(self) -> str:
        """The selection in a few words, for the record of who read what; the words searched for are not repeated."""
        said = self.model_dump(exclude={"server", "everywhere", "text", "asker"}, exclude_none=True, mode="json")
        parts = [f"{name} {value}" for name, value in said.items()]
        parts += ["words"] * bool(self.text) + ["one asker"] * bool(self.asker)
        return ", ".join(parts) or "everything"


class Place(NamedTuple):
    """Where a page ended: the next one begins behind it."""

    asked_at: str
    number: int


class Sql(NamedTuple):
    """A query's tables, conditions and values."""

    tables: str
    where: str
    values: dict[str, object]
    order: str


def sql_of(selection: Selection, after: Place | None = None) -> Sql:
    """The query of a selection, newest first; ``a`` is the row of answers."""
    tables, order = "answers a", "a.asked_at DESC, a.number DESC"
    conditions, values = _plain(selection)
    if selection.paper:
        tables = "quotes q JOIN answers a ON a.number = q.answer"
        conditions.append(
            "q.key = :paper AND q.position = (SELECT min(p.position) FROM quotes p WHERE p.answer = q.answer AND p.key = q.key)"
        )
        values["paper"], order = selection.paper, "q.answer DESC"
    words = _WORD.findall(selection.text)
    if words and selection.paper:
        conditions.append("a.number IN (SELECT rowid FROM answers_text WHERE answers_text MATCH :words)")
    elif words:
        tables, order = "answers_text t JOIN answers a ON a.number = t.rowid", "t.rowid DESC"
        conditions.append("answers_text MATCH :words")
    if words:
        values["words"] = _matching(words, selection)
    if after:
        conditions.append(
            "(a.asked_at, a.number) < (:after, :number)"
            if order.startswith("a.")
            else f"{order.split()[0]} < :number"
        )
        values |= {"after": after.asked_at, "number": after.number}
    return Sql(tables, " AND ".join(conditions) or "true", values, order)


def _plain(selection: Selection) -> tuple[list[str], dict[str, object]]:
    """The conditions on columns of ``answers``."""
    conditions: list[str] = []
    values: dict[str, object] = {}
    if not selection.everywhere:
        conditions.append("a.server IS :server")
        values["server"] = selection.server
    for name in ("outcome", "kind", "surface", "asker"):
        if (value := getattr(selection, name)) is not None:
            conditions.append(f"a.{name} = :{name}")
            values[name] = value
    for name, sign in (("since", ">="), ("until", "<")):
        if (moment := getattr(selection, name)) is not None:
            conditions.append(f"a.asked_at {sign} :{name}")
            values[name] = written(moment)
    if selection.thought:
        conditions.append(_THOUGHT[selection.thought])
    return conditions, values


_THOUGHT = {
    "helpful": "a.id IN (SELECT answer FROM feedback WHERE helpful = 1)",
    "not helpful": "a.id IN (SELECT answer FROM feedback WHERE helpful = 0)",
    "reported": "a.id IN (SELECT answer FROM reports)",
}


def _matching(words: list[str], selection: Selection) -> str:
    """An FTS5 query: every word, the last one as it begins, inside the server.

    The server is a condition of the rows too; here it spares reading the words of all others.
    """
    said = " AND ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}" *'])
    inside = "" if selection.everywhere or not selection.server else f'server : "{selection.server}" AND '
    return f"{inside}{{question text}} : ({said})"


def written(moment: datetime) -> str:
    """A moment as rows hold it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
