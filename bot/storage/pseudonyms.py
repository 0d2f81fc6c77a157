"""Pseudonyms of askers: a keyed hash, different in each server; the key is in its own file."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from contextlib import suppress
from pathlib import Path

from corpus.errors import StorageError
from corpus.patterns import late
from corpus.private import held, read_own, why, write_whole

KEY_FILE = "pseudonym.key"
LOCK = "pseudonym.lock"  # held while a key is added
LARGEST = 64 * 1024  # bytes of its file: a thousand keys
_USER = late(r"terminal(?:: (.*))?", re.DOTALL)
PSEUDONYM = late(r"[0-9a-f]{16}")  # an asker's; ids of members have more digits
_KEYED = late(r"[a-z]+-[0-9a-f]{16}")
_SEALED = late(r"sealed-([0-9a-f]{32})-((?:[0-9a-f]{2}){1,32})-([0-9a-f]{16})")
_WITH_A_NAME = late(r".*\(([0-9]+)\)", re.DOTALL)
_KEY = late(r"[0-9a-fA-F]{64}")
_TROUBLE = (
    "The key for pseudonyms ({}) {}: put it back from the backup of the data folder; where it is lost for good, "
    "“marrow log rotate --anew” makes another one, but then members can no longer find or delete what was kept of them "
    "before, and their opt-outs are lost, as are pinned answers to questions whose words are not kept."
)


class KeyTrouble(StorageError):
    """The key for pseudonyms is missing or damaged, or is not the one that the logbook was kept with."""

    def __init__(self, data_dir: Path, what: str) -> None:
        super().__init__(_TROUBLE.format(data_dir / KEY_FILE, what))


class Pseudonyms:
    """Turns an asker's id into a pseudonym, which nobody can turn back without the key.

    The last key gives askers their names; the keys before it, which were rotated out, still find older rows. Without
    any key nobody gets a name.
    """

    def __init__(self, *keys: bytes) -> None:
        self._keys = keys

    @classmethod
    def load(cls, data_dir: Path) -> Pseudonyms:
        """Read the keys of a data folder: one per line, each 32 bytes as hexadecimal digits. Raises KeyTrouble."""
        return cls(*map(bytes.fromhex, _lines(data_dir)))

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """A fingerprint of each key, by which the logbook recognises it; the key cannot be found from it."""
        return tuple(hmac.new(key, b"fingerprint", hashlib.sha256).hexdigest()[:32] for key in self._keys)

    def of(self, asker: str | None, server: str | None) -> str | None:
        """An asker's pseudonym in a server: sixteen hexadecimal digits (HMAC-SHA256). None without an asker or a key."""
        return None if asker is None or not self._keys else _named(self._keys[-1], asker, server)

    def keyed(self, kind: str, value: str | None, server: str | None) -> str | None:
        """An id that leads to a person, as a keyed hash: its kind, a hyphen and sixteen hexadecimal digits, different
        in each server.

        A value that is hashed already is returned unchanged. Returns None for None, or if there is no key.
        """
        if value is None or _KEYED.fullmatch(value):
            return value
        return _keyed(self._keys[-1], kind, value, server) if self._keys else None

    def all_keyed(self, kind: str, value: str, server: str | None) -> tuple[str, ...]:
        """The keyed hashes of an id under every key, the current key last."""
        return tuple(_keyed(key, kind, value, server) for key in self._keys)

    def reader(self, who: str, server: str | None) -> str | None:
        """The pseudonym of a reader or annotator of the log: a member by id, or a user of the machine as "terminal:
        user".

        It differs from the pseudonym under which they ask, so that nobody who learns one of them knows the other.
        """
        return self.keyed(*_reading(who, server))

    def readers(self, who: str, server: str | None) -> tuple[str, ...]:
        """The pseudonyms of somebody as a reader of a server's log, under every key, the current key last."""
        return self.all_keyed(*_reading(who, server))

    def all_of(self, asker: str, server: str | None) -> tuple[str, ...]:
        """The pseudonyms of an asker in a server, under every key, the current key last."""
        return tuple(_named(key, asker, server) for key in self._keys)

    def sealed(self, member: str, server: str | None) -> str | None:
        """A member's id (32 bytes at most), encrypted so that only the key's owner can write to them; each call gives
        another text. None without a key.
        """
        if not self._keys:
            return None
        nonce, place = secrets.token_bytes(16), (server or "").encode()
        hidden = _hidden(self._keys[-1], nonce, place, member.encode())
        return f"sealed-{nonce.hex()}-{hidden.hex()}-{_proof(self._keys[-1], nonce, place, hidden)}"

    def unsealed(self, sealed: str, server: str | None) -> str | None:
        """The id in a text made by ``sealed`` for a server; None if it was not made with one of our keys."""
        found, place = _SEALED.fullmatch(sealed), (server or "").encode()
        if found is None:
            return None
        nonce, hidden = bytes.fromhex(found[1]), bytes.fromhex(found[2])
        for key in self._keys:
            if hmac.compare_digest(_proof(key, nonce, place, hidden), found[3]):
                return _hidden(key, nonce, place, hidden).decode()
        return None

    def everywhere(self, member: str, server: str | None) -> tuple[str, ...]:
        """All pseudonyms of a member in a server, as an asker and as a reader of its log."""
        return (*self.all_of(member, server), *self.readers(member, server))


