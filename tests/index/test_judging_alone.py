"""Guards of the decision where no other guard would refuse too, and limits of theirs."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from corpus.models import Paper
from index.finding import outcome
from index.finding.account import account_of
from index.finding.outcome import CERTAIN, DECISION, SURE, Judgement, judge, still_missing, support
from index.models import Outcome
from index.sentences.asking import Asked
from index.terms.query import ASKED
from tests.index.test_judging import NINE, changed, likely, read
from tests.index.test_outcome import TEAS
from tests.libraries import indexed

__all__ = ["likely"]  # a fixture

TITLED = "green tea and sleep in porters"


@pytest.mark.parametrize("bias", [0.0, 0.5, 3.0])
def test_support_is_a_probability(bias: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """As much speaks for an answer as would speak against it if every weight were turned round; one half where nothing speaks."""
    readings, chosen, query = read(TITLED)
    account = account_of(readings, chosen, query)
    for name in DECISION:
        monkeypatch.setitem(DECISION, name, 0.0)
    monkeypatch.setitem(DECISION, "bias", bias)
    for_it = support(account, readings)
    monkeypatch.setitem(DECISION, "bias", -bias)
    assert math.isclose(for_it + support(account, readings), 1.0)
    assert (for_it == 0.5) is (bias == 0.0)


@pytest.mark.usefixtures("likely")
def test_a_statistic_that_no_sentence_gives_is_no_answer_though_nobody_is_asked_about() -> None:
    readings, chosen, query = read("hazard ratio of tremor")
    found = judge(readings, chosen, query)
    assert (found.outcome, found.not_said) == (Outcome.RELATED, ("hazard ratio",))


@pytest.mark.usefixtures("likely")
def test_what_is_near_to_what_is_asked_answers_beside_its_topic_alone() -> None:
    """A sentence on risks that does not say "radiotherapy" may be on those of anything."""
    readings, chosen, query = read("is radiotherapy safe", NINE)
    (topic,) = [i for i, one in enumerate(query.concepts) if one.words == "radiotherapy"]
    assert all(one.credits[topic] == 1.0 for one in chosen)
    assert judge(readings, chosen, query).outcome is Outcome.ANSWERED
    other = next(one for one in readings[0].candidates if one.credits[topic] == 0.0)
    assert judge(readings, (other, *chosen), query).outcome is Outcome.RELATED


def test_a_title_as_a_question_asks_for_what_its_paper_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "support", lambda *_: 0.0)
    readings, chosen, query = read(TITLED)
    assert judge(readings, chosen, query).outcome is Outcome.ANSWERED
    asking = replace(query, asked=Asked.REASON)
    assert judge(readings, chosen, asking).outcome is Outcome.RELATED, "a reason is no title"
    before = changed(query, sleep={"carried": True})
    assert judge(readings, chosen, before).outcome is Outcome.RELATED, "half of it was asked before"


@pytest.mark.parametrize("missing", [(), ("price",), ("euros",), ("kettles", "price")])
def test_where_no_figure_is_shown_all_that_was_missing_still_is(missing: tuple[str, ...]) -> None:
    query = TEAS.reader.read("what was the price of kettles in euros?")
    assert still_missing(missing, query, ["Kettles were black."]) == missing
    assert still_missing(missing, query, []) == missing


@pytest.mark.parametrize(
    ("question", "missing", "left"),
    [
        ("what was the price in euros and the hazard ratio?", ("price", "hazard ratio"), ("hazard ratio",)),
        ("what was the price and the hazard ratio?", ("figure for price", "hazard ratio"), ("hazard ratio",)),
        ("who paid for it and what was the price?", ("who paid for", "price"), ("who paid for",)),
        ("what was the price of kettles?", ("kettles",), ("kettles",)),
    ],
)
def test_of_several_kinds_of_figures_only_those_shown_are_no_longer_missing(
    question: str, missing: tuple[str, ...], left: tuple[str, ...]
) -> None:
    query = TEAS.reader.read(question)
    assert still_missing(missing, query, ["The kettle cost 40 euros.", "Kettles were black."]) == left


OWLS = indexed(
    Paper(
        source_id="owls",
        title="Owls",
        abstract="Owls wore bells in barns. They slept in winter. Many males were there.",
    ),
    Paper(source_id="cats", title="Cats", abstract="Cats sleep. Bells ring in summer. Zorbs roll."),
)


@pytest.mark.parametrize(
    ("question", "likely", "sure"),
    [
        ("did owls wear bells with zorbs", SURE - 0.01, False),
        ("did owls wear bells with zorbs", SURE, True),
        ("did owls wear bells in summer", CERTAIN - 0.01, False),
        ("did owls wear bells in summer", CERTAIN, True),
    ],
)
def test_words_of_the_asker_alone_need_less_to_be_missed_without_a_warning(
    question: str, likely: float, sure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "support", lambda *_: likely)
    readings, chosen, query = read(question, OWLS)
    found = judge(readings, chosen, query)
    assert (found.outcome, found.sure) == (Outcome.ANSWERED, sure)
    assert found.not_said == (() if sure else (question.split()[-1],))


@pytest.mark.usefixtures("likely")
def test_how_many_of_a_group_is_not_answered_by_a_sentence_without_its_number() -> None:
    readings, chosen, query = read("how many males were there among owls", OWLS)
    assert judge(readings, chosen, query).outcome is Outcome.RELATED


def tremor(question: str, *words: str) -> Judgement:
    """The verdict on a question about the coffee paper alone, of which sentences with these words are shown."""
    readings, _, query = read(question, carried="green tea zebra")
    lines = [one for reading in readings for one in reading.candidates]
    shown = [next(one for one in lines if word in one.line.text) for word in words]
    (reading,) = [one for one in readings if one.paper == shown[0].paper]
    return judge([reading], shown, replace(query, within=True))


def of_tremor(question: str, *words: str) -> Outcome:
    """What becomes of such a question."""
    return tremor(question, *words).outcome


@pytest.mark.parametrize("people", ["people", "persons", "subjects"])
def test_whom_a_paper_calls_what_they_are_is_not_missing(people: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "support", lambda *_: 0.2)
    assert tremor(f"tremor in {people}?", "Tremor") == Judgement(Outcome.ANSWERED)
    assert of_tremor(f"tremor in {people}?", "drink coffee") is Outcome.RELATED


def test_of_one_paper_the_first_sentence_has_all_that_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "support", lambda *_: 0.2)
    assert of_tremor("tremor?", "Tremor") is Outcome.ANSWERED
    assert of_tremor("tremor and reaction?", "Tremor", "Reaction") is Outcome.RELATED, (
        "its second has the other half"
    )
    assert of_tremor("how many nurses", "40 nurses") is Outcome.ANSWERED
    assert of_tremor("how many nurses", "drink coffee") is Outcome.RELATED, "nurses, and no number"


@pytest.mark.usefixtures("likely")
@pytest.mark.parametrize(("credit", "expected"), [(0.5, Outcome.ANSWERED), (0.49, Outcome.RELATED)])
def test_half_of_a_topic_is_beside_what_is_near(credit: float, expected: Outcome) -> None:
    readings, chosen, query = read("is radiotherapy safe", NINE)
    (at,) = [i for i, one in enumerate(query.concepts) if one.words == "radiotherapy"]
    first = chosen[0]
    half = replace(first, credits=(*first.credits[:at], credit, *first.credits[at + 1 :]))
    assert judge(readings, (half, *chosen[1:]), query).outcome is expected


def test_a_word_of_asking_is_no_part_of_a_title(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcome, "support", lambda *_: 0.0)
    readings, chosen, query = read(f"{TITLED} zebra")
    for telling, expected in ((ASKED, Outcome.ANSWERED), (0.13, Outcome.RELATED)):
        assert judge(readings, chosen, changed(query, zebra={"telling": telling})).outcome is expected
