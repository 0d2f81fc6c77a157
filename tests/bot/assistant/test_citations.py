"""Papers named as they are cited, and nothing else, are listed: each of them, and no other of the same people and years."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import KANG, NINE, PARK, ask, talk
from tests.bot.assistant.teahouse import nine

RADES = next(paper.key for paper in nine().papers.values() if paper.authors[0].family == "Rades")
BOTH = (
    "{} 2023 {} 2024", "{} 2023, {} 2024", "{} 2023 and {} 2024", "{} 2023; {} 2024", "{} (2023) {} (2024)", "{} et al. 2023 {} et al. 2024",
    "{} et al., 2023; {} et al., 2024", "{} 2023\n{} 2024", "{} 2023 {} 2024?",
)  # fmt: skip


@pytest.mark.parametrize("said", BOTH)
@pytest.mark.parametrize(("other", "key"), [("Park", PARK), ("Rades", RADES)])
async def test_papers_named_alone_are_listed(said: str, other: str, key: str) -> None:
    for question in (said.format("Kang", other), said.format("Kang", other).lower()):
        (message,) = NINE.questions(question)
        answer = await ask(message)
        assert (answer.kind, answer.outcome, {*answer.keys}) == ("record", Outcome.ANSWERED, {KANG, key}), question


async def test_they_are_no_follow_up_and_what_comes_next_is_asked_of_them() -> None:
    _, listed, newer = await talk(
        NINE, "how long was follow-up in Kang", "Kang 2023 Rades 2024", "which is newer?"
    )
    assert listed.read_with is None
    assert {*listed.keys} == {KANG, RADES}
    assert RADES in newer.text


async def test_something_asked_of_papers_is_no_list() -> None:
    assert (await ask("compare Kang 2023 and Park 2024")).kind == "comparison"
    assert "2 papers so cited" not in (await ask("survival in Kang 2023 and Park 2024")).text
