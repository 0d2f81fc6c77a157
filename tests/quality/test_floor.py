"""The halves of the question sets that may be read keep at least these shares, so that no change undoes an earlier one unseen.

The floors lie at most a few questions under what was measured: they catch a fall and are no target. The halves that
are only scored are not asked here: whoever looked at them at every run would come to fit them.
"""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from tests.bot.assistant.teahouse import nine
from tests.quality.groups import counted
from tests.quality.patients import share
from tests.quality.pinning import count, readable
from tests.quality.score import ask_all, shares
from tests.quality.sets import library, questions

FLOORS = {
    "nine": {
        "right paper first": 0.97,
        "needed phrase shown": 0.92,
        "unanswerable declined": 0.85,
        "answerable answered": 0.95,
        "small talk not answered": 1.0,
    },
    "other": {
        "right paper first": 0.97,
        "needed phrase shown": 0.88,
        "unanswerable declined": 0.85,
        "answerable answered": 0.86,
        "small talk not answered": 1.0,
    },
}


@pytest.mark.parametrize("name", FLOORS)
async def test_the_half_that_may_be_read_keeps_its_shares(name: str) -> None:
    corpus = library(name)
    if corpus is None:
        pytest.skip(f"the public data that {name!r} is assembled from is not beside the repository")
    measured = {share.name: share for share in shares(await ask_all(questions(name, "look"), corpus))}
    fallen = [
        f"{figure}: {measured[figure].hits} of {measured[figure].of}, floor {100 * floor:.0f} %"
        for figure, floor in FLOORS[name].items()
        if measured[figure].hits < floor * measured[figure].of
    ]
    assert fallen == []


def test_the_guard_sees_patients_and_lets_papers_pass() -> None:
    seen, wrongly = share("identifiers", "look"), share("papers", "look")
    assert seen.hits >= 0.95 * seen.of, f"{seen.hits} of {seen.of} seen"
    assert wrongly.hits <= 0.01 * wrongly.of, f"{wrongly.hits} of {wrongly.of} taken for a patient's"


def test_one_of_two_groups_is_kept_from_the_other() -> None:
    right, wrong = counted("look")
    assert right.hits >= 0.75 * right.of
    assert wrong.hits <= 0.08 * wrong.of


@pytest.mark.slow
def test_a_pinned_answer_catches_no_other_question() -> None:
    found = count(Assistant(nine()), readable("nine"), readable("nine"))
    assert (found.other, found.near) == (0, 0)
    assert found.likewise >= 0.98 * found.put
