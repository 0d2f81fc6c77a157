"""Marrow in Japanese: clients and servers that want it get it, and the papers' own words stay."""

from __future__ import annotations

import re
from typing import Any

import discord
import pytest

from bot.discord.parts import MembersLanguages, Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import HONEY, Server, new_server, taken_in
from tests.bot.discord.forging import press
from tests.bot.discord.shown_strings import english_left
from tests.bot.discord.test_ask import DOI, QUESTION, SENTENCE
from tests.bot.discord.test_awaiting_directly import direct
from tests.bot.discord.test_buttons import _field


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody's Discord is set to Japanese."""
    spoken_by(monkeypatch)


def spoken_by(monkeypatch: pytest.MonkeyPatch, member: Any = None) -> None:
    """A member's Discord is set to Japanese; everybody's without one."""
    made = discord.Interaction._from_data

    def read(self: discord.Interaction, data: Any) -> None:
        made(self, data)
        if member is None or self.user.id == member.id:
            self.locale = discord.Locale.japanese

    monkeypatch.setattr(discord.Interaction, "_from_data", read)


async def test_a_japanese_client_gets_japanese_and_the_papers_own_words(
    server: Server, parts: Parts, speaking: None
) -> None:
    result = await server.ask(QUESTION)
    content = read_back(result.response.content)
    assert "🟢 **論文の原文より**" in content
    assert f"> {SENTENCE}" in content
    assert f"https://doi.org/{DOI}" in content
    labels = [part["label"] for row in result.response.components for part in row["components"]]
    assert labels == ["前後の文脈", "さらに表示", "引用", "続けて質問", "⋯"]
    (row,) = await parts.storage.logbook.recent(1)
    refused = await press(server.bob, result.response.message, f"marrow:remove:{row.id}")
    assert "質問者とモデレーターだけです。" in refused.response.content
    nothing = (await server.ask("what is the capital of Mongolia?")).response.content
    assert "これらの抄録にはありません。" in nothing
    helped = (await server.alice.slash(server.channel, "help")).response.content
    assert english_left(helped) == []


async def test_forms_and_menus_are_japanese_too(server: Server, speaking: None) -> None:
    answer = (await server.ask(QUESTION)).response.message
    form = await server.bob.click(answer, label="続けて質問")
    assert "続けて質問" in str(form.modal)
    assert "次の質問（途中まででも可）" in str(form.modal)
    rest = (await server.bob.click(answer, label="⋯")).response
    labels = [one["label"] for row in rest.components for one in row["components"]]
    assert labels == ["読書リストに保存", "役に立った", "役に立たない", "報告"]
    assert "モデレーターだけに見えます。" in rest.content
    thanks = await server.bob.click(rest.message, label="役に立った")
    assert thanks.response.content == "ありがとうございます。モデレーターだけが見られます。"


async def test_a_records_facts_have_japanese_names(server: Server, parts: Parts, speaking: None) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    answer = (await server.ask(QUESTION)).response.message
    await server.rest(server.bob, answer, "役に立った")
    form = await server.rest(server.bob, answer, "報告")
    await server.bob.submit_modal(form, {_field(form): "x"})
    (row,) = await parts.storage.logbook.recent(1)
    await server.moderator.slash(server.channel, "log note", answer=row.id, note="y")
    shown = (await server.moderator.slash(server.channel, "log show", answer=row.id)).response
    text = shown.content + "".join([(await one.read()).decode() for one in shown.attachments])
    for name in ("質問", "結果", "順位", "ライブラリ", "検索方式", "所要時間", "評価", "報告", "注記", "引用文"):
        assert re.search(rf"^{name}(?: |$)", text, re.MULTILINE), name
    assert not re.search(
        r"^(?:asked|outcome|matched|ranking|library|engine|latency|feedback|report|note|quotes)\b",
        text,
        re.MULTILINE,
    )
    assert "回答あり (内容)" in read_back(text)
    assert "、コマンド、質問者：" in text


async def test_english_clients_get_english(server: Server) -> None:
    assert "In the papers' own words" in (await server.ask(QUESTION)).response.content


async def test_a_servers_language_is_that_of_answers_to_mentions(server: Server) -> None:
    server.env.bot.get_guild(server.guild.id).preferred_locale = discord.Locale.japanese
    await server.mention(QUESTION)
    assert "論文の原文より" in server.channel.last_message.content
    await server.mention("")
    assert server.channel.last_message.content.startswith("メンションに質問がありません。")


HOSTILE = (
    "history of smoking, and of pain",
    "the risk of pain, of death: how many of 20 (50%)?",
    "Not answered, only related",
    "papers by Kang, of 2023 or 2024",
    "a · answered · `b`",
    "What is 痛み of 骨, or “x”?",
    "Report",
)


