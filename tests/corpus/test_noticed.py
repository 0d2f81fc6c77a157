"""A notice belongs to the paper whose title it repeats, by the same authors; it says there what became of it."""

from __future__ import annotations

import pytest

from corpus.merging import Joining
from corpus.models import Author, Paper, Status

TITLE = "Cable vibration in long footbridges: a monitoring study"


def _paper(number: int, title: str, by: str = "Rui Paz", year: int = 2020, **more: str) -> Paper:
    people = tuple(Author(name=one, family=one.split()[-1]) for one in by.split(", ") if one)
    return Paper.model_validate(
        {"doi": f"10.5555/bridge.{number}", "title": title, "authors": people, "year": year, **more}
    )


def _status(
    title: str, by: str = "Rui Paz", year: int = 2021, others: tuple[Paper, ...] = (), **more: str
) -> Status | None:
    notice = _paper(9, title, by, year, **more)
    return Joining((_paper(1, TITLE), *others, notice)).with_notices()[0].status


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        (f"Correction to: {TITLE}", "corrected"),
        (f"Correction: {TITLE}", "corrected"),
        (f"Author Correction: {TITLE}", "corrected"),
        (f"Erratum to: {TITLE}", "corrected"),
        (f"Corrigendum to “{TITLE}” [J. Bridges 12 (2020) 101–109]", "corrected"),
        (f"Erratum for Paz et al., “{TITLE}”", "corrected"),
        ("Correction: Cable vibration in long footbridges", "corrected"),
        (f"Retraction note: {TITLE}", "retracted"),
        (f"Notice of retraction: {TITLE}", "retracted"),
        (f"Expression of concern: {TITLE}", "concern"),
        (f"Editorial expression of concern: {TITLE}", "concern"),
        (f"Notice of concern: {TITLE}", "concern"),
    ],
)
def test_a_notice_says_it_of_the_paper_whose_title_it_repeats(title: str, kind: str) -> None:
    status = _status(title)
    assert status is not None
    assert (status.kind, status.source) == (kind, "https://doi.org/10.5555/bridge.9")


def test_a_notice_known_by_its_type_alone_has_the_papers_own_title() -> None:
    assert _status(TITLE, type="Published Erratum") is not None


@pytest.mark.parametrize(
    ("title", "by", "year"),
    [
        (f"Correction to: {TITLE}", "Ana Melo", 2021),  # other authors
        (f"Correction to: {TITLE}", "Rui Paz", 2018),  # older than the paper
        ("Correction to: Cable vibration in tall masts under ice", "Rui Paz", 2021),  # another title
        ("Correction", "Rui Paz", 2021),  # none
        ("Correction: Cable vibration in long footbridges", "", 2021),  # half a title, and nobody's
        ("Correction of sag in long footbridges: a monitoring study", "Rui Paz", 2021),  # no notice
    ],
)
def test_what_may_speak_of_another_paper_says_nothing(title: str, by: str, year: int) -> None:
    assert _status(title, by, year) is None


def test_of_two_papers_with_one_title_that_of_the_notices_journal_is_meant() -> None:
    twin = _paper(2, TITLE, journal="Preprints")
    assert _status(f"Correction: {TITLE}", others=(twin,)) is None, "neither is of the notice's journal"
    printed = _paper(1, TITLE, journal="Spans")
    notice = _paper(9, f"Correction: {TITLE}", year=2021, journal="Spans")
    first, second, _ = Joining((printed, twin, notice)).with_notices()
    assert (first.status is not None, second.status) == (True, None)


def test_a_graver_statement_is_kept() -> None:
    paper = _paper(1, TITLE).model_copy(update={"status": Status(kind="retracted")})
    first, _ = Joining((paper, _paper(9, f"Correction: {TITLE}", year=2021))).with_notices()
    assert first.status == Status(kind="retracted")


def test_a_notice_without_authors_is_of_the_paper_whose_whole_title_it_repeats() -> None:
    status = _status(f"Correction to: {TITLE}", by="")
    assert status is not None
    assert status.kind == "corrected"


@pytest.mark.parametrize(("title", "told"), [("Ropes under ice", False), ("Ropes under thin ice", True)])
def test_fewer_than_four_words_are_no_title(title: str, told: bool) -> None:
    paper, notice = _paper(1, title), _paper(9, f"Correction to: {title}", year=2021)
    first, _ = Joining((paper, notice)).with_notices()
    assert (first.status is not None) is told


def test_a_slip_in_a_long_title_does_not_hide_it() -> None:
    title = "Cable vibration in long footbridges under wind and walking people of many kinds"
    slip = title.replace("walking", "walkng")
    paper = _paper(1, title)
    for written, told in ((slip, True), (slip.replace("Cable", "Cables"), False)):
        first, _ = Joining((paper, _paper(9, f"Correction to: {written}", year=2021))).with_notices()
        assert (first.status is not None) is told


