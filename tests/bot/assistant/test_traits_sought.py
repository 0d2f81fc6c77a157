"""Which studies had a control group, were blinded or registered: the sentence of each abstract that tells it."""

from __future__ import annotations

import pytest

from bot.assistant.studies.having import NONE_TELLS, TELLING
from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

_HERBS = over(
    paper("Dill", "Dill for colic", "We gave dill to 40 calves; the control group had water. Assessors were blinded. Calves lay down less."),
    paper("Mint", "Mint for cough", "Of 60 goats half got mint and half a placebo. Coughing stopped in 4 days."),
    paper("Sage", "Sage in feed: the device of control", "Farmers spoke of control and of sage. We met 20 farmers."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("which had a control group?", ["Dill", "Mint"]),
        ("which studies had a control group", ["Dill", "Mint"]),
        ("papers with a control group", ["Dill", "Mint"]),
        ("which ones were blinded", ["Dill"]),
        ("any studies that were blinded?", ["Dill"]),
    ],
)
@pytest.mark.parametrize("before", [(), ("who wrote the sage paper",), ("how long did goats cough",)])
async def test_each_abstract_that_tells_it_is_quoted_whatever_was_talked_about(
    asked: str, keys: list[str], before: tuple[str, ...]
) -> None:
    answer = (await talk(_HERBS, *before, asked))[-1]
    assert (answer.outcome, sorted(answer.keys)) == (Outcome.ANSWERED, keys), answer.text
    assert TELLING in answer.text
    assert "None found in" in answer.text


async def test_what_no_abstract_tells_is_said_to_be_found_in_none() -> None:
    answer = await _HERBS.ask("which trials were registered?", Context())
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert NONE_TELLS in answer.text


@pytest.mark.parametrize(
    "asked", ["which was the control group", "which control group did better", "papers on control of goats"]
)
async def test_the_group_of_one_study_or_a_topic_is_not_sought(asked: str) -> None:
    _, answer = await talk(_HERBS, "how long did goats cough", asked)
    assert TELLING not in answer.text


async def test_other_papers_on_a_topic_leave_out_the_one_talked_about() -> None:
    about, others = await talk(_HERBS, "what did the mint paper find", "which other papers talk about control")
    assert about.keys == ("Mint",)
    assert "Mint" not in others.keys
