"""Nodes and programs are killed while questions run and libraries are put there."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bot.assistant.assistant import Assistant
from bot.service import Service
from corpus.errors import MarrowError
from corpus.models import Corpus
from index.cluster import ClusterSettings
from index.cluster.connection import Cluster, ClusterError
from index.cluster.states import States
from tests.benchmarks.generate import questions
from tests.opensearch.cluster import Cluster as Nodes
from tests.opensearch.made import Hits, answered, put, terminal


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
    try:
        states = [States(client).read(name) for name in names]
    except ClusterError:  # an index just made: no node has opened its shards yet
        return False
    return any(state is not None and state.done for state in states)
