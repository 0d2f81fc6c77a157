"""A DOI is the same DOI in every usual spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.doi import Doi, decoded, in_cell
from tests.hostile import DOIS, safe


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
        "https://doi.org/10.3390%2Fcancers17030559",
        "10.3390%2fcancers17030559",
    ],
)
def test_spellings_of_one_doi(text: str) -> None:
    assert Doi(text) == "10.3390/cancers17030559"
    assert Doi(text).url == "https://doi.org/10.3390/cancers17030559"


@pytest.mark.parametrize("gap", ["", " ", "  "])
def test_a_gap_in_a_doi_of_a_journals_place_is_closed(gap: str) -> None:
    """Web of Science writes it so; what stands before it is another DOI, or none."""
    written = f"10.5555/0276-4741(2004)024{gap}[{gap}0096:RGDAIH]2.0.CO;2"
    assert Doi(written) == "10.5555/0276-4741(2004)024[0096:rgdaih]2.0.co;2"
    assert Doi(written.replace("[", "<").replace("]", ">")) == "10.5555/0276-4741(2004)024<0096:rgdaih>2.0.co;2"


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


@given(st.from_regex(r"10\.\d{4,9}/[a-z0-9./_-]{1,20}(10\.\d{4}/[a-z0-9./_-]{1,9})?", fullmatch=True))
def test_one_in_its_bare_form_is_read_as_in_a_sentence(text: str) -> None:
    assert Doi.within(text) == Doi.within(f"see {text} there")


SICIS = [
    "10.9999/1234-5678(2002)016<0255:ahoof>2.3.co;2",
    "10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2",
]


@pytest.mark.parametrize("text", SICIS)
def test_a_sici_is_kept_whole(text: str) -> None:
    assert Doi(text.upper()) == text
    assert Doi(f"see <{text}>.") == text
    assert Doi(Doi(text).url) == text
    assert "<" not in Doi(text).url


@pytest.mark.parametrize(
    "text", ["<i>10.3390/abc</i>", "<https://doi.org/10.3390/abc>", "10.3390/abc<br>", "10.3390/abc<mml:mi>"]
)
def test_markup_around_a_doi_is_no_part_of_it(text: str) -> None:
    assert Doi(text) == "10.3390/abc"


def test_a_link_is_percent_encoded() -> None:
    assert Doi("10.9999/a](https://evil.example/)").url == "https://doi.org/10.9999/a%5D(https%3A//evil.example/)"
    assert Doi("10.9999/a%41#b?c&d").url == "https://doi.org/10.9999/a%2541%23b%3Fc%26d"
    assert Doi("https://doi.org/10.9999/a%5Bb%5D") == "10.9999/a[b]"
    assert Doi("https://doi.org/10.9999/a%20b") == "10.9999/a%20b"  # decoded it would be another


def test_unseen_characters_are_no_part_of_a_doi() -> None:
    assert Doi("10.3390/can\u200bcers\u202e17") == "10.3390/cancers17"


@given(DOIS)
def test_the_link_of_a_doi_is_safe_and_reads_back(doi: Doi) -> None:
    assert safe(doi.url)
    assert Doi(doi.url) == doi
    assert Doi(str(doi)) == doi
    assert "](" not in doi.url
    assert doi.url.count("://") == 1


@pytest.mark.parametrize(
    ("cell", "doi"),
    [
        ("10.1234/ owls.1", "10.1234/owls.1"),  # broken behind the slash
        ("https://doi.org/10.12345/ owls", "10.12345/owls"),
        ("10.1234/owls- 12", "10.1234/owls-12"),
        ("10.1234/owls .12", "10.1234/owls.12"),
        ("10.1234/owls. 12", "10.1234/owls.12"),
        ("10.1234/owls. 2012", "10.1234/owls"),  # a year behind it
        ("10.1234/owls. 10.1234/mice", "10.1234/owls"),  # another DOI
        ("10.1234/owls‐12", "10.1234/owls-12"),  # a hyphen of a word processor
        (r"10.1234/owls\_1", "10.1234/owls_1"),  # of LaTeX
        ("10.1234%2Fowls%281%29", "10.1234/owls(1)"),
        ("10.1234/owls%281%29", "10.1234/owls(1)"),
        ("10.1234/owls/abstract", "10.1234/owls"),  # a publisher's address
        ("10.1234/owls/epdf", "10.1234/owls"),
        ("10.1234/full", "10.1234/full"),  # the whole of it
        ("10.1234/fullness", "10.1234/fullness"),
        ("owls", None),
        ("10.1234/…", None),
    ],
)
def test_a_cell_of_its_own_holds_a_doi_also_if_it_was_broken(cell: str, doi: str | None) -> None:
    assert in_cell(cell) == doi


def test_what_is_no_doi_once_decoded_stays_as_it_is() -> None:
    assert decoded("10.1234/a%20b") == "10.1234/a%20b"
    assert decoded("10.1234/a%3cb") == "10.1234/a%3cb"
    assert decoded("10.1234/a%2e") == "10.1234/a%2e"  # it would end in the full stop of a sentence
    assert decoded("10.1234/A%2Fb") == "10.1234/a/b"


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1234/a(b)c)).", "10.1234/a(b)c"),
        ("(10.1234/a(b))", "10.1234/a(b)"),
        ("[{10.1234/a]}", "10.1234/a"),
        ("10.1234/a(b", "10.1234/a(b"),
        ("10.1234/a)))", "10.1234/a"),
        ("10.1234/a(b(c))),;", "10.1234/a(b(c))"),
    ],
)
def test_only_brackets_that_were_opened_in_it_close_in_it(text: str, doi: str) -> None:
    assert Doi(text) == doi
