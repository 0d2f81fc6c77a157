"""Questions and follow-ups in the languages of Europe; their words that are spelt like English ones."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.message import languages
from bot.models import Context
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper, talk
from tests.bot.assistant.teahouse import nine

INDEX = nine()
NINE = Assistant(INDEX)


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("Wer hat das gemacht?", "who wrote it?"),
        ("Zitate bisher?", "citations ?"),
        ("Was sonst noch?", "what else?"),
    ],
)
def test_small_words_of_german_follow_ups_are_read(question: str, english: str) -> None:
    assert languages.load().english(question, "German", lambda _: False) == english


async def test_german_follow_ups_are_asked_of_the_paper_talked_about() -> None:
    first, author, women = await talk(NINE, "local control after TES", "Wer hat das gemacht?", "und bei Kindern?")
    assert author.keys == first.keys[:1]
    assert "Kang" in author.text
    assert women.keys == first.keys[:1]


async def test_japanese_follow_ups_are_asked_of_the_paper_talked_about() -> None:
    first, many = await talk(NINE, "local control after TES", "何人？")
    assert many.keys == first.keys[:1]
    assert "patients" in many.quotes[0].text


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("quanto dura il dolore dopo l'intervento?", "Italian"),
        ("quanto tempo depois da cirurgia?", "Portuguese"),
        ("hoeveel patiënten waren er in deze studie?", "Dutch"),
        ("ile lat mają pacjenci i czy ból jest mniejszy?", "Polish"),
    ],
)
def test_a_question_in_a_language_of_europe_is_recognised(question: str, language: str) -> None:
    assert languages.load().of(question, INDEX.is_word) == language


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("quien escribio el articulo sobre la ablacion", "quién escribió el artículo sobre la ablación"),
        ("welche studien ueber bestrahlung gibt es", "welche Studien über Bestrahlung gibt es"),
        ("les etudes publiees apres 2023", "les études publiées après 2023"),
    ],
)
async def test_words_without_their_accents_are_the_same_words(typed: str, whole: str) -> None:
    (bare,), (accented,) = await talk(NINE, typed), await talk(NINE, whole)
    assert bare.keys == accented.keys != ()


@pytest.mark.parametrize("english", ["revision surgery", "prevention of the difference", "donor como"])
def test_english_words_and_names_are_no_foreign_words_without_accents(english: str) -> None:
    assert languages.load().of(english, INDEX.is_word) is None


@pytest.mark.parametrize("word", ["Blutung?", "blutung", "saignement?", "sanguinamento", "hemorragia?"])
async def test_a_lone_foreign_word_that_no_paper_holds_is_no_follow_up(word: str) -> None:
    _, answer = await talk(NINE, "TES vs SABR complications", word)
    assert (answer.outcome, answer.read_with, answer.quotes) == (Outcome.NOTHING, None, ())


async def test_a_lone_foreign_word_that_the_papers_hold_is_one() -> None:
    first, second = await talk(NINE, "TES vs SABR complications", "Nebenwirkungen?")
    assert second.read_with == first.turn


@pytest.mark.parametrize(
    ("question", "language", "english"),
    [
        ("Wie viele Patienten hatten Nebenwirkungen?", "German", "how many patients had side effects?"),
        ("combien de patients ont eu un saignement ?", "French", "how many patients had a bleeding ?"),
        ("pourquoi la survie est-elle meilleure", "French", "why the survival"),
        ("¿Cuántos pacientes tuvieron complicaciones?", "Spanish", "how many patients had complications?"),
        ("¿Cuándo fue publicado el estudio?", "Spanish", "when was published the study?"),
        ("Quanti pazienti hanno avuto complicazioni?", "Italian", "how many patients had complications?"),
        ("Quali sono gli effetti collaterali?", "Italian", "what are the side effects?"),
        ("Perché la sopravvivenza è peggiore?", "Italian", "why the survival is worse?"),
    ],
)
def test_words_of_asking_are_read_in_four_languages(question: str, language: str, english: str) -> None:
    table = languages.load()
    assert table.of(question, INDEX.is_word) == language
    assert english in (table.english(question, language, lambda _: False) or "")


@pytest.mark.parametrize(
    ("question", "held_here", "not_held"),
    [
        ("mon pain est bon pour la survie ?", "survival", "pain"),
        ("Wie viele Sterbefälle gab es nach der Operation?", "deaths", "fell"),
        ("perché la media della sopravvivenza è male?", "survival", "male"),
        ("¿cuántos pacientes tienen dolor en el pie?", "pain", "pie"),
    ],
)
async def test_a_false_friend_is_not_said_to_be_held(question: str, held_here: str, not_held: str) -> None:
    men = paper(
        "men",
        "Pain and deaths of male men",
        "Pain fell. Survival of male men who ate pie was good, with few deaths.",
    )
    text = (await over(men, paper("b", "Bees", "Bees fly.")).ask(question, Context())).text
    said = text.partition("of your words they hold ")[2].partition(". I read it")[0]
    assert f"“{held_here}”" in said, text
    assert f"“{not_held}”" not in said


@pytest.mark.parametrize(
    "question",
    ["kyphoplasty plus cement", "main risk of pain", "comment on the pain", "dove survival", "fast rate"],
)
def test_english_words_that_another_language_has_are_english(question: str) -> None:
    assert languages.load().of(question, INDEX.is_word) is None


WALLS = paper("Nibs", "Stone walls and snails", "Snails hid in the rain, and came out at night.", 2016)
GAIT = paper(
    "Falk",
    "Gait and tremor",
    "Parkinson patients walked in 4 countries in 2019. A test of tremor was right in 93%.",
    2020,
)


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("und wann", "and when"),
        ("in welchen Ländern", "in which countries"),
        ("quels pays?", "which countries?"),
        ("y en qué años", "and in which years"),
        ("¿y qué países?", "and which countries?"),
        ("¿quién lo escribió?", "who wrote it?"),
    ],
)
async def test_a_few_words_of_another_language_go_on_from_a_paper(asked: str, read: str) -> None:
    *_, answer = await talk(over(GAIT, WALLS), "was a test of tremor in Parkinson patients right", asked)
    assert read in answer.text.replace("¿", "")
    assert {*answer.keys, *(one.key for one in answer.quotes)} == {GAIT.key}


async def test_a_word_joined_by_a_hyphen_is_two_if_only_these_are_here() -> None:
    *_, answer = await talk(over(GAIT, WALLS), "wie genau war der Parkinson-Test?")
    assert {one.key for one in answer.quotes} == {GAIT.key}


@pytest.mark.parametrize("asked", ["y did patients walk", "wen did patients walk"])
async def test_a_slip_in_an_english_question_is_still_mended(asked: str) -> None:
    *_, answer = await talk(over(GAIT, WALLS), asked)
    assert "in English" not in answer.text
