"""How a command ends: in one sentence and an exit code, whatever happened."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir

from corpus.errors import MarrowError

DETAILS = "marrow-error.log"


def guarded(command: Callable[[], object]) -> int:
    """Run a command line and return its exit code; our own errors become a sentence on stderr."""
    try:
        command()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except MarrowError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the last door: nobody is shown a traceback
        print(f"Something unexpected went wrong ({type(error).__name__}). {_kept()}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _kept() -> str:
    """Keep the details where the operator can find them, and say where."""
    path = Path(gettempdir()) / DETAILS
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC).isoformat()}\n{traceback.format_exc()}\n")
    except OSError:
        return "Its details could not be written."
    return f"Its details are in {path}; please report them."
