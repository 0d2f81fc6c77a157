"""A word of the papers' subject that may also be a kind of paper, a surname or a study's name is read so only with a sign of it."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk


def _paper(key: str, title: str, by: str, abstract: str, **more: str) -> Paper:
    given, family = by.split()
    author = Author(name=by, family=family, given=given)
    return Paper(source_id=key, title=title, abstract=abstract, year=2020, authors=(author,), **more)


LETTERS = over(  # a library on letters, rivers and rest; nothing in it is a letter to an editor
    _paper("post", "Letters to patients after clinic: a randomised trial", "Mina Rest",
           "We sent 300 patients a letter after each clinic. A letter in plain words was understood by 84% of patients. "
           "Patients who had a letter telephoned the clinic less often."),
    _paper("plain", "Plain words in clinic correspondence", "Otto Vale",
           "We compared each letter of 12 clinics with a list of plain words. Every third letter used a word that patients did not know."),
    _paper("bed", "Bed or walking after ankle sprain", "Lena Brook",
           "Rest in bed for three days was compared with early walking. Pain fell by half after rest in bed, and swelling was less with rest."),
    _paper("flood", "Floods of a small brook", "Ivo Marsh",
           "The brook rose by two metres in a night. Trout left the brook after the flood and came back in May."),
    _paper("old", "Care of nails: a letter to the editor", "Ada Hale", "Nails grow 3 mm a month.", type="Letter"),
    _paper("WADE", "The WADE-IN trial of cold water", "Tove Lind",
           "WADE-IN randomised 90 swimmers to cold water. Shivering was seen in 11 swimmers."),
    _paper("herons", "Feeding of herons", "Per Holt", "Herons wade for four hours a day. They wade longer in winter."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("how many patients understood the clinic letter", "84%"),
        ("does a letter in plain words help", "84%"),
        ("pain after rest in bed", "fell by half"),
        ("how far did the brook rise in a night", "two metres"),
        ("how long do herons wade", "four hours"),
        ("do they wade longer in winter", "longer in winter"),
    ],
)
async def test_a_word_of_the_subject_confines_nothing(question: str, says: str) -> None:
    (answer,) = await talk(LETTERS, question)
    assert says in answer.text


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("any letters?", ["old"]),
        ("list the letters", ["old"]),
        ("papers by Rest", ["post"]),
        ("papers by brook", ["bed"]),
        ("Brook et al. 2020", ["bed"]),
    ],
)
async def test_with_a_sign_it_is_a_kind_or_a_name(question: str, keys: list[str]) -> None:
    (answer,) = await talk(LETTERS, question)
    assert (answer.outcome, [*answer.keys]) == (Outcome.ANSWERED, keys)


@pytest.mark.parametrize(
    ("question", "key"),
    [("what did Rest find about plain words", "post"), ("how many swimmers shivered in WADE-IN", "WADE"),
     ("in the wade-in trial, how many shivered", "WADE"), ("brook's paper: pain after walking", "bed")],
)  # fmt: skip
async def test_a_name_with_a_sign_is_asked_alone(question: str, key: str) -> None:
    (answer,) = await talk(LETTERS, question)
    assert {quote.key for quote in answer.quotes} == {key}, answer.text


BREW = over(  # no record says what kind of paper it is
    _paper("one", "Tea tasting in small rooms", "Ann Orr", "Each tea review took nine minutes. Tasters wrote each review alone."),
    _paper("two", "Who writes tea reviews? Two million reviews of teas", "Bo Ulm", "A review of a tea had 40 words. Reviews on Mondays were shorter."),
    _paper("three", "Steeping: a systematic review", "Cy Ash", "We searched for studies of steeping and found 31."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("how long did a tea review take", "nine minutes"),
        ("how many words does a review of a tea have", "40 words"),
        ("should i write a review on a monday", "shorter"),
        ("how many reviews are shorter on mondays", "shorter"),
    ],
)
async def test_what_is_reviewed_is_no_kind_of_paper(question: str, says: str) -> None:
    (answer,) = await talk(BREW, question)
    assert says in answer.text


@pytest.mark.parametrize("question", ["any reviews?", "list the reviews", "which papers are reviews"])
async def test_of_titles_only_those_that_call_themselves_so_are_reviews(question: str) -> None:
    (answer,) = await talk(BREW, question)
    assert [*answer.keys] == ["three"], answer.text


async def test_a_search_of_named_papers_alone_is_said_in_words() -> None:
    told, wide = await talk(LETTERS, "what did Lind say about walking and swelling", "ask all papers")
    assert "Asked only of Lind 2020. “Ask all papers” looks in the others too." in told.text
    assert "swelling was less" in wide.text
    (plain,) = await talk(LETTERS, "walking and swelling")
    assert "Asked only" not in plain.text


async def test_nothing_of_the_turn_before_is_needed() -> None:
    answer = await LETTERS.ask("letters by Hale", Context())
    assert [*answer.keys] == ["old"]


SHIPS = over(
    _paper("lamp", "Waking by light: the SLOW-DAWN trial", "Ida Ng", "SLOW-DAWN woke 40 sailors by lamps. Sailors who woke by lamps were less tired."),
    _paper("fog", "Fog at sea", "Rolf Moe", "Ships were slow in fog. At dawn the fog was thickest, and 9 sailors slept."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "keys"), [("how many sailors in slow dawn", {"lamp"}), ("were ships slow in fog", {"fog"})]
)
async def test_the_name_of_a_study_may_be_typed_with_a_space(question: str, keys: set[str]) -> None:
    (answer,) = await talk(SHIPS, question)
    assert {quote.key for quote in answer.quotes} == keys, answer.text


async def test_a_word_alone_that_no_abstract_has_is_the_name() -> None:
    (answer,) = await talk(SHIPS, "ng")
    assert (answer.outcome, [*answer.keys]) == (Outcome.ANSWERED, ["lamp"]), answer.text


LIMBS = over(
    paper(
        "Ash",
        "Virtual reality for the arm after stroke",
        "We asked 40 people. Virtual reality (VR) did not help the arm.",
    ),
    paper("Oak", "Pain in the arm of swimmers", "We asked 90 swimmers. Pain was felt in the left arm by 30%."),
)
ARMS = over(
    paper("Elm", "A three-arm trial of lamps", "We randomised 90 people. Sleep was longer in the red arm."),
    paper("Yew", "Lamps at night", "We asked 40 people. Lamps kept 12 awake."),
)


@pytest.mark.parametrize("question", ["does VR help the arm", "VR for the arm", "pain of the arm"])
async def test_an_arm_is_one_of_a_body_where_titles_have_such(question: str) -> None:
    answer = await LIMBS.ask(question, Context())
    assert answer.quotes, answer.text


async def test_an_arm_of_a_trial_names_no_topic() -> None:
    answer = await ARMS.ask("does it help the arm", Context())
    assert answer.outcome is Outcome.HELP


async def test_a_thing_with_an_article_is_no_slip_for_an_author() -> None:
    herons = _paper("herons", "Feeding of herons", "Per Brandt", "Herons wade for four hours a day.")
    ants = _paper("ants", "Ants", "Ivo Marsh", "Ants walked 30 m.")
    _, thing, person = await talk(
        over(ants, herons), "how far do ants walk", "was the brand important", "who wrote the brandd paper"
    )
    assert "Brandt" not in thing.text
    assert person.keys == ("herons",)
