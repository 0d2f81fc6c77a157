"""A study's name that is an author's, an everyday word or a word of asking: “HOPE”, “the START trial”."""

from __future__ import annotations

import pytest

from bot.assistant.besides import unreferenced
from bot.assistant.reading.called import study_of
from corpus.models import Author, Paper
from tests.bot.assistant.apiary import HEAT, HOTELS, VAPOUR, apiary
from tests.bot.assistant.conversations import over, talk

EARLY, LATE = "start", "bell"


def _library() -> tuple[Paper, ...]:
    return (
        Paper(
            source_id=EARLY,
            title="START: walking lessons after a fall",
            abstract="Falls are common. In START 212 people were given lessons. Falls were fewer by 18%. Lessons help.",
            authors=(Author(name="Ada Bell", family="Bell", given="Ada"),),
            year=2019,
        ),
        Paper(
            source_id=LATE,
            title="Bells and bicycles in a city",
            abstract="Riders start early. We counted 90 bells. Bells were heard by 71%.",
            authors=(Author(name="Bo Start", family="Start", given="Bo"),),
            year=2021,
        ),
    )


@pytest.mark.parametrize(
    "question",
    [
        "HOPE",
        "the HOPE trial",
        "hope trial results",
        "how many colonies were in HOPE",
        "when was HOPE published",
        "queen loss in HOPE",
    ],
)
async def test_a_name_in_capitals_is_the_study_and_not_the_author(question: str) -> None:
    (answer,) = await talk(apiary(), question)
    assert set(answer.keys) == {VAPOUR}, answer.text


@pytest.mark.parametrize("question", ["papers by Hope", "papers by HOPE", "Hope", "HOPE et al"])
async def test_an_author_is_still_named_as_one(question: str) -> None:
    (answer,) = await talk(apiary(), question)
    assert set(answer.keys) == {HOTELS, HEAT}, answer.text


async def test_a_year_says_which_is_meant() -> None:
    (answer,) = await talk(apiary(), "Hope 2020")
    assert set(answer.keys) == {HOTELS}


async def test_what_names_a_paper_for_a_command_names_the_study() -> None:
    found = await apiary().which("HOPE")
    assert found.one is not None
    assert found.one.key == VAPOUR
    assert {paper.key for paper in (await apiary().which("Hope")).papers} == {HOTELS, HEAT}


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("START", EARLY),
        ("the START trial", EARLY),
        ("the start trial", EARLY),
        ("tell me about START", EARLY),
        ("how many people were in START", EARLY),
        ("what did START find", EARLY),
        ("papers by Start", LATE),
        ("when did riders start", LATE),
    ],
)
async def test_a_word_of_asking_in_capitals_is_a_study(question: str, key: str) -> None:
    (answer,) = await talk(over(*_library()), question)
    assert set(answer.keys) == {key}, answer.text


async def test_two_studies_are_both_meant() -> None:
    other = Paper(
        source_id="rest", title="Rest after a fall (REST)", abstract="In REST 80 people rested.", year=2020
    )
    library = over(*_library(), other)
    (answer,) = await talk(library, "START or REST, how many people")
    assert set(answer.keys) == {EARLY, "rest"}
    (pair,) = await talk(library, "compare START and REST")
    assert (pair.kind, set(pair.keys)) == ("comparison", {EARLY, "rest"})


async def test_a_name_within_another_name_is_another_study() -> None:
    again = Paper(
        source_id="again", title="Running again", abstract="In the RESTART trial 50 people ran.", year=2018
    )
    rest = Paper(source_id="rest", title="Naps at noon", abstract="In the REST trial 30 people slept.", year=2018)
    (answer,) = await talk(over(*_library(), again, rest), "how many people were in REST")
    assert set(answer.keys) == {"rest"}, answer.text


async def test_a_question_that_is_shouted_names_nobody_by_its_capitals() -> None:
    (answer,) = await talk(over(*_library()), "WHEN DID RIDERS START")
    assert set(answer.keys) == {LATE}, answer.text


