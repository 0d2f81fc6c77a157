"""Words that exclude one another, and words that stand near everything."""

from __future__ import annotations

import asyncio

import pytest

from index.finding.account import account_of
from index.finding.features import features
from index.questions import reader
from index.terms import lexicon
from index.terms.analyzer import Analyzer
from tests.libraries import indexed

GIRLS = (
    "We followed pupils in forty schools. Among girls the ban on phones raised marks by 4 points. Patients of the school nurse were few. "
    "Immobile devices stayed allowed, and smartphones were kept at home."
)


SCHOOLS = indexed(GIRLS, "Kelp forests shelter urchins. Otters eat them.")


def seen(question: str) -> dict[str, float]:
    query = SCHOOLS.reader.read(question)
    _, readings, chosen = asyncio.run(SCHOOLS.read(query))
    return features(account_of(readings, chosen, query), readings)


def near(word: str) -> dict[str, float]:
    (concept,) = SCHOOLS.reader.read(word).concepts
    return {close.word: close.credit for close in concept.close}


def test_what_excludes_a_word_stands_near_it_for_nothing() -> None:
    assert "girls" not in near("boys")
    assert "immobile" not in near("mobile")
    assert "smartphone" in near("mobile")


def test_two_of_a_kind_are_not_each_other() -> None:
    farm = indexed(
        "Corn and sheep were sold by adults in a watered, warm valley.", "Kelp forests shelter urchins."
    )
    for word, other in (
        ("wheat", "corn"),
        ("goats", "sheep"),
        ("teenagers", "adults"),
        ("dry", "watered"),
        ("cold", "warm"),
    ):
        (concept,) = farm.reader.read(word).concepts
        assert other not in {close.word for close in concept.close}, word
    (maize,) = farm.reader.read("maize").concepts
    assert "corn" in {close.word for close in maize.close}


def test_a_number_stands_for_no_other_and_for_no_word() -> None:
    counted = indexed("Twelve of forty schools were old; age was seventeen.", "Kelp forests shelter urchins.")
    for word in ("six", "twenty", "age", "teen"):
        (concept,) = counted.reader.read(word).concepts
        assert not {"twelve", "forty", "seventeen"} & {close.word for close in concept.close}, word


def test_the_young_are_not_the_older() -> None:
    ages = indexed("Older adults slept less; younger ones more. Seniors napped.", "Kelp forests shelter urchins.")
    (young,), (old,) = ages.reader.read("young").concepts, ages.reader.read("old").concepts
    assert "older" not in {close.word for close in young.close}
    assert "younger" not in {close.word for close in old.close}


def test_a_part_of_a_thing_does_not_exclude_it() -> None:
    analyzer = Analyzer()
    excluded = lexicon.load(analyzer).opposites(analyzer.term("arithmetic"))
    assert analyzer.term("reading") in excluded
    assert analyzer.term("mathematics") not in excluded


def test_the_decision_sees_that_the_other_group_is_meant() -> None:
    assert seen("marks of boys after the ban on phones")["opposite"] == 1.0
    assert seen("marks of girls after the ban on phones")["opposite"] == 0.0


def test_a_word_that_is_everywhere_says_little_by_being_near(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (*(f"Pain was seen in patients of ward {n}." for n in range(6)), "Hurting was rare in patients.")
    (concept,) = indexed(*texts).reader.read("agony").concepts
    credits = {close.word: close.credit for close in concept.close}
    monkeypatch.setattr(reader, "SPECIFIC", 1e-9)
    (whole,) = indexed(*texts).reader.read("agony").concepts
    full = {close.word: close.credit for close in whole.close}
    assert credits["hurts"] == full["hurts"]
    assert credits["pain"] < full["pain"]


def test_no_word_stands_for_one_that_excludes_it_though_a_third_stands_for_both() -> None:
    table = lexicon.load(analyzer := Analyzer())
    male, female, sex = (analyzer.phrase(word) for word in ("male", "female", "sex"))
    assert female not in table.synonyms(male)
    assert male not in table.synonyms(female)
    assert {male, female} <= {*table.synonyms(sex)}
