"""What was asked before, asked of another author's paper: "and Okoye?"; and of a word that only another paper has."""

from __future__ import annotations

import pytest

from bot.models import Answer
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

_KILNS = paper(
    "Okoye",
    "Smoke from brick kilns around Lagos",
    "Brick kilns burn coal and wood. We measured soot at 31 kilns. Soot fell by 40% after a new chimney. Limitations: only the dry "
    "season was measured. The study was funded by the Lagos Clean Air Fund.",
    2019,
)
_STOVES = paper(
    "Brunner",
    "Clay stoves in mountain villages",
    "Clay stoves warm a house for a night. We visited 212 households. Firewood use fell by a third. Cooks rated the stoves with "
    "the HEARTH scale. Limitations: nobody weighed the ash. Funding came from the Alpine Energy Trust.",
    2021,
)
_GLASS = paper(
    "Ekdahl",
    "Window glass from recycled bottles",
    "Bottles are melted for windows. Eighteen panes were tested. Strength was 12% lower than that of new glass. Cracks were rare.",
)


async def _last(*asked: str) -> Answer:
    return (await talk(over(_KILNS, _STOVES, _GLASS), *asked))[-1]


@pytest.mark.parametrize(
    ("asked", "then", "holds"),
    [
        ("limitations of Okoye 2019", "and Brunner?", "nobody weighed the ash"),
        ("who funded Brunner", "what about Okoye et al.", "Lagos Clean Air Fund"),
        ("what was the sample size in Okoye et al. 2019?", "Brunner 2021?", "212 households"),
        ("who paid for the Lagos study", "and the Brunner paper?", "Alpine Energy Trust"),
    ],
)
async def test_another_author_is_asked_what_was_asked_of_the_one_before(asked: str, then: str, holds: str) -> None:
    answer = await _last(asked, then)
    assert answer.outcome is Outcome.ANSWERED
    assert holds in answer.quotes[0].text
    assert "Read after the last question, as “" in answer.text


async def test_a_third_author_is_asked_the_same_and_what_is_not_told_is_said_so() -> None:
    answer = await _last("limitations of Okoye 2019", "and Brunner?", "and Ekdahl?")
    assert answer.outcome is not Outcome.ANSWERED
    assert "Ekdahl" in answer.text
    assert "Brunner" not in answer.text


@pytest.mark.parametrize("asked", ["papers by Okoye", "hello", "soot"])
async def test_after_no_question_to_one_author_the_papers_are_listed(asked: str) -> None:
    answer = await _last(asked, "and Brunner?")
    assert "1 paper by Ada Brunner" in answer.text


async def test_a_word_that_only_another_paper_has_leaves_the_one_talked_about() -> None:
    answer = await _last("soot after a new chimney", "what does HEARTH measure")
    assert answer.quotes[0].key == _STOVES.key


async def test_they_need_not_be_known_where_a_topic_is_named() -> None:
    answer = await _last("do they show cracks")
    assert answer.outcome is Outcome.RELATED, "of what is not said, so nothing is sure"
    assert "Cracks were rare." in [quote.text for quote in answer.quotes]
