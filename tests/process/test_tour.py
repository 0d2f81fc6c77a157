"""Every command, option, autocomplete, button, menu, form, thread, mention and direct message, once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.discord.text import read_back
from corpus.joining import builtin
from tests.process.harness import MODERATOR, World, seen, world

pytestmark = pytest.mark.slow

QUESTION = "how long was follow-up after TES?"
DOI = "10.3390/cancers15235518"
PAPERS = {paper.key: paper.abstract or "" for paper in builtin().papers}


def prove(text: str) -> int:
    """How many quotes a message shows; each must be a slice of the paper whose DOI stands below it."""
    quotes = re.findall(r"^((?:> .*\n)+)-# — .*https://doi\.org/(\S+?)$", read_back(text), re.MULTILINE)
    for block, doi in quotes:
        quote = "\n".join(line[2:] for line in block.rstrip("\n").split("\n"))
        assert quote in PAPERS[doi], quote
    return len(quotes)


async def test_a_tour_of_everything(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await _setup(here)
        answer = await _asking(here)
        await _buttons(here, answer)
        await _papers(here)
        await _messages(here)
        await _going_on(here)
        await _moderating(here)
        await _privacy(here)
        await _curating(here)
        assert _commands(here.sim.commands) == {
            _named(one.data) for one in here.sim.world.interactions.values() if one.type == 2
        }
        here.blameless()
        assert await here.bot.terminate() == 0
        assert "Traceback" not in here.bot.tail(5000)
        assert QUESTION not in here.bot.tail(5000)


def _commands(commands: list[dict[str, Any]]) -> set[str]:
    """The names of all commands that may be called, with those of their groups, and of the menus on messages."""
    found: set[str] = set()
    for one in commands:
        below = [each for each in one.get("options") or () if each["type"] == 1]
        found |= {f"{one['name']} {each['name']}" for each in below} or {one["name"]}
    return found


def _named(data: dict[str, Any]) -> str:
    """The name of the command that a member called."""
    below = [one["name"] for one in data.get("options") or () if one["type"] == 1]
    return " ".join((data["name"], *below))


async def _setup(here: World) -> None:
    sim = here.sim
    shown = await sim.slash("admin", "setup", {})
    assert "I answer in" in shown.text
    changed = await sim.slash(
        "admin", "setup", {"moderator_role": sim.mod_role, "moderator_channel": sim.papers, "retention_days": 365}
    )
    assert changed.ephemeral
    assert "365 days" in changed.text
    forced = await sim.slash("mallory", "setup", {"visibility": "private"}, force=True)
    assert forced.ephemeral
    assert "Only members who may manage this server" in forced.text


async def _asking(here: World) -> Any:
    sim = here.sim
    answer = await sim.slash("alice", "ask", {"question": QUESTION})
    assert prove(answer.message.content) >= 1
    limited = await sim.slash("alice", "ask", {"question": "follow-up?", "paper": DOI, "visible": "private"})
    assert limited.ephemeral
    shared = await sim.click(limited, "Share")
    assert not shared.ephemeral
    offered = await sim.autocomplete("alice", "ask", "paper", "kang", {"question": "x"})
    assert offered.choices[0]["value"] == DOI
    types = await sim.autocomplete("alice", "ask", "type", "", {"question": "x"})
    assert "Article" in [choice["value"] for choice in types.choices]
    since = await sim.slash("alice", "ask", {"question": "survival?", "type": "Article", "since": "2024-02"})
    assert DOI not in since.message.content
    nothing = await sim.slash("alice", "ask", {"question": "what is the capital of Mongolia?"})
    assert "Not in these abstracts" in nothing.text
    return answer


async def _buttons(here: World, answer: Any) -> None:
    sim = here.sim
    assert "in bold" in (await sim.click(answer, "In context", user="bob")).text
    assert prove((await sim.click(answer, "More", user="bob")).message.content) >= 1
    cited = await sim.click(answer, "Cite", user="bob")
    assert "Kang DH" in cited.text
    assert "@article" in (await sim.select(cited, ["bibtex"])).text
    assert "moderators" in (await rest(sim, answer, "Helpful", user="bob")).text
    form = await rest(sim, answer, "Not helpful", user="bob")
    assert (await sim.submit_modal(form, {_only_field(form): "too short"})).ephemeral
    form = await rest(sim, answer, "Report", user="bob")
    assert "moderators have it" in (await sim.submit_modal(form, {_only_field(form): "odd"})).text
    form = await sim.click(answer, "Follow up")
    opened = await sim.submit_modal(form, {_only_field(form): "and the complications?"})
    thread = re.search(r"<#(\d+)>", opened.text)
    assert thread is not None
    channel = next(one for one in sim.world.channels.values() if str(one.id) == thread[1])
    said = await sim.say("bob", channel, f"{sim.bot.mention} how many patients were there?")
    assert DOI in said.text
    replied = await sim.say("bob", sim.general, "and the complications?", reply_to=answer.message)
    assert DOI in replied.text
    gone = await sim.slash("alice", "ask", {"question": QUESTION})
    theirs = await sim.click(gone, "⋯", user="bob")
    assert "Remove" not in [one.get("label") for one in theirs.message.buttons]
    taken = await rest(sim, gone, "Remove")
    assert "taken away" in taken.text
    assert DOI in (await sim.click(taken, "Put it back")).text


async def rest(sim: Any, answer: Any, label: str, **who: Any) -> Any:
    """Press what stands behind an answer's last button."""
    return await sim.click(await sim.click(answer, "⋯", **who), label, **who)


