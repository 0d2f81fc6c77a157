"""Questions and sentences with the words of an attribute, which ask for none or state none."""

from __future__ import annotations

import pytest

from index.terms.attributes import table, wanted

BY_NAME = {row.name: row for row in table()}


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("does it hold", True),
        ("does it hold for filter coffee", False),
        ("how long does it stay bad", False),
        ("did it last two days", True),
    ],
)
def test_only_what_is_asked_whole_asks_whether_it_lasts(question: str, asks: bool) -> None:
    assert ("lasting effect" in [one.attribute.name for one in wanted(question)]) is asks


@pytest.mark.parametrize(
    "question", ["is it free of side effects", "was there ST elevation", "troponin elevation after surgery"]
)
def test_what_is_free_of_something_and_what_rises_ask_for_no_licence_and_no_altitude(question: str) -> None:
    assert {one.attribute.name for one in wanted(question)}.isdisjoint({"licence", "altitude"})


@pytest.mark.parametrize(
    "sentence", ["The drug was provided free of charge by its maker.", "Students of MIT were asked.", "Candidate predictors were available at admission."]
)  # fmt: skip
def test_what_is_given_or_there_is_under_no_licence(sentence: str) -> None:
    assert not BY_NAME["licence"].stands_in(sentence)


@pytest.mark.parametrize(
    ("name", "stated", "sentence"),
    [
        ("drugs", True, "Half of them took apixaban, half pregabalin."),
        ("dose", True, "Rats had caffeine (5 mgs/kg) at noon."),
        ("effect", True, "Honey relieved the pain of burns."),
        ("effect", False, "Pain of burns was felt by 12 of them."),
        ("age", False, "Age did not differ (P > 0.2)."),
        ("age", False, "The first three variables were age, rank and weight."),
        ("age", True, "Sailors aged ≥ 65 rowed."),
        ("age", True, "Ages were two to four years."),
        ("age", True, "Knots of boys 6 to 17 years were counted."),
        ("age", True, "Women 50-70 years rowed."),
        ("age", False, "Sailors were seen 3 to 5 years after the race."),
        ("age", False, "Sailors 3 to 5 years after the race rowed."),
        ("dose", True, "Sailors had 225 microg of syrup or a dose of 20 mcg."),
        ("place", False, "They waited for the first hospital visit."),
        ("place", True, "They waited in one hospital."),
        ("place", False, "Sore throat was rarer in the Sherry group."),
        ("place", True, "Sore throat was rare in Perth."),
        ("problems", False, "Sailors with heart failure rowed."),
        ("problems", True, "The rudder failed."),
        ("drugs", False, "Of 12 sailors in the placebo group 3 rowed."),
        ("drugs", True, "Sailors took aspirin or placebo."),
        ("primary outcome", False, "The primary outcome was evaluated among 49 sailors."),
        ("primary outcome", False, "The primary outcome was not significantly changed."),
        ("primary outcome", True, "Main endpoint: knots."),
        ("definition", True, "Iron-rich sailors (ferritin ≥30 µg/l) rowed."),
        ("definition", False, "Sailors rowed less (p < 0.05)."),
    ],
)
def test_what_only_stands_beside_a_word_does_not_state_it(name: str, stated: bool, sentence: str) -> None:
    assert BY_NAME[name].stands_in(sentence) is stated


@pytest.mark.parametrize(
    ("name", "asks", "question"),
    [
        ("dose", True, "which amount of syrup was given"),
        ("sex", True, "% women in the syrup study"),
        ("sex", False, "syrup for women, 5 % women's dose"),
        ("place", True, "tree ring study area"),
        ("distance", True, "and how far?"),
        ("temperature", True, "how much hotter"),
        ("number studied", True, "knots on ropes, study sample"),
        ("accuracy", True, "how good is the tide questionnaire"),
        ("accuracy", True, "how well does the storm model work"),
        ("accuracy", False, "how good is the syrup"),
        ("accuracy", False, "how well did the pupils do in the tests"),
        ("accuracy", False, "how well did the sailors on ropes score"),
        ("interval", True, "syrup how often a day"),
        ("interval", False, "how often did sailors row"),
        ("primary outcome", True, "what was the main outcome"),
        ("primary outcome", False, "was the primary outcome better"),
        ("definition", True, "hi, please what is lanyard"),
        ("definition", True, "what means slow rope"),
        ("definition", False, "what is known"),
        ("definition", False, "what is recommended"),
        ("definition", False, "what is cheaper"),
        ("definition", False, "and what is different"),
        ("definition", False, "what is KSST"),  # an abbreviation has a reply of its own
    ],
)
def test_what_is_asked_in_short(name: str, asks: bool, question: str) -> None:
    assert (name in [one.attribute.name for one in wanted(question)]) is asks
