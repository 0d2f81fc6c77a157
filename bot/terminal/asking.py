"""``marrow ask``: one question, or a file of questions. The file and the output are JSON Lines in the same order; each
answer is printed after its row is kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.config import Config
from bot.ending import run
from bot.models import Context, Turn
from bot.privacy import warning
from bot.service import HELD_BACK, Proposed, Service, held_back_because, open_service
from bot.terminal.setting import LONGEST_LINE, AsJson, ConfigFile, Library, complain, given, load, say, say_json
from bot.terminal.show import as_text, colours, together

TOGETHER = 32  # rows committed in one transaction: fewer syncs, and a reader never waits for long
LONGEST_FILE = 256 * 2**20  # bytes; a million questions have a third of that
LONGEST_RAW = 500  # characters of an unreadable line that its row keeps


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of the file: a question, or the reason why it is not one (``error``)."""

    number: int
    id: str | int | float | None
    question: str
    thread: str | None = None
    turn: float = 0.0
    error: str | None = None


def lines_of(path: Path) -> list[BatchLine]:
    """The lines of a file that a person names. Read before asyncio runs, which could not end a pipe that nobody writes to. Raises CorpusError."""
    text = given(path, LONGEST_FILE)
    return [_line(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


async def answer_lines(config: Config, lines: Sequence[BatchLine]) -> int:
    """Answer every line. Returns the exit code: 1 if some lines were not questions or have no answer that can be shown
    (the others are answered), else 0.
    """
    waiting: dict[int, dict[str, Any]] = {}
    order = iter(lines)
    following = next(order, None)
    failed: list[int] = []
    with _progress(len(lines)) as advance:
        async with open_service(config) as service:
            async for done in _answered(service, _in_turn(lines)):
                waiting.update(done)
                failed += [number for number, said in done.items() if "error" in said]
                while following and following.number in waiting:
                    say_json(waiting.pop(following.number), indent=None)
                    advance()
                    following = next(order, None)
    refused = [line.number for line in lines if line.error]
    for what, numbers in (("are no questions", refused), ("have no answer", sorted({*failed} - {*refused}))):
        if numbers:
            where = ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")
            complain(f"{len(numbers)} of {len(lines)} lines {what} (line {where}); the others are answered.")
    return 1 if failed else 0


def _line(number: int, text: str) -> BatchLine:
    if len(text) > LONGEST_LINE:
        return BatchLine(number, None, "", error=f"longer than {LONGEST_LINE:,} characters")
    try:
        record = json.loads(text)
        # an escape would hide letters from who looks for a patient's data
        readable = json.dumps(record, ensure_ascii=False)
    except (ValueError, RecursionError):
        return BatchLine(number, None, text, error="not JSON")
    if not isinstance(record, dict):
        return BatchLine(number, None, readable, error='not an object with "id" and "question"')
    named, question, thread, turn = (record.get(name) for name in ("id", "question", "thread", "turn"))
    known = named if isinstance(named, str | int | float) else None
    if not isinstance(question, str):
        return BatchLine(number, known, readable, error='no "question" that is a text')
    place = (
        float(turn) if isinstance(turn, int | float) and not isinstance(turn, bool) and abs(turn) < 1e9 else 0.0
    )
    return BatchLine(number, known, question, str(thread) if isinstance(thread, str | int) else None, place)


def _in_turn(lines: Sequence[BatchLine]) -> list[BatchLine]:
    """The lines in the order to answer them: the lines of a thread are sorted by ``turn``, within the places of the
    thread.
    """
    threads: dict[str, list[BatchLine]] = {}
    for line in lines:
        if line.thread is not None:
            threads.setdefault(line.thread, []).append(line)
    turns = {thread: iter(sorted(ours, key=lambda line: line.turn)) for thread, ours in threads.items()}
    return [line if line.thread is None else next(turns[line.thread]) for line in lines]


async def _answered(service: Service, lines: Iterable[BatchLine]) -> AsyncIterator[dict[int, dict[str, Any]]]:
    """What to print, by line number, in groups whose rows are committed."""
    last: dict[str, Turn | None] = {}
    group: list[tuple[BatchLine, list[Proposed]]] = []
    for line in lines:
        context = Context(
            library=service.corpus.name,
            surface="batch",
            conversation=line.thread,
            previous=last.get(line.thread) if line.thread else None,
        )
        if line.error:
            await service.refuse(line.question, context, line.error, most=LONGEST_RAW)
            yield {line.number: {"id": line.id, "line": line.number, "error": line.error}}
            continue
        try:
            proposed = await _proposed(service, line.question, context)
        except HELD_BACK as error:
            yield {line.number: {"id": line.id, "line": line.number, "error": held_back_because(error)}}
            continue
        if line.thread:
            last[line.thread] = proposed[-1].answer.turn
        group.append((line, proposed))
        if len(group) == TOGETHER:
            yield await _committed(service, group)
            group = []
    if group:
        yield await _committed(service, group)


async def _proposed(service: Service, message: str, context: Context) -> list[Proposed]:
    """An answer for each question in a line, each read after the one before it."""
    found: list[Proposed] = []
    for question in service.assistant.questions(message):
        turn = found[-1].answer.turn if found else context.previous
        found.append(await service.propose(question, context.after(turn, bool(found))))
    return found


async def _committed(
    service: Service, group: Sequence[tuple[BatchLine, list[Proposed]]]
) -> dict[int, dict[str, Any]]:
    await service.commit([one for _, proposed in group for one in proposed])
    return {
        line.number: together([one.answer for one in proposed])
        | {"id": line.id if line.id is not None else proposed[0].answer.id}
        for line, proposed in group
    }


@contextmanager
def _progress(total: int) -> Iterator[Any]:
    """A progress bar on stderr, if a person watches it and the answers go to a file or pipe."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Asking", total=total)
        yield lambda: bar.advance(task)


def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="QUESTION", help="What to ask the papers.", show_default=False)
    ] = None,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE.jsonl",
            help="A file of questions, one JSON object a line (“-”: standard input).",
            show_default=False,
        ),
    ] = None,
    json: AsJson = False,
    library: Library = None,
    config: ConfigFile = None,
) -> None:
    """Ask the papers: one QUESTION, or with --batch a file of {"id", "question", "thread"?, "turn"?}."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("Give one QUESTION, or --batch FILE.jsonl.")
    settings = load(config, library)
    if batch is not None:
        raise SystemExit(run(answer_lines(settings, lines_of(batch))))
    run(_one(settings, question or "", json))


async def _one(config: Config, question: str, json: bool) -> None:
    async with open_service(config) as service:
        answers = await service.answers(question, Context(library=service.corpus.name, surface="terminal"))
        if said := warning(question):
            complain(said)
        if json:
            say_json(together(answers))
        elif colours():
            print("\n\n".join(as_text(answer, True) for answer in answers))  # noqa: T201
        else:
            say("\n\n".join(answer.text for answer in answers))
