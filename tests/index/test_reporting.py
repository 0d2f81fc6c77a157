"""Which sentences report a result, by their words alone."""

from __future__ import annotations

import pytest

from index.sentences.asking import form_of
from index.sentences.reporting import CHANGE, FIGURE, likelihood, words


@pytest.mark.parametrize(
    ("result", "other"),
    [
        ("Pain was significantly lower with ice (p = 0.01).", "We aimed to assess whether ice lowers pain."),
        ("Yields rose by 12% where clover was sown.", "We sowed clover in 40 fields and weighed the harvest."),
        (
            "Of the teachers 61% had left within three years.",
            "Teachers were surveyed each spring for three years.",
        ),
        ("There was no difference between the two alloys.", "Two alloys were tested using a pendulum."),
        ("Queues were shorter and complaints halved.", "Queues are a burden, and their causes have been debated."),
        (
            "The model found 84% of the cracks, the engineers 79%.",
            "A model and engineers were compared on 400 images.",
        ),
    ],
)
def test_a_result_is_likelier_to_be_one_than_an_aim_or_a_method(result: str, other: str) -> None:
    assert likelihood(result) > 0.5 > likelihood(other)


def test_a_figure_and_a_verb_of_change_count_as_one_word_each() -> None:
    assert words("Costs fell 3.5-fold, to 1,200 euros.") == {
        "costs",
        "fell",
        FIGURE,
        "fold",
        "to",
        "euros",
        CHANGE,
    }
    assert words("") == set()
    assert 0.0 < likelihood("") < 0.5


@pytest.mark.parametrize(
    "question",
    [
        "does the app work",
        "did tutoring help at all?",
        "is phosphate effective",
        "how well do sand filters work?",
        "by how much?",
        "effect of later bells",
        "was the campaign a success?",
        "do text messages make a difference",
        "Peer tutoring: does it work?",
        "I want to know whether later bells are effective",
        "how effective is peer tutoring?",
        "how effective is peer tutoring in primary schools?",
        "what's the effect of later bells?",
    ],
)
def test_whether_something_works_is_asked_for_nothing_in_particular(question: str) -> None:
    assert form_of(question).works is True


@pytest.mark.parametrize(
    "question",
    [
        "does the app help with adherence",
        "side effects of the drops",
        "effect of tutoring on grades",
        "where do the nurses work and how old are they",
        "how many people help",
        "what helps against pain",
        "how many nurses did night work",
        "how many hours a week did the residents work?",
        "did the men return to work",
        "did they ask anybody for help?",
        "why does the drug work",
        "does age predict success",
        "what was the cost-effectiveness of screening",
        "what explains the placebo effect of sugar pills",
        "does age modify the effect of tutoring",
        "how effective is tutoring in raising marks?",
        "how effective is the vaccine against admission",
        "efficacy of nets against malaria",
    ],
)
def test_what_is_asked_of_something_in_particular_is_not(question: str) -> None:
    assert form_of(question).works is False
