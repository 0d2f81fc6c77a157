"""Whole conversations over five libraries: each turn is about the paper that was talked about, or begins a new topic."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from bot.models import Turn
from index.models import Outcome
from tests.quality.understanding import assistant, each

TALKS = Path(__file__).parents[2] / "data" / "talks.txt"


class Said(NamedTuple):
    """One turn: what is said, the ends of the keys that may come first, and whether it is to be held."""

    text: str
    about: tuple[str, ...]
    held: bool


def talks() -> list[tuple[str, list[Said]]]:
    """The conversations of the file, each with its library."""
    found: list[tuple[str, list[Said]]] = []
    for line in TALKS.read_text("utf-8").splitlines():
        if line.startswith("["):
            found.append((line.strip("[]"), []))
        elif " => " in line and not line.startswith("#"):
            text, _, about = line.removeprefix("~ ").partition(" => ")
            found[-1][1].append(Said(text, tuple(about.split()), not line.startswith("~")))
    return found


@pytest.mark.parametrize(
    ("library", "turns"), talks(), ids=lambda one: one if isinstance(one, str) else one[0].text
)
async def test_a_conversation_keeps_its_subject_and_changes_it(library: str, turns: list[Said]) -> None:
    previous: Turn | None = None
    for said in turns:
        answers = await each(assistant(library), said.text, previous)
        previous = answers[-1].turn
        keys = [key for answer in answers for key in answer.keys]
        if said.about == ("help",):
            assert answers[-1].outcome is Outcome.HELP, said.text
        elif said.held and said.about != ("*",):
            first = next(iter(keys), "none")
            assert first.endswith(said.about), (said.text, answers[-1].text)
