"""A special issue by its page's address in a simulated Discord: taken in, looked at again, told, and taken in after a yes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.config import Config, PagesSection, StorageSection
from bot.discord.curating.news import Watching
from bot.discord.parts import Parts
from bot.discord.running import open_parts
from bot.discord.text import read_back
from bot.service import OpenIndex
from corpus.store import CorpusStore
from corpus.watching.origins import LOCK, Source, change_source, sources_of
from tests.bot.discord.conftest import Server, new_server, nonces
from tests.bot.discord.forging import press
from tests.corpus.watching.site import PATH, Owl, Site, published

TWO = (Owl(1), Owl(2, "Owls Sleep by Day", "Owls sleep by day. Some do not."))
THREE = Owl(3, "Owls Eat Mice", "Owls eat 40 mice a week.")


@pytest.fixture
def site() -> Iterator[Site]:
    with published() as found:
        found.show(*TWO)
        yield found


@pytest.fixture
async def parts(index: OpenIndex, tmp_path: Path, site: Site) -> AsyncIterator[Parts]:
    """The bot's parts, with the site allowed; what pages hold is taken in only where a test says so."""
    section = PagesSection(hosts=(site.host,), contact="me@example.org", pause_seconds=0)
    async with open_parts(Config(storage=StorageSection(data_dir=tmp_path), pages=section), index) as opened:
        yield opened


async def take_in(server: Server, site: Site) -> Any:
    """An admin imports the page by its address, for the server's own library."""
    tried = await server.admin.slash(server.channel, "corpus import", address=site.address)
    assert tried.ephemeral
    return await server.admin.click(tried.response.message, label="Import these papers")


def later(server: Server, parts: Parts, **settings: Any) -> Watching:
    """The bot's looking at pages, a day and an hour from now."""
    if settings:
        pages = parts.config.pages.model_copy(update=settings)
        config = parts.config.model_copy(update={"pages": pages})
        parts = replace(parts, config=config)
    return Watching(server.env.bot, parts, now=lambda: datetime.now(UTC) + timedelta(hours=25))


def source(server: Server, tmp_path: Path) -> Source:
    (found,) = sources_of(tmp_path / "libraries" / f"server-{server.guild.id}").pages
    return found


def left(tmp_path: Path) -> list[str]:
    """Pages that wait for a yes."""
    return [path.name for path in tmp_path.glob("libraries/*/pages/*/*")] + [
        path.name for path in tmp_path.glob("waiting/*")
    ]


def changed_on_disk(tmp_path: Path) -> None:
    """Another page in the place of the one that waits."""
    (page,) = tmp_path.glob("libraries/*/pages/*/*")
    page.write_text(page.read_text().replace("Owls fly", "Pigs fly"))


async def mice(server: Server) -> str:
    return read_back((await server.ask("how many mice do owls eat a week?")).response.content)


async def test_a_page_is_taken_in_by_its_address_and_remembered(
    server: Server, site: Site, tmp_path: Path
) -> None:
    done = await take_in(server, site)
    said = read_back(done.response.content)
    assert f"{site.address}: 2 records read = 2 kept + 0 merged + 0 refused" in said
    assert "holds 2 papers now" in said
    assert site.paths == ["/robots.txt", PATH]
    assert source(server, tmp_path).address == site.address
    assert left(tmp_path) == []
    status = read_back((await server.admin.slash(server.channel, "corpus status")).response.content)
    assert f"From {site.address}, last read 20" in status


UNREADABLE: tuple[tuple[dict[str, Any], str], ...] = (
    ({"address": "https://www.example.org/x"}, "is none of them"),
    ({"address": "http://www.example.org/x"}, "is not encrypted"),
    ({"address": "owls"}, "no web address"),
    ({}, "either a file or the address"),
    ({"address": "https://x.org", "file": ("x.ris", b"x")}, "either a file or the address"),
)


async def test_what_cannot_be_read_is_one_sentence(server: Server, site: Site, tmp_path: Path) -> None:
    otherwise = []
    for options, words in UNREADABLE:
        said = read_back((await server.admin.slash(server.channel, "corpus import", **options)).response.content)
        if words not in said or (site.asked, left(tmp_path)) != ([], []):
            otherwise.append((options, said))
    assert otherwise == []


