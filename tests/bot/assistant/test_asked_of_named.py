"""What any study may tell, asked of one that the question names: by its author, its place, or a reference pasted before it."""

from __future__ import annotations

import pytest

from bot.models import Answer, Context
from corpus.doi import Doi
from corpus.models import Author, Paper
from index.models import Outcome
from tests.bot.assistant.conversations import over, paper


def _by(family: str, given: str) -> Author:
    return Author(name=f"{given} {family}", family=family, given=given)


_WALLS = Paper(
    doi=Doi("10.5555/walls.2010.0008"),
    title="Dating dry walls by their lichens: calibration in Skye",
    year=2010,
    authors=(_by("Joensen", "Rut"), _by("Curtis", "Hal")),
    journal="Landscape Dating",
    abstract="Old walls have no papers. We measured 212 lichens on walls in Skye. Six test stones were dated with a mean error of 9 years. "
    "Damp walls were not measured.",
)
_BITES = Paper(
    source_id="bites",
    title="Clotting tests after viper bites: a hospital in Kerala",
    year=2016,
    authors=(_by("Nair", "Anu"),),
    journal="Bites",
    abstract="We tested 140 patients in Kerala. Sensitivity was 82%. New tubes were used throughout, and residual confounding cannot be excluded.",
)
_ROOFS = Paper(source_id="roofs", title="Green roofs", abstract="Green roofs hold water. Runoff fell by 44%.")


async def _ask(question: str) -> Answer:
    return await over(_WALLS, _BITES, _ROOFS).ask(question, Context())


@pytest.mark.parametrize(
    ("question", "key", "holds"),
    [
        ("Nair 2016 limitations", "bites", "cannot be excluded"),
        ("limitations of Nair", "bites", "cannot be excluded"),
        ("what are the limitations of the Kerala study", "bites", "cannot be excluded"),
        ("Joensen 2010 limitations?", "10.5555/walls.2010.0008", "not measured"),
        ("Joensen R, Curtis H (2010) Dating dry walls by their lichens. how accurate is it", "10.5555/walls.2010.0008", "mean error of 9 years"),
        ("Joensen R, Curtis H (2010) Dating dry walls by their lichens: how accurate is it", "10.5555/walls.2010.0008", "mean error of 9 years"),
    ],
)  # fmt: skip
async def test_it_is_told_by_the_sentence_that_states_it(question: str, key: str, holds: str) -> None:
    answer = await _ask(question)
    assert (answer.outcome, answer.keys) == (Outcome.ANSWERED, (key,)), answer.text
    assert holds in answer.quotes[0].text
    assert answer.sure


async def test_what_it_does_not_state_is_not_answered() -> None:
    answer = await _ask("cost in the Nair paper")
    assert answer.outcome is not Outcome.ANSWERED or not answer.sure


_SHIFTS = over(
    paper("Care", "Carers who visit homes: contracts without hours", "We spoke with 37 carers. Travel was not paid."),
    paper("Desk", "Remote work and promotion: a survey of managers", "Managers who work from home gave no penalty. Promotions fell by 7 points."),
)  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    ["what happens to promotions if you work from home", "do promotions suffer for people who work from home"],
)
async def test_work_that_people_do_names_no_paper(asked: str) -> None:
    answer = await _SHIFTS.ask(asked, Context())
    assert (answer.outcome, answer.keys[:1]) == (Outcome.ANSWERED, ("Desk",)), answer.text
