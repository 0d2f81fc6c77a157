"""Each file of a kept index, damaged in each way: the question is answered alike, and it is said that the index is built anew."""

from __future__ import annotations

import asyncio
import logging
import shutil
from pathlib import Path

import pytest

from corpus.checked import SEEN, _mark, check, forget_seen, read_checked, sums_of, write_checked
from corpus.errors import CorpusError
from corpus.models import Corpus
from index.kept.libraries import FOLDER, index_of, opened
from index.library import LibraryIndex, Settings
from index.models import Evidence
from tests.conftest import some
from tests.damage import DAMAGES
from tests.index.test_kept import PAPERS, corpus_of

BEFORE, CORPUS = corpus_of(PAPERS[:14]), corpus_of((*PAPERS[:13], PAPERS[15]))


def answered(folder: Path, corpus: Corpus) -> tuple[Evidence, ...]:
    index = index_of(folder, "test", corpus.digest, lambda: corpus, Settings(), "tantivy")
    assert list(index.corpus.papers) == list(corpus.papers)
    return said(index)


def said(index: LibraryIndex) -> tuple[Evidence, ...]:
    found = asyncio.run(index.find(index.reader.read("what is GCB3, and which gamma crossbow was used?")))
    return tuple(one.model_copy(update={"score": 0.0}) for one in found.evidence)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index that was built, then changed: every kind of file is there."""
    folder = tmp_path_factory.mktemp("sound")
    answered(folder, BEFORE)
    answered(folder, CORPUS)
    assert (folder / FOLDER / "words.g1.changes").exists()
    return folder


@pytest.fixture(scope="module")
def right(sound: Path) -> tuple[Evidence, ...]:
    """What the sound index says."""
    return answered(sound, CORPUS)


def files(folder: Path) -> list[str]:
    whole = [path for path in sorted((folder / FOLDER).rglob("*")) if path.is_file() and path.stat().st_size]
    return [str(path.relative_to(folder)) for path in whole]


def damaged(sound: Path, folder: Path, name: str, how: str) -> Path:
    shutil.copytree(sound, folder)
    DAMAGES[how](folder / name)
    return folder


@pytest.mark.sweep
@pytest.mark.parametrize("how", DAMAGES)
def test_whatever_is_damaged_is_not_opened_or_harms_nothing(
    how: str, sound: Path, right: tuple[Evidence, ...], tmp_path: Path
) -> None:
    harmless = []
    assert right
    tried = some(files(sound), list(DAMAGES).index(how))
    for number, name in enumerate(tried):  # each in its own folder: an engine may still write into the last
        folder = damaged(sound, tmp_path / f"damaged-{number}", name, how)
        index = opened(folder, "test", CORPUS.digest, Settings(), "tantivy")
        if index is not None:
            harmless.append(name)
            assert said(index) == right, name
    # what stands behind the bytes that count, and what only says what was checked, harm nothing
    notes = {f"{FOLDER}/{SEEN}", f"{FOLDER}/engine/{SEEN}"}
    assert set(harmless) <= (set(files(sound)) if how == "grown" else notes)


@pytest.mark.parametrize(("how", "number"), [*zip(DAMAGES, range(1, 99, 3), strict=False)])
def test_a_damaged_index_is_built_anew_and_says_so(
    how: str,
    number: int,
    sound: Path,
    right: tuple[Evidence, ...],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    names = [name for name in files(sound) if not name.endswith(SEEN)]
    folder = damaged(sound, tmp_path / "damaged", names[number % len(names)], how)
    with caplog.at_level(logging.WARNING, "marrow.index"):
        assert answered(folder, CORPUS) == right
    assert "is built anew" in caplog.text or how == "grown"  # behind the bytes that count there may be anything


def test_bytes_that_rot_unseen_are_found_once_the_marks_are_forgotten(sound: Path, tmp_path: Path) -> None:
    """A disk may return other bytes than it was given, and nothing that the file system says of the file has changed."""
    name = f"{FOLDER}/words"
    folder = damaged(sound, tmp_path / "rotten", name, "flipped")
    place = folder / FOLDER
    sums = read_checked(place / "manifest.json")["files"]
    write_checked(place / SEEN, {one: [*sums[one], *_mark(place / one)] for one in sums})
    assert opened(folder, "test", CORPUS.digest, Settings(), "tantivy") is not None  # as it was marked
    forget_seen(folder)
    assert opened(folder, "test", CORPUS.digest, Settings(), "tantivy") is None


@pytest.mark.parametrize("how", sorted(DAMAGES.keys() - {"flipped"}))  # they are empty
def test_whatever_stands_in_the_place_of_an_engines_lock_holds_nobody_up(
    how: str, sound: Path, right: tuple[Evidence, ...], tmp_path: Path
) -> None:
    locks = [str(path.relative_to(sound)) for path in sorted((sound / FOLDER).rglob("*.lock"))]
    assert locks
    for number, name in enumerate(locks):
        folder = damaged(sound, tmp_path / f"damaged-{number}", name, how)
        assert answered(folder, CORPUS) == right


def test_what_was_checked_is_read_again_only_where_it_changed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"sound")
    sums = sums_of(tmp_path, ["a"])
    check(tmp_path, sums)
    seen = (tmp_path / SEEN).read_bytes()
    check(tmp_path, sums)
    assert (tmp_path / SEEN).read_bytes() == seen
    (tmp_path / "a").write_bytes(b"sounD")
    with pytest.raises(CorpusError, match="damaged"):
        check(tmp_path, sums)


def test_a_sum_goes_on_from_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    known = sums_of(tmp_path, ["a"])
    path.write_bytes(b"onetwo")
    assert sums_of(tmp_path, ["a"], known) == sums_of(tmp_path, ["a"])
    check(tmp_path, known)


@pytest.mark.parametrize("content", [b"", b"\n", b"00000000\n[", b"x\n[]", b"e" * 50, b"\xff\n\xff"])
def test_what_was_not_written_so_is_damage(tmp_path: Path, content: bytes) -> None:
    write_checked(tmp_path / "a", [1])
    assert read_checked(tmp_path / "a") == [1]
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(CorpusError, match="damaged"):
        read_checked(tmp_path / "a")
