"""A topic that stands in a title and in no abstract: the paper so titled is meant, and none with a word that is only near."""

from __future__ import annotations

import pytest

from bot.models import Answer
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk

_FUNGI = Paper(
    source_id="fungi",
    title="Straw as bedding for oyster mushrooms",
    abstract="Waste straw is burnt in many valleys. Pleurotus ostreatus was grown on forty bales. Each bale gave 3.1 kg of fruiting bodies.",
)
_SACKS = Paper(
    source_id="sacks",
    title="Grain in jute sacks and in steel bins",
    abstract="We stored rye for a year. Mould grew in 12 of 40 sacks. Weevils were found in two bins. Weight fell by 2%.",
)
_LAMPS = Paper(
    source_id="lamps",
    title="Artificial light at night and the moths of hedges",
    abstract="Amber lamps drew 120 moths an hour and white ones 410. Hedges without light had 35. Bats followed the moths.",
)
_MILLS = Paper(
    source_id="mills",
    title="Watermills of the upper Drava",
    abstract="Of 61 mills four still turn. Their owners are over seventy. Flour is sold at the door.",
)


async def _last(*asked: str) -> Answer:
    return (await talk(over(_FUNGI, _SACKS, _LAMPS, _MILLS), *asked))[-1]


@pytest.mark.parametrize("asked", ["mushrooms", "oyster mushrooms?", "what about mushrooms"])
async def test_it_is_shown_whole(asked: str) -> None:
    answer = await _last(asked)
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, (_FUNGI.key,))


async def test_it_is_shown_after_another_paper() -> None:
    answer = await _last("how many sacks had mould", "and mushrooms?")
    assert answer.keys == (_FUNGI.key,)


async def test_a_topic_of_the_paper_talked_about_stays_there() -> None:
    answer = await _last("how much did the straw bales give", "and mushrooms?")
    assert answer.keys == (_FUNGI.key,)
    assert answer.quotes


@pytest.mark.parametrize("before", [(), ("how many sacks had mould",)])
async def test_an_everyday_word_of_a_title_finds_its_paper_where_another_word_is_in_no_paper(
    before: tuple[str, ...],
) -> None:
    answer = await _last(*before, "and street lights?")
    assert (answer.outcome, answer.keys[:1]) == (Outcome.RELATED, (_LAMPS.key,))
    assert "No abstract here has “street”" in answer.text


_KIDS = Paper(
    source_id="kids",
    title="Children and sleep in noisy flats",
    abstract="Flats near roads are loud. Children in loud flats slept 40 minutes less. Their parents slept as long as others.",
)
_ADULTS = Paper(
    source_id="adults",
    title="Snoring of lorry drivers",
    abstract="Lorry drivers were asked about snoring. Half of them snored. Their children were not asked.",
)


@pytest.mark.parametrize("asked", ["children", "kids?", "what about children"])
async def test_an_attribute_of_any_study_is_a_topic_where_a_paper_is_titled_by_it(asked: str) -> None:
    answer = (await talk(over(_KIDS, _ADULTS, _MILLS), asked))[0]
    assert (answer.outcome, answer.keys[:1]) == (Outcome.ANSWERED, (_KIDS.key,))


async def test_it_is_none_where_no_title_has_it() -> None:
    answer = (await talk(over(_ADULTS, _MILLS), "children"))[0]
    assert answer.outcome is not Outcome.ANSWERED


_LETTERS = Paper(
    source_id="letters",
    title="“Waiting for the next one”: letters from a lighthouse",
    abstract="Keepers wrote to their families. Of 212 letters 40 spoke of fear, and few of food.",
)


@pytest.mark.parametrize(
    "asked", ["waiting for the next one", "“Waiting for the next one”", "Waiting for the next one?"]
)
async def test_a_title_of_everyday_words_is_the_papers_name(asked: str) -> None:
    answer = (await talk(over(_LETTERS, _ADULTS, _MILLS), "how many mills still turn", asked))[1]
    assert (answer.outcome, answer.kind, answer.keys) == (Outcome.ANSWERED, "summary", (_LETTERS.key,))


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("sleep of children in noisy flats", True),
        ("noisy flats and children", True),
    ],
)
async def test_what_says_no_more_than_a_title_is_answered_by_its_paper(asked: str, answered: bool) -> None:
    answer = (await talk(over(_KIDS, _ADULTS, _MILLS), asked))[0]
    assert (answer.outcome is Outcome.ANSWERED and answer.sure) == answered