async def test_where_the_operator_allows_no_page_none_is_read(server: Server, site: Site, parts: Parts) -> None:
    config = parts.config.model_copy(update={"pages": PagesSection()})
    server.env.bot.parts = replace(parts, config=config)
    for cog in server.env.bot.cogs.values():
        cog.parts = server.env.bot.parts
    result = await server.admin.slash(server.channel, "corpus import", address=site.address)
    assert "the operator would have to allow its host" in result.response.content
    assert site.asked == []


async def test_members_cannot_have_a_page_read(server: Server, site: Site) -> None:
    (group,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == "corpus"]
    server.guild.set_command_permissions(group, {server.guild.default_role: True})
    result = await server.alice.slash(server.channel, "corpus import", address=site.address)
    assert "Only this server's curators" in result.response.content
    assert site.asked == []


async def test_what_is_new_is_told_once_and_taken_in_by_a_curators_button(
    server: Server, site: Site, parts: Parts, tmp_path: Path
) -> None:
    mods, news = (server.guild.create_text_channel(name) for name in ("mods", "news"))
    await server.admin.slash(server.channel, "setup", moderator_channel=mods, digest_channel=news)
    await take_in(server, site)
    assert await Watching(server.env.bot, parts).look() == 0, "it was asked for today already"
    site.show(*TWO, THREE)
    for _ in range(2):
        assert await later(server, parts).look() == 1
    (message,) = mods.history()
    said = read_back(message.content)
    assert "1 added" in said
    assert "added: 10.5555/owl3, “Owls Eat Mice”" in said
    assert "40" not in await mice(server)
    refused = await server.alice.click(message, label="Take this in")
    assert "Only this server's curators" in refused.response.content
    asked = len(site.asked)
    done = await server.admin.click(message, label="Take this in")
    assert "holds 3 papers now: 1 added" in read_back(done.response.content)
    assert "3 records read = 1 kept + 2 merged + 0 refused" in read_back(done.response.content)
    assert len(site.asked) == asked, "the page that was shown is the one that is taken in"
    assert "added: 10.5555/owl3" in read_back(news.last_message.content)
    assert "40 mice" in await mice(server)
    again = await server.admin.click(message, label="Take this in")
    assert "taken in already" in again.response.content
    assert left(tmp_path) == []


async def test_a_button_takes_in_what_it_was_made_for_and_nothing_newer(
    server: Server, site: Site, parts: Parts, tmp_path: Path
) -> None:
    mods = server.guild.create_text_channel("mods")
    await server.admin.slash(server.channel, "setup", moderator_channel=mods)
    await take_in(server, site)
    site.show(*TWO, THREE)
    await later(server, parts).look()
    site.show(*TWO, THREE, Owl(4, "Owls Fly", "Owls fly."))
    await later(server, parts).look()
    first, second = mods.history()
    assert "has changed since" in (await server.admin.click(first, label="Take this in")).response.content
    rival = new_server(server.env, "rival")
    there = (await rival.ask("what do owls eat?")).response.message
    custom_id = second.components[0].children[0].custom_id
    assert "has changed since" in (await press(rival.admin, there, custom_id)).response.content
    changed_on_disk(tmp_path)
    assert "has changed since" in (await server.admin.click(second, label="Take this in")).response.content
    assert len(CorpusStore(tmp_path / "libraries").load(f"server-{server.guild.id}").papers) == 2


async def test_where_it_is_set_what_is_new_is_taken_in_and_what_is_gone_asked_about(
    server: Server, site: Site, parts: Parts, tmp_path: Path
) -> None:
    mods, news = (server.guild.create_text_channel(name) for name in ("mods", "news"))
    await server.admin.slash(server.channel, "setup", moderator_channel=mods, digest_channel=news)
    await take_in(server, site)
    await mice(server)
    site.show(TWO[0], THREE)
    await later(server, parts, watch_import=True).look()
    assert "added: 10.5555/owl3" in read_back(news.last_message.content)
    (message,) = mods.history()
    said = read_back(message.content)
    assert "gone from the page: 10.5555/owl2, “Owls Sleep by Day”" in said
    assert "is kept" in said
    assert message.components == []
    assert "40 mice" in await mice(server)
    library = CorpusStore(tmp_path / "libraries").load(f"server-{server.guild.id}")
    assert [paper.key for paper in library.papers] == ["10.5555/owl1", "10.5555/owl2", "10.5555/owl3"]
    counts = len(news.history())
    site.show(TWO[0], Owl(3, THREE.title, THREE.abstract, viewed=5_000))
    await later(server, parts, watch_import=True).look()
    assert (len(news.history()), len(mods.history())) == (counts, 1), "counts alone are nothing to tell"
    assert left(tmp_path) == []


