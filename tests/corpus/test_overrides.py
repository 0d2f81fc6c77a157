"""A curator's word stands on top of what was imported, never in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.doi import Doi
from corpus.errors import CorpusError
from corpus.joining import builtin
from corpus.models import Author, Paper, Status
from corpus.overrides import FILE, LARGEST, SAID, Overrides, said_terms, with_term
from corpus.sameness import recognised
from corpus.snapshots import digest
from corpus.store import SOURCES, CorpusStore
from tests.corpus.test_store import paper, parsed

WRITTEN = """
[papers.a]
title = "The right title"
status = { is = "retracted", source = "https://doi.org/10.1234/notice", date = 2026-01-31 }

[synonyms]
flight = ["soaring"]

[abbreviations]
SO = "soaring over"
"""


@pytest.fixture
def store(tmp_path: Path) -> CorpusStore:
    store = CorpusStore(tmp_path)
    store.add("lib", parsed(paper("a"), paper("b")))
    return store


def write(store: CorpusStore, text: str) -> None:
    (store.folder("lib") / FILE).write_text(text, "utf-8")


def test_a_paper_is_left_out_whatever_is_imported_and_taken_back(store: CorpusStore) -> None:
    before = store.load("lib")
    after = store.leave_out("lib", ["a"])
    assert [one.key for one in after.papers] == ["b"]
    assert after.digest == store.state("lib") != before.digest
    store.add("lib", parsed(paper("a"), paper("c")))
    assert [one.key for one in store.load("lib").papers] == ["b", "c"]
    assert [one.key for one in store.snapshot("lib", before.digest).papers] == ["a", "b"]
    assert [one.key for one in store.leave_out("lib", ["a"], back=True).papers] == ["a", "b", "c"]


def test_a_paper_left_out_twice_is_noted_once(store: CorpusStore) -> None:
    store.leave_out("lib", ["a"])
    store.leave_out("lib", ["a"])
    assert [one.key for one in said_terms(store.folder("lib")).left_out] == ["a"]


def test_what_is_too_long_to_be_read_again_is_not_said(store: CorpusStore) -> None:
    before = store.leave_out("lib", ["a"])
    with pytest.raises(CorpusError, match="nothing was changed"):
        store.say("lib", lambda said: with_term(said, "flight", "s" * LARGEST, False))
    assert store.load("lib") == before


def test_one_paper_stays_and_nothing_is_written_where_none_would(store: CorpusStore) -> None:
    write(store, 'removed = ["b"]')
    assert [one.key for one in store.load("lib").papers] == ["a"]
    with pytest.raises(CorpusError, match="a library holds one at least"):
        store.leave_out("lib", ["a"])
    assert [one.key for one in store.load("lib").papers] == ["a"]


def test_an_import_of_nothing_but_papers_left_out_leaves_all_as_it_was(store: CorpusStore) -> None:
    store.leave_out("lib", ["a"])
    pages = store.folder("lib") / SOURCES
    pages.write_text("[]")
    with pytest.raises(CorpusError, match="a library holds one at least"):
        store.add("lib", parsed(paper("a")), replace=True)
    assert [one.key for one in store.load("lib").papers] == ["b"]
    assert [one.key for one in store.source("lib").papers] == ["a", "b"]
    assert pages.exists()


def test_a_doi_left_out_stays_out_in_whatever_language_its_record_comes(store: CorpusStore) -> None:
    named = paper("x").model_copy(
        update={"source_id": None, "doi": Doi("10.1234/bees"), "title": "Bees of the Alps"}
    )
    english = named.model_copy(update={"authors": (Author(name="Kang Li", family="Kang"),)})
    other = named.model_copy(
        update={
            "title": "阿尔卑斯山的蜜蜂",
            "authors": (Author(name="康莉", family="康"),),
            "abstract": "它们飞。",
        }
    )
    store.add("lib", parsed(english))
    store.leave_out("lib", ["10.1234/bees"])
    _, report = store.add("lib", parsed(other, paper("b")), replace=True)
    assert [one.key for one in store.load("lib").papers] == ["b"]
    assert any("10.1234/bees" in note and "stays left out" in note for note in report.notes)


def test_of_two_works_under_one_doi_the_one_kept_apart_is_not_said_to_stay_out(store: CorpusStore) -> None:
    named = paper("x").model_copy(
        update={"source_id": None, "doi": Doi("10.1234/bees"), "title": "Bees of the Alps"}
    )
    first = named.model_copy(update={"authors": (Author(name="Kang Li", family="Kang"),)})
    second = named.model_copy(
        update={"title": "Moths of the woods", "authors": (Author(name="Jun Sato", family="Sato"),)}
    )
    store.add("lib", parsed(first))
    store.leave_out("lib", ["10.1234/bees"])
    corpus, report = store.add("lib", parsed(second))
    assert [one.title for one in corpus.papers][2:] == ["Moths of the woods"]
    assert not any("stays left out" in note for note in report.notes)


def test_a_paper_stays_left_out_when_it_comes_with_another_identifier(store: CorpusStore) -> None:
    bare = paper("x").model_copy(update={"source_id": None, "pmid": "12345678"})
    told = bare.model_copy(update={"doi": Doi("10.1234/delta.1")})
    store.add("lib", parsed(bare))
    store.leave_out("lib", ["12345678"])
    store.add("lib", parsed(told))
    assert [one.key for one in store.source("lib").papers] == ["a", "b", "10.1234/delta.1"]
    assert [one.key for one in store.load("lib").papers] == ["a", "b"]
    write(store, 'removed = ["12345678"]')
    (store.folder("lib") / SAID).unlink()
    assert [one.key for one in store.load("lib").papers] == ["a", "b"]


OWLS = {"title": "Tumours of owls: a randomised trial", "year": 2019}


@pytest.mark.parametrize(
    ("again", "stays"),
    [
        ({"title": "Tumors of owls: a randomized trial", "year": 2020, "pmid": "7"}, True),
        ({"title": "Tumours of Owls", "doi": Doi("10.1234/owls"), "source_id": None}, True),
        ({"year": None, "pmid": "7"}, True),
        ({"year": 2021, "pmid": "7"}, False),
        ({"title": "Tumours of owls: a randomised trial, part 2", "pmid": "7"}, False),
        ({"title": "Tumours of barn owls: a randomised trial", "pmid": "7"}, False),
        ({"title": "Tumours of owls: study protocol", "pmid": "7"}, False),
        ({"authors": (Author(name="Jun Sato", family="Sato"),), "pmid": "7"}, False),
        ({"abstract": "Of nine barns none was red, and hens were few there.", "pmid": "7"}, False),
    ],
)
def test_a_paper_left_out_is_known_without_an_identifier(
    store: CorpusStore, again: dict[str, object], stays: bool
) -> None:
    """Spelt another way, a year later (online, then in print), or without its subtitle; not another part, nor another text."""
    kang = (Author(name="Li Kang", family="Kang", given="Li"),)
    first = paper("x").model_copy(update={**OWLS, "authors": kang, "abstract": "Owls fly. They see."})
    store.add("lib", parsed(first))
    store.leave_out("lib", [first.key])
    second = paper("y").model_copy(update={**OWLS, "authors": kang, "abstract": "Owls fly. They see.", **again})
    _, report = store.add("lib", parsed(second), replace=False)
    assert (second.key not in [one.key for one in store.load("lib").papers]) is stays
    assert any("stays left out" in note for note in report.notes) is stays


@pytest.mark.parametrize("subtitle", ["a reply", "authors' response", "study protocol", "correction"])
def test_a_reply_to_a_paper_that_is_left_out_stays(store: CorpusStore, subtitle: str) -> None:
    kang = (Author(name="Li Kang", family="Kang", given="Li"),)
    first = paper("x").model_copy(
        update={"title": "Tumours of owls", "year": 2019, "authors": kang, "abstract": None}
    )
    reply = first.model_copy(update={"source_id": "y", "title": f"Tumours of owls: {subtitle}"})
    store.add("lib", parsed(first, reply))
    assert [one.key for one in store.leave_out("lib", ["x"]).papers] == ["a", "b", "y"]


@pytest.mark.parametrize(
    ("out", "other"),
    [
        ({"title": "Tumours of owls and their young: part 2"}, {"title": "Tumours of owls and their young"}),
        ({"title": "Editorial"}, {"title": "Editorial"}),
        ({"title": OWLS["title"], "doi": "10.1234/owls"}, {"title": OWLS["title"], "doi": "10.1234/owls.2"}),
        (
            {"title": OWLS["title"], "doi": "10.1234/book", "kind": "chapter"},
            {"title": "Wings of bats in the dark", "doi": "10.1234/book", "kind": "chapter"},
        ),
    ],
    ids=["a part", "a title of anything", "two DOIs", "two chapters of a book"],
)
def test_another_work_of_an_author_is_none_that_was_left_out(
    out: dict[str, object], other: dict[str, object]
) -> None:
    kang = (Author(name="Li Kang", family="Kang", given="Li"),)
    named = zip(("x", "y"), (out, other), strict=True)
    held, new = (
        Paper.model_validate({"source_id": name, "authors": kang, "year": 2019, **one}) for name, one in named
    )
    assert recognised([held])(new) is None


def test_what_a_line_of_the_file_leaves_out_is_taken_back_there(store: CorpusStore) -> None:
    write(store, 'removed = ["a"]')
    with pytest.raises(CorpusError, match=r"left out by a line of overrides\.toml; take it out of that line"):
        store.leave_out("lib", ["a"], back=True)


@pytest.mark.parametrize("named", ["12345678", "https://doi.org/10.1234/DELTA.1", "our-7"])
def test_it_is_taken_back_by_any_of_its_identifiers(store: CorpusStore, named: str) -> None:
    store.add("lib", parsed(paper("our-7").model_copy(update={"pmid": "12345678", "doi": Doi("10.1234/delta.1")})))
    store.leave_out("lib", ["10.1234/delta.1"])
    assert [one.key for one in store.load("lib").papers] == ["a", "b"]
    assert [one.key for one in store.leave_out("lib", [named], back=True).papers] == ["a", "b", "10.1234/delta.1"]
    with pytest.raises(CorpusError, match="was not removed by this command"):
        store.leave_out("lib", [named], back=True)


def test_a_term_said_later_keeps_what_was_left_out_and_two_changes_are_never_at_once(store: CorpusStore) -> None:
    store.leave_out("lib", ["a"])
    store.say("lib", lambda said: with_term(said, "flight", "soaring", False))
    assert [one.key for one in store.load("lib").papers] == ["b"]

    def twice(said: Overrides) -> Overrides:
        with pytest.raises(CorpusError, match="under way"):
            store.leave_out("lib", ["b"])
        return with_term(said, "wing", "pinion", False)

    store.say("lib", twice)
    assert set(said_terms(store.folder("lib")).synonyms) == {"flight", "wing"}


def test_it_stands_on_top_and_makes_another_state(store: CorpusStore) -> None:
    before = store.load("lib")
    write(store, WRITTEN)
    after = store.load("lib")
    first = after.papers[0]
    assert (first.title, first.abstract) == ("The right title", "They fly.")
    assert first.status == Status.model_validate(
        {"is": "retracted", "source": "https://doi.org/10.1234/notice", "date": "2026-01-31"}
    )
    assert after.terms is not None
    assert after.terms.synonyms == (("flight", "soaring"),)
    assert after.digest != before.digest
    assert store.state("lib") == store.state("lib") == after.digest
    assert store.source("lib") == before
    (store.folder("lib") / FILE).unlink()
    assert store.load("lib") == before
    assert store.state("lib") == before.digest


def test_its_snapshot_is_read_back_whole(store: CorpusStore) -> None:
    write(store, WRITTEN)
    corpus = store.load("lib")
    store.keep(corpus)
    assert store.snapshot("lib", corpus.digest) == corpus


def test_an_import_goes_below_it(store: CorpusStore) -> None:
    write(store, WRITTEN)
    corpus, report = store.add("lib", parsed(paper("a"), paper("c")))
    assert (report.kept, report.merged) == (1, 1)
    assert [one.title for one in corpus.papers] == ["The right title", "Paper b", "Paper c"]
    assert [one.title for one in store.source("lib").papers] == ["Paper a", "Paper b", "Paper c"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[papers.a]\ncolour = 'red'", "“colour” is no field of a paper"),
        ("[papers.a]\ndoi = '10.1/x'", "“doi” names the paper and cannot be corrected"),
        ("[papers.a]\npmid = '12'", "import the paper with the right one, then “marrow corpus remove a”"),
        ("[abbreviation]\nTES = 'x'", "“abbreviation” is read nowhere; there are papers, synonyms, abbreviations"),
        ("[papers.a]\nstatus = { is = 'retracted', by = 'x' }", "papers.“a”: “status.by”: nothing of that name"),
        ("[papers.a]\nyear = 'soon'", "papers.“a”: “year”"),
        ("[papers.a]\nstatus = { is = 'lost' }", "papers.“a”: “status"),
        ("[words]\na = 'b'", "“words” is read nowhere"),
        ("[papers", "is not TOML"),
        ("[papers.10.1234/owls]\ntitle = 'Owls'", 'A DOI stands in quotation marks: [papers."10.…"].'),
        ("[synonyms]\nowl = 'strix'", 'a list belongs there, as ["one", "another"]'),
        ("papers = 1", "its name stands in square brackets"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(store: CorpusStore, text: str, said: str) -> None:
    write(store, text)
    with pytest.raises(CorpusError) as raised:
        store.load("lib")
    assert said in str(raised.value)
    assert FILE in str(raised.value)


def test_words_said_in_discord_are_joined_and_taken_back() -> None:
    said = with_term(Overrides(), "TES", "total en bloc spondylectomy", abbreviation=True)
    said = with_term(said, "bone", "os", abbreviation=False)
    said = with_term(said, "bone", "osseous", abbreviation=False)
    assert said.terms is not None
    assert said.terms.synonyms == (("bone", "os", "osseous"),)
    assert said.terms.abbreviations == (("TES", "total en bloc spondylectomy"),)
    assert with_term(with_term(said, "bone", "", False), "TES", "", True).terms is None


def test_what_is_not_said_leaves_the_digest_as_it_was() -> None:
    corpus = builtin()
    assert digest(corpus.issue, corpus.papers, None) == corpus.digest