def _only_field(form: Any) -> str:
    return str(re.findall(r"'custom_id': '([^']+)'", str(form.modal["components"]))[0])


async def _papers(here: World) -> None:
    sim = here.sim
    summary = await sim.slash("alice", "summary", {"paper": "Kang 2023"})
    assert prove(summary.message.content) == 1
    names = await sim.autocomplete("alice", "summary", "section", "", {"paper": "10.3390/cancers17030559"})
    assert "Methods" in [choice["value"] for choice in names.choices]
    one_line = await sim.slash("alice", "summary", {"paper": DOI, "section": "one line"})
    assert prove(one_line.message.content) == 1
    listed = await sim.slash("alice", "papers", {"sort": "most viewed"})
    card = await sim.select(listed, [listed.message.selects[0]["options"][0]["value"]], user="bob")
    for label in ("Abstract", "Cite", "Related papers"):
        assert (await sim.click(card, label)).ephemeral
    filtered = {"sort": "oldest", "author": "Kang", "year": 2023, "keyword": "spondylectomy", "type": "Article"}
    assert "1 paper" in (await sim.slash("alice", "papers", filtered)).text
    for option, typed in (("type", "a"), ("author", "ka"), ("keyword", "sp")):
        assert (await sim.autocomplete("alice", "papers", option, typed)).choices
    for style in ("vancouver", "ama", "apa", "mdpi", "bibtex", "ris", "csl-json"):
        cited = await sim.slash("alice", "cite paper", {"paper": DOI, "style": style})
        assert cited.message.attachments
    assert "Kang" in (await sim.slash("alice", "cite thread", {"style": "apa"})).text
    assert "TES stands for" in (await sim.slash("alice", "define", {"term": "TES"})).text
    assert (await sim.autocomplete("alice", "define", "term", "te")).choices
    assert "shared words" in (await sim.slash("alice", "related", {"paper": DOI})).text
    for command in ("about", "help"):
        assert (await sim.slash("bob", command)).ephemeral
    await _side_by_side(here)
    await _saved(here)


