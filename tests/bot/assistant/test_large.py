"""Conversations in a library of more papers than are looked through for each question."""

from __future__ import annotations

import pytest

from bot.assistant.assistant import Assistant
from bot.assistant.turns.framing import READ_THROUGH
from bot.models import Answer
from corpus.authors import author
from corpus.models import Paper
from tests.bot.assistant.conversations import talk
from tests.libraries import indexed

_WAX = tuple(
    Paper(source_id=f"wax {n}", title=f"Wax of comb {n}", abstract="We found that wax melts. Wax was weighed.")
    for n in range(READ_THROUGH)
)
_TALK = Paper(source_id="talk", title="Do keepers agree that wax is safe?", abstract="Keepers agree: wax is safe.")
_FOUND = {1: "Kelp grew by 4 cm.", 2: "Kelp sank in June.", 3: "Kelp fed 30 urchins."}
_KELP = tuple(
    Paper(
        doi=f"10.5555/sea.{n}",
        pmid=f"3000{n}",
        title=f"Kelp off coast {n}",
        abstract=f"We enrolled {20 * n} divers. Kelp was filmed. {said}",
        year=2000 + n,
        authors=(author(f"Moss{'abc'[n - 1]}, Ada"),),
    )
    for n, said in _FOUND.items()
)


@pytest.fixture(scope="module")
def many() -> Assistant:
    return Assistant(indexed(*_WAX, _TALK, *_KELP))


@pytest.fixture(params=["read through for records", "never read through"])
def library(request: pytest.FixtureRequest, many: Assistant, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """The library, also as if it were of the size from which on not all papers are read for a question on records."""
    if request.param == "never read through":
        monkeypatch.setattr("bot.assistant.turns.framing.LARGE_LIBRARY", READ_THROUGH)
    return many


async def after_list(library: Assistant, *questions: str) -> tuple[tuple[str, ...], list[Answer]]:
    """The keys of the papers on kelp, as they are listed, and the answers to what is asked then."""
    listed, *answers = await talk(library, "papers on kelp", *questions)
    assert {*listed.keys} == {paper.key for paper in _KELP}
    return listed.keys, answers


@pytest.mark.parametrize("placed", ["the 3rd one", "3", "what did the third one find", "and the last?"])
async def test_a_place_of_the_list_shown_last_is_that_paper(library: Assistant, placed: str) -> None:
    keys, (answer,) = await after_list(library, placed)
    assert answer.keys == keys[2:]


async def test_papers_of_the_list_are_compared_narrowed_and_counted(library: Assistant) -> None:
    keys, (both,) = await after_list(library, "compare the third with the first")
    assert {*both.keys} == {keys[2], keys[0]}
    _, (newer, count, who) = await after_list(
        library, "only those after 2001", "how many is that", "who wrote them"
    )
    assert {*newer.keys} == {_KELP[1].key, _KELP[2].key}
    assert "2 papers" in count.text
    assert ("Mossb" in who.text, "Mossc" in who.text, "nearest" in who.text) == (True, True, False)


async def test_the_paper_talked_about_is_still_there(library: Assistant) -> None:
    _, doi, year, found = await talk(library, "how many urchins", "who wrote it", "and when", "what did they find")
    assert "Mossc" in doi.text
    assert "2003" in year.text
    assert found.keys == (_KELP[2].key,)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("how many divers in {doi}", "60 divers"),
        ("https://doi.org/{doi} summary please", "We enrolled 60 divers"),
        ("who wrote “Kelp off coast 3”", "Ada Mossc"),
        ("Kelp off coast 3: when was it published", "2003"),
        ("how many divers in pmid 30003", "60 divers"),
    ],
)
async def test_a_link_or_title_is_followed(many: Assistant, asked: str, said: str) -> None:
    (answer,) = await talk(many, asked.format(doi=_KELP[2].doi))
    assert (answer.keys, said in answer.text) == ((_KELP[2].key,), True)


@pytest.mark.parametrize(
    "said",
    ["10.5555/sea.3", "https://doi.org/10.5555/sea.3", "(doi: 10.5555 / sea.3)", "sea.3", "30003", "Mossc 2003"],
)
async def test_a_summary_is_of_the_paper_that_is_named(many: Assistant, said: str) -> None:
    assert (await many.which(said)).one == _KELP[2]


async def test_the_paper_talked_about_before_is_still_there(library: Assistant) -> None:
    *_, back = await talk(library, "how many urchins", "how fast did wax of comb 7 melt", "the paper before")
    assert "Mossc 2003" in back.text


async def test_a_table_of_the_list_has_its_papers_alone(library: Assistant) -> None:
    keys, (table,) = await after_list(library, "table of figures of these")
    assert (table.kind, {*table.keys}, "nearest" in table.text) == ("table", {*keys}, False)


async def test_what_the_library_holds_is_not_what_was_looked_at(library: Assistant) -> None:
    (nothing,) = await talk(library, "limpets")
    assert f"holds {READ_THROUGH + 4} papers" in nothing.text


async def test_a_word_of_talk_in_one_of_many_titles_is_no_topic(library: Assistant) -> None:
    (answer,) = await talk(library, "do you agree")
    assert (answer.kind, answer.quotes) == ("help", ())


async def test_what_titles_judge_by_is_no_topic(library: Assistant) -> None:
    (answer,) = await talk(library, "is it safe")
    assert answer.quotes == ()
