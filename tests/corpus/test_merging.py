"""Two records of one paper become one, or a conflict; two papers stay two."""

from __future__ import annotations

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from corpus.formats.collecting import Collector
from corpus.formats.making import Remarks, paper_of
from corpus.joining import joined_files
from corpus.merging import ConflictError, Joining, Prefer, difference
from corpus.models import Paper
from corpus.progress import silent
from corpus.sameness import folded

DOI = "10.1234/x"
HAY, PEN = (
    {"name": "Nora Hay", "family": "Hay", "given": "Nora"},
    {"name": "Otto Pen", "family": "Pen", "given": "Otto"},
)


def paper(**fields: object) -> Paper:
    return Paper.model_validate({"title": "Spine surgery in the elderly"} | fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": DOI}, {"doi": "https://doi.org/10.1234/X"}),
        ({"doi": DOI, "pmid": "1"}, {"pmid": "1"}),
        (
            {"doi": DOI, "year": 2023, "authors": [HAY]},
            {"source_id": "zotero:7", "published": "2023-05-01", "authors": [HAY]},
        ),
        (
            {"pmid": "1", "year": 2023},
            {
                "url": "https://a.b/c",
                "year": 2023,
                "title": "SPINE surgery — in the elderly.",
                "journal": "Cancers",
            },
        ),
    ],
)
def test_the_same_paper_is_one_and_filled_in(one: dict[str, object], other: dict[str, object]) -> None:
    joining = Joining()
    assert joining.add(paper(**one, journal="Cancers")) is None
    assert joining.add(paper(**other, volume="15", abstract="We asked.")) == joining.papers[0].key
    (joined,) = joining.papers
    assert (joined.journal, joined.volume, joined.abstract) == ("Cancers", "15", "We asked.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": DOI, "year": 2023}, {"doi": "10.1234/y", "year": 2023}),
        ({"pmid": "1", "year": 2023}, {"pmid": "2", "year": 2024}),
        ({"pmid": "1"}, {"pmid": "2"}),
        ({"pmid": "1", "year": 2023, "title": "Editorial"}, {"pmid": "2", "year": 2023, "title": "Editorial"}),
        ({"source_id": "G1", "year": 2023, "authors": [HAY]}, {"source_id": "G2", "year": 2023, "authors": [PEN]}),
        ({"source_id": "G1", "year": 2023}, {"source_id": "G2", "year": 2023}),
        (
            {"source_id": "G1", "year": 2023, "authors": [HAY], "page": "S1"},
            {"source_id": "G2", "year": 2023, "authors": [HAY], "page": "S2"},
        ),
        (
            {"source_id": "G1", "year": 2023, "authors": [HAY], "kind": "preprint"},
            {"doi": DOI, "year": 2023, "authors": [HAY]},
        ),
    ],
)
def test_two_papers_stay_two(one: dict[str, object], other: dict[str, object]) -> None:
    joining = Joining([paper(**one)])
    assert joining.add(paper(**other)) is None
    assert len(joining.papers) == 2


def test_another_abstract_is_a_conflict_to_choose_from() -> None:
    held, new = (
        paper(doi=DOI, abstract="The median was 54.4 months."),
        paper(doi=DOI, abstract="The median was 45.4 months."),
    )
    with pytest.raises(ConflictError) as raised:
        Joining([held]).add(new)
    conflict = raised.value.conflict(7)
    assert (conflict.line, conflict.key, conflict.field) == (7, DOI, "abstract")
    assert conflict.difference == "The median was [-54.4-] {+45.4+} months."
    for prefer, text in (("old", held.abstract), ("new", new.abstract)):
        joining = Joining([held], prefer)  # type: ignore[arg-type]
        joining.add(new)
        assert [one.abstract for one in joining.papers] == [text]


