"""Two records of one paper become one, or a conflict; two papers stay two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.merging import ConflictError, Joining, Prefer, difference
from corpus.models import Paper
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
