"""Answered, related or nothing: what decides, and that its weights and thresholds are part of an answer's record."""

from __future__ import annotations

import asyncio
import re
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.models import Paper
from index.finding import account, features, hedging, outcome
from index.finding.account import account_of
from index.finding.outcome import (
    ANSWERED,
    DECISION,
    FOLLOWING,
    _touched,
    judge,
    still_missing,
    support,
    unknown_words,
)
from index.library import LibraryIndex
from index.models import Outcome
from index.questions import ranked, reader
from index.terms import query
from index.weights import weights_digest
from tests.bot.assistant.teahouse import COFFEE, nine, teahouse, teas
from tests.conftest import examples
from tests.libraries import indexed

TEAS = teas()
NINE = nine()


def found(question: str, index: LibraryIndex = TEAS) -> Outcome:
    return asyncio.run(index.find(index.reader.read(question))).outcome


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("was tremor seen in nurses after coffee?", Outcome.ANSWERED),
        ("does green tea shorten the sleep of porters?", Outcome.ANSWERED),
        ("how was menthol measured?", Outcome.ANSWERED),
        ("what was the blood pressure of pilots on green tea?", Outcome.RELATED),
        ("green tea for dental caries in children", Outcome.RELATED),
        ("zebra crossings in Oslo", Outcome.NOTHING),
        ("quantum chromodynamics", Outcome.NOTHING),
        ("does chromodynamics reduce quark use", Outcome.NOTHING),
        ("the and of with", Outcome.NOTHING),
        ("", Outcome.NOTHING),
    ],
)
def test_the_three_outcomes(question: str, expected: Outcome) -> None:
    assert found(question) is expected


def test_everyday_words_alone_make_no_paper_related() -> None:
    paper = Paper(
        source_id="1", abstract="Braking was reduced by half. Ferries used less diesel and were used more."
    )
    index = indexed(paper)
    assert found("does marzipan reduce the use of lipstick", index) is Outcome.NOTHING
    assert found("does marzipan reduce the use of diesel", index) is Outcome.RELATED


def test_a_number_alone_is_no_topic_that_a_library_lacks() -> None:
    index = indexed("Walking at night was safe for adults of 70.", "Ferries used less diesel.")
    seen = asyncio.run(index.find(index.reader.read("is walking safe for adults over 80")))
    assert (seen.outcome, seen.not_said) == (Outcome.RELATED, ("over 80",))
    assert found("is chromodynamics safe for quarks over 80", index) is Outcome.NOTHING
    assert found("5000", index) is Outcome.NOTHING


def test_a_number_weighs_nothing_beside_words() -> None:
    touched = []
    for question in ("tremor of nurses after coffee", "tremor of nurses after coffee 5000"):
        read = TEAS.reader.read(question)
        _, readings, _ = asyncio.run(TEAS.read(read))
        touched.append([_touched(one, read) for one in readings if one.paper == COFFEE])
    assert touched[0] == touched[1] != [0.0]


@pytest.mark.parametrize(
    ("shown", "left"),
    [
        ("Kettles were black.", ("price", "euros")),
        ("The kettle cost 40 dollars.", ("euros",)),
        ("The kettle cost 40 euros.", ()),
    ],
)
def test_a_kind_of_figure_that_is_shown_is_not_missing_and_a_unit_that_is_not_is(
    shown: str, left: tuple[str, ...]
) -> None:
    read = TEAS.reader.read("what was the price in euros?")
    assert still_missing(("price", "euros"), read, [shown]) == left


def test_a_statistic_that_abstracts_write_as_a_sign_is_no_unknown_word() -> None:
    for sign in ("p value", "odds ratio", "predictive values"):
        assert unknown_words(TEAS.reader.read(f"what was the {sign} for zebras?")) == ("zebras",)


def test_near_words_alone_make_no_paper_related_where_a_word_has_none() -> None:
    """No abstract has "denosumab", "fractures" or "dogs", and nothing stands near the first: what stands near the others is chance."""
    assert found("what dose of denosumab prevents fractures in dogs", NINE) is Outcome.NOTHING
    assert found("does denosumab prevent recurrence in dogs", NINE) is not Outcome.NOTHING
    assert found("did a doctor prescribe morphine", NINE) is Outcome.RELATED  # physicians are doctors


def test_a_number_is_of_what_is_counted() -> None:
    """A review found 3733 studies and included 51: the first is no answer to how many it studied, and neither is one of patients."""
    finding = asyncio.run(NINE.find(NINE.reader.read("how many studies in the ablation review?")))
    assert "51 studies" in finding.evidence[0].sentence.text
    patients = asyncio.run(NINE.find(NINE.reader.read("how many patients were in the ablation review?")))
    assert not (patients.outcome is Outcome.ANSWERED and patients.sure)


def test_a_cut_off_is_asked_about_with_its_number() -> None:
    finding = asyncio.run(NINE.find(NINE.reader.read("ECOG >2?")))
    assert finding.outcome is Outcome.RELATED
    assert finding.not_said == (">2",)
    assert found("ECOG >1?", NINE) is Outcome.ANSWERED


