"""A state of a library is put there and taken up whole; what was cut off is gone on with, and what was changed is not shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.errors import RetrievalError
from corpus.models import Corpus, Paper
from corpus.snapshots import digest
from index.cluster import ClusterSettings
from index.cluster.connection import Cluster, ClusterError
from index.cluster.filling import fill
from index.cluster.libraries import open_asked, open_state
from index.cluster.papers import id_of
from index.cluster.states import States, alias_of, name_of
from tests.benchmarks.generate import questions
from tests.opensearch.made import SAME, SIZE, put


def test_a_state_is_taken_up_at_once_and_the_one_before_is_kept(cluster: Cluster, corpus: Corpus) -> None:
    before = put(cluster, corpus)
    papers = (*corpus.papers[:-1], Paper(source_id="new", title="Brand new", abstract="Quokkas hop at dawn."))
    after = put(cluster, Corpus(name="made", digest=digest(None, papers), papers=papers))
    assert (before.corpus.digest, after.corpus.digest) == (corpus.digest, digest(None, papers))
    assert len(before.papers) == SIZE
    assert "new" in after.papers
    assert open_state(cluster, "made", corpus.digest, SAME).corpus.papers == corpus.papers
    found = States(cluster).all("made")
    assert {state.digest for state in found.values()} == {corpus.digest, after.corpus.digest}
    alias = alias_of(cluster.settings.prefix, "made")
    assert len(cluster.ask(lambda client: client.indices.get_alias(name=alias))) == 1
    with pytest.raises(RetrievalError, match="does not have the snapshot ffffffffffff"):
        open_state(cluster, "made", "f" * 64, SAME)


@pytest.fixture
def cut_off(asked: ClusterSettings, corpus: Corpus) -> Iterator[Cluster]:
    """A cluster in which the library stands in part: whoever put it there was stopped."""
    small = Cluster(asked.model_copy(update={"bulk_mb": 0.02}))

    def stop(done: int) -> None:
        if done == 250:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(small, "made", corpus, SAME, stop)
    yield small
    small.close()


def test_what_was_cut_off_is_gone_on_with_and_comes_out_the_same(
    cut_off: Cluster, asked: ClusterSettings, corpus: Corpus
) -> None:
    """Killed while a library is put there: nothing of it is asked, and what is there already is not sent twice."""
    name = name_of(asked.prefix, "made", corpus.digest, SAME)
    begun = States(cut_off).read(name)
    assert begun is not None
    assert 0 < begun.done < SIZE
    assert not begun.whole
    assert open_asked(cut_off, "made", SAME) is None
    assert States(cut_off).find("made", corpus.digest, SAME) is None
    there = put(cut_off, corpus)
    fresh = put(cut_off, corpus, "other")
    found = [fresh.reader.read(q) == there.reader.read(q) for q in questions(corpus, 5)]
    assert all(found)
    counts = cut_off.ask(lambda client: client.indices.stats(index=f"{asked.prefix}.*", metric="docs"))["indices"]
    told = {index: one["primaries"]["docs"] for index, one in counts.items()}
    assert len({docs["count"] for docs in told.values()}) == 1


def test_another_order_of_the_same_papers_is_no_beginning_of_it(cut_off: Cluster, corpus: Corpus) -> None:
    turned = corpus.model_copy(update={"papers": tuple(reversed(corpus.papers))})
    assert put(cut_off, turned).corpus.papers == turned.papers


def test_a_paper_that_was_changed_in_the_cluster_is_not_shown(cluster: Cluster, corpus: Corpus) -> None:
    put(cluster, corpus)
    paper = corpus.papers[5]
    name = name_of(cluster.settings.prefix, "made", corpus.digest, SAME)
    changed = {"doc": {"paper": paper.model_copy(update={"title": "Something else"}).model_dump_json()}}
    one = id_of(f"{paper.key}#1", "p")
    cluster.ask(lambda client: client.update(index=name, id=one, body=changed, params={"refresh": "true"}))
    with pytest.raises(ClusterError, match="came damaged"):
        open_asked(cluster, "made", SAME)


def test_a_paper_too_many_or_too_few_is_noticed(cluster: Cluster, corpus: Corpus) -> None:
    put(cluster, corpus)
    name = name_of(cluster.settings.prefix, "made", corpus.digest, SAME)
    one = id_of(f"{corpus.papers[5].key}#1", "p")
    cluster.ask(lambda client: client.delete(index=name, id=one, params={"refresh": "true"}))
    with pytest.raises(ClusterError, match="came damaged"):
        open_asked(cluster, "made", SAME)
