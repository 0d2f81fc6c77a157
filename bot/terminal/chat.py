"""``marrow chat``: a conversation in the terminal, with follow-ups and commands like those in Discord."""

from __future__ import annotations

import secrets
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from bot.assistant.assistant import Assistant
from bot.assistant.compose import restated
from bot.assistant.papers.summaries import about, listing, summary
from bot.assistant.papers.tables import question_of
from bot.assistant.reading.which import Found
from bot.config import Config
from bot.ending import run
from bot.models import Answer, Context, Turn
from bot.privacy import warning
from bot.service import HELD_BACK, Service, held_back_because, open_service
from bot.terminal.setting import LONGEST_LINE, ConfigFile, Library, load, plain, say, typed
from bot.terminal.show import BOLD, RESET, as_text, colours, paged
from bot.terminal.typed_lines import COMMANDS, HISTORY, Lines, lines_of
from corpus.citing import STYLES, Style, cite, with_own
from corpus.models import Corpus, Paper
from corpus.patterns import late

SAMPLES = (
    "Which factors are associated with mortality?",
    "What is associated with longer survival?",
    "Which treatment was more effective?",
    "What is effective?",
)
MOST_OFFERED = 10  # papers among which one is chosen by its number
TOO_LONG = f"That line is longer than {LONGEST_LINE:,} characters, so it is not read. Ask it in a sentence or two."
HELP = """Ask in your own words, and follow up: “and the other arm?”
  /papers                 the papers of this library
  /summary PAPER          a paper's abstract, as published
  /define TERM            what an abbreviation stands for, in each paper that uses it
  /cite PAPER [STYLE]     vancouver (default), ama, apa, mdpi, bibtex, ris, nbib or csl-json
  /table [TOPIC]          the papers' figures, each above its sentence
  /compare PAPER with PAPER [on TOPIC]   two papers side by side
  /help                   this
  /quit                   leave (Ctrl-D does too)
PAPER is a number in the list, a DOI, an author (with the year if several papers fit) or words of the title."""
UNNAMED = "Name the paper behind the command: its number in /papers, its DOI, an author or words of its title."
COMPARED = (
    "Name two papers: /compare PAPER with PAPER. You may add a topic: /compare kang 2023 with knapp on survival."
)
NUMBER = "Type its number; or the command again with its DOI, or more of its title."
UNDEFINED = "Name the term behind the command: /define SINS."
LIST = "list the papers"


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


_PAIR = late(r"(?P<one>\S.*?) (?:with|vs\.?|versus) (?P<other>\S.*?)(?: on (?P<topic>\S.*))?")
# "Li and Wu with Knapp": "with" parts first
_JOINED = late(r"(?P<one>\S.*?) and (?P<other>\S.*?)(?: on (?P<topic>\S.*))?")
LEAVING = ("/quit", "/exit", "/bye", "quit", "exit", ":q", "bye", "goodbye", "q")


