"""An answer as a message: how it ended, the papers' words with their links, and a line about how the question was read;
also the files of a table.
"""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import discord

from bot.assistant.citing import cite
from bot.assistant.compose import RESTATED, restated
from bot.assistant.papers.summaries import titled
from bot.assistant.papers.tables import Table
from bot.discord.text import (
    ATTACHED,
    QUOTE,
    SMALL,
    bare,
    clip,
    escape,
    marked,
    pages,
    read_back,
    shortened,
    size,
    slot,
    theirs,
)
from bot.discord.translator import ENGLISH, Tongue
from bot.models import Answer, Context
from bot.service import Service
from bot.storage.rows import Entry
from bot.tabulating import as_csv, as_xlsx
from corpus.characters import visible
from corpus.errors import GateError
from corpus.models import Corpus, Paper
from index.models import Outcome

TURNING = ("Previous page", "Next page")
AFRESH = "Ask all papers"  # a button's label, and the question that it asks
# how a question ended: in colour and, beside it, always in words
MARKS = {"answered": "🟢", "near": "🟡", "related": "🟠", "nothing": "⚪"}
VERBATIM = "In the papers' own words"
HEADINGS = {
    "answered": "From the papers' records",
    "related": "Related, but perhaps no answer",
    "nothing": "Not in these abstracts",
}
FROM_THE_PAGE = "From the issue's page"
# the longest first line (units) used as heading; PLAIN if fully answered
HEADING, PLAIN = (
    300,
    120,
)
NOTE = 200  # units of a line that tells how a question was read
_HEAD = re.compile(r"\A\S+ \*\*(.*)\*\*\Z")
_LISTED = re.compile(r"(?m)^(• .*\S) <(?=https?://[^\s<>]+>$)")
_HUNG = re.compile(rf"(?m)^(• .*)\n{SMALL}<(?=https?://[^\s<>]+>$)")
_GAP = re.compile(
    r"(\A\S+ \*\*[^\n]*\*\*(?:\n-# [^\n]*)?|\n-# — [^\n]*(?:\n⚠[^\n]*)*|\n[^>\n-][^\n]*:)\n(?=\n(?![^>\n-][^\n]*:\n))"
)  # below a heading, between quotes, and between a label and its quotes; above a label a line stays free


