"""Answers beside kept records: one outcome each, counts that balance, and nothing but what is listed is changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.authors import author
from corpus.completing.planning import planned
from corpus.completing.plans import Plan
from corpus.completing.questions import CrossrefReply, kept, question_of, questions_of
from corpus.errors import CorpusError
from corpus.limits import Limits
from corpus.merging import Joining
from corpus.models import Author, Filled, ImportReport, Paper, Parsed, Status
from corpus.store import CorpusStore
from tests.conftest import examples
from tests.crossref import Work, updated, work

TODAY = date(2026, 1, 31)
TITLES = (
    "Sugar for bees in the winter",
    "Dances of honey bees after rain",
    "Stings of bumble bees in gardens",
    "Editorial",
    "",
)
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=6,
)
_dois = st.sampled_from([f"10.1234/{letter}" for letter in "abc"])
_works = st.builds(
    work,
    _dois,
    st.sampled_from([title for title in TITLES if title]),
    abstract=st.sampled_from(["", "They fly.", "<jats:p>They rest.</jats:p>"]),
    updated_by=st.sampled_from([[], [updated("retraction", "10.1234/r")], None]),
    issued=st.sampled_from([{"date-parts": [[2022]]}, {"date-parts": [[2023, 1, 1]]}, {}]),
) | st.dictionaries(
    st.sampled_from(["DOI", "title", "author", "issued", "updated-by", "relation", "page"]), _json, max_size=4
)
_papers = st.builds(
    Paper,
    doi=st.none() | _dois,
    source_id=st.uuids().map(str),
    title=st.sampled_from(TITLES),
    abstract=st.sampled_from([None, "They fly."]),
    authors=st.sampled_from([(), (author("Kun Li"),)]),
    year=st.none() | st.just(2023),
    type=st.just("Article"),
)


def plan_of(
    folder: Path, papers: list[Paper], answers: dict[str, list[Work] | str], limits: Limits | None = None
) -> Plan:
    """The plan where each question has an answer: records, or why there is none."""
    with kept(folder, questions_of(papers), TODAY) as found:
        found.add(
            CrossrefReply(question=question, on=TODAY, refused=said)
            if isinstance(said, str)
            else CrossrefReply(question=question, on=TODAY, records=tuple(said))
            for question, said in answers.items()
        )
        return planned("state", papers, found, limits or Limits())


@settings(max_examples=examples(60))
@given(st.lists(_papers, max_size=5, unique_by=lambda one: one.key), st.data())
def test_whatever_is_answered_the_counts_balance_and_only_what_is_listed_changes(
    tmp_path_factory: pytest.TempPathFactory, papers: list[Paper], data: st.DataObject
) -> None:
    answers = {
        question: data.draw(st.lists(_works, max_size=3) | st.just("it would not say"))
        for question in questions_of(papers)
    }
    plan = plan_of(tmp_path_factory.mktemp("library"), papers, answers)
    outcomes = (plan.filled, plan.nothing, plan.question, plan.unknown, plan.refused)
    assert sum(outcomes) == plan.looked_up == len(papers)
    revise = plan.revised()
    revised = [revise(paper) for paper in papers]
    assert len({paper.key for paper in revised}) == len(papers)
    changed = {one.key for one in plan.changes}
    for before, after in zip(papers, revised, strict=True):
        fields = {name for name in Paper.model_fields if getattr(before, name) != getattr(after, name)}
        listed = {one.field for one in plan.changes if one.key == before.key}
        assert fields == (listed | {"filled"} if before.key in changed else set())


def bees(**fields: Any) -> Paper:
    usual = {"title": TITLES[0], "authors": (author("Kun Li"),), "year": 2023, "type": "Article", "source_id": "1"}
    return Paper(**usual | fields)


def test_a_notice_is_never_taken_for_the_work_whose_title_it_has(tmp_path: Path) -> None:
    paper = bees()
    notice = work("10.1234/n", f"Retracted: {TITLES[0]}", update_to=[updated("retraction", "10.1234/a")])
    question = str(question_of(paper))
    plan = plan_of(tmp_path / "alone", [paper], {question: [notice]})
    assert (plan.unknown, plan.changes) == (1, ())
    plan = plan_of(tmp_path / "both", [paper], {question: [notice, work("10.1234/a", TITLES[0])]})
    assert {one.value for one in plan.changes if one.field == "doi"} == {"10.1234/a"}


def test_what_a_notice_in_the_library_says_of_another_paper_is_its_status(tmp_path: Path) -> None:
    papers = [bees(doi="10.1234/a"), bees(doi="10.1234/n", title="Retraction of a study of bees")]
    notice = work("10.1234/n", papers[1].title, update_to=[updated("retraction", "10.1234/A")])
    answers: dict[str, list[Work] | str] = {
        "doi 10.1234/a": [work("10.1234/a", TITLES[0])],
        "doi 10.1234/n": [notice],
    }
    said = {(one.key, one.field): one.value for one in plan_of(tmp_path, papers, answers).changes}
    assert said[("10.1234/a", "status")].kind == "retracted"
    assert ("10.1234/n", "status") not in said


def test_a_doi_two_records_would_have_is_a_question(tmp_path: Path) -> None:
    papers = [
        bees(),
        bees(source_id="2", title="Sugar for Bees in the Winter"),
        bees(doi="10.1234/b", title=TITLES[1]),
    ]
    found = [work("10.1234/a", TITLES[0])]
    answers: dict[str, list[Work] | str] = {str(question_of(one)): found for one in papers[:2]}
    plan = plan_of(tmp_path, papers, answers)
    assert [one.key for one in plan.questions] == ["1", "2"]
    assert plan.changes == ()


@pytest.mark.parametrize(
    ("works", "outcome"),
    [
        ([work("10.1234/z", TITLES[0])], "question"),
        ([work("10.1234/a", TITLES[1], author=[{"family": "Other"}])], "question"),
        ([work("10.1234/a", "")], "refused"),
        ([work("10.1234/a", TITLES[0], abstract="x" * 2000)], "refused"),
        ([], "unknown"),
        ("it would not say", "refused"),
    ],
    ids=["another DOI", "another work", "nothing in it", "too long", "not known", "not said"],
)
def test_a_doi_with_another_answer_than_its_paper(tmp_path: Path, works: list[Work] | str, outcome: str) -> None:
    plan = plan_of(tmp_path, [bees(doi="10.1234/a")], {"doi 10.1234/a": works}, Limits(abstract_chars=1000))
    assert (getattr(plan, outcome), plan.changes) == (1, ())


def test_the_gravest_update_is_the_status_whatever_its_place(tmp_path: Path) -> None:
    updates = [
        updated("new_version", "10.1234/v"), updated("erratum", "10.1234/e"), updated("retraction", "10.1234/r", (2024, 2, 3)),
        updated("expression_of_concern", "10.1234/x"),
    ]  # fmt: skip
    for order in (updates, updates[::-1]):
        found = work("10.1234/a", TITLES[0], updated_by=order)
        plan = plan_of(tmp_path, [bees(doi="10.1234/a")], {"doi 10.1234/a": [found]})
        (status,) = (one.value for one in plan.changes if one.field == "status")
        assert status == Status(kind="retracted", source="https://doi.org/10.1234/r", on=date(2024, 2, 3))


def test_what_was_retracted_is_read_first_with_what_it_was_before(tmp_path: Path) -> None:
    papers = [
        bees(doi="10.1234/a"),
        bees(doi="10.1234/b", title=TITLES[1], status=Status(kind="corrected"), abstract="They dance."),
    ]
    answers: dict[str, list[Work] | str] = {
        "doi 10.1234/a": [work("10.1234/a", TITLES[0])],
        "doi 10.1234/b": [work("10.1234/b", TITLES[1], updated_by=[updated("retraction", "10.1234/r")])],
    }
    first, *_ = plan_of(tmp_path, papers, answers).changes
    assert (first.key, first.field, first.before) == ("10.1234/b", "status", Status(kind="corrected"))


def test_online_and_in_print_are_one_work_and_no_difference(tmp_path: Path) -> None:
    dates = {"issued": {"date-parts": [[2022, 12, 30]]}, "published_print": {"date-parts": [[2023, 2]]}}
    found = work("10.1234/a", TITLES[0], **dates)
    plan = plan_of(tmp_path, [bees(doi="10.1234/a")], {"doi 10.1234/a": [found]})
    assert plan.differences == ()


def test_a_title_without_spaces_is_looked_up_too(tmp_path: Path) -> None:
    paper = bees(title="脊椎転移に対する放射線治療の有効性")
    plan = plan_of(tmp_path, [paper], {str(question_of(paper)): [work("10.1234/j", paper.title)]})
    assert {one.value for one in plan.changes if one.field == "doi"} == {"10.1234/j"}
    assert question_of(bees(title="編集後記")) is None


def test_a_revision_is_one_new_state_or_none(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path / "libraries")
    papers = (bees(doi="10.1234/a"), bees(title=TITLES[1], source_id="record:1"))
    report = ImportReport(source="x", read=2, kept=2)
    first, _ = store.add("mine", Parsed(papers=papers, report=report))
    answers: dict[str, list[Work] | str] = {
        "doi 10.1234/a": [work("10.1234/a", TITLES[0], abstract="They fly.")],
        str(question_of(papers[1])): [work("10.1234/b", TITLES[1])],
    }
    plan = plan_of(tmp_path, list(papers), answers)
    with pytest.raises(CorpusError, match="changed meanwhile"):
        store.revise("mine", "another", plan.revised())
    with pytest.raises(CorpusError, match="one key"):
        store.revise("mine", first.digest, lambda paper: papers[0])
    assert store.load("mine") == first
    second = store.revise("mine", first.digest, plan.revised())
    assert store.load("mine") == second != first
    assert [paper.key for paper in second.papers] == ["10.1234/a", "10.1234/b"]
    assert second.papers[1].source_id is None
    assert Filled(field="abstract", source="Crossref", on=TODAY) in (second.papers[0].filled or ())
    again, _ = store.add("mine", Parsed(papers=papers, report=report))
    assert [paper.key for paper in again.papers] == ["10.1234/a", "10.1234/b"]


def test_where_a_field_came_from_is_forgotten_once_it_says_something_else() -> None:
    said = tuple(Filled(field=name, source="Crossref", on=TODAY) for name in ("abstract", "volume"))
    held = bees(doi="10.1234/a", abstract="They fly.", volume="3", filled=said)
    joining = Joining([held], "new")
    joining.add(bees(doi="10.1234/a", abstract="They rest."))
    (joined,) = joining.papers
    assert (joined.abstract, joined.volume, joined.filled) == ("They rest.", "3", said[1:])
    joining.add(bees(doi="10.1234/a", volume="4"))
    assert joining.papers[0].filled is None


def test_no_file_says_where_a_field_was_filled_in_from(tmp_path: Path) -> None:
    from corpus.files import read_papers

    file = tmp_path / "papers.jsonl"
    file.write_text(
        '{"doi": "10.1234/a", "title": "Bees", "filled": [{"field": "title", "source": "me", "on": "2026-01-01"}]}\n'
    )
    parsed = read_papers(file)
    assert parsed.papers[0].filled is None
    assert any("filled" in note for note in parsed.report.notes)
    assert parsed.papers[0].authors == tuple[Author, ...]()
