"""The making of an index that was interrupted goes on where it was, and comes to what it would have come to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from corpus.checked import SEEN
from corpus.errors import CorpusError, RetrievalError
from corpus.models import Paper
from corpus.pile import lines_of
from index.kept import building
from index.kept.batches import Analysed
from index.kept.building import build
from index.library import Settings
from tests.benchmarks.generate import papers

PAPERS = tuple(papers(130))
DIGEST = "0" * 64
COUNTED = 80  # batches of a paper each: twenty for each of two processes, twice
OF = (building.made_by(), DIGEST, Settings().shape)


@pytest.fixture(autouse=True, scope="module")
def small_batches() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.kept.batches.SIZE", 1)
        patch.setattr("index.kept.batches.ALONE", 2)
        yield


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What lies beside an index whose making was interrupted at its 110th paper."""
    return interrupted(tmp_path_factory.mktemp("begun"), 110)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the files of the index say that nobody interrupted, made in this process: others make the same of it."""
    folder = tmp_path_factory.mktemp("whole") / "index"
    made(folder, processes=1)
    return content(folder)


def made(
    folder: Path,
    some: Sequence[Paper] = PAPERS,
    progress: Callable[[int], None] | None = None,
    processes: int = 2,
) -> None:
    build(folder, lines_of(some), None, DIGEST, Settings(), "tantivy", progress, processes=processes)


def content(folder: Path) -> dict[str, bytes]:
    own = [*folder.glob("*.*"), *folder.glob("[pfws]*"), *(folder / "engine").glob("passages*")]
    return {path.name: path.read_bytes() for path in own if path.name not in ("manifest.json", SEEN)}


def interrupted(folder: Path, at: int, error: type[BaseException] = KeyboardInterrupt) -> Path:
    """The folder beside an index whose making was interrupted at some paper."""

    def stop(count: int) -> None:
        if count == at:
            raise error

    with pytest.raises(error):
        made(folder / "index", progress=stop)
    assert not (folder / "index").exists()
    return folder / ".index.analysed"


def copied(begun: Path, folder: Path) -> Path:
    return Path(shutil.copytree(begun, folder / begun.name))


def test_what_was_analysed_is_used_and_gone_when_the_index_is_there(
    begun: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    beside = copied(begun, tmp_path)
    assert len(list(Analysed(beside, OF).answers())) == COUNTED
    heard = list[int]()
    made(tmp_path / "index", progress=heard.append, processes=1)  # what two processes began
    assert content(tmp_path / "index") == whole
    assert heard == [*range(1, len(PAPERS) + 1)]
    assert {path.name for path in tmp_path.iterdir()} == {"index"}


@pytest.mark.slow
def test_it_may_be_interrupted_again(begun: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    beside = copied(begun, tmp_path)
    assert interrupted(tmp_path, 128) == beside
    assert len(list(Analysed(beside, OF).answers())) > COUNTED
    made(tmp_path / "index")
    assert content(tmp_path / "index") == whole


@pytest.mark.slow
def test_what_has_not_all_its_words_is_not_kept(tmp_path: Path) -> None:
    assert not interrupted(tmp_path, 30).exists()


@pytest.mark.slow
def test_nothing_is_kept_on_a_disk_that_is_full(tmp_path: Path) -> None:
    assert not interrupted(tmp_path, 110, OSError).exists()
    assert not interrupted(tmp_path, 110, CorpusError).exists()


def test_what_is_damaged_or_of_another_state_is_not_used(begun: Path, tmp_path: Path) -> None:
    beside = copied(begun, tmp_path)
    answers = beside / "answers"
    whole = answers.read_bytes()
    answers.write_bytes(whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:])
    assert not list(Analysed(beside, OF).answers())
    assert not beside.exists()
    beside = copied(begun, tmp_path)
    assert not list(Analysed(beside, (*OF[:1], "1" * 64, *OF[2:])).answers())
    assert not beside.exists()


@pytest.mark.slow
def test_what_was_analysed_of_other_papers_is_said_and_gone(begun: Path, tmp_path: Path) -> None:
    beside = copied(begun, tmp_path)
    with pytest.raises(RetrievalError, match="other papers"):
        made(tmp_path / "index", [PAPERS[0], *PAPERS[:-1]])
    assert not beside.exists()
    made(tmp_path / "index")