async def _side_by_side(here: World) -> None:
    """Two papers compared, and the same again by the replay."""
    sim = here.sim
    pair = {"paper": DOI, "other": "10.3390/cancers17030559", "topic": "survival"}
    compared = await sim.slash("alice", "compare", pair)
    assert DOI in compared.text
    assert pair["other"] in compared.text
    for option in ("paper", "other"):
        assert (await sim.autocomplete("alice", "compare", option, "kang", {})).choices
    name = (await here.rows())[0].id
    for today in (False, True):
        assert "Identical." in (await sim.slash(MODERATOR, "log replay", {"answer": name, "today": today})).text
    refused = await sim.slash("alice", "compare", pair | {"other": DOI})
    assert "the same paper" in refused.text
    table = await sim.slash("alice", "table", {"topic": "survival"})
    assert prove(table.message.content) >= 1
    assert {"figures.csv", "figures.xlsx"} == {one.filename for one in table.message.attachments}


async def _saved(here: World) -> None:
    """What is new for a member, and their reading list, from an answer and from a card."""
    sim = here.sim
    first = await sim.slash("bob", "papers", {"new": True})
    assert first.ephemeral
    assert "I do not know of a look of yours" in first.text
    assert "New since you last looked" in (await sim.slash("bob", "papers", {"new": True})).text
    answer = await sim.slash("alice", "ask", {"question": QUESTION})
    saved = await rest(sim, answer, "Save to read", user="bob")
    if saved.message.selects:
        saved = await sim.select(saved, [saved.message.selects[0]["options"][0]["value"]], user="bob")
    assert "reading list" in saved.text
    listed = await sim.slash("bob", "papers", {})
    card = await sim.select(listed, [listed.message.selects[0]["options"][-1]["value"]], user="bob")
    assert "is on your reading list" in (await sim.click(card, "Save to read", user="bob")).text
    shown = await sim.slash("bob", "reading", {})
    assert shown.ephemeral
    assert "Your reading list: " in shown.text
    assert "TY  - JOUR" in (await sim.slash("bob", "reading", {"style": "RIS"})).text
    assert (await sim.autocomplete("bob", "reading", "style", "bib", {})).choices
    cited = await sim.click(shown, "Cite all", user="bob")
    assert "@article" in (await sim.select(cited, ["bibtex"], user="bob")).text
    opened = await sim.select(shown, [shown.message.selects[0]["options"][0]["value"]], user="bob")
    assert "off your reading list" in (await sim.click(opened, "Take off my list", user="bob")).text
    sure = await sim.click(shown, "Clear", user="bob")
    assert "is empty now" in (await sim.click(sure, "Clear my reading list", user="bob")).text


async def _messages(here: World) -> None:
    sim = here.sim
    mention = await sim.say("alice", sim.general, f"{sim.bot.mention} {QUESTION}")
    assert prove(mention.reply.content) >= 1
    assert not any(pings for pings in (mention.reply.pings.users, mention.reply.pings.roles))
    direct = await sim.say("alice", "dm", QUESTION)
    assert prove(direct.reply.content) >= 1
    asked = await sim.context_menu("bob", "Ask about this message", sim.post("alice", sim.general, QUESTION))
    assert asked.ephemeral
    cited = await sim.context_menu("bob", "Cite papers in this message", mention.reply)
    assert "Kang DH" in cited.text
    quiet = await sim.say("alice", sim.general, QUESTION, expect_reply=False, silence=0.5)
    assert not quiet.replies
    sim.edit(mention.message, f"{sim.bot.mention} what does SINS stand for?")
    await sim.wait_until(
        lambda: "SINS stands for" in mention.reply.content, what="the answer changes with its question"
    )
    sim.delete(mention.message)
    await sim.wait_until(lambda: mention.reply.deleted, what="the answer goes with its question")


