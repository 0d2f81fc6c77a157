"""Libraries in a real cluster: answered as on one machine, put there and taken up whole, asked while nodes come and go."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

from bot.again import replayed_aside
from bot.assistant.assistant import Assistant
from bot.config import Config, CorpusSection, SearchSection, StorageSection
from bot.libraries import Libraries, LibraryError
from bot.models import Answer, Context
from bot.service import Service, build_index
from bot.storage.logbook import Logbook
from corpus.digest import digest
from corpus.errors import MarrowError, RetrievalError
from corpus.models import Corpus, ImportReport, Paper, Parsed
from corpus.progress import silent
from corpus.shelf import mark_of, marked, papers_of
from corpus.store import CorpusStore
from index.cluster.connection import Cluster, ClusterError
from index.cluster.filling import fill
from index.cluster.libraries import open_asked, open_state, publish
from index.cluster.papers import FEW, id_of
from index.cluster.settings import ClusterSettings
from index.cluster.states import States, alias_of, name_of
from index.kept.libraries import index_of
from index.library import LibraryIndex, Settings
from index.models import Hit
from tests.benchmarks.generate import library as generated
from tests.benchmarks.generate import questions
from tests.opensearch.cluster import Cluster as Nodes

SIZE, ASKED = 300, 40
Hits = tuple[Hit, ...]
SAME = Settings()


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return generated(SIZE).model_copy(update={"name": "made"})


def put(cluster: Cluster, corpus: Corpus, library: str = "made") -> LibraryIndex:
    publish(cluster, library, corpus.digest, lambda: corpus, SAME)
    found = open_asked(cluster, library, SAME)
    assert found is not None
    return found


async def answered(index: LibraryIndex, question: str) -> Answer:
    answer = await Assistant(index, new_id=lambda: "one").ask(question, Context(library="made"))
    return answer.model_copy(update={"engine": "", "latency_ms": 0.0})


def those(answer: Answer) -> Answer:
    """An answer but for its scores, which two engines round differently in the last place."""
    return answer.model_copy(update={"runners": tuple((one.key, round(one.score, 3)) for one in answer.runners)})


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


def test_what_was_cut_off_is_gone_on_with_and_comes_out_the_same(asked: ClusterSettings, corpus: Corpus) -> None:
    """Killed while a library is put there: nothing of it is asked, and what is there already is not sent twice."""
    small = Cluster(asked.model_copy(update={"bulk_mb": 0.02}))

    def stop(done: int) -> None:
        if done == 250:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(small, "made", corpus, SAME, stop)
    name = name_of(asked.prefix, "made", corpus.digest, SAME)
    begun = States(small).read(name)
    assert begun is not None
    assert 0 < begun.done < SIZE
    assert not begun.whole
    assert open_asked(small, "made", SAME) is None
    assert States(small).find("made", corpus.digest, SAME) is None
    there = put(small, corpus)
    fresh = put(small, corpus, "other")
    found = [fresh.reader.read(q) == there.reader.read(q) for q in questions(corpus, 5)]
    assert all(found)
    counts = small.ask(lambda client: client.indices.stats(index=f"{asked.prefix}.*", metric="docs"))["indices"]
    told = {index: one["primaries"]["docs"] for index, one in counts.items()}
    assert len({docs["count"] for docs in told.values()}) == 1
    small.close()


def test_another_order_of_the_same_papers_is_no_beginning_of_it(asked: ClusterSettings, corpus: Corpus) -> None:
    small = Cluster(asked.model_copy(update={"bulk_mb": 0.02}))

    def stop(done: int) -> None:
        if done == 250:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(small, "made", corpus, SAME, stop)
    turned = corpus.model_copy(update={"papers": tuple(reversed(corpus.papers))})
    assert put(small, turned).corpus.papers == turned.papers
    small.close()


def test_nothing_to_search_is_said(cluster: Cluster) -> None:
    for papers, said in ((), "no papers yet"), ((Paper(source_id="1"),), "nothing to search"):
        with pytest.raises(RetrievalError, match=said):
            fill(cluster, "empty", Corpus(name="empty", digest="0" * 64, papers=papers), SAME, silent)
    assert open_asked(cluster, "empty", SAME) is None


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


def config(asked: ClusterSettings, folder: Path, library: str = "made") -> Config:
    return Config(
        corpus=CorpusSection(library=library),
        storage=StorageSection(data_dir=folder),
        search=SearchSection(engine="opensearch"),
        opensearch=asked,
    )


def parsed(*papers: Paper) -> Parsed:
    return Parsed(papers=papers, report=ImportReport(source="made", read=len(papers), kept=len(papers)))


OWL = Paper(source_id="owl", title="Owls", abstract="Owls hunt at night in 12 of 14 forests.")
BAT = Paper(source_id="bat", title="Bats", abstract="Bats hunt at dusk in 9 of 10 caves.")


async def test_a_bots_host_has_no_copy_and_takes_up_what_another_put_there(
    asked: ClusterSettings, tmp_path: Path
) -> None:
    curating, answering = config(asked, tmp_path / "curating"), config(asked, tmp_path / "answering")
    store = CorpusStore(curating.storage.data_dir / "libraries")
    first, _ = store.add("made", parsed(OWL))
    build_index(curating)
    async with Logbook.open(answering.storage.data_dir, 5000) as logbook:
        libraries = Libraries(answering, logbook, patience=60)
        libraries.check()
        service = await libraries.service()
        answer = await service.answer("Where do owls hunt?", Context(library="made"))
        assert answer.quotes[0].text == OWL.abstract
        assert await libraries.reload() == {}
        assert libraries.names() == ("made",)
        CorpusStore(curating.storage.data_dir / "libraries").add("further", parsed(BAT))
        build_index(config(asked, tmp_path / "curating", "further"))

        second, _ = store.add("made", parsed(BAT))
        other = Libraries(curating, logbook, patience=60)
        await other.opened("made")
        changed = await libraries.reload()
        assert libraries.names() == ("made", "further")
        assert changed["made"].counts == "1 added"
        bats = await (await libraries.service()).answer("When do bats hunt?", Context(library="made"))
        assert bats.quotes[0].text == BAT.abstract
        assert (answer.snapshot, bats.snapshot) == (first.digest, second.digest)

        assert (await libraries.snapshot("made", first.digest, ["owl", "bat"])).papers == (OWL,)
        entry = await logbook.get(answer.id)
        assert entry is not None
        assert (await replayed_aside(answering, entry, today=False)).told() == "Identical."
        await libraries.close()
        await other.close()
    assert not list((tmp_path / "answering").rglob("*.jsonl.gz"))
    assert not (tmp_path / "answering" / "libraries").exists()


async def test_a_machine_that_does_not_know_what_is_there_takes_nothing_back(
    asked: ClusterSettings, tmp_path: Path
) -> None:
    curating, other = config(asked, tmp_path / "curating"), config(asked, tmp_path / "other")
    CorpusStore(curating.storage.data_dir / "libraries").add("made", parsed(OWL))
    build_index(curating)
    CorpusStore(other.storage.data_dir / "libraries").add("made", parsed(BAT))
    async with Logbook.open(other.storage.data_dir, 5000) as logbook:
        libraries = Libraries(other, logbook, patience=60)
        assert (await libraries.service()).corpus.papers == (OWL,)
        fresh = Libraries(other, logbook, patience=60)
        with pytest.raises(LibraryError, match="put there by another machine"):
            await fresh.opened("made")
        await libraries.close()
        await fresh.close()


def terminal(config_file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "bot", *words, "--config", str(config_file))
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def folder(asked: ClusterSettings, tmp_path: Path) -> Path:
    """A configuration's file, as an operator writes it."""
    urls = ", ".join(f'"{url}"' for url in asked.urls)
    settings = f'[search]\nengine = "opensearch"\n[opensearch]\nurls = [{urls}]\nprefix = "{asked.prefix}"\n'
    path = tmp_path / "config.toml"
    path.write_text(f"{settings}timeout_seconds = 20.0\n")
    return path


