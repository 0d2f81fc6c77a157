"""Work grows with a text that is not ours, and not with its square: twice the text costs at most twice the steps.

Counted, not timed: what every pattern of the house tries, and the lines of Python that run.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from bot.assistant.assistant import Assistant
from bot.models import Context
from corpus.models import Author, Paper
from index.library import LibraryIndex
from tests.conftest import some
from tests.libraries import indexed
from tests.meta.patterns import LATE, Used, used
from tests.meta.steps import Counted, TooManyStepsError, pumps

HARD = ("(", ".", "-", "1,", "1-", "\n", " ", "<a ", "aB", " and ", "1 (", "a.B ", '"')
RUNS = (
    " ",
    "\t",
    ".",
    ". ",
    ", ",
    ": ",
    "; ",
    "- ",
    "*",
    "_",
    "`",
    "~",
    "|",
    ">",
    "(",
    "”",
)  # of these a message may hold thousands in a row
SIZE, MOST = 30, 600_000
BOUND = (
    4  # repetitions that stand for a larger bound: what is bounded costs the same for each piece, and sooner so
)
# Matched against texts of less than so many characters, whoever made them.
SHORT_TEXTS = {"corpus.page.lines._CITATION", "corpus.page.issue._OPENING"}


@pytest.mark.sweep
def test_a_pattern_tries_no_more_than_twice_as_much() -> None:
    patterns = [one for one in used("corpus", "index") if one.place not in SHORT_TEXTS]
    assert len(patterns) > 200
    # a few rounds more may each cost more, up to a bound of the pattern: what grows beyond it does so later too
    assert [
        f"{one.place}: {one.pattern.pattern!r} over {piece!r}"
        for number, one in enumerate(patterns)
        for piece in (*some(HARD, number, of=6), *_own(one.pattern, number))
        if not any(_held(one, piece, size) for size in (SIZE, 4 * SIZE))
    ] == []


def _own(pattern: re.Pattern[str], number: int) -> Iterator[str]:
    """The pieces of a pattern itself: it whole, which comes first, and some of its parts."""
    whole, parts = list(pumps(pattern))[:2], list(pumps(pattern))[2:]
    yield from (*whole, *some(parts, number, of=6))


# "… first … last …" and the like, looked for in a message, whose length bounds them: they grow with its square, and none with more.
SQUARE = {
    f"bot.assistant.{name}"
    for name in (
        "at_ends._IN_TIME besides._OF_PROOF citing._PRINTED message.advice._PERSON message.joints._OF_TWO message.joints._IN_BOTH reading.asking._OF_GROUPS"
        " reading.kinds._NAMED_SOUND reading.places._ADJECTIVE reading.places._OUTSIDE studies.conducted.WHERE studies.enrolled._BOUND"
        " turns.continuing._REFINES turns.continuing._REST turns.continuing._REPLIED_TO"
    ).split()
}
UNCOUNTED = ("bot.assistant.turns.replaced", "bot.assistant.reading.frame")  # which ask whether a group is there


@pytest.mark.sweep
def test_a_pattern_of_the_bot_tries_no_more_than_twice_as_much_over_its_own_words() -> None:
    patterns = [one for one in used("bot") if not one.place.startswith(UNCOUNTED)]
    assert len(patterns) > 900
    assert [
        f"{one.place}: {one.pattern.pattern!r} over {piece!r}"
        for number, one in enumerate(some(patterns, 0))
        for piece in _own(one.pattern, number)
        if not (
            _is_square(one, piece)
            if one.place in SQUARE
            else any(_held(one, piece, size) for size in (SIZE, 4 * SIZE))
        )
    ] == []


def _is_square(one: Used, piece: str) -> bool:
    """Whether twice the text takes at most four times the steps, and a few."""
    once = _tried(one, piece, SIZE, MOST)
    return once is not None and _tried(one, piece, 2 * SIZE, int(4.6 * once) + 200) is not None


@pytest.mark.sweep
def test_a_pattern_tries_no_more_than_twice_as_much_over_a_run_of_blanks_or_marks() -> None:
    patterns = [one for one in used("bot", "corpus", "index") if one.place not in SHORT_TEXTS]
    assert len(patterns) > 900
    assert [
        f"{one.place}: {one.pattern.pattern!r} over {piece!r}"
        for number, one in enumerate(patterns)
        for piece in some(RUNS, number, of=6)
        if not any(_held(one, piece, size) for size in (SIZE, 4 * SIZE))
    ] == []


def test_what_takes_too_many_steps_is_not_held_to_be_linear() -> None:
    for pattern, piece in ((r"(?:a|aa)+b", "a"), (r"(?:by|a|by a)*c", "by a")):
        worse = Used("here", re.compile(pattern), True)
        assert not any(_held(worse, piece, size, 10_000) for size in (SIZE, 4 * SIZE))


ANYTHING = (
    "the the",
    "of the",
    "in the",
    "a",
    "in",
    "the",
)  # what a journal, a keyword or a heading may be called


def test_a_pattern_made_from_a_library_is_tried_in_few_steps_whatever_the_library_calls_things() -> None:
    patterns = _made(Assistant(_called(("Spine", "Kiln"))), Assistant(_called(ANYTHING)))
    assert any("the" in one.pattern.pattern for one in patterns)
    assert [
        f"{one.pattern.pattern!r} over {name!r}"
        for one in patterns
        for name in ANYTHING
        if _tried(one, f"{name} ", 4 * SIZE, MOST) is None
    ] == []


def _called(names: tuple[str, ...]) -> LibraryIndex:
    """A library whose papers have these names for all that a record names."""
    papers = tuple(
        Paper(source_id=name, title=name, abstract="Bees slept.", journal=name, heading=name, type=name, keywords=(name,), volume="12",
              issue="3", authors=(Author(name=name), Author(name=f"A {name}", family=name, given="A")))
        for name in names
    )  # fmt: skip
    return indexed(*papers)


def _made(plain: Assistant, other: Assistant) -> list[Used]:
    """The patterns that are made to answer questions of the library of ``other``, and not for the ``plain`` one."""

    def asked(assistant: Assistant) -> set[tuple[str, int]]:
        made = set()

        def trace(frame: FrameType, event: str, _: Any) -> None:
            if event == "call" and frame.f_code is LATE.__init__.__code__:
                made.add((frame.f_locals["pattern"], frame.f_locals["flags"]))

        before = sys.getprofile()
        sys.setprofile(trace)
        try:
            for question in ("the 12/3", "tagged the the", "who wrote the a under the heading of the in 2020"):
                asyncio.run(assistant.ask(question, Context()))
        finally:
            sys.setprofile(before)
        return made

    own = asked(plain)
    return [Used("made", re.compile(*one), True) for one in sorted(asked(other) - own)]


def _held(one: Used, piece: str, size: int, most: int = MOST) -> bool:
    """Whether twice the text takes about twice the steps, and neither more than ``most``."""
    once = _tried(one, piece, size, most)
    return once is not None and _tried(one, piece, 2 * size, min(most, int(2.6 * once) + 100)) is not None


def _tried(one: Used, piece: str, size: int, most: int) -> int | None:
    """The steps taken; None where they are more than ``most``."""
    text = piece * max(2 * size // SIZE, size // len(piece)) + "\x01"
    counted = Counted(one.pattern, text, most, BOUND)
    try:
        counted.all() if one.searched else counted.at(0)
    except TooManyStepsError:
        return None
    return counted.steps