async def _going_on(here: World) -> None:
    """A reply without a ping, a mention without words, a wish to be told, and a client that is set to Japanese."""
    sim = here.sim
    answer = await sim.slash("alice", "ask", {"question": QUESTION}, channel=sim.general)
    unheard = sim.post("bob", sim.general, "and the complications?", reply_to=answer.message, ping_reply=False)

    def hints() -> list[str]:
        return [one.content for one in sim.general.messages.values() if one.reference is unheard]

    await sim.wait_until(hints, what="a sentence that says how a reply is read")
    assert "only where the reply pings me" in hints()[0]
    assert "without a question" in (await sim.say("alice", sim.general, sim.bot.mention)).text
    nothing = await sim.slash("alice", "ask", {"question": "what is the capital of Mongolia?"})
    assert "I will answer under this message" in (await sim.click(nothing, "Tell me")).text
    sim.world.join(sim.guild, sim.world.add_user("yuki", locale="ja"), [sim.member_role])
    japanese = await sim.slash("yuki", "ask", {"question": QUESTION})
    assert "論文の原文より" in japanese.text
    assert prove(japanese.message.content) >= 1
    form = await sim.click(japanese, "続けて質問", user="yuki")
    assert "回答は<#" in (await sim.submit_modal(form, {_only_field(form): "and the complications?"})).text


async def _moderating(here: World) -> None:
    """Every command of /log as the moderator; as a member, who does not see it, and as one who forces it."""
    sim = here.sim
    answer = await sim.slash("alice", "ask", {"question": QUESTION})
    name = (await here.rows())[0].id
    recent = await sim.slash(MODERATOR, "log recent", {})
    assert recent.ephemeral
    assert "54.4" in (await sim.select(recent, [name])).text
    found = await sim.slash(MODERATOR, "log search", {"text": "follow-up", "paper": DOI, "since": "2020-01-01"})
    assert name in found.text
    shown = await sim.slash(MODERATOR, "log show", {"answer": name})
    for button in ("Replay", "Ask today's papers"):
        assert "Identical." in (await sim.click(shown, button)).text
    form = await sim.click(shown, "Note")
    assert "under the answer" in (await sim.submit_modal(form, {_only_field(form): "see Table 2"})).text
    menu = await sim.context_menu(MODERATOR, "Answer record", answer.message)
    assert name in menu.text
    assert "Identical." in (await sim.slash(MODERATOR, "log replay", {"answer": name, "today": True})).text
    assert "Mongolia" in (await sim.slash(MODERATOR, "log gaps", {})).text.title()
    stats = await sim.slash(MODERATOR, "log stats", {"since": "2020-01-01"})
    assert stats.message.attachments
    for form_name in ("csv", "jsonl"):
        assert (await sim.slash(MODERATOR, "log export", {"format": form_name})).message.attachments
    assert "does not let" in (await sim.slash(MODERATOR, "log export", {"names": True})).text
    assert "under the answer" in (await sim.slash(MODERATOR, "log note", {"answer": name, "note": "and 3"})).text
    await _pinning(here, name)
    await _pinning_by_menu(here, name, answer.message)
    assert "its record stays" in (await sim.slash(MODERATOR, "log remove", {"answer": name})).text
    assert "recent by" in (await sim.slash("admin", "log readings", {})).text
    for command, options in (("recent", {}), ("stats", {}), ("export", {}), ("show", {"answer": name})):
        forced = await sim.slash("mallory", f"log {command}", options, force=True)
        assert forced.ephemeral
        assert "Only this server's moderators" in forced.text


async def _pinning(here: World, name: str) -> None:
    """An answer pinned by the moderator, shown to a member who asks likewise, refused to one who forces it, undone by the admin."""
    sim = here.sim
    shown = await sim.slash(MODERATOR, "log show", {"answer": name})
    form = await sim.click(shown, "Pin an answer")
    choice = await sim.submit_modal(form, {_only_field(form): "complications of patients"})
    menu = choice.message.selects[0]["options"]
    seen = await sim.select(choice, [menu[-1]["value"]])
    assert "Pinned by a moderator" in seen.text
    assert prove(seen.message.content.replace("\n— ", "\n-# — ")) == 1
    assert "Pinned as" in (await sim.click(seen, "Pin it")).text
    likewise = await sim.slash("bob", "ask", {"question": "how long was the follow-up after TES, please"})
    assert "Pinned by a moderator" in likewise.text
    assert prove(likewise.message.content) == 1
    row = (await here.rows())[0]
    assert (
        f"It was the pinned answer {row.pin}."
        in (await sim.slash(MODERATOR, "log replay", {"answer": row.id})).text
    )
    assert f"{row.pin}" in (await sim.slash(MODERATOR, "log pins", {})).text
    forced = await sim.slash("mallory", "log pins", {}, force=True)
    assert "Only this server's moderators" in forced.text
    assert "reported" in (await sim.slash("admin", "corpus reported", {})).text
    assert "taken back" in (await sim.slash("admin", "log pins", {"undo": row.pin})).text
    again = await sim.slash("bob", "ask", {"question": QUESTION})
    assert "Pinned by" not in again.text


