"""An answer as a message: the papers' words and links in its content, the detail in its embed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from bot.assistant.citing import cite
from bot.assistant.wording import counted
from bot.discord.limits import clip, size
from bot.discord.pages import pages
from bot.discord.text import escape, read_back, shortened
from bot.models import Answer, Quote
from bot.naming import called
from corpus.characters import visible
from corpus.errors import GateError
from corpus.models import Corpus, Paper
from index.models import Outcome

TITLES = {
    Outcome.ANSWERED: "In the papers' own words",
    Outcome.RELATED: "Related, but perhaps no answer",
    Outcome.NOTHING: "Not in these abstracts",
}
COLOURS = {Outcome.ANSWERED: 0x2E7D5B, Outcome.RELATED: 0xB7791F, Outcome.NOTHING: 0x6B7280}

FIELD, TITLE = 800, 300  # what a field and the footer's title may hold, so that all of them stay below 6,000


@dataclass(frozen=True)
class Rendered:
    """A message to send: its content (at most 2,000), and what hangs on it. ``attach`` makes each file anew."""

    content: str
    embed: discord.Embed | None = None
    view: discord.ui.View | None = None
    attach: Callable[[], list[discord.File]] = list

    def arguments(self) -> dict[str, Any]:
        """What discord.py's sending methods take; files are opened afresh for every try."""
        given: dict[str, Any] = {"content": self.content}
        if files := self.attach():
            given["files"] = files
        if self.embed is not None:
            given["embed"] = self.embed
        if self.view is not None:
            given["view"] = self.view
        return given

    def only(self, embeds: bool = False, files: bool = False) -> Rendered:
        """The same as far as a channel allows it: the words and the buttons always."""
        return replace(self, embed=self.embed if embeds else None, attach=self.attach if files else list)


def text_file(name: str, text: str) -> Callable[[], list[discord.File]]:
    """A text as an attachment, whole; characters that would act unseen are marked."""
    return lambda: [discord.File(io.BytesIO(visible(text).encode("utf-8")), filename=name)]


def content_pages(text: str, papers: Iterable[Paper], corpus: Corpus) -> tuple[str, ...]:
    """A reply's text in pages of escaped content. Raises GateError where a page would not show that very text."""
    links = {paper.link for paper in papers if paper.link}
    if corpus.issue and corpus.issue.link:
        links.add(corpus.issue.link)
    escaped = escape(text, links)
    if read_back(escaped) != visible(text):
        raise GateError("The message would not show the text that was proved.")
    return pages(escaped)


def answer_embed(
    answer: Answer, papers: Mapping[str, Paper], corpus: Corpus, scope: str = "", words: bool = True
) -> discord.Embed | None:
    """Where the quotes stand, what matched and what did not, and what a moderator needs to find the record.

    ``words``: False leaves out all that comes from the question.
    """
    if answer.outcome is Outcome.HELP:
        return None
    embed = discord.Embed(title=TITLES[answer.outcome], colour=COLOURS[answer.outcome])
    _field(embed, "Where", "\n".join(_places(answer.quotes, papers)))
    if words:
        _field(embed, "Your words found", _words(answer.matched))
        _field(embed, "Not found", _words(answer.unmatched))
    if answer.read_with is not None:
        keys = [cite(papers[key]) for key in answer.read_with.keys if key in papers]
        within = f" (in {', '.join(keys)})" if keys else ""
        _field(embed, "Read as a follow-up to", f"“{answer.read_with.question}”{within}")
    _field(embed, "Only in", scope)
    embed.set_footer(text=footer(answer, corpus))
    return embed


def footer(answer: Answer, corpus: Corpus) -> str:
    """What was searched, the snapshot, and the id of the answer's record."""
    papers = counted(len(corpus.papers), "paper")
    name = f"“{corpus.issue.title}”" if corpus.issue else called(corpus.name)
    return f"{papers} of {clip(name, TITLE)} · snapshot {answer.snapshot[:12]} · answer {answer.id}"


def _places(quotes: Sequence[Quote], papers: Mapping[str, Paper]) -> list[str]:
    """Where quotes stand, a line for each section of each paper: "Kang et al. 2023, Cancers: Results, sentence 7, 8"."""
    places: dict[str, list[str]] = {}
    for quote in quotes:
        where = cite(papers[quote.key]) + (f": {quote.section}" if quote.section else "")
        places.setdefault(where, []).extend([str(quote.sentence)] if quote.sentence else [])
    return [f"{where}, sentence {', '.join(numbers)}" if numbers else where for where, numbers in places.items()]


def _words(words: Sequence[str]) -> str:
    return ", ".join(words)


def _field(embed: discord.Embed, name: str, value: str) -> None:
    """A field where there is something to say; the record holds what does not fit in one."""
    if value:
        shown = escape(value)
        embed.add_field(name=name, value=shown if size(shown) <= FIELD else shortened(value, FIELD), inline=False)
