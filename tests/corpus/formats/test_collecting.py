"""Records are counted and kept, joined or refused; what is said of each names its line, and the counts balance."""

from __future__ import annotations

import pytest

from corpus.errors import CorpusError
from corpus.formats import collecting
from corpus.formats.collecting import Collector, Reading
from corpus.limits import USUAL
from corpus.models import Merge, Notice, Parsed, Status

BEES = {"source_id": "1", "title": "Bees", "abstract": "Bees fly by day and sleep by night."}
OTHER = BEES | {"abstract": "Wasps hunt spiders in old attics all summer long."}
ANTS = {"source_id": "2", "title": "Ants", "abstract": "Ants walk in long lines over stones."}


def balanced(parsed: Parsed) -> Parsed:
    report = parsed.report
    assert report.read == report.kept + report.merged + len(report.rejected)
    assert report.kept == len(parsed.papers) == len(parsed.lines)
    assert report.merged == len(report.merges)
    return parsed


def test_each_record_is_kept_merged_or_refused_with_its_line() -> None:
    heard: list[int] = []
    collector = Collector(Reading(progress=heard.append))
    for line, fields in ((3, BEES), (9, OTHER), (12, ANTS), (20, BEES), (25, {"source_id": "3"})):
        collector.take(line, fields, f"raw of {line}")
    collector.refuse(7, "it is cut short", "raw of 7")
    collector.note("The file is old")
    collector.note("The file is old")
    parsed = balanced(collector.parsed("bees.txt", counted=6))
    assert heard == [1, 2, 3, 4, 5, 6]
    assert [paper.key for paper in parsed.papers] == ["1", "2"]
    assert parsed.lines == (3, 12)
    assert parsed.report.source == "bees.txt"
    assert parsed.report.merges == (Merge(line=20, key="1"),)
    assert [(one.line, one.raw) for one in parsed.report.rejected] == [
        (7, "raw of 7"),
        (9, "raw of 9"),
        (25, "raw of 25"),
    ]
    assert [one.reason for one in parsed.report.rejected] == [
        "it is cut short",
        "line 3 is the same paper, 1, with another abstract",
        "it has neither a title nor a text, so there is nothing to search",
    ]
    (conflict,) = parsed.report.conflicts
    assert (conflict.line, conflict.key, conflict.field) == (9, "1", "abstract")
    assert (conflict.held, conflict.new) == (BEES["abstract"], OTHER["abstract"])
    assert parsed.report.notes == ("The file is old",)


def test_where_the_newer_record_is_to_win_it_is_no_conflict() -> None:
    collector = Collector(Reading(prefer="new"))
    for line, fields in ((1, BEES), (2, OTHER)):
        collector.take(line, fields, "raw")
    parsed = balanced(collector.parsed("bees.txt"))
    assert parsed.report.conflicts == ()
    assert parsed.papers[0].abstract == OTHER["abstract"]
    assert parsed.report.merges == (Merge(line=2, key="1"),)


def test_a_notice_is_handed_on_and_marks_its_paper() -> None:
    collector, notice = Collector(), Notice(of="10.1234/a", status=Status(kind="retracted"))
    collector.take(1, BEES | {"doi": "10.1234/a"}, "raw")
    collector.notice(notice)
    parsed = balanced(collector.parsed("bees.txt"))
    assert parsed.notices == (notice,)
    assert parsed.papers[0].status == Status(kind="retracted")


def test_a_record_that_was_lost_costs_the_whole_file() -> None:
    collector = Collector()
    collector.take(1, BEES, "raw")
    with pytest.raises(CorpusError) as lost:
        collector.parsed("bees.txt", counted=2)
    assert str(lost.value) == (
        "bees.txt holds 2 records, but 1 could be read; nothing was taken from it. "
        "Look for a record that is cut off or not closed."
    )


def test_so_many_records_may_be_refused_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those in conflict count, too: each of them may be refused at the end."""
    monkeypatch.setattr(collecting, "MOST_REFUSED", 3)
    collector = Collector()
    collector.refuse(1, "it is cut short", "raw")
    collector.take(2, BEES, "raw")
    collector.take(3, OTHER, "raw")
    collector.refuse(4, "it is cut short", "raw")
    with pytest.raises(CorpusError) as many:
        collector.refuse(5, "it is cut short", "raw")
    assert str(many.value) == (
        "More than 3 records would be refused (the first: it is cut short); nothing was taken. The file may be in another"
        " format than it seems."
    )
    with pytest.raises(CorpusError, match="More than 3 records"):
        collector.take(6, OTHER, "raw")
    conflicts = Collector()
    conflicts.take(1, BEES, "raw")
    for line in (2, 3, 4):
        conflicts.take(line, OTHER, "raw")
    with pytest.raises(CorpusError, match="would be refused; nothing was taken"):
        conflicts.refuse(5, "it is cut short", "raw")


def test_a_report_keeps_so_much_of_what_was_refused_and_a_little_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "RAW_OF_ALL", 21_000)
    collector = Collector()
    for line in range(4):
        collector.refuse(line, "it is cut short", "x" * 30_000)
    collector.refuse(4, "it is cut short", "short")
    assert [len(one.raw) for one in collector.parsed("a").report.rejected] == [20_000, 1000, 500, 500, 5]


def test_half_a_character_of_what_was_refused_can_be_written() -> None:
    collector = Collector()
    collector.refuse(1, "it is cut short", "half \ud800 é")
    assert collector.parsed("a").report.rejected[0].raw == "half \\ud800 é"


def test_a_record_beyond_the_limits_is_refused_before_it_is_read() -> None:
    limits = USUAL.model_copy(update={"record_chars": 10})
    collector = Collector(Reading(limits=limits))
    collector.take(1, BEES, "x" * 11)
    collector.take(2, BEES, "x" * 10)
    parsed = balanced(collector.parsed("a"))
    (refused,) = parsed.report.rejected
    assert (refused.line, refused.reason) == (
        1,
        "it has 11 characters or more, and the settings allow a record 10 (corpus.max_record_chars)",
    )
    assert parsed.lines == (2,)
    narrow = Collector(Reading(limits=USUAL.model_copy(update={"title_chars": 3})))
    narrow.take(1, BEES, "raw")
    assert "allow 3 (corpus.max_title_chars)" in balanced(narrow.parsed("a")).report.rejected[0].reason


def test_a_cell_that_cannot_be_read_is_told_with_its_line() -> None:
    collector = Collector()
    collector.take(41, BEES | {"year": "soon"}, "raw")
    assert collector.parsed("a").report.notes == ("line 41: its year (“soon”) could not be read and was left out",)
