"""Answers in the terminal: JSON for programs; for people, text with the matched words marked."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from bot.assistant.compose import quoted
from bot.assistant.papers.tables import WHOLE
from bot.assistant.wording import counted
from bot.ending import hearing
from bot.models import Answer, Quote
from bot.terminal.setting import plain
from corpus.patterns import late

NARROWEST = 20  # cells
QUOTED = "> "
COMMAND = "marrow table --csv"
STOPPING = ("q", "quit", "n", "no")  # input at the end of a page that stops the reading
_STYLE = late(r"\x1b\[[0-9;]*m")
_BEGINNING = late(r"((?:\x1b\[[0-9;]*m)*)(> |— |▸ |[ \t]*(?:\d+\.|[•*-])[ \t]+|[ \t]+)")
_COLUMNS = late(r"(?P<term> +/\S.*?) {2,}(?P<told>\S.*)")  # a command and what it does
_KEY = late(r"\x1b(?:\[[0-9;?]*[A-Za-z~]|O[A-Za-z])")  # what a key such as an arrow sends
BOLD, DIM, RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def as_json(answer: Answer) -> dict[str, Any]:
    """One answer as JSON; programs rely on these fields."""
    return {
        "id": answer.id,
        "question": answer.question,
        "outcome": answer.outcome.value,
        "answered": answer.answered,
        "kind": answer.kind,
        "text": answer.text,
        "quotes": [
            quote.model_dump(include={"text", "key", "doi", "url", "start", "end", "section", "sentence"})
            for quote in answer.quotes
        ],
        "dois": list(answer.dois),
        "sure": answer.sure,
        "not_said": list(answer.not_said),
        "searched_also": list(answer.searched_also),
        "unknown_words": list(answer.unknown_words),
        "snapshot": answer.snapshot,
        "latency_ms": answer.latency_ms,
    }


def together(answers: Sequence[Answer]) -> dict[str, Any]:
    """Several answers to one message as one record, with each complete answer under "parts"."""
    first = as_json(answers[0])
    if len(answers) == 1:
        return first
    parts = [as_json(answer) for answer in answers]
    lists = {
        name: list(dict.fromkeys(one for part in parts for one in part[name]))
        for name in ("dois", "searched_also", "unknown_words")
    }
    return {
        **first,
        "question": " ".join(part["question"] for part in parts),
        "outcome": next(
            (o for o in ("answered", "related", "nothing", "help") if any(p["outcome"] == o for p in parts)),
            first["outcome"],
        ),
        "answered": any(part["answered"] for part in parts),
        "kind": "several",
        "text": "\n\n".join(part["text"] for part in parts),
        "quotes": [quote for part in parts for quote in part["quotes"]],
        **lists,
        "latency_ms": sum(part["latency_ms"] for part in parts),
        "parts": parts,
    }


def colours() -> bool:
    """Whether the output is a terminal that shows colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def as_text(answer: Answer, colour: bool) -> str:
    """One answer as text; with colours, the matched words are bold and the references dim."""
    text = plain(answer.text.replace(WHOLE, f"“{COMMAND}” prints the whole table."))
    if not colour:
        return text
    for quote in answer.quotes:
        text = text.replace(plain(quoted(quote.text)), quoted(_marked(quote)), 1)
    return "\n".join(f"{DIM}{line}{RESET}" if line.startswith("— ") else line for line in text.split("\n"))


def _marked(quote: Quote) -> str:
    """A quote with its matched words in bold. Bold ends before a line break, so that the next line's mark is not bold."""
    parts, at = [], 0
    for start, end in quote.marks:
        parts += [plain(quote.text[at:start]), BOLD, plain(quote.text[start:end]), RESET]
        at = max(at, end)
    return "".join(parts) + plain(quote.text[at:])


def laid_out(text: str, width: int) -> str:
    """A text broken between words for a terminal ``width`` cells wide.

    Each line of a quote keeps its mark; what a command does stands below it where both have no room; items of lists and references are indented; addresses are never broken.
    """
    width = max(NARROWEST, width)
    return "\n".join(part for line in text.split("\n") for part in _broken(line, width))


def paged(text: str) -> str:
    """Print a text for a person, as wide as the terminal; a text higher than the terminal is shown page by page.
    Returns what the person asked at the end of a page instead of reading on, else "".
    """
    if not sys.stdout.isatty():
        print(text, flush=True)  # noqa: T201
        return ""
    size = shutil.get_terminal_size()
    lines, high = laid_out(text, size.columns).split("\n"), max(size.lines - 2, 5)
    for at in range(0, len(lines), high):
        print("\n".join(lines[at : at + high]), flush=True)  # noqa: T201
        said = _said(len(lines) - at - high) if at + high < len(lines) else ""
        if said:
            return "" if said.casefold() in STOPPING else said
    return ""


def _said(left: int) -> str:
    """What the person says at the end of a page; "" (also for an arrow key) to read on. It does not use readline, so that
    the reply is not kept as a line.
    """
    print(f"({counted(left, 'more line')}: Enter shows them, q does not; or ask on) ", end="", flush=True)  # noqa: T201
    try:
        with hearing():
            return _KEY.sub("", sys.stdin.readline()).strip()
    except KeyboardInterrupt:
        print()  # noqa: T201
        return STOPPING[0]


def _broken(line: str, width: int) -> Iterator[str]:
    if _cells(line) <= width:
        yield line
        return
    if two := _COLUMNS.fullmatch(line):  # too wide for two columns
        yield from (two["term"], *_broken(f"    {two['told']}", width))
        return
    begins = _BEGINNING.match(line)
    style, lead = (begins[1], begins[2]) if begins else ("", "")
    hang = lead if lead == QUOTED else " " * (_cells(lead) if _cells(lead) <= width // 2 else 0)
    current, empty = style + lead, True
    for word in line[len(current) :].split(" "):
        for piece in _pieces(word, width - _cells(hang)):
            if not empty and _cells(current) + 1 + _cells(piece) > width:
                yield current.rstrip(" ")
                current, empty = hang, True
            current, empty = f"{current}{'' if empty else ' '}{piece}", False
    yield current


def _pieces(word: str, room: int) -> Iterator[str]:
    """The pieces of a word that is longer than a line (some languages have no spaces); other words stay whole."""
    if "://" in word or _STYLE.search(word):
        yield word
        return
    while _cells(word) > room:
        end = 1
        while end < len(word) and _cells(word[: end + 1]) <= room:
            end += 1
        yield word[:end]
        word = word[end:]
    yield word


def _cells(text: str) -> int:
    """How many cells of a terminal a text takes, without its colour codes."""
    from rich.cells import cell_len  # slow to import, and only needed at a terminal

    return cell_len(_STYLE.sub("", text))
