"""The state of questions whose answers readers reported as wrong, for those who curate the papers: open, answered by a
pin, or mended by an import.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.assistant.assistant import Assistant
from bot.assistant.pinning import trouble
from bot.models import Context, Pinned
from bot.storage.reading import LogReader
from bot.storage.reviewed import Reviewed
from bot.storage.selection import Selection
from corpus.models import Model
from index.models import Outcome

MOST = 25  # questions, the newest
State = Literal["open", "answered by a pin", "mended by an import"]


class Reported(Model):
    """A question whose answer was reported. ``answer`` is the id of the newest answer; nobody is named."""

    answer: str
    question: str
    library: str
    reports: int
    keys: tuple[str, ...]
    state: State


async def rows_reported(reader: LogReader, selection: Selection) -> list[Reviewed]:
    """The newest reported answers of a selection, at most ``MOST``, with their reports and quotes; only those
    whose questions' words are kept.
    """
    found: list[Reviewed] = []
    async for some in reader.everything(selection.model_copy(update={"thought": "reported"})):
        found += [one for one in some if isinstance(one, Reviewed) and one.question and not one.withheld]
        if len(found) >= MOST:
            break
    return found[:MOST]


async def state_of(row: Reviewed, assistant: Assistant, pins: Sequence[Pinned]) -> State:
    """The state of a reported question, found by asking it again of its library as it is now. ``pins``: the pins to
    questions like it.
    """
    if any(pin.id != row.pin and trouble(pin, assistant.corpus, assistant.papers) is None for pin in pins):
        return "answered by a pin"
    if row.snapshot == assistant.corpus.digest:
        return "open"
    context = Context(library=row.library, previous=row.read_with, scope=row.scope or ())
    now = await assistant.ask(row.question, context)
    before = {(quote.key, quote.text) for quote in row.quotes}
    other = {(quote.key, quote.text) for quote in now.quotes} != before or now.outcome.value != row.outcome
    return "mended by an import" if other and now.outcome is Outcome.ANSWERED and now.sure else "open"


def listed(rows: Sequence[tuple[Reviewed, State]]) -> list[Reported]:
    """The questions of some rows (newest first), open ones first. A question that was asked several times in the
    same words is one, with all its reports.
    """
    found: dict[str, Reported] = {}
    for row, state in rows:
        words = " ".join(row.question.casefold().split())
        if (before := found.get(words)) is not None:
            found[words] = before.model_copy(update={"reports": before.reports + len(row.reports)})
            continue
        found[words] = Reported(
            answer=row.id,
            question=row.question,
            library=row.library,
            reports=len(row.reports),
            keys=row.keys,
            state=state,
        )
    return sorted(found.values(), key=lambda one: one.state != "open")
