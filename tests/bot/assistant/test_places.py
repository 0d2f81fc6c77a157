"""Where studies were done: a country is told by its states and cities, a region by its countries, and bodies and languages are none."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.reading.places import done_in
from bot.models import Context
from corpus.models import Paper
from index.models import Outcome
from tests.bot.assistant.conversations import talk
from tests.libraries import indexed


def _place(key: str, abstract: str, title: str = "Roofs", keywords: tuple[str, ...] = ()) -> Paper:
    return Paper(source_id=key, title=title, abstract=abstract, keywords=keywords)


ROOFS = Assistant(
    indexed(
        _place("prairie", "Hail was counted on 40 roofs in Saskatchewan. Most were whole."),
        _place("delta", "We visited 12 villages near Hanoi. Roofs leaked in 9."),
        _place("andes", "In Arequipa and Medellin we weighed 60 roofs. They were light."),
        _place("alps", "Snow lay on 90 roofs in central Austria. Roofs were not studied in Asia, and none was in Peru."),
        _place("dance", "Roofs were painted red.", title="Roofs of Kenyan schools"),
        _place("steppe", "Roofs were of felt.", keywords=("Mongolia", "felt")),
        _place("union", "Rules of the European Union were read. The work was funded by the Korean Society of Roofs."),
        _place("world", "Roofs differ.", title="Roofs of asbestos: a review of African studies"),
        _place("score", "Mood was rated with the Montreal Cognitive Assessment, by the Declaration of Helsinki."),
        _place("south", "Roofs in the south and the north of the town, and in East Street, were counted. America was not named."),
        _place("isles", "Roofs of slate were counted in Welsh villages.")
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers from canada", {"prairie"}),
        ("papers from north america", {"prairie"}),
        ("studies from asia", {"delta", "steppe"}),
        ("papers from southeast asia", {"delta"}),
        ("papers from vietnam", {"delta"}),
        ("papers from south america", {"andes"}),
        ("peruvian papers", {"andes"}),
        ("papers from latin america", {"andes"}),
        ("papers from europe", {"alps", "isles"}),
        ("papers from central europe", {"alps"}),
        ("studies from africa", {"dance", "world"}),
        ("papers from kenya", {"dance"}),
        ("articles done in kenya", {"dance"}),
        ("papers from the uk", {"isles"}),
        ("papers from the United Kingdom", {"isles"}),
        ("studies done in wales", {"isles"}),
    ],
)
async def test_a_country_is_told_by_its_parts_and_a_region_by_its_countries(question: str, keys: set[str]) -> None:
    answer = await ROOFS.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys), answer.text


@pytest.mark.parametrize(
    "question",
    ["papers from korea", "papers from finland", "papers from england", "papers from central america", "US studies", "papers from the us", "papers from the united states"],
)  # fmt: skip
async def test_bodies_tests_and_words_of_regions_are_no_places_of_study(question: str) -> None:
    answer = await ROOFS.ask(question, Context())
    assert (answer.outcome, answer.keys) == (Outcome.NOTHING, ()), answer.text


@pytest.mark.parametrize(
    ("title", "abstract", "country", "there"),
    [
        ("Worn roofs: the Korean Society of Roofing Multicenter Study (KSR 2022-02)", "Roofs wore.", "korea", True),
        ("Worn roofs", "Data of the Danish Roof Association registry were read.", "denmark", True),
        ("Worn roofs", "We used the Swedish National Council for Roofs and Walls cohort.", "sweden", True),
        ("Worn roofs", "Wear was rated by the American Society of Roofers score.", "the united states", False),
        ("Worn roofs", "The British Journal of Roofing Studies has four issues.", "the united kingdom", False),
        ("Worn roofs", "It follows the Danish Roof Society Study Group criteria.", "denmark", False),
        ("Worn roofs: guidelines of the Korean Society of Roofing", "A study of roofs.", "korea", False),
        ("Worn roofs", "Papers in the Danish language, and English-language papers, were read.", "denmark", False),
        ("Worn roofs", "Papers in the Danish language, and English-language papers, were read.", "england", False),
    ],
)  # fmt: skip
async def test_a_study_of_a_countrys_society_is_from_there_and_what_the_society_wrote_is_not(
    title: str, abstract: str, country: str, there: bool
) -> None:
    books = Assistant(indexed(_place("worn", abstract, title=title), _place("felt", "Felt was laid.")))
    answer = await books.ask(f"papers from {country}", Context())
    assert ("worn" in answer.keys) is there, answer.text


async def test_the_list_of_countries_and_papers_from_one_agree() -> None:
    told = await ROOFS.ask("which countries are covered", Context())
    assert [quote.key for quote in told.quotes] == ["prairie", "delta", "andes", "alps", "isles"]
    assert "A country stands in the title alone of 1 paper: Roofs of Kenyan schools (“Kenyan”)." in told.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("US studies", {"bakers"}),
        ("studies from the US", {"bakers"}),
        ("papers from the us", {"bakers"}),
        ("american papers", {"bakers"}),
        ("trials in canada", {"millers"}),
        ("canadian trials", {"millers"}),
        ("any north american trials?", {"millers"}),
        ("papers on flour from north america", {"millers"}),
    ],
)
async def test_the_states_and_trials_of_a_country_are_listed(question: str, keys: set[str]) -> None:
    mills = Assistant(
        indexed(
            _place("bakers", "We asked 60 bakers in the US. Ovens were hot."),
            _place("millers", "Flour was weighed in Alberta.", title="Flour: a randomised trial"),
            _place("sound", "Ultrasound (US) of the wrist was done by us.", title="Wrists: a randomised trial"),
        )
    )
    answer = await mills.ask(question, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys), answer.text


@pytest.mark.parametrize("question", ["was the wrist thicker in those from the US group", "data from the US arm"])
def test_a_group_of_a_trial_that_is_called_us_is_no_country(question: str) -> None:
    assert done_in(question) == question


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("studies outside the US", "studies not from United States"),
        ("papers from outside america", "papers not from america"),
        ("which were done outside of Asia", "which ones are not from Asia"),
        ("trials that were conducted outside of the UK?", "trials not from UK"),
        ("non-European trials", "trials not from European"),
        ("any non-US studies", "any studies not from United States"),
        ("what happened outside Europe", "what happened outside Europe"),
        ("roofs outside the town", "roofs outside the town"),
        ("bread in the US and in Kenya", "bread in the United States and in Kenya"),
        ("fares across the U.S., Peru and Chad", "fares across the United States, Peru and Chad"),
        ("wrists in the US and the CT scan", "wrists in the US and the CT scan"),
        ("wrists in the US group", "wrists in the US group"),
        ("non-slate studies", "non-slate studies"),
    ],
)
def test_a_place_is_asked_for_by_its_name(question: str, said: str) -> None:
    assert done_in(question) == said


async def test_studies_outside_a_region_are_listed() -> None:
    answer = await ROOFS.ask("studies outside of africa", Context())
    assert answer.kind == "record"
    assert {"dance", "world"}.isdisjoint(answer.keys)
    assert "prairie" in answer.keys


@pytest.mark.parametrize(
    ("title", "abstract", "first"),
    [
        (
            "Weights of goats",
            "Goats are most often kept in Kenya. We weighed 90 goats in Peru.",
            "We weighed 90 goats in Peru.",
        ),
        (
            "Weights of goats",
            "BACKGROUND: Goats are kept in Kenya, and were brought to Chad. METHODS: Goats in Peru were weighed.",
            "Goats in Peru were weighed.",
        ),
        (
            "Weights of goats in Nepal",
            "Most herds stand in Kenya. We asked herders from Chad. All goats of Nepal were weighed.",
            "All goats of Nepal were weighed.",
        ),
        (
            "Weights of goats",
            "Goats are most often kept in Kenya. They were weighed.",
            "Goats are most often kept in Kenya.",
        ),
    ],
)
async def test_where_a_study_was_done_stands_before_where_else_such_things_are(
    title: str, abstract: str, first: str
) -> None:
    goats = Paper(source_id="w", title=title, abstract=abstract)
    answer = await Assistant(indexed(goats)).ask("where was the goats study done", Context())
    assert answer.quotes[0].text == first


async def test_which_country_is_said_not_to_be_there() -> None:
    answer = (await talk(ROOFS, "how was mood rated", "which country was it?"))[-1]
    assert (answer.outcome, answer.quotes) == (Outcome.NOTHING, ())
    assert "names no country" in answer.text


FOLK = Assistant(
    indexed(
        _place("sauna", "We asked 300 Finns how they heat. Most were content."),
        _place("tram", "Trams were taken daily by 90 Estonians."),
        _place("ferry", "Ferries carried 40 Italian families."),
        _place("north", "The ice between the poles was measured."),
    )
)


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("papers from finland", {"sauna"}),
        ("studies of finns", {"sauna"}),
        ("articles from Estonia", {"tram"}),
        ("papers on Italians", {"ferry"}),
        ("papers about poles", {"north"}),
    ],
)
async def test_those_who_live_in_a_country_name_it_in_papers_and_questions(question: str, keys: set[str]) -> None:
    answer = await FOLK.ask(question, Context())
    assert set(answer.keys) == keys, answer.text


@pytest.mark.parametrize(
    "question",
    [
        "articles in Finnish",
        "anything written in Italian?",
        "are they in English",
        "studies published in Hungarian please",
        "is any of them in Italian",
        "what languages are these articles in",
    ],
)
async def test_a_language_is_no_country_and_stands_in_no_record(question: str) -> None:
    answer = await FOLK.ask(question, Context())
    assert (answer.outcome, answer.keys) == (Outcome.NOTHING, ()), answer.text
    assert "do not give the language" in answer.text


async def test_people_who_speak_a_language_are_those_of_its_country() -> None:
    answer = await FOLK.ask("trials in Italian families", Context())
    assert "ferry" in answer.keys, answer.text
