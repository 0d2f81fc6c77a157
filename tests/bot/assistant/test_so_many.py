"""“Which of the three” is asked of so many papers as were shown last, or are here; of others it is asked back which are meant."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import NINE, talk
from tests.bot.assistant.test_pointing import REVIEWS

COMPARED = "local control after SABR versus TES"


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("which of the three is cited most?",), "I showed no list just before"),
        (("papers by Rades", "which of the two is newer?"), "I showed one paper just before"),
        (("papers on imaging", "which of the three is the newest?"), "I showed 4 papers just before"),
        (("papers on imaging", "which one of these 3 papers is the longest"), "I showed 4 papers just before"),
        ((REVIEWS, "which of the two studies was retrospective"), "I showed 3 papers just before"),
        ((COMPARED, "which of the three is the largest?"), "I showed one paper just before"),
    ],
)
async def test_of_so_many_papers_as_were_not_shown_it_is_asked_back_which_are_meant(
    turns: tuple[str, ...], said: str
) -> None:
    answer = (await talk(NINE, *turns))[-1]
    assert answer.outcome is Outcome.HELP
    assert answer.text.startswith(said), answer.text


@pytest.mark.parametrize(
    "turns",
    [
        ("which of the nine is cited most?",),
        ("which of the three reviews is the newest?",),
        (REVIEWS, "which of the three is the newest?"),
        ("papers on imaging", "which of the 4 is cited least"),
        ("compare Kang and Park", "which of the two is newer?"),
        (COMPARED, "which of the two is safer?"),
        (COMPARED, "which of the two has fewer complications?"),
        ("which of the two drugs was better?",),
    ],
)
async def test_of_so_many_papers_as_were_shown_and_of_other_things_it_is_told(turns: tuple[str, ...]) -> None:
    answer = (await talk(NINE, *turns))[-1]
    assert "just before" not in answer.text
    assert answer.keys
