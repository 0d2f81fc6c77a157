"""In context: each quoted abstract whole, as published, the quoted sentences in bold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord

from bot.assistant.citing import address, cite
from bot.assistant.compose import doubt
from bot.discord.actions.record import corpus_of, shown_of
from bot.discord.rendering import Rendered, text_file
from bot.discord.sending import CommandDoor
from bot.discord.text import EMBED_DESCRIPTION, EMBED_TITLE, EMBED_TOTAL, escape, linked, shortened, size
from corpus.models import Paper
from index.arithmetic import disagreements

SPARE = 700  # of a message's embeds: titles, links and a note


async def press(interaction: discord.Interaction[Any], answer: str, page: int | None) -> None:
    """Show the abstracts to the reader who asked for them."""
    shown = await shown_of(interaction, answer)
    papers = (await corpus_of(interaction, shown)).papers
    slices = {paper.key: [(q.start, q.stop) for q in shown.quotes if q.key == paper.key] for paper in papers}
    quoted = [paper for paper in papers if slices[paper.key]]
    rendered = in_context(quoted, [marked(paper.abstract or "", slices[paper.key]) for paper in quoted], answer)
    await CommandDoor(interaction, True).send(rendered)


def in_context(papers: list[Paper], texts: list[str], answer: str) -> Rendered:
    """An embed for each abstract as long as they fit a message; with one that does not, all of them as a file."""
    embed, total = discord.Embed(colour=0x2E7D5B), SPARE
    fitting: list[str] = []
    for paper, text in zip(papers, texts, strict=True):
        doubts = "".join(f"\n{escape(doubt(one, paper))}" for one in disagreements(paper))
        part = f"**{escape(cite(paper))}** {linked(paper)}\n{text}{doubts}"
        if total + size(part) > min(EMBED_TOTAL, EMBED_DESCRIPTION):
            break
        fitting.append(part)
        total += size(part)
    embed.title = shortened(papers[0].headline or "(no title)", EMBED_TITLE) if len(papers) == 1 else "In context"
    embed.description = "\n\n".join(fitting) or "The abstract is longer than a message; it is attached whole."
    if len(fitting) == len(papers):
        return Rendered(content="The quoted sentences are in bold, in their abstract as published.", embed=embed)
    whole = "\n\n".join(f"{cite(p)} {address(p)}\n{p.title}\n\n{p.abstract}" for p in papers)
    said = f"{len(fitting)} of {len(papers)} abstracts fit here; all of them are in the file."
    return Rendered(content=said, embed=embed, attach=text_file(f"abstracts-{answer}.txt", whole))


def marked(abstract: str, slices: Iterable[tuple[int, int]]) -> str:
    """An abstract, escaped, with the slices in bold."""
    parts, at = [], 0
    for start, stop in sorted(set(slices)):
        parts += [escape(abstract[at:start]), "**", escape(abstract[start:stop]), "**"]
        at = stop
    return "".join([*parts, escape(abstract[at:])])
