"""The spool's file itself: what is added, read in, set aside and rewritten, and what is left if that fails."""

from __future__ import annotations

import json
import os
import resource
from contextlib import suppress
from pathlib import Path

import pytest

from bot.storage import spool as room
from bot.storage.rows import Row, Shown, answer_row
from bot.storage.spool import BROKEN, WAITING, Spool
from corpus.errors import StorageError
from tests.bot.storage.samples import NOON, answer, context
from tests.synced import syncs

ALICE, BOB = "00112233445566aa", "00112233445566bb"


def row(number: int, asker: str = ALICE, question: str = "how long was follow-up?") -> Row:
    return answer_row(answer(number, question), context(), asker, NOON)


def state(number: int, asker: str) -> Row:
    shown = Shown(
        answer=f"id{number:06}",
        server="guild",
        channel="papers",
        question=None,
        message=None,
        asker=asker,
        outcome="answered",
        kind="content",
        library="default",
        snapshot="ab",
        quotes=(),
        keys=(),
        public=True,
    )
    return {"shown": shown.model_dump(mode="json"), "at": "2026-11-23T12:00:00.000000+00:00"}


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


def waiting(spool: Spool) -> bytes:
    return (spool.folder / WAITING).read_bytes()


def test_what_is_added_waits_until_it_was_read_in(spool: Spool, tmp_path: Path) -> None:
    assert spool.folder == tmp_path / "spool"
    assert (spool.is_empty(), spool.waiting()) == (True, 0)
    assert not spool.folder.exists()  # asking makes nothing
    spool.append([row(1, question="häufig?"), row(2)])
    spool.append([row(3)])
    assert (spool.is_empty(), spool.waiting()) == (False, 3)
    lines = waiting(spool).split(b"\n")
    assert [json.loads(line)["id"] for line in lines[:3]] == ["id000001", "id000002", "id000003"]
    assert lines[3:] == [b""]
    assert "häufig?".encode() in lines[0]
    assert spool.holds("id000003")
    assert not spool.holds("id00000")
    assert spool.waits("id00000", "guild")
    assert not spool.waits("id00000", "another")
    assert not spool.waits("id1", "guild")
    with spool.draining() as drain:
        assert [(line.written, line.row["id"]) for line in drain.lines] == [
            (written, json.loads(written)["id"]) for written in lines[:3]
        ]
        assert drain.refused == []
        assert spool.waiting() == 3  # still there while it is read in
    assert (spool.is_empty(), spool.waiting(), spool.holds("id000003")) == (True, 0, False)
    assert sorted(os.listdir(spool.folder)) == ["lock"]


def test_what_waits_is_known_again_once_it_is_read_in_after_a_restart(spool: Spool, tmp_path: Path) -> None:
    spool.append([row(1), state(1, ALICE)])
    again = Spool(tmp_path)
    assert not again.holds("id000001")
    with suppress(RuntimeError), again.draining():
        assert again.holds("id000001")
        raise RuntimeError("busy")
    assert again.holds("id000001")
    assert [one.answer for one in again.states()] == ["id000001"]
    assert again.waiting() == 2


def test_the_message_of_an_answer_whose_state_does_not_wait_here_is_no_state(spool: Spool) -> None:
    spool.append([state(1, ALICE), {"answer": "id000002", "sent": "m2", "channel": None}])
    assert [(one.answer, one.message) for one in spool.states()] == [("id000001", None)]


@pytest.mark.parametrize(("shared", "channel", "public"), [(None, "papers", False), ("tea", "tea", True)])
def test_the_message_of_a_state_that_waits_here_is_known_and_where_it_was_shared(
    spool: Spool, shared: str | None, channel: str, public: bool
) -> None:
    own = state(1, ALICE)
    own["shown"]["public"] = False
    spool.append([own, {"answer": "id000001", "sent": "m2", "channel": shared}])
    (known,) = spool.states()
    assert (known.message, known.channel, known.public) == ("m2", channel, public)


def test_a_folder_that_cannot_be_looked_into_has_nothing_that_could_be_read_in(tmp_path: Path) -> None:
    unreadable = Spool(tmp_path / ("x" * 300))  # a name that no file system takes
    with pytest.raises(OSError, match="too long"):
        unreadable.waiting()
    assert unreadable.is_empty()


