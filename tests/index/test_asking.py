"""What a question asks for and how it is put."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asking import Asked, Form, asked_for, form_of, is_worded

KINDS = [
    ("how long were the patients followed", Asked.DURATION),
    ("at what age do they walk", Asked.DURATION),
    ("operating time of the two procedures", Asked.DURATION),
    ("hospital stay after surgery", Asked.DURATION),
    ("what dose of steroid was given", Asked.DOSE),
    ("what percentage relapsed", Asked.PERCENT),
    ("complication rate", Asked.PERCENT),
    ("how many women took part in the trial", Asked.SIZE),
    ("sample size of the review", Asked.SIZE),
    ("how many patients died", Asked.NUMBER),
    ("hazard ratio for death", Asked.NUMBER),
    ("p value for age", Asked.P_VALUE),
    ("when was the survey done", Asked.WHEN),
    ("what did they conclude", Asked.CONCLUSION),
    ("was it randomised", Asked.METHOD),
    ("does smoking matter", Asked.ANYTHING),
]


@pytest.mark.parametrize(("question", "asked"), KINDS)
def test_a_question_tells_what_it_asks_for(question: str, asked: Asked) -> None:
    assert asked_for(question) is asked


def test_a_question_tells_how_it_is_put() -> None:
    nothing = Form(yes_no=False, compares=False, singles_out=False, counts=False)
    assert form_of("where was it done") == nothing
    assert form_of("Is it safe?") == Form(yes_no=True, compares=False, singles_out=False, counts=False)
    assert form_of("drug A or drug B for pain") == Form(
        yes_no=False, compares=True, singles_out=False, counts=False
    )
    assert form_of("the commonest site") == Form(yes_no=False, compares=False, singles_out=True, counts=False)
    assert form_of("how many died") == Form(yes_no=False, compares=False, singles_out=False, counts=True)


@pytest.mark.parametrize(
    "question", ["over how many minutes was it given", "and at what dose", "did it work", "Which drug?"]
)
def test_a_question_with_a_question_word_is_worded(question: str) -> None:
    assert is_worded(question)


@pytest.mark.parametrize("question", ["survival after surgery", "cost of the treatment", "mean age"])
def test_a_question_that_names_its_subject_is_not_worded(question: str) -> None:
    assert not is_worded(question)


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(asked_for(text), Asked)
    assert isinstance(form_of(text), Form)
