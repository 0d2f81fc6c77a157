"""The command line, and how every command ends: with one sentence and an exit code, whatever happened.

Each command's module is named after its subject and imported only when the command is called.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from bot.harmless import traced, unnamed, without_tokens
from bot.memory import is_short
from corpus.characters import visible
from corpus.errors import MarrowError, in_words
from corpus.private import make_folder, opened, why

# What typer raises for wrong usage: an error of click's, of which it keeps a copy of its own.
WRONG: Any = typer.BadParameter.__mro__[2]
DETAILS = "errors.log"


def guarded(command: Callable[[], object]) -> int:
    """Run a command line and return its exit code; errors become a sentence on stderr."""
    if odd := _odd_option(sys.argv[1:]):
        _say(f"There is no option {odd}; --help names those there are.")
        return 2
    try:
        code = command()
        return code if isinstance(code, int) else 0
    except WRONG as error:
        error.message = without_tokens(in_words(error.message))
        error.show()
        return int(error.exit_code)
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # typer says 1 to whoever has read enough
            return 0
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except MarrowError as error:
        _say(str(error))
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _say(f"{error.filename or 'A file'} cannot be used: {why(error)}.")
        return 1
    except Exception as error:  # the last door: nobody is shown a traceback
        if is_short(error):
            _say("There was not enough memory for this. Give Marrow more, or ask a smaller library (--library).")
            return 1
        if isinstance(error, UnicodeEncodeError) and any(map(_has_bytes, sys.argv)):
            _say("What was typed has bytes in it that are no text, as of another encoding: type it anew.")
            return 1
        _say(f"Something unexpected went wrong ({type(error).__name__}). {_kept(error)}")
        return 1


def _has_bytes(argument: str) -> bool:
    """Whether an argument has bytes that are not text; Python represents them as lone surrogates."""
    return any("\udc80" <= sign <= "\udcff" for sign in argument)


def _odd_option(arguments: Sequence[str]) -> str | None:
    """An option whose name has invisible characters, or None; typer would print it unchanged in its error message."""
    named = (one.partition("=")[0] for one in arguments if one.startswith("-"))
    return next((name for name in named if not name.isprintable()), None)


def _say(sentence: str) -> None:
    """Print a sentence to stderr, without tokens; characters in it that could act on the terminal are shown instead."""
    with suppress(OSError):  # nobody can be told
        print(visible(without_tokens(sentence)), file=sys.stderr)  # noqa: T201


def _kept(error: Exception) -> str:
    """Write the traceback to a file in the data folder, and return a sentence that says where."""
    try:
        path = _data_dir(sys.argv) / DETAILS
        make_folder(path.parent)
        with open(opened(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat()}\n{unnamed(traced(error))}\n")
    except (OSError, MarrowError) as failed:
        return f"Its details could not be written: {why(failed) if isinstance(failed, OSError) else failed}."
    except Exception as failed:  # the settings may be what went wrong: they are read again for the folder
        return f"Its details could not be written ({type(failed).__name__})."
    return f"Its details are in {path}; please report them."


def _data_dir(arguments: Sequence[str]) -> Path:
    """The data folder in the configuration that a command line names. Raises ConfigError."""
    from bot.config import Config  # imported here so that commands start faster

    named = [after for before, after in pairwise(arguments) if before == "--config"]
    named += [one.partition("=")[2] for one in arguments if one.startswith("--config=")]
    return Config.load(Path(named[0]) if named else None).storage.data_dir


# name → (module, function); None: a group of commands with an ``app`` of its own
COMMANDS: dict[str, tuple[str, str, str]] = {
    "ask": ("asking", "ask", "One answer, or --batch FILE.jsonl of them."),
    "chat": ("chat", "chat", "A conversation with the papers."),
    "table": ("searching", "table", "The papers' figures, one row a paper; as text, JSON, CSV or a workbook."),
    "run": ("running", "run", "The Discord bot."),
    "corpus": ("corpus", "app", "The libraries: list, show, import, check, complete, diff, cite …"),
    "search": ("searching", "search", "Ranked papers, without answering."),
    "evaluate": ("searching", "evaluate", "Score the ranking against judgements."),
    "log": ("log", "app", "What was asked and answered: list, search, show, replay, gaps, stats, export …"),
    "verify": ("searching", "verify", "Check the quotes of a pasted answer."),
    "doctor": ("doctor", "doctor", "Check that everything is in order."),
}


class Lazy(TyperGroup):
    """Imports a command's module only when it is needed, so that every command starts fast."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names of all commands, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command by its name; None if there is none. (Typer's own types for both are private.)"""
        return made(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: Any) -> Any:
        """The command that is called. For one there is not, the nearest name is offered, which typer does only for imported ones."""
        try:
            return super().resolve_command(ctx, args)
        except WRONG as error:
            from difflib import get_close_matches  # needed only where something is wrong

            near = get_close_matches(args[0], COMMANDS, 1)
            error.message += f" Did you mean '{near[0]}'?" if near else ""
            raise


@cache
def made(name: str) -> Any:
    """One of ``COMMANDS``, with all commands of its group. A process makes it once: that takes longer than most commands run."""
    module, function, help_text = COMMANDS[name]
    found: Any = getattr(importlib.import_module(f"bot.terminal.{module}"), function)
    if not isinstance(found, typer.Typer):
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        single.command(name)(found)
        found = single
    command = typer.main.get_command(found)
    command.name = name
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
