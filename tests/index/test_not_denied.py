"""A warning denies nothing that a sentence shown says in other letters: joined words, short forms, mended slips, everyday verbs;
what the sentences do not have is still named."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.finding.hedging import not_said
from index.terms.attributes import wanted
from tests.index.test_hedging import account
from tests.libraries import indexed

TOWN = indexed(
    Paper(
        source_id="e",
        title="Reading on screens in public libraries",
        abstract="Libraries bought more titles for screens. E-books were borrowed 4,100 times a year by teenagers. Follow-up "
        "interviews were held with 31 readers. Two e-readers broke in the first month. Loans per reader rose from 3 to 7 a year.",
    ),
    Paper(
        source_id="b",
        title="Shorter weeks in bakeries",
        abstract="Nineteen bakeries shortened their hours to a four-day week. Bakers on a four-day week slept longer. Sales fell by 2% "
        "in six bakeries. Ovens were cleaned every 15 minutes. A difference in wages was not found.",
    ),
    Paper(
        source_id="a",
        title="Wax on apples in storage",
        abstract="Apples were waxed once. In the single-dose trial the wax kept 88% of apples firm after 20 days. Apples spoiled in 3 "
        "crates. Six crates disappeared from two stores. Scans of crates had 0.2 mSv each. Firm apples fell less often.",
    ),
    Paper(
        source_id="p",
        title="Swings in parks",
        abstract="Swings were put in 14 parks. People over 60 used swings in parks daily. The number of falls in the first week was 4 "
        "in parks. Twelve families (30%) had bought a swing by spring. Repairs of swings at one year were rare.",
    ),
    Paper(source_id="s", title="Signs on ferries", abstract="Ecoast ferries had signs. Ebike racks stood on 12 ferries."),
)  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "how many ebooks were borrowed from libraries a year",
        "did ereaders break in libraries",
        "followup interviews with readers of libraries",
        "what happend to sales of bakeries",
        "sales in bakeries on a 4 day week",
        "are ovens of bakeries cleaned every 15 min",
        "was there a diff in wages in bakeries",
        "what made sales of bakeries fall",
        "how many apples stayed firm",
        "how many crates of apples went bad",
        "how many crates went missing from stores",
        "did wax keep apples firm in the single dose trial",
        "dose of scans of crates of apples",
        "how many loans per reader of screens a year",
        "did older people use swings in parks",
        "how many bought one of the swings",
        "number of swing falls in parks in the first week",
    ],
)
def test_what_a_sentence_says_in_other_letters_is_not_called_missing(question: str) -> None:
    assert not_said(account(question, TOWN)) == ()


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("ehealth in public libraries", "ehealth"),
        ("follow-up of the readers of screens", "follow-up"),
        ("how many apples stayed green", "green"),
        ("how many bakeries cleaned ovens after 9 days", "9 days"),
        ("how many lamps per reader of screens a year", "lamps"),
        ("signs on ferries for ebooks", "ebooks"),
        ("did younger people use swings in parks", "younger"),
        ("how many sold one of the swings", "how many sold"),
        ("number of swing repairs in parks", "figure for repairs"),
        ("repairs of swings at 6 months", "6 months"),
    ],
)
def test_what_no_sentence_says_is_still_named(question: str, named: str) -> None:
    assert named in not_said(account(question, TOWN))


def test_an_everyday_verb_that_the_papers_lack_is_named_nowhere() -> None:
    for verb in ("made", "gave", "sold", "told", "brought"):
        assert verb not in not_said(account(f"which signs on ferries {verb} racks", TOWN))


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("which single dose of wax kept apples firm", True),
        ("what low dose was used", True),
        ("dose in the low-dose trial", True),
        ("did the single dose trial end early", False),
        ("low-dose scans of welds", False),
        ("who can use a metered dose inhaler", False),
    ],
)
def test_a_kind_of_thing_called_by_its_dose_asks_for_none(question: str, asks: bool) -> None:
    assert ("dose" in {one.attribute.name for one in wanted(question)}) == asks


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("what was the charge for swings", True),
        ("hospital charges after falls", True),
        ("support for congestion charge after introduction", False),
        ("does charge density matter", False),
    ],
)
def test_a_thing_that_is_called_a_charge_asks_for_no_cost(question: str, asks: bool) -> None:
    assert ("cost" in {one.attribute.name for one in wanted(question)}) == asks
