"""The command line, put together. Each command lives in a file of its subject and is imported when it is called."""

from __future__ import annotations

import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

# name → (module, function); None: a group of commands with an ``app`` of its own
COMMANDS: dict[str, tuple[str, str, str]] = {
    "ask": ("asking", "ask", "One answer, or --batch FILE.jsonl of them."),
    "chat": ("chat", "chat", "A conversation with the papers."),
    "table": ("tabulating", "table", "The papers' figures, one row a paper; as text, JSON, CSV or a workbook."),
    "run": ("running", "run", "The Discord bot."),
    "corpus": ("library", "app", "The libraries: list, show, import, check, complete, diff, cite …"),
    "search": ("searching", "search", "Ranked papers, without answering."),
    "evaluate": ("searching", "evaluate", "Score the ranking against judgements."),
    "log": ("log", "app", "What was asked and answered: list, search, show, replay, gaps, stats, export …"),
    "verify": ("verifying", "verify", "Check the quotes of a pasted answer."),
    "doctor": ("doctor", "doctor", "Check that everything is in order."),
}


class Lazy(TyperGroup):
    """Imports a command's module only when it is asked for, so that each starts as fast as it can."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; None where there is none. (Typer's own types of both are private.)"""
        if cmd_name not in COMMANDS:
            return None
        module, name, help_text = COMMANDS[cmd_name]
        found: Any = getattr(importlib.import_module(f"bot.terminal.{module}"), name)
        if not isinstance(found, typer.Typer):
            single = typer.Typer(add_completion=False, rich_markup_mode=None)
            single.command(cmd_name)(found)
            found = single
        command = typer.main.get_command(found)
        command.name = cmd_name
        command.short_help = help_text
        return command


app = typer.Typer(
    cls=Lazy,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Marrow answers questions about papers with the papers' own sentences, the DOI beside each.",
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"marrow {version('marrow')}")
        raise typer.Exit


@app.callback()
def _marrow(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_tell_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    """Hold the commands together."""
