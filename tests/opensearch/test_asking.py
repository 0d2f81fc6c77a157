"""Libraries in a real cluster are answered as on one machine."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from corpus.errors import RetrievalError
from corpus.models import Corpus, Paper
from corpus.progress import silent
from corpus.shelf import mark_of, marked, papers_of
from corpus.snapshots import digest
from index.cluster.connection import Cluster
from index.cluster.filling import fill
from index.cluster.libraries import open_asked
from index.cluster.papers import FEW
from index.kept.libraries import index_of
from index.library import LibraryIndex
from tests.benchmarks.generate import questions
from tests.opensearch.made import ASKED, SAME, answered, put, those


async def test_answers_are_those_of_one_machine(cluster: Cluster, corpus: Corpus, tmp_path: Path) -> None:
    there = put(cluster, corpus)
    here = index_of(tmp_path, "made", corpus.digest, lambda: corpus, SAME, "tantivy")
    for question in [
        *questions(corpus, ASKED),
        "how many papers are there?",
        "list the papers",
        "what does GXQ mean?",
    ]:
        assert those(await answered(there, question)) == those(await answered(here, question)), question


async def test_what_is_near_and_what_is_written_out_is_the_same(
    cluster: Cluster, corpus: Corpus, tmp_path: Path
) -> None:
    short = Paper(
        source_id="s1",
        title="Stereotactic body radiotherapy (SBRT)",
        abstract="Stereotactic body radiotherapy (SBRT) relieves pain. Bone mineral density (BMD) was measured.",
    )
    papers = (*corpus.papers[:50], short)
    some = Corpus(name="made", digest=digest(None, papers), papers=papers)
    there, here = put(cluster, some), LibraryIndex.build(some, SAME)
    assert sorted(there.short_forms.all()) == sorted(here.short_forms.all()) == ["BMD", "SBRT"]
    assert there.short_forms.entries("sbrt") == here.short_forms.entries("sbrt")
    assert there.term("patients") in there._vocabulary
    near, expected = await there.related("s1", 3), await here.related("s1", 3)
    assert [(one.key, one.shared) for one in near] == [(one.key, one.shared) for one in expected]
    assert there.reader.read("radiotherpy and SBRT for bone density") == here.reader.read(
        "radiotherpy and SBRT for bone density"
    )


async def test_a_large_library_is_read_as_it_is_asked(cluster: Cluster) -> None:
    """More papers than are read when it is opened: by key, by place, by mark, one after the other."""
    papers = tuple(
        Paper(source_id=f"k{n}", title=f"Study {n} of owls", abstract=f"Owl number {n} hunts at night.")
        for n in range(FEW + 50)
    )
    there = put(cluster, Corpus(name="made", digest=digest(None, papers), papers=papers))
    held = there.corpus.papers
    assert not isinstance(held, tuple)
    assert len(held) == len(there.papers) == FEW + 50
    assert (held[0], held[-1], held[70:75]) == (papers[0], papers[-1], papers[70:75])
    assert list(islice(held, 450)) == list(papers[:450])
    assert papers_of(held, ["k7", "none", "k5000", "k7"]) == [papers[7], papers[5000]]
    assert there.papers["k4000"] == papers[4000]
    assert "none" not in there.papers
    assert marked(held, mark_of("k123")) == papers[123]
    assert marked(held, "0" * 16) is None
    answer = await answered(there, "Which owl number 4321 hunts?")
    assert answer.keys[0] == "k4321"


def test_nothing_to_search_is_said(cluster: Cluster) -> None:
    for papers, said in ((), "no papers yet"), ((Paper(source_id="1"),), "nothing to search"):
        with pytest.raises(RetrievalError, match=said):
            fill(cluster, "empty", Corpus(name="empty", digest="0" * 64, papers=papers), SAME, silent)
    assert open_asked(cluster, "empty", SAME) is None
