"""Several libraries in one server: a channel asks one of its own, and nobody changes what others ask too."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.discord import guards
from bot.discord.client import Marrow
from bot.discord.curating.digest import TOLD, caught_up, reloaded
from bot.discord.curating.news import taken_up
from bot.discord.parts import Parts
from bot.discord.running import take_up
from bot.discord.text import read_back
from bot.libraries import LibraryError
from corpus.files import read_papers
from corpus.looking import compared
from corpus.store import CorpusStore
from corpus.watching.watch import News, Visited
from tests.bot.discord.conftest import OTHER, Server, follow, new_server, nonces
from tests.bot.discord.test_ask import QUESTION, SENTENCE
from tests.bot.discord.test_corpus import ASKED, BEES, FILE, left


async def bees(server: Server) -> Any:
    """A further library of the server's own, asked in a channel of its own."""
    tried = await server.admin.slash(server.channel, "corpus import", file=FILE, library="bees")
    assert "takes them into “bees”" in read_back(tried.response.content)
    done = await server.admin.click(tried.response.message, label="Import these papers")
    assert "holds 1 paper now" in read_back(done.response.content)
    channel = server.guild.create_text_channel("bees")
    setup = await server.admin.slash(server.channel, "setup", library="bees", library_in=channel)
    assert f"default; bees in <#{channel.id}>" in read_back(setup.response.content)
    return channel


async def asked(server: Server, channel: Any, question: str) -> str:
    return read_back((await server.alice.slash(channel, "ask", question=question)).response.content)


async def test_a_channel_asks_its_own_library_and_the_server_another(server: Server) -> None:
    channel = await bees(server)
    assert "12%" in await asked(server, channel, ASKED)
    assert SENTENCE in await asked(server, server.channel, QUESTION)
    assert SENTENCE not in await asked(server, channel, QUESTION)
    assert "12%" not in await asked(server, server.channel, ASKED)


async def test_every_way_in_goes_by_the_channel(server: Server) -> None:
    channel = await bees(server)
    mention = await server.alice.send(channel, f"<@{server.env.bot.user.id}> {ASKED}")
    assert "12%" in channel.last_message.content
    assert channel.last_message.id != mention.id
    listed = await server.alice.slash(channel, "papers")
    assert BEES["title"] in read_back(listed.response.content)
    card = await server.alice.select(
        listed.response.message, [listed.response.message.components[0].children[0].options[0].value]
    )
    abstract = await server.alice.click(card.response.message, label="Abstract")
    assert "12%" in read_back(abstract.response.content)
    offered = await server.alice.autocomplete(channel, "summary", "paper", "bees")
    assert [choice["value"] for choice in offered] == ["1"]
    elsewhere = await server.alice.autocomplete(server.channel, "summary", "paper", "bees")
    assert "1" not in [choice["value"] for choice in elsewhere]


async def test_a_thread_goes_by_its_channel(server: Server) -> None:
    channel = await bees(server)
    answer = await server.alice.slash(channel, "ask", question=ASKED)
    await follow(server.alice, answer.response.message, "how many bees?")
    (thread,) = channel.threads
    await server.alice.send(thread, f"<@{server.env.bot.user.id}> how many bees?")
    assert "40 bees" in read_back(thread.last_message.content)


async def test_a_follow_up_survives_a_change_of_library(server: Server) -> None:
    """What was talked of before is in another library now: the question is read by itself, and nothing breaks."""
    answer = await server.ask(QUESTION)
    await bees(server)
    await server.admin.slash(server.channel, "setup", library="bees", library_in=server.channel)
    assert "12%" in await asked(server, server.channel, "and how much did feeding raise honey?")
    assert "in bold" in (await server.bob.click(answer.response.message, label="In context")).response.content
    more = await server.bob.click(answer.response.message, label="More")
    assert SENTENCE not in read_back(more.response.content)
    cited = await server.bob.click(answer.response.message, label="Cite")
    assert "Kang" in cited.response.content
    turned = await server.bob.select(cited.response.message, ["apa"])
    assert "Kang, D.-H." in read_back(turned.response.content)


async def test_the_servers_own_library_ends_a_channels(server: Server, parts: Parts) -> None:
    channel = await bees(server)
    await server.admin.slash(server.channel, "setup", library="default", library_in=channel)
    assert (await parts.settings(str(server.guild.id))).channel_libraries == {}
    assert SENTENCE in await asked(server, channel, QUESTION)
    nameless = await server.admin.slash(server.channel, "setup", library_in=channel)
    assert "Say which library" in nameless.response.content


