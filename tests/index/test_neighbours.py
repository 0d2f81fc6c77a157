"""Words that stand near others: the table, looked up where it lies, and what it does for a question."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import Finding, Outcome
from index.terms import neighbours
from index.terms.neighbours import DIGEST, Near, Neighbours, both_ways, written
from tests.bot.assistant.teahouse import nine
from tests.libraries import indexed

WORDS = st.text(string.ascii_lowercase, min_size=1, max_size=8)


WALKS = indexed(
    "Physicians prescribed walking to ninety adults. Most physicians were pleased with the walking.",
    "Carpets were woven by hand in the valley. The carpets had seven colours.",
)


def asked(question: str) -> Finding:
    return asyncio.run(WALKS.find(WALKS.reader.read(question)))


@given(st.dictionaries(WORDS, st.dictionaries(WORDS, st.integers(50, 100), max_size=5), max_size=12))
def test_every_row_is_found_again_the_nearest_first(rows: dict[str, dict[str, int]]) -> None:
    everything: dict[str, dict[str, int]] = {word: {} for others in rows.values() for word in others} | rows
    table = Neighbours(written((word, others.items()) for word, others in everything.items()))
    for word, others in everything.items():
        found = list(table.of(word))
        assert {one.word: one.nearness for one in found} == {w: n / 100 for w, n in others.items()}
        assert [one.nearness for one in found] == sorted((one.nearness for one in found), reverse=True)
    assert list(table.of("0absent")) == []


def test_pairs_hold_both_ways_and_words_of_one_stem_are_left_out() -> None:
    near = both_ways(["walk\twalks:90 stroll:75 sit:49"])
    assert near == {"walk": {"stroll": 75}, "stroll": {"walk": 75}}


def test_the_table_is_written_from_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(neighbours, "__file__", str(tmp_path / "terms" / "neighbours.py"))
    source = tmp_path / "table.tsv.gz"
    source.write_bytes(gzip.compress(b"walk\tstroll:75\nstroll\t\n"))
    neighbours.main([str(source)])
    table = Neighbours((tmp_path / "data" / neighbours.NAME).read_bytes())
    assert list(table.of("stroll")) == [Near("walk", 0.75)]


def test_the_shipped_table_is_whole() -> None:
    path = Path(neighbours.__file__).parents[1] / "data" / neighbours.NAME
    content = path.read_bytes()
    assert hashlib.sha256(content[DIGEST:]).digest()[:DIGEST] == content[:DIGEST]
    assert "physician" in [one.word for one in neighbours.load().of("doctor")]


def test_a_near_word_leads_to_the_paper_and_is_shown() -> None:
    finding = asked("was anybody happy")
    assert finding.hits[0].key == "0"
    assert finding.searched_also == ("pleased for “happy”",)
    assert finding.evidence[0].sentence.text == "Most physicians were pleased with the walking."


def test_a_word_that_is_held_leads_before_one_that_only_stands_near() -> None:
    papers = indexed("Sailors walked to town every day of May.", "Fishermen walked to town every day of May.")
    for question, key in (("sailors walking to town", "0"), ("fishermen walking to town", "1")):
        assert asyncio.run(papers.find(papers.reader.read(question))).hits[0].key == key


def test_a_near_word_that_is_asked_for_itself_stands_for_nothing_else() -> None:
    alone, beside = WALKS.reader.read("happy"), WALKS.reader.read("happy or pleased")
    assert "pleased" in [close.word for close in alone.concepts[0].close]
    assert "pleased" not in [close.word for close in beside.concepts[0].close]


def test_a_word_near_nothing_here_leaves_nothing() -> None:
    assert asked("quark confinement").outcome is Outcome.NOTHING


def test_of_words_near_one_that_is_held_only_the_nearest_enter_the_ranking() -> None:
    papers = indexed(
        "They were happy.", "They were glad, pleased, cheerful, joyful, delighted, lucky, excited and proud."
    )
    (happy,) = papers.reader.read("happy").concepts
    ranked = papers.reader.read("happy").ranked
    assert [one.term in ranked for one in happy.close[:4]] == [True] * 4
    assert len(happy.close) > 4
    assert not any(one.term in ranked for one in happy.close[4:])


async def test_no_near_word_is_shown_for_one_that_no_abstract_is_said_to_have() -> None:
    index = nine()
    finding = await index.find(index.reader.read("does SABR cost less than surgery"))
    assert finding.unknown_words == ("cost",)
    assert not any("“cost”" in shown for shown in finding.searched_also)


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        (
            "which therapy eased pain",
            (),
        ),  # of patients says nothing of therapy, though they stand near one another
        ("were people given ibuprofen", ()),  # an everyday word that is held under another name
    ],
)
async def test_what_was_searched_also_is_what_a_shown_sentence_has_and_helps_a_reader(
    question: str, shown: tuple[str, ...]
) -> None:
    wards = indexed(
        "Patients were given ibuprofen. Pain was eased in ninety patients. Nocturnal doses of ibuprofen were few.",
        "Patients with therapy of the knee were counted.",
        "Patients walked. All patients were adults.",
    )
    finding = await wards.find(wards.reader.read(question))
    assert finding.evidence
    assert finding.searched_also == shown


async def test_a_name_that_no_shown_sentence_has_is_not_said_to_have_been_searched() -> None:
    wards = indexed(
        "Thrombocytes were counted twice in all adults.",
        "Adults walked in the park. Adults and children sang there.",
    )
    counted = await wards.find(wards.reader.read("platelets counted twice"))
    assert counted.searched_also == ("thrombocytes",)
    sang = await wards.find(wards.reader.read("children and adults who sang there: platelets"), most=1)
    assert sang.evidence[0].sentence.text == "Adults and children sang there."
    assert sang.searched_also == ()


@pytest.mark.parametrize(
    "pair",
    [
        "austria australia",
        "nigeria niger",
        "slovakia slovenia",
        "turkey turkmenistan",
        "germany italy",
        "kenya africa",
        "danish norwegian",
        "january march",
        "monday sunday",
    ],
)
def test_two_of_a_kind_are_no_neighbours_however_near(pair: str) -> None:
    """What is said of Germany says nothing of Italy; a region leads to its countries by its names instead."""
    table, (one, other) = neighbours.load(), pair.split()
    assert other not in [near.word for near in table.of(one)]
    assert one not in [near.word for near in table.of(other)]


def test_a_country_stays_near_its_people_and_other_words_near_theirs() -> None:
    table = neighbours.load()
    assert "italians" in [near.word for near in table.of("italy")]
    assert "pulmonary" in [near.word for near in table.of("lung")]


@pytest.mark.slow
def test_the_table_written_from_itself_is_itself() -> None:
    table = neighbours.load()
    assert neighbours.written(table.rows())[: neighbours.DIGEST].hex() == table.digest


@pytest.mark.parametrize(
    ("place", "people"),
    [
        ("austria", "austrian"),
        ("australia", "australian"),
        ("nigeria", "nigerian"),
        ("turkey", "turkish"),
        ("slovakia", "slovak"),
    ],
)
def test_those_who_live_in_a_country_stand_for_it(place: str, people: str) -> None:
    assert people in {one.word for one in neighbours.load().of(place)}


@pytest.mark.parametrize(
    ("last", "shown"),
    [("Simvastatin was cheaper.", ()), ("Aspirin was cheaper.", ("atorvastatin for “simvastatin”",))],
)
async def test_what_the_same_paper_calls_by_its_own_name_has_no_other(last: str, shown: tuple[str, ...]) -> None:
    """Atorvastatin is near simvastatin, and the paper speaks of both: they are two things."""
    pills = indexed(
        f"Atorvastatin was taken by boys in cold barns and by men. {last}", "Simvastatin was taken by men."
    )
    finding = await pills.find(pills.reader.read("simvastatin taken in cold barns by boys"), most=1)
    assert finding.evidence[0].sentence.text.startswith("Atorvastatin")
    assert finding.searched_also == shown


async def test_nothing_is_said_to_have_been_searched_for_a_word_of_an_earlier_question() -> None:
    cups = indexed("Tea was given to ninety porters. Porters slept well.", "Coffee was given to cooks.")
    own = cups.reader.read("porter tea")
    assert (await cups.find(cups.reader.read("slept", "portter tea"))).searched_also == ()
    assert own.concepts[0].known


@pytest.mark.parametrize(("question", "shown"), [("transfers by chopper?", True), ("transfers by sledge?", False)])
async def test_what_stands_for_a_word_that_no_abstract_has_is_shown_where_it_answers(
    question: str, shown: bool
) -> None:
    islands = indexed(
        "Helicopters were used in 112 transfers. Boats were slow.", "Granite quays lost 2 mm a year."
    )
    found = await islands.find(islands.reader.read(question))
    assert found.evidence[0].sentence.text.startswith("Helicopters")
    assert found.searched_also == (("helicopters for “chopper”",) if shown else ())
    assert ("sledge" in found.not_said) is not shown
