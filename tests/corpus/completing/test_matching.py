"""Whether a work at Crossref is the kept record's: by its DOI, and by what a reference says; in doubt it is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.authors import author
from corpus.completing.matching import by_doi, by_reference, chosen
from corpus.models import Author, Paper
from corpus.sameness import authors_agree, titles_alike

TITLE = "Spinal metastases in lung cancer"
_words = st.sampled_from(
    "spinal metastases lung cancer radiotherapy a trial of in reply Editorial 2 der Wirbelsäule".split()
)
_titles = st.lists(_words, max_size=7).map(" ".join)
_authors = st.lists(st.sampled_from(["Li", "van der Berg", "El Ahmadieh", "Kang"]), max_size=3).map(
    lambda names: tuple(author(f"{name}, K.") for name in names)
)
_papers = st.builds(
    Paper,
    doi=st.none() | st.sampled_from(["10.1234/a", "10.1234/b"]),
    source_id=st.just("1"),
    title=_titles,
    authors=_authors,
    year=st.none() | st.integers(2020, 2024),
    kind=st.none() | st.sampled_from(["chapter", "book", "preprint"]),
    type=st.none() | st.just("Article"),
    page=st.none() | st.sampled_from(["1-9", "1", "77"]),
    volume=st.none() | st.just("3"),
    abstract=st.none() | st.just("They were treated."),
)


def paper(title: str = TITLE, name: str = "Kun Li", year: int | None = 2023, **fields: Any) -> Paper:
    authors = (author(name),) if name else ()
    return Paper(
        **{"source_id": "1", "title": title, "authors": authors, "year": year, "type": "Article"} | fields
    )


@given(_papers, _papers)
def test_works_that_differ_in_title_and_authors_are_never_one(held: Paper, found: Paper) -> None:
    if not titles_alike(held.title, found.title) and authors_agree(held, found) is not True:
        assert by_reference(held, found) == "other"
        if held.title and found.title:
            assert by_doi(held, found) == "unclear"


@given(_papers, _papers)
def test_by_reference_title_year_and_an_author_agree(held: Paper, found: Paper) -> None:
    if by_reference(held, found) == "same":
        assert titles_alike(held.title, found.title)
        assert held.year is not None
        assert found.year is not None
        assert abs(held.year - found.year) <= 1
        assert authors_agree(held, found)
        assert held.kind == found.kind


@given(_papers, st.lists(_papers, max_size=4))
def test_one_is_taken_only_where_nothing_else_is_near(held: Paper, candidates: list[Paper]) -> None:
    taken, near = chosen(held, candidates)
    assert taken is None or not near
    if taken is not None:
        assert [by_reference(held, one) for one in candidates if by_reference(held, one) != "other"] == ["same"]


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (paper(), "same"),
        (paper("SPINAL METASTASES IN LUNG-CANCER."), "same"),
        (paper("RETRACTED: Spinal metastases in lung cancer"), "same"),
        (paper(year=2022), "same"),
        (paper(year=2021), "other"),
        (paper(name="Ann Other"), "other"),
        (paper(year=None), "unclear"),
        (paper(name=""), "unclear"),
        (paper(kind="preprint", type="Preprint"), "other"),
        (paper(kind="chapter", type="Chapter"), "other"),
        (paper(f"{TITLE}: a reply to the letter"), "unclear"),
        (paper(f"{TITLE}: a cohort", volume="3", page="1-9"), "same"),
        (paper("Spinal metastases in breast cancer"), "other"),
        (paper(page="40"), "other"),
    ],
)
def test_by_what_a_reference_says(found: Paper, verdict: str) -> None:
    assert by_reference(paper(volume="3", page="1-9"), found) == verdict


@pytest.mark.parametrize(
    ("held", "found", "verdict"),
    [
        (paper(), paper("Spinal metastases in lung cancer: a cohort"), "same"),
        (paper(), paper("Spinal metastasis in lung cancer"), "same"),
        (paper(), paper("Spinal metastasis in lung cancer", name="Ann Other"), "unclear"),
        (paper(), paper("Quality of life after radiotherapy"), "unclear"),
        (paper(title="", abstract="Text."), paper(), "same"),
        (paper(title="", abstract="Text."), paper(name="Ann Other"), "unclear"),
        (
            paper("Chapter 3 of metastases", kind="chapter"),
            paper("The book of metastases", kind="book"),
            "unclear",
        ),
    ],
)
def test_under_its_doi(held: Paper, found: Paper, verdict: str) -> None:
    assert by_doi(held, found) == verdict


def test_a_group_is_an_author_too() -> None:
    group = (Author(name="Spine Study Group"),)
    assert by_reference(paper(authors=group), paper(authors=(*group, author("Kun Li")))) == "same"


def test_of_several_that_are_near_none_is_taken() -> None:
    first, second, bare = paper(doi="10.1234/a"), paper(doi="10.1234/b"), paper(doi="10.1234/c", name="")
    assert chosen(paper(), [first, paper("Quality of life"), paper(name="Ann Other")]) == (first, ())
    assert chosen(paper(), [first, second]) == (None, (first, second))
    assert chosen(paper(), [first, bare]) == (None, (first, bare))
    assert chosen(paper(), [bare]) == (None, (bare,))
    assert chosen(paper(), []) == (None, ())