@pytest.mark.parametrize(("slips", "told"), [(3, True), (4, False)])
@pytest.mark.parametrize("by", ["Rui Paz", ""])
def test_of_twenty_words_three_may_be_slips(slips: int, told: bool, by: str) -> None:
    """A notice that nobody signs has to repeat so many; the authors' own may leave words out, and slip in as few."""
    words = [f"w{number}" for number in range(20)]
    written = " ".join(words[slips:])
    paper = _paper(1, " ".join(words))
    first, _ = Joining((paper, _paper(9, f"Correction to: {written}", by, 2021))).with_notices()
    assert (first.status is not None) is (told or by != "")
    slipped = " ".join(f"{word}x" if at < slips else word for at, word in enumerate(words))
    first, _ = Joining((paper, _paper(9, f"Correction to: {slipped}", "Rui Paz", 2021))).with_notices()
    assert (first.status is not None) is told


OFFICES = [
    Author(name="Editors of Long Spans"),
    Author(name="The Editors", family="Editors", given="The"),  # "Editors, The"
    Author(name="Editors of Long Spans", family="Spans", given="Editors of Long"),  # as RIS may give it
    Author(name="Long Spans Editorial Office"),
    Author(name="Spans Long", family="Spans", given="Long"),  # the journal, taken for a person
    Author(name="Girder Press"),  # the publisher
]


def _signed(by: Author, **more: str) -> Paper:
    said = {"journal": "Long Spans", "publisher": "Girder Press", **more}
    return _paper(9, f"Expression of concern: {TITLE}", year=2021, **said).model_copy(update={"authors": (by,)})


@pytest.mark.parametrize(("journal", "office"), [("Spans", True), ("Long Spans", False)])
def test_one_word_is_an_office_where_it_is_the_journals_whole_name(journal: str, office: bool) -> None:
    notice = _signed(Author(name="Spans", family="Spans"), journal=journal)
    first, _ = Joining((_paper(1, TITLE, journal=journal), notice)).with_notices()
    assert (first.status is not None) is office


def test_of_two_papers_with_one_title_by_the_same_people_the_one_whose_doi_is_named_is_meant() -> None:
    twins = (_paper(1, TITLE, journal="Spans"), _paper(2, TITLE, journal="Preprints"))
    notice = _paper(9, f"Correction: {TITLE}", year=2021, journal="Spans", abstract="Of 10.5555/bridge.2.")
    first, second, _ = Joining((*twins, notice)).with_notices()
    assert (first.status, second.status is not None) == (None, True)


@pytest.mark.parametrize("by", OFFICES, ids=lambda one: f"{one.name} {one.family}")
def test_a_notice_that_an_office_signs_is_of_the_paper_whose_whole_title_it_repeats(by: Author) -> None:
    first, _ = Joining((_paper(1, TITLE, journal="Long Spans"), _signed(by))).with_notices()
    assert first.status is not None
    assert first.status.kind == "concern"


def test_a_notice_that_prints_its_own_doi_names_no_other_paper() -> None:
    own = _signed(OFFICES[0], abstract="How to cite: https://doi.org/10.5555/bridge.9")
    first, _ = Joining((_paper(1, TITLE, journal="Long Spans"), own)).with_notices()
    assert first.status is not None


MAIN = "Cable vibration in long footbridges"


def _quoting(title: str, by: Author = OFFICES[0]) -> Paper:
    notice = _signed(by, abstract=f"The editors retract the article “{title}” (2020;7:58-67).")
    return notice.model_copy(update={"title": f"Retraction notice: {MAIN}"})


@pytest.mark.parametrize("by", OFFICES, ids=lambda one: f"{one.name} {one.family}")
def test_an_office_may_leave_the_subtitle_out_of_the_title_if_its_text_has_it(by: Author) -> None:
    first, _ = Joining((_paper(1, TITLE, journal="Long Spans"), _quoting(TITLE, by))).with_notices()
    assert first.status is not None
    assert first.status.kind == "retracted"
    first, _ = Joining((_paper(1, TITLE, journal="Bridge Letters"), _quoting(TITLE, by))).with_notices()
    assert first.status is None, "another journal's paper"


@pytest.mark.parametrize("part", [1, 2])
def test_of_papers_that_differ_in_the_subtitle_the_one_that_is_quoted_is_meant(part: int) -> None:
    parts = [_paper(at, f"{MAIN}: part {at}", journal="Long Spans") for at in (1, 2)]
    for by in (OFFICES[0], Author(name="Rui Paz", family="Paz")):
        found = Joining((*parts, _quoting(f"{MAIN}: part {part}", by))).with_notices()
        assert [one.status is not None for one in found] == [part == 1, part == 2, False]


def test_a_title_that_is_repeated_exactly_comes_before_one_that_is_quoted() -> None:
    papers = (_paper(1, MAIN, journal="Long Spans"), _paper(2, f"{MAIN}: part 2", journal="Long Spans"))
    found = Joining((*papers, _quoting(f"{MAIN}: part 2"))).with_notices()
    assert [one.status is not None for one in found] == [True, False, False]


