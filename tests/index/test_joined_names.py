"""What names a thing stays with it: letters, numbers and numerals behind or before a name, however it is written."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Paper
from index.models import Finding, Outcome
from index.terms.analyzer import Analyzer
from index.terms.joined_names import together
from tests.bot.assistant.teahouse import nine
from tests.libraries import indexed

ELSE = "Rivers ran dry in the valley, and nothing else was seen there."


def asked(text: str, question: str) -> Finding:
    index = indexed(text, ELSE)
    return asyncio.run(index.find(index.reader.read(question)))


@pytest.mark.parametrize(
    ("text", "question", "missing"),
    [
        (
            "Vitamin C and vitamin D were given to adults with fractures.",
            "does vitamin K help adults with fractures",
            "vitamin K",
        ),
        ("Hepatitis B and C were found in nurses.", "hepatitis E in nurses", "hepatitis E"),
        ("Protein C was low in thrombosis.", "protein S in thrombosis", "protein S"),
        ("B cells were counted in blood of adults.", "T cell count in blood of adults", "T cell"),
        ("IL-16 rose in children with asthma.", "IL-10 in children with asthma", "IL-10"),
        ("CDK12 was blocked in tumour cells of mice.", "CDK1 in tumour cells of mice", "CDK1"),
        ("Adults with type I diabetes were seen in spring.", "type 2 diabetes of adults in spring", "type 2"),
        ("Complex type II fractures were fixed in adults.", "type IV fractures of adults", "type IV"),
        ("Hyperkalaemia was frequent in old adults.", "hypokalaemia in old adults", "hypokalaemia"),
        ("Influenza A was frequent in nurses.", "influenza B in nurses", "influenza B"),
        ("Phase 1 trials of the drug were stopped by nurses.", "phase 3 of the drug by nurses", "phase 3"),
        ("Water had 10⁵ copies of the virus.", "water with 105 copies of the virus", "105"),
    ],
)
def test_another_of_its_name_is_never_taken_for_it(text: str, question: str, missing: str) -> None:
    finding = asked(text, question)
    assert finding.outcome is not Outcome.ANSWERED or not finding.sure
    assert missing.casefold() in [one.casefold() for one in (*finding.unknown_words, *finding.not_said)]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Vitamin K was given to adults with fractures.", "does vitamin K help adults with fractures"),
        ("Protein S was low in thrombosis.", "protein S in thrombosis"),
        ("T cells were counted in blood of adults.", "T-cell count in blood of adults"),
        ("IL-6 rose in children with asthma.", "il6 in children with asthma"),
        ("IL6 rose in children with asthma.", "IL-6 in children with asthma"),
        ("COVID-19 was frequent among nurses.", "covid19 among nurses"),
        ("Adults with type II diabetes were seen in spring.", "type 2 diabetes of adults in spring"),
        ("Adults with type 2 diabetes were seen in spring.", "type II diabetes of adults in spring"),
        ("Types 1, 2 and 4 of the fracture were seen.", "type 4 of the fracture"),
        ("Staphylococcus aureus grew in all wounds.", "S. aureus in wounds"),
        ("Helicobacter pylori was eradicated in adults.", "H pylori in adults"),
        ("The seventh edition was used for gastric tumours.", "7th edition for gastric tumours"),
        ("Porters of the 6th floor fell in spring.", "porters of the sixth floor in spring"),
        ("Grade III gliomas were irradiated.", "grade 3 gliomas irradiated"),
        ("Moorhens nested on breakwaters in spring.", "moorhens nested on break waters in spring"),
        ("Weekly workload of the porters rose in spring.", "work load of the porters in spring"),
    ],
)
def test_its_own_name_is_found_however_it_is_written(text: str, question: str) -> None:
    finding = asked(text, question)
    assert finding.evidence[0].sentence.key == "0"
    assert finding.unknown_words == ()
    assert finding.not_said == ()


def test_words_that_an_abstract_ran_together_by_mistake_are_no_name() -> None:
    text = "Boats of the portregistered here. Breakwaters kept the port safe."
    index = indexed(Paper(source_id="0", title="Sailing", abstract=text))
    words = [one.words for one in index.reader.read("was the port registered behind break waters").concepts]
    assert {"port", "break waters"} <= {*words}


def test_a_word_that_compares_is_no_part_of_the_one_before_it() -> None:
    index = indexed(
        Paper(source_id="0", title="Wounds", abstract="Painless wounds of porters healed."),
        Paper(source_id="1", title="Tea", abstract="The pain of porters was less with tea."),
    )
    found = asyncio.run(index.find(index.reader.read("was pain less with tea in porters")))
    assert found.evidence[0].sentence.key == "1"


@pytest.mark.parametrize(
    ("left", "right"), [("china", "chin"), ("mania", "many"), ("10⁵", "105"), ("10⁻⁵", "105")]
)
def test_unlike_words_have_unlike_terms(left: str, right: str) -> None:
    analyzer = Analyzer()
    assert analyzer.terms(left) != analyzer.terms(right)


@pytest.mark.parametrize(("left", "right"), [("vertebra", "vertebral"), ("48,300", "48300"), ("12·5", "12.5")])
def test_one_word_has_one_term(left: str, right: str) -> None:
    analyzer = Analyzer()
    assert analyzer.terms(left) == analyzer.terms(right)


@given(st.lists(st.sampled_from(["type", "1", "2", "ii", "and", "or", "x", "cells"]), max_size=9))
def test_words_of_a_name_that_stand_in_a_row_are_together(words: list[str]) -> None:
    for first, last in zip(words, words[1:], strict=False):
        assert together((first, last), words)


def test_short_forms_that_are_alike_in_their_letters_do_not_stand_for_each_other() -> None:
    found = asked("CBCT was used to guide needles in adults.", "any rct in adults")
    assert found.outcome is not Outcome.ANSWERED
    assert "rct" in found.unknown_words


def test_a_word_of_the_same_meaning_is_shown_where_the_questions_own_stands_nowhere() -> None:
    meant = asked(
        "SABR was given in three fractions to adults.", "how many fractions of SBRT were given to adults"
    )
    assert meant.evidence
    assert "SABR" in meant.searched_also
    own = asked("SABR was given in three fractions to adults.", "how many fractions of SABR were given to adults")
    assert "sbrt" not in own.searched_also


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("was REST better than radiotherapy for spinal metastases", True),
        ("was rest better than radiotherapy for spinal metastases", False),
        ("WAS REST BETTER THAN RADIOTHERAPY FOR SPINAL METASTASES", False),
    ],
)
async def test_an_everyday_word_in_capitals_is_a_name(question: str, named: bool) -> None:
    concept = next(one for one in nine().reader.read(question).concepts if one.words == "rest")
    assert (concept.telling == 1.0) is named
    found = await nine().find(nine().reader.read(question))
    assert not named or "REST" in found.not_said
