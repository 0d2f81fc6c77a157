"""Libraries on disk: whole at any moment, named by what they hold, and nothing is lost in between."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.joining import builtin
from corpus.models import ImportReport, Paper, Parsed
from corpus.snapshots import alone
from corpus.store import CorpusStore

WRITER = """
import sys
from pathlib import Path
from corpus.models import ImportReport, Paper, Parsed
from corpus.store import CorpusStore
store = CorpusStore(Path(sys.argv[1]))
for n in range(int(sys.argv[2]), 10**6):
    papers = tuple(Paper(source_id=f"{n}-{i}", title="t", abstract="word " * 200) for i in range(20))
    store.add("lib", Parsed(papers=papers, report=ImportReport(source="s", read=20, kept=20)), replace=True)
    print(n, flush=True)
"""


def parsed(*papers: Paper) -> Parsed:
    return Parsed(papers=papers, report=ImportReport(source="s", read=len(papers), kept=len(papers)))


def paper(key: str, text: str = "They fly.") -> Paper:
    return Paper(source_id=key, title=f"Paper {key}", abstract=text)


def test_what_is_new_is_known_by_the_paper_and_not_by_its_line(tmp_path: Path) -> None:
    """Records of a file may all stand on one line."""
    store = CorpusStore(tmp_path)
    store.add("lib", parsed(paper("a"), paper("b")))
    file = parsed(paper("a"), paper("b", "They swim."), paper("c")).model_copy(update={"lines": (1, 1, 1)})
    (tried,) = store.tried("lib", [file])
    assert [one.key for one in tried.papers] == ["c"]
    _, (joined,) = store.add_all("lib", [file])
    assert joined == tried
    assert ([one.key for one in joined.report.merges], joined.report.rejected[0].line) == (["a"], 1)


def test_what_a_killed_import_left_is_tidied_up(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    store.add("lib", parsed(paper("a")))
    left, being_written = (tmp_path / "lib" / "snapshots" / name for name in (".old.part", ".new.part"))
    for file in (left, being_written):
        file.write_bytes(b"half")
    os.utime(left, (0, 0))
    store.add("lib", parsed(paper("b")))
    assert (left.exists(), being_written.exists()) == (False, True)


def test_until_something_is_imported_the_built_in_papers_are_asked(tmp_path: Path) -> None:
    assert CorpusStore(tmp_path).load() == builtin()
    CorpusStore(tmp_path).add("default", parsed(paper("z"), paper("a")))
    assert [p.key for p in CorpusStore(tmp_path).load().papers] == ["z", "a"], "in the order they came"


def test_adding_merges_what_is_there_and_refuses_what_contradicts_it(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    first, _ = store.add("lib", parsed(paper("a"), paper("b")))
    corpus, report = store.add("lib", parsed(paper("a"), paper("b", "They swim."), paper("c")))
    assert (report.read, report.kept, report.merged, len(report.rejected)) == (3, 1, 1, 1)
    assert "has b already" in report.rejected[0].reason
    assert [p.key for p in corpus.papers] == ["a", "b", "c"]
    assert corpus.papers[1].abstract == "They fly."
    assert store.load("lib") == corpus
    assert store.snapshot("lib", first.digest[:8]) == first, "the old state can still be read"


def test_replacing_starts_anew(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    store.add("lib", parsed(paper("a")))
    store.add("lib", parsed(paper("a", "They swim.")), replace=True)
    assert [p.abstract for p in store.load("lib").papers] == ["They swim."]


def test_a_snapshot_is_the_same_file_whenever_it_is_written(tmp_path: Path) -> None:
    for name in ("one", "two"):
        CorpusStore(tmp_path / name).add("lib", parsed(paper("a")))
    (one,), (two,) = ((tmp_path / name).rglob("*.jsonl.gz") for name in ("one", "two"))
    assert (one.name, one.read_bytes()) == (two.name, two.read_bytes())


@pytest.mark.parametrize("damage", [b"", b"no gzip at all", None])
def test_a_damaged_snapshot_is_refused_in_a_sentence(tmp_path: Path, damage: bytes | None) -> None:
    store = CorpusStore(tmp_path)
    store.add("lib", parsed(paper("a")))
    other = CorpusStore(tmp_path / "other")
    other.add("lib", parsed(paper("b")))
    (file,) = (tmp_path / "lib").rglob("*.jsonl.gz")
    (stranger,) = (tmp_path / "other").rglob("*.jsonl.gz")
    file.write_bytes(stranger.read_bytes() if damage is None else damage)
    with pytest.raises(CorpusError, match="damaged"):
        store.load("lib")


@pytest.mark.parametrize("name", ["", "..", "../x", "A", "a b", "x" * 65, "-x", "a/b"])
def test_a_bad_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CorpusError, match="cannot name a library"):
        CorpusStore(tmp_path).load(name)


def test_an_unknown_library_is_told_which_there_are(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    store.add("mine", parsed(paper("a")))
    with pytest.raises(CorpusError, match="there are: default, mine"):
        store.load("yours")
    store.add("default", parsed(paper("b")))
    with pytest.raises(CorpusError, match=r"there are: default, mine\. An import"):
        store.load("yours")


@pytest.mark.slow
def test_killed_at_any_moment_a_whole_library_is_there(tmp_path: Path) -> None:
    chance = random.Random(5)
    for number in range(4):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(number * 1000)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        for _ in range(chance.randint(1, 6)):
            assert writer.stdout.readline()
        writer.kill()
        assert writer.wait() == -signal.SIGKILL
        writer.stdout.close()
        assert len({p.key.split("-")[0] for p in CorpusStore(tmp_path).load("lib").papers}) == 1
        assert len(CorpusStore(tmp_path).load("lib").papers) == 20


def test_of_two_abstracts_the_preferred_one_is_kept(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    store.add("lib", parsed(paper("a"), paper("b")))
    _, refused = store.add("lib", parsed(paper("a", "They swim.")))
    assert [(one.key, one.difference) for one in refused.conflicts] == [("a", "They [-fly.-] {+swim.+}")]
    assert store.load("lib").papers[0].abstract == "They fly."
    kept, report = store.add("lib", parsed(paper("a", "They swim.")), prefer="old")
    assert (report.merged, kept.papers[0].abstract) == (1, "They fly.")
    kept, report = store.add("lib", parsed(paper("a", "They swim.")), prefer="new")
    assert (report.merged, [one.abstract for one in kept.papers]) == (1, ["They swim.", "They fly."])
    assert store.load("lib") == kept


def test_two_imports_at_once_do_not_mix(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    store.add("lib", parsed(paper("a")))
    with (
        alone(store.folder("lib"), "lib"),
        pytest.raises(CorpusError, match="Another import into “lib” is under way"),
    ):
        store.add("lib", parsed(paper("b")))
    assert store.add("lib", parsed(paper("b")))[1].kept == 1


def test_old_snapshots_go_unless_they_are_needed(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    states = [store.add("lib", parsed(paper(name)))[0].digest for name in "abc"]
    assert {name for name, _ in store.states("lib")} == set(states)
    later = datetime.now(UTC) + timedelta(days=1)
    assert store.prune("lib", datetime.now(UTC) - timedelta(days=1), ()) == 0
    assert store.prune("lib", later, {states[0]}) == 1
    assert {name for name, _ in store.states("lib")} == {states[0], states[2]}
    assert store.load("lib").digest == states[2]


def test_what_a_library_held_at_a_moment_is_known_by_its_states_and_stays_known(tmp_path: Path) -> None:
    store, day = CorpusStore(tmp_path), timedelta(days=1)
    now = datetime.now(UTC)
    states = [store.add("lib", parsed(paper(name)))[0].digest for name in "abc"]
    for state, days in zip(states, (40, 30, 5), strict=True):
        written = (now - days * day).timestamp()
        os.utime(store.folder("lib") / "snapshots" / f"{state}.jsonl.gz", (written, written))
    assert [store.state_at("lib", now - days * day) for days in (41, 35, 28, 1)] == [
        None,
        states[0],
        states[1],
        states[2],
    ]
    assert sorted(store.before("lib", now - 28 * day)) == ["a", "b"]
    assert not store.before("lib", now - 41 * day)
    assert store.prune("lib", now - 20 * day, ()) == 1
    assert store.state_at("lib", now - 20 * day) == states[1]
    assert store.before("default", now) == {paper.key for paper in builtin().papers}


def aged(store: CorpusStore, days: int) -> datetime:
    """Date every state of a library back by some days; the moment between then and now."""
    for path in store.folder("lib").glob("snapshots/*.gz"):
        at = path.stat().st_mtime - days * 86400
        os.utime(path, (at, at))
    return datetime.now(UTC) - timedelta(days=days) / 2


def test_a_state_that_is_current_again_is_the_newest_and_was_one_before(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    first = store.add("lib", parsed(paper("a"), paper("b")))[0].digest
    at_first = aged(store, 8)
    second = store.leave_out("lib", ["a"]).digest
    at_second = aged(store, 4)
    assert store.leave_out("lib", ["a"], back=True).digest == store.state("lib") == first
    moments = (at_first - timedelta(days=4), at_second, datetime.now(UTC))
    assert [store.state_at("lib", moment) for moment in moments] == [first, second, first]
    assert [name for name, _ in store.states("lib")] == [first, second]
    assert store.before("lib", datetime.now(UTC)) == {"a", "b"}
    assert store.prune("lib", datetime.now(UTC), ()) == 1
    assert store.state_at("lib", datetime.now(UTC)) == first


def test_a_source_that_changes_below_a_removal_leaves_the_state_as_it_was(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    store.add("lib", parsed(paper("a"), paper("b")))
    left = store.leave_out("lib", ["a"]).digest
    aged(store, 4)
    store.add("lib", parsed(paper("a").model_copy(update={"journal": "Flight"})))
    assert store.state("lib") == left == store.state_at("lib", datetime.now(UTC))


def test_a_state_that_is_current_again_is_the_newest_though_the_clock_went_back(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    first = store.add("lib", parsed(paper("a"), paper("b")))[0].digest
    aged(store, 8)
    second = store.leave_out("lib", ["a"]).digest
    for path in store.folder("lib").glob(f"snapshots/{second}*"):
        os.utime(path, (path.stat().st_mtime + 86400,) * 2)
    store.leave_out("lib", ["a"], back=True)
    assert [name for name, _ in store.states("lib")] == [first, second]
    assert store.state_at("lib", datetime.now(UTC) + timedelta(days=2)) == first


def test_papers_that_are_imported_anew_as_they_were_keep_their_first_time_too(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    first = store.add("lib", parsed(paper("a")))[0].digest
    at_first = aged(store, 8)
    second = store.add("lib", parsed(paper("b")), replace=True)[0].digest
    store.add("lib", parsed(paper("a")), replace=True)
    assert [store.state_at("lib", moment) for moment in (at_first, datetime.now(UTC))] == [first, first]
    assert {name for name, _ in store.states("lib")} == {first, second}


def test_overrides_that_a_curator_writes_and_takes_away_are_states_too(tmp_path: Path) -> None:
    store = CorpusStore(tmp_path)
    first = store.add("lib", parsed(paper("a"), paper("b")))[0].digest
    written = store.folder("lib") / "overrides.toml"
    written.write_text('removed = ["a"]')
    second = store.loaded_and_kept("lib").digest
    assert store.state("lib") == second == store.state_at("lib", datetime.now(UTC))
    written.write_text("removed = []")
    assert store.state("lib") == first == store.state_at("lib", datetime.now(UTC))
    written.unlink()
    store.loaded_and_kept("lib")
    assert store.state_at("lib", datetime.now(UTC)) == first


@pytest.mark.parametrize("at", ['"soon"', "null", "NaN", "1e300", "-1", "9" * 400, "0]]["])
def test_a_damaged_history_stops_nothing_and_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, at: str
) -> None:
    store = CorpusStore(tmp_path)
    first = store.add("lib", parsed(paper("a"), paper("b")))[0].digest
    second = store.add("lib", parsed(paper("c")))[0].digest
    (store.folder("lib") / "history.json").write_text(f'[["{first}", {at}]]')
    assert {name for name, _ in store.states("lib")} == {first, second}
    assert store.state_at("lib", datetime.now(UTC)) == second
    assert "history.json is damaged" in caplog.text
    store.add("lib", parsed(paper("a"), paper("b")), replace=True)
    assert store.state("lib") == store.state_at("lib", datetime.now(UTC)) == first
    assert len(store.leave_out("lib", ["a"]).papers) == 1
    caplog.clear()
    assert len(store.states("lib")) == 3
    assert not caplog.text


def test_an_earlier_state_is_made_the_current_one_again(tmp_path: Path) -> None:
    """The curator's word stays on top of it, and the state that was left can be gone back to as well."""
    store = CorpusStore(tmp_path)
    first = store.add("lib", parsed(paper("a"), paper("b")))[0].digest
    second = store.add("lib", parsed(paper("c"), paper("d", "They swim.")))[0].digest
    assert [one.key for one in store.restore("lib", first[:8]).papers] == ["a", "b"]
    assert store.state("lib") == store.state_at("lib", datetime.now(UTC)) == first
    assert store.restore("lib", second).digest == store.state("lib") == second
    store.leave_out("lib", ["a"])
    assert ([one.key for one in store.restore("lib", first).papers], store.imported("lib")) == (["b"], first)
    short = " Name it by eight digits of its digest or more."  # no pattern for names of files
    for named, why in (("0123456789", ""), (first[:7], short), ("?" * 8, short), (f"{first[:8]}*", short)):
        with pytest.raises(CorpusError, match=f"{re.escape(f'no snapshot {named} of the library “lib”.{why}')}$"):
            store.restore("lib", named)
    assert store.snapshot("lib", builtin().digest[:8]) == builtin()