class Conversation:
    """One person's conversation with one library: questions, /define, /compare and /table are logged; others look things up."""

    def __init__(self, service: Service, styles: Mapping[str, Style] = STYLES) -> None:
        self._service = service
        self._styles = styles
        self._id = secrets.token_hex(6)
        self._last: Turn | None = None
        self._listed: tuple[str, ...] = ()
        self._chosen: Callable[[Paper], Awaitable[str]] | None = None  # what becomes of the number typed next
        self._commands: dict[str, Callable[[str], Awaitable[str]]] = {
            "/ask": self._ask,
            "/papers": self._papers,
            "/summary": lambda rest: self._about(rest, _shown(lambda paper: summary(paper)[0])),
            "/define": self._define,
            "/cite": self._cite,
            "/table": lambda rest: self._ask(question_of(rest), restating=True),
            "/compare": self._compare,
            "/help": self._help,
        }

    @property
    def service(self) -> Service:
        """The service that answers."""
        return self._service

    @property
    def corpus(self) -> Corpus:
        """The library that is asked."""
        return self._service.corpus

    async def reply(self, line: str) -> str:
        """The text to show for a line: a command's output, the answer, whose row is already kept, or why there is none."""
        try:
            return await self._replied(line)
        except HELD_BACK as error:
            return plain(f"No answer is shown: {held_back_because(error)}.")

    async def _replied(self, line: str) -> str:
        chosen, self._chosen = self._chosen, None
        if chosen and (one := self._numbered(line)):
            return await chosen(one)
        command, _, rest = line.strip().partition(" ")
        if command in self._commands:
            return await self._commands[command](rest.strip())
        if command.startswith("/") and command[1:].isalpha():
            near = next(iter(get_close_matches(command, COMMANDS, 1)), "")
            meant = f"Did you mean {near}? " if near else ""
            return f"There is no command {plain(command)} here. {meant}/help lists those there are."
        return await self._ask(line)

    def _numbered(self, line: str) -> Paper | None:
        """The paper that a line names by its number among those just offered; None for any other line."""
        said = line.strip().lstrip("#").rstrip(".)")
        key = next((key for number, key in enumerate(self._listed, 1) if said == str(number)), "")
        return self._service.assistant.papers.get(key)

    async def _ask(self, line: str, restating: bool = False) -> str:
        """The answers to a line, whose question stands right above; of a command it is said which one was asked."""
        self._listed = ()
        context = self._context()
        answers = await self._service.answers(line, context)
        said = warning(line)
        self._last = self._last if said else answers[-1].turn
        if len(answers) == 1 and not restating:
            answers = [_unasked(answers[0])]
        return "\n\n".join((*([said] if said else []), *(as_text(answer, colours()) for answer in answers)))

    def _context(self) -> Context:
        return Context(library=self.corpus.name, surface="chat", conversation=self._id, previous=self._last)

    async def _define(self, rest: str) -> str:
        """What a term stands for; its row is kept as for a question."""
        if not rest or warning(rest):
            return warning(rest) or UNDEFINED
        context = self._context()
        answer = await self._service.logged(self._service.assistant.define(rest, context), context, rest)
        self._last = answer.turn
        return as_text(_unasked(answer), colours())

    async def _papers(self, _: str) -> str:
        """The list. What is asked next may point into it ("the second one"), as after “list the papers”."""
        listed = await self._service.assistant.ask(LIST, Context(library=self.corpus.name, surface="chat"))
        self._last, self._listed = listed.turn, tuple(paper.key for paper in self.corpus.papers)
        return plain(listing(self.corpus.papers))

    async def _help(self, _: str) -> str:
        return HELP

    async def _which(self, words: str) -> Found:
        return await self._service.assistant.which(
            words, self._listed or (self._last.listed if self._last else ())
        )

    async def _about(self, words: str, show: Callable[[Paper], Awaitable[str]]) -> str:
        if not words:
            return UNNAMED
        found = await self._which(words)
        if found.one is not None:
            return await show(found.one)
        if papers := found.papers[:MOST_OFFERED]:
            self._listed, self._chosen = tuple(paper.key for paper in papers), show
            return f"Which one?\n{plain(listing(papers))}\n{NUMBER}"
        return f"No paper here is called “{plain(words)}”. /papers lists them."

    async def _compare(self, rest: str) -> str:
        """Two papers side by side; its row is kept as for a question."""
        said = _PAIR.fullmatch(rest) or _JOINED.fullmatch(rest)
        if said is None or warning(rest):
            return warning(rest) or COMPARED
        found = []
        for name in ("one", "other"):
            meant = await self._which(said[name])
            if meant.one is None:
                again = partial(self._compare_in, rest[: said.start(name)], rest[said.end(name) :])
                return await self._about(said[name], again)
            found.append(meant.one.key)
        context = self._context()
        asking = self._service.assistant.compare(found, context, said["topic"] or "")
        answer = await self._service.logged(asking, context, rest)
        self._last = answer.turn
        return as_text(answer, colours())

    async def _compare_in(self, before: str, after: str, paper: Paper) -> str:
        """The comparison with the paper that was chosen, in the place of the words that fit several."""
        return await self._compare(f"{before}{paper.key}{after}")

    async def _cite(self, rest: str) -> str:
        words, _, style = rest.rpartition(" ")
        if style.lower() in self._styles and words:
            return await self._about(words, _shown(lambda paper: cite([paper], style, self._styles)))
        if words and not (await self._which(rest)).papers and (await self._which(words)).papers:
            return f"There is no style “{plain(style)}”; there are {', '.join(self._styles)}."
        return await self._about(rest, _shown(lambda paper: cite([paper], "vancouver")))


