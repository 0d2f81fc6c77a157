"""The one way in which Marrow makes and reads its own files and folders, for their owner alone.

Modes are set here, not by the umask. No link is followed, temporary names cannot be predicted, and the remains
of a failed write are removed. Every function but ``beside`` raises OSError; the caller, who knows what the file is,
turns it into a sentence.
"""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from corpus.errors import ConfigError

FILE, FOLDER, OTHERS = 0o600, 0o700, 0o077  # modes: what we make, and what nobody else may have of it
PART = ".part"  # how a file ends that is not whole yet
_TO_DO = {
    errno.EACCES: "give it to the user Marrow runs as",
    errno.EPERM: "give it to the user Marrow runs as",
    errno.ENOLCK: "its file system has no locks: put storage.data_dir on a local disk",
    errno.EOPNOTSUPP: "its file system has no locks: put storage.data_dir on a local disk",
    errno.ELOOP: "it is a symbolic link, and none is followed: remove it",
    errno.ENOSPC: "make room",
    errno.EMFILE: "raise the limit on open files",
    errno.EFBIG: "make room, or raise the limit on a file's size",
    errno.EROFS: "mount it so that it can be written",
}


def beside(folder: Path, path: Path) -> Path:
    """A path as settings write it, relative to ``folder`` or to a home ("~"). Raises ConfigError if it can be none."""
    try:
        if "\0" not in str(path):
            return folder / path.expanduser()
    except RuntimeError:  # a user's home that this system does not know
        pass
    raise ConfigError(
        f"The path “{path}” in the settings leads nowhere: write it out, without “~” and odd characters."
    )


def real(path: Path) -> Path:
    """Where a path leads, through links. If they lead in a circle, the path unchanged, and opening it fails;
    ``Path.resolve`` would raise an error that is no OSError.
    """
    return Path(os.path.realpath(path))


def make_folder(path: Path) -> None:
    """Make a folder and its missing parents, for their owner alone. Raises OSError."""
    for missing in reversed([one for one in (path, *path.parents) if not one.exists()]):
        missing.mkdir(FOLDER, exist_ok=True)
    if not path.is_dir():
        code = errno.ENOTDIR if path.exists() else errno.ENOENT  # another took it away again
        raise OSError(code, os.strerror(code), str(path))


