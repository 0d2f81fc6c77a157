"""What a study found or concluded: its conclusion first, never its background or aim; whether it works: never the aim."""

from __future__ import annotations

import asyncio

import pytest

from corpus.models import Paper
from index.library import LibraryIndex
from index.models import Outcome
from index.sentences.asking import form_of
from tests.libraries import indexed

SPLINTS = (
    "Splinting of broken thumbs in climbers is debated. The aim of this trial was to assess whether splinting works for broken thumbs in climbers. "
    "We randomised 60 climbers to a splint or tape. Grip was regained in 21 days with a splint and in 22 days with tape. "
    "A splint was as good as tape for grip. Tape is enough for most climbers."
)
KELP = "Kelp grows fast. We counted urchins in 12 bays. Otters kept urchins away. Otters protect kelp."


@pytest.fixture(scope="module")
def index() -> LibraryIndex:
    papers = tuple(
        Paper(source_id=str(n), title=title, abstract=text)
        for n, (title, text) in enumerate((("Splinting of broken thumbs", SPLINTS), ("Otters and kelp", KELP)))
    )
    return indexed(*papers)


def shown(index: LibraryIndex, question: str) -> str:
    return asyncio.run(index.find(index.reader.read(question))).evidence[0].sentence.text


@pytest.mark.parametrize(
    "question",
    [
        "what did the trial of splinting broken thumbs find?",
        "what did the study on splinting of broken thumbs in climbers conclude",
        "what were the results of splinting broken thumbs in climbers",
        "conclusion of the splinting trial in climbers",
    ],
)
def test_what_was_found_is_no_background_and_no_aim(index: LibraryIndex, question: str) -> None:
    assert shown(index, question) == "Tape is enough for most climbers."


@pytest.mark.parametrize(
    "question",
    ["does splinting work for broken thumbs in climbers?", "is splinting of broken thumbs effective in climbers?"],
)
def test_an_aim_does_not_say_whether_it_works(index: LibraryIndex, question: str) -> None:
    assert "aim of this trial" not in shown(index, question)


def test_as_good_as_finds_the_comparison(index: LibraryIndex) -> None:
    assert "as good as tape" in shown(index, "is a splint as good as tape for climbers?")


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("what did they find", True),
        ("what has the otter paper shown", True),
        ("what are the main findings on kelp", True),
        ("how many urchins were found", False),
        ("did they find otters", False),
    ],
)
def test_what_asks_for_a_study_as_a_whole(question: str, reports: bool) -> None:
    assert form_of(question).reports is reports


PLAN = (
    "Honey may speed the mending of nets. This cluster trial will compare honey with tar in 30 harbours. "
    "The primary outcome is mending of nets at day 28. Secondary outcomes are cost and smell. Crews will be followed for a year. "
    "Recruitment began in May 2024."
)


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        ("results of honey for mending nets in harbours", Outcome.RELATED),
        ("does honey work for mending of nets", Outcome.RELATED),
        ("what will honey for mending nets in harbours be compared with", Outcome.ANSWERED),
        ("primary outcome of honey for mending nets in harbours", Outcome.ANSWERED),
    ],
)
def test_what_is_planned_is_no_result(question: str, outcome: Outcome) -> None:
    paper = Paper(source_id="h", title="Honey and the mending of nets: a protocol", abstract=PLAN)
    nets = indexed(paper)
    assert asyncio.run(nets.find(nets.reader.read(question))).outcome is outcome


def test_one_word_of_the_future_makes_no_plan() -> None:
    text = (
        PLAN[: PLAN.index(" The primary")]
        + " Honey mended nets in 21 days, and tar in 34. Crews liked honey. Nets will last."
    )
    paper = Paper(source_id="h", title="Honey and the mending of nets", abstract=text)
    nets = indexed(paper)
    found = asyncio.run(nets.find(nets.reader.read("are nets mended better with honey than with tar")))
    assert found.outcome is Outcome.ANSWERED