def test_the_terminal_asks_imports_and_publishes(folder: Path) -> None:
    answer = terminal(folder, "ask", "What is the median survival after surgery?")
    assert answer.returncode == 0, answer.stderr
    assert "https://doi.org/10.3390/" in answer.stdout
    papers = folder.parent / "owls.ris"
    papers.write_text("TY  - JOUR\nTI  - Owls of the north\nAB  - Owls hunt at night.\nDO  - 10.1/owl\nER  - \n")
    taken = terminal(folder, "corpus", "import", str(papers))
    assert taken.returncode == 0, taken.stderr
    assert "Owls hunt at night." in terminal(folder, "ask", "When do owls hunt?").stdout
    said = terminal(folder, "corpus", "publish")
    assert "is asked with 1 paper now" in said.stdout
    doctor = terminal(folder, "doctor")
    assert "OpenSearch 2.19.6" in doctor.stdout
    assert doctor.returncode == 0, doctor.stdout


def test_a_library_without_spare_copies_is_withheld_while_a_node_is_gone(
    nodes: Nodes, asked: ClusterSettings, corpus: Corpus
) -> None:
    """A part of the library is nowhere: the rest would answer, and says nothing."""
    bare = Cluster(asked.model_copy(update={"replicas": 0, "shards": 3, "timeout_seconds": 30.0}))
    there, question = put(bare, corpus), questions(corpus, 1)[0]
    before = asyncio.run(there.search(question, 5))
    nodes.members[2].kill()
    try:
        with pytest.raises(ClusterError, match=r"The search cluster|A part of the"):
            asyncio.run(there.search("another question of patients", 5))
    finally:
        nodes.start()
    nodes.wait("wait_for_status=green")
    assert once_it_answers(lambda: asyncio.run(there.search(question, 5))) == before
    bare.close()


