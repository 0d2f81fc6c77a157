"""Libraries made for these tests, put into the cluster, and asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.assistant.assistant import Assistant
from bot.config import Config, CorpusSection, SearchSection, StorageSection
from bot.models import Answer, Context
from corpus.models import Corpus, ImportReport, Paper, Parsed
from index.cluster import ClusterSettings
from index.cluster.connection import Cluster
from index.cluster.libraries import open_asked, publish
from index.library import LibraryIndex, Settings
from index.models import Hit

SIZE, ASKED = 300, 40
Hits = tuple[Hit, ...]
SAME = Settings()
OWL = Paper(source_id="owl", title="Owls", abstract="Owls hunt at night in 12 of 14 forests.")
BAT = Paper(source_id="bat", title="Bats", abstract="Bats hunt at dusk in 9 of 10 caves.")


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


def config(asked: ClusterSettings, folder: Path, library: str = "made") -> Config:
    return Config(
        corpus=CorpusSection(library=library),
        storage=StorageSection(data_dir=folder),
        search=SearchSection(engine="opensearch"),
        opensearch=asked,
    )


def parsed(*papers: Paper) -> Parsed:
    return Parsed(papers=papers, report=ImportReport(source="made", read=len(papers), kept=len(papers)))


def terminal(config_file: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "bot", *words, "--config", str(config_file))
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
