"""The tour's part of moderators, curators and admins, each once; a member who forces it is refused."""

from __future__ import annotations

import re
from typing import Any

from tests.process.asking import DOI, QUESTION, only_field, prove
from tests.process.harness import MODERATOR, World


async def setup(here: World) -> None:
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


async def moderating(here: World) -> None:
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
    assert "under the answer" in (await sim.submit_modal(form, {only_field(form): "see Table 2"})).text
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
    await pinning(here, name)
    await pinning_by_menu(here, name, answer.message)
    assert "its record stays" in (await sim.slash(MODERATOR, "log remove", {"answer": name})).text
    assert "recent by" in (await sim.slash("admin", "log readings", {})).text
    for command, options in (("recent", {}), ("stats", {}), ("export", {}), ("show", {"answer": name})):
        forced = await sim.slash("mallory", f"log {command}", options, force=True)
        assert forced.ephemeral
        assert "Only this server's moderators" in forced.text


async def pinning(here: World, name: str) -> None:
    """An answer pinned by the moderator, shown to a member who asks likewise, refused to one who forces it, undone by the admin."""
    sim = here.sim
    shown = await sim.slash(MODERATOR, "log show", {"answer": name})
    form = await sim.click(shown, "Pin an answer")
    choice = await sim.submit_modal(form, {only_field(form): "complications of patients"})
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


async def pinning_by_menu(here: World, name: str, message: Any) -> None:
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


async def curating(here: World) -> None:
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
    last = await sim.slash("admin", "corpus remove", {"paper": "10.1234/bees", "back": False})
    assert "holds one at least" in last.text
    none = await sim.slash("admin", "corpus remove", {"paper": "10.1234/bees", "back": True})
    assert "none was" in none.text
    assert "has not changed" in (await sim.slash("admin", "corpus reload", {})).text
    forced = await sim.slash("mallory", "corpus status", {}, force=True)
    assert "Only this server's curators" in forced.text
    await a_channels_own(here)


async def a_channels_own(here: World) -> None:
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
