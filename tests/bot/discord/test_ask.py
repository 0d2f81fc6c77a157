"""Questions by command and mention: what members see, and the row behind it."""

from __future__ import annotations

from typing import Any

from bot.discord.cogs.ask import OURS
from bot.discord.parts import Parts
from bot.discord.text import read_back
from corpus.joining import builtin
from tests.bot.discord.conftest import Server

QUESTION = "how long was follow-up after TES?"
SENTENCE = "The median follow-up period was 54.4 (TES) and 26.1 months (SABR) for matched patients."
DOI = "10.3390/cancers15235518"


async def test_an_answer_quotes_the_paper_and_names_its_doi_in_the_content(server: Server) -> None:
    result = await server.ask(QUESTION)
    shown = read_back(result.response.content)
    assert f"> {SENTENCE}" in shown
    assert f"https://doi.org/{DOI}" in shown
    assert QUESTION in shown
    assert not result.ephemeral


async def test_the_row_is_there_and_names_the_message(server: Server, parts: Parts) -> None:
    result = await server.ask(QUESTION)
    (row,) = await parts.storage.logbook.recent()
    assert (row.question, row.outcome, row.reply) == (QUESTION, "answered", str(result.response.id))
    assert row.server == str(server.guild.id)
    assert row.asker not in (None, str(server.alice.id))
    assert row.snapshot == builtin().digest


MARKS = (
    "<t:1700000000:R>", "<t:1700000000>", "<:bone:123456789012345678>", "</ask:123456789012345678>", "<#123456789012345678>",
    "<sound:0:123456789012345678>", "<id:guide>", "<@&123456789012345678>",
)  # fmt: skip


def quoted(result: Any) -> list[str]:
    return [line for line in result.response.content.split("\n") if line.startswith(">")]


async def test_marks_of_discord_are_no_words_of_a_question(server: Server) -> None:
    plain, otherwise = quoted(await server.ask(QUESTION)), []
    assert plain
    for mark in MARKS:
        marked = await server.ask(f"how long was {mark} follow-up after TES {mark}?")
        if quoted(marked) != plain or "No abstract here has" in marked.response.content:
            otherwise.append((mark, marked.response.content))
        await server.env.advance_time(10)
    assert otherwise == []


async def test_only_me_is_ephemeral_and_can_be_shared(server: Server) -> None:
    result = await server.ask(QUESTION, visible="private")
    assert result.ephemeral
    shared = await server.alice.click(result.response.message, label="Share")
    assert not shared.ephemeral
    assert SENTENCE in read_back(shared.response.content)


async def test_the_menu_on_an_answer_asks_its_question_again(server: Server, parts: Parts) -> None:
    await server.ask(QUESTION)
    answer = server.channel.last_message
    again = await server.bob.context_menu(server.channel, "Ask about this message", answer)
    assert SENTENCE in read_back(again.response.content)
    assert [row.question for row in await parts.storage.logbook.recent()] == [QUESTION, QUESTION]
    await server.mention("")
    ours = await server.bob.context_menu(server.channel, "Ask about this message", server.channel.last_message)
    assert ours.response.content == OURS
