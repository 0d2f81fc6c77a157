"""Files and folders for their owner alone: the one way in which anything of ours comes to be on disk.

Modes are said here and not left to the umask. No link is followed, no name in a folder others write to can be
foreseen, and what a failed write leaves behind goes. Every function raises OSError; the caller knows what the file is
and makes a sentence of it.
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

FILE, FOLDER, OTHERS = 0o600, 0o700, 0o077  # modes: what we make, and what nobody else may have of it
PART = ".part"  # how a file ends that is not whole yet
_TO_DO = {
    errno.EACCES: "give it to the user Marrow runs as",
    errno.EPERM: "give it to the user Marrow runs as",
    errno.ENOLCK: "its file system has no locks: put storage.data_dir on a local disk",
    errno.EOPNOTSUPP: "its file system has no locks: put storage.data_dir on a local disk",
    errno.ELOOP: "it is a symbolic link, and none is followed: remove it",
    errno.ENOSPC: "make room",
    errno.EFBIG: "make room, or raise the limit on a file's size",
    errno.EROFS: "mount it so that it can be written",
}


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for their owner alone. Raises OSError."""
    for missing in reversed([one for one in (path, *path.parents) if not one.exists()]):
        missing.mkdir(FOLDER, exist_ok=True)
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory", str(path))


def opened(path: Path, flags: int) -> int:
    """A file's descriptor; where ``flags`` make the file, it is for its owner alone. Raises OSError.

    A link is refused, and so is whatever has no end or may never begin (a pipe, a device); a folder too, unless
    ``flags`` ask for one.
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
    """Raise OSError where something else than a file stands at ``path``, without opening it; nothing there is well."""
    with suppress(FileNotFoundError):
        _plain(path, path.lstat().st_mode)


@contextmanager
def reading(path: Path, most: int) -> Iterator[IO[bytes]]:
    """A file of ours to read, of ``most`` bytes at the most. Raises OSError, also where it is longer, naming the limit."""
    with open(opened(path, os.O_RDONLY), "rb") as file:
        if (size := os.fstat(file.fileno()).st_size) > most:
            said = f"it has {size:,} bytes, and at most {most:,} are read: put it back from a backup, or remove it"
            raise OSError(errno.EINVAL, said, str(path))
        yield file


def read_own(path: Path, most: int) -> bytes:
    """All of a file of ours, of ``most`` bytes at the most. Raises OSError, as ``reading``."""
    with reading(path, most) as file:
        return file.read(most + 1)


def is_there(path: Path) -> bool:
    """Whether anything stands at ``path``, be it a link that leads nowhere. Raises OSError."""
    return path.is_symlink() or path.exists()


@contextmanager
def draft(path: Path, fresh: bool = False) -> Iterator[Path]:
    """An empty file beside ``path``, which takes its place, synced, when the block ends well, and is gone otherwise.

    ``fresh``: nothing may stand at ``path``. Raises OSError; FileExistsError where ``fresh`` finds something there.
    """
    if fresh and path.exists():  # said before the work, and again after it where another was quicker
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
        sync_folder(path.parent)
    finally:
        for beside in ("", "-journal", "-wal", "-shm"):  # what SQLite makes beside a file, too
            part.with_name(f"{part.name}{beside}").unlink(missing_ok=True)


@contextmanager
def whole(path: Path, fresh: bool = False) -> Iterator[IO[bytes]]:
    """A file to write that is there whole when the block ends well, or not at all. Raises OSError, as ``draft``."""
    with draft(path, fresh) as part, open(opened(part, os.O_RDWR), "r+b") as file:
        yield file


def write_whole(path: Path, content: bytes, fresh: bool = False) -> None:
    """Write a file, whole or not at all, and its folder where that is missing. Raises OSError, as ``draft``."""
    make_folder(path.parent)
    with whole(path, fresh) as file:
        file.write(content)


@contextmanager
def held(path: Path, wait: bool = True) -> Iterator[int]:
    """Hold a lock file while the block runs; out comes its descriptor. The lock goes with the process, however that ends.

    Raises BlockingIOError where another process holds it and ``wait`` is False; OSError where it cannot be held.
    """
    file = opened(path, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield file
    finally:
        os.close(file)


def sync_folder(path: Path) -> None:
    """Make the names in a folder last. Raises OSError."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def too_open(path: Path) -> bool:
    """True where others than its owner may read or write a file or folder. A link's own mode says nothing. Raises OSError."""
    mode = path.lstat().st_mode
    return not stat.S_ISLNK(mode) and bool(mode & OTHERS)


def below(paths: Iterable[Path]) -> Iterator[Path]:
    """Some files and folders that are there, with everything in the folders. Links are named, not followed."""
    for path in paths:
        if is_there(path):
            yield path
        if path.is_dir() and not path.is_symlink():
            for folder, folders, files in os.walk(path):
                yield from (Path(folder) / name for name in (*folders, *files))


def close_to_others(path: Path) -> bool:
    """Take from others what they may do with a file or folder; True where that was anything. Raises OSError.

    A folder that everybody shares (``/tmp``, the root) is refused: it cannot be ours alone.
    """
    with suppress(FileNotFoundError):  # gone meanwhile, as a draft does
        if not too_open(path):
            return False
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode) and (mode & stat.S_ISVTX or path.resolve() == path.resolve().parent):
            raise OSError(errno.EINVAL, "it is everybody's folder", str(path))
        path.chmod(stat.S_IMODE(mode) & ~OTHERS)
        if too_open(path):
            raise OSError(errno.EINVAL, "its file system keeps no modes", str(path))
        return True
    return False


def why(error: OSError) -> str:
    """Why something of ours could not be used, with what to do where that is known: the end of a sentence, no full stop."""
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


def _sync(path: Path, flags: int) -> None:
    file = opened(path, flags)
    try:
        os.fsync(file)
    finally:
        os.close(file)
