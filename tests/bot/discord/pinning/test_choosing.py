"""A moderator chooses the sentence of a pin, sees it, confirms it; who may not, and what may not be pinned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.discord.client import Marrow
from bot.discord.moderating.pinning import CHANGED, FOLLOW_UP, GONE, NEWER, NO_WORDS
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.forging import press
from tests.bot.discord.pinning.steps import SAME, WORDS, bees, form_of, imported, menu_of, newest, offered
from tests.bot.discord.test_ask import QUESTION
from tests.bot.discord.test_buttons import _field


async def test_a_message_menu_offers_the_sentences_at_once(server: Server, asked: str, parts: Parts) -> None:
    message = server.channel.last_message
    choice = (await server.moderator.context_menu(server.channel, "Pin an answer", message)).response
    assert menu_of(choice)
    other = await server.moderator.click(choice.message, label="Look for other words")
    choice = (await server.moderator.submit_modal(other, {_field(other): WORDS})).response
    seen = (await server.moderator.select(choice.message, [menu_of(choice)[0]["value"]])).response
    assert "Pinned as" in (await server.moderator.click(seen.message, label="Pin it")).response.content
    await server.alice.send(server.channel, "hello")
    refused = await server.moderator.context_menu(server.channel, "Pin an answer", server.channel.last_message)
    assert "no answer in that message" in refused.response.content
    (menu,) = [one for one in await server.env.bot.tree.fetch_commands() if one.name == "Pin an answer"]
    server.guild.set_command_permissions(menu, {server.guild.default_role: True})
    member = await server.bob.context_menu(server.channel, "Pin an answer", message)
    assert "Only this server's moderators" in member.response.content


async def test_the_message_menu_asks_for_the_question_where_no_words_are_kept(
    server: Server, asked: str, parts: Parts
) -> None:
    await server.admin.slash(server.channel, "setup", logging="counts")
    await server.ask(QUESTION)
    told = (
        await server.moderator.context_menu(server.channel, "Pin an answer", server.channel.last_message)
    ).response
    assert told.content == NO_WORDS
    form = await server.moderator.click(told.message, label="Look for other words")
    assert menu_of((await server.moderator.submit_modal(form, {_field(form): QUESTION})).response)


async def test_not_in_these_abstracts_can_be_pinned(server: Server, asked: str) -> None:
    choice = await offered(server, asked, WORDS)
    seen = (await server.moderator.click(choice.message, label="Not in these abstracts")).response
    assert "Not in these abstracts (pinned by a moderator" in read_back(seen.content)
    back = (await server.moderator.click(seen.message, label="Choose others")).response
    assert menu_of(back)
    seen = (await server.moderator.click(back.message, label="Not in these abstracts")).response
    await server.moderator.click(seen.message, label="Pin it")
    given = (await server.bob.slash(server.channel, "ask", question=SAME)).response
    assert "⚪" in given.content
    assert "pinned by a moderator" in given.content


async def test_words_with_a_patients_data_are_refused(server: Server, asked: str) -> None:
    refused = await offered(server, asked, "Mrs Smith, born 12.03.1951, MRN 4711234")
    assert "patient's data" in refused.content
    assert not refused.components


async def test_a_follow_up_and_small_talk_cannot_be_pinned_to(server: Server, asked: str, parts: Parts) -> None:
    await server.ask("and in the SABR group?")
    row = await parts.storage.logbook.get(await newest(parts))
    assert row is not None
    assert row.read_with is not None
    assert (await offered(server, row.id)).content == FOLLOW_UP
    await server.ask("how much does radiotherapy cost?")  # says all that is asked, whatever it was read with
    assert "Choose up to three" in (await offered(server, await newest(parts))).content
    await server.ask("hello")
    record = await server.moderator.slash(server.channel, "log show", answer=await newest(parts))
    labels = [one["label"] for part in record.response.components for one in part["components"]]
    assert "Pin an answer" not in labels


async def test_members_who_get_through_are_refused_at_every_step(server: Server, asked: str, parts: Parts) -> None:
    form = await form_of(server, asked)
    choice = (await server.moderator.submit_modal(form, {})).response
    seen = (await server.moderator.select(choice.message, [menu_of(choice)[0]["value"]])).response
    ids = [part["custom_id"] for row in (*choice.components, *seen.components) for part in row["components"]]
    public = (await server.ask("how many patients had TES?")).response.message
    for one in ids:
        chosen = ["0"] if one.startswith("marrow:pins:") else None
        refused = await press(server.bob, public, one, chosen)
        assert refused.response.content.startswith("Only this server's moderators")
    assert await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5) == []


async def test_each_step_works_after_a_restart_and_yes_twice_is_one_pin(
    server: Server, asked: str, parts: Parts
) -> None:
    choice = await offered(server, asked)
    await server.env.restart_bot(Marrow(parts, shards=1))
    seen = (await server.moderator.select(choice.message, [menu_of(choice)[0]["value"]])).response
    button = seen.components[0]["components"][0]["custom_id"]
    await server.env.restart_bot(Marrow(parts, shards=1))
    await server.moderator.click(seen.message, label="Pin it")
    twice = await press(server.moderator, seen.message, button)
    assert twice.response.content == "That is pinned already."
    assert len(await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5, history=True)) == 1


async def test_a_forged_choice_is_refused(server: Server, asked: str) -> None:
    choice = await offered(server, asked)
    (menu,) = [p["custom_id"] for row in choice.components for p in row["components"] if "pins" in p["custom_id"]]
    for values in (["999"], ["x"], ["0", "1", "2", "3"]):
        refused = await press(server.moderator, choice.message, menu, values)
        assert refused.response.content == GONE
    other = new_server(server.env, "other")
    await other.admin.slash(other.channel, "setup", moderator_role=other.moderators)
    there = (await other.moderator.slash(other.channel, "log recent")).response
    stolen = await press(other.moderator, there.message, menu, ["0"])
    assert stolen.response.content == GONE


async def test_what_an_import_put_in_the_place_of_the_sentence_seen_is_not_pinned(
    server: Server, parts: Parts
) -> None:
    choice = await offered(server, await bees(server, parts))
    seen = (await server.moderator.select(choice.message, [menu_of(choice)[0]["value"]])).response
    assert "12%" in seen.content
    await imported(server, "Feeding lowered honey by 9%. We fed 40 bees.")
    told = (await server.moderator.click(seen.message, label="Pin it")).response.content
    assert told == CHANGED
    assert await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5) == []


async def test_that_there_is_none_is_not_pinned_over_papers_that_came_since(server: Server, parts: Parts) -> None:
    choice = await offered(server, await bees(server, parts))
    seen = (await server.moderator.click(choice.message, label="Not in these abstracts")).response
    await imported(server, "Feeding raised honey by 12% in all hives.", "Honey of fed hives")
    told = (await server.moderator.click(seen.message, label="Pin it")).response.content
    assert told == NEWER
    assert await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5) == []


async def test_choices_that_were_not_taken_do_not_stay_for_ever(server: Server, asked: str, parts: Parts) -> None:
    choice = await offered(server, asked)
    await parts.storage.retention.drop_receipts(datetime.now(UTC) + timedelta(days=1))
    told = await server.moderator.click(choice.message, label="Not in these abstracts")
    assert told.response.content == GONE
    rows = await parts.storage.listings._database.rows("SELECT spec FROM listings WHERE instr(spec, 'pin')")
    assert [dict(row) for row in rows] == []
