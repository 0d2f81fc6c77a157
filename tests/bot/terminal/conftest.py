"""Libraries to start the program with, and a Crossref on loopback that knows some of their papers."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import sys
from collections.abc import AsyncIterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from bot.terminal.app import app, guarded
from corpus.files import read_papers
from corpus.models import Paper
from corpus.store import CorpusStore
from tests.bot.terminal.running import environment, marrow
from tests.crossref import Speaker, speaking, updated, work

PAPERS = [
    {
        "_id": "1",
        "title": "Bees and sugar",
        "text": "We fed 40 bees with sugar. Feeding raised honey by 12%. Wax did not change.",
    },
    {
        "_id": "2",
        "title": "Wasps in autumn",
        "text": "Wasps eat fruit in autumn. Traps caught 300 wasps in 6 weeks.",
    },
]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A data folder with a library of two papers."""
    file = tmp_path / "papers.jsonl.gz"
    file.write_bytes(gzip.compress("".join(json.dumps(paper) + "\n" for paper in PAPERS).encode()))
    done = marrow(tmp_path, "corpus", "import", str(file))
    assert done.returncode == 0
    assert "2 records read = 2 kept + 0 merged + 0 refused" in done.stdout
    return tmp_path


JATS = (
    "<jats:title>Abstract</jats:title><jats:sec><jats:title>Background</jats:title><jats:p>We fed 10<jats:sup>5</jats:sup> bees &amp;"
    " wasps.</jats:p></jats:sec><jats:sec><jats:title>Results</jats:title><jats:p>Honey rose (<jats:italic>p</jats:italic> &lt; 0.05).</jats:p></jats:sec>"
)
WORKS = (
    work("10.1234/bees", "Sugar for bees in the winter", abstract=JATS, volume="12", issue="4", page="101-109"),
    work("10.1234/full", "Honey and weather in the north", page="5", volume="2"),
    work("10.1234/gone", "Wasps are bees in disguise", updated_by=[updated("correction", "10.1234/c"), updated("retraction", "10.1234/r")]),
    work("10.1234/other", "A study of something else entirely", author=[{"family": "Unger", "given": "Eva"}]),
    work("10.1234/found", "Dances of honey bees after rain"),
    work("10.1234/twin.1", "Stings of bumble bees in gardens"),
    work("10.1234/twin.2", "Stings of bumble bees in gardens"),
)  # fmt: skip
SUGAR = "TY  - JOUR\nTI  - Sugar for bees in the winter\nAU  - Li, Kun\nPY  - 2023\nDO  - 10.1234/bees\nER  - \n"
RIS = f"""{SUGAR}
TY  - JOUR\nTI  - Honey and weather in the north\nAU  - Li, Kun\nPY  - 2019\nDO  - 10.1234/full\nAB  - It rained.\nJO  - Journal of Bees
T2  - Journal of Bees\nJ2  - J Bees\nSN  - 2075-4450\nPB  - Hive Press\nVL  - 2\nSP  - 5\nER  - \n
TY  - JOUR\nTI  - Wasps are bees in disguise\nAU  - Li, Kun\nPY  - 2023\nDO  - 10.1234/gone\nAB  - They are not.\nER  - \n
TY  - JOUR\nTI  - Ants walk in lines\nAU  - Li, Kun\nPY  - 2023\nDO  - 10.1234/other\nER  - \n
TY  - JOUR\nTI  - Nobody knows this one\nAU  - Li, Kun\nPY  - 2023\nDO  - 10.1234/nowhere\nER  - \n
TY  - JOUR\nTI  - Dances of Honey-Bees after Rain\nAU  - Li, Kun\nPY  - 2022\nAB  - They dance.\nER  - \n
TY  - JOUR\nTI  - Stings of bumble bees in gardens\nAU  - Li, Kun\nPY  - 2023\nER  - \n
TY  - JOUR\nTI  - Editorial\nAU  - Li, Kun\nPY  - 2023\nER  - \n
"""
COUNTS = {"looked_up": 8, "filled": 3, "nothing": 1, "question": 2, "unknown": 1, "refused": 1}


@pytest.fixture
async def crossref() -> AsyncIterator[Speaker]:
    """A Crossref that knows ``WORKS``."""
    async with speaking(WORKS) as speaker:
        yield speaker


def settings(folder: Path, speaker: Speaker) -> dict[str, str]:
    """The environment of an operator who wants this Crossref to be asked, and quickly."""
    crossref = {
        "MAILTO": "me@example.org",
        "API": speaker.address,
        "REQUESTS_PER_SECOND": "50",
        "BATCH_SIZE": "3",
        "LONGEST_WAIT_SECONDS": "0.01",
    }
    return environment(folder) | {f"MARROW__CROSSREF__{name}": value for name, value in crossref.items()}


async def complete(folder: Path, speaker: Speaker, *options: str, stdin: str = "") -> tuple[int, str, str]:
    """What comes of ``marrow corpus complete``."""
    return await command(folder, speaker, "corpus", "complete", *options, stdin=stdin)


async def command(folder: Path, speaker: Speaker, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
    """A command's exit code, output and complaints, in this process: most of a process's time is its start."""
    said, complained = io.StringIO(), io.StringIO()

    def run() -> int:
        return guarded(lambda: app([*arguments]))

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        for name, value in settings(folder, speaker).items():
            patch.setenv(name, value)
        patch.chdir(folder)
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        code = await asyncio.to_thread(run)
    return code, said.getvalue(), complained.getvalue()


def fill(folder: Path, text: str = RIS) -> None:
    """Take a RIS file into the library of a data folder."""
    (folder / "mine.ris").write_text(text, "utf-8")
    CorpusStore(folder / "libraries").add("default", read_papers(folder / "mine.ris"))


def held(folder: Path) -> dict[str, Paper]:
    """The papers of a data folder's library, by title."""
    return {paper.title: paper for paper in CorpusStore(folder / "libraries").load().papers}
