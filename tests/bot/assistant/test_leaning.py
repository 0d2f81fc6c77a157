"""Half a question leans on the answer before it: where that was only related, this is said."""

from __future__ import annotations

import pytest

from bot.assistant import compose
from index.models import Outcome
from tests.bot.assistant.test_weighing import then


async def test_what_leans_on_a_related_answer_is_hedged() -> None:
    answer = await then("cost of TES zzyzx", "and the complications?", of="nine")
    assert answer.read_with is not None
    assert answer.answered
    assert not answer.sure
    assert compose.LEANS in answer.text


@pytest.mark.parametrize("first", ["local control after TES", "cost in the Kang 2023 paper"])
async def test_what_leans_on_an_answer_or_on_a_paper_that_was_named_is_not(first: str) -> None:
    answer = await then(first, "and the complications?", of="nine")
    assert answer.read_with is not None
    assert compose.LEANS not in answer.text


async def test_what_is_only_related_again_leans_on_nothing() -> None:
    answer = await then("cost of TES zzyzx", "and in zebras?", of="nine")
    assert answer.outcome is Outcome.RELATED
    assert compose.LEANS not in answer.text
