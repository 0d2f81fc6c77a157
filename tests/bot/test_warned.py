"""The log tells that a warning stood above an answer, which one, and what it named; and forgets that with the words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.assistant import compose
from bot.assistant.above import stood_above
from bot.models import Answer, Context, Turn
from bot.recording import reasons, record
from bot.storage.reviewed import Whole
from bot.storage.rows import Entry, answer_row, entry
from bot.storage.store import Storage
from tests.bot.assistant.conversations import over, paper, talk
from tests.bot.storage.samples import answer, at, context, written

ORCHARD = paper(
    "orchard",
    "Pruning of old pear trees",
    "Pruning of old pear trees raised the yield by a third. Winter pruning took two days.",
)
OTHERS = (paper("sheep", "Sheep on salt marshes", "Sheep on salt marshes gained weight by autumn."),)


def kept(made: Answer, withheld: str | None = None) -> Entry:
    """The answer as the log keeps and reads it."""
    row = answer_row(made, Context(withheld=withheld), None, datetime.now(UTC))
    return entry(row, row.pop("quotes"))


def told(row: Entry) -> str:
    return record(Whole(entry=row, verdicts=(), reports=(), notes=(), readings=()))


async def test_a_warning_is_kept_with_what_it_named_and_told_as_the_reason() -> None:
    (made,) = await talk(over(ORCHARD, *OTHERS), "did pruning of old pear trees raise the gorgeous yield")
    assert (made.answered, made.sure, made.warned) == (True, False, ("lacking",)), made.text
    row = kept(made)
    assert (row.warned, row.not_said) == (("lacking",), made.not_said)
    assert any(one.startswith("A warning stood above it") and "“gorgeous”" in one for one in reasons(row))
    assert "\nnot said   gorgeous\n" in told(row)


async def test_of_a_sure_answer_it_is_known_that_none_stood_above_it_and_of_old_rows_nothing() -> None:
    (made,) = await talk(over(ORCHARD, *OTHERS), "did pruning of old pear trees raise the yield")
    row = kept(made)
    assert (made.sure, row.warned, row.not_said) == (True, (), ())
    for one in (row, row.model_copy(update={"warned": None})):
        assert "warning" not in " ".join(reasons(one))


async def test_where_no_words_are_kept_neither_are_those_of_a_warning() -> None:
    (made,) = await talk(over(ORCHARD, *OTHERS), "did pruning of old pear trees raise the gorgeous yield")
    assert (kept(made, "opted out").not_said, kept(made, "opted out").warned) == ((), None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (compose.NEARLY.format(unsaid="the sentences do not use the word “x”"), "lacking"),
        (compose.NEAR, "near"),
        (compose.LEANS, "leaning"),
        (compose.LEANS_WITHOUT.format(unsaid="the sentences give no dose"), "leaning"),
        (compose.anew("Kang 2023", False), "anew"),
        (compose.anew("Kang 2023", True), "anew"),
    ],
)
def test_each_warning_is_known_by_the_line_that_is_shown(line: str, name: str) -> None:
    answered = f"{line}\n\n{compose.quoted('It grew.')}\n— A 2020"
    assert name in stood_above(compose.said("it grew?", answered))
    below = f"{compose.quoted(line)}\n— A 2020\n\n{line}"
    assert stood_above(compose.said(line, below)) == ()
    row = kept(answer().model_copy(update={"warned": stood_above(compose.said("?", answered))}))
    assert " stood above it" in " ".join(reasons(row))


async def test_her_words_go_from_the_warnings_of_others_who_followed_up(tmp_path: Path) -> None:
    line = compose.NEARLY.format(
        unsaid="the sentences do not use the words “zebrafish” or “mice” and give no number of zebrafish"
    )
    async with Storage.open(tmp_path) as storage:
        await storage.logbook.record(answer(1, "zebrafish?"), context("alice", "one"), at(1))
        followed = answer(2, "and mice?").model_copy(
            update={
                "text": compose.said("and mice?", f"{line}\n\n> Long."),
                "not_said": ("zebrafish", "mice", "number of zebrafish"),
                "warned": ("lacking",),
                "read_with": Turn(question="zebrafish?", terms=("zebrafish",)),
            }
        )
        await storage.logbook.record(followed, context("bob", "one"), at(2))
        await storage.logbook.forget("alice", "one")
        assert b"zebrafish" not in written(tmp_path)
        (row,) = await storage.logbook.recent()
        assert (row.not_said, row.warned) == (("mice",), ("lacking",))
        assert "“…” or “mice” and give no …" in row.text
