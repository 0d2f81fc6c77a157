"""The guards of the decision, one by one: each on a real question whose words or papers are changed in one thing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from index.finding import outcome
from index.finding.candidates import Candidate, ReadPaper
from index.finding.outcome import RELATED, TOUCHES, Judgement, bare_paper, judge
from index.library import LibraryIndex
from index.models import Outcome
from index.terms.query import ASKED, CLOSE, Close, Query
from tests.bot.assistant.teahouse import KETTLE, nine, teas

TEAS, NINE = teas(), nine()
LIKELY = 0.99


def read(
    question: str, index: LibraryIndex = TEAS, carried: str = ""
) -> tuple[list[ReadPaper], Sequence[Candidate], Query]:
    query = index.reader.read(question, carried)
    _, readings, chosen = asyncio.run(index.read(query))
    return readings, chosen, query


def changed(query: Query, **concepts: Mapping[str, Any]) -> Query:
    """The query with some concepts changed, by their words."""
    assert concepts.keys() <= {one.words for one in query.concepts}
    return replace(query, concepts=tuple(replace(one, **concepts.get(one.words, {})) for one in query.concepts))


def crediting(readings: Sequence[ReadPaper], *credits: float) -> list[ReadPaper]:
    """The papers as if all held just so much of each concept."""
    return [replace(one, credits=credits) for one in readings]


@pytest.fixture
def likely(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is seen of a question makes an answer as good as certain, so that only a guard can refuse it."""
    monkeypatch.setattr(outcome, "support", lambda *_: LIKELY)


NAMED = "does green tea shorten the sleep of porters on CDK1?"


@pytest.mark.usefixtures("likely")
def test_a_name_that_the_paper_lacks_is_no_answer() -> None:
    readings, chosen, query = read(NAMED)
    assert judge(readings, chosen, query) == Judgement(Outcome.RELATED, True, ("CDK1",))


@pytest.mark.usefixtures("likely")
@pytest.mark.parametrize("change", [{"strict": False}, {"telling": 0.35}, {"carried": True}])
def test_an_everyday_word_or_one_asked_before_is_no_name(change: dict[str, object]) -> None:
    readings, chosen, query = read(NAMED)
    assert judge(readings, chosen, changed(query, cdk1=change)).outcome is Outcome.ANSWERED


def holding(credit: float, word: str, found: tuple[list[ReadPaper], Sequence[Candidate], Query]) -> Judgement:
    """The verdict, as if every sentence had just so much of a word."""
    readings, chosen, query = found
    (at,) = [i for i, one in enumerate(query.concepts) if one.words == word]

    def put(one: Candidate) -> Candidate:
        return replace(one, credits=(*one.credits[:at], credit, *one.credits[at + 1 :]))

    lines = {one.paper: tuple(map(put, one.candidates)) for one in readings}
    changed = [one.scored(lines[one.paper]) for one in readings]
    return judge(changed, tuple(map(put, chosen)), query)


@pytest.mark.usefixtures("likely")
def test_half_of_a_name_is_there() -> None:
    assert holding(0.5, "cdk1", read(NAMED)).outcome is Outcome.ANSWERED
    assert holding(0.49, "cdk1", read(NAMED)).outcome is Outcome.RELATED


@pytest.mark.usefixtures("likely")
def test_half_of_the_topic_is_there_or_a_word_that_is_as_good() -> None:
    assert holding(0.5, "tremor", read("was there tremor")).outcome is Outcome.ANSWERED
    assert holding(0.49, "tremor", read("was there tremor")).outcome is Outcome.RELATED
    readings, chosen, query = read("was there espresso")
    for near, expected in ((0.7, Outcome.ANSWERED), (0.69, Outcome.RELATED)):
        coffee = Close("coffe", near * CLOSE, "coffee")
        near_it = changed(query, espresso={"close": (coffee,)})
        assert judge(crediting(readings, near * CLOSE), chosen, near_it).outcome is expected


@pytest.mark.usefixtures("likely")
def test_a_word_of_asking_is_not_what_is_asked() -> None:
    readings, chosen, query = read("is radiotherapy safe", NINE)
    assert judge(readings, chosen, changed(query, safe={"telling": ASKED})) == Judgement(Outcome.ANSWERED)
    named = Judgement(Outcome.ANSWERED, False, ("safe",))
    assert judge(readings, chosen, changed(query, safe={"telling": 0.13})) == named


