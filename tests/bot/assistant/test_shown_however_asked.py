"""A part of a paper is shown by whatever verb it is asked for, and with its name before or behind it."""

from __future__ import annotations

import pytest

from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over, talk

_FELT = Paper(
    source_id="felt",
    title="Looms of felt in winter",
    abstract="Background: Felt is warm. Methods: We sent 212 looms to towns. Results: Nine weavers froze. Conclusions: Felt should be used.",
    year=2019,
    authors=(Author(name="Ann Moe", family="Moe"), Author(name="Bo Quist", family="Quist")),
)
_GLASS = Paper(
    source_id="glass",
    title="Bells of glass in winter",
    abstract="We sent 140 bells to towns. Four ringers fell. Glass should be left alone.",
    year=2020,
    authors=(Author(name="Ida Lee", family="Lee"), Author(name="Bo Quist", family="Quist")),
)
_BOTH = over(_FELT, _GLASS)


@pytest.mark.parametrize(
    "verb", ["read me", "pls send", "can you post", "display", "print", "copy me", "just paste", "pull up"]
)
@pytest.mark.parametrize("part", ["conclusions", "methods", "results", "abstract", "authors"])
async def test_every_verb_shows_what_show_me_shows(verb: str, part: str) -> None:
    (shown,) = await talk(_BOTH, f"show me the {part} of Moe 2019")
    (answer,) = await talk(_BOTH, f"{verb} the {part} of Moe 2019")
    assert (answer.kind, answer.keys, answer.quotes) == (shown.kind, shown.keys, shown.quotes)
    assert answer.keys == ("felt",)


@pytest.mark.parametrize(
    "asked",
    ["Moe 2019 abstract", "Moe 2019: abstract?", "Moe et al. (2019) abstract please", "moe 2019 abstract pls thx"],
)
async def test_the_abstract_behind_a_name_is_shown_whole(asked: str) -> None:
    (answer,) = await talk(_BOTH, asked)
    assert answer.kind == "summary"
    assert [quote.text for quote in answer.quotes] == [
        "Felt is warm.",
        "We sent 212 looms to towns.",
        "Nine weavers froze.",
        "Felt should be used.",
    ]


async def test_what_is_posted_or_printed_in_a_study_is_no_command() -> None:
    (answer,) = await talk(
        over(
            _FELT,
            Paper(
                source_id="post", title="Post for looms", abstract="We sent letters by post. The post came late."
            ),
        ),
        "does post come late",
    )
    assert answer.kind == "content"
