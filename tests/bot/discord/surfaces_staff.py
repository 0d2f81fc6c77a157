"""What moderators and curators use, one thing after the other: a part of surfaces.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.discord.weekly import Weekly
from bot.storage.servers import DAYS
from tests.bot.discord.conftest import Server
from tests.bot.discord.forging import press

FILE = ("papers.jsonl", b'{"_id": "1", "title": "Bees and sugar", "text": "Feeding raised honey by 12%."}\n')
Step = tuple[str, Any]  # what was used, and what came of it


def offered_by(result: Any) -> list[dict[str, Any]]:
    """What the first menu of a reply offers."""
    found: list[dict[str, Any]] = result.response.components[0]["components"][0]["options"]
    return found


async def filled_in(who: Any, shown: Any) -> Any:
    return await who.submit_modal(shown, {"reason": "it is odd"})


async def log(server: Server) -> AsyncIterator[Step]:
    who, channel = server.moderator, server.channel
    recent = await who.slash(channel, "log recent")
    yield "log recent", recent
    yield "rows", await who.click(recent.response.message, label="Older")
    found = await who.slash(channel, "log search", text="zirconium")
    yield "log search", found
    answer = offered_by(found)[0]["value"]
    yield "record menu", await who.select(found.response.message, [answer])
    shown = await who.slash(channel, "log show", answer=answer)
    yield "log show", shown
    for label in ("Replay", "Ask today's papers"):
        yield label, await who.click(shown.response.message, label=label)
    form = await who.click(shown.response.message, label="Note")
    yield "Note", form
    yield "Note: sent", await filled_in(who, form)
    yield "record: remove", await who.click(shown.response.message, label="Remove")
    for name, given in (("replay", {"answer": answer}), ("gaps", {}), ("stats", {}), ("export", {})):
        yield f"log {name}", await who.slash(channel, f"log {name}", **given)
    yield "log note", await who.slash(channel, "log note", answer=answer, note="see Table 2")
    yield "log remove", await who.slash(channel, "log remove", answer=answer)
    yield "log readings", await server.admin.slash(channel, "log readings")


async def pins(server: Server, question: str) -> AsyncIterator[Step]:
    """Pin a sentence to a question, ask it, and take the pin back."""
    who, channel = server.moderator, server.channel
    found = await who.slash(channel, "log search", text=question)
    answer = next(one["value"] for one in offered_by(found) if one["label"].startswith(question[:20]))
    shown = await who.slash(channel, "log show", answer=answer)
    form = await who.click(shown.response.message, label="Pin an answer")
    yield "Pin an answer", form
    choice = await who.submit_modal(form, {})
    yield "Pin an answer: sent", choice
    for label in ("Not in these abstracts", "Choose others"):
        choice = await who.click(choice.response.message, label=label)
        yield label, choice
    seen = await who.select(choice.response.message, [offered_by(choice)[0]["value"]])
    yield "pin menu", seen
    yield "Pin it", await who.click(seen.response.message, label="Pin it")
    yield "ask, pinned", await server.bob.slash(channel, "ask", question=question)
    yield "log pins", await who.slash(channel, "log pins", history=True)
    shown = await who.slash(channel, "log show", answer=answer)
    yield "record: unpin", await who.click(shown.response.message, label="Unpin")


async def library(server: Server, paper: str) -> AsyncIterator[Step]:
    admin, channel = server.admin, server.channel
    yield "setup", await admin.slash(channel, "setup", visibility="public")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    told = {"weekly_channel": channel, "weekly_day": DAYS[tomorrow.weekday()]}
    yield "setup, weekly", await admin.slash(channel, "setup", **told)
    bot = server.env.bot
    yield "the week", [await Weekly(bot, bot.parts, lambda: tomorrow).look()]
    status = await admin.slash(channel, "corpus status")
    yield "corpus status", status
    yield "corpus check", await admin.slash(channel, "corpus check", file=FILE)
    tried = await admin.slash(channel, "corpus import", file=FILE, library="further")
    yield "corpus import", tried
    yield "import", await admin.click(tried.response.message, label="Import these papers")
    yield (
        "news of a page",
        await press(admin, tried.response.message, f"marrow:news:{'0' * 12}:{'0' * 12}/further"),
    )
    yield "corpus reported", await admin.slash(channel, "corpus reported")
    yield "corpus figures", await admin.slash(channel, "corpus figures")
    yield "corpus reload", await admin.slash(channel, "corpus reload")
    yield "corpus diff", await admin.slash(channel, "corpus diff", before="0" * 8)
    yield "corpus remove", await admin.slash(channel, "corpus remove", paper=paper)
    yield "corpus term", await admin.slash(channel, "corpus term", word="x", meaning="y")