@pytest.mark.usefixtures("likely")
def test_a_name_the_paper_says_elsewhere_leaves_a_doubt() -> None:
    """No sentence shown says it, so the answer is not sure."""
    readings, chosen, query = read("was tremor noted in nurses after coffee?")
    assert judge(readings, chosen, query) == Judgement(Outcome.ANSWERED, True, ())
    (first, *_) = chosen
    silent = [one for one in readings[0].candidates if "Tremor" not in one.sentence.text]
    named = changed(query, tremor={"strict": True})
    assert "Tremor" in first.sentence.text
    found = judge(readings, silent, named)
    assert (found.outcome, found.sure) == (Outcome.ANSWERED, False)
    assert "tremor" in found.not_said


@pytest.mark.usefixtures("likely")
@pytest.mark.parametrize(
    ("question", "index", "expected"),
    [
        ("what about morphine", NINE, Outcome.RELATED),  # its whole topic is near to medication, no more
        ("did a doctor prescribe morphine", NINE, Outcome.ANSWERED),  # what is medical is a doctor's
        ("is radiotherapy safe", NINE, Outcome.ANSWERED),  # careful and at risk, which is near to safe: named
        ("so is radiotherapy safe", NINE, Outcome.ANSWERED),
        ("radiotherapy safe", NINE, Outcome.ANSWERED),  # not asked for a yes or no
        ("is radiotherapy of metastases safe", NINE, Outcome.ANSWERED),  # a topic of two words
        ("does radiotherapy hurt in myeloma", NINE, Outcome.ANSWERED),  # pain is as good as hurt
        ("is tea safe", TEAS, Outcome.ANSWERED),  # nothing is near to safe, so nothing stands in its place
    ],
)
def test_words_that_are_only_near_are_no_answer(question: str, index: LibraryIndex, expected: Outcome) -> None:
    found = judge(*read(question, index))
    assert (found.outcome, found.sure) == (expected, expected is Outcome.RELATED or not found.not_said)
    if expected is Outcome.RELATED:
        assert found.not_said == (question.split()[-1],)


@pytest.mark.usefixtures("likely")
def test_what_was_asked_before_does_not_answer_what_is_asked_now() -> None:
    readings, chosen, query = read("is radiotherapy safe", NINE, carried="metastases")
    assert any(one.carried for one in query.concepts)
    assert judge(readings, chosen, query) == Judgement(Outcome.ANSWERED, False, ("safe",))


@pytest.mark.parametrize(
    ("question", "carried", "within", "expected"),
    [
        ("nurses?", "green tea zebra", True, Outcome.ANSWERED),
        ("tremor of nurses", "green tea zebra", True, Outcome.ANSWERED),
        ("did they ask nurses", "green tea zebra", True, Outcome.ANSWERED),  # the everyday word is named
        ("nurses?", "green tea zebra", False, Outcome.RELATED),  # of all papers it would be another question
        ("tremor of nurses and porters", "green tea zebra", True, Outcome.RELATED),  # it has no porters
    ],
)
def test_of_one_paper_a_sentence_with_all_that_is_asked_now_answers(
    question: str, carried: str, within: bool, expected: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "support", lambda *_: 0.2)
    readings, _, query = read(question, carried=carried)
    first = next(one for reading in readings for one in reading.candidates if "Tremor" in one.line.text)
    (reading,) = [one for one in readings if one.paper == first.paper]
    found = judge([reading], [first], replace(query, within=within))
    asked = "ask" in question
    assert (found.outcome, found.sure, "ask" in found.not_said) == (expected, not asked, asked)


@pytest.mark.parametrize(
    ("near", "strange"),
    [
        (((), ()), True),
        ((("cup", 0.7), ()), False),  # as good as the word itself
        ((("cup", 0.69), ()), True),
        ((("cup", 0.1), ("jug", 0.1)), False),  # something near for each
    ],
)
@pytest.mark.usefixtures("likely")
def test_words_the_library_has_none_of_find_nothing(
    near: tuple[tuple[str, float], tuple[str, float]], strange: bool
) -> None:
    readings, chosen, query = read("tremor in nurses")
    tremor, nurses = (
        {"known": False, "close": (Close(one[0], one[1] * CLOSE, one[0]),) if one else ()} for one in near
    )
    found = judge(readings, chosen, changed(query, tremor=tremor, nurses=nurses))
    assert (found == Judgement(Outcome.NOTHING)) is strange


