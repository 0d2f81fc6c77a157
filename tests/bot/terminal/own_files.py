"""A process of its own that puts something else in the place of each own file, and runs commands on it: one line each."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from bot.terminal.app import app, guarded
from tests.damage import DAMAGES

COMMANDS = (["ask", "how long was follow-up after TES?"], ["doctor"], ["log", "list"])


def run(data: Path, arguments: list[str]) -> tuple[int, str]:
    os.environ["MARROW__STORAGE__DATA_DIR"] = str(data)
    said = io.StringIO()
    sys.argv = ["marrow", *arguments]
    with redirect_stdout(said), redirect_stderr(said):
        code = guarded(app)
    return code, said.getvalue()


def main(sound: Path, work: Path, how: str, *names: str) -> None:
    for name in names:
        for arguments in COMMANDS:
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(sound, work)
            DAMAGES[how](work / name)
            print(json.dumps([name, arguments[0], *run(work, arguments)]), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
