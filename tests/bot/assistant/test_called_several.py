"""Two studies called by their names: listed, and compared by how long or how large they are."""

from __future__ import annotations

import pytest

from bot.models import Context
from tests.bot.assistant.conversations import over, paper

MILLS = over(
    paper("Reed", "Old mills: the FENMILL trial", "In FENMILL 30 workers were randomised. Nine turned. Follow-up was 4 months."),
    paper("Sand", "Wheels of iron: the RIM-2 cohort", "RIM-2 is a cohort of 40 workers. Wheels rusted. They were followed for 3 years."),
    paper("Tarn", "Sails of cloth", "We sewed 12 sails."),
)  # fmt: skip


@pytest.mark.parametrize(
    "question",
    ["list FENMILL and RIM-2", "papers on FENMILL and RIM-2", "papers about RIM-2 or FENMILL", "show me the FENMILL and RIM-2 papers", "show RIM-2 and FENMILL please"],
)  # fmt: skip
async def test_two_studies_named_in_a_list_are_both_listed(question: str) -> None:
    answer = await MILLS.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", {"Reed", "Sand"}), answer.text


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("is FENMILL longer than RIM-2", "Follow-up:"),
        ("was RIM-2 shorter than FENMILL?", "Follow-up:"),
        ("which is longer, FENMILL or RIM-2", "Follow-up:"),
        ("is FENMILL larger than RIM-2?", "Number studied:"),
        ("which was bigger, RIM-2 or FENMILL?", "Number studied:"),
    ],
)
async def test_two_studies_are_longer_by_their_follow_up_and_larger_by_whom_they_studied(
    question: str, row: str
) -> None:
    answer = await MILLS.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("comparison", {"Reed", "Sand"}), answer.text
    assert row in answer.text


@pytest.mark.parametrize(
    "question",
    ["is FENMILL longer than FENMILL", "is FENMILL longer than GRIND", "is GRIND larger than FENMILL", "is Reed longer than Sand"],
)  # fmt: skip
async def test_a_study_is_compared_with_another_that_is_here_alone(question: str) -> None:
    assert (await MILLS.ask(question, Context())).kind != "comparison"


async def test_two_studies_are_newer_by_their_dates() -> None:
    old = paper("Sand", "Wheels of iron: the RIM-2 cohort", "RIM-2 is a cohort of 40 wheels.", year=2012)
    mills = over(paper("Reed", "Old mills: the FENMILL trial", "In FENMILL 30 mills turned."), old)
    for question in ("is FENMILL newer than RIM-2", "which is older, FENMILL or RIM-2?"):
        answer = await mills.ask(question, Context())
        assert (answer.kind, set(answer.keys)) == ("record", {"Reed", "Sand"}), answer.text


async def test_two_papers_of_authors_are_longer_by_their_pages() -> None:
    answer = await MILLS.ask("is the Reed paper longer than the Sand paper", Context())
    assert answer.kind == "record"
