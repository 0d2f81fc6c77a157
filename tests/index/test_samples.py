"""How many a study studied, read from its abstract: the total as printed, or its groups."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Paper
from corpus.sentences import sentences_of
from index.sentences.samples import sample_size


def counted(abstract: str) -> list[tuple[str, str]]:
    sample = sample_size(Paper(source_id="p", abstract=abstract))
    return [(one.text, one.of) for one in sample.counts] if sample else []


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("A total of 1,204 consecutive patients were enrolled. Of these, 310 patients died.", [("1,204", "consecutive patients")]),
        ("Altogether, 93 (80% women, mean age 53) consecutive patients underwent imaging.", [("93", "(80% women, mean age 53) consecutive patients")]),
        ("A total of 310 dispensers from 262 shops were trained.", [("310", "dispensers")]),
        ("Altogether, 93 (80%) of the patients walked. We enrolled 116 patients.", [("116", "patients")]),
        ("LAMPS recruited 405 employees of nine firms. Fifty-two participants in the lamp group (26%) slept.", [("405", "employees")]),
        ("We studied 12 540 women with diabetes.", [("12 540", "women")]),
        ("Forty-two adults with asthma underwent spirometry.", [("Forty-two", "adults")]),
        ("Two hundred and thirty eight patients were recruited.", [("Two hundred and thirty eight", "patients")]),
        ("Of 967 children admitted, 55 were included.", [("55", "")]),
        ("Tea was given to a small sample of patients (n = 42).", [("42", "")]),
        ("Women received a lamp (n = 421) or a whistle (n=424). A bell was given to 11 and 19 women.", [("421", ""), ("424", "")]),
        ("In this trial 182 teachers were allocated to whistles (n = 91) or to lamps (n = 91).", [("182", "teachers")]),
        ("Burns (n = 12) and scratches (n = 9) were seen in both groups. We treated 80 men.", [("80", "men")]),
        ("A cohort of 300 patients was followed; 48 patients (16%) relapsed.", [("300", "patients")]),
        ("Pain was seen in 30% of 120 patients. We included 480 patients.", [("480", "patients")]),
        ("A systematic review was performed, yielding 3733 studies. After screening, 51 studies met the criteria.", [("51", "studies")]),
        ("According to the guideline, 28 articles out of 1834 met the inclusion criteria.", [("28", "articles out of 1834")]),
        ("A total of 89 women were identified. A total of 38 matched women were analyzed.", [("89", "women")]),
        ("We enrolled 64 men with gout and 31 healthy controls.", [("64", "men")]),
        ("Between 2019 and 2021 patients were enrolled at one centre.", []),
        ("In 2007 patients were enrolled.", []),
        ("A total of 35 patients were enrolled in 2007.", [("35", "patients")]),
        ("The study was carried out on 2096 school children.", [("2096", "school children")]),
        ("Outcomes were compared between 1879 rural and 6775 urban infants.", [("1879", "rural"), ("6775", "urban infants")]),
        ("The 40 patients treated early were compared with 55 patients treated late.", [("40", "patients"), ("55", "patients")]),
        ("We included 95 patients, 40 men and 55 women, in 3 hospitals.", [("95", "patients")]),
        ("Every year 40,000 patients are admitted worldwide.", []),
        ("From 1,812 screened sailors, 64 entered the study: 31 with ginger and 33 without.", [("64", "")]),
        ("A total of 52 adults (30 women and 22 men) were randomly assigned to ginger or to tea.", [("52", "adults")]),
        ("The safety population included 61 patients assigned to ginger, 59 to tea, and 62 to water.", [("61", "patients"), ("59", ""), ("62", "")]),
        ("A total of 410 nurses were enrolled in the ginger arm and 402 in the tea arm.", [("410", "nurses"), ("402", "")]),
        ("We randomised 1,210 nurses to ginger, 598 to tea.", [("1,210", "nurses"), ("598", "")]),
        ("We randomised 300 nurses to ginger or tea, and 40 to 60 of them were called.", [("300", "nurses")]),
        ("Eleven patients in the sample went on to surgery, and most of these were glad of it.", []),
        ("In a trial, 130 adults with the same 40 kWh oven were randomised to gas or wood.", [("130", "adults")]),
        ("The total number of nurses included in this trial was 383.", [("383", "")]),
        ("The number of nurses with pain was 31.", []),
        ("Of the 4102 cooks' wives and husbands, 912 women and 704 men were interviewed on tea.", [("912", "women"), ("704", "men")]),
        ("Of the 912 women and 704 men who came to the survey, 31 women and 40 men fell.", [("912", "women"), ("704", "men")]),
        ("Nine of 640 patients took ginger. We studied 31 women with gout.", [("31", "women")]),
        ("We asked 2,050 women; 18.6% of the sample (n = 381) were smokers.", [("2,050", "women")]),
        ("Between May 2001 and June 2004, 43 patients underwent surgery. Fifteen patients underwent a second operation.", [("43", "patients")]),
        ("Forty-four patients were operated on. Among these 61 patients, 24 were treated at home.", [("Forty-four", "patients")]),
        ("A review was performed on 52 cases of gout from 2,051 deliveries.", [("52", "cases")]),
        ("The cells kept 91% of their charge after 500 cycles, compared with 44% before.", []),
        ("At least 30 patients per group were planned for 12 months.", []),
        ("In ten wards, 812 adults with colds and no sign of disease were randomised to rest. Eleven patients allocated to rest walked.", [("812", "adults")]),
        ("We wrote to 900 owners of canoes; 412 replied.", [("412", "")]),
        ("A survey was sent to 5,400 porters in Peru, and 3,122 answered (58%).", [("3,122", "")]),
        ("Of 80 men with gout, 12 responded.", [("80", "men")]),
        ("We randomly assigned 210 visitors to lanterns or to torches.", [("210", "visitors")]),
        ("We followed 706 pupils of 18 schools.", [("706", "pupils")]),
        ("We spoke to 26 people who had sold their boat.", [("26", "people")]),
        ("We assigned 190 patients to rest and 188 to walking.", [("190", "patients"), ("188", "")]),
        ("One hundred and ten developers from 12 companies were randomised.", [("One hundred and ten", "developers")]),
        ("We linked records of 8,410 women with a first fall to deaths. Deaths were few.", [("8,410", "women")]),
        ("A meta-analysis. Twelve randomised trials with 2,310 participants compared bells.", [("2,310", "participants")]),
        ("Six cohorts with 9,100 teachers and 400 cases were included.", [("9,100", "teachers")]),
        ("Thirty-six women and 12 men were included.", [("Thirty-six", "women"), ("12", "men")]),
        ("Participants: 530 ticket inspectors and drivers; 41 withdrew in the first week.", [("530", "ticket inspectors and drivers")]),
        ("Four deaf surgeons, blinded to the arm, scored each knot. We studied 60 knots of 20 students.", [("20", "students")]),
        ("Thirty-two sworn interpreters summarised six speeches.", [("Thirty-two", "sworn interpreters")]),
        ("In Asia 31 million children were studied.", []),
        ("Men who mend nets (MMN) get cold. We surveyed 1,310 barefoot MMN in Peru.", [("1,310", "barefoot MMN")]),
        ("Men who mend nets (MMN) get cold. Among 22,297 MMN, gout was rare.", [("22,297", "MMN")]),
        ("Men who mend nets (MMN) get cold. Of 450 MMN/TGX asked, 421 women were included.", [("421", "women")]),
        ("Nets for men at sea (NMS) tear. We surveyed 1,310 cheap NMS in Peru.", []),  # no people
        ("Water was boiled for 5 minutes at 90 degrees.", []),
        ("", []),
    ],
)  # fmt: skip
def test_the_number_studied(abstract: str, found: list[tuple[str, str]]) -> None:
    assert counted(abstract) == found


def test_of_several_groups_no_total_is_made_up() -> None:
    paper = Paper(source_id="p", abstract="We compared 40 men and 55 men.")
    sample = sample_size(paper)
    assert sample is not None
    assert sample.number is None
    assert [one.number for one in sample.counts] == [40, 55]


def test_a_paper_without_abstract_states_none() -> None:
    assert sample_size(Paper(source_id="p", title="Of 40 patients")) is None


@given(st.text(alphabet="0123456789 ,.()=%npatiesofdwrh\u00a0", max_size=200))
def test_a_count_is_a_slice_of_its_sentence(text: str) -> None:
    paper = Paper(source_id="p", abstract=text)
    for one in found.counts if (found := sample_size(paper)) else ():
        assert text[one.start : one.end] == one.text
        assert one.sentence in sentences_of(paper)
        assert one.sentence.start <= one.start < one.end <= one.sentence.end
        assert one.of in one.sentence.text
