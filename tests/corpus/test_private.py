"""What is written is for its owner alone, follows no link, and is whole or not there."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import ConfigError
from corpus.private import (
    below,
    beside,
    check_plain,
    close_to_others,
    draft,
    held,
    is_there,
    make_folder,
    opened,
    read_own,
    too_open,
    whole,
    why,
    write_whole,
)
from tests.synced import syncs


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """The widest umask there is: nothing may depend on it."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_and_files_are_for_their_owner(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    write_whole(tmp_path / "c" / "file", b"x")
    os.close(opened(tmp_path / "log", os.O_WRONLY | os.O_CREAT))
    assert {mode(tmp_path / name) for name in ("a", "a/b", "c")} == {0o700}
    assert {mode(tmp_path / name) for name in ("c/file", "log")} == {0o600}


def test_a_file_in_the_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        make_folder(tmp_path / "file")


def test_no_link_is_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "link").symlink_to(victim)
    said = os.strerror(errno.ELOOP)
    with pytest.raises(OSError, match=said):
        opened(tmp_path / "link", os.O_WRONLY | os.O_TRUNC)
    with pytest.raises(OSError, match=said), held(tmp_path / "link"):
        pass
    write_whole(tmp_path / "link", b"ours")  # takes the link's place
    assert victim.read_text() == "precious"
    assert (tmp_path / "link").read_bytes() == b"ours"


def test_a_folder_behind_a_link_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "disk")
    write_whole(tmp_path / "data" / "file", b"ours", fresh=True)
    assert (tmp_path / "disk" / "file").read_bytes() == b"ours"


class Failed(Exception):
    pass


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"old")

    def fail() -> None:
        with whole(tmp_path / "file") as file:
            file.write(b"half")
            raise Failed

    with pytest.raises(Failed):
        fail()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_what_sqlite_leaves_beside_a_draft_goes_too(tmp_path: Path) -> None:
    def fail() -> None:
        with draft(tmp_path / "[a]*") as part:
            part.with_name(f"{part.name}-journal").touch()
            raise Failed

    with pytest.raises(Failed):
        fail()
    assert not list(tmp_path.iterdir())


def test_a_fresh_file_takes_nothings_place(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"old", fresh=True)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "file", b"new", fresh=True)
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_held_lock_is_held_once(tmp_path: Path) -> None:
    with held(tmp_path / "lock"), pytest.raises(BlockingIOError), held(tmp_path / "lock", wait=False):
        pass
    with held(tmp_path / "lock", wait=False):
        assert mode(tmp_path / "lock") == 0o600


def test_what_is_too_open_is_found_and_closed(tmp_path: Path) -> None:
    (tmp_path / "data" / "in").mkdir(parents=True)
    (tmp_path / "data" / "in" / "file").touch(0o644)
    outside = tmp_path / "outside"
    outside.touch(0o644)
    (tmp_path / "data" / "link").symlink_to(outside)
    found = [path for path in below([tmp_path / "data", tmp_path / "absent"]) if too_open(path)]
    assert found == [tmp_path / "data", tmp_path / "data/in", tmp_path / "data/in/file"]
    assert all(close_to_others(path) for path in found)
    assert [mode(path) for path in found] == [0o700, 0o700, 0o600]
    assert not any(close_to_others(path) for path in below([tmp_path / "data"]))
    assert mode(outside) == 0o644


def test_a_folder_that_everybody_shares_is_not_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    with pytest.raises(OSError, match="everybody"):
        close_to_others(tmp_path)
    assert mode(tmp_path) == 0o1777


def test_a_reason_says_what_to_do_where_that_is_known() -> None:
    assert why(OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))).endswith("put storage.data_dir on a local disk)")
    assert why(OSError("the disk is full")) == "the disk is full"


def test_a_file_is_synced_before_it_takes_its_place_and_its_folder_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = syncs(monkeypatch)
    write_whole(tmp_path / "file", b"content")
    (part, size), (folder, entries) = synced
    assert (part.endswith(".part"), size) == (True, 7)
    assert (folder, entries) == (tmp_path.name, 1)