def once_it_answers(ask: Callable[[], Hits]) -> Hits:
    """What comes of asking once the nodes know of each other again, which they say some moments too early."""
    for _ in range(100):
        with suppress(ClusterError):
            return ask()
        time.sleep(0.2)
    return ask()


async def test_a_node_killed_while_questions_run_costs_no_answer_and_changes_none(
    nodes: Nodes, asked: ClusterSettings, corpus: Corpus, tmp_path: Path
) -> None:
    """Every question ends in the answer it always had, or in a sentence; once the node is missed, in answers alone."""
    there = put(Cluster(asked.model_copy(update={"shards": 3, "timeout_seconds": 30.0})), corpus)
    nodes.wait("wait_for_status=green")
    wanted = questions(corpus, 10)
    before = [await answered(there, question) for question in wanted]
    service = Service(Assistant(there), None, aside=True)  # type: ignore[arg-type]
    killed, told = asyncio.Event(), 0

    async def ask(number: int) -> None:
        nonlocal told
        if number == 5:
            await asyncio.to_thread(nodes.members[1].kill)
            killed.set()
        try:
            found = await service.run(answered(there, wanted[number % 10]))
        except MarrowError:
            told += 1
        else:
            assert found == before[number % 10]

    try:
        for number in range(30):
            await ask(number)
        nodes_left = [one for one in nodes.members if one.process.poll() is None]
        assert killed.is_set()
        assert len(nodes_left) == 2
        assert told < 10
        for number in range(10):
            assert await answered(there, wanted[number]) == before[number]
    finally:
        await asyncio.to_thread(nodes.start)
        await asyncio.to_thread(nodes.wait, "wait_for_status=green")


def test_killed_while_publishing_nothing_half_is_asked(folder: Path, asked: ClusterSettings) -> None:
    """The real program, killed while it sends: what was asked goes on being asked; run again, it ends."""
    papers = "".join(
        f"TY  - JOUR\nTI  - Owl {n}\nAB  - Owl {n} hunts at night in forest {n % 7}.\nDO  - 10.1/owl{n}\nER  - \n"
        for n in range(1500)
    )
    (folder.parent / "owls.ris").write_text(papers)
    text = folder.read_text().replace('prefix = "', 'bulk_mb = 0.02\nprefix = "')
    folder.write_text(text)
    command = (
        sys.executable,
        "-m",
        "bot",
        "corpus",
        "import",
        str(folder.parent / "owls.ris"),
        "--config",
        str(folder),
    )
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        client = Cluster(asked)
        while process.poll() is None and not _begun(client, asked.prefix):
            pass
        os.kill(process.pid, signal.SIGKILL)
    assert States(client).asked("default") is None
    said = terminal(folder, "corpus", "publish")
    assert said.returncode == 0, said.stderr
    found = States(client).asked("default")
    assert found is not None
    assert found[1].papers == 1500
    client.close()


def _begun(client: Cluster, prefix: str) -> bool:
    """True once an index is there and a part of it is sent."""
    names = client.ask(
        lambda one: one.indices.get(index=f"{prefix}.default.*", params={"allow_no_indices": "true"})
    )
    states = [States(client).read(name) for name in names]
    return any(state is not None and state.done for state in states)
