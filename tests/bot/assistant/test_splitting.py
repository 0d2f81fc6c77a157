"""Several questions in one message, however they are joined; one question stays one."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assistant.message.joints import _AND, _JOINS, by_attributes, is_attribute
from bot.assistant.message.splitting import parts_of

QUESTIONS = (
    "who wrote the first analysis",
    "newest paper",
    "deadline",
    "doi of Kang 2023",
    "what does it do in bone",
    "how many papers are from 2024",
    "guest editors",
)
JOINTS = (
    "? ",
    "; ",
    " and also ",
    " plus ",
    " & ",
    "\n",
    "\n- ",
    ", and ",
    "? also ",
    " as well as ",
    ", then ",
    "; finally ",
)


@pytest.mark.parametrize("joint", JOINTS)
def test_two_questions_are_two_however_they_are_joined(joint: str) -> None:
    for first, second in permutations(QUESTIONS, 2):
        message = f"{'- ' if joint.endswith('- ') else ''}{first}{joint}{second}"
        found = parts_of(message)
        assert len(found) == 2, (message, found)
        assert first in found[0]
        assert second in found[1]


@pytest.mark.parametrize(
    "message",
    [
        "what are the benefits and harms of surgery",
        "median and mean follow-up in the trial",
        "papers by Chen and Müller",
        "I am a resident. My patient has back pain. What is known about radiotherapy?",
        "does it work in women and men over 60",
        "reviews and articles from 2024",
        "title and doi of Kang 2023",
        "authors, year and doi of the newest",
    ],
)
def test_one_question_stays_one(message: str) -> None:
    assert parts_of(message) == (message,)


def test_languages_join_in_their_own_words() -> None:
    assert len(parts_of("wieviele Reviews gibt es und welches wurde am meisten zitiert?")) == 2
    assert len(parts_of("著者は誰ですか？ 締切はいつですか？")) == 2


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "1) shelf life of berries 2) cost of a logger 3) who wrote that",
            ["shelf life of berries?", "cost of a logger?", "who wrote that?"],
        ),
        ("On tea: 1. sleep 2. tremor", ["On tea: sleep?", "On tea: tremor?"]),
        (
            "mean age in the tea trial / most common complaint",
            ["mean age in the tea trial?", "most common complaint?"],
        ),
        ("Does tea help? If so, how much?", ["Does tea help?", "how much?"]),
        (
            "what is the title, DOI and year of the newest paper",
            ["what is the title, DOI and year of the newest paper"],
        ),
        ("Was Quill also on another paper?", ["Was Quill also on another paper?"]),
        ("dose of 2.5 mg / kg after surgery", ["dose of 2.5 mg / kg after surgery"]),
    ],
)
def test_numbers_slashes_and_what_belongs_together(message: str, parts: list[str]) -> None:
    assert list(parts_of(message)) == parts


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "success of the laser at 3 months, and perforations?",
            ("success of the laser at 3 months?", "and perforations?"),
        ),
        ("complication rate of TES vs SABR, p value?", ("complication rate of TES vs SABR?", "p value?")),
        (
            "rickets in the workhouse children, who wrote it",
            ("rickets in the workhouse children?", "who wrote it?"),
        ),
        ("sex of the potters, shrinkage %", ("sex of the potters?", "shrinkage %?")),
        ("how fast does it flower and why", ("how fast does it flower?", "why?")),
        (
            "TES: blood loss, survival and complications",
            ("TES: blood loss?", "TES: survival?", "TES: complications?"),
        ),
        (
            "bags: weight loss, earnings and did anyone get ill",
            ("bags: weight loss?", "bags: earnings?", "bags: did anyone get ill?"),
        ),
    ],
)
def test_a_few_words_behind_a_comma_ask_one_thing_more(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "in women over 55, is it safe",
        "how and why does it fail",
        "what was tried and did not help sleepers",
        "TES vs SABR, which is safer",
        "patients with pain, who underwent surgery",
        "Knapp 2024, sample size",
        "the surgical one, sample size",
        "papers by Chen, and Müller",
    ],
)
def test_what_says_of_what_is_asked_stays_with_it(message: str) -> None:
    assert parts_of(message) == (message,)


@pytest.mark.parametrize(
    "message",
    [
        "Did the 2019 trial of Moss et al. also tell of pain, e.g. at 3 months?",
        "Were the 7 p.m. measurements of vol. 3 better than Dr. Moss's?",
        "How many reviews are there incl. systematic ones?",
        "if milk teeth have holes, are the new ones in trouble too",
        "and when they stop, how many relapse?",
        "papers with a bad result: if the roof leaks, does it rot?",
        "does it change whether and where households move?",
        "which statin and what dose did the patients take",
        "doxycycline + zinc together?",
        "kiln temperature in the pot study + glaze on tiles, does it crack?",
    ],
)
def test_a_stop_a_clause_or_an_open_question_word_parts_nothing(message: str) -> None:
    assert parts_of(message) == (message,)


def test_a_clause_stays_with_the_first_of_two_questions() -> None:
    assert parts_of("once the kiln cools, does the glaze crack and who wrote that?") == (
        "once the kiln cools, does the glaze crack?",
        "who wrote that?",
    )


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "what's the median age in the pot study and the breakage rate",
            ("what's the median age in the pot study?", "the breakage rate?"),
        ),
        (
            "share of cracked pots in Wales, blue vs green, and the effect of the 2015 kiln",
            ("share of cracked pots in Wales, blue vs green?", "the effect of the 2015 kiln?"),
        ),
        ("heat of the kiln and, separately, who paid for it", ("heat of the kiln?", "who paid for it?")),
    ],
)
def test_an_attribute_with_an_article_asks_one_thing_more(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "what is the relation of age and the breakage rate",
        "effect of heat on shrinkage and the risk of cracks",
        "does heat lower the weight of pots and the cost",
        "benefits of heat and the costs of glaze compared",
        "authors, year and doi of Moss 2019",
        "papers on kilns or glaze, newest first",
    ],
)
def test_what_one_question_joins_is_not_parted(message: str) -> None:
    assert parts_of(message) == (message,)


@pytest.mark.parametrize(
    "message",
    [
        "窯についての論文はありますか。それと、釉薬についての論文もありますか。",
        "著者は誰ですか。 また、引用数はいくつですか。",
        "締切はいつですか、掲載料はいくらですか",
        "患者数は何人で、追跡期間はどのくらいですか。",
        "最新の論文を教えてください。それから、最も引用された論文も。",
    ],
)
def test_japanese_questions_are_parted_at_their_stops(message: str) -> None:
    assert len(parts_of(message)) == 2
    assert not parts_of(message)[1].startswith(("それ", "また"))


@pytest.mark.parametrize(
    "message",
    [
        "@article{moss2019, title={Glaze, Heat and Time: What Cracks?}, author={Moss, Ann and Quill, Bo}, year={2019}}",
        "TY  - JOUR\nAU  - Moss, Ann\nPY  - 2019\nTI  - Does heat crack glaze?\nER  - ",
        "Moss A, Quill B. Does heat crack glaze? And does time? J Pots. 2019;7(2):11-19.",
        "Pots, Kilns and Glaze: Survey of 6,214 Potters in Wales",
    ],
)
def test_a_pasted_reference_and_a_large_number_stay_whole(message: str) -> None:
    assert parts_of(message) == (message,)


@pytest.mark.parametrize(
    "message",
    [
        "articles only, and it must be from before 2024",
        "difference in shrinkage between tin, lead and copper glaze",
        "in tiles, pots and jars from Wales, and the age of kilns",
        "how do age, size and cost of a pot change shrinkage",
    ],
)
def test_a_row_of_what_one_question_is_about_stays_one(message: str) -> None:
    assert parts_of(message) == (message,)


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("median survival after surgery and the complication rate", ["median survival after surgery", "the complication rate"]),
        ("correlation of age with dose and the complication rate", []),
        ("complication rate of TES", []),
    ],
)  # fmt: skip
def test_attributes_of_their_own(sentence: str, parts: list[str]) -> None:
    assert by_attributes(sentence) == parts


def test_an_attribute_asks_without_a_question_word_and_states_nothing() -> None:
    assert is_attribute("complication rate of TES")
    assert not is_attribute("complication rate of TES was low")
    assert not is_attribute("TES and its complications")


@given(
    st.lists(
        st.sampled_from(
            "and und also auch plus sowie & n then separately btw by the way on another one more a second thing question note as well"
            " what how is it list papers title who ok, ; - . x".split()
        )
    )
)
def test_no_joint_is_in_a_message_without_any_word_that_joins(said: list[str]) -> None:
    message = " ".join(said)
    if _AND.search(message):
        assert _JOINS.search(message)


@pytest.mark.parametrize(
    "asked", ["summarise {}", "how many children in {}?", "{} and the weather", "what did {} find"]
)
@pytest.mark.parametrize(
    "of", ["journal.pone.0002530", "authors.2019.12", "title-7", "dose.2020/cost.11", "doi.5"]
)
def test_a_doi_stays_whole_whatever_words_it_is_made_of(asked: str, of: str) -> None:
    """PLOS begins each of its own with the word "journal"."""
    message = asked.format(f"10.1371/{of}")
    assert any(f"10.1371/{of}" in part for part in parts_of(message))


def test_kinds_of_papers_that_are_counted_are_questions_of_their_own() -> None:
    assert parts_of("how many reviews and how many editorials?") == ("how many reviews?", "how many editorials?")