async def test_a_members_words_are_shown_as_they_were_typed(server: Server, parts: Parts, speaking: None) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    for question in HOSTILE:
        await server.bob.slash(server.channel, "ask", question=question)
    asked = {row.question for row in await parts.storage.logbook.recent(8)}
    recent = (await server.moderator.slash(server.channel, "log recent")).response
    mine = (await server.bob.slash(server.channel, "history")).response
    for shown in (recent, mine):
        lines = read_back(shown.content).split("\n")
        assert {one for one in asked if not [line for line in lines if f"> {one} · " in line]} == set()
        offered = [
            option["label"]
            for row in shown.components
            for one in row["components"]
            for option in one.get("options", ())
        ]
        assert asked <= set(offered)


async def test_a_report_and_its_record_show_the_question_and_the_reason_as_typed(
    server: Server, parts: Parts, speaking: None
) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    reason = "a matter of pain, by Kang: all of it"
    answer = (await server.ask("history of smoking of men, of women")).response.message
    (row,) = await parts.storage.logbook.recent(1)
    form = await server.rest(server.bob, answer, "報告")
    await server.bob.submit_modal(form, {_field(form): reason})
    reported = read_back((await server.admin.slash(server.channel, "corpus reported")).response.content)
    assert row.question in reported.split("\n")
    shown = (await server.moderator.context_menu(server.channel, "Answer record", answer)).response
    text = read_back(shown.content) + "".join([(await one.read()).decode() for one in shown.attachments])
    assert re.search(rf"^質問文 +{re.escape(row.question)}$", text, re.MULTILINE)
    assert re.search(rf"^報告 .*UTC {reason}$", text, re.MULTILINE)


COST = ("cost.jsonl", b'{"_id": "2", "title": "Sugar", "text": "Sugar cost 12 euros a hive."}\n')


async def test_who_waits_in_japanese_is_told_in_japanese_in_an_english_server(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        spoken_by(patched, server.alice)
        answer = (await server.ask(HONEY)).response.message
        promised = await server.alice.click(answer, label="答えが出たら知らせる")
        await server.alice.click(promised.response.message, label="代わりにダイレクトメッセージで")
    await taken_in(server)
    (message,) = direct(server.alice)
    assert message.content.startswith(
        "お知らせを希望していた質問に回答できるようになりました：<https://discord.com/"
    )
    assert "論文の原文より" in message.content
    assert "> Feeding raised honey by 12%." in read_back(message.content)


async def test_what_comes_under_the_answer_is_japanese_if_all_who_wait_are(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = (await server.ask(HONEY)).response.message
    with monkeypatch.context() as patched:
        spoken_by(patched, server.bob)
        await server.bob.click(answer, label="Tell me")
    await taken_in(server)
    assert "論文の原文より" in server.channel.last_message.content
    again = (await server.ask("how much did sugar cost?")).response.message
    await server.alice.click(again, label="Tell me")
    with monkeypatch.context() as patched:
        spoken_by(patched, server.bob)
        await server.bob.click(again, label="Tell me")
    await taken_in(server, COST)
    assert "In the papers' own words" in server.channel.last_message.content


async def test_who_used_commands_in_japanese_is_answered_in_japanese_by_mention_and_direct_message(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    await server.mention(QUESTION)
    assert "In the papers' own words" in server.channel.last_message.content
    with monkeypatch.context() as patched:
        spoken_by(patched, server.alice)
        await server.alice.slash(server.channel, "help")
    await server.mention("")
    assert server.channel.last_message.content.startswith("メンションに質問がありません。")
    await server.mention(QUESTION, member=server.bob)
    assert "In the papers' own words" in server.channel.last_message.content
    await server.alice.send_dm(QUESTION)
    assert "論文の原文より" in direct(server.alice)[-1].content
    await server.alice.slash(server.channel, "help")  # in English again
    await server.mention(QUESTION)
    assert "In the papers' own words" in server.channel.last_message.content


async def test_a_language_heard_in_one_server_is_not_shown_in_another(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_server(server.env, "rival")
    there = other.guild.add_member(server.alice.user)
    with monkeypatch.context() as patched:
        spoken_by(patched, server.alice)
        await server.alice.slash(server.channel, "help")
    await other.mention(QUESTION, member=there)
    assert "In the papers' own words" in other.channel.last_message.content
    await server.mention(QUESTION)
    assert "論文の原文より" in server.channel.last_message.content


def test_a_language_is_known_as_long_as_a_conversation_and_of_the_newest_alone() -> None:
    languages = MembersLanguages(most=2)
    languages.met("lab", "alice", "ja", 0.0)
    assert languages.of("lab", "alice", 59.0, 60.0) == "ja"
    assert languages.of(None, "alice", 59.0, 60.0) == "ja"
    assert languages.of("rival", "alice", 59.0, 60.0) is None
    assert languages.of("lab", "alice", 61.0, 60.0) is None
    for other in ("bob", "carol"):
        languages.met(None, other, "ja", 1.0)
    assert languages.of("lab", "alice", 1.0, 60.0) is None
    assert languages.of(None, "carol", 1.0, 60.0) == "ja"
    assert languages.of("lab", "carol", 1.0, 60.0) is None
