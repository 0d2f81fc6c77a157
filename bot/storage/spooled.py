"""The allowed lines of the spool. They are read from disk, so each is checked before it is used.

The answers that wait there, and the states of their buttons, are remembered in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter

from bot.models import Runner, Turn
from bot.storage.rows import Entry, Row, Shown, entry
from bot.storage.selection import written
from corpus.models import Model

LONGEST = 4 * 2**20  # bytes of a line; the longest answer to the longest question has a tenth of it
_NAMES, _RUNNERS, _TURN = TypeAdapter(tuple[str, ...]), TypeAdapter(tuple[Runner, ...]), TypeAdapter(Turn)


def _json_of(adapter: TypeAdapter[Any]) -> AfterValidator:
    """A check that a text is valid JSON for an adapter. It raises ValueError otherwise, also if it is nested too
    deeply.
    """

    def checked(text: str) -> str:
        adapter.validate_json(text)
        return text

    return AfterValidator(checked)


def _moment(text: str) -> str:
    """Check that a time is written as rows hold it: other forms would not sort correctly. Raises ValueError."""
    if written(datetime.fromisoformat(text)) != text:
        raise ValueError("not a moment in UTC with microseconds")
    return text


Id = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,64}$")]
Number = Annotated[int, Field(ge=0, lt=2**31)]
Names = Annotated[str, _json_of(_NAMES)]
Runners = Annotated[str, _json_of(_RUNNERS)]
Moment = Annotated[str, AfterValidator(_moment)]


class _Line(Model):
    model_config = ConfigDict(strict=True)  # frozen, and no other fields, as every model


class SpooledQuote(_Line):
    """A quote of a waiting row."""

    key: str
    doi: str | None
    start: Number
    stop: Number
    sentence: Number
    section: str | None
    text: str


class SpooledRow(_Line):
    """The row of an answer, in the form that ``rows.answer_row`` makes; fields that older releases did not know may be
    missing.
    """

    id: Id
    asked_at: Moment
    surface: str
    server: str | None = None
    channel: str | None = None
    message: str | None = None
    asker: str | None = None
    writer: str | None = None
    member: str | None = None
    conversation: str | None = None
    question: str
    typed: str | None = None
    outcome: Literal["answered", "related", "nothing", "help", "refused"]
    reason: str | None = None
    kind: str
    text: str
    dois: Names
    keys: Names
    matched: Names
    unmatched: Names
    searched_also: Names
    unknown_words: Names
    not_said: Names | None = None
    warned: Names | None = None
    runners: Runners
    read_with: Annotated[str, _json_of(_TURN)] | None = None
    scope: Names | None = None
    withheld: str | None = None
    pin: Id | None = None
    library: str
    snapshot: str
    engine: str
    weights: str
    settings: str
    version: str
    latency_ms: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    quotes: tuple[SpooledQuote, ...]


class Delivered(_Line):
    """The id of the message that an answer was sent as."""

    id: Id
    reply: str


class KeptState(_Line):
    """The state of an answer's buttons, and when it was kept."""

    shown: Shown
    at: Moment


class Sent(_Line):
    """The message of an answer whose state was kept; ``channel``: it was shared there."""

    answer: Id
    sent: str
    channel: str | None = None


_LINE: TypeAdapter[SpooledRow | Delivered | KeptState | Sent] = TypeAdapter(
    SpooledRow | Delivered | KeptState | Sent, config=ConfigDict(defer_build=True)
)


def read_line(line: bytes) -> Row | None:
    """The row in a waiting line; None if the line is not valid: cut short, nested too deeply, wrong types, or too long."""
    if len(line) > LONGEST:
        return None
    try:
        return _LINE.validate_json(line).model_dump()
    except ValueError:  # pydantic's own, too
        return None


def own_row(row: Entry) -> dict[str, Any]:
    """An entry as its asker's export shows it: without who wrote what they asked about."""
    return row.model_dump(mode="json", exclude={"writer"})


def exported(row: Row) -> dict[str, Any]:
    """A waiting row as its member's export shows it: an answer as those in the logbook, a state of buttons with its table."""
    if "shown" in row:
        return {"table": "shown", **row["shown"]}
    return own_row(entry(row, row["quotes"]))


class Waiting:
    """The answers that wait in the spool. It holds no words."""

    def __init__(self) -> None:
        self._answers: dict[str, str | None] = {}
        self._states: dict[str, Shown] = {}

    def add(self, rows: Iterable[Row]) -> None:
        """Note rows that were written to the spool."""
        for row in rows:
            if "question" in row:
                self._answers[row["id"]] = row.get("server")
            elif "shown" in row:
                state = Shown.model_validate(row["shown"])
                self._states[state.answer] = state
            elif "sent" in row and row["answer"] in self._states:
                state = self._states[row["answer"]]
                self._states[row["answer"]] = state.sent(row["sent"], row.get("channel"))

    def has(self, answer: str, server: str | None) -> bool:
        """Whether an answer of this server waits whose id begins with ``answer``."""
        return any(one.startswith(answer) and of == server for one, of in tuple(self._answers.items()))

    def holds(self, answer: str) -> bool:
        """Whether an answer with this id waits."""
        return answer in self._answers

    def states(self) -> Sequence[Shown]:
        """The states of buttons, newest last."""
        return tuple(self._states.values())

    def forget(self, asker: str) -> None:
        """Drop the states that name a pseudonym."""
        self._states = {name: one for name, one in self._states.items() if one.asker != asker}

    def clear(self) -> None:
        """Forget everything, because all rows are in the logbook now."""
        self._answers, self._states = {}, {}
