"""One bot at a time holds a data folder, until its process ends, however it ends."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage.folder import FILE, only_bot
from corpus.errors import StorageError

HOLDER = """
import sys
from pathlib import Path
from bot.storage.folder import only_bot

with only_bot(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_process_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StorageError) as told, only_bot(tmp_path):
            pass
        assert str(told.value) == (
            f"Another Marrow (process {holder.pid}) is using the data folder {tmp_path}; stop it, or give this one its "
            "own storage.data_dir."
        )
        holder.kill()
    with only_bot(tmp_path):
        pass


def test_it_is_free_again_after_the_block_and_after_an_error_in_it(tmp_path: Path) -> None:
    with pytest.raises(LookupError), only_bot(tmp_path):
        raise LookupError
    with only_bot(tmp_path), pytest.raises(StorageError, match="Another Marrow"), only_bot(tmp_path):
        pass


def test_a_lock_whose_file_was_removed_holds_still(tmp_path: Path) -> None:
    with only_bot(tmp_path):
        (tmp_path / FILE).unlink()
        with pytest.raises(StorageError, match="Another Marrow"), only_bot(tmp_path):
            pass


def test_where_folders_cannot_be_locked_the_file_alone_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def of_files_alone(file: int, how: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(errno.EBADF, "Bad file descriptor")
        lock(file, how)

    lock = fcntl.flock
    monkeypatch.setattr(fcntl, "flock", of_files_alone)
    with only_bot(tmp_path), pytest.raises(StorageError, match="Another Marrow"), only_bot(tmp_path):
        pass


def test_a_folder_behind_a_link_is_held_under_every_name(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    with only_bot(tmp_path / "link"), pytest.raises(StorageError, match="Another"), only_bot(tmp_path / "data"):
        pass


def test_folders_do_not_stand_in_each_others_way(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with only_bot(tmp_path), only_bot(tmp_path / "other"):
        pass


def test_a_folder_that_cannot_be_held_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be held"), only_bot(tmp_path / "missing"):
        pass
