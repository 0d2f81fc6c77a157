"""The quantities a question gives: time points, cut-offs."""

from __future__ import annotations

import pytest

from index.sentences.quantities import (
    amounts,
    bound_contradicted,
    bound_missing,
    named,
    points,
    said_of,
    said_otherwise,
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("at 12 months", "after one year"),
        ("two years later", "a 24-month follow-up"),
        ("the 5-year rate", "5- and 8-year survival"),
        ("8 years", "5- and 8-year survival"),
        ("24 h", "one day"),
        ("2 weeks", "14 days"),
        ("6 mo", "half a year"),
        ("1, 2, and 5 years", "60 months"),
        ("a year later", "at 12 months"),
        ("after a week", "7 days"),
        ("pain the next day", "after 24 hours"),
        ("on day 7", "after one week"),
        ("It was gone on day 7.", "after one week"),
        ("weeks 6 and 12", "at 12 weeks"),
        ("90 min", "within 1.5 h"),
        ("after one hour", "a 60-minute infusion"),
        ("pain at 1 h", "scores at 1, 6, 12, 24, and 48 hours"),
        ("pain at 6 h", "scores at 1, 6, 12, 24, and 48 hours"),
        ("at 2 hours", "0, 2, 4, 6, 12 and 24 h after surgery"),
        ("at 6 h", "at postoperative hours 2, 6, and 24"),
        ("at 12 h", "at 6, 12 and 24 postoperative hours"),
    ],
)
def test_the_same_time_in_other_words(left: str, right: str) -> None:
    assert points(left) & points(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("3 months", "3 years"),
        ("10 years", "1 year"),
        ("5 days", "5 mg"),
        ("30 days", "3 days"),
        ("day 7", "day 10"),
        ("2 h", "3 h"),
        ("6 hours", "4 hours"),
        ("1 h", "after 30 minutes"),
        ("5 min", "10 min"),
        ("15 minutes", "15 months"),
    ],
)
def test_other_times_stay_apart(left: str, right: str) -> None:
    assert not points(left) & points(right)


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("milk yield at 6 months", "Goats aged 6 to 30 months were milked.", False),
        ("milk yield at 6 months", "Yield at 6 months was 2 litres in goats aged 1 to 3 years.", True),
        ("milk yield after 2 years", "There were ninety 2-year-old goats.", False),
        ("milk yield after 2 years", "Goats 2 years or older were milked.", False),
        ("milk yield of goats aged 2 years", "Ninety goats aged 2 to 3 years were milked.", True),
        ("milk yield at 6 months", "Weaning weight at 6 months of age was 20 kg.", True),
    ],
)
def test_an_age_is_no_time_point(question: str, sentence: str, said: bool) -> None:
    assert bool(points(question) & said_of(question, sentence)) is said


@pytest.mark.parametrize("text", ["Ki-67 HR 3.5", "HR 2.1", "12 y.o", "5 Y chromosomes", "no time at all", ""])
def test_what_is_no_time(text: str) -> None:
    assert named(text) == {} or text == "12 y.o"


def test_an_age_before_a_time_is_none() -> None:
    assert list(named("deaths of those over 65 and 180 day falls").values()) == ["180 day"]
    assert list(named("falls at 3 and 12 months").values()) == ["3 months", "12 months"]


@pytest.mark.parametrize(
    ("word", "question", "sentence", "said"),
    [
        ("older", "who were the older ones", "Adults over 60 fell twice.", True),
        ("elderly", "falls of the elderly", "People aged over 75 fell twice.", True),
        ("older", "who were the older ones", "Adults under 60 fell twice.", False),
        ("older", "who were the older ones", "More than 60 swings broke.", False),
        ("younger", "who were the younger ones", "Women below 30 fell twice.", True),
        ("people", "how many people fell", "In two towns 31 drivers fell.", True),
        ("people", "how many people fell", "In two towns 31 swings fell.", False),
        ("12", "falls at 12 months", "After one year 4 fell.", True),
        ("12", "falls at 12 months", "After two years 4 fell.", False),
        ("12", "did 12 fall", "After one year 4 fell.", False),
        ("swings", "falls from swings at 12 months", "After one year 4 fell.", False),
        ("later", "a year later", "At 12 months 4 fell.", True),
        ("group", "how many in each group", "We compared 24 swings with 26.", True),
        ("groups", "how many were in both groups", "We compared 24 swings with 26.", True),
        ("group", "how many in each group", "We compared 24 swings with slides.", False),
        ("group", "how many in the swing group", "We compared 24 swings with 26.", False),
        ("later", "a year later", "At 6 months 4 fell.", False),
        ("later", "did more fall later", "At 6 months 4 fell.", False),
    ],
)
def test_a_word_that_is_said_as_such_things_are_written(
    word: str, question: str, sentence: str, said: bool
) -> None:
    assert said_otherwise(word, question, sentence) == said


def test_a_time_is_named_as_it_is_written() -> None:
    assert named("deaths 5 yrs after") == {1800.0: "5 yrs"}


