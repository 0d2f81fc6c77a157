"""``marrow log reported, pin, pins, unpin``: answers reported as wrong, and sentences pinned as the answer to a
question and to similar ones.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.assistant.assistant import Assistant
from bot.assistant.pinning import may_be_pinned, pinnable, shown, trouble
from bot.assistant.wording import counted
from bot.config import Config
from bot.ending import run
from bot.models import Context, Pinned, PinnedSentence
from bot.privacy import admitted, policy_of
from bot.replay import Past
from bot.reported import Reported, State, listed, rows_reported, state_of
from bot.storage.logbook import Logbook
from bot.storage.pins import MOST, MOST_SENTENCES, Pin
from bot.storage.reviewed import Reviewed
from bot.storage.rows import Entry
from bot.storage.selection import Selection
from bot.storage.store import Storage
from bot.terminal.readings import Limit, Server, one, reader, selection_of, storage_of
from bot.terminal.setting import AsJson, ConfigFile, load, say, say_json
from corpus.errors import CorpusError, RetrievalError, StorageError
from corpus.sentences import sentences_of

ALL = 2**31  # more pins than all servers together have
SEARCHED = 25  # passages among which a sentence is looked for by its own words


def log_pin(
    answer: Annotated[str, typer.Argument(metavar="ROW", help="An answer's id, or the beginning of it.")],
    sentence: Annotated[
        list[str] | None,
        typer.Option(
            "--sentence",
            metavar="KEY#N",
            help="A paper's sentence by its number, or by its own words; up to three.",
        ),
    ] = None,
    nothing: Annotated[
        bool, typer.Option("--nothing", help="Say “Not in these abstracts” instead of sentences.")
    ] = False,
    question: Annotated[
        str, typer.Option("--question", help="The question, where the row keeps no words of it.")
    ] = "",
    config: ConfigFile = None,
) -> None:
    """Give your own answer to a question of the log. Whoever asks the same in its server is shown these sentences, or that there is none."""
    if bool(sentence) == nothing or len(sentence or ()) > MOST_SENTENCES:
        raise StorageError(f"Name one to {MOST_SENTENCES} sentences with --sentence, or say --nothing.")
    admitted(question)
    settings = load(config)
    entry = one(settings, "pin", answer).entry
    if not may_be_pinned(entry.kind, entry.outcome) or entry.read_with is not None:
        raise StorageError("An answer can be pinned only to a question about the papers that stands by itself.")
    if entry.question and question:
        raise StorageError("The row keeps its question, and the answer is pinned to that: leave --question out.")
    if not (entry.question or question):
        raise StorageError("No words of that question are kept: give it with --question.")
    pin, text = run(_pinned(settings, entry, entry.question or question, sentence or ()))
    say(f"Pinned as {pin.id}. Whoever asks the same is shown:\n\n{text}")


async def _pinned(config: Config, entry: Entry, question: str, wanted: Sequence[str]) -> tuple[Pin, str]:
    """Keep a pin. Returns it and the text that is shown for it. Raises StorageError, also if a sentence does not exist."""
    with Past(config) as past:
        assistant = await past.assistant(entry.library, None)
        sentences = [await _sentence(assistant, one, entry.scope or ()) for one in wanted]
        alike = assistant.alike(question, entry.scope or ())
        corpus = assistant.corpus
        made = Pinned(
            id=secrets.token_hex(6),
            at=datetime.now(UTC),
            library=corpus.name,
            snapshot=corpus.digest,
            sentences=tuple(dict.fromkeys(sentences)),
        )
        text, _ = shown(made, corpus, assistant.papers)
    async with storage_of(config) as storage:
        kept = policy_of(config.privacy, await storage.servers.get(entry.server)).withheld is None
        pin = Pin.made(made, entry, kept)
        known = storage.pins.known_by(entry.server, alike)
        if not known or not await storage.pins.add(pin, known, reader() if kept else None):
            raise StorageError(
                f"That server has {MOST} pinned answers, the most there may be: “marrow log unpin” takes one back."
                if known
                else "That is no question with words to know it by."
            )
    return pin, text


async def _sentence(assistant: Assistant, wanted: str, scope: Sequence[str]) -> PinnedSentence:
    """A sentence by its paper and number, or by its own words. Raises StorageError if no sentence or several match."""
    key, _, number = wanted.rpartition("#")
    papers = assistant.papers
    if number.isdecimal() and key in papers:
        starts = [(key, one.start) for one in sentences_of(papers[key]) if one.number == int(number)]
    else:
        found = await assistant.more(wanted, Context(scope=tuple(scope)), (), SEARCHED)
        starts = [(quote.key, quote.start) for quote in found.quotes if quote.text == wanted.strip()]
    held = [one for at in starts if (one := pinnable(*at, papers))]
    if len(held) != 1:
        raise StorageError(
            f"No paper of the library has the sentence “{wanted[:80]}”, or more than one has: name it as KEY#3, the paper's key and the "
            "sentence's number."
        )
    return held[0]


def log_pins(
    server: Server = None,
    history: Annotated[bool, typer.Option("--history", help="Those that were taken back, too.")] = False,
    limit: Limit = 100,
    json: AsJson = False,
    config: ConfigFile = None,
) -> None:
    """Pinned answers, newest first. Each with how it is: shown, taken back, or not shown and why."""
    settings, selection = load(config), selection_of(server, None, None)
    found = run(_listed(settings, selection, limit, history))
    if json:
        say_json([pin.model_dump(mode="json") | {"state": state} for pin, state in found])
        return
    say("\n\n".join(_line(pin, state) for pin, state in found) or "Nothing is pinned.")


async def _listed(config: Config, selection: Selection, limit: int, history: bool) -> list[tuple[Pin, str]]:
    async with storage_of(config) as storage:
        await storage.reader.read(selection.server, reader(), "pins", selection.told())
        pins = await storage.pins.all(selection, limit, history)
    with Past(config) as past:
        opened = await _opened(past, {pin.library for pin in pins if pin.undone_at is None})
        return [(pin, _state(pin, opened)) for pin in pins]


async def _opened(past: Past, names: Iterable[str]) -> dict[str, Assistant | None]:
    """By library, the assistant over its present papers; None if it cannot be opened."""
    opened: dict[str, Assistant | None] = {}
    for name in names:
        try:
            opened[name] = await past.assistant(name, None)
        except (CorpusError, RetrievalError):
            opened[name] = None
    return opened


def _state(pin: Pin, opened: dict[str, Assistant | None]) -> str:
    """A pin's state: shown, taken back, or not shown and why."""
    if pin.undone_at is not None:
        return f"taken back {pin.undone_at:%Y-%m-%d}"
    assistant = opened[pin.library]
    why = trouble(pin, assistant.corpus, assistant.papers) if assistant else "its library cannot be opened"
    return f"not shown: {why}" if why else "shown"