def test_where_reading_in_fails_all_of_it_stays(spool: Spool) -> None:
    spool.append([row(1)])
    before = waiting(spool)
    with suppress(RuntimeError), spool.draining() as drain:
        drain.refused.append(drain.lines[0].written)
        raise RuntimeError("locked")
    assert waiting(spool) == before
    assert not (spool.folder / BROKEN).exists()
    assert spool.holds("id000001")


def test_lines_that_are_no_rows_and_those_refused_are_set_aside_in_order(spool: Spool) -> None:
    for _ in range(2):
        spool.append([row(1), row(2)])
        with (spool.folder / WAITING).open("ab") as file:
            file.write(b"no row \t\n\n  \n")
        assert spool.waiting() == 3  # empty lines are none
        with spool.draining() as drain:
            assert [line.row["id"] for line in drain.lines] == ["id000001", "id000002"]
            assert drain.refused == [b"no row \t"]
            drain.refused.append(drain.lines[1].written)
    once = b"no row \t\n" + json.dumps(row(2), ensure_ascii=False).encode() + b"\n"
    assert (spool.folder / BROKEN).read_bytes() == once + once


def test_nothing_to_read_in_is_no_work(spool: Spool) -> None:
    with spool.draining() as drain:
        assert (drain.lines, drain.refused) == ([], [])
        drain.refused.append(b"lost")
    assert not spool.folder.exists()


def test_a_write_that_was_cut_short_costs_no_other_row(spool: Spool) -> None:
    spool.append([row(1)])
    with (spool.folder / WAITING).open("ab") as file:
        file.write(b'{"id": "half')
    spool.append([row(2)])
    spool.append([row(3)])
    lines = waiting(spool).split(b"\n")
    assert lines[1] == b'{"id": "half'
    assert [json.loads(lines[at])["id"] for at in (0, 2, 3)] == ["id000001", "id000002", "id000003"]
    assert lines[4:] == [b""]


