"""/corpus in a simulated Discord: a dry run, a second yes, a library of the server's own, and nobody else's hands on it."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from bot.discord.curating import importing
from bot.discord.parts import Parts
from bot.discord.text import read_back
from corpus.overrides import said_terms
from corpus.private import held
from corpus.store import CorpusStore
from corpus.taking import FEW
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.test_ask import QUESTION, SENTENCE

BEES = {"_id": "1", "title": "Bees and sugar", "text": "We fed 40 bees. Feeding raised honey by 12%."}
FILE = ("papers.jsonl", (json.dumps(BEES) + "\n" + '{"_id": "2"}\n').encode())
ASKED = "how much did feeding raise honey?"


async def corpus(server: Server, command: str, **options: Any) -> Any:
    """An admin's command; what they alone see."""
    result = await server.admin.slash(server.channel, f"corpus {command}", **options)
    assert result.ephemeral
    return result


async def told(server: Server, command: str, **options: Any) -> str:
    return read_back((await corpus(server, command, **options)).response.content)


def left(folder: Path, pattern: str) -> list[Path]:
    return list(folder.glob(pattern))


async def imported(server: Server, label: str = "Import these papers") -> Any:
    """A file tried and taken in."""
    tried = await corpus(server, "import", file=FILE)
    return await server.admin.click(tried.response.message, label=label)


CURATING: dict[str, dict[str, Any]] = {
    "status": {},
    "check": {"file": FILE},
    "import": {"file": FILE},
    "figures": {},
    "reload": {},
    "remove": {"paper": "Bees"},
    "term": {"word": "x"},
}


async def test_a_member_who_gets_through_is_refused(server: Server) -> None:
    (group,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == "corpus"]
    server.guild.set_command_permissions(group, {server.guild.default_role: True})
    served = {}
    for command, options in (*CURATING.items(), ("import", {})):
        result = await server.alice.slash(server.channel, f"corpus {command}", **options)
        if not result.ephemeral or "Only this server's curators" not in result.response.content:
            served[command] = result.response.content
    assert served == {}


async def test_a_curator_may(server: Server) -> None:
    curators = server.guild.create_role("Curators", permissions=discord.Permissions(manage_messages=True))
    await server.admin.slash(server.channel, "setup", curator_role=curators)
    carol = server.guild.add_member(server.env.create_user("carol"), roles=[curators])
    result = await carol.slash(server.channel, "corpus check", file=FILE)
    assert "2 records read" in result.response.content
    assert "Only this server's moderators" in (await carol.slash(server.channel, "log recent")).response.content


async def test_a_check_changes_nothing(server: Server, tmp_path: Path) -> None:
    said = read_back((await corpus(server, "check", file=FILE)).response.content)
    assert "2 records read = 1 kept + 0 merged + 1 refused" in said
    assert "refused, line 2" in said
    assert left(tmp_path, "libraries/server-*") == left(tmp_path, "waiting/*") == []


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90 not a paper",
        "TY  - JOUR\nTI  - Caf\xe9\nAB  - Bees made 12%.\nDO  - 10.1/a\nER  - \n".encode("cp1252"),
        b"caf\x81\n",
    ],
    ids=["no format", "no UTF-8", "no encoding"],
)
async def test_a_file_that_is_not_understood_is_told_without_the_terminals_switches(
    server: Server, content: bytes
) -> None:
    said = read_back((await corpus(server, "import", file=("x.exe", content))).response.content)
    assert "x.exe" in said
    assert "--" not in said


@pytest.mark.parametrize("broken", [aiohttp.ServerDisconnectedError, TimeoutError])
async def test_a_file_that_discord_does_not_hand_over_is_said_so(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: type[Exception]
) -> None:
    async def breaks(_: discord.Attachment) -> bytes:
        raise broken

    monkeypatch.setattr(discord.Attachment, "read", breaks)
    told = await corpus(server, "import", file=FILE)
    assert told.response.content.startswith("Discord did not hand me that file.")
    assert not list((tmp_path / "waiting").glob("*"))


