"""A button acts for those it was made for, once where once is enough, and nowhere but in its own server and channel."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.discord.actions.found import NOT_YOURS
from bot.discord.buttons import ACTIONS
from bot.discord.parts import Parts
from bot.discord.text import read_back
from tests.bot.discord.conftest import Server, new_server
from tests.bot.discord.forging import press
from tests.bot.discord.test_ask import QUESTION, SENTENCE
from tests.bot.discord.test_corpus import FILE
from tests.bot.storage.samples import written

SECRET = "zyzzyva"
ASKED = f"survival after {SECRET} spondylectomy?"


def text_of(result: Any) -> str:
    """All that somebody saw."""
    response = result.response
    embeds = [f"{embed.title} {embed.description}" for embed in response.embeds] if response else []
    return read_back("\n".join([response.content or "", *embeds])) if response else ""


async def newest(parts: Parts) -> str:
    return (await parts.storage.logbook.recent(1))[0].id


async def hers(server: Server, parts: Parts, question: str = ASKED) -> str:
    """The id of an answer that only Alice sees."""
    assert (await server.ask(question, visible="private")).ephemeral
    return await newest(parts)


async def stage(server: Server) -> Any:
    """A public message of ours under which somebody may forge."""
    return (await server.bob.slash(server.channel, "ask", question=QUESTION)).response.message


async def pressed(member: Any, under: Any, answer: str, but: tuple[str, ...] = ()) -> dict[str, Any]:
    """By action, what somebody gets who presses the button of an answer under another message."""
    custom_ids = {
        name: f"marrow:{name}:{answer}{':1' if name == 'page' else ''}" for name in ACTIONS if name not in but
    }
    return {name: await press(member, under, custom_id) for name, custom_id in custom_ids.items()}


async def test_a_private_answers_buttons_are_its_askers_alone(server: Server, parts: Parts) -> None:
    answer, under = await hers(server, parts, QUESTION), await stage(server)
    before = [message.id for message in server.channel.history()]
    results = await pressed(server.bob, under, answer)
    assert {name: (one.ephemeral, text_of(one)) for name, one in results.items()} == dict.fromkeys(
        ACTIONS, (True, NOT_YOURS)
    )
    assert [message.id for message in server.channel.history()] == before
    assert await parts.storage.feedback.verdicts(answer) == []


async def test_a_public_answers_buttons_are_for_who_reads_its_channel(server: Server, parts: Parts) -> None:
    await server.ask(QUESTION)
    answer, elsewhere = await newest(parts), server.guild.create_text_channel("elsewhere")
    there = (await server.bob.slash(elsewhere, "ask", question="pain?")).response.message
    results = await pressed(server.bob, there, answer, but=("share",))
    assert {(one.ephemeral, text_of(one)) for one in results.values()} == {(True, NOT_YOURS)}


async def test_no_button_reaches_into_another_server(server: Server, parts: Parts) -> None:
    await server.ask(ASKED)
    answer, other = await newest(parts), new_server(server.env, "other")
    there = (await other.ask(QUESTION)).response.message
    said = {name: text_of(one) for name, one in (await pressed(other.admin, there, answer)).items()}
    assert {name for name, text in said.items() if "has been removed" in text} == set(ACTIONS)
    assert SECRET not in "".join(said.values())


async def test_a_nameless_private_answer_keeps_its_buttons_for_its_asker(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    await server.alice.slash(server.channel, "privacy opt-out")
    mine = await server.ask(QUESTION)
    answer, under = await newest(parts), await stage(server)
    assert SENTENCE in text_of(await server.alice.click(mine.response.message, label="In context")).replace(
        "*", ""
    )
    form = await server.rest(server.alice, mine.response.message, "Report")
    assert form.modal is not None
    (marked,) = {
        part["custom_id"]
        for row in mine.response.components
        for part in row["components"]
        if part.get("custom_id", "").startswith("marrow:context")
    }
    mark = marked.rpartition("~")[2]
    assert len(mark) == 16
    assert mark.encode() not in written(tmp_path)
    for custom_id in (f"marrow:context:{answer}", marked):
        assert NOT_YOURS in text_of(await press(server.bob, under, custom_id))


async def test_remove_takes_no_other_message_away(server: Server, parts: Parts) -> None:
    await server.ask(QUESTION)
    mine, theirs = await newest(parts), await stage(server)
    result = await press(server.alice, theirs, f"marrow:remove:{mine}")
    assert "another message" in text_of(result)
    assert theirs.id in [message.id for message in server.channel.history()]


async def test_a_thread_grows_under_its_own_answer_only(server: Server, parts: Parts) -> None:
    asked = await server.ask(ASKED)
    mine, theirs = await newest(parts), await stage(server)
    form = await press(server.bob, theirs, f"marrow:follow:{mine}")
    await server.bob.submit_modal(form, {"reason": "and the complications?"})
    (thread,) = server.channel.threads
    assert thread.id == asked.response.message.id


async def test_what_was_asked_is_never_put_in_place_of_a_public_message(server: Server, parts: Parts) -> None:
    await hers(server, parts)
    under = await stage(server)
    content = under.content
    result = await press(server.alice, under, "marrow:history:page:1")
    assert result.ephemeral
    assert SECRET in text_of(result)
    assert SECRET not in "".join(message.content for message in server.channel.history())
    assert content in [message.content for message in server.channel.history()]


async def test_a_moderators_list_is_never_put_in_place_of_a_public_message(server: Server, parts: Parts) -> None:
    await hers(server, parts)
    await server.admin.slash(server.channel, "log search", text=SECRET)
    (token,) = [row["token"] for row in await parts.storage.listings._database.rows("SELECT token FROM listings")]
    under = await stage(server)
    result = await press(server.admin, under, f"marrow:log:{token}:0:0")
    assert result.ephemeral
    assert SECRET in text_of(result)
    assert SECRET not in "".join(message.content for message in server.channel.history())


@pytest.mark.parametrize("custom_id", ["marrow:log:{token}:0:0", "marrow:list:{token}:1", "marrow:style:{token}"])
async def test_a_lists_token_is_worth_nothing_elsewhere_or_for_another_button(
    server: Server, parts: Parts, custom_id: str
) -> None:
    await hers(server, parts)
    await server.admin.slash(server.channel, "log search", text=SECRET)
    (token,) = [row["token"] for row in await parts.storage.listings._database.rows("SELECT token FROM listings")]
    other = new_server(server.env, "other")
    chosen = ["bibtex"] if "style" in custom_id else None
    places = [(other, other.admin)] + ([] if ":log:" in custom_id else [(server, server.bob)])
    for place, member in places:
        under = (await place.alice.slash(place.channel, "ask", question=QUESTION)).response.message
        result = await press(member, under, custom_id.format(token=token), chosen)
        assert result.ephemeral
        assert SECRET not in text_of(result)
        assert "again" in text_of(result)
    under = await stage(server)
    if ":log:" in custom_id:
        assert "Only this server's moderators" in text_of(
            await press(server.bob, under, custom_id.format(token=token))
        )


KEPT: tuple[dict[str, str], ...] = (
    {"library": "lib", "snapshot": "ab", "keys": "{"},
    {"log": "[]"},
    {"pin": "{}"},
    {"snapshot": "ab", "sort": "oldest", "unknown": "x"},
)
PRESSED = (
    ("marrow:log:{}:0:0", None),
    ("marrow:list:{}:1", None),
    ("marrow:style:{}", ["bibtex"]),
    ("marrow:pin:confirm:{}", None),
    ("marrow:pins:{}", ["0"]),
)


async def test_what_is_kept_for_another_button_or_damaged_is_refused_in_words(
    server: Server, parts: Parts
) -> None:
    """A token is as good as any other to who forges: a list's button took that of references, and broke in the log."""
    under = (await server.admin.slash(server.channel, "ask", question=QUESTION)).response.message
    cited = {"library": "lib", "keys": '["10.1234/x"]', "snapshot": (await parts.service(None)).corpus.digest}
    said = {}
    for spec in (*KEPT, cited):
        token = await parts.storage.listings.keep(str(server.guild.id), spec)
        for custom_id, picked in PRESSED:
            if not (spec is cited and "style" in custom_id):
                said[custom_id, str(spec)] = text_of(
                    await press(server.admin, under, custom_id.format(token), picked)
                )
    assert {about: told for about, told in said.items() if "again" not in told or "wrong" in told} == {}


