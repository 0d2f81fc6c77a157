"""Files joined into a library: what their reports say once all were read."""

from __future__ import annotations

from pathlib import Path

from corpus.models import ImportReport, Paper, Parsed
from corpus.store import CorpusStore


def _parsed(*papers: Paper) -> Parsed:
    return Parsed(papers=papers, report=ImportReport(source="s", read=len(papers), kept=len(papers)))


def _paper(number: int, abstract: str | None = None) -> Paper:
    return Paper(pmid=str(number), title=f"Bees and sugar {number}", abstract=abstract)


def _notes(folder: Path, *files: Parsed) -> list[tuple[str, ...]]:
    return [one.report.notes for one in CorpusStore(folder).tried("bees", files)]


def test_papers_without_an_abstract_are_told_of(tmp_path: Path) -> None:
    (one,) = _notes(tmp_path, _parsed(_paper(1), _paper(2, "They fly.")))
    assert one == ("1 paper has no abstract (found by its title; nothing can be quoted of it)",)
    (several,) = _notes(tmp_path, _parsed(*(_paper(n) for n in range(1, 1201))))
    assert several == ("1,200 papers have no abstract (found by their titles; nothing can be quoted of them)",)
    assert _notes(tmp_path, _parsed(_paper(2, "They fly."))) == [()]


def test_an_abstract_that_a_later_file_has_is_not_lacking(tmp_path: Path) -> None:
    assert _notes(tmp_path, _parsed(_paper(1)), _parsed(_paper(1, "They fly."))) == [(), ()]


def test_only_what_is_new_to_the_library_is_told_of(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    store.add("bees", _parsed(_paper(1)))
    (again,) = store.tried("bees", (_parsed(_paper(1), _paper(2)),))
    assert (again.report.merged, again.report.kept) == (1, 1)
    assert again.report.notes == ("1 paper has no abstract (found by its title; nothing can be quoted of it)",)


def test_papers_without_a_title_are_told_of(tmp_path: Path) -> None:
    untitled = [Paper(pmid=str(n), title="", abstract=f"They fly {n}.") for n in (3, 4)]
    assert _notes(tmp_path, _parsed(*untitled)) == [("2 papers have an abstract alone, without a title",)]
    assert _notes(tmp_path, _parsed(untitled[0], _paper(3))) == [()]
