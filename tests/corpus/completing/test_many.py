"""A large library is looked up without all its papers, and all works found, in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.models import Paper
from corpus.pile import FEW
from corpus.store import CorpusStore
from tests.corpus.test_store import parsed

ALONE = """
import sys
from datetime import date
from pathlib import Path
from corpus.completing.planning import planned
from corpus.completing.questions import CrossrefReply, kept, questions_of
from corpus.pile import FEW
from corpus.store import CorpusStore
store, today = CorpusStore(Path(sys.argv[1])), date(2026, 1, 31)
papers = store.load("tea", FEW).papers
with kept(store.folder("tea"), questions_of(papers), today) as answers:
    for one in papers:
        work = {"DOI": one.doi, "title": [one.title], "abstract": one.abstract, "type": "journal-article"}
        answers.add([CrossrefReply(question=f"doi {one.doi}", on=today, records=(work,))])
    plan = planned("of", papers, answers)
told = Path("/proc/self/status").read_text()
print(plan.nothing, int(told.split("VmHWM:")[1].split()[0]) * 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_five_times_as_many_papers_with_nothing_new_take_hardly_more_memory(tmp_path: Path) -> None:
    text = "Ten goats wore bells for a week and slept in a barn. " * 80
    peaks = []
    for count in (FEW, 5 * FEW):
        papers = [
            Paper(doi=f"10.1234/{n}", title=f"The {n} bells of goats", abstract=f"{n} {text}", type="Article")
            for n in range(count)
        ]
        CorpusStore(tmp_path / f"{count}").add("tea", parsed(*papers))
        command = (sys.executable, "-c", ALONE, str(tmp_path / f"{count}"))
        nothing, peak = map(int, subprocess.run(command, check=True, capture_output=True).stdout.split())
        assert nothing == count
        peaks.append(peak)
    assert (peaks[1] - peaks[0]) / (4 * FEW) < len(text) / 2, peaks
