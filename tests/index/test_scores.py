"""What a sentence scores, reckoned by hand from the weights: each cue, its place, and what it has of the question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.models import Paper
from index.finding.candidates import Candidate, ReadPaper
from index.finding.evidence import coverage, read_paper
from index.finding.lasting import sizing
from index.finding.scoring import WEIGHTS
from index.finding.texts import PaperTexts
from index.sentences.asking import Asked
from index.sentences.reporting import likelihood
from index.terms.analyzer import Analyzer
from tests.bot.assistant.teahouse import COFFEE, teas
from tests.libraries import indexed

RANK = 0.5
ZORBS = (
    "The aim was to weigh zorbs.",  # sets out
    "40 patients held zorbs.",  # a number of those studied, three words before
    "Weight was greater than before.",  # compares, and has not the word
    "The most frequent zorbs were red.",  # singles out
    "Zorbs require further study.",  # puts off
)
# What each has of "zorbs"; its place from 0 to 1.
HELD, PLACES = (1, 1, 0, 1, 1), (0.0, 0.25, 0.5, 0.75, 1.0)
NO_RESULT = (Asked.AIM, Asked.SIZE, Asked.NUMBER)  # of those asked here, the ones that no result answers


def read(
    question: str, *sentences: str, title: str = "Tests", asked: Asked | None = None
) -> tuple[ReadPaper, list[Candidate]]:
    """The paper read for a question, and its sentences in order. ``asked``: what is asked for, where the words do not say."""
    papers = (
        Paper(source_id="z", title=title, abstract=" ".join(sentences)),
        Paper(source_id="k", title="Kelp", abstract="Kelp forests shelter urchins."),
    )
    index = indexed(*papers)
    query = index.reader.read(question, asked=asked)
    assert [one.words for one in query.concepts] == ["zorbs"]
    reading = read_paper(index.texts("z"), query, RANK, 0.25)
    return reading, sorted(reading.candidates, key=lambda one: one.line.number)


# A question, and which weights count for which of the five sentences, beside those of words and place.
CUES: list[tuple[str, Asked, dict[int, tuple[str, ...]]]] = [
    (
        "zorbs",
        Asked.ANYTHING,
        {1: ("gives", "opening"), 2: ("gives",), 3: ("gives",), 4: ("gives",), 5: ("gives", "puts off")},
    ),
    (
        "are there zorbs",
        Asked.ANYTHING,
        {
            1: ("gives", "setting", "opening"),
            2: ("gives",),
            3: ("gives",),
            4: ("gives",),
            5: ("gives", "puts off"),
        },
    ),
    (
        "zorbs or not",
        Asked.ANYTHING,
        {
            1: ("gives", "opening"),
            2: ("gives",),
            3: ("gives", "compares"),
            4: ("gives",),
            5: ("gives", "puts off"),
        },
    ),
    (
        "most zorbs",
        Asked.ANYTHING,
        {
            1: ("gives", "opening"),
            2: ("gives",),
            3: ("gives",),
            4: ("gives", "singles out"),
            5: ("gives", "puts off"),
        },
    ),
    (
        "what do they report of zorbs",
        Asked.ANYTHING,
        {
            1: ("gives", "setting, reports"),
            2: ("gives",),
            3: ("gives",),
            4: ("gives",),
            5: ("gives", "puts off", "closing"),
        },
    ),
    (
        "zorbs",
        Asked.CONCLUSION,
        {1: ("setting, reports",), 5: ("puts off", "closing")},
    ),
    ("why did they do zorbs", Asked.AIM, {1: ("gives",), 5: ("puts off",)}),
    ("why did they do zorbs, and what do they report", Asked.AIM, {1: ("gives",), 5: ("puts off",)}),
    (
        "how many were zorbs",
        Asked.SIZE,
        {2: ("gives", "sizes", "sizes first", "near", "counted"), 5: ("puts off",)},
    ),
    ("how many zorbs", Asked.NUMBER, {2: ("gives", "near", "counted"), 5: ("puts off",)}),
]


@pytest.mark.parametrize(("question", "asked", "cues"), CUES, ids=[f"{one[0]}, {one[1]}" for one in CUES])
def test_the_score_is_the_sum_of_the_weights_of_what_a_sentence_has(
    question: str, asked: Asked, cues: dict[int, tuple[str, ...]]
) -> None:
    reading, lines = read(question, *ZORBS, asked=asked)
    base = WEIGHTS["paper"] + RANK * WEIGHTS["rank"]  # the paper holds the word, its name does not
    for number, (line, held, place) in enumerate(zip(lines, HELD, PLACES, strict=True), 1):
        own = cues.get(number, ())
        assert line.score == pytest.approx(
            base
            + place * WEIGHTS["place"]
            + held * WEIGHTS["sentence"]
            + (asked not in NO_RESULT) * likelihood(line.line.text) * WEIGHTS["reports"]
            + sum(WEIGHTS[name] for name in own)
        ), (question, number)
        assert (line.covered, line.credits) == (held, (held,))
        assert line.gives == ("gives" in own)
        assert line.counted == ("counted" in own)
        assert line.near == ("near" in own)
    assert (reading.covered, reading.strength, reading.named, reading.named_itself) == (1.0, 0.25, (0.0,), (0.0,))


@pytest.mark.parametrize(
    ("question", "gains"),
    [
        ("zorbs", ()),
        ("are there zorbs", ()),
        ("zorbs or not", ("compares",)),
        ("most zorbs", ("singles out",)),
        ("what do they report of zorbs", ("closing",)),
        ("how many zorbs", ("near", "counted")),
        ("how many were zorbs", ("near", "counted", "sizes", "sizes first")),
    ],
)
def test_no_sentence_scores_more_than_all_that_the_question_could_count(
    question: str, gains: tuple[str, ...]
) -> None:
    """The bound is no larger than need be, either: a paper whose bound is below another's score is not read further."""
    reading, lines = read(question, *ZORBS)
    most = sum(WEIGHTS[name] for name in ("paper", "place", "gives", "sentence", *gains))
    most += 0.0 if "counted" in gains else WEIGHTS["reports"]
    assert reading.bound == pytest.approx(most + RANK * WEIGHTS["rank"])
    assert max(line.score for line in lines) <= reading.bound
    concluded, _ = read("zorbs", *ZORBS, asked=Asked.CONCLUSION)
    assert concluded.bound - read("zorbs", *ZORBS)[0].bound == pytest.approx(WEIGHTS["closing"])


