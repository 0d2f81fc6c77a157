"""Bylines as journals print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.authors import author, authors_of, listed, particle
from corpus.models import Author


@pytest.mark.parametrize(
    ("name", "given_names", "family"),
    [
        ("Yun Liu", "Yun", "Liu"),
        ("Tarek Y. El Ahmadieh", "Tarek Y.", "El Ahmadieh"),
        ("Johan van der Berg", "Johan", "van der Berg"),
        ("Juan Pablo de la Cruz", "Juan Pablo", "de la Cruz"),
        ("Othman Bin Alamer", "Othman", "Bin Alamer"),
        ("Ludwig von und zu Stein", "Ludwig von und", "zu Stein"),
        ("Leonardo da Vinci", "Leonardo", "da Vinci"),
        ("Mohammad Walid Al-Smadi", "Mohammad Walid", "Al-Smadi"),
        ("Se-Jun Park", "Se-Jun", "Park"),
        ("Al Smith", "Al", "Smith"),
        ("van der Berg", None, "van der Berg"),
        ("de Gaulle", None, "de Gaulle"),
        ("Sukarno", None, "Sukarno"),
    ],
)
def test_a_personal_name_is_cut_before_its_family_name(name: str, given_names: str | None, family: str) -> None:
    assert author(name) == Author(name=name, given=given_names, family=family)


@pytest.mark.parametrize(
    "written",
    [
        "John Q. Public Jr.",
        "Public, John Q., Jr.",
        "Public, Jr., John Q.",
        "Public Jr., John Q.",
        "Public, John Q. Jr.",
    ],
)
def test_a_suffix_is_one_wherever_it_stands(written: str) -> None:
    made = author(written)
    assert (made.family, made.given, made.suffix and made.suffix.rstrip(".")) == ("Public", "John Q.", "Jr")


@pytest.mark.parametrize("written", ["Johan van der Berg", "van der Berg, Johan", "Berg, Johan van der"])
def test_particles_belong_to_the_family_name_and_are_known(written: str) -> None:
    made = author(written)
    assert (made.family, made.given, particle(made.family or "")) == ("van der Berg", "Johan", "van der")


@pytest.mark.parametrize("written", ["others", "and others", "et al.", "et al", "et alii", "…"])
def test_those_who_are_not_named_are_no_authors(written: str) -> None:
    assert [one.family for one in listed(["Hay, Nora", written])] == ["Hay"]


def test_family_first_as_reference_managers_write_it() -> None:
    assert author("van der Berg, Johan") == Author(name="Johan van der Berg", given="Johan", family="van der Berg")


def test_people_in_order() -> None:
    assert [one.name for one in authors_of("A. B. Kim, Jon Dee and Lei Li")] == ["A. B. Kim", "Jon Dee", "Lei Li"]
    assert [one.name for one in authors_of("Jon Dee, Lei Li, and Ann Roe")] == ["Jon Dee", "Lei Li", "Ann Roe"]
    assert [one.name for one in authors_of("Jon Dee, Jr. and Ann Roe")] == ["Jon Dee Jr.", "Ann Roe"]
    assert authors_of("") == ()


@pytest.mark.parametrize(
    ("byline", "people", "groups"),
    [
        (
            "Jin Ho Kim, Dong-Ho Kang and on behalf of the Korean Society of Spinal Tumor",
            ["Jin Ho Kim", "Dong-Ho Kang"],
            ["Korean Society of Spinal Tumor"],
        ),
        ("Ann Roe on behalf of the Bone and Joint Study Group", ["Ann Roe"], ["Bone and Joint Study Group"]),
        ("Ann Roe and the Bone and Joint Study Group", ["Ann Roe"], ["Bone and Joint Study Group"]),
        ("Ann Roe, on behalf of the North Team and the South Team", ["Ann Roe"], ["North Team", "South Team"]),
        ("Ann Roe, RAMSES Investigators and Lei Li", ["Ann Roe", "Lei Li"], ["RAMSES Investigators"]),
        ("on behalf of the Tumor Registry", [], ["Tumor Registry"]),
        ("Editors of Owl Journal", [], ["Editors of Owl Journal"]),
        ("Editorial Board of Owl Science", [], ["Editorial Board of Owl Science"]),
    ],
)
def test_a_group_that_signs_is_a_group(byline: str, people: list[str], groups: list[str]) -> None:
    authors = authors_of(byline)
    assert [one.name for one in authors if not one.is_group] == people
    assert [one.name for one in authors if one.is_group] == groups


def test_the_given_name_the_is_no_article() -> None:
    assert [one.family for one in authors_of("The Anh Nguyen and Ann Roe")] == ["Nguyen", "Roe"]


@given(st.text())
def test_every_author_has_a_name_and_no_double_space(byline: str) -> None:
    for one in authors_of(byline):
        assert one.name
        assert "  " not in one.name
        assert one.is_group or one.name.endswith(one.family or "")


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        (["Welter, JR", "Hay, A"], [("Welter", "JR", None), ("Hay", "A", None)]),
        (["Brownhay C D"], [("Brownhay", "C D", None)]),
        (["Hay, A and Pen, O and Sty B"], [("Hay", "A", None), ("Pen", "O", None), ("Sty", "B", None)]),
        (["Barnes and Noble", "Hay, A"], [(None, None, None), ("Hay", "A", None)]),
        (["Barn Research, Inc", "Hay, A"], [(None, None, None), ("Hay", "A", None)]),
        (["Chan, LLC"], [("Chan", "LLC", None)]),
    ],
)
def test_names_as_databases_print_them(
    written: list[str], parts: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert [(one.family, one.given, one.suffix) for one in listed(written)] == parts


def test_a_semicolon_that_ends_a_list_is_no_part_of_its_last_name() -> None:
    assert [one.given for one in listed(["Hay, Ada; Pen, Otto;"])] == ["Ada", "Otto"]
