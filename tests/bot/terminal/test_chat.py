"""The chat: pleasant at a terminal, useful without one, and it always leaves cleanly."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import pytest

from bot.terminal.typed_lines import completions
from corpus.joining import builtin
from corpus.private import write_whole
from tests.bot.terminal.running import environment, marrow, rows


def test_with_nothing_to_read_it_shows_a_sample_answered(tmp_path: Path) -> None:
    done = marrow(tmp_path, "chat")
    assert done.returncode == 0
    assert "https://doi.org/" in done.stdout
    assert "> " in done.stdout
    question = done.stdout.split("› ")[1].split("\n")[0]
    assert "conclude" not in question
    assert rows(tmp_path, "question, outcome") == [(question, "answered")]
    assert "\x1b" not in done.stdout
    assert len(rows(tmp_path)) == 1


@pytest.mark.parametrize("word", ["/quit", "exit", "Quit", ":q"])
def test_whatever_word_people_leave_by_ends_the_chat(tmp_path: Path, word: str) -> None:
    done = marrow(tmp_path, "chat", stdin=f"thanks\n{word}\nwhat does SINS stand for\n")
    assert done.returncode == 0
    assert [question for (question,) in rows(tmp_path, "question")] == ["thanks"]


def test_each_line_is_a_question_or_a_command(tmp_path: Path) -> None:
    typed = "how long was follow-up after TES?\nand complications?\n\n/papers\n/summary knapp\n/cite 1 bibtex\n/table sample size\n/compare kang 2023 with knapp on survival\n/compare kang\n/nosuch\n/help\n/quit\nnever\n"
    done = marrow(tmp_path, "chat", stdin=typed)
    assert done.returncode == 0
    for expected in (
        "54.4",
        "21.1%",
        "  9. ",
        "A total of 128 patients",
        "@article{Liu2025",
        "▸ 469 patients",
        "“survival”:\n\n> Two-year progression-free survival",
        "Name two papers: /compare PAPER with PAPER",
        "no command /nosuch",
        "/cite PAPER",
    ):
        assert expected in done.stdout
    assert "never" not in done.stdout
    assert [question for (question,) in rows(tmp_path, "question")] == [
        "how long was follow-up after TES?",
        "and complications?",
        "Table of sample size figures",
        "Compare Kang et al. 2023, Cancers with Knapp et al. 2024, Cancers on survival",
    ]


def test_what_is_said_after_the_list_points_into_it(tmp_path: Path) -> None:
    typed = "/papers\nwho wrote the second one?\n/papers\ncompare 1 and 2\n/summary\n/compare kang 2023 and knapp on survival\n"
    done = marrow(tmp_path, "chat", stdin=typed)
    wrote, side, unnamed, compared = (done.stdout.split("› ")[number] for number in (2, 4, 5, 6))
    assert "was written by Dirk Rades" in wrote
    assert "Side by side" in side
    assert "Name the paper behind the command" in unnamed
    assert "“survival”" in compared


@pytest.mark.slow
def test_at_a_terminal_colours_are_no_characters(tmp_path: Path) -> None:
    """Two papers side by side were shown with the codes of their colours."""
    terminal = Terminal(tmp_path)
    terminal.wide(columns=100, lines=60)
    terminal.prompt()
    terminal.type("/compare 4 with 6\n")
    assert "�" not in terminal.prompt()
    terminal.type("/quit\n")
    assert terminal.leave() == 0


def test_a_line_that_is_a_file_is_not_read_and_the_next_one_is(tmp_path: Path) -> None:
    """A megabyte took ten seconds to be told that it is too long, and was kept whole."""
    typed = f"{'pain ' * 200_000}\nwhat does SINS stand for?\n{'x' * 100_001}"
    done = marrow(tmp_path, "chat", stdin=typed)
    assert (done.returncode, len(done.stdout) < 5_000) == (0, True)
    assert done.stdout.count("longer than 100,000 characters, so it is not read") == 2
    assert rows(tmp_path, "question") == [("what does SINS stand for?",)]


class Terminal:
    """The chat at a terminal of its own."""

    def __init__(self, data_dir: Path, ctrl_c: signal.Handlers = signal.SIG_DFL, /, **extra: str) -> None:
        self._ours, theirs = pty.openpty()

        def begin() -> None:
            """In its process: the terminal is its own, and Ctrl-C does ``ctrl_c``, whatever began the suite."""
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            signal.signal(signal.SIGINT, ctrl_c)

        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment(data_dir) | {"TERM": "xterm"} | extra,
            cwd=data_dir,
            start_new_session=True,
            preexec_fn=begin,
        )
        os.close(theirs)
        self.pid = self._process.pid
        self._read = ""

    def wide(self, columns: int, lines: int) -> None:
        """Make the window so large."""
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def until(self, expected: str, seconds: float = 120.0) -> str:
        """Read until something is shown; what came after it is kept for the next call."""
        ends = time.monotonic() + seconds
        while expected not in self._read and time.monotonic() < ends:
            if select.select([self._ours], [], [], 0.1)[0]:
                try:
                    self._read += os.read(self._ours, 65536).decode("utf-8", "replace")
                except OSError:
                    break
        shown, found, self._read = self._read.partition(expected)
        assert found, f"{expected!r} was not shown: {shown}"
        return shown + found

    def prompt(self) -> str:
        """Read up to a prompt that waits: the line editor has taken the terminal over, and gives each key as it comes."""
        shown = self.until("›")
        while termios.tcgetattr(self._ours)[3] & termios.ICANON:
            time.sleep(0.01)
        return shown

    def type(self, keys: str) -> None:
        """Type keys: a terminal may take a part of many, where a signal comes amid them."""
        typed = keys.encode()
        while typed:
            typed = typed[os.write(self._ours, typed) :]

    def interrupt(self) -> None:
        """Press Ctrl-C, which leaves the line."""
        self.type("\x03")
        self.until("\n")

    def leave(self) -> int:
        """Wait for its end and return its exit code."""
        code = self._process.wait(timeout=120)
        os.close(self._ours)
        return code


@pytest.mark.slow
@pytest.mark.parametrize("ctrl_c", [signal.SIG_DFL, signal.SIG_IGN])
def test_at_a_terminal_control_c_clears_the_line_and_control_d_leaves(
    tmp_path: Path, ctrl_c: signal.Handlers
) -> None:
    terminal = Terminal(tmp_path, ctrl_c)
    assert "9 papers" in terminal.prompt()
    terminal.type("half a question")
    terminal.until("half a question")
    terminal.interrupt()
    terminal.prompt()
    terminal.type("how long was follow-up after TES?\n")
    shown = terminal.until("cancers15235518")
    assert "54.4" in shown
    assert "\x1b[1mfollow" in shown
    terminal.prompt()
    terminal.type("\x04")
    assert terminal.leave() == 0
    assert [question for (question,) in rows(tmp_path, "question")] == ["how long was follow-up after TES?"]


@pytest.mark.parametrize(
    ("line", "setting"),
    [
        ("MRN 4482913: how long was follow-up after TES?", {}),
        pytest.param("zanzibar 4482913", {"MARROW__PRIVACY__MODE": "counts"}, marks=pytest.mark.slow),
        pytest.param("zanzibar 4482913", {"MARROW__PRIVACY__WORDS_DAYS": "7"}, marks=pytest.mark.slow),
    ],
)
def test_what_may_not_be_kept_is_in_no_history_of_lines_either(
    tmp_path: Path, line: str, setting: dict[str, str]
) -> None:
    write_whole(tmp_path / "chat-history", f"{line}?\n".encode() if setting else b"")
    terminal = Terminal(tmp_path, **setting)
    terminal.prompt()
    terminal.type(f"what is SINS?\n{line}\n\x04")
    assert terminal.leave() == 0
    assert (tmp_path / "chat-history").read_text() == ("" if setting else "what is SINS?\n")
    if "MARROW__PRIVACY__WORDS_DAYS" not in setting:  # there its row has a clock
        assert not [file for file in tmp_path.rglob("*") if file.is_file() and b"4482913" in file.read_bytes()]


@pytest.mark.slow
def test_a_pasted_file_is_not_read_at_a_terminal_either(tmp_path: Path) -> None:
    """It was kept whole, as a row and among the lines of yesterday, which a megabyte made unreadable."""
    terminal = Terminal(tmp_path)
    terminal.prompt()
    pasting = threading.Thread(target=terminal.type, args=("pain " * 20_001 + "\n",))
    pasting.start()
    terminal.until("longer than 100,000 characters, so it is not read")
    pasting.join()
    terminal.prompt()
    terminal.type("what does SINS stand for?\n\x04")
    assert terminal.leave() == 0
    assert rows(tmp_path, "question") == [("what does SINS stand for?",)]
    assert (tmp_path / "chat-history").read_text() == "what does SINS stand for?\n"


@pytest.mark.slow
def test_a_narrow_window_tab_and_the_lines_of_yesterday(tmp_path: Path) -> None:
    """Tab completes commands and papers, what is long comes by the page, and the history outlives the window."""
    terminal = Terminal(tmp_path, NO_COLOR="1")
    terminal.wide(columns=44, lines=9)
    terminal.prompt()
    terminal.type("/su\t knapp")
    terminal.until("/summary")
    terminal.type("\t\n")
    shown = terminal.until("more lines: Enter shows them")
    assert max(len(line) for line in shown.replace("\r", "").split("\n")[1:] if "://" not in line) <= 44
    terminal.type("q\n")
    terminal.prompt()
    terminal.type("how long was follow-up after TES?\n")
    answer = terminal.until("cancers15235518").replace("\r", "")
    assert "You asked" not in answer
    assert "\x1b[1m" not in answer
    assert (
        "> The median follow-up period was 54.4 (TES)\n> and 26.1 months (SABR) for matched\n> patients." in answer
    )
    os.killpg(terminal.pid, signal.SIGKILL)  # the window is closed
    terminal.leave()
    history = tmp_path / "chat-history"
    assert history.read_text("utf-8").splitlines() == ["/summary Knapp", "how long was follow-up after TES?"]
    assert history.stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_a_question_typed_where_a_page_ends_is_asked(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, NO_COLOR="1")
    terminal.wide(columns=60, lines=36)
    terminal.prompt()
    for ahead, answer in (
        ("\x1b[B", "cancers16020438"),  # an arrow reads on, and is no question
        ("MRN 4482913: how long was follow-up?", "4482913"),
        ("how long was follow-up after TES?", "54.4 (TES)"),
        ("/quit", ""),
    ):
        terminal.type("/summary knapp\n")
        terminal.until("or ask on")
        terminal.type(f"{ahead}\n")
        if answer:
            assert answer in terminal.until("cancers15235518" if "TES" in answer else answer)
            terminal.prompt()
    assert terminal.leave() == 0
    assert "how long was follow-up after TES?" in [question for (question,) in rows(tmp_path, "question")]
    assert (tmp_path / "chat-history").read_text("utf-8").splitlines() == [
        "/summary knapp",  # once, as it was typed twice with nothing kept between
        "how long was follow-up after TES?",
        "/summary knapp",
        "/quit",
    ]


def test_what_tab_offers(tmp_path: Path) -> None:
    corpus = builtin()
    assert completions("/s", corpus) == ["/summary"]
    assert completions("how", corpus) == []
    assert completions("/cite KN", corpus) == ["/cite Knapp"]
    titles = completions("/summary ", corpus)
    assert all(f"/summary {paper.title}" in titles for paper in corpus.papers)
