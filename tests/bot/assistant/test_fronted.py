"""A topic said before its question is put where it belongs; everything else stays as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.message.fronted import unfronted


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("the mercury study what did it show", "what did the mercury study show"),
        ("The mercury study: what did it show?", "what did The mercury study show?"),
        ("early feeding does it lower sepsis", "does early feeding lower sepsis"),
        ("walls painted white - are they cooler?", "are walls painted white cooler?"),
        ("shift nurses, how long do they sleep", "how long do shift nurses sleep"),
        ("cabin review: how many trials", "how many trials in the cabin review"),
        ("cabin review - how many trials", "how many trials in the cabin review"),
        ("The Danish cohort, how many women?", "how many women in The Danish cohort"),
    ],
)
def test_a_topic_that_stands_before_its_question_is_put_where_it_belongs(typed: str, meant: str) -> None:
    assert unfronted(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "what did it show",
        "does it work",
        "and does it work",
        "ok so does it work",
        "in women does it work",  # where, and not what
        "after how many years has it paid",
        "at what rate does it start",
        "compared with what did they do better",
        "tell me what it found",
        "she asked whether they were cooler",
        "sepsis: how many died",  # no paper is named by its kind
        "cabin review: which is the newest",
        "cabin review: what counts most",
        "red green blue white black brown grey pink walls does it work",
        "ketamine what",
        # the first clause tells of what "they" are
        "patients who smoke, do they relapse more",
        "seedlings when dry, are they given water",
        "the place where it grows, is it wet",
        # what is said of the last reply, or to lead on, is no topic
        "interesting, why did they stop early",
        "good, how did they do it",
        "brilliant, honestly, how did they do it",
        "thanks a lot, was it blinded",
        "first, was it blinded",
        "what a pity! did it help",
        "last paper where did they do it",
        "sealants, review how many",
        "the fen study, is it, well, good",
        "",
    ],
)
def test_anything_else_is_left_as_it_is(typed: str) -> None:
    assert unfronted(typed) == typed


@given(
    st.lists(
        st.sampled_from(["early", "feeding", "sepsis", "does", "it", "what", "the", "lower", "study", "how"]),
        max_size=9,
    )
)
def test_only_what_points_at_the_topic_is_left_out_and_what_leads_to_it_added(words: list[str]) -> None:
    moved = unfronted(" ".join(words)).split()
    left = sorted(words)
    for word in moved:
        if word in left:
            left.remove(word)
    assert left in ([], ["it"])
    assert len(moved) <= len(words) + 2