async def _pinning_by_menu(here: World, name: str, message: Any) -> None:
    """The same by pressing and holding the answer; a member who forces it is refused, and the record takes it back."""
    sim = here.sim
    choice = await sim.context_menu(MODERATOR, "Pin an answer", message)
    assert choice.ephemeral
    seen = await sim.select(choice, [choice.message.selects[0]["options"][0]["value"]])
    assert "Pinned as" in (await sim.click(seen, "Pin it")).text
    assert "Pinned by a moderator" in (await sim.slash("bob", "ask", {"question": QUESTION})).text
    forced = await sim.context_menu("mallory", "Pin an answer", message, force=True)
    assert forced.ephemeral
    assert "Only this server's moderators" in forced.text
    record = await sim.slash(MODERATOR, "log show", {"answer": name})
    assert "taken back" in (await sim.click(record, "Unpin")).text


async def _privacy(here: World) -> None:
    sim = here.sim
    history = await sim.slash("alice", "history")
    again = await sim.select(history, [history.message.selects[0]["options"][0]["value"]])
    assert again.ephemeral
    for command in ("privacy show", "privacy export", "privacy opt-out"):
        assert (await sim.slash("alice", command)).ephemeral
    private = await sim.slash("alice", "ask", {"question": QUESTION})
    assert private.ephemeral
    assert (await here.rows())[0].withheld == "opt-out"
    assert (await sim.slash("alice", "privacy opt-in")).ephemeral
    asked = await sim.slash("alice", "privacy delete")
    assert "Deleted" in (await sim.click(asked, "Delete it all")).text
    assert "no question of yours" in (await sim.slash("alice", "history")).text


async def _curating(here: World) -> None:
    """A file tried, taken in by a second yes, and asked; last, because the server answers from its own papers then."""
    sim = here.sim
    file = (
        "bees.ris",
        b"TY  - JOUR\nTI  - Bees and sugar\nDO  - 10.1234/bees\nAB  - Feeding raised honey by 12%.\nER  - \n",
    )
    assert "1 kept" in (await sim.slash("admin", "corpus check", {"file": file})).text
    tried = await sim.slash("admin", "corpus import", {"file": file})
    assert "holds 1 paper now" in (await sim.click(tried, "Import these papers")).text
    assert "12%" in (await sim.slash("alice", "ask", {"question": "how much did feeding raise honey?"})).text
    status = (await sim.slash("admin", "corpus status", {})).text
    assert "1 paper," in status
    term = {"word": "honey", "meaning": "nectar", "abbreviation": False}
    assert "searched for" in (await sim.slash("admin", "corpus term", term)).text
    (before,) = re.findall(r"snapshot `?([0-9a-f]{12})", status)
    assert "curator's words changed" in (await sim.slash("admin", "corpus diff", {"before": before})).text
    assert "No share here disagrees" in (await sim.slash("admin", "corpus figures", {})).text
    assert "has not changed" in (await sim.slash("admin", "corpus reload", {})).text
    forced = await sim.slash("mallory", "corpus status", {}, force=True)
    assert "Only this server's curators" in forced.text
    await _a_channels_own(here)


