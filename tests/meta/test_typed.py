"""Every place where a person types freely is known, and it is said what becomes of what is typed there.

``gate``: it goes through ``bot/privacy.py`` before a word is kept or shown to others. ``question``: it is asked, by the
gate's own way for questions. ``chosen``: it must name something there is, or it is refused. ``id``: an answer's or a
state's id, a pseudonym, a server. ``format``: a day, a path, a number. ``nothing``: it is looked up and never kept.
"""

from __future__ import annotations

import ast
from typing import Any

import discord
import pytest
import typer
from discord import app_commands
from discord.ext import commands

from bot.discord.actions.judging import report_told, unhelpful_told
from bot.discord.cogs import COGS
from bot.discord.cogs.ask import TOLD
from bot.terminal.app import app
from tests.meta.trees import parsed
from tests.packaging import ROOT

OPTIONS = {
    "ask question": "question", "ask paper": "chosen", "ask type": "chosen", "ask since": "format",
    "summary paper": "chosen", "summary section": "chosen", "define term": "question", "table topic": "question",
    "compare paper": "chosen", "compare other": "chosen", "compare topic": "question", "related paper": "chosen",
    "reading style": "chosen", "papers type": "gate", "papers author": "gate", "papers keyword": "gate",
    "cite paper paper": "chosen", "cite paper style": "chosen", "cite thread style": "chosen", "cite library style": "chosen",
    "log search text": "gate", "log search paper": "chosen", "log search asker": "id", "log search since": "format",
    "log search until": "format", "log show answer": "id", "log replay answer": "id", "log remove answer": "id",
    "log gaps since": "format", "log gaps until": "format", "log gaps close": "gate", "log gaps by": "gate",
    "log stats since": "format", "log stats until": "format", "log export since": "format", "log export until": "format",
    "log pins undo": "id", "log note answer": "id", "log note note": "gate",
    "corpus import library": "gate", "corpus import address": "gate", "corpus diff before": "id", "corpus remove paper": "chosen", "corpus term word": "gate", "corpus term meaning": "gate",
    "setup library": "chosen",
}  # fmt: skip
FORMS = {"unhelpful": "gate", "report": "gate", "note": "gate", "pin": "gate", "follow": "question"}
MENUS = {
    "Ask about this message": "question",
    "Cite papers in this message": "nothing",
    "Answer record": "nothing",
    "Pin an answer": "nothing",
}
ARGUMENTS = {
    "ask question": "question", "table topic": "question", "search query": "nothing", "corpus show paper": "nothing", "corpus cite papers": "nothing", "corpus remove papers": "nothing", "corpus restore state": "id",
    "corpus cite style": "format", "corpus add dois": "format", "corpus diff before": "id", "corpus diff after": "id",
    "log show answer": "id", "log replay answer": "id", "log note answer": "id", "log pin answer": "id", "log pin sentence": "chosen",
    "log pin question": "gate", "log unpin pin": "id", "log note note": "gate", "log solve word": "gate",
    "log solve by": "gate", "log search words": "nothing", "log search paper": "nothing", "log search surface": "nothing",
    "log search asker": "nothing", "log forget pseudonym": "id", "log browse listen": "format", "log backup file": "format", "server": "id", "library": "gate",
    "named": "chosen", "encoding": "chosen", "files": "format", "corpus watch forget": "chosen",
}  # fmt: skip


class _Nowhere(commands.AutoShardedBot):
    def __init__(self) -> None:
        super().__init__("", intents=discord.Intents.none(), help_command=None)


@pytest.fixture
async def tree() -> app_commands.CommandTree[_Nowhere]:
    bot = _Nowhere()
    for cog in COGS:
        await bot.add_cog(cog(bot, None))  # type: ignore[arg-type]  # nothing is called
    found: app_commands.CommandTree[_Nowhere] = bot.tree
    return found


async def test_every_text_option_of_a_command_is_declared(tree: app_commands.CommandTree[_Nowhere]) -> None:
    typed = {
        f"{command.qualified_name} {option.name}"
        for command in tree.walk_commands()
        if isinstance(command, app_commands.Command)
        for option in command.parameters
        if option.type is discord.AppCommandOptionType.string and not option.choices
    }
    assert typed == OPTIONS.keys()


async def test_every_menu_is_declared(tree: app_commands.CommandTree[_Nowhere]) -> None:
    kinds = (discord.AppCommandType.message, discord.AppCommandType.user)
    assert {menu.name for kind in kinds for menu in tree.get_commands(type=kind)} == MENUS.keys()


def test_every_form_is_declared_and_made_in_one_place() -> None:
    assert TOLD.keys() == FORMS.keys()
    assert (TOLD["report"], TOLD["unhelpful"]) == (report_told, unhelpful_told)
    makers = [
        str(path)
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in ("TextInput", "Modal") and path.name != "modals.py"
    ]
    assert makers == []


def test_every_text_argument_of_the_terminal_is_declared() -> None:
    typed = {
        (f"{name} {parameter.name}", str(parameter.name))
        for name, command in _leaves("", typer.main.get_command(app))
        for parameter in command.params
        if parameter.type_descriptor.annotation in (str, list[str])
    }
    assert {name for name in typed if not ARGUMENTS.keys() & set(name)} == set()
    assert ARGUMENTS.keys() - {one for name in typed for one in name} == set()


def _leaves(name: str, command: Any) -> list[tuple[str, Any]]:
    """The commands below one; what typer makes them of is its own affair."""
    if not hasattr(command, "list_commands"):
        return [(name, command)]
    found = [(one, command.get_command(None, one)) for one in command.list_commands(None)]
    return [leaf for one, inner in found for leaf in _leaves(f"{name} {one}".strip(), inner)]
