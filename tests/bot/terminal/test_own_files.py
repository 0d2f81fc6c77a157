"""Whatever stands in the place of a file of ours, every command ends with a sentence, and doctor names the file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.joining import builtin
from corpus.store import CorpusStore
from corpus.watching.origins import change_source
from tests.bot.terminal.running import marrow
from tests.corpus.test_store import parsed

BOUND = 120  # seconds after which a process hangs
MADE_AGAIN = "libraries/default/overridden.json"  # it says again what can be found out
NEEDED_TO_ASK = ("libraries/default/current", "overrides.toml", "terms.json", "pseudonym.key", ".jsonl.gz")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data") / "data"
    store = CorpusStore(data / "libraries")
    store.add("default", parsed(*builtin().papers))
    library = data / "libraries" / "default"
    (library / "overrides.toml").write_text('[abbreviations]\nTES = "total en bloc spondylectomy"\n')
    (library / "terms.json").write_text('{"synonyms": {"spine": ["backbone"]}}')
    change_source(library, "https://www.example.org/owls", lambda source: source)
    (data / "health.json").write_text('{"state": "stopped", "at": "2026-01-01T00:00:00+00:00"}')
    (data / "spool").mkdir()
    (data / "spool" / "rows.jsonl").write_bytes(b"")
    asked = marrow(data, "ask", "how long was follow-up after TES?")
    assert (asked.returncode, "54.4" in asked.stdout) == (0, True)
    (data / "spool" / "rows.jsonl").write_bytes(b"")
    return data


def own_files(sound: Path) -> list[str]:
    found = (str(path.relative_to(sound)) for path in sorted(sound.rglob("*")) if path.is_file())
    passing = (".lock", "/lock", "-wal", "-shm")
    current = (sound / "libraries" / "default" / "current").read_text()
    asked = [name for name in found if "snapshots" not in name or current in name]
    return [name for name in asked if not name.endswith(passing)]


@pytest.mark.slow
@pytest.mark.parametrize("how", ["a pipe", "endless", "a folder", "huge"])
def test_every_command_ends_with_a_sentence(how: str, sound: Path, tmp_path: Path) -> None:
    names = own_files(sound)
    assert len(names) >= 10
    done = subprocess.run(
        [sys.executable, "-m", "tests.bot.terminal.own_files", str(sound), str(tmp_path / "data"), how, *names],
        capture_output=True,
        text=True,
        timeout=BOUND,
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 3 * len(names)
    for name, command, code, said in lines:
        assert code in (0, 1), (name, command, said)
        assert "unexpected" not in said, (name, command, said)
        if command == "doctor" and name != MADE_AGAIN:
            assert Path(name).name in said, (name, said)
        if command == "ask" and name.endswith(NEEDED_TO_ASK):
            assert code == 1, (name, said)
            assert Path(name).name in said, (name, said)
        if name == MADE_AGAIN:
            assert code == 0, (name, command, said)
