"""Titles and degrees are no part of a name, and bodies are no persons, however the names are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.authors import authors_of, listed, people
from corpus.cleaning.persons import is_body, prefixed, untitled
from corpus.files import read_papers
from corpus.formats.json.csljson import csl_author
from corpus.models import Author

ADA, OTTO, AL = ("Hay", "Ada", None), ("Pen", "Otto", None), ("Ox", "Al", None)
RIS = "TY  - JOUR\nTI  - Goat bells\n{}ER  - \n"
BIB = "@article{{a, title={{Goat bells}}, author={{{}}}}}\n"


def told(authors: tuple[Author, ...]) -> list[tuple[str | None, str | None, str | None]]:
    """Family name, given names and suffix of each; a body has its name where the given names stand."""
    return [(one.family, one.name if one.is_group else one.given, one.suffix) for one in authors]


def read(folder: Path, content: str) -> list[tuple[str | None, str | None, str | None]]:
    path = folder / "papers.txt"
    path.write_text(content, encoding="utf-8")
    (paper,) = read_papers(path).papers
    return told(paper.authors)


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Dr. Ada Hay; Prof. Otto Pen, MD, PhD; Al Ox", [ADA, OTTO, AL]),
        ("Ada Hay, MD, PhD, Otto Pen, MD, Al Ox, PhD", [ADA, OTTO, AL]),
        ("Ada Hay MD PhD, Otto Pen MSc, Al Ox", [ADA, OTTO, AL]),
        ("Hay, MD, Pen, OT", [("Hay", "MD", None), ("Pen", "OT", None)]),
        ("De Luca MD; Hay AB", [("De Luca", "MD", None), ("Hay", "AB", None)]),
        ("Van Dyke, MD; Hay, AB", [("Van Dyke", "MD", None), ("Hay", "AB", None)]),
        ("Van Dyke, Jr.", [("Van Dyke", None, "Jr.")]),
        ("Van Dyke, Jr., Ada; Pen, Otto", [("Van Dyke", "Ada", "Jr."), OTTO]),
        ("Al Ox, Jr.; Pen, Otto", [("Ox", "Al", "Jr."), OTTO]),
        ("World Bank; United Nations; European Union", [(None, name, None) for name in ("World Bank", "United Nations", "European Union")]),
        ("World Bank, United Nations, and European Union", [(None, name, None) for name in ("World Bank", "United Nations", "European Union")]),
        ("Hay MN, Pen-Ox JM, Ox TA; Hay Aneurysms and SAH Project Investigators.", [("Hay", "MN", None), ("Pen-Ox", "JM", None), ("Ox", "TA", None), (None, "Hay Aneurysms and SAH Project Investigators", None)]),
        ("Ada Hay and Otto Pen and Al Ox", [ADA, OTTO, AL]),
        ("Bank, Ada; Union, Otto", [("Bank", "Ada", None), ("Union", "Otto", None)]),
    ],
)  # fmt: skip
def test_a_cell_of_names(cell: str, authors: list[tuple[str | None, str | None, str | None]]) -> None:
    assert told(people(cell)) == authors


@pytest.mark.parametrize("name", ["Dr. Ada Hay", "Prof. Dr. med. Ada Hay", "Hay, Dr. Ada", "Mrs. Ada Hay", "Professor Ada Hay"])  # fmt: skip
def test_what_a_person_is_addressed_by_is_no_part_of_the_name(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, RIS.format(f"AU  - {name}\n")) == [ADA]
    assert read(tmp_path, BIB.format(f"{name} and Pen, Otto")) == [ADA, OTTO]


@pytest.mark.parametrize("name", ["Dre Hay", "Sirena Pen", "Prof", "Dr, A", "Hay MD", "Garcia Lopez MD"])
def test_a_name_that_begins_or_ends_like_a_title_stays(name: str) -> None:
    assert untitled(name) == name


def test_bodies_are_told_by_their_words(tmp_path: Path) -> None:
    for name in (
        "World Bank",
        "Food and Drug Administration",
        "Centers for Disease Control",
        "Universidad de Vigo",
    ):
        assert is_body(name)
    assert not any(map(is_body, ("Ada Bank", "World Hay", "Bank", "HAY AB", "INT HOF, A", "COLL T", "MARIA BUR")))
    for name in ("IEEE COMP SOC", "SCI RES PUBL", "AUSTRALASIAN INST MIN & MET"):  # as Web of Science has them
        assert read(tmp_path, RIS.format(f"AU  - Hay, A\nAU  - {name}\n"))[1:] == [(None, name, None)]
    assert read(tmp_path, RIS.format("AU  - World Bank\nAU  - United Nations\n")) == [
        (None, "World Bank", None),
        (None, "United Nations", None),
    ]
    assert read(tmp_path, BIB.format("World Bank, United Nations, and European Union"))[2][1] == "European Union"


def test_four_names_are_a_persons_in_viet_nam(tmp_path: Path) -> None:
    names = read(tmp_path, BIB.format("Hien Thi Thu Vu and Pen, Otto and Early Lung Cancer Trialists"))
    assert names == [("Vu", "Hien Thi Thu", None), OTTO, (None, "Early Lung Cancer Trialists", None)]


def test_a_byline_has_no_degrees() -> None:
    assert told(authors_of("Dr. Ada Hay, Otto Pen PhD and Al Ox")) == [ADA, OTTO, AL]


@pytest.mark.parametrize(
    ("particles", "family", "whole"),
    [
        ("van der", "Berg", "van der Berg"),
        ("van der", "van der Berg", "van der Berg"),
        ("van", "van der Berg", "van der Berg"),
        ("van der", "der Berg", "van der Berg"),
        ("Van Der", "van der Berg", "van der Berg"),
        ("de", "De", "de De"),
        ("", "Berg", "Berg"),
    ],
)
def test_a_particle_that_is_told_twice_stands_once(particles: str, family: str, whole: str) -> None:
    assert prefixed(particles, family) == whole
    made = csl_author({"family": family, "given": f"Jan {particles}".strip(), "non-dropping-particle": particles})
    assert made is not None
    assert (made.family, made.given) == (whole, "Jan")


def test_chinese_names_in_one_field_are_several_and_a_japanese_name_is_one() -> None:
    assert [one.name for one in listed(["王小明 李四"])] == ["王小明", "李四"]
    assert [one.name for one in listed(["王小明 李四 张三丰"])] == ["王小明", "李四", "张三丰"]
    for name in ("長谷川 健一", "高橋 林太郎", "欧阳 娜娜", "王 小明", "佐々木 元"):
        assert [one.name for one in listed([name])] == [name]
