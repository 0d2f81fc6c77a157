"""What says that a paper was retracted, doubted or corrected, and what a notice speaks of."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.models import Status
from corpus.retractions import (
    Became,
    asked_for,
    asks_for_notices,
    is_notice,
    is_retracted,
    noted,
    of_note,
    spoken_of,
)

TITLE = "Cable vibration in long footbridges"


@pytest.mark.parametrize(
    ("title", "kinds", "retracted"),
    [
        (f"RETRACTED: {TITLE}", (), True),
        (f"[Retracted] {TITLE}", (), True),
        (f"WITHDRAWN ARTICLE: {TITLE}", (), True),
        (f"{TITLE} (Retracted article. See vol. 12, pg. 3, 2015)", (), True),
        (f"{TITLE} [retracted]", (), True),
        (TITLE, ("Journal Article; Retracted Publication",), True),
        (TITLE, ("Article", "retracted paper"), True),
        (TITLE, ("Retraction of Publication",), False),  # the notice
        (TITLE, ("Article",), False),
        (TITLE, ("Article on retracted bolts",), False),
        ("Retracted landing gear: a review", (), False),
        ("Withdrawn patients in trials", (), False),
        (f"{TITLE} (retracted cables)", (), False),
        (f"The {TITLE} (retracted) and others", (), False),
    ],
)
def test_a_paper_that_was_retracted_says_so_by_its_title_or_type(
    title: str, kinds: tuple[str, ...], retracted: bool
) -> None:
    assert is_retracted(title, kinds) is retracted


@pytest.mark.parametrize(
    ("title", "spoken"),
    [
        (f"Correction to: {TITLE}", TITLE),
        (f"Corrigendum to “{TITLE}” [J. Bridges 12 (2020) 101–109]", TITLE),
        (f"Corrigendum to “{TITLE} [a survey]”", f"{TITLE} [a survey"),  # no year: it is of the title
        (f"Erratum for Paz et al., “{TITLE}”", TITLE),
        (f"Erratum to the article: {TITLE}", TITLE),
        (f"Notice of retraction: {TITLE}.", TITLE),
        (f"Corrections of sag: {TITLE}", f"Corrections of sag: {TITLE}"),  # no notice
        (TITLE, TITLE),
        (f"{TITLE} [J. Bridges 12 (2020) 101–109]", TITLE),
        ("Erratum", ""),
    ],
)
def test_a_notice_speaks_of_the_title_behind_its_own_words(title: str, spoken: str) -> None:
    assert spoken_of(title) == spoken


@pytest.mark.parametrize(
    ("kinds", "notice"),
    [
        (("Article; Published Erratum",), True),
        (("Retraction of Publication",), True),
        (("Article", "Expression of Concern"), True),
        (("Correction, Addition",), True),
        (("Correction of sag",), False),
        ((), False),
    ],
)
def test_a_record_is_a_notice_by_one_of_its_kinds(kinds: tuple[str, ...], notice: bool) -> None:
    assert is_notice(TITLE, kinds) is notice


@pytest.mark.parametrize(
    ("title", "abstract", "retracted"),
    [
        (f"Retraction notice and original article: {TITLE}", "", True),
        (TITLE, "Retraction notice (2019): This article is retracted by the publisher. Bridges sag.", True),
        (TITLE, "This article has been retracted at the request of its authors.", True),
        (TITLE, "[Retracted] This paper was withdrawn.", True),
        (f"Retraction: {TITLE}", "This article has been retracted.", False),  # of another
        (TITLE, "We found that this article was retracted often.", False),
        (TITLE, "This study is on retracted papers.", False),
        (
            TITLE,
            "This study was withdrawn from the registry after slow recruitment.",
            False,
        ),  # a study, and no paper
    ],
)
def test_a_paper_that_was_kept_with_its_notice_is_retracted(title: str, abstract: str, retracted: bool) -> None:
    assert is_retracted(title, (), abstract) is retracted


@pytest.mark.parametrize(
    ("status", "note"),
    [
        (None, ""),
        (Status(kind="retracted"), "Retracted"),
        (Status(kind="concern", on=date(2021, 5, 1)), "Expression of concern on 2021-05-01"),
        (
            Status(kind="corrected", on=date(2021, 5, 1), source="https://doi.org/10.1234/x"),
            "Corrected on 2021-05-01 (https://doi.org/10.1234/x)",
        ),
        (Status(kind="retracted", source="https://doi.org/10.1234/x"), "Retracted (https://doi.org/10.1234/x)"),
    ],
)
def test_a_status_in_a_note_is_read_as_it_is_written(status: Status | None, note: str) -> None:
    assert noted(status) == note
    assert of_note(note) == status
    assert of_note(f"  {note.upper() if 'http' not in note else note}. ") == status


@pytest.mark.parametrize(
    ("note", "status"),
    [
        ("Retracted by the authors", None),
        ("We noted: Retracted", None),
        ("Retracted on 2021-13-01", Status(kind="retracted")),  # no day of any calendar
        ("Retracted on Monday", None),
    ],
)
def test_a_note_that_says_more_states_no_status(note: str, status: Status | None) -> None:
    assert of_note(note) == status


def test_a_question_with_a_word_of_notices_asks_for_them() -> None:
    for question in ("was it corrected", "any Errata?", "which were withdrawn", "do they apologise"):
        assert asks_for_notices(question)
    for question in ("is that correct", "what was noticed", "how is error told"):
        assert not asks_for_notices(question)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("show me the expression of concern", "concern"),
        ("what does the retraction say", "retracted"),
        ("show the erratum", "corrected"),
        ("how long are the cables", None),
    ],
)
def test_the_notice_that_a_question_names(question: str, kind: Became | None) -> None:
    assert asked_for(question) == kind
