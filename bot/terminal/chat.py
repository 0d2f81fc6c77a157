"""``marrow chat``: a conversation in the terminal, with follow-ups and the commands Discord will have."""

from __future__ import annotations

import re
import secrets
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.assistant.cards import about, listing
from bot.assistant.summaries import summary
from bot.assistant.tables import question_of
from bot.config import Config
from bot.models import Context, Turn
from bot.privacy import warning
from bot.service import Service, open_service
from bot.terminal.setting import ConfigFile, Library, load, plain, run, say
from bot.terminal.show import BOLD, RESET, as_text, colours
from corpus.citing import STYLES, Style, cite, with_own
from corpus.models import Corpus, Paper

HISTORY = "chat-history"
HELP = """Ask in your own words, and follow up: “and the other arm?”
  /papers                 the papers of this library
  /summary PAPER          a paper's abstract, as published
  /cite PAPER [STYLE]     vancouver (default), ama, apa, mdpi, bibtex, ris or csl-json
  /table [TOPIC]          the papers' figures, each above its sentence
  /compare PAPER with PAPER [on TOPIC]   two papers side by side
  /help                   this
  /quit                   leave (Ctrl-D does too)
PAPER is a number of the list, a DOI, a first author or words of the title."""


def chat(library: Library = None, config: ConfigFile = None) -> None:
    """Talk with the papers. Without a terminal, each line of the input is a question."""
    run(_chat(load(config, library)))


async def _chat(config: Config) -> None:
    async with open_service(config) as service:
        conversation = Conversation(service, with_own(config.citations.styles))
        if sys.stdin.isatty():
            await _talk(conversation, config.storage.data_dir)
        else:
            await _read_through(conversation)


_PAIR = re.compile(r"(?P<one>\S.*?) (?:with|vs\.?|versus) (?P<other>\S.*?)(?: on (?P<topic>\S.*))?")
LEAVING = ("/quit", "/exit", "quit", "exit", ":q", "bye")


class Conversation:
    """One person's talk with one library: questions are logged, commands only look things up."""

    def __init__(self, service: Service, styles: Mapping[str, Style] = STYLES) -> None:
        self._service = service
        self._styles = styles
        self._id = secrets.token_hex(6)
        self._last: Turn | None = None
        self._listed: tuple[str, ...] = ()
        self._commands: dict[str, Callable[[str], Awaitable[str]]] = {
            "/papers": self._papers,
            "/summary": lambda rest: self._about(rest, lambda paper: summary(paper)[0]),
            "/cite": self._cite,
            "/compare": self._compare,
            "/help": self._help,
        }

    @property
    def corpus(self) -> Corpus:
        """The library that is asked."""
        return self._service.corpus

    @property
    def words_kept(self) -> bool:
        """Whether the words of questions are kept at all."""
        return self._service.words_kept

    async def reply(self, line: str) -> str:
        """What to show for a line: a command's text, or the answer to a question, its row already kept."""
        command, _, rest = line.strip().partition(" ")
        if command in self._commands:
            return plain(await self._commands[command](rest.strip()))
        if command.startswith("/") and command[1:].isalpha() and command != "/table":
            return f"There is no command {plain(command)}. {HELP}"
        self._listed = ()
        line = question_of(rest) if command == "/table" else line
        context = Context(library=self.corpus.name, surface="chat", conversation=self._id, previous=self._last)
        answers = await self._service.answers(line, context)
        said = warning(line)
        self._last = self._last if said else answers[-1].turn
        return "\n\n".join((*([said] if said else []), *(as_text(answer, colours()) for answer in answers)))

    async def _papers(self, _: str) -> str:
        self._listed = tuple(paper.key for paper in self.corpus.papers)
        return listing(self.corpus.papers)

    async def _help(self, _: str) -> str:
        return HELP

    async def _about(self, words: str, show: Callable[[Paper], str]) -> str:
        listed = self._listed or (self._last.listed if self._last else ())
        found = await self._service.assistant.which(words, listed)
        if found.one is not None:
            return show(found.one)
        if found.papers:
            self._listed = tuple(paper.key for paper in found.papers[:10])
            return (
                f"Which one?\n{listing(found.papers[:10])}\nGive its number here, its DOI, or more of its title."
            )
        return f"No paper here is called “{words}”. /papers lists them."

    async def _compare(self, rest: str) -> str:
        """Two papers side by side, the row of it kept as a question's is."""
        said = _PAIR.fullmatch(rest)
        if said is None or warning(rest):
            return warning(rest) or "Say it as: /compare PAPER with PAPER, and on what: … on survival."
        found = []
        for words in (said["one"], said["other"]):
            meant = await self._service.assistant.which(words, self._listed)
            if meant.one is None:
                return await self._about(words, lambda paper: paper.key)
            found.append(meant.one.key)
        context = Context(library=self.corpus.name, surface="chat", conversation=self._id, previous=self._last)
        asking = self._service.assistant.compare(found, context, said["topic"] or "")
        answer = await self._service.logged(asking, context)
        self._last = answer.turn
        return as_text(answer, colours())

    async def _cite(self, rest: str) -> str:
        words, _, style = rest.rpartition(" ")
        if style.lower() in self._styles and words:
            return await self._about(words, lambda paper: cite([paper], style, self._styles))
        return await self._about(rest, lambda paper: cite([paper], "vancouver"))


