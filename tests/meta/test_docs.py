"""The documentation says what is there: every command once, every link to something, the first page short."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import click
import discord
import pytest
import typer
from discord import app_commands
from discord.ext import commands

from bot.config import Config
from bot.discord.cogs import COGS
from bot.terminal.app import app
from tests.meta.test_layers import FILES, nodes

TOP = Path(__file__).parents[2]
PAGES = sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`]+)`")
PARTED = re.compile(r"^[*-] [^\n]*\n(?: +\S[^\n]*\n)*\n([*-] [^\n]{1,40})", re.MULTILINE)
SPOKEN = re.compile(r"[^,|`]+")


def _rows(heading: str) -> list[str]:
    """The first cells of the table under a heading of docs/commands.md."""
    section = (TOP / "docs" / "commands.md").read_text("utf-8").split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [
        line.split("|")[1] for line in section.splitlines() if line.startswith("| ") and "`" in line.split("|")[1]
    ]


def _named(cells: list[str], sign: str, groups: set[str]) -> set[str]:
    """The commands that stand in cells: "`/log recent, search`" and "`marrow log list`, `show ID`" are two each."""
    found: set[str] = set()
    for cell in cells:
        group = ""
        for code in CODE.findall(cell):
            for part in SPOKEN.findall(code):
                words = part.strip().removeprefix(sign).split()
                if part.strip().startswith(sign):
                    group = words.pop(0) if words[0] in groups else ""
                if words and re.fullmatch(r"[a-z-]+", words[0]):
                    found.add(f"{group} {words[0]}".strip())
    return found


def _commands_of(command: Any, before: str = "") -> set[str]:
    """The names of a click command's own commands, those of its groups included."""
    names: set[str] = set()
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        within = _commands_of(found, f"{name} ") if hasattr(found, "list_commands") else set()
        names |= within or {f"{before}{name}"}
    return names


class _Nowhere(commands.AutoShardedBot):
    def __init__(self) -> None:
        super().__init__("", intents=discord.Intents.none(), help_command=None)


async def _slash() -> set[str]:
    """The names of all slash commands, and of their groups."""
    bot = _Nowhere()
    for cog in COGS:
        await bot.add_cog(cog(bot, None))  # type: ignore[arg-type]  # nothing is called
    return {command.qualified_name for command in bot.tree.walk_commands()}


async def test_every_slash_command_is_documented_and_none_that_is_not() -> None:
    bot = _Nowhere()
    for cog in COGS:
        await bot.add_cog(cog(bot, None))  # type: ignore[arg-type]  # nothing is called
    real = {c.qualified_name for c in bot.tree.walk_commands() if isinstance(c, app_commands.Command)}
    groups = {c.name for c in bot.tree.walk_commands() if isinstance(c, app_commands.Group)}
    assert _named(_rows("In Discord"), "/", groups) == real


async def test_every_option_of_setup_is_documented_and_none_that_is_not() -> None:
    bot = _Nowhere()
    for cog in COGS:
        await bot.add_cog(cog(bot, None))  # type: ignore[arg-type]  # nothing is called
    setup = bot.tree.get_command("setup")
    assert isinstance(setup, app_commands.Command)
    named = [name for cell in _rows("What /setup sets") for name in CODE.findall(cell)]
    assert sorted(named) == sorted(option.name for option in setup.parameters)


def test_every_terminal_command_is_documented_and_none_that_is_not() -> None:
    real = _commands_of(typer.main.get_command(app))
    assert _named(_rows("In the terminal"), "marrow ", {name.split()[0] for name in real if " " in name}) == real