def test_where_the_last_sync_fails_a_fresh_file_is_away_and_another_is_said_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“Could not be written” of a file that stands there whole: the second try of a backup was refused for it."""
    sync = os.fsync

    def of_files_alone(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(file)

    monkeypatch.setattr(os, "fsync", of_files_alone)
    with pytest.raises(OSError, match="Input/output error"):
        write_whole(tmp_path / "fresh", b"new", fresh=True)
    with pytest.raises(OSError, match="it is there all the same") as said:
        write_whole(tmp_path / "file", b"new")
    assert said.value.errno == errno.EIO
    assert str(said.value.strerror).startswith(f"{os.strerror(errno.EIO)}; it is there")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("file", b"new")]


def test_a_draft_that_somebody_foresaw_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "token_hex", lambda _: "00")
    (tmp_path / ".file.00.part").write_text("theirs")
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "file", b"ours")
    assert (tmp_path / ".file.00.part").read_text() == "theirs"


@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY, os.O_RDWR | os.O_CREAT | os.O_APPEND])
def test_what_may_never_begin_or_end_is_not_opened(tmp_path: Path, flags: int) -> None:
    os.mkfifo(tmp_path / "pipe")
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(OSError, match="no plain file") as told:
            opened(path, flags)
        assert told.value.filename == str(path)
        with pytest.raises(OSError, match="no plain file"):
            check_plain(path)
    after = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0
    assert after == before


def test_a_file_of_ours_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345")
    assert read_own(path, 5) == b"12345"
    with pytest.raises(OSError, match="it has 5 bytes, and at most 4 are read") as told:
        read_own(path, 4)
    assert told.value.filename == str(path)
    (tmp_path / "link").symlink_to(path)
    for name in ("link", "."):
        with pytest.raises(OSError, match=f"{os.strerror(errno.ELOOP)}|{os.strerror(errno.EISDIR)}"):
            read_own(tmp_path / name, 5)
    check_plain(tmp_path / "nothing")


def refused(error: OSError, number: int, said: str, path: Path) -> None:
    """What a caller makes a sentence of."""
    assert (error.errno, error.strerror, error.filename) == (number, said, str(path))


def test_each_thing_in_the_place_of_a_file_or_folder_is_refused_by_name(tmp_path: Path) -> None:
    file, folder, link, pipe = (tmp_path / name for name in ("file", "folder", "link", "pipe"))
    file.touch(0o600)
    folder.mkdir(0o700)
    link.symlink_to(file)
    os.mkfifo(pipe, 0o600)
    with pytest.raises(NotADirectoryError) as below_a_file:
        make_folder(file)
    refused(below_a_file.value, errno.ENOTDIR, "Not a directory", file)
    odd = "it is no plain file but a pipe, a socket or a device: remove it"
    for path, number, said in (
        (folder, errno.EISDIR, os.strerror(errno.EISDIR)),
        (link, errno.ELOOP, os.strerror(errno.ELOOP)),
        (pipe, errno.EINVAL, odd),
    ):
        with pytest.raises(OSError, match=re.escape(said)) as unopened:
            check_plain(path)
        refused(unopened.value, number, said, path)
        with pytest.raises(OSError, match=re.escape(said)):
            opened(path, os.O_RDONLY)
    check_plain(file)
    check_plain(tmp_path / "nothing")


def test_a_folder_that_another_makes_at_the_same_time_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path.mkdir

    def raced(path: Path, mode: int, exist_ok: bool) -> None:
        made(path, mode)
        made(path, mode, exist_ok=exist_ok)

    monkeypatch.setattr(Path, "mkdir", raced)
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_what_cannot_be_closed_to_others_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, file = tmp_path / "shared", tmp_path / "file"
    shared.mkdir(0o777)
    shared.chmod(0o1777)
    with pytest.raises(OSError, match="everybody") as everybodys:
        close_to_others(shared)
    refused(everybodys.value, errno.EINVAL, "it is everybody's folder: give Marrow one of its own", shared)
    file.touch(0o644)
    monkeypatch.setattr(Path, "chmod", lambda path, mode: None)  # as on a file system without modes
    with pytest.raises(OSError, match="modes") as modeless:
        close_to_others(file)
    refused(modeless.value, errno.EINVAL, "its file system keeps no modes", file)


def test_what_is_below_some_paths_is_listed_and_links_are_not_entered(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "file").touch()
    (tmp_path / "alone").touch()
    (tmp_path / "link").symlink_to(tmp_path / "in")
    (tmp_path / "broken").symlink_to(tmp_path / "nothing")
    names = ("in", "alone", "link", "broken", "nothing")
    found = [str(path.relative_to(tmp_path)) for path in below(tmp_path / name for name in names)]
    assert found == ["in", "in/deep", "in/deep/file", "alone", "link", "broken"]
    assert [is_there(tmp_path / name) for name in names] == [True, True, True, True, False]


def test_a_path_of_the_settings_is_beside_their_file_or_in_a_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert beside(Path("/etc/marrow"), Path("data")) == Path("/etc/marrow/data")
    assert beside(Path("/etc/marrow"), Path("~/data")) == tmp_path / "data"
    assert beside(Path("/etc/marrow"), Path("/data")) == Path("/data")
    for odd in ("~nobody-of-this-name/data", "a\0b"):
        with pytest.raises(ConfigError) as nowhere:
            beside(tmp_path, Path(odd))
        assert str(nowhere.value) == (
            f"The path “{odd}” in the settings leads nowhere: write it out, without “~” and odd characters."
        )
