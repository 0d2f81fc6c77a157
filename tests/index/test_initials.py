"""Initials alone lead from a short form that no paper defines to the phrase that the library writes."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from tests.libraries import indexed

PAPERS = (
    Paper(
        source_id="gill",
        title="Amoebic gill disease of farmed salmon",
        abstract="Gills were scored each week. Amoebic gill diseases were rare below 12 degrees. Salmon with sudden onset lethargy and blindness died.",
    ),
    Paper(
        source_id="net",
        title="Cod in pens under the ice",
        abstract="Pens were kept below the ice. Cod ate little. Time of emergence was not known.",
    ),
)
READER = indexed(*PAPERS).reader


def others(question: str) -> set[str]:
    return {" ".join(phrase) for concept in READER.read(question).concepts for phrase, _, _ in concept.others}


@pytest.mark.parametrize("question", ["how common is AGD below 12 degrees", "agd in salmon"])
def test_initials_lead_to_the_phrase_that_the_library_writes(question: str) -> None:
    assert "ameb gill diseas" in others(question)


def test_a_letter_that_stands_alone_is_its_own_initial() -> None:
    told = "Hepatitis G virus was found in cod. Hepatitis G virus is a virus."
    reader = indexed(Paper(source_id="virus", title="Cod", abstract=told), *PAPERS).reader
    found = {" ".join(phrase) for one in reader.read("HGV in cod").concepts for phrase, _, _ in one.others}
    assert "hepat g virus" in found


def test_small_words_and_hyphens_have_no_letter_and_a_comma_ends_a_phrase() -> None:
    told = "Fry of the river-run stock grew. River-run stock of fry, then smolt, left."
    papers = (Paper(source_id="run", title="Fry", abstract=told), *PAPERS)
    reader = indexed(*papers).reader
    found = {
        " ".join(phrase) for one in reader.read("when did FRRS leave").concepts for phrase, _, _ in one.others
    }
    assert "fri river run stock" in found
    found = {
        " ".join(phrase) for one in reader.read("when did RSFT leave").concepts for phrase, _, _ in one.others
    }
    assert not {one for one in found if " " in one}  # "river stock of fry, then"


def test_what_was_searched_is_shown() -> None:
    assert "amoebic gill disease" in READER.read("AGD in salmon").searched_also


@pytest.mark.parametrize(
    "question",
    [
        "salmon with wsl",  # "with sudden lethargy" stands nowhere
        "cod and the toe",  # a word at large, though "time of emergence" has its initials
        "the PUT in pens",  # "pens under the": small words begin no short form
        "how were cod in CIP",  # "cod in pens" stands there once, as it may by chance
    ],
)
def test_chance_leads_nowhere(question: str) -> None:
    assert not {one for one in others(question) if " " in one}


def test_three_letters_of_a_title_lead_to_it_though_it_is_written_once() -> None:
    """A phrase of a title names what the paper is about; one that an abstract writes once may have its letters by chance."""
    assert "cod in pen" not in others("how is CIP")
    paper = Paper(
        source_id="wrack",
        title="Brown kelp soup for goats",
        abstract="Goats ate it. Grazing sea urchins were seen.",
    )
    reader = indexed(paper, *PAPERS).reader

    def led(question: str) -> set[str]:
        return {" ".join(phrase) for one in reader.read(question).concepts for phrase, _, _ in one.others}

    assert "brown kelp soup" in led("BKS for goats")
    assert not led("GSU for goats")


@pytest.mark.parametrize(
    ("word", "telling"),
    [("hardship", 1.0), ("mindfulness", 1.0), ("bearings", 1.0), ("bear", 0.35), ("minded", 0.35), ("mind", 0.35)],
)
def test_a_noun_made_of_an_everyday_word_is_a_topic(word: str, telling: float) -> None:
    paper = Paper(source_id="calm", title="Mindfulness and hardship in mind", abstract=f"All had {word} in mind.")
    (one,) = indexed(paper, *PAPERS).reader.read(word).concepts
    assert one.telling == telling


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("VR", "virtual reality"),
        ("IAQ", "indoor air quality"),
        ("GSHP", "ground source heat pump"),
        ("LLMs", "large language models"),
    ],
)
def test_abbreviations_of_other_fields_than_medicine_are_known(short: str, long: str) -> None:
    paper = Paper(
        source_id="far", title="Elsewhere", abstract=f"In our cellar the {long} was tried. It was liked."
    )
    index = indexed(paper, *PAPERS)
    said = {
        " ".join(phrase)
        for one in index.reader.read(f"{short} in a cellar").concepts
        for phrase, _, _ in one.others
    }
    assert any(long[:4] in one for one in said), said