def first_key(data_dir: Path) -> None:
    """Make the first key of a data folder, unless it has one or another process makes it first. Raises StorageError."""
    path = data_dir / KEY_FILE
    try:
        with suppress(FileExistsError):
            write_whole(path, secrets.token_hex(32).encode(), fresh=True)
    except OSError as error:
        raise _unwritten(path, error) from None


def rotate(data_dir: Path) -> int:
    """Add a new key; askers get their names from it after the next start. Returns the number of keys.

    Old keys stay, so that members still find, export and delete their older rows. Raises StorageError.
    """
    path = data_dir / KEY_FILE
    try:
        with held(data_dir / LOCK):  # so that two rotations at once keep both keys
            keys = [*_lines(data_dir), secrets.token_hex(32)]
            write_whole(path, "\n".join(keys).encode())
    except OSError as error:
        raise _unwritten(path, error) from None
    return len(keys)


def _lines(data_dir: Path) -> list[str]:
    """The lines of the key file, one key each. Raises KeyTrouble."""
    try:
        lines = read_own(data_dir / KEY_FILE, LARGEST).decode("ascii").split()
    except FileNotFoundError:
        raise KeyTrouble(data_dir, "is missing") from None
    except OSError as error:
        raise KeyTrouble(data_dir, f"cannot be read: {why(error)}") from None
    except ValueError:
        raise KeyTrouble(data_dir, "is damaged") from None
    damaged = [number for number, line in enumerate(lines, 1) if not _KEY.fullmatch(line)]
    if damaged or not lines:
        what = f"is damaged (line {damaged[0]} is not 64 hexadecimal digits)" if damaged else "is empty"
        raise KeyTrouble(data_dir, what)
    return lines


def _named(key: bytes, asker: str, server: str | None) -> str:
    named = f"{server or ''}\x00{asker}".encode("utf-8", "replace")
    return hmac.new(key, named, hashlib.sha256).hexdigest()[:16]


def _reading(who: str, server: str | None) -> tuple[str, str, str | None]:
    """The kind, id and server of a reader's pseudonym. Older rows give members as "name (id)"."""
    if user := _USER.fullmatch(who):
        return "terminal", user[1] or "", None
    written = _WITH_A_NAME.fullmatch(who)
    return "reader", written[1] if written else who, server


def _keyed(key: bytes, kind: str, value: str, server: str | None) -> str:
    said = f"{kind}\x00{server or ''}\x00{value}".encode("utf-8", "replace")
    return f"{kind}-{hmac.new(key, said, hashlib.sha256).hexdigest()[:16]}"


def _hidden(key: bytes, nonce: bytes, place: bytes, member: bytes) -> bytes:
    """An id encrypted with 32 bytes that differ for each nonce; encrypting it again decrypts it."""
    stream = hmac.new(key, b"sealed\x00" + nonce + place, hashlib.sha256).digest()
    return bytes(one ^ other for one, other in zip(member, stream, strict=False))


def _proof(key: bytes, nonce: bytes, place: bytes, hidden: bytes) -> str:
    """An authentication code for an encrypted id, which only the key's owner can make."""
    said = b"proof\x00" + nonce + bytes([len(hidden)]) + hidden + place
    return hmac.new(key, said, hashlib.sha256).hexdigest()[:16]


def _unwritten(path: Path, error: OSError) -> StorageError:
    return StorageError(f"The key for pseudonyms, {path}, cannot be written: {why(error)}.")
