"""A paper cited by an author and a year that none of that author's papers has: said, with those there are, and never answered from them."""

from __future__ import annotations

import pytest

from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import NINE, talk
from tests.bot.assistant.test_dated_names import BREAD

NO_KANG = "No paper of 2018 by Ann Kang is in this library. What is here by that name is of 2021 and 2023:"
ASKED = ("Kang 2018", "what did Kang 2018 find", "Kang et al. (2018): how many loaves?", "loaves in Kang, 2018", "journal of Kang 2018",
         "sample size in Kang 2018", "did Kang 2018 bake rye loaves?", "how many loaves in the 2018 paper by Kang")  # fmt: skip


@pytest.mark.parametrize("question", ASKED)
async def test_a_first_question_is_told_that_there_is_no_such_paper(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert (answer.outcome, set(answer.keys)) == (Outcome.NOTHING, {"rye", "oat"}), answer.text
    assert NO_KANG in answer.text
    assert "Kang 2023" in answer.text


@pytest.mark.parametrize("follow_up", ["and for Kang 2018", "and in Kang 2018?", "what about Kang et al. 2018"])
async def test_a_follow_up_is_told_so_too_and_may_name_one_of_those_there_are(follow_up: str) -> None:
    _, answer, chosen = await talk(BREAD, "how many loaves in Kang 2021?", follow_up, "and in Kang 2023?")
    assert (answer.outcome, NO_KANG in answer.text) == (Outcome.NOTHING, True), answer.text
    assert [quote.text for quote in chosen.quotes] == ["We baked 40 rye loaves."]


async def test_of_figures_too_and_after_another_paper() -> None:
    answers = await talk(NINE, "median age in Park 2024", "and for Rades 2021")
    assert "No paper of 2021 by Dirk Rades is in this library." in answers[-1].text
    assert "is of 2024:" in answers[-1].text


@pytest.mark.parametrize(
    "question",
    ["how many loaves did Kang bake in 2018", "papers by Kang from 2018 to 2022", "Kang 2018 or 2021", "what did Kang 2021 find"],
)  # fmt: skip
async def test_a_year_that_cites_no_paper_or_that_one_has_is_read_as_before(question: str) -> None:
    answer = await BREAD.ask(question, Context())
    assert "oat" in answer.keys
    assert "No paper of" not in answer.text
