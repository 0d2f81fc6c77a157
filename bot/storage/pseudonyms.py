"""Askers under pseudonyms: a keyed hash, another one in each server, the key in a file of its own."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from corpus.errors import StorageError

KEY_FILE = "pseudonym.key"


class Pseudonyms:
    """Turns an asker's id into a pseudonym that cannot be turned back without the key.

    The last key names askers; those before it, which were rotated out, still find what was kept under them.
    """

    def __init__(self, *keys: bytes) -> None:
        self._keys = keys

    @classmethod
    def load(cls, data_dir: Path) -> Pseudonyms:
        """The keys of a data folder, one a line; the first is made at first use, once, whoever comes first."""
        path = data_dir / KEY_FILE
        try:
            if not path.exists():
                _make(path)
            return cls(*(bytes.fromhex(line) for line in path.read_text("ascii").split()))
        except (OSError, ValueError) as error:
            raise StorageError(
                f"The key for pseudonyms, {path}, cannot be used: {error}. Restore or remove it."
            ) from None

    def of(self, asker: str | None, server: str | None) -> str | None:
        """Sixteen hex digits for an asker in a server (HMAC-SHA256); None where nobody is named."""
        return None if asker is None else _named(self._keys[-1], asker, server)

    def all_of(self, asker: str, server: str | None) -> tuple[str, ...]:
        """Every name an asker has had in a server, the present one last."""
        return tuple(_named(key, asker, server) for key in self._keys)


def rotate(data_dir: Path) -> int:
    """Add a new key, under which askers are named from the next start on; how many keys there are.

    The old ones stay, so that members still find, export and delete what was kept under them. Raises StorageError.
    """
    Pseudonyms.load(data_dir)
    path = data_dir / KEY_FILE
    try:
        keys = [*path.read_text("ascii").split(), secrets.token_hex(32)]
        _write(path, "\n".join(keys)).replace(path)
    except OSError as error:
        raise StorageError(f"The key for pseudonyms, {path}, cannot be written: {error}.") from None
    return len(keys)


def _named(key: bytes, asker: str, server: str | None) -> str:
    named = f"{server or ''}\x00{asker}".encode("utf-8", "replace")
    return hmac.new(key, named, hashlib.sha256).hexdigest()[:16]


def _make(path: Path) -> None:
    """Write a first key, unless another process was first."""
    draft = _write(path, secrets.token_hex(32))
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()


def _write(path: Path, keys: str) -> Path:
    """Write keys beside their file, readable by its owner alone; where they are."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(file, keys.encode("ascii"))
        os.fsync(file)
    finally:
        os.close(file)
    return draft
