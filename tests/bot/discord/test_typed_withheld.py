"""What a server does not keep is kept nowhere: no reason, no note, no filter and no word of a search."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord import listing
from bot.discord.parts import Parts
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION
from tests.bot.discord.test_typed import GATED, KEPT_ELSEWHERE, WITHHOLDING, WORD, bytes_of, withhold
from tests.bot.discord.test_whose import newest, text_of


@pytest.mark.parametrize("how", WITHHOLDING)
async def test_what_the_policy_withholds_is_not_kept(
    server: Server, parts: Parts, tmp_path: Path, how: str
) -> None:
    desk = server.guild.create_text_channel("mod-desk")
    await server.admin.slash(server.channel, "setup", moderator_channel=desk)
    await withhold(server, parts, how)
    answer = (await server.ask(QUESTION)).response.message
    for number, place in enumerate(sorted(GATED.keys() - KEPT_ELSEWHERE)):
        # the same words twice would be refused as such
        result = await GATED[place](server, answer, f"{WORD} {number}")
        assert result.response is not None, place
        assert WORD.encode() not in bytes_of(tmp_path), place
        await server.env.advance_time(10)
    (row,) = await parts.storage.logbook.recent(1)
    named = parts.storage.members._pseudonyms.all_of(str(server.admin.id), str(server.guild.id))[-1]
    reported = await parts.storage.feedback._database.rows(
        "SELECT asker FROM reports UNION SELECT asker FROM feedback"
    )
    assert named not in [one["asker"] for one in reported]
    assert row.id


@pytest.mark.parametrize("how", ["counts", "off"])
async def test_a_report_without_kept_words_is_for_the_moderators_channel_alone(
    server: Server, parts: Parts, how: str
) -> None:
    await withhold(server, parts, how)
    answer = (await server.ask(QUESTION)).response.message
    assert "tell a moderator yourself" in text_of(await GATED["report"](server, answer, WORD))
    assert await parts.storage.feedback.reports(await newest(parts)) == []
    desk = server.guild.create_text_channel("mod-desk")
    await server.admin.slash(server.channel, "setup", moderator_channel=desk)
    assert "have it now" in text_of(await GATED["report"](server, answer, WORD))
    assert WORD in desk.last_message.content
    assert [one.reason for one in await parts.storage.feedback.reports(await newest(parts))] == [""]


@pytest.mark.parametrize("how", ["counts", "off"])
async def test_a_note_without_kept_words_stands_under_the_answer_and_in_no_record(
    server: Server, parts: Parts, how: str
) -> None:
    await withhold(server, parts, how)
    await server.ask(QUESTION)
    assert "in no record" in text_of(await GATED["log note note"](server, None, WORD))
    assert WORD in server.channel.last_message.content
    await server.ask(QUESTION, visible="private")
    assert "would stand nowhere" in text_of(await GATED["log note note"](server, None, WORD))


async def typed_lists(parts: Parts, word: str) -> int:
    """How many lists are kept with a word in them."""
    (row,) = await parts.storage.listings._database.rows(
        "SELECT count(*) FROM listings WHERE instr(spec, ?)", (word,)
    )
    return int(row[0])


async def test_filters_that_may_not_be_kept_have_no_pages_but_a_file(
    server: Server, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    await server.bob.slash(server.channel, "privacy opt-out")
    result = await server.bob.slash(server.channel, "papers", keyword="metastases")
    assert result.ephemeral
    assert not [part for row in result.response.components for part in row["components"] if part["type"] == 2]
    assert [file.filename for file in result.response.attachments] == ["papers.txt"]
    assert await typed_lists(parts, "metastases") == 0
    kept = await server.alice.slash(server.channel, "papers", keyword="metastases")
    assert kept.response.attachments == []
    assert await typed_lists(parts, "metastases") == 1


@pytest.mark.parametrize("how", WITHHOLDING)
async def test_a_search_whose_words_may_not_be_kept_finds_and_keeps_none(
    server: Server, parts: Parts, how: str
) -> None:
    await server.mention(f"{WORD} and pain")
    await withhold(server, parts, how)
    assert WORD in text_of(await GATED["log search text"](server, None, WORD))
    assert await typed_lists(parts, WORD) == 0
