"""What is named by mistake and is no library is refused at once, in one sentence: a whole disk, a device, a pipe, what a kernel shows as a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import files
from corpus.errors import CorpusError
from corpus.files import files_in, read_papers
from corpus.formats.opening.decoding import LONGEST_FILE

RIS = "TY  - JOUR\nTI  - Goats and bells\nER  - \n"


def test_a_folder_of_more_files_than_anybody_keeps_papers_in_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_FILES", 3)
    for name in ("b/2.ris", "a/3.ris", "a.ris", ".git/1", ".git/2", "a/.hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(RIS)
    (tmp_path / "a" / "all").symlink_to(tmp_path)
    assert [str(one.relative_to(tmp_path)) for one in files_in(tmp_path)] == ["a/3.ris", "a.ris", "b/2.ris"]
    (tmp_path / "c.ris").write_text(RIS)
    with pytest.raises(
        CorpusError, match=r"is a folder with more than 3 files; name the one that holds the papers\.$"
    ):
        [*files_in(tmp_path)]


def test_a_file_without_bytes_is_never_waited_for(tmp_path: Path) -> None:
    for path in filter(Path.exists, map(Path, ("/proc/kmsg", "/proc/1/stat"))):
        with pytest.raises(CorpusError, match=r"is empty; there is nothing to read|could not be read"):
            read_papers(path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CorpusError, match="is a pipe or a device"):
        read_papers(tmp_path / "pipe")


def test_a_file_larger_than_any_library_is_not_begun(tmp_path: Path) -> None:
    file = tmp_path / "papers.ris"
    file.write_text(RIS)
    os.truncate(file, LONGEST_FILE + 1)  # which holds nothing on the disk
    with pytest.raises(CorpusError, match="no library of abstracts is that large"):
        read_papers(file)
