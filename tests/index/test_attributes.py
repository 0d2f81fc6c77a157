"""The table of attributes: every row with two questions that ask for it and two sentences that state it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.terms.attributes import GENERAL, doing_counted, figure_names, table, to_count, told, wanted

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent.parent / "data" / "attributes.tsv").read_text("utf-8").splitlines()
]
BY_NAME = {row.name: row for row in table()}


def test_every_row_has_its_examples() -> None:
    assert [row[0] for row in ROWS] == [row.name for row in table()]


def test_a_row_is_asked_for_and_stated() -> None:
    for name, *examples in ROWS:
        for question in examples[:2]:
            assert name in [one.attribute.name for one in wanted(question)], question
        for sentence in examples[2:]:
            assert BY_NAME[name].stands_in(sentence), sentence


def test_no_row_is_stated_by_a_sentence_of_something_else() -> None:
    assert [name for name, row in BY_NAME.items() if row.stands_in("Rivers ran dry, trees fell.")] == []


def test_general_ones_say_how_and_not_what() -> None:
    assert [one.attribute.name for one in told(wanted("mortality rate"))] == ["mortality"]
    assert [one.attribute.name for one in told(wanted("what percentage"))] == ["percentage"]
    assert {row.name for row in table()} >= GENERAL


def test_figures_are_known_by_name() -> None:
    assert "hazard ratio" in figure_names()
    assert "mortality" not in figure_names()


@pytest.mark.parametrize(
    "question",
    [
        "what dose to give",
        "epidural uptake",
        "does it help nicotine withdrawal",
        "did the bleeding stop",
        "does it look like the old one",
    ],
)
def test_words_of_talk_and_of_topics_ask_for_no_drop_outs_adherence_or_satisfaction(question: str) -> None:
    asked = {one.attribute.name for one in wanted(question)}
    assert asked.isdisjoint({"drop-out", "adherence", "satisfaction"})


@pytest.mark.parametrize(
    ("name", "stated", "sentence"),
    [
        ("drugs", True, "Induction chemotherapy with cisplatin was given."),
        ("drugs", False, "Patients treated with induction chemotherapy had a failure rate of 13%."),
        ("cost", True, "Costs were $300 a year."),
        ("adherence", True, "Bakers completed 64% of the drills."),
        ("adherence", False, "Of 71 bakers followed 62% coughed."),  # seen again, and not what they did
        ("adherence", False, "Lamps were used in 20% of the kilns."),
        ("reason", False, "All-cause mortality fell."),
        ("country", False, "In a school of the region, boys kept bees."),
        ("country", False, "Those in turkey farms wore polish."),
        ("country", True, "Welsh boys and U.S. girls kept bees."),
        ("effect size", True, "For song, d = 0.4."),
        ("effect size", False, "The effect was of the size of a bee."),
        ("pain", False, "Painters wore masks, and paint dried."),
        ("mortality", True, "The avalanche cost 23 lives."),
        ("mortality", True, "Nine sailors lost their lives."),
        ("mortality", False, "They lost weight in later life."),
        ("mortality", False, "Loss of quality of life was feared."),
        ("cost", True, "The new way was less expensive."),
        ("cost", False, "The lamp reduced collisions at the price of slower ships, by 3 knots."),
        ("cost", False, "Speed rose at the cost of 12 more errors."),
        ("cost", True, "The price of a lamp rose to 12 euros."),
        ("length of stay", False, "Weight gain until discharge was 14 g a day."),
        ("length of stay", True, "They were discharged 2 days earlier."),
        ("limitations", True, "Pupils were not followed beyond one year."),
        ("limitations", True, "The survey could not tell cause from effect."),
        ("limitations", False, "Weight did not differ between the groups."),
        ("limitations", False, "There were no falls."),
        ("limitations", False, "Sonar, although quick, presents limitations in shallow water."),
        ("limitations", False, "The limitations of sonar in shallow water are well known."),
        ("limitations", True, "Limitations were the small sample and the lack of controls."),
        ("limitations", True, "One important limitation is that few wrote back."),
        ("limitations", True, "Only calm harbours were filmed."),
        ("limitations", True, "Tides were measured at two piers only."),
        ("limitations", True, "Only four captains took part."),
        ("limitations", False, "Only 12% had ever used the raft."),
        ("satisfaction", False, "The rated load was 12 tonnes."),
        ("recurrence", False, "Costs returned to the level before."),
        ("lasting effect", False, "The last raft sank."),
        ("cost", False, "Determining the effect on cost requires further study."),
        ("dose", False, "Lead in milk was above 30 µg/l in 4 cows."),
        ("dose", True, "Cows were given 6 mg of zinc a day."),
        ("duration", False, "Sixteen women with pain after delivery were trained."),
        ("duration", True, "They began six weeks after delivery."),
        ("follow-up", False, "Bones were followed up in all."),
        ("limitations", True, "The trial was underpowered to show any other benefit."),
        ("limitations", True, "With a small sample size, these results are to be interpreted with great caution."),
        ("limitations", False, "The lamp was low powered and small."),
        ("place", False, "Hospital-acquired infections are hard to count."),
        ("accuracy", False, "We identified the QXF_0061/leR-543/TARN3 axis."),
        ("accuracy", True, "We identified 61 of 80 birds (76%)."),
    ],
)
def test_what_is_asked_of_an_attribute_is_a_particular_one(name: str, stated: bool, sentence: str) -> None:
    assert BY_NAME[name].stands_in(sentence) is stated


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("how far apart were the masts", ["distance"]),
        ("how far did the porters travel", ["distance"]),
        ("how far can porters ride", ["distance"]),
        ("how far fly the drones in winter", ["distance"]),
        ("how far do they forage", ["distance"]),
        ("how far can the pressure fall", []),
        ("how far fell the pressure", []),
        ("how far did the pressure fall", []),
        ("how big was the effect", []),
        ("how thick was the ice", ["size of a thing"]),
        ("median tumour size", ["size of a thing"]),
    ],
)
def test_how_far_and_how_big_are_asked_of_more_than_places_and_things(question: str, names: list[str]) -> None:
    assert [one.attribute.name for one in wanted(question)] == names


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("at what elevation did grasses grow", ["altitude"]),
        ("effect of elevation on grasses", ["altitude"]),
        ("elevation?", ["altitude"]),
        ("was ST elevation common", []),
        ("did they report elevations in blood pressure", []),
        ("what elevation of troponin was seen", []),
        ("is the app free", ["licence"]),
        ("is this free from bias", []),
        ("is it free of charge", ["licence"]),
        ("which heterogeneous catalysts are best", []),
    ],
)
def test_what_rises_in_the_body_and_what_is_free_of_harm_have_neither_altitude_nor_licence(
    question: str, names: list[str]
) -> None:
    assert [one.attribute.name for one in wanted(question)] == names


def test_no_elevation_of_the_blood_states_an_altitude() -> None:
    assert not BY_NAME["altitude"].stands_in("Elevations of troponin above 40 ng/L were rare.")
    assert BY_NAME["altitude"].stands_in("Plots lay at elevations of 1200 to 2400 m.")


@pytest.mark.parametrize(
    ("name", "question", "sentence"),
    [
        ("accuracy", "how reliable is the test", "Sensitivity was 91%."),
        ("accuracy", "how accurate are the readers", "They agreed in 40 of 52 cases."),
        ("age", "how old were the porters", "Porters were older than sailors (median 61 years)."),
        ("speed", "how quickly does it work", "A prediction took 0.2 seconds."),
        ("duration", "how long does the lamp burn", "It lasts nine nights."),
        ("rate", "how often did they row", "They rowed twice a week."),
        ("reason", "why did they stop", "Half stopped for lack of time."),
        ("reason", "why did they stop", "Fear of flooding was the main barrier."),
        ("speed", "how slow is it", "Planing took 12 minutes a board."),
        ("satisfaction", "did sailors like them", "Sailors over 60 rated hammocks lower."),
        ("satisfaction", "did sailors like it", "Of the sailors, 61% wished to keep it."),
        ("recurrence", "how many came back", "Return visits were alike (8% and 9%)."),
        ("problems", "what goes wrong", "Knots accounted for a third of the errors."),
        ("respondents", "response rate", "Of 90 sailors 61 answered (68%)."),
        ("response", "response rate", "Of 90 sailors 61 answered (68%)."),
        ("blinding", "was it blinded", "Knots were judged by a captain unaware of the allocation."),
        ("complications", "is it safe", "Reactions were seen in two sailors."),
        ("recurrence", "how many went back", "Return to work was 61%."),
        ("lasting effect", "does it last", "It wore off by noon."),
        ("sampling", "who chose the men", "Staff chose who could sail."),
        ("survival", "how long do sailors live", "Half survived the winter."),
        ("predictors", "and which other factor", "Sleep was associated with rank."),
    ],
)
def test_an_attribute_is_stated_in_many_words(name: str, question: str, sentence: str) -> None:
    assert name in [one.attribute.name for one in wanted(question)]
    assert BY_NAME[name].stands_in(sentence)


def test_taking_part_names_the_number_studied() -> None:
    (asked,) = wanted("how many porters from the hills were interviewed")
    assert asked.names(len("how many porters from the hills "))
    assert doing_counted("how many porters from the hills were interviewed") is None
    assert doing_counted("how many porters from the hills had left") is not None
    assert doing_counted("how many year 7 pupils had left") is not None
    assert doing_counted("how many hours of the day were they interviewed") is None


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Mortality was 4% at 30 days.", True),
        ("Eleven of them died.", True),
        ("No patients died.", True),
        ("Mortality did not differ up to 90 days.", False),
        ("Mortality was lower after two years.", False),
        (f"Deaths were rare, {'and of all that was seen before ' * 4}in 40 villages.", False),
    ],
)
def test_a_number_of_an_attribute_stands_near_its_words(sentence: str, counted: bool) -> None:
    assert BY_NAME["mortality"].counted_in(sentence) is counted


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many developer hours were lost", "number of developer hours"),
        ("how many cattle kept their horns", "number of cattle"),  # what they did names no thing
        ("how many of them failed", "how many failed"),
        ("how many quit", "how many quit"),
        ("and how many of these stay on", "how many stay"),
    ],
)
def test_what_is_counted_is_named_up_to_its_first_plural(question: str, named: str) -> None:
    assert [name for name, _ in to_count(question)] == [named]
    assert named != "how many failed" or doing_counted(question) is None


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("what didn't they measure", True),
        ("what was not tested", True),
        ("any caveats", True),
        ("what was not significant", False),
        ("what did not change", False),
        ("what did they measure", False),
        ("muscle weakness of the arm after a stroke", False),
    ],
)
def test_what_was_not_done_is_asked_as_a_limitation(question: str, asks: bool) -> None:
    assert ("limitations" in [one.attribute.name for one in wanted(question)]) is asks


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("comparator", "Values were compared with a paired test."),
        ("comparator", "The granary weevil alone gave 44%."),
        ("comparator", "Testing should become routine practice."),
        ("comparator", "Hygiene should come first rather than drugs."),
        ("exclusions", "Neither slope nor soil predicted the yield."),
        ("exclusions", "Publication bias could not be excluded."),
        ("exclusions", "The nursery had excluded the child."),
        ("exclusions", "Combing alone was not studied."),
        ("blinding", "Sales at the kiosk were masked by the holiday."),
        ("blinding", "Ninety blind adults took part."),
        ("problems", "Untreated colonies lost 7.9% of their mites."),
        ("conflicts of interest", "Some tugs, i.e. was a habit, held stock of rope."),
        ("conflicts of interest", "In the U.S. worked hours fell."),
        ("conflicts of interest", "Keepers declared that the huts were dry."),
        ("problems", "No link was found with emotional problems."),
    ],
)
def test_words_of_another_sense_state_no_row(name: str, sentence: str) -> None:
    assert not BY_NAME[name].stands_in(sentence)


@pytest.mark.parametrize(
    ("question", "row", "asks"),
    [
        ("when will we know", "end date", True),
        ("when do gulls come", "end date", False),
        ("who shouldnt get the vest", "exclusions", True),
        ("who cant have it", "exclusions", True),
        ("who can have it", "exclusions", False),
    ],
)
def test_what_will_be_and_who_must_not_are_asked_for(question: str, row: str, asks: bool) -> None:
    assert (row in [one.attribute.name for one in wanted(question)]) is asks


@pytest.mark.parametrize("said", ["Cooks with gout will not be eligible.", "It is contraindicated in gout."])
def test_what_rules_somebody_out_states_exclusions(said: str) -> None:
    assert BY_NAME["exclusions"].stands_in(said)


@pytest.mark.parametrize(
    ("question", "asks"), [("sex of the sailors", True), ("sex crimes", False), ("sex education at sea", False)]
)
def test_a_thing_called_after_sex_asks_for_nobodys(question: str, asks: bool) -> None:
    assert ("sex" in [one.attribute.name for one in wanted(question)]) is asks