KITES, LATER, OTHER, MENDED = "kites", "later", "other", "mended"


def _kites() -> tuple[Paper, ...]:
    """A study with a hyphen in its name, a later paper on it, a notice, and a paper with a term of that form in its title."""
    return (
        Paper(
            source_id=KITES,
            title="Kite flying against boredom in lighthouse keepers: the KITE-4 randomised trial",
            abstract="We assigned 318 adults at lighthouses to a kite or a book. Two patients cut a thumb. Boredom fell by 22%"
            " with the kite. Kites relieve boredom.",
            authors=(Author(name="Ada Bell", family="Bell", given="Ada"),),
            year=2019,
        ),
        Paper(
            source_id=LATER,
            title="Kites in the attic three years on: a follow-up of KITE-4",
            abstract="We asked the participants of KITE-4 three years later. Of 318, 207 replied. A third still flew kites. Boredom"
            " had come back in 64%.",
            authors=(Author(name="Bo Start", family="Start", given="Bo"),),
            year=2022,
        ),
        Paper(
            source_id=MENDED,
            title="Correction to: Kite flying against boredom in lighthouse keepers: the KITE-4 randomised trial",
            year=2020,
        ),
        Paper(
            source_id=OTHER,
            title="IL-6: levels in keepers of lighthouses",
            abstract="Blood was drawn from 40 keepers. Levels of IL-6 were raised in 12.",
            year=2020,
        ),
        Paper(
            source_id="more",
            title="Sea air and inflammation",
            abstract="Sea air was breathed by 90 sailors. Their IL-6 was lower than ashore.",
            year=2021,
        ),
    )


@pytest.mark.parametrize(
    "question",
    [
        "KITE-4",
        "who wrote kite-4",
        "what did the KITE-4 trial find",
        "boredom in KITE-4",
        "authors of Kite-4",
        "KITE-4's findings",
        "KITE-4 2019",
    ],
)
async def test_a_name_with_a_hyphen_is_the_study(question: str) -> None:
    (answer,) = await talk(over(*_kites()), question)
    assert set(answer.keys) == {KITES}, answer.text


@pytest.mark.parametrize(
    "question", ["KITE-4 after three years", "who replied in kite-4", "did anybody still fly kites in KITE-4"]
)
async def test_what_only_a_later_paper_of_the_study_says_is_found_there(question: str) -> None:
    (answer,) = await talk(over(*_kites()), question)
    assert answer.keys[:1] == (LATER,), answer.text


async def test_a_term_with_a_hyphen_is_no_study() -> None:
    (answer,) = await talk(over(*_kites()), "IL-6 in sailors")
    assert answer.keys[:1] == ("more",), answer.text


@pytest.mark.parametrize(
    "question", ["how many pts in KITE-4", "how many patients were in KITE-4", "how many people in kite-4?"]
)
async def test_those_studied_are_counted_whatever_they_are_called(question: str) -> None:
    """Adults were studied; the two patients are those who were hurt."""
    (answer,) = await talk(over(*_kites()), question)
    assert answer.quotes[0].text.startswith("We assigned 318 adults"), answer.text


REFERENCE = "Bell A, Start B. Kite flying against boredom in lighthouse keepers: the KITE-4 randomised trial."


@pytest.mark.parametrize(
    "place", ["Journal of Towers. 2019.", "J Towers 2019;3(2):1-9.", "J. Tow. 2019 Mar 3", ""]
)
async def test_a_question_behind_a_pasted_reference_is_asked_of_its_paper(place: str) -> None:
    kites, *others = _kites()
    kites = kites.model_copy(
        update={
            "journal": "Journal of Towers",
            "authors": (*kites.authors, Author(name="Bo Start", family="Start", given="Bo")),
        }
    )
    (answer,) = await talk(over(kites, *others), f"{REFERENCE} {place} who cut a thumb")
    assert [quote.text for quote in answer.quotes][:1] == ["Two patients cut a thumb."], answer.text
    (alone,) = await talk(over(kites, *others), f"{REFERENCE} {place}")
    assert alone.keys == (KITES,)


