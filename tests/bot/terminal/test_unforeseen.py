"""What no command foresees is a sentence all the same: memory that is short, arguments that are no text."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from bot.terminal.app import guarded
from tests.bot.terminal.running import environment, marrow


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("can't start new thread"),
        ImportError("libopenblas.so: failed to map segment from shared object"),
    ],
)
def test_a_want_of_memory_is_a_sentence(capsys: pytest.CaptureFixture[str], error: Exception) -> None:
    def command() -> None:
        raise error

    assert guarded(command) == 1
    assert capsys.readouterr().err.startswith("There was not enough memory")


@pytest.mark.parametrize(
    "command",
    [
        ("log", "search", "x", "--asker", "\udcff"),
        ("log", "export", "--out", "-", "--server", "\udcff"),
        ("log", "forget", "a\udcffb", "--server", "DM"),
        ("corpus", "import", "--encoding", "\udcff", __file__),
    ],
)
def test_bytes_that_are_no_text_are_a_sentence(command: tuple[str, ...], tmp_path: Path) -> None:
    """As of a terminal or script in another encoding: nothing can be looked for by them."""
    assert marrow(tmp_path, "ask", "what is SINS?").returncode == 0
    done = marrow(tmp_path, *command)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("What was typed has bytes in it that are no text")
    assert not (tmp_path / "errors.log").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("log", "export", "--out"),
        ("log", "backup"),
        ("log", "stats", "--chart"),
        ("corpus", "cite", "--style", "bibtex", "--out"),
        ("table", "--xlsx"),
    ],
)
def test_links_in_a_circle_are_a_sentence(command: tuple[str, ...], tmp_path: Path) -> None:
    """pathlib has an error of its own for them, which is none of the system's."""
    (tmp_path / "circle").symlink_to("circle")
    assert marrow(tmp_path, "ask", "what is SINS?").returncode == 0
    done = marrow(tmp_path, *command, str(tmp_path / "circle" / "out"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Too many levels of symbolic links" in done.stderr
    assert not (tmp_path / "errors.log").exists()


_STOPPED_WHILE_IMPORTING = """
import sys
from importlib.abc import MetaPathFinder
class Stopped(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "typer":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Stopped())
sys.argv = ["marrow", "ask", "pain"]
from bot.__main__ import main
main()
"""


def test_stopped_by_hand_at_once_there_is_no_traceback(tmp_path: Path) -> None:
    """Half a second goes by until the command begins, and who typed another than they meant stops it then."""
    command = (sys.executable, "-c", _STOPPED_WHILE_IMPORTING)
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize(
    ("command", "room"),
    [
        ("run", 300),
        pytest.param("run", 200, marks=pytest.mark.slow),
        ("ask", 100),
        pytest.param("ask", 40, marks=pytest.mark.slow),
    ],
)
def test_with_too_little_address_space_nothing_begins_and_a_sentence_says_what_to_do(
    tmp_path: Path, command: str, room: int
) -> None:
    """At 260 MB the bot tried for ever to reach Discord; at 200 a library ended it; below 100 there was a traceback."""
    done = subprocess.run(
        (sys.executable, "-m", "bot", command),
        env=environment(tmp_path) | {"DISCORD_TOKEN": "x"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (room * 2**20, room * 2**20)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"may use {room} MB of address space and needs at least" in done.stderr