@pytest.mark.parametrize(
    ("question", "sentence", "missing"),
    [
        ("survival with ECOG >2?", "ECOG scores >1 were associated with mortality.", ">2"),
        ("survival with ECOG >2?", "Scores of 3 and more were rare.", ""),
        ("survival with ECOG >2?", "An ECOG score > 2 was rare.", ""),
        ("survival with ECOG ≥2?", "ECOG scores >1 were associated with mortality.", ""),
        ("survival with ECOG ≥1?", "ECOG scores >1 were associated with mortality.", ""),
        ("walkers over 75 years", "They were 75 years and older.", ""),
        ("walkers over 75 years", "They were at least 75.", ""),
        ("walkers over 85 years", "They were aged over 75 years.", "over 85"),
        ("walkers aged 80 or more", "Walkers of 80 fell.", ""),
        ("walkers aged 80 or more", "Walkers below 80 fell.", "80 or more"),
        ("early birth before 34 weeks", "All carried ≥34 weeks.", "before 34"),
        ("early birth before 34 weeks", "Birth below 34 weeks was rare.", ""),
        ("at most 12.5 mm of rain", "Less than 12,5 mm fell.", ""),
        ("a bonus above $10,000", "The bonus was $6,500.", "above $10,000"),
        ("a bonus above $10,000", "Towns of 10 000 to 10,000 inhabitants.", ""),
        ("fatigue strength at R=-1", "Loads had R = 0.1 and -1 °C.", ""),
        ("fatigue strength at R=-1", "Loads had R = 0.1 at 1 Hz.", "=-1"),
        ("more than half of them", "Many.", ""),
        ("enzymes over 4", "EC 3.1.1.11 and 1.2.3.", "over 4"),
        ("A vs B: what p = ?", "p = 0.2", ""),
        ("houses built after 1970", "Houses built before 1970 were sampled.", "after 1970"),
        ("houses built after 1970", "Those built since 1970 were dry.", ""),
        ("rents until 2012", "Rents after 2012 rose.", "until 2012"),
        ("pain after 12 months", "It was less within a year.", ""),
        ("deaths of under-5s", "Children under 5 died.", ""),
        ("frost below -5 °C", "It was 5 °C.", "below -5"),
    ],
)
def test_the_cut_off_that_is_nowhere(question: str, sentence: str, missing: str) -> None:
    assert bound_missing(question, sentence) == missing


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("is it safe for women over 60", "over 60"),
        ("do adults aged 75 or more fall", "75 or more"),
        ("does it help those who are under 5", "under 5"),
        ("was the share of women over 60 %", ""),
        ("is the rate over 60", ""),
        ("do patients with over 60 falls die", ""),
        ("is it safe for women over 50", ""),
    ],
)
def test_a_cut_off_of_people_is_part_of_who_they_are(question: str, missing: str) -> None:
    assert bound_missing(question, "Women of 50 and men fell at 70.", of_persons=True) == missing


@pytest.mark.parametrize(
    ("question", "sentence", "contradicted"),
    [
        ("does it help before 34 weeks", "All carried ≥34 weeks.", "before 34"),
        ("does it help before 34 weeks", "Birth below 34 weeks was rare.", ""),
        ("does it help before 34 weeks", "All carried ≥34 weeks; below 34 weeks none was seen.", ""),
        ("does it help before 34 weeks", "All carried over 30 weeks.", ""),
        ("does it help before 34 weeks", "Birth was at 34 weeks.", ""),
        ("are houses built after 1970 dry", "Houses built before 1970 were dry.", "after 1970"),
        ("does it help", "All carried ≥34 weeks.", ""),
    ],
)
def test_a_cut_off_that_is_there_only_the_other_way_round(question: str, sentence: str, contradicted: str) -> None:
    assert bound_contradicted(question, sentence) == contradicted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the 11 kW unit", {(11.0, "kw"): "11 kW"}),
        ("0.025% drops", {(0.025, "%"): "0.025%"}),
        ("a bonus of $10,000", {(10000.0, "$"): "$10,000"}),
        ("30 km/h signs", {(30.0, "km/h"): "30 km/h"}),
        ("T1N0 in 12 patients", {}),
    ],
)
def test_amounts_are_numbers_with_a_unit(text: str, found: dict[tuple[float, str], str]) -> None:
    assert amounts(text) == found


def test_days_in_words_and_years_in_turn_are_time_points() -> None:
    assert points("on day seven") == points("on day 7")
    assert points("in the second year") == points("during the Second year")
    assert not points("in the second year") & points("after two years")
    assert not points("in the second year") & points("in the first year")


def test_a_year_in_turn_is_the_same_with_a_hyphen_and_in_digits() -> None:
    assert points("grades of first year students") == points("first-year students") == points("the 1st year")
    assert points("in the 2nd week") == points("in the second week") != points("in the 3rd week")


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("milk yield after a year", "Yield fell beyond the first year.", True),
        ("milk yield at one month", "Yield rose in the first month.", True),
        ("milk yield after a year", "Yield fell beyond the second year.", False),
        ("milk yield after two years", "Yield fell beyond the first year.", False),
        ("milk yield in the second year", "Yield fell after two years.", False),
    ],
)
def test_the_first_year_is_one_year(question: str, sentence: str, said: bool) -> None:
    assert bool(points(question) & said_of(question, sentence)) is said
