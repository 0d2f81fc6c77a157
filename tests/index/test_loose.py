"""An answer is not sure where little but the turn before, or chance, speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.finding import outcome
from index.finding.account import account_of
from index.finding.candidates import Candidate, ReadPaper
from index.finding.outcome import FOLLOWING, LEAD, PARTLY, SURELY, SURELY_COUNTED, judge, support
from index.models import Outcome
from index.sentences.asking import Asked
from index.terms.query import ASKED, Query
from tests.index.test_judging import changed, read

pytestmark = pytest.mark.usefixtures("likely")


@pytest.fixture
def likely(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is seen of a question makes an answer as good as certain, and nothing of it is missing."""
    monkeypatch.setattr(outcome, "support", lambda *_: 0.99)
    monkeypatch.setattr(outcome, "not_said", lambda _: ())


def of_its_paper(question: str, carried: str) -> tuple[list[ReadPaper], Sequence[Candidate], Query]:
    """A question read with words of the one before, in the paper of the first sentence that it finds."""
    readings, chosen, query = read(question, carried=carried)
    (reading,) = [one for one in readings if one.paper == chosen[0].paper]
    return [reading], chosen[:1], replace(query, within=True)


def test_a_question_that_goes_on_is_surely_answered_by_the_paper_talked_about_alone() -> None:
    readings, chosen, query = of_its_paper("tremor?", "nurses coffee")
    assert judge(readings, chosen, query).sure
    assert not judge(readings, chosen, replace(query, within=False)).sure


def test_a_question_without_a_word_of_its_own_has_no_sure_answer() -> None:
    assert not judge(*of_its_paper("and then", "nurses coffee")).sure


def test_a_question_that_only_asks_for_what_the_sentence_states_is_surely_answered() -> None:
    readings, _, query = of_its_paper("and the percentage?", "porters green tea")
    stating = next(one for one in readings[0].candidates if "25%" in one.line.text)
    other = next(one for one in readings[0].candidates if "often blamed" in one.line.text)
    assert not query.own
    assert judge(readings, [stating], query).sure
    found = judge(readings, [other], query)
    assert not (found.sure and found.outcome is Outcome.ANSWERED)
    assert not judge(readings, [stating], replace(query, text="and then", asked=Asked.ANYTHING)).sure


def test_everyday_words_that_no_sentence_has_are_no_sure_answer() -> None:
    readings, chosen, query = of_its_paper("did they ask for tremor", "nurses coffee")
    assert judge(readings, chosen, query).sure  # tremor is a topic
    vague = changed(query, tremor={"telling": 0.35})
    assert not judge(readings, chosen, vague).sure
    assert judge(readings, chosen, replace(vague, asked=Asked.REASON)).sure  # a reason may be told in any words


def test_the_time_that_is_asked_for_is_a_word_of_its_own() -> None:
    readings, _, query = of_its_paper("and after 12 weeks", "porters green tea")
    first = next(one for one in readings[0].candidates if "12 weeks" in one.line.text)
    asked = replace(query, concepts=tuple(replace(one, telling=ASKED) for one in query.concepts))
    assert judge(readings, [first], asked).sure
    assert not judge(readings, [first], replace(asked, text="and after 11 weeks")).sure


@pytest.mark.parametrize(
    ("lead", "shown", "expected"), [(LEAD, 1, True), (LEAD - 0.001, 1, False), (LEAD - 0.001, 2, True)]
)
def test_a_paper_that_hardly_leads_is_not_surely_meant_if_no_other_is_shown(
    lead: float, shown: int, expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings, chosen, query = read("was tremor noted in nurses after coffee?")
    monkeypatch.setattr(outcome, "lead", lambda *_: lead)
    others = [replace(one, paper="another") for one in chosen[:1]]
    assert judge(readings, [*chosen[:1], *others][:shown], query).sure is expected


@pytest.mark.parametrize(
    ("missing", "asked", "least"),
    [
        ((), Asked.ANYTHING, SURELY),
        (("word",), Asked.ANYTHING, SURELY),
        (("word",), Asked.NUMBER, SURELY_COUNTED),
        ((), Asked.NUMBER, SURELY),
    ],
)
def test_of_the_paper_talked_about_less_support_is_enough(
    missing: tuple[str, ...], asked: Asked, least: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings, chosen, query = of_its_paper("tremor?", "nurses coffee")
    monkeypatch.setattr(outcome, "not_said", lambda _: missing)
    monkeypatch.setattr(outcome, "own_words_only", lambda _: False)
    for likely, sure in ((least, True), (least - 0.01, False)):
        monkeypatch.setattr(outcome, "support", lambda *_, likely=likely: likely)
        assert judge(readings, chosen, replace(query, asked=asked)).sure is sure


def test_of_the_paper_talked_about_half_the_support_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    readings, chosen, query = of_its_paper("tremor?", "nurses coffee")
    monkeypatch.setattr(outcome, "not_said", lambda _: ("word",))
    for likely, found in ((PARTLY, Outcome.ANSWERED), (PARTLY - 0.01, Outcome.RELATED)):
        monkeypatch.setattr(outcome, "support", lambda *_, likely=likely: likely)
        assert judge(readings, chosen, query).outcome is found


@pytest.mark.parametrize("carried", ["", "nurses"])
def test_what_goes_on_from_another_question_has_weights_of_its_own(
    carried: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings, chosen, query = read("tremor?", carried=carried)
    account = account_of(readings, chosen, query)
    by_usual = support(account, readings)
    for name in FOLLOWING:
        monkeypatch.setitem(FOLLOWING, name, 0.0)
    assert (support(account, readings) == 0.5 != by_usual) is bool(carried)
