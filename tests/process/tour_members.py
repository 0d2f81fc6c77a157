"""The tour's part of members: every command, button, menu, form, thread and message of theirs, once."""

from __future__ import annotations

import re
from typing import Any

from tests.process.asking import DOI, QUESTION, only_field, prove, rest
from tests.process.harness import MODERATOR, World


async def asking(here: World) -> Any:
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


async def buttons(here: World, answer: Any) -> None:
    sim = here.sim
    assert "in bold" in (await sim.click(answer, "In context", user="bob")).text
    assert prove((await sim.click(answer, "More", user="bob")).message.content) >= 1
    cited = await sim.click(answer, "Cite", user="bob")
    assert "Kang DH" in cited.text
    assert "@article" in (await sim.select(cited, ["bibtex"])).text
    assert "moderators" in (await rest(sim, answer, "Helpful", user="bob")).text
    form = await rest(sim, answer, "Not helpful", user="bob")
    assert (await sim.submit_modal(form, {only_field(form): "too short"})).ephemeral
    form = await rest(sim, answer, "Report", user="bob")
    assert "moderators have it" in (await sim.submit_modal(form, {only_field(form): "odd"})).text
    form = await sim.click(answer, "Follow up")
    opened = await sim.submit_modal(form, {only_field(form): "and the complications?"})
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


async def papers(here: World) -> None:
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
    await side_by_side(here)
    await saved(here)


async def side_by_side(here: World) -> None:
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


async def saved(here: World) -> None:
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


async def messages(here: World) -> None:
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


async def going_on(here: World) -> None:
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
    assert "回答は<#" in (await sim.submit_modal(form, {only_field(form): "and the complications?"})).text


async def privacy(here: World) -> None:
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
