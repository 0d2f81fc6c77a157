"""Only what a record lacks is filled in; what both say, and not the same, is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.authors import author
from corpus.completing.matching import differing, filled
from corpus.models import Author, Paper, Status, graver
from tests.conftest import examples

_status = st.builds(
    Status, kind=st.sampled_from(["retracted", "corrected", "concern"]), on=st.none() | st.just(date(2024, 1, 1))
)
_papers = st.builds(
    Paper,
    source_id=st.just("1"),
    doi=st.none() | st.just("10.1234/a"),
    title=st.sampled_from(["", "Bees and sugar"]),
    abstract=st.none() | st.sampled_from(["They fly.", "They rest."]),
    authors=st.sampled_from([(), (author("Kun Li"),)]),
    journal=st.none() | st.sampled_from(["Apis", "Insects"]),
    year=st.none() | st.integers(2020, 2022),
    published=st.none() | st.dates(date(2020, 1, 1), date(2022, 12, 31)),
    volume=st.none() | st.just("3"),
    page=st.none() | st.just("1-9"),
    article_number=st.none() | st.just("e7"),
    type=st.none() | st.just("Article"),
    kind=st.none() | st.just("chapter"),
    editors=st.none() | st.just((Author(name="Hive"),)),
    status=st.none() | _status,
)


@settings(max_examples=examples(60))
@given(_papers, _papers)
def test_nothing_a_record_has_is_overwritten_but_a_status_by_a_graver_one(held: Paper, found: Paper) -> None:
    new = filled(held, found)
    assert {name for name in new if getattr(held, name) not in (None, "", ())} <= {"status"}
    assert all(value == getattr(found, name) and value not in (None, "", ()) for name, value in new.items())
    if "status" in new:
        assert new["status"] != held.status
        assert new["status"].kind == getattr(graver(held.status, found.status), "kind", None)
    done = held.model_copy(update=new)
    assert filled(done, found) == {}
    assert set(differing(held, found)) == set(differing(done, found))


@pytest.mark.parametrize(
    ("held", "found", "names"),
    [
        ({"page": "1-9"}, {"page": "1-9", "article_number": "e7"}, set()),
        ({}, {"page": "1-9", "article_number": "e7"}, {"page", "article_number"}),
        ({"year": 2022}, {"published": date(2021, 12, 30)}, set()),
        ({"year": 2022}, {"published": date(2022, 1, 3)}, {"published"}),
        ({}, {"published": date(2022, 1, 3), "year": 2022}, {"published", "year"}),
        ({"kind": "chapter"}, {"type": "Article"}, set()),
        ({"abstract": "They fly."}, {"abstract": "They rest.", "rights": "© Hive"}, set()),
        ({}, {"abstract": "They rest.", "rights": "© Hive"}, {"abstract", "rights"}),
        ({"status": Status(kind="corrected")}, {"status": Status(kind="retracted")}, {"status"}),
        ({"status": Status(kind="retracted")}, {"status": Status(kind="corrected")}, set()),
        (
            {"status": Status(kind="retracted")},
            {"status": Status(kind="retracted", on=date(2024, 1, 1))},
            {"status"},
        ),
        (
            {"status": Status(kind="retracted", on=date(2023, 1, 1))},
            {"status": Status(kind="retracted", source="x")},
            set(),
        ),
        ({}, {"keywords": ("bees",), "url": "https://example.org", "cited_by": 3}, set()),
    ],
)
def test_what_belongs_together_is_filled_together(
    held: dict[str, Any], found: dict[str, Any], names: set[str]
) -> None:
    assert filled(Paper(source_id="1", **held), Paper(source_id="1", **found)).keys() == names


@pytest.mark.parametrize(
    ("held", "found", "names"),
    [
        ({"journal": "Spine J."}, {"journal": "The Spine Journal"}, []),
        ({"journal": "N Engl J Med"}, {"journal": "New England Journal of Medicine"}, []),
        ({"journal": "Cancers (Basel)"}, {"journal": "Cancers"}, []),
        ({"journal": "JAMA", "issn": "0098-7484"}, {"journal": "Journal of AMA", "issn": "0098-7484"}, []),
        ({"journal": "Spine"}, {"journal": "The Spine Journal"}, ["journal"]),
        ({"abstract": "“They fly” – far."}, {"abstract": '"They fly" - far.'}, []),
        ({"abstract": "They fly."}, {"abstract": "They rest."}, ["abstract"]),
        ({"title": "Bees fly"}, {"title": "BEES FLY: a study"}, []),
        ({"year": 2020, "volume": "3"}, {"year": 2021, "volume": "4"}, ["year", "volume"]),
        ({"page": "101-9"}, {"page": "101-109"}, []),
        ({"page": "101-9"}, {"page": "201-209"}, ["page"]),
        ({"authors": (author("Kun Li"),)}, {"authors": (author("Ann Other"),)}, ["authors"]),
        ({"authors": (author("Kun Li"),)}, {"authors": (author("K Li"), author("Ann Other"))}, []),
    ],
)
def test_what_differs_is_told_and_loosely_compared(
    held: dict[str, Any], found: dict[str, Any], names: list[str]
) -> None:
    told = differing(Paper(source_id="1", **held), Paper(source_id="1", **found))
    assert [name for name, _, _ in told] == names


def test_a_year_in_which_the_work_appeared_too_is_no_difference() -> None:
    held, found = Paper(source_id="1", year=2022), Paper(source_id="1", year=2021)
    assert list(differing(held, found, {2021, 2022})) == []
    assert list(differing(held, found, {2021})) == [("year", "2022", "2021")]
