"""Studies that have no results yet are the protocols; the largest of them is asked for by what it needs."""

from __future__ import annotations

import pytest

from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper

PLANS = over(
    paper("Oar", "Rowing for backs: a randomised trial", "We randomised 80 patients. Backs ached less."),
    paper(
        "Tug",
        "Tugging for backs: protocol of a randomised trial",
        "We will randomise 300 patients to tugging or none.",
    ),
    paper("Row", "Sculls for arms: study protocol", "A total of 90 patients will be randomised to sculls."),
)


@pytest.mark.parametrize(
    "question",
    [
        "List me all the studies which have still no results, only the plan",
        "which studies have no results yet?",
        "ongoing trials",
        "which trials are not finished",
        "planned studies",
        "which trials are still recruiting?",
        "studies without results",
    ],
)
async def test_studies_without_results_are_the_protocols(question: str) -> None:
    reply = await PLANS.ask(question, Context())
    assert (reply.outcome, set(reply.keys)) == (Outcome.ANSWERED, {"Tug", "Row"}), reply.text


@pytest.mark.parametrize(
    "question",
    ["which one needs the most people?", "biggest series", "which of them plans to recruit the most people"],
)
async def test_the_largest_is_asked_for_in_other_words(question: str) -> None:
    reply = await PLANS.ask(question, Context())
    assert "▸ 300" in reply.text, reply.text
