"""Aims, plans and limits: none is a result, and none a conclusion."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.models import Finding, Outcome
from index.plans import is_aside, is_formality
from tests.libraries import indexed

_LANTERNS = (
    "BACKGROUND: Bridges are dark. OBJECTIVE: To see whether lanterns on bridges reduce falls and whether walkers enjoy them. "
    "METHODS: Lanterns were hung on 30 of 60 bridges. RESULTS: Falls were halved on bridges with lanterns. "
    "Herons left. CONCLUSIONS: Lanterns make bridges safer."
)
_FERRIES = (
    "Ferries are often late. We followed 80 ferries for a year. Ferries with two pilots were late half as often. "
    "Two pilots are worth their pay. All delays were self-reported."
)
LIBRARY = indexed(
    Paper(source_id="lantern", title="Lanterns on bridges: a trial", abstract=_LANTERNS),
    Paper(source_id="ferry", title="Delays of ferries", abstract=_FERRIES),
)


async def find(question: str) -> Finding:
    return await LIBRARY.find(LIBRARY.reader.read(question))


async def test_what_is_only_an_aim_is_named_as_without_result() -> None:
    found = await find("do walkers enjoy the lanterns on bridges")
    assert not (found.outcome is Outcome.ANSWERED and found.sure)
    assert any(one.startswith("result for ") for one in found.not_said)


async def test_what_was_found_is_no_aim() -> None:
    found = await find("do lanterns reduce falls on bridges")
    assert not any(one.startswith("result for ") for one in found.not_said)


async def test_who_asks_for_the_aim_gets_it() -> None:
    found = await find("was the aim of the lanterns on bridges that walkers enjoy them")
    assert not any(one.startswith("result for ") for one in found.not_said)


async def test_a_limit_at_the_end_is_no_finding() -> None:
    found = await find("what did the study of ferries find")
    assert found.evidence[0].sentence.text == "Two pilots are worth their pay."


async def test_a_conclusion_is_told_by_its_place() -> None:
    assert not (await find("what did the trial of lanterns on bridges conclude")).not_said


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
