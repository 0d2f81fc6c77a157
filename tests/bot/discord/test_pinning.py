"""A moderator pins an answer in a simulated Discord: chosen, seen, confirmed; then whoever asks likewise there is shown it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.discord.client import Marrow
from bot.discord.moderating.pinning import CHANGED, FOLLOW_UP, GONE, NEWER, NO_WORDS
from bot.discord.parts import Parts
from bot.discord.text import read_back
from bot.storage.database import FILE
from bot.storage.selection import Selection
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.forging import press
from tests.bot.discord.test_ask import QUESTION
from tests.bot.discord.test_buttons import _field
from tests.bot.storage.samples import written

SAME = "long how was the follow-up after TES, please??"
WORDS = "survival of patients with metastases"


@pytest.fixture
async def asked(server: Server, parts: Parts) -> str:
    """The id of Alice's answer; moderators have their role."""
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    await server.ask(QUESTION)
    return await newest(parts)


async def newest(parts: Parts) -> str:
    return (await parts.storage.logbook.recent())[0].id


async def form_of(server: Server, answer: str, member: Any = None) -> Any:
    """The form behind the record's button."""
    member = member or server.moderator
    record = await member.slash(server.channel, "log show", answer=answer)
    return await member.click(record.response.message, label="Pin an answer")


async def offered(server: Server, answer: str, words: str = "") -> Any:
    """The sentences that some words find, in a menu."""
    form = await form_of(server, answer)
    return (await server.moderator.submit_modal(form, {_field(form): words} if words else {})).response


