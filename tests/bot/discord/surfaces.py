"""Every command, button, menu, form and offer of the bot, used one after the other by those who may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import discord
from discord import app_commands

from bot.discord.buttons import ACTIONS
from bot.discord.client import BUTTONS
from bot.discord.cogs.ask import TOLD
from corpus.doi import Doi
from corpus.models import Author, Paper
from tests.bot.discord.conftest import Server
from tests.bot.discord.forging import press
from tests.bot.discord.surfaces_staff import Step, filled_in, library, log, offered_by, pins

LONG = " ".join(f"Zirconium implants number {n} held in all {n + 3} patients (p = 0.{n:03})." for n in range(120))
QUESTION, PAPER, LONG_PAPER = "how many zirconium implants held in patients?", "10.1000/p.3", "10.1000/long.1"
ADD = "nobody uses these: add a step to tests/bot/discord/surfaces.py (a button: in _answer)"


def papers(count: int) -> tuple[Paper, ...]:
    """So many papers with what every command needs: one of them long. By title, the last of the library come first."""
    author = (Author(name="Anna Amsel", family="Amsel", given="Anna"),)
    text = "Zirconium implants of group {0} held in {1} patients. Total ankle surgery (TAS) was tried too."
    return tuple(
        Paper(
            doi=Doi(LONG_PAPER if n == 0 else f"10.1000/p.{n}"),
            title=f"Zirconium study {count - n:03}",
            authors=author,
            type="Article",
            year=2024,
            keywords=("ankles",),
            abstract=LONG if n == 0 else text.format(n, n + 40),
        )
        for n in range(count)
    )


async def used(server: Server) -> AsyncIterator[Step]:
    """Use everything, over a library of ``papers``."""
    question, paper, long = QUESTION, PAPER, LONG_PAPER
    await server.admin.slash(server.channel, "setup", moderator_role=server.moderators)
    answer = await server.ask(question)
    yield "ask", answer
    for _ in range(9):  # enough for a second page of the log and of her history
        yield "ask, again", await server.ask(question, visible="private")
    async for step in _answer(server, answer.response.message, question):
        yield step
    async for step in _papers(server, question, paper, long):
        yield step
    async for step in log(server):
        yield step
    async for step in pins(server, question):
        yield step
    async for step in _own(server):
        yield step
    async for step in _reading(server):
        yield step
    async for step in library(server, paper):
        yield step
    for name, option in offers(server.env.bot.tree):
        who = server.moderator if name.startswith("log") else server.admin
        filled = {"question": question} if name == "ask" else {}
        yield f"{name} {option}", await who.autocomplete(server.channel, name, option, "a", **filled)


def offers(tree: Any) -> list[tuple[str, str]]:
    """(command, option) of everything that is offered while somebody types."""
    return [
        (command.qualified_name, option.name)
        for command in tree.walk_commands()
        if isinstance(command, app_commands.Command)
        for option in command.parameters
        if option.autocomplete
    ]


def commands(tree: Any) -> set[str]:
    """The names of all commands, and of all menus on messages."""
    named = {c.qualified_name for c in tree.walk_commands() if isinstance(c, app_commands.Command)}
    return named | {menu.name for menu in tree.get_commands() if isinstance(menu, app_commands.ContextMenu)}


def buttons(message: Any) -> dict[str, str]:
    """The buttons and menus of a message: their custom ids by their labels."""
    held = [one for row in message.components for one in getattr(row, "children", [])]
    return {
        str(getattr(one, "label", None) or one.custom_id): one.custom_id
        for one in held
        if getattr(one, "custom_id", None)
    }


async def _answer(server: Server, message: Any, question: str) -> AsyncIterator[Step]:
    yield "⋯", await server.bob.click(message, label="⋯")
    yield "Helpful", await server.rest(server.bob, message, "Helpful")
    following = await server.bob.click(message, label="Follow up")
    yield "Follow up", following
    yield "Follow up: sent", await server.bob.submit_modal(following, {"reason": "and for how many patients?"})
    for label in ("In context", "More", "Cite"):
        pressed = await server.bob.click(message, label=label)
        yield label, pressed
        if label == "Cite":
            yield "style", await server.bob.select(pressed.response.message, ["bibtex"])
    for label in ("Not helpful", "Report"):
        form = await server.rest(server.bob, message, label)
        yield label, form
        yield f"{label}: sent", await filled_in(server.bob, form)
    for menu in ("Ask about this message", "Cite papers in this message"):
        yield menu, await server.bob.context_menu(server.channel, menu, message)
    yield "Answer record", await server.moderator.context_menu(server.channel, "Answer record", message)
    yield "menu: pin", await server.moderator.context_menu(server.channel, "Pin an answer", message)
    followed = await server.ask("and for how long did they hold?")
    yield "Ask all papers", await server.bob.click(followed.response.message, label="Ask all papers")
    several = await server.ask("summarise the paper with zirconium")
    first = next(label for label in buttons(several.response.message) if label.startswith("1."))
    yield "this one", await server.bob.click(several.response.message, label=first)
    menu = buttons(several.response.message)[first].replace("which", "menu").removesuffix(":1")
    yield "a menu of actions", await press(server.bob, several.response.message, menu, ["which:2"])
    nothing = await server.ask("what is the capital of Mongolia?")
    promised = await server.alice.click(nothing.response.message, label="Tell me")
    yield "Tell me", promised
    instead = "By direct message instead"
    yield instead, await server.alice.click(promised.response.message, label=instead)
    which = await server.rest(server.alice, several.response.message, "Save to read")
    yield "Save to read", which
    wanted = [one["value"] for one in offered_by(which)]
    yield "Save to read: these", await server.alice.select(which.response.message, wanted)
    nowhere = await server.ask("what is the capital of Peru?", visible="private")
    yield "Tell me, privately", await server.alice.click(nowhere.response.message, label="Tell me")
    private = await server.ask(question, visible="private")
    yield "Share", await server.alice.click(private.response.message, label="Share")
    yield "Remove", await server.rest(server.alice, message, "Remove")


async def _papers(server: Server, question: str, paper: str, long: str) -> AsyncIterator[Step]:
    alice, channel = server.alice, server.channel
    yield "ask, limited", await server.ask(question, paper=paper, since="2000", type="Article")
    yield "ask, of a kind", await server.ask(question, since="2000")
    summary = await alice.slash(channel, "summary", paper=long)
    yield "summary", summary
    (following,) = [label for label in buttons(summary.response.message) if label.startswith("Next page")]
    page = await server.bob.click(summary.response.message, label=following)
    yield "page", page
    turned = [label for label in buttons(page.response.message) if label.startswith(("Previous", "Next"))]
    yield "page, in place", await server.bob.click(page.response.message, label=turned[0])
    listed = await alice.slash(channel, "papers", sort="title")
    yield "papers", listed
    (next_page,) = [label for label in buttons(listed.response.message) if label == "Next page"]
    yield "list, another's", await server.bob.click(listed.response.message, label=next_page)
    option = offered_by(listed)[0]["value"]
    card = await server.bob.select(listed.response.message, [option], custom_id="marrow:pick")
    yield "pick", card
    for label in ("Abstract", "Cite", "Related papers", "Save to read"):
        yield f"card: {label}", await server.bob.click(card.response.message, label=label)
    yield "list", await alice.click(listed.response.message, label=next_page)
    for look in ("first", "second"):
        yield f"papers new, {look}", await alice.slash(channel, "papers", new=True)
    filters = {"author": "a", "keyword": "zirconium", "year": 2024}
    yield "papers, filtered", await alice.slash(channel, "papers", **filters)
    for name, options in (
        ("cite paper", {"paper": paper}),
        ("cite thread", {}),
        ("cite library", {}),
        ("define", {"term": "TAS"}),
        ("table", {}),
        ("compare", {"paper": paper, "other": long}),
        ("related", {"paper": paper}),
        ("about", {}),
        ("help", {}),
    ):
        yield name, await alice.slash(channel, name, **options)


async def _came(server: Server) -> None:
    """One of the answers that Alice waits for is kept for her, as if no direct message could be sent."""
    awaited = server.env.bot.parts.storage.awaited
    await awaited.hold((await awaited.of(str(server.alice.id), str(server.guild.id)))[0])


async def _reading(server: Server) -> AsyncIterator[Step]:
    """Alice's reading list, of more papers than one page has."""
    alice, channel, saved = server.alice, server.channel, server.env.bot.parts.storage.saved
    await saved.add(str(alice.id), str(server.guild.id), "default", [f"10.1000/p.{n}" for n in range(1, 60)])
    listed = await alice.slash(channel, "reading")
    yield "reading", listed
    yield "reading, exported", await alice.slash(channel, "reading", style="RIS")
    card = await alice.select(listed.response.message, [offered_by(listed)[0]["value"]])
    yield "reading menu", card
    yield "Take off my list", await alice.click(card.response.message, label="Take off my list")
    yield "Cite all", await alice.click(listed.response.message, label="Cite all")
    sure = await alice.click(listed.response.message, label="Clear")
    yield "Clear", sure
    yield "Clear: sure", await alice.click(sure.response.message, label="Clear my reading list")
    yield "reading page", await alice.click(listed.response.message, label="Next page")


