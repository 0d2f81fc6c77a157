"""What is new since a member looked, and what they saved to read: theirs alone, kept by consent, and gone with them."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.discord.actions.saving import FULL, NOT_KEPT
from bot.discord.housekeeping import Housekeeping
from bot.discord.parts import Parts
from bot.discord.saved import CANNOT_KNOW, EMPTY, FIRST, LOST, NOTHING_NEW
from bot.discord.text import read_back
from bot.storage.saved import MOST
from corpus.joining import builtin
from corpus.store import CorpusStore
from tests.bot.discord.conftest import OTHER, Server, taken_in
from tests.bot.discord.forging import press
from tests.bot.discord.test_ask import DOI, QUESTION

TITLE = next(paper.title for paper in builtin().papers if paper.key == DOI)


async def news(server: Server, member: Any = None, **more: Any) -> Any:
    return (await (member or server.alice).slash(server.channel, "papers", new=True, **more)).response


async def reading(server: Server, member: Any = None, **more: Any) -> Any:
    return (await (member or server.alice).slash(server.channel, "reading", **more)).response


def options(response: Any) -> list[dict[str, Any]]:
    """What the menu of a message offers."""
    return [one for row in response.components for part in row["components"] for one in part.get("options", ())]


def controls(response: Any) -> int:
    return sum(len(row["components"]) for row in response.components)


def titles(response: Any) -> list[str]:
    return [word for word in ("Bees and sugar", "Ants and sugar") if word in response.content]


# what is new


async def test_what_is_new_is_what_came_since_the_member_looked(server: Server) -> None:
    await taken_in(server)
    first = await news(server)
    assert first.ephemeral
    assert first.content.startswith(FIRST)
    assert titles(first) == ["Bees and sugar"]
    again = await news(server)
    assert again.content.startswith("New since you last looked, <t:")
    assert again.content.endswith(NOTHING_NEW)
    await taken_in(server, OTHER)
    assert titles(await news(server)) == ["Ants and sugar"]
    assert titles(await news(server, server.bob)) == ["Bees and sugar", "Ants and sugar"]


async def test_a_look_through_filters_is_none_and_leaves_the_rest_new(server: Server) -> None:
    await taken_in(server)
    await news(server)
    await taken_in(server, OTHER)
    narrowed = await news(server, keyword="leaves")
    assert titles(narrowed) == ["Ants and sugar"]
    assert titles(await news(server)) == ["Ants and sugar"]


async def test_what_could_not_be_shown_was_not_looked_at(server: Server, parts: Parts) -> None:
    await taken_in(server)
    server.env.inject_error("POST", "/interactions/*/callback", status=403, code=50013, times=None)
    await server.alice.slash(server.channel, "papers", new=True)
    server.env.backend.faults.clear()
    (library,) = (await parts.settings(str(server.guild.id))).libraries
    assert await parts.storage.saved.last_look(str(server.alice.id), str(server.guild.id), library or "") is None


@pytest.mark.parametrize("how", ["opted out", "counts only"])
async def test_where_no_names_are_kept_it_is_said_and_four_weeks_are_shown(
    server: Server, parts: Parts, how: str
) -> None:
    await taken_in(server)
    if how == "opted out":
        await server.alice.slash(server.channel, "privacy opt-out")
    else:
        await server.admin.slash(server.channel, "setup", logging="counts")
    for _ in range(2):
        shown = await news(server)
        assert shown.content.startswith(CANNOT_KNOW)
        assert titles(shown) == ["Bees and sugar"]
    rows = await parts.storage.logbook._database.rows("SELECT * FROM looked")
    assert rows == []


async def test_only_four_weeks_are_new_where_nobody_knows(server: Server, parts: Parts) -> None:
    await taken_in(server)
    (library,) = (await parts.settings(str(server.guild.id))).libraries
    store = CorpusStore(parts.libraries.data_dir / "libraries")
    long_ago = (datetime.now(UTC) - timedelta(days=40)).timestamp()
    for snapshot in (store.folder(library or "") / "snapshots").iterdir():
        os.utime(snapshot, (long_ago, long_ago))
    await taken_in(server, OTHER)
    assert titles(await news(server)) == ["Ants and sugar"]


async def test_a_state_that_is_gone_is_told_and_four_weeks_are_shown(server: Server, parts: Parts) -> None:
    await taken_in(server)
    (library,) = (await parts.settings(str(server.guild.id))).libraries
    await parts.storage.saved.look(str(server.alice.id), str(server.guild.id), library or "", "0" * 64)
    shown = await news(server)
    assert shown.content.startswith(LOST)
    assert titles(shown) == ["Bees and sugar"]


async def test_many_new_papers_come_in_pages_that_say_so_once(server: Server) -> None:
    rows = "".join(
        f'{{"_id": "{n}", "title": "{"Bees of the north " * 6}{n}", "text": "They fly."}}\n' for n in range(25)
    )
    await taken_in(server, ("many.jsonl", rows.encode()))
    shown = await news(server)
    assert "25 papers, newest, page 1 of" in shown.content
    assert len(shown.content) <= 2000
    further = (await server.alice.click(shown.message, label="Next page")).response
    assert "page 2 of" in further.content
    assert titles(await news(server)) == []


# the reading list


async def test_a_paper_of_an_answer_is_saved_seen_and_taken_off(server: Server) -> None:
    answer = (await server.ask(QUESTION)).response.message
    saved = await server.rest(server.bob, answer, "Save to read")
    if options(saved.response):
        saved = await server.bob.select(saved.response.message, [options(saved.response)[0]["value"]])
    assert saved.ephemeral
    assert "reading list" in saved.response.content
    shown = await reading(server, server.bob)
    assert shown.ephemeral
    assert shown.content.startswith("Your reading list: 1 paper\n**1.** ")
    assert controls(shown) <= 5
    assert (await reading(server)).content == EMPTY
    card = (await server.bob.select(shown.message, [options(shown)[0]["value"]])).response
    off = (await server.bob.click(card.message, label="Take off my list")).response
    assert off.content == "It is off your reading list."
    assert (await reading(server, server.bob)).content == EMPTY


async def test_the_papers_of_an_answer_are_chosen_and_each_stands_there_once(server: Server, parts: Parts) -> None:
    listed = (await server.ask("list the papers")).response.message
    which = (await server.rest(server.alice, listed, "Save to read")).response
    wanted = [one["value"] for one in options(which)[:2]]
    for _ in range(2):
        said = (await server.alice.select(which.message, wanted)).response
        assert said.content == "These papers are on your reading list; /reading shows it."
    assert len(await parts.storage.saved.of(str(server.alice.id), str(server.guild.id))) == 2


async def test_a_paper_of_a_list_is_saved_from_its_card(server: Server) -> None:
    listed = (await server.alice.slash(server.channel, "papers")).response
    card = (await server.bob.select(listed.message, [options(listed)[0]["value"]])).response
    assert controls(card) <= 5
    for said in ("now", "already"):
        saved = (await server.bob.click(card.message, label="Save to read")).response
        assert saved.content.endswith(f"is on your reading list {said}; /reading shows it.")
        assert saved.ephemeral


async def test_a_paper_with_a_long_name_fits_each_sentence_about_it(server: Server) -> None:
    """Escaped, a journal's name of 1,900 characters has twice as many: Discord took no such message."""
    paper = {"doi": "10.1234/a", "title": "Bees", "journal": "*" * 1900, "abstract": "Bees slept for 12 hours."}
    await taken_in(server, ("long.jsonl", json.dumps(paper).encode() + b"\n" + OTHER[1]))
    card = await server.alice.slash(server.channel, "summary", paper="10.1234/a")
    saved = (await server.rest(server.alice, card.response.message, "Save to read")).response
    assert saved.content.endswith("is on your reading list now; /reading shows it.")
    related = (await server.alice.slash(server.channel, "related", paper="10.1234/a")).response
    assert related.content.startswith("No other paper here shares telling words with")
    form = await server.alice.click(card.response.message, label="Follow up")
    await server.alice.submit_modal(form, {"reason": "and for how long?"})
    assert "I look in" in next(iter(server.channel.threads)).history()[0].content
    gone = (await server.admin.slash(server.channel, "corpus remove", paper="10.1234/a")).response
    assert "is left out, whatever is imported later" in gone.content