def test_a_name_counts_and_a_sentence_without_the_word_has_its_cues_alone() -> None:
    reading, (only,) = read("zorbs", "Weight was measured.", title="Zorbs")
    base = WEIGHTS["paper"] + WEIGHTS["named"] + RANK * WEIGHTS["rank"]
    assert (reading.named, reading.named_itself, reading.covered) == ((1.0,), (1.0,), 1.0)
    reports = likelihood(only.line.text) * WEIGHTS["reports"]
    assert only.score == pytest.approx(base + WEIGHTS["gives"] + reports)  # the only sentence is the first one
    assert only.covered == 0.0
    most = ("place", "gives", "reports", "main, titled", "closing, titled")  # the title has all that is asked
    assert reading.bound == pytest.approx(base + sum(WEIGHTS[name] for name in most))
    bare, none = read("zorbs", title="Zorbs")
    assert none == []
    assert bare.bound == pytest.approx(base + sum(WEIGHTS[name] for name in most))


def test_the_only_sentence_and_the_last_close_a_report() -> None:
    _, (first, second) = read("what do they report of zorbs", "Zorbs were red.", "Zorbs were blue.")
    (setting, closing) = WEIGHTS["setting, reports"], WEIGHTS["closing"]
    words = WEIGHTS["paper"] + RANK * WEIGHTS["rank"] + WEIGHTS["gives"] + WEIGHTS["sentence"]
    assert first.score == pytest.approx(words + reported(first) + setting)
    assert second.score == pytest.approx(words + reported(second) + WEIGHTS["place"] + closing)
    _, (_, middle, last) = read(
        "zorbs",
        "Results: Zorbs were red.",
        "Conclusions: Zorbs are safe.",
        "Zorbs are sold.",
        asked=Asked.CONCLUSION,
    )
    for line, place in ((middle, 0.5), (last, 1.0)):  # the one for its section, the other for its place
        rest = words + reported(line) - WEIGHTS["gives"] + closing
        assert line.score == pytest.approx(rest + place * WEIGHTS["place"])


def reported(one: Candidate) -> float:
    """What a sentence gains as it may report a result."""
    return likelihood(one.line.text) * WEIGHTS["reports"]


def test_of_two_numbers_the_one_that_is_stated_as_the_number_studied_comes_first() -> None:
    _, (died, enrolled) = read(
        "how many were zorbs", "Of these 12 patients died.", "A total of 40 patients were enrolled."
    )
    base = WEIGHTS["rank"] * RANK + WEIGHTS["gives"] + WEIGHTS["sizes"]
    assert died.score == pytest.approx(base)
    assert enrolled.score == pytest.approx(base + WEIGHTS["sizes first"] + WEIGHTS["place"])
    _, (of, plain) = read("how many were zorbs", "Pain was gone in 12 patients.", "It stayed in 9 patients.")
    assert (of.score, plain.score) == pytest.approx((base + WEIGHTS["sizes first"], base + WEIGHTS["place"]))


