"""Which questions ask for what is not so, and that the sentence that denies it is shown first."""

from __future__ import annotations

import pytest

from index.ranked import denies
from tests.quality.readings import Case, found


@pytest.mark.parametrize(
    "question",
    [
        "which was not associated with pain",
        "what did not differ between sites",
        "what didn't change",
        "patients with no collapse",
        "were there falls without pain",
    ],
)
def test_a_question_for_what_is_not_so(question: str) -> None:
    assert denies(question)


@pytest.mark.parametrize(
    "question",
    [
        "which was associated with pain",
        "does it help or not",
        "why not operate",
        "isn't it bad",
        "not only pain",
        "no. 5 of the list",
        "are no-till fields wetter",
        "papers not by Kang",
        "don't you know the dose",
    ],
)
def test_what_only_looks_like_one(question: str) -> None:
    assert not denies(question)


def test_the_sentence_shown_first_denies_what_is_denied() -> None:
    text = "Age was not related to pain. Weight was related to pain."
    case = Case(number=1, source="own", kind="first", text=text, question="what was not related to pain", right="")
    assert "Age was not" in found(case).evidence[0].sentence.text
