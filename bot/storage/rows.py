"""Converts answers to rows and rows to entries; the only module that knows both shapes. Damaged data in our own files
is read as None, with a warning in the log. Also what the buttons under an answer need to know: its place and the slices
it quotes, which hold no words.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.models import Answer, Context, Runner, Turn
from bot.storage.pseudonyms import Pseudonyms
from bot.storage.selection import written
from corpus.models import Model

Found = TypeVar("Found")
Kind = TypeVar("Kind", bound=BaseModel)
_LOG = logging.getLogger("marrow.storage")


def found(model: type[Kind], values: Mapping[str, Any], what: str) -> Kind | None:
    """A model made from a row's values; None, and a warning that names them as ``what``, if they do not fit it."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        _say(what, error)
        return None


def found_all(model: type[Kind], rows: Iterable[Any], what: str) -> tuple[Kind, ...]:
    """The models made from rows, without those that ``found`` returns None for."""
    return tuple(one for row in rows if (one := found(model, dict(row), what)) is not None)


def found_json(adapter: TypeAdapter[Found], text: object, what: str) -> Found | None:
    """The value of a column's JSON; None, and a logged warning, if it has another type or is nested too deeply.
    ``what`` names it in the warning.
    """
    try:
        return adapter.validate_json(text if isinstance(text, str | bytes) else b"")
    except ValidationError as error:
        _say(what, error)
        return None


def _say(what: str, error: ValidationError) -> None:
    """Log which part is damaged, without its words."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    why = ": ".join(filter(None, (".".join(map(str, first["loc"])), first["type"].replace("_", " "))))
    _LOG.warning("The logbook is damaged: %s cannot be read (%s), and is passed over.", what, why)


LISTS = ("dois", "keys", "matched", "unmatched", "searched_also", "unknown_words")
_WARNING = ("not_said", "warned")  # lists that older rows do not have
MADE_BY = ("library", "snapshot", "engine", "weights", "settings", "version")
_NO_WORDS: dict[str, Any] = {
    **dict.fromkeys(("question", "text"), ""),
    **dict.fromkeys(("typed", "reason", "read_with", "scope", "withheld", "warned")),
    **dict.fromkeys((*LISTS, "not_said", "runners"), "[]"),
    "quotes": [],
}
_MAY_BE_NOTHING = ("read_with", "scope", "warned")
_COLUMNS: dict[str, TypeAdapter[Any]] = {
    **dict.fromkeys((*LISTS, *_WARNING, "scope"), TypeAdapter(tuple[str, ...])),
    "runners": TypeAdapter(tuple[Runner, ...]),
    "read_with": TypeAdapter(Turn),
}


class LoggedQuote(Model):
    """A logged quote: ``abstract[start:stop]`` of the paper ``key`` in the answer's snapshot."""

    key: str
    doi: str | None
    start: int
    stop: int
    sentence: int
    section: str | None
    text: str


class Requoted(Model):
    """A quote of the logged answer ``answer``: ``abstract[start:stop]`` of a paper at that time."""

    answer: str
    key: str
    start: int
    stop: int
    text: str


class Entry(Model):
    """A row of the logbook that was read back. ``outcome`` "refused": a text that was not a question, with the
    ``reason``. ``warned``: the warnings that stood above it; None if that was not kept yet.
    """

    id: str
    asked_at: datetime
    surface: str
    server: str | None
    channel: str | None
    message: str | None
    reply: str | None
    asker: str | None
    member: str | None
    writer: str | None = None
    conversation: str | None
    question: str
    typed: str | None = None
    outcome: str
    reason: str | None
    kind: str
    text: str
    dois: tuple[str, ...]
    keys: tuple[str, ...]
    matched: tuple[str, ...]
    unmatched: tuple[str, ...]
    searched_also: tuple[str, ...]
    unknown_words: tuple[str, ...]
    not_said: tuple[str, ...] = ()
    warned: tuple[str, ...] | None = None
    runners: tuple[Runner, ...]
    read_with: Turn | None
    scope: tuple[str, ...] | None
    withheld: str | None
    library: str
    snapshot: str
    engine: str
    weights: str
    settings: str
    version: str
    latency_ms: float
    pin: str | None = None
    quotes: tuple[LoggedQuote, ...] = ()


Row = dict[str, Any]


def answer_row(answer: Answer, context: Context, asker: str | None, asked_at: datetime) -> Row:
    """The row to write for an answer; ``asker`` is a pseudonym. If words are withheld, a receipt without words."""
    if context.withheld:
        return _receipt(answer, context, asked_at)
    values = answer.model_dump(mode="json")
    return _where(context, asker, asked_at) | {
        "id": answer.id,
        "question": answer.question,
        "typed": clean(context.typed) if context.typed and context.typed != answer.question else None,
        "outcome": answer.outcome.value,
        "reason": None,
        "kind": answer.kind,
        "text": answer.text,
        **{name: _json(values[name]) for name in (*LISTS, *_WARNING)},
        "runners": _json(values["runners"]),
        "read_with": _json(values["read_with"] | {"why": answer.why}) if answer.read_with else None,
        "scope": _json(context.scope) if context.scope else None,
        "withheld": None,
        "pin": answer.pin,
        **{name: values[name] for name in (*MADE_BY, "latency_ms")},
        "quotes": [
            quote.model_dump(include={"key", "doi", "start", "sentence", "section", "text"}) | {"stop": quote.end}
            for quote in answer.quotes
        ],
    }