def test_the_number_asked_for_is_near_wherever_those_counted_stand() -> None:
    """Who asks how many would be shown another number that stands beside the word."""
    _, (_, given) = read(
        "how many were zorbs",
        "Zorbs are round.",
        "Zorbs went, over two long winters at sea, to a total of 40 patients.",
    )
    assert (given.covered, given.counted, given.near) == (1.0, True, 1.0)


@pytest.mark.parametrize(
    ("abstract", "sentence"),
    [
        ("Bells are loud. We enrolled 40 patients. Bells rang.", {2}),
        ("Bells are loud. Bells rang. We studied 60 bells.", {3}),
        ("Bells are loud. Bells rang.", set()),
    ],
)
def test_how_many_were_studied_is_stated_of_people_or_of_things(abstract: str, sentence: set[int]) -> None:
    assert sizing(PaperTexts(Paper(source_id="b", title="Bells", abstract=abstract), Analyzer())) == sentence


def test_a_number_of_what_is_not_counted_is_no_size() -> None:
    papers = (
        Paper(source_id="z", title="Tests", abstract="40 patients held zorbs. We included 9 studies of zorbs."),
        Paper(source_id="k", title="Kelp", abstract="Kelp forests shelter urchins."),
    )
    index = indexed(*papers)
    query = index.reader.read("how many studies were of zorbs")
    assert (query.asked, query.form.counted) == (Asked.SIZE, "works")
    reading = read_paper(index.texts("z"), query, RANK)
    works, people = reading.candidates
    assert (works.line.number, people.line.number) == (2, 1)
    cues = WEIGHTS["gives"] + WEIGHTS["sizes"] + WEIGHTS["sizes first"] + WEIGHTS["place"]
    words = WEIGHTS["sentence"] * works.covered
    base = WEIGHTS["paper"] * reading.covered + RANK * WEIGHTS["rank"]
    assert works.score == pytest.approx(base + cues + words + WEIGHTS["near"] * works.near + WEIGHTS["counted"])
    rest = people.score - base - WEIGHTS["sentence"] * people.covered
    assert rest == pytest.approx(WEIGHTS["gives"] + WEIGHTS["near"] * people.near + WEIGHTS["counted"])


def test_what_was_asked_before_chooses_a_tenth_as_much_where_the_number_studied_is_asked() -> None:
    """The study's number is the study's, whatever was asked before; together the old words weigh as much as the new ones."""
    weights = {}
    for question in ("coffee", "how many were given coffee"):
        query = teas().reader.read(question, carried="tremor and reaction time in nurses at night")
        reading = read_paper(teas().texts(COFFEE), query, RANK)
        old = [weight for one, weight in zip(query.concepts, reading.weights, strict=True) if one.carried]
        weights[query.asked] = sum(old) / (sum(reading.weights) - sum(old))
    assert weights == pytest.approx({Asked.ANYTHING: 1.0, Asked.SIZE: 0.1})


def test_words_that_weigh_nothing_are_no_trouble() -> None:
    query = teas().reader.read("tremor in nurses")
    nothing = replace(query, concepts=tuple(replace(one, weight=0.0) for one in query.concepts))
    reading = read_paper(teas().texts(COFFEE), nothing, RANK)
    assert reading.covered == 0.0
    assert {one.covered for one in reading.candidates} == {0.0}


def test_a_similar_word_in_a_name_names_the_paper_and_is_not_the_word_itself() -> None:
    index = teas()
    query = index.reader.read("espresso")
    (espresso,) = query.concepts
    coffee = next(one for one in espresso.close if one.word == "coffee")
    reading = read_paper(index.texts(COFFEE), query, RANK)
    assert (reading.named, reading.named_itself) == ((coffee.credit,), (0.0,))
    share, least, holding = coverage(index.texts(COFFEE), query.concepts)
    assert (share, least) == (coffee.credit, coffee.credit)
    assert holding == 3  # of five sentences


def test_how_much_a_paper_holds_is_weighed_and_its_name_counts() -> None:
    index = teas()
    concepts = index.reader.read("tremor and coffee").concepts
    assert [one.words for one in concepts] == ["tremor", "coffee"]
    assert coverage(index.texts(COFFEE), concepts) == (1.0, 0.0, 4)  # the title has coffee, and not tremor
    tremor, oslo = index.reader.read("tremor in Oslo").concepts
    share, _, holding = coverage(index.texts(COFFEE), (tremor, oslo))
    assert share == pytest.approx(tremor.weight / (tremor.weight + oslo.weight))
    assert holding == 1