@pytest.mark.usefixtures("likely")
@pytest.mark.parametrize("change", [{"known": True}, {"telling": 0.35}])
def test_one_known_word_or_an_everyday_one_is_not_strange(change: dict[str, object]) -> None:
    readings, chosen, query = read("tremor in nurses")
    unknown = changed(query, tremor={"known": False, "close": ()}, nurses={"known": False, "close": ()})
    assert judge(readings, chosen, unknown).outcome is Outcome.NOTHING
    assert judge(readings, chosen, changed(unknown, tremor=change)).outcome is (
        Outcome.NOTHING if "telling" in change else Outcome.ANSWERED
    )
    everyday = changed(unknown, tremor={"telling": 0.35}, nurses={"telling": 0.35})
    assert judge(readings, chosen, everyday).outcome is not Outcome.NOTHING


@pytest.mark.usefixtures("likely")
@pytest.mark.parametrize(
    ("weights", "credits", "touched"),
    [
        ((0.25, 0.75), (1.0, 0.0), True),  # a quarter of what the question weighs is just enough
        ((0.24, 0.76), (1.0, 0.0), False),
        ((0.1, 0.3), (1.0, 0.0), True),  # whatever it weighs in all
        ((0.5, 1.6), (1.0, 0.0), False),
        ((0.9, 0.1), (TOUCHES * CLOSE, 0.0), True),  # one word, near enough
        ((0.9, 0.1), (0.59 * CLOSE, 0.0), False),
        ((0.5, 0.5), (0.3 * CLOSE, 0.3 * CLOSE), True),  # two that are not
        ((0.5, 0.5), (0.2 * CLOSE, 0.2 * CLOSE), False),
        ((0.5, 0.5), (0.0, 0.0), False),
        ((0.1, 0.9), (CLOSE, 0.0), False),  # near words count no more than the word itself
        ((0.2, 0.8), (1.0, 0.0), False),
    ],
)
def test_a_paper_that_holds_little_of_a_question_is_not_related(
    weights: tuple[float, float], credits: tuple[float, float], touched: bool
) -> None:
    assert RELATED == 0.25
    readings, chosen, query = read("tremor in nurses")
    weighed = changed(query, tremor={"weight": weights[0]}, nurses={"weight": weights[1]})
    found = judge(crediting(readings, *credits), chosen, weighed)
    assert (found.outcome is not Outcome.NOTHING) is touched


@pytest.mark.usefixtures("likely")
def test_everyday_words_relate_no_paper_where_a_topic_is_asked_for() -> None:
    readings, chosen, query = read("tremor in nurses")
    light = changed(query, tremor={"weight": 0.9, "telling": 0.35}, nurses={"weight": 0.1})
    assert judge(crediting(readings, 1.0, 0.0), chosen, light).outcome is Outcome.NOTHING
    both = changed(light, nurses={"telling": 0.35})  # no topic at all: then they are what is asked
    assert judge(crediting(readings, 1.0, 0.0), chosen, both).outcome is not Outcome.NOTHING


def test_no_sentence_is_nothing() -> None:
    readings, _, query = read("tremor in nurses")
    assert judge(readings, (), query) == Judgement(Outcome.NOTHING, True, ())


def test_a_paper_without_an_abstract_that_has_every_word_is_named() -> None:
    readings, _, query = read("history of the kettle")
    (kettle,) = [one for one in readings if one.paper == KETTLE]
    assert bare_paper(readings, query) == KETTLE
    assert bare_paper(crediting([kettle], *(0.5 for _ in query.concepts)), query) == KETTLE
    assert bare_paper(crediting([kettle], *(0.49 for _ in query.concepts)), query) == ""
    carried = changed(query, **{one.words: {"carried": True} for one in query.concepts})
    light = changed(query, **{one.words: {"telling": 0.35} for one in query.concepts})
    assert bare_paper(readings, carried) == bare_paper(readings, light) == ""
    readings, _, query = read("menthol in peppermint")
    assert bare_paper(readings, query) == ""  # its abstract is there to be quoted