@pytest.mark.parametrize("library_in", [False, True])
async def test_a_deleted_channel_with_a_library_of_its_own_can_be_taken_off_the_list(
    server: Server, parts: Parts, library_in: bool
) -> None:
    """Nobody can name it any more, and /setup said “not ready yet” for good."""
    channel = await bees(server)
    await server.env.bot.get_guild(server.guild.id).get_channel(channel.id).delete()
    await server.env.settle()
    shown = read_back((await server.admin.slash(server.channel, "setup")).response.content)
    assert (
        f"A channel with a library of its own (id {channel.id}) was deleted; the next library: takes it off"
        in shown
    )
    place = {"library_in": server.guild.create_text_channel("hives")} if library_in else {}
    after = await server.admin.slash(server.channel, "setup", library="default", **place)
    assert "Not ready yet" not in after.response.content
    assert (await parts.settings(str(server.guild.id))).channel_libraries == {}


async def test_a_file_without_a_librarys_name_goes_where_it_is_brought(server: Server, tmp_path: Path) -> None:
    channel = await bees(server)
    tried = await server.admin.slash(channel, "corpus import", file=OTHER)
    await server.admin.click(tried.response.message, label="Import these papers")
    store = CorpusStore(tmp_path / "libraries")
    assert store.libraries() == (f"server-{server.guild.id}-bees",)
    assert len(store.load(f"server-{server.guild.id}-bees").papers) == 2


async def test_another_servers_further_library_is_theirs(server: Server) -> None:
    await bees(server)
    other = new_server(server.env, "rival")
    refused = await other.admin.slash(other.channel, "setup", library=f"server-{server.guild.id}-bees")
    assert "There is no library" in refused.response.content
    offered = await other.admin.autocomplete(other.channel, "setup", "library", "")
    assert [choice["value"] for choice in offered] == ["default"]


async def test_a_library_servers_share_is_not_for_one_to_change(server: Server, tmp_path: Path) -> None:
    """An admin may choose the operator's library; an import then goes to one of the server's own."""
    await server.admin.slash(server.channel, "setup", library="default")
    tried = await server.admin.slash(server.channel, "corpus import", file=FILE)
    await server.admin.click(tried.response.message, label="Start the library anew with these")
    store = CorpusStore(tmp_path / "libraries")
    assert store.libraries() == (f"server-{server.guild.id}",)
    assert SENTENCE in await asked(server, server.channel, QUESTION)
    term = await server.admin.slash(server.channel, "corpus term", word="x", meaning="y")
    assert "one that servers share" in term.response.content


async def test_a_name_that_cannot_name_a_library_is_refused(server: Server, tmp_path: Path) -> None:
    taken = {}
    for name in ("../x", "x/../y", "-x", "Bees", "bees_2"):
        result = await server.admin.slash(server.channel, "corpus import", file=FILE, library=name)
        if "small letters, digits and hyphens" not in result.response.content or left(tmp_path, "waiting/*"):
            taken[name] = result.response.content
    assert taken == {}


async def test_names_of_libraries_are_offered_to_curators_alone(server: Server) -> None:
    await bees(server)
    (group,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == "corpus"]
    server.guild.set_command_permissions(group, {server.guild.default_role: True})
    offered = {
        who: [one["name"] for one in await member.autocomplete(server.channel, "corpus import", "library", "b")]
        for who, member in (("admin", server.admin), ("alice", server.alice))
    }
    assert offered == {"admin": ["bees"], "alice": []}


