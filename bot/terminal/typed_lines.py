"""The lines typed in ``marrow chat``: kept for the arrow keys, and completed with Tab."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from bot.ending import hearing
from bot.service import Service
from bot.terminal.setting import LONGEST_LINE
from corpus.models import Corpus
from corpus.private import read_own, write_whole

HISTORY = "chat-history"
REMEMBERED, LARGEST = 1000, 1_000_000  # lines typed before, and bytes of them
OFFERED = 5000  # papers; larger libraries are not completed, so that typing stays fast
COMMANDS = ("/papers", "/summary", "/define", "/cite", "/table", "/compare", "/help")


class Lines:
    """The history of typed lines, and completion with Tab, if the platform has readline; only the operator can read the
    file.
    """

    def __init__(self, path: Path, service: Service) -> None:
        self._path = path
        try:
            import readline
        except ImportError:
            self._readline = None
            return
        self._readline = readline
        readline.clear_history()
        with suppress(OSError):
            typed = read_own(path, LARGEST) if service.words_kept else b""  # else the next line empties it
            for line in typed.decode("utf-8", "replace").splitlines()[-REMEMBERED:]:
                readline.add_history(line)
        readline.set_completer_delims("")
        readline.parse_and_bind("tab: complete")
        readline.parse_and_bind("set completion-ignore-case on")
        readline.set_completer(lambda typed, n: next(iter(completions(typed, service.corpus)[n:]), None))

    def keep(self, wanted: bool, ahead: str = "") -> None:
        """Save the last typed line at once, so that it is not lost if the window is closed; or forget it. ``ahead``:
        that line, if it was typed at the end of a page, because readline does not see it there.
        """
        if self._readline is None:
            return
        if ahead:
            self._readline.add_history(ahead)
        count = self._readline.get_current_history_length()
        if not wanted and count:
            self._readline.remove_history_item(count - 1)
            count -= 1
        typed = (
            self._readline.get_history_item(number + 1) for number in range(max(0, count - REMEMBERED), count)
        )
        with suppress(OSError):
            write_whole(self._path, "".join(f"{line}\n" for line in typed if line).encode())


def completions(typed: str, corpus: Corpus) -> list[str]:
    """The lines that may complete ``typed``: commands, followed by titles and first authors of a small library."""
    command, space, rest = typed.partition(" ")
    if not space:
        return [name for name in (*COMMANDS, "/quit") if typed.startswith("/") and name.startswith(typed)]
    if command not in ("/summary", "/cite", "/compare") or len(corpus.papers) > OFFERED:
        return []
    names = (
        name for paper in corpus.papers for name in (paper.title, *(a.family for a in paper.authors[:1])) if name
    )
    return [f"{command} {name}" for name in dict.fromkeys(names) if name.casefold().startswith(rest.casefold())]


def lines_of(file: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a file; None for one that is too long, which is passed over piece by piece."""
    while raw := _waited_for(file):
        if len(raw) <= LONGEST_LINE or raw.endswith(b"\n"):
            yield raw
            continue
        while (rest := _waited_for(file)) and not rest.endswith(b"\n"):
            pass
        yield None


def _waited_for(file: IO[bytes]) -> bytes:
    with hearing():
        return file.readline(LONGEST_LINE + 1)
