"""Short questions after a paper: which are asked of it, which say themselves what "it" is, and which words name no other paper."""

from __future__ import annotations

import pytest

from bot.models import Answer
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import NINE, over, paper, talk

_NETS = Paper(
    source_id="nets",
    title="Bed nets and malaria in fishing villages",
    abstract="Nets were given to 640 fishers. Malaria fell by 31%. One in five did not finish the year of the study. "
    "In obese fishers nets tore and malaria did not change.",
)
_PHONES = Paper(
    source_id="phones",
    title="Phone calls to overweight people in towns",
    abstract="We called 90 people each week. Calls were dropped in 17% of weeks. Weight did not change; boxes of 5-10 kg were posted.",
)
_SHEEP = Paper(
    source_id="sheep",
    title="Fencing out sheep on peat",
    abstract="Sheep were kept off nine slopes for ten years. Bare peat fell from 62% to 44%. Fences were mended each spring.",
)


async def _last(*asked: str) -> Answer:
    return (await talk(over(_NETS, _PHONES, _SHEEP), *asked))[-1]


@pytest.mark.parametrize("asked", ["dropouts", "attrition?", "any dropouts"])
async def test_what_any_study_may_tell_is_asked_of_the_paper_talked_about(asked: str) -> None:
    answer = await _last("do bed nets cut malaria", asked)
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, (_NETS.key,))
    assert "did not finish" in answer.quotes[0].text


@pytest.mark.parametrize("asked", ["does it work in obese people", "do they really work in obese fishers"])
async def test_whether_it_works_names_no_work_of_another(asked: str) -> None:
    answer = await _last("bed nets against malaria", asked)
    assert answer.keys[:1] == (_NETS.key,)


@pytest.mark.parametrize(
    "asked", ["what works for malaria", "what works best against malaria", "what helps against malaria"]
)
async def test_what_helps_against_something_is_no_list_of_works(asked: str) -> None:
    answer = await _last(asked)
    assert (answer.kind, answer.keys[:1]) == ("content", (_NETS.key,))


async def test_a_sentence_that_states_no_effect_says_for_sure_of_nothing_that_it_helps() -> None:
    (answer,) = await talk(NINE, "what helps against pain after spine metastases?")
    assert not answer.sure
    assert "the effect" in answer.text


@pytest.mark.parametrize(
    "asked", ["keeping sheep off does it work", "sheep off the slopes do they stop bare peat"]
)
async def test_what_it_is_may_stand_before_it_in_the_same_question(asked: str) -> None:
    answer = await _last(asked)
    assert (answer.outcome, answer.keys[:1]) == (Outcome.ANSWERED, (_SHEEP.key,))


async def test_a_figure_of_one_kind_is_no_word_of_a_longer_name() -> None:
    answer = await _last("weight loss")
    assert answer.outcome is not Outcome.ANSWERED


@pytest.mark.parametrize("asked", ["is that a lot", "how bad is that?", "that's high, no?", "is it normal"])
async def test_whether_a_figure_is_much_shows_it_where_it_stands(asked: str) -> None:
    answer = await _last("do bed nets cut malaria", asked)
    assert (answer.kind, answer.keys[:1]) == ("context", (_NETS.key,))
    assert "fell by 31%" in answer.text
    assert "do not say" not in answer.text


@pytest.mark.parametrize("asked", ["is it good in obese people", "how much is it", "is that so for obese fishers"])
async def test_what_a_paper_may_tell_is_no_such_question(asked: str) -> None:
    assert (await _last("do bed nets cut malaria", asked)).kind != "context"


@pytest.mark.parametrize("asked", ["what's in here anyway", "what is in this library then?"])
async def test_what_a_library_holds_is_told_after_a_paper_too(asked: str) -> None:
    answer = await _last("do bed nets cut malaria", asked)
    assert (answer.outcome, "This library holds 3 papers" in answer.text) == (Outcome.HELP, True)


async def test_a_when_that_asks_for_no_time_is_no_question_for_a_date() -> None:
    answer = await _last("phone calls to overweight people", "and when nobody says anything")
    assert "published" not in answer.text


async def test_what_asks_for_itself_takes_no_kind_from_the_question_before() -> None:
    pears = Paper(
        source_id="pears",
        title="Pears and drought in Skåne",
        abstract="Pears were watered for 40 days. Wild pear trees did badly. In total 61 pear trees stood dry for 12 days.",
    )
    *_, answer = await talk(over(pears, _SHEEP), "how long were pears watered", "which trees did badly")
    assert answer.quotes[0].text == "Wild pear trees did badly.", answer.text


@pytest.mark.parametrize("asked", ["where was this", "country?", "and the country"])
async def test_where_it_was_is_a_country_of_its_title_if_no_sentence_names_one(asked: str) -> None:
    figs = paper(
        "Amir",
        "Figs and wasps in southern Israel",
        "We watched figs at one university centre. Wasps came to 41% of the figs in autumn.",
    )
    *_, answer = await talk(over(figs, _SHEEP), "how many figs had wasps", asked)
    assert "Israel" in answer.text


@pytest.mark.parametrize("asked", ["country?", "setting?"])
async def test_a_hospital_in_which_people_died_is_no_country(asked: str) -> None:
    ward = paper(
        "Holt",
        "Light and deep sleep",
        "Sleep was light in 40 people. Two deaths in hospital came after deep sleep.",
    )
    answer = await talk(over(ward, _SHEEP), "how many slept lightly", asked)
    assert not (answer[-1].answered and answer[-1].sure), answer[-1].text
    assert f"“{asked}”" not in answer[-1].text