def _receipt(answer: Answer, context: Context, asked_at: datetime) -> Row:
    """A row that says only that something was asked and how it ended: no words, no name, no place but the server."""
    return _place(context, asked_at) | {
        "id": answer.id,
        "outcome": answer.outcome.value,
        "kind": "content" if answer.pin else answer.kind,  # the pin would reveal the question
        **_NO_WORDS,
        "withheld": context.withheld,
        **{name: getattr(answer, name) for name in (*MADE_BY, "latency_ms")},
    }


def refusal_row(
    identity: str, text: str, context: Context, reason: str, asker: str | None, asked_at: datetime
) -> Row:
    """The row to write for a text that could not be read as a question; a receipt if words are withheld."""
    row = {
        "id": identity,
        "outcome": "refused",
        "kind": "refused",
        **_NO_WORDS,
        **dict.fromkeys(MADE_BY, ""),
        "library": context.library,
        "latency_ms": 0.0,
    }
    if context.withheld:
        return _place(context, asked_at) | row | {"withheld": context.withheld}
    said = {"question": clean(text), "reason": clean(reason), "text": clean(reason)}
    return _where(context, asker, asked_at) | row | said


def keyed_places(row: Mapping[str, Any], names: Pseudonyms) -> Row:
    """The values of a row that lead to a person, as keyed hashes: its conversation, the asker's message, and the
    channel of a direct message. A server's channel leads to nobody, and our own message (``reply``) must be found
    again.
    """
    server, channel = row.get("server"), row.get("channel")
    return {
        "conversation": names.keyed("conversation", row.get("conversation"), server),
        "message": names.keyed("message", row.get("message"), None),
        "channel": channel if server else names.keyed("channel", channel, None),
    }


def clean(text: str) -> str:
    """A text that a database can hold: lone surrogates become U+FFFD."""
    return text.encode("utf-8", "replace").decode("utf-8")


def entry(row: Mapping[str, Any], quotes: Sequence[Mapping[str, Any]] = ()) -> Entry:
    """An entry made from a row of ``answers`` and its rows of ``quotes``. Damaged values are logged and left out."""
    values = {name: row.get(name) for name in Entry.model_fields if name != "quotes"}
    for name, adapter in _COLUMNS.items():
        written, what = row.get(name), f"“{name}” of answer {row.get('id')}"
        values[name] = found_json(adapter, written, what) if written else None
        if values[name] is None and name not in _MAY_BE_NOTHING:
            values[name] = ()
    values["asked_at"] = _moment(row.get("asked_at"))
    return Entry.model_validate(values | {"quotes": [dict(quote) for quote in quotes]})


def _moment(written: object) -> datetime:
    """The time in a row; the earliest possible time if it is damaged."""
    try:
        return datetime.fromisoformat(str(written))
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _where(context: Context, asker: str | None, asked_at: datetime) -> Row:
    named = {name: getattr(context, name) for name in ("surface", "server", "channel", "message", "conversation")}
    when = written(asked_at)
    return {name: clean(value) if value else value for name, value in named.items()} | {
        "asked_at": when,
        "asker": asker,
        "writer": context.writer,
        "member": context.asker if context.named else None,
    }


def _place(context: Context, asked_at: datetime) -> Row:
    """The time and place of a receipt: surface and server, nothing that leads to a person."""
    return _where(Context(surface=context.surface, server=context.server), None, asked_at)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class Slice(Model):
    """A quote: ``abstract[start:stop]`` of a paper in the answer's snapshot."""

    key: str
    start: int
    stop: int


class Shown(Model):
    """An answer's state for its buttons. ``message`` is the id of our message, ``asker`` a pseudonym.

    ``question`` (the asker's message) and, in direct messages, ``channel`` are keyed hashes, because both lead to a
    person.
    """

    answer: str
    server: str | None
    channel: str | None
    question: str | None
    message: str | None
    asker: str | None
    outcome: str
    kind: str
    library: str
    snapshot: str
    quotes: tuple[Slice, ...]
    keys: tuple[str, ...]
    public: bool

    def sent(self, message: str, channel: str | None) -> Shown:
        """The same state with the message it was sent as; ``channel``: it was shared there, for everyone."""
        there = (
            {"channel": channel if self.server else self.channel, "public": True} if channel is not None else {}
        )
        return self.model_copy(update={"message": message} | there)