async def _a_channels_own(here: World) -> None:
    """A further library, asked in one channel alone; what changes in it is told where the server wants it."""
    sim = here.sim
    file = (
        "ants.bib",
        b"@article{ants, title={Ants and rain}, doi={10.1234/ants}, abstract={Rain drove 40 ants inside.}}",
    )
    tried = await sim.slash("admin", "corpus import", {"file": file, "library": "ants"})
    assert "holds 1 paper now" in (await sim.click(tried, "Import these papers")).text
    offered = await sim.autocomplete("admin", "setup", "library", "ants")
    ((library, name),) = ((choice["value"], choice["name"]) for choice in offered.choices)
    assert name == "ants (this server's)"
    set_up = {"library": library, "library_in": sim.papers, "digest_channel": sim.papers}
    assert (await sim.slash("admin", "setup", set_up)).ephemeral
    question = {"question": "how many ants did rain drive inside?"}
    assert "40 ants" in (await sim.slash("alice", "ask", question, channel=sim.papers)).text
    assert "40 ants" not in (await sim.slash("alice", "ask", question)).text
    cited = await sim.slash("alice", "cite library", {"style": "MDPI"}, channel=sim.papers)
    assert "Ants and rain" in cited.text
    more = ("more.csv", b"title,doi\nAnts and sun,10.1234/sun\n")
    tried = await sim.slash("admin", "corpus import", {"file": more, "library": "ants"})
    assert "holds 2 papers now" in (await sim.click(tried, "Import these papers")).text


async def test_a_running_bot_takes_up_a_changed_library(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await here.bot.wait_line("Ready in 1 server ")
        papers = tmp_path / "papers.jsonl"
        papers.write_text(
            '{"_id": "1", "title": "Bees and sugar", "text": "Feeding raised honey by 12%."}\n', "utf-8"
        )
        assert "until “marrow corpus reload”" in await here.marrow("corpus", "import", str(papers))
        assert "takes up the libraries" in await here.marrow("corpus", "reload")
        await here.bot.wait_line("papers changed")
        answer = await here.sim.slash("alice", "ask", {"question": "how much did feeding raise honey?"})
        assert "12%" in answer.text
        here.blameless()


async def test_doctor_knows_the_token_the_invitation_and_the_running_bot(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        await here.bot.wait_line("Ready in 1 server ")
        await seen(here.is_ready)  # the report on health is written a moment later
        said = await here.doctor()
        assert "invite: https://discord.com/oauth2/authorize?client_id=" in said
        assert "ready, in 1 server\n" in said
        await here.bot.terminate()
        assert "stopped cleanly" in await here.doctor()
        refused = await here.doctor(token="bad.token.secret")
        assert "Discord refuses the token" in refused
        assert "bad.token.secret" not in refused


async def test_doctor_compares_the_commands_with_discords_list_and_tells_them_anew(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        held = here.sim.world.global_commands
        assert f"Discord has all {len(held)} commands" in await here.doctor()
        (lost,) = [one for one in held if one["name"] == "papers"]
        (other,) = [one for one in held if one["name"] == "define"]
        held.remove(lost)
        other["description"] = "Of another version"
        said = await here.doctor()
        assert "warn  commands      Discord lacks papers; has otherwise define: " in said
        assert lost["name"] not in [one["name"] for one in here.sim.commands]  # it only looked
        sent = len(here.bot.tail(5000))
        again = await here.doctor("--sync")
        assert "Discord has all" in again
        assert "papers" in [one["name"] for one in here.sim.commands]
        assert prove((await here.sim.slash("alice", "ask", {"question": QUESTION})).message.content) >= 1
        assert (await here.sim.slash("alice", "papers", {})).text
        assert len(here.bot.tail(5000)) == sent  # the running bot noticed nothing
        here.blameless()


async def test_doctor_says_where_discord_takes_no_commands(tmp_path: Path) -> None:
    async with world(tmp_path) as here:
        here.sim.fail(r"/commands$", 400, method="PUT", times=-1, body={"code": 30034, "message": "Quota"})
        said = await here.doctor("--sync")
        assert "fail  commands      Discord has not taken the commands (400, code 30034" in said
