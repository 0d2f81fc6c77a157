"""A notice about another paper (a correction, a retraction) is no evidence, unless notices are asked for."""

from __future__ import annotations

import asyncio

import pytest

from corpus.models import Paper
from corpus.retractions import is_notice
from index.library import LibraryIndex
from tests.libraries import indexed

TITLE = "Winter feeding of garden birds and survival of great tits"
STUDY = (
    "Feeding of garden birds in winter is common. We ringed 412 great tits in gardens with and without feeders. "
    "Survival to spring was 61% with feeders and 44% without."
)
NOTICE = "In the article on winter feeding of garden birds, survival of great tits was given wrongly in a table. The authors apologise."


def library(*, with_study: bool = True, title: str = TITLE, kind: str | None = "Correction") -> LibraryIndex:
    papers = (
        *((Paper(source_id="study", title=TITLE, abstract=STUDY),) if with_study else ()),
        Paper(source_id="notice", title=title, abstract=NOTICE, type=kind),
    )
    return indexed(*papers)


def shown(index: LibraryIndex, question: str) -> set[str]:
    return {one.sentence.key for one in asyncio.run(index.find(index.reader.read(question))).evidence}


@pytest.mark.parametrize(
    ("title", "kind"), [(TITLE, "Correction"), (TITLE, "Published Erratum"), (f"Correction to: {TITLE}", None)]
)
def test_a_notice_is_no_evidence(title: str, kind: str | None) -> None:
    assert shown(
        library(title=title, kind=kind), "survival of great tits with winter feeding of garden birds"
    ) == {"study"}


def test_a_notice_is_shown_to_who_asks_for_it_or_where_nothing_else_is() -> None:
    assert "notice" in shown(library(), "was survival of great tits in winter feeding corrected")
    assert shown(library(with_study=False), "survival of great tits with winter feeding") == {"notice"}


def test_what_only_a_notice_says_is_shown_though_a_work_shares_a_word_of_the_question() -> None:
    assert shown(library(), "article with a wrong table, common?") == {"notice"}
    assert shown(library(), "table in spring") == {"study"}


@pytest.mark.parametrize(
    ("title", "kind", "notice"),
    [
        ("Erratum", "", True),
        ("Corrigendum to “Birds at feeders” [J. Birds 3 (2020) 12]", "", True),
        ("Corrigendum to: Birds at feeders", "", True),
        ("Author Correction: Birds at feeders", "", True),
        ("Retraction Note: Birds at feeders", "", True),
        ("Birds at feeders", "Journal Article; Published Erratum", True),
        ("Birds at feeders", "Retraction of Publication", True),
        ("Birds at feeders", "Expression of Concern", True),
        ("Notice of Retraction: Birds at feeders", "", True),
        ("Statement of Retraction: Birds at feeders", "", True),
        ("Correction for Berg et al., Birds at feeders", "", True),
        ("Correction – Birds at feeders", "", True),
        ("Birds at feeders", "Correction, Addition", True),
        ("Correction to the Bonferroni method: a primer", "", False),
        ("Birds at feeders", "Retracted Publication", False),
        ("Correction of spinal deformity: a cohort", "", False),
        ("Retraction forces of a spatula: measurements", "", False),
        ("Correction factors for rain gauges", "Journal Article", False),
    ],
)
def test_what_a_notice_is(title: str, kind: str, notice: bool) -> None:
    assert is_notice(title, (kind,)) is notice
