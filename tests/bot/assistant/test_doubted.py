"""What is called missing is only denied where a reader cannot see it in the sentences: else the warning claims less."""

from __future__ import annotations

import pytest

from bot.assistant.lacking import doubted, kind_asked


@pytest.mark.parametrize(
    ("name", "question", "sentence"),
    [
        ("dose", "cuts of the lithium dose in riders", "The lithium dose was cut in three riders."),
        ("reason", "why did they stop the bells", "Complaints came, and the council stopped the bells."),
        ("follow-up", "follow-up of the weavers", "They were seen for 3 years."),
        ("reason", "why did they stop the bells", "Complaints made the council stop the bells."),
        ("number of people", "how many people did the loom study pay", "We paid 118 weavers."),
        ("number of courses", "how many courses a year", "Courses a year fell from 4.1 to 0.7."),
        ("how many quit", "how many quit", "Twenty-nine weavers (32%) stopped."),
        ("did they actually do it", "did they actually do it", "Half of the weavers wore the belt."),
        ("stick to it", "did the weavers stick to it", "Half of the weavers wore the belt."),
        ("how long stay", "how long did they stay", "Geese stayed for a median of 3.5 days longer."),
        ("where was this done", "where was this done", "Weavers of Toronto and Lagos were asked."),
        ("figure for weight", "weight lost by bees", "Bees lost 6% of their mass."),
        ("result for felt", "do felt slippers help nurses", "Falls of nurses fell by 4%."),
        ("mean height", "mean height of larches", "Larches were 31 m tall."),
    ],
)
def test_what_a_sentence_may_say_in_other_words_is_in_doubt(name: str, question: str, sentence: str) -> None:
    assert doubted(name, question, ("Looms are loud.", sentence))


@pytest.mark.parametrize(
    ("name", "question", "sentence"),
    [
        ("dose", "lithium dose of riders", "Riders were 40 years old."),
        ("cost", "cost of a bell", "A bell weighed 400 kg and was 90 years old."),
        ("hazard ratio", "hazard ratio for falls", "Falls were fewer (4% versus 9%)."),
        ("hazard ratio", "hazard ratio for falls", "Hazard ratios of falls were lower with felt."),
        ("follow-up", "follow-up of the weavers", "Weavers were paid."),
        ("age", "age of the weavers", "We paid 118 weavers."),
        ("number of people", "how many people wove", "Weavers were paid."),
        ("figure for weight", "weight lost by bees", "Bees lost weight."),
        ("figure for price", "price of a bell", "A bell weighed 400 kg."),
    ],
)
def test_what_no_sentence_has_words_or_figures_for_is_denied(name: str, question: str, sentence: str) -> None:
    assert not doubted(name, question, ("Looms are loud.", sentence))


def test_a_figure_is_not_denied_because_of_another_that_is_asked_for_beside_it() -> None:
    """The price stands there; that no age does is no reason to say that there is none."""
    asked = "price of a bell and age of the weavers"
    assert doubted("figure for price", asked, ("A bell cost $400.",))
    assert not doubted("figure for price", asked, ("Weavers were 40 years old.",))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("how old", "age"), ("where was the harvest done", "place"), ("where … done", "place"), ("how many", "")],
)
def test_the_kind_is_of_what_is_called_missing_and_of_nothing_else_that_is_asked(name: str, kind: str) -> None:
    assert kind_asked(name, "how old were they and where was the harvest done") == kind
