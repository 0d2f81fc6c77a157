"""What the guides ask beyond a style's file: groups among authors, doubts and retractions, subtitles."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.citing import cite
from corpus.models import Author, Paper, Status
from tests.corpus.test_guides import PRINTED, people
from tests.corpus.test_guides_by_kind import BOWMAN


@pytest.mark.parametrize("style", ["vancouver", "ama"])
@pytest.mark.parametrize(
    ("names", "printed"),
    [
        (("Canadian Association of Orthodontists", "Canadian Dental Association"), "Canadian Association of Orthodontists; Canadian Dental Association. T."),
        (("Margulies, Elliott H.", "NISC Comparative Sequencing Program", "Maduro, Valerie V.", "Green, Eric D."),
         "Margulies EH; NISC Comparative Sequencing Program; Maduro VV, Green ED. T."),
        (("Harris, Dana M.", "Borsky, Amanda E.", "CNA Health ACTION Partnership"), "Harris DM, Borsky AE; CNA Health ACTION Partnership. T."),
    ],
)  # fmt: skip
def test_a_group_stands_between_semicolons(style: str, names: tuple[str, ...], printed: str) -> None:
    assert cite([Paper(source_id="1", title="T", authors=people(*names))], style) == f"1. {printed} [1]"


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("vancouver", "Pinol V, Castells A, Andreu M, Castellvi-Bel S, Alenda C, Llor X, et al. T."),
        (
            "ama",
            "Pinol V, Castells A, Andreu M, et al; Spanish Gastroenterological Association, Gastrointestinal Oncology Group. T.",
        ),
    ],
)
def test_a_group_after_many_people_is_named_where_the_guide_names_it(style: str, printed: str) -> None:
    names = (
        "Pinol, Virginia",
        "Castells, Antoni",
        "Andreu, Montserrat",
        "Castellvi-Bel, Sergi",
        "Alenda, Cristina",
        "Llor, Xavier",
        "Xicola, Rosa M.",
    )
    group = Author(name="Spanish Gastroenterological Association, Gastrointestinal Oncology Group")
    assert cite([Paper(source_id="1", title="T", authors=(*people(*names), group))], style) == f"1. {printed} [1]"


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("vancouver", "Expression of concern in: https://doi.org/10.9999/doubt"),
        ("ama", "[Expression of concern: https://doi.org/10.9999/doubt]"),
        ("apa", "[Expression of concern: https://doi.org/10.9999/doubt]"),
        ("mdpi", "[Expression of concern: https://doi.org/10.9999/doubt]"),
    ],
)
def test_a_doubt_stands_in_the_reference(style: str, printed: str) -> None:
    status = Status(kind="concern", source="https://doi.org/10.9999/doubt", on=date(2020, 1, 2))
    assert cite([BOWMAN.model_copy(update={"status": status})], style).endswith(f" {printed}")


@pytest.mark.parametrize("style", PRINTED)
def test_a_retraction_of_which_nothing_more_is_known_is_said(style: str) -> None:
    assert cite([BOWMAN.model_copy(update={"status": Status(kind="retracted")})], style).endswith(" [Retracted]")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Owls: a survey", "Owls: A survey"),
        ("Tumours: p53 and others", "Tumours: p53 and others"),
        ("Cells: mRNA in them", "Cells: mRNA in them"),
        ("Owls: e-cigarettes", "Owls: E-cigarettes"),
        ("Mixed 1:a parts", "Mixed 1:a parts"),
    ],
)
def test_a_subtitle_begins_large_in_apa_alone(title: str, shown: str) -> None:
    paper = Paper(source_id="1", title=title)
    assert cite([paper], "apa").startswith(f"{shown}. (n.d.)")
    assert all(title in cite([paper], style) for style in ("vancouver", "ama", "mdpi"))


def test_a_group_of_the_nlm_has_no_article_before_it() -> None:
    paper = Paper(source_id="1", title="T", authors=people("The American Cancer Society"))
    assert cite([paper], "vancouver") == "1. American Cancer Society. T. [1]"
    assert cite([paper], "apa").startswith("The American Cancer Society. (n.d.)")
