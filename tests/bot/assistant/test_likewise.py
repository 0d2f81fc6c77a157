"""What was asked before, asked of another subject: "and the ferries?"."""

from __future__ import annotations

import pytest

from bot.models import Answer, Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, talk

_FERRIES = Paper(
    source_id="ferries",
    title="New electric ferries on the Sognefjord: energy and fares",
    year=2021,
    abstract="Ferries cross the fjord every hour. We followed four electric ferries for two years. Each crossing cost 41 euros, a third "
    "less than with diesel. Noise on deck fell by 9 dB. Passengers were not asked. The study was funded by the Fjord Counties.",
)
_TRAMS = Paper(
    source_id="trams",
    title="New night trams in Graz and the taxis they replaced",
    year=2019,
    abstract="Night trams run at weekends. We counted passengers of six lines in 2017. A night of service cost 2,300 euros. Taxi journeys "
    "fell by 18%. Drivers reported two assaults. Funding came from the Styrian Mobility Fund.",
)
_SHELTERS = Paper(
    source_id="shelters",
    title="Bus shelters with green roofs",
    year=2020,
    abstract="Green roofs hold water. Nineteen shelters were planted with stonecrop. Runoff fell by 44%. Bees were seen on all of them.",
)


async def _last(*asked: str) -> Answer:
    return (await talk(over(_FERRIES, _TRAMS, _SHELTERS), *asked))[-1]


@pytest.mark.parametrize(
    ("asked", "then", "holds"),
    [
        ("how much did the electric ferries cost", "and the night trams?", "2,300 euros"),
        ("what does a night of trams cost", "same for the ferries", "41 euros"),
        ("who paid for the ferries", "and the trams", "Styrian Mobility Fund"),
        ("who funded the study of the night trams", "what about the electric ferries", "Fjord Counties"),
    ],
)
async def test_a_subject_alone_is_asked_what_was_asked_of_the_one_before(
    asked: str, then: str, holds: str
) -> None:
    answer = await _last(asked, then)
    assert answer.outcome is Outcome.ANSWERED
    assert holds in answer.quotes[0].text
    assert "Read after the last question, as “" in answer.text


async def test_it_goes_on_with_a_third_subject() -> None:
    answer = await _last("who paid for the ferries", "and the trams", "and the ferries")
    assert "Fjord Counties" in answer.quotes[0].text


async def test_what_the_other_paper_does_not_tell_is_declined_and_no_answer_is_shown_for_it() -> None:
    answer = await _last("how much did the electric ferries cost", "and the green roofs?")
    assert answer.outcome is not Outcome.ANSWERED or not answer.sure
    assert {quote.key for quote in answer.quotes} <= {"shelters"}


async def test_a_record_is_asked_of_another_paper_too() -> None:
    answer = await _last("when was the paper on ferries published", "and the one on green roofs?")
    assert answer.kind == "record"
    assert "2020" in answer.text


@pytest.mark.parametrize(
    "then",
    ["and the noise on deck?", "what about passengers", "how did night trams do", "and what did trams cost"],
)
async def test_words_of_the_same_paper_and_whole_questions_are_no_other_subject(then: str) -> None:
    answer = await _last("how much did the electric ferries cost", then)
    assert ", as “" not in answer.text


@pytest.mark.parametrize(
    ("asked", "then", "read"),
    [
        ("what did the new electric ferries cost", "and the night trams?", "what did the night trams cost"),
        ("who paid for the new trams", "and the electric ferries?", "who paid for the electric ferries"),
    ],
)
async def test_lighter_words_of_the_name_go_with_it(asked: str, then: str, read: str) -> None:
    assert f"as “{read}”" in (await _last(asked, then)).text


async def test_what_is_left_of_a_question_without_its_thing_is_not_asked() -> None:
    answer = await _last("how many taxi journeys of trams", "and the electric ferries?")
    assert ", as “" not in answer.text  # "how many electric ferries" is another question


async def test_the_limits_of_the_conversation_stay() -> None:
    answer = await _last("only papers since 2020", "who paid for the ferries", "and the night trams?")
    assert "trams" not in {quote.key for quote in answer.quotes}


