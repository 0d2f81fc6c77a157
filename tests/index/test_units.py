"""How many other things than people, cases and papers a study studied, read from its abstract."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.models import Paper
from corpus.sentences import sentences_of
from index.sentences.units import counted_by, counted_of, groups_studied, number_studied, units_studied


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("We sampled 48 colonies of red ants. Of these, 31 colonies (65%) survived.", ("48", "colonies")),
        ("In 23 allotment gardens of 4 towns we recorded hoverflies.", ("23", "allotment gardens")),
        ("Bees are in decline. A total of 1,204 wild bee nests were examined.", ("1,204", "wild bee nests")),
        ("We then measured the strength of 120 concrete slabs.", ("120", "concrete slabs")),
        ("Sixty-two lighthouses were inspected twice.", ("Sixty-two", "lighthouses")),
        ("METHODS: Overall, 310 beehives were monitored.", ("310", "beehives")),
        ("In 40 meadows of Carinthia we left strips uncut.", ("40", "meadows")),
        ("We logged the damp and the window opening in 46 lighthouse cellars.", ("46", "lighthouse cellars")),
        ("We surveyed 52 parks. We then counted 9,000 trees.", ("52", "parks")),
    ],
)  # fmt: skip
def test_the_first_number_that_was_studied(abstract: str, found: tuple[str, str]) -> None:
    one = units_studied(Paper(source_id="p", abstract=abstract))
    assert one is not None
    assert (one.text, one.of) == found


@pytest.mark.parametrize(
    "abstract",
    [
        "We found 48 colonies that had died.",  # a result
        "We sampled leaves for 12 months at 30 degrees.",  # times and measures
        "We compared three treatments and six colonies.",  # fewer than ten: kinds as often as things
        "In 40 meadows we found orchids.",
        "We sampled at least 40 colonies a year.",
        "We tested whether 20 genes change.",
        "Of 80 colonies 12 colonies (15%) were examined.",
        "We studied colonies in 2019. Yields in 40 gardens fell.",
        "We excluded 48 colonies and studied the rest.",
        "We made 14 recommendations.",  # no sample, unless somebody asks for them
    ],
)
def test_what_was_not_studied_is_not_told(abstract: str) -> None:
    assert units_studied(Paper(source_id="p", abstract=abstract)) is None


@example("We sampled 48 colonies of gardens".split())
@given(
    st.lists(
        st.sampled_from(
            "We sampled 48 1,204 colonies of in gardens were examined. A total ( % 2019 twelve".split()
        ),
        max_size=14,
    )
)
def test_a_count_is_a_slice_of_its_sentence(words: list[str]) -> None:
    text = " ".join(words)
    paper = Paper(source_id="p", abstract=text)
    one = units_studied(paper)
    if one is not None:
        assert text[one.start : one.end] == one.text
        assert one.sentence in sentences_of(paper)
        assert one.of in one.sentence.text


@pytest.mark.parametrize(
    ("things", "abstract", "found"),
    [
        (
            "tests",
            "Fire spread in 5 of 17 tests. We reviewed 41 full-scale tests of beams.",
            ("41", "full-scale tests"),
        ),
        ("walls", "One wall fell. We built six walls of straw.", ("six", "walls")),
        ("mud walls", "We tested 12 mud walls.", ("12", "mud walls")),
        ("recommendations", "We made 14 recommendations.", ("14", "recommendations")),
        ("tests", "METHODS: Forty tests were carried out.", ("Forty", "tests")),
        ("models", "A total of 30 language models were compared.", ("30", "language models")),
    ],
)
def test_things_that_are_asked_for_by_name_are_counted_whatever_they_are(
    things: str, abstract: str, found: tuple[str, str]
) -> None:
    one = number_studied(Paper(source_id="p", abstract=abstract), things)
    assert one is not None
    assert (one.text, one.of) == found


@pytest.mark.parametrize(
    "abstract",
    [
        "We reviewed 41 walls.",
        "Rain fell in nine tests.",
        "In 5 of 17 tests beams fell.",
        "We reviewed tests of 2019.",
        "Sprinklers ran in 6 of the tests.",
    ],
)
def test_a_part_of_the_things_or_other_things_are_not_their_number(abstract: str) -> None:
    assert number_studied(Paper(source_id="p", abstract=abstract), "tests") is None


def test_a_year_of_a_month_or_a_season_counts_nothing() -> None:
    paper = Paper(
        source_id="p",
        abstract="In spring 2020 teachers stayed at home. By May 2021 teachers were back. We asked 61 teachers.",
    )
    one = counted_of(paper, "teachers")
    assert one is not None
    assert one.text == "61"


def test_a_limit_or_a_part_is_no_number_of_all() -> None:
    said = ("Years counted with at least three torn masts.", "4 of 12 masts were torn.")
    assert [counted_of(Paper(source_id="p", abstract=one), "masts") for one in said] == [None, None]


@pytest.mark.parametrize(
    ("abstract", "numbers"),
    [
        ("In all, 80 rooks were ringed (40 in each group).", ["40"]),
        ("Nests were lost in 12 of 44 rookeries (27%) with netting and in 20 of 47 (43%) without.", ["44", "47"]),
        ("It was seen in 6 of 20 on none, 5 of 21 on one and 2 of 22 on two doses.", ["20", "21", "22"]),
        ("Nineteen rooks were assigned to corn (n = 9) or to snails (n=10).", ["9", "10"]),
        ("Rooks ate corn (n = 9) or snails (n = 10).", []),  # nobody put them into groups
        ("Of 91 rooks 12 of 91 were ringed.", []),
        ("Eggs were laid by 12 of 44 rooks. Chicks were raised by 3 of 12.", []),  # one group each
    ],
)
def test_the_numbers_of_groups(abstract: str, numbers: list[str]) -> None:
    assert [one.text for one in groups_studied(Paper(source_id="p", abstract=abstract))] == numbers


def test_a_review_counts_what_it_included() -> None:
    said = "We searched for studies of shade printed before 2020 and included 71."
    paper = Paper(
        source_id="p", title="Shade: a systematic review", abstract=f"Shade is dark. {said} Shade helped."
    )
    assert [one.text for one in counted_by(paper)] == [said]
    assert not counted_by(paper.model_copy(update={"title": "Shade"}))


def test_those_of_whom_an_outcome_is_told_are_not_all() -> None:
    paper = Paper(source_id="p", abstract="Ropes were given to sailors of six ships. Rash was seen in 9 sailors.")
    assert counted_of(paper, "sailors") is None
