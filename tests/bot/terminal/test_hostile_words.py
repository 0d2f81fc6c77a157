"""Whatever an argument, a file's name or a file holds, nothing of it acts on the terminal: not in an error's sentence either."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.characters import is_printable
from tests.bot.terminal.running import marrow

ACTING = "x\x1b[31m\x9b31m\x1b]8;;http://evil\x07\u202egnp"

COMMANDS: tuple[Sequence[str], ...] = (
    ("corpus", "check", f"{ACTING}.ris"),
    ("corpus", "import", "missing.ris", "--library", ACTING),
    ("corpus", "show", ACTING),
    ("corpus", "cite", ACTING),
    ("corpus", "cite", "--style", ACTING),
    ("corpus", "diff", ACTING),
    ("log", "show", ACTING),
    ("log", "backup", f"{ACTING}/copy"),
    ("log", "export", "--out", f"{ACTING}/rows"),
    ("log", "list", "--since", ACTING),
    ("ask", "--batch", ACTING),
    ("verify", ACTING),
    ("ask", "pain", "--config", ACTING),
    (ACTING,),
    ("ask", f"--{ACTING}"),
    ("log", ACTING),
)


@pytest.mark.parametrize("command", COMMANDS, ids=[" ".join(one).replace(ACTING, "…") for one in COMMANDS])
def test_a_refused_argument_does_not_act(tmp_path: Path, command: Sequence[str]) -> None:
    done = marrow(tmp_path, *command)
    assert done.returncode in (1, 2)
    assert done.stderr.strip()
    assert [line for line in (done.stdout + done.stderr).splitlines() if not is_printable(line)] == []


def test_neither_does_a_file_that_is_none(tmp_path: Path) -> None:
    name = f"{ACTING.replace('/', '-')}.ris"
    (tmp_path / name).write_text("")
    (tmp_path / "config.toml").write_text(
        f'[corpus]\nlibrary = "{ACTING.encode("unicode_escape").decode()}"\n'.replace("\\x", "\\u00")
    )
    for command in (("corpus", "check", name), ("ask", "pain", "--config", "config.toml")):
        done = marrow(tmp_path, *command)
        assert done.returncode == 1
        assert is_printable(done.stderr.strip())