async def test_a_page_in_trouble_leaves_the_library_as_it_was_and_the_others_are_looked_at(
    server: Server, site: Site, parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rival = new_server(server.env, "rival")
    await take_in(server, site)
    await take_in(rival, site)
    state = (tmp_path / "libraries" / f"server-{server.guild.id}" / "current").read_text()
    (tmp_path / "libraries" / f"server-{rival.guild.id}" / "sources.json").write_text("{")
    site.show()
    assert await later(server, parts, watch_import=True).look() == 1
    assert "no paper any more where it had 2" in caplog.text
    assert "sources.json is damaged" in caplog.text
    assert "no paper any more" in source(server, tmp_path).trouble
    assert (tmp_path / "libraries" / f"server-{server.guild.id}" / "current").read_text() == state
    status = read_back((await server.admin.slash(server.channel, "corpus status")).response.content)
    assert "its layout may have changed" in status
    broken = read_back((await rival.admin.slash(rival.channel, "corpus status")).response.content)
    assert "not known just now" in broken
    site.show(*TWO)
    await later(server, parts).look()
    assert source(server, tmp_path).trouble == ""


async def test_a_library_of_which_nothing_can_be_noted_keeps_no_others_page_from_being_looked_at(
    server: Server, site: Site, parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """That it failed could not be noted either, and with that every round ended at this library."""
    rival = new_server(server.env, "rival")
    for one in (server, rival):
        await take_in(one, site)
    lock = tmp_path / "libraries" / f"server-{server.guild.id}" / LOCK
    lock.unlink(missing_ok=True)
    lock.mkdir()
    site.show(*TWO, THREE)
    assert await later(server, parts, watch_import=True).look() == 2
    assert "cannot be written" in caplog.text
    assert "40 mice" in await mice(rival)
    assert "40 mice" not in await mice(server)


async def test_what_nobody_can_be_told_of_is_said_to_the_log(
    server: Server, site: Site, parts: Parts, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await take_in(server, site)
    site.show(*TWO, THREE)
    with caplog.at_level("INFO", logger="marrow.discord"):
        await later(server, parts).look()
    assert "“marrow corpus watch” shows it" in caplog.text
    waiting = source(server, tmp_path).waiting
    assert waiting is not None
    assert waiting.counts == "1 added"
    mods = server.guild.create_text_channel("mods")
    await server.admin.slash(server.channel, "setup", moderator_channel=mods)
    await later(server, parts).look()
    assert "1 added" in read_back(mods.last_message.content), "it is told as soon as somebody can be"


async def test_the_bot_looks_by_itself_only_where_the_operator_wants_it(server: Server, parts: Parts) -> None:
    for days in (0, 7):
        watching = later(server, parts, watch_days=days)
        watching.start()
        assert await watching.stop() is bool(days)


async def test_it_looks_as_often_as_is_set(server: Server, site: Site, parts: Parts) -> None:
    await take_in(server, site)
    assert await later(server, parts, watch_days=2).look() == 0
    assert await later(server, parts, watch_days=1).look() == 1


async def test_what_is_new_is_not_told_again_by_a_process_after_one_that_was_killed_before_it_noted_that(
    server: Server, site: Site, parts: Parts, tmp_path: Path
) -> None:
    mods = server.guild.create_text_channel("mods")
    await server.admin.slash(server.channel, "setup", moderator_channel=mods)
    await take_in(server, site)
    site.show(*TWO, THREE)
    folder = tmp_path / "libraries" / f"server-{server.guild.id}"
    for _ in range(2):
        await later(server, parts).look()
        change_source(folder, site.address, lambda old: old.model_copy(update={"told": None}))
    first, again = nonces(server, "says something else now")
    assert first == again, "Discord takes the first"