OTHER = "Long footbridges and cable vibration: a reply"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (OTHER, f"The editors retract the article “{TITLE}”, answered in “{OTHER}”."),
        (OTHER, f"The editors retract the article “{OTHER}”."),
        (TITLE, f"The editors retract an article whose data were wrong; the plan for them stood in “{TITLE}”."),
    ],
)
def test_a_paper_that_a_notice_only_mentions_is_not_the_one_it_is_about(title: str, text: str) -> None:
    notice = _quoting(TITLE).model_copy(update={"abstract": text})
    first, _ = Joining((_paper(1, title, journal="Long Spans"), notice)).with_notices()
    assert first.status is None


@pytest.mark.parametrize("by", OFFICES[:2], ids=lambda one: one.name)
def test_what_an_office_signs_is_of_its_own_journal_and_of_one_paper(by: Author) -> None:
    elsewhere = _paper(1, TITLE, journal="Bridge Letters")
    first, _ = Joining((elsewhere, _signed(by))).with_notices()
    assert first.status is None, "another journal's paper with the same title"
    twins = (_paper(1, TITLE, journal="Long Spans"), _paper(2, TITLE, by="Ana Melo", journal="Long Spans"))
    assert not any(one.status for one in Joining((*twins, _signed(by))).with_notices()), "either may be meant"
    half = _signed(by).model_copy(update={"title": "Expression of concern: Cable vibration in long footbridges"})
    assert Joining((twins[0], half)).with_notices()[0].status is None, "half a title is too little"


def test_another_group_of_authors_is_no_office() -> None:
    group = Author(name="Footbridge Study Group")
    assert Joining((_paper(1, TITLE, journal="Long Spans"), _signed(group))).with_notices()[0].status is None


def test_of_two_papers_with_one_title_the_authors_that_a_notice_tells_of_say_which() -> None:
    twins = (_paper(1, TITLE, journal="Long Spans"), _paper(2, TITLE, by="Ana Melo", journal="Long Spans"))
    notice = _signed(OFFICES[0], abstract="The editors were told of doubts about the article by Melo.")
    first, second, _ = Joining((*twins, notice)).with_notices()
    assert (first.status, second.status is not None) == (None, True)


@pytest.mark.parametrize(
    "title", [f"Expression of concern: {TITLE}", "Expression of concern", "Retraction notice"]
)
def test_a_notice_is_of_the_paper_whose_doi_it_names(title: str) -> None:
    twins = (_paper(1, TITLE, journal="Long Spans"), _paper(2, TITLE, by="Ana Melo", journal="Bridge Letters"))
    notice = _signed(OFFICES[0], abstract="Readers are told of doubts about https://doi.org/10.5555/BRIDGE.2.")
    first, second, _ = Joining((*twins, notice.model_copy(update={"title": title}))).with_notices()
    assert (first.status, second.status is not None) == (None, True)


def test_a_notice_that_names_the_doi_of_a_paper_that_is_not_here_is_of_none_here() -> None:
    notice = _signed(OFFICES[0], abstract="This is about 10.5555/mast.7, whose title others use, too.")
    first, _ = Joining((_paper(1, TITLE, journal="Long Spans"), notice)).with_notices()
    assert first.status is None


def test_a_notice_that_names_several_papers_is_of_the_one_whose_title_it_repeats() -> None:
    other = _paper(2, "Ropes under thin ice", journal="Long Spans")
    notice = _signed(OFFICES[0], abstract="Figure 2 of 10.5555/bridge.1 stands in 10.5555/bridge.2 as well.")
    first, second, _ = Joining((_paper(1, TITLE, journal="Long Spans"), other, notice)).with_notices()
    assert (first.status is not None, second.status) == (True, None)


@pytest.mark.parametrize(
    ("text", "year", "kind"),
    [
        ("The editors doubt the figures of 10.5555/bridge.1.", 2021, "concern"),
        ("The editors doubt the figures of 10.5555/elsewhere.1.", 2021, None),
        ("The editors doubt the figures of 10.5555/bridge.1 and 10.5555/elsewhere.1.", 2021, "concern"),
        ("The editors doubt the figures of 10.5555/bridge.1.", 2018, None),  # older than the paper
    ],
)
def test_a_notice_that_repeats_no_title_is_of_the_paper_here_whose_doi_it_names(
    text: str, year: int, kind: str | None
) -> None:
    status = _status("Expression of concern", "The editors", year, abstract=text)
    assert (status and status.kind) == kind


def test_a_notice_that_repeats_a_title_is_of_no_other_paper_whose_doi_it_names() -> None:
    mast, notice = (
        _paper(2, "Masts under ice"),
        _paper(9, f"Correction to: {TITLE}", abstract="See 10.5555/bridge.2."),
    )
    assert [
        one.status and one.status.kind for one in Joining((_paper(1, TITLE), mast, notice)).with_notices()
    ] == [
        "corrected",
        None,
        None,
    ]


@pytest.mark.parametrize(("known", "kind"), [({"pmid": "77"}, "retracted"), ({"source_id": "here"}, None)])
def test_a_paper_is_named_to_a_notice_by_its_number_in_pubmed_too(known: dict[str, str], kind: str | None) -> None:
    paper = Paper.model_validate({**_paper(1, TITLE).model_dump(), "doi": None, **known})
    found, _ = Joining((paper, _paper(9, f"Retraction note: {TITLE}", year=2021))).with_notices()
    assert (found.status and found.status.kind) == kind