def test_white_space_is_no_conflict_and_what_was_held_stays() -> None:
    joining = Joining([paper(doi=DOI, abstract="It\nwas  so.")])
    assert joining.add(paper(doi=DOI, abstract="It was so.")) == DOI
    assert joining.papers[0].abstract == "It\nwas  so."


def test_another_title_is_a_conflict_too() -> None:
    with pytest.raises(ConflictError, match="another title"):
        Joining([paper(doi=DOI)]).add(paper(doi=DOI, title="Bees"))


def test_a_difference_is_short_where_texts_are_long() -> None:
    before = " ".join(f"w{n}" for n in range(100))
    assert difference(before, before.replace("w50", "x")) == (
        "w0 w1 w2 w3 … w46 w47 w48 w49 [-w50-] {+x+} w51 w52 w53 w54 … w96 w97 w98 w99"
    )
    assert len(difference("a " * 5000, "b " * 5000)) <= 601


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["", "1", "2"]), st.sampled_from(["", "T", "U"])),
        max_size=12,
    )
)
def test_nothing_is_lost(records: list[tuple[str, str, str]]) -> None:
    joining, kept, merged, refused = Joining(), 0, 0, 0
    for name, pmid, text in records:
        try:
            if joining.add(Paper(source_id=name, pmid=pmid or None, title="", abstract=text or None)):
                merged += 1
            else:
                kept += 1
        except ConflictError:
            refused += 1
    assert kept == len(joining.papers)
    assert kept + merged + refused == len(records)
    assert {one.source_id for one in joining.papers} <= {name for name, _, _ in records}


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


SCOPUS = {
    "doi": DOI, "year": 2021, "title": "Bells and Straying in Goats: A Randomised Trial", "journal": "Goat Letters",
    "authors": [{"name": "Nora P. Hay", "family": "Hay", "given": "Nora P."}],
    "abstract": "Straying is common. We fitted “bells” to 60 goats – half of them – for a week. Straying fell by 31%.",
    "rights": "© 2021 Barn Press", "cited_by": 4,
}  # fmt: skip
PUBMED = {
    "doi": DOI, "pmid": "12345678", "year": 2021, "title": "Bells and straying in goats", "journal": "Goat letters",
    "authors": [{"name": "NP Hay", "family": "Hay", "given": "NP"}],
    "abstract": 'BACKGROUND: Straying is common. METHODS: We fitted "bells" to 60 goats - half of them - for a week. RESULTS: Straying fell by 31%.',
}  # fmt: skip


@pytest.mark.parametrize("pair", [(SCOPUS, PUBMED), (PUBMED, SCOPUS)])
def test_two_databases_give_one_paper_filled_in_from_both(pair: tuple[dict[str, object], ...]) -> None:
    """Labels, dashes, quotation marks, capitals, a subtitle and initials are no conflict, whichever comes first."""
    joining = Joining()
    for one in (*pair, *pair):
        joining.add(paper(**one))
    (joined,) = joining.papers
    assert (joined.pmid, joined.cited_by, joined.rights) == ("12345678", 4, "© 2021 Barn Press")
    assert joined.title == SCOPUS["title"]


@pytest.mark.parametrize("prefer", ["old", "new"])
def test_a_preference_joins_no_two_works(prefer: Prefer) -> None:
    joining = Joining(prefer=prefer)
    joining.add(paper(url="https://a.b/journal", authors=[HAY], title="Goats on a landing page"))
    joining.add(paper(url="https://a.b/journal", authors=[PEN], title="Sheep in another place"))
    joining.add(paper(doi=DOI, authors=[HAY], abstract="Ten goats wore bells."))
    joining.add(paper(doi=DOI, authors=[HAY], abstract="Nine sheep wore none at all."))
    assert len(joining.papers) == 3
    assert (
        joining.papers[2].abstract
        == {"old": "Ten goats wore bells.", "new": "Nine sheep wore none at all."}[prefer]
    )
    (doubt,) = joining.doubts
    assert "https://a.b/journal stands on two works" in doubt


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
    return joining.papers


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
