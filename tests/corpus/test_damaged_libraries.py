"""Each file of a library, damaged in each way: a sentence or the same papers, another library untouched, and a way out."""

from __future__ import annotations

import errno
import gzip
import shutil
import subprocess
import sys
import zlib
from contextlib import suppress
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.joining import builtin
from corpus.snapshots import read_snapshot
from corpus.store import CorpusStore
from tests.corpus.test_store import parsed
from tests.damage import DAMAGES

PAPERS = builtin().papers[:3]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("libraries")
    store = CorpusStore(root)
    store.add("mine", parsed(*PAPERS))
    store.add("theirs", parsed(*PAPERS[:2]))
    (root / "mine" / "terms.json").write_text('{"synonyms": {"spine": ["backbone"]}}')
    store.state("mine")
    return root


def files(root: Path) -> list[str]:
    return [
        str(path.relative_to(root))
        for path in sorted((root / "mine").rglob("*"))
        if path.is_file() and path.stat().st_size
    ]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_library_is_a_sentence_and_another_is_untouched(how: str, sound: Path, tmp_path: Path) -> None:
    right, theirs = CorpusStore(sound).load("mine"), CorpusStore(sound).load("theirs")
    for name in files(sound):
        shutil.rmtree(tmp_path / "w", ignore_errors=True)
        shutil.copytree(sound, tmp_path / "w")
        DAMAGES[how](tmp_path / "w" / name)
        store = CorpusStore(tmp_path / "w")
        for read in (store.load, store.state):
            with suppress(CorpusError):
                # what a curator said is theirs to take away; where it is gone, the papers are as they came
                assert read("mine") in (right, right.digest) or name.endswith("terms.json")
        with suppress(CorpusError):
            assert store.size("mine", 10**6) >= 0
        assert store.load("theirs") == theirs
        assert "theirs" in store.libraries()


@pytest.mark.parametrize("how", [how for how in DAMAGES if how != "a folder"])
def test_importing_anew_mends_a_damaged_library(how: str, sound: Path, tmp_path: Path) -> None:
    for name in files(sound):
        if "snapshots" in name or name.endswith("current"):
            shutil.rmtree(tmp_path / "w", ignore_errors=True)
            shutil.copytree(sound, tmp_path / "w")
            DAMAGES[how](tmp_path / "w" / name)
            store = CorpusStore(tmp_path / "w")
            store.add("mine", parsed(*PAPERS), replace=True)
            assert store.load("mine") == CorpusStore(sound).load("mine")


@pytest.mark.slow
def test_what_only_claims_to_be_a_library_takes_no_memory(tmp_path: Path) -> None:
    """Papers are made of what the digest has proved, and of nothing else: 200,000 of them would not fit."""
    path, lines = tmp_path / f"{'a' * 64}.jsonl.gz", (f'{{"pmid":"{n}","title":"Bees"}}\n' for n in range(200_000))
    with gzip.open(path, "wt") as file:
        file.write('{"issue":null}\n')
        file.writelines(lines)
        file.write("[]\n")
    script = (
        "import resource, sys; from pathlib import Path; from corpus.errors import CorpusError\n"
        "from corpus.snapshots import read_snapshot\n"
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 64 * 2**20,) * 2)\n"
        "try: read_snapshot(Path(sys.argv[1]), 'mine', 'a' * 64)\n"
        "except CorpusError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, timeout=120)
    assert "is damaged: it does not hold what its name says" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "error", [zlib.error("Error -4 while decompressing data"), OSError(errno.ENOMEM, "no memory")]
)
def test_want_of_memory_is_not_told_as_damage(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def want(*_: object) -> bytes:
        raise error

    path = tmp_path / f"{'a' * 64}.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"issue":null}\n[]\n'))
    monkeypatch.setattr(gzip.GzipFile, "readline", want)
    with pytest.raises(MemoryError):
        read_snapshot(path, "mine", "a" * 64)
