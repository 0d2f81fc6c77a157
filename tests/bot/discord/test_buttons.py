"""Every button under an answer: for any reader, after a restart, and kindly when the record is gone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.discord.client import Marrow
from bot.discord.modals import UNKNOWN
from bot.discord.parts import Parts
from bot.discord.text import read_back
from corpus.joining import builtin
from tests.bot.discord import forging
from tests.bot.discord.conftest import Server, impatient, new_server
from tests.bot.discord.test_ask import DOI, QUESTION, SENTENCE
from tests.bot.storage.samples import held_by_another

PAPER = next(paper for paper in builtin().papers if paper.key == DOI)


@pytest.fixture
async def answer(server: Server) -> Any:
    return (await server.ask(QUESTION)).response.message


async def test_in_context_shows_the_whole_abstract_with_the_sentence_in_bold(server: Server, answer: Any) -> None:
    result = await server.bob.click(answer, label="In context")
    assert result.ephemeral
    said = result.response.embeds[0].description
    assert (PAPER.abstract or "no abstract") in read_back(said.replace("**", ""))
    assert f"**{SENTENCE}**" in said.replace("\\", "")


async def test_in_context_a_share_that_its_counts_do_not_give_is_told_and_not_corrected(server: Server) -> None:
    asked = await server.ask("how many patients needed surgical treatment during follow-up?", paper="Park 2024")
    context = await server.bob.click(asked.response.message, label="In context")
    shown = read_back(context.response.content + "".join(one.description or "" for one in context.response.embeds))
    assert "surgical treatment was required in 79 (17.9%) of patients" in shown.replace("**", "")
    assert shown.count("“79 (17.9%) of patients”: as printed; 79/469 = 16.8 %") == 1


async def test_more_passages_are_quotes_of_their_papers_and_logged(
    server: Server, answer: Any, parts: Parts
) -> None:
    result = await server.bob.click(answer, label="More")
    assert result.ephemeral
    shown = read_back(result.response.content)
    quotes = re.findall(r"^> (.+)\n-# — .*https://doi\.org/(\S+)$", shown, re.MULTILINE)
    papers = {paper.key: paper.abstract or "" for paper in builtin().papers}
    assert quotes
    assert all(text in papers[doi] for text, doi in quotes)
    assert SENTENCE not in shown
    assert (await parts.storage.logbook.recent(1))[0].kind == "more"


async def test_cite_gives_the_reference_and_other_styles(server: Server, answer: Any) -> None:
    result = await server.bob.click(answer, label="Cite")
    assert result.ephemeral
    assert "Kang DH, Lee W, Chang BS" in result.response.content
    assert f"https://doi.org/{DOI}" in result.response.content
    assert [file.filename for file in result.response.attachments] == ["references.txt"]
    styled = await server.bob.select(result.response.message, ["bibtex"])
    assert "@article{Kang2023-cancers15235518" in styled.response.content


async def test_feedback_is_private_and_kept(server: Server, answer: Any, parts: Parts) -> None:
    (row,) = await parts.storage.logbook.recent()
    assert (await server.rest(server.bob, answer, "Helpful")).ephemeral
    form = await server.rest(server.alice, answer, "Not helpful")
    told = await server.alice.submit_modal(form, {_field(form): "wrong arm"})
    assert told.ephemeral
    verdicts = await parts.storage.feedback.verdicts(row.id)
    assert [(verdict.helpful, verdict.reason) for verdict in verdicts] == [(True, None), (False, "wrong arm")]


async def test_a_closed_form_still_counts(server: Server, answer: Any, parts: Parts) -> None:
    (row,) = await parts.storage.logbook.recent()
    await server.rest(server.bob, answer, "Not helpful")
    assert [verdict.helpful for verdict in await parts.storage.feedback.verdicts(row.id)] == [False]


async def test_a_report_reaches_the_moderators_and_pings_nobody(server: Server, answer: Any, parts: Parts) -> None:
    desk = server.guild.create_text_channel("mod-desk")
    await server.admin.slash(server.channel, "setup", moderator_channel=desk)
    form = await server.rest(server.bob, answer, "Report")
    await server.bob.submit_modal(form, {_field(form): "@everyone **wrong**"})
    (row,) = await parts.storage.logbook.recent()
    posted = desk.last_message
    assert row.id in posted.content
    assert r"\*\*wrong\*\*" in posted.content
    assert not posted.mention_everyone
    assert [report.reason for report in await parts.storage.feedback.reports(row.id)] == ["@everyone **wrong**"]


async def test_a_form_opened_before_a_restart_is_still_taken(server: Server, answer: Any, parts: Parts) -> None:
    form = await server.rest(server.bob, answer, "Report")
    await server.env.restart_bot(Marrow(parts, shards=1))
    told = await server.bob.submit_modal(form, {_field(form): "odd"})
    (row,) = await parts.storage.logbook.recent()
    assert "kept for the moderators" in told.response.content
    assert [report.reason for report in await parts.storage.feedback.reports(row.id)] == ["odd"]


async def test_a_report_without_a_channel_is_kept(server: Server, answer: Any, parts: Parts) -> None:
    form = await server.rest(server.bob, answer, "Report")
    told = await server.bob.submit_modal(form, {_field(form): "odd"})
    (row,) = await parts.storage.logbook.recent()
    assert "kept for the moderators" in told.response.content
    assert len(await parts.storage.feedback.reports(row.id)) == 1


async def test_others_cannot_remove_an_answer(server: Server, answer: Any, parts: Parts) -> None:
    (row,) = await parts.storage.logbook.recent()
    result = await forging.press(server.bob, answer, f"marrow:remove:{row.id}")
    assert result.ephemeral
    assert "Only the member who asked" in result.response.content
    assert server.channel.last_message.id == answer.id


async def test_asker_moderator_and_admin_can_remove_it_and_the_row_stays(server: Server, parts: Parts) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    for number, who in enumerate(("alice", "moderator", "admin"), start=1):
        await server.env.advance_time(60)
        answer = (await server.ask(QUESTION)).response.message
        assert answer.id in [message.id for message in server.channel.history()], who
        await server.rest(getattr(server, who), answer, "Remove")
        assert answer.id not in [message.id for message in server.channel.history()], who
        assert len(await parts.storage.logbook.recent()) == number, who


async def test_buttons_work_after_a_restart(server: Server, answer: Any, parts: Parts) -> None:
    await server.env.restart_bot(Marrow(parts, shards=1))
    assert "in bold" in (await server.bob.click(answer, label="In context")).response.content
    assert "Further passages" in (await server.bob.click(answer, label="More")).response.content
    assert "Kang DH" in (await server.bob.click(answer, label="Cite")).response.content
    assert (await server.rest(server.bob, answer, "Helpful")).ephemeral


async def test_a_removed_record_is_said_kindly(server: Server, answer: Any) -> None:
    asked = await server.alice.slash(server.channel, "privacy delete")
    done = await server.alice.click(asked.response.message, label="Delete it all")
    assert "1 question of yours" in done.response.content
    for label in ("More", "Follow up"):
        result = await server.bob.click(answer, label=label)
        assert result.ephemeral
        assert "has been removed" in result.response.content
    assert "in bold" in (await server.bob.click(answer, label="In context")).response.content


async def test_nothing_of_one_server_is_seen_in_another(server: Server, answer: Any, parts: Parts) -> None:
    other = new_server(server.env, "other")
    (row,) = await parts.storage.logbook.recent()
    assert await parts.storage.shown.get(row.id, str(other.guild.id)) is None
    listed = await other.alice.slash(other.channel, "history")
    assert "no question of yours" in listed.response.content


def _field(form: Any) -> str:
    """The custom id of a form's one text field."""
    found = re.findall(r"'custom_id': '([^']+)'", str(form.modal["components"]))
    return str(found[0])


