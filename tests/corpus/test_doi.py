"""A DOI is the same DOI in every usual spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.doi import Doi


@pytest.mark.parametrize(
    "text",
    [
        "10.3390/cancers17030559",
        "10.3390/CANCERS17030559",
        "doi:10.3390/cancers17030559",
        "DOI: 10.3390/cancers17030559.",
        "https://doi.org/10.3390/cancers17030559",
        "http://dx.doi.org/10.3390/cancers17030559,",
        "(see https://doi.org/10.3390/cancers17030559)",
        "“10.3390/cancers17030559”",
    ],
)
def test_spellings_of_one_doi(text: str) -> None:
    assert Doi(text) == "10.3390/cancers17030559"
    assert Doi(text).url == "https://doi.org/10.3390/cancers17030559"


def test_brackets_that_belong_to_a_doi_stay() -> None:
    assert Doi("10.1016/S0140-6736(20)30183-5.") == "10.1016/s0140-6736(20)30183-5"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.3390",
        "cancers17030559",
        "10.1/x",
        "10.1234/…",
        "https://doi.org/10.5555/",
        "https://example.org/10",
    ],
)
def test_what_is_none(text: str) -> None:
    assert Doi.within(text) is None
    with pytest.raises(ValueError, match="not a DOI"):
        Doi(text)


@given(st.from_regex(r"10\.\d{4,9}/[a-z0-9().;/_-]{1,40}", fullmatch=True))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = Doi.within(text)
    if once is not None:
        assert Doi(str(once)) == once
