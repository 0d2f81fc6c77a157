"""A page against its library: what is new is shown, taken in after a yes, and what a curator chose stays."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.models import Corpus, Editor, ImportReport, Issue, Paper, Parsed
from corpus.watching.origins import FILE, Source, change_source, forget_source, sources_of
from corpus.watching.watch import news_of, watched, watched_aside
from tests.corpus.test_store import parsed
from tests.corpus.watching.site import ADDRESS, TWO, Owl, Shelf, issue


def test_a_page_is_remembered_with_the_library_and_its_issue_links_to_it(shelf: Shelf) -> None:
    corpus = shelf.store.load("lib")
    assert corpus.issue is not None
    assert corpus.issue.link == ADDRESS
    seen = shelf.source.seen
    assert seen is not None
    assert (seen.state, seen.found.etag, list(seen.records)) == (corpus.digest, '"a"', [one.key for one in TWO])


def test_the_same_page_is_no_news(shelf: Shelf) -> None:
    outcome = shelf.look(*TWO, keep=True)
    assert (outcome.taken, outcome.news.counts, outcome.news.told) == (
        False,
        "nothing differs",
        "Nothing differs.",
    )


def test_new_revised_and_retracted_are_shown_first_and_taken_in_after_a_yes(shelf: Shelf) -> None:
    before = shelf.store.state("lib")
    now = (
        Owl(1, "RETRACTED: Owls Hunt at Night"),
        Owl(2, TWO[1].title, "Owls sleep by day. None do not."),
        Owl(3),
    )
    shown = shelf.look(*now)
    assert shown.news.counts == "1 added, 1 with another status, 1 revised"
    assert shown.news.told.split("\n") == [
        "added: 10.5555/owl3, “Owls Hunt at Night”",
        "status changed: 10.5555/owl1, title: {+RETRACTED:+} Owls Hunt at Night",
        "revised: 10.5555/owl2, abstract: Owls sleep by day. [-Some-] {+None+} do not.",
    ]
    assert (shelf.store.state("lib"), shown.taken) == (before, False)
    waiting = shelf.source.waiting
    assert waiting is not None
    assert (waiting.counts, waiting.token) == (shown.news.counts, shown.news.token)
    taken = shelf.look(*now, keep=True)
    assert (taken.taken, taken.news, taken.report) == (True, shown.news, shown.report)
    papers = shelf.papers()
    assert (papers[TWO[0].key].status.kind, papers[TWO[1].key].abstract) == ("retracted", now[1].abstract)  # type: ignore[union-attr]
    assert (len(papers), shelf.source.waiting) == (3, None)
    assert not shelf.look(*now).news.is_counted


def test_what_a_curator_chose_is_not_the_pages_to_take_back(shelf: Shelf) -> None:
    other = Paper(doi=TWO[1].key, title=TWO[1].title, abstract="Owls sleep whenever they like, all of them.")
    shelf.store.add_all("lib", [parsed(other)], prefer="new")
    assert not shelf.look(*TWO, keep=True).news.is_counted
    assert shelf.papers()[TWO[1].key].abstract == other.abstract
    revised = Owl(2, TWO[1].title, "Owls sleep by day. Few do not.")
    assert [one.field for one in shelf.look(TWO[0], revised).news.difference.revised] == ["abstract"]


def test_counts_alone_are_no_news_and_are_taken_along(shelf: Shelf) -> None:
    counted = [Owl(1, viewed=101), Owl(2, TWO[1].title, TWO[1].abstract, viewed=200)]
    outcome = shelf.look(*counted)
    assert (outcome.news.is_any, outcome.news.counts) == (False, "2 counted anew")
    assert shelf.source.waiting is None
    assert shelf.look(*counted, Owl(3), keep=True).news.counts == "1 added, 2 counted anew"
    assert [paper.views for paper in shelf.papers().values()] == [101, 200, 100]


def test_what_is_gone_from_the_page_is_kept_and_asked_about_once(shelf: Shelf) -> None:
    outcome = shelf.look(TWO[0], keep=True)
    assert outcome.news.gone == (TWO[1].key,)
    assert "gone from the page: 10.5555/owl2, “Owls Sleep by Day”" in outcome.news.told
    assert "is kept" in outcome.news.told
    assert (len(shelf.papers()), shelf.source.gone, outcome.taken) == (2, (TWO[1].key,), False)
    assert shelf.look(*TWO).news.gone == ()
    assert shelf.source.gone == ()


def test_a_record_that_cannot_be_read_is_not_gone(shelf: Shelf) -> None:
    page = issue(*TWO).replace("Owls sleep by day. Some do not.", "Something else, it seems.", 1)
    outcome = watched(shelf.watch(page.replace("Owls sle ", "Owls fly ")))
    assert (len(outcome.report.rejected), outcome.news.gone) == (1, ())


def test_a_page_that_shows_no_paper_any_more_is_refused(shelf: Shelf) -> None:
    before = shelf.store.state("lib")
    with pytest.raises(CorpusError, match=r"no paper any more where it had 2: its layout may have changed"):
        shelf.look(keep=True)
    with pytest.raises(CorpusError, match="The page is not a special-issue page"):
        watched(shelf.watch("<!doctype html><html><body>Moved", keep=True))
    assert shelf.store.state("lib") == before


def test_what_changes_most_papers_is_not_taken_in_unseen(tmp_path: Path) -> None:
    shelf, owls = Shelf(tmp_path), [Owl(n, f"Owls of Steppe {n}", f"Owl {n} hunts at night.") for n in range(5)]
    shelf.take(issue(*owls))

    def taken(changed: int, unseen: bool) -> bool:
        now = [
            Owl(n, f"Owls of Steppe {n}", f"Owl {n} {'sleeps' if n < changed else 'hunts'} at night.")
            for n in range(5)
        ]
        watch = shelf.watch(issue(*now, Owl(9, "One More Owl")), keep=True)
        return watched(watch.model_copy(update={"unseen": unseen})).taken

    assert not taken(3, unseen=True)
    assert shelf.source.waiting is not None
    assert taken(2, unseen=True)
    assert taken(5, unseen=False)
    many = [Owl(n, f"Owls of Steppe {n}", f"Owl {n} hunts at night.") for n in range(8)]
    shelf.take(issue(*many), prefer="new")
    half = [Owl(n, many[n].title, f"Owl {n} {'rests' if n < 4 else 'hunts'} at night.") for n in range(8)]
    assert watched(shelf.watch(issue(*half), keep=True).model_copy(update={"unseen": True})).taken


def test_what_changed_of_the_issue_is_news(shelf: Shelf) -> None:
    outcome = shelf.look(*TWO, deadline="31 August 2026", keep=True)
    assert outcome.news.issue == ("the issue's deadline: 2026-06-30 → 2026-08-31",)
    assert outcome.taken
    assert str(shelf.store.load("lib").issue.deadline) == "2026-08-31"  # type: ignore[union-attr]


def test_each_change_of_the_issue_is_told_as_it_was_and_is() -> None:
    """Of words what differs; of lists and days both; what the page no longer says is no news, nor are counts."""
    old = Issue(
        title="Owls of the Steppe",
        views=3,
        keywords=("owls",),
        description="All owls.",
        journal="Raptors",
        section="A",
    )
    new = Issue(
        title="Owls of the Tundra",
        views=4,
        keywords=("owls", "voles"),
        editors=(Editor(name="Ana Sol"), Editor(name="Bo Li")),
        journal=None,
        section="",
        url=ADDRESS,
    )
    library = Corpus(name="lib", digest="", papers=(), issue=old)
    page = Parsed(papers=(), report=ImportReport(source="a", read=0, kept=0), issue=new)
    news, _ = news_of(page, Source(address=ADDRESS), library.model_copy(update={"issue": None}))
    assert news.issue == (
        "the issue's title: nothing → Owls of the Tundra",
        "the issue's editors: nothing → Ana Sol; Bo Li",
        "the issue's keywords: nothing → owls; voles",
    )
    news, _ = news_of(page, Source(address=ADDRESS), library)
    assert news.issue == ()  # it is another's
    same = page.model_copy(
        update={"issue": new.model_copy(update={"title": old.title, "description": "All big owls."})}
    )
    news, _ = news_of(same, Source(address=ADDRESS), library)
    assert news.issue == (
        "the issue's editors: nothing → Ana Sol; Bo Li",
        "the issue's description: All {+big+} owls.",
        "the issue's keywords: owls → owls; voles",
    )


def test_when_a_page_was_looked_at_is_kept_with_it(shelf: Shelf) -> None:
    def troubled(old: Source) -> Source:
        return old.model_copy(update={"trouble": "It did not answer.", "asked": None, "read": None})

    for look in (
        lambda: shelf.look(*TWO),
        lambda: shelf.look(*TWO, Owl(3)),
        lambda: shelf.look(*TWO, Owl(3), keep=True),
        lambda: shelf.take(issue(*TWO)),
    ):
        change_source(shelf.folder, ADDRESS, troubled)
        before = datetime.now(UTC)
        look()
        source = shelf.source
        assert source.asked is not None
        assert before <= source.asked == source.read
        assert source.trouble == ""


def test_a_second_page_brings_papers_and_not_its_issue(shelf: Shelf) -> None:
    other = issue(Owl(9), deadline="1 May 2030").replace("Owls of the Steppe", "Hawks")
    found = shelf.found(other).model_copy(update={"address": f"{ADDRESS}-2"})
    change_source(shelf.folder, found.address, lambda old: old)
    outcome = watched(shelf.watch(other, keep=True).model_copy(update={"found": found}))
    assert outcome.news.counts == "1 added"
    assert shelf.store.load("lib").issue.title == "Owls of the Steppe"  # type: ignore[union-attr]
    assert [one.address for one in sources_of(shelf.folder).pages] == [ADDRESS, f"{ADDRESS}-2"]
    assert not shelf.look(*TWO).news.gone, "the other page's papers are not this one's"


def test_a_library_begun_anew_comes_from_its_old_pages_no_more(shelf: Shelf) -> None:
    shelf.store.add("lib", parsed(Paper(source_id="x", title="X", abstract="x")), replace=True)
    assert sources_of(shelf.folder).pages == ()
    with pytest.raises(CorpusError, match="does not come from"):
        shelf.look(*TWO, keep=True)
    assert list(shelf.papers()) == ["x"]


def test_a_page_may_be_let_go(shelf: Shelf) -> None:
    assert forget_source(shelf.folder, ADDRESS)
    assert not forget_source(shelf.folder, ADDRESS)
    assert sources_of(shelf.folder).pages == ()
    assert len(shelf.papers()) == 2


@pytest.mark.slow
async def test_a_process_of_its_own_finds_the_same(shelf: Shelf) -> None:
    page = issue(*TWO, Owl(3))
    here = watched(shelf.watch(page))
    there = await watched_aside(shelf.watch(page))
    assert here == there
    with pytest.raises(CorpusError, match="no paper any more"):
        await watched_aside(shelf.watch(issue()))


@pytest.mark.parametrize(
    "damage",
    [
        "[]",
        "{",
        '{"pages": [{"address": 1}]}',
        '{"pages": 3}',
        "[" * 100_000,
        '{"pages": [{"address": "https://x", "gone": "yes"}]}',
    ],
)
def test_a_damaged_file_is_named_and_touches_nothing(shelf: Shelf, damage: str) -> None:
    (shelf.folder / FILE).write_text(damage)
    with pytest.raises(CorpusError, match=rf"{FILE} is damaged"):
        shelf.look(*TWO)
    assert len(shelf.papers()) == 2
    assert (shelf.folder / FILE).read_text() == damage


def test_what_is_remembered_is_for_its_owner_alone_and_small(shelf: Shelf) -> None:
    file = shelf.folder / FILE
    assert file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text())["pages"][0]["address"] == ADDRESS
    assert file.stat().st_size < 2_000
