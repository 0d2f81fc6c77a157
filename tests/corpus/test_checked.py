"""Files of ours are trusted once their checksums agree, and read again only where they may have changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.checked import SEEN, check, forget_seen, note, read_checked, sums_of, write_checked
from corpus.errors import CorpusError


def test_a_file_that_was_checked_is_remembered_until_it_is_forgotten(tmp_path: Path) -> None:
    """Decay on a disk changes neither size nor time: only a file that is read again shows it."""
    file = tmp_path / "owls"
    file.write_bytes(b"owls")
    sums = sums_of(tmp_path, ["owls"])
    check(tmp_path, sums)
    marks = read_checked(tmp_path / SEEN)
    assert marks["owls"][:3] == [4, sums["owls"][1], 4]
    marks["owls"][:2] = [4, 0]
    write_checked(tmp_path / SEEN, marks)
    check(tmp_path, {"owls": (4, 0)})  # it is not read: what is remembered agrees
    forget_seen(tmp_path)
    assert not (tmp_path / SEEN).exists()
    with pytest.raises(CorpusError, match=rf"^{re.escape(str(file))} is damaged\.$"):
        check(tmp_path, {"owls": (4, 0)})
    note(tmp_path, sums)
    assert read_checked(tmp_path / SEEN)["owls"][:2] == list(sums["owls"])


def test_what_cannot_be_read_is_named_and_what_cannot_be_forgotten_is_left(tmp_path: Path) -> None:
    with pytest.raises(
        CorpusError, match=rf"^{re.escape(str(tmp_path / 'owls'))} could not be read: No such file or directory\.$"
    ):
        check(tmp_path, {"owls": (4, 0)})
    with pytest.raises(CorpusError, match=rf"^{re.escape(str(tmp_path / 'hawks'))} could not be read: "):
        read_checked(tmp_path / "hawks")
    (tmp_path / "owls").write_bytes(b"owls")
    (tmp_path / SEEN).mkdir()
    forget_seen(tmp_path)
    check(tmp_path, sums_of(tmp_path, ["owls"]))
    assert (tmp_path / SEEN).is_dir()


@pytest.mark.parametrize("held", [b"", b"owls", b"00000000\n{}", b"zz\n{}", b"a3aa1e21\n[" + b"[" * 9])
def test_a_small_file_with_another_checksum_is_damaged(tmp_path: Path, held: bytes) -> None:
    write_checked(tmp_path / "one", {"owls": [1, "two"]})
    assert read_checked(tmp_path / "one") == {"owls": [1, "two"]}
    (tmp_path / "one").write_bytes(held)
    with pytest.raises(CorpusError, match=rf"^{re.escape(str(tmp_path / 'one'))} is damaged\.$"):
        read_checked(tmp_path / "one")