def _headings(page: Path) -> set[str]:
    """The names by which links lead to a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        if not link.startswith(("http", "mailto:")):
            name, _, heading = link.partition("#")
            target = page.parent / name if name else page
            assert target.exists(), link
            assert not heading or heading in _headings(target), link


def test_no_list_is_parted_by_an_empty_line() -> None:
    parted = [f"{page.name}: {found[1]}" for page in PAGES for found in PARTED.finditer(page.read_text("utf-8"))]
    assert not parted


def test_every_page_of_docs_can_be_reached_and_leads_back() -> None:
    first = (TOP / "README.md").read_text("utf-8")
    for page in sorted((TOP / "docs").glob("*.md")):
        assert f"](docs/{page.name})" in first
        assert "](../README.md)" in page.read_text("utf-8")


def test_the_first_page_is_short() -> None:
    assert len((TOP / "README.md").read_text("utf-8").splitlines()) <= 130


def _not_there(row: str) -> list[str]:
    """The modules and folders that a row of the map names and that do not stand in one of its rooms."""
    named = [code for code in CODE.findall(row) if re.fullmatch(r"[\w/]+(?:\.py|/)", code)]
    rooms = [TOP]
    for code in named:  # "bot/discord/" is a room, and so is what "moderating/" beside it means
        rooms += [room / code for room in rooms if code.endswith("/") and (room / code).is_dir()]
        rooms += [(room / code).parent for room in rooms if "/" in code and (room / code).is_file()]
    return [code for code in named if not any((room / code).exists() for room in rooms)]


def test_the_map_names_what_is_there() -> None:
    table = (TOP / "CONTRIBUTING.md").read_text("utf-8").split("| room |", 1)[1].split("\n\n", 1)[0]
    assert {row: missing for row in table.splitlines() if (missing := _not_there(row))} == {}
    assert _not_there("| `corpus/watching/`, `rounds.py` | which is due |") == ["rounds.py"]


NAMED_FILE = re.compile(r"(?:bot|corpus|index|tests|docs|deploy|\.github|\.ci)/[\w./-]*\w/?")
COMMAND = re.compile(r"\bmarrow ((?:[a-z]+ ?)+)")
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
KEY = re.compile(r"([a-z]+)\.([a-z_]+)(?: = .+)?")


def _spoken(page: Path) -> list[str]:
    """What a page prints as code: within a line, and on lines of its own."""
    text = page.read_text("utf-8")
    return CODE.findall(text) + [line.partition(" #")[0] for line in text.splitlines() if line.startswith("    ")]


def _options(command: Any, name: str = "") -> dict[str, set[str]]:
    """The options of a click command and of all below it, by their names."""
    found = {name: {"--help"}.union(*(one.opts + one.secondary_opts for one in command.params))}
    if hasattr(command, "list_commands"):
        context = click.Context(command)
        for below in command.list_commands(context):
            found |= _options(command.get_command(context, below), f"{name} {below}".strip())
    return found


def _unknown(spoken: str, options: dict[str, set[str]]) -> set[str]:
    """What a line says of ``marrow`` that is no command or none of its options."""
    if not (said := COMMAND.search(spoken)):
        return set()
    words = said[1].split()
    names = [" ".join(words[:size]) for size in (2, 1)]
    name = next((one for one in names if one in options), "")
    return ({words[0]} if not name else set()) | (set(OPTION.findall(spoken, said.end(1))) - options[name])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_a_command_is_told_with_options_that_it_has(page: Path) -> None:
    options = _options(typer.main.get_command(app))
    assert {one: unknown for one in _spoken(page) if (unknown := _unknown(one, options))} == {}
    assert _unknown("marrow log backup --anew FILE", options) == {"--anew"}
    assert _unknown("marrow backup FILE", options) == {"backup"}


TOLD = re.compile(r"[“`]((?:/[a-z]+|marrow [a-z])[^”`]*)[”`]")
FOLDER = "/tmp"  # which is no command


def _is_there(told: str, options: dict[str, set[str]], slash: set[str]) -> bool:
    """True for a command of the terminal with its options, or one of Discord with that of its group."""
    if told.startswith("marrow "):
        return not _unknown(told, options)
    words = told.removeprefix("/").split()
    below = {name for name in slash if name.startswith(f"{words[0]} ")}
    return words[0] in slash and (len(words) == 1 or not below or " ".join(words[:2]) in below)


async def test_a_command_that_a_sentence_of_ours_names_is_there() -> None:
    options, slash = _options(typer.main.get_command(app)), await _slash()
    texts = (node.value for path in FILES for node in nodes(path) if isinstance(node, ast.Constant))
    told = {one for text in texts if isinstance(text, str) for one in TOLD.findall(text)} - {FOLDER}
    assert len(told) > 50
    assert {one for one in told if not _is_there(one, options, slash)} == set()
    assert not _is_there("/corpus vanish", options, slash)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_a_setting_that_is_named_is_one(page: Path) -> None:
    tables = {name: field.annotation for name, field in Config.model_fields.items()}
    named = [found for one in _spoken(page) if (found := KEY.fullmatch(one.strip())) and found[1] in tables]
    files = ("py", "toml", "json", "jsonl", "md", "tsv", "txt")
    keys = [(one[1], one[2]) for one in named if one[2] not in files]
    assert [key for key in keys if key[1] not in getattr(tables[key[0]], "model_fields", {})] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_a_file_that_is_named_by_its_place_is_there(page: Path) -> None:
    """ "NAME" stands for a name of one's own."""
    named = {code for code in CODE.findall(page.read_text("utf-8")) if NAMED_FILE.fullmatch(code)}
    assert {one for one in named if "NAME" not in one and not (TOP / one).exists()} == set()


@pytest.mark.parametrize(
    "thing", ["command in Discord", "command in the terminal", "file format", "ranking engine", "question kind"]
)
def test_how_something_is_added_is_told_in_ten_lines(thing: str) -> None:
    said = (TOP / "CONTRIBUTING.md").read_text("utf-8").split(f"**A {thing}**", 1)[1]
    lines = [line for line in re.split(r"\n\*\*A|\n## ", said, maxsplit=1)[0].splitlines() if line]
    assert len(lines) <= 10
    assert max(map(len, lines)) <= 250
