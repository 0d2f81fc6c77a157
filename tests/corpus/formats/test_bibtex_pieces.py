"""BibTeX read piece by piece is what it is read whole, wherever a piece ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.formats.text.bibblocks import blocks, pieces
from tests.conftest import examples
from tests.corpus.formats.reading import read

PARTS = (
    "@article{k, title = {Owls}, year = 2020}\n",
    "@article{\n",
    "  key,\n",
    "title = {Owls and\n",
    "\ntitle = {Goats},\n}\n",
    "% @misc{\n",
    "@string{owl = {Owl Letters}}\n",
    "@comment{ of mine\n",
    "@{ title = {Goats}}\n",
    "@ misc (k, title = (a)\n",
    " @book{ title = {x},",
    *"{}()@%\\,=é \n\r",
    "\r\n",
    '"',
    "\ufeff",
)


def _found(path: Path, size: int) -> list[tuple[str, int, str, bool]]:
    above, found = 0, []
    for piece in pieces(path, size):
        found += [(one.kind, above + one.start, one.text, one.closed) for one in blocks(piece)]
        above += len(piece)
    return found


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PARTS), max_size=40), st.integers(1, 90))
@example([" @book{ title = {x},", "\ufeff"], 1)
@example([" @book{ title = {x},", "\ufeff", "\ufeff", "é"], 1)
def test_wherever_a_piece_ends_the_blocks_are_the_same(tmp_path: Path, parts: list[str], size: int) -> None:
    (tmp_path / "owls.bib").write_bytes("".join(parts).encode())
    assert _found(tmp_path / "owls.bib", size) == _found(tmp_path / "owls.bib", 10**6)


def test_lines_are_counted_through_all_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = "@article{{k{0},\n  title = {{Owl {0} is heard}},\n  crossref = {{vol}}\n}}\n"
    text = "".join(map(one.format, range(40))) + "@article{k, title = {Open\n" + one.format(99)
    text += "@proceedings{vol, title = {Owl Days}, year = 2021}\n@artic"
    whole = read(tmp_path, text, "owls.bib")
    monkeypatch.setattr("corpus.formats.text.bibblocks.PIECE", 200)
    cut = read(tmp_path, text, "owls.bib")
    assert (cut.report, cut.papers) == (whole.report, whole.papers)
    assert [(one.line, one.reason) for one in cut.report.rejected] == [
        (161, "its braces do not close before the next entry begins")
    ]
    assert cut.papers[-1].journal == "Owl Days"
    assert any("line 167;" in note for note in cut.report.notes)


def test_a_work_whose_first_line_is_lost_is_refused_and_counted(tmp_path: Path) -> None:
    lost = "  title = {Hens},\n  year = 2020\n}\n"
    text = f"{lost}@article{{k, title = {{Owls}}}}\n{lost}{lost}@article{{l, title = {{Goats}}}}\n{lost}"
    found = read(tmp_path, text, "owls.bib")
    assert [paper.title for paper in found.papers] == ["Owls", "Goats"]
    assert [one.line for one in found.report.rejected] == [1, 5, 8, 12]
    assert all("“@article{key,”) is missing" in one.reason for one in found.report.rejected)
    assert found.report.read == 6


def test_an_entry_that_is_commented_out_is_left_out(tmp_path: Path) -> None:
    text = "@article{k, title = {Owls}}\n% @article{l,\n  title = {Hens},\n}\n@article{m, title = {Goats}}\n"
    found = read(tmp_path, text, "owls.bib")
    assert [paper.title for paper in found.papers] == ["Owls", "Goats"]
    assert found.report.read == 2


def test_what_is_no_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "owls.bib").write_bytes(b"@article{k,\n title = {Owl \xff}}\n")
    with pytest.raises(CorpusError, match=r"owls\.bib, line 2: this is not UTF-8 text"):
        list(pieces(tmp_path / "owls.bib"))


ALONE = """
import sys
from pathlib import Path
from corpus.files import read_papers
print(len(read_papers(Path(sys.argv[1])).papers))
print(int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_five_times_as_many_entries_take_hardly_more_memory(tmp_path: Path) -> None:
    text, peaks = "Ten goats wore bells for a week and slept in a barn. " * 40, []
    for count in (3_000, 15_000):
        path = tmp_path / f"{count}.bib"
        path.write_text(
            "".join(f"@article{{k{n}, title = {{Owl {n}}}, abstract = {{{n} {text}}}}}\n" for n in range(count))
        )
        command = (sys.executable, "-c", ALONE, str(path))
        papers, peak = map(int, subprocess.run(command, check=True, capture_output=True).stdout.split())
        assert papers == count
        peaks.append(peak)
    assert (peaks[1] - peaks[0]) / 12_000 < len(text) / 2, peaks
