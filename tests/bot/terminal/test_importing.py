"""``marrow corpus import``: all files or none, killed at any moment, with a bar for the person who waits."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.store import CorpusStore
from tests.bot.terminal.running import environment, marrow

OLD, NEW = 50, 4_000  # papers
IMPORT = (sys.executable, "-m", "bot", "corpus", "import")
# what of a data folder shows that an import has come so far: holding the library, writing its snapshot
STAGES = ("libraries/default/import.lock", "libraries/default/snapshots/.*.part")


def written(path: Path, first: int, count: int) -> Path:
    rows = ({"_id": str(first + n), "title": f"Bees {first + n}", "text": "They fly. " * 20} for n in range(count))
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def held(folder: Path) -> set[str]:
    return {paper.key for paper in CorpusStore(folder / "libraries").load().papers}


@pytest.mark.parametrize("bad", [b"%PDF-1.4 nothing", b"\x1f\x8b broken"])
def test_of_several_files_all_are_taken_in_or_none(tmp_path: Path, bad: bytes) -> None:
    one, two = written(tmp_path / "one.jsonl", 0, 3), tmp_path / "two"
    two.write_bytes(bad)
    refused = marrow(tmp_path, "corpus", "import", str(one), str(two))
    assert refused.returncode == 1
    assert refused.stderr.rstrip().endswith("Nothing was taken in; the library is as it was.")
    assert not (tmp_path / "libraries").exists()
    taken = marrow(tmp_path, "corpus", "import", str(one), str(written(two, 2, 3)), "--json")
    assert [report["merged"] for report in json.loads(taken.stdout)] == [0, 1]
    assert held(tmp_path) == {"0", "1", "2", "3", "4"}


@pytest.mark.slow
def test_killed_at_any_moment_the_old_library_or_the_new_one_is_there_whole(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[search]\nengine = "rank-bm25"\n', "utf-8")
    assert marrow(tmp_path, "corpus", "import", str(written(tmp_path / "old", 0, OLD))).returncode == 0
    before, new = held(tmp_path), written(tmp_path / "new", OLD, NEW)
    after = {str(number) for number in range(OLD + NEW)}
    found, killed = [], []
    for stage in (*STAGES, *STAGES):
        (tmp_path / STAGES[0]).unlink(missing_ok=True)
        for left in tmp_path.glob(STAGES[1]):
            left.unlink()
        process = subprocess.Popen(
            [*IMPORT, str(new)], cwd=tmp_path, env=environment(tmp_path), stdout=subprocess.DEVNULL
        )
        while process.poll() is None and not any(tmp_path.glob(stage)):
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        killed.append(process.wait())
        found.append(held(tmp_path))
    assert -signal.SIGKILL in killed
    assert all(keys in (before, after) for keys in found)
    assert marrow(tmp_path, "corpus", "import", str(new)).returncode == 0
    assert held(tmp_path) == after


@pytest.mark.slow
def test_a_person_who_waits_sees_how_far_it_is(tmp_path: Path) -> None:
    file = written(tmp_path / "new", 0, 300)
    screen, terminal = pty.openpty()
    process = subprocess.Popen(
        [*IMPORT, str(file)], cwd=tmp_path, stderr=terminal, stdout=subprocess.PIPE,
        env=environment(tmp_path) | {"TERM": "xterm", "COLUMNS": "80"},
    )  # fmt: skip
    os.close(terminal)
    shown = _all_of(screen)
    said, _ = process.communicate()
    assert process.returncode == 0
    assert "Reading" in shown
    assert "Taking in" in shown
    assert "300/300" in shown
    assert b"300 records read = 300 kept" in said


def _all_of(screen: int) -> str:
    """What a terminal was written until nobody writes to it any more: on a slow machine a bar has more than it holds at once."""
    shown = b""
    with suppress(OSError), open(screen, "rb", buffering=0) as file:
        while part := file.read(4096):
            shown += part
    return shown.decode()


def test_the_papers_that_came_since_a_day_are_listed(tmp_path: Path) -> None:
    marrow(tmp_path, "corpus", "import", str(written(tmp_path / "old.jsonl", 0, 2)))
    store = CorpusStore(tmp_path / "libraries")
    first = store.folder("default") / "snapshots" / f"{store.state()}.jsonl.gz"
    os.utime(first, (0, 0))
    marrow(tmp_path, "corpus", "import", str(written(tmp_path / "new.jsonl", 2, 1)))
    listed = marrow(tmp_path, "corpus", "list", "--since", "2026-01-01")
    assert listed.stdout.startswith("1 paper since 2026-01-01 00:00 UTC\n")
    assert ("Bees 2" in listed.stdout, "Bees 1" in listed.stdout) == (True, False)
    assert len(json.loads(marrow(tmp_path, "corpus", "list", "--json").stdout)) == 3
    nothing = marrow(tmp_path, "corpus", "list", "--since", "2200-01-01")
    assert (nothing.stdout, nothing.returncode) == (
        "No paper has come into “default” since 2200-01-01 00:00 UTC.\n",
        0,
    )


def test_a_name_that_is_empty_is_none(tmp_path: Path) -> None:
    """As of an unset variable: it meant whatever lies in the current folder, and the configured library."""
    (tmp_path / "a.ris").write_text(
        "TY  - JOUR\nTI  - A\nDO  - 10.1234/a\nAB  - Owls slept for 12 hours.\nER  - \n"
    )
    for command in (("import", ""), ("check", "a.ris", ""), ("import", "a.ris", "--library", "")):
        done = marrow(tmp_path, "corpus", *command)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), command
    assert marrow(tmp_path, "ask", "what is SINS?", "--library", "").returncode == 1
    assert not (tmp_path / "libraries").exists()
