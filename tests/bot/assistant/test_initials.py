"""Initials behind a family name choose among papers by authors of that name, however the given name is written."""

from __future__ import annotations

import pytest

from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over


def _paper(key: str, given: str, family: str, title: str) -> Paper:
    authors = (Author(name=f"{given} {family}", family=family, given=given),)
    return Paper(source_id=key, title=title, abstract="We looked at 20 of them.", year=2022, authors=authors)


PONDS = over(
    _paper("newts", "Haoran", "Xu", "Newts in village ponds"),
    _paper("carp", "Meiling", "Xu", "Carp and water lilies"),
    _paper("reed", "Petra", "Holm", "Reed beds as filters"),
    _paper("frog", "M. K.", "Holm", "Frog spawn counts"),
)


@pytest.mark.parametrize(
    ("words", "key"),
    [("Xu HR 2022", "newts"), ("Xu ML, 2022", "carp"), ("Xu M 2022", "carp"), ("Holm P 2022", "reed"), ("Holm MK 2022", "frog"), ("Holm, MK (2022)", "frog")],
)  # fmt: skip
async def test_initials_choose(words: str, key: str) -> None:
    found = await PONDS.which(words)
    assert (found.sure, [one.source_id for one in found.papers]) == (True, [key]), found


@pytest.mark.parametrize("words", ["Xu 2022", "Xu Z 2022"])
async def test_without_fitting_initials_it_is_asked_which(words: str) -> None:
    found = await PONDS.which(words)
    assert {one.source_id for one in found.papers} == {"newts", "carp"}
    assert not found.sure
