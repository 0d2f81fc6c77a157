"""A figure that a sentence states in other words than the question's, and how many were studied, whatever they are called."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.models import Finding, Outcome
from tests.libraries import indexed

_TIDE = (
    "Reading tide gauges by eye is slow and costs much. We describe TideNet, a network that reads tide gauges from photographs. "
    "It was trained with 4,100 photographs of 19 harbours. Precision was 0.93 in harbours that it had not seen. "
    "Reading took 35 milliseconds. Ice on the gauge was a frequent cause of failure."
)
_BARGES = (
    "Bargees are few. We wrote to all owners of barges in four towns; 212 replied. In 44 barges in Flanders we measured damp. "
    "It was lowest in barges with two stoves. Eleven had given up by the end, for fear of flooding."
)
LIBRARY = indexed(
    Paper(source_id="tide", title="TideNet: reading tide gauges from photographs", abstract=_TIDE),
    Paper(source_id="barge", title="Damp in barges: a survey of owners", abstract=_BARGES),
    Paper(source_id="quay", title="Wear of quays", abstract="Quays wear. Granite lost 2 mm a year."),
)


async def find(question: str) -> Finding:
    return await LIBRARY.find(LIBRARY.reader.read(question))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("how accurate is TideNet", "Precision was 0.93"),
        ("how fast is TideNet", "Reading took 35 milliseconds"),
    ],
)
async def test_a_figure_may_be_stated_in_other_words(question: str, sentence: str) -> None:
    found = await find(question)
    assert found.outcome is Outcome.ANSWERED
    assert any(one.sentence.text.startswith(sentence) for one in found.evidence)
    assert not found.not_said
    assert not found.unknown_words


async def test_where_no_sentence_states_the_figure_its_word_stays_unknown() -> None:
    found = await find("how cold are quays")
    assert found.outcome is not Outcome.ANSWERED or not found.sure
    assert "cold" in (*found.unknown_words, *" ".join(found.not_said).split())


@pytest.mark.parametrize("question", ["how many barges were measured", "how many barges took part"])
async def test_taking_part_need_not_be_said(question: str) -> None:
    found = await find(question)
    assert any("44 barges" in one.sentence.text for one in found.evidence)
    assert not found.not_said


async def test_what_those_counted_did_beside_taking_part_must_be_said() -> None:
    assert (await find("how many barges were sunk")).not_said


async def test_what_is_asked_for_may_be_stated_by_a_short_form_of_the_paper() -> None:
    abstract = (
        "The endpoint was length of stay in hospital (LSH) of bargees. They were old. The mean LSH was 4 days."
    )
    hospital = indexed(Paper(source_id="stay", title="Wounds of bargees", abstract=abstract))
    found = await hospital.find(hospital.reader.read("length of stay of bargees"))
    assert (found.outcome, found.sure, found.not_said) == (Outcome.ANSWERED, True, ())
    assert found.evidence[0].sentence.text == "The mean LSH was 4 days."