def _line(pin: Pin, state: str) -> str:
    """A pin as a few lines of text."""
    sentences = [f"  > {one.text}\n    {one.key}#{one.sentence}" for one in pin.sentences]
    where = f"server {pin.server}" if pin.server else "the terminal and direct messages"
    return "\n".join(
        (
            f"{pin.id}  {pin.at:%Y-%m-%d %H:%M} UTC  by {pin.author or 'somebody unnamed'}, {where}: {state}",
            f"  {pin.question or '(no words are kept)'}",
            *(sentences or ["  Not in these abstracts."]),
        )
    )


async def at_stake(config: Config) -> tuple[int, int]:
    """How many pins would stay under a new key while the old one is lost, and how many would be taken back. Changes
    nothing.
    """
    async with Logbook.read(config.storage.data_dir) as log:
        pins = await _alike_again(log, config) if await log.pins.begun() else []
    kept = sum(1 for _, alike in pins if alike)
    return kept, len(pins) - kept


async def known_anew(config: Config) -> None:
    """After a lost key was replaced: make pins findable under the new key by their questions' words, and take back
    those whose words are not kept, or whose library cannot be opened.
    """
    async with storage_of(config) as storage:
        for pin, alike in await _alike_again(storage.logbook, config):
            if alike:
                await storage.pins.known_anew(pin, alike)
            else:
                await storage.pins.undo(pin.id, pin.server, None)


async def _alike_again(log: Logbook, config: Config) -> list[tuple[Pin, frozenset[str]]]:
    """The pins in force in all servers, each with the texts by which its question is known; none if they cannot be made again."""
    pins = await log.pins.all(Selection(everywhere=True), ALL)
    with Past(config) as past:
        opened = await _opened(past, {pin.library for pin in pins if pin.question})
        return [(pin, await _texts(log, pin, opened.get(pin.library))) for pin in pins]


async def _texts(log: Logbook, pin: Pin, assistant: Assistant | None) -> frozenset[str]:
    entry = await log.get(pin.answer) if pin.question else None
    if entry is None or assistant is None or pin.question is None:
        return frozenset()
    return assistant.alike(pin.question, entry.scope or ())


def log_unpin(
    pin: Annotated[str, typer.Argument(metavar="ID", help="A pin's id, or the beginning of it.")],
    config: ConfigFile = None,
) -> None:
    """Take a pinned answer back; it stays in the history."""
    settings = load(config)
    say(run(_unpinned(settings, pin)))


async def _unpinned(config: Config, name: str) -> str:
    async with storage_of(config) as storage:
        pin = await storage.pins.get(name, Selection(everywhere=True))
        if pin is None:
            raise StorageError(
                f"No pinned answer, or more than one, has an id that begins with “{name}”; “marrow log pins” lists them."
            )
        await storage.reader.read(pin.server, reader(), "unpin", pin.answer)
        done = await storage.pins.undo(pin.id, pin.server, reader())
    return f"The pinned answer {pin.id} is taken back." if done else "That pinned answer was taken back already."


def log_reported(server: Server = None, json: AsJson = False, config: ConfigFile = None) -> None:
    """Questions whose answers were reported as wrong. Open, answered by a pin, or mended by an import; the open ones first."""
    settings, selection = load(config), selection_of(server, None, None)
    found = run(_reported(settings, selection))
    if json:
        say_json([one.model_dump(mode="json") for one in found])
        return
    lines = (
        f"{one.state:<18}  {counted(one.reports, 'report'):>10}  {one.answer}  {one.question}" for one in found
    )
    say("\n".join(lines) or "No answer was reported, or no words of what was asked are kept.")


async def _reported(config: Config, selection: Selection) -> list[Reported]:
    async with storage_of(config) as storage:
        await storage.reader.read(selection.server, reader(), "reported", selection.told())
        rows = await rows_reported(storage.reader, selection)
        with Past(config) as past:
            opened = await _opened(past, {row.library for row in rows})
            return listed([(row, await _stands(storage, row, opened[row.library])) for row in rows])


async def _stands(storage: Storage, row: Reviewed, assistant: Assistant | None) -> State:
    if assistant is None:
        return "open"
    alike = assistant.alike(row.question, row.scope or ())
    return await state_of(row, assistant, await storage.pins.matching(row.server, alike))
