"""Whatever a page becomes, its library follows."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.watching.watch import watched
from tests.conftest import examples
from tests.corpus.watching.site import Owl, Shelf, issue

OWLS = st.builds(
    Owl,
    number=st.integers(1, 4),
    title=st.sampled_from(("Owls Hunt at Night", "Owls Hunt at Dawn", "RETRACTED: Owls Hunt at Night")),
    abstract=st.sampled_from(("Owls hunt at night.", "Owls hunt at night. Some rest.", "Owls rest at night.")),
    viewed=st.integers(1, 3),
)


PAGE = st.lists(OWLS, min_size=1, unique_by=lambda owl: owl.number)


@settings(max_examples=examples(10))
@given(first=PAGE, later=st.lists(PAGE, min_size=1, max_size=3))
def test_whatever_a_page_becomes_the_library_follows_loses_nothing_and_comes_to_rest(
    first: list[Owl], later: list[list[Owl]]
) -> None:
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        shelf.take(issue(*first))
        held = {owl.key for owl in first}
        for owls in later:
            shown = shelf.look(*owls)
            watch = shelf.watch(issue(*owls), keep=True).model_copy(update={"counts": True})
            taken = watched(watch)
            assert (taken.report.read, taken.taken) == (len(owls), shown.news.is_counted)
            assert taken.report.read == taken.report.kept + taken.report.merged + len(taken.report.rejected)
            assert {*taken.news.difference.added} == {owl.key for owl in owls} - held
            held |= {owl.key for owl in owls}
            papers = shelf.papers()
            assert papers.keys() == held
            for owl in owls:
                paper = papers[owl.key]
                assert (paper.title, paper.abstract, paper.views) == (owl.title, owl.abstract, owl.viewed)
            assert {*shelf.source.gone} == held - {owl.key for owl in owls}
            assert not shelf.look(*owls).news.is_counted