def leaves(line: str) -> bool:
    """Whether a line says good-bye to the chat, in whatever way people are used to."""
    return line.strip().lower() in LEAVING


async def _talk(conversation: Conversation, data_dir: Path) -> None:
    """Prompt, read, reply until the person leaves."""
    # readline counts the characters between \x01 and \x02 as no width
    prompt = f"\n\x01{BOLD}\x02›\x01{RESET}\x02 " if colours() else "\n› "
    say(f"Marrow · {about(conversation.corpus)}")
    say("Ask the papers something; /help shows the rest, Ctrl-D leaves.")
    # asyncio's own handler would only cancel at the next await: at a prompt Ctrl-C must clear the line at once
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with _history(data_dir / HISTORY) as forget:
        while True:
            try:
                line = input(prompt)  # noqa: ASYNC250  # nothing else runs while a person types
            except KeyboardInterrupt:
                print()  # noqa: T201
                continue
            except EOFError:
                print()  # noqa: T201
                return
            if warning(line) or not conversation.words_kept:
                forget()
            if leaves(line):
                return
            if line.strip():
                print(f"\n{await conversation.reply(line)}")  # noqa: T201


async def _read_through(conversation: Conversation) -> None:
    """Answer each line of the input; with none, show one sample question answered."""
    asked = False
    for raw in sys.stdin.buffer:
        line = raw.decode("utf-8", "replace").strip()
        if leaves(line):
            return
        if line:
            asked = True
            say(f"› {line}\n\n{await conversation.reply(line)}\n")
    if not asked:
        say(f"Marrow · {about(conversation.corpus)}\nNothing was asked, so here is one question as a sample:\n")
        question = sample(conversation.corpus)
        say(f"› {question}\n\n{await conversation.reply(question)}")


def sample(corpus: Corpus) -> str:
    """A question that any library can answer: what its first paper with an abstract concludes."""
    paper = next((paper for paper in corpus.papers if paper.abstract and paper.title), corpus.papers[0])
    return f"What does “{paper.title}” conclude?" if paper.title else "How many papers are there?"


@contextmanager
def _history(path: Path) -> Iterator[Callable[[], None]]:
    """Lines typed before, where the platform has readline; what is given forgets the line typed last."""
    try:
        import readline
    except ImportError:
        yield lambda: None
        return

    def forget() -> None:
        if last := readline.get_current_history_length():
            readline.remove_history_item(last - 1)

    with suppress(OSError):
        readline.set_history_length(1000)
        readline.read_history_file(path)
    try:
        yield forget
    finally:
        with suppress(OSError):
            readline.write_history_file(path)
            path.chmod(0o600)