async def test_an_import_waits_for_a_second_yes_and_gives_the_server_a_library(
    server: Server, parts: Parts
) -> None:
    tried = await corpus(server, "import", file=FILE)
    assert "Nothing is changed yet." in read_back(tried.response.content)
    alone = "this server asks these papers alone, and no more those of “default”"
    assert alone in read_back(tried.response.content)
    assert SENTENCE in read_back((await server.ask(QUESTION)).response.content)
    done = await server.admin.click(tried.response.message, label="Import these papers")
    assert "holds 1 paper now" in read_back(done.response.content)
    assert alone in read_back(done.response.content)
    assert "12%" in (await server.ask(ASKED)).response.content
    more = await corpus(
        server, "import", file=("more.jsonl", b'{"_id": "9", "title": "Wasps", "text": "Wasps sting."}')
    )
    assert alone not in read_back(more.response.content)
    other = new_server(server.env, "rival")
    assert SENTENCE in read_back((await other.ask(QUESTION)).response.content)
    own = (await parts.settings(str(server.guild.id))).library
    refused = await other.admin.slash(other.channel, "setup", library=own)
    assert "There is no library" in refused.response.content
    again = await server.admin.click(tried.response.message, label="Import these papers")
    assert "no longer kept" in again.response.content


async def test_a_term_does_not_write_over_another_change_under_way(server: Server, tmp_path: Path) -> None:
    await imported(server)
    store = CorpusStore(tmp_path / "libraries")
    (own,) = store.libraries()
    with held(store.folder(own) / "import.lock"):
        refused = await corpus(server, "term", word="honey", meaning="sugar")
    assert "is under way; try again" in read_back(refused.response.content)
    assert not said_terms(store.folder(own)).synonyms
    await corpus(server, "term", word="honey", meaning="sugar")
    assert dict(said_terms(store.folder(own)).synonyms) == {"honey": ("sugar",)}


async def test_a_conflict_is_shown_before_it_is_chosen(server: Server, parts: Parts) -> None:
    await imported(server)
    other = ("new.jsonl", json.dumps(BEES | {"text": BEES["text"].replace("12%", "21%")}).encode())
    tried = await corpus(server, "import", file=other)
    said = read_back(tried.response.content)
    assert "1 record read = 0 kept + 0 merged + 1 refused" in said
    assert "[-12%.-] {+21%.+}" in said
    kept = await server.admin.click(tried.response.message, label="Import these papers")
    assert "1 refused" in kept.response.content
    assert "12%" in (await server.ask(ASKED)).response.content
    again = await corpus(server, "import", file=other)
    await server.admin.click(again.response.message, label="Import them; where texts differ, theirs win")
    assert "21%" in (await server.ask(ASKED)).response.content


async def test_the_same_file_again_is_told_to_bring_nothing(server: Server) -> None:
    await imported(server)
    said = read_back((await corpus(server, "check", file=FILE)).response.content)
    assert "2 records read = 0 kept + 1 merged + 1 refused" in said
    assert "merged, line 1: it is 1" in said


@pytest.mark.slow
async def test_a_file_that_unpacks_to_far_more_is_refused(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "LARGEST_UNPACKED", 2**20)
    packed = gzip.compress(b"".join(b'{"_id": "%d", "title": "Bees %d"}\n' % (n, n) for n in range(50_000)))
    result = await corpus(server, "import", file=("papers.jsonl.gz", packed))
    assert "unpacks to more than 1 MB" in result.response.content
    assert left(tmp_path, "waiting/*") == []


async def test_a_change_is_posted_and_compared(server: Server, parts: Parts) -> None:
    news = server.guild.create_text_channel("news")
    await server.admin.slash(server.channel, "setup", digest_channel=news)
    await imported(server)
    before = (await parts.service(str(server.guild.id))).corpus.digest
    await corpus(server, "term", word="honey", meaning="nectar")
    assert "curator's words changed" in read_back(news.last_message.content)
    diff = read_back((await corpus(server, "diff", before=before[:12])).response.content)
    assert diff == "the curator's words changed"
    assert "12%" in (await server.ask("how much did feeding raise nectar?")).response.content
    status = read_back((await corpus(server, "status")).response.content)
    assert before[:12] in status.partition("States that are kept, the newest first:")[2]
    assert "has not changed" in (await corpus(server, "reload")).response.content


