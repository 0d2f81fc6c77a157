"""What a sentence scores where it is asked whether something works: the first result, the conclusion, and what is neither."""

from __future__ import annotations

import pytest

from corpus.models import Paper
from index.finding.evidence import read_paper
from index.finding.lasting import REPORTED
from index.finding.scoring import WEIGHTS
from index.sentences.asking import Asked
from index.sentences.reporting import likelihood
from tests.index.test_scores import RANK, read, reported
from tests.libraries import indexed


def test_whether_something_works_is_told_by_the_first_result_and_the_conclusions() -> None:
    sentences = (
        "Objective: To learn whether zorbs calm goats.",
        "Methods: Zorbs were given to 40 goats.",
        "Results: Bleating fell by 31% (p = 0.002).",
        "Weight did not differ significantly (p = 0.6).",
        "Conclusion: Goats are calmer.",
        "Funding: Zorbs were paid for by the Goat Board.",
    )
    reading, (aim, method, first, second, concluded, paid) = read("do zorbs work", *sentences)
    words = WEIGHTS["paper"] + RANK * WEIGHTS["rank"] + WEIGHTS["gives"]
    own = {
        1: WEIGHTS["sentence"] + WEIGHTS["setting"] + WEIGHTS["setting, reports"],
        2: WEIGHTS["sentence"] + WEIGHTS["setting"] + WEIGHTS["setting, reports"],
        3: WEIGHTS["main"],
        4: 0.0,
        5: WEIGHTS["closing"],
        6: WEIGHTS["sentence"] + WEIGHTS["formality"],
    }
    for number, one in enumerate((aim, method, first, second, concluded, paid)):
        assert one.score == pytest.approx(words + reported(one) + number / 5 * WEIGHTS["place"] + own[number + 1])
    assert [one.line.number for one in reading.candidates][:2] == [3, 5]
    assert reading.bound >= first.score


def test_a_paper_that_has_not_what_is_asked_about_is_not_told_as_a_whole() -> None:
    """Its conclusion and its first result stood above the words that were asked for."""
    papers = (
        Paper(
            source_id="z", title="Zorbs", abstract="Zorbs and quills were weighed. Weight fell by 31% (p = 0.002)."
        ),
        Paper(
            source_id="k",
            title="Kelp",
            abstract="Quills float. Weight fell by 12% (p = 0.01). Conclusion: Kelp sinks.",
        ),
    )
    index = indexed(*papers)
    query = index.reader.read("do zorbs of quills work")
    zorbs, kelp = (read_paper(index.texts(key), query, RANK) for key in ("z", "k"))
    assert (zorbs.covered, kelp.covered < 0.5) == (1.0, True)
    assert kelp.bound < zorbs.bound - WEIGHTS["main"] - WEIGHTS["closing"]
    gains = {one.line.number: one.score - reported(one) for one in kelp.candidates}
    assert max(gains.values()) < WEIGHTS["closing"] + WEIGHTS["paper"] + RANK * WEIGHTS["rank"]


def test_how_many_were_studied_is_not_the_first_result_and_who_paid_no_conclusion() -> None:
    _, lines = read(
        "do zorbs work",
        "Zorbs are round.",
        "In total 96 patients with gout had zorbs and 24 (25%) were women.",
        "Gout recurred in 7% with zorbs and 24% without (p = 0.02).",
        "Conclusions: Zorbs prevent gout.",
        "The study was funded by the Goat Board.",
    )
    (_, size, result, concluded, paid) = lines
    assert min(likelihood(one.line.text) for one in (size, result)) >= 0.5
    assert result.score > concluded.score > size.score
    assert paid.line.section == "Conclusions"
    assert paid.score < concluded.score - WEIGHTS["closing"]


def test_what_opens_like_a_conclusion_is_none_under_another_heading() -> None:
    _, (_, _, shown, concluded) = read(
        "do zorbs work",
        "Background: Zorbs are round.",
        "Results: Bleating fell by 31% (p = 0.002).",
        "The data show hoofprints.",
        "Conclusion: Goats are calmer.",
    )
    gained = WEIGHTS["closing"] + WEIGHTS["place"] / 3
    assert concluded.score - reported(concluded) == pytest.approx(shown.score - reported(shown) + gained)


def test_what_was_found_before_and_how_it_was_tested_is_not_the_first_result() -> None:
    _, (_, known, tested, result) = read(
        "do zorbs work",
        "Background: Zorbs are round.",
        "Earlier studies found significantly lower weight with zorbs.",
        "Methods: A value of p < 0.05 was considered significant.",
        "Results: Bleating fell by 31% (p = 0.002).",
    )
    assert min(likelihood(one.line.text) for one in (known, tested)) >= REPORTED
    assert result.score > max(known.score, tested.score) + 1.0