def _shown(show: Callable[[Paper], str]) -> Callable[[Paper], Awaitable[str]]:
    """What is done with the paper that is meant: what ``show`` makes of it is shown."""

    async def done(paper: Paper) -> str:
        return plain(show(paper))

    return done


def _unasked(answer: Answer) -> Answer:
    """An answer without the repetition of its question."""
    text = answer.text.removeprefix(restated(answer.question)).lstrip("\n")
    return answer.model_copy(update={"text": text})


def leaves(line: str) -> bool:
    """Whether a line ends the chat ("/quit", "exit", "bye" …); behind a command may stand what one will."""
    said = line.strip().lower()
    return (said.partition(" ")[0] if said.startswith("/") else said) in LEAVING


async def _talk(conversation: Conversation, data_dir: Path) -> None:
    """Read lines and reply, until the person leaves."""
    # readline counts the characters between \x01 and \x02 as no width
    prompt = f"\n\x01{BOLD}\x02›\x01{RESET}\x02 " if colours() else "\n› "
    paged(f"Marrow · {about(conversation.corpus)}\nAsk the papers something; /help shows the rest, Ctrl-D leaves.")
    # by what began the chat; who types may press Ctrl-C all the same
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    lines, ahead = Lines(data_dir / HISTORY, conversation.service), ""
    while True:
        try:
            line = ahead or typed(prompt)
        except KeyboardInterrupt:
            print()  # noqa: T201
            continue
        except EOFError:
            print()  # noqa: T201
            return
        unread = len(line) > LONGEST_LINE
        lines.keep(not (unread or warning(line)) and conversation.service.words_kept, ahead)
        ahead = ""
        if leaves(line):
            return
        if unread:
            say(f"\n{TOO_LONG}")
        elif line.strip():
            ahead = paged(f"\n{await conversation.reply(line)}")


async def _read_through(conversation: Conversation) -> None:
    """Answer each line of the input; without lines, show one sample question with its answer."""
    asked = False
    for raw in lines_of(sys.stdin.buffer):
        if raw is None:
            asked = True
            say(f"{TOO_LONG}\n")
            continue
        line = raw.decode("utf-8", "replace").strip()
        if leaves(line):
            return
        if line:
            asked = True
            say(f"› {line}\n\n{await conversation.reply(line)}\n")
    if not asked:
        say(f"Marrow · {about(conversation.corpus)}\nNothing was asked, so here is one question as a sample:\n")
        question = await sample(conversation.service.assistant)
        say(f"› {question}\n\n{await conversation.reply(question)}")


async def sample(assistant: Assistant) -> str:
    """A good sample question: the first of a few general ones that this library answers; else what a paper concludes."""
    corpus = assistant.corpus
    for question in SAMPLES:
        answer = await assistant.ask(question, Context(library=corpus.name, surface="chat"))
        if answer.answered and answer.sure:
            return question
    paper = next((paper for paper in corpus.papers if paper.abstract and paper.title), corpus.papers[0])
    return f"What does “{paper.title}” conclude?" if paper.title else "How many papers are there?"
