"""What a line of the spool may be. It is found again on disk, so that nothing of it is believed before it was checked.

Which answers wait there, and the state of their buttons, is kept in mind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError

from bot.models import Runner, Turn
from bot.storage.rows import Row
from bot.storage.state import Shown
from corpus.models import Model

LONGEST = 4 * 2**20  # bytes of a line; the longest answer to the longest question has a tenth of it
_NAMES, _RUNNERS, _TURN = TypeAdapter(tuple[str, ...]), TypeAdapter(tuple[Runner, ...]), TypeAdapter(Turn)


def _json_of(adapter: TypeAdapter[Any]) -> AfterValidator:
    """A text that is the JSON of something. Raises ValueError otherwise, also where it is nested too deeply."""

    def checked(text: str) -> str:
        adapter.validate_json(text)
        return text

    return AfterValidator(checked)


def _moment(text: str) -> str:
    """A moment written as rows hold it: anything else would not sort as time does."""
    if datetime.fromisoformat(text).astimezone(UTC).isoformat(timespec="microseconds") != text:
        raise ValueError("not a moment in UTC with microseconds")
    return text


Id = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{1,64}$")]
Number = Annotated[int, Field(ge=0, lt=2**31)]
Names = Annotated[str, _json_of(_NAMES)]
Runners = Annotated[str, _json_of(_RUNNERS)]
Moment = Annotated[str, AfterValidator(_moment)]


class _Line(Model):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


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
    """The row of an answer, as ``rows.answer_row`` makes it; what older releases did not know may be missing."""

    id: Id
    asked_at: Moment
    surface: str
    server: str | None = None
    channel: str | None = None
    message: str | None = None
    asker: str | None = None
    member: str | None = None
    conversation: str | None = None
    question: str
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
    """The id of the message an answer was sent as."""

    id: Id
    reply: str


class KeptState(_Line):
    """The state of an answer's buttons, and when it was kept."""

    shown: Shown
    at: Moment


class Sent(_Line):
    """Where the message of such a state is; ``channel``: it was shared there."""

    answer: Id
    sent: str
    channel: str | None = None


_LINE: TypeAdapter[SpooledRow | Delivered | KeptState | Sent] = TypeAdapter(
    SpooledRow | Delivered | KeptState | Sent
)


def read_line(line: bytes) -> Row | None:
    """A waiting row from its line; None where the line is none: cut short, nested too deeply, of other types, too long."""
    if len(line) > LONGEST:
        return None
    try:
        return _LINE.validate_json(line).model_dump()
    except (ValidationError, ValueError):
        return None


class Waiting:
    """Answers that are on their way into the logbook. No words of anybody."""

    def __init__(self) -> None:
        self._answers: dict[str, str | None] = {}
        self._states: dict[str, Shown] = {}

    def add(self, rows: Iterable[Row]) -> None:
        """Take note of rows as the spool holds them."""
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
        """True where an answer of a server waits whose id begins so."""
        return any(one.startswith(answer) and of == server for one, of in tuple(self._answers.items()))

    def holds(self, answer: str) -> bool:
        """True where an answer waits."""
        return answer in self._answers

    def states(self) -> Sequence[Shown]:
        """The states of buttons, the newest last."""
        return tuple(self._states.values())

    def forget(self, asker: str) -> None:
        """Drop what names a pseudonym."""
        self._states = {name: one for name, one in self._states.items() if one.asker != asker}

    def clear(self) -> None:
        """It is all in the logbook now."""
        self._answers, self._states = {}, {}
