"""The steps of pinning in a simulated Discord: the form, the sentences offered, the yes, the list; and a library of one paper."""

from __future__ import annotations

import json
from typing import Any

from bot.discord.parts import Parts
from tests.bot.discord.conftest import Server
from tests.bot.discord.test_buttons import _field

SAME = "long how was the follow-up after TES, please??"
WORDS = "survival of patients with metastases"


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
