"""A title that names its design behind a colon tells it, whatever else the title is about."""

from __future__ import annotations

import pytest

from bot.models import Context
from tests.bot.assistant.conversations import over, paper

_PEERS = over(
    paper("Pen", "Review checklists and errors: a randomised experiment with 93 writers", "Writers read six texts with a list or none."),
    paper("Ink", "A review of randomised trials of reading aloud", "We included 19 trials."),
    paper("Nib", "Reading aloud: a review of randomised experiments", "We included 12 experiments."),
)  # fmt: skip


@pytest.mark.parametrize("question", ["which are randomised experiments", "list the randomised trials"])
async def test_a_title_that_ends_with_its_design_may_be_about_reviews(question: str) -> None:
    assert (await _PEERS.ask(question, Context())).keys == ("Pen",)