async def _own(server: Server) -> AsyncIterator[Step]:
    alice, channel = server.alice, server.channel
    await _came(server)
    history = await alice.slash(channel, "history")
    yield "history", history
    answer = offered_by(history)[0]["value"]
    menus = {one["custom_id"]: one for row in history.response.components for one in row["components"]}
    for name in ("came", "awaited"):
        custom = f"marrow:history:{name}"
        chosen = [menus[custom]["options"][0]["value"]]
        yield name, await alice.select(history.response.message, chosen, custom_id=custom)
    yield "history menu", await alice.select(history.response.message, [answer], custom_id="marrow:history:show")
    yield "history page", await alice.click(history.response.message, label="Older")
    for name in ("show", "export", "opt-out", "opt-in"):
        yield f"privacy {name}", await alice.slash(channel, f"privacy {name}")
    asked = await server.bob.slash(channel, "privacy delete")
    yield "privacy delete", asked
    yield "forget", await server.bob.click(asked.response.message, custom_id="marrow:forget")


class Seen:
    """What members used of a bot, as its own events tell."""

    def __init__(self, bot: Any) -> None:
        self.commands: set[str] = set()
        self.ids: set[str] = set()
        bot.add_listener(self._note, "on_interaction")

    async def _note(self, interaction: Any) -> None:
        if interaction.type is discord.InteractionType.application_command:
            self.commands.add(interaction.command.qualified_name)
        elif "custom_id" in interaction.data:
            self.ids.add(interaction.data["custom_id"])
            if interaction.data["custom_id"].startswith("marrow:menu:"):
                self.ids |= {f"marrow:{value}" for value in interaction.data["values"]}

    def missing(self, bot: Any) -> set[str]:
        """The commands, kinds of buttons and menus, and forms that were not used."""
        templates = [one.__discord_ui_compiled_template__ for one in BUTTONS]
        unused = {t.pattern for t in templates if not any(map(t.fullmatch, self.ids))}
        parts = [one.split(":") for one in self.ids]
        actions, forms = {part[1] for part in parts}, {part[2] for part in parts if part[1] == "form"}
        return unused | (commands(bot.tree) - self.commands) | (set(ACTIONS) - actions) | (set(TOLD) - forms)
