"""Each feature of the decision, reckoned by hand from what its name says, on papers written for it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.models import Paper
from index.finding.account import Account, account_of
from index.finding.candidates import ReadPaper
from index.finding.features import features
from index.library import LibraryIndex
from tests.index.test_decision import ANKLES, KNEES, WRISTS
from tests.libraries import indexed


def library(*papers: tuple[str, str]) -> LibraryIndex:
    made = tuple(Paper(source_id=str(n), title=title, abstract=text) for n, (title, text) in enumerate(papers))
    return indexed(*made)


LIMBS = library(
    ("Early walking after ankle fracture", ANKLES),
    ("Revision of knee arthroplasty", KNEES),
    ("Casting of wrist fractures in children", WRISTS),
)


def read(question: str, index: LibraryIndex = LIMBS) -> tuple[Account, Sequence[ReadPaper]]:
    query = index.reader.read(question)
    _, readings, chosen = asyncio.run(index.read(query))
    return account_of(readings, chosen, query), readings


def seen(question: str, index: LibraryIndex = LIMBS) -> dict[str, float]:
    return features(*read(question, index))


def worths(question: str, *words: str) -> list[float]:
    """What topic words weigh in a question: at least 0.35."""
    weights = {one.words: one.weight for one in LIMBS.reader.read(question).concepts}
    return [max(0.35, weights[word]) for word in words]


NOTHING_WRONG = dict.fromkeys(
    (
        "special",
        "unstated",
        "opening",
        "missing",
        "left out",
        "lay",
        "clipped",
        "name",
        "opposite",
        "topicless",
        "time",
        "unit",
        "alike",
        "apart",
        "uncounted",
        "unmeasured",
        "no share",
        "long",
    ),
    0.0,
)


def test_a_question_all_of_which_is_shown_lacks_nothing() -> None:
    account, readings = read("ankle fracture")
    found = features(account, readings)
    others = [one.strength for one in readings if one is not account.reading]
    assert found == pytest.approx(
        NOTHING_WRONG
        | {
            "bias": 1.0,
            "stated": 1.0,
            "rest": 1.0,
            "pairs": 1.0,
            "words": 2 / 12,
            "score": account.shown[0].score / 20,
            "strength": account.reading.strength,
            "lead": 1 - max(others) / account.reading.strength,
            "about": account.share(account.about),
        }
    )
    alone = features(account, [account.reading])
    assert alone["lead"] == 1.0  # no other paper has anything of it


def test_a_particular_attribute_that_no_sentence_states() -> None:
    assert seen("mortality after knee arthroplasty")["unstated"] == 1.0
    assert seen("was there a reason for revision of knee arthroplasty")["unstated"] == 0.0
    half = seen("what was the hazard ratio of obesity for knee arthroplasty revision")
    assert (half["special"], half["unstated"]) == (1.0, 0.5)  # revision is stated, the hazard ratio is not
    general = seen("how long were the ankle fracture patients followed")
    assert (general["special"], general["unstated"]) == (0.0, 0.0)


def test_a_topic_word_that_the_paper_lacks() -> None:
    question = "what dose of heparin was given after ankle fracture"
    found = seen(question)
    heparin, ankle, fracture = worths(question, "heparin", "ankle", "fracture")
    assert (found["opening"], found["missing"]) == (1.0, 0.5)
    assert found["left out"] == pytest.approx(heparin * (ankle + fracture) / (heparin + ankle + fracture))
    assert (found["uncounted"], found["unmeasured"], found["unit"], found["apart"]) == (1.0, 1.0, 0.0, 1.0)
    two = seen("heparin and warfarin after ankle fracture")
    three = seen("heparin, warfarin and aspirin after ankle fracture")
    assert two["missing"] == three["missing"] == 1.0  # two at most
    assert seen("ankle fracture and heparin")["opening"] == 0.0  # not the first


def test_what_is_asked_beside_what_the_paper_is_about() -> None:
    """The ankle fracture is in the title; of the rest, what a sentence shown has is the share of its weight."""
    question = "swelling and thrombosis after ankle fracture"
    account, readings = read(question)
    weights = {one.words: one.weight for one in account.query.concepts}
    assert "swelling" in account.shown[0].sentence.text
    assert features(account, readings)["rest"] == pytest.approx(
        weights["swelling"] / (weights["swelling"] + weights["thrombosis"])
    )


def with_credit(account: Account, readings: Sequence[ReadPaper], word: str, credit: float) -> dict[str, float]:
    """The features, as if the paper held just so much of a word: in its sentences and its name."""
    (at,) = [i for i, one in enumerate(account.query.concepts) if one.words == word]

    def put(row: tuple[float, ...]) -> tuple[float, ...]:
        return (*row[:at], credit, *row[at + 1 :])

    reading = account.reading
    lines = tuple(
        replace(one, credits=put(one.credits) if one.credits[at] else one.credits) for one in reading.candidates
    )
    shown = tuple(
        replace(one, credits=put(one.credits) if one.credits[at] else one.credits) for one in account.shown
    )
    changed = replace(reading, credits=put(reading.credits)).scored(lines)
    return features(
        Account(account.query, changed, shown), [changed if one is reading else one for one in readings]
    )


def test_part_of_a_word_is_there_from_three_tenths_on_and_the_word_from_half() -> None:
    account, readings = read("loosening and obesity in knee arthroplasty")
    assert with_credit(account, readings, "loosening", 0.3)["missing"] == 0.0
    assert with_credit(account, readings, "loosening", 0.29)["missing"] == 0.5
    assert with_credit(account, readings, "loosening", 0.5)["opening"] == 0.0
    assert with_credit(account, readings, "loosening", 0.49)["opening"] == 1.0


def test_a_figure_that_stands_apart_from_the_topic() -> None:
    """Words of the title, or of half the sentences, are apart from nothing; the rest must stand beside the figure."""
    beside = "what was the odds ratio of obesity for knee arthroplasty revision"
    account, readings = read(beside)
    assert features(account, readings)["apart"] == 0.0
    assert with_credit(account, readings, "obesity", 0.5)["apart"] == 0.0
    obesity, ratio = worths(beside, "obesity", "ratio")
    assert with_credit(account, readings, "obesity", 0.49)["apart"] == pytest.approx(obesity / (obesity + ratio))
    other = "what was the hazard ratio of obesity for knee arthroplasty revision"
    obesity, hazard = worths(other, "obesity", "hazard ratio")
    assert seen(other)["apart"] == pytest.approx(hazard / (obesity + hazard))
    assert seen("was obesity associated with revision")["apart"] == 0.0  # no figure is asked for
    assert seen("how many ankle fractures were there")["apart"] == 0.0  # all of it is in the title


def test_a_word_of_half_the_sentences_tells_none_of_them_apart() -> None:
    half = library(
        ("Mice", "Zinc was fed. Zinc was given twice. Weight rose by 4 g. Fur grew."), ("Rats", "Rats ate.")
    )
    less = library(
        ("Mice", "Zinc was fed. Zinc was given twice. Weight rose by 4 g. Fur grew. Ears grew."),
        ("Rats", "Rats ate."),
    )
    question = "how many grams of weight came with zinc"
    assert seen(question, half)["apart"] == 0.0
    assert seen(question, less)["apart"] > 0.0


def test_a_number_beside_a_word_asked_or_the_figure_of_an_attribute_counts() -> None:
    assert seen("how many knees had loosening")["uncounted"] == 0.0
    far = "The sensitivity of the dogs that had been trained by their keepers in the old barn was 0.81."
    dogs = library(("Dogs", f"Dogs were trained. {far}"), ("Cats", "Cats sleep."))
    account, readings = read("what was the mean sensitivity of dogs", dogs)
    assert account.shown[0].sentence.text == far
    assert not account.shown[0].counted  # the number is far from every word
    assert features(account, readings)["uncounted"] == 0.0
    costly = library(("Dogs", "The cost of dogs was high."), ("Cats", "Cats sleep."))
    assert seen("how much did the dogs cost", costly)["uncounted"] == 1.0  # their cost, and no number at all


def test_a_unit_a_time_and_a_share_that_stand_nowhere() -> None:
    assert seen("grip strength of casts in kilograms")["unit"] == 1.0
    assert seen("how many weeks was the cast worn by more than 90 children")["unit"] == 1.0  # a cut-off, too
    assert seen("walking at 40 days after ankle fracture")["time"] == 0.0
    assert seen("walking at 90 days after ankle fracture")["time"] == 1.0
    trained = library(("Dogs", "Dogs were trained by keepers."), ("Cats", "Cats sleep."))
    dogs = seen("what percentage of dogs were trained", trained)
    # no sentence has a figure at all
    assert (dogs["no share"], dogs["unstated"], dogs["apart"]) == (1.0, 0.0, 1.0)
    assert seen("what percentage of casts had refracture")["no share"] == 0.0


def test_short_words_that_nobody_writes() -> None:
    account, readings = read("ankle fracture zq")
    weights = [one.weight for one in account.query.concepts]
    assert features(account, readings)["clipped"] == pytest.approx(weights[2] / sum(weights))
    assert seen("ankle fracture zqvx")["clipped"] > 0.0
    assert seen("ankle fracture zqvxk")["clipped"] == 0.0


def test_words_that_people_write_and_the_field_does_not() -> None:
    """No abstract would have them; a name is no such word, and neither is one that is said."""
    question = "heparin after ankle fracture"
    account, readings = read(question)
    heparin, ankle, fracture = worths(question, "heparin", "ankle", "fracture")

    def lay(*words: str, text: str = question) -> float:
        concepts = tuple(replace(one, lay=one.words in words) for one in account.query.concepts)
        lay = replace(account, query=replace(account.query, concepts=concepts, text=text))
        return features(lay, readings)["lay"]

    assert lay() == lay("ankle") == 0.0
    assert lay("heparin") == lay("heparin", "ankle") == pytest.approx(heparin / (heparin + ankle + fracture))
    account, readings = read("ankle fracture and heparin")
    assert lay("heparin", text="ankle fracture and heparin") > 0.0
    assert lay("heparin", text="ankle fracture and Heparin") == 0.0


def test_a_word_of_asking_is_nothing_that_must_be_shown() -> None:
    found = seen("wound infection rate after ankle fracture")
    assert (found["rest"], found["opposite"]) == (1.0, 0.0)  # nowhere does it say "rate"
    assert seen("heparin after ankle fracture")["opposite"] == 0.0  # not said, and nothing shown excludes it


def test_a_long_question_counts_by_its_words_and_by_its_concepts_beyond_six() -> None:
    question = "swelling, wound infection, obesity, loosening, thrombosis and adults after ankle fracture"
    account, readings = read(question)
    found, many = features(account, readings), len(account.query.concepts)
    assert many == 9
    assert found["long"] == pytest.approx(account.reading.covered * (many - 6) / 6)
    assert found["words"] == 11 / 12
    account, readings = read(f"{question} of the leg in winter, spring, heparin, warfarin and aspirin")
    assert len(account.query.concepts) > 12
    assert features(account, readings)["words"] == 1.0
    assert features(account, readings)["long"] == account.reading.covered
    assert seen("ankle fracture")["long"] == 0.0


@pytest.mark.parametrize(
    ("question", "name", "found"),
    [
        ("did ankle fracture patients walk in Trondheim", "name", 1.0),
        ("did ankle fracture patients walk in trondheim", "name", 0.0),
        ("what was early", "topicless", 1.0),
        ("what was early after ankle fracture", "topicless", 0.0),
    ],
)
def test_names_and_questions_without_a_topic(question: str, name: str, found: float) -> None:
    assert seen(question)[name] == found


def test_a_topic_that_was_chosen_before_need_not_be_named_again() -> None:
    account, readings = read("what was early")
    assert features(account, readings)["topicless"] == 1.0
    within = replace(account.query, within=True)
    carried = replace(account.query, concepts=tuple(replace(one, carried=True) for one in account.query.concepts))
    for query in (within, carried):
        assert features(replace(account, query=query), readings)["topicless"] == 0.0


@pytest.mark.parametrize(
    "question",
    [
        "how long was the follow-up after ankle fracture?",
        "cost and dose of knee revision",
        "wrist casting in children",
    ],
)
def test_of_all_sentences_the_one_that_states_most_of_what_is_asked_counts(question: str) -> None:
    account, _ = read(question)
    shares = zip(map(account.stated_in, account.lines), account.complete, strict=True)
    assert account.stated == max(stated * whole for stated, whole in shares)


def test_a_number_in_words_counts_what_stands_beside_it() -> None:
    index = library(("Bridges", "Two lawyers rated each bridge. Bridges were old."))
    assert seen("how many lawyers rated the bridges", index)["uncounted"] == 0.0
    assert seen("how many painters rated the bridges", index)["uncounted"] == 1.0
    assert seen("how many bridges were old", index)["uncounted"] == 1.0
    asked = library(("Bridges", "We wrote to the owners of these bridges in all valleys; thirty answered."))
    assert seen("how many owners of bridges answered", asked)["uncounted"] == 0.0
    assert seen("how many owners of bridges fell", asked)["uncounted"] == 1.0
