"""A curator's file waits for its second yes: taken in once, all of it or it waits again, and named after nobody."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.config import Config, StorageSection
from bot.discord.curating.waiting import CROWDED, FOLDER, KEPT, MOST, claimed, gone, kept
from bot.discord.errors import Refusal
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import Server, impatient
from tests.bot.discord.test_corpus import ASKED, FILE, corpus
from tests.bot.storage.samples import held_by_another

LABEL = "Import these papers"


def waits(data_dir: Path) -> list[str]:
    return sorted(path.name for path in (data_dir / FOLDER).iterdir())


async def test_what_was_cut_off_behind_the_papers_is_done_at_the_next_press(
    server: Server, parts: Parts, tmp_path: Path, caplog: object
) -> None:
    """The papers are in, and the log in which it stands that this server asks them is locked: the file waits on."""
    tried = await corpus(server, "import", file=FILE)
    (before,) = waits(tmp_path)
    impatient(parts)
    with held_by_another(tmp_path):
        refused = await server.admin.click(tried.response.message, label=LABEL)
    assert "Please try again in a while" in refused.response.content
    caplog.clear()  # type: ignore[attr-defined]  # the operator's sentence is an error there
    assert waits(tmp_path) == [before]
    assert (await parts.settings(str(server.guild.id))).library is None
    done = await server.admin.click(tried.response.message, label=LABEL)
    assert "holds 1 paper now" in read_back(done.response.content)
    assert "12%" in (await server.ask(ASKED)).response.content
    assert waits(tmp_path) == []


async def test_what_a_killed_process_was_taking_in_waits_again_at_the_next_start(tmp_path: Path) -> None:
    for name in ("1-aaaaaaaaaaaa", "1-bbbbbbbbbbbb", "2-cccccccccccc", "2-dddddddddddd"):
        (tmp_path / FOLDER / name).mkdir(parents=True)
        (tmp_path / FOLDER / name / "papers.jsonl").write_bytes(FILE[1])
    claimed(tmp_path / FOLDER / "1-aaaaaaaaaaaa")
    old = claimed(tmp_path / FOLDER / "2-cccccccccccc").parent
    os.utime(old, (old.stat().st_mtime - KEPT - 60,) * 2)
    ahead = tmp_path / FOLDER / "2-dddddddddddd"  # a clock was ten years ahead
    os.utime(ahead, (ahead.stat().st_mtime + 3650 * 86_400,) * 2)
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path))):
        assert waits(tmp_path) == ["1-aaaaaaaaaaaa", "1-bbbbbbbbbbbb"]
        assert claimed(tmp_path / FOLDER / "1-aaaaaaaaaaaa").read_bytes() == FILE[1]


async def test_the_newest_files_of_a_server_wait_and_another_servers_all_the_same(
    server: Server, tmp_path: Path
) -> None:
    """A curator who tried a file again and again could have filled the disk for all."""
    (tmp_path / FOLDER / "2-cccccccccccc").mkdir(parents=True)
    tried = [await corpus(server, "import", file=FILE) for _ in range(MOST + 3)]
    assert len(waits(tmp_path)) == MOST + 1
    assert "2-cccccccccccc" in waits(tmp_path)
    oldest, newest = [await server.admin.click(tried[at].response.message, label=LABEL) for at in (0, -1)]
    assert "no longer kept" in oldest.response.content
    assert "holds 1 paper now" in read_back(newest.response.content)


async def test_a_members_id_in_the_name_of_a_file_is_kept_nowhere(server: Server, tmp_path: Path) -> None:
    name = f"q{server.alice.id}.jsonl"
    tried = await corpus(server, "import", file=(name, FILE[1]))
    (folder,) = waits(tmp_path)
    assert os.listdir(tmp_path / FOLDER / folder) == ["q-.jsonl"]
    assert str(server.alice.id) not in tried.response.content


def test_of_many_files_at_once_each_waits_or_is_refused_in_words(tmp_path: Path) -> None:
    """Where more came at once than may wait, one was taken away while it was written: an unexpected error."""

    def came(number: int) -> str:
        try:
            kept(tmp_path / FOLDER / f"1-{number:012x}" / "papers.jsonl", FILE[1])
        except Refusal as refused:
            return str(refused)
        return ""

    with ThreadPoolExecutor(16) as curators:
        said = set(curators.map(came, range(400)))
    assert said <= {"", CROWDED}
    assert 0 < len(waits(tmp_path)) <= MOST + 16


def test_a_file_whose_folder_was_taken_away_meanwhile_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def after_another(part: Path, path: Path) -> None:
        gone(path.parent)
        link(part, path)

    monkeypatch.setattr(os, "link", after_another)
    with pytest.raises(Refusal, match="at once"):
        kept(tmp_path / FOLDER / "1-aaaaaaaaaaaa" / "papers.jsonl", FILE[1])
    assert waits(tmp_path) == []
