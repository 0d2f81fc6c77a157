"""Papers near one in words, each with the words they share."""

from __future__ import annotations

from bot.assistant.citing import cite
from bot.discord.listing import line
from bot.discord.pages import pages
from bot.discord.rendering import Rendered, text_file
from bot.discord.text import escape
from bot.service import Service
from corpus.models import Paper


async def related_reply(service: Service, paper: Paper) -> Rendered:
    """The nearest papers of the library; a sentence where none shares a telling word."""
    kin = await service.run(service.assistant.related(paper.key))
    papers = service.assistant.papers
    if not kin:
        return Rendered(content=f"No other paper here shares telling words with {escape(cite(paper))}.")
    lines = [
        f"{line(number, papers[near.key])}\n-# shared words: {escape(', '.join(near.shared))}"
        for number, near in enumerate(kin, 1)
    ]
    text = "\n\n".join((f"Nearest in words to **{escape(cite(paper))}**, not in findings:", *lines))
    parts = pages(text)
    return Rendered(content=parts[0], attach=text_file("related.txt", text) if len(parts) > 1 else list)