def menu_of(response: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = response.components[0]["components"][0].get("options", [])
    return found


async def pinned(server: Server, answer: str, at: int = 1) -> str:
    """A sentence chosen by its place in the menu, and pinned; what the moderator saw before they said yes."""
    choice = await offered(server, answer)
    seen = (await server.moderator.select(choice.message, [menu_of(choice)[at]["value"]])).response
    shown: str = seen.content
    done = await server.moderator.click(seen.message, label="Pin it")
    assert "Pinned as" in done.response.content
    return shown


async def pins(server: Server, **options: Any) -> Any:
    return (await server.moderator.slash(server.channel, "log pins", **options)).response


async def test_who_asks_likewise_is_shown_what_a_moderator_chose(server: Server, asked: str, parts: Parts) -> None:
    seen = await pinned(server, asked)
    given = (await server.bob.slash(server.channel, "ask", question=SAME)).response
    assert "Pinned by a moderator, 20" in given.content
    (quote,) = [line for line in seen.split("\n") if line.startswith("> ")]
    assert quote in given.content
    assert "https://doi.org/" in given.content
    row = await parts.storage.logbook.get(await newest(parts))
    assert row is not None
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert (row.kind, row.pin, pin.answer, pin.question) == ("pinned", pin.id, asked, QUESTION)
    assert str(server.moderator.id) not in (pin.author or "")
    replayed = (await server.moderator.slash(server.channel, "log replay", answer=row.id)).response.content
    assert f"Identical. It was the pinned answer {pin.id}." in replayed
    record = (await server.moderator.slash(server.channel, "log show", answer=row.id)).response.content
    assert f"pinned ({pin.id})" in read_back(record)


async def test_an_export_says_which_pin_a_row_was(server: Server, asked: str, parts: Parts) -> None:
    await pinned(server, asked)
    await server.bob.slash(server.channel, "ask", question=SAME)
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    exported = (await server.moderator.slash(server.channel, "log export")).response
    rows = list(csv.DictReader(io.StringIO((await exported.attachments[0].read()).decode()[1:])))
    assert {row["id"]: row["pin"] for row in rows} == {asked: "", await newest(parts): pin.id}


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


async def test_another_question_and_another_server_are_not_shown_it(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    for question in ("how long was follow-up before TES?", "how was follow-up after TES?"):
        await server.ask(question)
        row = await parts.storage.logbook.get(await newest(parts))
        assert row is not None
        assert row.pin is None
    elsewhere = new_server(server.env, "other")
    given = (await elsewhere.ask(QUESTION)).response
    assert "Pinned by" not in given.content


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


async def test_it_is_listed_taken_back_and_stays_as_history(server: Server, asked: str, parts: Parts) -> None:
    await pinned(server, asked)
    listed = await pins(server)
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert f"`{pin.id}`" in listed.content
    assert f"<@{server.moderator.id}>" in listed.content
    assert QUESTION in read_back(listed.content)
    assert "· shown" in listed.content
    file = (await listed.attachments[0].read()).decode()
    assert pin.sentences[0].text in file
    assert "author" not in file
    record = await server.admin.slash(server.channel, "log show", answer=asked)
    gone = await server.admin.click(record.response.message, label="Unpin")
    assert "taken back" in gone.response.content
    assert "taken back already" in (await pins(server, undo=pin.id)).content
    assert "Nothing is pinned here" in (await pins(server)).content
    assert "· taken back" in (await pins(server, history=True)).content
    assert "Pinned by" not in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content
    found = await parts.storage.reader.readings(Selection(server=str(server.guild.id)))
    assert {"pin", "unpin", "pins"} <= {one.what for one in found}


async def test_a_pin_whose_sentence_is_another_now_is_not_shown_and_listed_as_broken(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    with closing(sqlite3.connect(parts.config.storage.data_dir / FILE)) as database, database:
        database.execute('UPDATE pins SET sentences = replace(sentences, \'"text": "\', \'"text": "Not \')')
    assert "Pinned by" not in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content
    assert "not shown: its sentence of" in read_back((await pins(server)).content)


async def test_where_no_words_are_kept_the_question_is_typed_and_only_its_digest_stays(
    server: Server, parts: Parts
) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators, logging="counts")
    await server.ask(QUESTION)
    answer = await newest(parts)
    assert (await offered(server, answer)).content == NO_WORDS
    choice = await offered(server, answer, QUESTION)
    seen = (await server.moderator.select(choice.message, [menu_of(choice)[0]["value"]])).response
    await server.moderator.click(seen.message, label="Pin it")
    given = (await server.bob.slash(server.channel, "ask", question=SAME)).response
    assert "Pinned by a moderator" in given.content
    row = await parts.storage.logbook.get(await newest(parts))
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert row is not None
    assert (row.kind, row.pin, pin.question, pin.author) == ("content", None, None, None)
    assert b"follow-up after" not in written(parts.config.storage.data_dir)


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


async def test_who_opted_out_is_shown_it_and_leaves_a_receipt_that_does_not_tell(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    await server.bob.slash(server.channel, "privacy opt-out")
    given = (await server.bob.slash(server.channel, "ask", question=SAME)).response
    assert given.ephemeral
    assert "Pinned by a moderator" in given.content
    row = await parts.storage.logbook.get(await newest(parts))
    assert row is not None
    assert (row.withheld, row.kind, row.pin, row.question) == ("opt-out", "content", None, "")


async def test_who_asked_takes_their_words_out_of_the_pin_and_it_goes_on(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    gone = await server.alice.slash(server.channel, "privacy delete")
    await server.alice.click(gone.response.message, label="Delete it all")
    (pin,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert pin.question is None
    assert "(no words)" in read_back((await pins(server)).content)
    given = (await server.bob.slash(server.channel, "ask", question=SAME)).response
    assert "Pinned by a moderator" in given.content


BEES = "how much did feeding raise honey?"


def papers(text: str, title: str = "Bees and sugar") -> tuple[str, bytes]:
    return ("papers.jsonl", (json.dumps({"_id": "1", "title": title, "text": text}) + "\n").encode())


async def imported(server: Server, text: str, title: str = "Bees and sugar") -> None:
    """The server's library begun anew with one paper."""
    tried = (await server.admin.slash(server.channel, "corpus import", file=papers(text, title))).response
    labels = [one["label"] for row in tried.components for one in row["components"]]
    last = next((one for one in labels if "anew" in one), labels[0])
    await server.admin.click(tried.message, label=last)


async def bees(server: Server, parts: Parts) -> str:
    """The id of an answer from a library of one paper."""
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    await imported(server, "Feeding raised honey by 12%. We fed 40 bees.")
    await server.ask(BEES)
    return await newest(parts)


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


async def test_where_the_paper_has_left_the_usual_answer_is_given_also_after_a_restart(
    server: Server, parts: Parts
) -> None:
    await pinned(server, await bees(server, parts), 0)
    assert "Pinned by" in (await server.ask(BEES)).response.content
    await server.env.restart_bot(Marrow(parts, shards=1))
    assert "Pinned by" in (await server.ask(BEES)).response.content
    (kept,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    other = (
        "papers.jsonl",
        (
            json.dumps({"_id": "2", "title": "Wasps", "text": "Feeding raised honey of wasps by 3%."}) + "\n"
        ).encode(),
    )
    tried = (await server.admin.slash(server.channel, "corpus import", file=other)).response
    await server.admin.click(tried.message, label="Start the library anew with these")
    given = (await server.ask(BEES)).response.content
    assert "Pinned by" not in given
    assert f"the paper {kept.sentences[0].key} is no longer in the library" in read_back(
        (await pins(server)).content
    )
    reported = (await server.rest(server.bob, server.channel.last_message, "Report")).modal
    assert reported


async def test_a_pin_goes_on_after_both_clocks_and_is_still_taken_back(
    server: Server, asked: str, parts: Parts
) -> None:
    await pinned(server, asked)
    later, here = datetime.now(UTC) + timedelta(days=1), str(server.guild.id)
    await parts.storage.retention.fade(here, later)
    await parts.storage.retention.expire(here, later)
    assert await parts.storage.logbook.get(asked) is None
    assert "Pinned by" in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content
    listed = read_back((await pins(server)).content)
    assert "(no words)" in listed
    assert "(nobody named)" in listed
    (kept,) = await parts.storage.pins.all(Selection(server=here), 5)
    assert "taken back" in (await pins(server, undo=kept.id)).content
    assert "Pinned by" not in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content


async def test_a_moderator_who_opted_out_pins_without_a_name(server: Server, asked: str, parts: Parts) -> None:
    await server.moderator.slash(server.channel, "privacy opt-out")
    await pinned(server, asked)
    (kept,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert kept.author is None
    assert str(server.moderator.id).encode() not in written(parts.config.storage.data_dir)


async def test_what_who_opted_out_asked_is_pinned_by_words_the_moderator_types_and_none_are_kept(
    server: Server, parts: Parts
) -> None:
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    await server.alice.slash(server.channel, "privacy opt-out")
    await server.ask(QUESTION)
    choice = await offered(server, await newest(parts), QUESTION)
    seen = (await server.moderator.select(choice.message, [menu_of(choice)[0]["value"]])).response
    await server.moderator.click(seen.message, label="Pin it")
    (kept,) = await parts.storage.pins.all(Selection(server=str(server.guild.id)), 5)
    assert kept.question is None
    assert b"follow-up after" not in written(parts.config.storage.data_dir)
    assert "Pinned by" in (await server.bob.slash(server.channel, "ask", question=SAME)).response.content


async def test_choices_that_were_not_taken_do_not_stay_for_ever(server: Server, asked: str, parts: Parts) -> None:
    choice = await offered(server, asked)
    await parts.storage.retention.drop_receipts(datetime.now(UTC) + timedelta(days=1))
    told = await server.moderator.click(choice.message, label="Not in these abstracts")
    assert told.response.content == GONE
    rows = await parts.storage.listings._database.rows("SELECT spec FROM listings WHERE instr(spec, 'pin')")
    assert [dict(row) for row in rows] == []
