"""What a follow-up without a topic leads with: the sentence of the paper talked about that states what is asked for."""

from __future__ import annotations

import pytest

from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk

BUNS = paper(
    "Buns",
    "Breathing drills and snoring of bakers: a randomised trial",
    "Adherence to drills is low in most trades. We asked whether breathing drills calm snoring of bakers. Ninety bakers did the drills every"
    " evening or rested. Snoring fell by 21%. Bakers completed 64% of the drills. Seven bakers withdrew because of coughing."
    " Flour in the air caused most coughs. Families welcomed the quiet. Night bakers were not represented.",
    2021,
)
KILNS = paper("Kilns", "Kilns", "Kilns of Kent cracked early. Potters rebuilt four kilns.", 2020)
TOPIC = "breathing drills of bakers"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("did they stick to it", "Bakers completed 64% of the drills."),
        ("did they actually do it", "Bakers completed 64% of the drills."),
        ("compliance?", "Bakers completed 64% of the drills."),
        ("how many dropped out", "Seven bakers withdrew because of coughing."),
        ("did anyone give up", "Seven bakers withdrew because of coughing."),
        ("anyone quit", "Seven bakers withdrew because of coughing."),
        ("how many quit because of that", "Seven bakers withdrew because of coughing."),
        ("what causes it", "Flour in the air caused most coughs."),
        ("did people like it", "Families welcomed the quiet."),
        ("who wasn't included", "Night bakers were not represented."),
        ("who was left out of the trial", "Night bakers were not represented."),
        ("how many dropped out of the study", "Seven bakers withdrew because of coughing."),
    ],
)
async def test_a_result_that_states_what_is_asked_comes_first(question: str, said: str) -> None:
    _, answer = await talk(over(BUNS, KILNS), TOPIC, question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.quotes[0].text == said


async def test_how_a_thing_was_measured_is_told_by_no_result() -> None:
    hens = paper(
        "Hens",
        "Perches and calm of hens",
        "Perches may calm hens. Calm was measured with a pedometer on each leg. Hens with a perch took 310 steps and hens without 520. "
        "Calm of hens rose by 12% with the perches.",
        2022,
    )
    _, answer = await talk(over(hens, KILNS), "perches and calm of hens", "how did they measure it")
    assert answer.quotes[0].text == "Calm was measured with a pedometer on each leg."


async def test_what_differed_between_arms_is_told_by_what_compares_them() -> None:
    arms = BUNS.model_copy(
        update={
            "abstract": f"{BUNS.abstract} The bakers were put into arms by lot. Sleep did not differ between them."
        }
    )
    _, answer = await talk(over(arms, KILNS), TOPIC, "any difference between arms though?")
    assert answer.quotes[0].text == "Sleep did not differ between them."


async def test_what_stands_in_the_background_is_no_result() -> None:
    said = (
        "Background: Survival of eels was significantly lower in nets than in traps. Methods: We hung lamps on 90 nets with eels."
        " Results: Eels grew with lamps. Survival in spring was the same with lamps."
    )
    eels = paper("Eels", "Lamps on nets and eels", said, 2022)
    _, answer = await talk(over(eels, KILNS), "lamps on nets and eels", "so did more survive")
    assert answer.quotes[0].text == "Survival in spring was the same with lamps."


async def test_what_is_known_before_is_no_result_of_the_paper() -> None:
    before = BUNS.model_copy(
        update={"abstract": (BUNS.abstract or "").replace("Bakers completed 64% of the drills. ", "")}
    )
    _, answer = await talk(over(before, KILNS), TOPIC, "did they stick to it")
    assert answer.outcome is not Outcome.ANSWERED


async def test_a_topic_of_its_own_leads_as_before() -> None:
    _, answer = await talk(over(BUNS, KILNS), TOPIC, "did snoring stop")
    assert answer.quotes[0].text == "Snoring fell by 21%."


GATES = paper(
    "Gates",
    "Painted gates and sheep that stray: a trial on hill farms",
    "Sheep stray through open gates. Sixty farms had gates painted yellow or left bare. Wardens did not know which farms were painted."
    " Straying halved with paint. Paint failed on 6 of 30 farms (20%) within a year. Slope mattered more than the dog. Rain was not logged.",
    2022,
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("any drawbacks?", "Paint failed on 6 of 30 farms (20%) within a year."),
        ("what went wrong", "Paint failed on 6 of 30 farms (20%) within a year."),
        ("what mattered most", "Slope mattered more than the dog."),
        ("did anything help", "Straying halved with paint."),
        ("was it blinded", "Wardens did not know which farms were painted."),
    ],
)
async def test_a_judgement_asked_for_is_the_papers_own(question: str, said: str) -> None:
    _, answer = await talk(over(GATES, KILNS), "painted gates and straying sheep", question)
    assert answer.outcome is Outcome.ANSWERED
    assert answer.quotes[0].text == said


