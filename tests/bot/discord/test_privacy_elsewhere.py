"""What a member deletes goes from the rows of others, too, from reports' posts and from threads."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.actions.follow import FORGOTTEN
from bot.discord.parts import Parts
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_ask import QUESTION
from tests.bot.storage.samples import written


async def test_deleted_words_are_in_no_row_of_whoever_followed_up(server: Server, tmp_path: Path) -> None:
    shown = (await server.ask("zyzzyva survival after spondylectomy by Kang?")).response.message
    form = await server.bob.click(shown, label="Follow up")
    await server.bob.submit_modal(form, {"reason": "and the complications?"})
    (thread,) = server.channel.threads
    for who, question in ((server.bob, "and in how many patients?"), (server.moderator, "and in mice?")):
        await who.send(thread, f"<@{server.env.bot.user.id}> {question}")
    await server.bob.send(server.channel, "and its limits?", reply_to=shown)
    assert b"zyzzyva" in written(tmp_path)
    asked = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(asked.response.message, label="Delete it all")
    assert b"zyzzyva" not in written(tmp_path)


async def test_deleted_words_are_in_no_row_of_whoever_pressed_or_asked_about_the_answer(
    server: Server, tmp_path: Path
) -> None:
    shown = (await server.ask("zyzzyva follow-up after TES?")).response.message
    await server.rest(server.bob, shown, "More")
    await server.bob.context_menu(server.channel, "Ask about this message", shown)
    await server.moderator.slash(server.channel, "ask", question="zyzzyva of my own?")
    asked = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(asked.response.message, label="Delete it all")
    assert b"zyzzyva follow-up" not in written(tmp_path)
    kept = await server.env.bot.parts.storage.logbook.recent(9)
    assert [row.question for row in kept] == ["zyzzyva of my own?"]


async def test_deleted_words_are_in_no_row_of_whoever_had_them_asked_of_all_papers(
    server: Server, tmp_path: Path
) -> None:
    await server.ask("what did Kang conclude?")
    shown = (await server.ask("zyzzyva follow-up after it?")).response.message
    again = await server.bob.click(shown, label="Ask all papers")
    assert "“zyzzyva”" in again.response.content
    await server.bob.slash(server.channel, "ask", question="qwertzuiop of my own?")
    asked = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(asked.response.message, label="Delete it all")
    assert b"zyzzyva" not in written(tmp_path)
    assert b"qwertzuiop" in written(tmp_path)


async def test_reports_posts_go_with_the_question_and_with_the_reason(server: Server) -> None:
    desk = server.guild.create_text_channel("mod-desk")
    await server.admin.slash(server.channel, "setup", moderator_channel=desk)
    await server.ask("how long was follow-up after TES?")
    answer = (await server.ask("zyzzyva follow-up after TES?")).response.message
    for who, reason in ((server.bob, "first reason"), (server.moderator, "second reason")):
        form = await server.rest(who, answer, "Report")
        await who.submit_modal(form, {"reason": reason})
    assert all("zyzzyva" in post.content for post in desk.history())
    for who, asked_there in (
        (server.bob, "Asked: zyzzyva follow-up after TES?"),
        (server.alice, "Asked: (no words are kept)"),
    ):
        asked = await who.slash(server.channel, "privacy delete")
        await who.click(asked.response.message, label="Delete it all, and the answers sent to me")
        (post,) = desk.history()
        head, *rest = post.content.split("\n")
        assert head.startswith("**Report 2** on answer")
        assert rest == [asked_there, "> second reason"]


async def test_a_reports_post_that_moderators_took_away_hinders_no_deleting(server: Server) -> None:
    desk = server.guild.create_text_channel("mod-desk")
    await server.admin.slash(server.channel, "setup", moderator_channel=desk)
    answer = (await server.ask("zyzzyva follow-up after TES?")).response.message
    form = await server.rest(server.bob, answer, "Report")
    await server.bob.submit_modal(form, {"reason": "second reason"})
    channel = server.env.bot.get_channel(desk.id)
    await (await channel.fetch_message(desk.history()[0].id)).delete()
    asked = await server.alice.slash(server.channel, "privacy delete")
    done = await server.alice.click(asked.response.message, label="Delete it all, and the answers sent to me")
    assert "Deleted: 1 question of yours, for good. 1 of my messages is gone with them." in done.response.content


async def test_a_reports_post_loses_the_question_that_somebody_else_asked_again(server: Server) -> None:
    desk = server.guild.create_text_channel("mod-desk")
    await server.admin.slash(server.channel, "setup", moderator_channel=desk)
    shown = (await server.ask("zyzzyva follow-up after TES?")).response.message
    again = await server.bob.context_menu(server.channel, "Ask about this message", shown)
    form = await server.rest(server.bob, again.response.message, "Report")
    await server.bob.submit_modal(form, {"reason": "not about owls"})
    assert "zyzzyva" in desk.history()[0].content
    asked = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(asked.response.message, label="Delete it all, and the answers sent to me")
    (post,) = desk.history()
    assert post.content.split("\n")[1:] == ["Asked: (no words are kept)", "> not about owls"]


@pytest.mark.parametrize("archived", [False, True])
async def test_threads_forget_the_question_with_the_answers_in_channels(server: Server, archived: bool) -> None:
    shown = (await server.ask("zyzzyva survival after spondylectomy by Kang?")).response.message
    form = await server.bob.click(shown, label="Follow up")
    await server.bob.submit_modal(form, {"reason": "and the complications?"})
    (thread,) = server.channel.threads
    first, answer = thread.history()
    assert "zyzzyva" in thread.name
    assert "zyzzyva" in first.content
    if archived:
        await server.env.bot.get_channel(thread.id).edit(archived=True)
        await server.env.settle()
    asked = await server.alice.slash(server.channel, "privacy delete")
    done = await server.alice.click(asked.response.message, label="Delete it all, and the answers sent to me")
    assert "1 of my messages is gone" in done.response.content
    (thread,) = server.channel.threads
    assert thread.name == "Follow-up"
    said, after = thread.history()
    assert said.content == FORGOTTEN
    assert (after.id, after.content) == (answer.id, answer.content)


async def test_a_thread_that_somebody_else_opened_stays_as_they_named_it(server: Server, parts: Parts) -> None:
    shown = (await server.ask(QUESTION)).response.message
    server.env.backend.create_thread(server.channel.id, "ours", server.bob.id, message_id=shown.id)
    await server.env.settle()
    (thread,) = server.channel.threads
    asked = await server.alice.slash(server.channel, "privacy delete")
    done = await server.alice.click(asked.response.message, label="Delete it all, and the answers sent to me")
    assert "could not" not in done.response.content
    assert thread.name == "ours"
