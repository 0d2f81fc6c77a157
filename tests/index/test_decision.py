"""Which sentences are shown and whether they count as an answer, on a small library written for it."""

from __future__ import annotations

import asyncio

import pytest

from corpus.models import Paper
from index.finding.account import account_of
from index.finding.evidence import choosing
from index.finding.features import features
from index.finding.outcome import DECISION, FOLLOWING
from index.library import LibraryIndex
from index.models import Finding, Outcome
from index.terms.query import Concept
from tests.libraries import indexed

ANKLES = (
    "The aim of this study was to compare early and late walking after ankle fracture. Fifty-two adults with an ankle "
    "fracture were randomised. The operating time, swelling and hospital stay were recorded. They were followed for 18.5 "
    "months. Wound infection occurred in 4 of 52 patients (7.7%). Walking was regained earlier after early "
    "walking (21 vs 40 days, p = 0.01). Early walking is safe after ankle fracture; its cost requires further study."
)
KNEES = (
    "Knee arthroplasty relieves pain in osteoarthritis. We reviewed 310 arthroplasties. Loosening was seen in 12 knees. "
    "The most common reason for revision was infection (41%). Obesity was associated with revision (odds ratio 2.1). "
    "Revision surgery remains demanding."
)
WRISTS = (
    "Casting of wrist fractures in children was studied. Ninety children wore a cast for 3 weeks. Refracture was rare (2%). "
    "Parents preferred a short cast. Removable splints gave the same grip strength as casts."
)


@pytest.fixture(scope="module")
def index() -> LibraryIndex:
    texts = {
        "Early walking after ankle fracture": ANKLES,
        "Revision of knee arthroplasty": KNEES,
        "Casting of wrist fractures in children": WRISTS,
    }
    papers = tuple(Paper(source_id=title, title=title, abstract=text) for title, text in texts.items())
    return indexed(*papers)


def find(index: LibraryIndex, question: str) -> Finding:
    return asyncio.run(index.find(index.reader.read(question)))


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("how long were the ankle fracture patients followed", "18.5 months"),
        ("how many adults were in the ankle fracture trial", "Fifty-two adults"),
        ("wound infection rate after ankle fracture", "7.7%"),
        ("is walking regained sooner after early walking with an ankle fracture", "21 vs 40 days"),
        ("commonest reason for revision of knee arthroplasty", "infection (41%)"),
        ("is obesity linked to knee arthroplasty revision", "odds ratio 2.1"),
        ("for how many weeks did kids have a wrist cast", "3 weeks"),
    ],
)
def test_the_sentence_that_answers_comes_first_and_counts(index: LibraryIndex, question: str, phrase: str) -> None:
    finding = find(index, question)
    assert phrase in finding.evidence[0].sentence.text
    assert finding.outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    "question",
    [
        "nonunion rate after ankle fracture",  # neither word nor figure
        "operating time of ankle fracture surgery in minutes",  # recorded, without its figure
        "how many ankle fracture patients had thrombosis",
        "mortality after knee arthroplasty",
        "which antibiotic was given after knee arthroplasty",
        "grip strength in kilograms after a wrist fracture",
        "does aspirin prevent migraine",
    ],
)
def test_what_no_abstract_states_is_never_said_for_sure(index: LibraryIndex, question: str) -> None:
    finding = find(index, question)
    assert finding.outcome is not Outcome.ANSWERED or (not finding.sure and finding.not_said)


def test_every_weight_has_its_feature_and_every_feature_its_weight(index: LibraryIndex) -> None:
    query = index.reader.read("wound infection rate after ankle fracture")
    _, readings, chosen = asyncio.run(index.read(query))
    found = features(account_of(readings, chosen, query), readings)
    assert found.keys() == DECISION.keys() | FOLLOWING.keys()
    assert all(0 <= value <= 1 for name, value in found.items() if name != "score")


def concept(weight: float, carried: bool = False) -> Concept:
    return Concept("word", ("word",), (), weight, True, carried=carried)


def test_a_concept_chooses_by_its_rarity_among_sentences() -> None:
    once, always = choosing([concept(0.25), concept(0.25)], [(1.0, 1.0), (0.0, 1.0), (0.0, 1.0)], [0.0, 0.0])
    assert once == pytest.approx(0.5)  # the root of .25, times ln(1 + 3/1) / ln(1 + 3) = 1
    assert always == pytest.approx(0.125)  # the root of .25, times (ln(1 + 3/3) / ln(1 + 3))² = (1/2)²


def test_a_concept_of_the_papers_name_or_of_an_earlier_turn_chooses_less() -> None:
    rows = [(1.0, 1.0, 1.0), (0.0, 0.0, 0.0)]
    own, named, carried = choosing([concept(0.25), concept(0.25), concept(0.25, True)], rows, [0.0, 1.0, 0.0])
    assert (own, named, carried) == pytest.approx((0.5, 0.3, 0.25))


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("COPD", "chronic obstructive pulmonary disease"),
        ("lasix", "furosemide"),
    ],
)
def test_a_word_finds_what_it_stands_for(asked: str, held: str) -> None:
    paper = Paper(source_id="one", abstract=f"The trial was about {held} in adults. Nothing else was seen.")
    library = indexed(paper)
    finding = find(library, f"{asked} in adults")
    assert held in finding.evidence[0].sentence.text
    assert finding.unknown_words == ()
    assert finding.unmatched == ()


def test_a_superlative_of_an_everyday_word_says_little(index: LibraryIndex) -> None:
    largest, tibia = index.reader.read("largest tibia").concepts
    assert largest.telling < tibia.telling == 1.0
