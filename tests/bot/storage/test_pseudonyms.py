"""Pseudonyms: the same for the same person, server and key, and nobody's else; kept rows depend on how they are made."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.pseudonyms import KEY_FILE, KeyTrouble, Pseudonyms, first_key, rotate
from corpus.errors import StorageError

OLD, NEW = b"o" * 32, b"n" * 32
BEFORE, NOW, NONE = Pseudonyms(OLD), Pseudonyms(OLD, NEW), Pseudonyms()
MEMBER = "145607444398080001"


def code(key: bytes, said: str) -> str:
    """Sixteen digits of HMAC-SHA256, told from the outside: what is kept in logbooks must be found for ever."""
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:16]


def test_an_asker_has_one_name_in_each_server_and_under_each_key() -> None:
    assert BEFORE.of(MEMBER, "1") == code(OLD, f"1\0{MEMBER}")
    assert NOW.of(MEMBER, None) == code(NEW, f"\0{MEMBER}")
    assert NOW.all_of(MEMBER, "1") == (code(OLD, f"1\0{MEMBER}"), code(NEW, f"1\0{MEMBER}"))
    assert (NOW.of(None, "1"), NONE.of(MEMBER, "1"), NONE.all_of(MEMBER, "1")) == (None, None, ())


def test_an_id_is_hashed_once_with_its_kind() -> None:
    hashed = NOW.keyed("message", "77", "1")
    assert hashed == f"message-{code(NEW, f'message{chr(0)}1{chr(0)}77')}"
    assert NOW.keyed("message", hashed, "2") == hashed  # it is one already
    assert NOW.all_keyed("message", "77", "1") == (BEFORE.keyed("message", "77", "1"), hashed)
    assert (NOW.keyed("message", None, "1"), NONE.keyed("message", "77", "1")) == (None, None)


@pytest.mark.parametrize(
    ("who", "kind", "said", "server"),
    [
        (MEMBER, "reader", MEMBER, "1"),
        (f"Ann O'Nym ({MEMBER})", "reader", MEMBER, "1"),  # as older rows have it
        ("Ann (the second) (12)", "reader", "12", "1"),
        ("terminal: root", "terminal", "root", None),
        ("terminal: ", "terminal", "", None),
    ],
)
def test_a_reader_is_named_by_id_or_as_a_user_of_the_machine(
    who: str, kind: str, said: str, server: str | None
) -> None:
    assert NOW.reader(who, "1") == NOW.keyed(kind, said, server)
    assert NOW.readers(who, "1") == NOW.all_keyed(kind, said, server)
    assert NOW.of(who, "1") not in NOW.readers(who, "1")
    assert NOW.everywhere(who, "1") == (*NOW.all_of(who, "1"), *NOW.readers(who, "1"))
    assert NONE.reader(who, "1") is None


@given(st.text(max_size=8), st.none() | st.text(max_size=8))
def test_what_is_sealed_is_opened_with_one_of_the_keys_for_its_server_alone(
    member: str, server: str | None
) -> None:
    one, two = BEFORE.sealed(member, server), BEFORE.sealed(member, server)
    if not member:  # nobody has no id
        return
    assert one is not None
    assert two is not None
    assert one != two
    assert member.encode().hex() not in one or len(member) < len(MEMBER)  # fewer letters may stand there by chance
    assert NOW.unsealed(one, server) == BEFORE.unsealed(two, server) == member
    assert Pseudonyms(NEW).unsealed(one, server) is None
    assert NOW.unsealed(one, f"{server or ''}x") is None


def test_what_was_touched_is_opened_no_more() -> None:
    sealed = NOW.sealed(MEMBER, "1") or ""
    begins, nonce, hidden, proof = sealed.split("-")
    assert (begins, len(nonce), len(hidden), len(proof)) == ("sealed", 32, 2 * len(MEMBER), 16)
    other = NOW.sealed(MEMBER, "1") or ""
    for spoilt in (
        sealed[:-1] + ("0" if sealed[-1] != "0" else "1"),
        f"sealed-{other.split('-')[1]}-{hidden}-{proof}",
        f"sealed-{nonce}-{hidden[:-2]}-{proof}",
        f"sealed-{nonce}-{hidden}00-{proof}",
        f"{sealed} ",
        MEMBER,
        "",
    ):
        assert NOW.unsealed(spoilt, "1") is None
    assert NONE.sealed(MEMBER, "1") is None


def test_what_is_wrong_with_the_key_is_said_with_its_line(tmp_path: Path) -> None:
    key = tmp_path / KEY_FILE
    begins = f"The key for pseudonyms ({key}) "
    for content, what in (
        (None, "is missing: put it back"),
        (b"", "is empty: put it back"),
        (b"zz", "is damaged (line 1 is not 64 hexadecimal digits): put it back"),
        (b"a" * 64 + b"\n" + b"b" * 63, "is damaged (line 2 is not 64 hexadecimal digits): put it back"),
        (b"\xff", "is damaged: put it back"),
    ):
        if content is not None:
            key.write_bytes(content)
        with pytest.raises(KeyTrouble) as trouble:
            Pseudonyms.load(tmp_path)
        assert str(trouble.value).startswith(begins + what)
    key.unlink()
    key.mkdir()
    with pytest.raises(KeyTrouble) as unread:
        Pseudonyms.load(tmp_path)
    assert str(unread.value).startswith(f"{begins}cannot be read: Is a directory: put it back")


def test_a_key_has_256_bits_is_made_once_and_kept_when_another_comes(tmp_path: Path) -> None:
    first_key(tmp_path)
    first_key(tmp_path)
    (first,) = Pseudonyms.load(tmp_path).fingerprints
    assert len((tmp_path / KEY_FILE).read_bytes()) == 64
    assert rotate(tmp_path) == 2
    assert Pseudonyms.load(tmp_path).fingerprints[0] == first
    assert len(set(Pseudonyms.load(tmp_path).fingerprints)) == 2
    nowhere = tmp_path / KEY_FILE / "below"
    with pytest.raises(StorageError) as unwritten:
        first_key(nowhere)
    assert (
        str(unwritten.value)
        == f"The key for pseudonyms, {nowhere / KEY_FILE}, cannot be written: Not a directory."
    )