def test_rows_and_what_takes_them_away_are_synced(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = syncs(monkeypatch)
    spool.append([row(1)])
    assert synced == [(WAITING, len(waiting(spool))), ("spool", 2)]
    synced.clear()
    with spool.draining() as drain:
        drain.refused.append(b"no")
    assert synced == [(BROKEN, 3), ("spool", 3), ("spool", 2)]


def test_the_file_grows_no_larger_than_can_be_read_in_again(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    spool.append([row(1)])
    before = waiting(spool)
    monkeypatch.setattr(room, "LARGEST", 2 * len(before) - 1)
    with pytest.raises(StorageError) as refusal:
        spool.append([row(2)])
    said = f"it has {len(before):,} bytes, and at most {2 * len(before) - 1:,} are kept there"
    assert str(refusal.value) == (
        f"Neither the logbook nor its spool ({spool.folder}) can be written: {said}. "
        "The answer is withheld, because it could not be logged; make room or mend the folder."
    )
    assert (waiting(spool), spool.holds("id000002")) == (before, False)
    monkeypatch.setattr(room, "LARGEST", 2 * len(before))
    spool.append([row(2)])
    assert spool.waiting() == 2


@pytest.mark.parametrize("before", [0, 1])
def test_a_disk_without_room_withholds_the_answer_and_the_next_row_is_whole(spool: Spool, before: int) -> None:
    """A limit on a file's size stands for the full disk: a part of the row is written, and then no more."""
    spool.append([row(1)])
    size, limits = len(waiting(spool)) * before, resource.getrlimit(resource.RLIMIT_FSIZE)
    if not before:
        (spool.folder / WAITING).unlink()
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 10, limits[1]))
    try:
        with pytest.raises(
            StorageError, match=r"spool \(.*\) can be written: the disk is full\. The answer is withheld"
        ):
            spool.append([row(2)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (spool.holds("id000002"), spool.is_empty()) == (False, not before)
    spool.append([row(3)])
    with spool.draining() as drain:
        assert [line.row["id"] for line in drain.lines] == [*["id000001"] * before, "id000003"]
        assert drain.refused == []  # half a question would be kept with what is set aside


def test_a_folder_that_cannot_be_used_is_told_and_is_not_empty_of_rows(spool: Spool) -> None:
    spool.folder.write_text("a file where the folder should be")
    with pytest.raises(
        StorageError, match=r"^Neither the logbook nor its spool .*spool\) can be written: Not a directory"
    ):
        spool.append([row(1)])
    assert spool.is_empty()
    assert spool.forget(ALICE) == 0
    spool.rewrite(lambda line: b"other")
    assert spool.folder.read_text() == "a file where the folder should be"


def test_forgetting_where_the_spool_cannot_be_written_says_so(spool: Spool) -> None:
    spool.folder.mkdir()
    (spool.folder / WAITING).mkdir()
    with pytest.raises(StorageError) as refusal:
        spool.forget(ALICE)
    assert str(refusal.value) == (
        f"The spool {spool.folder} cannot be written: Is a directory. Mend the folder and do this again."
    )


def test_every_line_is_rewritten_whole_or_none_is(spool: Spool) -> None:
    spool.append([row(1), row(2)])
    (spool.folder / BROKEN).write_bytes(b"torn by " + ALICE.encode() + b"\n\nelse\n")
    before, broken = waiting(spool), (spool.folder / BROKEN).read_bytes()

    def failing(line: bytes) -> bytes:
        if b"id000002" in line:
            raise RuntimeError("no key")
        return b"changed"

    with pytest.raises(RuntimeError, match="no key"):
        spool.rewrite(failing)
    assert (waiting(spool), (spool.folder / BROKEN).read_bytes()) == (before, broken)
    spool.rewrite(lambda line: line.replace(ALICE.encode(), BOB.encode()))
    assert waiting(spool) == before.replace(ALICE.encode(), BOB.encode())
    assert (spool.folder / BROKEN).read_bytes() == broken.replace(ALICE.encode(), BOB.encode())
    kept = (spool.folder / WAITING).stat().st_ino
    spool.rewrite(lambda line: line)
    assert (spool.folder / WAITING).stat().st_ino == kept  # nothing to change, nothing written


def test_lines_without_words_are_not_handed_over_to_be_rewritten(spool: Spool) -> None:
    spool.folder.mkdir()
    (spool.folder / BROKEN).write_bytes(b"one\n\n \ntwo\n")
    seen: list[bytes] = []

    def change(line: bytes) -> bytes:
        seen.append(line)
        return line.upper()

    spool.rewrite(change)
    assert seen == [b"one", b"two"]
    assert (spool.folder / BROKEN).read_bytes() == b"ONE\n\n \nTWO\n"
    assert not (spool.folder / WAITING).exists()


def kind(line: Row) -> str:
    return next(name for name in ("shown", "sent", "question", "reply") if name in line)


def test_what_belongs_to_an_answer_is_held_until_there_is_room(spool: Spool) -> None:
    """An answer was seen whose buttons knew nothing of it, and which a deletion of its question did not find."""
    (spool.folder).write_text("a file where the folder should be")
    spool.append([state(1, ALICE)])
    spool.append([{"answer": "id000001", "sent": "777", "channel": None}])
    spool.append([state(2, BOB)])
    with pytest.raises(StorageError):
        spool.append([row(3)])
    assert ([one.message for one in spool.states()], spool.is_empty()) == (["777", None], False)
    spool.forget(BOB)
    spool.folder.unlink()
    spool.append([row(4)])
    assert [kind(json.loads(line)) for line in waiting(spool).splitlines()] == ["shown", "sent", "question"]
    spool.folder.rename(spool.folder.with_name("elsewhere"))
    spool.folder.write_text("")
    spool.append([{"id": "id000004", "reply": "778"}])
    spool.folder.unlink()
    spool.folder.with_name("elsewhere").rename(spool.folder)
    with spool.draining() as drain:
        assert [kind(line.row) for line in drain.lines] == ["shown", "sent", "question", "reply"]
        assert drain.refused == []
    assert spool.is_empty()


def test_no_more_is_held_than_there_may_be(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "HELD", 1)
    spool.folder.write_text("a file where the folder should be")
    spool.append([state(1, ALICE)])
    with pytest.raises(StorageError):
        spool.append([state(2, ALICE)])
