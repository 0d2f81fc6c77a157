"""Rows of the log: found, turned over by pages, counted, exported."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from bot.discord.client import Marrow
from bot.discord.guards import NOTED
from bot.discord.moderating.rows import export_reply
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server
from tests.bot.discord.log.steps import UNHELD, log, readings
from tests.bot.discord.test_ask import QUESTION


async def test_rows_are_found_and_their_records_opened(server: Server, asked: Any, parts: Parts) -> None:
    recent = await log(server, "recent")
    text = read_back(recent.response.content)
    assert text.index(UNHELD[:20]) < text.index(QUESTION)
    found = await log(server, "search", text="zebra", outcome="nothing")
    assert QUESTION not in read_back(found.response.content)
    menu = found.response.components[0]["components"][0]
    shown = await server.moderator.select(found.response.message, [menu["options"][0]["value"]])
    record = read_back(shown.response.content)
    assert UNHELD in record
    assert "zebrafish" in re.search(r"unknown\s+(.*)", record)[1]  # type: ignore[index]
    nothing = await log(server, "search", feedback="reported")
    assert nothing.response.content == f"No row fits.\n{NOTED}"
    whats = [what for what, _ in await readings(parts, server)]
    assert whats == ["search", "show", "search", "recent"]


@pytest.mark.slow
async def test_a_long_log_has_pages_that_survive_a_restart(server: Server, asked: Any, parts: Parts) -> None:
    for number in range(9):
        await server.env.advance_time(10)
        await server.ask(f"question number {number} about metastases?")
    first = await log(server, "search", text="metastases")
    await server.env.restart_bot(Marrow(parts, shards=1))
    second = await server.moderator.click(first.response.message, label="Older")
    assert "number 0" in second.response.content
    assert "number 8" not in second.response.content
    newest = await server.moderator.click(first.response.message, label="Newest")
    assert "number 8" in newest.response.content


@pytest.mark.slow
async def test_a_page_of_signs_fits_below_whatever_was_chosen_with_the_line_that_it_is_noted(
    server: Server, asked: Any, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paper's identifier may be long, and every sign of it and of a question takes a second one to be shown."""
    for number in range(8):
        await server.env.advance_time(10)
        await server.ask(f"{number} metastases {'*_' * 40}")
    monkeypatch.setattr(Selection, "told", lambda _: "paper 10.1234/" + "_a" * 400)
    found = await log(server, "search", text="metastases")
    assert found.response.content.count("metastases") == 8
    assert found.response.content.endswith(NOTED)


async def test_gaps_are_counted_without_names_and_can_be_closed(server: Server, asked: Any) -> None:
    text = read_back((await log(server, "gaps")).response.content)
    assert "1 × zebrafish" in text
    assert str(server.bob.id) not in text
    closed = await log(server, "gaps", close="zebrafish", by="danio")
    assert "zebrafish" not in closed.response.content
    opened = await log(server, "gaps", close="zebrafish")
    assert "zebrafish" in opened.response.content
    assert "zebrafish" not in (await log(server, "gaps", close="Zebrafish", by="danio")).response.content


@pytest.mark.parametrize("by", [{}, {"by": "danio"}])
async def test_a_word_nobody_asked_for_in_vain_is_no_gap(server: Server, asked: Any, by: dict[str, str]) -> None:
    said = await log(server, "gaps", close="zorg", **by)
    assert said.response.content == "Nobody here asked in vain for “zorg”; /log gaps lists the words."


@pytest.mark.usefixtures("drawn_here")
async def test_figures_come_as_text_and_as_a_described_picture(server: Server, asked: Any) -> None:
    result = await log(server, "stats")
    assert "2 questions on 1 day" in read_back(result.response.content)
    (picture,) = result.response.attachments
    assert (await picture.read()).startswith(b"\x89PNG")
    none = (await log(server, "stats", until="2020-01-01")).response.content
    assert none == f"No question in this period.\n{NOTED}"
    assert "is no day" in (await log(server, "stats", since="yesterday")).response.content


async def test_an_export_names_nobody_unless_the_server_allows_it(
    server: Server, asked: Any, parts: Parts
) -> None:
    result = await log(server, "export")
    content = (await result.response.attachments[0].read()).decode()
    assert content.startswith("\ufeff")  # so that Excel reads it as UTF-8
    rows = list(csv.DictReader(io.StringIO(content[1:])))
    assert {row["question"] for row in rows} == {QUESTION, UNHELD}
    assert "asker" not in rows[0]
    assert str(server.channel.id) not in content
    refused = await log(server, "export", names=True)
    assert "does not let exports name" in refused.response.content
    await server.admin.slash(server.channel, "setup", export_names=True)
    named = await log(server, "export", names=True, format="jsonl")
    lines = (await named.response.attachments[0].read()).decode().splitlines()
    assert {json.loads(line)["channel"] for line in lines} == {str(server.channel.id)}


async def test_an_export_too_large_names_the_terminals_command(server: Server, asked: Any, parts: Parts) -> None:
    said = await export_reply(parts, Selection(server=str(server.guild.id)), "csv", False, 100)
    assert f"marrow log export --server {server.guild.id} --format csv --out log.csv" in said.content
    assert said.attach() == []


async def test_a_search_for_what_stands_everywhere_says_so_and_shows_no_rows(server: Server) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    await server.ask(QUESTION)
    for text, said in (("...", "nothing in that which I can look for"), ("🙏", "No row fits"), ("?", QUESTION)):
        shown = await server.moderator.slash(server.channel, "log search", text=text)
        assert said in read_back(shown.response.content)


@pytest.mark.usefixtures("drawn_here")
async def test_every_period_is_one_or_is_refused_with_the_reason(server: Server, asked: Any) -> None:
    """The first day there is, the last one, one that Discord's own timestamp names, and one that ends before it begins."""
    for bounds in ({"since": "0001-01-01"}, {"until": "9999-12-31"}, {"since": "<t:1700000000:D>"}):
        assert QUESTION in read_back((await log(server, "search", **bounds)).response.content)
    whole = await log(server, "stats", since="0001-01-01", until="9999-12-31")
    assert "2 questions on 1 day" in read_back(whole.response.content)
    refused = await log(server, "stats", since="2026-02-01", until="2026-01-01")
    assert "before it begins on 2026-02-01" in refused.response.content
