"""Kinds of papers as people ask for them, where the records' types say nothing of them."""

from __future__ import annotations

import pytest

from bot.models import Context
from corpus.models import Author, Paper
from tests.bot.assistant.conversations import over

WRITER = (Author(name="Una Brandt", family="Brandt", given="Una"),)
SHELF = over(
    Paper(source_id="plan", title="Bells on buoys: protocol of the DING trial", abstract="DING will ring bells.", type="Article"),
    Paper(source_id="bells", title="Bells on buoys: the DING trial", abstract="Bells kept seals away.", type="Article"),
    Paper(
        source_id="nets", title="Nets and seals: a survey", abstract="We review 40 papers on nets.", type="Article",
        keywords=("Review", "nets"), authors=WRITER,
    ),
    Paper(source_id="note", title="Correction: Nets and seals: a survey", abstract="It should read 38.", type="Article", authors=WRITER),
)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("is there a protocol", {"plan"}),
        ("list the protocols", {"plan"}),
        ("list the reviews", {"nets"}),
        ("any review?", {"nets"}),
        ("is there a review on nets", {"nets"}),
    ],
)
async def test_a_kind_is_told_by_title_or_keyword(asked: str, keys: set[str]) -> None:
    answer = await SHELF.ask(asked, Context())
    assert (answer.kind, set(answer.keys)) == ("record", keys)


async def test_who_did_a_survey_is_told_without_the_notice_on_it() -> None:
    answer = await SHELF.ask("who did the seals survey", Context())
    assert answer.keys == ("nets",)
    assert "Una Brandt" in answer.text


MIXED = over(
    Paper(source_id="a", title="Bells on buoys", type="Article", journal="Quay"),
    Paper(source_id="b", title="Nets: what is known", type="Review", journal="Quay"),
    Paper(source_id="c", title="Quays first", type="Editorial", journal="Quay"),
)


@pytest.mark.parametrize(
    "asked",
    [
        "which papers are not journal articles",
        "which are no journal articles",
        "non-article papers",
        "non-journal-article papers",
        "papers that are not articles",
        "show everything that isn't a journal article",
    ],
)
async def test_what_is_no_article_is_of_another_type(asked: str) -> None:
    answer = await MIXED.ask(asked, Context())
    assert (answer.kind, set(answer.keys)) == ("record", {"b", "c"}), answer.text


async def test_journal_articles_may_be_a_type_of_their_own() -> None:
    typed = over(
        Paper(source_id="a", title="Bells on buoys", type="Journal Article"),
        Paper(source_id="b", title="Nets: what is known", type="Review"),
    )
    for asked in ("which papers are not journal articles", "non-article papers", "which are not articles"):
        assert (await typed.ask(asked, Context())).keys == ("b",)


async def test_where_all_are_articles_none_is_no_article() -> None:
    quay = over(
        *(Paper(source_id=key, title=title, type="Article") for key, title in (("a", "Bells"), ("b", "Nets")))
    )
    answer = await quay.ask("non-journal articles", Context())
    assert (answer.kind, answer.keys) == ("record", ())


async def test_a_design_as_a_type_is_an_article() -> None:
    served = over(
        Paper(source_id="a", title="Bells on buoys", type="Randomized Controlled Trial"),
        Paper(source_id="b", title="Seals on quays", type="Observational Study"),
        Paper(source_id="c", title="Nets: what is known", type="Letter"),
        Paper(source_id="d", title="Buoys", type="Journal Article"),
    )
    assert (await served.ask("which papers are not journal articles", Context())).keys == ("c",)


WRITTEN_OF = over(
    Paper(
        source_id="r", title="Nets: what is known", abstract="We sum up 12 trials.", type="Review", authors=WRITER
    ),
    Paper(source_id="a", title="Seals in harbours", abstract="Logbooks were sent for review.", type="Article"),
    Paper(source_id="b", title="Buoys in ice", abstract="A review of photographs showed cracks.", type="Article"),
)


@pytest.mark.parametrize(
    "asked", ["is brandt a review or an article", "brandt review", "reviews only", "only the reviews"]
)
async def test_more_papers_that_write_of_reviews_than_are_one_leave_it_a_kind(asked: str) -> None:
    answer = await WRITTEN_OF.ask(asked, Context())
    assert (answer.kind, answer.keys) in (("record", ("r",)), ("summary", ("r",)))