def test_what_was_done_at_the_beginning_of_an_abstract_is_not_the_first_result() -> None:
    _, lines = read(
        "do zorbs work",
        "Goats bleat.",
        "In 2021 zorbs were installed along 7.4 km of two paths, while a third path kept hoops only.",
        "We heard 214 goats in the six months before and the six months after.",
        "Bleating fell from 15.3 to 11.8 an hour on paths with zorbs.",
        "Drivers had no view.",
        "Fines amounted to much.",
        "Some were paid.",
        "Others fled.",
    )
    done, result = lines[1], lines[3]
    assert likelihood(done.line.text) >= REPORTED
    assert result.score > done.score


@pytest.mark.parametrize(("question", "loses"), [("zorbs in goats", True), ("who paid for zorbs", False)])
def test_who_paid_is_shown_only_if_it_is_asked(question: str, loses: bool) -> None:
    papers = (Paper(source_id="z", title="T", abstract="Zorbs were red. Funding: Zorbs were paid for by Goats."),)
    index = indexed(*papers)
    query = index.reader.read(question)
    before = read_paper(index.texts("z"), query, RANK).candidates
    score = next(one.score for one in before if one.line.section)
    unnamed = Paper(source_id="z", title="T", abstract="Zorbs were red. Results: Zorbs were paid for by Goats.")
    other = read_paper(indexed(unnamed).texts("z"), query, RANK).candidates
    assert score - next(one.score for one in other if one.line.section) == pytest.approx(
        WEIGHTS["formality"] if loses else 0.0
    )


_GOATS = (
    "Red zorbs or hay are often given to goats to keep them calm.",
    "We gave red zorbs to 20 goats and hay to 20.",
    "Bleating fell by 31% (p = 0.002).",
    "Horns were polished with wax.",
    "In conclusion, the goats made little noise.",
)


def _own(question: str) -> dict[int, float]:
    """What each sentence scores beside its words, its place and how likely it reports a result; that of the second is 0."""
    paper = Paper(source_id="z", title="Red zorbs, hay, and calm goats", abstract=" ".join(_GOATS))
    index = indexed(paper, Paper(source_id="k", title="Kelp", abstract="Kelp forests shelter urchins."))
    reading = read_paper(index.texts("z"), index.reader.read(question), 1.0)
    own = {
        one.line.number: one.score
        - WEIGHTS["sentence"] * one.covered
        - WEIGHTS["reports"] * likelihood(one.line.text)
        - WEIGHTS["place"] * (one.line.number - 1) / (len(_GOATS) - 1)
        for one in reading.candidates
    }
    return {number: score - own[2] for number, score in own.items()}


@pytest.mark.parametrize("question", ["red zorbs and calm goats", "red zorbs or hay for goats"])
def test_a_question_that_says_what_the_title_says_is_told_by_the_first_result(question: str) -> None:
    """What was known before stood first, as it had the most words."""
    own = _own(question)
    assert own[1] == pytest.approx(WEIGHTS["opening"])
    assert own[3] == pytest.approx(WEIGHTS["main, titled"])
    assert own[4] == pytest.approx(0.0)
    assert own[5] == pytest.approx(WEIGHTS["closing, titled"])


def test_a_question_of_more_than_the_title_says_is_not() -> None:
    own = _own("goats with polished horns and wax")
    assert own[1] == pytest.approx(WEIGHTS["opening"])
    assert own[3] == pytest.approx(0.0)
    assert own[5] == pytest.approx(0.0)


def test_a_figure_with_a_name_may_stand_in_the_first_sentence() -> None:
    assert _own("red zorbs goats avg age")[1] == pytest.approx(0.0)


def test_whether_a_thing_works_is_told_by_results_however_the_title_reads() -> None:
    own = _own("red zorbs and calm goats: works?")
    assert (own[3], own[5]) == pytest.approx((WEIGHTS["main"], WEIGHTS["main"]))


@pytest.mark.parametrize(
    ("stated", "second"), [("We surveyed 40 zorbs schools.", True), ("We saw 40 zorbs.", False)]
)
def test_how_many_of_any_kind_were_studied_is_told_by_the_sentence_that_states_it(
    stated: str, second: bool
) -> None:
    abstract = f"12 patients held zorbs. {stated}"
    index = indexed(
        Paper(source_id="z", title="Tests", abstract=abstract),
        Paper(source_id="k", title="Kelp", abstract="Kelp forests shelter urchins."),
    )
    reading = read_paper(index.texts("z"), index.reader.read("zorbs", asked=Asked.SIZE), 1.0)
    patients, things = (one.score for one in sorted(reading.candidates, key=lambda one: one.line.number))
    assert (things > patients) == second