def identity(path: Path) -> tuple[int, int] | None:
    """What tells a file or folder from any other put in its place; None if it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def opened(path: Path, flags: int) -> int:
    """A file's descriptor; if ``flags`` create the file, it is for its owner alone. Raises OSError.

    Links, pipes and devices are refused, because reading them might never end; and folders, unless ``flags`` ask
    for one.
    """
    try:
        file = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, FILE)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a pipe to write to that nobody reads, a socket
            raise _odd(path) from None
        raise
    try:
        _plain(path, os.fstat(file).st_mode, bool(flags & os.O_DIRECTORY))
    except OSError:
        os.close(file)
        raise
    return file


def check_plain(path: Path) -> None:
    """Raise OSError if anything but a regular file is at ``path``, without opening it. No file at all is fine."""
    with suppress(FileNotFoundError):
        _plain(path, path.lstat().st_mode)


@contextmanager
def reading(path: Path, most: int) -> Iterator[IO[bytes]]:
    """Open one of our files of at most ``most`` bytes for reading. Raises OSError; if it is longer, the error
    names the limit."""
    with open(opened(path, os.O_RDONLY), "rb") as file:
        if (size := os.fstat(file.fileno()).st_size) > most:
            said = f"it has {size:,} bytes, and at most {most:,} are read: put it back from a backup, or remove it"
            raise OSError(errno.EINVAL, said, str(path))
        yield file


def read_own(path: Path, most: int) -> bytes:
    """The content of one of our files of at most ``most`` bytes. Raises OSError like ``reading``."""
    with reading(path, most) as file:
        return file.read(most + 1)


def is_there(path: Path) -> bool:
    """Whether anything is at ``path``, even a broken link. Raises OSError."""
    return path.is_symlink() or path.exists()


@contextmanager
def draft(path: Path, fresh: bool = False) -> Iterator[Path]:
    """An empty file beside ``path``; it replaces ``path``, synced, when the block succeeds, and is removed
    otherwise.

    ``fresh``: ``path`` must not exist yet. Raises OSError; FileExistsError if ``fresh`` and it exists.
    """
    if fresh and path.exists():  # raised before the work, and after it if another process was quicker
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    part = path.with_name(f".{path.name[:50]}.{secrets.token_hex(6)}{PART}")
    os.close(opened(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    try:
        yield part
        _sync(part, os.O_RDONLY)
        if fresh:
            os.link(part, path)
        else:
            part.replace(path)
        _settle(path, fresh)
    finally:
        for beside in ("", "-journal", "-wal", "-shm"):  # what SQLite makes beside a file, too
            part.with_name(f"{part.name}{beside}").unlink(missing_ok=True)


@contextmanager
def whole(path: Path, fresh: bool = False) -> Iterator[IO[bytes]]:
    """A file to write, which exists as a whole when the block succeeds, or not at all. Raises OSError like
    ``draft``."""
    with draft(path, fresh) as part, open(opened(part, os.O_RDWR), "r+b") as file:
        yield file


def write_whole(path: Path, content: bytes, fresh: bool = False) -> None:
    """Write a file as a whole or not at all; make its folder if it is missing. Raises OSError like ``draft``."""
    make_folder(path.parent)
    with whole(path, fresh) as file:
        file.write(content)


@contextmanager
def held(path: Path, wait: bool = True) -> Iterator[int]:
    """Hold a lock file while the block runs; yields its descriptor. The lock ends with the process, however that
    ends.

    Raises BlockingIOError if another process holds it and ``wait`` is False; OSError if it cannot be locked.
    """
    file = opened(path, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield file
    finally:
        os.close(file)


def sync_folder(path: Path) -> None:
    """Sync a folder, also one behind a link, so that the names in it survive a power failure. Raises OSError."""
    _sync(real(path), os.O_RDONLY | os.O_DIRECTORY)


def too_open(path: Path) -> bool:
    """True if others than its owner may read or write a file or folder (a link's own mode does not count).
    Raises OSError."""
    mode = path.lstat().st_mode
    return not stat.S_ISLNK(mode) and bool(mode & OTHERS)


def below(paths: Iterable[Path]) -> Iterator[Path]:
    """Those of some files and folders that exist, with everything inside. Links are listed, not followed."""
    for path in paths:
        if is_there(path):
            yield path
        if path.is_dir() and not path.is_symlink():
            for folder, folders, files in os.walk(path):
                yield from (Path(folder) / name for name in (*folders, *files))


def check_ours(path: Path) -> None:
    """Raise OSError for a folder that cannot be ours alone: a shared one (``/tmp``), the root."""
    mode = path.lstat().st_mode
    if stat.S_ISDIR(mode) and (mode & stat.S_ISVTX or real(path) == real(path).parent):
        raise OSError(errno.EINVAL, "it is everybody's folder: give Marrow one of its own", str(path))


def close_to_others(path: Path) -> bool:
    """Remove all rights of others on a file or folder; True if there were any. Raises OSError, also for a folder that
    belongs to everybody.
    """
    with suppress(FileNotFoundError):  # gone meanwhile, as a draft does
        if not too_open(path):
            return False
        check_ours(path)
        mode = path.lstat().st_mode
        path.chmod(stat.S_IMODE(mode) & ~OTHERS)
        if too_open(path):
            raise OSError(errno.EINVAL, "its file system keeps no modes", str(path))
        return True
    return False


def why(error: OSError) -> str:
    """Why a file of ours cannot be used, and what to do about it if that is known: the end of a sentence,
    without a full stop."""
    said = error.strerror or str(error)
    return f"{said} ({_TO_DO[error.errno]})" if error.errno in _TO_DO else said


def _plain(path: Path, mode: int, folder: bool = False) -> None:
    if stat.S_ISLNK(mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if stat.S_ISDIR(mode) and not folder:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise _odd(path)


def _odd(path: Path) -> OSError:
    return OSError(errno.EINVAL, "it is no plain file but a pipe, a socket or a device: remove it", str(path))


def _settle(path: Path, fresh: bool) -> None:
    """Sync the folder of a file that has just taken its place; if that fails, a ``fresh`` one is removed again, so that
    it can be tried once more. Raises OSError, which says so of any other: the old content is gone.
    """
    try:
        sync_folder(path.parent)
    except OSError as error:
        if fresh:
            path.unlink(missing_ok=True)
            raise
        said = f"{error.strerror or error}; it is there all the same, but a power failure may undo it"
        raise OSError(error.errno, said, str(path)) from None


def _sync(path: Path, flags: int) -> None:
    file = opened(path, flags)
    try:
        os.fsync(file)
    finally:
        os.close(file)