def supported(question: str) -> float:
    read = TEAS.reader.read(question)
    _, readings, chosen = asyncio.run(TEAS.read(read))
    return support(account_of(readings, chosen, read), readings)


def test_a_name_no_paper_holds_makes_an_answer_less_likely() -> None:
    assert supported("did coffee help nurses?") > supported("did coffee help nurses in Trondheim?")


def test_a_figure_asked_for_where_none_is_given_is_noticed() -> None:
    read = TEAS.reader.read("what percentage of menthol was measured in peppermint?")
    _, readings, chosen = asyncio.run(TEAS.read(read))
    told = [candidate for candidate in chosen if "%" in candidate.sentence.text]
    assert told == []
    assert features.features(account_of(readings, chosen, read), readings)["no share"] == 1.0
    assert not judge(readings, chosen, read).sure or judge(readings, chosen, read).outcome is not Outcome.ANSWERED


@settings(max_examples=examples(60), deadline=None)
@given(st.text(alphabet="abcdefgh tea coffee porters 12 %?", max_size=60))
@example("pot")
def test_the_decision_is_a_likelihood_over_the_named_features(question: str) -> None:
    read = TEAS.reader.read(question)
    _, readings, chosen = asyncio.run(TEAS.read(read))
    verdict = judge(readings, chosen, read)
    if not chosen:
        assert verdict.outcome is Outcome.NOTHING
        return
    seen = features.features(account_of(readings, chosen, read), readings)
    assert set(seen) == {*DECISION, *FOLLOWING}
    assert all(0.0 <= value <= 1.0 for name, value in seen.items() if name not in ("score", "lead"))
    strength = max(one.strength for one in readings)  # of "pot", BM25 alone puts another paper first
    assert (seen["lead"] < 0.0) is (seen["strength"] < strength)
    assert seen["lead"] <= 1.0
    likely = support(account_of(readings, chosen, read), readings)
    assert 0.0 <= likely <= 1.0
    assert verdict.outcome is not Outcome.ANSWERED or likely >= ANSWERED


def test_what_is_found_does_not_hang_on_how_many_other_papers_there_are() -> None:
    """Papers that share no word with a question make none of its answers a refusal."""
    others = tuple(
        Paper(source_id=f"o{n}", title=f"Gears {n}", abstract=f"Cogwheel number {n} turned left and rusted.")
        for n in range(200)
    )
    corpus = teahouse()
    grown = indexed(*corpus.papers, *others)
    for question in ("was tremor seen in nurses after coffee?", "how was menthol measured?"):
        assert found(question, grown) is Outcome.ANSWERED


SHAPING = (
    *((outcome, name) for name in ("ANSWERED", "SURE", "CERTAIN", "RELATED", "HEAVY", "TOUCHES")),
    *((account, name) for name in ("HELD", "NEARLY", "ABOUT", "OPENING", "BEFORE", "FLOOR")),
    *((ranked, name) for name in ("CLOSE_RANKED", "CLOSE_HELD", "CLOSE_MOST")),
    *((reader, name) for name in ("CLOSE_HELD_MOST", "SPECIFIC")),
    (query, "CLIPPED"),
    (query, "CLOSE"),
    *((features, name) for name in ("PART", "NEARBY", "LONG_QUESTION", "COMMON")),
    (account, "AS_GOOD"),
    (hedging, "MOST"),
)


@pytest.mark.parametrize(
    ("room", "threshold"), SHAPING, ids=lambda one: one if isinstance(one, str) else one.__name__
)
def test_the_digest_changes_with_a_threshold(
    room: ModuleType, threshold: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = weights_digest()
    assert before == weights_digest()
    monkeypatch.setattr(room, threshold, getattr(room, threshold) + 0.01)
    assert weights_digest() != before


@pytest.mark.parametrize("name", sorted(DECISION))
def test_the_digest_changes_with_every_weight_of_the_decision(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = weights_digest()
    monkeypatch.setitem(DECISION, name, DECISION[name] + 0.01)
    assert weights_digest() != before


@pytest.mark.parametrize(
    "question",
    [
        "do old folks with bone mets live longer after surgery",
        "does the green tea of pilots lower blood pressure and sleep of porters",
        "coffee, sleep and tremor of night nurses with menthol",
        "survival and pain after radiotherapy of breast and lung",
    ],
)
@pytest.mark.parametrize("index", [TEAS, nine()], ids=["teas", "nine"])
def test_no_word_is_said_to_be_missing_that_stands_in_a_sentence_shown(question: str, index: LibraryIndex) -> None:
    finding = asyncio.run(index.find(index.reader.read(question)))
    shown = {word for one in finding.evidence for word in re.findall(r"[a-z]+", one.sentence.text.casefold())}
    assert not shown & {word.casefold() for word in finding.not_said}