def test_only_a_reference_is_taken_out() -> None:
    title = _kites()[0].title
    asked = f"what did they say in {title} about books"
    assert unreferenced(asked, _kites()) == asked
    assert unreferenced(f"Bell A. {title} 2019", _kites()) == f"summarise {KITES}"
    assert unreferenced(f"Bell A. {title}. 2019; was it cold?", _kites()) == f"{KITES} was it cold?"
    assert (
        unreferenced(f"Bell A, et al. {title}. 2019 Mar 3;3(2):1-9. 30-day boredom", _kites())
        == f"{KITES} 30-day boredom"
    )
    assert (
        unreferenced(f"Bell A. {title} 2019. 12 months on, was it cold", _kites())
        == f"{KITES} 12 months on, was it cold"
    )


async def test_the_beginning_of_a_title_names_it_however_plain() -> None:
    paper = Paper(
        source_id="plain",
        title="Every day counted: what keepers say",
        abstract="Keepers were asked. They count days.",
    )
    (answer,) = await talk(over(paper, *_kites()), "every day counted")
    assert answer.keys == ("plain",), answer.text


async def test_a_paper_without_an_abstract_does_not_hide_another_of_the_same_name() -> None:
    bare = Paper(source_id="bare", title="Fog lamps: an editorial")
    told = Paper(
        source_id="told", title="Fog lamps on low cliffs", abstract="We tried them on cliffs. Ships saw 7 of 9."
    )
    (answer,) = await talk(over(bare, told, *_kites()), "fog lamps")
    assert "told" in answer.keys, answer.text
    (answer,) = await talk(over(bare, *_kites()), "fog lamps")
    assert answer.keys == ("bare",), answer.text


@pytest.mark.parametrize(
    "question", ["papers about KITE-4", "which papers mention KITE-4", "how many papers are about KITE-4"]
)
async def test_papers_about_a_study_are_all_that_speak_of_it(question: str) -> None:
    """Not the whole library, as if nothing had been named."""
    (answer,) = await talk(over(*_kites()), question)
    assert set(answer.keys) == {KITES, LATER, MENDED}, answer.text


async def test_the_authors_of_a_study_are_not_those_of_the_library() -> None:
    (answer,) = await talk(over(*_kites()), "KITE-4's authors")
    assert "Ada Bell" in answer.text
    assert "Bo Start" not in answer.text


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("PLUM-19 is an infection of stone fruit.", False),
        ("PLUM-19 is a fever and was seen in nine trials.", False),
        ("PLUM-19 was a large open-label randomised trial.", True),
        ("PLUM-19 will recruit 90 keepers.", True),
    ],
)
def test_what_a_term_with_a_hyphen_is_said_to_be_tells_a_study(said: str, is_one: bool) -> None:
    """An infection is one, too ("COVID-19 is an infection"), and no study."""
    papers = (Paper(source_id="plum", title="Loneliness of keepers in PLUM-19 times", abstract=said),)
    assert bool(study_of("plum 19", papers)) == is_one


@pytest.mark.parametrize(
    "question", ["KITE-4", "what is KITE-4", "the KITE-4 trial", "KITE-4 results", "tell me about kite-4"]
)
async def test_the_name_alone_shows_the_abstract(question: str) -> None:
    (answer,) = await talk(over(*_kites()), question)
    shown = "".join(quote.text for quote in answer.quotes)
    assert shown.startswith("We assigned 318 adults"), answer.text
    assert "Kites relieve boredom" in shown
    (answer,) = await talk(apiary(), question.replace("KITE-4", "HOPE").replace("kite-4", "HOPE"))
    assert answer.quotes[0].text.startswith("Mites kill colonies"), answer.text