async def test_who_wants_no_words_kept_gets_none_repeated() -> None:
    assistant = over(_FERRIES, _TRAMS, _SHELTERS)
    first = await assistant.ask("who paid for the ferries", Context())
    answer = await assistant.ask("and the trams", Context(previous=first.turn, withheld="choice"))
    assert "Styrian Mobility Fund" in answer.quotes[0].text
    assert ", as “" not in answer.text


async def test_a_paper_that_left_the_library_since_is_no_trouble() -> None:
    first = await over(_FERRIES, _TRAMS, _SHELTERS).ask("who paid for the ferries", Context())
    answer = await over(_TRAMS, _SHELTERS).ask("and the trams", Context(previous=first.turn))
    assert {quote.key for quote in answer.quotes} <= {"trams"}


_NORDIC = (
    Paper(
        source_id="trout",
        title="Trout ladders in Danish streams: a controlled trial",
        year=2018,
        abstract="Background: Weirs stop trout. Results: Trout passed 41% of ladders. They were followed for 28 days. Limitations: Eels were not caught.",
    ),
    Paper(
        source_id="salmon",
        title="Salmon lifts in Swedish rivers",
        year=2016,
        abstract="Background: Dams stop salmon. Results: Salmon took the lift in 8 of 10 rivers. They were followed for three years. Limitations: Tags fell off.",
    ),
    Paper(
        source_id="eels",
        title="Eel mats in Belgium",
        year=2014,
        abstract="Background: Eels climb. Results: Eels climbed mats at night. They were followed for six weeks. Limitations: Floods tore two mats away.",
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "then", "holds"),
    [
        ("how long were they followed in the Swedish one", "the danish one?", "28 days"),
        ("limitations of the danish one", "of the swedish one", "Tags fell off."),
        ("limitations of the danish one", "of the belgian one", "Floods tore two mats away."),
        ("limitations of the Swedish study", "and the Danish one", "Eels were not caught."),
        ("limitations of the Swedish study", "and of the Danish", "Eels were not caught."),
        ("how long were trout followed", "and in the swedish one", "three years"),
        ("how long were trout followed", "the belgian one?", "six weeks"),
    ],
)
async def test_another_paper_told_by_one_word_is_asked_what_was_asked_of_the_one_before(
    asked: str, then: str, holds: str
) -> None:
    answer = (await talk(over(*_NORDIC), asked, then))[-1]
    assert answer.outcome is Outcome.ANSWERED
    assert holds in answer.quotes[0].text, answer.text


@pytest.mark.parametrize(
    "then", ["the second one", "the newest one", "the other one?", "the long one", "the same one"]
)
async def test_a_place_or_an_end_is_no_other_paper_told_by_a_word(then: str) -> None:
    answer = (await talk(over(*_NORDIC), "how long were trout followed", then))[-1]
    assert "Read after the last question, as" not in answer.text


@pytest.mark.parametrize("sign", ["\\1", "\\g<9>", "\\q", "\\"])
async def test_signs_in_a_subject_are_no_pattern(sign: str) -> None:
    for then in (f"and the {sign} night trams?", f"what about {sign} trams", f"same for the {sign} one"):
        for asked in ("how much did it cost", "who paid for them", "what did the ferries study cost"):
            assert (await _last("electric ferries", asked, then)).text


_LIGHTHOUSES = Paper(
    source_id="lamps",
    title="Keepers of lighthouses and their sleep",
    year=2018,
    abstract="We asked 64 keepers in Norway how they slept. Half woke twice a night.",
)
_PILOTS = Paper(
    source_id="pilots",
    title="Harbour pilots at night",
    year=2016,
    abstract="We rode with 31 pilots in Chile. Most drank coffee after two o'clock.",
)


@pytest.mark.parametrize("then", ["and in chile?", "what about Chile", "Same for Chile?", "and chile"])
async def test_a_country_is_no_thing_that_is_counted(then: str) -> None:
    answer = (await talk(over(_LIGHTHOUSES, _PILOTS), "how many keepers were asked", then))[-1]
    assert "many chile" not in answer.text.casefold()
    assert "number of chile" not in answer.text.casefold()
    assert answer.quotes[0].text == "We rode with 31 pilots in Chile."
