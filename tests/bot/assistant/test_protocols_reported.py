"""A protocol asked what it found says that it has no results yet, or where its study's report is."""

from __future__ import annotations

from bot.assistant.citing import PLANS
from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over


def _paper(key: str, family: str, year: int, title: str, abstract: str) -> Paper:
    return Paper(source_id=key, title=title, abstract=abstract, year=year, authors=(Author(name=f"Ann {family}", family=family),), journal="Lamps")  # fmt: skip


PLAN = _paper("plan", "Lind", 2019, "Bright lamps for night nurses (GLIM): protocol of a randomised trial", "GLIM is a randomised trial. We will give lamps to 80 nurses.")  # fmt: skip
DONE = _paper("done", "Moss", 2021, "Bright lamps for night nurses: the GLIM randomised trial", "The GLIM trial gave lamps to 78 nurses. Sleep improved by an hour.")  # fmt: skip
OTHER = _paper("other", "Kerr", 2020, "Dim lamps in barns", "Barns were dim. Cows slept well.")


async def test_the_report_of_its_study_is_named() -> None:
    answer = await over(PLAN, DONE, OTHER).ask("what did Lind 2019 find", Context())
    assert "This is a protocol. Its study has reported: “Bright lamps for night nurses: the GLIM" in answer.text
    assert "Moss 2021" in answer.text


async def test_without_one_there_are_no_results_yet() -> None:
    answer = await over(PLAN, OTHER).ask("what did Lind 2019 find", Context())
    assert "This is a protocol, with no results yet." in answer.text


async def test_each_sentence_of_a_protocol_is_called_planned() -> None:
    answer = await over(PLAN, OTHER).ask("lamps for nurses", Context())
    assert answer.quotes
    assert answer.text.count(PLANS) == len([quote for quote in answer.quotes if quote.key == "plan"])
    assert PLANS not in (await over(DONE, OTHER).ask("lamps for nurses", Context())).text


async def test_an_outcome_that_is_only_planned_is_no_sure_answer() -> None:
    plan = PLAN.model_copy(update={"abstract": f"{PLAN.abstract} Secondary outcomes include headache and pay."})
    answer = await over(plan, OTHER).ask("did lamps for nurses cause headache", Context())
    assert not (answer.answered and answer.sure)