@pytest.mark.parametrize("how", ["opted out", "off"])
async def test_nothing_is_saved_where_nothing_may_be_kept(server: Server, how: str) -> None:
    if how == "opted out":
        await server.alice.slash(server.channel, "privacy opt-out")
    else:
        await server.admin.slash(server.channel, "setup", logging="off")
    listed = (await server.alice.slash(server.channel, "papers")).response
    card = (await server.alice.select(listed.message, [options(listed)[0]["value"]])).response
    assert "Save to read" not in [one["label"] for row in card.components for one in row["components"]]
    pressed = await press(server.alice, card.message, f"marrow:paper:save:{options(listed)[0]['value']}")
    assert pressed.response.content == NOT_KEPT
    assert (await reading(server)).content == EMPTY


async def test_a_full_list_takes_no_more(server: Server, parts: Parts) -> None:
    keys = [f"10.1/{n}" for n in range(MOST)]
    await parts.storage.saved.add(str(server.alice.id), str(server.guild.id), "elsewhere", keys)
    listed = (await server.alice.slash(server.channel, "papers")).response
    card = (await server.alice.select(listed.message, [options(listed)[0]["value"]])).response
    assert (await server.alice.click(card.message, label="Save to read")).response.content == FULL
    shown = await reading(server)
    assert "page 1 of" in shown.content
    assert controls(shown) <= 5
    second = (await server.alice.click(shown.message, label="Next page")).response
    assert "page 2 of" in second.content
    assert controls(second) <= 5


