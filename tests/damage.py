"""The ways in which a file found again on disk may be another than the one that was written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


def swapped(path: Path) -> None:
    others = [one for one in sorted(path.parent.iterdir()) if one.is_file() and one.stat().st_size and one != path]
    path.write_bytes(others[0].read_bytes() if others else b"another file's")


def replaced(path: Path) -> None:
    path.unlink()
    path.mkdir()


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def endless(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def led_astray(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))


def huge(path: Path) -> None:
    path.write_bytes(b"")
    os.truncate(path, 100_000_000)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "zeroed": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "grown": lambda path: path.write_bytes(path.read_bytes() + b"\x00more"),
    "noise": lambda path: path.write_bytes(bytes(range(1, 256)) * (path.stat().st_size // 255 + 1)),
    "flipped": flipped,
    "deleted": Path.unlink,
    "swapped": swapped,
    "a folder": replaced,
    "a pipe": piped,
    "endless": endless,
    "a link to nothing": led_astray,
    "huge": huge,
}
