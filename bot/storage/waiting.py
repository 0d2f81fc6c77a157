"""What of the spool is kept in mind: which answers wait there, and the state of their buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.storage.rows import Row
from bot.storage.state import Shown


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
