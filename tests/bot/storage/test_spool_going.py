"""What goes from the spool's files: a member's rows, and what was set aside once it is old."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.rows import answer_row
from bot.storage.spool import BROKEN, WAITING, Spool
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, context
from tests.bot.storage.test_spool_file import ALICE, BOB, row, spool, state, waiting

__all__ = ["spool"]


def test_forgetting_takes_one_members_rows_and_counts_their_answers(spool: Spool) -> None:
    spool.append([row(1), row(2, BOB), row(3), state(1, ALICE), state(2, BOB)])
    torn = json.dumps(row(4)).encode()[:600]
    (spool.folder / BROKEN).write_bytes(b"no row\n" + torn + b"\n")
    assert spool.forget(ALICE) == 2  # a state is no answer
    assert ALICE.encode() not in waiting(spool) + (spool.folder / BROKEN).read_bytes()
    assert (spool.folder / BROKEN).read_bytes() == b"no row\n"
    assert [one.answer for one in spool.states()] == ["id000002"]
    assert spool.waiting() == 2
    assert waiting(spool).endswith(b"\n")
    assert spool.forget(ALICE) == 0
    assert spool.forget("0011") == 0  # a whole pseudonym, not the beginning of one
    assert spool.waiting() == 2


def test_what_others_asked_about_a_members_message_goes_with_them_and_is_no_answer_of_theirs(spool: Spool) -> None:
    asked = answer_row(answer(1), context().model_copy(update={"writer": ALICE}), BOB, NOON)
    spool.append([asked, row(2, BOB)])
    (spool.folder / BROKEN).write_bytes(b"no row\n" + json.dumps(asked).encode()[:600] + b"\n")
    assert spool.forget(ALICE) == 0
    assert [json.loads(line)["id"] for line in waiting(spool).splitlines()] == ["id000002"]
    assert (spool.folder / BROKEN).read_bytes() == b"no row\n"


def test_what_is_set_aside_goes_once_it_is_old_whatever_the_clock_said(spool: Spool) -> None:
    path, old = spool.folder / BROKEN, timedelta(days=30)

    def after(days: float) -> tuple[int, list[bytes]]:
        now = NOON + timedelta(days=days)
        gone = spool.age_out(now - old, now)
        return gone, [
            line for line in (path.read_bytes().split(b"\n") if path.exists() else []) if line[:3] == b"no "
        ]

    assert after(0) == (0, [])
    spool.folder.mkdir()
    path.write_bytes(b"no row\n\nno two\n")
    assert after(0) == (0, [b"no row", b"no two"])
    with path.open("ab") as file:
        file.write(b"no more\n")
    assert after(400) == (2, [b"no more"])  # a clock ahead: what it says of the last is no age
    assert after(10) == (0, [b"no more"])
    before = path.stat().st_ino
    assert after(40) == (0, [b"no more"])  # no older than that
    assert path.stat().st_ino == before  # nothing to change, nothing written
    assert after(40.1) == (1, [])
    assert not path.exists()


@pytest.mark.parametrize(
    "line",
    [
        b'{"set aside before": "2026-01-01T00:00:00"}',  # of which zone?
        b'{"set aside before": "2026-01-01T00:00:00+00:00",',
        b'{"set aside behind": "2026-01-01T00:00:00+00:00"}',
        b'{"set aside before": "yesterday"}',
    ],
)
def test_what_only_looks_like_the_time_of_the_lines_above_it_is_a_line_like_them(
    spool: Spool, line: bytes
) -> None:
    spool.folder.mkdir()
    (spool.folder / BROKEN).write_bytes(b"no row\n" + line + b"\n")
    old = timedelta(days=30)
    assert spool.age_out(NOON - old, NOON) == 0
    assert (spool.folder / BROKEN).read_bytes().startswith(b"no row\n" + line + b"\n{")
    assert spool.age_out(NOON + timedelta(days=1), NOON + old) == 2


def test_what_waits_and_cannot_be_read_is_one_sentence(spool: Spool) -> None:
    (spool.folder / WAITING).mkdir(parents=True)
    with pytest.raises(StorageError) as refusal:
        spool.of({ALICE}, "guild")
    assert str(refusal.value) == f"The spool {spool.folder} cannot be read: Is a directory."


def test_what_cannot_be_tidied_is_one_sentence(spool: Spool) -> None:
    (spool.folder / BROKEN).mkdir(parents=True)
    with pytest.raises(StorageError, match=r"^The spool .* cannot be tidied: .*\.$"):
        spool.age_out(NOON, NOON)


def test_what_waits_is_given_out_for_its_own_server_alone(spool: Spool) -> None:
    assert spool.of([ALICE], "guild") == []
    assert not spool.folder.exists()  # looking makes nothing
    elsewhere = row(2) | {"server": "another"}
    spool.append([row(1), elsewhere, row(3, BOB)])
    assert [one["id"] for one in spool.of([ALICE], "guild")] == ["id000001"]
    assert [one["id"] for one in spool.of([ALICE, BOB], "another")] == ["id000002"]


def test_a_row_cut_off_before_its_question_goes_and_counts_as_no_answer(spool: Spool) -> None:
    spool.append([row(1)])
    whole = waiting(spool)
    torn = whole[: whole.index(b'"question":')]
    assert ALICE.encode() in torn
    (spool.folder / WAITING).write_bytes(whole + torn + b"\n")
    assert spool.forget(ALICE) == 1
    assert ALICE.encode() not in waiting(spool)


def test_a_file_of_blank_lines_is_taken_away_when_the_spool_is_tidied(spool: Spool) -> None:
    spool.folder.mkdir()
    (spool.folder / BROKEN).write_bytes(b"\n \n")
    assert spool.age_out(NOON - timedelta(days=30), NOON) == 0
    assert not (spool.folder / BROKEN).exists()


def test_no_file_stays_open(spool: Spool) -> None:
    spool.append([row(1)])
    before = files_open()
    spool.append([row(2)])
    assert files_open() == before


def files_open() -> int:
    """How many of the first descriptors are in use."""
    used = 0
    for descriptor in range(256):
        with suppress(OSError):
            os.fstat(descriptor)
            used += 1
    return used


def test_a_spool_of_a_folder_that_is_made_later_is_not_taken_for_a_moved_one(tmp_path: Path) -> None:
    later = Spool(tmp_path / "data")
    (tmp_path / "data").mkdir()
    later.append([row(1)])
    assert not later.is_empty()
