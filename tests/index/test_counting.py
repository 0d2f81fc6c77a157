"""How many: where the number of those asked about is shown, the asker's own verb or noun is no reason for a warning; the number
of others is one."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.attributes import doing_counted, to_count
from index.hedging import not_said
from index.library import LibraryIndex
from tests.index.test_hedging import account
from tests.libraries import indexed

CHOIR = indexed(
    Paper(
        source_id="c",
        title="Choirs for stammering bakers",
        abstract="Singing may ease a stammer. We recruited 64 bakers and 9 millers in three towns. Bakers stammered less after ten weeks in a "
        "choir. Fifteen of 64 found the rehearsals too early. Many bakers hummed at home. Seven bakers withdrew from the choir.",
    ),
    Paper(
        source_id="y",
        title="Night fishing by adolescents",
        abstract="Adolescents fish at night. We spoke to 31 young people and 12 parents on two islands. Lamps were banned on one.",
    ),
    Paper(
        source_id="p",
        title="Drums for women who snore: a protocol",
        abstract="About 70 women will beat a drum each evening. Snores are to be counted. Drums are expected by May.",
    ),
    Paper(source_id="k", title="Kelp", abstract="Kelp forests shelter urchins and otters."),
)


def doubts(question: str, library: LibraryIndex = CHOIR) -> tuple[str, ...]:
    said = not_said(account(question, library))
    return tuple(one for one in said if one.startswith(("how many", "number of")))


@pytest.mark.parametrize(
    "question",
    [
        "how many bakers were asked about the choir",
        "how many bakers joined the choir",
        "how many bakers signed up for the choir",
        "how many bakers did they talk to about the choir",
        "how many bakers tried the choir",
        "how many joined the study of night fishing",
        "how many bakers dropped out of the choir",
        "how many dropped out of the choir of bakers",
        "how many folks joined the study of night fishing",
        "how many youngsters replied about night fishing",
        "how many people found the rehearsals of the choir too early",
        "how many teens were interviewed about night fishing",
    ],
)
def test_who_was_studied_is_counted_whatever_they_are_said_to_have_done(question: str) -> None:
    assert doubts(question) == ()


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many otters joined the choir of bakers", "number of otters"),
        ("how many bakers in the choir were asked to leave", "how many … asked"),
        ("how many bakers of the choir tried kelp", "how many … tried"),
        ("how many bakers tried to leave the choir", "how many bakers tried"),
        ("how many folks hummed at home in the choir of bakers", "number of folks"),
        ("how many women tried the drum", "how many women tried"),
        ("how many people hummed at home in the choir of bakers", "number of people"),
        ("how many teachers were interviewed about night fishing", "number of teachers"),
    ],
)
def test_the_number_of_others_or_of_what_others_did_is_still_named(question: str, named: str) -> None:
    assert named in doubts(question)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("how many dropped out of the choir", "how many dropped out"),
        ("how many bakers gave up the choir", "how many bakers gave up"),
        ("how many bakers of the choir came back", "how many … came back"),
        ("how many kept singing", "how many kept"),
        ("how many left in spring", "how many left"),
        ("how many bakers took the course", "how many bakers took the course"),
        ("how many bakers had it", "how many bakers had it"),
        ("how many lost weight", "how many lost weight"),
        ("how many urban and rural choirs met", "number of urban and rural choirs"),
    ],
)
def test_a_verb_is_named_with_what_belongs_to_it(question: str, named: str) -> None:
    name, _ = doing_counted(question) or next(to_count(question))
    assert name == named