async def test_a_button_nobody_answers_is_said_to_be_unknown(server: Server, answer: Any) -> None:
    for custom_id in ("marrow:", "marrow:context:", "marrow:nothing:of:ours", "marrow:record"):
        for chosen in (None, ["x"]):
            told = await forging.press(server.bob, answer, custom_id, chosen)
            assert told.ephemeral, custom_id
            assert told.response.content == UNKNOWN, custom_id


async def test_references_need_no_log_that_can_be_written(
    server: Server, parts: Parts, answer: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    impatient(parts)
    with held_by_another(tmp_path):
        cited = await server.bob.click(answer, label="Cite")
        seen = await server.bob.click(answer, label="In context")
        recent = await server.moderator.slash(server.channel, "log recent")
    assert f"https://doi.org/{DOI}" in cited.response.content
    assert "in bold" in seen.response.content
    assert "Please try again" in recent.response.content
    assert "marrow doctor" not in recent.response.content
    assert any("Run “marrow doctor”" in record.getMessage() for record in caplog.records)
    caplog.clear()  # the operator's sentence is an error there; members were told


async def test_under_an_answer_stands_one_row_of_five_at_most_and_no_link(server: Server) -> None:
    """However it ended; the rest is behind the last one, and links stand in the text."""
    for asked in (QUESTION, "does SABR cost less than surgery?", "what is the capital of Mongolia?"):
        answer = await server.ask(asked)
        (row,) = answer.response.components
        assert 1 <= len(row["components"]) <= 5, asked
        assert all(one["type"] == 2 and "url" not in one for one in row["components"]), asked
        assert row["components"][-1]["label"] == "⋯", asked


def labels(message: Any) -> list[str]:
    return [one["label"] for row in message.components for one in row["components"]]


async def test_share_is_not_offered_where_answers_may_not_be_shown(server: Server) -> None:
    await server.admin.slash(server.channel, "setup", allow=server.guild.create_text_channel("answers"))
    answer = (await server.ask(QUESTION)).response
    assert labels(answer) == ["In context", "More", "Cite", "Follow up", "⋯"]
    assert "Share" not in labels((await server.alice.click(answer.message, label="⋯")).response)


async def test_who_wants_nothing_kept_is_offered_no_list(server: Server, answer: Any) -> None:
    listed = await server.alice.slash(server.channel, "papers")
    menu = listed.response.components[0]["components"][0]
    await server.alice.slash(server.channel, "privacy opt-out")
    card = await server.alice.select(listed.response.message, [menu["options"][0]["value"]])
    assert labels(card.response) == ["Abstract", "Cite", "Related papers"]
    assert "Save to read" not in labels((await server.alice.click(answer, label="⋯")).response)
    assert "Save to read" in labels((await server.bob.click(answer, label="⋯")).response)
