"""Which papers an answer was of, and the references of those it showed."""

from __future__ import annotations

import pytest

from tests.bot.assistant.test_followups_pointed import LISTED, MILLS, NEW, OLD, QUOTED, WALLS, said

REFERENCES = ["references please", "the references"]
WHICH = ["in which papers", "which papers?", "which papers are these", "from which studies"]


@pytest.mark.parametrize(
    ("before", "asked"),
    [*((QUOTED, one) for one in (*WHICH, *REFERENCES)), *((LISTED, one) for one in REFERENCES)],
)
async def test_which_papers_those_just_quoted_are_and_the_references_of_those_shown(
    before: str, asked: str
) -> None:
    kind, keys, text = await said(before, asked)
    assert (kind, set(keys)) == ("record", {OLD.key, NEW.key})
    assert text.count("The reference of “") == len(keys)


@pytest.mark.parametrize("asked", WHICH)
@pytest.mark.parametrize("before", [LISTED, "how many papers are on lizards"])
async def test_which_papers_those_listed_or_counted_are_is_a_list(before: str, asked: str) -> None:
    kind, keys, text = await said(before, asked)
    assert (kind, set(keys)) == ("record", {OLD.key, NEW.key})
    assert "The reference of" not in text


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        *(
            ("how many mills were visited", one)
            for one in ("which study", "in which paper?", "which study is that", "reference?")
        ),
        ("who wrote the paper on water mills", "which paper is that"),
        ("summarise the paper on water mills", "which article was it"),
    ],
)
async def test_which_paper_the_one_talked_about_is(before: str, asked: str) -> None:
    kind, keys, text = await said(before, asked)
    assert (kind, keys) == ("record", (MILLS.key,))
    assert text.count("The reference of “Water mills in spring”") == 1


async def test_with_nothing_shown_which_papers_are_all_of_the_library() -> None:
    assert len((await said("which papers"))[1]) == len((OLD, NEW, MILLS, WALLS))
