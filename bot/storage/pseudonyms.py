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
    """Turns an asker's id into a pseudonym that cannot be turned back without the key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def load(cls, data_dir: Path) -> Pseudonyms:
        """The key of a data folder, made at first use. Two processes that make it at once end with one key."""
        path = data_dir / KEY_FILE
        try:
            if not path.exists():
                _make(path)
            return cls(bytes.fromhex(path.read_text("ascii").strip()))
        except (OSError, ValueError) as error:
            raise StorageError(
                f"The key for pseudonyms, {path}, cannot be used: {error}. Restore or remove it."
            ) from None

    def of(self, asker: str | None, server: str | None) -> str | None:
        """Sixteen hex digits for an asker in a server (HMAC-SHA256); None where nobody is named."""
        if asker is None:
            return None
        named = f"{server or ''}\x00{asker}".encode("utf-8", "replace")
        return hmac.new(self._key, named, hashlib.sha256).hexdigest()[:16]


def _make(path: Path) -> None:
    """Write a new key, readable by its owner alone, unless another process was first."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(file, secrets.token_hex(32).encode("ascii"))
        os.fsync(file)
    finally:
        os.close(file)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
