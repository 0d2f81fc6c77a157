"""What is told to those who wait: once, also where a try is repeated, from the papers that were asked, and no patient's data."""

from __future__ import annotations

from typing import Any

import pytest

from bot.discord.awaiting import TOLD, WANTED
from bot.discord.parts import Parts
from bot.patients import patient_data
from tests.bot.discord.conftest import HONEY, Server, asked, taken_in, told
from tests.bot.discord.test_ask import DOI


def posted(server: Server) -> list[dict[str, Any]]:
    """The messages that were sent, as Discord got them."""
    sent = [one.json or {} for one in server.env.http_requests if one.method == "POST"]
    return [one for one in sent if TOLD in one.get("content", "") or WANTED in one.get("content", "")]


@pytest.mark.parametrize("direct", [False, True])
async def test_what_is_told_carries_its_answers_id_so_that_a_second_try_doubles_nothing(
    server: Server, parts: Parts, direct: bool
) -> None:
    answer = (await server.ask(HONEY)).response.message
    promised = await server.alice.click(answer, label="Tell me")
    if direct:
        await server.alice.click(promised.response.message, label="By direct message instead")
    await taken_in(server)
    (row, _) = await parts.storage.logbook.recent(2)
    (sent,) = posted(server)
    assert (sent["nonce"], sent["enforce_nonce"]) == (row.id, True)


async def test_a_question_that_was_asked_of_some_papers_is_answered_by_no_other(server: Server) -> None:
    answer = (await server.ask(HONEY, paper=DOI)).response.message
    await server.alice.click(answer, label="Tell me")
    await taken_in(server)
    assert told(server) == []


async def test_a_kept_question_in_which_patient_data_is_seen_by_now_is_asked_no_more(
    server: Server, parts: Parts
) -> None:
    """It was kept by a release that did not know these signs yet."""
    await asked(server)
    words = f"Mrs Anna Amsel, born 12.03.1950: {HONEY}"
    assert patient_data(words)
    await parts.storage.logbook._database.execute("UPDATE answers SET question = ?", (words,))
    await taken_in(server)
    assert told(server) == []
    assert await parts.storage.awaited.of(str(server.alice.id), str(server.guild.id)) == []


async def test_who_asks_what_an_abbreviation_means_is_told_once_a_paper_writes_it_out(server: Server) -> None:
    file = (
        "rcc.ris",
        b"TY  - JOUR\nTI  - Kidneys\nDO  - 10.1/rcc\nAB  - Renal cell carcinoma (RCC) was seen in 9 of 80.\nER  - \n",
    )
    answer = (await server.alice.slash(server.channel, "define", term="RCC")).response.message
    await server.alice.click(answer, label="Tell me")
    await taken_in(server, file)
    (said,) = told(server)
    assert "RCC stands for Renal cell carcinoma" in said.content