async def test_a_server_keeps_so_many_libraries(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MOST_LIBRARIES", 1)
    await bees(server)
    refused = await server.admin.slash(server.channel, "corpus import", file=FILE, library="ants")
    assert "1 libraries already" in refused.response.content
    again = await server.admin.slash(server.channel, "corpus import", file=FILE, library="bees")
    assert "1 merged" in again.response.content


async def test_what_the_operator_changes_is_told_to_the_servers_that_ask_it(
    server: Server, parts: Parts, simcord_bot: Marrow, tmp_path: Path
) -> None:
    """An import at the terminal, then SIGHUP: posted where a server wants it, and in no other server."""
    news = server.guild.create_text_channel("news")
    await server.admin.slash(server.channel, "setup", digest_channel=news)
    other = new_server(server.env, "rival")
    elsewhere = other.guild.create_text_channel("news")
    await other.admin.slash(other.channel, "setup", digest_channel=elsewhere)
    await bees(other)
    file = tmp_path / "papers.jsonl"
    file.write_text(json.dumps(BEES), "utf-8")
    CorpusStore(tmp_path / "libraries").add(f"server-{server.guild.id}-ants", read_papers(file))
    await server.admin.slash(server.channel, "setup", library=f"server-{server.guild.id}-ants", library_in=news)
    file.write_text(json.dumps({**BEES, "_id": "2", "title": "Ants"}), "utf-8")
    CorpusStore(tmp_path / "libraries").add(f"server-{server.guild.id}-ants", read_papers(file))
    await take_up(simcord_bot)
    said = read_back(news.last_message.content)
    assert "The library “ants” has changed: 1 added." in said
    assert said.count("added: 2") == 1
    assert elsewhere.last_message is None


def filled(folder: Path, library: str, **fields: str) -> None:
    """A paper taken into a library at the terminal."""
    file = folder / "papers.jsonl"
    file.write_text(json.dumps({**BEES, **fields}), "utf-8")
    CorpusStore(folder / "libraries").add(library, read_papers(file))


async def two_told(server: Server, parts: Parts, tmp_path: Path) -> tuple[Any, str, str]:
    """A channel for news of two libraries of the server's own, of which nothing is to be told yet; their names."""
    news = server.guild.create_text_channel("news")
    own = f"server-{server.guild.id}"
    first, second = f"{own}-ants", f"{own}-bees"
    for library in (first, second):
        filled(tmp_path, library)
        await server.admin.slash(server.channel, "setup", library=library, library_in=news)
        news = server.guild.create_text_channel("news")
    await server.admin.slash(server.channel, "setup", digest_channel=news)
    await reloaded(parts, server.env.bot)
    assert news.history() == []
    for library in (first, second):
        filled(tmp_path, library, _id="2", title="Ants")
    return news, first, second


async def test_a_library_that_cannot_be_opened_keeps_no_news_of_others_back_and_its_own_are_told_later(
    server: Server, parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    news, broken, _ = await two_told(server, parts, tmp_path)
    store = CorpusStore(tmp_path / "libraries")
    (damaged,) = (tmp_path / "libraries" / broken / "snapshots").glob(f"{store.state(broken)}*")
    whole = damaged.read_bytes()
    damaged.write_bytes(whole[: len(whole) // 2])
    for _ in range(2):
        with pytest.raises(LibraryError, match="“ants” cannot be opened just now"):
            await reloaded(parts, server.env.bot)
    caplog.clear()  # the operator's sentence is an error there
    (told,) = news.history()
    assert "The library “bees” has changed: 1 added" in read_back(told.content)
    damaged.write_bytes(whole)
    for _ in range(2):
        await reloaded(parts, server.env.bot)
    assert [read_back(one.content).partition(":")[0] for one in news.history()] == [
        "The library “bees” has changed", "The library “ants” has changed",
    ]  # fmt: skip


async def test_what_several_take_up_at_once_is_told_once(server: Server, parts: Parts, tmp_path: Path) -> None:
    """At a start, at a signal, at an import, and from a page that is looked at."""
    news, *libraries = await two_told(server, parts, tmp_path)
    bot, store, ants = server.env.bot, CorpusStore(tmp_path / "libraries"), libraries[0]
    before, file = store.load(ants), tmp_path / "more.jsonl"
    file.write_text(json.dumps({**BEES, "_id": "3", "title": "Wasps"}), "utf-8")
    after, report = store.add(ants, read_papers(file))
    outcome = Visited(news=News(difference=compared(before, after)), report=report, taken=True)
    several = (caught_up(parts, bot), reloaded(parts, bot, libraries), reloaded(parts, bot))
    await asyncio.gather(*several, taken_up(parts, bot, ants, outcome))
    said = sorted(read_back(one.content).partition(" added")[0] for one in news.history())
    assert said == ["The library “ants” has changed: 2", "The library “bees” has changed: 1"]


async def test_news_posted_by_a_process_that_was_killed_before_it_noted_that_are_not_posted_again(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    news, ants, _ = await two_told(server, parts, tmp_path)
    before = await parts.storage.facts.get(f"{TOLD}{ants}")
    assert before
    for _ in range(3):
        await reloaded(parts, server.env.bot, [ants])
        await parts.storage.facts.put(f"{TOLD}{ants}", before)
        parts.posted.clear()  # a new process remembers nothing
    first, *others = nonces(server, "“ants” has changed")
    assert others == [first, first], "Discord takes the first"
    assert first.endswith(str(news.id)[-17:])
    await reloaded(parts, server.env.bot, [ants])
    filled(tmp_path, ants, _id="3", title="Wasps")
    await reloaded(parts, server.env.bot, [ants])
    assert nonces(server, "“ants” has changed")[-1] != first, "other news are told"