def holding(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """A view of these buttons and menus. It never ends: they work after a restart."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return view


def turning(
    page: int, pages: int, button: Callable[[int, str], discord.ui.Item[Any]], labels: tuple[str, str] = TURNING
) -> Iterator[discord.ui.Item[Any]]:
    """The buttons that lead from a page to the one before it and the one after it, as far as there are these."""
    if page > 1:
        yield button(page - 1, labels[0])
    if page < pages:
        yield button(page + 1, labels[1])


@dataclass(frozen=True)
class Rendered:
    """A message to send: its content (at most 2,000 units), embed, buttons and files. ``attach`` makes new files for
    every try.
    """

    content: str
    embed: discord.Embed | None = None
    view: discord.ui.View | None = None
    attach: Callable[[], list[discord.File]] = list

    def arguments(self, tongue: Tongue | None = None) -> dict[str, Any]:
        """The arguments for discord.py's sending methods, in the reader's language; files are opened again for every
        try.
        """
        said = tongue or ENGLISH
        given: dict[str, Any] = {"content": said.message(self.content)}
        if files := self.attach():
            given["files"] = files
        for file in files:
            file.description = said.message(file.description) if file.description else None
        if self.embed is not None:
            given["embed"] = said.embed(self.embed)
        if self.view is not None:
            given["view"] = said.view(self.view)
        return given

    def only(self, embeds: bool = False, files: bool = False) -> Rendered:
        """The same without the embed or files that a channel does not allow; words and buttons stay."""
        return replace(self, embed=self.embed if embeds else None, attach=self.attach if files else list)


def text_file(name: str, text: str) -> Callable[[], list[discord.File]]:
    """A text as an attachment; invisible active characters are shown."""
    return lambda: [discord.File(io.BytesIO(visible(bare(text)).encode("utf-8")), filename=name)]


def first_page(pages: Sequence[str], file: str, whole: str, view: discord.ui.View | None = None) -> Rendered:
    """The first of a text's pages as a message; if there are more, the whole text as a file too."""
    return Rendered(content=pages[0], view=view, attach=text_file(file, whole) if len(pages) > 1 else list)


def content_pages(text: str, papers: Iterable[Paper], corpus: Corpus) -> tuple[str, ...]:
    """A text in pages of escaped content. Raises GateError if a page would show another text."""
    papers = tuple(papers)
    proved = _proved(escape(text, known_links(papers, corpus)), text)
    return pages(marked(proved, _foreign(papers, corpus)))


def known_links(papers: Iterable[Paper], corpus: Corpus) -> set[str]:
    """The addresses that stay links: those of the papers and of the issue's page."""
    links = {paper.link for paper in papers if paper.link}
    return links | ({corpus.issue.link} if corpus.issue and corpus.issue.link else set())


def answer_pages(
    said: Answer | Entry,
    papers: Iterable[Paper],
    corpus: Corpus,
    question: bool = True,
    notes: Sequence[str] = (),
    before: str | None = None,
) -> tuple[str, ...]:
    """An answer in pages: how it ended, the question, its quotes with their references, how it was read.

    ``question``: False leaves the question out, if it stands just above or its words are not kept; ``notes`` are shown
    below, ``before`` at the top. Raises GateError if a page would show another text than the proved one.
    """
    papers = tuple(papers)
    links, foreign = known_links(papers, corpus), (*_foreign(papers, corpus), *said.searched_also)
    opening, rest = _opening(said)
    head = [_proved(f"{opening[0]} **{escape(opening[1])}**", opening[1])] if opening else []
    if opening and opening[1].startswith(RESTATED):  # another question than the one in the log
        head = [f"{opening[0]} **{RESTATED}{theirs(opening[1].removeprefix(RESTATED))}**"]
    if question and said.text.startswith(restated(said.question)) and (asked := _echo(said, papers)):
        head.append(f"{SMALL}“{theirs(asked)}”")
    blocks = ["\n".join(head), _proved(_below(_small(escape(rest, links))), rest)]
    blocks += [SMALL + " · ".join(shortened(note, NOTE) for note in notes)] if notes else []
    blocks = [marked(block, foreign) for block in blocks]
    whole = "\n\n".join(filter(None, ([before] if before else []) + blocks))
    return tuple(_GAP.sub(r"\1", page) for page in pages(whole))


def _echo(said: Answer | Entry, papers: Iterable[Paper]) -> str:
    """The question to show above an answer; if a button asked all papers, the question it asked them; "" for a
    command's summary, because the title stands below.
    """
    asked = said.text.partition("\n\n")[0].removeprefix(RESTATED)
    if asked == AFRESH and said.read_with is not None:
        return said.read_with.question
    titles = [paper.title for paper in papers if paper.key in said.keys] if said.kind == "summary" else []
    return "" if any(said.question.endswith(f" of “{title}”") for title in titles) else asked


def _foreign(papers: Iterable[Paper], corpus: Corpus) -> Iterator[str]:
    """What is not ours in an answer from these papers."""
    for paper in papers:
        yield from (paper.title, cite(paper), paper.journal or "")
        yield from (name for author in paper.authors for name in (author.name, author.short))
    if corpus.issue is not None:
        yield from (titled(corpus), corpus.issue.title, corpus.issue.journal or "")
        yield from (editor.name or "" for editor in corpus.issue.editors)


def _opening(said: Answer | Entry) -> tuple[tuple[str, str] | None, str]:
    """How an answer ended, as (mark, words), and the rest of its text; the words are the text's first line if it says
    how the answer ended.
    """
    body = said.text.removeprefix(restated(said.question)).lstrip("\n")
    outcome = str(said.outcome)
    if outcome not in MARKS:
        return None, body
    if body.startswith(QUOTE):
        return (MARKS[outcome], VERBATIM if outcome == "answered" else HEADINGS[outcome]), body
    first, rest = body.split("\n", 1) if "\n" in body else (body, "")
    near = outcome == "answered" and said.kind == "content"
    most = PLAIN if outcome == "answered" and not near else HEADING
    if size(escape(first)) > most or "://" in first or not first:
        own = VERBATIM if said.quotes else FROM_THE_PAGE if said.kind == "issue" else HEADINGS["answered"]
        heading = own if outcome == "answered" else HEADINGS[outcome]
        return (MARKS[outcome], heading), body
    return (MARKS["near" if near else outcome], first), rest.lstrip("\n")


def _small(escaped: str) -> str:
    """The text with references, and everything after the last quote's reference, in small print."""
    lines = escaped.split("\n")
    quoted = [line.startswith(QUOTE) for line in lines]
    last = max((place for place, one in enumerate(quoted) if one), default=len(lines))
    for place, line in enumerate(lines):
        reference = place > 0 and quoted[place - 1] and line.startswith("— ")
        if reference or (place > last and line and not line.startswith("⚠")):
            lines[place] = f"{SMALL}{line}"
    return "\n".join(lines)


def _below(escaped: str) -> str:
    """The text with the link at the end of each line of a list below it, in small print: a phone breaks it otherwise."""
    return _LISTED.sub(rf"\1\n{SMALL}<", escaped)


def _proved(content: str, text: str) -> str:
    """The content, if it shows exactly ``text``; only links may stand below their lines. Raises GateError otherwise."""
    bare = _HEAD.sub(r"\1", _HUNG.sub(r"\1 <", content))
    lines = (line.removeprefix(SMALL) for line in bare.split("\n"))
    if read_back("\n".join(lines)) != visible(text):
        raise GateError("The message would not show the text that was proved.")
    return content


def read_as(answer: Answer, papers: Mapping[str, Paper]) -> list[str]:
    """A note about the earlier question that this one was read with, unless the answer itself says so."""
    if answer.read_with is None or (answer.kind == "content" and answer.keys):
        return []
    before = answer.read_with
    several = len(before.listed) > 1 and answer.kind != "content"  # of these it says itself which it means
    keys = [] if several else [cite(papers[key]) for key in before.keys if key in papers]
    asked = slot(clip(answer.read_with.question, 80))
    if not keys:
        return [f"Read as a follow-up to “{asked}”"]
    return [f"Read as a follow-up to “{asked}”, in {slot(clip(', '.join(keys), 80))}"]


TOO_LARGE = "The whole table is too large to attach here; name a narrower topic, or ask the operator for “marrow table --xlsx”."


class Files(NamedTuple):
    """A table's files by name; none if they are too large, and then ``note`` says so."""

    made: tuple[tuple[str, bytes], ...] = ()
    note: str | None = None

    def onto(self, rendered: Rendered) -> Rendered:
        """A message with these files after its own."""
        return replace(rendered, attach=lambda: [*rendered.attach(), *(_opened(*one) for one in self.made)])


async def table_files(answer: Answer, service: Service, context: Context) -> Files:
    """The files of an answer that is a table; no files for other answers."""
    if answer.kind != "table" or answer.outcome is not Outcome.ANSWERED:
        return Files()
    found = await service.run(service.assistant.table(answer.question, context))
    return await asyncio.to_thread(files_of, found)


def files_of(table: Table, most: int = ATTACHED) -> Files:
    """A table as CSV and as a workbook, together at most ``most`` bytes; otherwise a note that says why there are no
    files.
    """
    text = as_csv(table)
    book = as_xlsx(table) if len(text) <= most else b""
    if len(text) + len(book) > most:
        return Files(note=TOO_LARGE)
    return Files((("figures.csv", text), ("figures.xlsx", book)))


def _opened(name: str, content: bytes) -> discord.File:
    return discord.File(io.BytesIO(content), filename=name)