async def test_shares_that_do_not_agree_are_listed_with_their_sentences_and_papers(server: Server) -> None:
    shown = (await corpus(server, "figures")).response.content
    assert "· <https://doi.org/10.3390/cancers16142554>" in shown  # as a link, not as its letters
    said = read_back(shown)
    assert said.count("as printed") == 1
    assert "“79 (17.9%) of patients”: as printed; 79/469 = 16.8 %" in said
    assert "surgical treatment was required in 79 (17.9%) of patients." in said
    assert "Park et al. 2024, Cancers · https://doi.org/10.3390/cancers16142554" in said
    await imported(server)
    none = read_back((await corpus(server, "figures")).response.content)
    assert none == "No share here disagrees with the counts that it is printed with."


async def test_what_is_shared_is_not_for_a_curator_to_change(server: Server) -> None:
    result = await corpus(server, "term", word="x", meaning="y")
    assert "one that servers share" in result.response.content


@pytest.mark.parametrize(
    "file",
    [
        ("x.pdf", b"%PDF-1.4 no papers"),
        ("x.gz", b"\x1f\x8bnonsense"),
        ("../../x", b""),
        ("..", b"TY  - JOUR"),
        (".", b"TY  - JOUR"),
        (f"{chr(0x20000) * 90}.ris", b"TY  - JOUR"),
    ],
)
async def test_a_file_that_is_none_is_one_sentence(
    server: Server, tmp_path: Path, file: tuple[str, bytes]
) -> None:
    result = await corpus(server, "import", file=file)
    assert result.response.content
    assert not re.search(r"reference [0-9a-f]{8}", result.response.content)  # which an unforeseen error has
    assert left(tmp_path, "waiting/*") == []


@pytest.mark.slow
async def test_a_large_file_is_taken_in_by_a_process_of_its_own_and_its_conflicts_can_be_chosen(
    server: Server, tmp_path: Path
) -> None:
    await imported(server)
    more = [
        BEES | {"_id": f"m{n}", "title": f"Hives {n}", "text": f"Hive {n} had bees. " * 20} for n in range(700)
    ]
    other = BEES | {"text": BEES["text"].replace("12%", "21%")}
    content = "\n".join(map(json.dumps, [*more, other])).encode()
    assert len(content) > FEW
    tried = await corpus(server, "import", file=("hives.jsonl", content))
    said = read_back(tried.response.content)
    assert "701 records read = 700 kept + 0 merged + 1 refused" in said
    assert "[-12%.-] {+21%.+}" in said
    await server.admin.click(tried.response.message, label="Import them; where texts differ, theirs win")
    assert "21%" in (await server.ask(ASKED)).response.content
    assert left(tmp_path, "waiting/*") == []


async def test_a_curator_is_told_no_path_of_the_operators(
    server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await imported(server)
    current = left(tmp_path, "libraries/server-*/current")[0]
    current.write_text("what no snapshot is called")
    tried = await corpus(server, "import", file=FILE)
    assert "the operator's log says why" in tried.response.content
    assert str(tmp_path) not in tried.response.content
    assert str(current) in caplog.text
    caplog.clear()
    assert left(tmp_path, "waiting/*") == []


async def test_what_the_operator_left_out_of_a_shared_library_is_shown(server: Server, parts: Parts) -> None:
    """The papers that come with Marrow have a name of their own, and stand in the default library."""
    store, name = CorpusStore(parts.libraries.data_dir / "libraries"), parts.config.corpus.library
    gone = store.load(name).papers[0]
    await asyncio.to_thread(store.leave_out, name, [gone.key])
    assert "1 paper left out" in await told(server, "status")