async def test_a_records_buttons_are_its_servers_moderators(server: Server, parts: Parts) -> None:
    await server.ask(ASKED)
    answer, under, other = await newest(parts), await stage(server), new_server(server.env, "other")
    there = (await other.ask(QUESTION)).response.message
    for action in ("show", "replay", "today", "note", "remove"):
        member = await press(server.bob, under, f"marrow:record:{action}:{answer}")
        assert "Only this server's moderators" in text_of(member), action
        stranger = await press(other.admin, there, f"marrow:record:{action}:{answer}")
        assert SECRET not in text_of(stranger), action
        assert "no answer of that id" in text_of(stranger), action


async def test_a_menu_of_records_and_of_ones_history_shows_only_what_is_theirs(
    server: Server, parts: Parts
) -> None:
    answer, under = await hers(server, parts), await stage(server)
    for custom_id in ("marrow:log:open", "marrow:history:show"):
        result = await press(server.bob, under, custom_id, [answer])
        assert result.ephemeral
        assert SECRET not in text_of(result)


async def test_a_waiting_file_is_taken_in_by_its_own_server_and_once(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    tried = await server.admin.slash(server.channel, "corpus import", file=FILE)
    custom_id = next(part["custom_id"] for row in tried.response.components for part in row["components"])
    other = new_server(server.env, "other")
    there = (await other.ask(QUESTION)).response.message
    assert "no longer kept" in text_of(await press(other.admin, there, custom_id))
    refused = await press(server.bob, await stage(server), custom_id)
    assert "Only this server's curators" in text_of(refused)
    results = await asyncio.gather(*(press(server.admin, tried.response.message, custom_id) for _ in range(2)))
    said = sorted("no longer kept" in text_of(result) for result in results)
    assert said == [False, True]
    assert [one.name for one in (tmp_path / "waiting").iterdir()] == []


async def test_deleting_is_for_whoever_presses_and_twice_is_no_harm(server: Server, parts: Parts) -> None:
    await hers(server, parts)
    asked = await server.bob.slash(server.channel, "privacy delete")
    message = asked.response.message
    assert "Deleted: 0 questions" in text_of(await server.bob.click(message, label="Delete it all"))
    assert "Deleted: 0 questions" in text_of(await server.bob.click(message, label="Delete it all"))
    assert len(await parts.storage.logbook.recent()) == 1


async def test_two_verdicts_of_one_reader_count_once(server: Server, parts: Parts) -> None:
    message = (await server.ask(QUESTION)).response.message
    for _ in range(2):
        await server.rest(server.bob, message, "Helpful")
    assert [one.helpful for one in await parts.storage.feedback.verdicts(await newest(parts))] == [True]


async def test_another_members_direct_messages_stay_theirs(server: Server, parts: Parts) -> None:
    """In direct messages there is no server that would tell two members' answers apart."""
    await server.alice.send_dm(ASKED)
    answer = await newest(parts)
    await server.bob.send_dm(QUESTION)
    under = server.bob.user.dm_channel.last_message
    results = await pressed(server.bob.user, under, answer, but=("share",))
    assert {text_of(one) for one in results.values()} == {NOT_YOURS}


async def test_a_message_known_as_another_servers_answer_shows_nothing_of_it(server: Server, parts: Parts) -> None:
    other = new_server(server.env, "other")
    await other.ask(ASKED)
    message = (await server.ask(QUESTION)).response.message
    await parts.storage.shown.delivered(await newest(parts), "1")
    (theirs,) = [one.id for one in await parts.storage.logbook.recent() if SECRET in one.question]
    await parts.storage.shown.delivered(theirs, str(message.id))
    await server.mention("and the complications?", reply_to=message)
    last = server.channel.last_message
    assert SECRET not in read_back(last.content + str([embed.to_dict() for embed in last.embeds]))
    record = await server.admin.context_menu(server.channel, "Answer record", message)
    assert "no answer in that message" in text_of(record)


async def test_a_row_of_another_server_is_shown_by_no_button_whatever_its_state_says(
    server: Server, parts: Parts, tmp_path: Path
) -> None:
    """Row and state are kept apart, and a backup may hold one of them as it was before."""
    message = (await server.ask(ASKED)).response.message
    await parts.storage.logbook._database.execute("UPDATE answers SET server = '1'")
    for label in ("Follow up", "Report"):
        under = (
            server.bob.click(message, label=label)
            if label == "Follow up"
            else server.rest(server.bob, message, label)
        )
        assert SECRET not in text_of(await under)
    more = await press(server.bob, message, f"marrow:more:{await newest(parts)}")
    assert "has been removed" in text_of(more)
