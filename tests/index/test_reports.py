"""What a study found or concluded: its conclusion first, never its background or aim; whether it works: never the aim."""

from __future__ import annotations

import asyncio

import pytest

from corpus.models import Corpus, Paper
from corpus.snapshots import digest
from index.asking import form_of
from index.library import LibraryIndex

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
    return LibraryIndex.build(Corpus(name="two", digest=digest(None, papers), papers=papers))


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
