"""What part of an abstract a sentence is: a formality, an aside, how long the study lasted, where it sums up."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.sentences.reporting import asks_attrition, is_aside, is_followed, is_formality, names_payer, sums_up


@pytest.mark.parametrize(
    ("sentence", "section", "aside"),
    [
        ("Pay was not recorded.", None, True),
        ("The study was funded by a bank.", None, True),
        ("A larger trial is planned.", None, True),
        ("Few wrote.", "LIMITATIONS", True),
        ("A bank paid.", "TRIAL REGISTRATION AND FUNDING", True),
        ("Lanterns make bridges safer.", "CONCLUSIONS", False),
        ("Lanterns make bridges safer.", "RESULTS AND LIMITATIONS", False),
        ("Falls were as many.", "REGISTRY DATA", False),
        ("Falls were as many.", "COMPETING RISKS", False),
        ("Falls were not reduced.", None, False),
        ("Sleep was self-reported.", None, True),
        ("The trial was registered before it began.", None, True),
        ("Our main limitation is that few wrote.", None, True),
        ("Self-reported sleep foretells falls.", None, False),
        ("Registered nurses need more rest.", None, False),
        ("Burns were not observed.", None, False),
        ("Lamps are safe once their limitations are known.", None, False),
    ],
)
def test_what_stands_last_and_concludes_nothing(sentence: str, section: str | None, aside: bool) -> None:
    assert is_aside(sentence, section) is aside


@pytest.mark.parametrize(
    ("section", "formal"),
    [
        ("FUNDING", True),
        ("Conflict of interest", True),
        ("TRIAL REGISTRATION NUMBER", True),
        ("LIMITATIONS", False),
        ("DATA FROM REGISTRIES", False),
        ("CONFLICT RESOLUTION", False),
        ("COMPETING RISKS", False),
    ],
)
def test_sections_that_say_nothing_of_the_subject(section: str, formal: bool) -> None:
    assert is_formality("It is so.", section) is formal


@pytest.mark.parametrize(
    ("sentence", "formal"),
    [
        ("The trial was funded by the Celtic Rugby Trust.", True),
        ("Supported by the Andes Seismic Programme.", True),
        ("The audit was commissioned by the harbour.", True),
        ("We received no external funding.", True),
        ("No funding was obtained for this work.", True),
        ("The lead author is an employee of the maker of the lamps.", True),
        ("Two authors work for the manufacturer.", True),
        ("Ethical approval was given by the board.", True),
        ("Data and code are available from the authors.", True),
        ("Data and code are openly available.", True),
        ("Data are available for 61 lamps only.", False),
        ("The authors thank the Swiss Lantern Foundation for financial support.", True),
        ("We gratefully acknowledge the harbour for its help.", True),
        ("We commissioned an audit of 40 harbours.", False),
        ("The authors thank an attentive reader.", True),
        ("We are grateful to the keepers of the lanterns.", True),
        ("The authors declare that two of them chair the guild of lamplighters.", True),
        ("Authors disclosed that they had ties to makers in 34% of guidelines.", False),
        ("Keepers declared that the lamps were dry.", False),
        ("Patients thank nurses for support.", False),
        ("We acknowledge that harbours closed for good.", False),
        ("Harbours that received no funding closed.", False),
        ("No funding was found for lamps, and the harbour closed.", False),
        ("Data are missing for two lamps.", False),
        ("Registered as NCT0123.4567.", True),
        ("Funding came from the water charity.", True),
        ("This work was financed through a levy on mains.", True),
        ("Funding for this study was provided by a bank.", True),
        ("Trial registration: NCT0123.4567.", True),
        ("Registration number 4711.", True),
        ("Funding for rural schools fell by 12%.", False),
        ("Financial support from parents foretold who stayed.", False),
        ("Registration of births rose in 40 villages.", False),
        ("The project was supported by 80% of those who live there.", False),
        ("Schools funded by fees did better, and marks rose by 3%.", False),
        ("The roof was supported by columns of bamboo, which bent.", False),
        ("Supported housing halved the nights spent outside.", False),
        ("Registered nurses saw 40 patients a day.", False),
    ],
)
def test_who_paid_is_a_formality_where_it_is_all_that_a_sentence_says(sentence: str, formal: bool) -> None:
    assert is_formality(sentence, None) is formal
    assert is_formality(sentence, "FUNDING") is True


@pytest.mark.parametrize(
    ("sentence", "followed", "sums"),
    [
        ("The median follow-up period was 40 (ice) and 26 months (heat).", True, False),
        ("Mean follow-up was 5 years.", True, False),
        ("Follow-up of the pupils ranged from 2 to 9 terms.", True, False),
        ("At follow-up pain was lower with ice.", False, False),
        ("Follow-up visits halved.", False, False),
        ("These findings suggest that ice helps.", False, True),
        ("In conclusion, later bells give more sleep.", False, True),
        ("Our results strongly support wide strips.", False, True),
        ("These results were not adjusted.", False, False),
        ("Overall, later bells are worth their price.", False, True),
        ("Overall, 62% of the pupils passed.", False, False),
        ("Together, the schools had 900 pupils.", False, False),
    ],
)
def test_how_long_a_study_lasted_is_no_result_and_a_conclusion_is_known_by_its_opening(
    sentence: str, followed: bool, sums: bool
) -> None:
    assert (is_followed(sentence), sums_up(sentence)) == (followed, sums)


GOATS = "Goats crossed the fields at night and rang their bells. "
PAID = "The study was funded by the Road Authority."


@pytest.mark.parametrize(
    ("word", "title", "abstract", "payer"),
    [
        ("roads", "Goat bells", GOATS + PAID, True),
        ("road", "Goat bells", "RESULTS: " + GOATS + "FUNDING: Road Authority.", True),
        ("roads", "Goat bells by the road", GOATS + PAID, False),
        ("roads", "Goat bells", GOATS + "They slept by the road. " + PAID, False),
        ("roads", "Goat bells", GOATS + "They slept. " + PAID + " Bells were lost on the road.", False),
        ("roads", "Goat bells", PAID + " " + GOATS * 2, False),
        ("roads", "Goat bells", f"{PAID} {GOATS * 2}{PAID}", False),
        ("roads", "Goat bells", GOATS, False),
        ("roads", "Goat bells", None, False),
    ],
)
def test_a_word_of_who_paid_alone_is_no_topic_of_a_paper(
    word: str, title: str, abstract: str | None, payer: bool
) -> None:
    paper = Paper(source_id="g", title=title, abstract=abstract)
    assert names_payer(word, paper, lambda said: said == word) == payer
    assert not names_payer(word, paper, lambda said: False)  # a name is looked for, whoever paid


@pytest.mark.parametrize(("question", "lost"), [("Who was LOST?", True), ("how many goats rang", False)])
def test_a_question_about_those_who_left_is_told(question: str, lost: bool) -> None:
    assert asks_attrition(question) == lost
