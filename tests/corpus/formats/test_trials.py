"""ICTRP's XML as the WHO's search of registers writes it, each text with the line behind it; the trials are invented."""

from __future__ import annotations

from pathlib import Path

from tests.corpus.formats.publishers import TRIALS
from tests.corpus.formats.reading import read, told


def test_trials_are_read_with_their_titles_numbers_and_dates(tmp_path: Path) -> None:
    parsed = read(tmp_path, TRIALS, "ICTRP-Results.xml")
    first = {"title": "Straw & hay in stalls", "source_id": "NCT00000001", "published": "2020-03-05", "year": 2020}
    first["url"] = "https://clinicaltrials.gov/study/NCT00000001"
    second = {"title": "Bells for kids", "source_id": "JPRN-UMIN000000001", "year": 2021}
    assert [told(paper, right) for paper, right in zip(parsed.papers, (first, second), strict=True)] == [
        first,
        second,
    ]
    assert (parsed.report.read, parsed.report.kept) == (3, 2)
    (refused,) = parsed.report.rejected
    assert TRIALS.splitlines()[refused.line - 1] == "  <Trial><TrialID>ACTRN1"