async def test_papers_that_are_not_here_are_told_as_such_and_can_be_taken_off(
    server: Server, parts: Parts
) -> None:
    service = await parts.service(str(server.guild.id))
    for library, key in ((service.corpus.name, "10.1/gone"), ("other", "10.1/else")):
        await parts.storage.saved.add(str(server.alice.id), str(server.guild.id), library, [key])
    shown = await reading(server)
    assert "“10.1/gone” is no longer in this library." in read_back(shown.content)
    assert "“10.1/else” was saved from “other”, which is not asked here." in read_back(shown.content)
    (value,) = [one["value"] for one in options(shown) if one["label"] == "10.1/gone"]
    opened = (await server.alice.select(shown.message, [value])).response
    await server.alice.click(opened.message, label="Take off my list")
    assert len(await parts.storage.saved.of(str(server.alice.id), str(server.guild.id))) == 1


async def test_the_list_is_exported_as_references(server: Server, parts: Parts) -> None:
    assert (await reading(server, style="RIS")).content == EMPTY
    keys = [paper.key for paper in builtin().papers[:2]]
    await parts.storage.saved.add(str(server.alice.id), str(server.guild.id), "default", [*keys, "10.1/gone"])
    for style, sign in (("RIS", "TY  - JOUR"), ("BibTeX", "@article")):
        exported = await reading(server, style=style)
        assert exported.ephemeral
        assert exported.content.count(sign) == 2
        assert len(exported.message.attachments) == 1
    cited = (await server.alice.click((await reading(server)).message, label="Cite all")).response
    assert DOI in cited.content or keys[0] in cited.content


async def test_the_list_is_cleared_after_a_second_yes_by_its_owner_alone(server: Server, parts: Parts) -> None:
    for member in (server.alice, server.bob):
        await parts.storage.saved.add(str(member.id), str(server.guild.id), "default", [DOI])
    shown = await reading(server)
    sure = (await server.alice.click(shown.message, label="Clear")).response
    await press(server.alice, sure.message, "marrow:reading:sure")
    assert (await reading(server)).content == EMPTY
    assert TITLE.split(":")[0][:40] in read_back((await reading(server, server.bob)).content)


async def test_lists_and_looks_go_with_privacy_delete_and_with_the_clock(server: Server, parts: Parts) -> None:
    async def left() -> int:
        rows = [await parts.storage.logbook._database.rows(f"SELECT * FROM {one}") for one in ("saved", "looked")]  # noqa: S608
        return sum(map(len, rows))

    for member in (server.alice, server.bob):
        await parts.storage.saved.add(str(member.id), str(server.guild.id), "default", [DOI])
        await news(server, member)
    assert "papers saved to read: 1" in (await server.alice.slash(server.channel, "privacy show")).response.content
    sure = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(sure.response.message, label="Delete it all")
    assert await left() == 2
    await server.admin.slash(server.channel, "setup", names_days=7)
    await Housekeeping(parts, lambda: datetime.now(UTC) + timedelta(days=8)).tidy()
    assert await left() == 0


async def test_what_is_saved_here_is_not_seen_elsewhere(server: Server, parts: Parts) -> None:
    await parts.storage.saved.add(str(server.alice.id), "another server", "default", [DOI])
    assert (await reading(server)).content == EMPTY
