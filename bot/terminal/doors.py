"""How a command ends: in one sentence and an exit code, whatever happened."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer

from bot.sections import in_words
from bot.unnamed import unnamed
from corpus.characters import visible
from corpus.errors import MarrowError
from corpus.private import make_folder, opened, why

# What typer raises for wrong usage: an error of click's, of which it keeps a copy of its own.
WRONG: Any = typer.BadParameter.__mro__[2]
DETAILS = "errors.log"


def guarded(command: Callable[[], object]) -> int:
    """Run a command line and return its exit code; our own errors become a sentence on stderr."""
    if odd := _odd_option(sys.argv[1:]):
        _say(f"There is no option {odd}; --help names those there are.")
        return 2
    try:
        code = command()
        return code if isinstance(code, int) else 0
    except WRONG as error:
        error.message = in_words(error.message)
        error.show()
        return int(error.exit_code)
    except SystemExit as leaving:
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
    except MemoryError:
        _say("There was not enough memory for this. Give Marrow more, or ask a smaller library (--library).")
        return 1
    except Exception as error:  # the last door: nobody is shown a traceback
        _say(f"Something unexpected went wrong ({type(error).__name__}). {_kept()}")
        return 1


def _odd_option(arguments: Sequence[str]) -> str | None:
    """An option whose name holds what is not seen: whoever refuses it for us repeats it as it is."""
    named = (one.partition("=")[0] for one in arguments if one.startswith("-"))
    return next((name for name in named if not name.isprintable()), None)


def _say(sentence: str) -> None:
    """Tell the person at the terminal; what a name, an argument or a file's content in it could do there is marked."""
    print(visible(sentence), file=sys.stderr)  # noqa: T201


def _kept() -> str:
    """Keep the details where the operator can find them, in the data folder, and say where."""
    try:
        path = _data_dir(sys.argv) / DETAILS
        make_folder(path.parent)
        with open(opened(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT), "a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat()}\n{unnamed(traceback.format_exc())}\n")
    except (OSError, MarrowError) as error:
        return f"Its details could not be written: {why(error) if isinstance(error, OSError) else error}."
    return f"Its details are in {path}; please report them."


def _data_dir(arguments: Sequence[str]) -> Path:
    """The data folder of the configuration that a command line names. Raises ConfigError."""
    from bot.config import Config  # every command that works has it already; the others start faster without

    named = [after for before, after in pairwise(arguments) if before == "--config"]
    named += [one.partition("=")[2] for one in arguments if one.startswith("--config=")]
    return Config.load(Path(named[0]) if named else None).storage.data_dir
