"""Records taken in twice, in another order or beside a doubtful one: the papers and their keys stay what they are."""

from __future__ import annotations

from hypothesis import given, reject
from hypothesis import strategies as st

from corpus.formats.collecting import Collector
from corpus.formats.making import paper_of
from corpus.formats.remarks import Remarks
from corpus.joining import joined_files
from corpus.merging import ConflictError, Joining
from corpus.models import Paper
from corpus.progress import silent
from tests.corpus.test_merging import DOI, HAY, PEN

RECORDS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Bells in ten goats", "Horns of the alpine goat", "Editorial"]),
        "authors": st.sampled_from([[HAY], [PEN], [HAY, PEN]]),
    },
    optional={
        "doi": st.sampled_from([DOI, "10.1234/y"]),
        "pmid": st.sampled_from(["1", "2"]),
        "url": st.sampled_from(["https://a.b/journal", "https://a.b/other"]),
        "year": st.sampled_from([2020, 2021]),
        "page": st.sampled_from(["1-9", "S2"]),
    },
)


# Records that may be one paper or two, or in conflict.
DOUBTFUL = st.fixed_dictionaries(
    {
        "title": st.sampled_from(
            ["Bells in ten goats", "Horns of the alpine goat", "Bells in ten goats: a trial", "Editorial"]
        ),
        "authors": st.sampled_from([[], [HAY], [PEN], [HAY, PEN]]),
    },
    optional={
        "doi": st.sampled_from([DOI, "10.1234/y"]),
        "pmid": st.sampled_from(["1", "2"]),
        "source_id": st.sampled_from(["G1", "G2"]),
        "url": st.sampled_from(["https://a.b/journal", "https://a.b/other"]),
        "year": st.sampled_from([2020, 2021]),
        "page": st.sampled_from(["1-9", "S2"]),
        "journal": st.sampled_from(["Goat Letters", "Sheep Letters"]),
        "abstract": st.sampled_from(
            ["Ten goats wore bells for a week.", "Nine sheep slept in a barn and ate no hay."]
        ),
    },
)


def taken(joining: Joining, *records: dict[str, object]) -> tuple[Paper, ...]:
    """What is held once some records were taken in; lists with a conflict, which waits for the curator, are left aside."""
    for one in records:
        try:
            joining.add(paper_of(1, one, "", Remarks()))
        except ConflictError:
            reject()
    return tuple(joining.papers)


@given(st.lists(RECORDS, max_size=6))
def test_importing_twice_changes_nothing(records: list[dict[str, object]]) -> None:
    """Nothing is added or lost, and every key stays what it was."""
    joining = Joining()
    once = taken(joining, *records)
    for again in once:
        joining.add(again)
    assert joining.papers == once
    for one in records:
        joining.add(paper_of(1, one, "", Remarks()))
    assert [held.key for held in joining.papers] == [held.key for held in once]


def test_a_record_that_was_kept_apart_is_there_when_a_third_work_has_its_number_too() -> None:
    """Of one PMID on three works the second was set apart; read again, it is none of the third, which has its author."""
    pen, hay = [{"name": "Otto Pen", "family": "Pen"}], [{"name": "Nora Hay", "family": "Hay"}]
    records: list[dict[str, object]] = [
        {"title": "Bells in ten goats", "authors": pen, "doi": DOI, "pmid": "2", "year": 2020},
        {"title": "Horns of the alpine goat", "authors": hay, "pmid": "2"},
        {"title": "Bells in ten goats", "authors": hay, "doi": "10.1234/y", "pmid": "2", "year": 2020},
    ]
    for prefer in (None, "old", "new"):
        joining = Joining((), prefer)
        for one in (*records, *records):
            joining.add(paper_of(1, one, "", Remarks()))
        assert [held.title for held in joining.papers] == [one["title"] for one in records]


def test_a_record_with_anothers_doi_is_found_by_its_pmid_each_time() -> None:
    pen = {"name": "Otto Pen", "family": "Pen"}
    records: list[dict[str, object]] = [
        {"title": "Bells in ten goats", "authors": [{"name": "Nora Hay", "family": "Hay"}], "doi": DOI},
        {"title": "Editorial", "authors": [pen], "pmid": "1"},
        {"title": "Editorial", "authors": [pen], "pmid": "1", "doi": DOI, "year": 2020},
        {"title": "Editorial", "authors": [pen], "pmid": "1", "doi": "10.1234/y"},
    ]
    joining = Joining()
    for one in (*records, *records):
        joining.add(paper_of(1, one, "", Remarks()))
    assert [held.title for held in joining.papers] == ["Bells in ten goats", "Editorial"]


@given(st.lists(st.lists(DOUBTFUL, min_size=1, max_size=4), min_size=1, max_size=3))
def test_a_file_has_the_same_outcome_each_time(files: list[list[dict[str, object]]]) -> None:
    """What was refused for a conflict is refused again, what was kept is there; no key changes."""
    joining, reports = Joining(), []
    for records in (*files, files[-1]):
        collector = Collector()
        for line, one in enumerate(records, 1):
            collector.take(line, one, "")
        (joined,) = joined_files(joining, (collector.parsed("goats"),), silent)
        reports.append((joined.report, tuple(held.key for held in joining.papers)))
    (first, once), (second, twice) = reports[-2:]
    assert once == twice
    assert second.kept == 0
    assert [one.line for one in first.rejected] == [one.line for one in second.rejected]


def test_what_comes_later_in_a_file_settles_a_conflict_before_it() -> None:
    """One PMID stands on two works of one author; the first has no DOI to tell them apart until a third record gives it one."""
    horns = {"title": "Horns of the alpine goat", "authors": [HAY], "pmid": "1"}
    bells = {"title": "Bells in ten goats", "authors": [HAY], "pmid": "1", "doi": "10.1234/bells"}
    joining = Joining([paper_of(1, horns, "", Remarks())])
    collector = Collector()
    collector.take(1, bells, "")
    collector.take(2, horns | {"doi": "10.1234/horns"}, "")
    (joined,) = joined_files(joining, (collector.parsed("goats"),), silent)
    assert (joined.report.kept, joined.report.merged, joined.report.rejected) == (1, 1, ())
    assert [held.key for held in joining.papers] == ["10.1234/horns", "10.1234/bells"]


@given(st.lists(st.fixed_dictionaries({
    "title": st.sampled_from(["Bells in ten goats", "Horns of the alpine goat", "Milk of the blue goat"]),
    "authors": st.sampled_from([[HAY], [PEN]]), "year": st.sampled_from([2020, 2021]),
}), max_size=6).flatmap(lambda records: st.tuples(st.just(records), st.permutations(records))))  # fmt: skip
def test_the_order_of_records_does_not_change_which_papers_there_are(
    both: tuple[list[dict[str, object]], list[dict[str, object]]],
) -> None:
    first, second = ({held.key for held in taken(Joining(), *records)} for records in both)
    assert first == second