async def test_what_nobody_states_is_not_answered() -> None:
    """A design is stated, blinding is not."""
    _, answer = await talk(over(BUNS, KILNS), TOPIC, "was it blinded")
    assert answer.outcome is not Outcome.ANSWERED


async def test_how_come_asks_why() -> None:
    _, answer = await talk(over(BUNS, KILNS), TOPIC, "how come seven withdrew")
    assert answer.quotes[0].text == "Seven bakers withdrew because of coughing."
    assert not answer.not_said


async def test_who_was_kept_out_comes_before_other_limits() -> None:
    kept = paper(
        "Kept",
        "Felt soles and sleep of porters",
        "Porters wore felt soles. Sleep grew by 9 minutes. Noise was not measured. Porters with asthma were excluded.",
    )
    _, answer = await talk(over(kept, KILNS), "felt soles of porters", "who wasn't included?")
    assert answer.quotes[0].text == "Porters with asthma were excluded."


async def test_the_time_of_something_is_how_long_it_takes() -> None:
    walls = paper(
        "Walls",
        "Straw walls in old barns: two winters of warmth",
        "Straw walls were built in nine old barns. Drying of the walls took 11 weeks. Barns with straw walls were warmer.",
    )
    (answer,) = await talk(over(walls, KILNS), "straw walls drying time")
    assert answer.quotes[0].text == "Drying of the walls took 11 weeks."


@pytest.mark.parametrize("word", ["waht", "wich", "happend", "thsi"])
async def test_a_slip_in_a_word_of_asking_is_no_missing_topic(word: str) -> None:
    answer = (await talk(over(BUNS, KILNS), f"{word} of breathing drills of bakers"))[0]
    assert not answer.unknown_words
    assert answer.keys[:1] == ("Buns",)


async def test_beside_it_stand_only_sentences_that_report_it_too() -> None:
    _, answer = await talk(over(GATES, KILNS), "painted gates and straying sheep", "was it blinded")
    assert [quote.text for quote in answer.quotes] == ["Wardens did not know which farms were painted."]
    drug = paper(
        "Drug",
        "Oil of thyme for cough of singers: a trial",
        "Eighty singers took oil of thyme. Cough fell by 30%. Nausea occurred in 12% of singers. Rash was seen in 4%. Singers liked the smell.",
    )
    _, harms = await talk(over(drug, KILNS), "oil of thyme for cough", "side effects?")
    assert {quote.text for quote in harms.quotes} == {"Nausea occurred in 12% of singers.", "Rash was seen in 4%."}


@pytest.mark.parametrize("name", ["Ines", "INES", "ines"])
async def test_a_short_name_is_no_slip_in_a_word_of_asking(name: str) -> None:
    answer = (await talk(over(BUNS, KILNS), f"did {name} use breathing drills of bakers"))[0]
    assert name.casefold() in {word.casefold() for word in (*answer.unknown_words, *answer.not_said)}


_HEDGES = paper(
    "Hedges",
    "Laid hedges and voles of Devon: a cohort",
    "Laid hedges hide voles, and voles of laid hedges are fat. We counted voles of 31 laid hedges in Devon. Laid hedges had twice as many voles."
    " Eleven hedges were lost to follow-up. Voles were weighed by a warden who did not know the group. At two years 14 hedges remained.",
    2022,
)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("laid hedges voles lost to follow up",), "Eleven hedges were lost to follow-up."),
        (("laid hedges of Devon", "blinding?"), "Voles were weighed by a warden who did not know the group."),
    ],
)
async def test_an_attribute_beside_words_of_a_title_leads_with_the_sentence_that_reports_it(
    asked: tuple[str, ...], said: str
) -> None:
    last = (await talk(over(BUNS, KILNS, _HEDGES), *asked))[-1]
    assert last.outcome is Outcome.ANSWERED
    assert last.quotes[0].text == said, last.text


_PUMPS = paper(
    "Pumps",
    "Pumps and wells of Kano",
    "Pumps of Kano lift water. We saw 20 pumps. Pumps lifted 9 litres a minute.",
    2020,
)
_OWNERS = paper(
    "Owners",
    "What owners of wells would pay",
    "Owners of wells were asked. Of owners, 44% would agree to costs of £5,000.",
    2021,
)


async def test_it_is_led_by_no_sentence_of_another_paper() -> None:
    last = (await talk(over(_PUMPS, _OWNERS, KILNS), "what did pumps cost per well"))[-1]
    assert not (last.outcome is Outcome.ANSWERED and last.sure), last.text
